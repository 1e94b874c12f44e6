package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// hNoteHome is a nurse's visit at home: boxes to tick, numbers by pen, a line for everything.
func hNoteHome(s *sheet) {
	l := s.lookH(9.2, .9)
	s.left, s.right = 36, s.w-36
	s.headH(l, s.clinic, "Skilled nursing * Therapy * Home health aides")
	s.titleH(l, pick(s.rng, "SKILLED NURSING VISIT NOTE", "Home Visit Progress Note", "Nurse Visit Record"))
	s.blanksH(l, 24, s.fbh(2.2, chart.PatientName, s.pt()), s.fbh(1.3, chart.DateOfBirth, s.dob()), s.fbh(1, chart.MRN, s.mrnSeg()))
	s.blanksH(l, 24, s.fbh(1.4, chart.DateOfService, s.date(s.dos, chart.DateOfService)), bh(1, "Time in/out", s.timeE()), s.fbh(2, chart.Payer, s.payerSeg()))
	s.blanksH(l, 24, s.fbh(2, chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...), s.fbh(1, chart.Sex, s.sex(s.coin(.5))), bh(1.6, "Physician notified", s.docAs("Dr. "+s.pcp.last)))
	kind := pick(s.rng, tickCross, tickCheck, tickFilled)
	s.blanksH(l, 24, bh(1, "BP", fmt.Sprintf("%d/%d", 110+s.rng.IntN(50), 60+s.rng.IntN(30))), bh(.8, "Pulse", fmt.Sprint(60+s.rng.IntN(40))), bh(.8, "Temp", fmt.Sprintf("98.%d", s.rng.IntN(9))), bh(.8, "Resp", fmt.Sprint(14+s.rng.IntN(8))), bh(.8, "Wt", fmt.Sprint(120+s.rng.IntN(100))), bh(.9, "O2 sat", fmt.Sprint(91+s.rng.IntN(9))))
	for _, g := range [][]string{{"CARDIAC", "Regular rhythm", "Edema", "Chest pain", "Pacemaker"}, {"LUNGS", "Clear", "Crackles", "Oxygen in use", "Short of breath"}, {"SKIN", "Intact", "Wound, see sheet", "Bruising", "Pressure area"}, {"MOBILITY", "Walks alone", "Walker", "Wheelchair", "Bedbound"}, {"HOME", "Safe", "Clutter", "Lives alone", "Caregiver present"}} {
		s.need(18)
		s.text(s.left, s.y, l.bold, g[0])
		for i, t := range g[1:] {
			s.choose(kind, s.left+80+float64(i)*(s.wide()-80)/4, s.y, l.txt, s.coin(.35), t)
		}
		s.y += 18
	}
	s.partH(l, "Diagnoses being treated")
	for _, d := range s.dx {
		s.need(18)
		name, code := s.problem(d)
		s.oneALine("problems", func() { s.textIn(s.left+10, s.right, s.y, l.txt, code, "  ", name) })
		s.y += 15
	}
	s.y += 8
	s.blanksH(l, 24, bh(1, s.label(chart.Allergy), s.allergyH()...))
	s.blanksH(l, 24, bh(1, "Medicines reviewed / changed", s.medParts(3)...))
	s.partH(l, pick(s.rng, "Narrative", "Nurse's notes"))
	s.need(70)
	lead := 23.0
	s.y += 10
	for _, line := range s.wrap(l.value, s.wide()-8, s.tokens(l.value, []any{"Visit for " + pick(s.rng, complaintsRenewed...) + ". Spoke with " + s.relation + " ", relAs(s.kin.first), ", ", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), ". Pillbox filled for the week. " + pick(s.rng, plansRenewed...) + " Next visit ", s.date(s.dos.AddDate(0, 0, 4), ""), "."})) {
		s.line(s.left, s.y+3, s.right, s.y+3, .4, ink{120, 120, 120})
		s.run(s.left+3, s.y, l.value, line)
		s.y += lead
	}
	s.closeH(l, spoken(s.attending.person, false), Provider, []any{"Clinician signature and title"}, s.date(s.dos, chart.SignatureDate))
}

// hNoteLetter is a consultation dictated for the chart, everything in sentences.
func hNoteLetter(s *sheet) {
	l := s.lookH(11, 0)
	s.left, s.right = 64, s.w-64
	s.headH(l, s.clinic, s.attending.specialty)
	s.pageH(l)
	s.titleH(l, pick(s.rng, "OFFICE VISIT", "Consultation", "FOLLOW-UP EVALUATION"))
	s.tellH(l, pick(s.rng, "PATIENT: ", "RE: ", "NAME: "), s.pt(), "   ("+s.label(chart.MRN)+" ", s.mrnSeg(), ")")
	s.tellH(l, "The patient, born ", s.dob(), ", was seen on ", s.date(s.dos, chart.DateOfService), " by ", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred+".")
	s.tellH(l, s.spokenH(pick(s.rng, complaintsRenewed...))...)
	s.tellH(l, append(append([]any{"Allergies: "}, s.allergyH()...), ".")...)
	s.tellH(l, listedOf("Current medicines include ", s.meds, func(m medItem) []any { return []any{s.medSeg(m), " " + m.dose + " " + m.freq} })...)
	s.tellH(l, "On examination the blood pressure is "+fmt.Sprintf("%d/%d", 110+s.rng.IntN(50), 60+s.rng.IntN(30))+". "+strings.Join(some(s.rng, 4, examsRenewed), " "))
	s.tellH(l, listedOf(pick(s.rng, "My impression is ", "ASSESSMENT: "), s.dx, func(d dxItem) []any { return []any{s.dxSeg(d), " (", s.codeSeg(d), ")"} })...)
	s.tellH(l, "PLAN: "+strings.Join(some(s.rng, 4, plansRenewed), " "))
	s.tellH(l, "Thirty-five minutes were spent with the patient and "+pick2(s.patient.female, "her ", "his ")+s.relation+", ", relAs(s.kin.first), ".")
	s.dictatedH(l, s.attending)
}

// dictatedH ends a dictation: ink, the name in type, the typist's line.
func (s *sheet) dictatedH(l lookH, d doctor) {
	s.need(92)
	s.skip(30)
	s.autograph(s.left+4, s.y, 160, spoken(d.person, false), Provider, chart.SignaturePresent)
	s.text(s.left, s.y+20, l.txt, s.mdE(d, "")...)
	s.text(s.left, s.y+34, l.txt, d.specialty)
	s.text(s.left, s.y+54, l.tiny.at(8.5), strings.ToUpper(d.first[:1]+d.last[:1])+"/"+strings.ToLower(s.kin.last[:2])+"    dictated but not read")
	s.y += 64
}

// hNoteShort is the short typed note of a chiropractor or therapist: letters before lines, a chart of the spine in words.
func hNoteShort(s *sheet) {
	l := s.lookH(10.4, .4)
	s.headH(l, s.clinic, "")
	s.titleH(l, pick(s.rng, "Daily Note", "SOAP Note", "Treatment Note"))
	s.blanksH(l, 25, s.fbh(2.3, chart.PatientName, s.pt()), s.fbh(1.4, chart.DateOfBirth, s.dob()), s.fbh(.8, chart.Sex, s.sex(false)))
	s.blanksH(l, 25, s.fbh(1.4, chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.fbh(1, chart.MRN, s.mrnSeg()), s.fbh(1.2, chart.AccountNumber, s.acct()))
	s.blanksH(l, 25, s.fbh(1, chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...))
	part := func(c string, parts ...any) {
		s.need(50)
		s.text(s.left, s.y, l.bold.at(13), c)
		y := s.y
		s.para(s.left+26, s.wide()-26, l.txt, parts...)
		s.y = max(s.y, y+16) + 8
	}
	part("S:", s.spokenH(pick(s.rng, complaintsRenewed...))...)
	part("", append([]any{s.label(chart.Allergy) + ": "}, s.allergyH()...)...)
	part("", listedOf("Takes ", s.meds, func(m medItem) []any { return []any{s.medSeg(m), " " + m.dose} })...)
	part("O:", strings.Join(some(s.rng, 4, examsRenewed), " ")+fmt.Sprintf(" Pain %d/10 before and %d/10 after treatment.", 5+s.rng.IntN(4), 1+s.rng.IntN(3)))
	for i, d := range s.dx {
		name, code := s.problem(d)
		s.oneALine("problems", func() { part(pick2(i == 0, "A:", ""), code, "  ", name) })
	}
	part("P:", strings.Join(some(s.rng, 3, plansRenewed), " ")+" Next appointment ", s.date(s.dos.AddDate(0, 0, 5), ""), ".")
	s.closeH(l, spoken(s.attending.person, false), Provider, []any{"Provider"}, s.date(s.dos, chart.SignatureDate))
}

// hDischargeLetter is a dictated summary of a stay as a letter to the doctor at home.
func hDischargeLetter(s *sheet) {
	l := s.lookH(10.8, 0)
	s.left, s.right = 60, s.w-60
	s.headH(l, s.hospital, "Inpatient services")
	s.pageH(l)
	s.titleH(l, pick(s.rng, "DISCHARGE SUMMARY", "Summary of Admission", "Discharge Letter"))
	s.tellH(l, pick(s.rng, "PATIENT: ", "RE: ", "Patient: "), s.pt(), ",  "+s.label(chart.DateOfBirth)+" ", s.dob(), ",  "+s.label(chart.MRN)+" ", s.mrnSeg())
	s.tellH(l, "Dear Dr. ", s.docAs(s.pcp.last), ":")
	s.tellH(l, "Your patient was admitted to our service on ", s.date(s.admit, chart.AdmissionDate), " and discharged on ", s.date(s.discharge, chart.DischargeDate), " under the care of ", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred+".")
	s.tellH(l, listedOf("The discharge diagnoses are ", s.dx, func(d dxItem) []any { return []any{s.dxSeg(d), " (", s.codeSeg(d), ")"} })...)
	s.tellH(l, s.spokenH(pick(s.rng, complaintsRenewed...))...)
	for i := range 1 + s.rng.IntN(4) {
		s.tellH(l, "On ", s.dateIn(s.admit.AddDate(0, 0, i), ""), " the imaging was reviewed. "+pick(s.rng, findingsRenewed...)+" "+strings.Join(some(s.rng, 2, examsRenewed), " ")+" ", s.docAs("Dr. "+pick(s.rng, s.referrer, s.pcp).last), " was kind enough to see the patient.")
	}
	s.tellH(l, append(append([]any{"Allergies: "}, s.allergyH()...), ".")...)
	s.partH(l, "Medicines on going home")
	for i, m := range s.meds {
		first := len(s.marks)
		s.para(s.left+14, s.wide()-14, l.txt, fmt.Sprintf("%d.  ", i+1), s.medSeg(m).in("medication"), " ", cellOf("dose", m.dose), ", ", cellOf("route", m.route), ", ", cellOf("frequency", m.freq))
		s.gather("medications", first)
	}
	s.skip(6)
	s.tellH(l, "The "+s.relation+", ", s.rel(s.kin), ", has been told of the plan and can be reached at ", s.telOf(s.kin.cell, chart.PhoneNumber, Relative), ". "+strings.Join(some(s.rng, 2, plansRenewed), " "))
	s.need(92)
	s.skip(26)
	s.autograph(s.left+4, s.y, 160, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.text(s.left, s.y+18, l.txt, s.mdE(s.attending, "")...)
	s.text(s.left, s.y+32, l.txt, "Signed ", s.date(s.discharge, chart.SignatureDate))
	s.y += 44
}

// hDischargeRehab is a form of a nursing home or rehabilitation house.
func hDischargeRehab(s *sheet) {
	l := s.lookH(9.6, .5)
	s.left, s.right = 40, s.w-40
	s.headH(l, s.hospital, "")
	s.titleH(l, pick(s.rng, "RESIDENT DISCHARGE SUMMARY", "Therapy Discharge Summary", "Discharge Form"))
	s.blanksH(l, 24, s.fbh(2.3, chart.PatientName, s.pt()), s.fbh(1.4, chart.DateOfBirth, s.dob()), s.fbh(.8, chart.Sex, s.sex(false)), s.fbh(1.1, chart.MRN, s.mrnSeg()))
	s.blanksH(l, 24, s.fbh(1.4, chart.AdmissionDate, s.date(s.admit, chart.AdmissionDate)), s.fbh(1.4, chart.DischargeDate, s.date(s.discharge, chart.DischargeDate)), bh(2, "Attending", s.mdE(s.attending, chart.ProviderName)...))
	s.blanksH(l, 24, s.fbh(2, chart.Payer, s.payerSeg()), bh(1.4, "Going to", pick(s.rng, "home", "assisted living", "daughter's home")), bh(1.6, "With", s.rel(s.kin)))
	s.pageH(l)
	w := s.wide()
	s.partH(l, pick(s.rng, "Diagnoses", "Conditions treated here"))
	var rows [][]any
	for _, d := range s.dx {
		name, code := s.problem(d)
		rows = append(rows, []any{name, code, pick(s.rng, "improved", "unchanged", "resolved")})
	}
	s.y -= 6
	s.ledger(ledger{name: "problems", x: s.left, head: l.bold, cell: l.txt, pad: 2, ways: "b", cols: []col{{"Diagnosis", w * .6, false}, {"Code", w * .2, false}, {"At discharge", w * .2, false}}}, rows)
	kind := pick(s.rng, tickCross, tickCheck, tickX)
	s.y += 6
	for _, g := range []string{"Bathing", "Dressing", "Walking 50 feet", "Stairs", "Eating"} {
		s.need(18)
		s.text(s.left, s.y, l.txt, g)
		level := s.rng.IntN(4)
		for i, t := range []string{"Independent", "Supervised", "One helper", "Two helpers"} {
			s.choose(kind, s.left+110+float64(i)*100, s.y, l.txt, i == level, t)
		}
		s.y += 17
	}
	s.partH(l, "Course of stay")
	s.tellH(l, s.spokenH(pick(s.rng, complaintsRenewed...))...)
	s.blanksH(l, 24, bh(1, s.label(chart.Allergy), s.allergyH()...))
	s.partH(l, "Medicines sent home")
	rows = nil
	for _, m := range s.meds {
		rows = append(rows, []any{s.medSeg(m).in("medication"), cellOf("dose", m.dose), cellOf("route", m.route), cellOf("frequency", m.freq), fmt.Sprint(7 * (1 + s.rng.IntN(4)))})
	}
	s.y -= 6
	s.ledger(ledger{name: "medications", x: s.left, head: l.bold, cell: l.txt, pad: 2.4, ways: pick(s.rng, "b", "hr"), cols: []col{{"Medicine", w * .32, false}, {"Dose", w * .16, false}, {"How", w * .15, false}, {"When", w * .25, false}, {"Sent", w * .12, true}}}, rows)
	s.tellH(l, "Follow up with ", s.docAs("Dr. "+s.pcp.last), " on ", s.date(s.discharge.AddDate(0, 0, 10), ""), ", telephone ", s.phoneE(s.clinic.phone), ".")
	s.closeH(l, spoken(s.attending.person, false), Provider, []any{"Physician or therapist"}, s.date(s.discharge, chart.SignatureDate))
}
