// Package kpi counts how good the work of a practice is: how much was done and how fast, how often the machine and people were
// wrong, whether it became worse, and how long things took.
//
// A Day holds what one day's trail says, as counts; days add up, so that a year is read as 365 small things and not as a
// million entries. Sum makes Figures of days. Change says since which week more is wrong than before, and only when chance
// does not explain it.
//
// Guaranteed: ids, counts and times only; nothing of a chart's text goes in or comes out. A share of a person is shown from
// MinPerson fields on. Shares have exact binomial limits (Clopper and Pearson, Biometrika 26, 1934).
//
// Refused: reading the trail (storage/quality does), deciding who may see whose figures (app/wire does), drawing
// (engine/quality/plots). storage/quality, app/wire, engine/quality/plots, ui/present and the command line import it.
package kpi
