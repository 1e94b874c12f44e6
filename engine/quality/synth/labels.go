package synth

import "chartproof.org/chartproof/engine/chart"

// wording is the labels that a family prints beside its fields; a chart takes one of each and keeps to it.
type wording map[chart.FieldName][]string

// label gives the chart's wording for a field.
func (s *sheet) label(f chart.FieldName) string {
	if t, ok := s.kase.said[f]; ok {
		return t
	}
	of := s.v.words[f]
	if len(of) == 0 {
		of = []string{string(f)}
	}
	t := pick(s.rng, of...)
	s.kase.said[f] = t
	return t
}

// pair is a label with its value.
type pair struct {
	label string
	value []any
}

func (s *sheet) kv(f chart.FieldName, value ...any) pair { return pair{s.label(f), value} }

// columns draws pairs as "Label: value" in columns from the cursor down, labels in one style and values in another.
func (s *sheet) columns(xs []float64, lead float64, lst, vst style, colon string, pairs ...pair) {
	rows := (len(pairs) + len(xs) - 1) / len(xs)
	s.need(float64(rows) * lead)
	y0 := s.y
	for i, p := range pairs {
		c, r := i/rows, i%rows
		y := y0 + float64(r)*lead
		end := s.text(xs[c], y, lst, p.label+colon)
		s.textIn(end+s.space(vst)*1.5, s.colEnd(xs, c), y, vst, p.value...)
	}
	s.y = y0 + float64(rows)*lead
}

// tabbed draws pairs with all values starting at one place in each column.
func (s *sheet) tabbed(xs []float64, gap, lead float64, lst, vst style, colon string, pairs ...pair) {
	rows := (len(pairs) + len(xs) - 1) / len(xs)
	s.need(float64(rows) * lead)
	y0 := s.y
	for i, p := range pairs {
		c, r := i/rows, i%rows
		y := y0 + float64(r)*lead
		end := s.text(xs[c], y, lst, p.label+colon)
		s.textIn(max(xs[c]+gap, end+4), s.colEnd(xs, c), y, vst, p.value...)
	}
	s.y = y0 + float64(rows)*lead
}

// boxes draws pairs as ruled boxes with a small label on top and the value below; widths are shares of the whole.
func (s *sheet) boxes(x, wide, high float64, lst, vst style, shares []float64, pairs ...pair) {
	s.need(high)
	total := 0.0
	for _, v := range shares {
		total += v
	}
	top := s.y - high*.3
	at := x
	for i, p := range pairs {
		w := wide * shares[i] / total
		s.rect(at, top, at+w, top+high, .6)
		s.text(at+3, top+lst.size+1.5, lst, p.label)
		st := vst
		if n := s.width(st, p.value...); n > w-6 {
			st.size *= max(.6, (w-6)/n)
		}
		s.text(at+4, top+high-4, st, p.value...)
		at += w
	}
	s.y = top + high*1.3
}

// blank draws "Label ______" with the value written on the line by the given style.
func (s *sheet) blank(x, x1, y float64, lst, vst style, p pair) {
	end := s.text(x, y, lst, p.label)
	s.line(end+4, y+2, x1, y+2, .6, ink{})
	st := vst
	if n := s.width(st, p.value...); n > x1-end-12 {
		st.size *= max(.55, (x1-end-12)/n)
	}
	s.text(end+8, y-.5, st, p.value...)
}

// colEnd is where the column c must end.
func (s *sheet) colEnd(xs []float64, c int) float64 {
	if c+1 < len(xs) {
		return xs[c+1] - 6
	}
	return s.right
}
