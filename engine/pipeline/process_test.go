package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// tape is a reader of pages that a test made up. It gives them in reverse order, as side-by-side reading may.
type tape struct {
	pages    int
	fail     error // of the file that came in
	leak     bool  // the redacted file still shows the name
	rendered []int // pages that were asked for again
}

func (r *tape) Read(_ context.Context, f File, want Want, each func(PageRead) error) (int, error) {
	redacted := string(f.Bytes) == "redacted"
	if r.fail != nil && !redacted {
		return 0, r.fail
	}
	numbers := want.Pages
	if numbers == nil {
		for n := r.pages; n >= 1; n-- {
			numbers = append(numbers, n)
		}
	} else {
		r.rendered = append(r.rendered, numbers...)
	}
	for _, n := range numbers {
		p := PageRead{Page: chart.Page{Number: n, Width: 10, Height: 10}}
		if want.Words && (!redacted || r.leak) {
			p.Page.Words = []chart.Word{{Text: "Gonzalez"}}
		}
		if want.Pixels {
			p.Raster, _ = geom.NewRaster(geom.Gray, 10, 10, 300)
		}
		if err := each(p); err != nil {
			return 0, err
		}
	}
	return r.pages, nil
}

type names struct{}

func (n names) Find(context.Context, []chart.Page) (Finding, error) { return n, nil }

func (names) Split(pages []chart.Page) []chart.Document {
	return []chart.Document{{Type: chart.LabReport, Pages: []int{pages[0].Number, pages[len(pages)-1].Number}}}
}
func (names) Whole(pages []chart.Page) chart.Document {
	d := chart.Document{Type: chart.LabReport, TypeConfidence: 0.8}
	for _, p := range pages {
		d.Pages = append(d.Pages, p.Number)
	}
	return d
}
func (names) Extract(*chart.Document, []chart.Page)   {}
func (names) Route(*chart.Document)                   {}
func (names) Identify([]chart.Document, []chart.Page) {}
func (names) CutAway(pages []chart.Page, spans []chart.Span) ([]chart.Page, []chart.Span) {
	return pages, spans
}

func (names) Identifiers(pages []chart.Page, _ []chart.Document) []chart.Span {
	return []chart.Span{{Kind: chart.Name, Text: "Gonzalez", Page: 1}}
}

type burner struct {
	structure    []chart.Residual
	light, mends bool
	more         bool // every reading shows one place more
}

func (b burner) Write(ctx context.Context, w io.Writer, src PageSource, _ []chart.Page, pages int, _ []chart.Span, _ int64) (Burnt, error) {
	for n := 1; n <= pages; n++ {
		if _, err := src.Page(ctx, n); err != nil {
			return Burnt{}, err
		}
	}
	_, err := io.WriteString(w, "redacted")
	again := func(ctx context.Context, w io.Writer, _ []byte, src PageSource, more []chart.Span) (Burnt, []int, error) {
		for _, s := range more {
			if _, err := src.Page(ctx, s.Page); err != nil {
				return Burnt{}, nil, err
			}
		}
		next, err := b.Write(ctx, w, src, nil, 0, more, 0)
		return next, pagesOf(more), err
	}
	return Burnt{BeforeSHA256: "b", AfterSHA256: "a", Dark: b.dark, Again: again}, err
}

// dark finds light in a box where the test says so.
func (b burner) dark(page int, r *geom.Raster) []chart.Residual {
	if b.light {
		return []chart.Residual{{Page: page, How: "pixels"}}
	}
	return nil
}

// Sweep finds the name on page 2 when the copy is read again, in a test where it can be redacted there.
func (b burner) Sweep(spans []chart.Span, pages []chart.Page) []chart.Span {
	if b.more {
		return []chart.Span{{Kind: chart.Name, Text: "Gonzalez", Page: 1, Redacted: true}}
	}
	if !b.mends || len(spans) > 1 || len(pages) == 0 || len(pages[0].Words) == 0 {
		return nil
	}
	return []chart.Span{{Kind: chart.Name, Text: "Gonzalez", Page: 2, Redacted: true}}
}

func (b burner) Residual(spans []chart.Span, reread []chart.Page) []chart.Residual {
	var res []chart.Residual
	if b.mends && len(spans) > 1 {
		return nil
	}
	for _, p := range reread {
		for _, w := range p.Words {
			if w.Text == spans[0].Text {
				res = append(res, chart.Residual{Page: p.Number, Kind: chart.Name, How: "reread"})
			}
		}
	}
	return res
}

func (b burner) Inspect([]byte, []chart.Span) ([]chart.Residual, error) { return b.structure, nil }

func pipe(r *tape, b burner) *Pipeline {
	return &Pipeline{
		Check: func(name string, data []byte) (chart.Source, *chart.Refusal) {
			if len(data) == 0 {
				return chart.Source{}, &chart.Refusal{Reason: chart.RefusedEmpty}
			}
			return chart.Source{MediaType: "application/pdf", Bytes: int64(len(data))}, nil
		},
		Reader: r, Finder: names{}, Redactor: b, Now: time.Now, Budget: 250,
	}
}

func TestProcess(t *testing.T) {
	leakySource := &tape{pages: 4, leak: true}
	cases := []struct {
		name     string
		data     string
		reader   *tape
		burner   burner
		refused  chart.RefusalReason
		verified bool
		written  string
	}{
		{"a good file is written", "pdf", &tape{pages: 4}, burner{}, "", true, "redacted"},
		{"an empty file is refused by intake", "", &tape{pages: 4}, burner{}, chart.RefusedEmpty, false, ""},
		{"a refusal of the reader is the result's", "pdf", &tape{fail: fmt.Errorf("read: %w", &chart.Refusal{Reason: chart.RefusedDamaged})}, burner{}, chart.RefusedDamaged, false, ""},
		{"no pages is damage", "pdf", &tape{}, burner{}, chart.RefusedDamaged, false, ""},
		{"a name that can still be read blocks", "pdf", leakySource, burner{}, "", false, ""},
		{"a name that a second pass covers is written", "pdf", &tape{pages: 2, leak: true}, burner{mends: true}, "", true, "redacted"},
		{"a name that turns up again and again blocks", "pdf", &tape{pages: 2, leak: true}, burner{more: true}, "", false, ""},
		{"light in a box blocks", "pdf", &tape{pages: 1}, burner{light: true}, "", false, ""},
		{"a structural residual blocks", "pdf", &tape{pages: 1}, burner{structure: []chart.Residual{{How: "metadata"}}}, "", false, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			res, err := pipe(c.reader, c.burner).Process(context.Background(), "x.pdf", []byte(c.data), &out, nil)
			if err != nil {
				t.Fatal(err)
			}
			if c.refused != "" {
				if res.Refused == nil || res.Refused.Reason != c.refused || res.Redaction != nil || len(res.Pages) != 0 {
					t.Fatalf("want refused for %s and nothing else, got %+v", c.refused, res)
				}
			} else if res.Redaction.Verified != c.verified {
				t.Errorf("want verified %v, got %v", c.verified, res.Redaction.Verified)
			}
			if out.String() != c.written {
				t.Errorf("want %q written, got %q", c.written, out.String())
			}
			for i, p := range res.Pages {
				if p.Number != i+1 {
					t.Errorf("page %d stands at place %d", p.Number, i+1)
				}
			}
		})
	}
}

// late sees the name on page 2 no sooner than in the first copy.
type late struct {
	burner
	sweeps *int
}

func (l late) Sweep(spans []chart.Span, pages []chart.Page) []chart.Span {
	if *l.sweeps++; *l.sweeps != 2 {
		return nil
	}
	return l.burner.Sweep(spans, pages)
}

func TestALaterRoundLooksAtNewPagesOnly(t *testing.T) {
	r := &tape{pages: 3, leak: true}
	p := pipe(r, burner{})
	p.Budget, p.Redactor = 200, late{burner{mends: true}, new(int)} // pages 3 and 2, which come first, are held
	res, err := p.Process(context.Background(), "x.pdf", []byte("pdf"), io.Discard, nil)
	if err != nil || !res.Redaction.Verified {
		t.Fatalf("want a verified copy, got %+v: %v", res.Redaction, err)
	}
	if got := fmt.Sprint(r.rendered); got != "[1 2 2]" {
		t.Errorf("want page 1 rendered again for the first copy, page 2 for the second, and page 2 of that looked at; got %s", got)
	}
}

// TestMemoryStaysInItsBudget: two pages of 100 bytes fit into 250, the others are rendered again, in order.
func TestMemoryStaysInItsBudget(t *testing.T) {
	r := &tape{pages: 5}
	if _, err := pipe(r, burner{}).Process(context.Background(), "x", []byte("pdf"), io.Discard, nil); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(r.rendered); got != "[1 2 3]" {
		t.Errorf("want pages 1 2 3 rendered again (5 and 4 came first and are held), got %s", got)
	}
}

func TestAReaderThatFailsOnOurOwnFileIsNotARefusal(t *testing.T) {
	r := &failsOnRedacted{tape{pages: 1}}
	p := pipe(&r.tape, burner{})
	p.Reader = r
	res, err := p.Process(context.Background(), "x", []byte("pdf"), io.Discard, nil)
	if err == nil || res.Refused != nil || chart.KindOf(err) != chart.Internal {
		t.Errorf("want an internal error, got %v and refusal %v", err, res.Refused)
	}
}

type failsOnRedacted struct{ tape }

func (r *failsOnRedacted) Read(ctx context.Context, f File, want Want, each func(PageRead) error) (int, error) {
	if string(f.Bytes) == "redacted" {
		return 0, &chart.Refusal{Reason: chart.RefusedTimedOut}
	}
	return r.tape.Read(ctx, f, want, each)
}

func TestCancelStops(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	why := errors.New("the person pressed cancel")
	_, err := pipe(&tape{pages: 3}, burner{}).Process(ctx, "x", []byte("pdf"), io.Discard, func(p Progress) {
		if p.Step == StepRead && p.Page == 3 {
			cancel(why)
		}
	})
	if !errors.Is(err, why) {
		t.Errorf("want the cause of the cancel, got %v", err)
	}
}

func TestErrorsHoldNoText(t *testing.T) {
	_, err := pipe(&tape{fail: errors.New("broken pipe")}, burner{}).Process(context.Background(), "Gonzalez.pdf", []byte("Gonzalez"), io.Discard, nil)
	if err == nil || strings.Contains(err.Error(), "Gonzalez") {
		t.Errorf("want an error without name or text, got %v", err)
	}
}
