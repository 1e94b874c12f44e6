package synth

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// SchemaTruth names the JSON of Truth.
const SchemaTruth = "chartproof.truth/1"

// Whose says whose identifier a span is.
type Whose string

// The people and places of a chart. Patient, Relative and Employer are what 45 CFR 164.514(b)(2) removes; Provider and
// Facility are redacted by default with a switch.
const (
	Patient  Whose = "patient"
	Relative Whose = "relative"
	Employer Whose = "employer"
	Provider Whose = "provider"
	Facility Whose = "facility"
)

// Span is one identifier of the truth.
type Span struct {
	chart.Span
	Whose Whose `json:"whose"`
}

// How a word came onto the page stands in its Engines: printed letters, a hand, or a stamp.
const (
	Printed chart.Engine = "printed"
	Hand    chart.Engine = "hand"
	Stamped chart.Engine = "stamp"
)

// Truth is what stands on a chart's pages, in the shape of chart.Result so that measuring is a comparison.
type Truth struct {
	Schema    string           `json:"schema"`
	Seed      uint64           `json:"seed"`
	Family    string           `json:"family"`
	Condition string           `json:"condition"`
	Format    string           `json:"format"`
	Documents []chart.Document `json:"documents"`
	Pages     []chart.Page     `json:"pages"`
	PHI       []Span           `json:"phi"`
	Patients  []Subject        `json:"patients,omitempty"` // of a mixed file
	Filing    []Filing         `json:"filing,omitempty"`   // of a mixed file, page by page
}

// seg is a run of text that means something: a field's value, an identifier, or both.
type seg struct {
	text  string
	field chart.FieldName
	norm  string
	kind  chart.Kind
	whose Whose
	cell  string // the row's cell that it fills
	id    int    // set when first drawn; pieces with one id belong together
}

// markWord is one word on a leaf, in points.
type markWord struct {
	text string
	box  rect
	line int
	how  chart.Engine
}

// tickMark is a box to tick on a leaf.
type tickMark struct {
	box    rect
	filled bool
}

// regions gives the truth of the leaf's boxes to tick.
func (l *leaf) regions() []chart.Region {
	var out []chart.Region
	for _, t := range l.ticks {
		k := chart.RegionTickEmpty
		if t.filled {
			k = chart.RegionTickFilled
		}
		out = append(out, chart.Region{Kind: k, Box: l.box(t.box), Confidence: 1})
	}
	return out
}

// mark is a seg with the places it was drawn at.
type mark struct {
	seg
	how    chart.Engine
	places []stretch
}

// stretch is one part of a mark on one line of one page.
type stretch struct {
	leaf, line int
	box        rect
}

func (l *leaf) box(r rect) geom.Box {
	return geom.Box{X0: r.x0 / l.w, Y0: r.y0 / l.h, X1: r.x1 / l.w, Y1: r.y1 / l.h}.Clamp()
}

// many lists the fields that may stand several times in a document.
func many(n chart.FieldName) bool {
	switch n {
	case chart.Allergy, chart.Medication, chart.Diagnosis, chart.DiagnosisCode, chart.ProcedureCode, chart.Vaccine:
		return true
	}
	return false
}

// fold reduces a value to what two readings of it must share.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 32
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, s)
}

// compile turns the marks of the sheets into truth; first is the number of the sheet's first page.
func (s *sheet) compile(first int) (chart.Document, []Span, []chart.Page) {
	doc := chart.Document{Type: s.typ, TypeConfidence: 1, Fields: []chart.Field{}, Rows: []chart.Row{}}
	var pages []chart.Page
	for i, l := range s.leaves {
		p := chart.Page{Number: first + i, Width: geom.Px(l.w*300/72 + .5), Height: geom.Px(l.h*300/72 + .5), DPI: 300, Quality: 1, Words: []chart.Word{},
			Regions: l.regions()}
		for _, w := range l.words {
			p.Words = append(p.Words, chart.Word{Text: chart.Text(w.text), Confidence: 1, Box: l.box(w.box), Agreed: true,
				Engines: []chart.Engine{w.how}, Line: w.line})
		}
		pages = append(pages, p)
		doc.Pages = append(doc.Pages, first+i)
	}
	var spans []Span
	seen := map[string]bool{}
	for _, m := range s.marks {
		if len(m.places) == 0 {
			continue
		}
		if f, ok := s.field(m, first, seen); ok {
			doc.Fields = append(doc.Fields, f)
		}
		spans = append(spans, s.spans(m, first)...)
	}
	if f, ok := attestation(s.typ, pages); ok && !seen[string(chart.SignaturePresent)] {
		doc.Fields = append(doc.Fields, f)
	}
	for _, r := range s.rows {
		doc.Rows = append(doc.Rows, s.row(r, first))
	}
	return doc, spans, pages
}

var attested = regexp.MustCompile(`(?i)^(?:(?:electronically|digitally) signed|signed electronically|e-sign(?:ed|ature)|electronic signature|authenticated(?: and verified)? by|/s/)`)

// attestation gives the signature of a document that somebody signed in a system and not with a pen: it is as good as ink
// (42 CFR 482.24(c)(1)).
func attestation(typ chart.Type, pages []chart.Page) (chart.Field, bool) {
	switch typ {
	case chart.InsuranceCard, chart.IDCard, chart.EOB, chart.DenialLetter, chart.FaxCover:
		return chart.Field{}, false
	}
	for _, p := range pages {
		for i := range p.Words {
			said, box := "", p.Words[i].Box
			for _, w := range p.Words[i:min(len(p.Words), i+4)] {
				said, box = strings.TrimSpace(said+" "+strings.Trim(w.Text.Reveal(), "<*()")), box.Union(w.Box)
				if attested.MatchString(said) {
					return chart.Field{Name: chart.SignaturePresent, Value: "yes", Normalized: "yes", Confidence: 1, Page: p.Number, Box: box,
						Reasons: []chart.Reason{}, Readings: []chart.Reading{}}, true
				}
			}
		}
	}
	return chart.Field{}, false
}

func (s *sheet) field(m *mark, first int, seen map[string]bool) (chart.Field, bool) {
	if m.field == "" {
		return chart.Field{}, false
	}
	key := string(m.field)
	if many(m.field) {
		key += "|" + fold(m.norm+"|"+m.text)
	}
	if seen[key] {
		return chart.Field{}, false
	}
	seen[key] = true
	page := m.places[0].leaf
	f := chart.Field{Name: m.field, Value: chart.Text(m.text), Normalized: chart.Text(m.norm), Confidence: 1, Page: first + page,
		Box: s.union(m, page), Reasons: []chart.Reason{}, Readings: []chart.Reading{}}
	if m.how == Hand {
		f.Reasons = append(f.Reasons, chart.Handwriting)
	}
	return f, true
}

func (s *sheet) union(m *mark, page int) geom.Box {
	var r rect
	for _, p := range m.places {
		if p.leaf == page {
			r = r.union(p.box)
		}
	}
	return s.leaves[page].box(r)
}

func (s *sheet) spans(m *mark, first int) []Span {
	if m.kind == "" {
		return nil
	}
	var out []Span
	for _, p := range m.places {
		if n := len(out); n == 0 || out[n-1].Page != first+p.leaf {
			out = append(out, Span{Whose: m.whose, Span: chart.Span{Kind: m.kind, Text: chart.Text(m.text), Page: first + p.leaf,
				Tier: chart.Certain, Layer: "truth", Redacted: true}})
		}
		last := &out[len(out)-1]
		last.Boxes = append(last.Boxes, s.leaves[p.leaf].box(p.box))
	}
	return out
}

func (s *sheet) row(r *rowMark, first int) chart.Row {
	out := chart.Row{Table: r.table, Cells: []chart.Cell{}}
	for _, m := range r.cells {
		if len(m.places) == 0 {
			continue
		}
		page := m.places[0].leaf
		out.Page = first + page
		out.Cells = append(out.Cells, chart.Cell{Name: m.cell, Value: chart.Text(m.text), Confidence: 1, Box: s.union(m, page)})
	}
	return out
}
