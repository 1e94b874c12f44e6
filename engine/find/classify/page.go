package classify

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// seen is what one page shows of itself.
type seen struct {
	number  int
	blank   bool
	faulty  bool // the scan has a fault
	words   int
	scores  []float64 // by position in cues
	title   int       // position in cues of the strongest title, -1 for none
	titled  float64   // its strength
	of, out int       // "page of out of"; 0 is unknown
	name    string    // the patient's, folded and sorted; "" unknown
	dob     string    // digits
	mrn     string    // folded
	head    string    // the first lines, folded, without digits
	first   bool      // a page of a count whose first page is elsewhere in the file
	trace   trace     // what it says of the pages around it
}

// index is the cues as they are compared.
type index struct {
	titles [][]string // folded
	words  [][]string // folded words between spaces
	strong map[string]bool
	model  *Model
	weak   map[string]bool // titles that are headings of sections as well
}

func newIndex(m *Model) *index {
	x := &index{model: m, strong: map[string]bool{}, weak: map[string]bool{}}
	for _, p := range weak {
		x.weak[layout.Fold(p)] = true
	}
	for _, p := range strong {
		x.strong[spaced(p)] = true
	}
	for _, c := range cues {
		var t, w []string
		for _, p := range slices.Concat(c.titles, moreTitles[c.kind]) {
			t = append(t, layout.Fold(p))
		}
		for _, p := range c.words {
			w = append(w, spaced(p))
		}
		x.titles, x.words = append(x.titles, t), append(x.words, w)
	}
	return x
}

// spaced folds every word of a text and keeps them apart: " date of blrth ".
func spaced(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, w := range strings.Fields(text) {
		if f := layout.Fold(w); f != "" {
			b.WriteString(f)
			if strings.HasSuffix(w, ":") {
				b.WriteByte(':')
			}
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// look reads one page's evidence.
func (x *index) look(page *chart.Page) seen {
	s := layout.Read(*page)
	v := seen{number: page.Number, title: -1, scores: make([]float64, len(cues))}
	var text strings.Builder
	letters := 0
	for i := range s.Lines {
		l := &s.Lines[i]
		line := spaced(l.Text(0, len(l.Words)-1))
		text.WriteString(line)
		v.words += len(l.Words)
		letters += len(line) - len(l.Words) - 1
		if v.of == 0 {
			v.of, v.out = pageOf(l.Text(0, len(l.Words)-1))
		}
	}
	if v.of == 0 {
		v.of, v.out = bareMark(s)
	}
	v.faulty = len(page.Faults) > 0
	v.blank = blank(page, v.words, letters, text.String())
	x.vocabulary(&v, text.String())
	x.findTitles(&v, s)
	v.evidence(s)
	x.model.secondOpinion(&v, s)
	v.patient(s)
	v.head = head(s)
	v.trace = traceOf(page, s)
	return v
}

// blank reports whether the page holds nothing, or no more than specks that a reader took for a few characters, or says itself
// that nothing stands on it. A page that shows anything else than words, a signature or a box with a tick, is not blank.
func blank(page *chart.Page, words, letters int, text string) bool {
	if len(page.Regions) > 0 {
		return false
	}
	if words == 0 || words <= 14 && saysBlank(text) {
		return true
	}
	if words > 5 || letters > 10 {
		return false
	}
	for _, w := range page.Words {
		if w.Confidence > 0.7 && len(w.Text) > 2 {
			return false
		}
	}
	return true
}

// saysBlank reports whether the few words of a page say that nothing stands on it.
func saysBlank(text string) bool {
	for _, p := range [][]string{{"intentionally", "blank"}, {"left", "blank"}, {"blank", "page"}, {"no", "entries"}, {"back", "form"}, {"reverse", "side"}, {"nothing", "page"}} {
		if strings.Contains(text, layout.Fold(p[0])) && strings.Contains(text, layout.Fold(p[1])) {
			return true
		}
	}
	return false
}

// vocabulary scores what stands anywhere on the page. Colons count where the cue has one.
func (x *index) vocabulary(v *seen, text string) {
	plain := strings.ReplaceAll(text, ":", "")
	for i, words := range x.words {
		hits := 0.0
		for _, w := range words {
			in := plain
			if strings.Contains(w, ":") {
				in = text
			}
			if strings.Contains(in, w) {
				hits += 0.5 + 0.25*float64(min(3, strings.Count(w, " ")-1))
				if x.strong[w] {
					hits += 0.7
				}
			}
		}
		// Each further word says less: a long page holds something of everything.
		v.scores[i] += 4.5 * (1 - math.Exp(-hits/3.5))
		if most := cues[i].most; most > 0 && v.words > most {
			v.scores[i] -= 3 * math.Log2(float64(v.words)/float64(most))
		}
	}
}

// findTitles looks for titles in the upper part of the page and in anything set large.
func (x *index) findTitles(v *seen, s *layout.Sheet) {
	best := make([]float64, len(cues))
	for li := range s.Lines {
		l := &s.Lines[li]
		top := l.Rect.MidY() / s.Height
		if v.words < 130 { // a card in the middle of a sheet has its title at its own top
			top = min(top, (l.Rect.MidY()-s.Lines[0].Rect.Y0)/s.Height)
		}
		for _, seg := range l.Segments {
			n := seg.Last - seg.First + 1
			if n > 9 {
				continue
			}
			text := l.Text(seg.First, seg.Last)
			f := layout.Fold(text)
			if len(f) < 2 || len(f) > 60 {
				continue
			}
			strength := prominence(s, l, seg, top, text)
			if strength <= 0 {
				continue
			}
			if x.weak[f] && seg.Rect.Height() < 1.25*s.Body { // also the heading of a section
				strength *= 0.45
			}
			for i, titles := range x.titles {
				if t := titleIn(f, titles); t > 0 {
					best[i] = max(best[i], t*strength)
				}
			}
		}
	}
	for i, b := range best {
		v.scores[i] += b
		if b > v.titled && b >= 3.5 {
			v.title, v.titled = i, b
		}
	}
}

// sentence reports whether a text is of words in lower case but for the small ones, as titles are not.
func sentence(text string) bool {
	n := 0
	for _, w := range strings.Fields(text) {
		if c := w[0]; c >= 'a' && c <= 'z' && len(w) > 3 {
			n++
		}
	}
	return n > 3
}

var listed = regexp.MustCompile(`^(?:\(?\d{1,2}[.)]\s|[-*•]\s)`)

// prominence is how much a segment looks like a title: 0 not at all, about 6 for a large line at the top.
func prominence(s *layout.Sheet, l *layout.Line, seg layout.Segment, top float64, text string) float64 {
	tall := seg.Rect.Height() / s.Body
	var v float64
	switch {
	case top < 0.12:
		v = 4.5
	case top < 0.25:
		v = 4
	case top < 0.4:
		v = 2.5
	default:
		v = 1
	}
	if tall > 1.25 {
		v += min(3, 2*(tall-1))
	}
	if text == strings.ToUpper(text) {
		v += 0.8
	}
	if mid := seg.Rect.MidX(); len(l.Segments) == 1 && mid > 420 && mid < 580 {
		v += 0.6
	}
	v -= doubts(text)
	if label, value, ok := strings.Cut(text, ": "); ok && value != "" && len(strings.Fields(label)) < 4 {
		v *= 0.5
	}
	if seg.Last > seg.First+5 {
		v--
	}
	return v
}

// doubts is what speaks against a text being a title: it is a label, a question with its answer, a sentence, an item of a list.
func doubts(text string) float64 {
	v := 0.0
	if strings.HasSuffix(text, ":") {
		v += 3
	}
	if i := strings.Index(text, "?"); i >= 0 && i < len(text)-1 || sentence(text) {
		v += 2
	}
	if listed.MatchString(text) || text[0] >= 'a' && text[0] <= 'z' && strings.Count(text, " ") > 2 {
		v += 4
	}
	return v
}

// titleIn says how well the folded text is one of the titles: 1 the whole of it, less where it only holds one.
func titleIn(f string, titles []string) float64 {
	best := 0.0
	for _, t := range titles {
		switch {
		case f == t:
			return 1
		case len(t) >= 8 && (f[:2] == t[:2] || f[len(f)-2:] == t[len(t)-2:]) && layout.Distance(f, t, 2) <= 2:
			best = max(best, 0.9)
		case len(t) >= 6 && strings.Contains(f, t):
			best = max(best, 0.35+0.6*float64(len(t))/float64(len(f)))
		}
	}
	return best
}

// patient takes the page's own word on whom it is about.
func (v *seen) patient(s *layout.Sheet) {
	for _, m := range s.Labels {
		if m.Key != "patient_name" && m.Key != "date_of_birth" && m.Key != "mrn" {
			continue
		}
		if v.name != "" && v.dob != "" && v.mrn != "" {
			return
		}
		vals := s.Values(m)
		if len(vals) == 0 {
			continue
		}
		text := layout.Join(vals[0].Words)
		switch {
		case m.Key == "patient_name" && v.name == "" && (m.Colon || m.Ends):
			v.name = nameKey(text)
		case m.Key == "date_of_birth" && v.dob == "":
			v.dob = digits(text, 6)
		case m.Key == "mrn" && v.mrn == "" && (m.Colon || m.Ends):
			if fs := strings.Fields(text); len(digits(fs[0], 4)) >= 4 {
				v.mrn = layout.Fold(fs[0])
			}
		}
	}
}

// nameKey is a name without order, case and initials.
func nameKey(text string) string {
	var parts []string
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '.' }) {
		if len(w) < 3 || strings.ContainsAny(w, "0123456789:/") {
			if len(parts) > 0 && len(w) > 2 {
				break
			}
			continue
		}
		parts = append(parts, layout.Fold(w))
	}
	if len(parts) < 2 || len(parts) > 5 {
		return ""
	}
	return strings.Join(parts, " ")
}

func digits(text string, least int) string {
	var b strings.Builder
	for _, r := range text {
		if r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else if b.Len() >= 8 {
			break
		}
	}
	if b.Len() < least {
		return ""
	}
	return b.String()[:min(b.Len(), 8)]
}
