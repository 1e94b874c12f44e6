package deid

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/assets/zip3"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/deid/proof"
)

// Found is an identifier that a detector sees in a text; offsets are Unicode code points.
type Found struct {
	Start, End int
	Kind       chart.Kind
}

// Engine makes releases. Every part of it is needed but Inspect, without which no PDF leaves, and By.
type Engine struct {
	Codes  Codes
	Find   func(text string) []Found
	Bundle func(Order, Case) ([]byte, error) // FHIR R4
	// Inspect proves a redacted copy by its own certificate, which is signed, and gives the copy's searchable text.
	Inspect func(pdf, certificate []byte, proof chart.Redaction) (text string, err error)
	// Tells searches the name of a file for what was redacted.
	Tells   func(name string, spans []chart.Span) []chart.Residual
	Sign    func(certificate []byte) (envelope []byte, err error)
	By      *chart.Actor // who makes the release, where it is a person who signed in
	ZIP3    *zip3.List
	Words   *lexicon.Lexicon
	Version string // of the program, as certificates name it
	Now     func() time.Time
}

// New gives an engine with its lists, that of small ZIP areas replaced where another one is handed over, and with codes that
// nobody keeps. Find, Bundle, Version and Now are the caller's to fill in.
func New(list []byte) (*Engine, error) {
	const op = "load the lists of a release"
	small, err := zip3.Builtin()
	if err == nil && len(list) > 0 {
		small, err = zip3.Parse(list)
	}
	if err != nil {
		return nil, chart.E(chart.BadInput, op, err)
	}
	words, err := lexicon.Shared()
	if err != nil {
		return nil, chart.E(chart.Internal, op, err)
	}
	return &Engine{Codes: &Unkept{}, ZIP3: small, Words: words}, nil
}

// Refusal says why a chart or case did not leave: kinds and counts, no text.
type Refusal struct {
	Chart int    `json:"chart"` // in the order in which they came, from 1
	Why   string `json:"why"`
}

// Write puts a file of the release where it belongs. Names are codes.
type Write func(name string, data []byte) error

// Release makes a release of charts and hands its files on one by one; the certificate, which it also gives, comes last. A
// chart that cannot be proved is refused and the others go on.
func (e *Engine) Release(ctx context.Context, o Order, charts iter.Seq2[Chart, error], write Write) (*Certificate, error) {
	if e.Sign == nil || e.Tells == nil {
		return nil, chart.E(chart.Internal, "make a release", errUnsigned)
	}
	now := e.Now()
	if err := o.Check(now); err != nil {
		return nil, err
	}
	r := &releaser{e: e, order: o, now: now, write: write, cert: newCertificate(e, o, now), copies: map[string]int{}}
	n := 0
	for c, err := range charts {
		n++
		if ctx.Err() != nil {
			return nil, fmt.Errorf("make a release: %w", context.Cause(ctx))
		}
		if err == nil {
			err = r.chart(ctx, c)
		}
		var doubt *Doubt
		switch {
		case err == nil:
		case errors.As(err, &doubt), chart.KindOf(err) == chart.BadInput:
			r.cert.Refused = append(r.cert.Refused, Refusal{n, err.Error()})
		default:
			return nil, fmt.Errorf("make a release: chart %d: %w", n, err)
		}
	}
	return &r.cert, r.end()
}

// Doubt is the error of a case that could not be proved.
type Doubt struct{ Left []proof.Left }

// Error counts what is left by kind and file.
func (d *Doubt) Error() string {
	seen := map[string]int{}
	var order []string
	for _, l := range d.Left {
		k := fmt.Sprintf("%s (%s, %s)", l.Kind, l.How, l.Where)
		if seen[k]++; seen[k] == 1 {
			order = append(order, k)
		}
	}
	slices.Sort(order)
	return fmt.Sprintf("%d identifiers may be left: %s", len(d.Left), strings.Join(order[:min(len(order), 5)], "; "))
}

// releaser is one release under way.
type releaser struct {
	e      *Engine
	order  Order
	now    time.Time
	write  Write
	cert   Certificate
	copies map[string]int // files of a person, by code
	lines  []csvCase
	cells  cells
}

// file is one file of a case before it is handed on.
type file struct {
	name string
	form proof.Form
	data []byte
}

// chart makes the cases of one chart; one that cannot be proved keeps the whole chart back.
func (r *releaser) chart(ctx context.Context, c Chart) error {
	k := newKnown(r.e.Words, c)
	found := count(c)
	persons := people(c.Documents)
	var files []file
	var lines []csvCase
	noPDF := ""
	for _, w := range persons {
		m := &caseMaker{e: r.e, order: r.order, now: r.now, chart: c, known: k, issued: map[string]bool{}}
		var err error
		if m.code, err = r.e.Codes.Person(w.handles); err != nil {
			return err
		}
		m.days = m.code.Days()
		one, err := m.make(w)
		if err != nil {
			return err
		}
		made, line, err := r.files(one)
		if err != nil {
			return err
		}
		if r.order.wants(PDF) {
			if noPDF = r.e.pdfFits(m, len(persons)); noPDF == "" {
				files = append(files, file{r.name(one) + copyEnding, proof.None, c.PDF}, file{r.name(one) + proofEnding, proof.None, c.Certificate})
			}
		}
		if left := r.prove(m, append(made, file{csvName, proof.CSV, line.data})); len(left) > 0 {
			return &Doubt{left}
		}
		files, lines = append(files, made...), append(lines, line)
		if left := r.told(m, files); len(left) > 0 {
			return &Doubt{left}
		}
	}
	if err := r.e.Codes.Keep(ctx); err != nil {
		return err
	}
	for _, f := range files {
		if err := r.hand(f.name, f.data); err != nil {
			return err
		}
	}
	for _, l := range lines {
		r.cells.add(l)
	}
	r.lines = append(r.lines, lines...)
	if noPDF != "" {
		r.cert.NoPDF[noPDF]++
	}
	r.cert.add(found, c.Engines)
	r.cert.Cases += len(persons)
	return nil
}

// files writes a case in the forms that were asked for.
func (r *releaser) files(c Case) ([]file, csvCase, error) {
	r.copies[c.Subject]++
	base := r.name(c)
	line, err := csvOf(r.order, c)
	if err != nil {
		return nil, line, err
	}
	var out []file
	if r.order.wants(FHIR) {
		data, err := r.e.Bundle(r.order, c)
		if err != nil {
			return nil, line, err
		}
		out = append(out, file{base + ".fhir.json", proof.JSON, data})
	}
	if r.order.wants(Text) {
		var b bytes.Buffer
		fmt.Fprintf(&b, "%s\n", r.order.Label())
		for i, p := range c.Pages {
			fmt.Fprintf(&b, "\n--- page %d ---\n%s\n", i+1, p)
		}
		out = append(out, file{base + ".txt", proof.Text, b.Bytes()})
	}
	return out, line, nil
}

// name begins the names of a case's files: the person's code and which of the person's charts it is.
func (r *releaser) name(c Case) string { return fmt.Sprintf("%s-%d", c.Subject, r.copies[c.Subject]) }

// prove has the files of a case read again by somebody who knows the rules' aim and not the rules.
func (r *releaser) prove(m *caseMaker, files []file) []proof.Left {
	ask := r.ask(m)
	var left []proof.Left
	for _, f := range files {
		if f.form != proof.None {
			left = append(left, ask.File(f.form, f.data)...)
		}
	}
	return left
}

func (r *releaser) ask(m *caseMaker) proof.Ask {
	ask := proof.Ask{Now: r.now, Dates: r.order.Method == LimitedDataSet, Places: r.order.Method == LimitedDataSet,
		Ages: r.order.Method == LimitedDataSet, Put: m.issued, Old: m.old, Small: r.e.ZIP3.Small,
		Ordinary: func(w string) bool { e := r.e.Words.Lookup(w); return e.Word > 0 || e.Clinical }}
	ask.Label = []string{r.order.Label(), r.order.Release, string(r.order.Method)}
	for _, d := range m.chart.Documents {
		for _, f := range d.Fields {
			if kind, ok := identifying[f.Name]; ok {
				for _, v := range valuesOf(f) {
					ask.Known = append(ask.Known, proof.Known{Kind: kind, Text: v, Patient: f.Name == chart.PatientName})
				}
			}
		}
	}
	for _, s := range m.chart.Spans {
		ask.Known = append(ask.Known, proof.Known{Kind: s.Kind, Text: s.Text.Reveal()})
	}
	return ask
}

func (r *releaser) hand(name string, data []byte) error {
	if err := r.write(name, data); err != nil {
		return fmt.Errorf("write a file of the release: %w", err)
	}
	r.cert.file(name, data)
	return nil
}

// end writes what belongs to the release as a whole.
func (r *releaser) end() error {
	if r.order.wants(CSV) && len(r.lines) > 0 {
		data, err := joinCSV(r.lines)
		if err != nil {
			return err
		}
		if err := r.hand(csvName, data); err != nil {
			return err
		}
	}
	r.cert.close(r.cells.small())
	if err := r.hand("LABEL.txt", []byte(r.order.Label()+"\n")); err != nil {
		return err
	}
	data, err := r.cert.marshal()
	if err != nil {
		return err
	}
	return r.sign(data)
}
