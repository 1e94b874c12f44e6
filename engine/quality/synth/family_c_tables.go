package synth

import (
	"fmt"

	"chartproof.org/chartproof/engine/chart"
)

func cLab(s *sheet) {
	l := s.lookC()
	s.houseC(l, s.lab, pick(s.rng, "Report of Laboratory Tests", "Test Results", "Clinical Laboratory Report"))
	s.whoC(l, s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate)), pair{"Ordered by", []any{s.doc(s.pcp, chart.ProviderName), ", " + s.pcp.cred}}, pair{"Sample", []any{s.otherID(s.accession)}})
	s.table(s.left, grid{head: l.bold.at(9.5), cell: l.txt.at(10), lead: 14, zebra: s.coin(.5), rules: s.coin(.3), name: "results"},
		[]col{{"Analyte", 160, false}, {"Expected", 90, false}, {"Found", 70, true}, {"", 40, false}, {"Unit", 80, false}}, s.resultRows(s.coin(.4), "trvfu"))
	s.skip(10)
	s.para(s.left, s.wide(), l.small, "Director: ", s.doc(s.attending, ""), ", "+s.attending.cred+". H above and L below the expected range.")
	s.stampC()
}

func cMeds(s *sheet) {
	l := s.lookC()
	s.meds = some(s.rng, 5+s.rng.IntN(12), medItems)
	s.houseC(l, s.clinic, pick(s.rng, "Your medicines", "List of Medications", "Medicine Schedule"))
	s.whoC(l, pair{"Prepared on", []any{s.date(s.dos, chart.DateOfService)}}, s.kv(chart.ProviderName, s.doc(s.pcp, chart.ProviderName)))
	s.medsC(l)
	s.headC(l, s.label(chart.Allergy))
	s.allergyC(l)
}

func cShots(s *sheet) {
	l := s.lookC()
	s.houseC(l, s.clinic, pick(s.rng, "Vaccination Record", "Immunizations Given"))
	s.whoC(l, pair{"Parent", []any{s.rel(s.kin)}})
	var rows [][]any
	for _, v := range some(s.rng, 5+s.rng.IntN(9), shots) {
		d := s.date(s.now.AddDate(-s.rng.IntN(min(s.age, 14)), -s.rng.IntN(11), -s.rng.IntN(27)), "")
		rows = append(rows, []any{seg{text: v.name, field: chart.Vaccine}.in("vaccine"), cellOf("lot", lot(s.rng)), d.in("date"), cellOf("site", v.site)})
	}
	st := l.txt
	if s.coin(.3) {
		st = l.fill.at(12)
	}
	s.table(s.left, grid{head: l.bold, cell: st, lead: 19, rules: true, name: "immunizations"}, []col{{"Against", 150, false}, {"Batch", 100, false}, {"Given on", 120, false}, {"Where", 110, false}}, rows)
	s.endC(l, s.pcp, s.date(s.dos, chart.SignatureDate), chart.ProviderName)
}

func cSuperbill(s *sheet) {
	l := s.lookC()
	s.houseC(l, s.clinic, pick(s.rng, "Statement of Services", "Visit Charges", "Itemized Superbill"))
	s.whoC(l, s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName)), s.kv(chart.ProviderNPI, s.npi(s.attending)), s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID()))
	rows, total := s.charges(2+s.rng.IntN(7), func(v service, d seg) []any {
		return []any{cellOf("description", v.desc), s.codeCell(v), cellOf("units", fmt.Sprint(v.units)), s.cents(v.cents*v.units, "charge")}
	})
	s.table(s.left, grid{head: l.bold, cell: l.txt, lead: 17, rules: true, name: "service_lines"}, []col{{"What was done", 260, false}, {"Code", 80, false}, {"No.", 40, true}, {"Amount", 90, true}}, rows)
	s.textRight(s.left+467, s.y+2, l.bold, s.label(chart.TotalCharge)+"  ", s.money(total, chart.TotalCharge))
	s.y += 26
	s.headC(l, "For")
	for _, d := range s.dx {
		s.para(s.left+10, s.wide(), l.txt, s.dxSeg(d), ", ", s.codeSeg(d))
	}
	s.endC(l, s.attending, s.date(s.dos, chart.SignatureDate), "")
}

func cEOB(s *sheet) {
	l := s.lookC()
	s.page()
	s.textMid(s.w/2, s.y, l.head.at(15), s.payerSeg())
	s.textMid(s.w/2, s.y+16, l.it, "How we paid your claim (explanation of benefits)")
	s.y += 46
	s.table(s.left, grid{head: l.small, cell: l.bold, lead: 15, boxed: true}, []col{{"For", 170, false}, {s.label(chart.MemberID), 160, false}, {s.label(chart.GroupNumber), 160, false}}, [][]any{{s.pt(), s.memberID(), s.groupNo()}})
	s.skip(10)
	s.table(s.left, grid{head: l.small, cell: l.bold, lead: 15, boxed: true}, []col{{"Care from", 170, false}, {s.label(chart.ClaimNumber), 160, false}, {"Decided", 160, false}}, [][]any{{s.doc(s.attending, chart.ProviderName), s.claimNo(), s.date(s.notice(), chart.ReportedDate)}})
	s.skip(14)
	rows, total := s.eobRows(2 + s.rng.IntN(8))
	s.table(s.left, grid{head: l.bold.at(8.5), cell: l.txt.at(9), lead: 15, rules: true, name: "service_lines"},
		[]col{{"Date", 68, false}, {"Code", 46, false}, {"Service", 150, false}, {"Amount billed", 62, true}, {"Plan rate", 56, true}, {"We paid", 54, true}, {"Your share", 54, true}}, rows)
	s.skip(8)
	s.rightSetC(l, s.kv(chart.TotalCharge, s.money(total, chart.TotalCharge)))
	s.para(s.left, s.wide(), l.small, "Mailed to ", s.ptAs(spoken(s.patient, false)), ", ", s.addr(), ".")
}

func cClaim(s *sheet) {
	l := s.lookC()
	s.page()
	s.text(s.left, s.y, l.head, "Claim for Payment of Medical Services")
	s.y += 26
	g := grid{head: l.small.at(7.5), cell: l.txt, lead: 15, boxed: true}
	w := s.wide()
	three := func(a, b, c string, x, y, z any) {
		s.table(s.left, g, []col{{a, w * .4, false}, {b, w * .3, false}, {c, w * .3, false}}, [][]any{{x, y, z}})
		s.skip(5)
	}
	three("Name of patient", "Birth date", "Sex", s.pt(), s.dob(), s.sex(true))
	three("Subscriber", "Member no.", "Group no.", s.rel(s.kin), s.memberID(), s.groupNo())
	three("Insurer", "Account no.", "Claim no.", s.payerSeg(), s.acct(), s.claimNo())
	three("Treating provider", "NPI", "Referred by", s.doc(s.attending, chart.ProviderName), s.npi(s.attending), s.doc(s.referrer, chart.ReferringProvider))
	s.skip(8)
	for _, d := range s.dx {
		s.para(s.left, w, l.txt, "Diagnosis ", s.codeSeg(d), " ", s.dxSeg(d))
	}
	s.skip(8)
	rows, total := s.charges(2+s.rng.IntN(6), func(v service, d seg) []any {
		return []any{d.in("date_of_service"), s.codeCell(v), cellOf("description", v.desc), cellOf("units", fmt.Sprint(v.units)), s.cents(v.cents*v.units, "charge")}
	})
	s.table(s.left, grid{head: l.bold.at(9), cell: l.txt.at(9.5), lead: 16, boxed: true, name: "service_lines"}, []col{{"Served on", 80, false}, {"HCPCS", 60, false}, {"Service", 210, false}, {"Units", 40, true}, {"Charge", 90, true}}, rows)
	s.textRight(s.left+477, s.y, l.bold, s.label(chart.TotalCharge)+" ", s.money(total, chart.TotalCharge))
	s.y += 10
	s.endC(l, s.attending, s.date(s.dos, chart.SignatureDate), "")
}

func cDenial(s *sheet) {
	l := s.lookC()
	s.page()
	s.textRight(s.right, s.y, l.head, s.payerSeg())
	s.textRight(s.right, s.y+14, l.small, "Appeals and Grievances, ", geo(s.lab.cityLine(), Facility))
	s.y += 40
	s.text(s.left, s.y, l.txt, s.dateIn(s.notice(), chart.ReportedDate))
	s.y += 24
	for _, t := range [][]any{{s.ptAs(s.title(s.patient) + " " + spoken(s.patient, false))}, {geo(s.patient.street, Patient)}, {geo(s.patient.cityLine(), Patient)}} {
		s.text(s.left, s.y, l.txt, t...)
		s.y += 14
	}
	s.y += 14
	s.rightSetC(l, pair{"Concerning", []any{s.pt()}}, s.kv(chart.MemberID, s.memberID()), s.kv(chart.ClaimNumber, s.claimNo()), s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName)))
	s.skip(12)
	s.para(s.left, s.wide(), l.txt, "Dear ", s.ptAs(s.title(s.patient)+" "+s.patient.last), ":")
	s.skip(6)
	s.para(s.left, s.wide(), l.txt, "We cannot pay for the services named above. Why we denied this claim: ", seg{text: pick(s.rng, denials...), field: chart.DenialReason}, " Your doctor may ask to speak with our medical director, Dr. ", s.docAs(s.referrer.last), ", at ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility), ".")
	s.skip(6)
	s.para(s.left, s.wide(), l.txt, "You have 180 days to appeal. ", s.rel(s.kin), " is on file as your representative.")
	s.skip(30)
	s.para(s.left, s.wide(), l.txt, "Member Appeals Unit")
}
