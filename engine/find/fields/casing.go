package fields

import (
	"regexp"
	"slices"
	"strings"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// A page that is set without capitals is read as if names had them: what is printed in a cell of a few words, or says by a title or
// a degree that it is a person. What is found is given as it is printed.

// mostCased is how many words a cell may have that is no running text.
const mostCased = 7

// cased gives a page set without capitals with those that names would have, and its layout; lowered gets the words that got one.
func cased(p *chart.Page, sheet *layout.Sheet, lowered map[string]bool) (*chart.Page, *layout.Sheet) {
	lex, err := lexicon.Shared()
	if err != nil {
		return p, sheet
	}
	out := *p
	out.Words = slices.Clone(p.Words)
	for i := range sheet.Lines {
		line := &sheet.Lines[i]
		for _, s := range line.Segments {
			words := line.Words[s.First : s.Last+1]
			for k, w := range words {
				switch {
				case w.Part || webLike.MatchString(w.Text):
				case beginsCode(lex, words, k):
					raise(&out.Words[w.Index], lowered, func(s []byte, i int) bool { return true })
				case deserves(lex, words, k):
					raise(&out.Words[w.Index], lowered, beginsName)
				}
			}
		}
	}
	return &out, layout.Read(out)
}

// deserves reports whether a word of a cell would have a capital.
func deserves(lex *lexicon.Lexicon, words []layout.Word, k int) bool {
	w := bare(words[k].Text)
	if w == "" || notNames[w] && !orgWords[w] || particles[w] {
		return false
	}
	e := lex.Lookup(w)
	if k > 0 && titles[bare(words[k-1].Text)] || k > 1 && titles[bare(words[k-2].Text)] && e.Name() {
		return true
	}
	return len(words) <= mostCased && !(e.Clinical && !e.Name() && !orgWords[w])
}

// webLike is in addresses of the net.
var webLike = regexp.MustCompile(`@|[a-z]{2}\.[a-z]{2}`)

// shortCode and codeDigits are the letters before a number, and what follows them: "qdb 0447 1190".
var (
	shortCode  = regexp.MustCompile(`^[a-z]{2,4}$`)
	codeDigits = regexp.MustCompile(`^\d[\d-]+$`)
)

// beginsCode reports whether a word is the letters of a number: short, and no word of the language.
func beginsCode(lex *lexicon.Lexicon, words []layout.Word, k int) bool {
	w := words[k].Text
	if k+1 == len(words) || !shortCode.MatchString(w) || !codeDigits.MatchString(words[k+1].Text) || notNames[w] {
		return false
	}
	e := lex.Lookup(w)
	return !e.Clinical && (e.Word == 0 || e.Word > 3)
}

// beginsName reports whether a letter begins a word or a part of one.
func beginsName(s []byte, i int) bool { return i == 0 || strings.IndexByte("-(/\"", s[i-1]) >= 0 }

// raise gives letters of a word capitals.
func raise(w *chart.Word, lowered map[string]bool, which func([]byte, int) bool) {
	up := func(t chart.Text) chart.Text {
		s := []byte(t.Reveal())
		for i := range s {
			if s[i] >= 'a' && s[i] <= 'z' && which(s, i) {
				s[i] -= 'a' - 'A'
			}
		}
		for _, run := range letters.FindAll(s, -1) {
			lowered[string(run)] = true
		}
		return chart.Text(s)
	}
	w.Text = up(w.Text)
	w.Readings = slices.Clone(w.Readings)
	for i := range w.Readings {
		w.Readings[i].Value = up(w.Readings[i].Value)
	}
}

var letters = regexp.MustCompile(`[A-Za-z]+`)

// asPrinted takes the capitals away again that were given.
func (r *reader) asPrinted() {
	if len(r.lowered) == 0 {
		return
	}
	for i := range r.doc.Fields {
		f := &r.doc.Fields[i]
		f.Value = r.lower(f.Value)
		for k := range f.Readings {
			f.Readings[k].Value = r.lower(f.Readings[k].Value)
		}
	}
	for i := range r.doc.Rows {
		for k := range r.doc.Rows[i].Cells {
			c := &r.doc.Rows[i].Cells[k]
			c.Value = r.lower(c.Value)
		}
	}
}

// lower takes the capitals of words that got them.
func (r *reader) lower(t chart.Text) chart.Text {
	return chart.Text(letters.ReplaceAllStringFunc(t.Reveal(), func(run string) string {
		if r.lowered[run] {
			return strings.ToLower(run)
		}
		return run
	}))
}
