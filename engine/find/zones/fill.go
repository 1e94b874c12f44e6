package zones

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Check gives a value's canonical form and whether it passes the rules of its field.
type Check func(name chart.FieldName, value string) (normalized string, ok bool)

// Fill puts what stands in the Capture zones of a page into the fields of its document, in the place of what was found without
// the form, and into its sightings. Nothing else is less asked about for it: a value that fails its check, that was written by
// hand or that could not be read says so.
func (m Match) Fill(doc *chart.Document, page chart.Page, check Check) {
	if !m.Sure {
		return
	}
	fresh := map[chart.FieldName]bool{}
	for i, z := range m.Zones {
		if z.Use != Capture || z.Loose || z.Field == chart.SignaturePresent { // ink is looked for all over the document
			continue
		}
		for k, f := range z.read(page, check) {
			f.ID = chart.FieldID(fmt.Sprintf("z%d_%d_%d", page.Number, i+1, k+1))
			place(doc, f, fresh)
		}
	}
}

// place puts a field in. Of a field that stands once the document keeps one, of those that stand often the values of this form
// take the place of those that were found on the page otherwise.
func place(doc *chart.Document, f chart.Field, fresh map[chart.FieldName]bool) {
	if !fresh[f.Name] {
		fresh[f.Name] = true
		doc.Fields = slices.DeleteFunc(doc.Fields, func(o chart.Field) bool {
			gone := o.Name == f.Name && o.Cell == nil && (!often(f.Name) || o.Value == "" || o.Page == f.Page)
			if gone && o.Value != "" {
				weigh(&f, o)
			}
			return gone
		})
	} else if !often(f.Name) {
		return
	}
	doc.Fields = append(doc.Fields, f)
	if f.Value == "" || !identifies(f.Name) {
		return
	}
	doc.Sightings = slices.DeleteFunc(doc.Sightings, func(o chart.Field) bool { return o.Name == f.Name && o.Page == f.Page })
	doc.Sightings = append(doc.Sightings, f)
}

// weigh holds what the form gives against what was found without it.
func weigh(f *chart.Field, o chart.Field) {
	if fold(o.Value.Reveal()) == fold(f.Value.Reveal()) && o.Normalized == f.Normalized {
		f.Evidence.Sightings += o.Evidence.Sightings
		f.Evidence.Ways += o.Evidence.Ways
		f.Evidence.Around, f.Evidence.Passed = o.Evidence.Around, max(f.Evidence.Passed, o.Evidence.Passed)
		f.Evidence.Plausible = max(f.Evidence.Plausible, o.Evidence.Plausible)
		return
	}
	f.Evidence.Rival, f.Evidence.Other = o.Evidence.Fit, o.Evidence.Around
}

// read gives the values of a zone: one, or one a line where the field may have several. A zone that nobody filled in has none;
// one with ink that nobody could read has an empty one, which a person is asked about.
func (p Placed) read(page chart.Page, check Check) []chart.Field {
	var lines [][]chart.Word
	for _, w := range page.Words {
		if w.Mark || !p.Holds(w.Box) {
			continue
		}
		if n := len(lines); n > 0 && beside(lines[n-1][len(lines[n-1])-1], w, page) {
			lines[n-1] = append(lines[n-1], w)
		} else {
			lines = append(lines, []chart.Word{w})
		}
	}
	slices.SortStableFunc(lines, func(a, b []chart.Word) int {
		return cmp.Compare(a[0].Box.Rotate(page.Rotation).Y0, b[0].Box.Rotate(page.Rotation).Y0)
	})
	if !often(p.Field) && len(lines) > 1 {
		lines = [][]chart.Word{slices.Concat(lines...)}
	}
	var out []chart.Field
	for _, line := range lines {
		if f := p.value(unlabelled(line), page, check); f.Value != "" {
			out = append(out, f)
		}
	}
	if len(out) == 0 && p.ink(page, chart.RegionHandwriting, chart.RegionUnread) {
		out = append(out, chart.Field{Name: p.Field, Page: page.Number, Box: p.Box, NeedsReview: true,
			Reasons: []chart.Reason{chart.Illegible}, Readings: []chart.Reading{}})
	}
	return out
}

// beside reports whether a word goes on the line of the one before it.
func beside(last, w chart.Word, page chart.Page) bool {
	a, b := last.Box.Rotate(page.Rotation), w.Box.Rotate(page.Rotation)
	mid := b.Center().Y
	return mid > a.Y0 && mid < a.Y1 && b.X0 >= a.X0
}

// unlabelled takes a label that was drawn into the zone off its value.
func unlabelled(line []chart.Word) []chart.Word {
	for i, w := range line[:len(line)-1] {
		if strings.HasSuffix(w.Text.Reveal(), ":") {
			return line[i+1:]
		}
	}
	return line
}

// value makes a field of words.
func (p Placed) value(words []chart.Word, page chart.Page, check Check) chart.Field {
	f := chart.Field{Name: p.Field, Page: page.Number, Reasons: []chart.Reason{}, Readings: []chart.Reading{}}
	var text []string
	sure := chart.Confidence(1)
	for _, w := range words {
		text = append(text, w.Text.Reveal())
		f.Box = f.Box.Union(w.Box)
		sure = min(sure, w.Confidence)
	}
	value := strings.Trim(strings.Join(text, " "), " _.:|")
	f.Value = chart.Text(value)
	norm, ok := check(p.Field, value)
	f.Normalized, f.Confidence = chart.Text(norm), sure
	f.Readings = readings(words)
	f.Evidence = chart.Evidence{Way: chart.ByLabel, Fit: 1, Words: float64(sure), Sightings: 1, Ways: 1, Called: true, Plausible: 0.9, Familiar: 1}
	if !ok {
		f.Reasons = append(f.Reasons, chart.FailedCheck)
		f.Evidence.Plausible, f.Evidence.Fit = 0.2, 0.5
	} else if norm != "" {
		f.Evidence.Passed = 1
	}
	if p.ink(page, chart.RegionHandwriting) {
		f.Reasons = append(f.Reasons, chart.Handwriting)
	}
	return f
}

// ink reports whether a region of one of the kinds lies in the zone for its most part.
func (p Placed) ink(page chart.Page, kinds ...chart.RegionKind) bool {
	return slices.ContainsFunc(page.Regions, func(r chart.Region) bool {
		return slices.Contains(kinds, r.Kind) && r.Box.Intersect(p.Box).Area() > r.Box.Area()/2
	})
}

// readings gives the words as each engine read them; an engine that did not see one of them has none.
func readings(words []chart.Word) []chart.Reading {
	out := []chart.Reading{}
	for _, e := range []chart.Engine{chart.Tesseract, chart.Paddle} {
		var text []string
		sure := chart.Confidence(1)
		for _, w := range words {
			t, c, ok := as(w, e)
			if !ok {
				text = nil
				break
			}
			text, sure = append(text, t), min(sure, c)
		}
		if len(text) > 0 {
			out = append(out, chart.Reading{Engine: e, Value: chart.Text(strings.Join(text, " ")), Confidence: sure})
		}
	}
	return out
}

func as(w chart.Word, e chart.Engine) (string, chart.Confidence, bool) {
	for _, r := range w.Readings {
		if r.Engine == e {
			return r.Value.Reveal(), r.Confidence, true
		}
	}
	return w.Text.Reveal(), w.Confidence, slices.Contains(w.Engines, e)
}

// often reports whether a document may have several values of a field.
func often(n chart.FieldName) bool {
	switch n {
	case chart.Allergy, chart.Medication, chart.Diagnosis, chart.DiagnosisCode, chart.ProcedureCode, chart.Vaccine:
		return true
	}
	return false
}

// identifies reports whether a field says whose the page is.
func identifies(n chart.FieldName) bool {
	switch n {
	case chart.PatientName, chart.DateOfBirth, chart.MRN, chart.SSN, chart.AccountNumber, chart.MemberID:
		return true
	}
	return false
}
