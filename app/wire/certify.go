package wire

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/engine/protect/redact"
	"chartproof.org/chartproof/engine/send/record"
)

// copied is a verified redacted copy of a document's pages with what its certificate is made of.
type copied struct {
	pdf   []byte
	red   chart.Redaction
	rep   redact.Report
	salt  []byte
	spans []chart.Span
	read  []chart.Page
	shown []chart.Page // the copy as its last reading shows it
}

// newSalt is the salt of one copy's pages.
func newSalt() []byte {
	salt := make([]byte, 32)
	_, _ = rand.Read(salt) // never fails
	return salt
}

// redacted burns the document's redactions into its pages and proves the result.
func (d *Desk) redacted(ctx context.Context, dossier *chart.Dossier, file pipeline.File) (copied, error) {
	c := copied{salt: newSalt()}
	numbers := dossier.Document.Pages
	for _, s := range dossier.Spans {
		if i := slices.Index(numbers, s.Page); i >= 0 {
			s.Page = i + 1
			c.spans = append(c.spans, s)
		}
	}
	var budget int64
	if dossier.Source.Pages > 0 {
		budget = int64(1.3 * float64(len(file.Bytes)) * float64(len(numbers)) / float64(dossier.Source.Pages))
	}
	c.read = slices.Clone(dossier.Pages) // they stand in the document's order
	for i := range c.read {
		c.read[i].Number = i + 1
	}
	of := pipeline.Copy{Source: pipeline.Rendered(d.readers, file, numbers), Pages: len(numbers), Read: c.read, Budget: budget,
		Shown: func(pages []*chart.Page) {
			for _, p := range pages {
				if p != nil {
					c.shown = append(c.shown, *p)
				}
			}
		}}
	stage := *d.stage
	stage.Redactor = d.redacting(redactor{salt: c.salt, keep: func(r redact.Report) { c.rep = r }})
	var pdf bytes.Buffer
	red, _, err := stage.Protect(ctx, &pdf, of, c.spans)
	if err != nil {
		return copied{}, err
	}
	if !red.Verified {
		return copied{}, chart.E(chart.BadState, "verify redaction", &Leak{Residual: red.Residual})
	}
	c.pdf, c.red = pdf.Bytes(), red
	return c, nil
}

// making says what a certificate says beside the report.
func (c copied) making(subject, program string, at time.Time, engines []string) redact.Making {
	return redact.Making{Subject: subject, At: at, Program: program, Engines: engines, Spans: c.spans}
}

// certify makes the certificate of the copy, signed by who signs the record, or by the key of a run.
func (c copied) certify(m redact.Making, signers ...record.Signer) ([]byte, error) {
	cert, err := c.rep.Certify(c.pdf, c.red, m)
	if err != nil {
		return nil, err
	}
	payload, err := json.Marshal(cert)
	if err != nil {
		return nil, err
	}
	env, err := record.Sign(redact.CertificateType, payload, signers...)
	if err != nil {
		return nil, err
	}
	return env.Marshal()
}
