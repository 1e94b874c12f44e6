package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// runE prints the patient and the page on every leaf.
func (s *sheet) runE(l lookE, way int) {
	s.bottom -= 12
	if way == 2 {
		s.top += 14
		s.y += 14
	}
	s.frame = func(page, pages int) {
		y := s.h - 36
		switch way {
		case 0:
			s.line(s.left, y-10, s.right, y-10, .5, ink{130, 130, 130})
			s.text(s.left, y, l.tiny, s.pt(), "   "+s.label(chart.MRN)+" ", s.mrnSeg(), "   "+s.label(chart.DateOfBirth)+" ", s.dob())
			s.textRight(s.right, y, l.tiny, pageE(page, pages))
		case 1:
			s.textMid(s.w/2, y, l.tiny, pageE(page, pages))
			s.textMid(s.w/2, y+9, l.tiny, "CONFIDENTIAL: contains protected health information. Printed ", s.date(s.printed, ""), " "+"09:14 by ", s.docAs(s.referrer.last), "_"+s.referrer.first[:1])
		default:
			s.text(s.left, 30, l.tiny, s.ptAs(strings.ToUpper(listed(s.patient))), "   #", s.mrnSeg())
			s.textRight(s.right, 30, l.tiny, fmt.Sprintf("%d of %d", page, pages))
			s.line(s.left, 35, s.right, 35, .5, ink{130, 130, 130})
		}
	}
}

// eNotePanel is a system's note with a panel of lists down the left side and the story on the right.
func eNotePanel(s *sheet) {
	l := s.lookE(web, webBold, 8.6)
	s.left, s.right = 34, s.w-34
	s.page()
	s.bar(s.left, s.y-16, s.right, s.y+40, ink{238, 241, 245})
	s.text(s.left+8, s.y+2, l.bold.at(13), s.pt())
	s.text(s.left+8, s.y+16, l.txt, s.sex(true), "  •  ", s.years(), " y/o  •  "+s.label(chart.DateOfBirth)+": ", s.dob())
	by := append([]any{s.label(chart.ProviderName) + ": "}, s.mdE(s.attending, chart.ProviderName)...)
	s.textIn(s.left+8, s.right-s.width(l.txt, by...)-20, s.y+29, l.txt, s.label(chart.MRN)+": ", s.mrnSeg(), "  •  "+s.label(chart.AccountNumber)+": ", s.acct(), "  •  "+s.label(chart.Payer)+": ", s.payerSeg())
	s.textRight(s.right-8, s.y+2, l.bold, s.facility(s.clinic))
	s.textRight(s.right-8, s.y+16, l.txt, s.label(chart.DateOfService)+": ", s.date(s.dos, chart.DateOfService))
	s.textRight(s.right-8, s.y+29, l.txt, by...)
	s.y += 58
	top, panel := s.y, s.left+168
	y := s.panelE(l, top, panel-s.left-12)
	s.line(panel-4, top-8, panel-4, max(y, s.bottom-14), .5, ink{170, 170, 170})
	s.runE(l, s.rng.IntN(2))
	left := s.left
	s.left, s.y = panel+4, top
	s.soapE(l, 2)
	s.signE(l, s.attending)
	s.left = left
}

// panelE lists allergies, medicines, problems and vital signs in a narrow column.
func (s *sheet) panelE(l lookE, y, w float64) float64 {
	st := l.txt.at(8)
	title := func(t string) { s.text(s.left, y, l.head(), t); y += 12 }
	title(s.label(chart.Allergy))
	if len(s.allergies) == 0 {
		y = s.block(s.left+4, y, w, st, pick(s.rng, "No known drug allergies", "NKDA"))
	}
	for i := range s.allergies {
		y = s.block(s.left+4, y, w, st, s.allergy(i), " ("+s.reactions[i]+")")
	}
	y += 8
	title("Medications")
	for _, m := range s.meds {
		s.oneALine("medications", func() {
			y = s.block(s.left+4, y, w, st, s.medSegCell(m), " ", cellOf("dose", m.dose), " ", cellOf("route", m.route), " ", cellOf("frequency", m.freq)) + 2
		})
	}
	y += 8
	title("Problem List")
	for _, d := range s.dx {
		name, code := s.problem(d)
		s.oneALine("problems", func() { y = s.block(s.left+4, y, w, st, name, " ", code) + 2 })
	}
	y += 8
	title("Vitals")
	for _, v := range []string{fmt.Sprintf("BP %d/%d", 108+s.rng.IntN(50), 60+s.rng.IntN(30)), fmt.Sprintf("HR %d  RR 16", 58+s.rng.IntN(40)), fmt.Sprintf("Temp 98.%d F", s.rng.IntN(9)), fmt.Sprintf("SpO2 %d%% RA", 93+s.rng.IntN(7)), fmt.Sprintf("Wt %d lb  BMI 2%d.%d", 118+s.rng.IntN(120), s.rng.IntN(9), s.rng.IntN(9))} {
		y = s.block(s.left+4, y, w, st, v)
	}
	return y
}

// soapE is the note's text under headings of one kind.
func (s *sheet) soapE(l lookE, kind int) {
	complaint := pick(s.rng, complaints...)
	s.barE(l, kind, "Chief Complaint")
	s.para(s.left, s.wide(), l.txt, strings.ToUpper(complaint[:1])+complaint[1:])
	s.barE(l, kind, pick(s.rng, "HPI", "History of Present Illness", "Interval History"))
	s.para(s.left, s.wide(), l.txt, s.hpiE(complaint)...)
	s.moreE(l, kind)
	s.barE(l, kind, pick(s.rng, "Physical Exam", "Examination"))
	s.para(s.left, s.wide(), l.txt, strings.Join(some(s.rng, 5, exams), " "))
	s.barE(l, kind, pick(s.rng, "Plan", "Recommendations"))
	for i, p := range some(s.rng, 3, plans) {
		s.para(s.left+8, s.wide()-8, l.txt, fmt.Sprintf("%d) ", i+1)+p)
	}
}

// signE closes with an electronic or a written signature.
func (s *sheet) signE(l lookE, d doctor) {
	s.need(64)
	s.skip(12)
	if s.coin(.55) {
		s.para(s.left, s.wide(), l.txt, append(append([]any{pick(s.rng, "Electronically signed by: ", "Signed electronically: ", "E-signed by ")}, s.mdE(d, "")...), "  ", s.date(s.dos, chart.SignatureDate), " "+s.timeE())...)
		return
	}
	s.skip(16)
	s.autograph(s.left+6, s.y, 150, spoken(d.person, false), Provider, chart.SignaturePresent)
	s.line(s.left, s.y+5, s.left+200, s.y+5, .5, ink{})
	s.text(s.left+216, s.y+2, l.txt, s.label(chart.SignatureDate)+": ", s.date(s.dos, chart.SignatureDate))
	s.text(s.left, s.y+14, l.tiny, s.mdE(d, "")...)
	s.y += 24
}

// eNoteSoap is an office note on letterhead, a table of identifiers over S, O, A and P.
func eNoteSoap(s *sheet) {
	l := s.lookE(bookish, bookishBd, 9.5)
	s.letterE(l, s.clinic, "")
	tint := ink{235, 235, 235}
	s.headedE(l, l.txt, tint, s.shf(2.5, chart.PatientName, s.pt()), s.shf(1.3, chart.DateOfBirth, s.dob()), s.shf(.9, chart.Sex, s.sex(false)), s.shf(1.4, chart.MRN, s.mrnSeg()))
	s.headedE(l, l.txt, tint, s.shf(2.1, chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...), s.shf(1.3, chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.shf(1.3, chart.AccountNumber, s.acct()), s.shf(1.8, chart.Payer, s.payerSeg()))
	s.y += 24
	s.runE(l, 2)
	complaint := pick(s.rng, complaints...)
	side := func(letter string, body func(x, w float64)) {
		s.need(60)
		s.text(s.left, s.y+4, l.bold.at(17).inked(l.accent), letter)
		body(s.left+30, s.wide()-30)
		s.skip(9)
	}
	side("S", func(x, w float64) {
		s.para(x, w, l.txt, append([]any{s.ptAs(s.title(s.patient) + " " + s.patient.last), " returns today. "}, s.hpiE(complaint)...)...)
		s.para(x, w, l.txt, append(append([]any{s.label(chart.Allergy) + ": "}, s.allergicE("NKDA", ", ", " - ", "")...), ".")...)
		s.para(x, w, l.txt, append([]any{"Meds: "}, s.medParts(9)...)...)
	})
	s.moreE(l, 3)
	s.skip(8)
	side("O", func(x, w float64) {
		s.para(x, w, l.txt, fmt.Sprintf("BP %d/%d, P %d, T 98.%d. ", 108+s.rng.IntN(50), 60+s.rng.IntN(30), 58+s.rng.IntN(40), s.rng.IntN(9))+strings.Join(some(s.rng, 4, exams), " "))
	})
	side("A", func(x, w float64) {
		for i, d := range s.dx {
			s.problemLine(x, w, l.txt, d, func(name, code seg) []any { return []any{fmt.Sprintf("%d. ", i+1), name, " (", code, ")"} })
		}
	})
	side("P", func(x, w float64) { s.para(x, w, l.txt, strings.Join(some(s.rng, 4, plans), " ")) })
	s.signE(l, s.attending)
	s.stampE(.2)
}

// eDischargeTable puts the stay's facts in a table of two columns and the medicines in a ruled table.
func eDischargeTable(s *sheet) {
	l := s.lookE(humanist, humanBold, 9.8)
	s.letterE(l, s.hospital, pick(s.rng, "Hospital Discharge Summary", "DISCHARGE SUMMARY", "Inpatient Discharge Summary"))
	mid := s.left + s.wide()/2
	s.besideE(l, l.txt.inked(ink{90, 90, 90}), 92, 14, []float64{s.left, mid}, s.kv(chart.PatientName, s.pt()), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.AccountNumber, s.acct()),
		s.kv(chart.AdmissionDate, s.date(s.admit, chart.AdmissionDate)), s.kv(chart.DischargeDate, s.date(s.discharge, chart.DischargeDate)), pair{pick(s.rng, "Attending MD", "Attending Physician", "Discharging Provider"), s.mdE(s.attending, chart.ProviderName)}, pair{"PCP", s.mdE(s.pcp, "")}, pair{"Disposition", []any{pick(s.rng, "Home", "Home health", "Skilled nursing")}})
	s.line(s.left, s.y, s.right, s.y, 1, l.accent)
	s.y += 14
	s.runE(l, s.rng.IntN(2))
	kind := s.rng.IntN(4)
	s.barE(l, kind, pick(s.rng, "Discharge Diagnoses", "Principal & Secondary Dx", "Hospital Problems"))
	for _, d := range s.dx {
		s.problemLine(s.left+8, s.wide()-8, l.txt, d, func(name, code seg) []any { return []any{"• ", code, "  ", name} })
	}
	s.barE(l, kind, "Hospital Course")
	s.para(s.left, s.wide(), l.txt, s.hpiE(pick(s.rng, complaints...))...)
	s.para(s.left, s.wide(), l.txt, "On ", s.dateIn(s.admit.AddDate(0, 0, 1), ""), " Dr. ", s.docAs(s.referrer.last), " was consulted. "+strings.Join(some(s.rng, 3, findings), " "))
	s.courseE(l)
	s.moreE(l, kind)
	s.barE(l, kind, s.label(chart.Allergy))
	s.para(s.left, s.wide(), l.txt, s.allergicE("No known allergies", "; ", ": ", "")...)
	s.barE(l, kind, pick(s.rng, "Discharge Medications", "Medications at Discharge"))
	s.y -= 8
	s.medTableE(l, pick(s.rng, "rule", "grid", "zebra"))
	s.barE(l, kind, "Follow-up")
	s.para(s.left, s.wide(), l.txt, s.docAs("Dr. "+spoken(s.pcp.person, false)), ", ", s.siteName(s.clinic), ", on ", s.dateIn(s.discharge.AddDate(0, 0, 9), ""), ". "+pick(s.rng, plans...))
	s.para(s.left, s.wide(), l.txt, "Discharge instructions were reviewed with the patient and "+s.relation+" ", relAs(s.kin.first), " at ", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), ".")
	s.dos = s.discharge
	s.signE(l, s.attending)
}

// medTableE is medicines in columns; the order of columns is the chart's own.
func (s *sheet) medTableE(l lookE, way string) {
	t := tableE{l: l, name: "medications", cell: l.txt, head: l.bold, way: way, tint: ink{226, 231, 236}, pad: 2.2, after: "Medications (continued)"}
	t.cols = []col{{pick(s.rng, "Medication", "Drug Name", "Medicine"), 150, false}, {pick(s.rng, "Dose", "Strength"), 74, false}, {"Route", 52, false}, {pick(s.rng, "Frequency", "How Often", "Sig"), 136, false}, {"Indication", 104, false}}
	var rows [][]any
	for _, m := range s.meds {
		rows = append(rows, []any{s.medSeg(m).in("medication"), cellOf("dose", m.dose), cellOf("route", m.route), cellOf("frequency", m.freq), m.for_})
	}
	s.tableE(t, rows)
}

// eDischargeMatrix is the line printer of an old system.
func eDischargeMatrix(s *sheet) {
	f := pick(s.rng, courier, matrix)
	n := pick2f(f == matrix, 12.5, 9)
	l := s.lookE(f, f, n)
	l.tiny = l.txt.at(n * .9)
	l.accent = ink{}
	s.left, s.right = 40, s.w-36
	s.page()
	s.textMid(s.w/2, s.y, l.txt, s.facility(s.hospital))
	s.textMid(s.w/2, s.y+n*1.2, l.txt, s.roadE(s.hospital), "  ", s.cityE(s.hospital))
	s.y += n * 3
	stars := strings.Repeat("-", 92)
	s.textIn(s.left, s.right, s.y, l.txt, stars)
	s.y += n * 1.2
	c := []float64{s.left, s.left + 270}
	row := func(a, b pair) {
		for i, p := range []pair{a, b} {
			end := s.text(c[i], s.y, l.txt, strings.ToUpper(p.label)+": ")
			s.textIn(end+s.space(l.txt), pick2f(i == 0, c[1]-6, s.right), s.y, l.txt, p.value...)
		}
		s.y += n * 1.25
	}
	row(s.kv(chart.PatientName, s.pt()), s.kv(chart.MRN, s.mrnSeg()))
	row(s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.AccountNumber, s.acct()))
	row(pair{"Age/Sex", []any{s.years(), "/", s.sex(false)}}, pair{"Nurse Sta", []any{fmt.Sprintf("%dN %d-A", 2+s.rng.IntN(6), 210+s.rng.IntN(40))}})
	row(s.kv(chart.AdmissionDate, s.date(s.admit, chart.AdmissionDate)), s.kv(chart.DischargeDate, s.date(s.discharge, chart.DischargeDate)))
	row(pair{"Attending", s.mdE(s.attending, chart.ProviderName)}, pair{"Fam Phys", s.mdE(s.pcp, "")})
	s.textIn(s.left, s.right, s.y, l.txt, stars)
	s.y += n * 1.6
	s.runE(l, 0)
	s.matrixBody(l, n)
}

// matrixBody is the text under headings in capitals.
func (s *sheet) matrixBody(l lookE, n float64) {
	head := func(t string) { s.need(n * 4); s.skip(n * .6); s.text(s.left, s.y, l.txt, t); s.y += n * 1.3 }
	head("DIAGNOSES:")
	for i, d := range s.dx {
		s.problemLine(s.left+20, s.wide()-20, l.txt, d, func(name, code seg) []any { return []any{fmt.Sprintf("%d. ", i+1), name, "  [", code, "]"} })
	}
	head("BRIEF HISTORY:")
	s.para(s.left+20, s.wide()-20, l.txt, s.hpiE(pick(s.rng, complaints...))...)
	head("HOSPITAL COURSE:")
	s.courseE(l)
	head("ALLERGIES:")
	s.para(s.left+20, s.wide()-20, l.txt, s.allergicE("NONE KNOWN", ", ", " (", ")")...)
	head("MEDICATIONS ON DISCHARGE:")
	for _, m := range s.meds {
		first := len(s.marks)
		s.para(s.left+20, s.wide()-20, l.txt, s.medSeg(m).in("medication"), "  ", cellOf("dose", m.dose), "  ", cellOf("route", m.route), "  ", cellOf("frequency", m.freq))
		s.gather("medications", first)
	}
	head("DISPOSITION AND FOLLOW UP:")
	s.para(s.left+20, s.wide()-20, l.txt, "DISCHARGED IN STABLE CONDITION. SEE DR ", s.docAs(strings.ToUpper(s.pcp.last)), " ON ", s.dateIn(s.discharge.AddDate(0, 0, 7), ""), ". NOTIFY ", relAs(strings.ToUpper(spoken(s.kin, false))), " ", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), " OF CHANGES.")
	s.dos = s.discharge
	s.signE(l, s.attending)
}
