package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestNoDisplaySaysWhatToDo(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	for _, name := range []string{"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "CHARTPROOF_CACHE", "MESA_SHADER_CACHE_DISABLE", "__GL_SHADER_DISK_CACHE",
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
