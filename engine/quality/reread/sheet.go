package reread

import (
	"image"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/spelling"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
)

const (
	leastText = 5     // characters of a text that is searched for: shorter ones are common by chance
	window    = 7     // words that may be joined to one text
	ofInk     = 0.995 // the share of an identifier's ink under bars from which nothing of it is seen
	inkBelow  = 128   // the grey under which a pixel is ink
	ofWord    = 0.5   // the share from which a word that identifies nobody is lost
)

// sheet is one page under measure.
type sheet struct {
	part  *Part
	name  string
	truth chart.Page
	bars  []geom.Box
	found []geom.Box  // spans
	print *image.Gray // the page as it came in
	miss  func(Miss)

	phi      []synth.Span // that must go
	innocent []string     // words that identify nobody
}

// spans takes the identifiers of the page, and counts what happened to its other words.
func (s *sheet) spans(all []synth.Span) {
	var places []geom.Box
	for _, sp := range all {
		if sp.Page != s.truth.Number {
			continue
		}
		places = append(places, sp.Boxes...)
		if sp.Whose != synth.Facility && len(sp.Boxes) > 0 {
			s.phi = append(s.phi, sp)
		}
	}
	for _, w := range s.truth.Words {
		if share(w.Box, places) > 0.1 || folded(w.Text.Reveal()) == "" {
			continue
		}
		s.innocent = append(s.innocent, w.Text.Reveal())
		s.part.Words++
		if share(w.Box, s.bars) >= ofWord {
			s.part.Lost++
			if share(w.Box, s.found) >= ofWord {
				s.part.Flagged++
			}
		}
	}
}

// note counts an identifier that can still be had; covered is the share of its least covered part, where that is what was found.
func (s *sheet) note(sp synth.Span, how How, covered float64) {
	if s.part.Kinds[sp.Kind] == nil {
		s.part.Kinds[sp.Kind] = map[How]int{}
	}
	s.part.Kinds[sp.Kind][how]++
	s.miss(Miss{s.name, string(how), sp.Kind, s.truth.Number, sp.Text, covered})
}

// cover counts the identifiers of which every part lies under bars.
func (s *sheet) cover() {
	for _, sp := range s.phi {
		s.part.PHI++
		least := 1.0
		for _, b := range sp.Boxes {
			least = min(least, s.inked(b.Clamp()))
		}
		if least < ofInk {
			s.note(sp, Open, least)
			continue
		}
		s.part.Covered++
	}
}

// inked is how much of the ink in a box lies under bars.
func (s *sheet) inked(b geom.Box) float64 {
	w, h := geom.Px(s.print.Rect.Dx()), geom.Px(s.print.Rect.Dy())
	r := b.Rect(w, h)
	bars := make([]image.Rectangle, len(s.bars))
	for i, bar := range s.bars {
		bars[i] = bar.Rect(w, h)
	}
	ink, under := 0, 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if s.print.Pix[y*s.print.Stride+x] >= inkBelow {
				continue
			}
			ink++
			if p := image.Pt(x, y); slices.ContainsFunc(bars, func(bar image.Rectangle) bool { return p.In(bar) }) {
				under++
			}
		}
	}
	if ink == 0 {
		return 1
	}
	return float64(under) / float64(ink)
}

// again counts the texts that an engine reads in the copy.
func (s *sheet) again(read map[chart.Engine][]chart.Page) {
	found := map[int]bool{}
	for e, pages := range read {
		for i := range s.phi {
			for _, p := range pages {
				if p.Number == s.truth.Number && s.shows(textsOf(s.phi[i]), wordsOf(p)) {
					s.part.Found[e]++
					found[i] = true
				}
			}
		}
	}
	for i, sp := range s.phi {
		if len(textsOf(sp)) > 0 {
			s.part.Strings++
		}
		if found[i] {
			s.part.Either++
			s.note(sp, Read, 0)
		}
	}
}

// search counts the texts that stand in the copy's searchable words.
func (s *sheet) search(words []string) {
	for _, sp := range s.phi {
		if s.shows(textsOf(sp), words) {
			s.part.Searched++
			s.note(sp, Search, 0)
		}
	}
}

// shows reports one of the texts among the words that no innocent word explains.
func (s *sheet) shows(texts, words []string) bool {
	return slices.ContainsFunc(texts, func(t string) bool { return stands(t, words) && !stands(t, s.innocent) })
}

// textsOf gives what is searched for of an identifier: all of it, and the parts of a name.
func textsOf(sp synth.Span) []string {
	text := sp.Text.Reveal()
	var out []string
	if f := folded(text); len(f) >= leastText {
		out = append(out, f)
	}
	if sp.Kind == chart.Name {
		for _, p := range strings.Fields(text) {
			if f := folded(p); len(f) >= leastText && !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	return out
}

func wordsOf(p chart.Page) []string {
	out := make([]string, len(p.Words))
	for i, w := range p.Words {
		out[i] = w.Text.Reveal()
	}
	return out
}

// stands reports whether words, joined, are the text or one character off.
func stands(text string, words []string) bool {
	for i := range words {
		joined := ""
		for j := i; j < min(i+window, len(words)) && len(joined) <= len(text); j++ {
			joined += folded(words[j])
			if spelling.OneOff(joined, text) {
				return true
			}
		}
	}
	return false
}

// folded gives letters and digits in lower case, without accents.
func folded(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// share is how much of a box lies under others, each part counted once.
func share(b geom.Box, over []geom.Box) float64 {
	if b.Area() <= 0 {
		return 0
	}
	const steps = 40
	hit := 0
	for y := range steps {
		for x := range steps {
			p := geom.Box{X0: b.X0 + b.Width()*(float64(x)+0.5)/steps, Y0: b.Y0 + b.Height()*(float64(y)+0.5)/steps}
			if slices.ContainsFunc(over, func(o geom.Box) bool { return p.X0 >= o.X0 && p.X0 < o.X1 && p.Y0 >= o.Y0 && p.Y0 < o.Y1 }) {
				hit++
			}
		}
	}
	return float64(hit) / (steps * steps)
}
