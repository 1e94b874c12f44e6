package present

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
)

// tableState is the table that is edited as a grid, and the cell at hand in it.
type tableState struct {
	name     string
	row, col int // as shown
	typed    chart.Text
	touched  bool
	warned   bool
	stamp    int
}

// tables are the names of the document's tables; a document that should have one can begin it.
func tables(d *chart.Dossier) []string {
	var out []string
	for _, r := range d.Document.Rows {
		if !slices.Contains(out, r.Table) && review.Columns(r.Table) != nil {
			out = append(out, r.Table)
		}
	}
	if t := review.TableOf(d.Document.Type); len(out) == 0 && t != "" {
		out = append(out, t)
	}
	return out
}

// Grid opens the table of the document as a grid, pressed again the next one, and after the last goes back to the fields.
func (p *ReviewPresenter) Grid() {
	d := p.standing()
	if d == nil || p.mode != ModeFields && p.mode != ModeTable {
		return
	}
	all := tables(d)
	switch {
	case p.o.Desk == nil || access.In(p.person, chart.Working) == access.None:
		p.say(Say("Your role does not show tables."))
		return
	case len(all) == 0:
		p.say(Say("This document has no table."))
		return
	}
	at := 0
	if p.mode == ModeTable {
		p.keepCell()
		if at = slices.Index(all, p.table.name) + 1; at >= len(all) {
			p.closeMode()
			p.look()
			return
		}
	} else {
		p.leaveField()
	}
	p.mode, p.notice, p.problem = ModeTable, Line{}, nil
	p.table = tableState{name: all[at], stamp: p.table.stamp}
	if f, ok := review.Field(d, p.field); ok && f.Cell != nil && d.Document.Rows[f.Cell.Row].Table == all[at] {
		p.table.row = max(slices.Index(p.shownRows(d), f.Cell.Row), 0)
		p.table.col = max(slices.Index(review.Columns(all[at]), f.Name), 0)
	} else if row, col, ok := p.doubtfulCell(d, 0, -1); ok {
		p.table.row, p.table.col = row, col
	}
	p.atCell(d)
}

// look brings the field at hand back into view.
func (p *ReviewPresenter) look() {
	if p.field != "" {
		p.move(p.field)
	}
}

func (p *ReviewPresenter) shownRows(d *chart.Dossier) []int {
	return review.TableRows(&d.Document, p.table.name)
}

// cell gives the cell at a place of the grid as a field: its own where it has one. ok is false where there is no such row.
func (p *ReviewPresenter) cell(d *chart.Dossier, row, col int) (f chart.Field, ok bool) {
	rows, columns := p.shownRows(d), review.Columns(p.table.name)
	if row < 0 || row >= len(rows) || col < 0 || col >= len(columns) {
		return chart.Field{}, false
	}
	r := d.Document.Rows[rows[row]]
	for i, c := range r.Cells {
		if c.Name != string(columns[col]) {
			continue
		}
		if own := d.CellField(rows[row], i); own != nil {
			return *own, true
		}
		return chart.Field{Name: columns[col], Value: c.Value, Page: r.Page, Box: c.Box, Confidence: c.Confidence, Reasons: c.Reasons,
			Cell: &chart.CellRef{Row: rows[row], Cell: i}}, true
	}
	return chart.Field{Name: columns[col], Page: r.Page, Cell: &chart.CellRef{Row: rows[row], Cell: len(r.Cells)}}, true
}

// valueOf is what stands in a cell after what was decided.
func valueOf(d *chart.Dossier, f chart.Field) chart.Text {
	if f.ID == "" {
		return f.Value
	}
	if v := d.Final(f.ID).Verdict; v == chart.NotOnPage || v == chart.CantRead {
		return ""
	}
	return review.Current(d, f)
}

// atCell takes the cell at hand into the entry and lights it on the page.
func (p *ReviewPresenter) atCell(d *chart.Dossier) {
	p.table.stamp++
	p.stamp++
	p.table.touched, p.table.warned = false, false
	f, ok := p.cell(d, p.table.row, p.table.col)
	p.table.typed = valueOf(d, f)
	if ok && f.Page > 0 {
		p.pages.show(f.Page)
		p.pages.look(f.Box)
	}
	p.render()
	p.loadPage()
}

// GridMove goes to another cell; what was typed is kept first. Past the last column comes the next row.
func (p *ReviewPresenter) GridMove(rows, cols int) {
	d := p.standing()
	if d == nil || p.mode != ModeTable || !p.keepCell() {
		return
	}
	d = p.standing()
	n, m := len(p.shownRows(d)), len(review.Columns(p.table.name))
	if n == 0 {
		return
	}
	at := p.table.row*m + p.table.col + cols + rows*m
	p.table.row, p.table.col = min(max(at/m, 0), n-1), ((at%m)+m)%m
	if at < 0 || at >= n*m {
		p.table.row, p.table.col = min(max(p.table.row, 0), n-1), min(max(p.table.col, 0), m-1)
		if at < 0 {
			p.table.row = 0
		}
	}
	p.notice = Line{}
	p.atCell(d)
}

// GridConfirm keeps the cell at hand and goes to the next that needs the person, or one row down.
func (p *ReviewPresenter) GridConfirm() {
	d := p.standing()
	if d == nil || p.mode != ModeTable {
		return
	}
	f, ok := p.cell(d, p.table.row, p.table.col)
	if !ok {
		return
	}
	if !p.table.touched && f.ID != "" && d.NeedsPerson(f) && p.canDecide(d, f) {
		p.editTable(chart.TableEdit{Kind: chart.EditCell, Row: p.rowIndex(d), Cell: string(f.Name), Value: valueOf(d, f)})
	} else if !p.keepCell() {
		return
	}
	d = p.standing()
	if row, col, more := p.doubtfulCell(d, p.table.row, p.table.col); more {
		p.table.row, p.table.col = row, col
		p.atCell(d)
		return
	}
	if p.table.row+1 < len(p.shownRows(d)) {
		p.table.row++
	}
	p.notice = Say("No other cell needs you.")
	p.atCell(d)
}

func (p *ReviewPresenter) rowIndex(d *chart.Dossier) int {
	if rows := p.shownRows(d); p.table.row < len(rows) {
		return rows[p.table.row]
	}
	return -1
}

// doubtfulCell is the next cell after a place that needs the person, all around the table.
func (p *ReviewPresenter) doubtfulCell(d *chart.Dossier, row, col int) (int, int, bool) {
	n, m := len(p.shownRows(d)), len(review.Columns(p.table.name))
	mine := p.mine(d)
	for i := 1; i <= n*m; i++ {
		at := (row*m + col + i + n*m) % (n * m)
		if f, ok := p.cell(d, at/m, at%m); ok && f.ID != "" && d.NeedsPerson(f) && mine(f) {
			return at / m, at % m, true
		}
	}
	return 0, 0, false
}

// GridTyped tells what stands in the entry.
func (p *ReviewPresenter) GridTyped(text string) {
	d := p.standing()
	if f, ok := p.cell(d, p.table.row, p.table.col); ok {
		had := p.table.touched || p.table.warned || !p.notice.Empty()
		p.table.typed, p.table.warned = chart.Text(text), false
		p.table.touched = p.table.typed != valueOf(d, f)
		if had != p.table.touched {
			p.notice = Line{}
			p.render()
		}
	}
}

// keepCell keeps what was typed. A value that fails its check is kept when it is said twice.
func (p *ReviewPresenter) keepCell() bool {
	d := p.standing()
	f, ok := p.cell(d, p.table.row, p.table.col)
	if !ok || !p.table.touched {
		return true
	}
	if !p.canDecide(d, f) {
		return false
	}
	value := review.Tidy(p.table.typed.Reveal())
	if p.o.Check != nil && value != "" && !p.table.warned {
		if _, fits := p.o.Check(f.Name, value); !fits {
			p.table.warned = true
			p.render()
			return false
		}
	}
	p.table.touched = false
	p.editTable(chart.TableEdit{Kind: chart.EditCell, Row: p.rowIndex(d), Cell: string(f.Name), Value: chart.Text(value)})
	return true
}

// GridEmpty says that the cell at hand is empty on the paper.
func (p *ReviewPresenter) GridEmpty() {
	d := p.standing()
	if f, ok := p.cell(d, p.table.row, p.table.col); p.mode == ModeTable && ok && p.canDecide(d, f) {
		p.editTable(chart.TableEdit{Kind: chart.EditCell, Row: p.rowIndex(d), Cell: string(f.Name)})
		p.atCell(p.standing())
	}
}

// GridDown copies the value at hand into the cell below, or with all into every cell below.
func (p *ReviewPresenter) GridDown(all bool) {
	d := p.standing()
	if d == nil || p.mode != ModeTable || !p.keepCell() {
		return
	}
	d = p.standing()
	f, ok := p.cell(d, p.table.row, p.table.col)
	rows := p.shownRows(d)
	if !ok || !p.canDecide(d, f) || p.table.row+1 >= len(rows) {
		return
	}
	last := p.table.row + 1
	if all {
		last = len(rows) - 1
	}
	var edits []chart.TableEdit
	for i := p.table.row + 1; i <= last; i++ {
		edits = append(edits, chart.TableEdit{Kind: chart.EditCell, Row: rows[i], Cell: string(f.Name), Value: valueOf(d, f)})
	}
	p.editTable(edits...)
	p.table.row = last
	p.atCell(p.standing())
}

// GridAdd adds a row below the one at hand; GridStrike says that the one at hand is no row.
func (p *ReviewPresenter) GridAdd() {
	d := p.standing()
	if d == nil || p.mode != ModeTable || !p.mayEdit(d) || !p.keepCell() {
		return
	}
	d = p.standing()
	page := p.pages.number
	after := p.rowIndex(d)
	if after >= 0 {
		page = d.Document.Rows[after].Page
	}
	p.editTable(chart.TableEdit{Kind: chart.EditAdd, Row: after, Table: p.table.name, Page: page})
	d = p.standing()
	p.table.row, p.table.col = max(slices.Index(p.shownRows(d), len(d.Document.Rows)-1), 0), 0
	p.notice = Say("A new row. Ctrl Z takes it out again.")
	p.atCell(d)
}

// GridStrike takes the row at hand out of the table.
func (p *ReviewPresenter) GridStrike() {
	d := p.standing()
	if d == nil || p.mode != ModeTable || !p.mayEdit(d) || p.rowIndex(d) < 0 {
		return
	}
	p.table.touched = false
	p.editTable(chart.TableEdit{Kind: chart.EditStrike, Row: p.rowIndex(d)})
	d = p.standing()
	p.table.row = min(p.table.row, max(len(p.shownRows(d))-1, 0))
	p.notice = Say("The row is out. Ctrl Z brings it back.")
	p.atCell(d)
}

func (p *ReviewPresenter) mayEdit(d *chart.Dossier) bool {
	if l := p.readingLine(d); !l.Empty() {
		p.say(l)
		return false
	}
	if !access.May(p.person, chart.ActDecide) {
		p.say(Say("Your role does not decide on this field."))
		return false
	}
	return true
}

// leaveGrid puts back what stood in the cell where something was typed, and otherwise goes back to the fields.
func (p *ReviewPresenter) leaveGrid(d *chart.Dossier) {
	if p.table.touched {
		p.atCell(d)
		return
	}
	p.closeMode()
	p.look()
}

// GridTo brings a cell to hand by mouse.
func (p *ReviewPresenter) GridTo(row, col int) {
	if d := p.standing(); d != nil && p.mode == ModeTable && p.keepCell() {
		d = p.standing()
		p.table.row = min(max(row, 0), max(len(p.shownRows(d))-1, 0))
		p.table.col = min(max(col, 0), len(review.Columns(p.table.name))-1)
		p.atCell(d)
	}
}
