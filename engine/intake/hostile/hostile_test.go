package hostile_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/intake"
	"chartproof.org/chartproof/engine/intake/hostile"
)

var update = flag.Bool("update", false, "write the table anew")

const tablePath = "../../../testdata/hostile/table.md"

func TestTableIsUpToDate(t *testing.T) {
	want := hostile.Table()
	if *update {
		if err := os.WriteFile(tablePath, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(tablePath)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ReplaceAll(string(got), "\r\n", "\n") != want {
		t.Error("testdata/hostile/table.md does not show the files: run go test ./engine/intake/hostile -update")
	}
}

func TestFiles(t *testing.T) {
	first, again := hostile.Files(), hostile.Files()
	seen := map[string]bool{}
	for i, f := range first {
		if seen[f.ID] || f.Name == "" || f.Why == "" || !f.Taken && len(f.Refused) == 0 {
			t.Errorf("%s: twice, or without a name, a reason or an outcome", f.ID)
		}
		seen[f.ID] = true
		if !bytes.Equal(f.Data, again[i].Data) || f.ID != again[i].ID {
			t.Errorf("%s is not the same twice", f.ID)
		}
	}
	if len(first) < 100 {
		t.Errorf("%d files, want 100 at least", len(first))
	}
}

// TestIntake hands every file to the first door: what it refuses must be refused rightly, what must be taken in the end
// must pass, and nothing may take long.
func TestIntake(t *testing.T) {
	for _, f := range hostile.Files() {
		start := time.Now()
		_, ref := intake.Check(f.Name, f.Data, intake.DefaultLimits())
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s: took %v", f.ID, took)
		}
		if ref == nil {
			continue // the worker looks next
		}
		if !f.Allows(ref.Reason) {
			t.Errorf("%s: refused as %s (%s), want one of %v, taken %v", f.ID, ref.Reason, ref.Detail, f.Refused, f.Taken)
		}
		if strings.Contains(ref.Detail, f.Name) {
			t.Errorf("%s: the detail holds the name", f.ID)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	paths, err := hostile.Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	if want := len(hostile.Files()); len(paths) < want && runtime.GOOS == "linux" {
		t.Errorf("%d of %d files written", len(paths), want)
	}
	for id, path := range paths {
		if filepath.Dir(path) != filepath.Join(dir, id) {
			t.Errorf("%s lies elsewhere", id)
		}
	}
}
