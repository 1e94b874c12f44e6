// Package signin draws the gate: first-run set-up, sign-in, and the lock.
//
// Guaranteed: the lock shows nothing but who can unlock; what was typed into a password entry is gone from the screen's
// widgets as soon as the step changes; every step works by keyboard alone, and the entry that must change has the focus.
//
// Refused: decisions (present.GatePresenter makes them). Imported by ui/shell only.
package signin
