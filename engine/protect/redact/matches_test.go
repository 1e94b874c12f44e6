package redact_test

import (
	"bytes"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
)

func TestMatches(t *testing.T) {
	p := letter(t, geom.Gray, 72, 4)
	pdf, rep := write(t, pages{p.raster, p.raster}, p.spans(1), redact.Options{})
	if err := redact.Matches(pdf, rep.AfterSHA256); err != nil {
		t.Errorf("the copy itself: %v", err)
	}
	flipped := bytes.Clone(pdf)
	flipped[len(flipped)/4] ^= 1
	for name, c := range map[string]struct {
		pdf  []byte
		hash string
	}{"another hash": {pdf, rep.BeforeSHA256}, "a flipped bit": {flipped, rep.AfterSHA256}, "no copy": {[]byte("%PDF"), rep.AfterSHA256}} {
		if err := redact.Matches(c.pdf, c.hash); chart.KindOf(err) != chart.Tampered {
			t.Errorf("%s: want tampered, got %v", name, err)
		}
	}
}
