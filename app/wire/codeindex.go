package wire

import (
	"sync"
	"time"

	"chartproof.org/chartproof/engine/find/codelists"
	"chartproof.org/chartproof/engine/find/codes"
	"chartproof.org/chartproof/engine/review/coding"
	"chartproof.org/chartproof/ui/present"
)

// codeIndex is the codes that can be searched: those that come with the program and those of the loaded lists. It is made anew where
// other lists were loaded.
type codeIndex struct {
	mu    sync.Mutex
	of    *codelists.Lists
	index *codes.Index
}

func (c *codeIndex) get(lists *codelists.Lists) *codes.Index {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.index == nil || c.of != lists {
		c.of, c.index = lists, IndexOf(lists)
	}
	return c.index
}

// IndexOf makes an index of the codes that come with the program and those of loaded lists.
func IndexOf(lists *codelists.Lists) *codes.Index {
	if lists == nil {
		return codes.Build(codes.Builtin())
	}
	var loaded []codes.Entry
	systems := map[codes.System]bool{}
	for _, e := range lists.Entries() {
		out := codes.Entry{Code: e.Code, Title: e.Title, Header: e.Header}
		switch e.Kind {
		case codelists.ICD10:
			out.System, out.Code = codes.ICD10CM, codes.Dotted(e.Code)
			if e.Year > 0 { // a fiscal year begins in October
				out.From, out.Until = day(e.Year-1, time.October, 1), day(e.Year, time.September, 30)
			}
		case codelists.HCPCS2:
			out.System = codes.HCPCS
			if e.Year > 0 {
				out.From, out.Until = day(e.Year, time.January, 1), day(e.Year, time.December, 31)
			}
		case codelists.CPTList:
			out.System = codes.CPT
			if e.Year > 0 {
				out.From, out.Until = day(e.Year, time.January, 1), day(e.Year, time.December, 31)
			}
		default:
			continue
		}
		systems[out.System] = true
		loaded = append(loaded, out)
	}
	official := map[string]bool{}
	for _, e := range loaded {
		official[coding.Plain(e.Code)] = true
	}
	var own []codes.Entry
	for _, e := range codes.Builtin() { // where the official list is loaded, its codes alone count
		if !systems[e.System] || official[coding.Plain(e.Code)] {
			own = append(own, e)
		}
	}
	return codes.Build(own, loaded)
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// lists answers what the index knows of a code.
type lists struct{ *codes.Index }

// Judge says what is wrong with a code on a day.
func (l lists) Judge(code string, on time.Time) []coding.Trouble {
	e, ok := l.Lookup(code)
	switch {
	case !ok:
		return []coding.Trouble{coding.NotListed}
	case e.Header:
		return []coding.Trouble{coding.NotComplete}
	case !e.Valid(on):
		return []coding.Trouble{coding.NotThatDay}
	case l.Sided(code):
		return []coding.Trouble{coding.NoSide}
	}
	return nil
}

func (l lists) hit(e codes.Entry, late bool) present.CodeHit {
	h := present.CodeHit{Code: e.Code, Title: e.Title, Header: e.Header, Late: late, Sides: l.Sided(e.Code)}
	for _, a := range l.Above(e.Code) {
		h.Above = append(h.Above, a.Code+" "+a.Title)
	}
	return h
}
