//go:build cgo

package wire

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/ui/present"
)

// The keystroke-level model of Card, Moran and Newell: a key, and making up one's mind. M stands once before each field (look
// at the picture, compare), and once more where the value must be put right (find out what it should be); what is then typed
// and its Enter are one unit and bear no further M.
const (
	keyTime  = 280 * time.Millisecond
	mindTime = 1350 * time.Millisecond
)

// keystrokeCharts is how many charts are reviewed.
var keystrokeCharts = flag.Int("keystroke-charts", 60, "charts that the keystroke-level model reviews")

// TestAFieldTakesTwoAndAHalfSeconds reviews generated charts through the presenter with keys alone, up to the dialog that
// signs, and prints what a field costs. The readings are derived: the words of the synthetic truth with the confusions of two
// readers that err on 1 % of characters each, an eighth of it both alike, so that some errors are silent; what then needs a
// person, what is suggested and what is doubtful is the product's own finding.
//
//	go test -count=1 -v -run TwoAndAHalf ./app/wire -args -keystroke-charts=200
func TestAFieldTakesTwoAndAHalfSeconds(t *testing.T) {
	find, err := Documents("chart")
	if err != nil {
		t.Fatal(err)
	}
	var sum typist
	for n := range *keystrokeCharts {
		c, err := synth.Generate(synth.Config{Seed: 77, Family: synth.Families[n%len(synth.Families)], Type: synth.Types[n%len(synth.Types)], Index: n})
		if err != nil {
			t.Fatal(err)
		}
		pages := misread(c.Truth.Pages, rand.New(rand.NewPCG(uint64(n), 5)))
		for _, doc := range find(pages) {
			sum.review(t, doc, pages, c.Truth)
		}
	}
	slices.Sort(sum.times)
	median, p90 := sum.times[len(sum.times)/2], sum.times[len(sum.times)*9/10]
	t.Logf("%d fields of %d charts, 0 mouse actions: median %v a field, 90 %% within %v (goal: median 2.5 s); confirmed %d, by suggestion %d, one character %d (most keys %d), typed %d, not on the page %d",
		len(sum.times), *keystrokeCharts, median, p90, sum.confirmed, sum.suggested, sum.oneChar, sum.oneCharMost, sum.typed, sum.absent)
	if median > 2500*time.Millisecond || len(sum.times) < 500 {
		t.Errorf("want a median of at most 2.5 s over at least 500 fields, got %v over %d", median, len(sum.times))
	}
	if sum.confirmMost != 1 || sum.oneCharMost > 3 {
		t.Errorf("keys to confirm: want 1, got %d; to fix one doubtful character: want at most 3, got %d", sum.confirmMost, sum.oneCharMost)
	}
}

// typist is what the fields cost.
type typist struct {
	times                                        []time.Duration
	confirmed, suggested, oneChar, typed, absent int
	confirmMost, oneCharMost                     int
	shown                                        present.ReviewSnapshot
}

func (p *typist) Render(s present.ReviewSnapshot) { p.shown = s }

// review does one document. Each presenter call stands for the keys that lead to it.
func (p *typist) review(t *testing.T, doc chart.Document, pages []chart.Page, truth synth.Truth) {
	t.Helper()
	for i := range doc.Fields {
		doc.Fields[i].ID = chart.FieldID(fmt.Sprint("f", i))
	}
	for i, f := range doc.DoubtfulCells() {
		f.ID = chart.FieldID(fmt.Sprint("c", i))
		doc.Fields = append(doc.Fields, f)
	}
	run := &inline{}
	r := present.NewReview(&paper{d: &chart.Dossier{ID: "d", State: chart.StateReview, Document: doc, Pages: pages}}, run, present.SystemClock{}, p,
		present.ReviewOptions{Check: CheckTyped,
			Prepare: func(r *geom.Raster) present.Prepared { return present.Prepared{Sheet: r, Thumb: r} }})
	r.Enter(chart.Person{ID: "p", Roles: []chart.Role{chart.HIMReviewer}})
	r.Open("d")
	run.drain()
	for n := 0; p.shown.Need > 0 && n < 400; n++ {
		keys, minds := p.field(r, p.shown.Field, wanted(truth, p.shown.Field, doc))
		p.times = append(p.times, time.Duration(keys)*keyTime+time.Duration(minds)*mindTime)
		run.drain()
	}
	r.SignAsk()
	run.drain()
	if p.shown.Mode != present.ModeSign {
		t.Errorf("%s: want it ready to sign by keys alone, got %d fields open", doc.Type, p.shown.Need)
	}
}

// field does one field as a practised person would, and gives what it cost in keys and in making up one's mind.
func (p *typist) field(r *present.ReviewPresenter, f present.ReviewField, want string) (keys, minds int) {
	press := func(do func()) {
		keys++
		do()
	}
	done := func() { // a value that fails its check is said twice
		id := p.shown.Field.ID
		press(r.Confirm)
		if p.shown.Field.ID == id && !p.shown.Field.Warn.Empty() {
			press(r.Confirm)
		}
	}
	have := review.Tidy(f.Value.Reveal())
	at := slices.IndexFunc(f.Suggestions, func(s chart.Text) bool { return review.Tidy(s.Reveal()) == want })
	switch {
	case want == "":
		press(r.Mark)
		press(r.Next)
		p.absent++
		return keys, 1
	case have == want:
		done()
		p.confirmed++
		if keys > p.confirmMost && f.Warn.Empty() && keys == 1 {
			p.confirmMost = keys
		}
		return keys, 1
	case at >= 0 && at < 9:
		press(func() { r.Suggest(at + 1) })
		done()
		p.suggested++
		return keys, 2
	}
	typed := typing([]rune(have), []rune(want), f.Doubt)
	keys += typed
	r.Typed(want)
	done()
	if diff, _ := review.Difference([]rune(have), []rune(want)); typed == 1 && diff.To-diff.From == 1 {
		p.oneChar++
		p.oneCharMost = max(p.oneCharMost, keys)
	} else {
		p.typed++
	}
	return keys, 2
}

// typing counts the keys that make one value of the other: the doubtful run is selected when the field comes up, so what is
// typed takes its place; elsewhere the cursor is moved, by arrows or from the ends; or all is typed anew.
func typing(have, want []rune, doubt []review.Range) int {
	anew := 1 + len(want) // Ctrl A
	diff, differ := review.Difference(have, want)
	if !differ {
		return min(anew, 1+len(want)-len(have))
	}
	head := diff.From
	tail := 0
	for tail < len(have)-head && tail < len(want)-head && have[len(have)-1-tail] == want[len(want)-1-tail] {
		tail++
	}
	out, in := len(have)-head-tail, len(want)-head-tail
	if len(doubt) > 0 && doubt[0].From == head && doubt[0].To == head+out {
		return max(in, 1)
	}
	cursor := len(have)
	if len(doubt) > 0 {
		cursor = doubt[0].To
	}
	reach := min(max(cursor-head-out, head+out-cursor), 1+head+out, 1+tail)
	return min(anew, reach+out+in)
}

// wanted is what the paper says where a field stands: the truth's field or cell at the place; "" where there is none.
func wanted(truth synth.Truth, f present.ReviewField, doc chart.Document) string {
	var name string
	for _, own := range doc.Fields {
		if own.ID == f.ID {
			name = string(own.Name)
		}
	}
	best, share := "", 0.0
	look := func(n, value string, page int, b geom.Box) {
		if n == name && page == f.Page && b.Intersect(f.Box).Area() > share {
			best, share = value, b.Intersect(f.Box).Area()
		}
	}
	for _, d := range truth.Documents {
		for _, own := range d.Fields {
			look(string(own.Name), own.Value.Reveal(), own.Page, own.Box)
			if f.Box.Empty() && string(own.Name) == name {
				best = own.Value.Reveal()
			}
		}
		for _, row := range d.Rows {
			for _, c := range row.Cells {
				look(c.Name, c.Value.Reveal(), row.Page, c.Box)
			}
		}
	}
	return review.Tidy(best)
}

// confusions are what readers take characters for.
var confusions = map[rune]string{'l': "1I", '1': "lI", 'I': "l1", '0': "O", 'O': "0", '5': "S", 'S': "5", '8': "B", 'B': "8", 'e': "c", 'c': "e",
	'a': "o", 'o': "a", 'n': "u", 'u': "n", '7': "1", '6': "G", '2': "Z", '4': "9", '9': "4", '3': "8", 'i': "l", 't': "f", 'f': "t", 'm': "n", '.': ",", ',': "."}

// misread gives pages as two readers would read them.
func misread(pages []chart.Page, rnd *rand.Rand) []chart.Page {
	out := slices.Clone(pages)
	for i := range out {
		out[i].Words = slices.Clone(out[i].Words)
		for j := range out[i].Words {
			out[i].Words[j] = misreadWord(out[i].Words[j], rnd)
		}
	}
	return out
}

func misreadWord(w chart.Word, rnd *rand.Rand) chart.Word {
	const errs, alike = 0.01, 0.125
	text := []rune(w.Text.Reveal())
	one, two := slices.Clone(text), slices.Clone(text)
	for i, r := range text {
		other := []rune(confusions[r])
		if len(other) == 0 {
			continue
		}
		wrong := other[rnd.IntN(len(other))]
		switch p := rnd.Float64(); {
		case p < errs*alike:
			one[i], two[i] = wrong, wrong
		case p < errs:
			one[i] = wrong
		case p < 2*errs-errs*alike:
			two[i] = wrong
		}
	}
	w.Engines = []chart.Engine{chart.Tesseract, chart.Paddle}
	w.Text, w.Agreed, w.Confidence, w.Doubt, w.Readings = chart.Text(one), true, 0.99, nil, nil
	if slices.Equal(one, two) {
		return w
	}
	if rnd.IntN(2) == 0 {
		one, two = two, one
	}
	w.Text, w.Agreed, w.Confidence = chart.Text(one), false, 0.6
	w.Readings = []chart.Reading{{Engine: chart.Tesseract, Value: chart.Text(one), Confidence: 0.6}, {Engine: chart.Paddle, Value: chart.Text(two), Confidence: 0.5}}
	w.Doubt = make([]chart.Confidence, len(one))
	for i := range one {
		w.Doubt[i] = 0.99
		if one[i] != two[i] {
			w.Doubt[i] = 0.4
		}
	}
	return w
}

// paper is a house with one document in memory.
type paper struct {
	present.Charts
	d *chart.Dossier
}

func (h *paper) Open(context.Context, chart.DocumentID) (*chart.Dossier, error) {
	d := *h.d
	d.Decisions = slices.Clone(h.d.Decisions)
	return &d, nil
}

func (h *paper) Page(context.Context, chart.DocumentID, int) (*geom.Raster, error) {
	return geom.NewRaster(geom.Gray, 8, 11, 1)
}

func (h *paper) Decide(ctx context.Context, id chart.DocumentID, _ int64, dec chart.Decision) (*chart.Dossier, error) {
	h.d.Decisions = append(h.d.Decisions, dec)
	h.d.Version++
	return h.Open(ctx, id)
}

func (h *paper) Draft(context.Context, chart.DocumentID) (chart.FieldID, chart.Text, error) {
	return "", "", nil
}

func (h *paper) SaveDraft(context.Context, chart.DocumentID, chart.FieldID, chart.Text) error {
	return nil
}

// inline runs what is asked for one after the other.
type inline struct{ todo []func() }

func (r *inline) Go(work func(ctx context.Context)) {
	r.todo = append(r.todo, func() { work(context.Background()) })
}

func (r *inline) Do(f func()) { r.todo = append(r.todo, f) }

func (r *inline) drain() {
	for len(r.todo) > 0 {
		f := r.todo[0]
		r.todo = r.todo[1:]
		f()
	}
}
