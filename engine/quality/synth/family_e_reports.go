package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// eLabWide is a reference laboratory's report with a bar code and abnormal results in bold.
func eLabWide(s *sheet) {
	l := s.lookE(web, webBold, 8.3)
	s.left, s.right = 34, s.w-34
	s.page()
	s.text(s.left, s.y, l.bold.at(15).inked(l.accent), s.facility(s.lab))
	s.text(s.left, s.y+11, l.tiny, s.roadE(s.lab), ", ", s.cityE(s.lab), "   ", s.phoneE(s.lab.phone), "   CLIA ", seg{text: "05D" + digits(s.rng, 7), kind: chart.LicenseNumber, whose: Facility})
	s.symbol(code128, s.right-130, s.y-16, 130, 20, alnum(s.accession))
	s.textRight(s.right, s.y+14, l.tiny, "Accession ", s.otherID(s.accession))
	s.y += 30
	s.overE(l, 30, s.shf(2, chart.PatientName, s.pt()), s.shf(1.2, chart.DateOfBirth, s.dob()), sh(.7, "Age", s.years()), s.shf(.9, chart.Sex, s.sex(s.coin(.5))), s.shf(1.3, chart.MRN, s.mrnSeg()))
	s.overE(l, 30, sh(2, pick(s.rng, "Ordering MD", "Ordering Provider", "Requesting Physician"), s.mdE(s.pcp, chart.ProviderName)...), s.shf(1.2, chart.CollectedDate, s.date(s.collected, chart.CollectedDate), " 07:50"), sh(1.2, "Received", s.date(s.collected, ""), " 15:02"), s.shf(1.3, chart.ReportedDate, s.date(s.reported, chart.ReportedDate), " 04:11"))
	s.line(s.left, s.y-6, s.right, s.y-6, .8, l.accent)
	s.y += 4
	s.runE(l, s.rng.IntN(2))
	rows := s.resultsE(s.coin(.7), pick(s.rng, "tvfur", "tfvur", "tvurf"))
	heads := map[rune]col{'t': {pick(s.rng, "Test", "Component", "Test Name"), 196, false}, 'v': {pick(s.rng, "Result", "Your Value", "Value"), 84, s.coin(.5)}, 'f': {pick(s.rng, "Flag", "Abn"), 48, false}, 'u': {pick(s.rng, "Units", "UoM"), 84, false}, 'r': {pick(s.rng, "Reference Range", "Ref. Interval", "Standard Range"), 128, false}}
	t := tableE{l: l, name: "results", cell: l.txt, head: l.bold, way: pick(s.rng, "rule", "zebra", "bare"), tint: ink{224, 230, 236}, pad: pick(s.rng, 1.2, 2.2, 3.4), after: "Results (continued)"}
	for _, c := range rows.order {
		t.cols = append(t.cols, heads[c])
	}
	s.tableE(t, rows.rows)
	s.para(s.left, s.wide(), l.tiny, "H high, L low, compared with the reference range of the performing laboratory. Medical Director: ", s.doc(s.attending, ""), ", "+s.attending.cred+".")
}

type resultRowsE struct {
	order string
	rows  [][]any
}

// resultsE gives rows in the order of columns: test, value, flag, unit, range.
func (s *sheet) resultsE(panels bool, order string) resultRowsE {
	out, last := resultRowsE{order: order}, ""
	for _, r := range results(s.rng, pick(s.rng, 4, 9, 16, 24, 32, 40)) {
		if panels && r.panel != last {
			out.rows, last = append(out.rows, []any{titled(r.panel)}), r.panel
		}
		var row []any
		for _, c := range order {
			row = append(row, resultCell(r, c))
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// eLabMatrix is a hospital's cumulative print in letters of one width, aligned by columns without any rule.
func eLabMatrix(s *sheet) {
	f := pick(s.rng, courier, matrix)
	n := pick2f(f == matrix, 12, 8.6)
	l := s.lookE(f, f, n)
	l.tiny = l.txt.at(n * .9)
	s.left, s.right = 38, s.w-36
	s.page()
	s.text(s.left, s.y, l.txt, s.facility(s.lab))
	s.textRight(s.right, s.y, l.txt, "RUN DATE: ", s.date(s.printed, ""))
	s.text(s.left, s.y+n*1.2, l.txt, pick(s.rng, "LABORATORY DEPARTMENT", "** FINAL REPORT **", "SPECIMEN INQUIRY"))
	s.y += n * 3.2
	c := []float64{s.left, s.left + 282}
	rows := [][2]pair{{s.kv(chart.PatientName, s.pt()), s.kv(chart.MRN, s.mrnSeg())}, {s.kv(chart.DateOfBirth, s.dob()), {"Age/Sex", []any{s.years(), "/", s.sex(false)}}}, {{pick(s.rng, "Ordering MD", "Submit Dr", "Ord Phys"), s.mdE(s.pcp, chart.ProviderName)}, {"Spec #", []any{s.otherID(s.accession)}}},
		{s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate), "-0615"), s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate), "-0742")}}
	for _, r := range rows {
		for i, p := range r {
			end := s.text(c[i], s.y, l.txt, strings.ToUpper(p.label)+":")
			s.textIn(end+s.space(l.txt), pick2f(i == 0, c[1]-6, s.right), s.y, l.txt, p.value...)
		}
		s.y += n * 1.25
	}
	s.y += n
	s.runE(l, 0)
	xs, heads := []float64{0, 190, 252, 300, 380}, []string{"TEST", "RESULT", "FLAG", "REFERENCE", "UNITS"}
	head := func() {
		for i, h := range heads {
			s.text(s.left+xs[i], s.y, l.txt, h)
		}
		s.y += n * 1.6
	}
	head()
	for _, r := range results(s.rng, pick(s.rng, 6, 14, 25, 40)) {
		if s.need(n * .5) {
			head()
		}
		first := len(s.marks)
		for i, cell := range []any{resultCell(r, 't'), resultCell(r, 'v'), resultCell(r, 'f'), resultCell(r, 'r'), resultCell(r, 'u')} {
			if cell != nil {
				s.textIn(s.left+xs[i], s.left+append(xs, 480)[i+1]-5, s.y, l.txt, cell)
			}
		}
		s.gather("results", first)
		s.y += n * 1.22
	}
	s.skip(n)
	s.para(s.left, s.wide(), l.txt, "PERFORMED AT ", s.siteName(s.lab), " ", s.cityE(s.lab), "  DIRECTOR ", s.doc(s.attending, ""), " "+s.attending.cred)
}

// eRadLetter is an imaging centre's dictated report.
func eRadLetter(s *sheet) {
	l := s.lookE(humanist, humanBold, 10.8)
	s.letterE(l, s.hospital, pick(s.rng, "Diagnostic Imaging Report", "RADIOLOGY CONSULTATION", "Imaging Report"))
	mid := s.left + s.wide()*.55
	s.besideE(l, l.bold, 104, 14.5, []float64{s.left, mid}, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.ReferringProvider, s.mdE(s.referrer, chart.ReferringProvider)...),
		s.kv(chart.MRN, s.mrnSeg()), pair{pick(s.rng, "Date of Exam", "Exam Date", "Study Date"), []any{s.date(s.dos, chart.DateOfService)}}, pair{"Accession", []any{s.otherID(s.accession)}}, pair{pick(s.rng, "Report Date", "Reported", "Finalized"), []any{s.date(s.dos, chart.ReportedDate)}})
	s.skip(12)
	s.runE(l, s.rng.IntN(3))
	s.radE(l, s.rng.IntN(4))
	s.skip(8)
	s.signRadE(l)
	s.stampE(.25)
}

// radE is the body of a reading.
func (s *sheet) radE(l lookE, kind int) {
	part := func(h string, v ...any) {
		s.barE(l, kind, h)
		s.para(s.left, s.wide(), l.txt, v...)
	}
	part("Examination", pick(s.rng, studies...))
	part(pick(s.rng, "Clinical History", "Reason for Exam", "Indication"), s.years(), " y/o "+pick2(s.patient.female, "F", "M")+", "+pick(s.rng, complaints...)+".")
	part("Technique", "Standard protocol. "+pick(s.rng, "No contrast was given.", "IV contrast: 100 mL.", "Two views were obtained."))
	part("Comparison", pick(s.rng, "Study of ", "Outside films of "), s.dateIn(s.dos.AddDate(-1, 2, 5), ""), ".")
	part("Findings", strings.Join(some(s.rng, 5, findings), " "))
	part(pick(s.rng, "Impression", "Conclusion"), pick(s.rng, findings...)+" "+pick(s.rng, "Clinical correlation is advised.", "Follow-up in 6 months.", "No further imaging is needed."))
}

func (s *sheet) signRadE(l lookE) {
	s.need(60)
	if s.coin(.6) {
		s.para(s.left, s.wide(), l.txt, append(append([]any{pick(s.rng, "Read and electronically signed by ", "Interpreted by: ")}, s.mdE(s.attending, chart.ProviderName)...), "  ", s.date(s.dos, chart.SignatureDate), " "+s.timeE())...)
		return
	}
	s.skip(22)
	s.autograph(s.left+4, s.y, 150, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.text(s.left, s.y+16, l.txt, s.mdE(s.attending, chart.ProviderName)...)
	s.text(s.left+260, s.y+16, l.txt, s.label(chart.SignatureDate)+": ", s.date(s.dos, chart.SignatureDate))
	s.y += 30
}

// eRadSystem is the print of a radiology system: everything about the order in one grid.
func eRadSystem(s *sheet) {
	l := s.lookE(web, webBold, 9)
	s.page()
	s.text(s.left, s.y, l.bold.at(14), s.facility(s.hospital))
	s.textRight(s.right, s.y, l.bold.at(11).inked(l.accent), "FINAL RADIOLOGY REPORT")
	s.y += 14
	tint := ink{226, 232, 240}
	s.headedE(l, l.txt, tint, s.shf(2.3, chart.PatientName, s.pt()), s.shf(1.3, chart.MRN, s.mrnSeg()), s.shf(1.3, chart.DateOfBirth, s.dob()), s.shf(.9, chart.Sex, s.sex(false)))
	s.headedE(l, l.txt, tint, s.shf(2.3, chart.ReferringProvider, s.mdE(s.referrer, chart.ReferringProvider)...), s.shf(1.3, chart.AccountNumber, s.acct()), sh(1.3, "Exam Date", s.date(s.dos, chart.DateOfService)), sh(.9, "Pt Class", pick(s.rng, "OP", "ED", "IP")))
	s.headedE(l, l.txt, tint, sh(2.3, "Accession #", s.otherID(s.accession)), sh(1.3, "Location", pick(s.rng, "XR 2", "CT 1", "MRI")), sh(1.3, "Report Date", s.date(s.dos, chart.ReportedDate)), sh(.9, "Status", "Final"))
	s.y += 20
	s.runE(l, s.rng.IntN(2))
	s.radE(l, s.rng.IntN(4))
	s.skip(8)
	s.signRadE(l)
}

// ePathCyto is a one-page cytology report with boxes to tick by the laboratory's system.
func ePathCyto(s *sheet) {
	l := s.lookE(humanist, humanBold, 10)
	s.letterE(l, s.lab, pick(s.rng, "CYTOLOGY REPORT", "Fine Needle Aspiration Report", "Cytopathology Consultation"))
	s.pathHeadE(l)
	kind := pick(s.rng, tickX, tickFilled, tickType, tickCheck)
	s.barE(l, 1, "Specimen adequacy")
	x := s.choose(kind, s.left+6, s.y, l.txt, true, "Satisfactory for evaluation") + 20
	s.choose(kind, x, s.y, l.txt, false, "Unsatisfactory")
	s.y += 20
	s.barE(l, 1, "Source")
	s.para(s.left, s.wide(), l.txt, pick(s.rng, specimens...))
	s.barE(l, 1, "Interpretation")
	s.para(s.left, s.wide(), l.bold, pick(s.rng, pathDx...))
	s.barE(l, 1, "Clinical data")
	s.para(s.left, s.wide(), l.txt, s.years(), " year old with "+pick(s.rng, complaints...)+". Prior case ", s.otherID("NG25-"+digits(s.rng, 4)), " of ", s.dateIn(s.collected.AddDate(-1, 1, 0), ""), ".")
	s.barE(l, 1, "Description")
	s.para(s.left, s.wide(), l.txt, "Four smears and one cell block, labeled ", s.ptAs(strings.ToUpper(s.patient.last)), ". The material is cellular. Stains: Papanicolaou and Diff-Quik.")
	s.pathSignE(l)
	s.runE(l, 0)
	s.stampE(.2)
}

func (s *sheet) pathHeadE(l lookE) {
	mid := s.left + s.wide()*.52
	s.besideE(l, l.txt.inked(ink{80, 80, 80}), 96, 14, []float64{s.left, mid}, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()),
		pair{"Case No.", []any{s.otherID(s.accession)}}, pair{pick(s.rng, "Submitting MD", "Ordering MD", "Referring Physician"), s.mdE(s.referrer, chart.ReferringProvider)}, s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate)))
	s.line(s.left, s.y-4, s.right, s.y-4, .8, l.accent)
	s.y += 12
}

func (s *sheet) pathSignE(l lookE) {
	s.need(70)
	s.skip(14)
	if s.coin(.5) {
		s.para(s.left, s.wide(), l.txt, append(append([]any{pick(s.rng, "Reviewed and electronically signed: ", "Pathologist (electronic signature): ")}, s.mdE(s.attending, chart.ProviderName)...), "   ", s.date(s.reported, chart.SignatureDate))...)
		return
	}
	s.skip(18)
	s.autograph(s.left+6, s.y, 150, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.line(s.left, s.y+5, s.left+210, s.y+5, .5, ink{})
	s.text(s.left, s.y+16, l.txt, append([]any{"Pathologist: "}, s.mdE(s.attending, chart.ProviderName)...)...)
	s.text(s.left+260, s.y+16, l.txt, s.label(chart.SignatureDate)+" ", s.date(s.reported, chart.SignatureDate))
	s.y += 30
}

// ePathSurgical ends in a synoptic table.
func ePathSurgical(s *sheet) {
	l := s.lookE(bookish, bookishBd, 9.2)
	s.letterE(l, s.lab, pick(s.rng, "SURGICAL PATHOLOGY CONSULTATION", "Tissue Pathology Report"))
	s.headedE(l, l.txt, ink{236, 232, 226}, s.shf(2.3, chart.PatientName, s.pt()), s.shf(1.2, chart.DateOfBirth, s.dob()), s.shf(.8, chart.Sex, s.sex(false)), s.shf(1.3, chart.MRN, s.mrnSeg()))
	s.headedE(l, l.txt, ink{236, 232, 226}, sh(2.3, pick(s.rng, "Ordering Physician", "Submitted By", "Surgeon"), s.mdE(s.referrer, chart.ReferringProvider)...), s.shf(1.2, chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), sh(.8, "Case", s.otherID(s.accession)), s.shf(1.3, chart.ReportedDate, s.date(s.reported, chart.ReportedDate)))
	s.y += 18
	n := 1 + s.rng.IntN(3)
	parts, dx := some(s.rng, n, specimens), some(s.rng, n, pathDx)
	s.barE(l, 3, "DIAGNOSIS")
	for i, p := range parts {
		s.para(s.left, s.wide(), l.bold, fmt.Sprintf("Part %d: ", i+1)+strings.ToUpper(p))
		s.para(s.left+14, s.wide()-14, l.txt, dx[i])
		s.skip(4)
	}
	s.barE(l, 3, "GROSS")
	for i, p := range parts {
		s.para(s.left, s.wide(), l.txt, fmt.Sprintf("Part %d is received fresh, labeled \"", i+1), s.ptAs(listed(s.patient)), "\", \""+strings.ToLower(p)+fmt.Sprintf("\": %d fragments up to 0.%d cm, all embedded.", 1+s.rng.IntN(5), 2+s.rng.IntN(7)))
		s.skip(3)
	}
	s.barE(l, 3, "SYNOPTIC SUMMARY")
	s.y -= 8
	s.tableE(tableE{l: l, cell: l.txt, head: l.bold, way: "grid", tint: ink{240, 240, 240}, pad: 2, cols: []col{{"Element", 180, false}, {"Finding", 300, false}}},
		[][]any{{"Procedure", "Excision"}, {"Tumor size", fmt.Sprintf("0.%d cm", 2+s.rng.IntN(7))}, {"Margins", "Uninvolved; nearest margin 2 mm (deep)"}, {"Lymphovascular invasion", "Not identified"}})
	s.pathSignE(l)
	s.runE(l, s.rng.IntN(2))
}
