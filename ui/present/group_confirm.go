package present

import (
	"context"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
)

// screenDone is what one key decided, so that one key takes it back.
type screenDone struct {
	cells []review.Cell // decided
	odd   []review.Cell // marked
	fix   bool          // one picture whose value was typed
}

// Confirm confirms every picture of the screen that is not marked, and shows the next screen.
func (p *GroupPresenter) Confirm() {
	if p.snap.Typing {
		p.confirmTyped()
		return
	}
	cells := p.onScreen()
	if !p.snap.Grid || len(cells) == 0 || !p.mayConfirm(cells) || p.caught(cells) {
		return
	}
	yes, odd, dark := p.sorted(cells)
	p.writer.add(jobsOf(yes, len(yes)))
	for _, c := range yes {
		p.done[refOf(c)] = true
	}
	for _, c := range append(odd, dark...) {
		p.aside[refOf(c)] = true
	}
	p.taken = append(p.taken, screenDone{cells: yes, odd: odd})
	p.queue = slices.DeleteFunc(p.queue, func(c review.Cell) bool { return p.done[refOf(c)] || p.aside[refOf(c)] || c.Trap })
	p.forgetMarks(cells)
	p.snap.Notice, p.snap.Tone = Say("{{.N}} confirmed.", Data{"N": len(yes)}), Done
	switch {
	case len(dark) > 0:
		p.snap.Notice, p.snap.Tone = Count("{{.N}} pictures could not be shown and were not confirmed.", len(dark)), Doubtful
	case len(odd) > 0:
		p.snap.Notice = Say("{{.N}} confirmed, {{.Odd}} left open.", Data{"N": len(yes), "Odd": len(odd)})
	}
	if len(p.queue) == 0 {
		p.finished()
		return
	}
	p.screen()
}

// sorted parts a screen into what is confirmed, what was marked, and what could not be shown.
func (p *GroupPresenter) sorted(cells []review.Cell) (yes, odd, dark []review.Cell) {
	for _, c := range cells {
		switch id := c.ID(); {
		case c.Trap, p.fixed[id] != "":
		case p.marks[id]:
			odd = append(odd, c)
		case p.pics.have[id] == nil:
			dark = append(dark, c)
		default:
			yes = append(yes, c)
		}
	}
	return yes, odd, dark
}

// finished goes back to the list; the last screen can still be taken back from there.
func (p *GroupPresenter) finished() {
	taken := p.taken
	p.closeGrid()
	p.taken = taken
	p.regroup()
	p.list()
}

// mayConfirm tells why the screen cannot be confirmed yet: nothing is confirmed that nobody has seen.
func (p *GroupPresenter) mayConfirm(cells []review.Cell) bool {
	coming := 0
	for _, c := range cells {
		id := c.ID()
		if p.pics.failed[id] || p.fixed[id] != "" {
			continue
		}
		if p.seen[id].IsZero() {
			coming++
		}
	}
	if coming > 0 {
		p.say(Count("{{.N}} pictures are not there yet: nothing was confirmed.", coming), Doubtful)
		return false
	}
	if left := p.wait(); left > 0 {
		p.say(Count("Look at every picture: Enter works in {{.N}} seconds.", int((left+time.Second-1)/time.Second)), Doubtful)
		return false
	}
	return true
}

// caught looks at the known wrong texts of the screen: who did not see one is told, and the whole screen stays open. What the
// person did is written down either way.
func (p *GroupPresenter) caught(cells []review.Cell) (missed bool) {
	for i, c := range cells {
		id := c.ID()
		if _, answered := p.known[id]; !c.Trap || answered {
			continue
		}
		right := p.marks[id] || p.pics.failed[id]
		if !p.pics.failed[id] {
			p.run.Go(func(ctx context.Context) {
				if err := p.house.Vigilant(ctx, c.Document, c.Field, right); err != nil {
					p.run.Do(func() { p.trouble(TroubleOf(err)) })
				}
			})
		}
		p.known[id] = !right
		if !right {
			missed = true
			p.snap.Cell = i
		}
	}
	if !missed {
		return false
	}
	now := p.clock.Now()
	for id := range p.seen {
		p.seen[id] = now
	}
	p.startWaiting()
	p.snap.Notice, p.snap.Tone = Say("One text was wrong on purpose: it is framed. Nothing was confirmed: look again."), Wrong
	p.draw()
	return true
}

func (p *GroupPresenter) forgetMarks(cells []review.Cell) {
	for _, c := range cells {
		id := c.ID()
		delete(p.marks, id)
		delete(p.known, id)
		delete(p.fixed, id)
	}
}

// jobsOf makes the decisions on cells, a job a document. n says on how many pictures the same key decides.
func jobsOf(cells []review.Cell, n int) []groupJob {
	var jobs []groupJob
	at := map[chart.DocumentID]int{}
	for _, c := range cells {
		i, ok := at[c.Document]
		if !ok {
			i = len(jobs)
			at[c.Document] = i
			jobs = append(jobs, groupJob{document: c.Document})
		}
		if c.Blank {
			jobs[i].blank = n
			continue
		}
		jobs[i].decs = append(jobs[i].decs, chart.Decision{Field: c.Field, Verdict: chart.Confirmed, Value: c.Value, Together: n})
	}
	return jobs
}

// Undo takes back what the last key decided: the whole screen comes back as it was.
func (p *GroupPresenter) Undo() {
	if p.snap.Typing || len(p.taken) == 0 {
		return
	}
	last := p.taken[len(p.taken)-1]
	p.taken = p.taken[:len(p.taken)-1]
	var jobs []groupJob
	for _, j := range jobsOf(last.cells, 1) {
		for _, d := range j.decs {
			j.undo = append(j.undo, d.Field)
		}
		j.decs, j.back = nil, true
		jobs = append(jobs, j)
	}
	p.writer.add(jobs)
	if last.fix && len(last.cells) > 0 {
		delete(p.fixed, last.cells[0].ID())
	}
	for _, c := range append(slices.Clone(last.cells), last.odd...) {
		delete(p.done, refOf(c))
		delete(p.aside, refOf(c))
	}
	p.snap.Notice, p.snap.Tone = Say("{{.N}} taken back.", Data{"N": len(last.cells)}), Quiet
	switch {
	case !p.snap.Grid:
		p.regroup()
		p.list()
	case last.fix:
		if c := last.cells; len(c) > 0 && !slices.ContainsFunc(p.queue, func(q review.Cell) bool { return q.ID() == c[0].ID() }) {
			p.queue = append(slices.Clone(c), p.queue...) // its screen is over
		}
		p.show()
	default:
		p.queue = slices.DeleteFunc(p.queue, func(c review.Cell) bool { return c.Trap })
		p.queue = append(append(slices.Clone(last.cells), last.odd...), p.queue...)
		for _, c := range last.odd {
			p.marks[c.ID()] = true
		}
		p.snap.Cell, p.seen = 0, map[review.CellID]time.Time{}
		p.show()
	}
}

// written is told what came of decisions that were on their way.
func (p *GroupPresenter) written(jobs []groupJob) {
	lost, kept := 0, error(nil)
	for _, j := range jobs {
		if j.err == nil {
			continue
		}
		kept = j.err
		for _, d := range j.decs {
			lost++
			p.lose(fieldRef{j.document, d.Field})
		}
		if j.blank > 0 {
			lost++
			p.lose(fieldRef{document: j.document})
		}
		lost += len(j.undo)
	}
	p.snap.Saving = p.writer.waiting()
	switch {
	case lost == 0:
		if p.snap.Grid {
			p.render()
		}
	case chart.KindOf(kept) == chart.Conflict:
		p.trouble(Trouble{Happened: Count("{{.N}} were not kept: somebody else changed their documents first.", lost),
			Safe: Say("Everything else was kept. Those stand as the others left them."), Do: Say("They are left to the queue: look at them one by one.")})
	case chart.KindOf(kept) == chart.Held:
		p.trouble(Trouble{Happened: Count("{{.N}} were not kept: colleagues are at work on their documents.", lost),
			Safe: Say("Everything else was kept."), Do: Say("They are left to the queue: look at them one by one.")})
	default:
		p.trouble(TroubleOf(kept))
	}
}

// lose forgets that a field was decided: it is left for the queue, and no undo touches it.
func (p *GroupPresenter) lose(ref fieldRef) {
	delete(p.done, ref)
	if p.aside != nil {
		p.aside[ref] = true
	}
	for i := range p.taken {
		p.taken[i].cells = slices.DeleteFunc(p.taken[i].cells, func(c review.Cell) bool { return refOf(c) == ref })
	}
}

func (p *GroupPresenter) trouble(t Trouble) {
	if p.me.ID == "" { // locked meanwhile
		return
	}
	p.snap.Problem = &t
	p.render()
}
