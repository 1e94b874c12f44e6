package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/protect/machine"
)

func TestDoctorPrints(t *testing.T) {
	good := machine.Finding{Check: "swap", Verdict: machine.OK, Says: "nothing is swapped"}
	bad := machine.Finding{Check: "clock", Verdict: machine.Unsafe, Says: "nobody sets the clock", Do: "run: timedatectl set-ntp true"}
	unsure := machine.Finding{Check: "screen_lock", Verdict: machine.Unknown, Says: "it cannot be read here", Do: "look"}
	tests := []struct {
		name  string
		found []machine.Finding
		says  string
		want  []string
	}{
		{"all well", []machine.Finding{good}, "", []string{"ok       swap: nothing is swapped"}},
		{"unknown is no failure", []machine.Finding{good, unsure}, "", []string{"unknown  screen_lock", "→ look"}},
		{"one", []machine.Finding{good, bad}, "one thing is unsafe", []string{"unsafe   clock: nobody sets the clock\n         → run: timedatectl"}},
		{"several", []machine.Finding{bad, bad}, "2 things are unsafe", nil},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			var out, asJSON, errOut bytes.Buffer
			code := exitCode(printFindings(streams{out: &out}, tc.found, false), &errOut)
			want := exitDone
			if tc.says != "" {
				want = exitSomeFailed
			}
			if code != want || !strings.Contains(errOut.String(), tc.says) {
				t.Errorf("want exit %d and %q, got %d: %s", want, tc.says, code, errOut.String())
			}
			for _, w := range tc.want {
				if !strings.Contains(out.String(), w) {
					t.Errorf("want %q in %s", w, out.String())
				}
			}
			_ = printFindings(streams{out: &asJSON}, tc.found, true)
			var back []machine.Finding
			if err := json.Unmarshal(asJSON.Bytes(), &back); err != nil || len(back) != len(tc.found) || back[0] != tc.found[0] {
				t.Errorf("want the findings as JSON, got %s, %v", asJSON.String(), err)
			}
		})
	}
}

func TestRepairUsage(t *testing.T) {
	for _, c := range []struct {
		args []string
		says string
		code int
	}{
		{[]string{"--repair"}, "--workspace", exitUsage},
		{[]string{"--repair", "--workspace", t.TempDir(), "--apply"}, "--login", exitUsage},
		{[]string{"--workspace", t.TempDir(), "--apply"}, "--repair", exitUsage},
		{[]string{"--repair", "--workspace", t.TempDir()}, "no workspace", exitSomeFailed},
	} {
		if code, _, stderr := ctl(t, "", append([]string{"doctor"}, c.args...)...); code != c.code || !strings.Contains(stderr, c.says) {
			t.Errorf("%v: want exit %d and %q, got %d: %s", c.args, c.code, c.says, code, stderr)
		}
	}
}

func TestDoctorUsage(t *testing.T) {
	if code, _, stderr := ctl(t, "", "doctor", "--workspace", t.TempDir()); code != exitSomeFailed || !strings.Contains(stderr, "no workspace") {
		t.Errorf("want exit %d and the reason, got %d: %s", exitSomeFailed, code, stderr)
	}
	if code, stdout, _ := ctl(t, "", "doctor", "--help"); code != exitDone || !strings.Contains(stdout, "chartproofctl doctor --workspace") {
		t.Errorf("want help with an example, got %d: %s", code, stdout)
	}
}
