package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
)

// ToggleMark marks the document of the row at hand, or takes the mark away, and goes to the next row.
func (p *InboxPresenter) ToggleMark() {
	at := p.indexOf(p.snap.Selected)
	if at < 0 || !p.snap.Rows[at].Opens {
		return
	}
	if id := p.snap.Selected; p.marked[id] {
		delete(p.marked, id)
	} else {
		p.marked[id] = true
	}
	p.showMarks()
	if at+1 < len(p.snap.Rows) {
		p.snap.Selected = p.snap.Rows[at+1].ID
	}
	p.render()
}

// MarkAll marks every document that is shown and opens; when all are marked, it takes the marks away.
func (p *InboxPresenter) MarkAll() {
	all := true
	for _, r := range p.snap.Rows {
		all = all && (!r.Opens || p.marked[r.ID])
	}
	p.unmark()
	for _, r := range p.snap.Rows {
		if !all && r.Opens {
			p.marked[r.ID] = true
		}
	}
	p.showMarks()
	p.render()
}

// Unmark takes all marks away and reports whether there were any.
func (p *InboxPresenter) Unmark() bool {
	had := len(p.marked) > 0
	if had {
		p.unmark()
		p.showMarks()
		p.render()
	}
	return had
}

func (p *InboxPresenter) unmark() { p.marked = map[chart.DocumentID]bool{} }

// showMarks puts the marks onto the rows; what is not shown any more is not marked.
func (p *InboxPresenter) showMarks() {
	kept := map[chart.DocumentID]bool{}
	rows := append([]InboxRow(nil), p.snap.Rows...) // a snapshot that was given away does not change
	for i := range rows {
		rows[i].Marked = p.marked[rows[i].ID]
		if rows[i].Marked {
			kept[rows[i].ID] = true
		}
	}
	p.marked, p.snap.Rows, p.snap.Marked = kept, rows, len(kept)
}

// Chosen gives the marked documents in the order of the rows, the one at hand where none is marked.
func (p *InboxPresenter) Chosen() []chart.DocumentID {
	var out []chart.DocumentID
	for _, r := range p.snap.Rows {
		if r.Opens && (p.marked[r.ID] || len(p.marked) == 0 && r.ID == p.snap.Selected) {
			out = append(out, r.ID)
		}
	}
	return out
}

// ToggleUrgent puts the chosen documents to the front of the queue, or back where all of them are there.
func (p *InboxPresenter) ToggleUrgent() {
	urgent := false
	chosen := p.Chosen()
	for _, id := range chosen {
		urgent = urgent || !p.snap.Rows[p.indexOf(id)].Urgent
	}
	p.each(chosen, func(ctx context.Context, id chart.DocumentID) error { return p.house.SetUrgent(ctx, id, urgent) })
}

// HandTo gives the chosen documents to a colleague, who is told.
func (p *InboxPresenter) HandTo(who chart.PersonID) {
	p.each(p.Chosen(), func(ctx context.Context, id chart.DocumentID) error {
		return p.house.PutNote(ctx, chart.Note{Document: id, Kind: chart.NoteHanded, To: who})
	})
}

// Peers asks whom documents can be handed to, and gives them to show, the person at the desk left out.
func (p *InboxPresenter) Peers(show func([]chart.Person)) {
	p.run.Go(func(ctx context.Context) {
		all, err := p.house.Peers(ctx)
		p.run.Do(func() {
			switch {
			case p.watch == nil:
			case err != nil:
				p.snap.Problem = ptr(TroubleOf(err))
				p.render()
			default:
				var others []chart.Person
				for _, who := range all {
					if who.ID != p.me {
						others = append(others, who)
					}
				}
				show(others)
			}
		})
	})
}

// each does the same to several documents, one after the other. What failed stays marked, so that it can be tried again; the
// rest is done.
func (p *InboxPresenter) each(ids []chart.DocumentID, do func(context.Context, chart.DocumentID) error) {
	if len(ids) == 0 {
		return
	}
	p.run.Go(func(ctx context.Context) {
		failed, first := map[chart.DocumentID]bool{}, error(nil)
		for _, id := range ids {
			if err := do(ctx, id); err != nil {
				failed[id] = true
				if first == nil {
					first = err
				}
			}
		}
		p.run.Do(func() {
			if p.watch == nil {
				return
			}
			p.marked = failed
			if first != nil {
				t := TroubleOf(first)
				if len(ids) > 1 {
					t.Safe = Count("{{.N}} of the marked documents were not changed and are still marked; the others are done.", len(failed))
				}
				p.snap.Problem = &t
				p.showMarks()
				p.render()
				return
			}
			p.Reload()
		})
	})
}
