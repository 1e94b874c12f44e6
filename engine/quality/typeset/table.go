package typeset

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Table is a page with tables, set by hand after what other houses print, and the lines that stand in them.
type Table struct {
	Type chart.Type
	Text string
	Rows []chart.Row
}

// ReadTable parses "type, page, ----, cell=value | cell=value" a line; "table: " before it names the table where its cells do not.
func ReadTable(file string) (Table, error) {
	kind, rest, _ := strings.Cut(file, "\n")
	text, list, ok := strings.Cut(rest, "\n----\n")
	if !ok {
		return Table{}, ErrNoList
	}
	t := Table{Type: chart.Type(kind), Text: text}
	for line := range strings.Lines(list) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		row := chart.Row{}
		if name, cells, ok := strings.Cut(line, ": "); ok && tableOf[name] != "" {
			row.Table, line = tableOf[name], cells
		}
		for _, cell := range strings.Split(line, " | ") {
			n, v, ok := strings.Cut(cell, "=")
			if !ok {
				return Table{}, ErrNoList
			}
			n = strings.TrimSpace(n)
			row.Cells = append(row.Cells, chart.Cell{Name: n, Value: chart.Text(strings.TrimSpace(v))})
			if row.Table == "" {
				row.Table = tableOf[n]
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// tableOf is the table that a cell belongs to, where it belongs to one only, and every table by its own name.
var tableOf = map[string]string{"results": "results", "service_lines": "service_lines", "medications": "medications", "immunizations": "immunizations", "problems": "problems",
	"test": "results", "value": "results", "procedure_code": "service_lines", "charge": "service_lines", "description": "service_lines", "date_of_service": "service_lines",
	"medication": "medications", "vaccine": "immunizations", "diagnosis": "problems", "diagnosis_code": "problems"}
