package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// A patient's sticker, and what is printed like one: the name, and under it or beside it sex, birth and age without labels.

var (
	stickerSex = regexp.MustCompile(`(?i)(?:^|[\s,;/|(])(female|male|f|m)(?:[\s,;/|).]|$)`)
	stickerAge = regexp.MustCompile(`(?i)\b\d{1,3}\s*-?\s*(?:y\.?/?o\.?|yrs?\.?|years?(?:[\s-]old)?|y)\b`)
	numberMark = regexp.MustCompile(`^(?:MRN?|MR|HRN|Chart|Hosp)\.?\s*#?:?\s+([A-Z0-9][A-Z0-9\-]{4,})`)
)

// readStickers takes the name that stands over a line of sex, birth and age, and what that line says.
func (r *reader) readStickers(l *leaf) {
	s := l.sheet
	for i := range s.Lines {
		if l.inTable(i) {
			continue
		}
		for _, seg := range s.Lines[i].Segments {
			v := see(s.Lines[i].Words[seg.First : seg.Last+1])
			t, ok := wholeName(v.text)
			if !ok || labelIn(s, i, seg) || credentialled(v.text[t.to:]) {
				continue
			}
			below, k, ok := cellUnder(s, i, seg.Rect)
			if !ok {
				continue
			}
			if r.vitalLine(l, see(cellsFrom(&s.Lines[k], below))) {
				r.add(l, chart.PatientName, v, t, 0.8)
				r.stickerNumber(l, k, below)
			}
		}
	}
}

// cellsFrom gives the words of a cell and of the short cells right of it.
func cellsFrom(line *layout.Line, seg layout.Segment) []layout.Word {
	last := seg.Last
	for _, o := range line.Segments {
		if o.First == last+1 && o.Last-o.First < 2 && o.Rect.X0-line.Words[last].Rect.X1 < 60 {
			last = o.Last
		}
	}
	return line.Words[seg.First : last+1]
}

// vitalLine takes birth and sex out of a line that says little else: "M  04/02/1968  58Y", "F, 47 years, born 02/22/1979".
func (r *reader) vitalLine(l *leaf, v view) bool {
	born, ok := r.clock.date(v.text, true)
	if !ok || len(v.text) > 48 || born.failed {
		return false
	}
	rest := v.text[:born.from] + " " + v.text[born.to:]
	m := stickerSex.FindStringSubmatchIndex(rest)
	aged := stickerAge.MatchString(rest)
	if m == nil && !aged {
		return false
	}
	if m != nil && strings.EqualFold(rest[m[2]:m[2]+1], "x") && r.doc.Type == chart.ClaimForm { // the mark in a box
		return false
	}
	r.add(l, chart.DateOfBirth, v, born, 0.72)
	if m == nil {
		return true
	}
	from := m[2]
	if from > born.from {
		from += born.to - born.from - 1
	}
	norm := strings.ToUpper(rest[m[2] : m[2]+1])
	r.add(l, chart.Sex, v, take{from: from, to: from + m[3] - m[2], norm: norm, score: 1}, 0.7)
	return true
}

// stickerNumber takes the record number that stands under the birth on a sticker.
func (r *reader) stickerNumber(l *leaf, line int, seg layout.Segment) {
	below, k, ok := cellUnder(l.sheet, line, seg.Rect)
	if !ok {
		return
	}
	v := see(l.sheet.Lines[k].Words[below.First : below.Last+1])
	if m := numberMark.FindStringSubmatchIndex(v.text); m != nil && hasDigit(v.text[m[2]:m[3]]) {
		r.add(l, chart.MRN, v, take{from: m[2], to: m[3], norm: strings.ToUpper(v.text[m[2]:m[3]]), score: 1}, 0.7)
	}
}

// loneName takes the name that stands alone at the head of a document whose patient nothing else names: in capitals, the family
// name first, as systems print it.
func (r *reader) loneName(l *leaf) {
	if _, _, known := best(r.found[chart.PatientName]); known || l.order > 0 {
		return
	}
	s := l.sheet
	for i := range s.Lines {
		line := &s.Lines[i]
		if line.Rect.MidY() > 0.35*s.Height || len(s.LabelsOf(i)) > 0 {
			continue
		}
		v := see(line.Words)
		t, ok := wholeName(v.text)
		if !ok || len(line.Segments) > 1 || !strings.Contains(v.text, ",") || credentialled(v.text[t.to:]) || len(tokens(v.text)) > 5 {
			continue
		}
		r.add(l, chart.PatientName, v, t, 0.5)
		return
	}
}
