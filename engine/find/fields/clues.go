package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// What stands about the patient without a label of its own: the name before "born", the sex after the birth date, the
// address and the telephone under the name.

// readClues takes values whose place says what they are.
func (r *reader) readClues(l *leaf) {
	for i := range l.sheet.Lines {
		if l.inTable(i) {
			continue
		}
		r.nameBeforeLabel(l, i)
		r.nameOverLabels(l, i)
		r.sexAlone(l, i)
		r.identityLine(l, i)
	}
	if r.doc.Type == chart.IDCard {
		r.numberedNames(l)
	}
	r.readClaim(l)
	r.addressInText(l)
	r.stayInText(l)
}

// leadIn is what may stand before the name at the head of a line.
var leadIn = regexp.MustCompile(`(?i)^(?:re|ref|regarding|about|concerning|subject|patient|pt|for|on|member|client|in re|name|attn|your patient|our patient)\b\.?\s*[:\-–—]?\s*`)

// nameBeforeLabel takes the name that stands right before the label of a birth date, a sex or a record number.
func (r *reader) nameBeforeLabel(l *leaf, i int) {
	line := &l.sheet.Lines[i]
	labels := l.sheet.LabelsOf(i)
	at, from := -1, 0
	for _, m := range labels {
		switch m.Key {
		case "date_of_birth", "mrn", "sex", layout.Age, "account_number", "ssn":
			at = m.First
		default:
			if m.Last < 4 && (m.Key == layout.Name || m.Key == layout.OtherText || m.Key == "patient_name" || m.Key == layout.Reason) {
				from = m.Last + 1
				continue
			}
		}
		break
	}
	if at < 0 { // a date after "born" in running text has no label of its own
		return
	}
	for _, seg := range line.Segments { // the cell that ends before the label
		if seg.First < at && seg.Last >= at-1 {
			from = max(from, seg.First)
		}
	}
	if at <= from || at-from > 7 {
		return
	}
	v := see(line.Words[from:at])
	skip := 0
	if m := leadIn.FindStringIndex(v.text); m != nil {
		skip = m[1]
	}
	t, ok := name(v.text[skip:])
	if !ok || len(strings.Trim(v.text[skip+t.to:], " ,;|-–(")) > 0 || strings.Trim(v.text[skip:skip+t.from], " ,") != "" && t.from > 5 {
		return
	}
	t.from, t.to = t.from+skip, t.to+skip
	r.add(l, chart.PatientName, v, t, 0.66)
}

// nameOverLabels takes the name at the head of a patient's sticker or banner: alone in its cell, with the labels of the
// birth date or the record number set under it.
func (r *reader) nameOverLabels(l *leaf, i int) {
	s := l.sheet
	for _, seg := range s.Lines[i].Segments {
		v := see(s.Lines[i].Words[seg.First : seg.Last+1])
		t, ok := wholeName(v.text)
		if !ok || labelIn(s, i, seg) || credentialled(v.text[t.to:]) {
			continue
		}
		if below, k, ok := cellUnder(s, i, seg.Rect); ok && identifies(s, k, below) {
			r.add(l, chart.PatientName, v, t, 0.8)
		}
	}
}

var numberedName = regexp.MustCompile(`^(1|2|[lI|]|LN|FN)[a-d]?[.:]?\s+(\pL[\pL'’\- ]+)$`)

// numberedNames reads the names of a driver's licence or identity card, whose data elements are numbered alike in all
// states (AAMVA DL/ID card design standard): 1 is the family name, 2 the given names.
func (r *reader) numberedNames(l *leaf) {
	var family, given *hit
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		segs := line.Segments
		if len(segs) == 2 && segs[0].First == segs[0].Last { // "LN   SORENSEN"
			segs = []layout.Segment{{First: 0, Last: len(line.Words) - 1}}
		}
		for _, seg := range segs {
			v := see(line.Words[seg.First : seg.Last+1])
			m := numberedName.FindStringSubmatchIndex(v.text)
			if m == nil {
				continue
			}
			h := &hit{leaf: l, words: v.cut(m[4], m[5]), value: v.text[m[4]:m[5]], score: 0.88}
			switch mark := v.text[m[2]:m[3]]; {
			case (mark == "2" || mark == "FN") && given == nil:
				given = h
			case mark != "2" && mark != "FN" && family == nil:
				family = h
			}
		}
	}
	r.addParts(l, chart.PatientName, nameParts{last: family, first: given})
}

// identifies reports whether a cell holds the label of what tells a patient from others: at its beginning, or in a line
// such as "Female • 71 y/o • DOB: 8/14/1954".
func identifies(s *layout.Sheet, line int, seg layout.Segment) bool {
	for _, m := range s.LabelsOf(line) {
		if m.First < seg.First || m.First > seg.Last {
			continue
		}
		switch m.Key {
		case "date_of_birth", "mrn", "ssn":
			return true
		case "account_number", "sex", layout.Age:
			if m.First == seg.First {
				return true
			}
		}
	}
	return false
}

// credentialled reports whether what follows a name says that its bearer is a clinician.
func credentialled(s string) bool {
	for _, t := range tokens(s) {
		if clinicians[bare(t.text)] || clinicians[certifiedPart(t.text)] {
			return true
		}
	}
	return false
}

var sexWord = regexp.MustCompile(`(?i)^(female|male|femenino|masculino)[,.;]?$`)

// sexAlone takes "Female" where it stands alone in a cell of a line that shows who the patient is, or follows the birth date.
func (r *reader) sexAlone(l *leaf, i int) {
	line := &l.sheet.Lines[i]
	known := false
	for _, m := range l.sheet.LabelsOf(i) {
		known = known || m.Key == "date_of_birth" || m.Key == "mrn" || m.Key == "patient_name" || m.Key == layout.Age
		if m.Key == "sex" {
			return
		}
	}
	if !known {
		return
	}
	count, at := 0, -1
	for k, w := range line.Words {
		if sexWord.MatchString(w.Text) {
			count++
			at = k
		}
	}
	if count == 0 {
		r.sexLetter(l, line)
		return
	}
	if count != 1 {
		return
	}
	v := see(line.Words[at : at+1])
	if t, ok := sex(v.text); ok {
		r.add(l, chart.Sex, v, t, 0.62)
	}
}

// sexLetter takes "F" right after a date of birth: "03/04/1970 F".
func (r *reader) sexLetter(l *leaf, line *layout.Line) {
	for k := 1; k < len(line.Words); k++ {
		w := strings.Trim(line.Words[k].Text, "(),;/|")
		if (w == "F" || w == "M") && hasDigit(line.Words[k-1].Text) {
			v := see(line.Words[k : k+1])
			if t, ok := sex(v.text); ok {
				r.add(l, chart.Sex, v, t, 0.5)
			}
			return
		}
	}
}

// patientBlock takes an address and a telephone without labels on the lines next to the patient's name, or in the cells set
// under it.
func (r *reader) patientBlock(l *leaf) {
	patient, _, ok := best(r.found[chart.PatientName])
	if !ok || r.doc.Type == chart.FaxCover || r.doc.Type == chart.DenialLetter {
		return
	}
	s := l.sheet
	for i := range s.Lines {
		for k, seg := range s.Lines[i].Segments {
			if !holdsName(&s.Lines[i], seg, k == 0, patient) {
				continue
			}
			if k > 0 {
				r.phoneInColumn(l, i, seg.Rect)
				continue
			}
			for k := i; k < len(s.Lines) && k <= i+4; k++ {
				if k > i && (s.Lines[k].Rect.Y0-s.Lines[k-1].Rect.Y1 > 1.5*s.Body || l.inTable(k)) {
					break
				}
				r.unlabelled(l, k)
				r.phoneAlone(l, k, s.Lines[k].Segments[0])
			}
		}
	}
}

// phoneInColumn takes a telephone that is alone in one of the cells set under the patient's name.
func (r *reader) phoneInColumn(l *leaf, line int, rect layout.Rect) {
	for range 4 {
		seg, k, ok := cellUnder(l.sheet, line, rect)
		if !ok {
			return
		}
		r.phoneAlone(l, k, seg)
		line, rect = k, seg.Rect
	}
}

// holdsName reports whether a line begins with the patient's name, or a short lead to it; a cell further right must be it.
func holdsName(line *layout.Line, seg layout.Segment, first bool, patient hit) bool {
	v := see(line.Words[seg.First : seg.Last+1])
	if t, ok := wholeName(v.text); ok && keyOf(hit{take: t}) == keyOf(patient) {
		return true
	}
	if first {
		v = see(line.Words)
	}
	skip := 0
	if m := leadIn.FindStringIndex(v.text); first && m != nil {
		skip = m[1]
	}
	t, ok := name(v.text[skip:])
	return ok && t.from < 6 && (first || len(v.text)-t.to < 2) && keyOf(hit{take: t}) == keyOf(patient)
}

// unlabelled takes an address and the telephone after it from a line without labels of its own.
func (r *reader) unlabelled(l *leaf, k int) {
	v := see(l.sheet.Lines[k].Words)
	t, ok := addressIn(v.text)
	if !ok || t.score < 1 || labelBefore(l.sheet, k) {
		return
	}
	r.add(l, chart.Address, v, t, 0.6)
	if p, ok := phone(v.text[t.to:]); ok && p.from < 12 {
		p.from, p.to = p.from+t.to, p.to+t.to
		r.add(l, chart.Phone, v, p, 0.6)
	}
}

// phoneAlone takes a telephone number that is all that a cell of the block holds.
func (r *reader) phoneAlone(l *leaf, k int, seg layout.Segment) {
	v := see(l.sheet.Lines[k].Words[seg.First : seg.Last+1])
	if p, ok := phone(v.text); ok && p.from == 0 && p.to == len(v.text) {
		r.add(l, chart.Phone, v, p, 0.5)
	}
}

// labelBefore reports whether a line begins with a label.
func labelBefore(s *layout.Sheet, k int) bool {
	for _, m := range s.LabelsOf(k) {
		if m.First == 0 && (m.Colon || m.Starts) {
			return true
		}
	}
	return false
}

var (
	livesAt    = regexp.MustCompile(`(?i)\b(?:liv(?:es|ing)|resid(?:es|ing)|home(?: address)?|mailed|sent|addressed|(?:her|his|my|patient'?s?|current) address)\s*(?:is\s+)?(?:at|to|is|:)?\s+((?:\S+\s+){0,6}?)(\d{1,6}\s+[^.;]{3,60}?,?\s+[A-Z]{2}\.?,?\s+\d{5}(?:-\d{4})?)`)
	namedHome  = regexp.MustCompile(`[,;]\s+(?:of\s+)?(\d{1,6}\s+[^.;]{3,60}?,?\s+[A-Z]{2}\.?,?\s+\d{5}(?:-\d{4})?)`)
	stayFromTo = regexp.MustCompile(`(?i)\b(?:stay|hospitali[sz](?:ed|ation)|inpatient|admi(?:tted|ssion)|dates? of (?:stay|care|admission)|in (?:the )?hospital|length of stay|confinement)[^\d\n]{0,40}`)
	stayJoint  = regexp.MustCompile(`(?i)^\s*(?:-|–|—|to|through|thru|until|till|and (?:was )?discharged(?: (?:home|to [a-z ]+))?(?: on)?|/|discharged?(?: on)?:?)?\s*`)
)

// addressInText takes the patient's address out of a sentence: after where he lives, or after his name.
func (r *reader) addressInText(l *leaf) {
	v := paragraph(l)
	for _, m := range livesAt.FindAllStringSubmatchIndex(v.text, 3) {
		if m[3]-m[2] > 3 {
			if _, ok := name(v.text[m[2]:m[3]]); !ok {
				continue
			}
		}
		r.add(l, chart.Address, v, take{from: m[4], to: m[5], norm: canonicalAddress(v.text[m[4]:m[5]]), score: 1}, 0.55)
	}
	patient, _, ok := best(r.found[chart.PatientName])
	if !ok || r.doc.Type == chart.DenialLetter {
		return
	}
	for _, m := range namedHome.FindAllStringSubmatchIndex(v.text, 3) {
		before := tokens(v.text[max(0, m[0]-40):m[0]])
		for k := len(before) - 2; k >= max(0, len(before)-4); k-- {
			t, ok := name(v.text[max(0, m[0]-40)+before[k].from : m[0]])
			if ok && sameNames(keyOf(hit{take: t}), keyOf(patient)) {
				r.add(l, chart.Address, v, take{from: m[2], to: m[3], norm: canonicalAddress(v.text[m[2]:m[3]]), score: 1}, 0.55)
				break
			}
		}
	}
}

// sameNames reports whether two folded names are those of one person, middle names aside.
func sameNames(a, b string) bool { return a == b || strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }

// stayInText takes both days of "Dates of stay: 1/3/2024 - 1/9/2024".
func (r *reader) stayInText(l *leaf) {
	if !r.calls.wants(chart.AdmissionDate) {
		return
	}
	v := paragraph(l)
	for _, m := range stayFromTo.FindAllStringIndex(v.text, 6) {
		end := min(len(v.text), m[1]+30)
		in, ok := r.clock.date(v.text[m[1]:end], false)
		if !ok || in.from > 2 {
			continue
		}
		in.from, in.to = in.from+m[1], in.to+m[1]
		j := stayJoint.FindStringIndex(v.text[in.to:])
		rest := in.to + j[1]
		out, ok := r.clock.date(v.text[rest:min(len(v.text), rest+24)], false)
		if !ok || out.from > 1 || j[1] < 2 {
			continue
		}
		out.from, out.to = out.from+rest, out.to+rest
		r.add(l, chart.AdmissionDate, v, in, 0.6)
		r.add(l, chart.DischargeDate, v, out, 0.6)
	}
}
