package synth

import (
	"fmt"

	"chartproof.org/chartproof/engine/chart"
)

func aLab(s *sheet) {
	l := s.lookA()
	s.letterheadA(l, s.lab, pick(s.rng, "Laboratory Report", "LABORATORY RESULTS", "Final Report"))
	s.runningA(l)
	s.bannerA(l, s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate), " 08:15"), s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate)),
		pair{"Ordering Provider", []any{s.doc(s.pcp, chart.ProviderName), ", " + s.pcp.cred}}, pair{"Accession", []any{s.otherID(s.accession)}})
	s.table(s.left, grid{head: l.bold, cell: l.plain, lead: 14.5, rules: s.coin(.4), zebra: s.coin(.4), dark: s.coin(.3), name: "results"},
		[]col{{"Test", 170, false}, {"Result", 70, true}, {"Flag", 45, false}, {"Units", 80, false}, {"Reference Range", 150, false}}, s.resultRows(s.coin(.5), "tvfur"))
	s.skip(12)
	s.para(s.left, s.wide(), l.small, "H = High   L = Low.  Performed at ", s.siteName(s.lab), ", ", geo(s.lab.cityLine(), Facility), ". Laboratory director: ", s.doc(s.attending, ""), ", "+s.attending.cred+".")
	s.stampA(s.rng.IntN(4) == 0)
}

// resultRows gives the rows of a laboratory report in the order of its columns: test value flag unit range.
func (s *sheet) resultRows(panels bool, order string) [][]any {
	n := 6 + s.rng.IntN(34)
	last := ""
	var rows [][]any
	for _, r := range results(s.rng, n) {
		if panels && r.panel != last {
			rows = append(rows, []any{r.panel})
			last = r.panel
		}
		var row []any
		for _, c := range order {
			row = append(row, resultCell(r, c))
		}
		rows = append(rows, row)
	}
	return rows
}

func resultCell(r labResult, c rune) any {
	switch c {
	case 't':
		return cellOf("test", r.name)
	case 'v':
		return cellOf("value", r.value)
	case 'f':
		if r.flag == "" {
			return nil
		}
		return cellOf("flag", r.flag)
	case 'u':
		return cellOf("unit", r.unit)
	}
	return cellOf("reference_range", r.ref)
}

func aMeds(s *sheet) {
	l := s.lookA()
	s.letterheadA(l, s.clinic, pick(s.rng, "Medication List", "Current Medications", "MEDICATION RECORD"))
	s.runningA(l)
	s.bannerA(l, pair{"As of", []any{s.date(s.dos, chart.DateOfService)}}, pair{"PCP", []any{s.doc(s.pcp, chart.ProviderName), ", " + s.pcp.cred}})
	s.meds = some(s.rng, 5+s.rng.IntN(14), medItems)
	s.medTableA(l)
	s.headingA(l, "Allergies")
	s.allergyLine(l.plain)
	s.para(s.left, s.wide(), l.small, "Reviewed with patient on ", s.dateIn(s.dos, ""), ". Pharmacy: ", geo(s.clinic.city, Facility), " Drug, ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility), ".")
}

func aShots(s *sheet) {
	l := s.lookA()
	s.letterheadA(l, s.clinic, pick(s.rng, "Immunization Record", "Vaccine Administration Record"))
	s.bannerA(l, pair{"Parent/Guardian", []any{s.rel(s.kin)}}, s.kv(chart.ProviderName, s.doc(s.pcp, chart.ProviderName), ", "+s.pcp.cred))
	var rows [][]any
	for _, v := range some(s.rng, 6+s.rng.IntN(9), shots) {
		d := s.date(s.now.AddDate(-s.rng.IntN(min(s.age, 18)), -s.rng.IntN(12), -s.rng.IntN(28)), "")
		rows = append(rows, []any{seg{text: v.name, field: chart.Vaccine}.in("vaccine"), d.in("date"), cellOf("lot", lot(s.rng)), cellOf("site", v.site), s.docAs(string(s.pcp.first[0]) + string(s.pcp.last[0]))})
	}
	s.table(s.left, grid{head: l.bold, cell: l.plain, lead: 17, boxed: s.coin(.6), rules: true, name: "immunizations"},
		[]col{{"Vaccine", 150, false}, {"Date Given", 100, false}, {"Lot #", 90, false}, {"Site", 90, false}, {"By", 60, false}}, rows)
	s.signedA(l, s.pcp, s.date(s.dos, chart.SignatureDate))
}

// charges draws some services and gives their rows with the total in cents.
func (s *sheet) charges(n int, row func(v service, d seg) []any) ([][]any, int) {
	var rows [][]any
	total := 0
	for _, v := range some(s.rng, n, services) {
		total += v.cents * v.units
		rows = append(rows, row(v, s.date(s.dos, chart.DateOfService)))
	}
	return rows, total
}

func (s *sheet) codeCell(v service) seg {
	return seg{text: v.code, field: chart.ProcedureCode, norm: v.code, cell: "procedure_code"}
}

func (s *sheet) cents(c int, cell string) seg {
	v := s.money(c, "")
	v.cell = cell
	return v
}

func aSuperbill(s *sheet) {
	l := s.lookA()
	s.letterheadA(l, s.clinic, pick(s.rng, "Superbill", "Encounter Form", "SUPERBILL"))
	s.bannerA(l, s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred), s.kv(chart.ProviderNPI, s.npi(s.attending)),
		s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID()), s.kv(chart.AccountNumber, s.acct()))
	s.headingA(l, "Diagnoses")
	for _, d := range s.dx {
		s.para(s.left+10, s.wide()-10, l.plain, s.codeSeg(d), "   ", s.dxSeg(d))
	}
	s.headingA(l, "Services")
	rows, total := s.charges(3+s.rng.IntN(7), func(v service, d seg) []any {
		return []any{d.in("date_of_service"), s.codeCell(v), cellOf("description", v.desc), cellOf("units", fmt.Sprint(v.units)), s.cents(v.cents*v.units, "charge")}
	})
	s.table(s.left, grid{head: l.bold, cell: l.plain, lead: 15, rules: true, name: "service_lines"},
		[]col{{"Date", 80, false}, {"CPT", 60, false}, {"Description", 240, false}, {"Units", 45, true}, {"Charge", 80, true}}, rows)
	s.skip(6)
	s.textRight(s.right-11, s.y, l.bold, s.label(chart.TotalCharge)+": ", s.money(total, chart.TotalCharge))
	s.y += 20
	s.signedA(l, s.attending, s.date(s.dos, chart.SignatureDate))
}

func aEOB(s *sheet) {
	l := s.lookA()
	s.page()
	s.text(s.left, s.y, l.title, s.payerSeg())
	s.textRight(s.right, s.y, l.bold.at(12), "Explanation of Benefits")
	s.text(s.left, s.y+14, l.bold, "THIS IS NOT A BILL")
	s.y += 50
	a := s.split(s.addr(), s.patient.street, s.patient.cityLine())
	for _, t := range []seg{s.ptAs(spoken(s.patient, true)), a[0], a[1]} {
		s.text(s.left+20, s.y, l.plain, t)
		s.y += 13
	}
	s.y += 24
	s.bannerA(l, s.kv(chart.ClaimNumber, s.claimNo()), s.kv(chart.MemberID, s.memberID()), s.kv(chart.GroupNumber, s.groupNo()),
		s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName)), pair{"Date Processed", []any{s.date(s.notice(), chart.ReportedDate)}})
	rows, total := s.eobRows(2 + s.rng.IntN(7))
	s.table(s.left, grid{head: l.bold.at(8.5), cell: l.plain.at(9), lead: 15, zebra: true, name: "service_lines"},
		[]col{{"Service Date", 76, false}, {"Code", 50, false}, {"Description", 170, false}, {"Charged", 60, true}, {"Allowed", 55, true}, {"Paid", 50, true}, {"You Owe", 55, true}}, rows)
	s.skip(6)
	s.text(s.left, s.y, l.bold, s.label(chart.TotalCharge)+": ", s.money(total, chart.TotalCharge))
	s.y += 26
	s.para(s.left, s.wide(), l.small, "If you disagree with this decision you may appeal within 180 days. Call Member Services at ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility), " or visit ", seg{text: s.lab.web, kind: chart.URL, whose: Facility}, ".")
}

func (s *sheet) eobRows(n int) ([][]any, int) {
	return s.charges(n, func(v service, d seg) []any {
		c := v.cents * v.units
		allowed := c * (60 + s.rng.IntN(35)) / 100
		paid := allowed * 8 / 10
		return []any{d.in("date_of_service"), s.codeCell(v), cellOf("description", v.desc), s.cents(c, "charge"), s.cents(allowed, "allowed"), s.cents(paid, "paid"), s.cents(allowed-paid, "patient_owes")}
	})
}

func aClaim(s *sheet) {
	l := s.lookA()
	s.page()
	s.textMid(s.w/2, s.y, l.title.at(13), "HEALTH INSURANCE CLAIM FORM")
	s.text(s.left, s.y+16, l.plain, s.payerSeg())
	s.y += 44
	lst, vst := l.small.at(6.5), style{font: mono, size: 10}
	w := s.wide()
	s.boxes(s.left, w, 27, lst, vst, []float64{1, 2}, pair{"1a. INSURED'S I.D. NUMBER", []any{s.memberID()}}, pair{"11. INSURED'S POLICY GROUP OR FECA NUMBER", []any{s.groupNo()}})
	s.boxes(s.left, w, 27, lst, vst, []float64{3, 2, 1}, pair{"2. PATIENT'S NAME", []any{s.pt()}}, pair{"3. PATIENT'S BIRTH DATE", []any{s.dob()}}, pair{"SEX", []any{s.sex(false)}})
	s.boxes(s.left, w, 27, lst, vst, []float64{3, 2}, pair{"5. PATIENT'S ADDRESS", []any{s.addr()}}, pair{"TELEPHONE", []any{s.phone()}})
	s.boxes(s.left, w, 27, lst, vst, []float64{3, 2}, pair{"4. INSURED'S NAME", []any{s.rel(s.kin)}}, pair{"26. PATIENT'S ACCOUNT NO.", []any{s.acct()}})
	s.boxes(s.left, w, 27, lst, vst, []float64{3, 2}, pair{"17. NAME OF REFERRING PROVIDER", []any{s.doc(s.referrer, chart.ReferringProvider)}}, pair{"17b. NPI", []any{s.npiOf(s.referrer)}})
	var dx []any
	for i, d := range s.dx {
		dx = append(dx, string(rune('A'+i))+". ", s.codeSeg(d), "   ")
	}
	s.boxes(s.left, w, 27, lst, vst, []float64{1}, pair{"21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY", dx})
	s.skip(8)
	rows, total := s.charges(2+s.rng.IntN(5), func(v service, d seg) []any {
		return []any{d.in("date_of_service"), "11", s.codeCell(v), "A", s.cents(v.cents*v.units, "charge"), cellOf("units", fmt.Sprint(v.units)), s.npiOf(s.attending)}
	})
	s.table(s.left, grid{head: lst, cell: vst, lead: 17, boxed: true, name: "service_lines"},
		[]col{{"24A. DATE OF SERVICE", 110, false}, {"B. PLACE", 45, false}, {"D. CPT/HCPCS", 75, false}, {"E. DX PTR", 50, false}, {"F. $ CHARGES", 90, true}, {"G. UNITS", 46, true}, {"J. RENDERING NPI", 100, false}}, rows)
	s.skip(14)
	s.boxes(s.left, w, 27, lst, vst, []float64{2, 2, 2}, pair{"28. TOTAL CHARGE", []any{s.money(total, chart.TotalCharge)}}, pair{"33. BILLING PROVIDER", []any{s.doc(s.attending, chart.ProviderName)}}, pair{"33a. NPI", []any{s.npi(s.attending)}})
	s.boxes(s.left, w, 27, lst, vst, []float64{3, 2}, pair{"32. SERVICE FACILITY", []any{s.facility(s.clinic)}}, pair{"CLAIM NUMBER", []any{s.claimNo()}})
	s.boxes(s.left, w, 30, lst, vst, []float64{3, 2}, pair{"31. SIGNATURE OF PHYSICIAN OR SUPPLIER", []any{" "}}, pair{"DATE", []any{s.date(s.dos.AddDate(0, 0, 2), chart.SignatureDate)}})
	s.sign(s.left+150, s.y-14, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
}

func aDenial(s *sheet) {
	l := s.lookA()
	s.page()
	s.text(s.left, s.y, l.title, s.payerSeg())
	s.text(s.left, s.y+13, l.small, geo("P.O. Box "+digits(s.rng, 4)+", "+s.lab.cityLine(), Facility))
	s.y += 48
	for _, t := range [][]any{{s.dateIn(s.notice(), chart.ReportedDate)}, {""}, {s.ptAs(spoken(s.patient, true))}, {geo(s.patient.street, Patient)}, {geo(s.patient.cityLine(), Patient)}, {""}} {
		s.para(s.left, s.wide(), l.plain, t...)
		s.skip(2)
	}
	s.y += 14
	s.tabbed([]float64{s.left}, 110, 14, l.bold, l.plain, ":", pair{"Member", []any{s.pt()}}, s.kv(chart.MemberID, s.memberID()), s.kv(chart.ClaimNumber, s.claimNo()), s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName)))
	s.skip(10)
	s.text(s.left, s.y, l.bold, "NOTICE OF DENIAL")
	s.skip(18)
	s.para(s.left, s.wide(), l.plain, "Dear ", s.ptAs(s.title(s.patient)+" "+s.patient.last), ",")
	s.skip(6)
	s.para(s.left, s.wide(), l.plain, "We have reviewed the claim above for "+pick(s.rng, services...).desc+". We are unable to approve payment.")
	s.skip(6)
	s.para(s.left, s.wide(), l.plain, "Reason for denial: ", seg{text: pick(s.rng, denials...), field: chart.DenialReason})
	s.skip(6)
	s.para(s.left, s.wide(), l.plain, "You have the right to appeal within 180 days of this notice. Send your appeal and any supporting records to the address above or fax them to ", s.telOf(s.lab.fax, chart.Fax, Facility), ". You may name a representative, such as ", s.rel(s.kin), ", to act for you.")
	s.skip(30)
	s.para(s.left, s.wide(), l.plain, "Sincerely,")
	s.skip(20)
	s.para(s.left, s.wide(), l.plain, s.doc(s.referrer, ""), ", "+s.referrer.cred+", Medical Director")
}
