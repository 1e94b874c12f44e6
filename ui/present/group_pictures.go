package present

import (
	"context"

	"chartproof.org/chartproof/engine/review"
)

// The pictures are made two batches at a time, so that the first rows stand while the last are on their way and the other core is
// left to reading.
const (
	batchSize  = 6
	batchesNow = 2
)

// pictures are those of the screen and of the one after it.
type pictures struct {
	have   map[review.CellID]Picture
	failed map[review.CellID]bool
	asked  map[review.CellID]bool
	flying int
}

func newPictures() pictures {
	return pictures{have: map[review.CellID]Picture{}, failed: map[review.CellID]bool{}, asked: map[review.CellID]bool{}}
}

func (s *pictures) wipe() {
	for _, pic := range s.have {
		pic.Wipe()
	}
	*s = newPictures()
}

// keep wipes the pictures of all but these cells.
func (s *pictures) keep(cells []review.Cell) {
	want := map[review.CellID]bool{}
	for _, c := range cells {
		want[c.ID()] = true
	}
	for id, pic := range s.have {
		if !want[id] {
			pic.Wipe()
			delete(s.have, id)
			delete(s.asked, id)
		}
	}
}

// next takes the cells of the next batch, in the order in which they stand.
func (s *pictures) next(cells []review.Cell) (batch []review.Cell) {
	for _, c := range cells {
		if id := c.ID(); !s.asked[id] {
			s.asked[id] = true
			if batch = append(batch, c); len(batch) == batchSize {
				break
			}
		}
	}
	return batch
}

type made struct {
	id  review.CellID
	pic Picture
}

// pump asks for the pictures that are wanted: the screen's first, then those of the next one.
func (p *GroupPresenter) pump() {
	for p.pics.flying < batchesNow {
		batch := p.pics.next(p.queue[:min(2*p.room, len(p.queue))])
		if len(batch) == 0 {
			return
		}
		p.pics.flying++
		mine := p.opened
		async(p.run, func(ctx context.Context) (out []made, _ error) {
			for _, c := range batch {
				one := made{id: c.ID()}
				if r, err := p.house.Snippet(ctx, c.Document, c.Page, c.Picture()); err == nil && r != nil {
					one.pic = p.o.Prepare(r, c.Turn)
				}
				out = append(out, one)
			}
			return out, nil
		}, func(out []made, _ error) { p.pictured(mine, out) })
	}
}

func (p *GroupPresenter) pictured(mine uint64, out []made) {
	if mine != p.opened {
		for _, one := range out {
			if one.pic != nil {
				one.pic.Wipe()
			}
		}
		return
	}
	p.pics.flying--
	for _, one := range out {
		switch {
		case one.pic == nil:
			p.pics.failed[one.id] = true
		case !p.pics.asked[one.id]: // not wanted any more
			one.pic.Wipe()
		default:
			p.pics.have[one.id] = one.pic
		}
	}
	p.pump()
	p.draw()
}
