package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// asideI stacks labels over values in a narrow column and gives where it ends.
func (s *sheet) asideI(l lookI, x, x1, y float64, ps ...pair) float64 {
	for _, p := range ps {
		s.text(x, y, l.tiny.inked(l.tone), strings.ToUpper(p.label))
		y = s.block(x, y+l.txt.size*1.12, x1-x, l.txt, p.value...) + 5
	}
	return y
}

// iLabSide keeps who and when in a column down the left side, results beside it with a picture of the range.
func iLabSide(s *sheet) {
	l := s.lookI(8.8)
	s.left, s.right = 34, s.w-34
	s.page()
	s.text(s.left, s.y, l.bold.at(15).inked(l.tone), s.facility(s.lab))
	s.text(s.left, s.y+12, l.tiny, s.roadE(s.lab), ", ", s.cityE(s.lab), "   ", s.phoneE(s.lab.phone), "   CLIA ", seg{text: "05D" + digits(s.rng, 7), kind: chart.LicenseNumber, whose: Facility})
	s.textRight(s.right, s.y, l.bold, pick(s.rng, "Laboratory Report", "FINAL RESULTS", "Test Results"))
	s.y += 26
	x0, edge := s.left, s.left+132
	way := s.rng.IntN(2)
	s.line(edge+4, s.y, edge+4, s.h-62, .8, l.tone)
	y := s.asideI(l, x0, edge, s.y+12, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob(), pick2(way == 0, "  (", "  Age "), s.years(), pick2(way == 0, " y)", "")), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()),
		pair{pick(s.rng, "Accession", "Specimen ID", "Lab number"), []any{s.otherID(s.accession)}}, s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate), " 07:"+fmt.Sprint(10+s.rng.IntN(49))), pair{"Received in lab", []any{s.date(s.collected, ""), " 15:20"}}, s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate), " 06:02"),
		pair{pick(s.rng, "Ordering provider", "Ordered by", "Requesting clinician", "Physician"), s.mdE(s.pcp, chart.ProviderName)}, pair{"Client", []any{s.siteName(s.clinic), ", ", s.roadE(s.clinic), ", ", s.cityE(s.clinic)}}, pair{"Copy to", []any{s.docAs("Dr. " + s.referrer.last)}}, pair{"Fasting", []any{pick(s.rng, "Yes", "No", "Not given")}})
	s.symbol(code128, x0, y+2, 100, 20, alnum(s.accession))
	s.left = edge + 14
	s.overI(l)
	w, last := s.wide(), ""
	var rows [][]any
	for _, r := range resultsI(s.rng, pick(s.rng, 6, 10, 16, 24, 31)) {
		if r.panel != last {
			rows, last = append(rows, []any{strings.ToUpper(r.panel)}), r.panel
		}
		t, v, u, ref, flag := resultCellsI(r)
		rows = append(rows, []any{t, v, flag, ref, u})
	}
	s.ledger(ledger{name: "results", x: s.left, head: l.bold.at(l.txt.size * .92), cell: l.txt, pad: pick(s.rng, 1.6, 2.6), ways: pick(s.rng, "h", "Hz", "hr"), tint: l.pale, cols: []col{{pick(s.rng, "Test", "Analyte", "Component"), w * .34, false}, {pick(s.rng, "Result", "Value"), w * .18, false}, {pick(s.rng, "Flag", "Abn"), w * .12, false}, {pick(s.rng, "Normal range", "Ref. Interval", "Expected"), w * .2, false}, {pick(s.rng, "Units", "Unit"), w * .16, false}}}, rows)
	s.proseI(l, "Reviewed by ", s.docAs(spoken(s.attending.person, true)), ", "+s.attending.cred+", director. Values outside the range are marked.")
}

// iLabUnits writes the unit behind the test's name, and the range before the result.
func iLabUnits(s *sheet) {
	l := s.lookI(9.6)
	s.left, s.right = 50, s.w-50
	s.houseI(l, s.lab, pick(s.rng, "LABORATORY RESULTS", "Lab Report", "Clinical Laboratory Report"))
	s.underI(l, true, s.fbi(2.2, chart.PatientName, s.pt()), s.fbi(1.3, chart.DateOfBirth, s.dob()), s.fbi(.7, chart.Sex, s.sex(false)), s.fbi(1.3, chart.MRN, s.mrnSeg()))
	s.underI(l, true, bi(2.2, pick(s.rng, "Ordering provider", "Ordered by", "Physician"), s.mdE(s.pcp, chart.ProviderName)...), s.fbi(1.3, chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), s.fbi(1.3, chart.ReportedDate, s.date(s.reported, chart.ReportedDate)), bi(.9, "Specimen", pick(s.rng, "Blood", "Serum/Urine")))
	s.y += 12
	s.overI(l)
	w := s.wide()
	groups := map[string][][]any{}
	var order []string
	for _, r := range resultsI(s.rng, pick(s.rng, 5, 9, 15, 22, 31)) {
		if groups[r.panel] == nil {
			order = append(order, r.panel)
		}
		t, v, u, ref, flag := resultCellsI(r)
		name := []any{t}
		if u != nil {
			name = append(name, " (", u, ")")
		}
		result := []any{v}
		if flag != nil {
			result = append(result, "  ", flag)
		}
		groups[r.panel] = append(groups[r.panel], []any{name, ref, result, pick(s.rng, "", "", "", "repeat")})
	}
	ways, wayH, head := pick(s.rng, "b", "hr", "Hz"), s.rng.IntN(4), pick(s.rng, "Patient result", "Result", "Your value")
	for _, g := range order {
		s.headI(l, wayH, g+pick2(wayH == 2, "", " "+pick(s.rng, "panel", "studies", "")))
		s.y -= l.txt.size
		s.ledger(ledger{name: "results", x: s.left, head: l.bold.at(l.txt.size * .9), cell: l.txt, pad: 2, ways: ways, tint: l.pale, cols: []col{{"Test (units)", w * .42, false}, {"Reference range", w * .2, false}, {head, w * .24, false}, {"Note", w * .14, false}}}, groups[g])
	}
	s.proseI(l, "Requisition ", s.otherID(digits(s.rng, 8)), ". Tests done at ", s.siteName(s.lab), ". Questions: ", s.phoneE(s.lab.phone), ".")
}

// iPathSynoptic answers the items of a protocol in a table under a grid of facts.
func iPathSynoptic(s *sheet) {
	l := s.lookI(9.4)
	s.left, s.right = 44, s.w-44
	s.houseI(l, s.lab, pick(s.rng, "Surgical Pathology", "PATHOLOGY REPORT", "Cancer Synoptic Report"))
	s.besideI(l, 94, s.fbi(1.2, chart.PatientName, s.pt()), bi(1, pick(s.rng, "Case No.", "Accession"), s.otherID(s.accession)))
	s.besideI(l, 94, s.fbi(1.2, chart.DateOfBirth, s.dob()), s.fbi(1, chart.CollectedDate, s.date(s.collected, chart.CollectedDate)))
	s.besideI(l, 94, s.fbi(1.2, chart.Sex, s.sex(s.coin(.6))), bi(1, "Received", s.date(s.collected, "")))
	s.besideI(l, 94, s.fbi(1.2, chart.MRN, s.mrnSeg()), s.fbi(1, chart.ReportedDate, s.date(s.reported, chart.ReportedDate)))
	s.besideI(l, 94, bi(1.2, pick(s.rng, "Submitted by", "Requesting MD", "Surgeon"), s.mdE(s.referrer, chart.ReferringProvider)...), s.fbi(1, chart.AccountNumber, s.acct()))
	s.y += 6
	s.overI(l)
	way, w := s.rng.IntN(4), s.wide()
	at := s.rng.IntN(len(specimensI))
	spec, dx := specimensI[at], pathI[at]
	s.headI(l, way, pick(s.rng, "Diagnosis", "FINAL DIAGNOSIS", "Pathologic diagnosis"))
	s.proseI(l, strings.ToUpper(spec)+":")
	s.para(s.left+16, w-16, l.bold, dx)
	s.headI(l, way, pick(s.rng, "Synoptic data", "Protocol checklist", "Summary of findings"))
	s.y -= l.txt.size
	rows := [][]any{{"Procedure", pick(s.rng, "Excision", "Core biopsy", "Resection")}, {"Specimen laterality", pick(s.rng, "Right", "Left", "Not specified")}, {"Greatest dimension", fmt.Sprintf("%d mm", 4+s.rng.IntN(40))}, {"Histologic grade", pick(s.rng, "G1", "G2", "G3", "Not applicable")}, {"Lymphovascular invasion", pick(s.rng, "Not identified", "Present")}, {"Margins", pick(s.rng, "Uninvolved, closest 3 mm", "Involved, deep", "Cannot be assessed")}, {"Lymph nodes examined / positive", fmt.Sprintf("%d / %d", 2+s.rng.IntN(14), s.rng.IntN(3))}, {"Stage (AJCC 8th)", pick(s.rng, "pT1c pN0", "pT2 pN1a", "Not applicable")}}
	s.ledger(ledger{x: s.left, head: l.bold, cell: l.txt, pad: 2.2, ways: pick(s.rng, "b", "r", "z"), cols: []col{{"", w * .42, false}, {"", w * .58, false}}}, rows)
	s.y -= 8
	s.headI(l, way, "Clinical history")
	s.proseI(l, s.years(), "-year-old with "+pick(s.rng, complaintsI...)+". Earlier material: ", s.otherID("P25-"+digits(s.rng, 4)), ", ", s.dateIn(s.collected.AddDate(-1, 2, 3), ""), ".")
	s.headI(l, way, "Gross and microscopic")
	s.proseI(l, fmt.Sprintf("Labeled with the patient's name and \"%s\" is a fragment of tissue, %d x %d x %d mm. Sections show the changes described above.", strings.ToLower(spec), 8+s.rng.IntN(20), 5+s.rng.IntN(9), 2+s.rng.IntN(5)))
	s.signI(l, s.attending, chart.ProviderName, s.date(s.reported, chart.SignatureDate))
}

// iPathUnder is a hospital's report: captions under values, specimens in a table, an addendum.
func iPathUnder(s *sheet) {
	l := s.lookI(9.6)
	s.left, s.right = 48, s.w-48
	s.houseI(l, s.lab, pick(s.rng, "CYTOPATHOLOGY / SURGICAL PATHOLOGY", "Tissue Report", "Pathology Consultation"))
	box := s.coin(.5)
	s.underI(l, box, s.fbi(2.2, chart.PatientName, s.pt()), s.fbi(1.2, chart.DateOfBirth, s.dob()), bi(.6, "Age", s.years()), s.fbi(.8, chart.Sex, s.sex(false)), s.fbi(1.2, chart.MRN, s.mrnSeg()))
	s.underI(l, box, bi(2.2, pick(s.rng, "Requesting physician", "Sent by", "Ordering surgeon"), s.mdE(s.referrer, chart.ReferringProvider)...), s.fbi(1.2, chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), s.fbi(1.2, chart.ReportedDate, s.date(s.reported, chart.ReportedDate)), bi(1.2, "Pathology no.", s.otherID(s.accession)))
	s.y += 10
	s.overI(l)
	w, way := s.wide(), s.rng.IntN(4)
	n := 1 + s.rng.IntN(3)
	var rows [][]any
	for i, at := range s.rng.Perm(len(specimensI))[:n] {
		rows = append(rows, []any{string(rune('A' + i)), specimensI[at], pathI[at]})
	}
	s.ledger(ledger{x: s.left, head: l.bold, cell: l.txt, pad: 3, ways: pick(s.rng, "b", "hr"), cols: []col{{"Part", w * .08, false}, {"Specimen", w * .4, false}, {"Diagnosis", w * .52, false}}}, rows)
	s.y -= 10
	for _, t := range [][2]string{{"Comment", pick(s.rng, "Correlation with imaging is advised.", "Seen at the weekly tumor board.", "Immunostains with controls were reviewed.")}, {"Gross description", "Each container is labeled with the patient's name and number. All tissue is submitted."}, {"Microscopic", "The sections show the features listed above. Deeper levels were cut."}, {"Addendum", "ER positive (95%), PR positive (60%), HER2 1+ where requested."}} {
		s.headI(l, way, t[0])
		s.proseI(l, t[1])
	}
	s.proseI(l, "Called to ", s.docAs("Dr. "+s.referrer.last), " on ", s.dateIn(s.reported, ""), ".")
	s.signI(l, s.attending, chart.ProviderName, s.date(s.reported, chart.SignatureDate))
}

// iRadMargin hangs the headings of a reading in the margin.
func iRadMargin(s *sheet) {
	l := s.lookI(10)
	s.left, s.right = 50, s.w-50
	study := pick(s.rng, studiesI...)
	s.houseI(l, s.hospital, pick(s.rng, "Diagnostic Imaging Report", "RADIOLOGY", "Imaging Consultation"))
	s.y += 14
	s.columns([]float64{s.left, s.left + s.wide()*.54}, 15, l.bold, l.txt, pick(s.rng, "", ":"), s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()),
		pair{pick(s.rng, "Exam date", "Date of exam", "Performed", "Date of service"), []any{s.date(s.dos, chart.DateOfService)}}, s.kv(chart.ReportedDate, s.date(s.dos.AddDate(0, 0, s.rng.IntN(2)), chart.ReportedDate)), pair{pick(s.rng, "Ordered by", "Referring", "Requesting MD"), s.mdE(s.referrer, chart.ReferringProvider)}, pair{"Accession", []any{s.otherID(digits(s.rng, 7))}})
	s.line(s.left, s.y-4, s.right, s.y-4, 1.2, l.tone)
	s.y += 16
	s.overI(l)
	for _, p := range [][2]string{{"EXAM", study}, {pick(s.rng, "HISTORY", "INDICATION"), his0(pick(s.rng, complaintsI...)) + "."}, {"TECHNIQUE", titled(study) + " was done in the usual way" + pick(s.rng, ", without contrast.", "; 80 mL of contrast was given.", ".")}, {"FINDINGS", strings.Join(some(s.rng, 4, findingsI), " ")}, {pick(s.rng, "IMPRESSION", "CONCLUSION"), pick(s.rng, findingsI...)}} {
		s.marginI(l, p[0], func(x, w float64) { s.para(x, w, l.txt, p[1]) })
		if p[0] == "TECHNIQUE" {
			s.marginI(l, "COMPARISON", func(x, w float64) { s.para(x, w, l.txt, "Study of ", s.dateIn(s.dos.AddDate(-1, -1, 3), ""), ".") })
		}
	}
	s.proseI(l, "Result given to ", s.docAs("Dr. "+s.referrer.last), " by telephone.")
	s.signI(l, s.attending, chart.ProviderName, s.date(s.dos.AddDate(0, 0, 1), chart.SignatureDate))
}

// iRadOrgans goes organ by organ, the conclusion in a box on top.
func iRadOrgans(s *sheet) {
	l := s.lookI(9.8)
	s.left, s.right = 46, s.w-46
	study := pick(s.rng, studiesI...)
	s.houseI(l, s.hospital, study)
	s.underI(l, s.coin(.5), s.fbi(2, chart.PatientName, s.pt()), s.fbi(1.2, chart.DateOfBirth, s.dob()), s.fbi(.8, chart.Sex, s.sex(false)), s.fbi(1.2, chart.MRN, s.mrnSeg()), s.fbi(1.2, chart.AccountNumber, s.acct()))
	s.underI(l, s.coin(.5), bi(2, pick(s.rng, "Ordering clinician", "Referred by", "Ordering physician"), s.mdE(s.referrer, chart.ReferringProvider)...), bi(1.2, pick(s.rng, "Date of exam", "Exam performed", "Date of service"), s.date(s.dos, chart.DateOfService)), s.fbi(1.2, chart.ReportedDate, s.date(s.dos, chart.ReportedDate)))
	s.y += 12
	top := s.y
	s.y += 15
	s.text(s.left+8, s.y, l.bold.inked(l.tone), pick(s.rng, "BOTTOM LINE", "IMPRESSION", "Conclusion"))
	s.y += 15
	for i, t := range some(s.rng, 2, findingsI) {
		s.para(s.left+8, s.wide()-16, l.txt, fmt.Sprintf("%d. ", i+1)+t)
	}
	s.rectIn(s.left, top, s.right, s.y, 1, l.tone)
	s.y += 22
	s.overI(l)
	s.proseI(l, "Clinical question: "+pick(s.rng, complaintsI...)+". ", "Compared with: ", s.siteName(s.clinic), ", ", s.dateIn(s.dos.AddDate(0, -8, 2), ""), ".")
	for _, o := range some(s.rng, 5, []string{"Bones", "Soft tissues", "Lungs", "Kidneys", "Vessels", "Bowel", "Lymph nodes", "Liver"}) {
		s.text(s.left, s.y, l.bold, o)
		s.y = s.block(s.left+80, s.y, s.wide()-80, l.txt, pick(s.rng, "Normal.", "Unremarkable.", pick(s.rng, findingsI...))) + 5
	}
	s.y += 6
	s.text(s.left, s.y, l.txt, append([]any{pick(s.rng, "Radiologist: ", "Interpreted by: ", "Reading physician: ")}, s.mdE(s.attending, chart.ProviderName)...)...)
	s.y += 8
	s.signI(l, s.attending, "", s.date(s.dos, chart.SignatureDate))
}
