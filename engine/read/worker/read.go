package worker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// File is a foreign file whose type was found from its bytes.
type File struct {
	MediaType string
	Bytes     []byte
}

// Want says what is asked of a file.
type Want struct {
	Words, Pixels bool
	Engines       []chart.Engine // those that shall read; nil is all
	Quick         bool           // one look for text anywhere on the page, which costs half
	Upright       bool           // a person laid the pages as they stand: they are not turned
	Pages         []int          // counted from 1; nil is all
	// Known are places whose words are known, by page: a quick look looks at all the rest.
	Known map[int][]geom.Box
}

// PageRead is one page of the answer. Raster is nil unless pixels were asked for; it is the page as it came in.
type PageRead struct {
	Page   chart.Page
	Raster *geom.Raster
}

// Read reads a file's pages side by side over the free children and gives the file's number of pages. each is called by
// one goroutine at a time, in any order of pages, and must not call Read itself. The error is a *chart.Refusal for what
// the file did; otherwise it is each's own error, or the context's.
func (p *Pool) Read(ctx context.Context, f File, w Want, each func(PageRead) error) (int, error) {
	if int64(len(f.Bytes)) > p.options.Limits.Bytes {
		return 0, &chart.Refusal{Reason: chart.RefusedTooLarge, Detail: fmt.Sprintf("%d bytes, the limit is %d", len(f.Bytes), p.options.Limits.Bytes)}
	}
	s, err := p.take(ctx, nil)
	if err != nil {
		return 0, err
	}
	r := &reading{pool: p, file: f, want: w, each: each, enough: make(chan struct{})}
	lead := &hand{reading: r, seat: s}
	if err := lead.open(ctx); err != nil {
		p.give(s)
		return 0, err
	}
	r.list = w.Pages
	if r.list == nil {
		for n := range r.pages {
			r.list = append(r.list, n+1)
		}
	}
	return r.pages, r.run(ctx, lead)
}

// reading is one file on its way through the children.
type reading struct {
	pool   *Pool
	file   File
	want   Want
	each   func(PageRead) error
	pages  int
	enough chan struct{} // closed when no page is left to hand out

	mu   sync.Mutex
	next int
	list []int

	calling sync.Mutex // held while each runs
}

func (r *reading) run(ctx context.Context, lead *hand) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return lead.work(gctx) })
	for range min(r.pool.options.Jobs, len(r.list)) - 1 {
		g.Go(func() error {
			s, err := r.pool.take(gctx, r.enough)
			if s == nil {
				return err
			}
			return (&hand{reading: r, seat: s}).work(gctx)
		})
	}
	return g.Wait()
}

// page hands out the next page.
func (r *reading) page() (int, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.next >= len(r.list) {
		return 0, false
	}
	r.next++
	if r.next == len(r.list) {
		close(r.enough)
	}
	return r.list[r.next-1], true
}

// hand is one child at work on a reading.
type hand struct {
	*reading
	seat  *seat
	holds bool
}

func (h *hand) work(ctx context.Context) error {
	defer h.release()
	for {
		n, ok := h.page()
		if !ok {
			return nil
		}
		out, err := h.read(ctx, n)
		if err != nil {
			return err
		}
		if err := h.deliver(ctx, out); err != nil {
			return err
		}
	}
}

func (h *hand) deliver(ctx context.Context, out PageRead) error {
	h.calling.Lock()
	defer h.calling.Unlock()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return h.each(out)
}

// release makes the child forget the file before the seat is free again.
func (h *hand) release() {
	if c := h.seat.child; c != nil && !c.dead() && h.holds {
		if WriteFrame(c.in, KindClose, struct{}{}, nil) != nil {
			c.kill(crashed)
		}
	}
	h.pool.give(h.seat)
}

// open gives the file to the hand's child, a fresh one where the old one broke on it.
func (h *hand) open(ctx context.Context) error {
	return h.retry(ctx, func(c *process) error { return h.opened(ctx, c) })
}

func (h *hand) read(ctx context.Context, n int) (out PageRead, err error) {
	err = h.retry(ctx, func(c *process) error {
		if !h.holds {
			if err := h.opened(ctx, c); err != nil {
				return err
			}
		}
		out, err = h.ask(ctx, c, n)
		return err
	})
	return out, err
}

// retry runs f on the hand's child. A child that crashed, or that ran out of memory with earlier pages on its back, is
// replaced and f is tried once more; a page that took too long once would do so again.
func (h *hand) retry(ctx context.Context, f func(*process) error) error {
	for again := true; ; again = false {
		c, err := h.child(ctx)
		if err != nil {
			return err
		}
		worn := c.served > 0
		if err = f(c); err == nil || !c.dead() {
			return err
		}
		why := c.cause()
		c.end()
		h.seat.child, h.holds = nil, false
		if !again || !(why == crashed || why == outOfMemory && worn) {
			return err
		}
	}
}

func (h *hand) child(ctx context.Context) (*process, error) {
	if c := h.seat.child; c != nil && !c.dead() {
		return c, nil
	}
	h.holds = false
	c, err := start(ctx, h.pool.options, h.pool.setup)
	if err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, chart.E(chart.Internal, "start reading child", errors.New("it does not start"))
	}
	if c.ready.Failed != "" || h.pool.ready.Sandboxed() && !c.ready.Sandboxed() {
		c.end()
		return nil, chart.E(chart.Internal, "start reading child", errors.New("it lacks a model or its sandbox"))
	}
	h.seat.child = c
	return c, nil
}

func (h *hand) opened(ctx context.Context, c *process) error {
	f, err := c.call(ctx, h.pool.options.PageTimeout, KindOpen, Open{MediaType: h.file.MediaType}, h.file.Bytes, Caps{Head: 1 << 16})
	if err != nil {
		return err
	}
	var o Opened
	if err := answer(c, f, KindOpened, &o); err != nil {
		return err
	}
	if o.Pages < 1 || o.Pages > h.pool.options.Limits.Pages {
		return c.lied()
	}
	h.holds, h.pages = true, o.Pages
	return nil
}

func (h *hand) ask(ctx context.Context, c *process, n int) (PageRead, error) {
	limit := h.pool.options.PageTimeout
	f, err := c.call(ctx, limit, KindPage, Ask{Page: n, Words: h.want.Words, Pixels: h.want.Pixels, Engines: h.want.Engines, Quick: h.want.Quick, Upright: h.want.Upright, Known: h.want.Known[n], Millis: wallPerLimit * limit.Milliseconds()},
		nil, Caps{Head: headCap, Blob: 3*h.pool.options.Limits.Pixels + 1<<20})
	if err != nil {
		return PageRead{}, err
	}
	c.served++
	var a Paged
	if err := answer(c, f, KindPaged, &a); err != nil {
		return PageRead{}, err
	}
	out := PageRead{Page: a.Page}
	if h.want.Pixels {
		out.Raster = &geom.Raster{Depth: a.Depth, Width: a.Page.Width, Height: a.Page.Height, DPI: a.Page.DPI, Pix: f.Blob}
	}
	if !plausible(out, n, h.want.Pixels) {
		return PageRead{}, c.lied()
	}
	h.pool.broke(a.Failed)
	return out, nil
}

// answer decodes the awaited frame, or gives the refusal that came instead.
func answer(c *process, f Frame, want Kind, v any) error {
	if f.Kind == KindRefused {
		r := &chart.Refusal{}
		if f.Into(r) != nil || r.Reason == "" || len(r.Detail) > 200 {
			return c.lied()
		}
		return r
	}
	if f.Kind != want || f.Into(v) != nil {
		return c.lied()
	}
	return nil
}

// lied ends a child whose answer cannot be true.
func (p *process) lied() error {
	p.kill(crashed)
	return &chart.Refusal{Reason: chart.RefusedDamaged, Detail: "the decoder answered nonsense"}
}

// plausible checks a page that a child sent as if the child were the attacker.
func plausible(r PageRead, n int, pixels bool) bool {
	p := r.Page
	if p.Number != n || p.Width <= 0 || p.Height <= 0 || p.Rotation%90 != 0 || p.Rotation < 0 || p.Rotation >= 360 {
		return false
	}
	if pixels && !r.Raster.Valid() {
		return false
	}
	if len(p.Regions) > mostRegions {
		return false
	}
	return !slices.ContainsFunc(p.Words, func(w chart.Word) bool { return !plausibleWord(w) }) &&
		!slices.ContainsFunc(p.Regions, func(g chart.Region) bool { return !plausibleRegion(g) })
}

func plausibleWord(w chart.Word) bool {
	if !(w.Confidence >= 0 && w.Confidence <= 1) || w.Box != w.Box.Clamp() || !utf8.ValidString(w.Text.Reveal()) || w.Line < 0 {
		return false
	}
	for _, r := range w.Readings {
		if !(r.Confidence >= 0 && r.Confidence <= 1) || !utf8.ValidString(r.Value.Reveal()) {
			return false
		}
	}
	return w.Doubt == nil || len(w.Doubt) == utf8.RuneCountInString(w.Text.Reveal())
}

// What a child may say of a page's regions, with room above what it finds.
const (
	mostRegions    = 1000
	mostRegionText = 8 << 10
)

func plausibleRegion(g chart.Region) bool {
	return slices.Contains(chart.RegionKinds, g.Kind) && g.Confidence >= 0 && g.Confidence <= 1 && g.Box == g.Box.Clamp() && !g.Box.Empty() &&
		len(g.Text) <= mostRegionText && utf8.ValidString(g.Text.Reveal()) && len(g.Symbology) <= 32 && utf8.ValidString(g.Symbology)
}
