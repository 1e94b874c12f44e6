package deid

import (
	"errors"
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// Chart is one processed chart as a release takes it: what was captured stands as a person left it, where a person looked.
type Chart struct {
	Documents []chart.Document
	Pages     []chart.Page
	Spans     []chart.Span // all of them, released ones too
	PDF       []byte       // the redacted copy; nil where there is none
	Redaction *chart.Redaction
	// Certificate is the signed redaction certificate of the copy. Without it the copy stays here.
	Certificate []byte
	Engines     []string // what read the pages, with versions
}

// FromResult takes the result of the stateless command. What was refused or never read is chart.BadInput.
func FromResult(r chart.Result, pdf, certificate []byte) (Chart, error) {
	if r.Schema != chart.SchemaProcess || r.Refused != nil || len(r.Pages) == 0 || len(r.Documents) == 0 {
		return Chart{}, chart.E(chart.BadInput, "take a chart", errors.New("it is no result of a file that was read"))
	}
	return Chart{Documents: r.Documents, Pages: r.Pages, Spans: r.PHI, PDF: pdf, Redaction: r.Redaction,
		Certificate: certificate, Engines: r.Engines}, nil
}

// FromDossier takes a document of a workspace as its people left it, with its rows after review. What was read before a
// correction stays known, so that it leaves no more than what is right. A document that somebody must still decide on is
// chart.BadState.
func FromDossier(d *chart.Dossier, rows []chart.Row, pdf []byte, red *chart.Redaction) (Chart, error) {
	const op = "take a document"
	if n := d.OpenFields(); n > 0 {
		return Chart{}, chart.E(chart.BadState, op, fmt.Errorf("%d fields still need a person", n))
	}
	if len(d.Pages) == 0 {
		return Chart{}, chart.E(chart.BadInput, op, errors.New("it has no pages"))
	}
	doc := d.Document
	doc.Rows, doc.Fields = rows, slices.Clone(doc.Fields)
	for i := range doc.Fields {
		f := &doc.Fields[i]
		dec := d.Final(f.ID)
		if dec.Verdict != chart.Corrected && dec.Verdict != chart.NotOnPage && dec.Verdict != chart.CantRead || dec.Value == f.Value {
			continue
		}
		f.Readings = append(slices.Clone(f.Readings), chart.Reading{Value: f.Value}, chart.Reading{Value: f.Normalized})
		f.Value, f.Normalized = "", ""
		if dec.Verdict == chart.Corrected {
			f.Value = dec.Value
		}
	}
	return Chart{Documents: []chart.Document{doc}, Pages: d.Pages, Spans: d.Spans, PDF: pdf, Redaction: red}, nil
}
