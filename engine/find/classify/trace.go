package classify

import (
	"regexp"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// trace is what a page shows of its place among the pages around it.
type trace struct {
	wide, high float64         // the page's sides in pixels of 100 dpi, 0 where its resolution is unknown
	shape      float64         // height by width, upright
	foot       string          // the last line, folded, without digits
	closed     bool            // it ends like a document: a signature, a farewell, "end of report"
	goesOn     bool            // it says that it goes on from a page before, or begins in the middle of a sentence
	more       bool            // it says that it goes on on a further page
	opens      float64         // it begins like a document: a salutation, a letterhead
	identity   bool            // it says in its upper part whom it is about, with labels
	edge       map[string]bool // the folded words of its first and last two lines
	keys       map[layout.Key]string
	labels     int // labels in its upper half
}

// tellingKeys are the labels whose values a document has one of: a page with another value belongs to another document.
var tellingKeys = map[layout.Key]bool{"claim_number": true, "collected_date": true, "reported_date": true, "admission_date": true, "discharge_date": true, "date_of_service": true, "account_number": true, "member_id": true}

var (
	pageMark = regexp.MustCompile(`(?i)\b(?:page|pg\.?|pag\.?|p[áa]gina|sheet)\s*:?\s*#?\s*(\d{1,3})\s*(?:of|/|de|out of)\s*(\d{1,3})\b`)
	barePair = regexp.MustCompile(`^[-–(\[]?\s?(\d{1,3})\s?(?:/|of|de)\s?(\d{1,3})\s?[-–)\]]?$`)
	onward   = regexp.MustCompile(`(?i)^(?:\(?cont(?:inued|'d|\.|d)?\)?\b|continuaci[oó]n)|\bcontinued from\b|\(continued\)|\bcontinued\.?$|\(cont(?:'d|\.|d)\)`)
	moreFoot = regexp.MustCompile(`(?i)continued on (?:next|page|reverse)|>>>|\(over\)|see (?:next page|reverse)|more\s?\.\.\.`)
	farewell = regexp.MustCompile(`(?i)end of (?:report|document|summary|note|record)|final page|^sincerely|electronically signed|e-signed|digitally signed|^signature|signature of|signed by|\bsignature:?$`)
)

// pageOf reads "Page 2 of 3". Fax banners count the pages of the call, not of the document, and are told by their
// surroundings.
func pageOf(line string) (int, int) {
	m := pageMark.FindStringSubmatch(line)
	if m == nil || strings.Contains(strings.ToLower(line), "fax") {
		return 0, 0
	}
	return pair(m[1], m[2])
}

func pair(a, b string) (int, int) {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	if x < 1 || x > y {
		return 0, 0
	}
	return x, y
}

// bareMark reads "2 / 3" that stands by itself in the first or last two lines of a page.
func bareMark(s *layout.Sheet) (int, int) {
	n := len(s.Lines)
	for i := range s.Lines {
		l := &s.Lines[i]
		if i > 1 && i < n-2 || l.Rect.MidY() > 0.12*s.Height && l.Rect.MidY() < 0.88*s.Height {
			continue
		}
		for _, seg := range l.Segments {
			if m := barePair.FindStringSubmatch(l.Text(seg.First, seg.Last)); m != nil {
				if x, y := pair(m[1], m[2]); y > 0 && y < 100 {
					return x, y
				}
			}
		}
	}
	return 0, 0
}

func traceOf(page *chart.Page, s *layout.Sheet) trace {
	t := trace{shape: s.Height / 1000, keys: map[layout.Key]string{}}
	if page.DPI > 0 {
		t.wide, t.high = float64(page.Width)/page.DPI, float64(page.Height)/page.DPI
	}
	n := len(s.Lines)
	if n == 0 {
		return t
	}
	t.foot = lineKey(s, n-1)
	t.edge = map[string]bool{}
	for i := range s.Lines {
		if i > 1 && i < n-2 {
			continue
		}
		for _, w := range s.Lines[i].Words {
			t.edge[layout.Fold(w.Text)] = true
		}
	}
	for i := range s.Lines {
		text := s.Lines[i].Text(0, len(s.Lines[i].Words)-1)
		t.goesOn = t.goesOn || i < 4 && onward.MatchString(text)
		t.more = t.more || i >= n-3 && moreFoot.MatchString(text)
		t.closed = t.closed || i >= n-8 && farewell.MatchString(text)
	}
	t.opens = opening(s)
	t.goesOn = t.goesOn || t.opens == 0 && midSentence(s)
	t.read(s)
	return t
}

// midSentence reports whether the text of a page begins in lower case on its first line of running text.
func midSentence(s *layout.Sheet) bool {
	for i := 0; i < len(s.Lines) && i < 5; i++ {
		l := &s.Lines[i]
		if len(l.Segments) == 1 && len(l.Words) > 6 && lowerWords(l) {
			c := l.Words[0].Text[0]
			return c >= 'a' && c <= 'z'
		}
	}
	return false
}

// lowerWords reports whether a line is of words in lower case, as sentences are and addresses are not.
func lowerWords(l *layout.Line) bool {
	n := 0
	for _, w := range l.Words {
		if c := w.Text[0]; c >= 'a' && c <= 'z' && !strings.ContainsAny(w.Text, "0123456789@") {
			n++
		}
	}
	return 10*n >= 7*len(l.Words)
}

var (
	salutation = regexp.MustCompile(`^(?:Dear\b|To [Ww]hom\b|RE:|Re:|TO:|Estimad[oa])`)
	townLine   = regexp.MustCompile(`\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b`)
	callLine   = regexp.MustCompile(`\(?\b\d{3}\)?[-. ]\s?\d{3}[-. ]\d{4}\b`)
)

// opening weighs what stands at the head of first pages: whom it is written to, and from whom: a town with a telephone in the
// uppermost lines.
func opening(s *layout.Sheet) float64 {
	score, town, call := 0.0, false, false
	for i := range s.Lines {
		l := &s.Lines[i]
		text := l.Text(0, len(l.Words)-1)
		top := l.Rect.MidY() / s.Height
		if top < 0.5 && score == 0 && salutation.MatchString(text) {
			score = 1.6
		}
		if top < 0.14 {
			town, call = town || townLine.MatchString(text), call || callLine.MatchString(text)
		}
	}
	if town && call {
		score += 1
	}
	return score
}

// read takes what the page's labels say.
func (t *trace) read(s *layout.Sheet) {
	name, other := false, false
	for _, m := range s.Labels {
		upper := m.Rect.MidY() < 0.45*s.Height
		if upper && (m.Colon || m.Ends) {
			t.labels++
			name = name || m.Key == "patient_name" || m.Key == layout.Name
			other = other || m.Key == "date_of_birth" || m.Key == "mrn" || m.Key == "member_id"
		}
		if !tellingKeys[m.Key] || t.keys[m.Key] != "" || !m.Colon && !m.Ends {
			continue
		}
		if vals := s.Values(m); len(vals) > 0 {
			if d := digits(layout.Join(vals[0].Words), 4); d != "" {
				t.keys[m.Key] = d
			}
		}
	}
	t.identity = name && other
}

// head is the text of the first two lines without digits.
func head(s *layout.Sheet) string {
	return lineKey(s, 0) + lineKey(s, 1)
}

// lineKey is the folded letters of a line.
func lineKey(s *layout.Sheet, i int) string {
	if i < 0 || i >= len(s.Lines) {
		return ""
	}
	l := &s.Lines[i]
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, layout.Fold(l.Text(0, len(l.Words)-1)))
}
