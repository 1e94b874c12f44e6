package siem_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/send/siem"
)

const line = `<109>1 2026-11-20T08:00:00.000Z station-1 chartproof - field.decide [trail@32473 index="41" action="field.decide"] ` + "\ufeff" + `field.decide`

func TestEntryOf(t *testing.T) {
	for _, tc := range []struct {
		name, message, device string
		number                int64
	}{
		{"one of ours", line, "station-1", 41},
		{"another program", strings.Replace(line, "chartproof", "sshd", 1), "", 0},
		{"another element", strings.Replace(line, "[trail@", "[origin@", 1), "", 0},
		{"no number", strings.Replace(line, `"41"`, `"-1"`, 1), "", 0},
		{"cut off", line[:90], "", 0},
		{"nothing", "", "", 0},
	} {
		device, n, ok := siem.EntryOf([]byte(tc.message))
		if device != tc.device || n != tc.number || ok != (tc.device != "") {
			t.Errorf("%s: want %q %d, got %q %d %v", tc.name, tc.device, tc.number, device, n, ok)
		}
	}
}

func FuzzEntryOf(f *testing.F) {
	f.Add([]byte(line))
	f.Fuzz(func(t *testing.T, message []byte) {
		if device, n, ok := siem.EntryOf(message); ok && (n < 0 || len(device) > 255) {
			t.Errorf("took %q for %q %d", message, device, n)
		}
	})
}
