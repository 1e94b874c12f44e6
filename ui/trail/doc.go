// Package trail draws the history of a document, and the whole trail with its alerts: who did what and when, newest first.
//
// Guaranteed: ids and words of ours only, never text out of a chart; the lists move by keyboard, and every filter has a key.
//
// Refused: decisions (present.TrailPresenter and present.TrailRoomPresenter make them). Imported by ui/shell only.
package trail
