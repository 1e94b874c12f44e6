package coding

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Kind says what a change does.
type Kind string

// The changes.
const (
	AddDiagnosis Kind = "add_diagnosis" // Code, Said, To
	AddLine      Kind = "add_line"      // Code
	Recode       Kind = "recode"        // ID, Code
	Remove       Kind = "remove"        // ID
	Move         Kind = "move"          // ID, To
	Point        Kind = "point"         // ID of a line, Pointer: on, or off where it was on
	Units        Kind = "units"         // ID, N
	Modify       Kind = "modifiers"     // ID, Modifiers
	SetDay       Kind = "day"           // ID of a line, Day
	Undo         Kind = "undo"          // the last change that stands is taken back
	Sign         Kind = "sign"          // Record
)

// Kinds lists the changes that a person makes; Sign is made with the signature.
var Kinds = []Kind{AddDiagnosis, AddLine, Recode, Remove, Move, Point, Units, Modify, SetDay, Undo}

// Change is one change to a sheet. Changes are only ever appended.
type Change struct {
	Kind      Kind           `json:"kind"`
	ID        string         `json:"id,omitempty"`
	Code      string         `json:"code,omitempty"`
	Said      chart.Text     `json:"said,omitempty"` // the words that a suggestion came from
	To        int            `json:"to,omitempty"`
	Pointer   string         `json:"pointer,omitempty"`
	N         int            `json:"n,omitempty"`
	Modifiers []string       `json:"modifiers,omitempty"`
	Day       string         `json:"day,omitempty"`
	Record    string         `json:"record,omitempty"`
	By        chart.PersonID `json:"by"`
	At        time.Time      `json:"at"`
}

// Replay gives the sheet after changes: what was taken back is left out. A list of changes that does not hold together is
// chart.Tampered.
func Replay(start Sheet, changes []Change) (Sheet, error) {
	var stands []int
	open := 0
	out := start
	for i, c := range changes {
		switch c.Kind {
		case Undo:
			if open == 0 {
				return Sheet{}, chart.E(chart.Tampered, "replay changes", errors.New("nothing to take back"))
			}
			stands, open = stands[:len(stands)-1], open-1
		case Sign:
			open = 0
			out.Signed = append(slices.Clip(out.Signed), Signed{c.Record, c.By, c.At})
		default:
			stands, open = append(stands, i), open+1
		}
	}
	for _, i := range stands {
		next, err := apply(out, changes[i], i)
		if err != nil {
			return Sheet{}, chart.E(chart.Tampered, "replay changes", err)
		}
		out = next
	}
	out.Changes, out.Open = len(changes), open
	return out, nil
}

// Apply gives the sheet after one more change, or why it cannot be made: chart.BadInput. An undo needs the changes: Replay.
func Apply(s Sheet, c Change) (Sheet, error) {
	out, err := apply(s, c, s.Changes)
	if err != nil {
		return Sheet{}, chart.E(chart.BadInput, "change the coding", err)
	}
	out.Changes, out.Open = s.Changes+1, s.Open+1
	return out, nil
}

var (
	diagnosisShape = regexp.MustCompile(`^[A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?$`)
	serviceShape   = regexp.MustCompile(`^(?:[0-9]{4}[0-9A-Z]|[A-Z][0-9]{4})$`)
	modifierShape  = regexp.MustCompile(`^[0-9A-Z]{2}$`)
)

// IsDiagnosis reports whether a code has the shape of one of ICD-10-CM, IsService one of CPT or HCPCS.
func IsDiagnosis(code string) bool { return diagnosisShape.MatchString(strings.ToUpper(code)) }

// IsService reports whether a code has the shape of one of CPT or HCPCS.
func IsService(code string) bool { return serviceShape.MatchString(strings.ToUpper(code)) }

func apply(s Sheet, c Change, number int) (Sheet, error) {
	s.Diagnoses, s.Lines = slices.Clone(s.Diagnoses), slices.Clone(s.Lines)
	switch c.Kind {
	case AddDiagnosis:
		return s.addDiagnosis(c, number)
	case AddLine:
		return s.addLine(c, number)
	case Recode:
		return s.recode(c)
	case Remove:
		return s.remove(c.ID)
	case Move:
		return s.move(c.ID, c.To)
	case Point:
		return s.point(c.ID, c.Pointer)
	case Units, Modify, SetDay:
		return s.setLine(c)
	}
	return s, errors.New("there is no such change")
}
