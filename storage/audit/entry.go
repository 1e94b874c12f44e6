package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// columns are what an entry is searched by: words of the entry itself, in clear columns of their own.
type columns struct {
	at                               int64 // Unix milliseconds
	action, person, document, source string
}

func columnsOf(e chart.AuditEntry) columns {
	return columns{at: e.At.UnixMilli(), action: string(e.Action), person: string(e.Person), document: string(e.Document),
		source: chart.MachineWord(e.Detail, "import")}
}

// marshal gives the one form that an entry has in the tree.
func marshal(e chart.AuditEntry) ([]byte, error) {
	e.At = e.At.UTC().Truncate(time.Millisecond)
	return json.Marshal(e)
}

// unmarshal reads a leaf and refuses any other form of the same entry.
func unmarshal(leaf []byte) (chart.AuditEntry, error) {
	var e chart.AuditEntry
	if err := json.Unmarshal(leaf, &e); err != nil {
		return e, errors.New("the entry is not readable")
	}
	again, err := marshal(e)
	if err != nil || !bytes.Equal(leaf, again) {
		return e, errors.New("the entry is not in its canonical form")
	}
	return e, nil
}

func opened(leaf []byte) (chart.AuditEntry, error) {
	e, err := unmarshal(leaf)
	if err != nil {
		return e, chart.E(chart.Tampered, "read audit entry", err)
	}
	return e, nil
}
