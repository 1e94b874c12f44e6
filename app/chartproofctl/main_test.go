package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"chartproof.org/chartproof/assets/schema"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/read/worker/child"
	"chartproof.org/chartproof/engine/send/record"
)

// TestMain lets the test binary be its own reading worker, as the program is.
func TestMain(m *testing.M) {
	child.RunIfAsked()
	os.Exit(m.Run())
}

// ctl runs the program in this process.
func ctl(t *testing.T, in string, args ...string) (code int, out, errText string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, streams{in: strings.NewReader(in), out: &o, err: &e})
	return code, o.String(), e.String()
}

func resultSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.Process))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("process.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("process.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// result reads NAME.ext.json and holds it to the schema.
func result(t *testing.T, s *jsonschema.Schema, dir, name string) chart.Result {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(value); err != nil {
		t.Errorf("%s does not keep the contract: %v", name, err)
	}
	var r chart.Result
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

var samples = filepath.Join("..", "..", "testdata", "charts")

// TestProcessKeepsTheContract takes every committed chart through the program.
func TestProcessKeepsTheContract(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(samples, "*.truth.json"))
	if err != nil || len(files) < 5 {
		t.Fatalf("%d sample charts: %v", len(files), err)
	}
	out := t.TempDir()
	args := []string{"process", "--out", out}
	for i := range files {
		files[i] = strings.TrimSuffix(files[i], ".truth.json")
		args = append(args, files[i])
	}
	code, stdout, stderr := ctl(t, "", args...)
	if code != exitDone || stdout != "" {
		t.Errorf("want exit 0 and nothing on stdout, got %d, %q, %s", code, stdout, stderr)
	}
	if !strings.Contains(stderr, "pages/min") {
		t.Errorf("no pages per minute: %s", stderr)
	}
	s := resultSchema(t)
	for _, f := range files {
		name := filepath.Base(f)
		r := result(t, s, out, name)
		if r.Refused != nil || len(r.PHI) == 0 || len(r.Documents) == 0 || !r.Redaction.Verified {
			t.Errorf("%s: refused %v, %d identifiers, %d documents, residual %v", name, r.Refused, len(r.PHI), len(r.Documents), r.Redaction)
			continue
		}
		pdf, err := os.ReadFile(filepath.Join(out, r.Redaction.File))
		if err != nil || r.Redaction.File != name+".redacted.pdf" || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			t.Errorf("%s: redacted file %q: %v", name, r.Redaction.File, err)
		}
		if bytes.Contains(pdf, []byte(name)) {
			t.Errorf("%s: the redacted file holds the name of its input", name)
		}
		code, proof, stderr := ctl(t, "", "record", "certificate", filepath.Join(out, name+proofEnding), filepath.Join(out, r.Redaction.File))
		if code != exitDone || !strings.Contains(proof, "mupdf 1.") || !strings.Contains(proof, "eng.traineddata sha256:") || !strings.Contains(proof, "throw-away") {
			t.Errorf("%s: its certificate does not prove the copy: exit %d, %s %s", name, code, proof, stderr)
		}
		if strings.Contains(proof, r.Redaction.PageSalt) || len(r.Redaction.PageSalt) != 64 {
			t.Errorf("%s: the salt of its pages is %d characters, or the proof tells it", name, len(r.Redaction.PageSalt))
		}
	}
	left, _ := filepath.Glob(filepath.Join(out, ".*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestProcessRefusesAndGoesOn(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	secret := "Gonzalez Maria 1961"
	empty := write(secret+".pdf", "")
	page := write(secret+".html", "<html>"+secret)
	gone := filepath.Join(dir, secret+" gone.pdf")
	good := filepath.Join(samples, "a-denial.jpg")
	// A result of an earlier run must not outlive a refusal.
	old := filepath.Join(out, secret+".pdf.redacted.pdf")
	if err := os.WriteFile(old, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := ctl(t, "", "process", "--quiet", "--out", out, empty, page, gone, dir, good)
	if code != exitSomeFailed {
		t.Errorf("want exit 1, got %d", code)
	}
	if strings.Contains(stderr, "Gonzalez") || strings.Contains(stderr, dir) {
		t.Errorf("stderr shows a file's name: %s", stderr)
	}
	s := resultSchema(t)
	for name, want := range map[string]chart.RefusalReason{secret + ".pdf": chart.RefusedEmpty, secret + ".html": chart.RefusedNotSupported} {
		if r := result(t, s, out, name); r.Refused == nil || r.Refused.Reason != want {
			t.Errorf("%s: want %s, got %v", name, want, r.Refused)
		}
	}
	if _, err := os.Stat(old); err == nil {
		t.Error("an older redacted file stands beside a refusal")
	}
	if r := result(t, s, out, "a-denial.jpg"); r.Refused != nil {
		t.Errorf("the good file after the bad ones: %v", r.Refused)
	}
}

func TestUsage(t *testing.T) {
	for name, args := range map[string][]string{
		"no file":         {"process"},
		"unknown flag":    {"process", "--what", "x.pdf"},
		"unknown command": {"read"},
		"unknown engine":  {"process", "--engines", "magic", "--out", t.TempDir(), "x.pdf"},
		"unknown profile": {"process", "--profile", "magic", "--out", t.TempDir(), "x.pdf"},
		"no jobs":         {"process", "--jobs", "-1", "x.pdf"},
		"no charts":       {"synth", "--count", "0", "--out", t.TempDir()},
	} {
		if code, out, _ := ctl(t, "", args...); code != exitUsage {
			t.Errorf("%s: want exit 2, got %d %s", name, code, out)
		}
	}
	if code, out, _ := ctl(t, "", "--help"); code != exitDone || !strings.Contains(out, "process") {
		t.Errorf("--help: exit %d, %q", code, out)
	}
}

func TestPHI(t *testing.T) {
	text := "Ñandú seen 10/03/2026. Patient: Maria Gonzalez, SSN 123-45-6789."
	code, out, stderr := ctl(t, text, "phi")
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	runes := []rune(text)
	found := map[string]string{}
	for line := range strings.Lines(out) {
		var sp spanLine
		if err := json.Unmarshal([]byte(line), &sp); err != nil {
			t.Fatal(err)
		}
		found[sp.Kind] += string(runes[sp.Start:sp.End]) + "|"
	}
	for kind, want := range map[string]string{"DATE": "10/03/2026", "NAME": "Maria Gonzalez", "SSN": "123-45-6789"} {
		if !strings.Contains(found[kind], want) {
			t.Errorf("%s: want %q, got %q", kind, want, found[kind])
		}
	}
	code, out, _ = ctl(t, `{"id":"a","text":"DOB 3/4/1961"}`+"\n\n"+`nonsense`+"\n"+`{"id":7,"text":""}`+"\n", "phi", "--json-lines")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != exitSomeFailed || len(lines) != 3 || !strings.Contains(lines[0], `"id":"a"`) || !strings.Contains(lines[0], "DATE") ||
		!strings.Contains(lines[1], "line 3") || lines[2] != `{"id":7,"spans":[]}` {
		t.Errorf("exit %d, %q", code, lines)
	}
}

func TestRecordVerifyRefusesJunk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(path, []byte(`{"payloadType":"x"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := ctl(t, "", "record", "verify", path); code != exitSomeFailed {
		t.Errorf("want exit 1, got %d %s", code, stderr)
	}
}

// certificateHolds proves the redacted copy of a record by its certificate, and no other copy.
func certificateHolds(t *testing.T, data []byte, roster string) {
	t.Helper()
	v, err := record.Verify(data, nil)
	if err != nil || len(v.Parts) != 3 {
		t.Fatalf("want a record with copy, original and certificate: %d parts, %v", len(v.Parts), err)
	}
	dir := t.TempDir()
	pdf, cert := filepath.Join(dir, "copy.pdf"), filepath.Join(dir, "certificate")
	for path, data := range map[string][]byte{pdf: v.Parts[0].Data, cert: v.Parts[2].Data} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, proof, stderr := ctl(t, "", "record", "certificate", "--roster", roster, cert, pdf)
	if code != exitDone || !strings.Contains(proof, `"in_roster": true`) || strings.Contains(proof, `"boxes": 0`) {
		t.Errorf("record certificate: exit %d %s %s", code, proof, stderr)
	}
	if err := os.WriteFile(pdf, append(v.Parts[0].Data, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, _ := ctl(t, "", "record", "certificate", cert, pdf); code != exitSomeFailed {
		t.Errorf("another copy: want exit 1, got %d", code)
	}
	if code, _, _ := ctl(t, "", "record", "certificate", pdf, pdf); code != exitSomeFailed {
		t.Errorf("no certificate: want exit 1, got %d", code)
	}
}

// TestRehearse goes the whole way: workspace, hub, record, proof.
func TestRehearse(t *testing.T) {
	out := filepath.Join(t.TempDir(), "rehearsal")
	code, stdout, stderr := ctl(t, "", "rehearse", "--out", out, filepath.Join(samples, "a-denial.jpg"))
	if code != exitDone || !strings.Contains(stdout, "settled and verified") || !strings.Contains(stdout, "the trail holds") {
		t.Fatalf("exit %d\n%s\n%s", code, stdout, stderr)
	}
	if code, trail, stderr := ctl(t, "", "audit", "verify", "--workspace", filepath.Join(out, "workspace")); code != exitDone {
		t.Errorf("audit verify: exit %d %s %s", code, trail, stderr)
	}
	records, _ := filepath.Glob(filepath.Join(out, "records", "*-*.json"))
	if len(records) != 1 {
		t.Fatalf("want 1 record, got %v", records)
	}
	if code, verdict, stderr := ctl(t, "", "record", "verify", "--roster", filepath.Join(out, "records", "roster.json"), records[0]); code != exitDone || !strings.Contains(verdict, `"in_roster": true`) || !strings.Contains(verdict, `"redaction"`) {
		t.Errorf("record verify: exit %d %s %s", code, verdict, stderr)
	}
	data, err := os.ReadFile(records[0])
	if err != nil {
		t.Fatal(err)
	}
	certificateHolds(t, data, filepath.Join(out, "records", "roster.json"))
	changed := bytes.Replace(data, []byte(`"payload":"ey`), []byte(`"payload":"fy`), 1)
	if err := os.WriteFile(records[0], changed, 0o600); err != nil || bytes.Equal(changed, data) {
		t.Fatalf("the record was not changed: %v", err)
	}
	if code, _, _ := ctl(t, "", "record", "verify", records[0]); code != exitSomeFailed {
		t.Errorf("a changed record: want exit 1, got %d", code)
	}
}
