package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// dLab is a report of one of the two large reference laboratories: three columns about patient, specimen and client over
// results whose reference intervals stand beside them, or in-range and out-of-range results in columns of their own.
func dLab(s *sheet) {
	if s.coin(.5) {
		s.intervalLabD()
		return
	}
	s.rangeLabD()
}

// intervalLabD has boxed details and a flag column.
func (s *sheet) intervalLabD() {
	l := s.lookD(cond, condBold, 9.5)
	s.left, s.right, s.top, s.bottom = 36, s.w-36, 74, s.h-78
	s.page()
	s.frame = func(page, pages int) {
		s.text(s.left, 40, l.bold.at(16).inked(ink{0, 60, 130}), s.facility(s.lab))
		s.textRight(s.right, 40, l.bold.at(12), "Patient Report")
		s.line(s.left, 48, s.right, 48, 1.2, ink{0, 60, 130})
		y := s.h - 60
		s.line(s.left, y, s.right, y, .8, ink{})
		s.text(s.left, y+11, l.tiny, "Date Issued: ", s.date(s.reported, ""), " "+s.clockD())
		s.textMid(s.w/2, y+11, l.bold.at(9), "FINAL REPORT")
		s.textRight(s.right, y+11, l.tiny, fmt.Sprintf("Page %d of %d", page, pages))
		s.text(s.left, y+22, l.tiny, "This document contains private and confidential health information protected by state and federal law. Call ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility), " if you received it in error.")
	}
	c2, c3 := s.left+178, s.left+362
	s.listD(s.left, c2-6, s.y, 12, l.bold, l.txt, pair{"Specimen ID:", []any{s.otherID(s.accession)}}, pair{"Control ID:", []any{s.otherID(digits(s.rng, 11))}})
	s.mailD(c2, s.y, 12, l.bold, []any{s.pt()}, []any{geo(s.patient.street, Patient)}, []any{geo(s.patient.cityLine(), Patient)}, []any{s.phone()})
	s.mailD(c3, s.y, 12, l.txt, []any{s.siteName(s.clinic)}, []any{geo(s.clinic.street, Facility)}, []any{geo(s.clinic.cityLine(), Facility)}, []any{"Phone: ", s.telOf(s.clinic.phone, chart.PhoneNumber, Facility)})
	s.y += 50
	for i, h := range []string{"Patient Details", "Specimen Details", "Physician Details"} {
		x := []float64{s.left, c2, c3}[i]
		s.bar(x, s.y-9, []float64{c2 - 6, c3 - 6, s.right}[i], s.y+4, ink{222, 230, 240})
		s.text(x+3, s.y, l.bold, h)
	}
	s.y += 16
	at := func(d string) string { return " " + d + " Local" }
	s.listD(s.left, c2-6, s.y, 12, l.bold, l.txt, pair{"DOB:", []any{s.dob()}}, pair{"Age(y):", []any{s.years()}}, pair{"Gender:", []any{s.sex(s.coin(.5))}}, pair{"Patient ID:", []any{s.mrnSeg()}})
	s.listD(c2, c3-6, s.y, 12, l.bold, l.txt, pair{"Date collected:", []any{s.date(s.collected, chart.CollectedDate), at("0815")}}, pair{"Date received:", []any{s.date(s.collected, "")}}, pair{"Date entered:", []any{s.date(s.collected, "")}}, pair{"Date reported:", []any{s.date(s.reported, chart.ReportedDate), at("1407")}})
	s.listD(c3, s.right, s.y, 12, l.bold, l.txt, pair{"Ordering:", []any{s.doc(s.pcp, chart.ProviderName), " " + s.pcp.cred}}, pair{"NPI:", []any{s.npi(s.pcp)}})
	s.y += 58
	s.para(s.left, s.wide(), l.bold, "General Comments & Additional Information")
	s.para(s.left, s.wide(), l.txt, "Fasting: "+pick(s.rng, "Yes", "No", "Not given"))
	s.skip(8)
	var rows [][]any
	last := ""
	for _, r := range results(s.rng, 5+s.rng.IntN(30)) {
		if r.panel != last {
			rows, last = append(rows, []any{"Ordered Item: " + r.panel}), r.panel
		}
		rows = append(rows, []any{cellOf("test", r.name), cellOf("value", r.value), resultCell(r, 'f'), cellOf("unit", r.unit), cellOf("reference_range", r.ref), "01"})
	}
	s.table(s.left, grid{head: l.bold, cell: l.txt, lead: 13, name: "results"}, []col{{"TESTS", 190, false}, {"RESULT", 80, false}, {"FLAG", 50, false}, {"UNITS", 80, false}, {"REFERENCE INTERVAL", 100, false}, {"LAB", 40, false}}, rows)
	s.skip(6)
	s.para(s.left, s.wide(), l.tiny, "01   ", s.siteName(s.lab), "  ", geo(s.lab.street+", "+s.lab.cityLine(), Facility), "   Dir: ", s.doc(s.attending, ""), ", "+s.attending.cred)
}

// rangeLabD sets results in or out of range in two columns and the units beside the range.
func (s *sheet) rangeLabD() {
	l := s.lookD(sans, sansBold, 8.5)
	s.left, s.right, s.bottom = 40, s.w-40, s.h-70
	s.page()
	s.text(s.left, s.y, style{font: serifBold, size: 18, col: ink{20, 110, 60}}, s.facility(s.lab))
	s.textRight(s.right, s.y, l.bold.at(11), "Report Status: Final")
	s.y += 16
	c2, c3 := s.left+176, s.left+362
	s.rect(s.left, s.y, s.right, s.y+102, .8)
	s.line(c2-6, s.y, c2-6, s.y+102, .5, ink{})
	s.line(c3-6, s.y, c3-6, s.y+102, .5, ink{})
	for i, h := range []string{"Patient Information", "Specimen Information", "Client Information"} {
		s.text([]float64{s.left + 5, c2, c3}[i], s.y+12, l.bold, h)
	}
	y := s.y + 29
	s.text(s.left+5, y, l.bold.at(10), s.pt())
	s.listD(s.left+5, c2-8, y+15, 12, l.bold, l.txt, pair{"DOB:", []any{s.dob(), "   AGE: ", s.years()}}, pair{"Gender:", []any{s.sex(s.coin(.5))}}, pair{"Phone:", []any{s.phone()}}, pair{"Patient ID:", []any{s.mrnSeg()}})
	s.listD(c2, c3-8, y, 12, l.bold, l.txt, pair{"Specimen:", []any{s.otherID("WX" + digits(s.rng, 6) + "C")}}, pair{"Requisition:", []any{s.otherID(digits(s.rng, 7))}}, pair{"Collected:", []any{s.date(s.collected, chart.CollectedDate), " / 08:40"}},
		pair{"Received:", []any{s.date(s.collected, ""), " / 22:16"}}, pair{"Reported:", []any{s.date(s.reported, chart.ReportedDate), " / 06:02"}})
	s.listD(c3, s.right-4, y, 12, l.bold, l.txt, pair{"Client #:", []any{seg{text: digits(s.rng, 8), kind: chart.OtherID, whose: Facility}}}, pair{"", []any{s.doc(s.pcp, chart.ProviderName)}}, pair{"", []any{s.siteName(s.clinic)}}, pair{"", []any{geo(s.clinic.street, Facility)}}, pair{"", []any{geo(s.clinic.cityLine(), Facility)}})
	s.y += 124
	var rows [][]any
	last := ""
	for _, r := range results(s.rng, 6+s.rng.IntN(28)) {
		if r.panel != last {
			rows, last = append(rows, []any{r.panel}), r.panel
		}
		row := []any{cellOf("test", r.name), cellOf("value", r.value), nil, []any{cellOf("reference_range", r.ref), " ", cellOf("unit", r.unit)}, "EN"}
		if r.flag != "" {
			row[1], row[2] = nil, []any{cellOf("value", r.value), " ", cellOf("flag", r.flag)}
		}
		rows = append(rows, row)
	}
	s.table(s.left, grid{head: l.bold, cell: l.txt, lead: 12.5, name: "results", dark: s.coin(.5)}, []col{{"Test Name", 176, false}, {"In Range", 90, false}, {"Out Of Range", 96, false}, {"Reference Range", 134, false}, {"Lab", 36, false}}, rows)
	s.skip(10)
	s.para(s.left, s.wide(), l.bold, "PERFORMING SITE:")
	s.para(s.left, s.wide(), l.tiny, "EN  ", s.siteName(s.lab), ", ", geo(s.lab.street+", "+s.lab.cityLine(), Facility), "  Laboratory Director: ", s.doc(s.attending, ""), ", "+s.attending.cred)
	s.frame = func(page, pages int) {
		y := s.h - 46
		s.line(s.left, y-11, s.right, y-11, .5, ink{})
		s.text(s.left, y, l.tiny, "CLIENT SERVICES: ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility), "    SPECIMEN: ", s.otherID(s.accession))
		s.textRight(s.right, y, l.tiny, fmt.Sprintf("PAGE %d OF %d", page, pages))
	}
}

// dRad is a reading-room report: a ruled block of exam, accession and ordering data, findings by organ.
func dRad(s *sheet) {
	l := s.lookD(sans, sansBold, 10)
	s.page()
	s.textMid(s.w/2, s.y, l.bold.at(14), s.facility(s.hospital))
	s.textMid(s.w/2, s.y+13, l.txt.at(9), "Department of "+pick(s.rng, "Radiology", "Medical Imaging", "Diagnostic Imaging"))
	s.textMid(s.w/2, s.y+24, l.txt.at(8), geo(s.hospital.street+", "+s.hospital.cityLine(), Facility), "   ", s.telOf(s.hospital.phone, chart.PhoneNumber, Facility))
	s.y += 44
	read := s.dos.AddDate(0, 0, s.rng.IntN(2))
	study := pick(s.rng, studies...)
	cells := [][2]pair{{{"Patient Name:", []any{s.pt()}}, {"Exam Date:", []any{s.date(s.dos, chart.DateOfService), " " + s.clockD()}}},
		{{"MRN:", []any{s.mrnSeg()}}, {"Accession No:", []any{s.otherID(s.accession)}}}, {{"DOB:", []any{s.dob()}}, {"Ordering Provider:", []any{s.doc(s.referrer, chart.ReferringProvider), ", " + s.referrer.cred}}},
		{{"Age / Sex:", []any{s.years(), " / ", s.sex(false)}}, {"Patient Class:", []any{pick(s.rng, "Outpatient", "Emergency", "Inpatient")}}}, {{"Visit #:", []any{s.acct()}}, {"Report Status:", []any{"Final"}}}}
	if s.coin(.5) {
		for i := range cells {
			cells[i][0], cells[i][1] = cells[i][1], cells[i][0]
		}
	}
	for _, r := range cells {
		for i, p := range r {
			x := s.left + float64(i)*s.wide()/2
			s.rect(x, s.y, x+s.wide()/2, s.y+17, .5)
			s.sayD(x+5, x+s.wide()/2-4, s.y+12, l.bold.at(9), l.txt, p.label, p.value...)
		}
		s.y += 17
	}
	s.skip(20)
	part := func(h string, gap float64, parts ...any) {
		s.need(30)
		s.text(s.left, s.y, l.bold, h)
		s.y += 13
		s.para(s.left, s.wide(), l.txt, parts...)
		s.skip(gap)
	}
	part("EXAM DESCRIPTION:", 5, study)
	part("INDICATION:", 5, s.years(), "-year-old "+pick2(s.patient.female, "woman", "man")+", "+pick(s.rng, complaints...)+".")
	part("COMPARISON:", 5, pick(s.rng, "Radiographs of ", "Prior study dated "), s.dateIn(s.dos.AddDate(0, -7, 2), ""), " from ", s.siteName(s.clinic), ".")
	s.text(s.left, s.y, l.bold, "FINDINGS:")
	s.y += 13
	s.para(s.left, s.wide(), l.txt, strings.Join(some(s.rng, 4, findings), " "))
	s.para(s.left, s.wide(), l.txt, "Bones: "+pick(s.rng, "Unremarkable.", "No suspicious lesion.", "Mild degenerative change."))
	s.para(s.left, s.wide(), l.txt, "Soft tissues: "+pick(s.rng, "Normal.", "No mass."))
	s.skip(5)
	part("IMPRESSION:", 0, "1. "+pick(s.rng, findings...), "\n", "2. Recommend follow-up in 12 months.")
	s.para(s.left, s.wide(), l.txt, "Critical results were discussed with Dr. ", s.docAs(s.referrer.last), " by phone on ", s.dateIn(read, ""), ".")
	s.skip(14)
	s.para(s.left, s.wide(), l.txt, "Interpreting Radiologist: ", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred)
	s.para(s.left, s.wide(), l.txt, "Electronically Signed: ", s.date(read, chart.SignatureDate), " "+s.clockD())
	s.para(s.left, s.wide(), l.txt, "Date of Report: ", s.date(read, chart.ReportedDate))
}

// dPath is surgical pathology with specimen parts.
func dPath(s *sheet) {
	l := s.lookD(goSans, goBold, 9.5)
	s.bottom -= 10
	s.page()
	s.textRight(s.right, s.y, l.bold.at(14), s.facility(s.lab))
	s.textRight(s.right, s.y+12, l.tiny, geo(s.lab.street+", "+s.lab.cityLine(), Facility), "   Tel. ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility), "   CLIA # ", seg{text: "22D" + digits(s.rng, 7), kind: chart.LicenseNumber, whose: Facility})
	s.text(s.left, s.y, l.bold.at(13), "SURGICAL PATHOLOGY")
	s.y += 26
	s.bar(s.left, s.y, s.right, s.y+20, ink{235, 235, 235})
	s.text(s.left+6, s.y+14, l.bold.at(11), "Case: ", s.otherID(s.accession))
	s.textRight(s.right-6, s.y+14, l.txt, "Final")
	s.y += 34
	mid := s.left + 268
	end := s.listD(s.left+6, mid-8, s.y, 13, l.bold, l.txt, pair{"Patient:", []any{s.pt()}}, pair{"Med. Rec. No.:", []any{s.mrnSeg()}}, pair{"Date of Birth:", []any{s.dob(), " (Age: ", s.years(), ")"}}, pair{"Gender:", []any{s.sex(s.coin(.5))}}, pair{"Acct. No.:", []any{s.acct()}})
	s.listD(mid, s.right, s.y, 13, l.bold, l.txt, pair{"Client:", []any{s.siteName(s.clinic)}}, pair{"Submitting Physician:", []any{s.doc(s.referrer, chart.ReferringProvider), ", " + s.referrer.cred}}, pair{"Date Collected:", []any{s.date(s.collected, chart.CollectedDate)}},
		pair{"Date Received:", []any{s.date(s.collected.AddDate(0, 0, 1), "")}}, pair{"Date Reported:", []any{s.date(s.reported, chart.ReportedDate)}})
	s.y = end + 10
	n := 1 + s.rng.IntN(3)
	parts, dx := some(s.rng, n, specimens), some(s.rng, n, pathDx)
	head := func(t string) {
		s.need(44)
		s.line(s.left, s.y-10, s.right, s.y-10, .5, ink{130, 130, 130})
		s.text(s.left, s.y+2, l.bold, t)
		s.y += 16
	}
	letter := func(i int) string { return string(rune('A'+i)) + ". " }
	head("FINAL PATHOLOGIC DIAGNOSIS")
	for i, p := range parts {
		s.para(s.left+8, s.wide()-8, l.bold, letter(i)+strings.ToUpper(p)+":")
		s.para(s.left+24, s.wide()-24, l.txt, "- "+dx[i])
		s.skip(3)
	}
	s.skip(4)
	s.para(s.left+120, s.wide()-120, l.txt, "*** Electronically Signed Out by ", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred+" ***")
	s.para(s.left+120, s.wide()-120, l.txt, "Sign-out date: ", s.date(s.reported, chart.SignatureDate))
	s.skip(12)
	head("CLINICAL HISTORY")
	s.para(s.left+8, s.wide()-8, l.txt, pick(s.rng, complaints...)+". Previous biopsy ", s.dateIn(s.collected.AddDate(-1, 0, 3), ""), " (", s.otherID("S25-"+digits(s.rng, 5)), ").")
	s.skip(12)
	head("SPECIMEN(S) SUBMITTED / GROSS DESCRIPTION")
	for i, p := range parts {
		s.para(s.left+8, s.wide()-8, l.txt, letter(i)+"Received in formalin, labeled \"", s.ptAs(s.patient.last+", "+s.patient.first), "\" and \""+strings.ToLower(p)+fmt.Sprintf("\", are %d pieces of tan-pink tissue, 0.2 to 0.%d cm. Submitted entirely in cassette ", 2+s.rng.IntN(4), 3+s.rng.IntN(6))+letter(i)[:1]+"1.")
		s.skip(3)
	}
	s.skip(9)
	head("MICROSCOPIC DESCRIPTION")
	s.para(s.left+8, s.wide()-8, l.txt, "Microscopic examination supports the above diagnosis. Controls stain as they should.")
	s.frame = func(page, pages int) {
		s.text(s.left, s.h-38, l.tiny, s.pt(), "    Case: ", s.otherID(s.accession))
		s.textRight(s.right, s.h-38, l.tiny, fmt.Sprintf("%d / %d", page, pages))
	}
}
