package deid

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/deid/proof"
)

// CertificateType is bound into every signature over a release's certificate.
const CertificateType = "application/vnd.chartproof.deidentification.v1+json"

// SignatureName is the file of a release that holds the signed certificate, a DSSE envelope.
const SignatureName = "certificate.dsse"

// The names of a redacted copy and of its own certificate, behind the name of the case.
const (
	copyEnding  = ".redacted.pdf"
	proofEnding = ".redaction.dsse"
)

// Checks are the proofs by key and by pixel that deid has somebody else make.
type Checks struct {
	// Signed checks the signatures of an envelope and gives what was signed.
	Signed func(envelope []byte) (certificate []byte, err error)
	// Copy holds a redacted copy to its own certificate.
	Copy func(pdf, certificate []byte) error
}

// signed says what is wrong with the signature of a certificate.
func (c Checks) signed(dir fs.FS, certificate []byte) []string {
	env, err := fs.ReadFile(dir, SignatureName)
	if err != nil {
		return []string{SignatureName + ": missing: nobody signed the certificate"}
	}
	payload, err := c.Signed(env)
	if err != nil {
		return []string{SignatureName + ": its signature does not hold"}
	}
	if !bytes.Equal(payload, certificate) {
		return []string{CertificateName + ": not the certificate that was signed"}
	}
	return nil
}

// copies holds every redacted copy of a release to its own certificate.
func (c Checks) copies(dir fs.FS, files []Sum) []string {
	var wrong []string
	for _, f := range files {
		base, isCopy := strings.CutSuffix(f.Name, copyEnding)
		if !isCopy {
			continue
		}
		pdf, err := fs.ReadFile(dir, f.Name)
		if err != nil {
			continue // said already
		}
		certificate, err := fs.ReadFile(dir, base+proofEnding)
		if err != nil || c.Copy(pdf, certificate) != nil {
			wrong = append(wrong, f.Name+": its redaction certificate does not prove it")
		}
	}
	return wrong
}

// told names the files whose names tell what a chart holds.
func (r *releaser) told(m *caseMaker, files []file) []proof.Left {
	spans := make([]chart.Span, 0, len(m.chart.Spans))
	for _, k := range r.ask(m).Known {
		spans = append(spans, chart.Span{Kind: k.Kind, Text: chart.Text(k.Text), Redacted: true})
	}
	var left []proof.Left
	for _, f := range files {
		for _, t := range r.e.Tells(f.name, spans) {
			left = append(left, proof.Left{Kind: t.Kind, Where: "the name of a file", How: t.How})
		}
	}
	return left
}

// sign writes the certificate and its signature.
func (r *releaser) sign(certificate []byte) error {
	if err := r.write(CertificateName, certificate); err != nil {
		return fmt.Errorf("write the certificate: %w", err)
	}
	env, err := r.e.Sign(certificate)
	if err != nil {
		return fmt.Errorf("sign the certificate: %w", err)
	}
	return r.write(SignatureName, env)
}

var errUnsigned = errors.New("nobody is there to sign the certificate")
