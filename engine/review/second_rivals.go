package review

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// Rivals gives what a value may be instead, each once: what the machine knows and what is only one or two signs away, as slips are.
// That is what a reader reads, unless its text looks less like what the field holds, and a name of the lists. A value that another
// document says too has none: it is printed there once more.
func (s Second) Rivals(f chart.Field, value chart.Text) (out []chart.Text) {
	if s.among(f.Name, value, s.Elsewhere[f.Name]) {
		return nil
	}
	add := func(v chart.Text) {
		if v != "" && !s.Same(f.Name, value, v) && !s.among(f.Name, v, out) {
			out = append(out, v)
		}
	}
	for _, r := range readings(f) {
		if !s.Same(f.Name, value, r) && s.near(f.Name, value, r) && s.likely(f.Name, r) >= s.likely(f.Name, value) {
			add(r)
		}
	}
	if s.Like != nil {
		for _, v := range s.Like(f.Name, Tidy(value.Reveal())) {
			add(chart.Text(v))
		}
	}
	return out
}

// denied reports whether another document of the file says nearly but not quite the same of the patient. What it says is shown to
// nobody here: it may be another patient's.
func (s Second) denied(f chart.Field, value chart.Text) bool {
	if s.among(f.Name, value, s.Elsewhere[f.Name]) {
		return false
	}
	return slices.ContainsFunc(s.Elsewhere[f.Name], func(v chart.Text) bool {
		a, b := s.canon(f.Name, value), s.canon(f.Name, v)
		return len(a) == len(b) && signsApart(a, b) <= 2
	})
}

// readings gives what the machine reads for a field: what came of all readers, and each of them.
func readings(f chart.Field) []chart.Text {
	out := []chart.Text{f.Value}
	for _, r := range f.Readings {
		out = append(out, r.Value)
	}
	return slices.DeleteFunc(out, func(v chart.Text) bool { return v == "" })
}

func (s Second) among(name chart.FieldName, value chart.Text, all []chart.Text) bool {
	return slices.ContainsFunc(all, func(v chart.Text) bool { return s.Same(name, v, value) })
}

func (s Second) likely(name chart.FieldName, v chart.Text) float64 {
	if s.Likely == nil {
		return 0
	}
	return s.Likely(name, Tidy(v.Reveal()))
}

// odd reports whether a value fails its field's check, or is a dose in which the drug of its line is not given.
func (s Second) odd(d *chart.Dossier, f chart.Field, value chart.Text) bool {
	text := Tidy(value.Reveal())
	if s.Check != nil {
		if _, ok := s.Check(f.Name, text); !ok {
			return true
		}
	}
	if s.DoseFits == nil || f.Name != "dose" || f.Cell == nil || f.Cell.Row >= len(d.Document.Rows) {
		return false
	}
	for j, c := range d.Document.Rows[f.Cell.Row].Cells {
		if c.Name != string(chart.Medication) {
			continue
		}
		drug := c.Value
		if of := d.CellField(f.Cell.Row, j); of != nil {
			drug = Current(d, *of)
		}
		return !s.DoseFits(Tidy(drug.Reveal()), text)
	}
	return false
}

// canon is a value as it is compared sign by sign.
func (s Second) canon(name chart.FieldName, v chart.Text) []rune {
	text := Tidy(v.Reveal())
	if s.Check != nil {
		if norm, ok := s.Check(name, text); ok && norm != "" {
			return []rune(bare(norm))
		}
	}
	return []rune(bare(text))
}

// near reports whether two values are a slip apart: two signs of a value are others, or one is missing.
func (s Second) near(name chart.FieldName, a, b chart.Text) bool {
	x, y := s.canon(name, a), s.canon(name, b)
	if len(x) == len(y) {
		return signsApart(x, y) <= min(2, max(1, len(x)-1))
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 || len(y)-len(x) > 1 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	return slices.Equal(x[i:], y[i+1:])
}

// signsApart counts the signs in which two texts of one length differ.
func signsApart(a, b []rune) int {
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}
