package redact

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// The least length, after folding, of what is searched for on all pages. Shorter texts are common by chance ("lab", 42,
// a year) and are only looked for in their own boxes.
const (
	leastName   = 4 // letters of a name
	leastDigits = 6 // of a date, a telephone number, a record number
	leastID     = 5 // characters of a number with letters in it
	leastFuzzy  = 7 // a name that long is also found one edit away
	joinDigits  = 8 // of a number that is found split over several words; shorter ones arise in tables by chance
	windowWords = 5 // words that may be joined to one text
)

// Residual searches the words of the re-read copy for what was redacted. A word inside a burnt box is a leak where it is
// like what stood there, or was read with some confidence and reaches out of the box. Identifying texts are searched on all pages, as read and folded,
// split over several words or joined in one: names (each part of four letters and more that is no ordinary word, and the whole), numbers, addresses, dates. A text
// that a reviewer released on some page (a span that is not Redacted) is no leak elsewhere. A bar code that a reader still
// decodes is a leak whatever it says, unless a reviewer released it.
func Residual(spans []chart.Span, reread []chart.Page) []chart.Residual {
	n := needlesOf(spans)
	boxes := map[int][]box{}
	for _, s := range spans {
		for _, b := range s.Boxes {
			if s.Redacted {
				boxes[s.Page] = append(boxes[s.Page], box{b, s.Kind, fold(s.Text.Reveal())})
			}
		}
	}
	var found []chart.Residual
	for _, p := range reread {
		for _, w := range p.Words {
			if k, in := inside(w, boxes[p.Number]); in {
				found = append(found, chart.Residual{Page: p.Number, Kind: k, How: "box"})
			}
		}
		for _, m := range n.onPage(p.Words) {
			found = append(found, chart.Residual{Page: p.Number, Kind: m.kind, How: "reread"})
		}
		if speaks(p, spans) {
			found = append(found, chart.Residual{Page: p.Number, Kind: chart.Barcode, How: "barcode"})
		}
	}
	slices.SortFunc(found, func(a, b chart.Residual) int {
		return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.How, b.How))
	})
	return slices.Compact(found)
}

// speaks reports a bar code of the copy that still decodes and that nobody released.
func speaks(p chart.Page, spans []chart.Span) bool {
	for _, r := range p.Regions {
		released := func(s chart.Span) bool {
			return !s.Redacted && s.Kind == chart.Barcode && s.Page == p.Number && slices.ContainsFunc(s.Boxes, r.Box.Overlaps)
		}
		if r.Kind == chart.RegionBarcode && r.Symbology != "" && !slices.ContainsFunc(spans, released) {
			return true
		}
	}
	return false
}

type box struct {
	geom.Box
	kind chart.Kind
	text string // what stood there, folded
}

// sure is the confidence from which a word that reaches out of its box is a leak whatever it says. Readers make words of
// black bars, too, sometimes at high confidence; a word as large as the bar is one of those, since Write and Check have
// seen that the bar is black, and is a leak only where it is like what stood there.
const sure = 0.6

// overhang is how far a reader's box may reach out of a span's, in parts of the span's height: the burnt bar is that much
// larger.
const overhang = 0.3

// inside reports a word that stands in a box: two letters or digits at least, most of it within, and like what stood
// there, or read with some confidence and reaching out. The white kind codes are no words of the page.
func inside(w chart.Word, boxes []box) (chart.Kind, bool) {
	text := fold(w.Text.Reveal())
	if utf8.RuneCountInString(text) < 2 || isLabel(text) {
		return "", false
	}
	for _, b := range boxes {
		if w.Box.Area() <= 0 || 2*b.Intersect(w.Box).Area() <= w.Box.Area() {
			continue
		}
		if alike(text, b.text) || w.Confidence >= sure && !b.holds(w.Box) {
			return b.kind, true
		}
	}
	return "", false
}

// holds reports that a box lies within this one, but for the overhang.
func (b box) holds(o geom.Box) bool {
	d := overhang * (b.Y1 - b.Y0)
	return o.X0 >= b.X0-d && o.X1 <= b.X1+d && o.Y0 >= b.Y0-d && o.Y1 <= b.Y1+d
}

// alike reports that the reading shares a run of three characters with what was redacted, or is all of it.
func alike(text, redacted string) bool {
	if text == redacted {
		return true
	}
	for i := 0; i+3 <= len(text); i++ {
		if strings.Contains(redacted, text[i:i+3]) {
			return true
		}
	}
	return false
}

// isLabel reports a reading of one of the kind codes, one character off at most.
func isLabel(folded string) bool {
	for _, k := range chart.Kinds {
		l := fold(label(k))
		if folded == l || len(l) >= 3 && near(folded, l) {
			return true
		}
	}
	return false
}

func near(a, b string) bool {
	if slices.Contains(oneOff(a), b) || slices.Contains(oneOff(b), a) {
		return true
	}
	if len(a) != len(b) {
		return false
	}
	diff := 0
	for i := range len(a) {
		if a[i] != b[i] {
			diff++
		}
	}
	return diff <= 1
}

// needles are the texts to search for, each with the kind that it came from.
type needles struct {
	whole  map[string]chart.Kind // folded, found as a word or as joined words
	name   map[string]chart.Kind // folded parts of names, found as one word that begins with a capital
	fuzzy  map[string]chart.Kind // names with one character left out
	number map[string]chart.Kind // digits only
	part   map[string]chart.Kind // folded and long: also found inside a longer word
}

func needlesOf(spans []chart.Span) needles {
	n := needles{map[string]chart.Kind{}, map[string]chart.Kind{}, map[string]chart.Kind{}, map[string]chart.Kind{}, map[string]chart.Kind{}}
	for _, s := range spans {
		if s.Redacted {
			n.add(s)
		}
	}
	for _, s := range spans {
		if !s.Redacted {
			n.release(s)
		}
	}
	return n
}

func (n needles) add(s chart.Span) {
	text := s.Text.Reveal()
	folded := fold(text)
	if d := digits(text); len(d) >= leastDigits {
		n.number[d] = s.Kind
		return
	}
	switch s.Kind {
	case chart.Name:
		n.addName(text)
	case chart.Date, chart.AgeOver89, chart.Barcode, chart.Signature, chart.FacePhoto, chart.Biometric:
		// A month or an age says nothing by itself; pictures have no text.
	case chart.Geographic:
		// A town's name alone also stands in the names of institutions; an address has a number or several words.
		if strings.ContainsAny(text, "0123456789") && len(folded) >= leastID || len(strings.Fields(text)) > 1 && len(folded) >= 8 {
			n.whole[folded] = s.Kind
		}
	default:
		if len(folded) >= leastID && strings.ContainsAny(text, "0123456789@.") {
			n.whole[folded] = s.Kind
			n.part[folded] = s.Kind
		}
	}
}

func (n needles) addName(text string) {
	parts := nameParts(text)
	for _, p := range parts {
		f := fold(p)
		if len(f) < leastName || ordinary[strings.ToLower(p)] {
			continue
		}
		n.name[f] = chart.Name
		if len(f) >= leastFuzzy {
			n.part[f] = chart.Name
			n.fuzzy[f] = chart.Name
			for _, o := range oneOff(f) {
				n.fuzzy[o] = chart.Name
			}
		}
	}
	if len(parts) > 1 {
		n.whole[fold(text)] = chart.Name
		if len(parts) == 2 {
			n.whole[fold(parts[1]+parts[0])] = chart.Name
		}
	}
}

func nameParts(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '|' && !unicode.IsDigit(r) })
}

// release takes back what a reviewer left visible.
func (n needles) release(s chart.Span) {
	text := s.Text.Reveal()
	keys := []string{fold(text), digits(text)}
	for _, p := range nameParts(text) {
		keys = append(keys, fold(p))
	}
	for _, k := range keys {
		for _, m := range []map[string]chart.Kind{n.whole, n.name, n.fuzzy, n.number, n.part} {
			delete(m, k)
		}
		for _, o := range oneOff(k) {
			delete(n.fuzzy, o)
		}
	}
}

// match is a redacted text found again: the words from first to last.
type match struct {
	kind        chart.Kind
	first, last int
}

// onPage gives what is found among the words, which stand in reading order.
func (n needles) onPage(words []chart.Word) []match {
	var found []match
	texts := make([]string, len(words))
	folded := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Text.Reveal()
		folded[i] = fold(texts[i])
	}
	for i := range words {
		if k, ok := n.word(texts[i], folded[i]); ok {
			found = append(found, match{k, i, i})
		}
		joined, number, digitsOnly := "", "", true
		for j := i; j < min(i+windowWords, len(words)); j++ {
			joined += folded[j]
			if k, ok := n.whole[joined]; ok {
				found = append(found, match{k, i, j})
			}
			if k, ok := n.name[joined]; ok && j > i && capital(texts[i]) {
				found = append(found, match{k, i, j})
			}
			d := digits(texts[j])
			digitsOnly = digitsOnly && d != "" // a number further on is found from its own first word
			number += d
			if k, ok := n.number[number]; ok && digitsOnly && (j == i || len(number) >= joinDigits) {
				found = append(found, match{k, i, j})
			}
		}
	}
	return found
}

// word looks at one word by itself: a part of a name, one edit away where it is long, or a long text within it.
func (n needles) word(text, folded string) (chart.Kind, bool) {
	bare := strings.ToLower(strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }))
	if k, ok := n.name[folded]; ok && capital(text) {
		return k, true
	}
	if len(folded) >= leastFuzzy && capital(text) && !ordinary[bare] {
		if k, ok := n.fuzzy[folded]; ok {
			return k, true
		}
		for _, o := range oneOff(folded) {
			if k, ok := n.fuzzy[o]; ok {
				return k, true
			}
		}
	}
	if len(folded) > leastFuzzy {
		for p, k := range n.part {
			if strings.Contains(folded, p) {
				return k, true
			}
		}
	}
	return "", false
}

// capital reports a word that begins with a capital letter, or with no letter at all: names are written so, and "rose"
// or "young" inside a sentence are not names.
func capital(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return !unicode.IsLower(r)
		}
	}
	return true
}
