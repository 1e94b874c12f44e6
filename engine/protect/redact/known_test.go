package redact_test

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
)

// firstReading gives for every line of a letter its name, which is redacted, and a word far to the right of it, which is not.
func firstReading(p printed) chart.Page {
	page := chart.Page{Number: 1, Width: p.raster.Width, Height: p.raster.Height}
	for i, b := range p.boxes {
		far := b
		far.X0, far.X1 = 0.6, 0.7
		page.Words = append(page.Words,
			chart.Word{Text: p.spans(1)[i].Text, Confidence: 0.999, Box: b, Line: i + 1},
			chart.Word{Text: "clinic", Confidence: 0.999, Box: far, Line: i + 1})
	}
	return page
}

// copied is the page of a written file as a decoder gives it.
func copied(t testing.TB, pdf []byte) *geom.Raster {
	t.Helper()
	return geom.FromImage(images(t, pdf)[0], 200)
}

// TestARedactorThatFailsIsSeenBesideWhatIsKnown takes redactors that burn nothing, or elsewhere: whatever they did, the words
// in the boxes are read again, and what a bar covers is no known word.
func TestARedactorThatFailsIsSeenBesideWhatIsKnown(t *testing.T) {
	for _, d := range []geom.Depth{geom.Bitonal, geom.Gray, geom.Colour} {
		p := letter(t, d, 200, 4)
		read, spans := firstReading(p), p.spans(1)
		elsewhere := slices.Clone(spans)
		for i := range elsewhere {
			elsewhere[i].Boxes = []geom.Box{read.Words[2*i+1].Box}
		}
		for _, c := range []struct {
			name  string
			burnt []chart.Span
			known int // words that need not be read again
			leaks bool
		}{{"as it should", spans, len(spans), false}, {"nothing is burnt", nil, len(spans), true}, {"burnt elsewhere", elsewhere, 0, true}} {
			pdf, rep := write(t, pages{p.raster}, c.burnt, redact.Options{})
			known := rep.Known([]chart.Page{read}, spans)
			if len(known[1]) != c.known || slices.ContainsFunc(known[1], func(w chart.Word) bool { return w.Text != "clinic" }) {
				t.Errorf("depth %d, %s: %d known words, want the %d that are no names", d, c.name, len(known[1]), c.known)
			}
			again := chart.Page{Number: 1}
			if c.leaks { // an engine reads what stands there and was not painted over
				for i := range spans {
					again.Words = append(again.Words, read.Words[2*i])
				}
			}
			whole, ok := rep.Complete(known, again, copied(t, pdf))
			if !ok || len(whole.Words) != len(known[1])+len(again.Words) {
				t.Errorf("depth %d, %s: %d words, known to stand %v", d, c.name, len(whole.Words), ok)
			}
			if leaks := len(redact.Residual(spans, []chart.Page{whole})) > 0; leaks != c.leaks {
				t.Errorf("depth %d, %s: leaks %v, want %v", d, c.name, leaks, c.leaks)
			}
		}
	}
}

func TestAWordThatMovedIsNotKnown(t *testing.T) {
	p := letter(t, geom.Gray, 200, 4)
	read, spans := firstReading(p), p.spans(1)
	pdf, rep := write(t, pages{p.raster}, spans, redact.Options{Budget: 100000})
	known := rep.Known([]chart.Page{read}, spans)
	good := copied(t, pdf)
	paper := geom.FromGray(good.ToGray(), good.DPI)
	paper.Pix = slices.Clone(paper.Pix)
	r := known[1][3].Box.Rect(paper.Width, paper.Height)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Min.X+r.Dx()/3; x++ { // a third of one word
			paper.Pix[y*int(paper.Width)+x] = 0xee
		}
	}
	small, err := geom.NewRaster(geom.Gray, good.Width/2, good.Height/2, 100)
	must(t, err)
	for _, c := range []struct {
		name   string
		raster *geom.Raster
		want   bool
	}{{"the copy", good, true}, {"a word half gone", paper, false}, {"another size", small, false}, {"no page", &geom.Raster{}, false}} {
		if _, ok := rep.Complete(known, chart.Page{Number: 1}, c.raster); ok != c.want {
			t.Errorf("%s: known %v, want %v", c.name, ok, c.want)
		}
	}
}

func TestWhatIsKnown(t *testing.T) {
	p := letter(t, geom.Gray, 100, 0)
	spans := []chart.Span{
		{Kind: chart.Name, Text: "Maria Gonzalez", Page: 1, Boxes: p.boxes[:1], Redacted: true},
		{Kind: chart.PhoneNumber, Text: "(217) 555-0142", Page: 1, Boxes: p.boxes[:1], Redacted: true},
		{Kind: chart.Name, Text: "Whitfield", Page: 1, Boxes: p.boxes[1:2]},
	}
	_, rep := write(t, pages{p.raster}, spans, redact.Options{})
	away := geom.Box{X0: 0.5, Y0: 0.8, X1: 0.6, Y1: 0.82}
	for _, c := range []struct {
		name     string
		word     chart.Word
		rotation int
		want     bool
	}{
		{"a sure word", chart.Word{Text: "glucose", Confidence: 0.99, Box: away}, 0, true},
		{"a doubtful one", chart.Word{Text: "glucose", Confidence: 0.9, Box: away}, 0, false},
		{"without a place", chart.Word{Text: "glucose", Confidence: 0.99}, 0, false},
		{"on a page on its side", chart.Word{Text: "glucose", Confidence: 0.99, Box: away}, 90, false},
		{"beside a bar", chart.Word{Text: "glucose", Confidence: 0.99, Box: p.boxes[0]}, 0, false},
		{"the name", chart.Word{Text: "Gonzalez,", Confidence: 0.99, Box: away}, 0, false},
		{"nearly the name", chart.Word{Text: "Gonsaiez", Confidence: 0.99, Box: away}, 0, false},
		{"the name within", chart.Word{Text: "mgonzalez@mail", Confidence: 0.99, Box: away}, 0, false},
		{"a part of it", chart.Word{Text: "Gonz", Confidence: 0.99, Box: away}, 0, false},
		{"nearly the number", chart.Word{Text: "2175550742", Confidence: 0.99, Box: away}, 0, false},
		{"another number", chart.Word{Text: "30091", Confidence: 0.99, Box: away}, 0, true},
		{"what a reviewer released", chart.Word{Text: "Whitfield", Confidence: 0.99, Box: away}, 0, true},
	} {
		read := []chart.Page{{Number: 1, Rotation: c.rotation, Words: []chart.Word{c.word}}}
		if got := len(rep.Known(read, spans)[1]) == 1; got != c.want {
			t.Errorf("%s: known %v, want %v", c.name, got, c.want)
		}
	}
	if got := rep.Known([]chart.Page{{Number: 2, Words: []chart.Word{{Text: "glucose", Confidence: 0.99, Box: away}}}}, spans); len(got) != 0 {
		t.Errorf("%d pages known beyond the copy, want none", len(got))
	}
}

// TestKnownWordsStandInTheirPlaces looks for a name of which one part is known and the other read again.
func TestKnownWordsStandInTheirPlaces(t *testing.T) {
	p := letter(t, geom.Gray, 100, 0)
	_, rep := write(t, pages{p.raster}, nil, redact.Options{})
	at := func(x, y float64) geom.Box { return geom.Box{X0: x, Y0: y, X1: x + 0.04, Y1: y + 0.01} }
	known := redact.Known{1: {{Text: "seen", Box: at(0.3, 0.3)}, {Text: "555", Box: at(0.1, 0.5)}, {Text: "next", Box: at(0.1, 0.6)}}}
	again := chart.Page{Number: 1, Words: []chart.Word{{Text: "0142", Box: at(0.2, 0.5)}, {Text: "was", Box: at(0.2, 0.3)}, {Text: "217", Box: at(0.05, 0.5)}, {Text: "last", Box: at(0.05, 0.9)}}}
	whole, ok := rep.Complete(known, again, p.raster)
	var got []string
	for _, w := range whole.Words {
		got = append(got, w.Text.Reveal())
	}
	if want := []string{"was", "seen", "217", "555", "0142", "next", "last"}; !ok || !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	number := []chart.Span{{Kind: chart.PhoneNumber, Text: "217-555-0142", Page: 1, Boxes: []geom.Box{at(0.9, 0.9)}, Redacted: true}}
	if len(redact.Residual(number, []chart.Page{whole})) == 0 {
		t.Error("a number of known and unknown parts was not found")
	}
}
