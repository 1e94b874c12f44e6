package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

func bLab(s *sheet) {
	l := s.lookB()
	s.topB(l, s.lab, pick(s.rng, "LABORATORY REPORT", "CUMULATIVE LAB SUMMARY", "CLINICAL LABORATORY"), []pair{s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate)),
		{"ORDERING", []any{s.doc(s.pcp, chart.ProviderName)}}, {"ACCESSION", []any{s.otherID(s.accession)}}})
	if s.coin(.3) {
		s.barcode(s.right-110, s.top-34, 100, 16, fold(s.accession))
	}
	order, cols := "tvurf", []col{{"TEST NAME", 190, false}, {"RESULT", 75, true}, {"UNITS", 85, false}, {"REFERENCE INTERVAL", 130, false}, {"FLAG", 60, false}}
	if s.coin(.4) {
		order, cols = "trvuf", []col{{"COMPONENT", 170, false}, {"NORMAL RANGE", 120, false}, {"VALUE", 75, false}, {"UNITS", 90, false}, {"ABN", 60, false}}
	}
	s.table(s.left, grid{head: l.head.at(9), cell: l.txt, lead: 13.5, boxed: s.coin(.5), zebra: s.coin(.2), name: "results"}, cols, s.resultRows(s.coin(.6), order))
	s.skip(10)
	s.para(s.left, s.wide(), l.txt.at(8), "*** END OF REPORT ***   CLIA 99D", s.otherID(digits(s.rng, 7)), "   DIRECTOR: ", s.doc(s.attending, ""), " "+s.attending.cred)
}

func bMeds(s *sheet) {
	l := s.lookB()
	s.meds = some(s.rng, 6+s.rng.IntN(13), medItems)
	s.topB(l, s.hospital, pick(s.rng, "MEDICATION PROFILE", "ACTIVE MEDICATIONS", "MEDICATION RECONCILIATION"), []pair{{"LIST DATE", []any{s.date(s.dos, chart.DateOfService)}}, s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName)), {"PHARMACY", []any{s.telOf(s.lab.phone, chart.PhoneNumber, Facility)}}})
	s.boxes(s.left, s.wide(), 25, l.lab, l.val, []float64{1}, pair{s.label(chart.Allergy), s.allergyParts()})
	s.skip(10)
	s.medTableB(l)
	s.closeB(l, s.attending, s.date(s.dos, chart.SignatureDate))
}

func bShots(s *sheet) {
	l := s.lookB()
	s.topB(l, s.clinic, pick(s.rng, "IMMUNIZATION HISTORY", "CERTIFICATE OF IMMUNIZATION"), []pair{{"PARENT OR GUARDIAN", []any{s.rel(s.kin)}}, s.kv(chart.ProviderName, s.doc(s.pcp, chart.ProviderName)), s.kv(chart.Phone, s.phone())})
	hand := l.txt
	if s.coin(.4) {
		hand = l.fill.at(12)
	}
	var rows [][]any
	for i, v := range some(s.rng, 7+s.rng.IntN(8), shots) {
		d := s.date(s.now.AddDate(-s.rng.IntN(min(s.age, 16)), -i, -s.rng.IntN(28)), "")
		rows = append(rows, []any{d.in("date"), seg{text: v.name, field: chart.Vaccine}.in("vaccine"), cellOf("site", v.site), cellOf("lot", lot(s.rng)), fmt.Sprint(1 + i%3)})
	}
	s.table(s.left, grid{head: l.head.at(9), cell: hand, lead: 18, boxed: true, name: "immunizations"}, []col{{"DATE", 95, false}, {"VACCINE", 170, false}, {"SITE", 100, false}, {"LOT NO", 100, false}, {"DOSE", 50, false}}, rows)
	s.closeB(l, s.pcp, s.date(s.dos, chart.SignatureDate))
}

func bSuperbill(s *sheet) {
	s.w, s.h = letterH, letterW // landscape, as encounter forms often are
	l := s.lookB()
	s.topB(l, s.clinic, pick(s.rng, "ENCOUNTER FORM", "CHARGE TICKET"), []pair{s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName)), s.kv(chart.ProviderNPI, s.npi(s.attending)), s.kv(chart.AccountNumber, s.acct())},
		[]pair{s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID()), s.kv(chart.GroupNumber, s.groupNo()), s.kv(chart.Phone, s.phone())})
	rows, total := s.charges(4+s.rng.IntN(8), func(v service, d seg) []any {
		return []any{s.codeCell(v), cellOf("description", v.desc), d.in("date_of_service"), cellOf("units", fmt.Sprint(v.units)), s.cents(v.cents*v.units, "charge")}
	})
	y := s.y
	s.table(s.left, grid{head: l.head.at(9), cell: l.txt, lead: 15, boxed: true, name: "service_lines"}, []col{{"CODE", 55, false}, {"SERVICE", 210, false}, {"DATE", 80, false}, {"QTY", 35, true}, {"FEE", 75, true}}, rows)
	s.boxes(s.left+300, 155, 25, l.lab, l.val, []float64{1}, pair{s.label(chart.TotalCharge), []any{s.money(total, chart.TotalCharge)}})
	end := s.y
	s.y = y
	var dx [][]any
	for _, d := range s.dx {
		dx = append(dx, []any{s.codeSeg(d), s.dxSeg(d)})
	}
	s.table(s.left+475, grid{head: l.head.at(9), cell: l.txt, lead: 15, boxed: true}, []col{{"ICD-10", 65, false}, {"DIAGNOSIS", 175, false}}, dx)
	s.y = max(s.y, end)
	s.closeB(l, s.attending, s.date(s.dos, chart.SignatureDate))
}

func bEOB(s *sheet) {
	l := s.lookB()
	s.page()
	s.text(s.left, s.y, l.head.at(15), seg{text: strings.ToUpper(s.payer), field: chart.Payer})
	s.textRight(s.right, s.y, l.head, "EXPLANATION OF BENEFITS - NOT A BILL")
	s.y += 28
	w := s.wide()
	s.boxes(s.left, w, 26, l.lab, l.val, []float64{2, 1.5, 1}, pair{"MEMBER", []any{s.pt()}}, s.kv(chart.MemberID, s.memberID()), s.kv(chart.GroupNumber, s.groupNo()))
	s.boxes(s.left, w, 26, l.lab, l.val, []float64{2, 1.5, 1}, pair{"PROVIDER", []any{s.doc(s.attending, chart.ProviderName)}}, s.kv(chart.ClaimNumber, s.claimNo()), pair{"PAID DATE", []any{s.date(s.notice(), chart.ReportedDate)}})
	s.boxes(s.left, w, 26, l.lab, l.val, []float64{2, 1}, s.kv(chart.Address, s.addr()), s.kv(chart.DateOfBirth, s.dob()))
	s.skip(14)
	rows, total := s.eobRows(3 + s.rng.IntN(10))
	s.table(s.left, grid{head: l.head.at(8.5), cell: l.txt.at(8.5), lead: 15, boxed: true, name: "service_lines"},
		[]col{{"DATE OF SVC", 74, false}, {"PROC", 46, false}, {"DESCRIPTION", 180, false}, {"BILLED", 62, true}, {"ALLOWED", 60, true}, {"PLAN PAID", 58, true}, {"PATIENT RESP", 60, true}}, rows)
	s.skip(8)
	s.boxes(s.left+w*.6, w*.4, 26, l.lab, l.val, []float64{1}, pair{s.label(chart.TotalCharge), []any{s.money(total, chart.TotalCharge)}})
	s.skip(8)
	s.para(s.left, w, l.txt.at(8), "REMARKS: 45 - CHARGE EXCEEDS FEE SCHEDULE. PR-2 COINSURANCE AMOUNT. QUESTIONS: ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility))
}

func bClaim(s *sheet) {
	l := s.lookB()
	s.dos = s.admit
	s.page()
	red := ink{190, 60, 60}
	l.lab.col = red
	s.text(s.left, s.y, l.head.inked(red), "UNIFORM BILL")
	s.textRight(s.right, s.y, l.txt, s.upperFacility(s.hospital))
	s.y += 22
	w := s.wide()
	v := l.val.in(mono)
	b := func(sh []float64, ps ...pair) { s.boxes(s.left, w, 25, l.lab, v, sh, ps...) }
	b([]float64{2, 1, 1}, pair{"8 PATIENT NAME", []any{s.pt()}}, pair{"10 BIRTHDATE", []any{s.dob()}}, pair{"11 SEX", []any{s.sex(false)}})
	b([]float64{3, 1}, pair{"9 PATIENT ADDRESS", []any{s.addr()}}, pair{"12 ADMISSION DATE", []any{s.date(s.admit, chart.AdmissionDate)}})
	b([]float64{1, 1, 1, 1}, pair{"3a PAT. CNTL #", []any{s.acct()}}, pair{"3b MED. REC. #", []any{s.mrnSeg()}}, pair{"6 STATEMENT FROM", []any{s.date(s.admit, "")}}, pair{"6 THROUGH", []any{s.date(s.discharge, chart.DischargeDate)}})
	s.skip(18)
	rows, total := s.charges(3+s.rng.IntN(9), func(v service, d seg) []any {
		return []any{"0" + digits(s.rng, 3), cellOf("description", strings.ToUpper(v.desc)), s.codeCell(v), d.in("date_of_service"), cellOf("units", fmt.Sprint(v.units)), s.cents(v.cents*v.units, "charge")}
	})
	s.table(s.left, grid{head: l.lab, cell: v.at(9), lead: 15, boxed: true, name: "service_lines"},
		[]col{{"42 REV CD", 48, false}, {"43 DESCRIPTION", 215, false}, {"44 HCPCS", 60, false}, {"45 SERV DATE", 85, false}, {"46 UNITS", 45, true}, {"47 CHARGES", 87, true}}, rows)
	s.skip(6)
	b([]float64{2, 1}, pair{"CREATION DATE", []any{s.date(s.notice(), "")}}, pair{"TOTAL CHARGES", []any{s.money(total, chart.TotalCharge)}})
	b([]float64{2, 1.3, 1}, pair{"50 PAYER NAME", []any{s.payerSeg()}}, pair{"60 INSURED'S UNIQUE ID", []any{s.memberID()}}, pair{"62 INSURANCE GROUP NO", []any{s.groupNo()}})
	var dx []any
	for _, d := range s.dx {
		dx = append(dx, s.codeSeg(d), "  ")
	}
	b([]float64{1}, pair{"67 PRINCIPAL DIAGNOSIS CODES", dx})
	b([]float64{2, 1, 1}, pair{"76 ATTENDING NAME", []any{s.doc(s.attending, chart.ProviderName)}}, pair{"NPI", []any{s.npi(s.attending)}}, pair{"64 DOCUMENT CONTROL NUMBER", []any{s.claimNo()}})
}

func bDenial(s *sheet) {
	l := s.lookB()
	s.page()
	s.textMid(s.w/2, s.y, l.head.at(15), seg{text: strings.ToUpper(s.payer), field: chart.Payer})
	s.textMid(s.w/2, s.y+16, l.head, pick(s.rng, "NOTICE OF ADVERSE BENEFIT DETERMINATION", "CLAIM DENIAL NOTICE"))
	s.y += 42
	w := s.wide()
	s.boxes(s.left, w, 26, l.lab, l.val, []float64{2, 1.5, 1.2}, pair{"MEMBER NAME", []any{s.pt()}}, s.kv(chart.MemberID, s.memberID()), pair{"NOTICE DATE", []any{s.date(s.notice(), chart.ReportedDate)}})
	s.boxes(s.left, w, 26, l.lab, l.val, []float64{2, 1.5, 1.2}, pair{"PROVIDER", []any{s.doc(s.attending, chart.ProviderName)}}, s.kv(chart.ClaimNumber, s.claimNo()), s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)))
	s.boxes(s.left, w, 26, l.lab, l.val, []float64{1}, pair{"DENIAL REASON", []any{seg{text: pick(s.rng, denials...), field: chart.DenialReason}}})
	s.skip(16)
	for _, p := range [][]any{{"The service listed was reviewed by a physician of the plan, Dr. ", s.docAs(s.referrer.last), ". Payment was denied for the reason above."},
		{"HOW TO APPEAL. You, your provider, or a person you name such as ", s.rel(s.kin), " may appeal within 60 days. Write to ", geo("PO Box "+digits(s.rng, 5)+", "+s.lab.cityLine(), Facility), " or call ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility), "."},
		{"EXPEDITED APPEAL. If waiting could harm your health you may ask for a decision within 72 hours."}} {
		s.para(s.left, w, l.txt, p...)
		s.skip(8)
	}
	s.skip(30)
	s.text(s.left, s.y, l.txt, s.ptAs(spoken(s.patient, true)))
	s.text(s.left, s.y+12, l.txt, geo(s.patient.street, Patient))
	s.text(s.left, s.y+24, l.txt, geo(s.patient.cityLine(), Patient))
}
