package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

func aNote(s *sheet) {
	l := s.lookA()
	s.letterheadA(l, s.clinic, pick(s.rng, "Progress Note", "Office Visit Note", "PROGRESS NOTE"))
	s.runningA(l)
	s.bannerA(l, s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred),
		s.kv(chart.AccountNumber, s.acct()), s.kv(chart.Payer, s.payerSeg()))
	s.headingA(l, "Chief Complaint")
	complaint := pick(s.rng, complaints...)
	s.para(s.left, s.wide(), l.plain, strings.ToUpper(complaint[:1])+complaint[1:]+".")
	s.headingA(l, "History of Present Illness")
	s.para(s.left, s.wide(), l.plain, s.story(complaint)...)
	s.headingA(l, "Allergies")
	s.allergyLine(l.plain)
	s.headingA(l, "Medications")
	for _, m := range s.meds {
		s.medLine(s.left+12, s.wide()-12, l.plain, "- ", s.medSegCell(m), " ", cellOf("dose", m.dose), " ", cellOf("route", m.route), " ", cellOf("frequency", m.freq))
	}
	s.headingA(l, "Vitals")
	s.para(s.left, s.wide(), l.plain, fmt.Sprintf("BP %d/%d  HR %d  RR 16  Temp 98.%d F  SpO2 %d%%  Wt %d lb", 104+s.rng.IntN(60), 60+s.rng.IntN(34), 58+s.rng.IntN(40), s.rng.IntN(9), 93+s.rng.IntN(7), 110+s.rng.IntN(140)))
	s.headingA(l, "Physical Exam")
	s.para(s.left, s.wide(), l.plain, strings.Join(some(s.rng, 5, exams), " "))
	s.headingA(l, "Assessment and Plan")
	for i, d := range s.dx {
		s.problemLine(s.left+8, s.wide()-8, l.plain, d, func(name, code seg) []any {
			return []any{fmt.Sprintf("%d. ", i+1), name, " (", code, ") - " + pick(s.rng, plans...)}
		})
	}
	s.para(s.left, s.wide(), l.plain, s.aftercare()...)
	s.signedA(l, s.attending, s.date(s.dos, chart.SignatureDate))
}

// allergyLine lists the allergies, or says that none are known.
func (s *sheet) allergyLine(st style) {
	if len(s.allergies) == 0 {
		s.para(s.left, s.wide(), st, pick(s.rng, "No known drug allergies.", "NKDA"))
		return
	}
	var parts []any
	for i := range s.allergies {
		if i > 0 {
			parts = append(parts, ", ")
		}
		parts = append(parts, s.allergy(i), " ("+s.reactions[i]+")")
	}
	s.para(s.left, s.wide(), st, parts...)
}

// story is a history in prose that mentions the people, places and days of the case.
func (s *sheet) story(complaint string) []any {
	he, his := pick2(s.patient.female, "She", "He"), pick2(s.patient.female, "her", "his")
	p := []any{s.ptAs(s.title(s.patient) + " " + s.patient.last), " is a ", s.years(), "-year-old " + pick2(s.patient.female, "woman", "man") + " who presents with " + complaint + ". "}
	more := [][]any{
		{he + " was last seen on ", s.dateIn(s.dos.AddDate(0, -3, 2), ""), " by Dr. ", s.docAs(s.pcp.last), " for follow-up. "},
		{he + " lives in ", geo(s.patient.city, Patient), " with " + his + " " + s.relation + ", ", relAs(s.kin.first), ", who can be reached at ", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), ". "},
		{he + " works as a " + s.occupation + " at ", s.employerSeg(), " and denies recent travel. "},
		{"In ", s.dateAs(s.dos.AddDate(-1, -2, 0), "January 2006"), " " + strings.ToLower(he) + " was admitted to ", s.siteName(s.hospital), " in ", geo(s.hospital.city, Facility), " for pneumonia. "},
		{"Mother died at 64 of breast cancer; ", relAs(s.child.first), ", the oldest child, is well. "},
		{"A letter from Dr. ", s.docAs(spoken(s.referrer.person, false)), " dated ", s.dateIn(s.dos.AddDate(0, -1, 0), ""), " was reviewed. "},
		{"Symptoms began about two weeks ago and are worse at night. No fever, chills or weight loss. "},
		{"Smokes half a pack a day for 20 years; drinks two beers on weekends. "},
	}
	for _, m := range some(s.rng, 4+s.rng.IntN(3), more) {
		p = append(p, m...)
	}
	return p
}

// aftercare ends a note.
func (s *sheet) aftercare() []any {
	return []any{"Follow up on ", s.dateIn(s.dos.AddDate(0, 1, 3), ""), " at ", s.siteName(s.clinic), ". ", s.ptAs(s.patient.first), " and " + s.relation + " ", relAs(s.kin.first), " agree with this plan."}
}

func aDischarge(s *sheet) {
	l := s.lookA()
	s.letterheadA(l, s.hospital, pick(s.rng, "Discharge Summary", "DISCHARGE SUMMARY"))
	s.runningA(l)
	s.bannerA(l, s.kv(chart.AdmissionDate, s.date(s.admit, chart.AdmissionDate)), s.kv(chart.DischargeDate, s.date(s.discharge, chart.DischargeDate)),
		s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred), s.kv(chart.AccountNumber, s.acct()))
	s.headingA(l, pick(s.rng, "Discharge Diagnoses", "Final Diagnoses"))
	for i, d := range s.dx {
		s.problemLine(s.left+10, s.wide()-10, l.plain, d, func(name, code seg) []any { return []any{fmt.Sprintf("%d. ", i+1), name, "  ", code} })
	}
	s.headingA(l, "Reason for Admission")
	s.para(s.left, s.wide(), l.plain, s.story(pick(s.rng, complaints...))...)
	s.headingA(l, "Hospital Course")
	s.para(s.left, s.wide(), l.plain, "The patient was admitted from the emergency department on ", s.dateIn(s.admit, ""), " and started on intravenous fluids and antibiotics. ",
		"Cardiology (Dr. ", s.docAs(s.referrer.last), ") was consulted on ", s.dateIn(s.admit.AddDate(0, 0, 1), ""), ". "+strings.Join(some(s.rng, 3, findings), " ")+" "+strings.Join(some(s.rng, 4, exams), " "),
		" By ", s.dateIn(s.discharge, ""), " the patient was walking in the hall and tolerating a regular diet. "+strings.Join(some(s.rng, 3, plans), " "))
	s.headingA(l, "Allergies")
	s.allergyLine(l.plain)
	s.headingA(l, "Discharge Medications")
	s.medTableA(l)
	s.headingA(l, "Disposition and Follow-up")
	s.para(s.left, s.wide(), l.plain, append([]any{"Discharged to home in the care of ", s.rel(s.kin), " (" + s.relation + "). "}, s.aftercare()...)...)
	s.signedA(l, s.attending, s.date(s.discharge, chart.SignatureDate))
}

func (s *sheet) medTableA(l lookA) {
	var rows [][]any
	for _, m := range s.meds {
		rows = append(rows, []any{s.medSeg(m).in("medication"), cellOf("dose", m.dose), cellOf("route", m.route), cellOf("frequency", m.freq), m.for_})
	}
	s.table(s.left, grid{head: l.bold, cell: l.plain, lead: 15, rules: s.coin(.5), zebra: s.coin(.3), name: "medications"},
		[]col{{"Medication", 150, false}, {"Dose", 70, false}, {"Route", 50, false}, {"Frequency", 140, false}, {"Reason", 106, false}}, rows)
}

func aRad(s *sheet) {
	l := s.lookA()
	s.letterheadA(l, s.hospital, pick(s.rng, "Radiology Report", "Diagnostic Imaging Report"))
	s.bannerA(l, pair{"Exam Date", []any{s.date(s.dos, chart.DateOfService)}}, pair{"Accession #", []any{s.otherID(s.accession)}},
		pair{"Ordering Physician", []any{s.doc(s.referrer, chart.ReferringProvider), ", " + s.referrer.cred}}, s.kv(chart.ReportedDate, s.date(s.dos.AddDate(0, 0, 1), chart.ReportedDate)))
	s.para(s.left, s.wide(), l.bold, "EXAM: "+pick(s.rng, studies...))
	s.skip(6)
	s.para(s.left, s.wide(), l.plain, "CLINICAL HISTORY: ", s.years(), " year old "+pick2(s.patient.female, "female", "male")+" with "+pick(s.rng, complaints...)+".")
	s.skip(6)
	s.para(s.left, s.wide(), l.plain, "COMPARISON: ", s.dateIn(s.dos.AddDate(0, -5, 1), ""), ", ", s.siteName(s.clinic), ".")
	s.skip(6)
	s.para(s.left, s.wide(), l.plain, "TECHNIQUE: Standard protocol. Dose reduction was used.")
	s.skip(6)
	s.para(s.left, s.wide(), l.plain, "FINDINGS: "+strings.Join(some(s.rng, 5, findings), " "))
	s.skip(6)
	s.para(s.left, s.wide(), l.bold, "IMPRESSION:")
	for i, f := range some(s.rng, 2, findings) {
		s.para(s.left+12, s.wide()-12, l.plain, fmt.Sprintf("%d. %s", i+1, f))
	}
	s.para(s.left, s.wide(), l.plain, "Results were called to Dr. ", s.docAs(s.referrer.last), " at 4:15 PM on ", s.dateIn(s.dos, ""), ".")
	s.skip(10)
	s.para(s.left, s.wide(), l.plain, "Dictated by: ", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred, "   NPI: ", s.npi(s.attending))
	s.stampA(s.rng.IntN(3) == 0)
}

// stampA strikes RECEIVED with a date over the page.
func (s *sheet) stampA(yes bool) {
	if !yes {
		return
	}
	s.stamp(s.right-120, s.top+150+s.rng.Float64()*200, -12+s.rng.Float64()*24, pick(s.rng, ink{190, 30, 40}, ink{40, 60, 160}),
		[]any{pick(s.rng, "Received", "Scanned", "Copy")}, []any{s.dateAs(s.printed, "Jan 2 2006")})
}

func aPath(s *sheet) {
	l := s.lookA()
	s.letterheadA(l, s.lab, pick(s.rng, "Surgical Pathology Report", "PATHOLOGY REPORT"))
	s.runningA(l)
	s.bannerA(l, pair{"Case #", []any{s.otherID(s.accession)}}, s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate)),
		pair{"Submitting Physician", []any{s.doc(s.referrer, chart.ReferringProvider), ", " + s.referrer.cred}}, s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate)))
	spec := pick(s.rng, specimens...)
	for _, sec := range [][2]string{{"SPECIMEN", spec}, {"FINAL DIAGNOSIS", spec + ": " + pick(s.rng, pathDx...)}, {"CLINICAL INFORMATION", "Rule out malignancy. " + pick(s.rng, complaints...) + "."},
		{"GROSS DESCRIPTION", "Received in formalin labeled with the patient's name is a tan fragment of tissue measuring 0.8 x 0.5 x 0.3 cm. Entirely submitted in one cassette."},
		{"MICROSCOPIC DESCRIPTION", "Sections show crowded glands lined by pseudostratified epithelium with elongated nuclei. Margins are evaluated on multiple levels."}} {
		s.headingA(l, sec[0])
		s.para(s.left, s.wide(), l.plain, sec[1])
	}
	s.para(s.left, s.wide(), l.plain, "Label on container: ", s.ptAs(strings.ToUpper(s.patient.last+", "+s.patient.first)), " ", s.dateAs(s.patient.dob, "01/02/06"))
	s.para(s.left, s.wide(), l.plain, "Pathologist: ", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred)
	s.signedA(l, s.attending, s.date(s.reported, chart.SignatureDate))
}

func aReferral(s *sheet) {
	l := s.lookA()
	s.letterheadA(l, s.clinic, "")
	s.para(s.left, s.wide(), l.plain, s.dateAs(s.dos, "January 2, 2006"))
	s.skip(10)
	for _, line := range [][]any{{s.doc(s.referrer, ""), ", " + s.referrer.cred}, {s.siteName(s.hospital)}, {geo(s.hospital.street, Facility)}, {geo(s.hospital.cityLine(), Facility)}} {
		s.para(s.left, s.wide(), l.plain, line...)
	}
	s.skip(10)
	s.columns([]float64{s.left}, 14, l.bold, l.plain, ":", pair{"RE", []any{s.pt()}}, s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.MRN, s.mrnSeg()))
	s.skip(8)
	s.para(s.left, s.wide(), l.plain, "Dear Dr. ", s.docAs(s.referrer.last), ":")
	s.skip(6)
	s.para(s.left, s.wide(), l.plain, append([]any{"Thank you for seeing this pleasant patient in consultation. "}, s.story(pick(s.rng, complaints...))...)...)
	s.skip(6)
	s.para(s.left, s.wide(), l.plain, "Active problems: ")
	for _, d := range s.dx {
		s.problemLine(s.left+14, s.wide()-14, l.plain, d, func(name, code seg) []any { return []any{"- ", name, " ", code} })
	}
	s.para(s.left, s.wide(), l.plain, "Allergies:")
	s.allergyLine(l.plain)
	s.skip(6)
	s.para(s.left, s.wide(), l.plain, "Please call my office at ", s.telOf(s.clinic.phone, chart.PhoneNumber, Facility), " with any questions. The patient's number is ", s.phone(), ".")
	s.skip(10)
	s.para(s.left, s.wide(), l.plain, "Sincerely,")
	s.skip(24)
	s.sign(s.left+4, s.y-8, spoken(s.pcp.person, false), Provider, chart.SignaturePresent)
	s.para(s.left, s.wide(), l.plain, s.doc(s.pcp, chart.ReferringProvider), ", "+s.pcp.cred)
	s.para(s.left, s.wide(), l.plain, "NPI ", s.npi(s.pcp))
}
