package layout

import (
	"math/bits"
	"strings"
)

// Match is one label found on a sheet.
type Match struct {
	Key     Key
	Phrase  string  // as the lexicon writes it
	Line    int     // position in Sheet.Lines
	First   int     // words of the line, both included
	Last    int     //
	Segment int     // of the line, where the label starts
	Quality float64 // 1 for an exact match, less for every edit
	Colon   bool    // a colon (or "#", "=", "?") follows the label
	Starts  bool    // the label starts its segment
	Ends    bool    // the label ends its segment
	Caps    bool    // in capitals
	Part    int     // 1 or 2 where it is half of a label of two: "Member ID / Group"
	Behind  bool    // a caption: the value stands left of it
	Rect    Rect
}

// maxSpan is how many words a label may have as read.
const maxSpan = 8

// findLabels finds the labels of every line, the longest and best first, none overlapping another.
func (s *Sheet) findLabels() {
	x := compiled()
	s.byLine = make([][]int, len(s.Lines))
	for li := range s.Lines {
		l := &s.Lines[li]
		folds := make([]string, len(l.Words))
		for i, w := range l.Words {
			folds[i] = foldWord(w.Text)
		}
		for si, seg := range l.Segments {
			run := false // the segment began with a label: further ones may follow without colons
			for i := seg.First; i <= seg.Last; {
				if ms := x.composite(l, seg, i); len(ms) > 0 {
					for _, m := range ms {
						m.Line, m.Segment = li, si
						s.byLine[li] = append(s.byLine[li], len(s.Labels))
						s.Labels = append(s.Labels, m)
					}
					i++
					continue
				}
				m, ok := x.at(l, folds, seg, i, run)
				if i == seg.First && (!ok || m.First == m.Last && !m.Colon && m.Last < seg.Last) && openers[folds[i]] {
					if o, found := x.opened(l, folds, seg, i); found {
						m, ok = o, true
					}
				}
				if i == seg.First && (!ok || m.Quality < 1 || !m.Colon && !m.Ends) {
					if g, found := s.guessed(l, folds, seg); found && (!ok || g.Last > m.Last) {
						m, ok = g, true
					}
				}
				if !ok {
					i++
					continue
				}
				run = run || m.Starts && m.Quality == 1 && m.Key != OtherText && m.Key != Reason
				m.Line, m.Segment = li, si
				if n := len(s.byLine[li]); n > 0 && sameLabel(l, &s.Labels[len(s.Labels)-1], m) { // "Name / Nombre"
					i = m.Last + 1
					continue
				}
				s.byLine[li] = append(s.byLine[li], len(s.Labels))
				s.Labels = append(s.Labels, m)
				i = m.Last + 1
			}
		}
	}
	s.stacked(x)
	s.dropStates()
	s.addStates()
	s.captions()
	s.halved()
	s.strangersLabels()
}

// setLabels puts labels in the place of those found, in reading order.
func (s *Sheet) setLabels(kept []Match) {
	s.Labels = kept
	s.byLine = make([][]int, len(s.Lines))
	for i, o := range kept {
		s.byLine[o.Line] = append(s.byLine[o.Line], i)
	}
}

// sameLabel joins a label to the one right before it that says the same, in another language or in brackets.
func sameLabel(l *Line, last *Match, m Match) bool {
	if last.Segment != m.Segment || last.Key != m.Key || m.First > last.Last+2 || strings.HasSuffix(l.Words[last.Last].Text, ":") {
		return false
	}
	if m.First == last.Last+2 && strings.Trim(l.Words[last.Last+1].Text, "/-()|") != "" {
		return false
	}
	last.Last, last.Ends, last.Colon = m.Last, m.Ends, m.Colon
	last.Rect = last.Rect.union(m.Rect)
	return true
}

// LabelsOf gives the labels of one line, left to right.
func (s *Sheet) LabelsOf(line int) []Match {
	if line < 0 || line >= len(s.byLine) || len(s.byLine[line]) == 0 {
		return nil
	}
	ids := s.byLine[line]
	return s.Labels[ids[0] : ids[len(ids)-1]+1]
}

// at gives the best label that starts at word i of the segment.
func (x *lex) at(l *Line, folds []string, seg Segment, i int, run bool) (Match, bool) {
	var best Match
	found, score := false, 0.0
	joined := ""
	start := i
	if boxNumber(l.Words[i].Text) && i < seg.Last { // "1a." of a numbered form
		start = i + 1
	}
	for j := start; j <= seg.Last && j < start+maxSpan; j++ {
		if j > start && strings.ContainsAny(l.Words[j].Text, "[]") { // "F [X]" is no fax
			break
		}
		if j > start && bullets[l.Words[j].Text] { // a sign alone ends no label: "4150 Cedar Street * Mobile, AL"
			continue
		}
		joined += folds[j]
		if len(joined) > maxFolded+2 {
			break
		}
		p, q := x.lookup(joined)
		if p != nil && (!needColon[p.text] || colonAfter(l, seg, j) || i == seg.First && j == seg.Last) {
			m := Match{Key: p.key, Phrase: p.text, First: i, Last: j, Quality: q,
				Colon: colonAfter(l, seg, j) || q == 1 && j+1 < seg.Last && l.Words[j+1].Text == "-", Starts: i == seg.First, Ends: j == seg.Last}
			v := q*10 + float64(len(joined))/4
			if m.Colon {
				v += 2
			}
			if (plausible(l, m) || run && follows(l, m)) && v > score {
				best, score, found = m, v, true
			}
		}
		if strings.HasSuffix(l.Words[j].Text, ":") || strings.HasSuffix(l.Words[j].Text, ".") && len(l.Words[j].Text) > 5 {
			break
		}
	}
	if found {
		best.Last = filler(l, seg, best.Last)
		best.Ends, best.Colon = best.Last == seg.Last, best.Colon || colonAfter(l, seg, best.Last)
		best.Rect = l.Words[best.First].Rect
		best.Caps = upper(l.Text(best.First, best.Last))
		for _, w := range l.Words[best.First : best.Last+1] {
			best.Rect = best.Rect.union(w.Rect)
		}
	}
	return best, found
}

// filler gives the last word of a label with the fillers that follow it.
func filler(l *Line, seg Segment, last int) int {
	end := last
	if n := bracketed(l, seg, last+1); n > 0 {
		end = last + n
	}
	if end < seg.Last && l.Words[end+1].Text == "is:" { // "The reason is: …"
		end++
	}
	for i := end + 1; i <= seg.Last && fillers[strings.ToLower(strings.TrimRight(l.Words[i].Text, ":"))]; i++ {
		if l.Words[i].Text == "First" && !strings.HasSuffix(l.Words[i-1].Text, ",") { // "Health Plan: First Colony Life"
			break
		}
		end = i
	}
	return end
}

// follows reports whether a label may stand after the value of another in one run of labels: "Patient Maria Gonzalez Sex F
// Provider Jane Doe". Words that are in names of organisations may not.
func follows(l *Line, m Match) bool {
	first := l.Words[m.First].Text
	if m.Key == "phone" && m.First == m.Last && m.Last+1 < len(l.Words) && !digital(l.Words[m.Last+1].Text) { // "Willow Home Health"
		return false
	}
	switch m.Key {
	case "payer", "facility", "medication", "diagnosis", "vaccine", "group_number", "total_charge", OtherText, Reason, OtherMoney, State, City, OtherDate, Signature, "allergy",
		"address", LastName, FirstName, MiddleName: // "3116 Prospect Street", "Oak Ln"
		return false
	}
	return m.Quality == 1 && first[0] >= 'A' && first[0] <= 'Z' && m.First > 1 && !strings.HasSuffix(l.Words[m.First-1].Text, ",") && !strings.ContainsAny(l.Words[m.Last].Text, ",.") &&
		!strings.HasSuffix(l.Words[m.First-1].Text, ":") && m.Last < len(l.Words)-1
}

// composite reads one word that is several labels, "Name/DOB/Sex:"; each of them gives a match on the same word.
func (x *lex) composite(l *Line, seg Segment, i int) []Match {
	text := strings.Trim(l.Words[i].Text, ":;()")
	if strings.Count(text, "/") == 0 || i != seg.First && !strings.HasSuffix(l.Words[i].Text, ":") {
		return nil
	}
	if p, _ := x.lookup(foldWord(text)); p != nil {
		return nil
	}
	var out []Match
	for _, part := range strings.Split(text, "/") {
		p, q := x.lookup(foldWord(part))
		if p == nil || q < 1 || len(part) < 3 {
			return nil
		}
		out = append(out, Match{Key: p.key, Phrase: p.text, First: i, Last: i, Quality: 0.95, Colon: colonAfter(l, seg, i), Starts: i == seg.First,
			Ends: i == seg.Last, Rect: l.Words[i].Rect})
	}
	return out
}

// bracketed counts the words of a remark in brackets after a label, "(as on your card)": words only.
func bracketed(l *Line, seg Segment, i int) int {
	if i > seg.Last || !strings.HasPrefix(l.Words[i].Text, "(") || strings.HasSuffix(l.Words[i-1].Text, ":") {
		return 0
	}
	for k := i; k <= seg.Last && k < i+9; k++ {
		t := strings.TrimRight(l.Words[k].Text, ":.")
		if digital(t) || strings.EqualFold(t, "(NKDA)") {
			return 0
		}
		if strings.HasSuffix(t, ")") {
			return k - i + 1
		}
	}
	return 0
}

// openers begin the wording of a label without changing what it asks for.
var openers = map[string]bool{"your": true, "my": true, "the": true, "child": true, "patient": true, "member": true, "current": true, "full": true, "legal": true, "please": true,
	"enter": true, "what": true, "is": true, "primary": true, "today": true, "print": true, "client": true, "list": true, "any": true, "known": true}

// plausible refuses label words that stand inside running text: a label has a colon, starts its segment, or follows the
// value of another label ("Tel 555-0117 Fax 555-0132"). Inside a segment a word that is also part of names ("Hospital",
// "Health Plan") needs its colon.
func plausible(l *Line, m Match) bool {
	if m.Colon {
		return true
	}
	if m.Starts && m.Last+1 < len(l.Words) && predicates[l.Words[m.Last+1].Text] { // "Precertification was not requested"
		return false
	}
	if t := l.Words[m.First].Text; t[0] == '(' && strings.HasSuffix(l.Words[m.Last].Text, ")") && m.Quality >= 1 { // "Gray, Sanjay (name)"
		return true
	}
	first := strings.TrimLeft(l.Words[m.First].Text, "([*•-")
	capital := first != "" && !(first[0] >= 'a' && first[0] <= 'z')
	switch {
	case m.Starts && m.Ends:
		return true
	case m.Starts && !m.Ends && m.First == m.Last && (m.Key == FirstName || m.Key == LastName) && !partsOfName(l, m): // "First Colony Life"
		return false
	case m.Starts && !capital: // forms set in lower case: nothing that a sentence could begin with
		return m.Quality >= 1 && !textKey(m.Key) && (m.Last > m.First || len(foldPhrase(m.Phrase)) <= 4)
	case m.Starts:
		return m.Quality > 0.8
	case !capital || m.Quality < 1 || textKey(m.Key):
		return false
	}
	prev := l.Words[m.First-1].Text
	if strings.HasSuffix(l.Words[m.Last].Text, ",") || len(first) == 2 && strings.HasSuffix(prev, ",") { // "Mobile, AL", "Boise, ID 83702"
		return false
	}
	if strings.HasSuffix(prev, ":") && !m.Ends && !strings.EqualFold(prev, "re:") && !strings.EqualFold(prev, "subject:") { // the value of the label before it
		return false
	}
	if m.Last+1 < len(l.Words) && valued(m.Key) && digital(l.Words[m.Last+1].Text) { // "Maria Gonzalez Born 3/4/1970"
		return true
	}
	acronym := upper(first) && m.First == m.Last && len(first) <= 5 && (len(first) > 2 || m.Last < len(l.Words)-1 && !m.Ends)
	return acronym || strings.ContainsAny(prev, "0123456789") || strings.ContainsAny(prev[len(prev)-1:], ",;|):") || m.Last > m.First
}

// partsOfName reports whether another part of a name is asked for on the line: "LAST Booker FIRST Mark".
func partsOfName(l *Line, m Match) bool {
	for i, w := range l.Words {
		if i == m.First {
			continue
		}
		switch foldWord(w.Text) {
		case Fold("last"), Fold("first"), Fold("middle"), Fold("mi"), Fold("initial"), Fold("surname"):
			return true
		}
	}
	return false
}

// valued reports whether the values of the key hold digits.
func valued(k Key) bool {
	switch k {
	case "date_of_birth", "mrn", "member_id", "account_number", "phone", "provider_npi", "ssn", "group_number", "claim_number", "date_of_service", "collected_date",
		"reported_date", "admission_date", "discharge_date", "signature_date", Fax, Age:
		return true
	}
	return false
}

func digital(s string) bool { return strings.ContainsAny(s, "0123456789") }

// textKey reports whether the label's own words are common in names and sentences.
func textKey(k Key) bool {
	switch k {
	case "payer", "facility", "diagnosis", "medication", "allergy", "vaccine", "group_number", "provider_name", OtherText, OtherMoney, Reason, Name,
		OtherPerson, OtherDate, "denial_reason", "total_charge", "admission_date", "discharge_date", State, City, From, To, Signature:
		return true
	}
	return false
}

func upper(s string) bool { return len(s) > 1 && s == strings.ToUpper(s) && s != strings.ToLower(s) }

// colonAfter reports whether the label that ends at word j is followed by a colon or stands with one.
func colonAfter(l *Line, seg Segment, j int) bool {
	t := l.Words[j].Text
	if strings.HasSuffix(t, ":") || strings.HasSuffix(t, ";") && len(t) > 3 || strings.HasSuffix(t, "#") && j < seg.Last || strings.HasSuffix(t, "...") || strings.HasSuffix(t, "__") || strings.HasSuffix(t, "?") || strings.HasSuffix(t, "=") {
		return true
	}
	return j < seg.Last && (mark(l.Words[j+1].Text))
}

// lookup gives the phrase that a folded text stands for and how good the match is.
func (x *lex) lookup(f string) (*phrase, float64) {
	if ids, ok := x.exact[f]; ok {
		return &x.phrase[ids[0]], 1
	}
	limit := 0
	if whole[f] {
		return nil, 0
	}
	switch n := len(f); {
	case n >= 12:
		limit = 2
	case n >= 5:
		limit = 1
	default:
		return nil, 0
	}
	var best *phrase
	bestD, bestI := limit+1, 0
	fb := bag(f)
	try := func(i int) {
		p := &x.phrase[i]
		if bits.OnesCount64(p.bag&^fb) > limit || bits.OnesCount64(fb&^p.bag) > limit || (fb^p.bag)&(1<<40) != 0 || f[0] != p.folded[0] && len(f) < 8 {
			return
		}
		if d := Distance(f, p.folded, bestD-1); d < bestD || d == bestD && best != nil && i < bestI {
			best, bestD, bestI = p, d, i
		}
	}
	for n := max(5, len(f)-limit); n <= min(maxFolded, len(f)+limit); n++ { // a misreading leaves one end whole
		for _, i := range x.begins[end{n, f[0], f[1]}] {
			try(i)
		}
		for _, i := range x.ends[end{n, f[len(f)-2], f[len(f)-1]}] {
			try(i)
		}
	}
	if best == nil || bestD == 2 && len(best.folded) < 11 {
		return nil, 0
	}
	return best, 1 - float64(bestD)/float64(len(f))
}

// Lookup gives the key of a text that is nothing but a label.
func Lookup(text string) (Key, bool) {
	p, q := compiled().lookup(foldPhrase(text))
	if p == nil || q < 0.8 {
		return "", false
	}
	return p.key, true
}
