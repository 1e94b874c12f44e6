// Package quality keeps what the trail of each day says of the work, so that a year is read in a moment.
//
// A day that is over is counted once (engine/quality/kpi.Fold) and kept; today is counted anew each time. An entry that comes
// late into a day that is over (the clock was set back) has that day counted again. What is kept can be thrown away: it is made
// of the trail and the documents' clear columns again. Rows are sealed like all others (storage/rowseal).
//
// Guaranteed: ids, counts and times only. Refused: deciding who may see whose figures, names of people, keys. Only app/wire
// imports it.
package quality
