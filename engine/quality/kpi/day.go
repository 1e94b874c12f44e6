package kpi

import (
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// DateForm is how the date of a Day is written: 2026-11-22, in the practice's own time.
const DateForm = "2006-01-02"

// Day is what the trail of one day says. Its JSON is kept, a year of it is read at once, and so its names are short.
type Day struct {
	Date    string                   `json:"on"`
	People  map[chart.PersonID]*Work `json:"who,omitempty"`
	Samples []Sample                 `json:"samples,omitempty"`
	Signed  []Signed                 `json:"signed,omitempty"`
	Blocked int                      `json:"blocked,omitempty"` // exports that were stopped because something covered could be found again
	Refused int                      `json:"refused,omitempty"` // files that were not taken
}

// Work is what one person did on a day.
type Work struct {
	Decided int   `json:"d,omitempty"` // fields, each once
	Active  int64 `json:"a,omitempty"`
	Signed  int   `json:"s,omitempty"` // documents
	Pages   int   `json:"p,omitempty"` // of them
	Shown   int   `json:"v,omitempty"` // values with a known answer
	Missed  int   `json:"m,omitempty"` // of them: taken though wrong
}

// Sample is a value that nobody would have looked at, and what a person who looked at it all the same found.
type Sample struct {
	Key   string `json:"k"` // of the field; the newest outcome of a field counts
	Said  int    `json:"c,omitempty"`
	Known bool   `json:"n,omitempty"` // the machine's confidence was written down
	State string `json:"o"`           // chart.SampleRight, SampleWrong or SampleOpen
	Form  string `json:"f,omitempty"`
	From  string `json:"s,omitempty"` // scanner
}

// Signed is a document that was signed on the day.
type Signed struct {
	Form      string `json:"f"`
	From      string `json:"s"`
	Pages     int    `json:"p"`
	Fields    int    `json:"n"`           // captured
	Touched   int    `json:"t,omitempty"` // of them: a person decided
	Corrected int    `json:"c,omitempty"` // of them: the person entered something else
	Reopened  int    `json:"r,omitempty"`
	Took      int64  `json:"d"` // from import to signature
	Looks     []Look `json:"l,omitempty"`
}

// Look counts the second looks at what one person had decided, and how many said otherwise.
type Look struct {
	First   chart.PersonID `json:"p"`
	Looked  int            `json:"n"`
	Differs int            `json:"d,omitempty"`
}

// Doc is what is known of a document beside the trail.
type Doc struct {
	Form     string // its template or type
	From     string // the scanner it came from, as far as it is known
	Pages    int
	Fields   int
	Imported time.Time
	History  []chart.AuditEntry // of a document that was signed on the day: all its entries until then, oldest first
}
