package synth

import "chartproof.org/chartproof/engine/chart"

// ledger is a table of families g, h and later ones: cells wrap, heads may have several lines, rows stay whole.
type ledger struct {
	name       string
	cols       []col
	head, cell style
	x, pad     float64
	ways       string // any of: r lines between rows, b boxes, z every second row tinted, h a line under the head, H the head tinted, o a frame
	tint       ink
	again      func() // drawn above the head where the table goes on over the page
}

// across is a row of one cell over the whole width, in the letters of cells.
type across []any

// ledger draws rows down from the cursor, which is the table's top edge, and leaves the cursor a line below it.
func (s *sheet) ledger(t ledger, rows [][]any) {
	s.need(4 * t.cell.size)
	top := s.ledgerHead(t)
	for i, r := range rows {
		cells, high := s.ledgerCells(t, t.cell, r)
		if s.y+high > s.bottom {
			s.ledgerClose(t, top)
			s.page()
			if t.again != nil {
				t.again()
			}
			top = s.ledgerHead(t)
		}
		s.ledgerRow(t, r, cells, high, i)
	}
	s.ledgerClose(t, top)
	s.y += t.cell.size * 1.5
}

func (t ledger) wide() float64 {
	w := 0.0
	for _, c := range t.cols {
		w += c.w
	}
	return w
}

func (t ledger) has(way byte) bool {
	for i := range len(t.ways) {
		if t.ways[i] == way {
			return true
		}
	}
	return false
}

// ledgerCells wraps a row, opens its marks and gives its height.
func (s *sheet) ledgerCells(t ledger, st style, r []any) ([][][]token, float64) {
	first, most := len(s.marks), 1
	var out [][][]token
	for i, c := range t.cols {
		var lines [][]token
		if i < len(r) && r[i] != nil && r[i] != "" {
			w, parts := c.w-7, []any{r[i]}
			switch v := r[i].(type) {
			case []any:
				parts = v
			case across:
				w, parts = t.wide()-14, v
			}
			if len(r) == 1 {
				w = t.wide() - 14
			}
			lines = s.wrap(st, w, s.tokens(st, parts))
		}
		most = max(most, len(lines))
		out = append(out, lines)
	}
	s.gather(t.name, first)
	return out, float64(most)*st.size*1.18 + 2*t.pad
}

func (s *sheet) ledgerHead(t ledger) float64 {
	top := s.y
	var heads []any
	all := ""
	for _, c := range t.cols {
		heads, all = append(heads, c.head), all+c.head
	}
	if all == "" {
		return top
	}
	bare := t
	bare.name = ""
	cells, high := s.ledgerCells(bare, t.head, heads)
	if t.has('H') {
		s.bar(t.x, s.y, t.x+t.wide(), s.y+high, t.tint)
	}
	s.ledgerInk(t, t.head, cells)
	s.y += high
	if t.has('h') {
		s.line(t.x, s.y, t.x+t.wide(), s.y, .9, ink{30, 30, 30})
	}
	return top
}

func (s *sheet) ledgerInk(t ledger, st style, cells [][][]token) {
	x := t.x
	for i, lines := range cells {
		for j, line := range lines {
			one, w := st, s.lineWidth(st, line)
			if room := t.cols[i].w - 5; w > room && t.solo(cells) < 0 {
				one.size *= max(.55, room/w)
				w = s.lineWidth(one, line)
			}
			at := x + 3.5
			if t.cols[i].right {
				at = x + t.cols[i].w - 3.5 - w
			}
			s.run(at, s.y+t.pad+st.size*(.88+1.18*float64(j)), one, line)
		}
		x += t.cols[i].w
	}
}

// solo is the only cell of a row that has one, or -1.
func (t ledger) solo(cells [][][]token) int {
	at := -1
	for i, c := range cells {
		if len(c) > 0 && at >= 0 {
			return -1
		}
		if len(c) > 0 {
			at = i
		}
	}
	return at
}

func (s *sheet) ledgerRow(t ledger, r []any, cells [][][]token, high float64, n int) {
	end, st := t.x+t.wide(), t.cell
	if _, over := r[0].(across); len(r) == 1 && !over {
		st = t.head
		st.size = t.cell.size
	}
	if t.has('z') && n%2 == 1 {
		s.bar(t.x, s.y, end, s.y+high, ink{236, 240, 243})
	}
	s.ledgerInk(t, st, cells)
	s.y += high
	if t.has('r') || t.has('b') {
		s.line(t.x, s.y, end, s.y, .4, ink{125, 125, 125})
	}
}

// ledgerClose draws what runs down the table's whole height.
func (s *sheet) ledgerClose(t ledger, top float64) {
	end := t.x + t.wide()
	if t.has('o') || t.has('b') {
		s.rectIn(t.x, top, end, s.y, .6, ink{70, 70, 70})
	}
	if !t.has('b') {
		return
	}
	x := t.x
	for _, c := range t.cols[:len(t.cols)-1] {
		x += c.w
		s.line(x, top, x, s.y, .4, ink{90, 90, 90})
	}
}

// chargesRenewed is n services of a visit of families g and h and their total.
func (s *sheet) chargesRenewed(n int, row func(v service, d seg) []any) ([][]any, int) {
	return s.chargesOf(servicesRenewed, n, row)
}

// chargesOf is n services of a visit out of a list and their total.
func (s *sheet) chargesOf(of []service, n int, row func(v service, d seg) []any) ([][]any, int) {
	var rows [][]any
	total := 0
	for _, v := range some(s.rng, n, of) {
		total += v.cents * v.units
		rows = append(rows, row(v, s.date(s.dos, chart.DateOfService).in("date_of_service")))
	}
	return rows, total
}

// plain is an amount without the dollar sign, as columns of amounts print it.
func (s *sheet) plain(cents int, f string) seg {
	m := s.money(cents, "")
	m.text, m.cell = m.text[1:], f
	return m
}
