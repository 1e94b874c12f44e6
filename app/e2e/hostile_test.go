//go:build e2e || walk

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/intake/hostile"
)

// patience is how long one hostile file may take, start of the program included.
const patience = 60 * time.Second

// crash is what a Go program or a C library says when it falls.
var crash = regexp.MustCompile(`(?m)^panic:|^fatal error:|^goroutine \d+|SIGSEGV|SIGABRT|runtime error|stack smashing|double free|core dumped`)

// together is how many hostile files one process takes: what one of them does to the program the next would feel.
const together = 12

// TestHostileFiles runs the built command over every hostile file: those with a strange name by themselves, from their own folder,
// the others one behind the other.
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
	var plain []hostile.File
	for _, f := range hostile.Files() {
		path, ok := paths[f.ID]
		switch {
		case !ok:
			t.Errorf("%s: could not be written here", f.ID)
		case strings.HasPrefix(f.ID, "name-"):
			t.Run(f.ID, func(t *testing.T) {
				t.Parallel()
				processHostile(t, binary, filepath.Dir(path), map[string]hostile.File{filepath.Base(path): f}, []string{filepath.Base(path)})
			})
		default:
			plain = append(plain, f)
		}
	}
	// Dealt out like cards, so that those of one kind, of which some take long, are in different hands.
	hands := (len(plain) + together - 1) / together
	for h := range hands {
		t.Run(fmt.Sprintf("together-%d", h+1), func(t *testing.T) {
			t.Parallel()
			files, order := map[string]hostile.File{}, []string(nil)
			for i := h; i < len(plain); i += hands {
				path := paths[plain[i].ID]
				files[path] = plain[i]
				order = append(order, path)
			}
			processHostile(t, binary, t.TempDir(), files, order)
		})
	}
}

// processHostile has one process take files, named as in order, in that order.
func processHostile(t *testing.T, binary, dir string, files map[string]hostile.File, order []string) {
	out, tmp := t.TempDir(), t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), time.Duration(len(order))*patience+10*time.Second)
	defer cancel()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, binary, append([]string{"process", "--quiet", "--jobs", "1", "--out", out, "--"}, order...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TMPDIR="+tmp)
	cmd.Stderr = &stderr
	last := time.Now()
	err := cmd.Run()
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
	refused := false
	for _, name := range order {
		f := files[name]
		path, res := result(t, out, filepath.Base(name))
		if path == "" {
			t.Errorf("%s: no result; stderr: %s", f.ID, stderr.String())
			continue
		}
		if info, err := os.Stat(path); err == nil { // each result is written when its file is done
			if took := info.ModTime().Sub(last); took > patience {
				t.Errorf("%s took %v, want at most %v", f.ID, took, patience)
			}
			last = info.ModTime()
		}
		refused = outcome(t, f, path, res) || refused
	}
	if refused && err == nil {
		t.Error("a file was refused, yet the exit code is 0")
	}
}

// result finds the result of a file by its name; a name too long for its results stands for the one result there is.
func result(t *testing.T, out, name string) (path string, res chart.Result) {
	t.Helper()
	path = filepath.Join(out, name+".json")
	data, err := os.ReadFile(path)
	if err != nil {
		all, err := os.ReadDir(out)
		if err != nil || len(all) == 0 {
			return "", res
		}
		for _, e := range all {
			if e.Name() != name && strings.HasSuffix(e.Name(), ".json") && strings.HasPrefix(e.Name(), strings.ToValidUTF8(name[:min(len(name), 100)], "")) {
				path = filepath.Join(out, e.Name())
			}
		}
		if data, err = os.ReadFile(path); err != nil {
			return "", res
		}
	}
	if err := json.Unmarshal(data, &res); err != nil {
		t.Fatalf("the result is no JSON: %v", err)
	}
	return path, res
}

// outcome checks a result against the outcomes that are right, and tells whether the file was refused.
func outcome(t *testing.T, f hostile.File, path string, res chart.Result) bool {
	t.Helper()
	reason := chart.RefusalReason("")
	if res.Refused != nil {
		reason = res.Refused.Reason
	}
	if !f.Allows(reason) {
		t.Errorf("%s: outcome %q, want one of %v, processed %v", f.ID, reason, f.Refused, f.Taken)
	}
	if _, err := os.Stat(strings.TrimSuffix(path, ".json") + ".redacted.pdf"); err == nil && reason != "" {
		t.Errorf("%s: refused, yet a redacted file was written", f.ID)
	}
	t.Logf("%s: %q", f.ID, reason)
	return reason != ""
}
