package typeset

import (
	"errors"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Stranger is a page set by hand after what other houses print, with what stands on it.
type Stranger struct {
	Type chart.Type
	Text string
	// Values are what a careful clerk would key, in canonical form: several values, or several ways to write one. A field whose
	// only value is "" may be found or not.
	Values map[chart.FieldName][]string
}

// ErrNoList says that a file is no stranger's page or table.
var ErrNoList = errors.New("typeset: no list of what stands on the page behind it")

// Read parses "type, page, ----, field: value|value".
func Read(file string) (Stranger, error) {
	kind, rest, _ := strings.Cut(file, "\n")
	text, list, ok := strings.Cut(rest, "\n----\n")
	if !ok {
		return Stranger{}, ErrNoList
	}
	s := Stranger{chart.Type(kind), text, map[chart.FieldName][]string{}}
	for line := range strings.Lines(list) {
		if name, values, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			s.Values[chart.FieldName(name)] = strings.Split(strings.TrimSpace(values), "|")
		}
	}
	return s, nil
}
