package quality

import (
	"chartproof.org/chartproof/engine/chart"
)

// fields matches by name and canonical value within documents that share a page. A truth field is hit where the result
// holds the same name with the same value; where it does not, and no field of that name asks for review, it is silent.
func (r *Report) fields(want, got []chart.Document) {
	for _, d := range want {
		have := fieldsOn(d, got)
		used := make([]bool, len(have))
		kind := match(r.ByType, d.Type)
		for _, f := range d.Fields {
			i := take(f, have, used)
			r.Fields.note(i >= 0)
			kind.Wanted.note(i >= 0)
			count(r.ByField, f.Name).note(i >= 0)
			if !handwritten(f) {
				r.FieldsPrinted.note(i >= 0)
				if i >= 0 && !f.Name.HighRisk() {
					r.SentPrinted.note(have[i].NeedsReview)
				}
			}
			if i < 0 && !asked(f.Name, have) {
				r.Silent = append(r.Silent, Silent{Type: d.Type, Name: f.Name, Want: f.Value, Got: other(f.Name, have, used)})
			}
		}
		for i, f := range have {
			if f.Value != "" {
				r.given(d, *f, used[i], kind)
			}
		}
	}
}

// given counts a value of the result, right or not.
func (r *Report) given(d chart.Document, f chart.Field, right bool, kind *Match) {
	r.ToReview.note(f.NeedsReview)
	r.FieldsGiven.note(right)
	kind.Given.note(right)
	r.FieldTrust.Note(float64(f.Confidence), right)
	if f.NeedsReview {
		return
	}
	r.Unseen.note(right)
	if !right && !named(f.Name, d.Fields) {
		r.Silent = append(r.Silent, Silent{Type: d.Type, Name: f.Name, Got: f.Value})
	}
}

// Right tells of every field with a value in the result's documents whether the truth holds it.
func Right(want, got []chart.Document) map[*chart.Field]bool {
	out := map[*chart.Field]bool{}
	for _, d := range want {
		have := fieldsOn(d, got)
		used := make([]bool, len(have))
		for _, f := range d.Fields {
			take(f, have, used)
		}
		for i, f := range have {
			if f.Value != "" {
				out[f] = used[i]
			}
		}
	}
	return out
}

// fieldsOn gives the fields of the result's documents that share a page with d, each document once.
func fieldsOn(d chart.Document, got []chart.Document) []*chart.Field {
	on := map[int]bool{}
	for _, p := range d.Pages {
		on[p] = true
	}
	var out []*chart.Field
	for _, g := range got {
		for i := range g.Fields {
			if f := &g.Fields[i]; on[f.Page] || f.Page == 0 && len(g.Pages) > 0 && on[g.Pages[0]] {
				out = append(out, f)
			}
		}
	}
	return out
}

func handwritten(f chart.Field) bool {
	for _, why := range f.Reasons {
		if why == chart.Handwriting {
			return true
		}
	}
	return false
}

// take uses the first field that is the wanted one, and gives its place, -1 for none.
func take(f chart.Field, have []*chart.Field, used []bool) int {
	for i, h := range have {
		if !used[i] && h.Name == f.Name && Same(f, *h) {
			used[i] = true
			return i
		}
	}
	return -1
}

// Same compares two values of a field: by their canonical forms where both have one, else as they stand on the page.
// Punctuation, spacing and case do not count, except that a decimal point does.
func Same(want, got chart.Field) bool {
	w, g := want.Normalized.Reveal(), got.Normalized.Reveal()
	if w == "" || g == "" {
		w, g = want.Value.Reveal(), got.Value.Reveal()
	}
	if got.Value == "" && got.Normalized == "" {
		return false
	}
	if want.Name == chart.TotalCharge {
		return keepPoint(w) == keepPoint(g)
	}
	return Fold(w) == Fold(g)
}

func keepPoint(s string) string {
	out := []rune{}
	for _, c := range s {
		if c >= '0' && c <= '9' || c == '.' {
			out = append(out, c)
		}
	}
	return string(out)
}

func asked(n chart.FieldName, have []*chart.Field) bool {
	for _, h := range have {
		if h.Name == n && h.NeedsReview {
			return true
		}
	}
	return false
}

func named(n chart.FieldName, fields []chart.Field) bool {
	for _, f := range fields {
		if f.Name == n {
			return true
		}
	}
	return false
}

func other(n chart.FieldName, have []*chart.Field, used []bool) chart.Text {
	for i, h := range have {
		if h.Name == n && !used[i] {
			return h.Value
		}
	}
	return ""
}

// cells counts the cells of tables that are read exactly, matched by table, cell name and place.
func (r *Report) cells(want, got []chart.Document) {
	var have []chart.Row
	for _, d := range got {
		have = append(have, d.Rows...)
	}
	for _, d := range want {
		for _, row := range d.Rows {
			for _, c := range row.Cells {
				r.Cells.note(cellHit(row, c, have))
			}
		}
	}
}

func cellHit(row chart.Row, c chart.Cell, have []chart.Row) bool {
	for _, h := range have {
		if h.Table != row.Table || h.Page != row.Page {
			continue
		}
		for _, g := range h.Cells {
			if g.Name == c.Name && g.Box.Overlaps(c.Box) && Fold(g.Value.Reveal()) == Fold(c.Value.Reveal()) {
				return true
			}
		}
	}
	return false
}

// AddFields counts the fields of one file's documents alone.
func (r *Report) AddFields(want, got []chart.Document) { r.fields(want, got) }
