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
	for name, args := range map[string][]string{
		"unknown flag": {"--pink"}, "no code file": {"--join-code-file", filepath.Join(t.TempDir(), "none")},
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

func TestNoDisplaySaysWhatToDo(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	for _, name := range []string{"XDG_CONFIG_HOME", "MESA_SHADER_CACHE_DISABLE", "__GL_SHADER_DISK_CACHE",
		"ORT_DISABLE_TELEMETRY", "LANG"} {
		t.Setenv(name, os.Getenv(name)) // confine changes them; this puts them back
	}
	dir := filepath.Join(t.TempDir(), "workspace")
	var out bytes.Buffer
	if got := run(t.Context(), []string{"--workspace", dir}, &out); got != exitLacking || !strings.Contains(out.String(), "chartproofctl process") {
		t.Errorf("want exit code 3 and the way without a window, got %d %q", got, out.String())
	}
	if got := os.Getenv("XDG_CONFIG_HOME"); !strings.HasPrefix(got, dir) {
		t.Errorf("the toolkit's own files: want them inside the workspace, got %q", got)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("workspace: want it for its owner only, got %v %v", info, err)
	}
}

func TestCannotOpenQuotesNothing(t *testing.T) {
	got := cannotOpen(chart.E(chart.Tampered, "open Maria", os.ErrInvalid))
	if strings.Contains(got, "Maria") || strings.Count(got, "\n") != 3 {
		t.Errorf("want three lines and the kind, got %q", got)
	}
}
