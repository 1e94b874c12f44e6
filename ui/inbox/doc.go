// Package inbox draws the queue: the full screen with counts, search and import, and the pane of 200 pixels that stands
// beside the review.
//
// Guaranteed: a row holds no text out of a chart; every state is said in words beside its colour; the list moves by
// arrows, PgUp, PgDn, Home and End, and Enter opens.
//
// Refused: decisions (present.InboxPresenter makes them), I/O. Imported by ui/shell only.
package inbox
