//go:build cgo

package wire

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/zones"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/engine/quality/synth"
)

// frontDesk is a form as it was read, with what was filled in, moved down by dy.
func frontDesk(number int, name, mrn string, dy float64) chart.Page {
	p := chart.Page{Number: number, Width: 850, Height: 1100, Quality: 0.9}
	line := 0
	put := func(text string, x, y float64) {
		line++
		for word := range strings.FieldsSeq(text) {
			w := 0.011 * float64(len(word))
			p.Words = append(p.Words, chart.Word{Text: chart.Text(word), Confidence: 0.99, Agreed: true, Line: line,
				Engines: []chart.Engine{chart.Tesseract, chart.Paddle}, Box: geom.Box{X0: x, Y0: y + dy, X1: x + w, Y1: y + dy + 0.012}})
			x += w + 0.01
		}
	}
	put("Patient Registration Form", 0.3, 0.05)
	for i, row := range [][2]string{{"Legal name on insurance card", name}, {"Desk number", mrn}, {"Home phone", "217-555-0143"}, {"Employer", "Acme Freight"},
		{"Insurance carrier", "Blue Plan"}, {"Policy number", "X99812"}, {"Emergency contact", "Rosa Dunn"}, {"Relationship", "sister"},
		{"Allergies", "none"}, {"Current medications", "none"}, {"Pharmacy", "corner"}, {"Patient signature", "signed"}} {
		put(row[0], 0.06, 0.12+0.06*float64(i))
		put(row[1], 0.5, 0.12+0.06*float64(i))
	}
	return p
}

func drawnZones() []zones.Zone {
	row := func(i int) geom.Box {
		return geom.Box{X0: 0.47, Y0: 0.11 + 0.06*float64(i), X1: 0.95, Y1: 0.145 + 0.06*float64(i)}
	}
	return []zones.Zone{{Box: row(0), Use: zones.Capture, Field: chart.PatientName}, {Box: row(1), Use: zones.Capture, Field: chart.MRN},
		{Box: row(3), Use: zones.Redact}, {Box: row(6).Union(row(7)), Use: zones.Crop}}
}

func deskFinder(t *testing.T) *finder {
	t.Helper()
	f, err := newFinder("chart")
	if err != nil {
		t.Fatal(err)
	}
	tpl, err := f.learnForm("Front desk", chart.IntakeForm, frontDesk(1, "Maria Gonzalez", "884201", 0), drawnZones())
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(tpl)
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{"maria", "gonzalez", "rosa", "dunn", "sister", "acme", "884201"} {
		if strings.Contains(string(data), never) {
			t.Errorf("the template holds %q, which was filled in", never)
		}
	}
	loaded, err := LoadTemplates(fstest.MapFS{"front.json": {Data: data}, "notes.txt": {Data: []byte("x")}})
	if err != nil || len(loaded) != 1 {
		t.Fatalf("want one template of the folder, got %d, %v", len(loaded), err)
	}
	if err := f.useForms(loaded); err != nil {
		t.Fatal(err)
	}
	return f
}

func fieldOf(d chart.Document, n chart.FieldName) chart.Field {
	i := slices.IndexFunc(d.Fields, func(f chart.Field) bool { return f.Name == n })
	if i < 0 {
		return chart.Field{}
	}
	return d.Fields[i]
}

func TestAFormsZonesHold(t *testing.T) {
	f := deskFinder(t)
	stage := pipeline.Pipeline{Finder: f, Redactor: redactor{}}
	page := frontDesk(1, "Walter Okafor", "700315", 0.015)
	known, err := stage.Understand(t.Context(), []chart.Page{page})
	if err != nil {
		t.Fatal(err)
	}
	d, spans, left := known.Documents[0], known.PHI, known.Pages
	if want := []chart.FormSeen{{Page: 1, Name: "Front desk", Sure: true}}; !slices.Equal(d.Forms, want) || d.Type != chart.IntakeForm || len(d.Alarms) > 0 {
		t.Errorf("want the form %v of its type without an alarm, got %v %v %v", want, d.Forms, d.Type, d.Alarms)
	}
	if name := fieldOf(d, chart.PatientName); name.Value != "Walter Okafor" || !name.NeedsReview || !slices.Contains(name.Reasons, chart.HighRiskField) {
		t.Errorf("want the name of the zone, looked at as any other, got %q %v", name.Value.Reveal(), name.Reasons)
	}
	if mrn := fieldOf(d, chart.MRN); mrn.Value != "700315" || len(mrn.Readings) != 2 {
		t.Errorf("want the record number of the zone as both engines read it, got %q, %d readings", mrn.Value.Reveal(), len(mrn.Readings))
	}
	for _, c := range []struct{ word, layer string }{{"Acme", zones.LayerRedact}, {"Freight", zones.LayerRedact}, {"sister", zones.LayerCrop}, {"Rosa", zones.LayerCrop}} {
		i := slices.IndexFunc(page.Words, func(w chart.Word) bool { return w.Text.Reveal() == c.word })
		if !slices.ContainsFunc(spans, func(s chart.Span) bool {
			return s.Layer == c.layer && s.Redacted && s.Boxes[0].Intersect(page.Words[i].Box).Area() > 0.99*page.Words[i].Box.Area()
		}) {
			t.Errorf("want %q covered by a span of %s", c.word, c.layer)
		}
	}
	if slices.ContainsFunc(spans, func(s chart.Span) bool { return strings.Contains(s.Text.Reveal(), "Rosa") }) {
		t.Error("want no text of what is cut away")
	}
	if slices.ContainsFunc(left[0].Words, func(w chart.Word) bool { return w.Text == "Rosa" || w.Text == "sister" }) || len(left[0].Words) != len(page.Words)-3 {
		t.Errorf("want three words cut away, got %d of %d left", len(left[0].Words), len(page.Words))
	}
}

func TestWhatIsNearlyAFormGoesToAPerson(t *testing.T) {
	f := deskFinder(t)
	stage := pipeline.Pipeline{Finder: f, Redactor: redactor{}}
	half := frontDesk(1, "Walter Okafor", "700315", 0)
	half.Words = slices.DeleteFunc(half.Words, func(w chart.Word) bool { return w.Box.Y0 > 0.5 })
	off := frontDesk(1, "Walter Okafor", "700315", -0.145)
	off.Words = slices.DeleteFunc(off.Words, func(w chart.Word) bool { return w.Box.Y0 < 0 })
	for name, page := range map[string]chart.Page{"half of it": half, "a zone off the page": off} {
		known, err := stage.Understand(t.Context(), []chart.Page{page})
		if err != nil {
			t.Fatal(err)
		}
		d := known.Documents[0]
		asked := slices.ContainsFunc(d.Fields, func(f chart.Field) bool { return f.NeedsReview && slices.Contains(f.Reasons, chart.FormUnsure) })
		if !slices.ContainsFunc(d.Alarms, func(a chart.Alarm) bool { return a.Reason == chart.FormUnsure }) || !asked {
			t.Errorf("%s: want an alarm and a person asked, got %v, forms %v", name, d.Alarms, d.Forms)
		}
		for _, layer := range []string{zones.LayerRedact, zones.LayerCrop} {
			if !slices.ContainsFunc(known.PHI, func(s chart.Span) bool { return s.Layer == layer && s.Redacted }) {
				t.Errorf("%s: want what may be its zone covered by a span of %s", name, layer)
			}
		}
	}
}

func TestTemplatesOfAFolderAreChecked(t *testing.T) {
	for name, dir := range map[string]fstest.MapFS{
		"none":        {"notes.txt": {Data: []byte("x")}},
		"empty":       {},
		"big letters": {"A.JSON": {Data: []byte(`{"schema":"chartproof.process/1"}`)}},
		"no template": {"a.json": {Data: []byte(`{"schema":"chartproof.process/1"}`)}},
		"too large":   {"a.json": {Data: make([]byte, 2<<20)}},
	} {
		if _, err := LoadTemplates(dir); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%s: want bad input, got %v", name, err)
		}
	}
}

// TestWhatIsUnderACropStaysCovered holds the spans inside what is cut away, without their text: a person may release the crop.
func TestWhatIsUnderACropStaysCovered(t *testing.T) {
	f := deskFinder(t)
	page := frontDesk(1, "Walter Okafor", "700315", 0)
	find, err := f.Find(t.Context(), []chart.Page{page})
	if err != nil {
		t.Fatal(err)
	}
	box := page.Words[slices.IndexFunc(page.Words, func(w chart.Word) bool { return w.Text == "Rosa" })].Box
	inside := chart.Span{Kind: chart.Name, Text: "Rosa", Page: 1, Boxes: []geom.Box{box}, Redacted: true}
	_, spans := find.CutAway([]chart.Page{page}, []chart.Span{inside})
	if len(spans) != 1 || spans[0].Text != "" || !spans[0].Redacted || !slices.Equal(spans[0].Boxes, inside.Boxes) {
		t.Errorf("want the span without its text, got %d spans", len(spans))
	}
}

func TestFormsAreNotLookedForAfterTheEnd(t *testing.T) {
	f := deskFinder(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	stage := pipeline.Pipeline{Finder: f, Redactor: redactor{}}
	if _, err := stage.Understand(ctx, []chart.Page{frontDesk(1, "Walter Okafor", "700315", 0)}); !errors.Is(err, context.Canceled) {
		t.Errorf("want it cancelled, got %v", err)
	}
}

// TestTemplatesHoldNoIdentifier learns every form of the families for tuning with the product's own detectors, filled in as it is:
// no word of an identifier becomes an anchor.
func TestTemplatesHoldNoIdentifier(t *testing.T) {
	f, err := newFinder("chart")
	if err != nil {
		t.Fatal(err)
	}
	forms, anchors, leaks, values := 0, 0, 0, 0
	for _, family := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		for _, kind := range synth.Types {
			c, err := synth.Generate(synth.Config{Seed: 31, Family: family, Type: kind})
			if err != nil {
				t.Fatal(err)
			}
			page := c.Truth.Pages[0]
			tpl, err := f.learnForm("x", kind, page, []zones.Zone{{Box: geom.Box{X0: 0.9, Y0: 0.97, X1: 0.99, Y1: 0.99}, Use: zones.Redact}})
			if err != nil {
				continue
			}
			forms, anchors = forms+1, anchors+len(tpl.Anchors)
			for _, a := range tpl.Anchors {
				on := func(boxes ...geom.Box) bool {
					return slices.ContainsFunc(boxes, func(b geom.Box) bool { return b.Intersect(a.Box).Area() > a.Box.Area()/2 })
				}
				for _, s := range c.Truth.PHI {
					if s.Page == page.Number && on(s.Boxes...) && s.Whose != synth.Facility && s.Kind != chart.Signature { // its label stands under the ink
						leaks++
						t.Logf("%s %s: %q is part of a %s of the %s", family, kind, a.Text, s.Kind, s.Whose)
					}
				}
				for _, v := range c.Truth.Documents[0].Fields {
					if v.Page == page.Number && on(v.Box) {
						values++
					}
				}
			}
		}
	}
	t.Logf("%d forms, %d anchors: %d in identifiers of people, %d in values", forms, anchors, leaks, values)
	if leaks > 0 || forms < 100 {
		t.Errorf("want no anchor in an identifier, got %d in %d forms", leaks, forms)
	}
}
