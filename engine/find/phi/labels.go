package phi

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// labelAt finds the longest label that starts at token i; it gives the token behind it. Letters misread in long words
// are forgiven.
func (s *scan) labelAt(i int) (*label, int) {
	node, best, end := s.d.labels, (*label)(nil), i
	for j, n := i, 0; j < len(s.toks) && n < 9; j, n = j+1, n+1 {
		t := &s.toks[j]
		if j > i && t.gap >= gapWide {
			break
		}
		if t.kind == punctToken && t.text != "#" {
			if j > i && (s.is(j, ".", "'", "/", "-", "(", ")", ",", "&") && s.toks[j].gap <= gapSpace) {
				continue // "D.O.B.", "City/State/Zip", "Name (Last, First)"
			}
			break
		}
		next := node.next[strings.ReplaceAll(t.low, "'", "")]
		if next == nil && len(t.low) > 4 && strings.HasSuffix(t.text, "'s") {
			next = node.next[t.low+"s"]
		}
		if next == nil {
			next = node.misread(t)
		}
		if next == nil {
			break
		}
		node = next
		if node.label != nil {
			best, end = node.label, j+1
		}
	}
	return best, end
}

// misread finds the one branch whose word is one letter from the token, where the token itself is no word.
func (t *labelTree) misread(tk *token) *labelTree {
	if len(tk.low) < 5 || tk.entry.Word > 0 || tk.entry.Clinical || tk.entry.Name() {
		return nil
	}
	var found *labelTree
	for w, n := range t.next {
		if len(w) >= 5 && distanceOne(tk.low, w) {
			if found != nil {
				return nil
			}
			found = n
		}
	}
	return found
}

// findLabels marks what labels announce, to the right or below.
func (s *scan) findLabels() {
	for i := 0; i < len(s.toks); i++ {
		t := &s.toks[i]
		if t.kind == punctToken || t.name && s.is(i+1, ",") {
			continue
		}
		l, end := s.labelAt(i)
		if l == nil {
			continue
		}
		at, sure := s.valueStart(end)
		if l.weak && (!sure || !s.opens(i)) || l.strict && !s.colonBetween(end, at) && !s.codeFollows(l, i, end) && !(sure && s.headed(i, end) && s.toks[i].gap >= gapWide) {
			continue
		}
		s.label = i
		done := s.takeValue(l, i, end, at, sure)
		i = max(end, done) - 1
	}
}

// colonBetween reports whether a mark that labels end with stands between a label and its value.
func (s *scan) colonBetween(a, b int) bool {
	for k := a; k < b && k < len(s.toks); k++ {
		if s.is(k, ":", "#", "=", ";") {
			return true
		}
	}
	return s.is(a-1, "#")
}

// codeFollows reports whether an identifier in plain view stands right behind a short label: "DL S530-4609", "serial 712338".
func (s *scan) codeFollows(l *label, i, end int) bool {
	if l.form != formID || !s.near(end) || s.is(i-1, "/") || s.toks[end].kind == punctToken {
		return false
	}
	if l.kind == chart.HealthPlanID && s.groupCode(i, end) {
		return true
	}
	text := s.span(s.trimChunk(end, s.chunk(end)))
	d := countDigits(text)
	return !decimal(text) && !clockOrRange(text) && (d >= 4 || d >= 2 && len(text) >= 6 && text == strings.ToUpper(text)) && !unitNext[s.tok(s.chunk(end)).low]
}

// opens reports whether token i begins a line, a cell or a sentence, as a label does.
func (s *scan) opens(i int) bool {
	return i == 0 || s.toks[i].gap >= gapWide || s.is(i-1, ".", ";", "|", "[", "(", ",", "]", ")", ":", "*", "-", "/") || s.toks[i-1].taken ||
		s.toks[i].shape == capShape || s.toks[i].shape == upperShape
}

// valueStart skips what stands between a label and its value; sure means a colon, a cell's edge or the like was there.
func (s *scan) valueStart(j int) (int, bool) {
	sure := false
	j = s.skipHint(j)
	for n := 0; j < len(s.toks) && n < 5 && s.toks[j].gap < gapLine; n++ {
		sure = sure || s.toks[j].gap >= gapWide
		if s.is(j, ":", "#", "=", "|", "_") || n == 0 && s.is(j, ";") {
			sure = true
		} else if !s.labelFiller(j) {
			break
		}
		j++
	}
	return j, sure || j >= len(s.toks) || s.toks[j].gap >= gapWide
}

// skipHint gives the token behind the hint in brackets that a label may end with: "Name (Last, First)", "Phone (home)".
func (s *scan) skipHint(j int) int {
	if !s.is(j, "(") || !s.near(j) {
		return j
	}
	for k := j + 1; k < len(s.toks) && k < j+8 && s.toks[k].gap <= gapSpace; k++ {
		if !s.is(k, ")") {
			continue
		}
		if s.toks[k-1].kind == wordToken && s.toks[k-1].class == safeWord {
			return k + 1
		}
		break
	}
	return j
}

// labelFiller reports whether token j only fills the room between a label and its value.
func (s *scan) labelFiller(j int) bool {
	if s.is(j, ".", "-", "*") {
		return true
	}
	if s.is(j, "(") {
		return countDigits(s.tok(j+1).text) == 0
	}
	t := &s.toks[j]
	return t.kind == wordToken && t.shape != upperShape && s.is(j, "no", "number", "num", "nbr", "is", "was", "of", "are", "s", "name")
}

// takeValue marks the value of a label. Where nothing stands to the right it looks below.
func (s *scan) takeValue(l *label, from, end, at int, sure bool) int {
	right := at < len(s.toks) && s.toks[at].gap < gapLine
	if right {
		if other, _ := s.labelAt(at); other != nil && (s.toks[at].gap >= gapWide || s.labelColon(at)) {
			right = false // the next cell is another label: the value stands below
		}
	}
	if right {
		if done := s.readValue(l, at, len(s.toks), sure); done > at {
			return done
		}
	}
	if !right || sure && s.toks[at].gap >= gapWide {
		s.takeBelow(l, from, end, s.colonBetween(end, at))
	}
	return end
}

// takeBelow reads what stands under a label: one cell for a form's label, the whole column where the label heads one.
func (s *scan) takeBelow(l *label, from, end int, colon bool) {
	headed := s.headed(from, end)
	if !l.readsBelow(headed, colon) {
		return
	}
	lo, hi := s.below(from, end)
	for n := 0; lo < hi && n < 60; n++ {
		if other, _ := s.labelAt(lo); other != nil && n > 0 && (s.labelColon(lo) || !other.weak) {
			return
		}
		done := s.readValue(l, lo, hi, true)
		if !l.headsColumn() || done <= lo && l.form != formNone || !headed || colon {
			return
		}
		next, until := s.below(lo, max(lo+1, min(hi, done)))
		if next <= lo {
			return
		}
		lo, hi = next, until
	}
}

// readsBelow reports whether the value of a label may stand under it: headed says that the label is all of its cell.
func (l *label) readsBelow(headed, colon bool) bool {
	switch l.form {
	case formOrg, formPlace:
		return colon || headed && !l.strict
	case formName, formStreet, formNone:
		return headed
	}
	return true
}

// headsColumn reports whether a label of this form may head a whole column of values.
func (l *label) headsColumn() bool {
	switch l.form {
	case formNone, formID, formName, formInitials, formRoom:
		return true
	}
	return false
}

// labelColon reports whether the label at token i is followed by a colon.
func (s *scan) labelColon(i int) bool {
	_, end := s.labelAt(i)
	return s.is(end, ":", "#") || s.is(end, ".") && s.is(end+1, ":")
}

// headed reports whether the tokens make up a whole cell, as a column's heading does.
func (s *scan) headed(from, end int) bool {
	for from > 0 && s.toks[from].gap < gapWide && (s.toks[from-1].kind == punctToken || s.toks[from-1].kind == digitToken || s.toks[from-1].kind == mixedToken && len(s.toks[from-1].text) <= 3) {
		from-- // "33. BILLING PROVIDER"
	}
	next := s.tok(end)
	for next.kind == punctToken && next.gap <= gapSpace && end < len(s.toks) {
		end++
		next = s.tok(end)
	}
	return s.tok(from).gap >= gapWide && next.gap >= gapWide
}

func (s *scan) readValue(l *label, i, limit int, sure bool) int {
	switch l.form {
	case formInitials:
		return s.initialsValue(i)
	case formName:
		return s.nameValue(i, limit, l.weak)
	case formID:
		if done := s.idValue(l.kind, i, limit, sure); done > i || l.kind != chart.HealthPlanID {
			return done
		}
		return s.groupValue(i, limit, sure)
	case formRoom:
		return s.roomValue(i, limit)
	case formDate:
		return s.dateValue(i, limit)
	case formPhone:
		return s.phoneValue(l.kind, i, limit)
	case formStreet, formOrg, formPlace:
		return s.cellValue(l, i, limit, sure)
	case formAge:
		if t := s.tok(i); t.kind == digitToken && atoi(t.text) >= 90 && atoi(t.text) <= 120 && !t.taken {
			s.addTokens(i, i+1, chart.AgeOver89, chart.Certain, layerLabel)
		}
	case formNone:
		if s.lotOfImplant() {
			return s.idValue(chart.DeviceNumber, i, limit, sure)
		}
		s.exempt(i, limit)
	}
	return i
}

// exempt keeps default-deny from a value that is no identifier.
func (s *scan) exempt(i, limit int) {
	for j, n := i, 0; j < limit && n < 4; j, n = j+1, n+1 {
		if j > i && s.toks[j].gap >= gapWide {
			return
		}
		if k := s.toks[j].kind; k == digitToken || k == mixedToken {
			for e := s.chunk(j); j < e; j++ {
				s.toks[j].entry.Clinical = true
			}
			return
		}
	}
}

func countLetters(t string) int {
	n := 0
	for i := range len(t) {
		if isLetter(t[i]) {
			n++
		}
	}
	return n
}

// hasDigit reports whether the printed run that starts at token i holds a digit.
func (s *scan) hasDigit(i int) bool {
	return i < len(s.toks) && countDigits(s.span(i, s.chunk(i))) > 0
}

// idPiece reports whether a further run of tokens still belongs to the number: "1EG4 TE5 MK73", "123 45 6789".
func (s *scan) idPiece(j, e int) bool {
	text := s.span(j, e)
	if s.toks[j].taken || countDigits(text) == 0 || s.is(e-1, ":") {
		return false
	}
	if l, _ := s.labelAt(j); l != nil {
		return false
	}
	for k := j; k < e; k++ {
		if s.is(k, "/") || s.toks[k].kind == wordToken && s.toks[k].shape != upperShape && s.toks[k].shape != initShape {
			return false
		}
	}
	if s.near(e) && s.is(e, "mg", "ml", "mcg", "units", "years", "days", "weeks", "months", "tablets", "year") {
		return false
	}
	return true
}

// looksLikeDate reports whether a hit of the date layer stands on the tokens already.
func (s *scan) looksLikeDate(a, b int) bool {
	for _, h := range s.hits {
		if h.kind == chart.Date && h.start < s.toks[b-1].end && h.end > s.toks[a].start {
			return true
		}
	}
	return false
}

// dateValue takes what stands where a date must be, even where no calendar knows it, unless a date was found.
func (s *scan) dateValue(i, limit int) int {
	if i >= limit || s.toks[i].taken {
		return i
	}
	e := min(s.chunk(i), limit)
	a, b := s.trimChunk(i, e)
	text := s.span(a, b)
	if d := countDigits(text); a < b && d >= 3 && d <= 8 && len(text) >= 5 && !s.is(b, "hours", "hrs", "mg") && strings.ContainsAny(text, "/-. ,\\|") && !strings.Contains(text, ":") {
		s.addTokens(a, b, chart.Date, chart.Likely, layerLabel)
		return b
	}
	return i
}

// phoneValue takes digits where a telephone number must be.
func (s *scan) phoneValue(kind chart.Kind, i, limit int) int {
	end, digits := i, 0
	for end < limit && digits < 16 {
		e := min(s.chunk(end), limit)
		n, ok := s.phonePiece(i, end, e)
		if !ok {
			break
		}
		digits, end = digits+n, e
	}
	a, b := s.trimChunk(i, end)
	if a >= b || digits < 4 || digits == 4 && (countLetters(s.span(a, b)) > 0 || b-a != 1) {
		return i
	}
	if a > 0 && s.is(a-1, "(", "+") && s.toks[a].gap == gapNone {
		a--
	}
	s.addTokens(a, b, kind, chart.Certain, layerLabel)
	return b
}

// phonePiece gives the digits of the tokens j..e-1 where they may be part of the number that starts at token i.
func (s *scan) phonePiece(i, j, e int) (digits int, ok bool) {
	text := s.span(j, e)
	digits = countDigits(text)
	letters := countLetters(text)
	if j > i && (!s.near(j) || digits == 0) || letters > 4 || digits == 0 && letters > 0 {
		return 0, false
	}
	return digits, !s.toks[j].taken || s.hitKind(j, chart.PhoneNumber, chart.Fax)
}

func (s *scan) hitKind(i int, kinds ...chart.Kind) bool {
	for _, h := range s.hits {
		if h.start < s.toks[i].end && h.end > s.toks[i].start {
			for _, k := range kinds {
				if h.kind == k {
					return true
				}
			}
		}
	}
	return false
}
