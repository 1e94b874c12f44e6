package fields

import (
	"strings"
	"unicode"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/assets/medical"
	"chartproof.org/chartproof/engine/find/layout"
)

// Signs that look alike in print: a small l and a capital I, a zero and an O. Where the lists of words know only one of the
// readings that one was printed. Numbers, doses and identifiers are never touched: a word must be of letters.

// mend puts the look-alikes of a page's words right. A letter put for a digit is noted, so that a person looks at the field.
func (l *leaf) mend() {
	lex, err := lexicon.Shared()
	if err != nil {
		return
	}
	for i := range l.sheet.Lines {
		ws := l.sheet.Lines[i].Words
		for k := range ws {
			if to, ok := smallL(lex, ws[k].Text); ok {
				ws[k].Text = to
			} else if to, ok := digitsInWord(lex, ws[k].Text); ok || zeroInitial(ws, k, &to) {
				ws[k].Text = to
				if l.mended == nil {
					l.mended = map[int]bool{}
				}
				l.mended[ws[k].Index] = true
			}
		}
	}
}

// zeroInitial reads the "0." between two names as the initial O.
func zeroInitial(ws []layout.Word, k int, to *string) bool {
	if ws[k].Text != "0." || k == 0 || k+1 >= len(ws) {
		return false
	}
	before, after := []rune(ws[k-1].Text), []rune(ws[k+1].Text)
	if len(before) < 2 || len(after) < 2 || !unicode.IsUpper(before[0]) || !unicode.IsUpper(after[0]) || !unicode.IsLetter(before[len(before)-1]) {
		return false
	}
	*to = "O."
	return true
}

// smallL reads "lodinated" as "Iodinated": both look the same in most faces.
func smallL(lex *lexicon.Lexicon, w string) (string, bool) {
	if len(w) < 4 || w[0] != 'l' {
		return "", false
	}
	low := strings.TrimRight(w, ".,;:)")
	if strings.ToLower(low) != low || lex.Lookup(low).Known() || medical.Shared().Generic(low) != "" || lex.Lookup(strings.TrimSuffix(low, "s")).Known() || !lex.Lookup("i"+low[1:]).Known() {
		return "", false
	}
	return "I" + w[1:], true
}

// digitsInWord reads "Penici11in" and "G0NZALEZ" where the lists know the word with letters and nothing else fits.
func digitsInWord(lex *lexicon.Lexicon, w string) (string, bool) {
	bare := strings.ToLower(strings.Trim(w, ".,;:()'"))
	if !fewDigits(w) || lex.Lookup(bare).Known() { // "HbA1c"
		return "", false
	}
	capital := strings.ToUpper(w) == w
	found := ""
	for _, one := range []string{"l", "i"} {
		to := strings.NewReplacer("0", "o", "1", one, "5", "s").Replace(w)
		if capital {
			to = strings.ToUpper(to)
		}
		if !lex.Lookup(strings.ToLower(strings.Trim(to, ".,;:()'"))).Known() {
			continue
		}
		if found != "" && found != to {
			return "", false
		}
		found = to
	}
	return found, found != "" && len(found) == len(w)
}

// fewDigits reports whether a word is of four letters or more with one or two digits that look like letters.
func fewDigits(w string) bool {
	letters, digits := 0, 0
	for _, r := range w {
		switch {
		case unicode.IsLetter(r):
			letters++
		case r == '0' || r == '1' || r == '5':
			digits++
		case r >= '2' && r <= '9' || r > unicode.MaxASCII:
			return false
		}
	}
	return letters >= 4 && digits > 0 && digits <= 2
}
