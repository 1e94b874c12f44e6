package ocr

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/read/fuse"
	"chartproof.org/chartproof/engine/read/ocr/paddle"
	"chartproof.org/chartproof/engine/read/preprocess"
)

// Choice says which engines to load and where their files are.
type Choice struct {
	Engines  []chart.Engine
	Tessdata string      // folder of Tesseract's models
	Models   string      // folder of the second engine's library and models
	Sums     paddle.Sums // what the second engine's files must be; nil is Pinned
}

// Engines are those that were loaded, one at least. They are for one goroutine.
type Engines struct {
	first    *Reader
	second   *paddle.Reader
	versions []string
}

// Load loads what can be loaded of the engines chosen. What could not comes back as failures; where nothing could, Engines
// is nil.
func Load(c Choice) (*Engines, map[chart.Engine]error) {
	e, failed := &Engines{}, map[chart.Engine]error{}
	if slices.Contains(c.Engines, chart.Tesseract) {
		var err error
		if e.first, err = Open(c.Tessdata); err != nil {
			failed[chart.Tesseract] = err
		} else {
			e.versions = append(e.versions, tesseractVersion(c.Tessdata))
		}
	}
	if slices.Contains(c.Engines, chart.Paddle) {
		if err := e.loadSecond(c); err != nil {
			failed[chart.Paddle] = err
		}
	}
	if e.first == nil && e.second == nil {
		return nil, failed
	}
	return e, failed
}

func (e *Engines) loadSecond(c Choice) error {
	if c.Models == "" {
		return errors.New("second reading engine: no folder holds it")
	}
	if c.Sums == nil {
		c.Sums = paddle.Pinned()
	}
	files, err := paddle.Load(c.Models, c.Sums)
	if err != nil {
		return err
	}
	if e.second, err = paddle.Open(files); err != nil {
		return err
	}
	e.versions = append(e.versions, paddleVersion(c.Sums))
	return nil
}

// Names are the engines that were loaded.
func (e *Engines) Names() []chart.Engine {
	var out []chart.Engine
	if e.first != nil {
		out = append(out, chart.Tesseract)
	}
	if e.second != nil {
		out = append(out, chart.Paddle)
	}
	return out
}

// HasOrientation reports whether there is a model that tells how a page lies.
func (e *Engines) HasOrientation() bool { return e.first != nil && e.first.HasOrientation() }

// only gives the engines that are wanted as well as loaded; nil wants all.
func (e *Engines) only(want []chart.Engine) *Engines {
	out := *e
	if want != nil && !slices.Contains(want, chart.Tesseract) && e.second != nil {
		out.first = nil
	}
	if want != nil && !slices.Contains(want, chart.Paddle) && e.first != nil {
		out.second = nil
	}
	return &out
}

// Close frees the models.
func (e *Engines) Close() {
	if e.first != nil {
		e.first.Close()
	}
	if e.second != nil {
		e.second.Close()
	}
}

// Want says what is asked of a page.
type Want struct {
	Limit   time.Duration
	Engines []chart.Engine  // those that shall read; nil is all
	Quick   bool            // one look for text anywhere on the page
	Upright bool            // the page is not turned: a person said how it lies
	Known   []geom.Box      // places whose words are known: a quick look is for all the rest of a page that lies upright
	Skip    preprocess.Step // what is not done to the page first: to measure what it is worth
}

// Page reads a page as it came in: it mends light, size, turn and slope, reads, and fills words, rotation, skew,
// quality and faults into page. A page without ink has no words and costs next to nothing. An engine that breaks on the page leaves
// it to the other one and is named in failed.
func (e *Engines) Page(raster *geom.Raster, page *chart.Page, want Want) (failed []chart.Engine, err error) {
	page.Quality = 1
	e = e.only(want.Engines)
	how := way{quick: want.Quick, still: want.Upright, coarse: raster.DPI < coarseDPI}
	gray := raster.ToGray()
	if how.rest = want.Quick && len(want.Known) > 0; how.rest {
		gray = without(gray, want.Known)
	}
	came := preprocess.NewSheet(gray, raster.DPI).Skip(want.Skip)
	if e.second != nil {
		// Both engines together read no better for it (18 charts: fields .820 without, .804 with it).
		came = came.Skip(preprocess.Grain)
	} else {
		// Tesseract alone is smoothed by that already (12 faxes: characters wrong .0383, and .0436 with both).
		came = came.Skip(preprocess.Stairs)
	}
	sheet, specks := came.Prepare()
	if len(specks.Boxes) == 0 {
		return nil, nil
	}
	x, failed, err := e.read(sheet, specks, time.Now().Add(want.Limit), how)
	if err != nil {
		return failed, fmt.Errorf("read page %d: %w", page.Number, err)
	}
	page.Rotation, page.SkewDegrees = x.turn, x.skew
	page.Words = x.words()
	page.Quality = quality(page.Words, raster.DPI)
	if !want.Quick {
		page.Faults = came.Faults(sheet, specks, x.skew)
	}
	return failed, nil
}

// secondShare is how much of the time that the first engine left the second may use, in parts of a hundred: on a busy
// machine the page is given back with the first reading before the parent loses patience.
const secondShare = 60

// way is how a sheet is read: at one look, for the rest of what is known, as it lies, or knowing that it came in few dots.
type way struct{ quick, rest, still, coarse bool }

// read reads a prepared sheet with the engines that there are.
func (e *Engines) read(sheet preprocess.Sheet, specks preprocess.Specks, until time.Time, how way) (x result, failed []chart.Engine, err error) {
	if e.first != nil {
		job := &reading{r: e.first, until: until, still: how.still}
		look := job.upright
		switch {
		case how.rest:
			look = job.rest
		case how.quick:
			look = job.once
		}
		if x, err = look(sheet, specks); err == nil {
			x.coarse, x.knows = how.coarse, e.first.Knows
			x.read = x.cleaned(x.read)
			if e.second == nil {
				return x, nil, nil
			}
			// The first engine's reading stands, whatever becomes of the second.
			left := time.Until(until) * secondShare / 100
			if (second{e.second, time.Now().Add(left), how.still}).add(&x, specks) != nil {
				x.second, x.other = fuse.None, nil
				return x, []chart.Engine{chart.Paddle}, nil //nolint:nilerr // the engine is named as failed
			}
			return x, nil, nil
		}
		failed = append(failed, chart.Tesseract)
	}
	if e.second == nil {
		return x, failed, err
	}
	x, err = second{e.second, until, how.still}.upright(sheet)
	x.coarse = how.coarse
	x.other = x.cleaned(x.other)
	return x, failed, err
}
