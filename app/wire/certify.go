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
func (d *Desk) redacted(ctx context.Context, dossier *chart.Dossier, file filed) (copied, error) {
	c := copied{salt: newSalt()}
	numbers := dossier.Document.Pages
	for _, s := range dossier.Spans {
		if i := slices.Index(numbers, s.Page); i >= 0 {
			s.Page = i + 1
			c.spans = append(c.spans, s)
		}
	}
	c.read = slices.Clone(dossier.Pages) // they stand in the document's order
	for i := range c.read {
		c.read[i].Number = i + 1
	}
	of := pipeline.Copy{Source: file.pages, Pages: len(numbers), Read: c.read, Budget: file.budget(),
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

// budget is how large a copy of the document should be: somewhat more than its share of the files that it came in.
func (f filed) budget() int64 {
	share := func(src chart.Source, pages int) float64 {
		if src.Pages == 0 {
			return 0
		}
		return float64(src.Bytes) * float64(pages) / float64(src.Pages)
	}
	sum := share(f.src, len(f.on))
	for _, s := range f.scans {
		sum += share(s.Source, len(s.Pages))
	}
	return int64(1.3 * sum)
}
