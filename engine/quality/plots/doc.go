// Package plots draws the figures of engine/quality/kpi: charts as pictures for the screen, and a report as PDF.
//
// Guaranteed: axes, ticks and text come from gonum.org/v1/plot; what stands out does so by shape and not by colour alone; the
// PDF names period, practice, who had it made and when, and what each figure means. Text on a picture is numbers and names
// only, so that it needs no translation; titles and words are the screen's.
//
// Refused: counting, deciding what is shown to whom, windows. app/wire and ui/quality import it.
package plots
