package wire

import (
	"slices"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// isCodersWork reports whether a field's value is an identifier by its nature and a coder's work all the same: when and by whom
// a service was rendered, and who pays for it.
func isCodersWork(name chart.FieldName) bool {
	switch name {
	case chart.DateOfService, chart.AdmissionDate, chart.DischargeDate, chart.CollectedDate, chart.ReportedDate, chart.SignatureDate,
		chart.ProviderName, chart.ProviderNPI, chart.ReferringProvider, chart.Facility, chart.Payer, "date", "onset":
		return true
	}
	return false
}

// namesSomebody reports whether an identifier that a person left redacted stands in a value, or the value in it, in whatever
// order and however it is written. Only the field says what is spared: a diagnosis that was misread as a name is all name.
func namesSomebody(d *chart.Dossier, name chart.FieldName, value string) bool {
	if isCodersWork(name) {
		return false
	}
	said := termOf(value)
	return slices.ContainsFunc(d.Spans, func(s chart.Span) bool {
		return s.Redacted && said.names(termOf(s.Text.Reveal()), s.Kind == chart.Name)
	})
}

// term is a text as it is compared: its words, folded, and all of it without gaps.
type term struct {
	words  []word
	joined string
	digit  bool
}

type word struct {
	text            string
	letters, digits int
}

func termOf(text string) (t term) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		one := word{text: layout.Fold(w)}
		for _, r := range w {
			if unicode.IsDigit(r) {
				one.digits++
			} else {
				one.letters++
			}
		}
		t.words = append(t.words, one)
		t.joined += one.text
		t.digit = t.digit || one.digits > 0
	}
	return t
}

const (
	longNumber = 4 // digits from which on a number is no chance: 12 is a day, a dose and a count
	longWord   = 4 // letters from which on a word of a name is no chance
	longRun    = 6 // letters from which on a piece without gaps is no chance: "rita" stands in "irritable"
)

// names reports whether a value and an identifier say the same, or one is a part of the other. Of a name one longer word is enough.
func (t term) names(id term, person bool) bool {
	if t.within(id, person) || id.within(t, person) || t.runsIn(id) || id.runsIn(t) {
		return true
	}
	return person && slices.ContainsFunc(id.words, func(w word) bool { return w.letters >= longWord && t.has(w) })
}

// within reports whether all words stand in another text, in whatever order, and are no chance.
func (t term) within(other term, person bool) bool {
	numbers := 0
	telling := false
	for _, w := range t.words {
		if !other.has(w) {
			return false
		}
		if w.letters == 0 {
			numbers++
		}
		telling = telling || w.tells(person)
	}
	return telling || numbers >= 3 // a date, or a number in groups
}

func (t term) has(w word) bool {
	return slices.ContainsFunc(t.words, func(one word) bool { return one.text == w.text })
}

// tells reports whether a word by itself is no chance. Two letters are a name and, elsewhere, a unit.
func (w word) tells(person bool) bool {
	switch {
	case w.letters == 0:
		return w.digits >= longNumber
	case w.digits > 0:
		return w.letters+w.digits >= longNumber-1
	case person:
		return w.letters >= 2
	}
	return w.letters >= longWord
}

// runsIn reports whether the text stands in another one that was written without gaps, or with other ones.
func (t term) runsIn(other term) bool {
	least := longRun
	if t.digit {
		least = longNumber
	}
	return len(t.joined) >= least && strings.Contains(other.joined, t.joined)
}
