package chart

import "time"

// Verdict is what a person said of a field.
type Verdict string

// The verdicts. The zero value is Undecided, never clean.
const (
	Undecided    Verdict = ""
	Confirmed    Verdict = "confirmed"   // the value stands as read
	Corrected    Verdict = "corrected"   // the person typed or took another value
	NotOnPage    Verdict = "not_on_page" // the document does not have this field
	CantRead     Verdict = "illegible"   // it is there and cannot be read
	HandedOver   Verdict = "handed_over" // a colleague decides; still open
	WrongPatient Verdict = "wrong_patient"
)

// Open reports whether somebody must still decide.
func (v Verdict) Open() bool { return v == Undecided || v == HandedOver || v == WrongPatient }

// Decision is one person's verdict on one field. Decisions are only ever appended; the last one counts, and undo appends
// the decision that stood before.
type Decision struct {
	Field   FieldID   `json:"field"`
	Verdict Verdict   `json:"verdict"`
	Value   Text      `json:"value"` // the value that stands after the decision
	By      PersonID  `json:"by"`
	At      time.Time `json:"at"`
	Note    Text      `json:"note,omitempty"`
	// Together says on how many pictures the same key decided, where what is alike was checked together; absent for a field that
	// was decided by itself.
	Together int `json:"together,omitempty"`
}

// Dossier is one document of the workspace with everything that is known of it: what the review screen shows and what a
// record is made of.
type Dossier struct {
	ID        DocumentID `json:"id"`
	Import    ImportID   `json:"import"`
	State     State      `json:"state"`
	Version   int64      `json:"version"` // goes up with every change; a stale writer gets Conflict
	Source    Source     `json:"source"`
	Document  Document   `json:"document"`
	Pages     []Page     `json:"pages"`
	Spans     []Span     `json:"spans"`
	Decisions []Decision `json:"decisions"`
	Imported  time.Time  `json:"imported"`
	Notices   []string   `json:"notices,omitempty"`
	Looks     Looks      `json:"-"` // the second looks at it; they are kept beside it

	// Waits says who may take the look that the document waits for, as the practice's policy has it now; the house fills it in.
	Waits Waits `json:"-"`

	Tokens map[FieldID]string `json:"-"` // what stands for identifiers on the screens of whoever opened it; never kept with it
}

// Final gives the field's last decision; the zero Decision where there is none.
func (d *Dossier) Final(id FieldID) Decision {
	for i := len(d.Decisions) - 1; i >= 0; i-- {
		if d.Decisions[i].Field == id {
			return d.Decisions[i]
		}
	}
	return Decision{Field: id}
}

// NeedsPerson reports whether the field must still be decided by a person.
func (d *Dossier) NeedsPerson(f Field) bool { return f.NeedsReview && d.Final(f.ID).Verdict.Open() }

// SeemsBlank reports whether the document is one page under review on which nothing seems to stand, of which nobody was warned: what
// is left is a look at the page.
func (d *Dossier) SeemsBlank() bool {
	doc := &d.Document
	return d.State == StateReview && doc.Type == Blank && doc.TypeConfidence < DoubtfulType && len(doc.Pages) == 1 && len(doc.Rows) == 0 &&
		len(doc.Alarms) == 0 && d.OpenFields() == 0
}

// OpenFields counts the fields that still need a person.
func (d *Dossier) OpenFields() int {
	n := 0
	for _, f := range d.Document.Fields {
		if d.NeedsPerson(f) {
			n++
		}
	}
	return n
}

// Summary is one line of the queue. It holds no text out of the chart.
type Summary struct {
	ID       DocumentID
	Import   ImportID
	State    State
	Type     Type
	Pages    int
	Fields   int
	Open     int // fields that need a person
	Urgent   bool
	Imported time.Time
	Changed  time.Time
	Refusal  *Refusal // for a refused import
	Notes    int      // what colleagues wrote to whoever asks, not answered or seen
	Held     PersonID // somebody else who is at work on it; empty: nobody
	Waits    Waits    // for a document that waits for a second or third look
}
