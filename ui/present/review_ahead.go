package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
)

// nextWork is what is made ready of the document that will come up after the one at hand.
type nextWork struct {
	id     chart.DocumentID
	number int
	page   Prepared
}

// prepareNext makes the first page of the next document ready once the document at hand wants nothing more.
func (p *ReviewPresenter) prepareNext() {
	id, ok := p.following()
	if !ok || p.next.id == id || p.pages.sheet(p.pages.number) == nil {
		return
	}
	p.next = nextWork{id: id}
	load, prepare := p.loads, p.o.Prepare
	async(p.run, func(ctx context.Context) (nextWork, error) {
		n, r, err := p.house.Ahead(ctx, id)
		if err != nil || prepare == nil {
			return nextWork{id: id, number: n, page: Prepared{Sheet: r}}, err
		}
		return nextWork{id: id, number: n, page: prepare(r)}, nil
	}, func(got nextWork, err error) {
		if load == p.loads && err == nil { // what went wrong is told when the document is opened
			p.next = got
		}
	})
}

// following is the document that the person will most likely work on next.
func (p *ReviewPresenter) following() (chart.DocumentID, bool) {
	switch {
	case p.o.NextWork != nil:
		id, ok := p.o.NextWork(p.id)
		return id, ok && id != p.id
	case p.o.Neighbour != nil:
		id, ok := p.o.Neighbour(p.id, 1)
		return id, ok && id != p.id
	}
	return "", false
}
