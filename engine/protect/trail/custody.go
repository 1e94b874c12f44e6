package trail

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"chartproof.org/chartproof/engine/chart"
)

// CustodyType is bound into the signature over a chain of custody.
const CustodyType = "application/vnd.chartproof.custody.v1+json"

const custodySchema = "chartproof.custody/1"

// Step is one thing that was done with a document, in the order of the trail.
type Step struct {
	Index    int64            `json:"index"`
	At       time.Time        `json:"at"`
	Action   chart.Action     `json:"action"`
	Person   chart.PersonID   `json:"person,omitempty"` // empty: the machine itself
	Device   chart.DeviceID   `json:"device"`
	Field    chart.FieldID    `json:"field,omitempty"`
	From     string           `json:"from,omitempty"` // the state that the document left
	To       string           `json:"to,omitempty"`   // and the one that it came into
	Record   string           `json:"record,omitempty"`
	Digest   string           `json:"digest,omitempty"` // SHA-256 of the sealed record
	Purpose  string           `json:"purpose,omitempty"`
	Decision string           `json:"decision,omitempty"`
	Detail   string           `json:"detail,omitempty"`
	Document chart.DocumentID `json:"document,omitempty"` // empty: the import, before there were documents
}

// Evidence proves that an entry stands in the trail: the leaf as it was signed, and the path from it to the checkpoint's root.
type Evidence struct {
	Index int64    `json:"index"`
	Leaf  string   `json:"leaf"`
	Proof []string `json:"proof"` // hashes, base64 (tlog.CheckRecord, RFC 6962 section 2.1.1)
}

// Custody is a document's way from the scan to where it is now.
type Custody struct {
	Schema     string           `json:"schema"`
	Document   chart.DocumentID `json:"document"`
	Import     string           `json:"import,omitempty"`
	Made       time.Time        `json:"made"`
	By         chart.PersonID   `json:"by"`
	State      string           `json:"state"` // the last one that the trail names
	Record     string           `json:"record,omitempty"`
	Digest     string           `json:"digest,omitempty"`
	Steps      []Step           `json:"steps"`
	Gaps       []string         `json:"gaps"`       // where the states do not follow each other; empty: an unbroken chain
	Checkpoint string           `json:"checkpoint"` // the trail's signed checkpoint that the proofs lead to
	Key        string           `json:"key"`        // the verifier key that it is signed with
	Evidence   []Evidence       `json:"evidence"`
}

// ImportOf is the import that a document came with, out of its own entries.
func ImportOf(entries []chart.AuditEntry) string {
	for _, e := range entries {
		if i := chart.MachineWord(e.Detail, "import"); i != "" {
			return i
		}
	}
	return ""
}

// NewCustody tells the way of a document out of its entries and those of its import, in the order of the trail.
func NewCustody(id chart.DocumentID, entries []chart.AuditEntry, made time.Time, by chart.PersonID) Custody {
	c := Custody{Schema: custodySchema, Document: id, Import: ImportOf(entries), Made: made.UTC(), By: by, Gaps: []string{}, Steps: []Step{}}
	at := ""
	for _, e := range entries {
		s := Step{Index: e.Index, At: e.At.UTC(), Action: e.Action, Person: e.Person, Device: e.Device, Document: e.Document, Field: e.Field, Purpose: e.Purpose,
			Decision: e.Decision, Detail: e.Detail, From: chart.MachineWord(e.Detail, "from"), To: chart.MachineWord(e.Detail, "to"), Record: chart.MachineWord(e.Detail, "record"), Digest: chart.MachineWord(e.Detail, "digest")}
		if !isState(s.From) || !isState(s.To) {
			s.From = "" // words of something else: the roles of a person, the type of a document
			if !isState(s.To) {
				s.To = ""
			}
		}
		if to := implied(e); s.To == "" && to != "" && e.Document == id {
			s.To = to
		}
		if e.Document == id {
			if s.From != "" && at != "" && s.From != at {
				c.Gaps = append(c.Gaps, fmt.Sprintf("entry %d leaves the state %s, but the document was in %s", e.Index, s.From, at))
			}
			if s.To != "" {
				at = s.To
			}
		}
		if s.Record != "" {
			c.Record = s.Record
		}
		if s.Digest != "" {
			c.Digest = s.Digest
		}
		c.Steps = append(c.Steps, s)
	}
	c.State = at
	return c
}

// implied is the state that an action brings a document into without naming it.
func implied(e chart.AuditEntry) string {
	switch e.Action {
	case chart.ActSignRecord:
		return string(chart.StateSigned)
	case chart.ActSend:
		if !strings.HasSuffix(e.Detail, " sealed") { // sealed to the hub, but not sent yet
			return string(chart.StateSent)
		}
	case chart.ActSettle:
		return string(chart.StateSettled)
	}
	return ""
}

func isState(word string) bool {
	switch chart.State(word) {
	case chart.StateReading, chart.StateReview, chart.StateSecondReview, chart.StateAdjudication, chart.StateReady, chart.StateSigned, chart.StateSent,
		chart.StateSettled, chart.StateRefused, chart.StateHeld, chart.StatePurged:
		return true
	}
	return word == "quarantined"
}

// Write says it for people: one line a step.
func (c Custody) Write(w io.Writer, o Options) error {
	fmt.Fprintf(w, "Chain of custody of document %s\n", c.Document)
	fmt.Fprintf(w, "Import %s. Made %s by %s.\n", orNone(c.Import), stamp(c.Made), o.who(c.By))
	fmt.Fprintf(w, "State: %s. Record %s, SHA-256 %s.\n\n", orNone(c.State), orNone(c.Record), orNone(c.Digest))
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "entry\tat (UTC)\taction\twho\tworkstation\tstate\twords")
	for _, s := range c.Steps {
		state := s.To
		if s.From != "" {
			state = s.From + " > " + s.To
		}
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%s\t%s\n", s.Index, stamp(s.At), s.Action, o.who(s.Person), s.Device, state, strings.TrimSpace(string(s.Field)+" "+s.Detail))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if len(c.Gaps) == 0 {
		_, err := fmt.Fprintf(w, "\nThe states follow each other without a gap. %d of %d entries are proved to stand in the trail below.\n\n%s\nKey %s\n",
			len(c.Evidence), len(c.Steps), c.Checkpoint, c.Key)
		return err
	}
	_, err := fmt.Fprintf(w, "\nTHE CHAIN HAS GAPS:\n%s\n", strings.Join(c.Gaps, "\n"))
	return err
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// who names a person by name and id, or the machine.
func (o Options) who(id chart.PersonID) string {
	if id == "" {
		return "the program"
	}
	if p, ok := o.People[id]; ok && p.DisplayName != "" {
		return p.DisplayName + " (" + string(id) + ")"
	}
	return string(id)
}

// Prove adds the evidence for a step.
func (c *Custody) Prove(index int64, leaf []byte, proof tlog.RecordProof) {
	e := Evidence{Index: index, Leaf: string(leaf), Proof: make([]string, len(proof))}
	for i, h := range proof {
		e.Proof[i] = h.String()
	}
	c.Evidence = append(c.Evidence, e)
}

// CheckCustody checks a chain of custody by itself: that the checkpoint is signed by its key (the one given, where one is), that
// each step is an entry that stands in the trail below it, and that the steps say what those entries say. It needs no workspace.
func CheckCustody(payload []byte, key string) (Custody, error) {
	const op = "check chain of custody"
	bad := func(why string) (Custody, error) { return Custody{}, chart.E(chart.Tampered, op, errors.New(why)) }
	var c Custody
	if err := json.Unmarshal(payload, &c); err != nil || c.Schema != custodySchema {
		return Custody{}, chart.E(chart.BadInput, op, errors.New("this is no chain of custody"))
	}
	if key != "" && key != c.Key {
		return bad("it is signed with another key than the one given")
	}
	size, root, err := checkpoint(c.Checkpoint, c.Key)
	if err != nil {
		return bad("the checkpoint's signature does not hold")
	}
	if len(c.Evidence) != len(c.Steps) {
		return bad("not every step is proved")
	}
	entries := make([]chart.AuditEntry, len(c.Steps))
	for i, ev := range c.Evidence {
		proof := make(tlog.RecordProof, len(ev.Proof))
		for j, text := range ev.Proof {
			if proof[j], err = tlog.ParseHash(text); err != nil {
				return bad(fmt.Sprintf("the proof of entry %d is not readable", ev.Index))
			}
		}
		if ev.Index < 0 || tlog.CheckRecord(proof, size, root, ev.Index, tlog.RecordHash([]byte(ev.Leaf))) != nil {
			return bad(fmt.Sprintf("entry %d does not stand in the trail", ev.Index))
		}
		if err := json.Unmarshal([]byte(ev.Leaf), &entries[i]); err != nil || entries[i].Index != ev.Index {
			return bad(fmt.Sprintf("entry %d is not readable", ev.Index))
		}
	}
	again := NewCustody(c.Document, entries, c.Made, c.By)
	again.Checkpoint, again.Key, again.Evidence = c.Checkpoint, c.Key, c.Evidence
	said, err1 := json.Marshal(c)
	is, err2 := json.Marshal(again)
	if err := errors.Join(err1, err2); err != nil || string(said) != string(is) {
		return bad("the steps are not what the entries say")
	}
	return c, nil
}

// checkpoint opens a signed checkpoint: origin, number of entries, root.
func checkpoint(signed, key string) (int64, tlog.Hash, error) {
	v, err := note.NewVerifier(key)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	n, err := note.Open([]byte(signed), note.VerifierList(v))
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != v.Name() {
		return 0, tlog.Hash{}, errors.New("no checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return 0, tlog.Hash{}, errors.New("no root")
	}
	return size, tlog.Hash(root), nil
}
