package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// eIntakeComb is an application that a machine was meant to read: capitals in combs, bubbles to fill.
func eIntakeComb(s *sheet) {
	l := s.lookE(humanist, humanBold, 9)
	s.left, s.right = 36, s.w-36
	s.page()
	for _, c := range [][2]float64{{s.left, 36}, {s.right - 10, 36}, {s.left, s.h - 46}, {s.right - 10, s.h - 46}} {
		s.bar(c[0], c[1], c[0]+10, c[1]+10, ink{})
	}
	s.textMid(s.w/2, s.y+2, l.bold.at(14), s.facility(s.clinic))
	s.textMid(s.w/2, s.y+17, l.bold.at(11), pick(s.rng, "PATIENT ENROLLMENT FORM", "Health Program Application", "NEW PATIENT FORM"))
	s.textMid(s.w/2, s.y+29, l.tiny, "Use black or blue ink. Print in CAPITAL LETTERS, one in each box.")
	s.y += 66
	v := style{font: hand6, size: 11, hand: true, col: pick(s.rng, ink{20, 20, 20}, ink{20, 30, 110})}
	if s.coin(.3) {
		v = style{font: courier, size: 11}
	}
	up, p := strings.ToUpper, s.patient
	name := s.pt()
	name.text = up(listed(p))
	n := s.split(name, up(p.last), up(p.first), p.middle)
	a := s.split(s.upE(s.addr(), p.street+" "+p.city+" "+p.state+" "+p.zip), up(p.street), up(p.city), p.state, p.zip)
	box := func(x float64, label string, boxes int, part seg) float64 {
		s.text(x, s.y-20, l.tiny, label)
		return s.comb(x, s.y, 13.2, 17, v, boxes, part) + 16
	}
	row := func() { s.y += 40 }
	x := box(s.left, "Last Name", 16, n[0])
	x = box(x, "First Name", 13, n[1])
	if p.middle != "" {
		box(x, "MI", 1, n[2])
	}
	row()
	x = box(s.left, s.label(chart.DateOfBirth)+" (MM DD YYYY)", 10, s.mdy(p.dob, "01 02 2006", chart.DateOfBirth))
	s.text(x+10, s.y-20, l.tiny, s.label(chart.Sex))
	x = s.sexE(pick(s.rng, tickBubble, tickFilled, tickCross), x+10, s.y-4, l.txt, "Female", "Male")
	if ssn := s.ssnSeg(); ssn.field != "" {
		ssn.text = strings.ReplaceAll(ssn.text, "-", " ")
		box(x+10, s.label(chart.SSN), 11, ssn)
	}
	row()
	s.addressCombE(box, row, a)
	s.healthCombE(l, v)
}

// addressCombE is how to reach the patient and the insurance.
func (s *sheet) addressCombE(box func(float64, string, int, seg) float64, row func(), a []seg) {
	p := s.patient
	box(s.left, s.label(chart.Address), 26, a[0])
	row()
	x := box(s.left, "City", 16, a[1])
	x = box(x, "State", 2, a[2])
	box(x, "ZIP", 5, a[3])
	row()
	ph := s.phone()
	ph.text = p.phone[:3] + " " + p.phone[3:6] + " " + p.phone[6:]
	box(s.left, s.label(chart.Phone), 12, ph)
	row()
	box(s.left, s.label(chart.Email), 30, s.upE(s.email(), p.email))
	row()
	box(s.left, s.label(chart.Payer), 30, s.upE(s.payerSeg(), s.payer))
	row()
	x = box(s.left, s.label(chart.MemberID), 16, s.memberID())
	box(x, s.label(chart.GroupNumber), 12, s.groupNo())
	row()
}

// healthCombE is the lower part: a contact, allergies, medicines and the signature.
func (s *sheet) healthCombE(l lookE, v style) {
	pen := l.penAt(13)
	if !v.hand {
		pen = v.at(9.5)
	}
	s.underE(l, pen, 31, sh(2, "Emergency contact", s.rel(s.kin)), sh(1, "Relationship", s.relation), sh(1.3, "Telephone", s.telOf(s.kin.phone, chart.PhoneNumber, Relative)))
	s.underE(l, pen, 31, shareE{1, pair{s.label(chart.Allergy), s.allergyParts()}})
	s.underE(l, pen, 31, shareE{1, pair{"Medications", s.medParts(3)}})
	s.y += 6
	s.ticksE(l, tickBubble, 4, "Diabetes", "Asthma", "Heart disease", "Cancer", "Stroke", "Depression", "High BP", "None of these")
	s.y += 26
	s.autograph(s.left+14, s.y-3, 160, spoken(s.patient, false), Patient, chart.SignaturePresent)
	s.underE(l, pen, 20, sh(3, "Signature of applicant"), s.shf(1.2, chart.SignatureDate, s.date(s.dos, chart.SignatureDate)))
	s.symbol(code128, s.w/2-60, s.h-46, 120, 12, digits(s.rng, 10))
}

// eNoteDictated is a transcribed note: heads run in, capitals, the typist's line at the end.
func eNoteDictated(s *sheet) {
	l := s.lookE(courier, courBold, 9.4)
	l.accent = ink{}
	s.left, s.right = 62, s.w-54
	s.page()
	s.textMid(s.w/2, s.y, l.bold, s.upE(s.facility(s.clinic), s.clinic.name))
	s.textMid(s.w/2, s.y+12, l.txt, geo(strings.ToUpper(s.clinic.street+", "+s.clinic.cityLine()), Facility))
	s.textMid(s.w/2, s.y+36, l.bold, pick(s.rng, "OFFICE NOTE", "CHART NOTE", "FOLLOW-UP NOTE"))
	s.y += 62
	for _, p := range []pair{s.kv(chart.PatientName, s.pt()), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.AccountNumber, s.acct()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(true)), s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)), {pick(s.rng, "Dictated by", "Physician", "Provider"), s.mdE(s.attending, chart.ProviderName)}, s.kv(chart.Payer, s.payerSeg())} {
		label := strings.ToUpper(p.label)
		end := s.text(s.left, s.y, l.txt, label)
		at := s.left + 196
		for x := end + 4; x < at-6; x += 5.6 { // a leader of full stops
			s.bar(x, s.y-1, x+1, s.y, ink{})
		}
		s.textIn(at, s.right, s.y, l.txt, p.value...)
		s.y += 13
	}
	s.y += 12
	s.runE(l, s.rng.IntN(2))
	complaint := pick(s.rng, complaints...)
	part := func(head string, parts ...any) {
		s.para(s.left, s.wide(), l.txt, append([]any{head + ":  "}, parts...)...)
		s.skip(9)
	}
	part("SUBJECTIVE", s.hpiE(complaint)...)
	part("ALLERGIES", s.allergicE("NO KNOWN DRUG ALLERGIES", ", ", " (", ")")...)
	part("MEDICATIONS", s.medParts(9)...)
	part("OBJECTIVE", fmt.Sprintf("Blood pressure %d/%d, pulse %d, weight %d pounds. ", 108+s.rng.IntN(50), 60+s.rng.IntN(30), 58+s.rng.IntN(40), 120+s.rng.IntN(110))+strings.Join(some(s.rng, 5, exams), " "))
	var dx []any
	for i, d := range s.dx {
		dx = append(dx, fmt.Sprintf("%d) ", i+1), s.dxSeg(d), " ", s.codeSeg(d), ".  ")
	}
	part("ASSESSMENT", dx...)
	part("PLAN", strings.Join(some(s.rng, 4, plans), " "))
	s.skip(10)
	s.need(70)
	s.autograph(s.left+6, s.y+12, 150, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.text(s.left, s.y+32, l.txt, s.mdE(s.attending, "")...)
	s.text(s.left, s.y+45, l.txt, s.label(chart.SignatureDate)+": ", s.date(s.dos, chart.SignatureDate))
	s.text(s.left, s.y+64, l.txt.at(8), "D: ", s.dateAs(s.dos, "01/02/06"), "  T: ", s.dateAs(s.dos.AddDate(0, 0, 1), "01/02/06"), "  /"+strings.ToLower(s.kin.last[:2])+"  Job # ", s.otherID(digits(s.rng, 7)))
	s.y += 70
}

// eLabPairs sets two short tables side by side, as bedside reports do.
func eLabPairs(s *sheet) {
	l := s.lookE(humanist, humanBold, 9.4)
	s.left, s.right = 40, s.w-40
	s.page()
	s.text(s.left, s.y, l.bold.at(14), s.facility(s.lab))
	s.textRight(s.right, s.y, l.bold.at(12).inked(l.accent), pick(s.rng, "LAB RESULTS", "Results Review", "Interim Lab Summary"))
	s.y += 12
	tint := ink{232, 236, 240}
	s.headedE(l, l.txt, tint, s.shf(2.2, chart.PatientName, s.pt()), s.shf(1.3, chart.DateOfBirth, s.dob()), s.shf(.8, chart.Sex, s.sex(false)), s.shf(1.3, chart.MRN, s.mrnSeg()))
	s.headedE(l, l.txt, tint, sh(2.2, pick(s.rng, "Ordering MD", "Ordering Provider", "Requested by"), s.mdE(s.pcp, chart.ProviderName)...), s.shf(1.3, chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), sh(.8, "Accession", s.otherID(s.accession)), s.shf(1.3, chart.ReportedDate, s.date(s.reported, chart.ReportedDate)))
	s.y += 24
	s.runE(l, s.rng.IntN(2))
	rs := results(s.rng, pick(s.rng, 10, 18, 28, 38))
	half, w := (len(rs)+1)/2, s.wide()/2-8
	xs := []float64{0, .38, .56, .64, .82}
	line := func(x float64, st style, parts ...any) {
		for i, p := range parts {
			if p == nil {
				continue
			}
			end := x + w
			if i+1 < len(xs) {
				end = x + w*xs[i+1]
			}
			s.textIn(x+w*xs[i]+3, end-2, s.y, st, p)
		}
	}
	for c := range 2 {
		x := s.left + float64(c)*(w+16)
		s.bar(x, s.y-11, x+w, s.y+4, tint)
		line(x, l.bold.at(8), "Test", "Result", "", "Range", "Units")
	}
	s.y += 17
	for i := range half {
		for c := range 2 {
			if i+c*half >= len(rs) {
				continue
			}
			r, x, first := rs[i+c*half], s.left+float64(c)*(w+16), len(s.marks)
			line(x, l.txt, cellOf("test", r.name), cellOf("value", r.value), resultCell(r, 'f'), cellOf("reference_range", r.ref), cellOf("unit", r.unit))
			s.gather("results", first)
			s.line(x, s.y+4, x+w, s.y+4, .3, ink{150, 150, 150})
		}
		s.y += 15
	}
	s.y += 10
	s.para(s.left, s.wide(), l.tiny, "Performed at ", s.siteName(s.lab), ", ", s.cityE(s.lab), ". Lab director ", s.doc(s.attending, ""), ", "+s.attending.cred+".")
	s.stampE(.2)
}
