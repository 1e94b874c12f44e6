package synth

// tableE is a table whose cells wrap and whose rows stay whole.
type tableE struct {
	l     lookE
	name  string
	cell  style
	head  style
	cols  []col
	way   string // rule, grid, zebra, columns, bare
	tint  ink    // behind the head; white for none
	pad   float64
	after string // a line above the head where the table goes on
}

// tableE draws rows from the cursor, whose y is the table's top edge, down over as many pages as it needs.
func (s *sheet) tableE(t tableE, rows [][]any) {
	top := s.headE(t)
	for i, r := range rows {
		row := t
		if len(r) == 1 {
			row.cell = t.head
		}
		cells, high := s.cellsE(row, r)
		if s.y+high > s.bottom {
			s.closeE(t, top)
			s.page()
			if t.after != "" {
				s.text(s.left, s.y, t.l.tiny, t.after)
				s.y += 8
			}
			top = s.headE(t)
		}
		s.rowE(row, cells, high, i)
	}
	s.closeE(t, top)
	s.y += t.cell.size * 1.4
}

func (t tableE) wide() float64 {
	w := 0.0
	for _, c := range t.cols {
		w += c.w
	}
	return w
}

// headE draws the labels of the columns, on as many lines as they need, and gives the table's top.
func (s *sheet) headE(t tableE) float64 {
	s.need(60)
	top := s.y
	var heads []any
	for _, c := range t.cols {
		heads = append(heads, c.head)
	}
	h := t
	h.cell = t.head
	cells, high := s.cellsE(h, heads)
	if t.tint != (ink{255, 255, 255}) {
		s.bar(s.left, s.y, s.left+t.wide(), s.y+high, t.tint)
	}
	s.lettersE(h, cells)
	s.y += high
	if t.way != "bare" {
		s.line(s.left, s.y, s.left+t.wide(), s.y, .8, ink{60, 60, 60})
	}
	return top
}

type cellE [][]token

// cellsE wraps the parts of each cell and gives the height of the row. The marks are opened here, so a row's cells are
// gathered here too.
func (s *sheet) cellsE(t tableE, r []any) ([]cellE, float64) {
	first, most := len(s.marks), 1
	var out []cellE
	for i, c := range t.cols {
		if i >= len(r) || r[i] == nil || r[i] == "" {
			out = append(out, nil)
			continue
		}
		w := c.w
		if len(r) == 1 {
			w = t.wide()
		}
		lines := s.wrap(t.cell, w-7, s.tokens(t.cell, list(r[i])))
		most = max(most, len(lines))
		out = append(out, lines)
	}
	s.gather(t.name, first)
	if len(r) == 1 {
		out = out[:1]
	}
	return out, float64(most)*t.cell.size*1.16 + 2*t.pad
}

func (s *sheet) lettersE(t tableE, cells []cellE) {
	x := s.left
	for i, lines := range cells {
		for j, line := range lines {
			st, y, at := t.cell, s.y+t.pad+t.cell.size*(.86+1.16*float64(j)), x+3.5
			w := s.lineWidth(st, line)
			if over := w - (t.cols[i].w - 6); over > 0 && len(cells) > 1 {
				st.size *= (t.cols[i].w - 6) / w
				w = t.cols[i].w - 6
			}
			if t.cols[i].right {
				at = x + t.cols[i].w - 3.5 - w
			}
			s.run(at, y, st, line)
		}
		x += t.cols[i].w
	}
}

func (s *sheet) lineWidth(st style, line []token) float64 {
	w := 0.0
	for i, t := range line {
		if i > 0 {
			w += s.space(st) * float64(1+t[0].lead)
		}
		w += s.tokenWidth(st, t)
	}
	return w
}

func (s *sheet) rowE(t tableE, cells []cellE, high float64, n int) {
	end := s.left + t.wide()
	if t.way == "zebra" && n%2 == 1 {
		s.bar(s.left, s.y, end, s.y+high, ink{233, 237, 241})
	}
	s.lettersE(t, cells)
	s.y += high
	switch t.way {
	case "rule":
		s.line(s.left, s.y, end, s.y, .35, ink{140, 140, 140})
	case "grid":
		s.line(s.left, s.y, end, s.y, .5, ink{60, 60, 60})
	}
}

// closeE draws what runs down a table's whole height.
func (s *sheet) closeE(t tableE, top float64) {
	end := s.left + t.wide()
	switch t.way {
	case "zebra", "columns":
		s.line(s.left, s.y, end, s.y, .8, ink{60, 60, 60})
	}
	if t.way != "grid" && t.way != "columns" {
		return
	}
	s.line(s.left, top, end, top, .7, ink{60, 60, 60})
	x := s.left
	for _, c := range t.cols {
		s.line(x, top, x, s.y, .5, ink{60, 60, 60})
		x += c.w
	}
	s.line(x, top, x, s.y, .5, ink{60, 60, 60})
}
