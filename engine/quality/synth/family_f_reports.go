package synth

import (
	"fmt"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// fLab is a laboratory report; value and flag, or range and unit, may share a column.
func fLab(s *sheet) {
	l := s.lookF()
	s.topF(l, s.lab, pick(s.rng, "Laboratory Report", "Lab Results", "Clinical Laboratory Results", "Test Report"))
	s.idsF(l, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate)),
		pair{pick(s.rng, "Ordering provider", "Ordered by", "Client", "Physician"), s.withDegree(s.pcp, chart.ProviderName)}, pair{pick(s.rng, "Accession", "Lab no.", "Specimen ID"), []any{s.otherID(s.accession)}})
	s.footF(l)
	way, panels := s.rng.IntN(4), s.coin(.5)
	cols := [][]col{{{"Test", 170, false}, {"Result", 70, true}, {"Units", 70, false}, {"Reference", 100, false}, {"Flag", 40, false}},
		{{"Analyte", 170, false}, {"Value", 90, false}, {"Normal range", 150, false}},
		{{"Procedure", 170, false}, {"Flag", 40, false}, {"Result", 70, true}, {"Ref range", 110, false}, {"Units", 80, false}},
		{{"Component", 180, false}, {"Your value", 80, false}, {"Standard range", 110, false}, {"Unit", 70, false}, {"", 40, false}}}[way]
	var rows [][]any
	last := ""
	for _, r := range results(s.rng, pick(s.rng, 5, 12, 20, 30, 40)) {
		if panels && r.panel != last {
			rows, last = append(rows, []any{r.panel}), r.panel
		}
		test, value, unit, ref, flag := cellOf("test", r.name), cellOf("value", r.value), cellOf("unit", r.unit), cellOf("reference_range", r.ref), resultCell(r, 'f')
		switch way {
		case 0:
			rows = append(rows, []any{test, value, unit, ref, flag})
		case 1:
			v := []any{value}
			if flag != nil {
				v = append(v, " ", flag)
			}
			rows = append(rows, []any{test, v, []any{ref, " ", unit}})
		case 2:
			rows = append(rows, []any{test, flag, value, ref, unit})
		default:
			rows = append(rows, []any{test, value, ref, unit, flag})
		}
	}
	s.tableF(l, "results", cols, rows)
	s.para(s.left, s.wide(), l.tiny, "Performed by ", s.siteName(s.lab), ", ", geo(s.lab.street+", "+s.lab.cityLine(), Facility), ". Director: ", s.doc(s.attending, ""), ", "+s.attending.cred+".")
	if s.coin(.3) {
		s.stampF()
	}
}

func (s *sheet) stampF() {
	s.stamp(s.left+80+s.rng.Float64()*360, s.h*(.4+.35*s.rng.Float64()), -18+s.rng.Float64()*36, pick(s.rng, ink{170, 30, 60}, ink{30, 50, 150}), []any{pick(s.rng, "Received", "Reviewed", "Filed", "Duplicate")}, []any{s.dateAs(s.printed, pick(s.rng, "Jan 2 2006", "1/2/2006"))})
}

// fRad is a radiology report.
func fRad(s *sheet) {
	l := s.lookF()
	s.topF(l, s.hospital, pick(s.rng, "Radiology Report", "Imaging Result", "Diagnostic Imaging"))
	s.idsF(l, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.ReferringProvider, s.withDegree(s.referrer, chart.ReferringProvider)...), pair{pick(s.rng, "Exam date", "Date of exam", "Study date", "Date of service"), []any{s.date(s.dos, chart.DateOfService)}},
		s.kv(chart.ReportedDate, s.date(s.dos.AddDate(0, 0, 1), chart.ReportedDate)), pair{"Accession", []any{s.otherID(s.accession)}}, s.kv(chart.AccountNumber, s.acct()))
	s.footF(l)
	s.textF(l, "Exam", pick(s.rng, studies...))
	s.textF(l, pick(s.rng, "Indication", "Reason", "History"), pick(s.rng, complaints...)+", ", s.years(), "-year-old.")
	s.textF(l, "Comparison", pick(s.rng, "Prior of ", "CT from "), s.dateIn(s.dos.AddDate(0, -9, 3), ""), ".")
	s.textF(l, "Findings", strings.Join(some(s.rng, 6, findings), " "))
	s.textF(l, pick(s.rng, "Impression", "Conclusion", "Opinion"), strings.Join(some(s.rng, 2, findings), " "))
	s.endF(l, s.attending, s.date(s.dos.AddDate(0, 0, 1), chart.SignatureDate), chart.ProviderName)
}

// fPath is a pathology report.
func fPath(s *sheet) {
	l := s.lookF()
	s.topF(l, s.lab, pick(s.rng, "Pathology Report", "Surgical Pathology", "Histopathology Report"))
	s.idsF(l, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()), pair{pick(s.rng, "Submitting physician", "Referring physician", "Ordering physician"), s.withDegree(s.referrer, chart.ReferringProvider)}, s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate)),
		s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate)), pair{pick(s.rng, "Case", "Path no.", "Accession"), []any{s.otherID(s.accession)}})
	s.footF(l)
	spec := pick(s.rng, specimens...)
	parts := []func(){
		func() { s.textF(l, pick(s.rng, "Diagnosis", "Final diagnosis"), spec+": "+pick(s.rng, pathDx...)) },
		func() { s.textF(l, "Specimen", spec) },
		func() {
			s.textF(l, "Clinical history", pick(s.rng, complaints...)+". Earlier case ", s.otherID("P25-"+digits(s.rng, 5)), ", ", s.dateIn(s.collected.AddDate(-1, 0, 0), ""), ".")
		},
		func() {
			s.textF(l, pick(s.rng, "Gross", "Gross description"), "Container labeled \"", s.ptAs(spoken(s.patient, false)), fmt.Sprintf("\" holds %d pieces of tissue, 0.%d cm in all.", 1+s.rng.IntN(5), 3+s.rng.IntN(6)))
		},
		func() {
			s.textF(l, pick(s.rng, "Microscopic", "Microscopic description"), "Sections were examined at several levels. Special stains are negative for organisms.")
		},
	}
	if s.coin(.5) {
		parts[0], parts[1] = parts[1], parts[0]
	}
	for _, p := range parts {
		p()
	}
	s.endF(l, s.attending, s.date(s.reported, chart.SignatureDate), chart.ProviderName)
}

// fMeds is a list of medicines.
func fMeds(s *sheet) {
	l := s.lookF()
	s.meds = some(s.rng, 4+s.rng.IntN(15), medItems)
	s.topF(l, s.clinic, pick(s.rng, "Medication List", "Current Medications", "Medication Record"))
	s.idsF(l, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()), pair{pick(s.rng, "Date of list", "Reviewed on", "Visit date"), []any{s.date(s.dos, chart.DateOfService)}}, s.kv(chart.ProviderName, s.withDegree(s.pcp, chart.ProviderName)...))
	s.footF(l)
	s.textF(l, s.label(chart.Allergy), s.allergyF(pick(s.rng, "NKDA", "None known"))...)
	s.skip(8)
	order := pick(s.rng, "ndrf", "nfdr", "ndfr", "nrdf")
	heads := map[rune]col{'n': {pick(s.rng, "Medication", "Medicine name", "Drug"), 150, false}, 'd': {pick(s.rng, "Dose", "Strength"), 70, false}, 'r': {pick(s.rng, "Route", "By"), 50, false}, 'f': {pick(s.rng, "Frequency", "How often", "Sig", "Directions"), 140, false}}
	var cols []col
	for _, c := range order {
		cols = append(cols, heads[c])
	}
	cols = append(cols, col{pick(s.rng, "For", "Reason", "Indication"), 90, false})
	var rows [][]any
	for _, m := range s.meds {
		var row []any
		for _, c := range order {
			row = append(row, map[rune]any{'n': s.medSegCell(m), 'd': cellOf("dose", m.dose), 'r': cellOf("route", m.route), 'f': cellOf("frequency", m.freq)}[c])
		}
		rows = append(rows, append(row, m.for_))
	}
	s.tableF(l, "medications", cols, rows)
	if s.coin(.5) {
		s.endF(l, s.pcp, s.date(s.dos, chart.SignatureDate), "")
	}
}

// fRx is a prescription, written or printed.
func fRx(s *sheet) {
	l := s.lookF()
	s.topF(l, s.clinic, pick(s.rng, "Prescription", "Rx", "Prescription Order"))
	v := l
	hand := s.coin(.5)
	if hand {
		v.txt, v.block = l.penAt(15), 1
		v.txt.size = max(v.txt.size, l.txt.size)
	}
	s.para(s.left, s.wide(), l.bold, append(s.withDegree(s.attending, chart.ProviderName), "   "+s.label(chart.ProviderNPI)+" ", s.npi(s.attending), "   DEA ", seg{text: "A" + string(s.attending.last[0]) + digits(s.rng, 7), kind: chart.LicenseNumber, whose: Provider})...)
	s.y += 2
	s.idsF(v, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Address, s.addr()), pair{pick(s.rng, "Date", "Date written", "Date issued"), []any{s.date(s.dos, chart.DateOfService)}})
	s.y += 26
	s.text(s.left, s.y, style{font: pick(s.rng, serifIt, scrBold), size: 30}, pick(s.rng, "Rx", "R/"))
	st := l.txt.at(l.txt.size * 1.15)
	if hand {
		st = l.penAt(17)
	}
	for i, m := range s.meds[:min(len(s.meds), 1+s.rng.IntN(3))] {
		s.textIn(s.left+54, s.right, s.y, st, fmt.Sprintf("%d) ", i+1), s.medSeg(m), " "+m.dose)
		s.textIn(s.left+70, s.right, s.y+24, st, "Sig: "+m.route+" "+m.freq)
		s.textIn(s.left+70, s.right, s.y+46, st, fmt.Sprintf("Qty %d   Refills %d", 30*(1+s.rng.IntN(3)), s.rng.IntN(5)))
		s.y += 76
	}
	s.choose(l.tick, s.left, s.y+10, l.txt, s.coin(.4), "Dispense as written")
	s.choose(l.tick, s.left+170, s.y+10, l.txt, s.coin(.6), "Substitution permitted")
	s.y += 56
	s.autograph(s.left+20, s.y-3, 180, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.line(s.left, s.y+3, s.left+240, s.y+3, .6, ink{})
	s.text(s.left, s.y+14, l.tiny, "Prescriber")
}

// fShots is a record of vaccines, a dose a line or a vaccine a line.
func fShots(s *sheet) {
	l := s.lookF()
	s.topF(l, s.clinic, pick(s.rng, "Immunization Record", "Vaccination Record", "Immunization Summary"))
	ps := []pair{s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.ProviderName, s.withDegree(s.pcp, chart.ProviderName)...), {"Guardian", []any{s.rel(s.kin)}}}
	if s.coin(.5) {
		ps = append(ps, s.kv(chart.Phone, s.phone()))
	}
	s.idsF(l, ps...)
	s.footF(l)
	s.skip(4)
	var rows [][]any
	span := 365 * min(s.age, 18)
	cols := []col{{pick(s.rng, "Vaccine", "Immunization"), 150, false}, {pick(s.rng, "Date given", "Date", "Administered"), 90, false}, {pick(s.rng, "Lot number", "Lot"), 80, false}, {pick(s.rng, "Site", "Body site"), 80, false}, {"Manufacturer", 80, false}}
	if s.coin(.5) {
		cols = []col{{pick(s.rng, "Vaccine", "Type"), 140, false}, {"1st", 80, false}, {"2nd", 80, false}, {"3rd", 80, false}, {"4th", 80, false}}
	}
	for _, v := range some(s.rng, 5+s.rng.IntN(10), shots) {
		row := []any{seg{text: v.name, field: chart.Vaccine}.in("vaccine")}
		day := func(n int) any { return s.date(s.now.AddDate(0, 0, -n), "").in("date") }
		if cols[1].head != "1st" {
			rows = append(rows, append(row, day(20+s.rng.IntN(span)), cellOf("lot", lot(s.rng)), cellOf("site", v.site), pick(s.rng, "Merck", "Pfizer", "GSK", "Sanofi")))
			continue
		}
		var days []int
		for range 1 + s.rng.IntN(4) {
			days = append(days, 20+s.rng.IntN(span))
		}
		slices.Sort(days)
		slices.Reverse(days)
		for _, n := range days {
			row = append(row, day(n))
		}
		rows = append(rows, row)
	}
	s.tableF(l, "immunizations", cols, rows)
	s.endF(l, s.pcp, s.date(s.dos, chart.SignatureDate), "")
}
