package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Whose data stands under a heading.
const (
	whosePatient  = "patient"
	whoseProvider = "provider"
	whoseInsured  = "insured"
	whoseSecond   = "second" // insurance that pays after the first
	whoseOther    = "other"  // a relative, an employer, a pharmacy: never a value of ours
)

// contextWords name the headings by whose names and telephones stand under them; the first word found counts.
var contextWords = []struct{ word, whose string }{
	{"secondary", whoseSecond}, {"tertiary", whoseSecond}, {"other insurance", whoseSecond}, {"other coverage", whoseSecond}, {"secundari", whoseSecond},
	{"referred to", whoseOther}, {"refer to", whoseOther}, {"referral to", whoseOther}, {"consult to", whoseOther}, {"referred by", whoseProvider}, {"ordered by", whoseProvider},
	{"emergency", whoseOther}, {"guarantor", whoseOther}, {"responsible", whoseOther}, {"pharmacy", whoseOther}, {"employer", whoseOther}, {"spouse", whoseOther},
	{"parent", whoseOther}, {"guardian", whoseOther}, {"next of kin", whoseOther}, {"contact", whoseOther}, {"witness", whoseOther}, {"emergencia", whoseOther},
	{"employment", whoseOther}, {"notify", whoseOther}, {"attorney", whoseOther}, {"pariente", whoseOther}, {"account holder", whoseOther},
	{"recipient", whoseOther}, {"sender", whoseOther}, {"physician", whoseProvider}, {"provider", whoseProvider}, {"doctor", whoseProvider}, {"prescriber", whoseProvider},
	{"referring", whoseProvider}, {"ordering", whoseProvider}, {"practitioner", whoseProvider}, {"practice", whoseProvider}, {"clinician", whoseProvider},
	{"insur", whoseInsured}, {"subscriber", whoseInsured}, {"policy", whoseInsured}, {"coverage", whoseInsured}, {"seguro", whoseInsured},
	{"patient", whosePatient}, {"demographic", whosePatient}, {"paciente", whosePatient}, {"member", whosePatient}, {"client", whosePatient}, {"resident", whosePatient},
}

// heading is a text that heads what stands below it, in its column or over the whole width.
type heading struct {
	line   int
	x0, x1 float64 // where the labels that it heads begin
	whose  string  // "" where it says nothing about people
	block  bool    // it heads a column that begins right below it
	rect   layout.Rect
}

var (
	enumerator   = regexp.MustCompile(`(?i)^(?:(?:section|part|box|step|secci[oó]n|parte)\s+)?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.):]?$`)
	partNumber   = regexp.MustCompile(`(?i)^(?:(?:section|part|box|step|secci[oó]n|parte)\s+(?:\d{1,2}|[a-h]|[ivx]{1,4})|\d{1,2}[a-h]?)[.):]?\s*[-–—:]?\s+`)
	patientAnd   = regexp.MustCompile(`\bpatient\s*(?:and|/|&|,)\s*(?:insur|subscriber|member)`)
	blockWords   = regexp.MustCompile(`(?i)\b(?:information|info|details|data|demographics|informaci[oó]n|datos)\b`)
	practiceHead = regexp.MustCompile(`^(?:your |our |the |medical )?(?:referring |ordering |billing |sending |requesting )?practice(?:\s*/.*| information| info| details| name)?$`)
	headingMark  = regexp.MustCompile(`(?i)information|contact|section|details`)
)

// findHeadings lists the headings of a page from top to bottom.
func (r *reader) findHeadings(l *leaf) {
	s := l.sheet
	for i := range s.Lines {
		line := &s.Lines[i]
		segs := line.Segments
		if line.Rect.MidY() < 0.12*s.Height && titled(line) { // the document's title
			continue
		}
		numbered := len(segs) > 1 && enumerator.MatchString(line.Text(segs[0].First, segs[0].Last))
		if numbered { // "SECTION 2   PERSON TO NOTIFY"
			segs = segs[1:]
		}
		for k, seg := range segs {
			text := partNumber.ReplaceAllString(line.Text(seg.First, seg.Last), "")
			if !headingText(text) || strings.HasSuffix(text, ":") && k+1 < len(segs) && !beginsLabel(s, i, segs[k+1]) { // a label with its value beside it
				continue
			}
			h := heading{line: i, x0: seg.Rect.X0 - 3*s.Body, x1: 1200, whose: r.whoseOf(text), rect: seg.Rect}
			if numbered {
				h.x0 = line.Rect.X0 - 3*s.Body
			}
			if len(segs) == 1 {
				if styled := upperCase(text) || seg.Rect.Height() > 1.15*s.Body || headingMark.MatchString(text) || h.whose != "" && !strings.HasSuffix(text, ":") && headsBlock(s, i, seg, text); !styled {
					continue
				}
			} else {
				if k+1 < len(segs) {
					h.x1 = segs[k+1].Rect.X0 - s.Body
				}
				if h.block = h.whose != "" && headsBlock(s, i, seg, text); !h.block {
					continue
				}
			}
			l.headings = append(l.headings, h)
		}
	}
}

// beginsLabel reports whether a cell begins with a label.
func beginsLabel(s *layout.Sheet, line int, seg layout.Segment) bool {
	for _, m := range s.LabelsOf(line) {
		if m.First == seg.First {
			return true
		}
	}
	return false
}

// titled reports whether a line has a word of a document's title.
func titled(line *layout.Line) bool {
	for _, w := range line.Words {
		if b := bare(w.Text); titleWords[b] && !blockWords.MatchString(w.Text) {
			return true
		}
	}
	return false
}

// whoseOf says whose data a heading announces. The client of a laboratory is who ordered.
func (r *reader) whoseOf(text string) string {
	low := strings.ToLower(text)
	if patientAnd.MatchString(low) {
		return whosePatient
	}
	for _, c := range contextWords {
		if strings.Contains(low, c.word) {
			if c.word == "practice" && !practiceHead.MatchString(low) { // "Summit Family Practice"
				continue
			}
			if c.word == "client" && (r.doc.Type == chart.LabReport || r.doc.Type == chart.PathologyReport) {
				return whoseProvider
			}
			return c.whose
		}
	}
	return ""
}

// headingText reports whether a text may head something: a few words of letters only, no sentence.
func headingText(text string) bool {
	return !hasDigit(text) && len(text) >= 4 && len(text) < 60 && strings.Count(text, " ") <= 7 && !strings.HasSuffix(text, ".") && !strings.Contains(strings.TrimRight(text, ": "), ":")
}

// headsBlock reports whether a cell beside others heads its column: it says so, or a label with its colon begins below it.
func headsBlock(s *layout.Sheet, i int, seg layout.Segment, text string) bool {
	if blockWords.MatchString(text) {
		return true
	}
	below, k, ok := cellUnder(s, i, seg.Rect)
	if !ok {
		return false
	}
	for _, m := range s.LabelsOf(k) {
		if m.First == below.First && m.Colon {
			return true
		}
	}
	return false
}

// cellUnder gives the cell that is set under a rectangle of line i, flush with its left edge, and its line.
func cellUnder(s *layout.Sheet, i int, rect layout.Rect) (layout.Segment, int, bool) {
	for k := i + 1; k < len(s.Lines) && k <= i+3; k++ {
		for _, seg := range s.Lines[k].Segments {
			if seg.Rect.Y0 < rect.MidY() {
				continue
			}
			if d := seg.Rect.X0 - rect.X0; d > -2*s.Body && d < 2.5*s.Body {
				return seg, k, seg.Rect.Y0-rect.Y1 < 3*s.Body
			}
		}
	}
	return layout.Segment{}, 0, false
}

// context gives whose data a label stands among, by the nearest heading over it; "" where none says so.
func (r *reader) context(l *leaf, m layout.Match) string {
	for k := len(l.headings) - 1; k >= 0; k-- {
		h := l.headings[k]
		if h.line >= m.Line || m.Rect.X0 < h.x0 || m.Rect.X0 >= h.x1 || l.sheet.Leaves(h.line, m.Line) {
			continue
		}
		if h.line < m.Line-14 {
			return ""
		}
		if h.whose != "" || upperCase(l.sheet.Lines[h.line].Text(0, len(l.sheet.Lines[h.line].Words)-1)) {
			return h.whose
		}
	}
	return ""
}

// blockNames takes the name that stands without a label at the head of the patient's or the clinician's block.
func (r *reader) blockNames(l *leaf) {
	s := l.sheet
	for _, h := range l.headings {
		field, score := chart.PatientName, 0.82
		switch h.whose {
		case whosePatient:
		case whoseProvider:
			field, score = chart.ProviderName, 0.66
		default:
			continue
		}
		rect := h.rect
		for line, tries := h.line, 0; tries < 4; tries++ {
			seg, k, ok := cellUnder(s, line, rect)
			if !ok {
				break
			}
			line, rect = k, seg.Rect
			if v := see(s.Lines[k].Words[seg.First : seg.Last+1]); !labelIn(s, k, seg) {
				if t, ok := wholeName(v.text); ok {
					r.add(l, field, v, t, score)
					break
				}
			}
		}
	}
}

func upperCase(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }
