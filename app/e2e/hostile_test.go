//go:build e2e || walk

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/intake/hostile"
)

// patience is how long one hostile file may take, start of the program included.
const patience = 60 * time.Second

// crash is what a Go program or a C library says when it falls.
var crash = regexp.MustCompile(`(?m)^panic:|^fatal error:|^goroutine \d+|SIGSEGV|SIGABRT|runtime error|stack smashing|double free|core dumped`)

// TestHostileFiles runs the built command over every hostile file, one process each.
func TestHostileFiles(t *testing.T) {
	build := os.Getenv("CHARTPROOF_BUILD") // another folder than build/
	if build == "" {
		build = "../../build"
	}
	binary, err := filepath.Abs(filepath.Join(build, "chartproofctl"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(binary); err != nil {
		t.Fatalf("%v: run packaging/build first", err)
	}
	paths, err := hostile.Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range hostile.Files() {
		path, ok := paths[f.ID]
		if !ok {
			t.Errorf("%s: could not be written here", f.ID)
			continue
		}
		t.Run(f.ID, func(t *testing.T) {
			t.Parallel()
			processHostile(t, binary, path, f)
		})
	}
}

func processHostile(t *testing.T, binary, path string, f hostile.File) {
	out, tmp := t.TempDir(), t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), patience+10*time.Second)
	defer cancel()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, binary, "process", "--quiet", "--jobs", "1", "--out", out, "--", filepath.Base(path))
	cmd.Dir = filepath.Dir(path)
	cmd.Env = append(os.Environ(), "TMPDIR="+tmp)
	cmd.Stderr = &stderr
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	if took > patience {
		t.Errorf("took %v, want at most %v", took, patience)
	}
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		t.Errorf("ended with %v, want exit code 0 or 1; stderr: %s", err, stderr.String())
	}
	if m := crash.Find(stderr.Bytes()); m != nil {
		t.Errorf("stderr tells of a crash: %q", m)
	}
	if left, err := os.ReadDir(tmp); err != nil || len(left) != 0 {
		t.Errorf("%d files left in the temp folder, %v", len(left), err)
	}
	outcome(t, out, f, err == nil, stderr.String())
}

// outcome checks the one result file against the outcomes that are right.
func outcome(t *testing.T, out string, f hostile.File, clean bool, stderr string) {
	results, err := filepath.Glob(filepath.Join(out, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	if hidden, err := filepath.Glob(filepath.Join(out, ".*.json")); err == nil {
		results = append(results, hidden...)
	}
	if len(results) == 0 {
		t.Fatalf("no result; stderr: %s", stderr)
	}
	data, err := os.ReadFile(results[0])
	if err != nil {
		t.Fatal(err)
	}
	var res chart.Result
	if err := json.Unmarshal(data, &res); err != nil {
		t.Fatalf("the result is no JSON: %v", err)
	}
	reason := chart.RefusalReason("")
	if res.Refused != nil {
		reason = res.Refused.Reason
	}
	if !f.Allows(reason) {
		t.Errorf("outcome %q, want one of %v, processed %v", reason, f.Refused, f.Taken)
	}
	pdfs, _ := filepath.Glob(filepath.Join(out, "*.pdf"))
	if reason != "" && (clean || len(pdfs) != 0) {
		t.Errorf("refused, yet exit code 0 is %v and %d redacted files were written", clean, len(pdfs))
	}
	t.Logf("%q", reason)
}
