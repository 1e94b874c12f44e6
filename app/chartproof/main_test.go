package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestParse(t *testing.T) {
	dir := t.TempDir()
	code := filepath.Join(dir, "code")
	if err := os.WriteFile(code, []byte("AB12-CD34\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := parse([]string{"--workspace", dir, "--import", "/scans/a.pdf", "--join", "https://127.0.0.1:8443",
		"--join-code-file", code, "/scans/b.pdf"}, &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	if f.workspace != dir || strings.Join(f.files, " ") != "/scans/a.pdf /scans/b.pdf" {
		t.Errorf("want the workspace and both files, got %q %q", f.workspace, f.files)
	}
	if f.join.Address != "https://127.0.0.1:8443" || f.join.Code != "AB12-CD34" {
		t.Errorf("want the hub and its code, got %+v", f.join)
	}
}

func TestWrongUsage(t *testing.T) {
	phrase := filepath.Join(t.TempDir(), "phrase")
	if err := os.WriteFile(phrase, []byte("five quiet herons\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"unknown flag": {"--pink"}, "no code file": {"--join-code-file", filepath.Join(t.TempDir(), "none")},
		"a key file without a passphrase": {"--key-file", filepath.Join(t.TempDir(), "key")},
		"a key file in the workspace":     {"--workspace", "w", "--key-file", "w/key", "--key-passphrase-file", phrase},
	} {
		var out bytes.Buffer
		if got := run(t.Context(), args, &out); got != exitUsage || out.Len() == 0 {
			t.Errorf("%s: want exit code 2 and a reason, got %d %q", name, got, out.String())
		}
	}
	var out bytes.Buffer
	if got := run(t.Context(), []string{"--help"}, &out); got != exitDone || !strings.Contains(out.String(), "chartproof [flags] [FILE...]") {
		t.Errorf("help: want exit code 0 and examples, got %d", got)
	}
}

func TestCannotOpenQuotesNothing(t *testing.T) {
	got := cannotOpen(chart.E(chart.Tampered, "open Maria", os.ErrInvalid))
	if strings.Contains(got, "Maria") || strings.Count(got, "\n") != 3 {
		t.Errorf("want three lines and the kind, got %q", got)
	}
}
