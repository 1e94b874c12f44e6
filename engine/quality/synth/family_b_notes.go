package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// storyB is a history as a hospital dictates it.
func (s *sheet) storyB(complaint string) []any {
	he := pick2(s.patient.female, "she", "he")
	p := []any{"Patient is a ", s.years(), " y/o " + pick2(s.patient.female, "female", "male") + " with " + complaint + ". "}
	more := [][]any{
		{"Per " + s.relation + " ", relAs(s.kin.first + " " + s.kin.last), ", symptoms started on ", s.dateAs(s.dos.AddDate(0, 0, -6), "1/2"), ". "},
		{"PMD is Dr. ", s.docAs(strings.ToUpper(s.pcp.last)), " at ", s.siteName(s.clinic), ". "},
		{"Transferred from ", s.siteName(s.hospital), ", ", geo(s.hospital.city+", "+s.hospital.state, Facility), ", on ", s.dateIn(s.admit, ""), ". "},
		{"Pt is employed by ", s.employerSeg(), " (" + s.occupation + "). "},
		{"Pacemaker implanted ", s.dateIn(s.dos.AddDate(-4, -1, 0), ""), ", serial ", s.id("PM"+digits(s.rng, 7), "", chart.DeviceNumber), ". "},
		{"Child ", relAs(s.child.first), " had MI at 51. No known family history of clotting disorder. "},
		{"Call " + he + " at ", s.telOf(s.patient.cell, chart.PhoneNumber, Patient), " with results. "},
		{"Review of systems otherwise negative in ten systems. Denies syncope, melena, hematuria. "},
		{"Lives in a one-story home in ", geo(s.patient.city, Patient), " and is independent in daily activities. "},
	}
	for _, m := range some(s.rng, 4+s.rng.IntN(4), more) {
		p = append(p, m...)
	}
	return p
}

func (s *sheet) medTextB() []any {
	parts := []any{"MEDICATIONS: "}
	for i, m := range s.meds {
		parts = append(parts, pick2(i == 0, "", "; "), s.medSeg(m), " "+m.dose+" "+m.freq)
	}
	return append(parts, ".")
}

func (s *sheet) allergyTextB() []any {
	return append([]any{s.label(chart.Allergy) + ": "}, s.allergyParts()...)
}

func bNote(s *sheet) {
	l := s.lookB()
	s.topB(l, s.clinic, pick(s.rng, "PROGRESS NOTE", "PHYSICIAN PROGRESS NOTES", "CLINIC NOTE"), []pair{s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)),
		s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName)), s.kv(chart.AccountNumber, s.acct()), s.kv(chart.Payer, s.payerSeg())})
	c := pick(s.rng, complaints...)
	paras := [][]any{append([]any{"SUBJECTIVE: "}, s.storyB(c)...), s.allergyTextB(), s.medTextB(),
		{"OBJECTIVE: " + fmt.Sprintf("BP %d/%d P %d R 18 T 37.%d. ", 100+s.rng.IntN(70), 55+s.rng.IntN(40), 60+s.rng.IntN(50), s.rng.IntN(9)) + strings.Join(some(s.rng, 6, exams), " ")}}
	ap := []any{"ASSESSMENT/PLAN: "}
	for i, d := range s.dx {
		ap = append(ap, fmt.Sprintf("%d) ", i+1), s.dxSeg(d), " ", s.codeSeg(d), ": "+pick(s.rng, plans...)+" ")
	}
	ap = append(ap, "RTC ", s.dateIn(s.dos.AddDate(0, 0, 30), ""), ".")
	paras = append(paras, ap)
	if s.coin(.6) {
		s.twoColumns(l.txt, paras...)
	} else {
		for _, p := range paras {
			s.para(s.left, s.wide(), l.txt, p...)
			s.skip(7)
		}
	}
	s.closeB(l, s.attending, s.date(s.dos, chart.SignatureDate))
}

func bDischarge(s *sheet) {
	l := s.lookB()
	s.topB(l, s.hospital, "DISCHARGE SUMMARY", []pair{s.kv(chart.AdmissionDate, s.date(s.admit, chart.AdmissionDate)), s.kv(chart.DischargeDate, s.date(s.discharge, chart.DischargeDate)),
		s.kv(chart.AccountNumber, s.acct()), s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName))})
	s.headB(l, "PROBLEM LIST")
	var rows [][]any
	for _, d := range s.dx {
		rows = append(rows, []any{s.codeSeg(d).in("diagnosis_code"), s.dxSeg(d).in("diagnosis"), s.date(s.admit.AddDate(-s.rng.IntN(9), -s.rng.IntN(9), 0), "").in("onset")})
	}
	s.table(s.left, grid{head: l.head.at(9), cell: l.txt, lead: 14, boxed: true, name: "problems"}, []col{{"ICD-10", 80, false}, {"DIAGNOSIS", 330, false}, {"ONSET", 130, false}}, rows)
	s.skip(10)
	s.headB(l, "HISTORY")
	s.para(s.left, s.wide(), l.txt, s.storyB(pick(s.rng, complaints...))...)
	s.skip(6)
	s.headB(l, "COURSE IN HOSPITAL")
	for i := range 4 + s.rng.IntN(4) {
		s.para(s.left, s.wide(), l.txt, s.dateIn(s.admit.AddDate(0, 0, i), ""), ": "+strings.Join(some(s.rng, 4, exams), " ")+" "+strings.Join(some(s.rng, 3, findings), " ")+" Seen by Dr. ", s.docAs(pick(s.rng, s.attending, s.referrer, s.pcp).last), ". "+strings.Join(some(s.rng, 2, plans), " "))
		s.skip(4)
	}
	s.headB(l, "MEDICATIONS AT DISCHARGE")
	s.medTableB(l)
	s.skip(8)
	s.para(s.left, s.wide(), l.txt, s.allergyTextB()...)
	s.para(s.left, s.wide(), l.txt, "DISPOSITION: Home with ", s.rel(s.kin), " (", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), "). Follow up with Dr. ", s.docAs(s.pcp.last), " on ", s.dateIn(s.discharge.AddDate(0, 0, 7), ""), ".")
	s.closeB(l, s.attending, s.date(s.discharge, chart.SignatureDate))
}

func (s *sheet) medTableB(l lookB) {
	var rows [][]any
	for i, m := range s.meds {
		rows = append(rows, []any{fmt.Sprint(i + 1), s.medSeg(m).in("medication"), cellOf("dose", m.dose), cellOf("route", m.route), cellOf("frequency", m.freq)})
	}
	s.table(s.left, grid{head: l.head.at(9), cell: l.txt, lead: 15, boxed: true, name: "medications"},
		[]col{{"#", 24, false}, {"DRUG", 190, false}, {"STRENGTH", 90, false}, {"RTE", 46, false}, {"SCHEDULE", 190, false}}, rows)
}

func bRad(s *sheet) {
	l := s.lookB()
	s.topB(l, s.hospital, pick(s.rng, "DIAGNOSTIC IMAGING", "RADIOLOGY CONSULTATION"), []pair{{"EXAM DATE", []any{s.date(s.dos, chart.DateOfService)}}, {"ORDER NO", []any{s.otherID(digits(s.rng, 8))}},
		s.kv(chart.ReferringProvider, s.doc(s.referrer, chart.ReferringProvider)), s.kv(chart.ReportedDate, s.date(s.dos, chart.ReportedDate))})
	study := pick(s.rng, studies...)
	s.text(s.left, s.y, l.head, "PROCEDURE: "+study)
	s.y += 18
	for _, p := range [][]any{{"INDICATION: " + pick(s.rng, complaints...) + "."}, {"COMPARISON: ", s.dateIn(s.dos.AddDate(-1, 0, 3), ""), "."}, {"FINDINGS: " + strings.Join(some(s.rng, 6, findings), " ")},
		{"IMPRESSION: 1. " + pick(s.rng, findings...) + " 2. " + pick(s.rng, findings...)}, {"DISCUSSED WITH DR. ", s.docAs(strings.ToUpper(s.referrer.last)), " AT 15:20 ON ", s.date(s.dos, ""), "."},
		{"TRANSCRIBED BY: xk4   RADIOLOGIST: ", s.doc(s.attending, chart.ProviderName), ", " + s.attending.cred}} {
		s.para(s.left, s.wide(), l.txt, p...)
		s.skip(7)
	}
	s.closeB(l, s.attending, s.date(s.dos, chart.SignatureDate))
}

func bPath(s *sheet) {
	l := s.lookB()
	s.topB(l, s.lab, "PATHOLOGY", []pair{{"ACCESSION NO", []any{s.otherID(s.accession)}}, s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate)), s.kv(chart.ReferringProvider, s.doc(s.referrer, chart.ReferringProvider))})
	spec := pick(s.rng, specimens...)
	for _, p := range [][2]string{{"TISSUE SUBMITTED", spec}, {"DIAGNOSIS", strings.ToUpper(spec + ": " + pick(s.rng, pathDx...))}, {"GROSS", "Specimen A is received in formalin and consists of three cores of tan-white tissue, the longest 1.4 cm. All in A1."},
		{"MICROSCOPIC", "The sections confirm the diagnosis above. Immunostains for p63 and CK5/6 were examined with controls."}, {"COMMENT", "Clinical correlation is advised."}} {
		s.headB(l, p[0])
		s.para(s.left+6, s.wide()-6, l.txt, p[1])
		s.skip(6)
	}
	s.para(s.left, s.wide(), l.txt, "PATHOLOGIST: ", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred)
	s.closeB(l, s.attending, s.date(s.reported, chart.SignatureDate))
}

func bReferral(s *sheet) {
	l := s.lookB()
	s.topB(l, s.clinic, pick(s.rng, "REFERRAL REQUEST", "CONSULT REQUEST", "REFERRAL FORM"), []pair{s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID()), s.kv(chart.Phone, s.phone())})
	s.boxes(s.left, s.wide(), 25, l.lab, l.val, []float64{2, 1}, pair{"REFERRED BY", []any{s.doc(s.pcp, chart.ReferringProvider), ", " + s.pcp.cred}}, pair{"NPI", []any{s.npi(s.pcp)}})
	s.boxes(s.left, s.wide(), 25, l.lab, l.val, []float64{2, 1}, pair{"REFERRED TO", []any{s.doc(s.referrer, ""), ", " + s.referrer.specialty}}, pair{"FAX", []any{s.telOf(s.hospital.fax, chart.Fax, Facility)}})
	s.skip(10)
	s.headB(l, "REASON FOR REFERRAL")
	for _, d := range s.dx[:min(3, len(s.dx))] {
		s.problemLine(s.left+6, s.wide(), l.txt, d, func(name, code seg) []any { return []any{code, "  ", name} })
	}
	s.skip(6)
	s.headB(l, "CLINICAL SUMMARY")
	s.para(s.left, s.wide(), l.txt, s.storyB(pick(s.rng, complaints...))...)
	s.skip(5)
	s.para(s.left, s.wide(), l.txt, s.allergyTextB()...)
	s.para(s.left, s.wide(), l.txt, s.medTextB()...)
	s.closeB(l, s.pcp, s.date(s.dos, chart.SignatureDate))
}
