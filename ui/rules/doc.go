// Package rules draws which rules hold, the hours and duties that the practice has set, what was opened in emergencies and
// waits for a review, and the restrictions and consents of charts.
//
// Guaranteed: a password that was typed is gone from the screen's widgets as soon as something was done with it; every step works
// by keyboard alone, and the entry that must change has the focus.
//
// Refused: decisions (present.RulesPresenter makes them). Imported by ui/shell only.
package rules
