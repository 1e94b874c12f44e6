package synth

import (
	"fmt"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// eMedsSchedule is a sheet for the refrigerator door: when to take what.
func eMedsSchedule(s *sheet) {
	l := s.lookE(humanist, humanBold, 10.5)
	s.letterE(l, s.clinic, pick(s.rng, "My Medicine Schedule", "Your Medication Plan", "Medication List for Home"))
	s.overE(l, 32, s.shf(2, chart.PatientName, s.pt()), s.shf(1.2, chart.DateOfBirth, s.dob()), s.shf(.8, chart.Sex, s.sex(s.coin(.5))), s.shf(1.3, chart.MRN, s.mrnSeg()))
	s.overE(l, 32, sh(2, pick(s.rng, "Provider", "PCP", "Primary care"), s.mdE(s.pcp, chart.ProviderName)...), sh(1.2, pick(s.rng, "List updated", "Visit date", "As of"), s.date(s.dos, chart.DateOfService)), sh(2.1, "Pharmacy", geo(s.clinic.city, Facility), " Drug ", s.phoneE(s.lab.phone)))
	s.para(s.left, s.wide(), l.bold, append([]any{s.label(chart.Allergy) + ": "}, s.allergicE("None", ", ", " (", ")")...)...)
	s.skip(2)
	s.meds = some(s.rng, 4+s.rng.IntN(12), medItems)
	s.runE(l, s.rng.IntN(3))
	t := tableE{l: l, name: "medications", cell: l.txt, head: l.bold, way: pick(s.rng, "grid", "rule", "columns"), tint: ink{255, 244, 214}, pad: 4,
		cols: []col{{"Medicine", 116, false}, {"How much", 70, false}, {"By", 36, false}, {"When", 92, false}, {"What it is for", 78, false}, {"AM", 30, false}, {"Noon", 34, false}, {"PM", 30, false}, {"Bed", 30, false}}, after: "Medicines, continued"}
	var rows [][]any
	for _, m := range s.meds {
		row := []any{s.medSeg(m).in("medication"), cellOf("dose", m.dose), cellOf("route", m.route), cellOf("frequency", m.freq), m.for_, nil, nil, nil, nil}
		for _, i := range hoursE(m.freq) {
			row[5+i] = "X"
		}
		rows = append(rows, row)
	}
	s.tableE(t, rows)
	s.para(s.left, s.wide(), l.tiny.at(8), "Bring this list to every visit. Do not stop a medicine without asking. Questions? ", s.phoneE(s.clinic.phone))
}

// hoursE is which of the four times of day a frequency means.
func hoursE(freq string) []int {
	switch {
	case strings.Contains(freq, "three"):
		return []int{0, 1, 2}
	case strings.Contains(freq, "twice"), strings.Contains(freq, "BID"):
		return []int{0, 2}
	case strings.Contains(freq, "bedtime"), strings.Contains(freq, "nightly"):
		return []int{3}
	case strings.Contains(freq, "needed"), strings.Contains(freq, "directed"):
		return nil
	}
	return []int{0}
}

// eMedsActive is a system's list of active orders, wrapped in narrow columns, reviewed and signed.
func eMedsActive(s *sheet) {
	l := s.lookE(web, webBold, 8.4)
	s.left, s.right = 36, s.w-36
	s.page()
	s.text(s.left, s.y, l.bold.at(13), s.facility(s.hospital))
	s.textRight(s.right, s.y, l.bold.at(11), pick(s.rng, "ACTIVE MEDICATIONS", "Medication Profile", "Outpatient Medication List"))
	s.y += 10
	tint := ink{234, 238, 242}
	s.headedE(l, l.txt, tint, s.shf(2.2, chart.PatientName, s.pt()), s.shf(1.2, chart.DateOfBirth, s.dob()), s.shf(.8, chart.Sex, s.sex(false)), s.shf(1.4, chart.MRN, s.mrnSeg()), s.shf(1.4, chart.AccountNumber, s.acct()))
	s.headedE(l, l.txt, tint, s.shf(2.2, chart.DateOfService, s.date(s.dos, chart.DateOfService)), sh(2, pick(s.rng, "Prescriber", "Provider", "Attending MD"), s.mdE(s.attending, chart.ProviderName)...), shareE{2.8, pair{s.label(chart.Allergy), s.allergicE("NKDA", "; ", " ", "")}})
	s.y += 10
	s.runE(l, s.rng.IntN(2))
	s.meds = some(s.rng, 5+s.rng.IntN(14), medItems)
	t := tableE{l: l, name: "medications", cell: l.txt, head: l.bold, way: pick(s.rng, "zebra", "rule", "grid"), tint: tint, pad: 2.6, after: "Active medications (cont.)",
		cols: []col{{"Start", 66, false}, {pick(s.rng, "Drug", "Medication Name", "Order"), 118, false}, {"Strength", 62, false}, {"Directions", 122, false}, {"Rte", 34, false}, {"Disp / Refills", 62, false}, {"Last Filled", 74, false}}}
	var rows [][]any
	for _, m := range s.meds {
		rows = append(rows, []any{s.date(s.dos.AddDate(0, -1-s.rng.IntN(14), -s.rng.IntN(20)), ""), s.medSeg(m).in("medication"), cellOf("dose", m.dose), cellOf("frequency", m.freq), cellOf("route", m.route), fmt.Sprintf("%d / %d", 30+30*s.rng.IntN(3), s.rng.IntN(6)), s.date(s.dos.AddDate(0, 0, -s.rng.IntN(40)), "")})
	}
	s.tableE(t, rows)
	s.signE(l, s.attending)
}

// eRxScript is a blank of a practice with several prescribers, of whom one is ticked, filled by hand.
func eRxScript(s *sheet) {
	l := s.lookE(bookish, bookishBd, 9)
	s.w, s.h, s.left, s.right, s.bottom = 440, 580, 32, 408, 560
	s.page()
	s.rectIn(16, 16, s.w-16, s.h-16, 1, l.accent)
	s.textMid(s.w/2, 44, l.bold.at(15).inked(l.accent), s.facility(s.clinic))
	s.textMid(s.w/2, 57, l.txt.at(8.5), s.roadE(s.clinic), " · ", s.cityE(s.clinic))
	s.textMid(s.w/2, 68, l.txt.at(8.5), "Tel ", s.phoneE(s.clinic.phone), "    Fax ", s.faxE(s.clinic.fax))
	kind := s.tickKind()
	docs := []doctor{s.attending, s.pcp, s.referrer}
	for i, d := range docs {
		y := 90 + float64(i)*14
		if i == 0 {
			s.choose(kind, s.left+6, y, l.txt, true, append(s.mdE(d, chart.ProviderName), "   NPI ", s.npi(d))...)
			continue
		}
		s.choose(kind, s.left+6, y, l.txt, false, append(s.mdE(d, ""), "   NPI ", s.npiOf(d))...)
	}
	s.y = 152
	v := l.penAt(15)
	field := func(x, x1 float64, label string, val ...any) {
		end := s.text(x, s.y, l.txt, label)
		s.line(end+3, s.y+2.5, x1, s.y+2.5, .5, ink{60, 60, 60})
		s.textIn(end+7, x1-2, s.y-.5, v, val...)
	}
	field(s.left, 270, s.label(chart.PatientName), s.pt())
	field(278, s.right, s.label(chart.DateOfBirth), s.dob())
	s.y += 27
	field(s.left, 270, s.label(chart.Address), s.addr())
	field(278, s.right, "Date", s.date(s.dos, chart.DateOfService))
	s.y += 50
	s.text(s.left, s.y, style{font: bookishBd, size: 30}, "Rx")
	for i, m := range s.meds[:1+s.rng.IntN(2)] {
		s.textIn(s.left+56, s.right, s.y, l.penAt(18), s.medSeg(m), " "+m.dose+" "+pick(s.rng, "tab", "cap"))
		s.textIn(s.left+56, s.right, s.y+25, v, "Sig: 1 "+m.route+" "+m.freq)
		s.textIn(s.left+56, s.right, s.y+48, v, fmt.Sprintf("Disp #%d    RF %d", 30*(1+s.rng.IntN(3)), s.rng.IntN(5)+i))
		s.y += 84
	}
	s.y = 474
	x := s.choose(kind, s.left, s.y, l.txt, s.coin(.3), "DAW") + 16
	x = s.choose(kind, x, s.y, l.txt, s.coin(.7), "Generic OK") + 16
	s.choose(kind, x, s.y, l.txt, false, "Label in Spanish")
	s.autograph(s.left+20, 522, 170, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.line(s.left, 527, 240, 527, .6, ink{})
	s.text(s.left, 537, l.tiny, "Prescriber's signature (not valid without)")
	s.text(260, 527, l.txt, "DEA ", seg{text: "M" + string(s.attending.last[0]) + digits(s.rng, 7), kind: chart.LicenseNumber, whose: Provider})
	s.text(260, 538, l.tiny, "Security features listed on back")
}

// eRxOrders is the discharge prescriptions of a hospital, printed two on a sheet and signed.
func eRxOrders(s *sheet) {
	l := s.lookE(humanist, humanBold, 10)
	s.page()
	s.text(s.left, s.y, l.bold.at(14), s.facility(s.hospital))
	s.text(s.left, s.y+12, l.tiny, s.roadE(s.hospital), ", ", s.cityE(s.hospital), "   ", s.phoneE(s.hospital.phone))
	s.textRight(s.right, s.y, l.bold.at(12), pick(s.rng, "PRESCRIPTION", "Discharge Prescriptions", "Rx Order"))
	s.y += 34
	mid := s.left + s.wide()*.56
	s.besideE(l, l.bold, 84, 15, []float64{s.left, mid}, s.kv(chart.PatientName, s.pt()), s.kv(chart.Address, s.addr()), s.kv(chart.Phone, s.phone()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), pair{"Date written", []any{s.date(s.dos, chart.DateOfService)}})
	s.skip(10)
	for i, m := range s.meds[:min(len(s.meds), 1+s.rng.IntN(3))] {
		s.bar(s.left, s.y-10, s.right, s.y+6, ink{236, 240, 244})
		s.text(s.left+6, s.y+1, l.bold, fmt.Sprintf("%d.  ", i+1), s.medSeg(m), " "+m.dose)
		n := 30 * (1 + s.rng.IntN(3))
		s.y = s.block(s.left+24, s.y+20, s.wide()-30, l.txt, "Directions: take one dose "+m.freq+" ("+m.route+") for "+m.for_+".")
		s.y = s.block(s.left+24, s.y, s.wide()-30, l.txt, fmt.Sprintf("Dispense: %d    Refills: %d    Substitution allowed", n, s.rng.IntN(4)))
		s.y += 18
	}
	s.y += 34
	s.autograph(s.left+10, s.y-3, 180, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.line(s.left, s.y+3, s.left+230, s.y+3, .6, ink{})
	s.text(s.left, s.y+14, l.txt.at(9), s.mdE(s.attending, chart.ProviderName)...)
	s.text(s.left, s.y+26, l.txt.at(9), s.label(chart.ProviderNPI)+" ", s.npi(s.attending), "    Lic. ", seg{text: s.attending.license, kind: chart.LicenseNumber, whose: Provider})
	s.symbol(qrCode, s.right-64, s.y-30, 60, 60, "RX|"+alnum(s.mrn)+"|"+s.attending.npi+"|"+s.dos.Format("20060102"))
}

// eShotsSchool is the form that schools ask for: vaccines down, doses across, dates by hand.
func eShotsSchool(s *sheet) {
	l := s.lookE(humanist, humanBold, 9.8)
	s.letterE(l, s.clinic, pick(s.rng, "Certificate of Immunization", "School Immunization Form", "VACCINE ADMINISTRATION RECORD"))
	v := l.penAt(12.5)
	if s.coin(.35) {
		v = l.txt
	}
	s.underE(l, v, 30, s.shf(2.4, chart.PatientName, s.pt()), s.shf(1.2, chart.DateOfBirth, s.dob()), s.shf(.8, chart.Sex, s.sex(false)), s.shf(1.3, chart.MRN, s.mrnSeg()))
	s.underE(l, v, 30, sh(2.4, "Parent / guardian", s.rel(s.kin)), s.shf(1.4, chart.Phone, s.phone()), sh(1.9, "Health care provider", s.mdE(s.pcp, chart.ProviderName)...))
	s.y += 4
	t := tableE{l: l, name: "immunizations", cell: v, head: l.bold, way: "grid", tint: ink{228, 240, 228}, pad: 3.4, cols: []col{{"Vaccine", 116, false}}}
	for i := range 4 {
		t.cols = append(t.cols, col{fmt.Sprintf("Dose %d (date)", i+1), 100, false})
	}
	var rows [][]any
	span := 365 * min(s.age, 18)
	for _, w := range some(s.rng, 6+s.rng.IntN(7), shots) {
		row := []any{seg{text: w.name, field: chart.Vaccine}.in("vaccine")}
		var days []int
		for range 1 + s.rng.IntN(3) {
			days = append(days, 20+s.rng.IntN(span))
		}
		slices.Sort(days)
		slices.Reverse(days)
		for _, d := range days {
			row = append(row, s.date(s.now.AddDate(0, 0, -d), "").in("date"))
		}
		rows = append(rows, row)
	}
	s.tableE(t, rows)
	s.para(s.left, s.wide(), l.txt, "I certify that the dates above are taken from the medical record.")
	s.y += 28
	s.need(20)
	s.autograph(s.left+10, s.y-3, 170, spoken(s.pcp.person, false), Provider, chart.SignaturePresent)
	s.underE(l, v, 24, sh(3, "Signature of health care provider"), s.shf(1.3, chart.SignatureDate, s.date(s.dos, chart.SignatureDate)))
	s.stampE(.3)
}

// eShotsChart is a chart's immunization tab with lots and sites.
func eShotsChart(s *sheet) {
	l := s.lookE(web, webBold, 8.4)
	s.left, s.right = 36, s.w-36
	s.letterE(l, s.clinic, pick(s.rng, "Immunization History", "Immunizations Administered", "Vaccine History Report"))
	s.overE(l, 30, s.shf(2.2, chart.PatientName, s.pt()), s.shf(1.2, chart.DateOfBirth, s.dob()), s.shf(.9, chart.Sex, s.sex(s.coin(.5))), s.shf(1.3, chart.MRN, s.mrnSeg()), sh(2, "PCP", s.mdE(s.pcp, chart.ProviderName)...))
	s.runE(l, s.rng.IntN(2))
	t := tableE{l: l, name: "immunizations", cell: l.txt, head: l.bold, way: pick(s.rng, "rule", "zebra", "grid"), tint: ink{226, 236, 240}, pad: 3, after: "Immunizations (continued)",
		cols: []col{{pick(s.rng, "Date Given", "Admin Date", "Given"), 80, false}, {pick(s.rng, "Immunization", "Vaccine", "Vaccine/Product"), 136, false}, {pick(s.rng, "Lot", "Lot No."), 68, false}, {"Exp", 64, false}, {"Site", 66, false}, {"Dose/Rte", 62, false}, {"Given By", 64, false}}}
	if s.coin(.4) {
		t.cols[0], t.cols[1] = t.cols[1], t.cols[0]
	}
	var rows [][]any
	for _, v := range some(s.rng, 6+s.rng.IntN(9), shots) {
		at := s.now.AddDate(-s.rng.IntN(min(s.age, 17)), -s.rng.IntN(11), -s.rng.IntN(27))
		row := []any{s.date(at, "").in("date"), seg{text: v.name, field: chart.Vaccine}.in("vaccine"), cellOf("lot", lot(s.rng)), at.AddDate(1, 2, 0).Format("01/2006"), cellOf("site", v.site), "0.5 mL", s.docAs(s.attending.first[:1] + ". " + s.attending.last)}
		if strings.HasPrefix(t.cols[0].head, "Imm") || strings.HasPrefix(t.cols[0].head, "Vac") {
			row[0], row[1] = row[1], row[0]
		}
		rows = append(rows, row)
	}
	s.tableE(t, rows)
	s.signE(l, s.pcp)
}
