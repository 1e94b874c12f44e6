// Package present holds the presenters: each screen's state machine, its immutable snapshots, and the ports through which
// it asks the house for something. A presenter decides, a view draws.
//
// Guaranteed: no Fyne in here, so every screen's behaviour is tested without a window. What the person's role does not
// need, and identifiers outside the field at hand, leave a presenter masked.
//
// Refused: storage, files, goroutines of its own beyond the dispatcher it is given. Imported by ui and app/wire only.
package present
