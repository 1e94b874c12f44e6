package redact_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
)

var salt = bytes.Repeat([]byte{7}, 32)

// certified is a redacted copy of two pages with its certificate.
type certified struct {
	src  pages
	pdf  []byte
	rep  redact.Report
	red  chart.Redaction
	make redact.Making
	redact.Certificate
}

func certify(t testing.TB) certified {
	t.Helper()
	c := certified{src: pages{raster(sheet(t, plantedName, "Glucose")), geom.Threshold(sheet(t, "Sodium 140", plantedName), 128, pixelDPI)}}
	spans := []chart.Span{nameOn(t, 1, 0, plantedName), nameOn(t, 2, 1, plantedName)}
	spans[0].ID, spans[1].ID, spans[1].Layer = "s1", "s2", "person"
	spans[1].By = &chart.Actor{Person: "p-ada", Roles: []chart.Role{chart.HIMReviewer, chart.Coder}}
	c.pdf, c.rep = write(t, c.src, spans, redact.Options{Salt: salt, Labels: true})
	c.red = chart.Redaction{Verified: true, AfterSHA256: c.rep.AfterSHA256}
	free := chart.Span{ID: "s3", Kind: chart.Date, Text: "2024", Page: 1, Tier: chart.Check, Layer: "pattern",
		By: &chart.Actor{Person: "p-bob", Roles: []chart.Role{chart.PrivacyOfficer}}}
	c.make = redact.Making{Subject: "record-1", At: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Program: "0.1.0", Engines: []string{"tesseract 5"},
		Spans: append(spans, free)}
	var err error
	c.Certificate, err = c.rep.Certify(c.pdf, c.red, c.make)
	must(t, err)
	return c
}

func TestCertificateSaysWhatWasRedactedAndProvesIt(t *testing.T) {
	c := certify(t)
	data, err := json.Marshal(c.Certificate)
	must(t, err)
	for _, word := range append(strings.Fields(plantedName), "Glucose", "2024") {
		if bytes.Contains(data, []byte(word)) {
			t.Errorf("the certificate holds %q", word)
		}
	}
	read, err := redact.OpenCertificate(data)
	must(t, err)
	must(t, read.Proves(c.pdf))
	want := []redact.Reason{{Kind: chart.Name, Tier: chart.Certain, Layer: "person", By: "p-ada", Role: "him_reviewer coder"}}
	if b := read.Pages[1].Boxes; len(b) != 1 || !slices.Equal(b[0].Why, want) {
		t.Errorf("want one box by %v, got %v", want, b)
	}
	if want := []redact.Reason{{Kind: chart.Date, Tier: chart.Check, Layer: "pattern", By: "p-bob", Role: "privacy_officer"}}; !slices.Equal(read.Released, want) {
		t.Errorf("want %v released, got %v", want, read.Released)
	}
	if len(read.Legend) != 1 || read.Legend["NAME"] != "(A) name" {
		t.Errorf("want the one code's meaning, got %v", read.Legend)
	}
	for i, r := range c.src {
		must(t, read.CameFrom(i+1, r, salt))
		if err := read.CameFrom(i+1, c.src[1-i], salt); chart.KindOf(err) != chart.Tampered {
			t.Errorf("page %d from another page: %v", i+1, err)
		}
		if err := read.CameFrom(i+1, r, []byte("another")); chart.KindOf(err) != chart.Tampered {
			t.Errorf("page %d by another salt: %v", i+1, err)
		}
	}
	if strings.Contains(string(data), strings.Repeat("07", 32)) {
		t.Error("the certificate holds the sealed salt")
	}
}

func TestCertificateHoldsForNoOtherCopy(t *testing.T) {
	c := certify(t)
	other, _ := write(t, c.src, []chart.Span{nameOn(t, 1, 0, plantedName)}, redact.Options{Salt: salt, Labels: true})
	cases := map[string]func(c *certified){
		"another copy":              func(c *certified) { c.pdf = other },
		"a byte more":               func(c *certified) { c.pdf = append(bytes.Clone(c.pdf), '\n') },
		"a copy, hash mended":       func(c *certified) { c.pdf, c.SHA256, c.Bytes = other, sha256Of(t, other), int64(len(other)) },
		"a box that is not there":   func(c *certified) { c.Pages[0].Boxes[0].Box = [4]int{10, 200, 300, 240} },
		"a page less":               func(c *certified) { c.Pages = c.Pages[:1] },
		"pages in another order":    func(c *certified) { c.Pages[0], c.Pages[1] = c.Pages[1], c.Pages[0] },
		"another salt":              func(c *certified) { c.Salt = strings.Repeat("00", 32) },
		"no salt":                   func(c *certified) { c.Salt = "" },
		"another hash of all pages": func(c *certified) { c.AfterSHA256 = c.BeforeSHA256 },
	}
	for name, spoil := range cases {
		bad := certify(t)
		spoil(&bad)
		if err := bad.Proves(bad.pdf); chart.KindOf(err) != chart.Tampered {
			t.Errorf("%s: want it refused as tampered, got %v", name, err)
		}
	}
}

func TestOnlyAVerifiedSaltedCopyIsCertified(t *testing.T) {
	c := certify(t)
	_, unsalted := write(t, c.src, nil, redact.Options{})
	leak := c.red
	leak.Residual = []chart.Residual{{Page: 1}}
	for name, err := range map[string]error{
		"not verified":  second(c.rep.Certify(c.pdf, chart.Redaction{AfterSHA256: c.red.AfterSHA256}, c.make)),
		"a residual":    second(c.rep.Certify(c.pdf, leak, c.make)),
		"another proof": second(c.rep.Certify(c.pdf, chart.Redaction{Verified: true}, c.make)),
		"other bytes":   second(c.rep.Certify(c.pdf[:9], c.red, c.make)),
		"no salt":       second(unsalted.Certify(c.pdf, chart.Redaction{Verified: true, AfterSHA256: unsalted.AfterSHA256}, c.make)),
	} {
		if err == nil {
			t.Errorf("%s: certified", name)
		}
	}
	for _, data := range []string{"", "{}", `{"schema":"chartproof.redaction/2"}`, `{"schema":"chartproof.redaction/1","more":1}`, `{"schema":"chartproof.redaction/1"} {}`} {
		if _, err := redact.OpenCertificate([]byte(data)); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%q: %v", data, err)
		}
	}
}

func second(_ redact.Certificate, err error) error { return err }

func sha256Of(t testing.TB, data []byte) string {
	t.Helper()
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

func TestEveryCodeHasAMeaning(t *testing.T) {
	for _, k := range chart.Kinds {
		if redact.Meaning(k) == "" {
			t.Errorf("%s has none", k)
		}
	}
}
