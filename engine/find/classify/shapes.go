package classify

import (
	"math"
	"math/bits"
	"regexp"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

var (
	asked     = regexp.MustCompile(`\?`)
	fillIn    = regexp.MustCompile(`__+`)
	tickedFee = regexp.MustCompile(`(?:\[\s?[xX✓]?\s?\]|\(\s?[xX]?\s?\)|_{1,4}|[☐☒□✓]|(?:^|\s)[o*•●○]\s|\b[xX])\s*(?:\d{5}|[A-V]\d{4})\b`)
	revenue   = regexp.MustCompile(`^\s*0\d{3}\s+[A-Z][A-Z /&-]+.*\d[ .]\d{2}\s*$`)
	stayOf    = regexp.MustCompile(`\b(\d{1,2}/\d{1,2}/\d{2,4}) ?(?:-|–|to|thru|through) ?(\d{1,2}/\d{1,2}/\d{2,4})\b`)
	billLine  = regexp.MustCompile(`\b\d{6}(?:\d{2})?\s+\d{6}(?:\d{2})?\s+\d{2}\s+(?:[A-Z]\s+)?(?:\d{5}|[A-V]\d{4})\b|\b(?:\d\d ){6}\s*\d\d\s+(?:\d{5}|[A-V]\d{4})\b|\b(?:JP|JO)\s+(?:\d{1,2}\s+)?(?:[A-Z]{1,5}\s+)?D\d{4}\b|\bHC[:*](?:\d{5}|[A-V]\d{4})\b`)
	rangedRow = regexp.MustCompile(`(?i)^\W*[a-z][a-z0-9+%/,.() -]*\s[<>]?\d[\d.,]*\s+(?:(?:h|l|hi|lo|hh|ll|high|low|a|\*)\s+)?\(?(?:\d[\d.]{0,5}\s?[-–]\s?\d[\d.]{0,5}|[<>]\s?=?\s?\d[\d.]*)\)?`)
	lettered  = regexp.MustCompile(`^([SOAP])[:/.)-]?\s`)
	answered  = regexp.MustCompile(`(?i)\b(?:neg|pos|negative|positive|reactive|nonreactive|non-reactive|not detected|detected|nd)\b`)
)

// signsOf adds what the signs say. Each further one says less, and a long page holds something of everything.
func (v *seen) signsOf(s *layout.Sheet, f *facts) {
	top := headings(s)
	if m := stayOf.FindStringSubmatch(topLines(s)); m != nil && m[1] != m[2] && strings.Contains(top, " hospital ") {
		f.stay = true
	}
	small := math.Max(0, math.Min(1, (140-float64(f.words))/60)) // cards have few words
	long := 1 + math.Max(0, float64(f.words-150))/250
	v.decided(top)
	for i, c := range cues {
		for k := range allSigns {
			g := &allSigns[k]
			if g.kind != c.kind {
				continue
			}
			w := 3.4 * (1 - math.Exp(-math.Max(0, float64(distinctIn(f.plain, g.holds)-1))/(5*long)))
			if n := distinctIn(top, g.names); n > 0 {
				w += 1.7 + 0.5*math.Min(2, float64(n-1))
			}
			switch {
			case c.kind == chart.IDCard || c.kind == chart.InsuranceCard:
				w *= small
			case c.kind == chart.MedicationList && (bits.OnesCount(f.soap) > 2 || f.distinct(noteWords) > 4): // what a note lists
				w *= 0.4
			}
			v.scores[i] += w - math.Min(2, 0.5*float64(distinctIn(f.plain, g.never)))
		}
		v.scores[i] += f.shapes(c.kind)
	}
}

// decided takes from the types that a word of the title excludes.
func (v *seen) decided(top string) {
	for _, h := range deciding {
		if distinctIn(top, h.words) == 0 {
			continue
		}
		for i, c := range cues {
			if slices.Contains(h.lose, c.kind) {
				v.scores[i] -= 2
			}
		}
	}
}

// marks counts the marks of forms on a line.
func (f *facts) marks(t string, unit bool) {
	f.questions += len(asked.FindAllString(t, 3))
	f.strokes += len(fillIn.FindAllString(t, 4))
	f.ticked += len(tickedFee.FindAllString(t, 6))
	f.billed += len(billLine.FindAllString(t, 2))
	if revenue.MatchString(t) {
		f.billed++
	}
	if m := lettered.FindStringSubmatch(t); m != nil {
		f.soap |= 1 << strings.Index("SOAP", m[1])
	}
	f.answers += len(answered.FindAllString(t, 6))
	if !unit && rangedRow.MatchString(t) && !dateOf.MatchString(t) {
		f.ranged++
	}
}

// shapes weighs the marks of forms: questions, strokes to write on, services to tick, lines of a claim, rows of a laboratory.
func (f *facts) shapes(t chart.Type) float64 {
	switch t {
	case chart.IntakeForm:
		v := full(1.2, f.questions, 4)
		if f.vows < 3 {
			v += full(0.8, f.strokes, 8)
		}
		return v
	case chart.Superbill:
		return full(3, f.ticked-1, 3)
	case chart.ClaimForm:
		return full(3.5, f.billed, 2)
	case chart.DischargeSummary:
		if f.stay {
			return 4
		}
	case chart.ProgressNote:
		return full(3, bits.OnesCount(f.soap)-1, 3)
	case chart.LabReport:
		return full(2, f.ranged, 3) + full(1.5, f.answers-2, 4)
	}
	return 0
}

// headings is the plain text of the short pieces of the first lines, where a page is named.
func headings(s *layout.Sheet) string {
	var b strings.Builder
	for i := 0; i < len(s.Lines) && i < 6; i++ {
		l := &s.Lines[i]
		for _, seg := range l.Segments {
			text := l.Text(seg.First, seg.Last)
			if i := strings.Index(text, "?"); i >= 0 && i < len(text)-1 {
				continue
			}
			before, after, labelled := strings.Cut(text, ":")
			if labelled && strings.TrimSpace(after) != "" && i > 0 {
				continue
			}
			if labelled {
				text = before + " " + after
			}
			if len(strings.Fields(text)) <= 9 {
				b.WriteString(plain(text))
				b.WriteString("| ")
			}
		}
	}
	return b.String()
}

// topLines is the text of the first lines.
func topLines(s *layout.Sheet) string {
	var b strings.Builder
	for i := 0; i < len(s.Lines) && i < 4; i++ {
		b.WriteString(s.Lines[i].Text(0, len(s.Lines[i].Words)-1))
		b.WriteString(" | ")
	}
	return b.String()
}

// distinctIn counts the phrases of a kind that a plain text holds.
func distinctIn(text string, v vocab) int {
	n := 0
	for _, p := range v {
		if strings.Contains(text, p) {
			n++
		}
	}
	return n
}
