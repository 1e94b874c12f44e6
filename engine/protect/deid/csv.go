package deid

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

const csvName = "release.csv"

var csvHead = []string{"set", "subject", "document", "type", "table", "row", "name", "value"}

// csvCase is the lines of one case, and of whom they are.
type csvCase struct {
	subject string
	lines   [][]string
	data    []byte // with a head, for the proof
	person  []Value
	codes   []string // of diagnoses
}

// mark is what every line says of its set, so that a line alone is never taken for more than it is.
func (o Order) mark() string {
	switch o.Method {
	case SafeHarbor:
		return "safe_harbor"
	case LimitedDataSet:
		return "limited_data_set:phi"
	case DateShifted:
		return "date_shifted:not_safe_harbor"
	}
	return "synthetic_identifiers:not_safe_harbor"
}

func csvOf(o Order, c Case) (csvCase, error) {
	out := csvCase{subject: c.Subject, person: c.Person}
	add := func(doc int, typ chart.Type, table string, row int, name, value string) {
		out.lines = append(out.lines, []string{o.mark(), c.Subject, count0(doc), string(typ), table, count0(row), name, inert(value)})
	}
	for _, v := range c.Person {
		add(0, "", "", 0, string(v.Name), v.Text.Reveal())
	}
	for i, d := range c.Documents {
		for _, v := range d.Values {
			s := v.Form.Reveal()
			if s == "" {
				s = v.Text.Reveal()
			}
			if v.Name == chart.DiagnosisCode {
				out.codes = append(out.codes, s)
			}
			add(i+1, d.Type, "", 0, string(v.Name), s)
		}
		for n, r := range d.Rows {
			for _, cell := range r.Cells {
				if cell.Name == string(chart.DiagnosisCode) {
					out.codes = append(out.codes, cell.Value.Reveal())
				}
				add(i+1, d.Type, r.Table, n+1, cell.Name, cell.Value.Reveal())
			}
		}
	}
	var err error
	out.data, err = writeCSV(out.lines)
	return out, err
}

func count0(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// inert keeps a spreadsheet from running what a page says.
func inert(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) || valueForm.MatchString(s) {
		return s
	}
	return "'" + s
}

func writeCSV(lines [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(csvHead); err != nil {
		return nil, fmt.Errorf("write CSV: %w", err)
	}
	if err := w.WriteAll(lines); err != nil {
		return nil, fmt.Errorf("write CSV: %w", err)
	}
	return b.Bytes(), nil
}

// joinCSV makes one file of all cases, by code, so that the order in which the charts came is not told.
func joinCSV(cases []csvCase) ([]byte, error) {
	cases = slices.Clone(cases)
	slices.SortStableFunc(cases, func(a, b csvCase) int { return strings.Compare(a.subject, b.subject) })
	var all [][]string
	for _, c := range cases {
		all = append(all, c.lines...)
	}
	return writeCSV(all)
}
