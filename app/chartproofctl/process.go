package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/codelists"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/engine/protect/redact"
)

type processCommand struct {
	Out      string          `help:"Where results go." default:"./out"`
	Profile  string          `help:"Capture profile: which fields to capture, what to redact, thresholds." default:"chart"`
	Engines  string          `help:"OCR engines: tesseract, paddle, or both with a comma. Default: those installed."`
	Jobs     int             `help:"Pages read side by side. Default: the number of cores."`
	Lists    string          `name:"code-lists" placeholder:"DIR" help:"Folder with official lists besides the built-in ones: ICD-10-CM order file, Orange Book products.txt, RxNorm RXNCONSO.RRF."`
	Forms    string          `name:"templates" placeholder:"DIR" help:"Folder with templates of the practice's own forms, as the command template makes them."`
	Accuracy float64         `name:"target-accuracy" help:"Share of the values that need no review which must be right: 0.99, 0.995 or 0.999. Thresholds follow from it." default:"0.995"`
	Sample   float64         `help:"Share of the values that need no review which is drawn for review all the same, up to 0.1; drawn anew in every run." default:"0"`
	Codes    bool            `help:"Print the code of what was found into each box where it fits; the certificate has the legend."`
	Quiet    bool            `help:"No progress bar."`
	done     map[string]bool // results written in this run, by name
	Files    inputPaths      `arg:"" name:"file" help:"PDF, TIFF, JPEG, PNG, BMP or WebP files."`
}

// inputPaths are files' names as they were given, byte for byte: kong would take a name that is not UTF-8 through JSON, and
// no file has the name that comes out.
type inputPaths []string

// Decode takes the arguments as they are.
func (p *inputPaths) Decode(ctx *kong.DecodeContext) error {
	for ctx.Scan.Peek().IsValue() {
		t, err := ctx.Scan.PopValue("file")
		if err != nil {
			return err
		}
		name, ok := t.Value.(string)
		if !ok {
			return fmt.Errorf("a file's name, not %T", t.Value)
		}
		*p = append(*p, name)
	}
	return nil
}

// Help shows examples.
func (processCommand) Help() string {
	return `Examples:

  chartproofctl process scan.pdf
  chartproofctl process --out results --jobs 2 *.tif`
}

// Run takes each file through the engine. A file that is refused does not stop the others.
func (c *processCommand) Run(ctx context.Context, s streams) error {
	engines, err := parseEngines(c.Engines)
	if err != nil {
		return &failure{exitUsage, err}
	}
	if !slices.Contains(chart.Accuracies(), c.Accuracy) {
		return &failure{exitUsage, fmt.Errorf("--target-accuracy is one of %v, not %v", chart.Accuracies(), c.Accuracy)}
	}
	if !(c.Sample >= 0 && c.Sample <= slices.Max(chart.Samples())) {
		return &failure{exitUsage, fmt.Errorf("--sample is 0 to %v, not %v", slices.Max(chart.Samples()), c.Sample)}
	}
	if c.Jobs < 0 {
		return &failure{exitUsage, fmt.Errorf("--jobs must be 1 or more, not %d", c.Jobs)}
	}
	if c.Jobs == 0 {
		c.Jobs = runtime.NumCPU()
	}
	if err := os.MkdirAll(c.Out, 0o700); err != nil {
		return &failure{exitEnvironment, fmt.Errorf("make the folder of --out: %w", pathless(err))}
	}
	var lists *codelists.Lists
	if c.Lists != "" {
		if lists, err = codelists.Load(os.DirFS(c.Lists), codelists.Limits{}); err != nil {
			return &failure{exitUsage, fmt.Errorf("--code-lists: %w", pathless(err))}
		}
		drugs, codes := lists.Size()
		fmt.Fprintf(s.err, "code lists: %d names of drugs, %d codes of diagnoses\n", drugs, codes)
	}
	forms, err := loadForms(c.Forms, s.err)
	if err != nil {
		return err
	}
	head, err := wire.NewHeadless(ctx, wire.HeadlessOptions{Profile: c.Profile, Engines: engines, Jobs: c.Jobs, CodeLists: lists, Codes: c.Codes, Templates: forms,
		Policy: chart.Policy{Accuracy: c.Accuracy, Sample: c.Sample}})
	if err != nil {
		if chart.KindOf(err) == chart.BadInput {
			return &failure{exitUsage, err}
		}
		return err
	}
	defer head.Close()
	for _, n := range head.Notices() {
		fmt.Fprintln(s.err, "note:", n)
	}
	return c.all(ctx, s, head)
}

func (c *processCommand) all(ctx context.Context, s streams, head *wire.Headless) error {
	var progress *bar
	if s.terminal && !c.Quiet {
		progress = &bar{w: s.err, files: len(c.Files)}
	}
	start, pages, failed := time.Now(), 0, 0
	for i, name := range c.Files {
		progress.next()
		res, err := c.one(ctx, head, name, progress.step)
		progress.clear()
		switch {
		case ctx.Err() != nil:
			return &failure{exitSomeFailed, fmt.Errorf("stopped at file %d of %d", i+1, len(c.Files))}
		case err != nil:
			failed++
			fmt.Fprintf(s.err, "file %d: %v\n", i+1, err)
		case res.Refused != nil:
			failed++
			fmt.Fprintf(s.err, "file %d refused: %s\n", i+1, res.Refused.Error())
		case !res.Redaction.Verified:
			failed++
			fmt.Fprintf(s.err, "file %d: export blocked, %d of what was redacted can still be found in the result\n", i+1, len(res.Redaction.Residual))
		case len(unsurePages(res.Documents)) > 0:
			failed++
			fmt.Fprintf(s.err, "file %d: page %s is only nearly one of your forms, or its print has moved: all zones that may be its are covered, and a person must look before the copy leaves\n",
				i+1, strings.Join(unsurePages(res.Documents), ", "))
		case len(redact.FileName(filepath.Base(name), res.PHI)) > 0:
			fmt.Fprintf(s.err, "note: file %d is named after what is redacted in it, and so are its results: rename the copy before it leaves\n", i+1)
		}
		pages += len(res.Pages)
	}
	minutes := time.Since(start).Minutes()
	fmt.Fprintf(s.err, "%d of %d files done, %d pages, %.1f pages/min\n", len(c.Files)-failed, len(c.Files), pages, float64(pages)/max(minutes, 1e-9))
	if failed > 0 {
		return &failure{exitSomeFailed, fmt.Errorf("%d of %d files were refused, failed a check or need a person", failed, len(c.Files))}
	}
	return nil
}

// unsurePages are the pages that a person must look at because of their form.
func unsurePages(docs []chart.Document) []string {
	var out []string
	for _, d := range docs {
		for _, a := range d.Alarms {
			if a.Reason != chart.FormUnsure {
				continue
			}
			for _, n := range a.Pages {
				out = append(out, strconv.Itoa(n))
			}
		}
	}
	return out
}

// maxInput is what is read of a file before intake may refuse it as too large; one byte more tells it apart.
const maxInput = 512<<20 + 1

func (c *processCommand) one(ctx context.Context, head *wire.Headless, name string, step func(pipeline.Progress)) (chart.Result, error) {
	data, err := readBounded(name)
	if err != nil {
		return chart.Result{}, err
	}
	base := resultName(filepath.Base(name))
	if c.done[base] {
		return chart.Result{}, errors.New("an earlier file of this run has the same name; its results were kept")
	}
	if c.done == nil {
		c.done = map[string]bool{}
	}
	c.done[base] = true
	pdfPath, proofPath := filepath.Join(c.Out, base+copyEnding), filepath.Join(c.Out, base+proofEnding)
	// A result of an earlier run must not stand beside a refusal of this one.
	for _, old := range []string{pdfPath, proofPath} {
		if err := os.Remove(old); err != nil && !errors.Is(err, os.ErrNotExist) {
			return chart.Result{}, fmt.Errorf("remove an older result: %w", pathless(err))
		}
	}
	var pdf deferredFile
	res, certificate, err := head.Certified(ctx, name, data, &pdf, step)
	if err != nil {
		return chart.Result{}, err
	}
	if res.Redaction != nil && res.Redaction.Verified {
		res.Redaction.File = base + copyEnding
		if err := writeProved(pdfPath, pdf.data, proofPath, certificate); err != nil {
			return chart.Result{}, err
		}
	}
	text, err := json.MarshalIndent(res, "", " ")
	if err != nil {
		return chart.Result{}, fmt.Errorf("write the result: %w", err)
	}
	return res, writeWhole(filepath.Join(c.Out, base+".json"), append(text, '\n'))
}

// Results of names so long that their endings would not fit a file system are named by the beginning and a hash.
const (
	longestName = 255 - len(proofEnding)
	keptOfName  = 180
)

// The endings of a redacted copy and of its signed certificate, behind the name of their input.
const (
	copyEnding  = ".redacted.pdf"
	proofEnding = ".redaction.dsse"
)

// resultName is what an input's results begin with: its own name.
func resultName(base string) string {
	if len(base) <= longestName {
		return base
	}
	sum := sha256.Sum256([]byte(base))
	return strings.ToValidUTF8(base[:keptOfName], "") + "-" + hex.EncodeToString(sum[:6])
}

// deferredFile holds the redacted pages until the whole result stands.
type deferredFile struct{ data []byte }

func (d *deferredFile) Write(p []byte) (int, error) {
	d.data = append(d.data, p...)
	return len(p), nil
}

// writeWhole writes beside the target and renames, so that a result is there whole or not at all.
func writeWhole(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".chartproof-*")
	if err != nil {
		return fmt.Errorf("write a result: %w", pathless(err))
	}
	_, err = f.Write(data)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("write a result: %w", pathless(err))
	}
	return nil
}

// writeProved writes a redacted copy and its certificate: both, or none, and never the copy alone.
func writeProved(pdfPath string, pdf []byte, proofPath string, proof []byte) error {
	if err := writeWhole(proofPath, proof); err != nil {
		return err
	}
	if err := writeWhole(pdfPath, pdf); err != nil {
		return errors.Join(err, pathless(os.Remove(proofPath)))
	}
	return nil
}

func readBounded(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open: %w", pathless(err))
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && !st.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	data, err := io.ReadAll(io.LimitReader(f, maxInput))
	if err != nil {
		return nil, fmt.Errorf("read: %w", pathless(err))
	}
	return data, nil
}

// pathless takes the path out of a file system error: a chart's file name may hold a patient's.
func pathless(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	var le *os.LinkError
	if errors.As(err, &le) {
		return le.Err
	}
	return err
}

func parseEngines(list string) ([]chart.Engine, error) {
	if list == "" {
		return nil, nil
	}
	var engines []chart.Engine
	for name := range strings.SplitSeq(list, ",") {
		e := chart.Engine(strings.TrimSpace(name))
		if e == "both" {
			return []chart.Engine{chart.Tesseract, chart.Paddle}, nil
		}
		if e != chart.Tesseract && e != chart.Paddle {
			return nil, fmt.Errorf("--engines knows tesseract, paddle and both, not %q", name)
		}
		engines = append(engines, e)
	}
	return engines, nil
}
