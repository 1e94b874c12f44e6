// Package pageview shows one page of a chart: zoom, pan, turning, what is masked, what is doubtful, boxes being edited.
//
// Guaranteed: only the visible part is drawn, out of a pyramid that was built off the UI goroutine; what is masked is
// painted over opaquely before the pixels leave the painter; after Clear no pixel of a page is referenced. Viewport,
// pyramid and painter are pure (image in, image out) and know nothing of Fyne.
//
// Refused: knowledge of fields, roles and storage: the caller says which boxes are masked and how they are tagged.
// Screens may import pageview; it imports Fyne, uikit and geom.
package pageview
