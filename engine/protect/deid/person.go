package deid

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/deid/code"
)

// The names of values that only a release has.
const (
	AgeGroup   chart.FieldName = "age_group" // 90+, where the birth year may not stand
	State      chart.FieldName = "state"
	City       chart.FieldName = "city"
	PostalCode chart.FieldName = "postal_code" // three digits under Safe Harbor
)

// Over89 is the one group of all ages over 89.
const Over89 = "90+"

// who is one person as the documents of a chart know them.
type who struct {
	handles []chart.Text
	docs    []int // of the chart's documents
}

// people parts a chart's documents by the persons they are about. Two identifiers that agree make one person; a document
// without two of its own is its chart's person's where the chart has only one, and nobody's else.
func people(docs []chart.Document) []who {
	var out []who
	var loose []int
	for i, d := range docs {
		h := handles(d)
		if len(h) == 0 {
			loose = append(loose, i)
			continue
		}
		at := slices.IndexFunc(out, func(w who) bool {
			return slices.ContainsFunc(h, func(t chart.Text) bool { return slices.Contains(w.handles, t) })
		})
		if at < 0 {
			out = append(out, who{})
			at = len(out) - 1
		}
		for _, t := range h {
			if !slices.Contains(out[at].handles, t) {
				out[at].handles = append(out[at].handles, t)
			}
		}
		out[at].docs = append(out[at].docs, i)
	}
	doubt := slices.ContainsFunc(docs, func(d chart.Document) bool { return len(d.Alarms) > 0 })
	switch {
	case len(loose) > 0 && len(out) == 1 && !doubt:
		out[0].docs = append(out[0].docs, loose...)
		slices.Sort(out[0].docs)
	case len(loose) > 0 && len(out) == 0 && !doubt:
		out = append(out, who{docs: loose})
	default:
		for _, i := range loose {
			out = append(out, who{docs: []int{i}})
		}
	}
	return out
}

// handles gives what tells a person from others: two identifiers together, never one.
func handles(d chart.Document) []chart.Text {
	one := func(n chart.FieldName) string {
		for _, f := range d.Fields {
			if f.Name == n && f.Cell == nil && f.Value != "" {
				if f.Normalized != "" {
					return f.Normalized.Reveal()
				}
				return f.Value.Reveal()
			}
		}
		return ""
	}
	name, born, mrn, ssn := one(chart.PatientName), one(chart.DateOfBirth), one(chart.MRN), one(chart.SSN)
	if family, given, ok := strings.Cut(name, ","); ok { // a middle name is often missing
		name = family + "," + strings.Join(strings.Fields(given)[:min(1, len(strings.Fields(given)))], " ")
	}
	var out []chart.Text
	for _, pair := range [][2]string{{name, born}, {mrn, born}, {mrn, name}, {ssn, name}} {
		if pair[0] != "" && pair[1] != "" {
			out = append(out, chart.Text(pair[0]+"|"+pair[1]))
		}
	}
	return out
}

// person makes the values of the person: what all documents together say, each once.
func (c *caseMaker) person(docs []chart.Document) ([]Value, error) {
	first := map[chart.FieldName]chart.Field{}
	for _, d := range docs {
		for _, f := range d.Fields {
			if _, have := first[f.Name]; !have && f.Value != "" && f.Cell == nil {
				first[f.Name] = f
			}
		}
	}
	best := func(n chart.FieldName) string {
		f := first[n]
		if f.Normalized != "" {
			return f.Normalized.Reveal()
		}
		return f.Value.Reveal()
	}
	var out []Value
	add := func(n chart.FieldName, s string) {
		if s != "" {
			out = append(out, Value{Name: n, Text: chart.Text(s), Form: chart.Text(s)})
		}
	}
	add(chart.Sex, sexForm[strings.ToLower(best(chart.Sex))])
	birth, group := c.birth(best(chart.DateOfBirth))
	add(chart.DateOfBirth, birth)
	add(AgeGroup, group)
	if c.order.Method == Surrogates {
		more, err := c.invented(first)
		return append(out, more...), err
	}
	p := c.e.parsePlace(first[chart.Address].Value.Reveal())
	add(State, p.state)
	if c.order.Method == LimitedDataSet {
		if !c.sharesName(p.city) {
			add(City, p.city)
		}
		add(PostalCode, p.zip)
	} else {
		add(PostalCode, c.e.zip3(p.zip))
	}
	if c.order.Alike {
		return c.alike(out, first)
	}
	return out, nil
}

// sharesName reports whether a city has a word of the patient's name, so that nobody could tell which of the two stands there.
func (c *caseMaker) sharesName(city string) bool {
	return slices.ContainsFunc(wordsOf(plain([]rune(city))), func(w word) bool { return c.known.patient[w.low] })
}

// alike adds codes in the format of the numbers that they stand for.
func (c *caseMaker) alike(out []Value, first map[chart.FieldName]chart.Field) ([]Value, error) {
	for _, n := range []chart.FieldName{chart.MRN, chart.AccountNumber, chart.MemberID} {
		f, ok := first[n]
		if !ok {
			continue
		}
		k, err := c.e.Codes.Value(identifying[n], f.Value, true)
		if err != nil {
			return nil, err
		}
		t := chart.Text(c.issue(k.Token))
		out = append(out, Value{n, t, t})
	}
	return out, nil
}

// birth gives what may be said of the date of birth, and the group of ages where it may not.
func (c *caseMaker) birth(s string) (date, group string) {
	d, ok := parseDay(s, c.now.Year())
	if !ok || d.year > c.now.Year() {
		return "", ""
	}
	if c.order.Method == LimitedDataSet {
		if !d.whole() {
			return strconv.Itoa(d.year), ""
		}
		return d.iso(), ""
	}
	if d.year < oldest(c.now) {
		return "", Over89
	}
	if c.order.moved() && d.whole() {
		if moved := d.time().AddDate(0, 0, c.days); moved.Year() < oldest(c.now) {
			return "", Over89
		}
		return c.issue(shift(d, c.days)), ""
	}
	return strconv.Itoa(d.year), ""
}

// Codes gives the random codes of a release.
type Codes interface {
	// Person gives the code of the person known by one of the handles, best first.
	Person(handles []chart.Text) (code.Code, error)
	// Value gives the code of a value, in the value's own format where alike is asked for.
	Value(kind chart.Kind, value chart.Text, alike bool) (code.Code, error)
	// Keep makes sure that the codes given so far are kept, where they are to be kept.
	Keep(ctx context.Context) error
}

// Unkept is codes that nobody keeps: when the release is done, nothing leads back.
type Unkept struct{ code.Book }

// Keep has nothing to do.
func (*Unkept) Keep(context.Context) error { return nil }
