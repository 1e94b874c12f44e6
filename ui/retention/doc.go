// Package retention is the screen of retention and holds: what may be disposed of, legal holds, the schedule, and the disposals
// with their certificates. A list on the left, what can be done at the row at hand on the right.
//
// Guaranteed: everything is reached by the keyboard; what was typed as a password is emptied with the form; nothing is drawn that
// the snapshot does not say. Refused: decisions, which are the presenter's (ui/present). ui/shell imports it.
package retention
