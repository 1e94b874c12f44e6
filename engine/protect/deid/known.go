package deid

import (
	"slices"
	"strings"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/engine/chart"
)

// known is what the chart itself says of whom it is about: it is taken out wherever it stands, whether or not a detector saw
// it there.
type known struct {
	lex     *lexicon.Lexicon
	phrases map[string][]phrase // by the first word
	ids     map[string]chart.Kind
	longest int             // of ids
	patient map[string]bool // words of the patients' names
}

// phrase is a run of words. proper says that it counts only where it begins with a capital: it is a word of the language too.
type phrase struct {
	words  []string
	kind   chart.Kind
	proper bool
}

// leastID is the length from which a number is looked for everywhere.
const leastID = 4

// longestID bounds how far a number is put together from its parts.
const longestID = 24

func newKnown(lex *lexicon.Lexicon, c Chart) *known {
	k := &known{lex: lex, phrases: map[string][]phrase{}, ids: map[string]chart.Kind{}, patient: map[string]bool{}}
	for _, d := range c.Documents {
		for _, f := range d.Fields {
			kind, ok := identifying[f.Name]
			if !ok {
				continue
			}
			for _, v := range valuesOf(f) {
				k.learn(kind, v, f.Name == chart.PatientName)
			}
		}
	}
	for _, s := range c.Spans {
		k.learn(s.Kind, s.Text.Reveal(), false)
	}
	return k
}

// valuesOf gives every form in which a field's value is known.
func valuesOf(f chart.Field) []string {
	out := []string{f.Value.Reveal(), f.Normalized.Reveal()}
	for _, r := range f.Readings {
		out = append(out, r.Value.Reveal())
	}
	return slices.DeleteFunc(out, func(s string) bool { return strings.TrimSpace(s) == "" })
}

func (k *known) learn(kind chart.Kind, value string, patient bool) {
	text := plain([]rune(value))
	words := wordsOf(text)
	if len(words) == 0 {
		return
	}
	switch kind {
	case chart.Name:
		k.name(words, patient)
	case chart.Geographic:
		for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == '\n' || r == ';' }) {
			k.place(wordsOf(part))
		}
		for _, w := range words[1:] {
			if len(w.low) == 5 && strings.Trim(w.low, "0123456789") == "" {
				k.id(kind, w.low) // a ZIP code, in whatever column it comes
			}
		}
	case chart.Date, chart.AgeOver89:
		// Every date and age goes, whosever it is.
	default:
		k.number(kind, words)
	}
}

// titles stand beside names and are none.
var titles = strings.Fields("dr mr mrs ms miss md do rn np pa phd dds dmd dpm lpn crnp facc facp jr sr ii iii iv prof sir the of and de la")

func (k *known) name(words []word, patient bool) {
	var all []string
	for _, w := range words {
		if slices.Contains(titles, w.low) || strings.Trim(w.low, "0123456789") == "" { // a number is no part of a name
			continue
		}
		all = append(all, w.low)
		e := k.lex.Lookup(w.low)
		ordinary := e.Word > 0 || e.Clinical
		switch {
		case patient && len(w.low) >= 2:
			k.patient[w.low] = true
			k.add(phrase{[]string{w.low}, chart.Name, len(w.low) == 2})
		case len(w.low) >= 3 && !ordinary, len(w.low) >= 4 && ordinary && e.Name() && !e.Clinical:
			k.add(phrase{[]string{w.low}, chart.Name, ordinary})
		}
	}
	if len(all) > 1 {
		k.add(phrase{all, chart.Name, false})
	}
}

// place learns one part of an address: a street, a city. A state and a ZIP code are not looked for by themselves.
func (k *known) place(words []word) {
	var all []string
	letters := 0
	for _, w := range words {
		all = append(all, w.low)
		if !digit(w.low[0]) {
			letters += len(w.low)
		}
	}
	if letters < 3 {
		return
	}
	lone := len(all) == 1
	if n := len(all); n > 2 && strings.Contains(states, " "+strings.ToUpper(all[n-2])+" ") { // city ST zip
		all = all[:n-2]
	}
	e := k.lex.Lookup(all[0])
	if len(all) == 1 && e.Clinical && lone {
		return
	}
	k.add(phrase{all, chart.Geographic, len(all) == 1 && e.Word > 0})
}

func (k *known) add(p phrase) {
	first := p.words[0]
	for _, have := range k.phrases[first] {
		if slices.Equal(have.words, p.words) && (!have.proper || p.proper) {
			return
		}
	}
	k.phrases[first] = append(k.phrases[first], p)
}

func (k *known) number(kind chart.Kind, words []word) {
	all := ""
	for _, w := range words {
		all += w.low
		if len(words) > 1 && len(w.low) >= 6 && strings.ContainsAny(w.low, "0123456789") {
			k.id(kind, w.low)
		}
	}
	k.id(kind, all)
	if kind == chart.PhoneNumber || kind == chart.Fax { // with and without the country's 1
		if digits := strings.TrimPrefix(all, "1"); len(digits) == 10 {
			k.id(kind, digits)
		}
	}
}

func (k *known) id(kind chart.Kind, s string) {
	if len(s) < leastID || !strings.ContainsAny(s, "0123456789") {
		return
	}
	s = confused(s)
	k.ids[s] = kind
	k.longest = max(k.longest, len(s))
}

// confused folds letters that a reader takes for digits.
var confused = strings.NewReplacer("o", "0", "q", "0", "i", "1", "l", "1", "s", "5", "b", "8", "z", "2").Replace

// sweep takes out what is known.
func (k *known) sweep(d *draft) {
	text := plain(d.rest())
	words := wordsOf(text)
	for i, w := range words {
		for _, p := range k.phrases[w.low] {
			if end, ok := p.at(words[i:], text); ok && (w.upper || !p.proper) {
				d.take(cut{start: w.start, end: end, kind: p.kind})
			}
		}
		k.sweepID(d, words[i:], text)
	}
}

// at reports whether the words begin with the phrase, and where it ends.
func (p phrase) at(words []word, text string) (end int, ok bool) {
	if len(words) < len(p.words) {
		return 0, false
	}
	for i, want := range p.words {
		if words[i].low != want || i > 0 && words[i].start-words[i-1].end > 4 && strings.TrimSpace(text[words[i-1].end:words[i].start]) != "" {
			return 0, false
		}
	}
	return words[len(p.words)-1].end, true
}

// sweepID takes out a number that begins with the first word, put together over blanks, hyphens and dots, or that stands
// inside it.
func (k *known) sweepID(d *draft, words []word, text string) {
	all := ""
	for i, w := range words {
		if i > 0 && (w.start-words[i-1].end > 2 || strings.Contains(text[words[i-1].end:w.start], "\n")) || len(all) > longestID {
			break
		}
		all += confused(w.low)
		if kind, ok := k.ids[all]; ok && strings.ContainsAny(text[words[0].start:w.end], "0123456789") {
			d.take(cut{start: words[0].start, end: w.end, kind: kind})
		}
	}
	if first := confused(words[0].low); len(first) > 5 {
		for id, kind := range k.ids {
			if len(id) > 5 && len(id) < len(first) && strings.Contains(first, id) {
				d.take(cut{start: words[0].start, end: words[0].end, kind: kind})
			}
		}
	}
}
