//go:build e2e || walk

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/send/hub"
	"chartproof.org/chartproof/engine/send/record"
)

// built gives the path of a program that packaging/build made. CHARTPROOF_BUILD names another folder than build/.
func built(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("CHARTPROOF_BUILD")
	if dir == "" {
		dir = "../../build"
	}
	path, err := filepath.Abs(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%v: run packaging/build first", err)
	}
	return path
}

// practiceHub is a running hub on the loopback address.
type practiceHub struct {
	t       *testing.T
	program string
	dir     string
	URL     string
	code    string // once
}

func newHub(t *testing.T) *practiceHub {
	t.Helper()
	h := &practiceHub{t: t, program: built(t, "chartproofhub"), dir: filepath.Join(t.TempDir(), "hub")}
	if err := os.Mkdir(h.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	p := begin(t, exec.Command(h.program, "serve", "--dir", h.dir, "--addr", "127.0.0.1:0"), nil)
	var lines []string
	for end := time.Now().Add(time.Minute); len(lines) != 2; time.Sleep(100 * time.Millisecond) {
		select {
		case <-p.done:
			t.Fatalf("the hub ended: %v", p.err)
		default:
		}
		if time.Now().After(end) {
			t.Fatal("the hub gives no code")
		}
		if out, err := exec.Command(h.program, "code", "--dir", h.dir).Output(); err == nil {
			lines = strings.Fields(string(out))
		}
	}
	h.URL, h.code = lines[0], lines[1]
	return h
}

// ask runs a command of the hub's program.
func (h *practiceHub) ask(command string, args ...string) []byte {
	h.t.Helper()
	out, err := exec.Command(h.program, append([]string{command, "--dir", h.dir}, args...)...).Output()
	if err != nil {
		h.t.Fatalf("chartproofhub %s: %v", command, err)
	}
	return out
}

// records are those that the hub keeps.
func (h *practiceHub) records() []hub.Kept {
	h.t.Helper()
	var out []hub.Kept
	for _, line := range bytes.Split(h.ask("records"), []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		var k hub.Kept
		if err := json.Unmarshal(line, &k); err != nil {
			h.t.Fatal(err)
		}
		out = append(out, k)
	}
	return out
}

// await waits until the hub keeps so many records.
func (h *practiceHub) await(n int) {
	h.t.Helper()
	for end := time.Now().Add(2 * time.Minute); len(h.records()) < n; time.Sleep(250 * time.Millisecond) {
		if time.Now().After(end) {
			h.t.Fatalf("the hub keeps %d records, want %d", len(h.records()), n)
		}
	}
}

// prove fetches a record, has chartproofctl prove it against the hub's roster, and gives its FHIR bundle.
func (h *practiceHub) prove(id string) string {
	h.t.Helper()
	dir := h.t.TempDir()
	file, roster := filepath.Join(dir, "record.json"), filepath.Join(dir, "roster.json")
	h.ask("record", "--out", file, id)
	h.ask("roster", "--out", roster)
	out, err := exec.Command(built(h.t, "chartproofctl"), "record", "verify", "--roster", roster, file).Output()
	if err != nil {
		h.t.Fatalf("record verify: %v", err)
	}
	var verdict record.Verdict
	if err := json.Unmarshal(out, &verdict); err != nil {
		h.t.Fatal(err)
	}
	if !verdict.InRoster || verdict.Record != id || verdict.Receipt == nil || verdict.Attachments == 0 {
		h.t.Errorf("record verify says %s, want signers of the roster, a receipt and attachments", out)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		h.t.Fatal(err)
	}
	var f record.File
	if err := json.Unmarshal(data, &f); err != nil {
		h.t.Fatal(err)
	}
	return string(f.Envelope.Payload)
}

// joinArgs is how a workstation is told of the hub; the code stays out of the list of processes.
func (h *practiceHub) joinArgs() []string {
	h.t.Helper()
	file := filepath.Join(h.t.TempDir(), "code")
	if err := os.WriteFile(file, fmt.Appendln(nil, h.code), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return []string{"--join", h.URL, "--join-code-file", file}
}
