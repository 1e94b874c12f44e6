package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// gItemized is a hospital's detail of charges by revenue code, amounts without a dollar sign.
func gItemized(s *sheet) {
	l := s.lookG(9)
	s.left, s.right = 40, s.w-40
	s.page()
	s.text(s.left, s.y, l.title, s.facility(s.hospital))
	s.text(s.left, s.y+12, l.tiny, "Patient Financial Services  ", s.roadE(s.hospital), ", ", s.cityE(s.hospital), "   Fed Tax ID ", seg{text: digits(s.rng, 2) + "-" + digits(s.rng, 7), kind: chart.OtherID, whose: Facility})
	s.textRight(s.right, s.y, l.bold, pick(s.rng, "ITEMIZED STATEMENT OF SERVICES", "Detail of Charges", "Itemized Encounter Charges"))
	s.y += 22
	box := pick(s.rng, byte('b'), 'u', '-')
	s.capsG(l, box, s.fcg(2, chart.PatientName, s.pt()), s.fcg(1.1, chart.DateOfBirth, s.dob()), s.fcg(.8, chart.Sex, s.sex(s.coin(.4))), s.fcg(1.2, chart.MRN, s.mrnSeg()), s.fcg(1.2, chart.AccountNumber, s.acct()))
	s.capsG(l, box, s.fcg(2, chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...), s.fcg(1.2, chart.ProviderNPI, s.npi(s.attending)), s.fcg(1.2, chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.fcg(1.7, chart.Payer, s.payerSeg()), s.fcg(1.3, chart.MemberID, s.memberID()))
	s.y += 10
	s.runG(l, "Itemized statement")
	w := s.wide()
	var dx [][]any
	for i, d := range s.dx {
		dx = append(dx, []any{fmt.Sprint(i + 1), s.codeSeg(d), s.dxSeg(d)})
	}
	s.ledger(ledger{x: s.left, head: l.bold, cell: l.txt, pad: 1.4, ways: "H", tint: ink{230, 233, 236}, cols: []col{{"No.", w * .08, false}, {"Dx Code", w * .16, false}, {"Diagnosis", w * .76, false}}}, dx)
	rows, total := s.chargesRenewed(3+s.rng.IntN(9), func(v service, d seg) []any {
		return []any{d, pick(s.rng, "0300", "0510", "0636", "0320", "0771"), s.codeCell(v), cellOf("description", strings.ToUpper(v.desc)), cellOf("units", fmt.Sprintf("%d.00", v.units)), s.plain(v.cents*v.units, "charge")}
	})
	s.ledger(ledger{name: "service_lines", x: s.left, head: l.bold, cell: l.txt, pad: 2, ways: pick(s.rng, "h", "hz", "hr"), cols: []col{{"Service\nDate", w * .14, false}, {"Rev\nCode", w * .09, false}, {"CPT/HCPCS", w * .13, false}, {"Description", w * .38, false}, {"Qty", w * .1, true}, {"Amount", w * .16, true}}}, rows)
	s.need(40)
	t := s.money(total, chart.TotalCharge)
	s.textRight(s.right-3, s.y, l.bold, s.label(chart.TotalCharge)+"   ", t)
	s.y += 18
	s.sayG(l, 0, "This is not a bill. Insurance payments and adjustments are shown on your statement. Questions: ", s.phoneE(s.hospital.phone), ".")
}

// gChargeCapture is an encounter's charge sheet with what was selected.
func gChargeCapture(s *sheet) {
	l := s.lookG(9.2)
	s.page()
	s.text(s.left, s.y, l.title, pick(s.rng, "Encounter Form / Charge Capture", "Superbill", "Professional Charge Router Summary"))
	s.textRight(s.right, s.y, l.txt, s.facility(s.clinic))
	s.y += 8
	s.inlineG(l, 18, s.kv(chart.PatientName, s.pt()), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(false)), s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.kv(chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...), s.kv(chart.ProviderNPI, s.npi(s.attending)), s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID()), s.kv(chart.AccountNumber, s.acct()))
	way, w := s.rng.IntN(4), s.wide()
	s.y += 8
	s.bannerG(l, way, "Visit Diagnoses")
	for i, d := range s.dx {
		s.sayG(l, 6, fmt.Sprintf("%d.  ", i+1), s.codeSeg(d), "  ", s.dxSeg(d), pick2(i == 0, "  (Primary)", ""))
	}
	s.bannerG(l, way, "Charges")
	rows, total := s.chargesRenewed(2+s.rng.IntN(7), func(v service, d seg) []any {
		return []any{[]any{s.codeCell(v), " - ", cellOf("description", v.desc)}, pick(s.rng, "", "", "25", "59"), fmt.Sprint(1 + s.rng.IntN(len(s.dx))), cellOf("units", fmt.Sprint(v.units)), s.cents(v.cents*v.units, "charge")}
	})
	s.ledger(ledger{name: "service_lines", x: s.left, head: l.bold, cell: l.txt, pad: 2.6, ways: pick(s.rng, "Hr", "b", "hz"), tint: ink{226, 232, 238}, cols: []col{{"Procedure", w * .54, false}, {"Mod", w * .08, false}, {"Dx Assoc", w * .12, false}, {"Qty", w * .08, true}, {"Charge", w * .18, true}}}, rows)
	s.need(60)
	s.textRight(s.right-3, s.y, l.bold, s.label(chart.TotalCharge)+": ", s.money(total, chart.TotalCharge))
	s.y += 16
	s.sayG(l, 0, "Level of service: "+pick(s.rng, "by medical decision making", "by time, 32 minutes")+". Charges filed by ", s.docAs(strings.ToUpper(s.referrer.last)), ".")
	s.signedG(l, s.attending, s.date(s.dos, chart.SignatureDate))
}

// gEOBMember is a payer's statement to the member: a claim in a card, sums first.
func gEOBMember(s *sheet) {
	l := s.lookG(9.2)
	s.page()
	s.text(s.left, s.y, l.title.inked(l.tone), s.payerSeg())
	s.textRight(s.right, s.y-4, l.bold.at(12), "Explanation of Benefits")
	s.textRight(s.right, s.y+9, l.bold, "THIS IS NOT A BILL")
	s.y += 44
	p := s.patient
	a := s.inParts(s.addr(), p.street, p.cityLine())
	for i, t := range [][]any{{s.ptAs(strings.ToUpper(spoken(p, false)))}, {a[0]}, {a[1]}} {
		s.text(s.left+8, s.y+13*float64(i), l.txt.at(10), t...)
	}
	for i, r := range []pair{{pick(s.rng, "Statement date", "Date of notice", "Date processed"), []any{s.date(s.notice(), chart.ReportedDate)}}, s.kv(chart.MemberID, s.memberID()), s.kv(chart.GroupNumber, s.groupNo()), {"Plan type", []any{s.plan}}} {
		y := s.y - 8 + 13*float64(i)
		s.textRight(s.right-130, y, l.cap.at(8.5), r.label)
		s.textIn(s.right-122, s.right, y, l.bold, r.value...)
	}
	s.y += 60
	rows, total, owed := s.eobG(1 + s.rng.IntN(8))
	s.bar(s.left, s.y, s.right, s.y+40, ink{235, 239, 243})
	s.text(s.left+10, s.y+16, l.txt, "Amount you may owe your provider")
	s.text(s.left+10, s.y+32, l.bold.at(13), s.money(owed, ""))
	s.textRight(s.right-10, s.y+16, l.txt, "Member rights and appeal information: see last page")
	s.textRight(s.right-10, s.y+32, l.txt, "Questions? ", s.phoneE(s.lab.phone))
	s.y += 54
	s.bottom = s.h - 60
	s.inlineG(l, 18, pair{pick(s.rng, "Patient", "Claim for", "Services for"), []any{s.pt()}}, s.kv(chart.ClaimNumber, s.claimNo()), pair{pick(s.rng, "Provider", "Health care provider"), s.mdE(s.attending, chart.ProviderName)}, pair{"Network", []any{pick(s.rng, "In", "Out")}})
	s.y += 6
	w := s.wide()
	s.ledger(ledger{name: "service_lines", x: s.left, head: l.bold.at(l.txt.size * .9), cell: l.txt, pad: 2.8, ways: pick(s.rng, "Hr", "hr", "b", "Hz"), tint: ink{222, 230, 238}, cols: []col{{"Service\ndate", w * .13, false}, {"Service\ndescription", w * .25, false}, {"Procedure\ncode", w * .12, false}, {"Provider's\ncharges", w * .13, true}, {"Allowed\namount", w * .12, true}, {"Plan\npaid", w * .12, true}, {"Your\nresponsibility", w * .13, true}}}, rows)
	s.need(30)
	s.textRight(s.right-3, s.y, l.bold, s.label(chart.TotalCharge)+"  ", s.money(total, chart.TotalCharge))
	s.y += 14
	s.sayG(l, 0, "Remark A1: The difference between the charge and the allowed amount is a network discount.")
	s.page()
	s.bannerG(l, 2, "Your appeal rights")
	for _, t := range [][]any{{"If you disagree with this decision you or your authorized representative may file an appeal within 180 days of ", s.dateIn(s.notice(), ""), ". Include your name, ID and claim number."}, {"Write to ", geo("PO Box "+digits(s.rng, 5), Facility), ", ", s.cityE(s.lab), " or fax ", s.faxE(s.lab.fax), "."}, {"Authorized representative on file: ", s.rel(s.kin), "."}, {"ATENCIÓN: si habla español, tiene a su disposición servicios gratuitos de asistencia lingüística."}} {
		s.sayG(l, 0, t...)
		s.y += 6
	}
	s.frame = func(page, pages int) {
		s.text(s.left, s.h-36, l.tiny, s.ptAs(spoken(p, false)), "   ", s.memberID())
		s.textRight(s.right, s.h-36, l.tiny, fmt.Sprintf("Page %d of %d", page, pages))
	}
}

// eobG is n service lines as a plan settles them, their charges and what the member owes.
func (s *sheet) eobG(n int) ([][]any, int, int) {
	owed := 0
	rows, total := s.chargesRenewed(n, func(v service, d seg) []any {
		c := v.cents * v.units
		ok := c * (52 + s.rng.IntN(40)) / 100
		paid := ok * pick(s.rng, 7, 8, 9) / 10
		owed += ok - paid
		return []any{d, cellOf("description", v.desc), s.codeCell(v), s.cents(c, "charge"), s.cents(ok, "allowed"), s.cents(paid, "paid"), s.cents(ok-paid, "patient_owes")}
	})
	return rows, total, owed
}

// gRemittance is a contractor's remittance notice to a provider, in letters of one width.
func gRemittance(s *sheet) {
	l := s.lettersG(veraMono, veraMono, 7.4)
	s.w, s.h = letterH, letterW
	s.left, s.right, s.bottom = 30, s.w-30, s.h-40
	s.page()
	n := l.txt.size * 1.45
	s.text(s.left, s.y, l.txt, s.upE(s.payerSeg(), s.payer))
	s.textRight(s.right, s.y, l.txt, pick(s.rng, "REMITTANCE NOTICE", "PROVIDER REMITTANCE ADVICE", "EXPLANATION OF PAYMENT"))
	s.text(s.left, s.y+n, l.txt, geo("P.O. BOX "+digits(s.rng, 5), Facility), ", ", geo(strings.ToUpper(s.lab.cityLine()), Facility))
	s.textRight(s.right, s.y+n, l.txt, "NPI: ", s.npi(s.attending), "   CHECK DATE: ", s.date(s.notice(), chart.ReportedDate), "   CHECK/EFT #: ", s.otherID(digits(s.rng, 9)))
	s.text(s.left, s.y+2*n, l.txt, "PAYEE: ", s.upE(s.siteName(s.clinic), s.clinic.name), "   RENDERING: ", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred)
	s.y += 4.5 * n
	ws := []float64{66, 30, 34, 54, 200, 64, 64, 56, 74, 64}
	heads := []string{"SERV DATE", "POS", "NOS", "PROC", "DESCRIPTION", "BILLED", "ALLOWED", "DEDUCT", "PT RESP", "PROV PD"}
	var cols []col
	for i, h := range heads {
		cols = append(cols, col{h, ws[i], i > 4})
	}
	paid := 0
	rows, total := s.chargesRenewed(1+s.rng.IntN(9), func(v service, d seg) []any {
		c := v.cents * v.units
		ok := c * (52 + s.rng.IntN(40)) / 100
		p := ok * 8 / 10
		paid += p
		return []any{d, "11", cellOf("units", fmt.Sprint(v.units)), s.codeCell(v), cellOf("description", strings.ToUpper(v.desc)), s.plain(c, "charge"), s.plain(ok, "allowed"), "0.00", s.plain(ok-p, "patient_owes"), s.plain(p, "paid")}
	})
	s.line(s.left, s.y-n, s.right, s.y-n, .7, ink{})
	s.text(s.left, s.y, l.txt, "NAME ", s.pt(), "   MID ", s.memberID(), "   GRP ", s.groupNo(), "   ACNT ", s.acct(), "   ICN ", s.claimNo(), "   ASG Y   MOA MA01")
	s.y += n * .8
	s.ledger(ledger{name: "service_lines", x: s.left, head: l.txt, cell: l.txt, pad: 1.2, ways: "h", cols: cols}, rows)
	t := s.money(total, chart.TotalCharge)
	t.text = t.norm
	s.text(s.left, s.y, l.txt, "PT RESP SEE LINES    CLAIM TOTAL ", t)
	s.textRight(s.right, s.y, l.txt, fmt.Sprintf("NET %d.%02d", paid/100, paid%100))
	s.line(s.left, s.y+6, s.right, s.y+6, .7, ink{})
	s.y += 3 * n
	for _, t := range []string{"GROUP CODES: CO CONTRACTUAL OBLIGATION  PR PATIENT RESPONSIBILITY  OA OTHER ADJUSTMENT", "CO-45 CHARGE EXCEEDS FEE SCHEDULE/MAXIMUM ALLOWABLE OR CONTRACTED/LEGISLATED FEE ARRANGEMENT", "MA01 IF YOU DO NOT AGREE WITH WHAT WE APPROVED FOR THESE SERVICES, YOU MAY APPEAL OUR DECISION"} {
		s.text(s.left, s.y, l.txt, t)
		s.y += n
	}
}

// gDenial is a payer's letter with its reference block in the upper corner, on two pages.
func gDenial(s *sheet) {
	l := s.lookG(10.4)
	s.left, s.right, s.bottom = 62, s.w-62, s.h-64
	s.page()
	s.text(s.left, s.y, l.title.inked(l.tone), s.payerSeg())
	s.text(s.left, s.y+12, l.tiny, "Utilization Review, ", geo("P.O. Box "+digits(s.rng, 5), Facility), ", ", s.cityE(s.lab))
	s.y += 42
	s.text(s.left, s.y, l.txt, s.dateIn(s.notice(), chart.ReportedDate))
	p := s.patient
	for i, t := range [][]any{{s.ptAs(strings.ToUpper(spoken(p, false)))}, {geo(strings.ToUpper(p.street), Patient)}, {geo(strings.ToUpper(p.cityLine()), Patient)}} {
		s.text(s.left, s.y+26+13*float64(i), l.txt, t...)
	}
	x := s.left + s.wide()*.5
	for i, r := range []pair{{pick(s.rng, "Member", "Patient", "Member Name"), []any{s.pt()}}, s.kv(chart.MemberID, s.memberID()), s.kv(chart.GroupNumber, s.groupNo()), s.kv(chart.ClaimNumber, s.claimNo()), {pick(s.rng, "Service date", "Date of service", "DOS"), []any{s.date(s.dos, chart.DateOfService)}}, {pick(s.rng, "Provider", "Requesting provider", "Treating provider"), s.mdE(s.attending, chart.ProviderName)}} {
		y := s.y + 12.5*float64(i)
		end := s.text(x, y, l.bold.at(l.txt.size*.88), r.label+":")
		s.textIn(end+5, s.right, y, l.txt.at(l.txt.size*.88), r.value...)
	}
	s.y += 96
	s.text(s.left, s.y, l.bold.at(l.txt.size*1.2), pick(s.rng, "NOTICE OF ADVERSE BENEFIT DETERMINATION", "Notice of Denial of Medical Coverage", "Important: this notice explains our decision"))
	s.y += 10
	s.sayG(l, 0, "Dear ", s.ptAs(titled(spoken(p, false))), ":")
	s.y += 4
	v := pick(s.rng, servicesRenewed...)
	s.sayG(l, 0, "We received a request for payment of the following service: "+v.desc+". After review we have decided not to approve it.")
	s.y += 4
	s.sayG(l, 0, pick(s.rng, "Reason for our decision: ", "The reason is: ", "Rationale: "), seg{text: pick(s.rng, denialsRenewed...), field: chart.DenialReason})
	s.y += 4
	s.sayG(l, 0, "The reviewer was ", s.docAs(spoken(s.referrer.person, false)), ", "+s.referrer.cred+", board certified in "+s.referrer.specialty+". You may ask, free of charge, for the criteria that were used.")
	s.y += 4
	s.sayG(l, 0, "Your doctor may request a peer to peer discussion by ", s.dateIn(s.notice().AddDate(0, 0, 14), ""), " at ", s.phoneE(s.lab.phone), ".")
	s.page()
	s.bannerG(l, 2, "How to appeal")
	for _, t := range [][]any{{"Standard appeal: within 60 days of the date of this notice. Expedited appeal: if waiting could seriously harm your health, we decide within 72 hours."}, {"Mail: Appeals Unit, ", geo("P.O. Box "+digits(s.rng, 5), Facility), ", ", s.cityE(s.lab), ". Fax: ", s.faxE(s.lab.fax), "."}, {"Someone may act for you. We have on record: ", s.rel(s.kin), ", ", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), "."}, {"Español: para obtener asistencia en español, llame al número de su tarjeta."}, {"Sincerely, Medical Management"}} {
		s.sayG(l, 0, t...)
		s.y += 6
	}
	s.frame = func(page, pages int) {
		s.textRight(s.right, s.h-38, l.tiny, fmt.Sprintf("Page %d of %d", page, pages))
		s.text(s.left, s.h-38, l.tiny, "Ref ", s.claimNo(), "   ", s.ptAs(strings.ToUpper(p.last)))
	}
}

// gDenialNotice is a form of a plan: what, why and what then in a ruled table.
func gDenialNotice(s *sheet) {
	l := s.lookG(9.6)
	s.page()
	s.textMid(s.w/2, s.y, l.title, pick(s.rng, "Notice of Denial of Payment", "CLAIM DENIAL NOTICE", "Notice of Non-Payment"))
	s.textMid(s.w/2, s.y+16, l.bold, s.payerSeg())
	s.y += 28
	box := pick(s.rng, byte('b'), 'u')
	s.capsG(l, box, cg(2, pick(s.rng, "Member Name", "Patient", "Enrollee"), s.pt()), s.fcg(1.3, chart.MemberID, s.memberID()), s.fcg(1.3, chart.ClaimNumber, s.claimNo()), cg(1.2, "Notice Date", s.date(s.notice(), chart.ReportedDate)))
	s.capsG(l, box, cg(2, pick(s.rng, "Servicing Provider", "Rendering Provider", "Provider"), s.mdE(s.attending, chart.ProviderName)...), s.fcg(1.3, chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.fcg(1.3, chart.GroupNumber, s.groupNo()), cg(1.2, "Amount", s.money(pick(s.rng, servicesRenewed...).cents, "")))
	s.y += 14
	w := s.wide()
	s.ledger(ledger{x: s.left, head: l.bold, cell: l.txt, pad: 5, ways: "b", cols: []col{{"", w * .26, false}, {"", w * .74, false}}}, [][]any{{"What was requested", pick(s.rng, servicesRenewed...).desc},
		{"Our decision", "Denied"}, {pick(s.rng, "Denial reason", "Why we denied it", "Reason"), seg{text: pick(s.rng, denialsRenewed...), field: chart.DenialReason}}, {"Plan provision", "Evidence of Coverage, chapter 4, section 2.1"},
		{"If you disagree", []any{"Appeal in writing within 65 days to ", geo("PO Box "+digits(s.rng, 4), Facility), ", ", s.cityE(s.lab), ", by fax ", s.faxE(s.lab.fax), " or by phone ", s.phoneE(s.lab.phone), "."}}, {"Who may appeal", []any{"You, your prescriber, or your representative ", s.rel(s.kin), "."}}, {"More help", []any{"State insurance department, or ", seg{text: s.lab.web, kind: chart.URL, whose: Facility}}}})
	s.sayG(l, 0, "A copy of this notice was sent to ", s.docAs(spoken(s.attending.person, false)), ".")
	s.symbol(code128, s.left, s.h-80, 150, 20, alnum(s.claim))
}
