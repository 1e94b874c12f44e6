package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// iTickColumns is a routing slip: services and diagnoses to tick in two columns, the fee between a code and its words.
func iTickColumns(s *sheet) {
	l := s.lookI(8.8)
	s.left, s.right = 36, s.w-36
	s.houseI(l, s.clinic, pick(s.rng, "ENCOUNTER SLIP", "Superbill", "Routing Slip / Superbill"))
	s.underI(l, true, s.fbi(2, chart.PatientName, s.pt()), s.fbi(1.2, chart.DateOfBirth, s.dob()), s.fbi(.6, chart.Sex, s.sex(false)), s.fbi(1.2, chart.MRN, s.mrnSeg()), s.fbi(1.2, chart.AccountNumber, s.acct()))
	s.underI(l, true, s.fbi(1.2, chart.DateOfService, s.date(s.dos, chart.DateOfService)), bi(2, pick(s.rng, "Provider seen", "Rendering provider", "Provider"), s.mdE(s.attending, chart.ProviderName)...), s.fbi(1.1, chart.ProviderNPI, s.npi(s.attending)), s.fbi(1.7, chart.Payer, s.payerSeg()), s.fbi(1.3, chart.MemberID, s.memberID()))
	s.y += 18
	kind := pick(s.rng, tickCheck, tickCross, tickFilled, tickBubble)
	on := map[int]bool{}
	for _, i := range s.rng.Perm(len(servicesI))[:2+s.rng.IntN(4)] {
		on[i] = true
	}
	top, w, total := s.y, s.wide()/2, 0
	rows := (len(servicesI) + 1) / 2
	for i, v := range servicesI {
		x, y := s.left+float64(i/rows)*w, top+16+15*float64(i%rows)
		if i%rows == 0 {
			s.bar(x, top-8, x+w-8, top+4, l.pale)
			s.text(x+3, top+1, l.bold.at(8), []string{"VISITS AND PROCEDURES", "TESTS, INJECTIONS, OTHER"}[i/rows])
		}
		c := v.cents * v.units
		code, desc, fee := any(v.code), any(v.desc), any(s.plain(c, "").text)
		if on[i] {
			total += c
			code, desc, fee = s.codeCell(v), cellOf("description", v.desc), s.plain(c, "charge")
		}
		s.oneALine("service_lines", func() {
			s.choose(kind, x+2, y, l.txt, on[i], code)
			s.textRight(x+94, y, l.txt, fee)
			s.textIn(x+104, x+w-12, y, l.txt, desc)
		})
	}
	s.y = top + 16 + 15*float64(rows) + 12
	s.bar(s.left, s.y-8, s.right, s.y+4, l.pale)
	s.text(s.left+3, s.y+1, l.bold.at(8), "DIAGNOSES")
	s.y += 18
	s.tickDiagnosesI(l, kind)
	s.y += 12
	s.text(s.left, s.y, l.bold, pick(s.rng, "Return: ", "Next visit: ")+pick(s.rng, "2 wk", "3 mo", "prn"))
	s.textRight(s.right, s.y, l.bold.at(l.txt.size*1.15), s.label(chart.TotalCharge)+"   ", s.money(total, chart.TotalCharge))
	s.y += 14
	s.text(s.left, s.y, l.txt, "Copay collected  $"+fmt.Sprint(10+5*s.rng.IntN(6))+".00     Check no. ", s.otherID(digits(s.rng, 4)))
	s.signI(l, s.attending, "", s.date(s.dos, chart.SignatureDate))
	s.stampH(.3)
}

// tickDiagnosesI lists diagnoses in two columns, those of the patient ticked among others.
func (s *sheet) tickDiagnosesI(l lookI, kind tickStyle) {
	mine := map[string]bool{}
	list := append([]dxItem(nil), s.dx...)
	for _, d := range list {
		mine[d.code] = true
	}
	for _, d := range some(s.rng, 8, dxI) {
		if !mine[d.code] && len(list) < 8 {
			list = append(list, d)
		}
	}
	s.rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	half := (len(list) + 1) / 2
	for i, d := range list {
		x, y := s.left+2+float64(i/half)*s.wide()/2, s.y+14*float64(i%half)
		if mine[d.code] {
			s.choose(kind, x, y, l.txt, true, s.codeSeg(d))
			s.textIn(x+66, x+s.wide()/2-16, y, l.txt, s.dxSeg(d))
			continue
		}
		s.choose(kind, x, y, l.txt, false, d.code)
		s.textIn(x+66, x+s.wide()/2-16, y, l.txt, d.name)
	}
	s.y += 14 * float64(half)
}

// iLedgerCard is a patient's account card for one visit, charges and payments with a running balance.
func iLedgerCard(s *sheet) {
	l := s.lookI(9.6)
	s.left, s.right = 46, s.w-46
	s.houseI(l, s.clinic, pick(s.rng, "STATEMENT OF SERVICES (SUPERBILL)", "Patient Receipt / Superbill", "Visit Charges"))
	s.besideI(l, 96, s.fbi(1.2, chart.PatientName, s.pt()), s.fbi(1, chart.DateOfBirth, s.dob()))
	s.besideI(l, 96, s.fbi(1.2, chart.AccountNumber, s.acct()), s.fbi(1, chart.DateOfService, s.date(s.dos, chart.DateOfService)))
	s.besideI(l, 96, s.fbi(1.2, chart.Payer, s.payerSeg()), s.fbi(1, chart.MemberID, s.memberID()))
	s.besideI(l, 96, bi(1.2, pick(s.rng, "Provider", "Treating provider", "Clinician"), s.mdE(s.attending, chart.ProviderName)...), s.fbi(1, chart.ProviderNPI, s.npi(s.attending)))
	s.besideI(l, 96, bi(1.2, "Tax ID", seg{text: digits(s.rng, 2) + "-" + digits(s.rng, 7), kind: chart.OtherID, whose: Provider}), s.fbi(1, chart.Sex, s.sex(s.coin(.5))))
	s.y += 16
	s.text(s.left, s.y, l.bold, pick(s.rng, "Diagnosis codes", "Diagnoses for this visit"))
	s.y += 15
	for i, d := range s.dx {
		s.textIn(s.left+8, s.right, s.y, l.txt, string(rune('A'+i))+")  ", s.codeSeg(d), "  ", s.dxSeg(d))
		s.y += 14
	}
	s.y += 2
	w, balance := s.wide(), 0
	amount := func(c int) string { return s.plain(c, "").text }
	rows, total := s.chargesI(2+s.rng.IntN(6), func(v service, d seg) []any {
		c := v.cents * v.units
		balance += c
		what := []any{cellOf("description", v.desc)}
		if v.units > 1 {
			what = append(what, " (x", cellOf("units", fmt.Sprint(v.units)), ")")
		}
		return []any{d, s.codeCell(v), what, string(rune('A' + s.rng.IntN(len(s.dx)))), s.plain(c, "charge"), "", amount(balance)}
	})
	paid := total * (2 + s.rng.IntN(6)) / 10 / 100 * 100
	rows = append(rows, []any{s.date(s.dos, ""), "PMT", "Payment - " + pick(s.rng, "credit card", "check", "cash"), "", "", "-" + amount(paid), amount(total - paid)})
	s.ledger(ledger{name: "service_lines", x: s.left, head: l.bold, cell: l.txt, pad: 2.6, ways: pick(s.rng, "Hr", "b", "hz"), tint: l.pale, cols: []col{{"Date", w * .15, false}, {"Code", w * .1, false}, {"Service", w * .35, false}, {"Dx", w * .06, false}, {pick(s.rng, "Charge", "Debit", "Fee"), w * .12, true}, {"Credit", w * .11, true}, {"Balance", w * .11, true}}}, rows)
	s.need(60)
	s.textRight(s.right-4, s.y, l.bold, s.label(chart.TotalCharge)+"   ", s.money(total, chart.TotalCharge))
	s.y += 14
	s.textRight(s.right-4, s.y, l.txt, "Balance due   $"+amount(total-paid))
	s.y += 10
	s.signI(l, s.attending, "", s.date(s.dos, chart.SignatureDate))
}

// iClaimBoxes is a plan's own claim form: numbered boxes with the captions at their feet.
func iClaimBoxes(s *sheet) {
	l := s.lettersI(sans, sansBold, 8.8)
	l.value = pick(s.rng, style{font: mono, size: 9}, style{font: matrix, size: 12}, style{font: courier, size: 8.4})
	l.tiny = style{font: sans, size: 5.8, col: ink{50, 50, 50}}
	s.left, s.right = 30, s.w-30
	s.page()
	p, up := s.patient, strings.ToUpper
	s.text(s.left, s.y-14, l.bold.at(13), pick(s.rng, "MEMBER MEDICAL CLAIM FORM", "HEALTH BENEFITS CLAIM FORM", "CLAIM FOR MEDICAL PAYMENT"))
	s.textRight(s.right, s.y-14, l.bold, s.upE(s.payerSeg(), s.payer))
	s.textRight(s.right, s.y-4, l.tiny.at(7), geo("P.O. Box "+digits(s.rng, 4), Facility), ", ", s.cityE(s.lab))
	n := 0
	row := func(cells ...boxI) {
		for i := range cells {
			n++
			cells[i].label = fmt.Sprintf("%d. %s", n, cells[i].label)
		}
		s.underI(l, true, cells...)
	}
	s.y += 2
	ad := s.addr()
	ad.text = up(p.street) + " " + up(p.city) + " " + p.state + " " + p.zip
	a := s.inParts(ad, up(p.street), up(p.city)+" "+p.state+" "+p.zip)
	row(bi(2, "PATIENT'S NAME, LAST FIRST MI", s.upE(s.pt(), listed(p))), bi(1.1, "DATE OF BIRTH", typedDate(p.dob, "01/02/2006", chart.DateOfBirth)), bi(.5, "SEX", s.sex(false)), bi(1.4, "SUBSCRIBER IDENTIFICATION NO.", s.memberID()), bi(1.1, "GROUP NO.", s.groupNo()))
	row(bi(2, "PATIENT'S STREET", a[0]), bi(2, "CITY STATE ZIP", a[1]), bi(1.4, "TELEPHONE", s.phone()))
	row(bi(2, "SUBSCRIBER'S NAME", s.rel(s.kin)), bi(1, "PATIENT IS", up(s.relation)), bi(1.3, "SUBSCRIBER'S BIRTH DATE", s.relDate(s.kin.dob)), bi(1.5, "EMPLOYER", s.employerUp()))
	row(bi(1.6, "OTHER COVERAGE", pick(s.rng, "NO", "NONE")), bi(1.2, "ACCIDENT?", "NO"), bi(1.3, "CLAIM CONTROL NO. (PLAN USE)", s.claimNo()), bi(1.4, "PATIENT ACCOUNT NO.", s.acct()))
	s.y += 6
	row(bi(2, "REFERRING PHYSICIAN", s.mdE(s.referrer, chart.ReferringProvider)...), bi(1.2, "REFERRING NPI", s.npiOf(s.referrer)), bi(1, "FIRST SYMPTOM", typedDate(s.dos.AddDate(0, 0, -10), "01/02/2006", "")), bi(1.2, "PRIOR AUTHORIZATION", s.otherID("PA"+digits(s.rng, 6))))
	var dx []boxI
	for i := range 4 {
		c := bi(1, "DIAGNOSIS CODE "+string(rune('A'+i)))
		if i < len(s.dx) {
			c.value = []any{s.codeSeg(s.dx[i])}
		}
		dx = append(dx, c)
	}
	row(dx...)
	s.y += 6
	total := s.claimRowsI(l)
	row(bi(1.4, "BILLING TAX NO.", seg{text: digits(s.rng, 9), kind: chart.OtherID, whose: Provider}), bi(1.4, "TOTAL CHARGE", total), bi(1.2, "AMOUNT PAID", "0.00"), bi(1.4, "ACCEPT ASSIGNMENT", pick(s.rng, "YES", "NO")))
	y := s.y
	row(bi(2.2, "TREATING PROVIDER", s.mdE(s.attending, chart.ProviderName)...), bi(1.2, "PROVIDER NPI", s.npi(s.attending)), bi(2.4, "WHERE SERVICES WERE GIVEN", s.facility(s.clinic)))
	row(bi(2.2, "PROVIDER'S ADDRESS", s.roadE(s.clinic), " ", s.cityE(s.clinic)), bi(1.2, "PHONE", s.phoneE(s.clinic.phone)), bi(2.4, "SERVICES GIVEN IN", pick(s.rng, "OFFICE", "OUTPATIENT HOSPITAL")))
	s.y = max(s.y, y) + 22
	s.text(s.left, s.y, l.txt.at(8), "I certify that the services listed were given and that the facts above are true.")
	s.y += 38
	s.autograph(s.left+20, s.y-2, 150, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.line(s.left, s.y+3, s.left+300, s.y+3, .6, ink{})
	s.line(s.left+330, s.y+3, s.right, s.y+3, .6, ink{})
	s.text(s.left+340, s.y, l.value, typedDate(s.dos.AddDate(0, 0, 1), "01/02/2006", chart.SignatureDate))
	s.text(s.left, s.y+11, l.tiny.at(6.6), "SIGNATURE OF PROVIDER")
	s.text(s.left+330, s.y+11, l.tiny.at(6.6), "DATE SIGNED")
}

// claimRowsI draws the lines of the claim and gives their total.
func (s *sheet) claimRowsI(l lookI) seg {
	w, total := s.wide(), 0
	cols := []col{{"FROM DATE", w * .13, false}, {"THROUGH", w * .13, false}, {"PLACE", w * .07, false}, {"PROCEDURE", w * .12, false}, {"DESCRIPTION OF SERVICE", w * .27, false}, {"DX", w * .05, false}, {"UNITS", w * .08, true}, {"CHARGE", w * .15, true}}
	st := l.value
	st.size *= .94
	var rows [][]any
	for i, v := range some(s.rng, 1+s.rng.IntN(6), servicesI) {
		c := v.cents * v.units
		total += c
		rows = append(rows, []any{typedDate(s.dos, "01/02/06", pickField(i == 0, chart.DateOfService)).in("date_of_service"), typedDate(s.dos, "01/02/06", ""), "11", s.codeCell(v), cellOf("description", strings.ToUpper(v.desc)), string(rune('A' + s.rng.IntN(min(4, len(s.dx))))), cellOf("units", fmt.Sprint(v.units)), s.plain(c, "charge")})
	}
	for len(rows) < 6 {
		rows = append(rows, []any{"", "", "", "", "", "", "", ""})
	}
	s.ledger(ledger{name: "service_lines", x: s.left, head: l.bold.at(6.4), cell: st, pad: 2.4, ways: "b", cols: cols}, rows)
	s.y -= st.size
	t := s.money(total, chart.TotalCharge)
	t.text = t.text[1:]
	return t
}

// iClaimLoops is an electronic claim as a clearinghouse prints it for people: loop by loop, a colon after each name.
func iClaimLoops(s *sheet) {
	f := pick(s.rng, courier, veraMono, mono)
	l := s.lettersI(f, f, pick2f(f == veraMono, 8, 9))
	s.left, s.right = 46, s.w-40
	s.page()
	s.text(s.left, s.y, l.txt, pick(s.rng, "PROFESSIONAL CLAIM (837P) - READABLE COPY", "ELECTRONIC CLAIM DETAIL", "CLAIM IMAGE - 837 PROFESSIONAL"))
	s.textRight(s.right, s.y, l.txt, "SENT ", typedDate(s.notice(), "01/02/2006", ""))
	s.y += 10
	up, p := strings.ToUpper, s.patient
	loop := func(title string, ps ...pair) {
		s.y += 12
		s.need(40)
		s.text(s.left, s.y, l.txt, "--- "+title+" ---")
		s.y += 13
		for _, r := range ps {
			s.need(14)
			s.text(s.left+12, s.y, l.txt, up(r.label))
			s.text(s.left+170, s.y, l.txt, ":")
			s.textIn(s.left+182, s.right, s.y, l.txt, r.value...)
			s.y += 12.5
		}
	}
	ad := s.addr()
	ad.text = up(ad.text)
	loop("2010AA BILLING PROVIDER", pair{"Organization", []any{s.upE(s.facility(s.clinic), s.clinic.name)}}, pair{"Address", []any{geo(up(s.clinic.street), Facility), ", ", geo(up(s.clinic.cityLine()), Facility)}}, pair{"Employer ID", []any{seg{text: digits(s.rng, 9), kind: chart.OtherID, whose: Provider}}}, pair{"Contact phone", []any{s.phoneE(s.clinic.phone)}})
	loop("2010BA SUBSCRIBER / PATIENT", pair{pick(s.rng, "Name", "Subscriber name", "Patient name"), []any{s.upE(s.pt(), listed(p))}}, pair{pick(s.rng, "Member ID (MI)", "Primary ID", "Subscriber ID"), []any{s.memberID()}}, s.kv(chart.GroupNumber, s.groupNo()), pair{"Address", []any{ad}}, pair{pick(s.rng, "Date of birth", "Birth date"), []any{s.dob()}}, pair{"Gender", []any{s.sex(false)}}, pair{"Relationship", []any{"18 SELF"}})
	loop("2010BB PAYER", pair{pick(s.rng, "Payer name", "Payer", "Destination payer"), []any{s.upE(s.payerSeg(), s.payer)}}, pair{"Payer ID", []any{digits(s.rng, 5)}})
	loop("2300 CLAIM", pair{pick(s.rng, "Patient account (CLM01)", "Patient control no.", "Account number"), []any{s.acct()}}, pair{pick(s.rng, "Payer claim control no.", "Claim number", "Claim ref (REF*F8)"), []any{s.claimNo()}})
	for i, d := range s.dx {
		s.text(s.left+12, s.y, l.txt, pick2(i == 0, "DIAGNOSIS (ABK)", "DIAGNOSIS (ABF)"))
		s.text(s.left+170, s.y, l.txt, ":")
		s.text(s.left+182, s.y, l.txt, s.codeSeg(d))
		s.y += 12.5
	}
	loop("2310A REFERRING", pair{"Name", []any{s.doc(s.referrer, chart.ReferringProvider), " "}}, pair{"NPI", []any{s.npiOf(s.referrer)}})
	loop("2310B RENDERING", pair{"Name", []any{s.doc(s.attending, chart.ProviderName)}}, pair{"NPI", []any{s.npi(s.attending)}}, pair{"Signature on file", []any{"Y"}})
	s.y += 12
	s.need(60)
	s.text(s.left, s.y, l.txt, "--- 2400 SERVICE LINES ---")
	s.y += 6
	w, k := s.wide(), 0
	rows, total := s.chargesI(1+s.rng.IntN(7), func(v service, d seg) []any {
		k++
		d.text, d.norm = s.dos.Format("01/02/2006"), s.dos.Format("2006-01-02")
		c := s.plain(v.cents*v.units, "charge")
		c.text = c.norm
		return []any{fmt.Sprint(k), d, []any{"HC:", s.codeCell(v)}, cellOf("description", strings.ToUpper(v.desc)), []any{"UN ", cellOf("units", fmt.Sprint(v.units))}, c}
	})
	s.ledger(ledger{name: "service_lines", x: s.left, head: l.txt, cell: l.txt, pad: 1, cols: []col{{"LX", w * .06, false}, {"DTP 472", w * .16, false}, {"SV101", w * .15, false}, {"DESC", w * .38, false}, {"SV104", w * .1, false}, {"SV102", w * .15, true}}}, rows)
	t := s.money(total, chart.TotalCharge)
	t.text = t.norm
	s.textRight(s.right-4, s.y, l.txt, pick(s.rng, "TOTAL CLAIM CHARGE (CLM02): ", "TOTAL CHARGES: "), t)
}

// eobRowsI is n services as a plan settles them, with their sums.
func (s *sheet) eobRowsI(n int) (rows [][]any, total, owed int) {
	rows, total = s.chargesI(n, func(v service, d seg) []any {
		c := v.cents * v.units
		ok := c * (45 + s.rng.IntN(50)) / 100
		paid := ok * pick(s.rng, 0, 6, 8, 9, 10) / 10
		owed += ok - paid
		return []any{d, cellOf("description", v.desc), s.codeCell(v), s.cents(c, "charge"), s.cents(ok, "allowed"), s.cents(paid, "paid"), s.cents(ok-paid, "patient_owes")}
	})
	return rows, total, owed
}

// iEOBCards is a letter of a plan in which each service has a card of its own, sums above their names.
func iEOBCards(s *sheet) {
	l := s.lookI(9.8)
	s.left, s.right, s.bottom = 54, s.w-54, s.h-66
	s.page()
	s.text(s.left, s.y, l.bold.at(15).inked(l.tone), s.payerSeg())
	s.textRight(s.right, s.y, l.txt, pick(s.rng, "Explanation of Benefits", "Your health care summary", "EXPLANATION OF BENEFITS"))
	p := s.patient
	a := s.inParts(s.addr(), p.street, p.cityLine())
	for i, t := range [][]any{{s.ptAs(spoken(p, false))}, {a[0]}, {a[1]}} {
		s.text(s.left, s.y+40+13*float64(i), l.txt, t...)
	}
	s.textRight(s.right, s.y+40, l.txt, s.dateIn(s.notice(), chart.ReportedDate))
	s.y += 98
	s.proseI(l, "Dear ", s.ptAs(s.title(p)+" "+p.last), ": we have finished claim ", s.claimNo(), " for ", s.pt(), " (", strings.ToLower(s.label(chart.MemberID)), " ", s.memberID(), ", ", strings.ToLower(s.label(chart.GroupNumber)), " ", s.groupNo(), "). The care was given by ", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred+". This is not a bill.")
	s.skip(4)
	rows, total, owed := s.eobRowsI(1 + s.rng.IntN(6))
	h := 58.0
	for _, r := range rows {
		s.need(h + 8)
		s.oneALine("service_lines", func() {
			s.rectIn(s.left, s.y, s.right, s.y+h, .7, ink{150, 150, 150})
			s.bar(s.left, s.y, s.left+4, s.y+h, l.tone)
			s.textIn(s.left+14, s.right-110, s.y+16, l.bold, r[1], "   ", r[2])
			s.textRight(s.right-10, s.y+16, l.txt, r[0])
			for i, c := range []string{"Billed", "Plan rate", "We paid", "Your share"} {
				x := s.left + 14 + float64(i)*(s.wide()-20)/4
				s.text(x, s.y+38, l.txt.at(l.txt.size*1.1), r[3+i])
				s.text(x, s.y+49, l.tiny, c)
			}
		})
		s.y += h + 8
	}
	s.need(60)
	s.y += 8
	s.text(s.left, s.y, l.bold, s.label(chart.TotalCharge)+": ", s.money(total, chart.TotalCharge))
	s.textRight(s.right, s.y, l.bold, "You may owe: ", s.money(owed, ""))
	s.y += 20
	s.proseI(l, "Do you disagree? Write to ", geo("P.O. Box "+digits(s.rng, 4), Facility), ", ", s.cityE(s.lab), " within 180 days or call ", s.phoneE(s.lab.phone), ".")
	s.frame = func(page, pages int) {
		s.textMid(s.w/2, s.h-34, l.tiny.at(8), fmt.Sprintf("Page %d of %d", page, pages))
	}
}

// iEOBNotice is a government's quarterly notice: one table, letters for notes, service and code in one cell.
func iEOBNotice(s *sheet) {
	l := s.lookI(9.4)
	s.left, s.right, s.bottom = 42, s.w-42, s.h-60
	s.page()
	s.bar(s.left, s.y-18, s.right, s.y+6, l.pale)
	s.text(s.left+6, s.y, l.bold.at(14), s.payerSeg())
	s.textRight(s.right-6, s.y-1, l.bold, pick(s.rng, "SUMMARY NOTICE", "Claims Summary (not a bill)", "EXPLANATION OF BENEFITS"))
	s.y += 24
	s.besideI(l, 110, bi(1, pick(s.rng, "Notice for", "Patient", "Beneficiary"), s.pt()), s.fbi(1, chart.MemberID, s.memberID()))
	s.besideI(l, 110, bi(1, pick(s.rng, "Date of this notice", "Notice date", "Statement date"), s.date(s.notice(), chart.ReportedDate)), s.fbi(1, chart.GroupNumber, s.groupNo()))
	s.besideI(l, 110, s.fbi(1, chart.ClaimNumber, s.claimNo()), bi(1, "Deductible met", pick(s.rng, "Yes", "$226.00 of $240.00")))
	s.y += 18
	s.text(s.left, s.y, l.bold, append([]any{pick(s.rng, "Services by ", "Claim from ", "Provider: ")}, s.mdE(s.attending, chart.ProviderName)...)...)
	s.text(s.left, s.y+13, l.tiny.at(8), s.siteName(s.clinic), ", ", s.roadE(s.clinic), ", ", s.cityE(s.clinic))
	s.y += 20
	rows, total, owed := s.eobRowsI(1 + s.rng.IntN(9))
	for i, r := range rows {
		rows[i] = []any{r[0], []any{r[1], " (", r[2], ")"}, pick(s.rng, "Yes", "Yes", "No"), r[3], r[4], r[5], r[6], pick(s.rng, "a", "b", "a,c", "")}
	}
	w := s.wide()
	s.ledger(ledger{name: "service_lines", x: s.left, head: l.bold.at(l.txt.size * .86), cell: l.txt, pad: 3, ways: pick(s.rng, "b", "Hr", "hz"), tint: l.pale, cols: []col{{"Date of\nservice", w * .13, false}, {"Service and\nbilling code", w * .28, false}, {"Covered?", w * .09, false}, {"Provider\ncharged", w * .12, true}, {"Plan\napproved", w * .12, true}, {"Plan\npaid", w * .1, true}, {"You may\nbe billed", w * .1, true}, {"Notes", w * .06, true}}}, rows)
	s.need(80)
	s.textRight(s.right-w*.38, s.y, l.bold, s.label(chart.TotalCharge)+"  ", s.money(total, chart.TotalCharge))
	s.textRight(s.right-4, s.y, l.bold, "You may be billed  ", s.money(owed, ""))
	s.y += 20
	for _, t := range []string{"a  The approved amount is based on the fee schedule.", "b  This amount was applied to your coinsurance.", "c  Your supplement plan was sent a copy of this claim."} {
		s.text(s.left+6, s.y, l.txt, t)
		s.y += 13
	}
	s.y += 6
	s.proseI(l, "Mailed to ", s.ptAs(spoken(s.patient, false)), ", ", s.addr(), ". Appeals must reach us by ", s.dateIn(s.notice().AddDate(0, 4, 0), ""), ". Call ", s.phoneE(s.lab.phone), " with questions about fraud or this notice.")
}
