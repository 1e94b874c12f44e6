package present

import (
	"context"
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
)

// editTable makes changes and remembers how each was before.
func (p *ReviewPresenter) editTable(edits ...chart.TableEdit) {
	d := p.standing()
	back := make([]chart.TableEdit, 0, len(edits))
	for _, e := range edits {
		back = append(back, p.reverse(d, e))
	}
	slices.Reverse(back) // the last change is taken back first
	redo := slices.Clone(edits)
	for i, e := range redo {
		if e.Kind == chart.EditAdd { // it is there, struck out
			redo[i] = chart.TableEdit{Kind: chart.EditRevive, Row: len(d.Document.Rows)}
		}
	}
	p.history.Add(review.Change{Table: back}, review.Change{Table: redo})
	p.sendTable(edits)
}

// reverse gives the change that takes another back.
func (p *ReviewPresenter) reverse(d *chart.Dossier, e chart.TableEdit) chart.TableEdit {
	switch e.Kind {
	case chart.EditAdd:
		return chart.TableEdit{Kind: chart.EditStrike, Row: len(d.Document.Rows)}
	case chart.EditStrike:
		return chart.TableEdit{Kind: chart.EditRevive, Row: e.Row}
	case chart.EditRevive:
		return chart.TableEdit{Kind: chart.EditStrike, Row: e.Row}
	}
	back := chart.TableEdit{Kind: chart.EditBack, Row: e.Row, Cell: e.Cell}
	for i, c := range d.Document.Rows[e.Row].Cells {
		if c.Name == e.Cell {
			if f := d.CellField(e.Row, i); f != nil {
				back.Was = d.Final(f.ID)
			}
		}
	}
	return back
}

func (p *ReviewPresenter) sendTable(edits []chart.TableEdit) {
	desk, by, now := p.o.Desk, p.person.ID, p.clock.Now()
	p.w.add(reviewChange{
		local: func(d *chart.Dossier) {
			for _, e := range edits {
				// A name that the house gives in its turn: nothing remembers it.
				decided, err := d.EditTable(e, func() chart.FieldID { return chart.FieldID(fmt.Sprintf("cell-%d-%d", e.Row, len(d.Document.Fields))) })
				if err != nil {
					return // the house refuses it and says so
				}
				for _, dec := range decided {
					dec.By, dec.At = by, now
					d.Decisions = append(d.Decisions, dec)
				}
			}
		},
		send: func(ctx context.Context, _ Charts, id chart.DocumentID, version int64, _ *chart.Dossier) (*chart.Dossier, error) {
			return desk.EditTable(ctx, id, version, edits)
		}})
}
