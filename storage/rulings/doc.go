// Package rulings keeps what a practice has set for its rules: its own rules with their signature, office hours, restrictions
// and consents of charts, and who has opened a chart in an emergency.
//
// Everything is sealed: that a chart is one of treatment for substance use is as much a secret as the chart. What a person typed
// (why the glass was broken, what a review found, what a patient asked for) is sealed for the zone "tokens", which only a
// privacy officer opens; the rest for everybody who signs in at this machine, because every decision needs it. Who reads the
// database reads how many rows there are and when they came.
//
// Guaranteed: each change is one transaction with its trail entries, in ids and words of the machine. Rows that were edited,
// left out, doubled or exchanged are found when they are read: they bear a seal each and one over all. Opening in an emergency
// writes an alarm with it, and its item stays until a review closes it.
//
// Refused: deciding who may (app/wire asks the rules first), typed text without a zone of its own. Limit: a copy of the whole
// database put back is consistent with itself; the trail's witness tells. Only app/wire imports rulings.
package rulings
