package coding

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

var (
	errGone   = errors.New("the entry is not there")
	errShape  = errors.New("this is no code of its kind")
	errTwice  = errors.New("the code stands there already")
	errMany   = errors.New("there are as many as a claim can hold")
	errNumber = errors.New("the number is out of range")
)

func (s Sheet) addDiagnosis(c Change, number int) (Sheet, error) {
	switch code := strings.ToUpper(c.Code); {
	case !IsDiagnosis(code):
		return s, errShape
	case s.Has(code):
		return s, errTwice
	case len(s.Diagnoses) >= MostDiagnoses:
		return s, errMany
	default:
		at := len(s.Diagnoses)
		if c.To > 0 && c.To <= at {
			at = c.To - 1 // To counts from 1; 0 is the end
		}
		s.Diagnoses = slices.Insert(s.Diagnoses, at, Diagnosis{ID: fmt.Sprintf("n%d", number+1), Code: code, Said: c.Said})
		return s, nil
	}
}

func (s Sheet) addLine(c Change, number int) (Sheet, error) {
	if !IsService(c.Code) {
		return s, errShape
	}
	if len(s.Lines) >= MostLines {
		return s, errMany
	}
	l := Line{ID: fmt.Sprintf("n%d", number+1), Code: strings.ToUpper(c.Code), Units: 1, Day: s.Encounter.Service}
	if len(s.Diagnoses) > 0 {
		l.Pointers = []string{s.Diagnoses[0].ID}
	}
	s.Lines = append(s.Lines, l)
	return s, nil
}

func (s Sheet) recode(c Change) (Sheet, error) {
	code := strings.ToUpper(c.Code)
	if _, at := s.Diagnosis(c.ID); at >= 0 {
		if !IsDiagnosis(code) {
			return s, errShape
		}
		if s.Has(code) {
			return s, errTwice
		}
		s.Diagnoses[at].Code, s.Diagnoses[at].Said = code, c.Said
		return s, nil
	}
	_, at := s.Line(c.ID)
	if at < 0 {
		return s, errGone
	}
	if !IsService(code) {
		return s, errShape
	}
	s.Lines[at].Code = code
	return s, nil
}

// remove takes an entry away; lines stop pointing at a diagnosis that is gone.
func (s Sheet) remove(id string) (Sheet, error) {
	if _, at := s.Line(id); at >= 0 {
		s.Lines = slices.Delete(s.Lines, at, at+1)
		return s, nil
	}
	_, at := s.Diagnosis(id)
	if at < 0 {
		return s, errGone
	}
	s.Diagnoses = slices.Delete(s.Diagnoses, at, at+1)
	for i := range s.Lines {
		s.Lines[i].Pointers = slices.DeleteFunc(slices.Clone(s.Lines[i].Pointers), func(p string) bool { return p == id })
	}
	return s, nil
}

// move puts an entry to a place, counting from 1.
func (s Sheet) move(id string, to int) (Sheet, error) {
	if d, at := s.Diagnosis(id); at >= 0 {
		if to < 1 || to > len(s.Diagnoses) {
			return s, errNumber
		}
		s.Diagnoses = slices.Insert(slices.Delete(s.Diagnoses, at, at+1), to-1, d)
		return s, nil
	}
	l, at := s.Line(id)
	if at < 0 {
		return s, errGone
	}
	if to < 1 || to > len(s.Lines) {
		return s, errNumber
	}
	s.Lines = slices.Insert(slices.Delete(s.Lines, at, at+1), to-1, l)
	return s, nil
}

func (s Sheet) point(line, diagnosis string) (Sheet, error) {
	_, at := s.Line(line)
	_, d := s.Diagnosis(diagnosis)
	if at < 0 || d < 0 {
		return s, errGone
	}
	p := slices.Clone(s.Lines[at].Pointers)
	if i := slices.Index(p, diagnosis); i >= 0 {
		s.Lines[at].Pointers = slices.Delete(p, i, i+1)
		return s, nil
	}
	if len(p) >= MostPointers {
		return s, errMany
	}
	s.Lines[at].Pointers = append(p, diagnosis)
	return s, nil
}

// mostUnits bounds the units of a line; mostModifiers the modifiers.
const (
	mostUnits     = 999
	mostModifiers = 4
)

func (s Sheet) setLine(c Change) (Sheet, error) {
	_, at := s.Line(c.ID)
	if at < 0 {
		return s, errGone
	}
	switch c.Kind {
	case Units:
		if c.N < 1 || c.N > mostUnits {
			return s, errNumber
		}
		s.Lines[at].Units = c.N
	case SetDay:
		if Day(c.Day) == "" {
			return s, errors.New("this is no day")
		}
		s.Lines[at].Day = Day(c.Day)
	default:
		var mods []string
		for _, m := range c.Modifiers {
			m = strings.ToUpper(strings.TrimSpace(m))
			if !modifierShape.MatchString(m) || slices.Contains(mods, m) {
				return s, errShape
			}
			mods = append(mods, m)
		}
		if len(mods) > mostModifiers {
			return s, errMany
		}
		s.Lines[at].Modifiers = mods
	}
	return s, nil
}
