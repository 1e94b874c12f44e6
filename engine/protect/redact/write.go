package redact

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Source gives the pages of the file, numbered from 1, as they came in.
type Source interface {
	Page(ctx context.Context, number int) (*geom.Raster, error)
}

// Options say how the copy is made.
type Options struct {
	// Budget is the size in bytes that the copy should keep to, 0 for none: 1.3 times the input for scans. The quality
	// of grey and colour pages is lowered for it, never below legibility. A page that could not keep to its share even
	// so (drawn text of a born-digital file, a background split from its ink) is no scan, and is written in good quality.
	// Report.Bytes tells what came of it.
	Budget int64
	// Labels prints the kind code in white into the boxes where it fits.
	Labels bool
	// Salt goes into the hashes of the pages as they came in, before everything else; one made of it goes into those of the copy.
	// Without it, somebody who can draw a page's look-alike exactly could try names against the hash of the page before
	// redaction.
	Salt []byte
	// Read are the pages as they were read: what of their words no bar covers and tells nothing of what is redacted goes into the
	// copy's searchable layer. nil makes a copy of nothing but pixels.
	Read []chart.Page
}

// Report is what Write did.
type Report struct {
	Pages        []PageReport
	Bytes        int64
	BeforeSHA256 string // of all pages' pixels as they came in: a hash over the pages' hashes
	AfterSHA256  string // of all pages' images and searchable layers as they stand in the copy, likewise
	o            Options
	all          []chart.Span // burnt or released, on all pages
}

// PageReport is what Write did to one page.
type PageReport struct {
	Number        int
	Width, Height geom.Px
	Burns         []Burn
	Labels        bool
	BeforeSHA256  string
	AfterSHA256   string
	Quality       int   // of the JPEG, 0 for a bitonal page
	was, shade    shade // of the page as it came in, and burnt

	spans  []chart.Span // burnt
	ghosts []ghost      // what stood in their boxes
	level  int          // index of the quality that served
	text   layer
	pic    picture // without its data, which stands in the copy
	data   extent  // there
}

// extent is a part of a file, up to before its last byte.
type extent struct{ from, to int64 }

// Sizes on paper that a viewer still shows. A resolution outside is a scanner's mistake.
const (
	leastDPI   = 20
	mostDPI    = 4800
	unknownDPI = 200
)

type readPage struct {
	number int
	raster *geom.Raster
}

// Write makes the redacted copy of a file of the given number of pages. Only spans with Redacted set are burnt. On any
// error what was written is of no use.
func Write(ctx context.Context, w io.Writer, src Source, pages int, spans []chart.Span, o Options) (Report, error) {
	if pages < 1 {
		return Report{}, chart.E(chart.BadInput, "redact", fmt.Errorf("%d pages", pages))
	}
	byPage, err := sortByPage(spans, pages)
	if err != nil {
		return Report{}, chart.E(chart.BadInput, "redact", err)
	}
	c := newCopier(w, pages, o, spans)
	numbers := make([]int, pages)
	for i := range numbers {
		numbers[i] = i + 1
	}
	return c.write(ctx, src, numbers, byPage)
}

func newCopier(w io.Writer, pages int, o Options, spans []chart.Span) *copier {
	c := &copier{pdf: pdfWriter{w: w}, o: o, left: o.Budget, pages: pages, before: sha256.New(), after: sha256.New(), quality: len(qualities) - 1,
		read: map[int]chart.Page{}}
	c.report.all = spans
	if len(o.Read) > 0 {
		c.hidden = secretsOf(spans)
	}
	for _, p := range o.Read {
		c.read[p.Number] = p
	}
	return c
}

// write fetches and burns the pages of the numbers, which ascend, and takes all others over from the copy before.
func (c *copier) write(ctx context.Context, src Source, numbers []int, spans map[int][]chart.Span) (Report, error) {
	if err := c.pdf.begin(c.pages); err != nil {
		return Report{}, err
	}
	// The next pages are fetched while a batch is encoded; no more than two batches and a page are ever held.
	batches := make(chan []readPage, 1)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(batches)
		return fetch(ctx, src, numbers, batches)
	})
	g.Go(func() error {
		for b := range batches {
			if err := c.batch(b, spans); err != nil {
				return err
			}
		}
		return c.keepUpTo(c.pages + 1)
	})
	if err := g.Wait(); err != nil {
		return Report{}, err
	}
	return c.finish()
}

// sortByPage refuses a redaction that has no place: it would be dropped in silence.
func sortByPage(spans []chart.Span, pages int) (map[int][]chart.Span, error) {
	m := map[int][]chart.Span{}
	for _, s := range spans {
		if !s.Redacted {
			continue
		}
		if s.Page < 1 || s.Page > pages || len(s.Boxes) == 0 {
			return nil, fmt.Errorf("a %s on page %d of %d has no place", s.Kind, s.Page, pages)
		}
		for _, b := range s.Boxes {
			if b.Clamp().Empty() {
				return nil, fmt.Errorf("a %s on page %d has an empty box", s.Kind, s.Page)
			}
		}
		m[s.Page] = append(m[s.Page], s)
	}
	return m, nil
}

// copier holds the state of one Write.
type copier struct {
	pdf           pdfWriter
	o             Options
	pages         int
	left          int64 // of the budget
	quality       int   // index of the quality that served the last page
	before, after hash.Hash
	report        Report
	earlier       *earlier // the copy whose pages are taken over, nil for none
	read          map[int]chart.Page
	hidden        secrets
	tail          []string // the last words of the searchable layer so far
}

// A batch is burnt and encoded side by side: so many pages, and no page more once it holds so many bytes of pixels. It
// does not depend on the machine, so that the same file gives the same copy everywhere.
const (
	batchPages = 4
	batchBytes = 64 << 20
)

// fetch hands the pages on in batches, in order.
func fetch(ctx context.Context, src Source, numbers []int, batches chan<- []readPage) error {
	var b []readPage
	size := 0
	for i, n := range numbers {
		r, err := src.Page(ctx, n)
		if err != nil {
			return fmt.Errorf("redact page %d: %w", n, err)
		}
		if !r.Valid() {
			return chart.E(chart.BadInput, fmt.Sprintf("redact page %d", n), fmt.Errorf("not a whole raster"))
		}
		b, size = append(b, readPage{n, r}), size+len(r.Pix)
		if len(b) < batchPages && size < batchBytes && i+1 < len(numbers) {
			continue
		}
		select {
		case batches <- b:
			b, size = nil, 0
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}

// burntPage is a page on its way into the copy.
type burntPage struct {
	pic    picture
	level  int // index of the quality that served it
	report PageReport
}

// batch burns and encodes pages side by side, from the same quality and with the same share, and appends them in order.
func (c *copier) batch(pages []readPage, spans map[int][]chart.Span) error {
	out := make([]burntPage, len(pages))
	even := aim{budgeted: c.o.Budget > 0, level: c.quality, share: c.share(len(pages))}
	aims := make([]aim, len(pages))
	for i, p := range pages {
		if aims[i] = even; c.earlier != nil {
			aims[i] = aim{level: c.earlier.Pages[p.number-1].level}
		}
	}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range pages {
		g.Go(func() error {
			var err error
			if out[i], err = c.burn(p, spans[p.number], aims[i]); err != nil {
				return fmt.Errorf("redact page %d: %w", p.number, err)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for i, p := range pages {
		if err := c.keepUpTo(p.number); err != nil {
			return err
		}
		if err := c.add(p.raster, out[i]); err != nil {
			return fmt.Errorf("redact page %d: %w", p.number, err)
		}
	}
	return nil
}

// burn makes the picture of one page and proves that its boxes are black. It does not touch the copier's state.
func (c *copier) burn(p readPage, spans []chart.Span, a aim) (burntPage, error) {
	r := p.raster
	burns := plan(spans, p.number, r.Width, r.Height, inkCounter(r))
	burnt := burn(r, burns, c.o.Labels).Fit()
	b := burntPage{pic: picture{depth: burnt.Depth, width: int(r.Width), height: int(r.Height), dpi: saneDPI(r.DPI)}}
	q, err := a.encode(&b.pic, burnt)
	if err != nil {
		return b, err
	}
	b.report = PageReport{Number: p.number, Width: r.Width, Height: r.Height, Burns: burns, Labels: c.o.Labels,
		was: shadeOf(r.ToGray(), r.Width, r.Height), shade: shadeOf(burnt.ToGray(), r.Width, r.Height), spans: spans, ghosts: ghostsOf(r, spans)}
	b.served(q)
	// A coarse picture may leave a grey pixel at the rim of a box: a finer one does not.
	for err = b.report.prove(b.pic); errors.Is(err, errLight) && b.pic.depth != geom.Bitonal && q+1 < len(qualities); err = b.report.prove(b.pic) {
		q++
		if b.pic.data, err = encoded(asImage(burnt), q); err != nil {
			return b, fmt.Errorf("encode the page: %w", err)
		}
		b.served(q)
	}
	return b, err
}

// served notes the quality of a page's picture.
func (b *burntPage) served(q int) {
	b.level, b.report.level = q, q
	b.report.pic = b.pic
	b.report.pic.data = nil
	if b.pic.depth != geom.Bitonal {
		b.report.Quality = qualities[q]
	}
}

func (c *copier) add(r *geom.Raster, b burntPage) error {
	before := digest(c.o.Salt, r.Depth, r.Width, r.Height, r.Pix)
	b.report.BeforeSHA256 = hex.EncodeToString(before)
	c.quality = b.level
	return c.append(b.report, b.pic, before)
}

// append writes the page that is next, with its searchable layer, and adds its hashes to the file's.
func (c *copier) append(p PageReport, pic picture, before []byte) error {
	at := c.pdf.at
	p.text = layer{}
	if read, ok := c.read[p.Number]; ok {
		p.text = layerOf(read, slices.Concat(p.bars(), placesOf(p.spans)), c.hidden, c.tail)
		c.tail = tailOf(c.tail, p.text.texts())
	}
	if err := c.pdf.page(len(c.report.Pages), pic, p.text); err != nil {
		return err
	}
	after := copyDigest(afterSalt(c.o.Salt), pic, p.text)
	p.AfterSHA256 = hex.EncodeToString(after)
	c.left -= c.pdf.at - at
	end := c.pdf.at - int64(len(streamEnd))
	p.data = extent{end - int64(len(pic.data)), end}
	p.pic, p.pic.data = pic, nil
	c.before.Write(before)
	c.after.Write(after)
	c.report.Pages = append(c.report.Pages, p)
	return nil
}

func placesOf(spans []chart.Span) []geom.Box {
	var out []geom.Box
	for _, s := range spans {
		out = append(out, s.Boxes...)
	}
	return out
}

func (c *copier) finish() (Report, error) {
	if err := c.pdf.end(); err != nil {
		return Report{}, err
	}
	c.report.Bytes, c.report.o = c.pdf.at, c.o
	c.report.BeforeSHA256 = hex.EncodeToString(c.before.Sum(nil))
	c.report.AfterSHA256 = hex.EncodeToString(c.after.Sum(nil))
	return c.report, nil
}

func saneDPI(dpi float64) float64 {
	if dpi >= leastDPI && dpi <= mostDPI {
		return dpi
	}
	return unknownDPI
}
