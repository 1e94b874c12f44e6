package phi

import "chartproof.org/chartproof/engine/chart"

// findStaff marks the initials that staff leave on forms though the page need not name them: under a heading that asks for them,
// in the rows of a grid of doses, and behind the last word of a note.
func (s *scan) findStaff(found map[string]bool) {
	for i := range s.toks {
		if s.headsInitials(i) {
			s.initialsUnder(i, found)
		}
	}
	for _, l := range s.lines {
		s.gridOfInitials(l, found)
	}
	for i := range s.toks {
		if s.initialsOfNote(i) {
			s.addInitials(i, chart.Likely, found)
		}
	}
}

// staffHeads head the columns in which whoever did something puts his or her initials.
var staffHeads = set("init inits initial initials by tech staff nurse rn emp opr clerk given admin adm vaccinator checked")

// headsInitials reports whether token i is a heading of a column of initials, all of its cell or its last word.
func (s *scan) headsInitials(i int) bool {
	t := &s.toks[i]
	if t.kind != wordToken || !staffHeads[t.low] || !s.endsCell(i) || s.place == nil {
		return false
	}
	return s.beginsCell(i) || s.is(i, "init", "inits", "initials", "by") && s.near(i) && s.beginsCell(i-1)
}

// beginsCell reports whether token i is the first of its cell.
func (s *scan) beginsCell(i int) bool {
	return s.tok(i).gap >= gapWide || s.is(i-1, "|") || s.tok(i-1).line != s.tok(i).line
}

// endsCell reports whether token i is the last of its cell.
func (s *scan) endsCell(i int) bool { return s.beginsCell(i+1) || s.is(i+1, "|") }

// columnLines is how far down a column of initials is followed, and columnBreak over how many lines that have none.
const (
	columnLines = 48
	columnBreak = 7
)

// initialsUnder marks what stands under the heading at token i and looks like initials.
func (s *scan) initialsUnder(i int, found map[string]bool) {
	x0, x1 := s.extent(i, i+1)
	pitch := (x1 - x0) / float64(len(s.toks[i].text))
	line := s.toks[i].line
	for n, without := line+1, 0; n < len(s.lines) && n <= line+columnLines && without < columnBreak; n++ {
		without++
		for k := s.lines[n].first; k < s.lines[n].last; k++ {
			if !s.mayBeInitials(k) || noStaff[s.toks[k].low] || credentials[s.toks[k].low] || !s.endsCell(k) || s.toks[k].taken {
				continue
			}
			if a, b := s.extent(k, k+1); b < x0-2*pitch || a > x1+2*pitch {
				continue
			}
			s.addInitials(k, chart.Likely, found)
			without = 0
		}
	}
}

// noStaff are short marks in the cells of forms that are nobody's initials: places of injections, answers, reasons for a dose left out.
var noStaff = set(`ra la rd ld rua lua rt lt ru lu rg lg rq lq rlq llq ruq luq abd ab rvg lvg rdg ldg ac pc hs am pm po im iv sq sc sl pr id
	prn qd bid tid qid qhs ok na no yes neg pos nl wnl nd wd cm mm kg lb mg ml mcg in ft oz hr min sec sob rsv qty ref hld npo loa oob nka wt ht bp hp bpm o2 ra
	poa utc gmt edt est cst cdt pst mst mdt pdt ea per day wk mo yr ob pt dr mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec left both cl od os ou`)

// staffMark reports whether token k has the form of initials and is no mark of another meaning.
func (s *scan) staffMark(k int) bool {
	t := &s.toks[k]
	return s.mayBeInitials(k) && !noStaff[t.low] && !credentials[t.low] && !t.entry.Clinical && (t.class != safeWord || t.entry.Word > 3)
}

// gridOfInitials marks the cells of a row of doses in which initials stand, the same ones more than once.
func (s *scan) gridOfInitials(l lineCase, found map[string]bool) {
	var cells []int
	times := map[string]int{}
	again := 0
	for k := l.first; k < l.last; k++ {
		if !s.beginsCell(k) || !s.endsCell(k) || !s.mayBeInitials(k) {
			continue
		}
		if s.staffMark(k) {
			cells = append(cells, k)
			if times[s.toks[k].text]++; times[s.toks[k].text] > 1 {
				again++
			}
		}
	}
	if len(cells) < 3 || again == 0 || !s.timed(l) {
		return
	}
	for _, k := range cells {
		if !s.toks[k].taken {
			s.addInitials(k, chart.Likely, found)
		}
	}
}

// timed reports whether a line tells an hour, as the rows of a record of doses do: "0800", "8:00", "9A", "HS".
func (s *scan) timed(l lineCase) bool {
	for k := l.first; k < l.last; k++ {
		t := &s.toks[k]
		switch {
		case t.kind == digitToken && militaryTime(t.text), t.kind == digitToken && s.is(k+1, ":") && s.tok(k+2).kind == digitToken, s.is(k, "am", "pm", "hs", "noon"):
			return true
		case t.kind == mixedToken && len(t.low) <= 3 && (t.low[len(t.low)-1] == 'a' || t.low[len(t.low)-1] == 'p') && countLetters(t.low) == 1:
			return true
		}
	}
	return false
}

// initialsOfNote reports letters that no list knows where whoever wrote, checked or signed something leaves them: alone behind a
// finished sentence, "/ab/", behind an hour or a day, and on the line that a form has for them.
func (s *scan) initialsOfNote(i int) bool {
	t := &s.toks[i]
	if t.taken || !s.bareMark(i) {
		return false
	}
	return s.behindSentence(i) || s.slashed(i) || s.behindHour(i) || s.onBlank(i) || s.withCredential(i) || s.behindCredential(i)
}

// withCredential reports letters that begin a cell before a credential that ends it or a number follows: "qxb rn 8/26 1420".
func (s *scan) withCredential(i int) bool {
	return s.beginsCell(i) && credentials[s.tok(i+1).low] && s.tok(i+1).gap == gapSpace && (s.endsCell(i+1) || s.tok(i+2).kind == digitToken)
}

// behindCredential reports letters of who typed behind those of who dictated: "Ann Sample MD/qxb".
func (s *scan) behindCredential(i int) bool {
	return s.is(i-1, "/") && s.toks[i-1].gap == gapNone && s.toks[i].gap == gapNone && s.toks[i].shape == lowerShape && credentials[s.tok(i-2).low] && s.endsCell(i)
}

// bareMark reports two or three letters of one case that no list knows.
func (s *scan) bareMark(i int) bool {
	t := &s.toks[i]
	return t.twoOrThree() && (t.shape == upperShape || t.shape == lowerShape) && !t.entry.Known() && !closedClass[t.low] && !noStaff[t.low] && !credentials[t.low]
}

// behindSentence reports "was benign. (qxb)", "recall in spring.  - qb": the last word of a cell behind a finished sentence.
func (s *scan) behindSentence(i int) bool {
	t, j, signed := &s.toks[i], i-1, false
	if s.is(j, "(") {
		if !s.is(i+1, ")") || !s.endsCell(i+1) {
			return false
		}
		j, signed = j-1, true
	} else if !s.endsCell(i) || t.gap == gapNone || t.gap >= gapLine {
		return false
	}
	for s.is(j, "-") && s.toks[j].line == t.line {
		j, signed = j-1, true
	}
	if s.toks[i].line != s.tok(j).line || j-s.lines[t.line].first < 4 {
		return false
	}
	return s.is(j, ".") && (t.shape == lowerShape || signed || t.gap >= gapWide) || signed && s.is(i-1, "-") && s.is(i-2, "-")
}

// slashed reports "/qxb/" and "-qxb-" that nothing touches.
func (s *scan) slashed(i int) bool {
	return s.is(i-1, "/") && s.is(i+1, "/") && s.toks[i-1].gap >= gapSpace && s.toks[i].gap == gapNone && s.toks[i+1].gap == gapNone && s.tok(i+2).gap >= gapSpace
}

// behindHour reports letters at the end of a cell behind the hour or day at which something was done: "received 6-18-26 3:40p qxb".
func (s *scan) behindHour(i int) bool {
	t := &s.toks[i]
	if t.gap != gapSpace || !s.endsCell(i) {
		return false
	}
	prev := s.tok(i - 1)
	if prev.taken && s.hitKind(i-1, chart.Date) {
		return true
	}
	hour := prev.kind == digitToken && len(prev.text) == 2 || prev.kind == mixedToken && len(prev.low) == 3 && (prev.low[2] == 'a' || prev.low[2] == 'p') || s.is(i-1, "am", "pm")
	for k := i - 2; hour && k > i-5 && k >= 0; k-- {
		if s.is(k, ":") && s.tok(k-1).kind == digitToken {
			return true
		}
	}
	return false
}

// blankAsks are the words beside a line to write on that ask for initials.
var blankAsks = set("initial initials init here review reviewed read filed by checked sent scanned called done entered posted")

// onBlank reports letters that are all that is written on a line to write on, where the words before ask for them.
func (s *scan) onBlank(i int) bool {
	if !s.beginsCell(i) || !s.endsCell(i) {
		return false
	}
	j := i - 1
	for s.is(j, ":", ")") {
		j--
	}
	for k := j; k > j-4 && k >= 0 && s.toks[k].line == s.toks[i].line; k-- {
		if blankAsks[s.toks[k].low] {
			return true
		}
	}
	return false
}
