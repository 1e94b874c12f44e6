// Package focus moves the keyboard focus and keeps Tab in the order that the eye reads.
//
// Guaranteed: it works before a screen was drawn for the first time, when Fyne does not know yet which canvas an object
// stands on; the product has one window.
//
// Refused: any order but that of the objects. All screens may import focus.
package focus
