package present

import (
	"context"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
)

// How long a screen must be looked at before a key confirms it: a picture whose text must be compared takes longer than one among
// others that should all look the same. Nobody reads faster; whoever confirms faster did not look.
const (
	lookCompare = 120 * time.Millisecond
	lookOdd     = 60 * time.Millisecond
	lookLeast   = 500 * time.Millisecond
	mostRoom    = 150
)

// OpenGroup shows the pictures of a row of the list.
func (p *GroupPresenter) OpenGroup(row int) {
	if p.snap.Grid || row < 0 || row >= len(p.groups) {
		return
	}
	p.snap.At = row
	g := p.groups[row]
	p.closeGrid()
	p.key, p.queue = g.Key, slices.Clone(g.Cells)
	p.snap.Grid, p.snap.Title, p.snap.Shape = true, groupTitle(g.Key), shapeOf(g.Cells)
	p.snap.Notice, p.snap.Problem = Line{}, nil
	p.screen()
}

// sheetShape is that of a letter page: its picture stands upright.
const sheetShape = 8.5 / 11

// shapeOf is how much wider than high most pictures are.
func shapeOf(cells []review.Cell) float64 {
	shapes := make([]float64, 0, len(cells))
	if len(cells) > 0 && cells[0].Blank {
		return sheetShape
	}
	for _, c := range cells {
		n := len([]rune(c.Shown.Reveal()))
		if c.Sign >= 0 {
			n = 2
		}
		shapes = append(shapes, float64(n)*0.55)
	}
	slices.Sort(shapes)
	return min(max(shapes[len(shapes)*9/10], 1.2), 12)
}

// closeGrid forgets the pictures.
func (p *GroupPresenter) closeGrid() {
	p.opened++
	p.pics.wipe()
	p.stopWaiting()
	p.queue, p.taken = nil, nil
	p.marks, p.fixed, p.known = map[review.CellID]bool{}, map[review.CellID]chart.Text{}, map[review.CellID]bool{}
	p.looked, p.seen = map[chart.DocumentID]bool{}, map[review.CellID]time.Time{}
	p.snap.Grid, p.snap.Cells, p.snap.Cell, p.snap.Typing, p.snap.Typed, p.snap.Wait = false, nil, 0, false, nil, 0
}

// SetRoom says how many pictures the window has room for.
func (p *GroupPresenter) SetRoom(n int) {
	n = min(max(n, 1), mostRoom)
	if n == p.room {
		return
	}
	p.room = n
	if p.snap.Grid {
		p.show()
	}
}

// onScreen are the cells that the window shows, as they are now: the queue may change under them.
func (p *GroupPresenter) onScreen() []review.Cell {
	return slices.Clone(p.queue[:min(p.room, len(p.queue))])
}

// screen begins a screen: known wrong texts are mixed in, and nothing is marked.
func (p *GroupPresenter) screen() {
	p.snap.Cell = 0
	p.seen = map[review.CellID]time.Time{}
	p.mixIn()
	p.show()
}

// show brings the cells onto the screen that have room: their looks are written down first, while the pictures are made.
func (p *GroupPresenter) show() {
	if len(p.queue) == 0 {
		p.finished()
		return
	}
	p.snap.Cell = min(p.snap.Cell, max(0, len(p.onScreen())-1))
	p.pics.keep(p.queue[:min(2*p.room, len(p.queue))])
	p.pump()
	p.look()
	p.draw()
}

// mixIn puts known wrong texts among the pictures, as often as the policy wants; two on a screen at the most.
func (p *GroupPresenter) mixIn() {
	cells, n := p.onScreen(), 0
	for range cells {
		if n < 2 && p.o.Pick != nil && p.o.Pick(10000) < int(p.rate*10000) {
			n++
		}
	}
	for _, trap := range review.Traps(p.key, cells, p.work, n, p.o.Pick) {
		at := p.o.Pick(len(p.onScreen()))
		for i, c := range p.onScreen() {
			if refOf(c) == refOf(trap) && c.Sign == trap.Sign { // it takes the place of its own picture, which comes later
				at = i
				p.queue = append(slices.Delete(p.queue, i, i+1), c)
				break
			}
		}
		p.queue = slices.Insert(p.queue, min(at, len(p.queue)), trap)
	}
}

// look writes down which charts are looked at. Nothing of a chart is shown before.
func (p *GroupPresenter) look() {
	if p.openAll {
		return
	}
	of := map[chart.DocumentID]*GroupLook{}
	var order []chart.DocumentID
	for _, c := range p.onScreen() {
		if p.looked[c.Document] {
			continue
		}
		if of[c.Document] == nil {
			of[c.Document] = &GroupLook{Document: c.Document, Name: c.Name}
			order = append(order, c.Document)
		}
		of[c.Document].Fields++
	}
	if len(order) == 0 {
		return
	}
	looks := make([]GroupLook, len(order))
	for i, id := range order {
		looks[i] = *of[id]
	}
	p.openAll = true
	mine := p.opened
	async(p.run, func(ctx context.Context) ([]chart.DocumentID, error) { return p.house.LookTogether(ctx, looks) },
		func(closed []chart.DocumentID, err error) {
			p.openAll = false
			if mine != p.opened {
				if p.snap.Grid { // another group was opened meanwhile
					p.look()
				}
				return
			}
			if err != nil {
				p.closeGrid()
				p.snap.Problem = ptr(TroubleOf(err))
				p.list()
				return
			}
			for _, id := range order {
				p.looked[id] = true
			}
			p.shut(closed)
			p.show()
		})
}

// shut takes the charts off that may not be shown any more.
func (p *GroupPresenter) shut(closed []chart.DocumentID) {
	for _, id := range closed {
		p.queue = slices.DeleteFunc(p.queue, func(c review.Cell) bool { return c.Document == id })
		p.work = slices.DeleteFunc(p.work, func(w review.Waiting) bool { return w.Document == id })
	}
	if len(closed) > 0 {
		p.snap.Notice, p.snap.Tone = Count("{{.N}} charts were closed meanwhile and are left out.", len(closed)), Quiet
	}
}

// draw shows the screen as it stands.
func (p *GroupPresenter) draw() {
	if !p.snap.Grid {
		return
	}
	cells := p.onScreen()
	p.snap.Cells = make([]GroupCell, len(cells))
	for i, c := range cells {
		id := c.ID()
		out := GroupCell{ID: id, Text: c.Shown.Reveal(), Failed: p.pics.failed[id], Marked: p.marks[id], Known: p.known[id]}
		if fixed, ok := p.fixed[id]; ok {
			out.Fixed, out.Text = true, fixed.Reveal()
		}
		if p.looked[c.Document] {
			out.Picture = p.pics.have[id]
		}
		p.snap.Cells[i] = out
	}
	p.snap.Left = len(p.queue) - len(cells)
	p.snap.Saving = p.writer.waiting()
	p.render()
}

// Drawn is told by the view which pictures it has drawn; from then on they are looked at.
func (p *GroupPresenter) Drawn(ids []review.CellID) {
	now := p.clock.Now()
	fresh := false
	for _, id := range ids {
		if p.seen[id].IsZero() && p.pics.have[id] != nil {
			p.seen[id] = now
			fresh = true
		}
	}
	if fresh {
		p.startWaiting()
	}
}

// wait is how long the screen must still be looked at: all of it since it began to stand there, and the last picture a moment.
func (p *GroupPresenter) wait() time.Duration {
	each := lookCompare
	if p.key.Like != review.SameField && p.key.Like != review.BlankPages {
		each = lookOdd
	}
	var first, last time.Time
	for _, at := range p.seen {
		if first.IsZero() || at.Before(first) {
			first = at
		}
		if at.After(last) {
			last = at
		}
	}
	if first.IsZero() {
		return lookLeast
	}
	now := p.clock.Now()
	return max(0, time.Duration(len(p.seen))*each-now.Sub(first), lookLeast-now.Sub(last))
}

// startWaiting shows how long the screen must be looked at, second by second.
func (p *GroupPresenter) startWaiting() {
	p.stopWaiting()
	left := p.wait()
	p.snap.Wait = left
	if left <= 0 {
		return
	}
	mine := p.opened
	p.stop = p.clock.After(min(left, time.Second), func() {
		p.run.Do(func() {
			if mine != p.opened {
				return
			}
			p.startWaiting()
			p.render()
		})
	})
}

func (p *GroupPresenter) stopWaiting() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
}

// Step moves the picture at hand by so many places.
func (p *GroupPresenter) Step(by int) { p.StepTo(p.snap.Cell + by) }

// StepTo takes a picture to hand.
func (p *GroupPresenter) StepTo(i int) {
	if p.snap.Typing || len(p.snap.Cells) == 0 {
		return
	}
	p.snap.Cell = min(max(i, 0), len(p.snap.Cells)-1)
	p.render()
}

// Mark says that the picture at hand is the odd one, or not.
func (p *GroupPresenter) Mark() {
	if c, ok := p.atHand(); ok && !p.snap.Typing && !p.known[c.ID()] && p.fixed[c.ID()] == "" {
		p.marks[c.ID()] = !p.marks[c.ID()]
		p.snap.Notice = Line{}
		p.draw()
	}
}

func (p *GroupPresenter) atHand() (review.Cell, bool) {
	cells := p.onScreen()
	if !p.snap.Grid || p.snap.Cell >= len(cells) {
		return review.Cell{}, false
	}
	return cells[p.snap.Cell], true
}
