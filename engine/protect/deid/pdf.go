package deid

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// The reasons why a redacted copy stays here.
const (
	pdfMissing = "there is no verified redacted copy"
	pdfShared  = "the file holds more than one person"
	pdfPicture = "a part of the picture that no reader understands is not covered"
	pdfWords   = "words that are not covered may identify"
	pdfNoProof = "the redacted copy has no certificate of its own"
	pdfForm    = "the redacted copy is not what its certificate proves"
)

// coveredWord is the share of a word or region under boxes from which nothing of it can be read.
const coveredWord = 0.6

// pdfFits says why the redacted copy may not leave, or "" where every part of it is proved: what is under boxes is gone, and
// what is not was read as words that the proof has nothing against, and neither has it against the copy's searchable text.
func (e *Engine) pdfFits(m *caseMaker, persons int) string {
	c := m.chart
	switch {
	case len(c.PDF) == 0 || c.Redaction == nil || !c.Redaction.Verified || len(c.Redaction.Residual) > 0 || e.Inspect == nil:
		return pdfMissing
	case len(c.Certificate) == 0:
		return pdfNoProof
	case persons != 1:
		return pdfShared
	}
	var rest strings.Builder
	for _, p := range c.Pages {
		spans := spansOn(c.Spans, p.Number)
		over := func(s []chart.Span) (n int) {
			for _, sp := range s {
				if sp.Redacted {
					n++
				}
			}
			return n
		}
		if over(spans) != len(spans) {
			return pdfWords
		}
		if !regionsCovered(p, spans) {
			return pdfPicture
		}
		rest.WriteString(uncovered(p, spans))
	}
	text, err := e.Inspect(c.PDF, c.Certificate, *c.Redaction)
	if err != nil {
		return pdfForm
	}
	rest.WriteString(text)
	r := releaser{e: e, order: m.order, now: m.now}
	ask := r.ask(m)
	ask.Dates, ask.Places, ask.Ages, ask.Put = false, false, false, nil
	if len(ask.Words(rest.String())) > 0 {
		return pdfWords
	}
	return ""
}

func regionsCovered(p chart.Page, spans []chart.Span) bool {
	for _, b := range regionsOf(p, chart.RegionHandwriting, chart.RegionPhoto, chart.RegionBarcode, chart.RegionSignature, chart.RegionUnread) {
		most := 0.0
		for _, s := range spans {
			most = max(most, share(b, s.Boxes))
		}
		if most < coveredWord {
			return false
		}
	}
	return true
}

// uncovered gives the words of a page that a redacted copy still shows.
func uncovered(p chart.Page, spans []chart.Span) string {
	var b strings.Builder
	line := 0
	for _, w := range inOrder(p.Words) {
		hidden := false
		for _, s := range spans {
			hidden = hidden || share(w.Box, s.Boxes) >= coveredWord
		}
		if w.Line != line {
			b.WriteByte('\n')
			line = w.Line
		}
		if hidden {
			b.WriteString(" _ ")
			continue
		}
		b.WriteString(w.Text.Reveal() + " ")
	}
	return b.String() + "\n"
}
