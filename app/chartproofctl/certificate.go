package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/redact"
	"chartproof.org/chartproof/engine/send/record"
)

type recordCertificateCommand struct {
	Roster      string `help:"The practice's keys, from: chartproofhub roster. Without them the signatures hold but nobody vouches for the keys."`
	Certificate string `arg:"" help:"A redaction certificate."`
	Copy        string `arg:"" help:"The redacted copy, a PDF."`
}

// Run prints what holds as JSON.
func (c *recordCertificateCommand) Run(_ context.Context, s streams) error {
	signed, err := readRecord(c.Certificate)
	if err != nil {
		return err
	}
	pdf, err := readRecord(c.Copy)
	if err != nil {
		return err
	}
	roster, err := readRoster(c.Roster)
	if err != nil {
		return err
	}
	env, err := record.ParseEnvelope(signed)
	if err != nil {
		return &failure{exitSomeFailed, fmt.Errorf("the certificate does not hold: %w", err)}
	}
	p, err := prove(env, pdf)
	if err == nil && roster != nil {
		err = roster.Vouches(p.Signers)
	}
	if err != nil {
		return &failure{exitSomeFailed, fmt.Errorf("the certificate does not hold: %w", err)}
	}
	p.InRoster = roster != nil
	return print(s, p)
}

// proven is what holds of a redacted copy.
type proven struct {
	Subject  string       `json:"subject"`
	MadeAt   time.Time    `json:"made_at"`
	Program  string       `json:"program"`
	Engines  []string     `json:"engines"`
	Pages    int          `json:"pages"`
	Boxes    int          `json:"boxes"`
	Released int          `json:"released"`
	Checks   []string     `json:"checks"`
	Signers  []record.Key `json:"signers"`
	InRoster bool         `json:"in_roster"`
}

// prove checks the signatures of a certificate and holds the copy to it.
func prove(env *record.Envelope, pdf []byte) (*proven, error) {
	keys, err := env.Signers(redact.CertificateType)
	if err != nil {
		return nil, err
	}
	cert, err := redact.OpenCertificate(env.Payload)
	if err != nil {
		return nil, err
	}
	if err := cert.Proves(pdf); err != nil {
		return nil, err
	}
	p := &proven{Subject: cert.Subject, MadeAt: cert.MadeAt, Program: cert.Program, Engines: cert.Engines,
		Pages: len(cert.Pages), Released: len(cert.Released), Signers: keys}
	for _, page := range cert.Pages {
		p.Boxes += len(page.Boxes)
	}
	for _, c := range cert.Checks {
		p.Checks = append(p.Checks, c.Name)
	}
	return p, nil
}

// redactionOf proves the redacted pages of a verified record by the certificate that lies beside them, for this record and by
// those who signed it. Records of before there were certificates have none.
func redactionOf(v record.Verdict) (*proven, error) {
	at := slices.IndexFunc(v.Parts, func(p record.Part) bool { return p.Media == record.EnvelopeMedia })
	if at < 0 {
		return nil, nil
	}
	env, err := record.ParseEnvelope(v.Parts[at].Data)
	if err != nil {
		return nil, err
	}
	p, err := prove(env, v.Parts[0].Data)
	if err != nil {
		return nil, err
	}
	signed := func(k record.Key) bool { return k.KeyID == v.Person.KeyID || k.KeyID == v.Device.KeyID }
	if p.Subject != v.Record || len(p.Signers) != 2 || slices.ContainsFunc(p.Signers, func(k record.Key) bool { return !signed(k) }) {
		return nil, chart.E(chart.Tampered, "verify redaction", errors.New("the certificate is another record's"))
	}
	p.InRoster = v.InRoster
	return p, nil
}
