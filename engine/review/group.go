package review

import (
	"slices"
	"sort"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Waiting is a field that waits for a person and can be checked beside others like it: what a picture of it needs, and no more
// of its chart.
type Waiting struct {
	Document chart.DocumentID
	Version  int64
	Field    chart.FieldID
	Name     chart.FieldName
	Value    chart.Text // as read
	Page     int
	Turn     int // degrees clockwise that bring the page upright
	Box      geom.Box
	Sure     chart.Confidence
	Other    chart.Text // what another reader read; empty where none read anything else
	Signs    []Sign     // the characters of the value, where it is known where each stands
	Doubt    []int      // those of Signs that are in doubt
	// ByLetters says that nothing but letters in doubt keeps the field open: who has seen those has seen what there is to see.
	ByLetters bool
	// Blank says that it is no field but a page on which nothing seems to stand; Field, Name and Value are empty then.
	Blank bool
}

// Sign is one character of a value and where it stands on the page.
type Sign struct {
	Rune rune
	Box  geom.Box
}

// single are the reasons for which a field is looked at by itself, with its page.
var single = map[chart.Reason]bool{chart.FailedCheck: true, chart.Illegible: true, chart.Missing: true, chart.AnotherPatient: true,
	chart.PatientUnmatched: true, chart.FormUnsure: true, chart.ScannedTwice: true}

// letters are the reasons that a look at the letters settles.
var letters = map[chart.Reason]bool{chart.LowConfidence: true, chart.EnginesDisagree: true, chart.Sampled: true}

// WaitingIn gives the fields of a document that can be checked beside others, of those that the person may decide on. Only a
// document under review has any, and only fields on which nobody has decided or asked anything.
func WaitingIn(d *chart.Dossier, may func(chart.Field) bool) []Waiting {
	if d.State != chart.StateReview {
		return nil
	}
	var out []Waiting
	if w, ok := blankPage(d); ok {
		out = append(out, w)
	}
	for _, f := range d.Document.Fields {
		if d.NeedsPerson(f) && d.Final(f.ID).Verdict == chart.Undecided && pictured(f) && may(f) {
			out = append(out, waiting(d, f))
		}
	}
	return out
}

// blankPage gives the page of a document that seems to be blank, and nothing else: no field of it waits and nobody was warned of it.
func blankPage(d *chart.Dossier) (w Waiting, ok bool) {
	if !d.SeemsBlank() {
		return w, false
	}
	w = Waiting{Document: d.ID, Version: d.Version, Page: d.Document.Pages[0], Box: geom.Box{X1: 1, Y1: 1}, Sure: d.Document.TypeConfidence, Blank: true}
	for _, pg := range d.Pages {
		if pg.Number == w.Page {
			w.Turn = pg.Rotation
		}
	}
	return w, true
}

// pictured reports whether a picture of the field alone says what there is to say of it.
func pictured(f chart.Field) bool {
	return f.Value != "" && !f.Box.Empty() && f.Page > 0 && f.Name != chart.SignaturePresent &&
		!slices.ContainsFunc(f.Reasons, func(r chart.Reason) bool { return single[r] })
}

func waiting(d *chart.Dossier, f chart.Field) Waiting {
	w := Waiting{Document: d.ID, Version: d.Version, Field: f.ID, Name: f.Name, Value: f.Value, Page: f.Page, Box: f.Box, Sure: f.Confidence}
	for _, r := range f.Readings {
		if r.Value != "" && !alike(r.Value, f.Value) {
			w.Other = r.Value
			break
		}
	}
	for _, pg := range d.Pages {
		if pg.Number == f.Page {
			w.Turn, w.Signs = pg.Rotation, signs(f, pg)
		}
	}
	if w.Signs != nil {
		for _, r := range Doubtful(f) {
			for i := r.From; i < r.To; i++ {
				w.Doubt = append(w.Doubt, i)
			}
		}
	}
	w.ByLetters = len(f.Reasons) > 0 && !f.Name.HighRisk() && !slices.ContainsFunc(f.Reasons, func(r chart.Reason) bool { return !letters[r] })
	return w
}

// signs gives where each character of a field stands, by the words of its page; nil where the words do not say what the field
// says.
func signs(f chart.Field, pg chart.Page) []Sign {
	var words []chart.Word
	for _, w := range pg.Words {
		if !w.Mark && w.Box.Area() > 0 && w.Box.Intersect(f.Box).Area() > w.Box.Area()/2 {
			words = append(words, w)
		}
	}
	var at []Sign
	for _, w := range words {
		text := []rune(w.Text.Reveal())
		for i, r := range text {
			at = append(at, Sign{r, share(w.Box, i, len(text), pg.Rotation)})
		}
	}
	out, next := []Sign{}, 0
	for _, r := range f.Value.Reveal() {
		if r == ' ' {
			out = append(out, Sign{Rune: r})
			continue
		}
		if next >= len(at) || at[next].Rune != r {
			return nil
		}
		out = append(out, at[next])
		next++
	}
	if next != len(at) {
		return nil
	}
	return out
}

// share gives the i-th of n equal parts of a word's box, along its line.
func share(b geom.Box, i, n, turn int) geom.Box {
	w, h := b.Width()/float64(n), b.Height()/float64(n)
	switch turn {
	case 90: // the line runs up the page
		return geom.Box{X0: b.X0, X1: b.X1, Y0: b.Y1 - h*float64(i+1), Y1: b.Y1 - h*float64(i)}
	case 180:
		return geom.Box{X0: b.X1 - w*float64(i+1), X1: b.X1 - w*float64(i), Y0: b.Y0, Y1: b.Y1}
	case 270:
		return geom.Box{X0: b.X0, X1: b.X1, Y0: b.Y0 + h*float64(i), Y1: b.Y0 + h*float64(i+1)}
	}
	return geom.Box{X0: b.X0 + w*float64(i), X1: b.X0 + w*float64(i+1), Y0: b.Y0, Y1: b.Y1}
}

// Likeness is in what the fields of a group are alike.
type Likeness uint8

// The likenesses.
const (
	SameField  Likeness = iota // the same kind of field: all dates of birth
	SameValue                  // the same value as read: all that say "Metformin"
	SameSign                   // the same doubtful character: all that were read as 7
	BlankPages                 // pages on which nothing seems to stand
)

// GroupKey names a group.
type GroupKey struct {
	Like  Likeness
	Name  chart.FieldName // of SameField and SameValue
	Value chart.Text      // of SameValue, as its first field writes it
	Rune  rune            // of SameSign
}

// Cell is one picture of a grid: a field, or one of its characters.
type Cell struct {
	Waiting
	Sign  int        // the character that is asked about; -1: the whole value
	Shown chart.Text // what stands beneath the picture
	// Trap says that Shown is known not to be what the picture shows. A trap decides nothing: it tells whether somebody looks.
	Trap bool
}

// CellID tells a cell of a grid from the others.
type CellID struct {
	Document chart.DocumentID
	Field    chart.FieldID
	Sign     int
	Trap     bool
}

// ID gives the cell's.
func (c Cell) ID() CellID { return CellID{c.Document, c.Field, c.Sign, c.Trap} }

// Group is what is alike.
type Group struct {
	Key       GroupKey
	Cells     []Cell
	Documents int
	Saves     int // keys, against deciding on each field by itself
}

// Screenful is how many pictures stand on one screen, for what a group is reckoned to save.
const Screenful = 60

// Alike makes the groups of what waits, the largest saving first. A field stands in every group that it fits. Values that
// identify a patient make no group of their own: what one names would have to be shown before anybody looks.
func Alike(all []Waiting, identifies func(chart.FieldName) bool) []Group {
	at := map[GroupKey]*Group{}
	add := func(k GroupKey, fold string, c Cell) {
		key := k
		key.Value = chart.Text(fold)
		g := at[key]
		if g == nil {
			g = &Group{Key: k}
			at[key] = g
		}
		g.Cells = append(g.Cells, c)
	}
	for _, w := range all {
		if w.Blank {
			add(GroupKey{Like: BlankPages}, "", Cell{Waiting: w, Sign: -1})
			continue
		}
		whole := Cell{Waiting: w, Sign: -1, Shown: w.Value}
		add(GroupKey{Like: SameField, Name: w.Name}, "", whole)
		if !identifies(w.Name) {
			add(GroupKey{Like: SameValue, Name: w.Name, Value: w.Value}, strings.ToLower(Tidy(w.Value.Reveal())), whole)
		}
		if w.ByLetters && len(w.Doubt) == 1 {
			i := w.Doubt[0]
			r := w.Signs[i].Rune
			add(GroupKey{Like: SameSign, Rune: r}, "", Cell{Waiting: w, Sign: i, Shown: chart.Text(string(r))})
		}
	}
	var out []Group
	for _, g := range at {
		if len(g.Cells) < 2 {
			continue
		}
		g.finish()
		out = append(out, *g)
	}
	sort.SliceStable(out, func(i, j int) bool { return ahead(out[i], out[j]) })
	return out
}

// finish puts the cells in order: what is written alike stands together, so that the odd one is seen; and where all are written
// alike, the least sure come first.
func (g *Group) finish() {
	docs := map[chart.DocumentID]bool{}
	for _, c := range g.Cells {
		docs[c.Document] = true
	}
	g.Documents = len(docs)
	sort.SliceStable(g.Cells, func(i, j int) bool {
		a, b := g.Cells[i], g.Cells[j]
		if g.Key.Like == SameField && a.Shown != b.Shown {
			return a.Shown < b.Shown
		}
		return a.Sure < b.Sure
	})
	if g.Key.Like == SameValue {
		g.Key.Value = g.Cells[0].Value
	}
	screens := (len(g.Cells) + Screenful - 1) / Screenful
	g.Saves = max(0, len(g.Cells)-screens)
}

// ahead orders groups: what saves more first, and of what saves the same the one whose fields are the most alike.
func ahead(a, b Group) bool {
	switch {
	case a.Saves != b.Saves:
		return a.Saves > b.Saves
	case a.Key.Like != b.Key.Like:
		return a.Key.Like > b.Key.Like
	case a.Key.Name != b.Key.Name:
		return a.Key.Name < b.Key.Name
	case a.Key.Value != b.Key.Value:
		return a.Key.Value < b.Key.Value
	}
	return a.Key.Rune < b.Key.Rune
}

// Picture gives the part of the page that a cell's picture shows: the field with a little of what is around it, the character
// with half of its neighbours, or all of the page.
func (c Cell) Picture() geom.Box {
	b := c.Box
	if c.Blank {
		return b
	}
	if c.Sign >= 0 && c.Sign < len(c.Signs) {
		b = c.Signs[c.Sign].Box
		if c.Turn%180 == 0 {
			return b.Grow(b.Width()*0.6, b.Height()*0.15)
		}
		return b.Grow(b.Width()*0.15, b.Height()*0.6)
	}
	edge := 0.15 * min(b.Width(), b.Height())
	return b.Grow(edge, edge)
}
