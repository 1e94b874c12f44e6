package synth

import (
	"fmt"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// fieldG is one field of a national form: a printed caption, and what a system typed beneath it.
func (s *sheet) fieldG(l lookG, x, y, w, h float64, caption string, v ...any) {
	s.rectIn(x, y, x+w, y+h, .5, l.tone)
	s.textIn(x+2, x+w-1, y+6, l.cap, caption)
	if len(v) > 0 {
		s.textIn(x+6, x+w-2, y+h-3.5, l.txt, v...)
	}
}

// rankG is a row of such fields over the whole width.
func (s *sheet) rankG(l lookG, h float64, cells ...capG) {
	total, x := 0.0, s.left
	for _, c := range cells {
		total += c.share
	}
	for _, c := range cells {
		w := s.wide() * c.share / total
		s.fieldG(l, x, s.y, w, h, c.label, c.value...)
		x += w
	}
	s.y += h
}

// typedDate is a date in the digits that a form asks for.
func typedDate(t time.Time, layout string, f chart.FieldName) seg {
	return seg{text: t.Format(layout), field: f, norm: t.Format(time.DateOnly), kind: chart.Date, whose: Patient}
}

// apartG is an amount whose cents stand in a column of their own.
func apartG(m seg) seg {
	m.text = strings.NewReplacer("$", "", ",", "", ".", " ").Replace(m.text)
	return m
}

// formTicksG are a form's small boxes with their words, of which one has an X.
func (s *sheet) formTicksG(l lookG, x float64, words []string, on int, f chart.FieldName, norm string) {
	for i, w := range words {
		part := any(w)
		if i == on && f != "" {
			part = seg{text: w, field: f, norm: norm}
		}
		x = s.choose(tickX, x, s.y-4, style{font: l.cap.font, size: 6.6, col: l.cap.col}, i == on, part) + 7
	}
}

// gClaim1500 is the professional claim on its red form.
func gClaim1500(s *sheet) {
	l := s.lettersG(pick(s.rng, courier, veraMono), courBold, 8.2)
	l.tone = pick(s.rng, ink{205, 60, 50}, ink{205, 60, 50}, ink{60, 60, 60})
	l.cap = style{font: sans, size: 5.6, col: l.tone}
	s.left, s.right = 26, s.w-26
	s.page()
	p, up := s.patient, strings.ToUpper
	s.text(s.left, s.y-12, style{font: sansBold, size: 10, col: l.tone}, "HEALTH INSURANCE CLAIM FORM")
	s.text(s.left, s.y-4, l.cap, "APPROVED BY NATIONAL UNIFORM CLAIM COMMITTEE (NUCC) 02/12")
	s.text(s.left+300, s.y-16, l.txt, s.upE(s.payerSeg(), s.payer))
	s.text(s.left+300, s.y-6, l.txt, geo("PO BOX "+digits(s.rng, 5), Facility), " ", geo(up(s.lab.city)+" "+s.lab.state+" "+s.lab.zip, Facility))
	const h = 22.5
	s.rankG(l, h, cg(3.2, "1."), cg(2, "1a. INSURED'S I.D. NUMBER     (For Program in Item 1)", s.memberID()))
	s.formTicksG(l, s.left+14, []string{"MEDICARE", "MEDICAID", "TRICARE", "CHAMPVA", "GROUP PLAN", "FECA", "OTHER"}, s.rng.IntN(7), "", "")
	name := s.pt()
	name.text = up(p.last + ", " + p.first)
	if p.middle != "" {
		name.text += ", " + p.middle
	}
	s.rankG(l, h, cg(2, "2. PATIENT'S NAME (Last Name, First Name, Middle Initial)", name), cg(1.2, "3. PATIENT'S BIRTH DATE  MM   DD   YY          SEX", typedDate(p.dob, "01 02 2006", chart.DateOfBirth)), cg(2, "4. INSURED'S NAME (Last Name, First Name, Middle Initial)", s.ptAs(name.text)))
	s.formTicksG(l, s.left+s.wide()*.525, []string{"M", "F"}, map[bool]int{false: 0, true: 1}[p.female], chart.Sex, pick2(p.female, "F", "M"))
	ad := s.addr()
	ad.text = up(p.street) + " " + up(p.city) + " " + p.state + " " + p.zip
	a := s.inParts(ad, up(p.street), up(p.city), p.state, p.zip)
	s.rankG(l, h, cg(2, "5. PATIENT'S ADDRESS (No., Street)", a[0]), cg(1.2, "6. PATIENT RELATIONSHIP TO INSURED"), cg(2, "7. INSURED'S ADDRESS (No., Street)", geo(up(p.street), Patient)))
	s.formTicksG(l, s.left+s.wide()*.395, []string{"Self", "Spouse", "Child", "Other"}, 0, "", "")
	s.rankG(l, h, cg(1.6, "CITY", a[1]), cg(.4, "STATE", a[2]), cg(1.2, "8. RESERVED FOR NUCC USE"), cg(1.6, "CITY", geo(up(p.city), Patient)), cg(.4, "STATE", p.state))
	ph := s.phone()
	ph.text = p.phone[:3] + " " + p.phone[3:]
	s.rankG(l, h, cg(.9, "ZIP CODE", a[3]), cg(1.1, "TELEPHONE (Include Area Code)", ph), cg(1.2, ""), cg(.9, "ZIP CODE", geo(p.zip, Patient)), cg(1.1, "TELEPHONE (Include Area Code)"))
	s.rankG(l, h, cg(2, "9. OTHER INSURED'S NAME"), cg(1.2, "10. IS PATIENT'S CONDITION RELATED TO:"), cg(2, "11. INSURED'S POLICY GROUP OR FECA NUMBER", s.groupNo()))
	s.rankG(l, h, cg(2, "a. OTHER INSURED'S POLICY OR GROUP NUMBER"), cg(1.2, "a. EMPLOYMENT?"), cg(2, "a. INSURED'S DATE OF BIRTH  MM  DD  YY", typedDate(p.dob, "01 02 2006", "")))
	s.formTicksG(l, s.left+s.wide()*.43, []string{"YES", "NO"}, 1, "", "")
	s.rankG(l, h, cg(2, "d. INSURANCE PLAN NAME OR PROGRAM NAME"), cg(1.2, "b. AUTO ACCIDENT?   PLACE (State)"), cg(2, "c. INSURANCE PLAN NAME OR PROGRAM NAME", up(s.plan)))
	s.formTicksG(l, s.left+s.wide()*.43, []string{"YES", "NO"}, 1, "", "")
	s.rankG(l, h+4, cg(3.2, "12. PATIENT'S OR AUTHORIZED PERSON'S SIGNATURE  I authorize the release of information to process this claim.", "SIGNATURE ON FILE      DATE ", typedDate(s.dos, "01 02 06", "")), cg(2, "13. INSURED'S OR AUTHORIZED PERSON'S SIGNATURE", "SOF"))
	s.claimCareG(l, h)
	s.claimLinesG(l)
}

// claimCareG is the middle of the form: illness, referral, diagnoses.
func (s *sheet) claimCareG(l lookG, h float64) {
	up := strings.ToUpper
	ref := s.doc(s.referrer, chart.ReferringProvider)
	ref.text = up(spoken(s.referrer.person, false))
	s.rankG(l, h, cg(1.6, "14. DATE OF CURRENT ILLNESS, INJURY OR PREGNANCY (LMP)", typedDate(s.dos.AddDate(0, 0, -9), "01 02 06", ""), "   QUAL 431"), cg(1.6, "15. OTHER DATE   QUAL."), cg(2, "16. DATES PATIENT UNABLE TO WORK"))
	s.rankG(l, h, cg(1.9, "17. NAME OF REFERRING PROVIDER OR OTHER SOURCE", "DN ", ref, " "+s.referrer.cred), cg(1.3, "17b. NPI", s.npiOf(s.referrer)), cg(2, "18. HOSPITALIZATION DATES RELATED TO CURRENT SERVICES"))
	s.rankG(l, h, cg(3.2, "19. ADDITIONAL CLAIM INFORMATION (Designated by NUCC)"), cg(2, "20. OUTSIDE LAB?          $ CHARGES"))
	s.formTicksG(l, s.left+s.wide()*.64, []string{"YES", "NO"}, 1, "", "")
	y := s.y
	s.fieldG(l, s.left, y, s.wide()*.615, 42, "21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY   Relate A-L to 24E      ICD Ind. 0")
	for i := range 12 {
		x, yy := s.left+10+float64(i%4)*s.wide()*.15, y+17+11*float64(i/4)
		e := s.text(x, yy, l.cap.at(7), string(rune('A'+i))+".")
		s.line(e+2, yy+2, x+s.wide()*.13, yy+2, .4, l.tone)
		if i < len(s.dx) {
			v := s.codeSeg(s.dx[i])
			v.text = strings.ReplaceAll(v.text, ".", "")
			s.text(e+5, yy, l.txt, v)
		}
	}
	s.fieldG(l, s.left+s.wide()*.615, y, s.wide()*.385, 21, "22. RESUBMISSION CODE         ORIGINAL REF. NO.", s.claimNo())
	s.fieldG(l, s.left+s.wide()*.615, y+21, s.wide()*.385, 21, "23. PRIOR AUTHORIZATION NUMBER", s.otherID("AU"+digits(s.rng, 8)))
	s.y = y + 42
}

// claimLinesG is the six service lines and the foot of the form.
func (s *sheet) claimLinesG(l lookG) {
	ws := []float64{70, 70, 24, 22, 52, 74, 40, 66, 34, 20, 88}
	heads := []string{"24.A DATE(S) From", "To", "B. POS", "C. EMG", "D. CPT/HCPCS", "MODIFIER", "E. PTR", "F. $ CHARGES", "G. UNITS", "ID", "J. RENDERING PROVIDER ID #"}
	total, x := 0, s.left
	for i, h := range heads {
		s.fieldG(l, x, s.y, ws[i], 12, h)
		x += ws[i]
	}
	s.y += 12
	lines := some(s.rng, 1+s.rng.IntN(6), servicesRenewed)
	for i := range 6 {
		x, first := s.left, len(s.marks)
		s.bar(s.left, s.y, s.right, s.y+8, ink{250, 236, 233})
		for _, w := range ws {
			s.rectIn(x, s.y, x+w, s.y+22, .4, l.tone)
			x += w
		}
		if i < len(lines) {
			v := lines[i]
			c := v.cents * v.units
			total += c
			x = s.left
			for j, part := range []any{typedDate(s.dos, "01 02 06", pickField(i == 0, chart.DateOfService)).in("date_of_service"), typedDate(s.dos, "01 02 06", ""), "11", "", s.codeCell(v), pick(s.rng, "", "25", "59", "RT"), string("ABCD"[s.rng.IntN(min(4, len(s.dx)))]), apartG(s.cents(c, "charge")), cellOf("units", fmt.Sprint(v.units)), "", s.npiOf(s.attending)} {
				switch {
				case part == "":
				case j == 7:
					s.textRight(x+ws[j]-5, s.y+18.5, l.txt, part)
				default:
					s.textIn(x+4, x+ws[j]-2, s.y+18.5, l.txt, part)
				}
				x += ws[j]
			}
		}
		s.gather("service_lines", first)
		s.y += 22
	}
	t := apartG(s.money(total, chart.TotalCharge))
	s.rankG(l, 22.5, cg(1.3, "25. FEDERAL TAX I.D. NUMBER      SSN EIN", seg{text: digits(s.rng, 9), kind: chart.OtherID, whose: Provider}), cg(1.3, "26. PATIENT'S ACCOUNT NO.", s.acct()), cg(1.1, "27. ACCEPT ASSIGNMENT?"), cg(1.1, "28. TOTAL CHARGE", "$ ", t), cg(.9, "29. AMOUNT PAID", "$ 0 00"), cg(.8, "30. Rsvd for NUCC"))
	s.formTicksG(l, s.left+s.wide()*.41, []string{"YES", "NO"}, 0, "", "")
	s.claimFootG(l)
}

// pickField is the field on the first line of several, none on the others.
func pickField(first bool, f chart.FieldName) chart.FieldName {
	if first {
		return f
	}
	return ""
}

// claimFootG is who signed, where it was and who bills.
func (s *sheet) claimFootG(l lookG) {
	up := strings.ToUpper
	w, y := s.wide()/3, s.y
	for i, t := range []string{"31. SIGNATURE OF PHYSICIAN OR SUPPLIER", "32. SERVICE FACILITY LOCATION INFORMATION", "33. BILLING PROVIDER INFO & PH #"} {
		s.fieldG(l, s.left+w*float64(i), y, w, 66, t)
	}
	doc := s.doc(s.attending, chart.ProviderName)
	doc.text = up(spoken(s.attending.person, false))
	if s.coin(.4) {
		s.autograph(s.left+20, y+38, 110, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	}
	s.textIn(s.left+6, s.left+w-4, y+50, l.txt, doc, " "+up(s.attending.cred))
	s.text(s.left+6, y+62, l.txt, "DATE ", typedDate(s.dos.AddDate(0, 0, 2), "01 02 06", chart.SignatureDate))
	s.textIn(s.left+w+6, s.left+2*w-4, y+20, l.txt, s.upE(s.facility(s.clinic), s.clinic.name))
	s.textIn(s.left+w+6, s.left+2*w-4, y+31, l.txt, geo(up(s.clinic.street), Facility))
	s.textIn(s.left+w+6, s.left+2*w-4, y+42, l.txt, geo(up(s.clinic.city)+" "+s.clinic.state+" "+s.clinic.zip, Facility))
	s.textIn(s.left+w+6, s.left+2*w-4, y+61, l.txt, "a. ", seg{text: npi(s.rng), kind: chart.LicenseNumber, whose: Facility})
	s.textIn(s.left+2*w+6, s.right-4, y+20, l.txt, s.upE(s.siteName(s.clinic), s.clinic.name))
	s.textIn(s.left+2*w+6, s.right-4, y+31, l.txt, geo(up(s.clinic.street), Facility))
	s.textIn(s.left+2*w+6, s.right-4, y+42, l.txt, geo(up(s.clinic.city)+" "+s.clinic.state+" "+s.clinic.zip, Facility), "  ", s.phoneE(s.clinic.phone))
	s.textIn(s.left+2*w+6, s.right-4, y+61, l.txt, "a. ", s.npi(s.attending))
	s.y = y + 74
	s.text(s.left, s.y, l.cap, "NUCC Instruction Manual available at: www.nucc.org")
	s.textRight(s.right, s.y, l.cap, "APPROVED OMB-0938-1197 FORM 1500 (02-12)")
}

// gClaimUB is the institutional claim as a clearinghouse prints it: locators in a list, lines without rules.
func gClaimUB(s *sheet) {
	l := s.lettersG(veraMono, veraMono, 7.8)
	l.cap = style{font: vera, size: 5.8, col: ink{60, 90, 60}}
	l.tone = ink{60, 110, 70}
	s.left, s.right = 30, s.w-30
	s.dos = s.admit
	s.page()
	up, p := strings.ToUpper, s.patient
	s.textIn(s.left, s.left+190, s.y-14, l.txt, s.upE(s.facility(s.hospital), s.hospital.name))
	s.text(s.left, s.y-4, l.txt, geo(up(s.hospital.street), Facility))
	s.text(s.left, s.y+6, l.txt, geo(up(s.hospital.cityLine()), Facility))
	s.fieldG(l, s.right-330, s.y-22, 130, 18, "3a PATIENT CONTROL NO.", s.acct())
	s.fieldG(l, s.right-330, s.y-4, 130, 18, "3b MEDICAL RECORD NO.", s.mrnSeg())
	s.fieldG(l, s.right-200, s.y-22, 60, 18, "4 TYPE OF BILL", pick(s.rng, "0131", "0111"))
	s.fieldG(l, s.right-200, s.y-4, 60, 18, "5 FED TAX NO", seg{text: digits(s.rng, 9), kind: chart.OtherID, whose: Facility})
	s.fieldG(l, s.right-140, s.y-22, 140, 36, "6 STATEMENT COVERS PERIOD   FROM / THROUGH", typedDate(s.admit, "01/02/06", ""), "  ", typedDate(s.discharge, "01/02/06", chart.DischargeDate))
	s.y += 20
	ad := s.addr()
	ad.text = up(p.street) + " " + up(p.city) + " " + p.state + " " + p.zip
	a := s.inParts(ad, up(p.street), up(p.city), p.state, p.zip)
	s.rankG(l, 20, cg(2.2, "8 PATIENT NAME   a. LAST, FIRST MI", s.upE(s.pt(), listed(p))), cg(2.2, "9a PATIENT ADDRESS", a[0]), cg(1.2, "b CITY", a[1]), cg(.4, "c ST", a[2]), cg(.7, "d ZIP", a[3]))
	s.rankG(l, 20, cg(1.1, "10 BIRTHDATE", typedDate(p.dob, "01/02/2006", chart.DateOfBirth)), cg(.4, "11 SEX", s.sex(false)), cg(1, "12 ADMISSION DATE", typedDate(s.admit, "01/02/06", chart.AdmissionDate)), cg(.4, "13 HR", fmt.Sprintf("%02d", s.rng.IntN(24))), cg(.5, "14 TYPE", pick(s.rng, "1", "3")), cg(.5, "15 SRC", "1"), cg(.5, "17 STAT", "01"), cg(1.8, "18-28 CONDITION CODES", pick(s.rng, "", "09", "C5")))
	s.y += 8
	s.ubLinesG(l)
	s.rankG(l, 20, cg(2.2, "50 PAYER NAME", s.upE(s.payerSeg(), s.payer)), cg(1, "51 HEALTH PLAN ID", digits(s.rng, 5)), cg(.5, "52 REL", "Y"), cg(.5, "53 ASG", "Y"), cg(1.4, "56 NPI", seg{text: npi(s.rng), kind: chart.LicenseNumber, whose: Facility}))
	s.rankG(l, 20, cg(2.2, "58 INSURED'S NAME", s.ptAs(up(listed(p)))), cg(.5, "59 REL", "18"), cg(1.6, "60 INSURED'S UNIQUE ID", s.memberID()), cg(1.3, "62 INSURANCE GROUP NO.", s.groupNo()))
	s.rankG(l, 20, cg(2.2, "63 TREATMENT AUTHORIZATION CODE", s.otherID(digits(s.rng, 9))), cg(2.1, "64 DOCUMENT CONTROL NUMBER", s.claimNo()), cg(1.3, "65 EMPLOYER NAME", s.employerUp()))
	s.y += 8
	var cells []capG
	for i := range 8 {
		c := cg(1, pick2(i == 0, "67 PRIN DX", "67"+string(rune('@'+i))))
		if i < len(s.dx) {
			v := s.codeSeg(s.dx[i])
			v.text = strings.ReplaceAll(v.text, ".", "")
			c.value = []any{v}
		}
		cells = append(cells, c)
	}
	s.rankG(l, 20, cells...)
	d := s.attending
	name := s.doc(d, chart.ProviderName)
	name.text, name.norm = up(d.last+" "+d.first), up(d.last+", "+d.first)
	n := s.inParts(name, up(d.last), up(d.first))
	s.rankG(l, 20, cg(.9, "76 ATTENDING"), cg(1.2, "NPI", s.npi(d)), cg(1.6, "LAST", n[0]), cg(1.3, "FIRST", n[1]))
	s.rankG(l, 20, cg(.9, "77 OPERATING"), cg(1.2, "NPI"), cg(1.6, "LAST"), cg(1.3, "FIRST"))
	s.rankG(l, 30, cg(5, "80 REMARKS", pick(s.rng, "", "REPLACEMENT OF PRIOR CLAIM", "ATTACHMENT SENT BY FAX")))
	s.text(s.left, s.y+10, l.cap, "UB-04 CMS-1450 data elements. Printed from clearinghouse copy ")
	s.textRight(s.right, s.y+10, l.cap, "PRINTED ", typedDate(s.printed, "01/02/2006", ""))
}

// ubLinesG is the lines of the institutional claim with their total.
func (s *sheet) ubLinesG(l lookG) {
	w := s.wide()
	total := 0
	var rows [][]any
	for _, v := range some(s.rng, 3+s.rng.IntN(10), servicesRenewed) {
		c := v.cents * v.units
		total += c
		m := s.plain(c, "charge")
		m.text = m.norm
		rows = append(rows, []any{pick(s.rng, "0250", "0301", "0320", "0450", "0510", "0636"), cellOf("description", strings.ToUpper(v.desc)), s.codeCell(v), typedDate(s.dos, "01/02/06", chart.DateOfService).in("date_of_service"), cellOf("units", fmt.Sprint(v.units)), m, "0.00"})
	}
	t := s.money(total, chart.TotalCharge)
	t.text = t.norm
	s.ledger(ledger{name: "service_lines", x: s.left, head: l.cap.at(6.6), cell: l.txt, pad: 2.2, ways: "o", cols: []col{{"42 REV CD", w * .08, false}, {"43 DESCRIPTION", w * .36, false}, {"44 HCPCS/RATE", w * .12, false}, {"45 SERV DATE", w * .12, false}, {"46 UNITS", w * .08, true}, {"47 TOTAL CHARGES", w * .14, true}, {"48 NON-COV", w * .1, true}}}, rows)
	s.text(s.left+4, s.y, l.txt, "0001   PAGE 1 OF 1   CREATION DATE ", typedDate(s.printed, "01/02/06", ""))
	s.textRight(s.left+w*.9-3.5, s.y, l.txt, "TOTALS  ", t)
	s.y += 12
}
