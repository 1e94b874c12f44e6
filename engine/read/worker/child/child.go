package child

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/read/ocr"
	"chartproof.org/chartproof/engine/read/regions"
	"chartproof.org/chartproof/engine/read/render"
	"chartproof.org/chartproof/engine/read/worker"
)

// RunIfAsked returns at once in a process that is not a reading child, and never returns in one. It must be the first call
// of a main.
func RunIfAsked() {
	if len(os.Args) != 2 || os.Args[1] != worker.ChildArgument {
		return
	}
	if err := serve(os.Stdin, os.Stdout); err != nil {
		os.Exit(1) // the parent sees the end of our output; why is nobody's text to print
	}
	os.Exit(0)
}

// server answers one parent.
type server struct {
	in     *bufio.Reader
	out    io.Writer
	setup  worker.Setup
	reader *ocr.Engines
	doc    *render.Document
}

func serve(in io.Reader, out io.Writer) error {
	s := &server{in: bufio.NewReaderSize(in, 1<<16), out: out}
	f, err := worker.DecodeFrame(s.in, worker.Caps{Head: 1 << 16})
	if err != nil {
		return err
	}
	if f.Kind != worker.KindSetup {
		return worker.ErrFrame
	}
	if err := f.Into(&s.setup); err != nil {
		return err
	}
	ready := s.prepare()
	if err := worker.WriteFrame(out, worker.KindReady, ready, nil); err != nil || ready.Failed != "" {
		return err
	}
	for {
		f, err := worker.DecodeFrame(s.in, worker.Caps{Head: 1 << 20, Blob: s.setup.Limits.Bytes})
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = s.answer(f)
		}
		if err != nil {
			return err
		}
	}
}

// prepare loads all that will ever be needed and then closes the process in.
func (s *server) prepare() worker.Ready {
	debug.SetMemoryLimit(s.setup.Memory / 2)
	var failed map[chart.Engine]error
	s.reader, failed = ocr.Load(ocr.Choice{Engines: s.setup.Engines, Tessdata: s.setup.Tessdata, Models: s.setup.Models, Sums: s.setup.Sums})
	if s.reader == nil {
		return worker.Ready{Failed: without(failed)}
	}
	if err := warmRender(); err != nil {
		return worker.Ready{Failed: err.Error()}
	}
	ready := worker.Ready{Engines: s.reader.Names(), Versions: append(s.reader.Versions(), render.Version()), Notices: missing(failed)}
	if len(failed) == 0 && !s.reader.HasOrientation() && slices.Contains(ready.Engines, chart.Tesseract) {
		ready.Notices = append(ready.Notices, "Tesseract's orientation model is missing: pages on their side are found by trying; "+
			"install it with: sudo apt-get install tesseract-ocr-osd")
	}
	if err := lockdown(s.setup, &ready); err != nil {
		ready.Notices = append(ready.Notices, "the reading worker runs without a full sandbox: "+err.Error())
	}
	return ready
}

// without says why no engine could be loaded.
func without(failed map[chart.Engine]error) string {
	if err := failed[chart.Tesseract]; err != nil {
		return err.Error()
	}
	if err := failed[chart.Paddle]; err != nil {
		return err.Error() + "; packaging/setup fetches it, or choose tesseract"
	}
	return "no reading engine was chosen; choose tesseract, paddle or both"
}

// missing says which of the chosen engines could not be loaded.
func missing(failed map[chart.Engine]error) []string {
	var out []string
	for _, e := range []chart.Engine{chart.Tesseract, chart.Paddle} {
		if err := failed[e]; err != nil {
			out = append(out, "only one reading engine is at work, more words go to review: "+err.Error())
		}
	}
	return out
}

// warmRender makes MuPDF load what it loads lazily.
func warmRender() error {
	d, err := render.Open("application/pdf", []byte(tinyPDF), render.Limits{})
	if err != nil {
		return fmt.Errorf("warm up MuPDF: %w", err)
	}
	defer d.Close()
	if _, err := d.Page(1); err != nil {
		return fmt.Errorf("warm up MuPDF: %w", err)
	}
	return nil
}

// tinyPDF has one page with one line of text and no cross-reference table, which MuPDF makes up for.
const tinyPDF = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n" +
	"4 0 obj<</Length 32>>stream\nBT /F 12 Tf 10 30 Td (warm) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

func (s *server) answer(f worker.Frame) error {
	switch f.Kind {
	case worker.KindOpen:
		var o worker.Open
		if err := f.Into(&o); err != nil {
			return err
		}
		return s.open(o, f.Blob)
	case worker.KindPage:
		var a worker.Ask
		if err := f.Into(&a); err != nil {
			return err
		}
		return s.page(a)
	case worker.KindClose:
		s.close()
		return nil
	}
	return worker.ErrFrame
}

func (s *server) close() {
	if s.doc != nil {
		s.doc.Close()
		s.doc = nil
		debug.FreeOSMemory()
	}
}

func (s *server) open(o worker.Open, data []byte) error {
	s.close()
	d, err := render.Open(o.MediaType, data, render.Limits{Pages: s.setup.Limits.Pages, Pixels: s.setup.Limits.Pixels})
	if err != nil {
		return s.refuse(err)
	}
	s.doc = d
	return worker.WriteFrame(s.out, worker.KindOpened, worker.Opened{Pages: d.Pages()}, nil)
}

func (s *server) refuse(err error) error {
	var r *chart.Refusal
	if !errors.As(err, &r) {
		return err
	}
	return worker.WriteFrame(s.out, worker.KindRefused, r, nil)
}

func (s *server) page(a worker.Ask) error {
	if s.doc == nil {
		return worker.ErrFrame
	}
	raster, err := s.doc.Page(a.Page)
	if err != nil {
		return s.refuse(err)
	}
	out := worker.Paged{Page: chart.Page{Number: a.Page, Width: raster.Width, Height: raster.Height, DPI: raster.DPI, Quality: 1}}
	if a.Words {
		var err error
		if out.Failed, err = s.reader.Page(raster, &out.Page, ocr.Want{Limit: time.Duration(a.Millis) * time.Millisecond, Engines: a.Engines, Quick: a.Quick, Upright: a.Upright, Known: a.Known}); err != nil {
			return s.refuse(&chart.Refusal{Reason: chart.RefusedTimedOut, Detail: "reading took too long"})
		}
		out.Page.Regions = regions.Find(raster, out.Page)
		out.Page.Quality = regions.Legible(out.Page)
	}
	var pixels []byte
	if a.Pixels {
		out.Depth, pixels = raster.Depth, raster.Pix
	}
	return worker.WriteFrame(s.out, worker.KindPaged, out, pixels)
}
