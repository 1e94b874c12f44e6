package pipeline

import (
	"context"
	"io"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// File is what a reader is handed: bytes whose type intake has established. It never has a name.
type File struct {
	MediaType string
	Bytes     []byte
}

// Want says which pages of a file are read (1-based, nil is all) and what of them.
type Want struct {
	Words, Pixels bool
	Engines       []chart.Engine // those that shall read; nil is all
	Quick         bool           // one look for text anywhere on the page, which costs half
	Upright       bool           // a person laid the pages as they stand: they are not turned
	Pages         []int
	Known         map[int][]geom.Box // places whose words are known, by page: a quick look looks at all the rest
}

// PageRead is one page as a reader gives it. Raster is nil unless pixels were wanted.
type PageRead struct {
	Page   chart.Page
	Raster *geom.Raster
}

// Reader reads the pages of a file side by side and calls each from one goroutine at a time, in any page order. It gives
// the number of pages of the file; an error is a *chart.Refusal where the file is to blame.
type Reader interface {
	Read(ctx context.Context, f File, want Want, each func(PageRead) error) (pages int, err error)
}

// Finder is the finding side. Find looks at the pages once for what all the rest needs.
type Finder interface {
	Find(ctx context.Context, pages []chart.Page) (Finding, error)
}

// Finding is the finding side for the pages of one chart: what kind of document, which identifiers, which fields, who must look.
type Finding interface {
	Split(pages []chart.Page) []chart.Document
	// Whole gives the type of pages that are one document.
	Whole(pages []chart.Page) chart.Document
	Extract(doc *chart.Document, pages []chart.Page)
	// Identify holds every page to its document's patient and every document to the chart's, and sets the alarms.
	Identify(docs []chart.Document, pages []chart.Page)
	Route(doc *chart.Document)
	// Identifiers finds what identifies somebody on the pages; what was captured as such in the documents is among it.
	Identifiers(pages []chart.Page, docs []chart.Document) []chart.Span
	// CutAway leaves out of pages and spans what the practice's own forms cut away of them; a span of its own covers it.
	CutAway(pages []chart.Page, spans []chart.Span) ([]chart.Page, []chart.Span)
}

// PageSource gives the pixels of a page as it came in. Expect says which pages will be asked for, in which order, so that
// some of them can be fetched in one go.
type PageSource interface {
	Page(ctx context.Context, number int) (*geom.Raster, error)
	Expect(numbers []int)
}

// Redactor burns spans into pages and checks the result.
type Redactor interface {
	// Write makes a PDF of pixels, and of those words that were read, where read is not nil, of which nothing is redacted. Budget
	// is the number of bytes that the result should not exceed, 0 for none.
	Write(ctx context.Context, w io.Writer, src PageSource, read []chart.Page, pages int, spans []chart.Span, budget int64) (Burnt, error)
	// Sweep gives spans for the places where a text of the spans stands again without a box.
	Sweep(spans []chart.Span, pages []chart.Page) []chart.Span
	// Residual searches the words of the result, read again, for what was redacted.
	Residual(spans []chart.Span, reread []chart.Page) []chart.Residual
	// Inspect searches the file's structure for anything else, and its text for what was redacted.
	Inspect(pdf []byte, spans []chart.Span) ([]chart.Residual, error)
}

// Burnt is what Write says of its result: the hashes of all pages' pixels before and after, in hexadecimal. Dark looks at
// a page of the result as a reader renders it and reports every box that is not black. Pages are looked at side by side.
type Burnt struct {
	BeforeSHA256, AfterSHA256 string
	Dark                      func(page int, r *geom.Raster) []chart.Residual
	// Shines, where not nil, gives the places that Dark reported of a page and that a further box would cover.
	Shines func(page int, r *geom.Raster) []chart.Span
	// Known, where not nil, gives the places of those words of the first reading that need not be read again in the result, by
	// page. Complete puts them into what was read beside them; false says that they do not all stand in the result's pixels as
	// they stood on the page that came in, and that the page must be read whole.
	Known    func(read []chart.Page, spans []chart.Span) map[int][]geom.Box
	Complete func(again chart.Page, r *geom.Raster) (chart.Page, bool)
	// Again makes the copy once more, with more spans, out of the bytes of this one. It fetches and burns only the pages that
	// they lie on, and gives their numbers; the image of every other page stays byte for byte what it was.
	Again func(ctx context.Context, w io.Writer, pdf []byte, src PageSource, more []chart.Span) (Burnt, []int, error)
}

// Progress tells how far a file is. Pages is 0 until known. Step is one of the Step constants.
type Progress struct {
	Step        Step
	Page, Pages int
}

// Step is a stage that takes time.
type Step string

// The steps that report progress.
const (
	StepRead   Step = "read"
	StepRedact Step = "redact"
	StepVerify Step = "verify"
)
