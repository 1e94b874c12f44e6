package fields

import (
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/find/around"
	"chartproof.org/chartproof/engine/find/layout"
)

// The items of lists (what a patient takes, cannot bear, suffers from, was vaccinated with) have no shape of their own: where one begins
// and ends shows in marks, in gaps, and in what words are. Every stretch between a place where one may begin and one where it may end is
// a spot; which of those that overlap is the item the model of surroundings has learned.

// The bounds of a term.
const (
	termWords = 9
	termChars = 90
	termEnds  = 7 // places to end at that are tried from one beginning
)

// wantsTerms reports whether the type of document calls for lists.
func (r *reader) wantsTerms() bool {
	for _, n := range around.Term.Fields() {
		if r.calls.wants(n) {
			return true
		}
	}
	return false
}

// terms adds the stretches of one segment that may be items of a list.
func (r *reader) termsIn(l *leaf, line int, seg layout.Segment, out []around.Spot) []around.Spot {
	words := l.sheet.Lines[line].Words[seg.First : seg.Last+1]
	own := len(words)
	if next := goesOnUnder(l.sheet, line, seg); len(next) > 0 {
		words = append(slices.Clone(words), next...)
	}
	v := seeTerms(words, own)
	for _, b := range v.begins {
		ends := 0
		for e := b; e < len(v.parts) && e-b < termWords && ends < termEnds; e++ {
			if !v.mayEnd(e) {
				continue
			}
			ends++
			p, ok := v.spot(b, e)
			if !ok {
				continue
			}
			p.Line, p.First, p.Last = line, seg.First+p.First, min(seg.First+p.Last, seg.Last)
			p.Signs = append(p.Signs, v.signs(b, e)...)
			out = append(out, p)
		}
	}
	return out
}

// fragment is a word of a line, or a part of one between marks within it.
type fragment struct {
	text     string // without the marks at its edges
	from, to int    // in the text of the view
	lead     string // the marks before it
	trail    string // the marks behind it
	class    string
}

// termLine is a segment in parts, with what goes on under it.
type termLine struct {
	view
	own    int // words of the segment itself
	parts  []fragment
	begins []int
	facts  []string // what is true of the whole line
}

// within a word these part items: "hives/rash", "Lisinopril(10mg)", "PCN-hives" is left whole.
const inner = "/()[]=;|"

func seeTerms(words []layout.Word, own int) *termLine {
	v := &termLine{view: see(words), own: own}
	for i, w := range words {
		v.split(w.Text, v.at[i])
	}
	for i := range v.parts {
		v.parts[i].class = classOf(v.parts, i)
	}
	for i := range v.parts {
		if v.mayBegin(i) {
			v.begins = append(v.begins, i)
		}
	}
	v.facts = v.lineFacts()
	return v
}

// split adds the parts of a word.
func (v *termLine) split(word string, at int) {
	from := 0
	lead := ""
	flush := func(to int) {
		text := word[from:to]
		core := strings.Trim(text, ".,:;!?*\"•·●○►>+-–—_~#")
		if core == "" {
			lead += text
			return
		}
		k := strings.Index(text, core)
		v.parts = append(v.parts, fragment{text: core, from: at + from + k, to: at + from + k + len(core), lead: lead + text[:k], trail: text[k+len(core):]})
		lead = ""
	}
	for i := range len(word) {
		if strings.IndexByte(inner, word[i]) < 0 {
			continue
		}
		flush(i)
		if n := len(v.parts); n > 0 && lead == "" && i > 0 {
			v.parts[n-1].trail += word[i : i+1]
		} else {
			lead += word[i : i+1]
		}
		from = i + 1
	}
	flush(len(word))
	if n := len(v.parts); lead != "" && n > 0 { // marks that stand alone belong to what is before them
		v.parts[n-1].trail += " " + lead
	}
}

// mayBegin reports whether a term may begin at a part.
func (v *termLine) mayBegin(i int) bool {
	p := &v.parts[i]
	if !hasLetter(p.text) || v.words[v.wordOf(i)].Index < 0 || v.wordOf(i) >= v.own {
		return false
	}
	if i == 0 || p.lead != "" || v.parts[i-1].trail != "" || v.parts[i-1].class == "number" || v.parts[i-1].class == "code" {
		return true
	}
	before := &v.parts[i-1]
	if leading[bare(before.text)] {
		return true
	}
	return termClass[p.class] && before.class != p.class
}

// leading are words behind which an item of a list may begin.
var leading = words("and or with for to of has had have taking takes take on start started starting continue continued continues begin began stop stopped hold held resume resumed increase increased decrease decreased give given received " +
	"tab tabs tablet cap caps capsule inj allergic allergy allergies intolerant history hx h/o s/p possible probable suspected acute chronic known new worsening diagnosed diagnosis dx including includes are is were was include vaccine meds medications medication drug rx y con de por")

// termClass are the classes that a term is made of.
var termClass = map[string]bool{"drug": true, "condition": true, "allergen": true, "vaccine": true}

// mayEnd reports whether a term may end with a part: before a mark, before what is no part of a name, at the end.
func (v *termLine) mayEnd(i int) bool {
	p := &v.parts[i]
	if i == len(v.parts)-1 || p.trail != "" || v.parts[i+1].lead != "" || v.wordOf(i) == v.own-1 {
		return true
	}
	next := &v.parts[i+1]
	switch next.class {
	case "number", "code", "form", "when", "small", "date":
		return true
	}
	return termClass[p.class] && next.class != p.class
}

// wordOf gives the word that a part begins in.
func (v *termLine) wordOf(i int) int {
	first, _ := v.within(v.parts[i].from, v.parts[i].to)
	return max(first, 0)
}

// spot gives the stretch from one part to another.
func (v *termLine) spot(b, e int) (around.Spot, bool) {
	from, to := v.parts[b].from, v.parts[e].to
	text := v.text[from:to]
	if strings.Count(text, "(") > strings.Count(text, ")") && strings.HasPrefix(v.parts[e].trail, ")") {
		to++
		text = v.text[from:to]
	}
	if len(text) < 2 || len(text) > termChars || !hasLetter(text) {
		return around.Spot{}, false
	}
	first, last := v.within(from, to)
	if first < 0 {
		return around.Spot{}, false
	}
	return around.Spot{Kind: around.Term, First: first, Last: last, Words: v.words[first : last+1], Value: text}, true
}

func hasLetter(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127 }) >= 0
}

// goesOnUnder gives the words on the next line that a segment may go on with: those of the same column, close under it.
func goesOnUnder(s *layout.Sheet, line int, seg layout.Segment) []layout.Word {
	if line+1 >= len(s.Lines) {
		return nil
	}
	l := &s.Lines[line+1]
	for _, o := range l.Segments {
		if d := o.Rect.X0 - seg.Rect.X0; d > -3*s.Body && d < 6*s.Body && o.Rect.Y0-seg.Rect.Y1 < 1.2*s.Body {
			return l.Words[o.First : o.Last+1]
		}
	}
	return nil
}
