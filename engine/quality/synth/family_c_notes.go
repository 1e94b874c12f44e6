package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

func cNote(s *sheet) {
	l := s.lookC()
	s.houseC(l, s.clinic, pick(s.rng, "Visit Note", "Clinic Progress Note", "SOAP Note"))
	s.whoC(l, s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred), s.kv(chart.Payer, s.payerSeg()))
	s.headC(l, "Subjective")
	s.para(s.left, s.wide(), l.txt, s.storyC(pick(s.rng, complaints...))...)
	s.headC(l, s.label(chart.Allergy))
	s.allergyC(l)
	s.headC(l, "Objective")
	s.para(s.left, s.wide(), l.txt, fmt.Sprintf("Pulse %d, BP %d over %d. ", 60+s.rng.IntN(40), 105+s.rng.IntN(50), 60+s.rng.IntN(30))+strings.Join(some(s.rng, 5, exams), " "))
	s.headC(l, "Medicines")
	s.medsC(l)
	s.headC(l, "Assessment & Plan")
	s.problemsC(l)
	s.endC(l, s.attending, s.date(s.dos, chart.SignatureDate), "")
}

func cDischarge(s *sheet) {
	l := s.lookC()
	s.houseC(l, s.hospital, pick(s.rng, "Summary of Hospital Stay", "Discharge Summary", "Inpatient Discharge Summary"))
	s.whoC(l, s.kv(chart.AdmissionDate, s.date(s.admit, chart.AdmissionDate)), s.kv(chart.DischargeDate, s.date(s.discharge, chart.DischargeDate)), s.kv(chart.ProviderName, s.doc(s.attending, chart.ProviderName)))
	s.headC(l, "Diagnoses at discharge")
	s.problemsC(l)
	s.headC(l, "Course")
	s.para(s.left, s.wide(), l.txt, s.storyC(pick(s.rng, complaints...))...)
	for i := range 2 + s.rng.IntN(5) {
		s.para(s.left, s.wide(), l.txt, "Hospital day ", fmt.Sprint(i+1), " (", s.dateAs(s.admit.AddDate(0, 0, i), "2 Jan"), "): "+strings.Join(some(s.rng, 3, exams), " ")+" "+strings.Join(some(s.rng, 3, findings), " ")+" Dr. ", s.docAs(pick(s.rng, s.referrer, s.pcp).last), " advised: "+strings.ToLower(pick(s.rng, plans...)))
		s.skip(4)
	}
	s.headC(l, "Medicines to take at home")
	s.medsC(l)
	s.headC(l, s.label(chart.Allergy))
	s.allergyC(l)
	s.headC(l, "After you leave")
	s.para(s.left, s.wide(), l.txt, "See Dr. ", s.docAs(s.pcp.last), " on ", s.dateIn(s.discharge.AddDate(0, 0, 9), ""), " at ", s.siteName(s.clinic), ", ", geo(s.clinic.street, Facility), ". Ms. or Mr. ", relAs(s.kin.last), " will help at home.")
	s.endC(l, s.attending, s.date(s.discharge, chart.SignatureDate), "")
}

func cRad(s *sheet) {
	l := s.lookC()
	s.houseC(l, s.hospital, pick(s.rng, "Imaging Report", "Department of Radiology"))
	s.whoC(l, pair{"Date of exam", []any{s.date(s.dos, chart.DateOfService)}}, s.kv(chart.ReferringProvider, s.doc(s.referrer, chart.ReferringProvider), ", "+s.referrer.cred), s.kv(chart.ReportedDate, s.date(s.dos.AddDate(0, 0, 1), chart.ReportedDate)), pair{"Exam no.", []any{s.otherID(s.accession)}})
	s.headC(l, pick(s.rng, studies...))
	for _, p := range [][]any{{"Why: " + pick(s.rng, complaints...) + "."}, {"Compared with: study of ", s.dateIn(s.dos.AddDate(-1, 2, 0), ""), "."}, {strings.Join(some(s.rng, 5, findings), " ")}, {"Opinion: " + strings.Join(some(s.rng, 2, findings), " ")}} {
		s.para(s.left, s.wide(), l.txt, p...)
		s.skip(7)
	}
	s.endC(l, s.attending, s.date(s.dos.AddDate(0, 0, 1), chart.SignatureDate), chart.ProviderName)
}

func cPath(s *sheet) {
	l := s.lookC()
	s.houseC(l, s.lab, pick(s.rng, "Histopathology Report", "Tissue Pathology"))
	s.whoC(l, s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate)), s.kv(chart.ReferringProvider, s.doc(s.referrer, chart.ReferringProvider)), pair{"Lab no.", []any{s.otherID(s.accession)}})
	spec := pick(s.rng, specimens...)
	for _, p := range [][2]string{{"Specimen", spec}, {"Diagnosis", pick(s.rng, pathDx...)}, {"Macroscopic", "One formalin pot, labelled, with a pale nodule 9 mm across, all embedded."}, {"Microscopic", "Levels were examined. The features support the diagnosis given. Excision appears complete."}} {
		s.headC(l, p[0])
		s.para(s.left, s.wide(), l.txt, p[1])
	}
	s.endC(l, s.attending, s.date(s.reported, chart.SignatureDate), chart.ProviderName)
}

func cReferral(s *sheet) {
	l := s.lookC()
	s.houseC(l, s.clinic, "")
	s.text(s.left, s.y, l.txt, s.dateIn(s.dos, ""))
	s.y += 24
	for _, t := range [][]any{{"Dr. ", s.doc(s.referrer, "")}, {s.siteName(s.hospital)}, {geo(s.hospital.street, Facility)}, {geo(s.hospital.cityLine(), Facility)}} {
		s.text(s.left, s.y, l.txt, t...)
		s.y += 14
	}
	s.y += 10
	s.text(s.left, s.y, l.bold, "Regarding: ", s.pt(), ", born ", s.dob(), ", ", s.label(chart.MRN)+" ", s.mrnSeg())
	s.text(s.left, s.y+14, l.txt, s.addr(), "; ", s.phone())
	s.y += 38
	s.para(s.left, s.wide(), l.txt, "Dear ", s.docAs("Dr. "+s.referrer.last), ",")
	s.skip(6)
	s.para(s.left, s.wide(), l.txt, append([]any{"Would you kindly see this patient. "}, s.storyC(pick(s.rng, complaints...))...)...)
	s.skip(6)
	s.problemsC(l)
	s.skip(6)
	s.para(s.left, s.wide(), l.txt, append([]any{s.label(chart.Allergy) + ": "}, s.allergyParts()...)...)
	s.para(s.left, s.wide(), l.txt, append(append([]any{"Taking: "}, s.medParts(6)...), ".")...)
	s.skip(8)
	s.para(s.left, s.wide(), l.txt, "With kind regards,")
	s.endC(l, s.pcp, s.date(s.dos, chart.SignatureDate), chart.ReferringProvider)
	s.text(s.left+140, s.y, l.small, s.label(chart.ProviderNPI)+" ", s.npi(s.pcp))
}
