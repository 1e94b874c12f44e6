package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// dNote is a visit as a large hospital system prints it: the patient over and under every page, the note with who wrote it.
func dNote(s *sheet) {
	l := s.lookD(sans, sansBold, 9.5)
	s.top, s.bottom = 92, s.h-58
	s.page()
	s.frame = func(page, pages int) {
		s.text(s.left, 40, l.bold.at(12), s.pt())
		s.text(s.left, 54, l.txt.at(8.5), "MRN: ", s.mrnSeg(), ", DOB: ", s.dob(), ", Legal Sex: ", s.sex(true))
		s.textRight(s.right, 40, l.txt.at(8.5), "Visit date: ", s.date(s.dos, chart.DateOfService))
		s.textRight(s.right, 54, l.txt.at(8.5), "Acct #: ", s.acct())
		s.line(s.left, 62, s.right, 62, 1.6, ink{0, 80, 120})
		s.line(s.left, s.h-46, s.right, s.h-46, .5, ink{120, 120, 120})
		s.text(s.left, s.h-35, l.tiny, "Printed by ", s.docAs(s.referrer.first+" "+s.referrer.last), " at ", s.dateAs(s.printed, "1/2/06"), " "+s.clockD())
		s.textRight(s.right, s.h-35, l.tiny, fmt.Sprintf("Page %d of %d", page, pages))
	}
	complaint := pick(s.rng, complaints...)
	if s.coin(.4) {
		s.asideD(l, complaint)
	} else {
		s.text(s.left, s.y, l.bold.at(13), "Progress Notes")
		s.textRight(s.right, s.y, l.txt, s.facility(s.clinic))
		s.y += 20
	}
	s.byD(l, "Progress Notes by ")
	s.headD(l, "Subjective")
	s.para(s.left, s.wide(), l.txt, append([]any{s.ptAs(s.title(s.patient) + " " + s.patient.last), " presents with " + complaint + ". "}, s.historyD(complaint)...)...)
	s.headD(l, "Current Outpatient Medications")
	for _, m := range s.meds {
		s.medLine(s.left+10, s.wide()-10, l.txt, "• ", s.medSegCell(m), " ", cellOf("dose", m.dose), " "+pick(s.rng, "tablet", "capsule")+", take ", cellOf("frequency", m.freq), " for "+m.for_)
	}
	s.headD(l, "Allergies")
	s.para(s.left+10, s.wide()-10, l.txt, s.allergiesD("No Known Allergies", " - ", "")...)
	s.headD(l, "Objective")
	s.para(s.left, s.wide(), l.txt, fmt.Sprintf("BP %d/%d | Pulse %d | Temp 97.%d °F (36.%d °C) | Resp 16 | Wt %d kg | BMI 2%d.4", 106+s.rng.IntN(50), 60+s.rng.IntN(30), 58+s.rng.IntN(40), s.rng.IntN(9), s.rng.IntN(9), 52+s.rng.IntN(60), s.rng.IntN(9)))
	s.para(s.left, s.wide(), l.txt, strings.Join(some(s.rng, 4, exams), " "))
	s.headD(l, "Assessment & Plan")
	for _, d := range s.dx {
		s.problemLine(s.left+10, s.wide()-10, l.txt, d, func(name, code seg) []any { return []any{name, " [", code, "]: " + pick(s.rng, plans...)} })
	}
	s.skip(8)
	s.para(s.left, s.wide(), l.txt, "Electronically signed by ", s.doc(s.attending, ""), ", "+s.attending.cred+" at ", s.date(s.dos, chart.SignatureDate), " "+s.clockD())
	if s.coin(.4) {
		s.para(s.left, s.wide(), l.txt, "cc: ", s.doc(s.pcp, ""), ", "+s.pcp.cred)
	}
}

// byD says who wrote the note, as the system lists it.
func (s *sheet) byD(l lookD, title string) {
	s.bar(s.left, s.y-10, s.right, s.y+18, ink{226, 233, 240})
	s.text(s.left+4, s.y, l.bold, title, s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred+" at ", s.date(s.dos, ""), " "+s.clockD())
	s.text(s.left+4, s.y+12, l.tiny.at(7.5), "Author: ", s.doc(s.attending, ""), ", "+s.attending.cred+"    Service: "+s.attending.specialty+"    Author Type: "+pick2(strings.HasPrefix(s.attending.cred, "M") || s.attending.cred == "DO", "Physician", "Advanced Practice Provider")+"    Status: Signed")
	s.y += 32
}

func (s *sheet) headD(l lookD, title string) {
	s.need(40)
	s.skip(5)
	s.text(s.left, s.y, l.bold.inked(ink{0, 80, 120}), title)
	s.y += 13
}

// asideD opens an after-visit summary: what to do on the left, the visit's facts in a tinted column on the right.
func (s *sheet) asideD(l lookD, complaint string) {
	s.text(s.left, s.y, l.bold.at(17), "AFTER VISIT SUMMARY")
	s.y += 22
	top, split := s.y, s.left+330
	y := s.block(s.left, s.y+4, 315, l.bold.at(11), "Instructions from ", s.doc(s.attending, ""), ", "+s.attending.cred)
	for _, p := range some(s.rng, 4, plans) {
		y = s.block(s.left+8, y+6, 300, l.txt, "• "+p)
	}
	y = s.block(s.left, y+12, 315, l.bold.at(11), "What's Next")
	y = s.block(s.left+8, y+5, 300, l.txt, s.dateAs(s.dos.AddDate(0, 1, 12), "Jan 2 2006"), " Return visit with ", s.doc(s.attending, ""), " at "+s.clockD())
	s.bar(split, top-8, s.right, top+150, ink{233, 240, 233})
	ry := top + 6
	s.text(split+8, ry, l.bold.at(11), "Today's Visit")
	ry = s.block(split+8, ry+16, s.right-split-14, l.txt, "You saw ", s.doc(s.attending, ""), ", "+s.attending.cred+" on ", s.dateIn(s.dos, ""), ". The following was addressed: "+complaint+".")
	ry = s.block(split+8, ry+6, s.right-split-14, l.bold, s.facility(s.clinic))
	ry = s.block(split+8, ry, s.right-split-14, l.txt, geo(s.clinic.street, Facility))
	ry = s.block(split+8, ry, s.right-split-14, l.txt, geo(s.clinic.cityLine(), Facility))
	s.block(split+8, ry, s.right-split-14, l.txt, s.telOf(s.clinic.phone, chart.PhoneNumber, Facility))
	s.y = max(y, top+150) + 26
}

// dDischarge is a hospital system of the older kind: capitals in one width, a block of short labels, a trailer of the
// typist's codes.
func dDischarge(s *sheet) {
	f := pick(s.rng, goMono, mono)
	l := s.lookD(f, f, 9)
	l.bold.upper, l.txt.upper = true, s.coin(.5)
	s.left, s.right, s.bottom = 44, s.w-40, s.h-66
	s.page()
	s.textMid(s.w/2, s.y, l.bold.at(11), s.facility(s.hospital))
	s.textMid(s.w/2, s.y+12, l.txt, geo(s.hospital.street+" "+s.hospital.cityLine(), Facility))
	s.textMid(s.w/2, s.y+30, l.bold.at(11), "DISCHARGE SUMMARY")
	s.y += 52
	mid, far := s.left+232, s.left+384
	dr := func(d doctor, f chart.FieldName) []any { return []any{s.doc(d, f), " " + d.cred} }
	end := s.listD(s.left, mid-4, s.y, 12, l.bold, l.txt, pair{"PATIENT:", []any{s.pt()}}, pair{"ADMIT DR:", dr(s.referrer, "")}, pair{"ATTEND DR:", dr(s.attending, chart.ProviderName)}, pair{"ADM DATE:", []any{s.date(s.admit, chart.AdmissionDate)}})
	s.listD(mid, far-4, s.y, 12, l.bold, l.txt, pair{"ACCT #:", []any{s.acct()}}, pair{"AGE/SX:", []any{s.years(), "/", s.sex(false)}}, pair{"STATUS:", []any{"DIS IN"}}, pair{"LOC:", []any{fmt.Sprintf("%dW.%d", 2+s.rng.IntN(5), 201+s.rng.IntN(60))}})
	s.listD(far, s.right, s.y, 12, l.bold, l.txt, pair{"UNIT #:", []any{s.mrnSeg()}}, pair{"DOB:", []any{s.dob()}}, pair{"RPT #:", []any{s.otherID(digits(s.rng, 4) + "-" + digits(s.rng, 4))}}, pair{"DIS DATE:", []any{s.date(s.discharge, chart.DischargeDate)}})
	s.line(s.left, end-4, s.right, end-4, .7, ink{})
	s.y = end + 12
	s.bodyDischargeD(l)
	s.frame = func(page, pages int) {
		y := s.h - 44
		s.line(s.left, y-11, s.right, y-11, .5, ink{})
		s.text(s.left, y, l.txt.at(8), "PATIENT: ", s.pt(), "   ACCT #: ", s.acct())
		s.textRight(s.right, y, l.txt.at(8), fmt.Sprintf("PAGE %d OF %d", page, pages))
	}
}

func (s *sheet) capD(l lookD, title string) {
	s.need(36)
	s.skip(7)
	s.text(s.left, s.y, l.bold, title)
	s.y += 12
}

func (s *sheet) bodyDischargeD(l lookD) {
	s.capD(l, pick(s.rng, "DISCHARGE DIAGNOSES:", "FINAL DIAGNOSES:", "PRINCIPAL AND SECONDARY DIAGNOSES:"))
	for i, d := range s.dx {
		s.problemLine(s.left+12, s.wide()-12, l.txt, d, func(name, code seg) []any { return []any{fmt.Sprintf("%d. ", i+1), name, ", ", code, "."} })
	}
	s.capD(l, "HISTORY OF PRESENT ILLNESS:")
	s.para(s.left, s.wide(), l.txt, s.historyD(pick(s.rng, complaints...))...)
	s.capD(l, "HOSPITAL COURSE:")
	s.para(s.left, s.wide(), l.txt, "Patient was placed on telemetry on ", s.dateIn(s.admit, ""), ". Dr. ", s.docAs(s.pcp.last), " was notified. "+strings.Join(some(s.rng, 3, findings), " ")+" "+strings.Join(some(s.rng, 3, exams), " ")+
		" Oxygen was weaned by ", s.dateIn(s.discharge, ""), ". "+strings.Join(some(s.rng, 2, plans), " "))
	s.capD(l, "ALLERGIES:")
	s.para(s.left, s.wide(), l.txt, s.allergiesD("NKDA", " (", ")")...)
	s.capD(l, "DISCHARGE MEDICATIONS:")
	var rows [][]any
	for _, m := range s.meds {
		rows = append(rows, []any{s.medSeg(m).in("medication"), cellOf("dose", m.dose), cellOf("route", m.route), cellOf("frequency", m.freq)})
	}
	s.table(s.left+6, grid{head: l.bold, cell: l.txt, lead: 12, name: "medications"}, []col{{"Drug", 170, false}, {"Dose", 80, false}, {"Rte", 50, false}, {"Freq", 190, false}}, rows)
	s.capD(l, "DISPOSITION:")
	s.para(s.left, s.wide(), l.txt, "Home with ", relAs(spoken(s.kin, false)), " ("+s.relation+"), ", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), ". See Dr. ", s.docAs(s.pcp.last), " on ", s.dateIn(s.discharge.AddDate(0, 0, 8), ""), ".")
	s.skip(12)
	s.need(52)
	s.text(s.left, s.y, l.txt, "<Electronically signed by ", s.doc(s.attending, ""), " "+s.attending.cred+">  ", s.date(s.discharge, chart.SignatureDate), fmt.Sprintf(" %02d%02d", 7+s.rng.IntN(12), s.rng.IntN(60)))
	s.text(s.left, s.y+16, l.txt.at(8), "DD: ", s.dateAs(s.discharge, "01/02/06"), "  DT: ", s.dateAs(s.discharge.AddDate(0, 0, 1), "01/02/06"), "  TR: "+string(s.kin.last[0])+"LK  JOB: ", s.otherID(digits(s.rng, 6)))
	s.y += 30
}

// dReferral is a letter whose facts stand in its sentences.
func dReferral(s *sheet) {
	l := s.lookD(serif, serifBold, 11.5)
	s.left, s.right = 76, s.w-76
	s.page()
	house := style{font: pick(s.rng, serifBold, slabBold), size: 17, col: ink{70, 30, 50}}
	s.text(s.left, s.y, house, s.facility(s.clinic))
	s.text(s.left, s.y+13, l.txt.at(8.5), geo(s.clinic.street+", "+s.clinic.cityLine(), Facility), "  T ", s.telOf(s.clinic.phone, chart.PhoneNumber, Facility), "  F ", s.telOf(s.clinic.fax, chart.Fax, Facility))
	s.line(s.left, s.y+20, s.left+150, s.y+20, 2, ink{70, 30, 50})
	s.y += 52
	s.text(s.left, s.y, l.txt, s.dateAs(s.dos, "January 2, 2006"))
	s.y = s.mailD(s.left, s.y+26, 14, l.txt, []any{s.doc(s.referrer, ""), ", " + s.referrer.cred}, []any{s.referrer.specialty}, []any{geo(s.hospital.street, Facility)}, []any{geo(s.hospital.cityLine(), Facility)}) + 12
	s.para(s.left, s.wide(), l.bold, "Re: ", s.pt(), ", born ", s.dob(), ", our chart number ", s.mrnSeg())
	s.skip(8)
	s.para(s.left, s.wide(), l.txt, "Dear "+pick(s.rng, "Dr. ", "Doctor "), s.docAs(s.referrer.last), pick(s.rng, ",", ":"))
	s.skip(6)
	complaint := pick(s.rng, complaints...)
	s.para(s.left, s.wide(), l.txt, append([]any{"I would be grateful for your opinion on this patient of ours with " + complaint + ". "}, s.historyD(complaint)...)...)
	s.skip(6)
	he, his := pick2(s.patient.female, "She", "He"), pick2(s.patient.female, "her", "his")
	s.para(s.left, s.wide(), l.txt, listedOf("The past history includes ", s.dx, func(d dxItem) []any { return []any{s.dxSeg(d), " (", s.codeSeg(d), ")"} })...)
	s.skip(6)
	meds := func(m medItem) []any { return []any{s.medSeg(m), " " + m.dose + " " + m.freq} }
	p := append(listedOf("Current treatment is ", s.meds, meds), he+" ")
	if len(s.allergies) == 0 {
		p = append(p, "has no drug allergies that we know of.")
	} else {
		p = append(p, "is allergic to ")
		p = append(append(p, s.allergiesD("", " (", ")")...), ".")
	}
	s.para(s.left, s.wide(), l.txt, p...)
	s.skip(6)
	s.para(s.left, s.wide(), l.txt, "You can reach "+pick2(s.patient.female, "her", "him")+" at ", s.phone(), "; "+his+" insurance is ", s.payerSeg(), ", member number ", s.memberID(), ". Please send your note to my fax above.")
	s.skip(12)
	s.need(90)
	s.text(s.left, s.y, l.txt, pick(s.rng, "With kind regards,", "Yours truly,", "Thank you,"))
	s.sign(s.left+4, s.y+30, spoken(s.pcp.person, false), Provider, chart.SignaturePresent)
	s.mailD(s.left, s.y+50, 13, l.txt, []any{s.doc(s.pcp, chart.ReferringProvider), ", " + s.pcp.cred}, []any{s.pcp.specialty + ", NPI ", s.npi(s.pcp)})
}

// listedOf joins items into one sentence.
func listedOf[T any](open string, items []T, say func(T) []any) []any {
	out := []any{open}
	for i, it := range items {
		switch {
		case i > 0 && i == len(items)-1:
			out = append(out, " and ")
		case i > 0:
			out = append(out, ", ")
		}
		out = append(out, say(it)...)
	}
	return append(out, ". ")
}
