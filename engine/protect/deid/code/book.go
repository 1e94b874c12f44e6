package code

import (
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
)

// Entry is one line of a book: a code and what it stands for. A person may be known by several handles.
type Entry struct {
	Code
	Kind   chart.Kind   `json:"kind"`
	Alike  bool         `json:"alike,omitempty"` // in the value's own format
	Values []chart.Text `json:"values"`
}

// Book is the codes of one release. It is safe for concurrent use; the zero Book is empty.
type Book struct {
	Rand io.Reader // nil: the system's

	mu      sync.Mutex
	entries []*Entry
	by      map[string]*Entry // kind and folded value
	taken   map[string]bool
	changed map[*Entry]bool
}

// Restore takes the entries of an earlier run of the same release.
func (b *Book) Restore(entries []Entry) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open()
	for _, e := range entries {
		kept := &e
		b.entries = append(b.entries, kept)
		b.taken[kept.Token] = true
		for _, v := range kept.Values {
			b.by[key(kept.Kind, kept.Alike, v)] = kept
		}
	}
}

// Fresh gives the entries that are new or know more since Restore, in the order in which they came.
func (b *Book) Fresh() []Entry {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []Entry
	for _, e := range b.entries {
		if b.changed[e] {
			kept := *e
			kept.Values = slices.Clone(e.Values)
			out = append(out, kept)
		}
	}
	return out
}

// Kept says that what Fresh gave is kept now.
func (b *Book) Kept(entries []Entry) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, kept := range entries {
		for e := range b.changed {
			if e.Token == kept.Token && len(e.Values) == len(kept.Values) {
				delete(b.changed, e)
			}
		}
	}
}

// Person gives the code of the person who is known by one of the handles, best first, and keeps the others for the next
// time. Without handles nobody is recognised: the code is a new one.
func (b *Book) Person(handles []chart.Text) (Code, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open()
	var e *Entry
	for _, h := range handles {
		if e = b.by[key(Person, false, h)]; e != nil {
			break
		}
	}
	if e == nil {
		var err error
		if e, err = b.add(Person, ""); err != nil {
			return Code{}, err
		}
	}
	for _, h := range handles {
		if k := key(Person, false, h); b.by[k] == nil {
			b.by[k], b.changed[e] = e, true
			e.Values = append(e.Values, h)
		}
	}
	return e.Code, nil
}

// Value gives the code of a value of a kind. alike asks for one in the value's own format.
func (b *Book) Value(kind chart.Kind, value chart.Text, alike bool) (Code, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open()
	k := key(kind, alike, value)
	if e := b.by[k]; e != nil {
		return e.Code, nil
	}
	format := ""
	if alike {
		format = value.Reveal()
	}
	e, err := b.add(kind, format)
	if err != nil {
		return Code{}, err
	}
	e.Alike, e.Values, b.by[k] = alike, []chart.Text{value}, e
	return e.Code, nil
}

func (b *Book) open() {
	if b.by == nil {
		b.by, b.taken, b.changed = map[string]*Entry{}, map[string]bool{}, map[*Entry]bool{}
	}
}

// add draws a code that is not taken.
func (b *Book) add(kind chart.Kind, format string) (*Entry, error) {
	for range maxTries {
		c, err := draw(b.Rand, kind)
		if err != nil {
			return nil, err
		}
		if format != "" {
			if c.Token, err = like(b.Rand, kind, format); err != nil {
				return nil, err
			}
		}
		if b.taken[c.Token] || c.Token == format {
			continue
		}
		e := &Entry{Code: c, Kind: kind}
		b.entries, b.taken[c.Token], b.changed[e] = append(b.entries, e), true, true
		return e, nil
	}
	return nil, errFull(kind)
}

// key folds a value, so that case and spacing make no other person of it.
func key(kind chart.Kind, alike bool, v chart.Text) string {
	var out strings.Builder
	out.WriteString(string(kind) + "\x00")
	if alike {
		out.WriteByte('=')
	}
	for _, r := range v.Reveal() {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '|' {
			out.WriteRune(unicode.ToLower(r))
		}
	}
	return out.String()
}
