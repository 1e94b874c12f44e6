// Package trail draws the history of a document: who did what and when, newest first.
//
// Guaranteed: ids and words of ours only, never text out of a chart; the list moves by keyboard.
//
// Refused: decisions (present.TrailPresenter makes them). Imported by ui/shell only.
package trail
