package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Institutional claims (UB-04) of which the typing alone reached the page: lines of revenue codes, over them who the patient is,
// under them who pays, what was found and who attended.

var (
	typedRevenue   = regexp.MustCompile(`^0[1-9]\d{2} [A-Z].*?(?: ([A-V]\d{4}|\d{5})(?: [A-Z0-9]{2})*)? (?:(` + typedDay + `) )?[\d,]+ [\d,]+[ .]\d{2}$`)
	typedAll       = regexp.MustCompile(`^0001 .*?([\d,]+)[ .](\d{2})$`)
	typedPerson    = regexp.MustCompile(`^(\d{2} ?\d{2} ?\d{4}) ([MF])\b(?: (` + typedDay + `)\b)?`)
	typedBillType  = regexp.MustCompile(`^0\d{3}$`)
	typedSubscribe = regexp.MustCompile(` (?:18|01|19|G8|20|21) ([A-Z0-9][A-Z0-9-]{5,})(?: (.+))?$`)
)

// institution is the reading of one such page.
type institution struct {
	typedClaim
	person, sum int // the lines of the birth and of the sum
	lines       []string
}

// readTypedInstitution reads an institutional claim by the order of its lines.
func (r *reader) readTypedInstitution(l *leaf) {
	if r.doc.Type != chart.ClaimForm || !l.typingOnly() {
		return
	}
	c := institution{typedClaim: typedClaim{r: r, l: l}, person: -1, sum: -1}
	services := 0
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		text := line.Text(0, len(line.Words)-1)
		c.lines = append(c.lines, text)
		switch {
		case typedRevenue.MatchString(text):
			services++
		case typedPerson.MatchString(text) && c.person < 0 && services == 0:
			c.person = i
		case typedAll.MatchString(text) && services > 0:
			c.sum = i
		}
	}
	if services < 2 || c.person < 1 || c.sum < 0 {
		return
	}
	r.typed = true
	c.whose()
	c.numbers()
	c.done()
	c.pays()
	c.attended()
}

// whose takes the patient's name over his birth, and the address beside.
func (c *institution) whose() {
	v := see(c.l.sheet.Lines[c.person].Words)
	m := typedPerson.FindStringSubmatchIndex(v.text)
	if t, ok := c.r.clock.date(v.text[m[2]:m[3]], true); ok {
		t.from, t.to = m[2], m[3]
		c.r.add(c.l, chart.DateOfBirth, v, t, 0.95)
	}
	c.r.add(c.l, chart.Sex, v, take{from: m[4], to: m[5], norm: v.text[m[4]:m[5]], score: 1}, 0.9)
	if m[6] >= 0 {
		if t, ok := c.r.clock.date(v.text[m[6]:m[7]], false); ok {
			t.from, t.to = m[6], m[7]
			c.r.add(c.l, chart.AdmissionDate, v, t, 0.85)
		}
	}
	for i := c.person - 1; i >= max(0, c.person-3); i-- {
		if first := c.cells(i)[0]; len(tokens(first.text)) > 1 {
			if t, ok := filedName(first.text); ok {
				c.r.add(c.l, chart.PatientName, first, t, 0.9)
				c.place(i)
				return
			}
		}
	}
}

// place joins the street and the town that stand right of the name, on its line and those next to it.
func (c *institution) place(at int) {
	left := c.cells(at)[0].words
	edge := left[len(left)-1].Rect.X1
	var out view
	for i := max(0, at-1); i <= c.person; i++ {
		var beside view
		for _, v := range c.cells(i) {
			if v.words[0].Rect.X0 > edge+c.l.sheet.Body {
				beside.words = append(beside.words, v.words...)
			}
		}
		text := ""
		if len(beside.words) > 0 {
			text = see(beside.words).text
		}
		switch {
		case len(out.words) == 0 && streetLine.MatchString(text) && i < c.person:
			out = see(beside.words)
		case len(out.words) > 0 && cityLine.MatchString(text):
			town := text
			if m := typedTown.FindStringSubmatch(text); m != nil {
				town = m[1] + ", " + m[2] + " " + m[3]
			}
			value := out.text + ", " + town
			words := append(out.words, beside.words...)
			c.r.found[chart.Address] = append(c.r.found[chart.Address], hit{take: take{score: 1, norm: canonicalAddress(value)}, leaf: c.l, words: words, value: value, score: 0.85})
			return
		}
	}
}

var typedTown = regexp.MustCompile(`^(.+?),? ([A-Z]{2}) (\d{5}(?:-\d{4})?)`)

// numbers takes the house at the head, the account right of it and the record's number under that.
func (c *institution) numbers() {
	head := c.cells(0)
	if v := head[0]; !hasDigit(v.text) {
		c.r.add(c.l, chart.Facility, v, take{to: len(v.text), score: 1}, 0.85)
	}
	want := []chart.FieldName{chart.AccountNumber, chart.MRN}
	for i := 0; i < 4 && i < c.person && len(want) > 0; i++ {
		cells := c.cells(i)
		for _, v := range cells[1:] {
			t, ok := id(v.text, 4)
			if !ok || t.from > 0 || t.to < len(v.text) || typedBillType.MatchString(v.text) || v.words[0].Rect.X0 < 450 || len(want) == 0 || phoneShape.MatchString(v.text) && len(v.text) == 10 && i > 2 {
				continue
			}
			c.r.add(c.l, want[0], v, t, 0.9)
			want = want[1:]
		}
	}
}

// done takes the codes and the first day of the lines, and their sum.
func (c *institution) done() {
	for i := c.person; i <= c.sum; i++ {
		v := see(c.l.sheet.Lines[i].Words)
		if m := typedAll.FindStringSubmatchIndex(v.text); m != nil {
			c.r.add(c.l, chart.TotalCharge, v, take{from: m[2], to: m[5], norm: trimZeros(strings.ReplaceAll(v.text[m[2]:m[3]], ",", "")) + "." + v.text[m[4]:m[5]], score: 1}, 0.95)
			continue
		}
		m := typedRevenue.FindStringSubmatchIndex(v.text)
		if m == nil {
			continue
		}
		if m[2] >= 0 {
			c.r.add(c.l, chart.ProcedureCode, v, take{from: m[2], to: m[3], norm: v.text[m[2]:m[3]], score: 1}, 0.95)
		}
		if m[4] >= 0 {
			if t, ok := c.r.clock.date(v.text[m[4]:m[5]], false); ok {
				t.from, t.to = m[4], m[5]
				c.r.add(c.l, chart.DateOfService, v, t, 0.7)
			}
		}
	}
}

// pays takes the payer under the sum, and the insured's number and group behind his name.
func (c *institution) pays() {
	for i := c.sum + 1; i < len(c.lines); i++ {
		cells := c.cells(i)
		if i == c.sum+1 {
			c.r.add(c.l, chart.Payer, cells[0], take{to: len(cells[0].text), score: 1}, 0.85)
			continue
		}
		v := see(c.l.sheet.Lines[i].Words)
		m := typedSubscribe.FindStringSubmatchIndex(v.text)
		if m == nil {
			continue
		}
		c.r.add(c.l, chart.MemberID, v, take{from: m[2], to: m[3], norm: v.text[m[2]:m[3]], score: 1}, 0.92)
		if last := cells[len(cells)-1]; m[4] >= 0 {
			if t, ok := id(last.text, 3); ok && t.from == 0 && t.to == len(last.text) {
				c.r.add(c.l, chart.GroupNumber, last, t, 0.85)
			}
		}
		return
	}
}

// attended takes the codes of what was found and the first clinician under them with his number over him.
func (c *institution) attended() {
	lines := c.l.sheet.Lines
	for i := c.sum + 1; i < len(lines); i++ {
		line := &lines[i]
		switch text := c.lines[i]; {
		case diagnosesOnly(line) && loneCode.MatchString(line.Words[0].Text):
			for _, w := range line.Words {
				v := see([]layout.Word{w})
				for _, t := range icd(v.text, true) {
					c.r.add(c.l, chart.DiagnosisCode, v, t, 0.9)
				}
			}
		case loneNPI.MatchString(text) && i+1 < len(lines):
			npiView, next := see(line.Words), see(lines[i+1].Words)
			t, ok := filedName(next.text)
			n, valid := npi(npiView.text)
			if !ok || !valid {
				continue
			}
			c.r.add(c.l, chart.ProviderNPI, npiView, n, 0.95)
			c.r.add(c.l, chart.ProviderName, next, t, 0.9)
			return
		}
	}
}

// filedName takes a name as claims have it, the family name first, with or without its comma.
func filedName(s string) (take, bool) {
	t, ok := name(s)
	if !ok || t.from > 1 || strings.Contains(s, ",") || !upperCase(s[:t.to]) {
		return t, ok
	}
	parts := strings.Fields(strings.ToUpper(s[t.from:t.to]))
	t.norm = parts[0] + ", " + strings.Join(parts[1:], " ")
	return t, true
}
