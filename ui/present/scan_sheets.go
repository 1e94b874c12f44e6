package present

import (
	"context"
	"errors"
	"slices"
)

// MostScanned is how many bytes of sheets lie in memory before they must be taken in, and go into one file; intake takes more, so
// that the sheet that goes over it and what the file adds fit too.
const MostScanned = 400 << 20

// mostInFile is how many sheets go into one file: what intake takes.
const mostInFile = 2000

// fileful is how many of the sheets go into one file; at least one where there are any.
func fileful(sheets []scanned) int {
	bytes := 0
	for n, s := range sheets {
		if n == mostInFile || bytes >= MostScanned {
			return n
		}
		bytes += len(s.Data)
	}
	return len(sheets)
}

func bytesOf(sheets []scanned) (n int) {
	for _, s := range sheets {
		n += len(s.Data)
	}
	return n
}

// Drop throws the side at hand away.
func (p *ScanPresenter) Drop() {
	if p.at >= len(p.sheets) {
		return
	}
	p.sheets = slices.Delete(p.sheets, p.at, p.at+1)
	p.at = max(0, min(p.at, len(p.sheets)-1))
	p.notice, p.tone = Say("The page was thrown away. Nothing of it is kept."), Quiet
	p.render()
}

// Take brings what is here in as one file, or as many sheets as one holds. Where that fails, the pages are here again.
func (p *ScanPresenter) Take() {
	if p.job != nil || len(p.sheets) == 0 {
		return
	}
	n, turn := fileful(p.sheets), p.turn
	going := slices.Clone(p.sheets[:n])
	p.handed = append(p.handed, going)
	p.sheets, p.at, p.problem = slices.Clone(p.sheets[n:]), 0, nil
	p.notice, p.tone = Count("{{.N}} pages go in as one file; the queue shows how far they are.", len(going)), Done
	p.render()
	p.take(plainSheets(going), func(kept bool) {
		if turn != p.turn {
			return
		}
		p.handed = slices.DeleteFunc(p.handed, func(h []scanned) bool { return &h[0] == &going[0] })
		if kept {
			return
		}
		p.sheets = append(going, p.sheets...)
		p.notice, p.tone = Count("{{.N}} pages could not be taken in; they are here again.", len(going)), Wrong
		p.render()
	})
}

func plainSheets(from []scanned) []Sheet {
	out := make([]Sheet, len(from))
	for i, s := range from {
		out[i] = s.Sheet
	}
	return out
}

// Sealer takes what is not in yet off the screen, for the lock: it is sealed as a file of its own, or several where one does not hold
// it, and read when somebody comes. nil where there is nothing. A scan under way ends.
func (p *ScanPresenter) Sealer() Sealer {
	left, sheets := p.handed, p.sheets
	for len(sheets) > 0 {
		n := fileful(sheets)
		left, sheets = append(left, sheets[:n]), sheets[n:]
	}
	p.close()
	if len(left) == 0 {
		return nil
	}
	return func(ctx context.Context) error {
		var errs []error
		for _, sheets := range left { // what cannot be sealed keeps no other
			errs = append(errs, p.house.KeepScan(ctx, plainSheets(sheets)))
		}
		return errors.Join(errs...)
	}
}
