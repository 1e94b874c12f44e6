package synth

import (
	"fmt"

	"chartproof.org/chartproof/engine/chart"
)

// dEOB is a summary notice: facts of the notice in boxes on the first page, each claim under its day and provider on the
// second, headings of several lines over the amounts.
func dEOB(s *sheet) {
	l := s.lookD(sans, sansBold, 10)
	s.page()
	s.text(s.left, s.y, l.bold.at(20), s.payerSeg())
	s.text(s.left, s.y+20, l.txt.at(13), pick(s.rng, "Summary Notice", "Explanation of Benefits", "Benefit Summary Notice"))
	s.text(s.left, s.y+36, l.tiny.at(8), "The official summary of your claims")
	s.bar(s.right-150, s.y-14, s.right, s.y+8, ink{30, 30, 30})
	s.textMid(s.right-75, s.y+1, l.bold.inked(ink{255, 255, 255}), "THIS IS NOT A BILL")
	s.textRight(s.right, s.y+22, l.tiny, "Page 1 of 2")
	s.y += 66
	ad := s.inPieces(s.addr(), s.patient.street, s.patient.cityLine())
	s.mailD(s.left+14, s.y, 14, l.txt.in(mono).at(11), []any{s.ptUpper()}, []any{ad[0]}, []any{ad[1]})
	s.y += 66
	mid := s.left + 262
	s.rect(s.left, s.y, mid-12, s.y+96, .8)
	s.text(s.left+8, s.y+16, l.bold.at(11), "Notice for ", s.pt())
	s.listD(s.left+8, mid-18, s.y+36, 17, l.txt, l.bold, pair{pick(s.rng, "Member Number", "Subscriber Number", "Your ID Number"), []any{s.memberID()}}, pair{"Group", []any{s.groupNo()}}, pair{"Date of This Notice", []any{s.date(s.notice(), chart.ReportedDate)}}, pair{"Claims Processed Since", []any{s.date(s.notice().AddDate(0, -3, 0), "")}})
	s.text(mid, s.y+14, l.bold.at(11), "Your Claims & Costs This Period")
	s.listD(mid, s.right, s.y+34, 17, l.txt, l.txt, pair{"Did the plan approve all services?", []any{pick(s.rng, "YES", "NO")}}, pair{"See page 2 for how to double-check this notice.", nil})
	s.text(mid, s.y+72, l.txt, "Providers with claims this period: ")
	s.text(mid, s.y+86, l.txt, s.doc(s.attending, ""), ", "+s.attending.cred)
	s.y += 128
	for _, t := range []string{"How to Check This Notice", "Do you recognize the name of each doctor or provider? Check the dates. Did you have an appointment that day? Did you get the services listed? If you already paid the bill, did you pay the right amount?"} {
		s.para(s.left, s.wide(), l.txt, t)
		s.skip(6)
	}
	s.para(s.left, s.wide(), l.txt, "Questions? Call ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility), " or visit ", seg{text: s.lab.web, kind: chart.URL, whose: Facility}, ". Report fraud to the same number.")
	s.page()
	s.claimD(l)
}

// claimD is one claim of the notice.
func (s *sheet) claimD(l lookD) {
	s.text(s.left, s.y, l.txt.at(8.5), s.pt(), "   THIS IS NOT A BILL")
	s.textRight(s.right, s.y, l.txt.at(8.5), "Page 2 of 2")
	s.rule(s.y+6, 1)
	s.y += 32
	s.text(s.left, s.y, l.bold.at(14), "Your Claims for Medical Services")
	s.y += 26
	s.text(s.left, s.y, l.bold.at(12), s.dateIn(s.dos, chart.DateOfService))
	s.y += 15
	s.text(s.left, s.y, l.bold, s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred)
	s.text(s.left, s.y+12, l.txt.at(8.5), s.siteName(s.clinic), ", ", geo(s.clinic.street+", "+s.clinic.cityLine(), Facility))
	s.text(s.left, s.y+24, l.txt.at(8.5), "Claim control number ", s.claimNo())
	s.y += 40
	cols := []col{{"", 208, false}, {"", 58, false}, {"", 62, true}, {"", 62, true}, {"", 58, true}, {"", 68, true}}
	heads := [][3]string{{"", "", "Service Provided & Billing Code"}, {"", "Service", "Approved?"}, {"Amount", "Provider", "Charged"}, {"Plan-", "Approved", "Amount"}, {"Amount", "Plan", "Paid"}, {"Maximum", "You May", "Be Billed"}}
	s.bar(s.left, s.y, s.right, s.y+36, ink{224, 230, 236})
	x := s.left
	for i, c := range cols {
		for j, t := range heads[i] {
			switch {
			case t != "" && c.right:
				s.textRight(x+c.w-3, s.y+11+float64(j)*10, l.bold.at(8), t)
			case t != "":
				s.text(x+3, s.y+11+float64(j)*10, l.bold.at(8), t)
			}
		}
		x += c.w
	}
	s.y += 50
	paid := 0
	owed := 0
	rows, total := s.charges(1+s.rng.IntN(7), func(v service, _ seg) []any {
		c := v.cents * v.units
		allowed := c * (55 + s.rng.IntN(40)) / 100
		p := allowed * 8 / 10
		paid, owed = paid+p, owed+allowed-p
		return []any{[]any{cellOf("description", v.desc), " (", s.codeCell(v), ")"}, "Yes", s.cents(c, "charge"), s.cents(allowed, "allowed"), s.cents(p, "paid"), s.cents(allowed-p, "patient_owes")}
	})
	g := grid{cell: l.txt.at(9), lead: 18, rules: true, name: "service_lines"}
	for i, r := range rows {
		s.tableRow(s.left, s.wide(), g, cols, r, i)
	}
	g.name = ""
	g.cell = l.bold.at(9)
	s.tableRow(s.left, s.wide(), g, cols, []any{"Total for this claim", nil, s.money(total, chart.TotalCharge), nil, s.money(paid, ""), s.money(owed, "")}, 0)
	s.skip(20)
	s.para(s.left, s.wide(), l.txt.at(8.5), "To appeal, circle the service that you disagree with, explain why, and send this notice to the address on page 1 by ", s.dateIn(s.notice().AddDate(0, 4, 0), ""), ".")
}

// dSuperbill has every service and diagnosis of the practice in columns; what was done is ticked.
func dSuperbill(s *sheet) {
	l := s.lookD(cond, condBold, 8.5)
	s.left, s.right = 32, s.w-32
	s.page()
	s.text(s.left, s.y, l.bold.at(14), s.facility(s.clinic))
	s.text(s.left, s.y+12, l.txt, geo(s.clinic.street+", "+s.clinic.cityLine(), Facility), "   ", s.telOf(s.clinic.phone, chart.PhoneNumber, Facility))
	s.textRight(s.right, s.y, l.bold, s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred)
	s.textRight(s.right, s.y+12, l.txt, "NPI ", s.npi(s.attending), "   Tax ID ", s.taxD())
	s.y += 22
	v := l.txt.at(10)
	s.rowD(24, l.tiny, v, bx(3, "PATIENT", s.pt()), bx(1.3, "DOB", s.dob()), bx(.6, "SEX", s.sex(false)), bx(1.4, "PATIENT NO.", s.mrnSeg()), bx(1.4, "ACCOUNT", s.acct()))
	s.rowD(24, l.tiny, v, bx(2.2, "PRIMARY INSURANCE", s.payerSeg()), bx(1.7, "POLICY ID", s.memberID()), bx(1.4, "VISIT DATE", s.date(s.dos, chart.DateOfService)), bx(1, "TIME IN", s.clockD()), bx(1, "COPAY", "$25.00"))
	s.y += 20
	s.text(s.left, s.y, l.bold.at(10), "PROCEDURES")
	s.y += 8
	total := s.tickServices(l)
	s.text(s.left, s.y+6, l.bold.at(10), "DIAGNOSES (ICD-10-CM)")
	s.y += 14
	s.tickDiagnoses(l)
	s.y += 8
	s.rowD(26, l.tiny, v, bx(1, "RETURN VISIT", pick(s.rng, "2 weeks", "3 months", "PRN")), bx(1.2, "TODAY'S CHARGES", s.money(total, chart.TotalCharge)), bx(1.2, "PAYMENT", "$25.00"), bx(1.2, "BALANCE DUE", s.money(total-2500, "")))
	s.y += 40
	s.sign(s.left+70, s.y-3, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.text(s.left, s.y, l.txt, "Provider signature")
	s.line(s.left+64, s.y+2, s.left+300, s.y+2, .6, ink{})
	s.text(s.left+330, s.y, l.txt, "Date ", s.date(s.dos, chart.SignatureDate))
}

// tickServices draws the fee list in two columns and gives the total of what is ticked.
func (s *sheet) tickServices(l lookD) int {
	on := map[int]bool{}
	for _, i := range s.rng.Perm(len(services))[:2+s.rng.IntN(5)] {
		on[i] = true
	}
	half, lead, total := (len(services)+1)/2, 14.0, 0
	w := s.wide() / 2
	for i, v := range services {
		x, y := s.left+float64(i/half)*w, s.y+float64(i%half)*lead
		s.rect(x, y, x+w, y+lead, .4)
		code, desc := any(v.code), any(v.desc)
		first := len(s.marks)
		fee := any(s.money(v.cents*v.units, "").text)
		if on[i] {
			total += v.cents * v.units
			code, desc, fee = s.codeCell(v), cellOf("description", v.desc), s.cents(v.cents*v.units, "charge")
		}
		s.check(x+4, y+10.5, l.txt, on[i])
		s.text(x+18, y+10.5, l.txt, code)
		s.textIn(x+50, x+w-50, y+10.5, l.txt, desc)
		s.textRight(x+w-5, y+10.5, l.txt, fee)
		s.gather("service_lines", first)
	}
	s.y += float64(half)*lead + 14
	return total
}

func (s *sheet) tickDiagnoses(l lookD) {
	on := map[string]bool{}
	for _, d := range s.dx {
		on[d.code] = true
	}
	third, lead := (len(dxItems)+2)/3, 13.0
	w := s.wide() / 3
	for i, d := range dxItems {
		x, y := s.left+float64(i/third)*w, s.y+float64(i%third)*lead
		s.check(x+4, y+10, l.txt, on[d.code])
		if on[d.code] {
			s.text(x+18, y+10, l.txt, s.codeSeg(d))
			s.textIn(x+54, x+w-4, y+10, l.txt, s.dxSeg(d))
			continue
		}
		s.text(x+18, y+10, l.txt, d.code)
		s.textIn(x+54, x+w-4, y+10, l.txt, d.name)
	}
	s.rect(s.left, s.y-2, s.right, s.y+float64(third)*lead+2, .5)
	s.y += float64(third)*lead + 6
}

// dDenial is a plan's notice of an adverse benefit determination.
func dDenial(s *sheet) {
	l := s.lookD(serif, serifBold, 11)
	s.left, s.right = 64, s.w-64
	s.page()
	s.textRight(s.right, s.y, l.bold.at(15).inked(ink{20, 60, 110}), s.payerSeg())
	s.textRight(s.right, s.y+13, l.txt.at(8.5), "Utilization Management, ", geo("PO Box "+digits(s.rng, 4)+", "+s.lab.cityLine(), Facility))
	s.y += 44
	s.text(s.left, s.y, l.txt, s.dateIn(s.notice(), chart.ReportedDate))
	ad := []string{s.patient.street, s.patient.cityLine()}
	s.y = s.mailD(s.left, s.y+26, 13, l.txt, []any{s.ptUpper()}, []any{geo(ad[0], Patient)}, []any{geo(ad[1], Patient)}) + 10
	s.textMid(s.w/2, s.y, l.bold.at(12.5), pick(s.rng, "NOTICE OF ADVERSE BENEFIT DETERMINATION", "Notice of Denial of Payment", "NOTICE OF DENIAL OF MEDICAL COVERAGE"))
	s.y += 12
	rows := []pair{{"Member", []any{s.pt()}}, {"Member ID", []any{s.memberID()}}, {pick(s.rng, "Claim Number", "Claim Reference Number", "Claim No."), []any{s.claimNo()}}, {"Date of Service", []any{s.date(s.dos, chart.DateOfService)}}, {pick(s.rng, "Treating Provider", "Rendering Provider", "Provider of Service"), []any{s.doc(s.attending, chart.ProviderName), ", " + s.attending.cred}}}
	for _, p := range rows {
		s.rect(s.left, s.y, s.right, s.y+16, .5)
		s.line(s.left+170, s.y, s.left+170, s.y+16, .5, ink{})
		s.text(s.left+5, s.y+11.5, l.bold.at(10), p.label)
		s.textIn(s.left+176, s.right-4, s.y+11.5, l.txt.at(10.5), p.value...)
		s.y += 16
	}
	s.skip(22)
	s.para(s.left, s.wide(), l.txt, "Dear ", s.ptAs(s.patient.first+" "+s.patient.last), ":")
	s.skip(6)
	v := pick(s.rng, services...)
	s.para(s.left, s.wide(), l.txt, "We received a request to pay for "+v.desc+" from ", s.doc(s.attending, ""), ". After review by a board-certified physician, your plan will not cover it.")
	s.skip(8)
	s.para(s.left, s.wide(), l.bold, pick(s.rng, "Why did we deny your request?", "The reason for our decision", "Specific reason for this determination"))
	s.para(s.left, s.wide(), l.txt, seg{text: pick(s.rng, denials...), field: chart.DenialReason})
	s.skip(8)
	s.para(s.left, s.wide(), l.bold, "What if you disagree with this decision?")
	s.para(s.left, s.wide(), l.txt, "You, your provider or someone you name may ask for an internal appeal within 180 calendar days. Call ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility), " or fax your request to ", s.telOf(s.lab.fax, chart.Fax, Facility), ". You may ask for an expedited appeal if waiting could harm your health. You may also ask for an external review, and for copies of all documents that we used, free of charge.")
	s.skip(8)
	s.para(s.left, s.wide(), l.txt, "We left a message about this notice for ", s.rel(s.kin), " on ", s.dateIn(s.notice(), ""), ".")
	s.skip(14)
	s.mailD(s.left, s.y, 13, l.txt, []any{"Sincerely,"}, []any{s.doc(s.referrer, ""), ", " + s.referrer.cred}, []any{"Medical Director"})
	s.text(s.left, s.h-50, l.tiny.at(8), fmt.Sprintf("Español: Para obtener ayuda gratuita llame al 711.    Form ABD-%d", 100+s.rng.IntN(800)))
}
