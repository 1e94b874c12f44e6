package synth

// col is one column of a table.
type col struct {
	head  string
	w     float64 // points
	right bool
}

// grid is how a table looks.
type grid struct {
	head, cell style
	lead       float64 // height of a line
	rules      bool    // lines between rows
	boxed      bool    // lines around cells
	zebra      bool
	dark       bool // white letters on a dark head
	name       string
}

// table draws rows from the cursor down and repeats its head on every page. A row is one part list a column; a row of
// one part in a table of several columns is a heading.
func (s *sheet) table(x float64, g grid, cols []col, rows [][]any) {
	wide := 0.0
	for _, c := range cols {
		wide += c.w
	}
	if s.need(g.lead * 3) {
		s.skip(g.lead)
	}
	s.head(x, wide, g, cols)
	for i, r := range rows {
		if s.need(g.lead * .5) {
			s.skip(g.lead)
			s.head(x, wide, g, cols)
		}
		s.tableRow(x, wide, g, cols, r, i)
	}
	if g.rules || g.boxed {
		s.line(x, s.y-g.lead*.72, x+wide, s.y-g.lead*.72, .7, ink{})
	}
}

func (s *sheet) head(x, wide float64, g grid, cols []col) {
	if g.dark {
		s.bar(x, s.y-g.lead*.75, x+wide, s.y+g.lead*.3, ink{40, 50, 60})
		g.head.col = ink{255, 255, 255}
	}
	at := x
	for _, c := range cols {
		if c.head != "" {
			s.inCell(at, c, g.head, []any{c.head})
		}
		at += c.w
	}
	if !g.dark {
		s.line(x, s.y+g.lead*.28, x+wide, s.y+g.lead*.28, .8, ink{})
	}
	s.y += g.lead
	if g.dark {
		s.y += g.lead * .05
	}
}

func (s *sheet) tableRow(x, wide float64, g grid, cols []col, r []any, n int) {
	if len(r) == 1 && len(cols) > 1 {
		s.text(x+2, s.y, g.head, r[0])
		s.y += g.lead
		return
	}
	if g.zebra && n%2 == 0 {
		s.bar(x, s.y-g.lead*.72, x+wide, s.y+g.lead*.28, ink{232, 232, 232})
	}
	first := len(s.marks)
	at := x
	for i, c := range cols {
		if i < len(r) && r[i] != nil {
			s.inCell(at, c, g.cell, list(r[i]))
		}
		at += c.w
	}
	s.gather(g.name, first)
	if g.boxed {
		s.gridLines(x, g, cols)
	} else if g.rules {
		s.line(x, s.y+g.lead*.28, x+wide, s.y+g.lead*.28, .4, ink{120, 120, 120})
	}
	s.y += g.lead
}

func (s *sheet) gridLines(x float64, g grid, cols []col) {
	at, y0, y1 := x, s.y-g.lead*.72, s.y+g.lead*.28
	for _, c := range cols {
		s.rect(at, y0, at+c.w, y1, .5)
		at += c.w
	}
}

// gather makes one row of the marks with cells that were opened since first.
func (s *sheet) gather(table string, first int) {
	if table == "" {
		return
	}
	row := &rowMark{table: table}
	for _, m := range s.marks[first:] {
		if m.cell != "" {
			row.cells = append(row.cells, m)
		}
	}
	if len(row.cells) > 0 {
		s.rows = append(s.rows, row)
	}
}

func list(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	return []any{v}
}

// inCell draws one line in a column; text that is too wide is set narrower, as systems that print forms do.
func (s *sheet) inCell(x float64, c col, st style, parts []any) {
	if w := s.width(st, parts...); w > c.w-5 {
		st.size *= max(.6, (c.w-5)/w)
	}
	if c.right {
		s.textRight(x+c.w-3, s.y, st, parts...)
		return
	}
	s.text(x+3, s.y, st, parts...)
}
