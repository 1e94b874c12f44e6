package codelists

import (
	"strings"

	"chartproof.org/chartproof/assets/medical"
)

// Lists are the names and codes that were loaded. The zero Lists knows nothing and has no list.
type Lists struct {
	drugs  map[string]bool
	titles map[string]bool
	codes  map[string]bool // without the dot; true where a claim may bear it
	entry  []Entry
}

// Entry is one code of a loaded list, with its title.
type Entry struct {
	Kind        Kind
	Code, Title string
	Header      bool // a claim may not bear it
	Year        int  // fiscal year of the list, as its file's name says; 0: it does not
}

// Entries gives the codes with their titles, in the order of their files. Callers must not change them.
func (l *Lists) Entries() []Entry { return l.entry }

// Size says how many names of drugs and codes of diagnoses were loaded.
func (l *Lists) Size() (drugs, codes int) { return len(l.drugs), len(l.codes) }

// Drug reports whether a name, or the words that it begins with, is one of a loaded drug: "Metoprolol succinate ER" is where
// metoprolol is.
func (l *Lists) Drug(name string) bool {
	words := strings.Fields(medical.Fold(name))
	for n := min(len(words), mostWords); n > 0; n-- {
		if joined := strings.Join(words[:n], " "); len(joined) >= 4 && l.drugs[joined] {
			return true
		}
	}
	return false
}

// Diagnosis reports whether a text is the short or the long title of a loaded code.
func (l *Lists) Diagnosis(name string) bool { return l.titles[medical.Fold(name)] }

// DiagnosisCode reports whether a code, with its dot or without, is one that a claim may bear. listed is false where no list
// of diagnoses was loaded.
func (l *Lists) DiagnosisCode(code string) (valid, listed bool) {
	return l.codes[strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(code), ".", ""))], len(l.codes) > 0
}

// mostWords is the number of words of the longest names that Drug looks for.
const mostWords = 6
