package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// gNoteVisit is an encounter as a hospital's record prints it, from the storyboard to the revision history.
func gNoteVisit(s *sheet) {
	l := s.lookG(9.6)
	s.left, s.right = 44, s.w-44
	s.page()
	s.text(s.left, s.y, l.bold, s.facility(s.clinic))
	s.textRight(s.right, s.y, l.txt, pick(s.rng, "Progress Notes", "Office Visit", "Encounter Summary"))
	s.text(s.left, s.y+11, l.tiny, s.roadE(s.clinic), "  ", s.cityE(s.clinic), "  ", s.phoneE(s.clinic.phone))
	s.line(s.left, s.y+16, s.right, s.y+16, 1.6, l.tone)
	s.y += 36
	end := s.text(s.left, s.y, l.title, s.pt())
	s.text(end+10, s.y, l.txt, s.label(chart.MRN)+": ", s.mrnSeg())
	s.y += 6
	s.inlineG(l, 18, s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.6))), s.kv(chart.AccountNumber, s.acct()), s.kv(chart.Payer, s.payerSeg()), s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.kv(chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...))
	s.runG(l, "Office Visit")
	way := s.rng.IntN(4)
	s.y += 8
	s.bannerG(l, way, pick(s.rng, "Reason for Visit", "Chief Complaint"))
	complaint := pick(s.rng, complaintsRenewed...)
	s.sayG(l, 0, his0(complaint))
	s.bannerG(l, way, "History of Present Illness")
	s.sayG(l, 0, s.historyG(complaint)...)
	s.bannerG(l, way, s.label(chart.Allergy))
	s.sayG(l, 0, s.allergyG()...)
	s.bannerG(l, way, pick(s.rng, "Active Problem List", "Patient Active Problem List", "Problems"))
	s.problemsG(l)
	s.bannerG(l, way, pick(s.rng, "Current Outpatient Medications", "Outpatient Medications Prior to Visit"))
	s.medSentencesG(l)
	s.moreG(l, way)
	s.vitalsG(l, way)
	s.bannerG(l, way, "Physical Exam")
	s.sayG(l, 0, strings.Join(some(s.rng, 6, examsRenewed), " "))
	s.bannerG(l, way, "Assessment and Plan")
	for i, d := range s.dx {
		name, code := s.problem(d)
		s.oneALine("problems", func() {
			s.sayG(l, 6, fmt.Sprintf("%d. ", i+1), name, pick(s.rng, " [", " (ICD-10-CM: "), code, pick2(i%2 == 0, "]", ")"))
		})
		s.sayG(l, 22, pick(s.rng, plansRenewed...))
	}
	s.sayG(l, 0, "Return in about ", pick(s.rng, "4 weeks", "3 months", "1 year"), " (around ", s.dateIn(s.dos.AddDate(0, 3, 2), ""), ").")
	s.signedG(l, s.attending, s.date(s.dos, chart.SignatureDate))
}

// problemsG lists the problems with their codes, in a table or as lines.
func (s *sheet) problemsG(l lookG) {
	if s.coin(.5) {
		for _, d := range s.dx {
			name, code := s.problem(d)
			s.oneALine("problems", func() { s.sayG(l, 8, "• ", name, "   ", code) })
		}
		return
	}
	var rows [][]any
	for i, d := range s.dx {
		rows = append(rows, []any{s.dxSeg(d).in("diagnosis"), s.codeSeg(d).in("diagnosis_code"), s.date(s.dos.AddDate(-1-i, -s.rng.IntN(10), -s.rng.IntN(20)), "").in("onset"), pick(s.rng, "Chronic", "Active", "Stable")})
	}
	w := s.wide()
	s.ledger(ledger{name: "problems", x: s.left, head: l.bold, cell: l.txt, pad: 1.6, ways: pick(s.rng, "Hr", "h", "Hz"), tint: ink{228, 232, 236}, cols: []col{{pick(s.rng, "Problem", "Diagnosis"), w * .46, false}, {"ICD-10-CM", w * .16, false}, {pick(s.rng, "Date Noted", "Onset", "Noted"), w * .2, false}, {"Status", w * .18, false}}}, rows)
}

// medSentencesG gives each medicine with its directions as a sentence.
func (s *sheet) medSentencesG(l lookG) {
	w := s.wide()
	var rows [][]any
	for _, m := range s.meds {
		rows = append(rows, []any{[]any{s.medSeg(m).in("medication"), " ", cellOf("dose", m.dose)}, s.takeG(m), fmt.Sprint(30 * (1 + s.rng.IntN(3))), fmt.Sprint(s.rng.IntN(5))})
	}
	s.ledger(ledger{name: "medications", x: s.left, head: l.bold, cell: l.txt, pad: 1.8, ways: pick(s.rng, "hr", "H", "Hz"), tint: ink{228, 232, 236}, cols: []col{{"Medication", w * .36, false}, {pick(s.rng, "Sig", "Directions", "Instructions"), w * .4, false}, {pick(s.rng, "Dispense", "Disp"), w * .12, true}, {"Refill", w * .12, true}}}, rows)
}

// takeG is directions in words around the route and the frequency.
func (s *sheet) takeG(m medItem) []any {
	verb, unit := "Take", "1 tablet"
	switch m.route {
	case "nasal":
		verb, unit = "Use", "1 spray"
	case "subcutaneous":
		verb, unit = "Inject", "1 pen"
	case "ophthalmic":
		verb, unit = "Instill", "1 drop"
	case "topical":
		verb, unit = "Apply", "a thin layer"
	case "inhaled":
		verb, unit = "Inhale", "2 puffs"
	}
	return []any{verb + " " + unit + ", ", cellOf("route", m.route), " route, ", cellOf("frequency", m.freq), "."}
}

func (s *sheet) vitalsG(l lookG, way int) {
	s.bannerG(l, way, pick(s.rng, "Vitals", "Vital Signs", "Objective"))
	s.sayG(l, 0, fmt.Sprintf("BP %d/%d (BP Location: Left arm)  |  Pulse %d  |  Temp 98.%d F (36.8 C)  |  Resp %d  |  Ht 5' %d\"  |  Wt %d lb  |  SpO2 %d%%  |  BMI %d.%d kg/m2", 106+s.rng.IntN(50), 60+s.rng.IntN(32), 55+s.rng.IntN(45), s.rng.IntN(9), 12+s.rng.IntN(8), s.rng.IntN(12), 118+s.rng.IntN(130), 93+s.rng.IntN(7), 20+s.rng.IntN(18), s.rng.IntN(10)))
}

// gNoteResult is a document as another kind of system files it: what it is, who made it and when, then the text.
func gNoteResult(s *sheet) {
	l := s.lettersG(vera, veraBold, 8.6)
	s.left, s.right = 50, s.w-40
	s.page()
	s.textMid(s.w/2, s.y, l.bold.at(11), s.facility(s.hospital))
	s.y += 26
	s.tagsG(l, "Result type", pick(s.rng, "Clinic Note", "Office Note-Physician", "Progress Note"), s.attending, true)
	s.line(s.left, s.y-4, s.right, s.y-4, .8, ink{})
	s.y += 8
	s.footTagsG(l)
	complaint := pick(s.rng, complaintsRenewed...)
	s.bannerG(l, 3, "Subjective")
	s.sayG(l, 0, s.historyG(complaint)...)
	s.bannerG(l, 3, s.label(chart.Allergy))
	s.sayG(l, 10, s.allergyG()...)
	s.bannerG(l, 3, "Home medications")
	for _, m := range s.meds {
		first := len(s.marks)
		s.sayG(l, 10, s.medSeg(m).in("medication"), " ", cellOf("dose", m.dose), " oral tablet, 1 tab(s), ", cellOf("route", m.route), ", ", cellOf("frequency", m.freq))
		s.gather("medications", first)
	}
	s.moreG(l, 3)
	s.vitalsG(l, 3)
	s.sayG(l, 0, strings.Join(some(s.rng, 6, examsRenewed), " "))
	s.bannerG(l, 3, "Diagnoses addressed")
	for _, d := range s.dx {
		name, code := s.problem(d)
		s.oneALine("problems", func() { s.sayG(l, 10, code, " - ", name, ": "+pick(s.rng, plansRenewed...)) })
	}
	s.signedG(l, s.attending, s.date(s.dos, chart.SignatureDate))
}

// tagsG is the head of a filed document, labels in one column and values in the next.
func (s *sheet) tagsG(l lookG, kind, what string, d doctor, visit bool) {
	day := s.dos
	var ps []pair
	ps = append(ps, pair{kind, []any{what}})
	if visit {
		ps = append(ps, s.kv(chart.DateOfService, s.date(day, chart.DateOfService), " "+s.timeE()))
	}
	ps = append(ps, pair{"Result status", []any{pick(s.rng, "Auth (Verified)", "Modified", "Final")}}, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob(), "   ("+s.label(chart.Sex)+": ", s.sex(true), ")"),
		s.kv(chart.MRN, s.mrnSeg()), pair{pick(s.rng, "Performed by", "Author", "Dictating provider"), s.mdE(d, chart.ProviderName)}, s.kv(chart.AccountNumber, s.acct()), s.kv(chart.Payer, s.payerSeg()))
	for _, p := range ps {
		s.text(s.left, s.y, l.bold, p.label+":")
		s.textIn(s.left+140, s.right, s.y, l.txt, p.value...)
		s.y += l.txt.size * 1.5
	}
}

// footTagsG is the foot of such a print.
func (s *sheet) footTagsG(l lookG) {
	s.bottom = s.h - 66
	who, at := s.docAs(titled(s.pcp.last+", "+s.pcp.first)), s.date(s.printed, "")
	s.frame = func(page, pages int) {
		y := s.h - 44
		s.text(s.left, y, l.tiny, "Printed by: ", who)
		s.text(s.left, y+9, l.tiny, "Printed on: ", at, " 14:07")
		s.textRight(s.right, y, l.tiny, fmt.Sprintf("Page %d of %d", page, pages))
		s.textRight(s.right, y+9, l.tiny, pick2(page == pages, "(End of Report)", "(Continued)"))
		if page > 1 {
			s.textRight(s.right, 34, l.tiny, s.pt(), "  ", s.mrnSeg(), "  *"+"Continued"+"*")
		}
	}
}

// gDischarge is a discharge summary under caption boxes, with instructions by the day and medicines to start and stop.
func gDischarge(s *sheet) {
	l := s.lookG(9.4)
	s.left, s.right = 40, s.w-40
	s.page()
	s.text(s.left, s.y, l.title, s.facility(s.hospital))
	s.textRight(s.right, s.y, l.bold.inked(l.tone), pick(s.rng, "DISCHARGE SUMMARY", "Hospital Discharge Summary", "Physician Discharge Summary"))
	s.y += 14
	box := pick(s.rng, byte('b'), 'u', '-')
	s.capsG(l, box, s.fcg(2.4, chart.PatientName, s.pt()), s.fcg(1.2, chart.DateOfBirth, s.dob()), s.fcg(.8, chart.Sex, s.sex(false)), s.fcg(1.3, chart.MRN, s.mrnSeg()))
	s.capsG(l, box, s.fcg(1.4, chart.AdmissionDate, s.date(s.admit, chart.AdmissionDate)), s.fcg(1.4, chart.DischargeDate, s.date(s.discharge, chart.DischargeDate)), s.fcg(1.4, chart.AccountNumber, s.acct()), cg(1.5, "Disposition", pick(s.rng, "Home or Self Care", "Home Health Svc", "Rehab Facility")))
	s.capsG(l, box, cg(2.4, pick(s.rng, "Discharging Provider", "Attending", "Attending at Discharge"), s.mdE(s.attending, chart.ProviderName)...), cg(2.1, "Primary Care Provider", s.mdE(s.pcp, "")...), cg(1.2, "LOS (days)", fmt.Sprint(int(s.discharge.Sub(s.admit).Hours()/24))))
	s.y += 8
	s.runG(l, "Discharge Summary")
	way := s.rng.IntN(4)
	s.stayG(l, way)
	s.signedG(l, s.attending, s.date(s.discharge, chart.SignatureDate))
}

// stayG is the body of a summary of a stay.
func (s *sheet) stayG(l lookG, way int) {
	s.bannerG(l, way, pick(s.rng, "Principal and Secondary Diagnoses", "Hospital Problems", "Discharge Diagnoses"))
	s.problemsG(l)
	s.bannerG(l, way, "Hospital Course")
	s.sayG(l, 0, s.historyG(pick(s.rng, complaintsRenewed...))...)
	for i := range 1 + s.rng.IntN(4) {
		s.sayG(l, 0, pick(s.rng, "On ", "By "), s.dateIn(s.admit.AddDate(0, 0, i), ""), ": "+strings.Join(some(s.rng, 2, examsRenewed), " ")+" "+pick(s.rng, findingsRenewed...)+" Consultant: Dr. ", s.docAs(pick(s.rng, s.referrer, s.pcp).last), ".")
	}
	s.bannerG(l, way, s.label(chart.Allergy))
	s.sayG(l, 0, s.allergyG()...)
	s.bannerG(l, way, pick(s.rng, "Discharge Medication List", "Medications at Discharge", "CONTINUE taking these medications"))
	s.medSentencesG(l)
	s.moreG(l, way)
	s.vitalsG(l, way)
	s.bannerG(l, way, pick(s.rng, "Follow-up Appointments", "Future Appointments"))
	w := s.wide()
	s.ledger(ledger{x: s.left, head: l.bold, cell: l.txt, pad: 1.8, ways: "hr", cols: []col{{"Date", w * .18, false}, {"Provider", w * .3, false}, {"Location", w * .34, false}, {"Phone", w * .18, false}}}, [][]any{
		{s.dateIn(s.discharge.AddDate(0, 0, 8), ""), []any{s.docAs(spoken(s.pcp.person, true)), ", " + s.pcp.cred}, s.siteName(s.clinic), s.phoneE(s.clinic.phone)},
		{s.dateIn(s.discharge.AddDate(0, 0, 21), ""), []any{s.docAs(spoken(s.referrer.person, true)), ", " + s.referrer.cred}, []any{s.siteName(s.lab), ", ", geo(s.lab.city, Facility)}, s.phoneE(s.lab.phone)}})
	s.bannerG(l, way, "Patient Instructions")
	s.sayG(l, 0, strings.Join(some(s.rng, 4, plansRenewed), " ")+" Instructions were given to the patient and "+s.relation+" (", relAs(s.kin.first), ", ", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), ").")
}

// gDischargeRuled is the filed document of a stay with its dates among the tags.
func gDischargeRuled(s *sheet) {
	l := s.lettersG(vera, veraBold, 8.4)
	s.left, s.right = 46, s.w-40
	s.page()
	s.text(s.left, s.y, l.bold.at(11), s.facility(s.hospital))
	s.text(s.left, s.y+12, l.tiny, s.roadE(s.hospital), ", ", s.cityE(s.hospital))
	s.y += 34
	s.tagsG(l, "Document type", "Discharge Summary", s.attending, false)
	for _, p := range []pair{s.kv(chart.AdmissionDate, s.date(s.admit, chart.AdmissionDate)), s.kv(chart.DischargeDate, s.date(s.discharge, chart.DischargeDate))} {
		s.text(s.left, s.y, l.bold, p.label+":")
		s.textIn(s.left+140, s.right, s.y, l.txt, p.value...)
		s.y += l.txt.size * 1.5
	}
	s.line(s.left, s.y-4, s.right, s.y-4, .8, ink{})
	s.y += 6
	s.footTagsG(l)
	s.stayG(l, 3)
	s.signedG(l, s.attending, s.date(s.discharge, chart.SignatureDate))
}

// moreG adds the sections that a template brings along; some charts have many of them, some none.
func (s *sheet) moreG(l lookG, way int) {
	parts := []func(){
		func() {
			s.bannerG(l, way, pick(s.rng, "Past Medical History", "Medical History"))
			s.sayG(l, 0, strings.Join(some(s.rng, 4, []string{"Hepatitis A in childhood", "Migraine with aura", "Gestational diabetes", "Kidney stone", "Fracture of left wrist", "Shingles", "Sleep apnea on CPAP"}), "; ")+".")
		},
		func() {
			s.bannerG(l, way, pick(s.rng, "Past Surgical History", "Surgical History"))
			for i, t := range some(s.rng, 2, []string{"Laparoscopic cholecystectomy", "Carpal tunnel release, right", "Lumbar laminectomy", "Hysterectomy or vasectomy, see operative note", "Wisdom teeth"}) {
				s.sayG(l, 8, t, ", ", s.dateAs(s.dos.AddDate(-3-4*i, -2, 0), "1/2006"), ", ", s.siteName(s.hospital))
			}
		},
		func() {
			s.bannerG(l, way, "Family History")
			s.sayG(l, 0, "Mother: "+pick(s.rng, "stroke at 70", "thyroid disease", "alive, healthy")+". Father: "+pick(s.rng, "colon cancer", "heart failure", "unknown")+". Child: ", relAs(s.child.first), ", "+pick(s.rng, "asthma", "healthy")+".")
		},
		func() {
			s.bannerG(l, way, pick(s.rng, "Social History", "Social Determinants"))
			s.sayG(l, 0, "Lives with "+s.relation+" ", relAs(s.kin.first), " in ", geo(s.patient.city+", "+s.patient.state, Patient), ". Works as a "+s.occupation+" at ", s.employerSeg(), ". Smoking: "+pick(s.rng, "never", "former", "0.5 ppd")+". Alcohol: "+pick(s.rng, "none", "4 drinks/week")+". Drug use: no.")
		},
		func() {
			s.bannerG(l, way, "Review of Systems")
			for _, t := range some(s.rng, 6, []string{"Constitutional: Negative for chills and fatigue.", "HENT: Negative for hearing loss.", "Eyes: Negative for visual disturbance.", "Respiratory: Negative for cough and wheezing.", "Cardiovascular: Negative for leg swelling.", "Gastrointestinal: Negative for constipation.", "Genitourinary: Positive for frequency.", "Skin: Negative for wound.", "Neurological: Positive for tingling.", "Psychiatric: The patient is not nervous."}) {
				s.sayG(l, 8, t)
			}
		},
		func() {
			s.bannerG(l, way, pick(s.rng, "Recent Labs", "Lab Results", "Data Reviewed"))
			var said []string
			for _, r := range resultsRenewed(s.rng, 5+s.rng.IntN(5)) {
				said = append(said, strings.TrimSpace(r.name+" "+r.value+" "+pick2(r.flag == "", "", "("+r.flag+")")))
			}
			s.sayG(l, 0, s.dateIn(s.dos.AddDate(0, 0, -16), ""), ": "+strings.Join(said, "; ")+".")
		},
	}
	for _, p := range some(s.rng, s.rng.IntN(7), parts) {
		p()
	}
}
