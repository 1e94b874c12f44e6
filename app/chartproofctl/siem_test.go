package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
	"chartproof.org/chartproof/engine/send/siem"
)

func TestStreamStatus(t *testing.T) {
	at := time.Date(2026, 11, 19, 8, 0, 0, 0, time.UTC)
	tests := []struct {
		name  string
		state wire.StreamState
		code  int
		want  []string
	}{
		{"to nobody", wire.StreamState{}, exitDone, []string{"streamed to nobody"}},
		{"all well", wire.StreamState{Streams: true, Position: siem.Position{Next: 41, Arrived: at}}, exitDone,
			[]string{"the first 41 entries", "2026-11-19T08:00:00Z", "waiting  0"}},
		{"away", wire.StreamState{Streams: true, Waiting: 4320, Position: siem.Position{Next: 41, Away: at, Resent: 3, Problem: "unreachable"}}, exitSomeFailed,
			[]string{"waiting  4320", "since 2026-11-19T08:00:00Z (unreachable)", "accident  3"}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			var out, asJSON bytes.Buffer
			err := printStream(streams{out: &out}, tc.state, false)
			code := exitDone
			if f := (*failure)(nil); errors.As(err, &f) {
				code = f.code
			}
			for _, w := range tc.want {
				if !strings.Contains(out.String(), w) {
					t.Errorf("want %q in %s", w, out.String())
				}
			}
			_ = printStream(streams{out: &asJSON}, tc.state, true)
			var back map[string]any
			if err := json.Unmarshal(asJSON.Bytes(), &back); err != nil || back["waiting"] != float64(tc.state.Waiting) || (back["away_since"] != nil) != (code != exitDone) {
				t.Errorf("want the state as JSON, got %s, %v", asJSON.String(), err)
			}
			if code != tc.code {
				t.Errorf("want exit %d, got %d", tc.code, code)
			}
		})
	}
}

func TestStreamUsage(t *testing.T) {
	for name, args := range map[string][]string{
		"no workspace":      {"audit", "stream", "--once"},
		"nobody sets it":    {"audit", "stream", "set", "--to", "siem.test:6514"},
		"to nowhere":        {"audit", "stream", "set", "--workspace", "x", "--login", "ada"},
		"collects nowhere":  {"audit", "stream", "collect"},
		"state of nothing":  {"audit", "stream", "status"},
		"nobody ends it":    {"audit", "stream", "stop"},
		"a flag of nothing": {"audit", "stream", "--twice", "--workspace", "x"},
	} {
		if code, _, stderr := ctl(t, "", args...); code != exitUsage {
			t.Errorf("%s: want exit %d, got %d: %s", name, exitUsage, code, stderr)
		}
	}
	for _, args := range [][]string{{"audit", "stream", "--once", "--workspace", t.TempDir()}, {"audit", "stream", "status", "--workspace", t.TempDir()}} {
		if code, _, stderr := ctl(t, "", args...); code != exitSomeFailed || !strings.Contains(stderr, "no workspace") {
			t.Errorf("%v: want exit %d and the reason, got %d: %s", args, exitSomeFailed, code, stderr)
		}
	}
}

func TestStreamCollect(t *testing.T) {
	path := filepath.Join(t.TempDir(), "collected")
	line := func(n int64) string {
		return string(trail.Line(chart.AuditEntry{Index: n, Device: "d1", Action: chart.ActOpen, At: time.Unix(0, 0)}, "")) + "\n"
	}
	code, stdout, stderr := ctl(t, line(0)+line(0)+line(1)+line(4), "audit", "stream", "collect", "--out", path)
	if code != exitDone || stdout != strings.Repeat("OK\n", 5) || !strings.Contains(stderr, "entries 2 to 3 did not come") {
		t.Errorf("want four answers and the gap told, got exit %d, %q, %q", code, stdout, stderr)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != line(0)+line(1)+line(4) {
		t.Errorf("want each once, got %q, %v", data, err)
	}
	if st, err := os.Stat(path); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("want it its owner's alone, got %v, %v", st.Mode(), err)
	}
}
