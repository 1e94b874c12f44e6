package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
)

// SheetsSigned is how far the signing of sheets is.
type SheetsSigned struct {
	Done, Of int
	Wrong    Line // the password did not match: nothing more was signed
	Fault    *Trouble
	Over     bool
}

// Sheets gives the blank pages and separator sheets that are ready to be signed: of the marked documents, or of all that are shown
// where none is marked.
func (p *InboxPresenter) Sheets() []chart.DocumentID {
	var out []chart.DocumentID
	for _, r := range p.snap.Rows {
		if r.Sheet && (len(p.marked) == 0 || p.marked[r.ID]) {
			out = append(out, r.ID)
		}
	}
	return out
}

// SignSheets signs sheets one after the other and tells how far it is; stop ends it after the one under way. A password that does not
// match ends it; what else fails is left as it was and told at the end.
func (p *InboxPresenter) SignSheets(ids []chart.DocumentID, password string, told func(SheetsSigned)) (stop func()) {
	job := &stoppable{}
	p.run.Go(func(ctx context.Context) {
		ctx = job.begin(ctx)
		defer job.stop()
		at, failed, first := SheetsSigned{Of: len(ids)}, 0, error(nil)
		for _, id := range ids {
			if ctx.Err() != nil {
				break
			}
			err := p.house.SignSheet(context.WithoutCancel(ctx), id, password)
			if chart.KindOf(err) == chart.NotAllowed {
				at.Wrong = Say("The password did not match.")
				break
			}
			if err != nil {
				failed++
				if first == nil {
					first = err
				}
				continue
			}
			at.Done++
			so := at
			p.run.Do(func() { told(so) })
		}
		at.Over = true
		p.run.Do(func() {
			if p.watch == nil {
				return
			}
			if first != nil {
				at.Fault = ptr(TroubleOf(first))
				at.Fault.Safe = Count("{{.N}} sheets were not signed and stand in the queue as before; the others are signed.", failed)
			}
			told(at)
			p.Reload()
		})
	})
	return job.stop
}
