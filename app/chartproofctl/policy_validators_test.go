//go:build cgo

package main

import (
	"strings"
	"testing"
)

func TestWhoValidatesIsShownAndChanged(t *testing.T) {
	as := clinicAt(t)
	code, out, errs := users(t, as("policy", "validators"))
	if code != exitDone || !strings.Contains(out, "validators: one_person\nthe same person waits: 10m\npeople who may look: 1\n") {
		t.Fatalf("shown: exit %d, %q, %q", code, out, errs)
	}
	code, out, errs = users(t, as("policy", "validators", "--who", "two_people", "--wait", "1h"))
	if code != exitDone || !strings.Contains(out, "validators: two_people\nthe same person waits: 1h\n") || !strings.Contains(out, "nobody else may look again") {
		t.Errorf("changed: exit %d, %q, %q", code, out, errs)
	}
	for _, wrong := range [][]string{{"--who", "nobody"}, {"--wait", "11m"}} {
		if code, _, errs := users(t, as(append([]string{"policy", "validators"}, wrong...)...)); code != exitUsage || !strings.Contains(errs, "no such policy") {
			t.Errorf("%v: exit %d, %q", wrong, code, errs)
		}
	}
	code, out, errs = users(t, as("audit", "search", "--action", "policy.validators"))
	if code != exitDone || !strings.Contains(out, "validators=two_people wait=1h0m0s was=one_person was_wait=10m0s") {
		t.Errorf("the trail: exit %d, %q, %q", code, out, errs)
	}
	if code, out, _ = users(t, as("policy", "validators")); code != exitDone || !strings.Contains(out, "two_people") {
		t.Errorf("shown again: exit %d, %q", code, out)
	}
}
