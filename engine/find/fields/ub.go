package fields

import (
	"regexp"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// What institutional claims (UB-04, CMS-1450) print without labels of their own: the period that a statement covers, and the
// line of diagnosis codes under their letters.

var (
	periodHead = regexp.MustCompile(`(?i)\bstatement\s+(?:covers|from|period|dates?)|\bcovers\s+period|\bservice\s+(?:period|dates)\b`)
	loneNPI    = regexp.MustCompile(`^[12][0-9]{9}$`)
	loneCode   = regexp.MustCompile(`^[A-TV-Z][0-9][0-9A-Z]{1,5}$`)
	codeHead   = regexp.MustCompile(`(?i)^(?:6[67][a-q]?|[a-z1l|]|dx|prin(?:cipal)?(?: dx)?|[a-z]?\s*diag(?:nosis)?)[.:]?$`)
)

// period takes both days of the period that a claim covers: the last one is that of discharge.
func (r *reader) period(l *leaf) {
	s := l.sheet
	for i := 0; i+1 < len(s.Lines); i++ {
		for _, seg := range s.Lines[i].Segments {
			if !periodHead.MatchString(s.Lines[i].Text(seg.First, seg.Last)) {
				continue
			}
			days, views := r.daysUnder(s, i, seg)
			if len(days) != 2 || days[0].norm > days[1].norm {
				continue
			}
			r.add(l, chart.DateOfService, views[0], days[0], 0.5)
			r.add(l, chart.DischargeDate, views[1], days[1], 0.7)
		}
	}
}

// daysUnder gives the days that stand under a heading, on the next line.
func (r *reader) daysUnder(s *layout.Sheet, i int, seg layout.Segment) (days []take, views []view) {
	next := &s.Lines[i+1]
	if next.Rect.Y0-seg.Rect.Y1 > 2*s.Body {
		return nil, nil
	}
	for _, w := range next.Words {
		if w.Rect.X1 < seg.Rect.X0-s.Body {
			continue
		}
		v := see([]layout.Word{w})
		if t, ok := r.clock.date(v.text, false); ok && !t.failed {
			days, views = append(days, t), append(views, v)
		}
	}
	return days, views
}

// codeLines takes the codes of a line that holds nothing else, under letters or a number that says that codes stand there.
func (r *reader) codeLines(l *leaf) {
	s := l.sheet
	for i := 1; i < len(s.Lines); i++ {
		line := &s.Lines[i]
		lettered := letteredCodes(line)
		if l.inTable(i) || !lettered && (line.Rect.Y0-s.Lines[i-1].Rect.Y1 > 2*s.Body || !allCodes(line) || !codeHeads(&s.Lines[i-1])) {
			continue
		}
		for _, w := range line.Words {
			if !loneCode.MatchString(w.Text) {
				continue
			}
			v := see([]layout.Word{w})
			for _, t := range icd(v.text, true) {
				r.add(l, chart.DiagnosisCode, v, t, 1)
			}
		}
	}
}

// allCodes reports whether every word of a line has the shape of a code.
func allCodes(line *layout.Line) bool {
	for _, w := range line.Words {
		if !loneCode.MatchString(w.Text) {
			return false
		}
	}
	return true
}

// letteredCodes reports whether every cell of a line is a code behind its letter: "67 J189   A I509   B N179".
func letteredCodes(line *layout.Line) bool {
	for _, seg := range line.Segments {
		if seg.Last != seg.First+1 || !codeHead.MatchString(line.Words[seg.First].Text) || !loneCode.MatchString(line.Words[seg.Last].Text) {
			return false
		}
	}
	return len(line.Segments) > 1
}

// codeHeads reports whether every cell of a line is a letter or a number that heads a code.
func codeHeads(line *layout.Line) bool {
	for _, seg := range line.Segments {
		if !codeHead.MatchString(line.Text(seg.First, seg.Last)) {
			return false
		}
	}
	return true
}

// rendering takes the NPI that stands at the end of the lines of services: that of who rendered them.
func (r *reader) rendering(l *leaf) {
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		last := line.Words[len(line.Words)-1]
		if len(line.Words) < 5 || !loneNPI.MatchString(last.Text) || len(cpt(line.Text(0, len(line.Words)-1))) == 0 {
			continue
		}
		v := see([]layout.Word{last})
		if t, ok := npi(v.text); ok && !t.failed {
			r.add(l, chart.ProviderNPI, v, t, 0.7)
		}
	}
}

// readClaim reads what only claims print.
func (r *reader) readClaim(l *leaf) {
	if r.doc.Type == chart.ClaimForm {
		r.period(l)
		r.codeLines(l)
		r.rendering(l)
	}
}
