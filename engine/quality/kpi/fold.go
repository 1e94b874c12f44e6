package kpi

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Pause is the longest time between two actions of a person that still counts as work; after a longer one the person was away.
const Pause = 2 * time.Minute

// Actions are those of the trail that Fold counts.
func Actions() []chart.Action {
	return []chart.Action{chart.ActOpen, chart.ActDecide, chart.ActUndo, chart.ActReveal, chart.ActRedact, chart.ActReshape, chart.ActRelease,
		chart.ActRetype, chart.ActRearrange, chart.ActHandOver, chart.ActSignRecord, chart.ActSecondSign, chart.ActVigilance, chart.ActBlocked, chart.ActRefuse}
}

// Fold makes a Day of its entries, oldest first, and of the documents that they are about.
func Fold(date string, entries []chart.AuditEntry, docs map[chart.DocumentID]Doc) Day {
	f := folder{day: Day{Date: date, People: map[chart.PersonID]*Work{}}, docs: docs, last: map[chart.PersonID]time.Time{},
		decided: map[string]bool{}, sampled: map[string]int{}}
	counted := map[chart.Action]bool{}
	for _, a := range Actions() {
		counted[a] = true
	}
	for i := range entries {
		if counted[entries[i].Action] {
			f.add(&entries[i])
		}
	}
	return f.day
}

type folder struct {
	day     Day
	docs    map[chart.DocumentID]Doc
	last    map[chart.PersonID]time.Time
	decided map[string]bool // person and field
	sampled map[string]int  // field: where in Samples
}

func (f *folder) add(e *chart.AuditEntry) {
	switch e.Action {
	case chart.ActBlocked:
		f.day.Blocked++
	case chart.ActRefuse:
		f.day.Refused++
		return
	}
	if e.Person == "" {
		return
	}
	w := f.work(e)
	switch e.Action {
	case chart.ActDecide:
		if k := string(e.Person) + keyOf(e); !f.decided[k] {
			f.decided[k] = true
			w.Decided++
		}
		f.sample(e)
	case chart.ActUndo:
		f.sample(e)
	case chart.ActVigilance:
		w.Shown++
		if first, _, _ := strings.Cut(e.Detail, " "); first != chart.Vigilant {
			w.Missed++
		}
	case chart.ActSignRecord:
		f.sign(e, w)
	}
}

// work gives what the person did so far, with the time since the last action where that was no pause.
func (f *folder) work(e *chart.AuditEntry) *Work {
	w := f.day.People[e.Person]
	if w == nil {
		w = &Work{}
		f.day.People[e.Person] = w
	}
	if last, ok := f.last[e.Person]; ok {
		if d := e.At.Sub(last); d > 0 && d <= Pause {
			w.Active += d.Milliseconds()
		}
	}
	if e.At.After(f.last[e.Person]) {
		f.last[e.Person] = e.At
	}
	return w
}

// keyOf names a field; what it is made of cannot be read from it.
func keyOf(e *chart.AuditEntry) string {
	sum := sha256.Sum256([]byte(string(e.Document) + "/" + string(e.Field)))
	return hex.EncodeToString(sum[:8])
}

func (f *folder) sample(e *chart.AuditEntry) {
	state := Word(e.Detail, "sampled")
	if state == "" {
		return
	}
	doc := f.docs[e.Document]
	s := Sample{Key: keyOf(e), State: state, Form: doc.Form, From: doc.From}
	if n, err := strconv.Atoi(Word(e.Detail, "said")); err == nil && n >= 0 && n <= 1000 {
		s.Said, s.Known = n, true
	}
	if at, ok := f.sampled[s.Key]; ok {
		f.day.Samples[at] = s
		return
	}
	f.sampled[s.Key] = len(f.day.Samples)
	f.day.Samples = append(f.day.Samples, s)
}

func (f *folder) sign(e *chart.AuditEntry, w *Work) {
	doc, ok := f.docs[e.Document]
	if !ok {
		return
	}
	s := Signed{Form: doc.Form, From: doc.From, Pages: doc.Pages, Fields: doc.Fields}
	if !doc.Imported.IsZero() {
		s.Took = max(0, e.At.Sub(doc.Imported).Milliseconds())
	}
	history(&s, doc.History)
	w.Signed++
	w.Pages += doc.Pages
	f.day.Signed = append(f.day.Signed, s)
}

// history counts what was done to a document before it was signed.
func history(s *Signed, entries []chart.AuditEntry) {
	verdicts, by := map[chart.FieldID]string{}, map[chart.FieldID]chart.PersonID{}
	looks := map[chart.PersonID]*Look{}
	for i := range entries {
		e := &entries[i]
		switch e.Action {
		case chart.ActDecide, chart.ActUndo:
			verdicts[e.Field], by[e.Field] = Word(e.Detail, "verdict"), e.Person
		case chart.ActSecondSign:
			if Word(e.Detail, "step") != secondStep {
				continue
			}
			l := looks[by[e.Field]]
			if l == nil {
				l = &Look{First: by[e.Field]}
				looks[by[e.Field]] = l
			}
			l.Looked++
			if Word(e.Detail, "outcome") == differs {
				l.Differs++
			}
		case chart.ActState:
			if Word(e.Detail, "to") == chart.StateReview.Word() && Word(e.Detail, "from") != "" && Word(e.Detail, "from") != chart.StateReading.Word() {
				s.Reopened++
			}
		}
	}
	for _, v := range verdicts {
		if v == "undecided" {
			continue
		}
		s.Touched++
		if v == string(chart.Corrected) {
			s.Corrected++
		}
	}
	s.Fields = max(s.Fields, s.Touched)
	for _, l := range looks {
		s.Looks = append(s.Looks, *l)
	}
	slices.SortFunc(s.Looks, func(a, b Look) int { return strings.Compare(string(a.First), string(b.First)) })
}

// The words of a second look in the trail.
const (
	secondStep = "second"
	differs    = "differs"
)

// Word gives the value of a word "name=value" of an entry's detail, "" where it is not there.
func Word(detail, name string) string {
	for part := range strings.FieldsSeq(detail) {
		if key, value, ok := strings.Cut(part, "="); ok && key == name {
			return value
		}
	}
	return ""
}
