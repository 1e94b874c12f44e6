// Package release draws the making of a de-identified release: which documents, by which method, what that needs; what would
// leave and what not, before anything is written; and the certificate of what was made.
//
// Guaranteed: no text out of a chart is shown, only kinds, codes and counts; every step works by keyboard alone; what was
// typed into the password entry is gone as soon as the step changes.
//
// Refused: decisions (present.ReleasePresenter makes them), files. Imported by ui/shell only.
package release
