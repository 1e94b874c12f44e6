package chart

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Validators says who validates the fields on which a patient's safety hangs.
type Validators string

// The ways. The zero value is no policy; what holds then is DefaultLookPolicy.
const (
	TwoPeople   Validators = "two_people"       // a colleague types them anew, blind
	OneLater    Validators = "one_person_later" // the same person may, later, blind and in another order; recorded as such
	OneValidate Validators = "one_person"       // nobody looks a second time
)

// LookPolicy is what a practice asks of the second look.
type LookPolicy struct {
	Who  Validators    `json:"validators"`
	Wait time.Duration `json:"wait"` // before the same person may look again
}

// DefaultLookPolicy is that of a workspace that has chosen none.
func DefaultLookPolicy() LookPolicy { return LookPolicy{Who: TwoPeople, Wait: 10 * time.Minute} }

// LookWaits lists the waits that a practice may set, the shortest first.
func LookWaits() []time.Duration {
	return []time.Duration{5 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 4 * time.Hour, 24 * time.Hour}
}

// Valid reports whether a practice may set the policy.
func (p LookPolicy) Valid() bool {
	return (p.Who == TwoPeople || p.Who == OneLater || p.Who == OneValidate) && slices.Contains(LookWaits(), p.Wait)
}

// LookStep says which look at a document somebody took.
type LookStep string

// The steps.
const (
	FirstLook  LookStep = "first"
	SecondLook LookStep = "second"
	ThirdLook  LookStep = "third" // where the first two, or the machine, differ
)

// LookOutcome is what a look made of a field.
type LookOutcome string

// The outcomes.
const (
	LookAgrees LookOutcome = "agrees"  // it says what stands, and so does the machine: settled
	LookDiffer LookOutcome = "differs" // a third person decides
	LookChosen LookOutcome = "chosen"  // the third person has decided: settled
	LookSaw    LookOutcome = "saw"     // of a first look: saw it in clear, but nothing of theirs stands and they handed nothing on
)

// Look is one blind look at one field. Looks are only ever appended; the last one at a field counts, and only for as long as the
// decision stands at which it was taken.
type Look struct {
	Field   FieldID     `json:"field"`
	Step    LookStep    `json:"step"`
	By      PersonID    `json:"by"`
	At      time.Time   `json:"at"`
	Later   bool        `json:"later,omitempty"` // by one who had looked before, because nobody else was there
	Verdict Verdict     `json:"verdict"`         // confirmed (Value is what was typed), not_on_page or illegible
	Value   Text        `json:"value,omitempty"`
	Shown   bool        `json:"shown,omitempty"` // the third person saw the two values before deciding
	Outcome LookOutcome `json:"outcome"`
	// Decision is the number of the decision at which it was taken, or that it made; -1 for what was read. Stood is the value that
	// stood with it: whatever changes either makes the look worth nothing.
	Decision int  `json:"decision"`
	Stood    Text `json:"stood,omitempty"`
}

// FirstBy is somebody who validated first, and when the document was handed on.
type FirstBy struct {
	By  PersonID
	At  time.Time
	Saw bool // only saw it: they may take no blind look, and validated nothing
}

// Looks is all that is known of the looks at a document.
type Looks struct {
	First []FirstBy
	Taken []Look
}

// Last gives the last look at a field.
func (l Looks) Last(id FieldID) (Look, bool) {
	for i := len(l.Taken) - 1; i >= 0; i-- {
		if l.Taken[i].Field == id {
			return l.Taken[i], true
		}
	}
	return Look{}, false
}

// NeedsTwo reports whether a field is one that two people validate: the identifiers of the patient, allergies, medications and
// their doses, handwriting, and what two readers read differently.
func (f *Field) NeedsTwo() bool {
	if f.Name.HighRisk() || f.Name == Medication || f.Name == "dose" {
		return true
	}
	return slices.Contains(f.Reasons, Handwriting) || slices.Contains(f.Reasons, EnginesDisagree)
}

// Standing is the number of the field's last decision, -1 where there is none.
func (d *Dossier) Standing(id FieldID) int {
	for i := len(d.Decisions) - 1; i >= 0; i-- {
		if d.Decisions[i].Field == id {
			return i
		}
	}
	return -1
}

// Stands gives the value of a field that stands: what was decided, or else what was read.
func (d *Dossier) Stands(f *Field) Text {
	if last := d.Final(f.ID); last.Verdict != Undecided {
		return last.Value
	}
	return f.Value
}

// current gives the last look at a field, where it was taken at what stands now.
func (d *Dossier) current(f *Field) (Look, bool) {
	l, ok := d.Looks.Last(f.ID)
	return l, ok && l.Decision == d.Standing(f.ID) && l.Stood == d.Stands(f)
}

// Unlooked gives the fields that two people must validate and that are not settled, as they stand in the document.
func (d *Dossier) Unlooked() []FieldID {
	return d.looked(func(l Look, ok bool) bool { return !ok || l.Outcome == LookDiffer })
}

// Differing gives the fields at which a look differs from what stands: a third person decides.
func (d *Dossier) Differing() []FieldID {
	return d.looked(func(l Look, ok bool) bool { return ok && l.Outcome == LookDiffer })
}

// looked gives the fields that two people must validate and whose last look, where it still holds, is as wanted.
func (d *Dossier) looked(want func(l Look, ok bool) bool) []FieldID {
	var out []FieldID
	for i := range d.Document.Fields {
		if f := &d.Document.Fields[i]; f.NeedsTwo() && !d.gone(f) && want(d.current(f)) {
			out = append(out, f.ID)
		}
	}
	return out
}

// AskCells gives every cell of a table that two people validate a field of its own, where it has none: a document that was read
// before cells were asked so has none. Its id follows from its place, so it is the same at every call; ahead of the signature only.
func (d *Dossier) AskCells() {
	switch d.State {
	case StateReview, StateSecondReview, StateAdjudication, StateReady:
		d.Document.Fields = append(slices.Clip(d.Document.Fields), d.unasked()...)
	}
}

// unasked gives the cells that two people validate and that no field asks for.
func (d *Dossier) unasked() (out []Field) {
	for _, f := range d.Document.DoubtfulCells() {
		if f.Value != "" && f.NeedsTwo() {
			f.ID, f.NeedsReview = FieldID(fmt.Sprintf("%s-%d-%d", d.ID, f.Cell.Row, f.Cell.Cell)), false
			out = append(out, f)
		}
	}
	return out
}

// gone reports whether a field is a cell of a row that a person added and took out again before anybody looked at it.
func (d *Dossier) gone(f *Field) bool {
	if f.Cell == nil || f.Cell.Row >= len(d.Document.Rows) {
		return false
	}
	r := &d.Document.Rows[f.Cell.Row]
	_, looked := d.Looks.Last(f.ID)
	return r.Added && r.Struck && !looked
}

// ToLook gives the fields that wait for a step.
func (d *Dossier) ToLook(step LookStep) []FieldID {
	differing := d.Differing()
	if step == ThirdLook {
		return differing
	}
	return slices.DeleteFunc(d.Unlooked(), func(id FieldID) bool { return slices.Contains(differing, id) })
}

// StepOf is the look that a document waits for; empty where it waits for none.
func (s State) StepOf() LookStep {
	switch s {
	case StateSecondReview:
		return SecondLook
	case StateAdjudication:
		return ThirdLook
	}
	return ""
}

// Before gives everybody who has looked at the document before a step, each once: whoever decided on a field, whoever handed the
// document on and, before the third look, whoever took the second.
func (d *Dossier) Before(step LookStep) []PersonID {
	var out []PersonID
	add := func(p PersonID) {
		if p != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	for _, f := range d.Looks.First {
		add(f.By)
	}
	chosen := map[int]bool{} // decisions of a third person are no first pass
	for _, l := range d.Looks.Taken {
		if l.Outcome == LookChosen {
			chosen[l.Decision] = true
		}
		if step == ThirdLook && l.Step == SecondLook {
			add(l.By)
		}
	}
	for i, dec := range d.Decisions {
		if !chosen[i] {
			add(dec.By)
		}
	}
	return out
}

// errUnlooked is why a document cannot be signed.
var errUnlooked = errors.New("high-risk fields wait for a second look")

// MustBeLooked refuses a document that waits for a second look under a policy.
func (d *Dossier) MustBeLooked(op string, p LookPolicy) error {
	if p.Who == OneValidate && d.State.StepOf() == "" {
		return nil
	}
	if len(d.Unlooked())+len(d.unasked()) == 0 && d.State.StepOf() == "" {
		return nil
	}
	return E(BadState, op, errUnlooked)
}

// Waits says what a document waits for and whether the person at the desk may take that look.
type Waits struct {
	Step  LookStep      // second or third; empty: for neither
	Due   bool          // the first pass is done by nobody yet, and a second look will be asked for before signing
	Mine  bool          // the person at the desk may take it now
	First bool          // the person at the desk has looked at it before
	Later bool          // who has looked before may look again, because nobody else is there or the practice says so
	From  time.Time     // from when on; zero where Later is false
	Who   Validators    // the policy
	Wait  time.Duration // of the policy
	Names []string      // staff who may take it, besides the person at the desk
}

// Since is when the look before the one that the document waits for ended.
func (d *Dossier) Since() (at time.Time) {
	for _, f := range d.Looks.First {
		if f.At.After(at) {
			at = f.At
		}
	}
	for _, l := range d.Looks.Taken {
		if d.State == StateAdjudication && l.Step == SecondLook && l.At.After(at) {
			at = l.At
		}
	}
	return at
}

// Validator is one of those who validated what stands, in the order of the steps.
type Validator struct {
	By    PersonID
	Step  LookStep
	Later bool // the same person, later
}

// Standers gives who made the decisions that stand on fields, each once, but for those of a third look. Whoever took a decision
// back, so that none stands, is not one.
func (d *Dossier) Standers() []PersonID {
	var out []PersonID
	for i, dec := range d.Decisions {
		third := slices.ContainsFunc(d.Looks.Taken, func(l Look) bool { return l.Outcome == LookChosen && l.Decision == i })
		if !third && !dec.Verdict.Open() && d.Standing(dec.Field) == i && !slices.Contains(out, dec.By) {
			out = append(out, dec.By)
		}
	}
	return out
}

// Validated gives who validated the document as it stands: first, and where there were looks, second and third. Whoever looked
// at several fields stands there once a step.
func (d *Dossier) Validated() []Validator {
	var out []Validator
	add := func(v Validator) {
		if v.By != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	for _, f := range d.Looks.First {
		if !f.Saw {
			add(Validator{By: f.By, Step: FirstLook})
		}
	}
	for _, who := range d.Standers() {
		add(Validator{By: who, Step: FirstLook})
	}
	for _, step := range []LookStep{SecondLook, ThirdLook} {
		for _, l := range d.Looks.Taken {
			if l.Step == step {
				add(Validator{By: l.By, Step: step, Later: l.Later})
			}
		}
	}
	return out
}
