package coding

import "time"

// Trouble says what is wrong with an entry of a sheet.
type Trouble string

// What can be wrong. Those of Blocks keep the sheet from being signed.
const (
	NotComplete Trouble = "not_complete" // a category: more characters are needed
	NotListed   Trouble = "not_listed"   // the loaded lists do not have the code
	NotThatDay  Trouble = "not_that_day" // the list has it, and not on the day of service
	NoSide      Trouble = "no_side"      // there is one for the right and one for the left side
	NoPointer   Trouble = "no_pointer"   // a service that no diagnosis is given for
	NoDay       Trouble = "no_day"       // a service without a day
)

// Blocks reports whether a sheet with the trouble may not be signed.
func (t Trouble) Blocks() bool { return t == NotComplete || t == NoPointer }

// Problem is what is wrong with one entry.
type Problem struct {
	ID      string
	Trouble Trouble
}

// Lists answers what the loaded lists know of a code on a day.
type Lists interface {
	// Judge gives what is wrong with a code, nothing where all is well.
	Judge(code string, day time.Time) []Trouble
}

// Problems gives what is wrong with a sheet, in its order.
func Problems(s Sheet, lists Lists) []Problem {
	var out []Problem
	day, _ := time.Parse(time.DateOnly, first(s.Encounter.Service, s.Encounter.Left, s.Encounter.Admitted))
	for _, d := range s.Diagnoses {
		for _, t := range lists.Judge(d.Code, day) {
			out = append(out, Problem{d.ID, t})
		}
	}
	for _, l := range s.Lines {
		on := day
		if t, err := time.Parse(time.DateOnly, l.Day); err == nil {
			on = t
		}
		for _, t := range lists.Judge(l.Code, on) {
			out = append(out, Problem{l.ID, t})
		}
		if len(l.Pointers) == 0 {
			out = append(out, Problem{l.ID, NoPointer})
		}
		if l.Day == "" {
			out = append(out, Problem{l.ID, NoDay})
		}
	}
	return out
}

// MaySign reports whether a sheet can be signed: something was changed, and nothing that blocks is left.
func MaySign(s Sheet, problems []Problem) bool {
	for _, p := range problems {
		if p.Trouble.Blocks() {
			return false
		}
	}
	return s.Open > 0 && len(s.Diagnoses)+len(s.Lines) > 0
}
