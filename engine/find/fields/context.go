package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// contextWords name the headings under which a name or a telephone is not the patient's.
var contextWords = []struct{ word, whose string }{
	{"emergency", "other"}, {"guarantor", "other"}, {"responsible", "other"}, {"pharmacy", "other"}, {"employer", "other"}, {"spouse", "other"},
	{"parent", "other"}, {"guardian", "other"}, {"next of kin", "other"}, {"contact", "other"}, {"witness", "other"}, {"emergencia", "other"}, {"employment", "other"},
	{"recipient", "other"}, {"sender", "other"}, {"physician", "provider"}, {"provider", "provider"}, {"doctor", "provider"}, {"prescriber", "provider"}, {"referring", "provider"},
	{"insur", "insured"}, {"subscriber", "insured"}, {"policy", "insured"}, {"coverage", "insured"}, {"patient", ""}, {"demographic", ""}, {"paciente", ""}, {"member", ""},
}

// context looks up from a label for the heading that it stands under: a segment alone, ended by nothing, of words only.
func (r *reader) context(l *leaf, m layout.Match) string {
	s := l.sheet
	for i := m.Line - 1; i >= 0 && i >= m.Line-14; i-- {
		line := &s.Lines[i]
		for _, seg := range line.Segments {
			if seg.Rect.X0 > m.Rect.X0+3*s.Body || seg.Last-seg.First > 4 {
				continue
			}
			text := line.Text(seg.First, seg.Last)
			if !headingLike(s, line, seg, text) {
				continue
			}
			low := strings.ToLower(text)
			for _, c := range contextWords {
				if strings.Contains(low, c.word) {
					return c.whose
				}
			}
			if upperCase(text) {
				return ""
			}
		}
	}
	return ""
}

// headingLike reports whether a segment heads what is below it: alone on its line, letters only, capitals or larger.
func headingLike(s *layout.Sheet, l *layout.Line, seg layout.Segment, text string) bool {
	if i := strings.IndexByte(text, ' '); i > 0 && i < 4 && hasDigit(text[:i]) { // "2. NEXT OF KIN"
		text = text[i+1:]
	}
	if hasDigit(text) || len(text) < 4 {
		return false
	}
	alone := len(l.Segments) == 1
	return alone && !strings.HasSuffix(text, ".") && (upperCase(text) || seg.Rect.Height() > 1.15*s.Body || strings.Contains(strings.ToLower(text), "information") || strings.Contains(strings.ToLower(text), "contact"))
}

func upperCase(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }
