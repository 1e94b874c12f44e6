package fields

import (
	"math"
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Claims of which the typing alone reached the page: the form's own print is red and drops out of scanners and faxes, and many
// offices print on plain paper. Then the boxes of the CMS-1500 (NUCC, version 02/12) are known by their order and their columns:
// who is insured stands right of the patient, lines of services carry two days, a place and a code.

var (
	typedDay       = `\d{2} ?\d{2} ?(?:\d{4}|\d{2})`
	typedService   = regexp.MustCompile(`^(` + typedDay + `) (?:` + typedDay + ` )?\d{2} (?:[YN] )?(\d{5}|[A-V]\d{4}|\d{4}[FTU])\b`)
	typedBirth     = regexp.MustCompile(`^(?:\d{2} \d{2} \d{4}|\d{8}|\d{2}[/-]\d{2}[/-]\d{4}|\d{2} \d{2} \d{2})$`)
	typedTotals    = regexp.MustCompile(`^(?:X )*(?:\d{2}[- ]?\d{7}|\d{3}-\d{2}-\d{4})\b`)
	typedSum       = regexp.MustCompile(`^\$?([\d,]+)[ .](\d{2})\b`)
	typedQualifier = regexp.MustCompile(`^D[NKQ]\s`)
	typedState     = regexp.MustCompile(`^(.+?),? ([A-Z]{2})$`)
	typedZip       = regexp.MustCompile(`^\d{5}(?:-?\d{4})?\b`)
)

// typedClaim is the reading of one such page.
type typedClaim struct {
	r       *reader
	l       *leaf
	name    int     // the line of the patient's and the insured's name
	service int     // the first line of services
	last    int     // the last one
	born    view    // the cell of the birth
	who     view    // the patient's name
	right   float64 // where the column of the insured begins
}

// readTyped reads the boxes of a claim by their places, where hardly any label was printed.
func (r *reader) readTyped(l *leaf) {
	if r.doc.Type != chart.ClaimForm || !l.typingOnly() {
		return
	}
	c := typedClaim{r: r, l: l, name: -1, service: -1}
	if !c.findLines() {
		return
	}
	r.typed = true
	c.patient()
	c.home()
	c.insured()
	c.codes()
	c.totals()
}

// typingOnly reports whether a page has hardly any label of a claim.
func (l *leaf) typingOnly() bool {
	asked := 0
	for _, m := range l.sheet.Labels {
		if m.Key != layout.OtherText && m.Key != layout.Signature && (m.Colon || m.Starts && m.Ends) {
			asked++
		}
	}
	return asked < 5
}

// cells gives the cells of a line.
func (c *typedClaim) cells(line int) []view {
	l := &c.l.sheet.Lines[line]
	out := make([]view, 0, len(l.Segments))
	for _, seg := range l.Segments {
		out = append(out, see(l.Words[seg.First:seg.Last+1]))
	}
	return out
}

// findLines finds the line of the names and those of the services.
func (c *typedClaim) findLines() bool {
	lines := c.l.sheet.Lines
	for i := range lines {
		text := lines[i].Text(0, len(lines[i].Words)-1)
		if typedService.MatchString(text) {
			if c.service < 0 {
				c.service = i
			}
			c.last = i
		}
		if c.name >= 0 || c.service >= 0 {
			continue
		}
		c.names(i)
	}
	return c.name >= 0 && c.service > c.name
}

// names takes a line for that of the names where a name stands left of a birth.
func (c *typedClaim) names(i int) {
	cells := c.cells(i)
	for k := 1; k < len(cells); k++ {
		if !typedBirth.MatchString(cells[k].text) {
			continue
		}
		who := joined(cells[:k])
		if t, ok := filedName(who.text); ok && len(who.text)-t.to <= 3 {
			c.name, c.who, c.born = i, who, cells[k]
			c.right = cells[len(cells)-1].words[0].Rect.X0
			if i+1 >= len(c.l.sheet.Lines) {
				return
			}
			next := c.cells(i + 1)
			if last := next[len(next)-1].words[0].Rect.X0; len(next) > 1 && last > c.born.words[0].Rect.X0 { // the insured's street
				c.right = last
			}
		}
		return
	}
}

// joined gives the words of cells as one.
func joined(cells []view) view {
	var words []layout.Word
	for _, v := range cells {
		words = append(words, v.words...)
	}
	return see(words)
}

// atRight gives the cell that begins where the column of the insured does.
func (c *typedClaim) atRight(line int) (view, bool) {
	for _, v := range c.cells(line) {
		if math.Abs(v.words[0].Rect.X0-c.right) < 3*c.l.sheet.Body {
			return v, true
		}
	}
	return view{}, false
}

// patient takes the name, the birth, and the sex by which of the two boxes behind the birth is marked; over them the number.
func (c *typedClaim) patient() {
	cells := c.cells(c.name)
	if t, ok := filedName(c.who.text); ok {
		c.r.add(c.l, chart.PatientName, c.who, t, 0.9)
	}
	if t, ok := c.r.clock.date(c.born.text, true); ok {
		t.score = 1
		c.r.add(c.l, chart.DateOfBirth, c.born, t, 0.95)
	}
	from, to := c.born.words[0].Rect.X0, c.born.words[len(c.born.words)-1].Rect.X1
	for _, v := range cells {
		if at := v.words[0].Rect.MidX(); strings.EqualFold(v.words[0].Text, "x") && at > to && at < to+1.6*(to-from) {
			sex := "M"
			if (at-from)/(to-from) > 1.55 {
				sex = "F"
			}
			c.r.add(c.l, chart.Sex, v, take{to: 1, norm: sex, score: 1}, 0.8)
		}
	}
	for i := c.name - 1; i >= 0 && i >= c.name-3; i-- {
		if v, ok := c.atRight(i); ok {
			if t, is := id(v.text, 5); is && t.from == 0 && t.to == len(v.text) {
				c.r.add(c.l, chart.MemberID, v, t, 0.85)
				c.payer(i)
				return
			}
		}
	}
	c.payer(c.name)
}

// payer takes the plan that the claim is sent to, over its first boxes.
func (c *typedClaim) payer(before int) {
	for i := 0; i < before; i++ {
		for _, v := range c.cells(i) {
			if t, ok := organisation(v.text); ok && !hasDigit(v.text) && t.from == 0 && len(tokens(v.text)) > 1 {
				c.r.add(c.l, chart.Payer, v, take{to: len(v.text), score: 1}, 0.75)
				return
			}
		}
	}
}

// home joins the patient's street, town, state, postcode and telephone, which stand in boxes under the name.
func (c *typedClaim) home() {
	var words []layout.Word
	var parts []string
	for i := c.name + 1; i < c.service && i <= c.name+5 && len(parts) < 3; i++ {
		var left []layout.Word
		for _, v := range c.cells(i) {
			if v.words[0].Rect.X0 < c.born.words[0].Rect.X0-c.l.sheet.Body && !strings.EqualFold(v.text, "x") {
				left = append(left, v.words...)
			}
		}
		text := layout.Join(left)
		zip := typedZip.FindString(text)
		switch {
		case text == "":
			continue
		case len(parts) == 0 && !hasDigit(text), len(parts) == 1 && hasDigit(text), len(parts) == 2 && zip == "":
			return
		case len(parts) == 2:
			c.telephone(left, len(zip))
			left, text = left[:1], zip
		}
		words, parts = append(words, left...), append(parts, text)
	}
	if len(parts) < 3 {
		return
	}
	town := parts[1]
	if m := typedState.FindStringSubmatch(town); m != nil {
		town = m[1] + ", " + m[2]
	}
	value := parts[0] + ", " + town + " " + parts[2]
	c.r.found[chart.Address] = append(c.r.found[chart.Address], hit{take: take{score: 1, norm: canonicalAddress(value)}, leaf: c.l, words: words, value: value, score: 0.8})
}

// telephone takes the number behind a postcode.
func (c *typedClaim) telephone(words []layout.Word, from int) {
	v := see(words)
	if t, ok := phone(v.text[from:]); ok {
		t.from, t.to = t.from+from, t.to+from
		c.r.add(c.l, chart.Phone, v, t, 0.8)
	}
}

// insured takes the group's number, the first of the insured's boxes that is neither a place nor a day, and who referred.
func (c *typedClaim) insured() {
	zip := false
	for i := c.name + 2; i < c.service; i++ {
		v, ok := c.atRight(i)
		if ok && typedZip.MatchString(v.text) {
			zip = true
		} else if t, is := id(v.text, 3); ok && zip && is && t.from == 0 && t.to == len(v.text) && !typedBirth.MatchString(v.text) {
			c.r.add(c.l, chart.GroupNumber, v, t, 0.75)
			break
		}
	}
	for i := c.name + 4; i < c.service; i++ {
		line := see(c.l.sheet.Lines[i].Words)
		first := line.text
		if at := strings.IndexAny(first, "0123456789"); at >= 0 {
			first = first[:at]
		}
		t, ok := name(first)
		if ok && (typedQualifier.MatchString(first) || credentialled(first[t.to:])) {
			c.r.add(c.l, chart.ReferringProvider, line, t, 0.8)
			return
		}
	}
}

// codes takes the diagnoses over the lines of services, and of these the day and what was done.
func (c *typedClaim) codes() {
	lines := c.l.sheet.Lines
	for i := c.name + 4; i < c.service; i++ {
		for _, w := range lines[i].Words {
			text := strings.TrimSuffix(w.Text, ".")
			if v := see([]layout.Word{w}); loneCode.MatchString(text) && len(text) > 2 && diagnosesOnly(&lines[i]) {
				for _, t := range icd(v.text, true) {
					c.r.add(c.l, chart.DiagnosisCode, v, t, 0.9)
				}
			}
		}
	}
	for i := c.service; i <= c.last; i++ {
		v := see(lines[i].Words)
		m := typedService.FindStringSubmatchIndex(v.text)
		if m == nil {
			continue
		}
		c.r.add(c.l, chart.ProcedureCode, v, take{from: m[4], to: m[5], norm: v.text[m[4]:m[5]], score: 1}, 0.95)
		if t, ok := c.r.clock.date(v.text[m[2]:m[3]], false); ok {
			t.from, t.to = m[2], m[3]
			c.r.add(c.l, chart.DateOfService, v, t, 0.85)
		}
	}
}

// diagnosesOnly reports whether a line holds codes, their letters and marks only.
func diagnosesOnly(line *layout.Line) bool {
	for _, w := range line.Words {
		text := strings.TrimSuffix(w.Text, ".")
		if len(text) > 1 && !loneCode.MatchString(text) && !aloneCode.MatchString(text) {
			return false
		}
	}
	return true
}

// totals takes the account, the sum, who signed and where the service was, which stand under the lines of services.
func (c *typedClaim) totals() {
	lines := c.l.sheet.Lines
	at := -1
	for i := c.last + 1; i < len(lines) && at < 0; i++ {
		if typedTotals.MatchString(lines[i].Text(0, len(lines[i].Words)-1)) {
			at = i
		}
	}
	if at < 0 {
		return
	}
	summed := false
	for k, v := range c.cells(at) {
		m := typedSum.FindStringSubmatchIndex(v.text)
		t, is := id(v.text, 3)
		switch {
		case k == 0 || strings.EqualFold(v.text, "x"):
		case m != nil && !summed && (strings.ContainsAny(v.text, " .")):
			summed = true
			c.r.add(c.l, chart.TotalCharge, v, take{from: m[2], to: m[5], norm: trimZeros(strings.ReplaceAll(v.text[m[2]:m[3]], ",", "")) + "." + v.text[m[4]:m[5]], score: 1}, 0.85)
		case is && t.from == 0 && !summed:
			c.r.add(c.l, chart.AccountNumber, v, t, 0.85)
		}
	}
	c.foot(at + 1)
}

// foot takes the clinician at the left and the place of the service beside him.
func (c *typedClaim) foot(from int) {
	lines := c.l.sheet.Lines
	placed, named := false, false
	for i := from; i < len(lines); i++ {
		for _, v := range c.cells(i) {
			x := v.words[0].Rect.X0
			t, ok := wholeName(v.text)
			switch {
			case ok && !named && x < c.born.words[0].Rect.X0-2*c.l.sheet.Body && (credentialled(v.text[t.to:]) || personLike(v.text)):
				named = true
				c.r.add(c.l, chart.ProviderName, v, t, 0.8)
			case !placed && !ok && !hasDigit(v.text) && len(tokens(v.text)) > 1 && letterStart(v.text):
				placed = true
				c.r.add(c.l, chart.Facility, v, take{to: len(v.text), score: 1}, 0.75)
			}
		}
	}
}
