package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// hLabSlip is an office laboratory's printed list with results by pen.
func hLabSlip(s *sheet) {
	l := s.lookH(9.8, .75)
	s.headH(l, s.lab, pick(s.rng, "In-house laboratory", "CLIA waived and moderate complexity testing"))
	s.titleH(l, pick(s.rng, "LABORATORY SLIP", "Office Lab Results", "Lab Report"))
	s.blanksH(l, 25, s.fbh(2.3, chart.PatientName, s.pt()), s.fbh(1.4, chart.DateOfBirth, s.dob()), s.fbh(.8, chart.Sex, s.sex(false)), s.fbh(1.1, chart.MRN, s.mrnSeg()))
	s.blanksH(l, 25, bh(2, pick(s.rng, "Ordered by", "Doctor", "Requesting Dr."), s.mdE(s.pcp, chart.ProviderName)...), s.fbh(1.4, chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), s.fbh(1.4, chart.ReportedDate, s.date(s.reported, chart.ReportedDate)))
	w := s.wide()
	var rows [][]any
	for _, r := range resultsRenewed(s.rng, 6+s.rng.IntN(12)) {
		unit := any(cellOf("unit", r.unit))
		if r.unit == "" {
			unit = nil
		}
		flag := any(nil)
		if r.flag != "" {
			flag = cellOf("flag", r.flag)
		}
		rows = append(rows, []any{cellOf("test", r.name), cellOf("value", r.value), flag, cellOf("reference_range", r.ref), unit})
	}
	cols := []col{{"Test", w * .36, false}, {"Result", w * .18, false}, {"H / L", w * .1, false}, {"Normal", w * .18, false}, {"Units", w * .18, false}}
	s.slipH(l, cols, rows)
	s.y += 6
	s.text(s.left, s.y, l.txt, "Tech: "+s.referrer.first[:1]+s.referrer.last[:1])
	s.text(s.left+140, s.y, l.txt, "Reviewed by: ")
	s.autograph(s.left+210, s.y-2, 120, spoken(s.pcp.person, false), Provider, "")
	s.line(s.left+205, s.y+3, s.left+360, s.y+3, .5, ink{})
}

// slipH is a ruled list whose second and third columns are filled in.
func (s *sheet) slipH(l lookH, cols []col, rows [][]any) {
	lead := 21.0
	x := s.left
	for _, c := range cols {
		s.text(x+3, s.y, l.bold, c.head)
		x += c.w
	}
	s.line(s.left, s.y+4, s.right, s.y+4, 1, ink{})
	s.y += lead
	for _, r := range rows {
		s.need(lead)
		x, first := s.left, len(s.marks)
		for i, c := range cols {
			st := l.txt
			if i == 1 || i == 2 {
				st = l.value
			}
			if r[i] != nil {
				s.textIn(x+4, x+c.w-3, s.y, st, r[i])
			}
			x += c.w
		}
		s.gather("results", first)
		s.line(s.left, s.y+5, s.right, s.y+5, .35, ink{130, 130, 130})
		s.y += lead
	}
}

// hLabColumns is a small hospital's print in letters of one width: test, dots, result, without any rule.
func hLabColumns(s *sheet) {
	f := pick(s.rng, veraMono, courier, mono)
	l := s.lettersH(f, f, pick2f(f == veraMono, 8.2, 9.4), 0)
	s.left, s.right = 52, s.w-46
	s.page()
	up := strings.ToUpper
	s.text(s.left, s.y, l.txt, s.upE(s.facility(s.lab), s.lab.name))
	s.text(s.left, s.y+12, l.txt, geo(up(s.lab.street), Facility), "  ", geo(up(s.lab.cityLine()), Facility), "  ", s.phoneE(s.lab.phone))
	s.textRight(s.right, s.y+26, l.txt, pick(s.rng, "LABORATORY REPORT", "** FINAL LAB REPORT **", "LAB RESULTS - CHART COPY"))
	s.y += 44
	for _, r := range [][2]pair{{s.kv(chart.PatientName, s.pt()), s.kv(chart.MRN, s.mrnSeg())}, {s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(false))}, {s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate), " 0710"), s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate), " 1532")}, {{pick(s.rng, "Doctor", "Ordered by"), s.mdE(s.pcp, chart.ProviderName)}, {"Specimen #", []any{s.otherID(s.accession)}}}} {
		for i, p := range r {
			x := s.left + float64(i)*s.wide()*.56
			end := s.text(x, s.y, l.txt, up(p.label)+": ")
			s.textIn(end+s.space(l.txt), x+s.wide()*pick2f(i == 0, .54, .44), s.y, l.txt, p.value...)
		}
		s.y += 14
	}
	s.y += 10
	s.pageH(l)
	last, w := "", s.wide()
	for _, r := range resultsRenewed(s.rng, pick(s.rng, 5, 10, 18, 30, 36)) {
		if s.need(30) {
			s.skip(10)
		}
		if r.panel != last {
			s.y += 8
			s.text(s.left, s.y, l.txt, "* "+r.panel+" *")
			s.text(s.left+w*.46, s.y, l.txt, "RESULT")
			s.text(s.left+w*.66, s.y, l.txt, "NORMALS")
			s.y += 15
			last = r.panel
		}
		s.dottedH(l, r)
	}
	s.y += 12
	s.need(20)
	s.text(s.left, s.y, l.txt, "END OF REPORT    PATHOLOGIST: ", s.docAs(up(spoken(s.attending.person, false))))
}

// dottedH is one result after a row of dots.
func (s *sheet) dottedH(l lookH, r labResult) {
	first, w := len(s.marks), s.wide()
	end := s.textIn(s.left+10, s.left+w*.44, s.y, l.txt, cellOf("test", strings.ToUpper(r.name)))
	s.dots(end+4, s.left+w*.45, s.y-1)
	end = s.text(s.left+w*.46, s.y, l.txt, cellOf("value", r.value))
	if r.flag != "" {
		s.text(end+s.space(l.txt), s.y, l.txt, cellOf("flag", r.flag))
	}
	ref := []any{cellOf("reference_range", r.ref)}
	if r.unit != "" {
		ref = append(ref, " ", cellOf("unit", r.unit))
	}
	s.textIn(s.left+w*.66, s.right, s.y, l.txt, ref...)
	s.gather("results", first)
	s.y += 14
}

// hPathLetter is a dermatopathologist's report as a letter.
func hPathLetter(s *sheet) {
	l := s.lookH(10.8, 0)
	s.left, s.right = 62, s.w-62
	s.headH(l, s.lab, "Board certified dermatopathologists")
	s.pageH(l)
	s.titleH(l, pick(s.rng, "PATHOLOGY REPORT", "Dermatopathology Report", "Biopsy Report"))
	s.tellH(l, "Submitted by: ", s.doc(s.referrer, chart.ReferringProvider), ", "+s.referrer.cred, ", ", s.siteName(s.clinic))
	s.tellH(l, s.label(chart.PatientName)+": ", s.pt(), "     "+s.label(chart.DateOfBirth)+": ", s.dob(), "     "+s.label(chart.Sex)+": ", s.sex(s.coin(.5)))
	s.tellH(l, s.label(chart.MRN)+": ", s.mrnSeg(), "     Slide no.: ", s.otherID(s.accession), "     "+s.label(chart.CollectedDate)+": ", s.date(s.collected, chart.CollectedDate), "     "+s.label(chart.ReportedDate)+": ", s.date(s.reported, chart.ReportedDate))
	spec := pick(s.rng, specimensRenewed...)
	for _, p := range [][2]string{{"SITE", spec}, {"DIAGNOSIS", pick(s.rng, pathRenewed...)}, {"NOTE", "The findings were discussed at our daily conference. " + pick(s.rng, "Re-excision is suggested.", "No further treatment is needed.", "Clinical follow-up is advised.")}, {"GROSS", fmt.Sprintf("One piece of tissue, %d x %d x 1 mm, inked and bisected, all in one cassette.", 4+s.rng.IntN(6), 3+s.rng.IntN(4))}, {"MICROSCOPIC", "There is a proliferation confined to the superficial dermis, without necrosis. The lateral edges are clear in the planes examined."}} {
		s.need(40)
		s.text(s.left, s.y, l.bold, p[0])
		s.y = s.block(s.left+96, s.y, s.wide()-96, l.txt, p[1]) + 8
	}
	s.closeH(l, spoken(s.attending.person, false), Provider, s.mdE(s.attending, chart.ProviderName), s.date(s.reported, chart.SignatureDate))
}

// hPathForm is a cytology result with boxes to tick.
func hPathForm(s *sheet) {
	l := s.lookH(9.8, .35)
	s.headH(l, s.lab, "")
	s.titleH(l, pick(s.rng, "CYTOLOGY REPORT", "Cytology Result Form", "PATHOLOGY REQUEST AND REPORT"))
	s.blanksH(l, 25, s.fbh(2.3, chart.PatientName, s.pt()), s.fbh(1.4, chart.DateOfBirth, s.dob()), s.fbh(1, chart.MRN, s.mrnSeg()))
	s.blanksH(l, 25, bh(2.3, pick(s.rng, "Requested by", "Submitting Dr.", "Referring Dr."), s.mdE(s.referrer, chart.ReferringProvider)...), s.fbh(1.4, chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), bh(1, "Lab no.", s.otherID(s.accession)))
	s.blanksH(l, 25, bh(2.3, "Source", pick(s.rng, specimensRenewed...)), s.fbh(1.4, chart.ReportedDate, s.date(s.reported, chart.ReportedDate)), s.fbh(1, chart.Sex, s.sex(false)))
	kind := pick(s.rng, tickX, tickCross, tickType, tickFilled)
	for _, g := range [][]string{{"Adequacy", "Satisfactory", "Limited by blood", "Unsatisfactory"}, {"General category", "Negative for malignancy", "Atypical cells", "See interpretation"}, {"Other", "Inflammation", "Organisms", "Reactive change"}} {
		s.partH(l, g[0])
		at := s.rng.IntN(3)
		for i, t := range g[1:] {
			s.choose(kind, s.left+10+float64(i)*s.wide()/3, s.y, l.txt, i == at, t)
		}
		s.y += 18
	}
	s.partH(l, "Interpretation")
	s.tellH(l, pick(s.rng, pathRenewed...)+" Correlation with history is advised.")
	s.partH(l, "History given")
	s.tellH(l, s.years(), " years, "+pick(s.rng, complaintsRenewed...)+". Last test ", s.dateIn(s.collected.AddDate(-2, 0, 9), ""), ", normal.")
	s.closeH(l, spoken(s.attending.person, false), Provider, s.mdE(s.attending, chart.ProviderName), s.date(s.reported, chart.SignatureDate))
}

// hRadDictated is an imaging centre's dictation.
func hRadDictated(s *sheet) {
	l := s.lookH(10.8, 0)
	s.left, s.right = 60, s.w-60
	s.headH(l, s.hospital, "MRI * CT * Ultrasound * X-ray * Mammography")
	s.pageH(l)
	for _, p := range []pair{s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()), {pick(s.rng, "Referring physician", "Referred by", "Requested by"), s.mdE(s.referrer, chart.ReferringProvider)}, {pick(s.rng, "Date of exam", "Exam date", "Date of service"), []any{s.date(s.dos, chart.DateOfService)}}, {"Exam", []any{pick(s.rng, studiesRenewed...)}}} {
		s.text(s.left, s.y, l.bold, strings.ToUpper(p.label))
		s.textIn(s.left+170, s.right, s.y, l.txt, p.value...)
		s.y += 16
	}
	s.skip(10)
	s.tellH(l, "HISTORY:  "+his0(pick(s.rng, complaintsRenewed...))+".")
	s.tellH(l, "COMPARISON:  ", pick(s.rng, "Outside study of ", "Prior of "), s.dateIn(s.dos.AddDate(-1, -3, 6), ""), ".")
	for _, f := range some(s.rng, 5, findingsRenewed) {
		s.tellH(l, f)
	}
	s.tellH(l, pick(s.rng, "IMPRESSION:  ", "CONCLUSION:  ", "OPINION:  ")+pick(s.rng, findingsRenewed...))
	s.tellH(l, "Thank you for referring ", s.ptAs(s.title(s.patient)+" "+s.patient.last), " to us.")
	s.closeH(l, spoken(s.attending.person, false), Provider, s.mdE(s.attending, chart.ProviderName), s.date(s.dos.AddDate(0, 0, 1), chart.SignatureDate))
	s.text(s.left, s.y, l.tiny.at(8.5), "D: ", s.date(s.dos, ""), "   T: ", s.date(s.dos.AddDate(0, 0, 1), ""), "   "+strings.ToLower(s.kin.last[:2]))
}

// hRadLetter is a reading written to the referring doctor as a letter.
func hRadLetter(s *sheet) {
	l := s.lookH(11.2, 0)
	s.left, s.right = 68, s.w-68
	s.headH(l, s.hospital, "")
	s.text(s.left, s.y, l.txt, s.dateIn(s.dos.AddDate(0, 0, 1), chart.ReportedDate))
	s.y += 26
	for _, p := range [][]any{s.mdE(s.referrer, chart.ReferringProvider), {s.siteName(s.clinic)}, {s.roadE(s.clinic)}, {s.cityE(s.clinic)}} {
		s.text(s.left, s.y, l.txt, p...)
		s.y += 14
	}
	s.y += 12
	s.tellH(l, "RE: ", s.pt(), ", "+s.label(chart.DateOfBirth)+" ", s.dob(), ", "+s.label(chart.MRN)+" ", s.mrnSeg())
	s.tellH(l, "Dear Dr. ", s.docAs(s.referrer.last), ":")
	s.tellH(l, "Thank you for sending this patient. On ", s.date(s.dos, chart.DateOfService), " we performed the following: "+titled(pick(s.rng, studiesRenewed...))+".")
	s.tellH(l, strings.Join(some(s.rng, 4, findingsRenewed), " "))
	s.tellH(l, "In summary, "+strings.ToLower(pick(s.rng, "No sign of malignancy is seen.", "The changes are those of wear.", "A follow-up study in six months is suggested.")))
	s.tellH(l, "A letter in plain language was mailed to the patient at ", geo(s.patient.street, Patient), ".")
	s.skip(16)
	s.text(s.left, s.y, l.txt, "Sincerely,")
	s.skip(34)
	s.autograph(s.left+4, s.y, 150, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.text(s.left, s.y+20, l.txt, s.mdE(s.attending, chart.ProviderName)...)
	s.text(s.left, s.y+34, l.txt, "Radiologist")
}
