package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

func TestKeysList(t *testing.T) {
	since := time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
	whole := present.KeyState{Keystore: "os", Machine: since, Device: since, AuditKey: "chartproof.org/audit/d+1+k", Months: 2, Zones: []present.ZoneKey{
		{Zone: chart.Working, Version: 3, Since: since, Why: "person_left", Holders: []string{"Ada"}, Waiting: []string{"Bob"}, Keys: 12}}}
	due := whole
	due.Zones = []present.ZoneKey{{Zone: chart.Tokens, Version: 1, Since: since, Ordered: true}, {Zone: chart.Working, Version: 2, Since: since, Behind: 7}}
	due.Missing, due.Dying = 1, 2
	tests := []struct {
		name  string
		state present.KeyState
		code  int
		want  []string
	}{
		{"whole", whole, exitDone, []string{"working  3", "person_left", "12", "Ada, (Bob gets it", "chartproof.org/audit/d+1+k"}},
		{"due", due, exitSomeFailed, []string{"zone tokens waits", "7 keys are still under", "lacks the secrets of 1 months", "2 months are still to be taken out"}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			var out bytes.Buffer
			err := printKeys(streams{out: &out}, tc.state)
			code, said := exitDone, out.String()
			var f *failure
			if errors.As(err, &f) {
				code, said = f.code, said+f.Error()
			}
			if code != tc.code {
				t.Errorf("want exit %d, got %d", tc.code, code)
			}
			for _, w := range tc.want {
				if !strings.Contains(said, w) {
					t.Errorf("want %q in %s", w, said)
				}
			}
		})
	}
}

func TestKeysUsage(t *testing.T) {
	for name, args := range map[string][]string{
		"nothing to rotate": {"keys", "rotate", "--workspace", "x", "--login", "ada"},
		"two at once":       {"keys", "rotate", "--machine", "--device", "--workspace", "x", "--login", "ada"},
		"free text reason":  {"keys", "rotate", "--machine", "--reason", "Maria left", "--workspace", "x", "--login", "ada"},
		"nobody":            {"keys", "list"},
	} {
		if code, _, stderr := ctl(t, "", args...); code != exitUsage {
			t.Errorf("%s: want exit %d, got %d: %s", name, exitUsage, code, stderr)
		}
	}
	if code, stdout, _ := ctl(t, "", "keys", "rotate", "--help"); code != exitDone || !strings.Contains(stdout, "keys rotate --zone working --reason person_left") {
		t.Errorf("want help with an example, exit %d, %s", code, stdout)
	}
}
