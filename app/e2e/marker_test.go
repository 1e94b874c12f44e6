//go:build e2e

package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf16"
)

// The planted patient. No list of names or words has these.
const (
	markerName   = "Zebulon Quartermaine"
	markerNumber = "7391846205"
)

var markerChart = []string{"REFERRAL", "Patient Name: " + markerName, "Date of Birth: 03/14/1961", "MRN: " + markerNumber,
	"Phone: (555) 555-0147", "Allergies: Penicillin", "Diagnosis: Hypertension I10", "", "Thank you for seeing " + markerName + " in your clinic."}

// traces gives every form in which a marker may lie in a file, by what the form is.
func traces() map[string][]byte {
	out := map[string][]byte{}
	for _, word := range append(strings.Fields(markerName), markerName, markerNumber) {
		for _, w := range []string{word, strings.ToUpper(word), strings.ToLower(word)} {
			out["UTF-8 "+w] = []byte(w)
			var le, be []byte
			for _, u := range utf16.Encode([]rune(w)) {
				le, be = append(le, byte(u), byte(u>>8)), append(be, byte(u>>8), byte(u))
			}
			out["UTF-16LE "+w], out["UTF-16BE "+w] = le, be
			out["hex "+w] = []byte(hex.EncodeToString([]byte(w)))
			for shift := range 3 {
				// Characters that the neighbours of the word have a part in are cut off, so that it is found among any text.
				enc := base64.RawStdEncoding.EncodeToString(append(make([]byte, shift), w...))
				whole := (shift + len(w)) / 3 * 4
				out["base64 "+w+" "+string(rune('0'+shift))] = []byte(enc[(shift*8+5)/6 : whole])
			}
		}
	}
	return out
}

// find gives the files below a folder in whose bytes or name a marker lies.
func find(t *testing.T, dir string, skip ...string) (found []string, files int) {
	t.Helper()
	forms := traces()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		for _, s := range skip {
			if path == s {
				return filepath.SkipDir
			}
		}
		data := []byte(strings.TrimPrefix(path, dir))
		if e.Type().IsRegular() {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			files++
			data = append(append(data, 0), text...)
		}
		for what, form := range forms {
			if bytes.Contains(data, form) {
				found = append(found, what+" in "+strings.TrimPrefix(path, dir))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found, files
}

// rehearsal is one run of the whole way and the folders that it might leave something in.
type rehearsal struct{ root, out string }

// rehearse runs the whole way on the marked chart. At the line that begins with at, and after a pause, it sends a signal.
func rehearse(t *testing.T, at string, pause time.Duration, signal os.Signal) rehearsal {
	t.Helper()
	r := rehearsal{root: t.TempDir()}
	r.out = filepath.Join(r.root, "out")
	charts := t.TempDir() // what comes in is not ours to hide
	path := filepath.Join(charts, "Quartermaine Zebulon "+markerNumber+".png")
	if err := os.WriteFile(path, chartPNG(t, markerChart), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"tmp", "home", "cwd"} {
		if err := os.Mkdir(filepath.Join(r.root, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	said, err := os.Create(filepath.Join(r.root, "said"))
	if err != nil {
		t.Fatal(err)
	}
	defer said.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program(t, "chartproofctl"), "rehearse", "--out", r.out, path)
	cmd.Dir = filepath.Join(r.root, "cwd")
	cmd.Env = append(os.Environ(), "HOME="+filepath.Join(r.root, "home"), "TMPDIR="+filepath.Join(r.root, "tmp"), "GOTRACEBACK=all")
	cmd.Stderr = said
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	reached := false
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if _, err := said.WriteString(lines.Text() + "\n"); err != nil {
			t.Fatal(err)
		}
		if signal != nil && !reached && strings.HasPrefix(lines.Text(), at) {
			reached = true
			time.AfterFunc(pause, func() { _ = cmd.Process.Signal(signal) })
		}
	}
	err = cmd.Wait()
	text, _ := os.ReadFile(said.Name())
	switch {
	case signal == nil && err != nil:
		t.Fatalf("rehearse: %v: %s", err, text)
	case signal != nil && (err == nil || !reached):
		t.Fatalf("want it ended by %v after %q, it ended with %v: %s", signal, at, err, text)
	}
	return r
}

func (r rehearsal) clean(t *testing.T) {
	t.Helper()
	found, files := find(t, r.root, filepath.Join(r.out, "records"))
	for _, f := range found {
		t.Error(f)
	}
	if files < 10 {
		t.Errorf("only %d files were searched", files)
	}
	t.Logf("%d files searched", files)
	inMemory(t)
}

// empty holds that nothing at all is left in the temporary folder and in the working folder of the job.
func (r rehearsal) empty(t *testing.T) {
	t.Helper()
	for _, dir := range []string{"tmp", "cwd"} {
		left, err := os.ReadDir(filepath.Join(r.root, dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range left {
			t.Errorf("%s is left in %s", e.Name(), dir)
		}
	}
}

// inMemory looks through the file system that lies in memory, where other programs lay files too, which may go meanwhile.
func inMemory(t *testing.T) {
	t.Helper()
	forms := traces()
	_ = filepath.WalkDir("/dev/shm", func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return nil //nolint:nilerr // what went meanwhile is nothing to look through
		}
		data, _ := os.ReadFile(path)
		for what, form := range forms {
			if bytes.Contains(append([]byte(path), data...), form) {
				t.Errorf("%s lies in memory's files", what)
			}
		}
		return nil
	})
}

// TestMarkerIsNowhereInClear plants a patient and looks for that patient in everything that the whole job leaves behind.
// The records folder is the chosen output: it holds the opened record, in which the marker must be found, or else this
// test would find nothing anywhere.
func TestMarkerIsNowhereInClear(t *testing.T) {
	r := rehearse(t, "", 0, nil)
	r.clean(t)
	r.empty(t)
	records := filepath.Join(r.out, "records")
	found, _ := find(t, records)
	for _, w := range append(strings.Fields(markerName), markerNumber) {
		if !strings.Contains(strings.Join(found, "\n"), "base64 "+w) {
			t.Errorf("want %s in the opened record, got %v", w, found)
		}
	}
	hidden := t.TempDir()
	for what, form := range traces() {
		if err := os.WriteFile(filepath.Join(hidden, "page"), append([]byte("before "), append(form, " after"...)...), 0o600); err != nil {
			t.Fatal(err)
		}
		if found, _ := find(t, hidden); len(found) == 0 {
			t.Errorf("%s is not found where it was put", what)
		}
	}
}

// TestMarkerIsNotInWhatACrashLeaves ends the job in the middle: killed while it reads, killed while it signs, and brought
// down with its stacks printed.
func TestMarkerIsNotInWhatACrashLeaves(t *testing.T) {
	for _, c := range []struct {
		name, at string
		pause    time.Duration
		signal   os.Signal
	}{
		{"killed while reading", "workspace set up", 400 * time.Millisecond, syscall.SIGKILL},
		{"killed while signing", "file 1:", 150 * time.Millisecond, syscall.SIGKILL},
		{"stacks printed while reading", "workspace set up", 400 * time.Millisecond, syscall.SIGQUIT},
		{"stacks printed while signing", "file 1:", 150 * time.Millisecond, syscall.SIGQUIT},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := rehearse(t, c.at, c.pause, c.signal)
			if text, err := os.ReadFile(filepath.Join(r.root, "said")); err != nil || c.signal == syscall.SIGQUIT && !bytes.Contains(text, []byte("goroutine ")) {
				t.Errorf("want the stacks in what it said: %v", err)
			}
			r.clean(t)
		})
	}
}
