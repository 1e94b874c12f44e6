package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"chartproof.org/chartproof/assets/schema"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// TestAFormIsKnownAgain makes a template of a form and reads the form with it.
func TestAFormIsKnownAgain(t *testing.T) {
	form, dir, out := filepath.Join(samples, "a-intake-digital.pdf"), t.TempDir(), t.TempDir()
	covered, gone := geom.Box{X0: 0.05, Y0: 0.82, X1: 0.95, Y1: 0.9}, geom.Box{X0: 0.05, Y0: 0.02, X1: 0.95, Y1: 0.08}
	code, text, errText := ctl(t, "", "template", "--engines", "tesseract", "--name", "Front desk", "--type", "intake_form",
		"--zone", "redact:0.05,0.82,0.95,0.9", "--zone", "crop:0.05,0.02,0.95,0.08", form)
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, errText)
	}
	keepsSchema(t, text)
	if err := os.WriteFile(filepath.Join(dir, "front.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errText = ctl(t, "", "process", "--engines", "tesseract", "--templates", dir, "--out", out, form); code != exitDone {
		t.Fatalf("exit %d: %s", code, errText)
	}
	r := result(t, resultSchema(t), out, filepath.Base(form))
	if want := (chart.FormSeen{Page: 1, Name: "Front desk", Sure: true}); !slices.Contains(r.Documents[0].Forms, want) {
		t.Errorf("want the form known again, got %v", r.Documents[0].Forms)
	}
	for layer, zone := range map[string]geom.Box{"template_zone": covered, "template_crop": gone} {
		if !slices.ContainsFunc(r.PHI, func(s chart.Span) bool {
			return s.Layer == layer && s.Redacted && s.Boxes[0].Intersect(zone).Area() > 0.99*zone.Area()
		}) {
			t.Errorf("want the zone covered by a span of %s", layer)
		}
	}
	if slices.ContainsFunc(r.Pages[0].Words, func(w chart.Word) bool { return w.Box.Intersect(gone).Area() > w.Box.Area()/2 }) {
		t.Error("want no word of what is cut away")
	}
	if r.Redaction == nil || !r.Redaction.Verified {
		t.Errorf("want a copy that is verified, got %+v", r.Redaction)
	}
	for _, f := range r.Documents[0].Fields {
		if strings.Contains(text, strings.ToLower(f.Value.Reveal())) && len(f.Value) > 3 && f.Name.HighRisk() {
			t.Errorf("the template holds the value of %s", f.Name)
		}
	}
}

// TestWhatIsNearlyAFormNeedsAPerson reads a form with two templates that are alike: none holds for sure.
func TestWhatIsNearlyAFormNeedsAPerson(t *testing.T) {
	form, dir, out := filepath.Join(samples, "a-intake-digital.pdf"), t.TempDir(), t.TempDir()
	for name, zone := range map[string]string{"old": "redact:0.05,0.82,0.95,0.9", "new": "crop:0.05,0.02,0.95,0.08"} {
		code, text, errText := ctl(t, "", "template", "--engines", "tesseract", "--name", name, "--zone", zone, form)
		if code != exitDone {
			t.Fatalf("exit %d: %s", code, errText)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, _, errText := ctl(t, "", "process", "--engines", "tesseract", "--templates", dir, "--out", out, form)
	if code != exitSomeFailed || !strings.Contains(errText, "page 1 is only nearly one of your forms") {
		t.Errorf("want exit %d and a person asked, got %d: %s", exitSomeFailed, code, errText)
	}
	r := result(t, resultSchema(t), out, filepath.Base(form))
	for _, layer := range []string{"template_zone", "template_crop"} {
		if !slices.ContainsFunc(r.PHI, func(s chart.Span) bool { return s.Layer == layer && s.Redacted }) {
			t.Errorf("want what either form covers covered, nothing is by %s", layer)
		}
	}
}

func keepsSchema(t *testing.T, text string) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.Template))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("template.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("template.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(value); err != nil {
		t.Errorf("the template does not keep its schema: %v", err)
	}
}

func TestTemplateRefusesWhatIsNoZone(t *testing.T) {
	for _, zone := range []string{"redact", "redact:0,0,1", "burn:0,0,1,1", "capture:0,0,1,1", "capture=shoe_size:0,0,1,1", "redact:0,0,2,1", "redact:0,0,x,1"} {
		if code, _, _ := ctl(t, "", "template", "--name", "x", "--zone", zone, "form.pdf"); code != exitUsage {
			t.Errorf("%s: want exit %d, got %d", zone, exitUsage, code)
		}
	}
	if code, _, _ := ctl(t, "", "process", "--templates", filepath.Join(t.TempDir(), "none"), filepath.Join(samples, "a-denial.jpg")); code != exitUsage {
		t.Errorf("a folder that is not there: want exit %d, got %d", exitUsage, code)
	}
	if code, _, _ := ctl(t, "", "process", "--templates", t.TempDir(), filepath.Join(samples, "a-denial.jpg")); code != exitUsage {
		t.Errorf("a folder without templates: want exit %d, got %d", exitUsage, code)
	}
}
