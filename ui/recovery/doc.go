// Package recovery draws the recovery pane: the set of shares in force, the making of another one, and rehearsals.
//
// Guaranteed: a share is on the screen only while it is shown to its holder; what was typed is gone from the widgets with
// each step; everything works by keyboard alone.
//
// Refused: decisions (present.RecoveryPresenter makes them), the clipboard. Imported by ui/shell only, which puts the pane into
// the screen of keys.
package recovery
