package deid

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/deid/code"
)

// caseMaker makes what a release says of one person of one chart.
type caseMaker struct {
	e      *Engine
	order  Order
	now    time.Time
	chart  Chart
	known  *known
	code   code.Code
	days   int
	old    bool            // the person is over 89 today
	issued map[string]bool // what we put in ourselves
}

// Case is what a release says of one person of one chart.
type Case struct {
	Subject   string // the person's code
	Person    []Value
	Documents []Document
	Pages     []string // text with codes
}

// Document is one document of a case.
type Document struct {
	Type   chart.Type
	Values []Value
	Rows   []chart.Row
}

func (c *caseMaker) issue(s string) string {
	if s != "" {
		c.issued[s] = true
	}
	return s
}

// make makes the case of one person.
func (c *caseMaker) make(w who) (Case, error) {
	out := Case{Subject: c.issue(c.code.Token)}
	var docs []chart.Document
	for _, i := range w.docs {
		docs = append(docs, c.chart.Documents[i])
	}
	var err error
	if out.Person, err = c.person(docs); err != nil {
		return out, err
	}
	c.old = slices.ContainsFunc(out.Person, func(v Value) bool { return v.Name == AgeGroup })
	pages := map[int]bool{}
	for _, d := range docs {
		for _, n := range d.Pages {
			pages[n] = true
		}
		doc := Document{Type: d.Type}
		if doc.Values, err = c.fields(d.Fields); err != nil {
			return out, err
		}
		if doc.Rows, err = c.rows(d.Rows); err != nil {
			return out, err
		}
		out.Documents = append(out.Documents, doc)
	}
	for _, p := range c.chart.Pages {
		if !pages[p.Number] {
			continue
		}
		text, err := c.page(p)
		if err != nil {
			return out, err
		}
		out.Pages = append(out.Pages, text)
	}
	return out, nil
}

// clean takes out of a value what identifies.
func (c *caseMaker) clean(s string) (string, error) {
	d := &draft{text: []rune(strings.Join(strings.Fields(s), " "))}
	return c.finish(d)
}

// maxLooks bounds how often a detector looks at what is left; it finds nothing new long before.
const maxLooks = 4

// finish sweeps a draft and writes it.
func (c *caseMaker) finish(d *draft) (string, error) {
	c.known.sweep(d)
	sweepPatterns(d, c.now)
	c.known.sweepPeople(d)
	if c.old {
		sweepAges(d)
	}
	for range maxLooks {
		n := len(d.cuts)
		was := covered(d)
		for _, f := range c.e.Find(string(d.rest())) {
			d.take(cut{start: f.Start, end: f.End, kind: f.Kind})
		}
		if len(d.cuts) == n && covered(d) == was {
			break
		}
	}
	return d.write(c.stand)
}

func covered(d *draft) (n int) {
	for _, c := range d.cuts {
		n += c.end - c.start
	}
	return n
}

// stand gives what stands in the place of a cut.
func (c *caseMaker) stand(k cut, was string) (string, error) {
	if k.fixed != "" {
		return k.fixed, nil
	}
	switch k.kind {
	case chart.Date:
		return c.standDate(was), nil
	case chart.AgeOver89:
		if c.order.Method == LimitedDataSet {
			if age := digitsOf(was); len(age) == 2 || len(age) == 3 {
				return c.issue("[AGE " + age + "]"), nil
			}
		}
		return "[AGE 90+]", nil
	case chart.Barcode, chart.Signature, chart.FacePhoto, chart.Biometric:
		return "[" + strings.ReplaceAll(string(k.kind), "_", " ") + "]", nil
	}
	if c.order.Method == Surrogates {
		return c.invent(k.kind, was)
	}
	if k.kind == chart.Geographic {
		return c.standPlace(was), nil
	}
	if k.kind == chart.Name && c.ofPatient(was) {
		return c.issue("[" + c.code.Token + "]"), nil
	}
	v, err := c.e.Codes.Value(k.kind, chart.Text(was), false)
	if err != nil {
		return "", err
	}
	return c.issue("[" + v.Token + "]"), nil
}

func (c *caseMaker) standDate(was string) string {
	s := c.date(was)
	switch {
	case s == "":
		return "[DATE]"
	case c.order.Method == Surrogates:
		return s
	}
	return "[DATE " + s + "]"
}

func (c *caseMaker) standPlace(was string) string {
	if c.order.Method != LimitedDataSet {
		return "[PLACE]"
	}
	p := c.e.parsePlace(was)
	return c.issue("[" + strings.Join(strings.Fields("PLACE "+p.city+" "+p.state+" "+p.zip), " ") + "]")
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// ofPatient reports whether a name is made of the words of the patients' names alone.
func (c *caseMaker) ofPatient(s string) bool {
	words := wordsOf(plain([]rune(s)))
	for _, w := range words {
		if !c.known.patient[w.low] && len(w.low) > 1 {
			return false
		}
	}
	return len(words) > 0
}

// isKnown reports whether a value that would stand holds something that the chart knows of its people.
func (c *caseMaker) isKnown(s string) bool {
	d := &draft{text: []rune(s)}
	c.known.sweep(d)
	return len(d.cuts) > 0
}

// hasLetters tells print from rulers and dots.
func hasLetters(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
