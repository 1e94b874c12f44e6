package phi

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// group is one run of digits inside a printed number.
type group struct {
	digits string
	tok    int
}

// groupsAt reads the runs of digits from token i on that marks or single spaces join, at most max, on one line.
func (s *scan) groupsAt(i, limit int, apart func(j int) bool) ([]group, int) {
	var out []group
	real, end := 0, i
	for j := i; j < len(s.toks) && len(out) < limit; {
		ds, r := digitsOf(&s.toks[j])
		if ds == "" || s.toks[j].kind == wordToken && (len(ds) > 4 || s.toks[j].entry.Known()) {
			break
		}
		out, real = append(out, group{ds, j}), real+r
		j++
		end = j
		for n := 0; n < 3 && s.near(j) && apart(j); n++ {
			j++
		}
		if j >= len(s.toks) || !s.near(j) {
			break
		}
	}
	total := 0
	for _, g := range out {
		total += len(g.digits)
	}
	if real*10 < total*6 {
		return nil, i
	}
	return out, end
}

func lengths(gs []group) string {
	b := make([]byte, len(gs))
	for i, g := range gs {
		b[i] = '0' + byte(min(len(g.digits), 9))
	}
	return string(b)
}

func (s *scan) phoneMark(j int) bool {
	return s.is(j, "-", ".", "(", ")", "/", "*", "~", "_", "+", ",") && !(s.is(j, ",", ".", "/") && s.tok(j+1).gap != gapNone)
}

// findContacts marks telephone and fax numbers, social security numbers, vehicle numbers and device identifiers.
func (s *scan) findContacts() {
	for i := 0; i < len(s.toks); i++ {
		if s.toks[i].taken || s.toks[i].kind == punctToken && !s.is(i, "(", "+", "*", "#") {
			continue
		}
		if j := s.maskedSSN(i); j > i {
			s.addTokens(i, j, chart.SocialNumber, chart.Certain, layerPattern)
			i = j - 1
			continue
		}
		if j, kind, tier := s.numberAt(i); j > i {
			s.addTokens(i, j, kind, tier, layerPattern)
			i = j - 1
			continue
		}
		if j, kind := s.codeAt(i); j > i {
			s.addTokens(i, j, kind, chart.Likely, layerPattern)
			i = j - 1
		}
	}
}

// maskedSSN reads "XXX-XX-1234", "***-**-1234" and what OCR makes of it.
func (s *scan) maskedSSN(i int) int {
	if t := s.tok(i); t.gap == gapNone && i > 0 || t.kind == wordToken && t.low != "xxx" && t.low != "xxxxx" && t.low != "xxxxxx" {
		return i
	}
	j := s.chunk(i)
	masks := 0
	for k := s.toks[i].start; k < s.toks[j-1].end; k++ {
		switch s.ascii[k] {
		case 'x', 'X', '*', '#':
			masks++
		}
	}
	text := s.span(i, j)
	if masks >= 3 && countDigits(text) >= 2 && countDigits(text) <= 5 {
		_, end := s.trimChunk(i, j)
		return end
	}
	return i
}

// numberAt reads a telephone or social security number that starts at token i.
func (s *scan) numberAt(i int) (int, chart.Kind, chart.Tier) {
	start := i
	if s.is(i, "*", "#") || s.tok(i).gap == gapNone && i > 0 && (s.toks[i-1].kind != punctToken || s.is(i-1, ".", "/", "$")) {
		return start, "", ""
	}
	plus := s.is(i, "+")
	for s.is(i, "+", "(") {
		i++
	}
	gs, end := s.groupsAt(i, 6, s.phoneMark)
	if len(gs) == 0 {
		return start, "", ""
	}
	shape := lengths(gs)
	if plus && len(strings.Join(digitsIn(gs), "")) >= 8 {
		return end, s.phoneKind(start), chart.Certain
	}
	if n := s.printedPhone(gs, shape); n > 0 {
		return s.extension(gs[n-1].tok + 1), s.phoneKind(start), chart.Certain
	}
	if s.misreadPhone(gs, shape) {
		return gs[2].tok + 1, s.phoneKind(start), chart.Likely
	}
	if strings.HasPrefix(shape, "324") && s.ssnShape(gs) {
		return gs[2].tok + 1, chart.SocialNumber, chart.Certain
	}
	if s.foreignPhone(gs) {
		return end, s.phoneKind(start), chart.Check
	}
	if n := s.announcedPhone(gs, shape, start); n > 0 {
		return s.extension(gs[n-1].tok + 1), s.phoneKind(start), chart.Likely
	}
	return start, "", ""
}

// printedPhone gives how many groups make up a telephone number as it is printed, 0 for none.
func (s *scan) printedPhone(gs []group, shape string) int {
	for _, p := range []string{"1334", "334", "137", "37", "163", "64"} {
		if strings.HasPrefix(shape, p) && s.phoneShape(gs[:len(p)], p) {
			return len(p)
		}
	}
	return 0
}

// announcedPhone gives how many groups make up a telephone number that the words around show: ten digits, or seven.
func (s *scan) announcedPhone(gs []group, shape string, start int) int {
	if len(gs[0].digits) == 10 && s.phoneWord(start) {
		return 1
	}
	if shape == "34" && s.is(gs[0].tok+1, "-", ".") && gs[0].digits[0] >= '2' && (s.phoneWord(start) || !s.measured(gs[0].tok)) {
		return 2
	}
	return 0
}

// misreadPhone reports a telephone number with its area in brackets of which one digit was lost or read twice: "(541) 555-014".
func (s *scan) misreadPhone(gs []group, shape string) bool {
	if len(gs) < 3 || !s.is(gs[0].tok-1, "(") || !s.is(gs[0].tok+1, ")") || !s.is(gs[2].tok-1, "-", ".") {
		return false
	}
	switch shape[:3] {
	case "333", "335", "324", "344", "234", "434":
		return true
	}
	return false
}

// foreignPhone reports groups of digits with spaces between as other countries print telephone numbers.
func (s *scan) foreignPhone(gs []group) bool {
	total, long := 0, 0
	for _, g := range gs {
		n := len(g.digits)
		if n < 2 || n > 5 || !s.phoneGroup(gs[0].tok, g.tok) {
			return false
		}
		total += n
		if n >= 3 {
			long++
		}
	}
	if len(gs) < 3 || total < 8 || total > 13 || s.measured(gs[0].tok) {
		return false
	}
	return gs[0].digits[0] == '0' || long >= 2 && s.phoneWord(gs[0].tok) || long == 3 && len(gs) == 3
}

// phoneGroup reports whether token i may begin a group of a number that starts at token first: a space parts it from the
// one before, unless a word of telephones announces the number.
func (s *scan) phoneGroup(first, i int) bool {
	t := &s.toks[i]
	return t.kind == digitToken && (i == first || t.gap != gapNone || s.phoneWord(first))
}

func digitsIn(gs []group) []string {
	out := make([]string, len(gs))
	for i, g := range gs {
		out[i] = g.digits
	}
	return out
}

// phoneShape wants marks or brackets between the groups, not spaces alone, unless a word before speaks of a telephone.
func (s *scan) phoneShape(gs []group, shape string) bool {
	marked := false
	for k := 1; k < len(gs); k++ {
		if gs[k].tok > gs[k-1].tok+1 {
			marked = true
		}
	}
	first := gs[0]
	if shape[0] == '1' {
		if first.digits != "1" {
			return false
		}
	}
	return marked || s.phoneWord(first.tok) || shape == "334" || shape == "1334"
}

func (s *scan) ssnShape(gs []group) bool {
	marked := gs[1].tok > gs[0].tok+1
	return marked || s.wordsBefore(gs[0].tok, 5, "ssn", "social", "security", "ss")
}

// wordsBefore reports whether one of the words stands within n tokens before i on its line.
func (s *scan) wordsBefore(i, n int, words ...string) bool {
	for k := i - 1; k >= 0 && k >= i-n && s.toks[k].gap < gapBlank; k-- {
		if s.is(k, words...) {
			return true
		}
		if s.toks[k].gap >= gapLine {
			return false
		}
	}
	return false
}

// measured reports whether the line holds a unit of a laboratory: then a range of numbers is no telephone number.
func (s *scan) measured(i int) bool {
	l := s.lines[s.toks[i].line]
	for k := l.first; k < l.last; k++ {
		if s.is(k, "mg", "dl", "ul", "ml", "pg", "ng", "mmol", "meq", "iu", "fl", "mcg", "umol", "cells", "u") && s.toks[k].kind == wordToken {
			return true
		}
	}
	return false
}

func (s *scan) phoneWord(i int) bool {
	return s.wordsBefore(i, 5, "phone", "tel", "telephone", "ph", "cell", "mobile", "home", "work", "call", "called", "pager", "fax",
		"contact", "number", "at", "beeper", "voicemail", "text", "callback", "facsimile", "reached", "reach")
}

// phoneKind tells a fax from a telephone by the nearest word before.
func (s *scan) phoneKind(i int) chart.Kind {
	for k := i - 1; k >= 0 && k >= i-5; k-- {
		if s.is(k, "fax", "facsimile", "fx", "telefax") {
			return chart.Fax
		}
		if s.is(k, "phone", "tel", "telephone", "ph", "cell", "mobile", "home", "p") || s.toks[k+1].gap >= gapLine {
			break
		}
	}
	return chart.PhoneNumber
}

// extension takes "x1234", "ext. 1234" behind a number.
func (s *scan) extension(i int) int {
	t := s.tok(i)
	if s.near(i) && t.kind == mixedToken && t.low[0] == 'x' && countDigits(t.low) == len(t.low)-1 {
		return i + 1
	}
	j := i
	if s.near(j) && s.is(j, ",") {
		j++
	}
	if s.near(j) && s.is(j, "ext", "extension", "x", "extn", "opt", "option") {
		j++
		for s.is(j, ".", ":", "#") {
			j++
		}
		if s.near(j) && countDigits(s.tok(j).text) > 0 {
			return j + 1
		}
	}
	return i
}

// codeAt reads numbers whose form tells what they are: VIN, DEA registration, device identifier.
func (s *scan) codeAt(i int) (int, chart.Kind) {
	t := &s.toks[i]
	if s.is(i, "(") && s.is(i+1, "01", "17", "21", "10", "11") && s.is(i+2, ")") && s.tok(i+3).gap <= gapSpace && countDigits(s.tok(i+3).text) >= 4 {
		return s.chunk(i), chart.DeviceNumber
	}
	if t.kind == mixedToken && len(t.text) == 17 && countDigits(t.text) >= 4 && !strings.ContainsAny(t.low, "ioq") {
		return i + 1, chart.VehicleID
	}
	if t.kind == mixedToken && len(t.text) == 9 && deaNumber(t.text) {
		return i + 1, chart.LicenseNumber
	}
	return i, ""
}

// deaNumber checks a registration of the Drug Enforcement Administration: two letters, seven digits, the last a check.
func deaNumber(s string) bool {
	if !isUpper(s[0]) || !isUpper(s[1]) && !isDigit(s[1]) || countDigits(s[2:]) != 7 {
		return false
	}
	d := func(i int) int { return int(s[i] - '0') }
	return (d(2)+d(4)+d(6)+2*(d(3)+d(5)+d(7)))%10 == d(8)
}
