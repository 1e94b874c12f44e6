// Package second is the screen of the blind second and third look at the fields on which a patient's safety hangs: the page with
// the field's zone lit, its picture, and an entry in which it is typed anew.
//
// Guaranteed: it draws snapshots and decides nothing. Nothing that somebody else made of the field is on the screen, in its
// widgets or on the clipboard before the person has said what they see; a third person sees two values only after the picture,
// and never whose they are. After Seal or Close nothing of a chart is held.
//
// Refused: going back to a field; storage, roles. The shell may import second; it imports present, pageview, phrase, uikit and
// the entry of ui/review.
package second
