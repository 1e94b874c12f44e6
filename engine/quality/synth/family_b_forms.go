package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

func bIntake(s *sheet) {
	l := s.lookB()
	s.page()
	s.textMid(s.w/2, s.y, l.head.at(15), pick(s.rng, "PATIENT REGISTRATION", "REGISTRATION FORM", "NEW PATIENT QUESTIONNAIRE"))
	s.textMid(s.w/2, s.y+13, l.txt.at(8), s.upperFacility(s.clinic), "  ", s.telOf(s.clinic.phone, chart.PhoneNumber, Facility))
	s.y += 34
	v := l.fill
	if s.coin(.3) {
		v = l.val
	}
	w := s.wide()
	box := func(sh []float64, ps ...pair) {
		s.boxes(s.left, w, 30, l.lab, v, sh, ps...)
	}
	s.headB(l, "1. PATIENT")
	box([]float64{3, 1.5, 1}, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(false)))
	box([]float64{3, 1.5}, s.kv(chart.Address, s.addr()), s.kv(chart.Phone, s.phone()))
	box([]float64{1.5, 2, 2}, s.kv(chart.SSN, s.ssnSeg()), s.kv(chart.Email, s.email()), pair{"EMPLOYER", []any{s.employerSeg()}})
	s.skip(14)
	s.headB(l, "2. NEXT OF KIN")
	box([]float64{2, 1, 1.5}, pair{"NAME OF NEXT OF KIN", []any{s.rel(s.kin)}}, pair{"RELATION", []any{s.relation}}, pair{"TELEPHONE", []any{s.telOf(s.kin.phone, chart.PhoneNumber, Relative)}})
	s.skip(14)
	s.headB(l, "3. INSURANCE")
	box([]float64{2, 1.5, 1}, s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID()), s.kv(chart.GroupNumber, s.groupNo()))
	box([]float64{2, 1.5}, pair{"SUBSCRIBER NAME", []any{s.rel(s.kin)}}, pair{"SUBSCRIBER DOB", []any{seg{text: s.fmtDate(s.kin.dob, s.v.date), kind: chart.Date, whose: Relative}}})
	s.skip(14)
	s.headB(l, "4. HEALTH")
	box([]float64{1}, pair{s.label(chart.Allergy), s.allergyParts()})
	box([]float64{1}, pair{"MEDICATIONS YOU TAKE NOW", s.medParts(4)})
	s.skip(12)
	for i, q := range []string{"Do you smoke?", "Do you drink alcohol?", "Have you had surgery?", "Are you pregnant?"} {
		y := s.y + float64(i/2)*15
		x := s.left + float64(i%2)*270
		s.text(x, y, l.txt.at(8.5), q)
		yes := s.coin(.4)
		x = s.check(x+150, y, l.txt.at(8.5), yes, "Yes")
		s.check(x+8, y, l.txt.at(8.5), !yes, "No")
	}
	s.y += 44
	s.para(s.left, w, l.txt.at(7.5), "I assign benefits to the practice and accept responsibility for charges that my plan does not pay.")
	s.skip(8)
	s.boxes(s.left, w, 36, l.lab, v, []float64{3, 1.5}, pair{"PATIENT OR GUARDIAN SIGNATURE", nil}, pair{s.label(chart.SignatureDate), []any{s.date(s.dos, chart.SignatureDate)}})
	s.sign(s.left+50, s.y-17, spoken(s.patient, false), Patient, chart.SignaturePresent)
}

func bConsent(s *sheet) {
	l := s.lookB()
	s.topB(l, s.hospital, pick(s.rng, "INFORMED CONSENT", "AUTHORIZATION FOR TREATMENT"), []pair{s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName)), s.kv(chart.AccountNumber, s.acct())})
	for i, p := range [][]any{{"I AUTHORIZE DR. ", s.docAs(strings.ToUpper(s.attending.last)), " TO PERFORM: " + strings.ToUpper(pick(s.rng, "laparoscopic cholecystectomy", "cardiac catheterization", "lumbar epidural injection", "hysteroscopy")) + "."},
		{"The risks explained to me include bleeding, infection, reaction to anesthesia, injury to nearby organs and death."}, {"Photographs may be taken for teaching if my identity is not shown."},
		{"In an emergency notify ", s.rel(s.kin), ", " + s.relation + ", at ", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), "."}, {"I have had the chance to ask questions and all blanks were filled in before I signed."}} {
		s.para(s.left, s.wide(), l.txt, append([]any{fmt.Sprintf("%d.  ", i+1)}, p...)...)
		s.skip(8)
	}
	s.skip(20)
	sig := func(label, name string, w Whose, f, df chart.FieldName) {
		s.boxes(s.left, s.wide(), 38, l.lab, l.fill, []float64{3, 1.2, .8}, pair{label, nil}, pair{s.label(chart.SignatureDate), []any{s.date(s.dos, df)}}, pair{"TIME", []any{"10:30"}})
		s.sign(s.left+40, s.y-18, name, w, f)
	}
	sig("PATIENT SIGNATURE", spoken(s.patient, false), Patient, chart.SignaturePresent, chart.SignatureDate)
	sig("WITNESS", spoken(s.kin, false), Relative, "", "")
	s.barcode(s.right-150, s.y+20, 140, 26, fold(s.mrn))
	s.textMid(s.right-80, s.y+56, l.txt.at(7.5), s.mrnSeg())
}

func bCard(s *sheet) {
	l := s.lookB()
	s.w, s.h = 250, 158 // the card alone, as a phone or card scanner takes it
	s.left, s.right, s.top, s.bottom = 12, s.w-12, 20, s.h
	s.page()
	s.bar(0, 0, s.w, 26, ink{205, 225, 205})
	s.text(12, 18, l.head.at(13), s.payerSeg())
	s.textRight(s.w-12, 18, l.lab, s.plan)
	y := 42.0
	for _, p := range []pair{{pick(s.rng, "MEMBER", "MEMBER NAME", "NAME"), []any{s.pt()}}, s.kv(chart.MemberID, s.memberID())} {
		s.text(12, y, l.lab, p.label)
		s.text(12, y+10, l.val, p.value...)
		y += 26
	}
	s.text(12, y, l.lab, s.label(chart.GroupNumber))
	s.text(12, y+10, l.val, s.groupNo())
	s.text(110, y, l.lab, "RXBIN")
	s.text(110, y+10, l.val, "004336")
	s.text(180, y, l.lab, "DOB")
	s.text(180, y+10, l.val.at(9), s.dob())
	s.text(12, s.h-22, l.lab, "OFFICE $25   SPEC $40   ER $150   DED $1500")
	s.text(12, s.h-11, l.lab, "PROVIDERS CALL ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility))
}

func bID(s *sheet) {
	l := s.lookB()
	s.w, s.h = 250, 158
	s.page()
	s.bar(0, 0, s.w, 22, ink{215, 205, 190})
	s.text(10, 15, l.head.at(11), "IDENTIFICATION CARD  ", geo(s.patient.state, Patient))
	s.photo(s.w-74, 30, 62, 80)
	y := 36.0
	a := s.split(s.addr(), strings.ToUpper(s.patient.street), strings.ToUpper(s.patient.cityLine()))
	for _, p := range []pair{{"ID NO", []any{s.id(digits(s.rng, 9), "", chart.LicenseNumber)}}, {"NAME", []any{s.pt()}}, {"ADDRESS", []any{a[0]}}, {"", []any{a[1]}}, {"DOB", []any{s.dob()}}, {"SEX", []any{s.sex(false)}}, {"EXPIRES", []any{s.date(s.now.AddDate(4, 0, 0), "")}}} {
		s.text(10, y, l.lab, p.label)
		s.textIn(46, s.w-80, y, l.val.at(9), p.value...)
		y += 13
	}
	s.sign(16, s.h-14, spoken(s.patient, false), Patient, "")
	s.barcode(150, s.h-26, 90, 16, digits(s.rng, 8))
}

func bRx(s *sheet) {
	l := s.lookB()
	s.h = 612
	s.bottom = s.h - 40
	s.page()
	s.textMid(s.w/2, s.y, l.head.at(15), s.doc(s.attending, chart.ProviderName), " "+s.attending.cred)
	s.textMid(s.w/2, s.y+13, l.lab.at(8), s.upperFacility(s.clinic), "  ", geo(s.clinic.street+", "+s.clinic.cityLine(), Facility))
	s.textMid(s.w/2, s.y+24, l.lab.at(8), "TEL ", s.telOf(s.clinic.phone, chart.PhoneNumber, Facility), "  LIC ", seg{text: s.attending.license, kind: chart.LicenseNumber, whose: Provider}, "  NPI ", s.npi(s.attending))
	s.y += 48
	v := l.val
	if s.coin(.5) {
		v = l.fill
	}
	s.boxes(s.left, s.wide(), 30, l.lab, v, []float64{3, 1.3, 1.3}, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), pair{"DATE ISSUED", []any{s.date(s.dos, chart.DateOfService)}})
	s.boxes(s.left, s.wide(), 30, l.lab, v, []float64{1}, s.kv(chart.Address, s.addr()))
	s.skip(16)
	for _, m := range s.meds[:min(3, len(s.meds))] {
		s.text(s.left+20, s.y, v, "Rx: ", s.medSeg(m), " "+m.dose)
		s.text(s.left+20, s.y+18, v, "SIG: "+m.route+" "+m.freq+"     QTY: "+fmt.Sprint(30*(1+s.rng.IntN(3)))+"     REFILLS: "+fmt.Sprint(s.rng.IntN(5)))
		s.y += 46
	}
	s.skip(10)
	s.boxes(s.left, s.wide(), 40, l.lab, v, []float64{2, 1}, pair{"PRESCRIBER SIGNATURE", nil}, pair{"DATE", []any{s.date(s.dos, chart.SignatureDate)}})
	s.sign(s.left+60, s.y-20, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
}

func bFax(s *sheet) {
	l := s.lookB()
	s.page()
	s.faxBanner(s.hospital)
	s.y += 16
	s.textMid(s.w/2, s.y, l.head.at(20), "FACSIMILE TRANSMITTAL SHEET")
	s.textMid(s.w/2, s.y+16, l.txt, s.upperFacility(s.hospital), " - HEALTH INFORMATION MANAGEMENT")
	s.y += 44
	w := s.wide()
	s.boxes(s.left, w, 30, l.lab, l.val, []float64{1, 1}, pair{"TO", []any{s.doc(s.pcp, ""), ", " + s.pcp.cred}}, pair{"FROM", []any{s.doc(s.attending, chart.ProviderName), ", " + s.attending.cred}})
	s.boxes(s.left, w, 30, l.lab, l.val, []float64{1, 1}, pair{"FAX NUMBER", []any{s.telOf(s.clinic.fax, chart.Fax, Facility)}}, pair{"PHONE NUMBER", []any{s.telOf(s.hospital.phone, chart.PhoneNumber, Facility)}})
	s.boxes(s.left, w, 30, l.lab, l.val, []float64{1, 1, 1}, pair{"DATE", []any{s.date(s.dos, "")}}, pair{"TOTAL PAGES", []any{fmt.Sprint(3 + s.rng.IntN(30))}}, pair{"YOUR REFERENCE", []any{s.mrnSeg()}})
	s.boxes(s.left, w, 30, l.lab, l.val, []float64{2, 1}, pair{"RE: PATIENT", []any{s.pt()}}, pair{"DOB", []any{s.dob()}})
	s.skip(20)
	s.para(s.left, w, l.txt, "NOTES: RECORDS REQUESTED ", s.date(s.dos.AddDate(0, 0, -2), ""), ". QUESTIONS CALL ", s.telOf(s.hospital.phone, chart.PhoneNumber, Facility), " EXT ", s.rngDigits(4), ".")
	s.skip(150)
	s.para(s.left, w, l.txt.at(8), "The documents with this sheet hold confidential health information that is legally privileged. If you are not the intended recipient, any disclosure, copying or use is prohibited.")
	s.stampB()
}

func (s *sheet) rngDigits(n int) string { return digits(s.rng, n) }

func (s *sheet) stampB() {
	if s.coin(.4) {
		s.stamp(s.left+150, s.h-180, 8-s.rng.Float64()*16, ink{60, 60, 60}, []any{pick(s.rng, "Confidential", "Faxed", "Urgent")})
	}
}
