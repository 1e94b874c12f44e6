package wire

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/classify"
	"chartproof.org/chartproof/engine/find/codelists"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/find/identity"
	"chartproof.org/chartproof/engine/find/phi"
	"chartproof.org/chartproof/engine/find/routing"
	"chartproof.org/chartproof/engine/find/trust"
	"chartproof.org/chartproof/engine/find/zones"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/intake"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/engine/protect/redact"
	"chartproof.org/chartproof/engine/read/worker"
	"chartproof.org/chartproof/engine/send/record"
)

// HeadlessOptions are the flags of the command line. No Engines means those installed, no CodeLists the built-in lists alone.
type HeadlessOptions struct {
	Profile   string
	Engines   []chart.Engine
	Jobs      int
	CodeLists *codelists.Lists
	Templates []zones.Template
	// Policy is what is asked of the reading; the zero value is the default accuracy and no sample.
	Policy chart.Policy
	// Codes has the kind's code printed into each box where it fits.
	Codes bool
}

var _ fields.Terms = (*codelists.Lists)(nil)

// Headless is the engine without workspace, keys or network.
type Headless struct {
	pool   *worker.Pool
	stage  *pipeline.Pipeline
	finder *finder
	policy chart.Policy
	draw   drawing
	signer record.Signer // of this run
	codes  bool
	// program names this program, as it was when it started.
	program string
}

// pageMemory is how many bytes of decoded pages one file may hold between reading and redaction: some eight grey pages of
// 300 dpi. To render a page again costs a fiftieth of reading it.
const pageMemory = 64 << 20

// NewHeadless starts the reading workers. An unknown profile is chart.BadInput, a missing reader chart.MissingTool.
func NewHeadless(ctx context.Context, o HeadlessOptions) (*Headless, error) {
	finder, err := newFinder(o.Profile)
	if err != nil {
		return nil, err
	}
	if o.Policy.Accuracy == 0 {
		o.Policy.Accuracy = chart.DefaultPolicy().Accuracy
	}
	finder.aim(o.Policy)
	finder.terms.Store(o.CodeLists)
	if err := finder.useForms(o.Templates); err != nil {
		return nil, err
	}
	pool, err := worker.Start(ctx, worker.Options{Jobs: o.Jobs, Engines: o.Engines})
	if err != nil {
		return nil, fmt.Errorf("start the reading workers: %w", err)
	}
	signer, err := record.Throwaway()
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return &Headless{pool: pool, stage: newPipeline(reader{pool}, finder), finder: finder, policy: o.Policy, draw: newDrawing(), signer: signer, codes: o.Codes, program: Program(Version)}, nil
}

// newPipeline joins the stages. There is one clock: the wall's.
func newPipeline(r pipeline.Reader, f *finder) *pipeline.Pipeline {
	return &pipeline.Pipeline{
		Check: func(name string, data []byte) (chart.Source, *chart.Refusal) {
			return intake.Check(name, data, intake.DefaultLimits())
		},
		Reader: r, Finder: f, Redactor: redactor{}, Now: time.Now, Budget: pageMemory,
	}
}

// Documents gives the finding side alone, for pages that are read already: documents, fields, alarms, who must look. An unknown
// profile is chart.BadInput.
func Documents(profile string) (func([]chart.Page) []chart.Document, error) {
	known, err := newFinder(profile)
	if err != nil {
		return nil, err
	}
	f := finding{finder: known}
	return func(pages []chart.Page) []chart.Document {
		docs := f.Split(pages)
		for i := range docs {
			f.Extract(&docs[i], pages)
		}
		f.Identify(docs, pages)
		for i := range docs {
			f.Route(&docs[i])
		}
		return docs
	}, nil
}

// Notices says what the person should know: no sandbox here, an engine is missing.
func (h *Headless) Notices() []string { return h.pool.Notices() }

// Process takes one file through every stage. See pipeline.Process.
func (h *Headless) Process(ctx context.Context, name string, data []byte, out io.Writer, step func(pipeline.Progress)) (chart.Result, error) {
	return h.process(ctx, h.stage, name, data, out, step)
}

// Certified is Process with the redaction certificate of the copy, signed by a key that is made for this run and forgotten with
// it. The salt of its pages stands in the result, which says all that the original says. There is none without a verified copy.
func (h *Headless) Certified(ctx context.Context, name string, data []byte, out io.Writer, step func(pipeline.Progress)) (chart.Result, []byte, error) {
	c := copied{salt: newSalt()}
	stage := *h.stage
	stage.Redactor = redactor{salt: c.salt, codes: h.codes, keep: func(r redact.Report) { c.rep = r }}
	var pdf bytes.Buffer
	res, err := h.process(ctx, &stage, name, data, io.MultiWriter(out, &pdf), step)
	if err != nil || res.Redaction == nil || !res.Redaction.Verified {
		return res, nil, err
	}
	c.pdf, c.red, c.spans = pdf.Bytes(), *res.Redaction, res.PHI
	certificate, err := c.certify(c.making(newUUID(), h.program, h.stage.Now(), h.pool.Versions()), h.signer)
	res.Redaction.PageSalt = hex.EncodeToString(c.salt)
	return res, certificate, err
}

// Reread reads a redacted copy by one engine alone, as thoroughly as a file that comes in.
func (h *Headless) Reread(ctx context.Context, pdf []byte, by chart.Engine) ([]chart.Page, error) {
	var pages []chart.Page
	_, err := reader{h.pool}.Read(ctx, pipeline.File{MediaType: "application/pdf", Bytes: pdf}, pipeline.Want{Words: true, Engines: []chart.Engine{by}},
		func(r pipeline.PageRead) error {
			pages = append(pages, r.Page)
			return nil
		})
	return pages, err
}

// Engines are the engines that read.
func (h *Headless) Engines() []chart.Engine { return h.pool.Engines() }

func (h *Headless) process(ctx context.Context, stage *pipeline.Pipeline, name string, data []byte, out io.Writer, step func(pipeline.Progress)) (chart.Result, error) {
	res, err := stage.Process(ctx, name, data, out, step)
	res.Notices = h.pool.Notices()
	res.Engines = append(h.pool.Versions(), "chartproof "+Version)
	res.Policy = &chart.Policy{Accuracy: h.policy.Accuracy, Sample: h.policy.Sample} // of people the rest is asked
	sample(res.Documents, res.Source.SHA256, h.policy.Sample, h.draw)
	return res, err
}

// Close ends the workers.
func (h *Headless) Close() error { return h.pool.Close() }

// reader fits the worker pool to the pipeline's port.
type reader struct{ pool *worker.Pool }

func (r reader) Read(ctx context.Context, f pipeline.File, want pipeline.Want, each func(pipeline.PageRead) error) (int, error) {
	return r.pool.Read(ctx, worker.File(f), worker.Want(want), func(p worker.PageRead) error {
		return each(pipeline.PageRead(p))
	})
}

// finder fits the finding side to the pipeline's port.
type finder struct {
	detector  *phi.Detector
	named     routing.Profile                 // as its name says
	profile   atomic.Pointer[routing.Profile] // as the policy has it
	extractor fields.Extractor
	terms     atomic.Pointer[codelists.Lists] // that the practice loaded
	forms     atomic.Pointer[zones.Set]       // that the practice drew
}

func newFinder(profile string) (*finder, error) {
	p, ok := routing.Named(profile)
	if !ok {
		return nil, chart.E(chart.BadInput, "choose a profile", fmt.Errorf("there is none named %q", profile))
	}
	d, err := phi.New()
	if err != nil {
		return nil, fmt.Errorf("load the detectors: %w", err)
	}
	f := &finder{detector: d, named: p, extractor: fields.Extractor{Now: time.Now}}
	f.aim(chart.DefaultPolicy())
	return f, nil
}

// Find looks for the practice's own forms, once a page.
func (f *finder) Find(ctx context.Context, pages []chart.Page) (pipeline.Finding, error) {
	on, err := f.onForms(ctx, pages)
	return finding{finder: f, on: on}, err
}

// finding is the finding side with the forms that the pages at hand are of.
type finding struct {
	*finder
	on map[int]zones.Match
}

func (f *finder) Split(pages []chart.Page) []chart.Document { return classify.Split(pages) }

func (f *finder) Whole(pages []chart.Page) chart.Document { return classify.Whole(pages) }

func (f finding) Extract(doc *chart.Document, pages []chart.Page) {
	e := f.extractor
	if lists := f.terms.Load(); lists != nil {
		e.Terms = lists
	}
	noteForms(doc, f.on)
	left := cut(pages, f.on)
	e.Extract(doc, left)
	for _, p := range pagesOf(doc, left) {
		f.on[p.Number].Fill(doc, p, e.Check)
	}
	trust.Set(doc, left)
}

func (f finding) Identify(docs []chart.Document, pages []chart.Page) {
	identity.Check(docs, cut(pages, f.on))
	askForms(docs, f.on)
}

func (f *finder) Route(doc *chart.Document) { routing.Route(doc, *f.profile.Load()) }

func (f finding) Identifiers(pages []chart.Page, docs []chart.Document) []chart.Span {
	spans := f.detector.Pages(pages)
	spans = append(spans, phi.Captured(docs, spans)...)
	for _, p := range pages {
		spans = append(spans, f.on[p.Number].Spans(p.Number)...)
	}
	return spans
}

// redactor fits redaction to the pipeline's port. The salt, where there is one, goes into the hashes of the pages; keep, where not
// nil, gets the report of every copy that is made, of which the last is the one that was proved.
type redactor struct {
	salt  []byte
	codes bool // print the kind's code into the boxes
	keep  func(redact.Report)
}

func (d redactor) Write(ctx context.Context, w io.Writer, src pipeline.PageSource, read []chart.Page, pages int, spans []chart.Span, budget int64) (pipeline.Burnt, error) {
	rep, err := redact.Write(ctx, w, src, pages, spans, redact.Options{Budget: budget, Salt: d.salt, Labels: d.codes, Read: read})
	return d.burnt(rep), err
}

func (d redactor) burnt(rep redact.Report) pipeline.Burnt {
	if d.keep != nil {
		d.keep(rep)
	}
	var known redact.Known
	return pipeline.Burnt{
		BeforeSHA256: rep.BeforeSHA256, AfterSHA256: rep.AfterSHA256,
		Dark: rep.Check, Shines: rep.Shines,
		Known: func(read []chart.Page, spans []chart.Span) map[int][]geom.Box {
			known = rep.Known(read, spans)
			return known.Boxes()
		},
		Complete: func(again chart.Page, r *geom.Raster) (chart.Page, bool) { return rep.Complete(known, again, r) },
		Again: func(ctx context.Context, w io.Writer, pdf []byte, src pipeline.PageSource, more []chart.Span) (pipeline.Burnt, []int, error) {
			next, fresh, err := rep.Again(ctx, w, pdf, src, more)
			return d.burnt(next), fresh, err
		},
	}
}

func (redactor) Sweep(spans []chart.Span, pages []chart.Page) []chart.Span {
	return redact.Sweep(spans, pages)
}

func (redactor) Residual(spans []chart.Span, reread []chart.Page) []chart.Residual {
	return redact.Residual(spans, reread)
}

func (redactor) Inspect(pdf []byte, spans []chart.Span) ([]chart.Residual, error) {
	found, err := redact.Inspect(pdf)
	if err != nil || len(found) > 0 {
		return found, err
	}
	return redact.Told(pdf, spans), nil
}
