//go:build cgo

package wire

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

func TestMoveAsideReplacesNothing(t *testing.T) {
	for _, c := range []struct{ name, file string }{
		{"a usual name", "scan.png"}, {"no ending", "scan"}, {"two endings", "scan.tar.gz"}, {"the longest name", strings.Repeat("ñ", 125) + ".png"},
	} {
		t.Run(c.name, func(t *testing.T) {
			to := filepath.Join(t.TempDir(), "to")
			const files = 60
			var from []string
			for i := range files {
				from = append(from, drop(t, t.TempDir(), c.file, fmt.Appendf(nil, "%d", i)))
			}
			var all sync.WaitGroup
			for _, path := range from {
				all.Go(func() {
					if _, err := moveAside(path, to); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			entries, err := os.ReadDir(to)
			if err != nil || len(entries) != files {
				t.Fatalf("want %d files side by side, got %d, %v", files, len(entries), err)
			}
			texts := map[string]bool{}
			for _, e := range entries {
				data, err := os.ReadFile(filepath.Join(to, e.Name()))
				if err != nil || !utf8.ValidString(e.Name()) || filepath.Ext(e.Name()) != filepath.Ext(c.file) {
					t.Errorf("want a file of the same kind, got %q, %v", e.Name(), err)
				}
				texts[string(data)] = true
			}
			if len(texts) != files {
				t.Errorf("want %d different files, got %d: one was replaced", files, len(texts))
			}
		})
	}
}

func TestMoveAsideLeavesNothingBehindWhereItFails(t *testing.T) {
	to := t.TempDir()
	if _, err := moveAside(filepath.Join(t.TempDir(), "gone.png"), to); err == nil {
		t.Error("want no file moved where none is")
	}
	if entries, err := os.ReadDir(to); err != nil || len(entries) != 0 {
		t.Errorf("want no name taken, got %d, %v", len(entries), err)
	}
	path := drop(t, "", "scan.png", []byte("a scan"))
	if _, err := moveAside(path, filepath.Join(to, "unmounted", "imported")); err == nil {
		t.Error("want no folder made where the one around it is gone")
	}
	if gone(path) {
		t.Error("want the file where it was")
	}
}
