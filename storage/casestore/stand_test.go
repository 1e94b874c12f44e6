package casestore_test

import (
	"regexp"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestTokensStandForValues(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	of := func(recipients string) func(...string) string {
		t.Helper()
		f, err := h.cases.Tokens(ctx, h.s, recipients)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	reviewers, coders := of("reviewers"), of("coders")
	one := reviewers("name", marker)
	if !regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{7}$`).MatchString(one) {
		t.Errorf("want seven letters that are not mistaken, got %q", one)
	}
	if reviewers("name", marker) != one || of("reviewers")("name", marker) != one {
		t.Error("want the same token for the same value")
	}
	if coders("name", marker) == one || reviewers("mrn", marker) == one || reviewers("name", "another") == one {
		t.Error("want another token for other recipients, fields and values")
	}
	h.reopen()
	if of("reviewers")("name", marker) != one {
		t.Error("after a restart: want the same token")
	}
	coder := h.person("cora", chart.Coder)
	_, err := h.cases.Tokens(ctx, coder, "coders")
	h.wantKind("somebody who may not see the values tries some out", err, chart.NotAllowed)
}
