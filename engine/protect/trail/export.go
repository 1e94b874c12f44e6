package trail

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Format is how entries leave.
type Format string

// The formats.
const (
	CSV    Format = "csv"
	FHIR   Format = "fhir"   // a Bundle of AuditEvents, IHE Basic Audit Log Patterns
	Syslog Format = "syslog" // RFC 5424, one line an entry
	JSONL  Format = "jsonl"  // the entries in the form that is signed, one a line
)

// Formats lists the formats.
func Formats() []Format { return []Format{CSV, FHIR, Syslog, JSONL} }

// Extension is the end of a file's name.
func (f Format) Extension() string {
	switch f {
	case FHIR:
		return "fhir.json"
	case Syslog:
		return "log"
	}
	return string(f)
}

// Options say what an export holds besides the entries.
type Options struct {
	People     map[chart.PersonID]chart.Person // whose names and roles stand beside the ids; nil: ids only
	Made       time.Time
	Enterprise string // of the structured data of RFC 5424; empty: Placeholder
}

// Writer writes entries one by one, so that a trail of any length needs no memory.
type Writer struct {
	out    *bufio.Writer
	write  func(chart.AuditEntry) error
	finish func() error
}

// NewWriter begins an export. Close ends it.
func NewWriter(f Format, w io.Writer, o Options) (*Writer, error) {
	x := &Writer{out: bufio.NewWriter(w), finish: func() error { return nil }}
	switch f {
	case CSV:
		return x, x.csv(o)
	case FHIR:
		return x, x.fhir(o)
	case Syslog:
		x.write = func(e chart.AuditEntry) error {
			_, err := x.out.Write(append(Line(e, o.Enterprise), '\n'))
			return err
		}
		return x, nil
	case JSONL:
		x.write = func(e chart.AuditEntry) error {
			b, err := canonical(e)
			if err != nil {
				return err
			}
			_, err = x.out.Write(append(b, '\n'))
			return err
		}
		return x, nil
	}
	return nil, chart.E(chart.BadInput, "export trail", fmt.Errorf("no format %q", string(f)))
}

// Write adds an entry.
func (x *Writer) Write(e chart.AuditEntry) error { return x.write(e) }

// Close ends the export; it does not close what is written to.
func (x *Writer) Close() error { return errors.Join(x.finish(), x.out.Flush()) }

// header are the columns of the CSV export. New ones come at the end.
var header = []string{"index", "at", "action", "person", "name", "device", "document", "field", "detail", "purpose", "policy", "decision", "address"}

func (x *Writer) csv(o Options) error {
	w := csv.NewWriter(x.out)
	w.UseCRLF = true // RFC 4180
	x.write = func(e chart.AuditEntry) error {
		row := []string{strconv.FormatInt(e.Index, 10), stamp(e.At), string(e.Action), string(e.Person), o.People[e.Person].DisplayName, string(e.Device),
			string(e.Document), string(e.Field), e.Detail, e.Purpose, e.Policy, e.Decision, e.Address}
		for i := range row {
			row[i] = cell(row[i])
		}
		return w.Write(row)
	}
	x.finish = func() error {
		w.Flush()
		return w.Error()
	}
	return w.Write(header)
}

// cell keeps a spreadsheet from taking a value for a formula.
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// stamp is a time as every export says it.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
