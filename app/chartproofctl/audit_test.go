package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/assets/alerts"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
)

func TestAuditUsage(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.json")
	if err := os.WriteFile(bad, []byte(`{"schema":"chartproof.alerts/1","rules":[{"id":"x"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	good := filepath.Join(dir, "good.json")
	if err := os.WriteFile(good, alerts.Rules, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		code int
		args []string
	}{
		"search for nobody":               {exitUsage, []string{"audit", "search"}},
		"a wrong decision":                {exitUsage, []string{"audit", "search", "--decision", "perhaps", "--workspace", dir, "--login", "ada"}},
		"a wrong format":                  {exitUsage, []string{"audit", "export", "--format", "xml"}},
		"custody of nothing":              {exitUsage, []string{"audit", "custody"}},
		"custody of both":                 {exitUsage, []string{"audit", "custody", "d1", "--check", bad}},
		"custody that is none":            {exitSomeFailed, []string{"audit", "custody", "--check", bad}},
		"a file that is not there":        {exitUsage, []string{"audit", "custody", "--check", filepath.Join(dir, "none")}},
		"rules that cannot hold":          {exitSomeFailed, []string{"audit", "rules", "--check", bad}},
		"rules that can":                  {exitDone, []string{"audit", "rules", "--check", good}},
		"rules both ways":                 {exitUsage, []string{"audit", "rules", "--set", good, "--release"}},
		"accounting of nothing":           {exitUsage, []string{"audit", "accounting"}},
		"a day that is none":              {exitUsage, []string{"audit", "review", "--since", "yesterday"}},
		"acknowledge what":                {exitUsage, []string{"audit", "acknowledge"}},
		"verify no workspace":             {exitSomeFailed, []string{"audit", "verify", "--workspace", dir}},
		"verify with a file that is gone": {exitUsage, []string{"audit", "verify", "--workspace", dir, "--checkpoint", filepath.Join(dir, "none")}},
		"a checkpoint of no workspace":    {exitSomeFailed, []string{"audit", "checkpoint", "--workspace", dir}},
	} {
		if code, _, stderr := ctl(t, "", c.args...); code != c.code {
			t.Errorf("%s: want exit %d, got %d: %s", name, c.code, code, stderr)
		}
	}
}

func TestAuditPrints(t *testing.T) {
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	people := []chart.Person{{ID: "p1", Login: "dana"}}
	var out, said bytes.Buffer
	s := streams{out: &out, err: &said}
	if err := printEntries(s, []chart.AuditEntry{{Index: 7, At: at, Action: chart.ActReveal, Person: "p1", Document: "d1", Purpose: "treatment", Decision: chart.Permit}}, people, 7); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"7 ", "dana", "field.reveal", "d1", "treatment", "permit"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("want %q in %s", want, out.String())
		}
	}
	if !strings.Contains(said.String(), "--before 7") {
		t.Errorf("want the way on told, got %s", said.String())
	}
	out.Reset()
	raised := []trail.Raised{{Index: 9, At: at, Rule: "vip", Severity: "high", Person: "p1", Entry: 8}, {Index: 5, At: at, Rule: "denied", Severity: "low", Done: true, DoneBy: "p1", Note: "n1"}}
	var f *failure
	if err := printAlerts(s, raised, people, map[string]string{"n1": "asked"}, false); !errors.As(err, &f) || f.code != exitSomeFailed {
		t.Errorf("want exit %d while an alert is open, got %v", exitSomeFailed, err)
	}
	if strings.Contains(out.String(), "denied") || !strings.Contains(out.String(), "vip") {
		t.Errorf("want the open alert only, got %s", out.String())
	}
	out.Reset()
	if err := printAlerts(s, raised[1:], people, map[string]string{"n1": "asked"}, true); err != nil || !strings.Contains(out.String(), "dana: asked") {
		t.Errorf("want the note, got %v, %s", err, out.String())
	}
}

// TestAuditBench: a made trail is measured and holds.
func TestAuditBench(t *testing.T) {
	code, out, stderr := ctl(t, "", "bench", "--audit", "500")
	if !strings.Contains(out, "500 entries of the trail") || !strings.Contains(out, "they hold") {
		t.Errorf("exit %d: got %s %s", code, out, stderr)
	}
}
