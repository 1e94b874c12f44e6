// Package review is the screen on which a person proof-reads a chart: the page in the middle, the field at hand with its
// picture above its entry, the other fields below, and the page pictures for the frame's left pane.
//
// Guaranteed: it draws snapshots and decides nothing; the entry has the focus whenever no dialog is open, and hands every
// key that does not edit to the command table; a value out of a chart is never kept in a Fyne entry, whose undo history
// cannot be wiped; after Seal or Close nothing of a chart is held.
//
// Keys: 1 to 9 take a suggestion while nothing was typed in a field whose values are words; in fields of digits (dates,
// numbers, codes) and once something was typed, digits type and Alt+1 to Alt+9 take suggestions. The keys shown on the
// suggestions always say which it is.
//
// Refused: storage, roles, opening of files. The shell may import review; it imports present, pageview, phrase and uikit.
package review
