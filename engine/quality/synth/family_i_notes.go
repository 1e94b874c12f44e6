package synth

import (
	"fmt"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// marginI hangs a heading in the left margin of what body draws between x and the right edge.
func (s *sheet) marginI(l lookI, title string, body func(x, w float64)) {
	const in = 92.0
	s.need(46)
	s.block(s.left, s.y, in-10, l.bold.inked(l.tone), title)
	y, at := s.y, s.cur
	body(s.left+in, s.wide()-in)
	if s.cur == at {
		s.y = max(s.y, y+l.txt.size*1.5)
	}
	s.line(s.left, s.y-l.txt.size*.45, s.right, s.y-l.txt.size*.45, .3, ink{190, 190, 190})
	s.y += l.txt.size * .8
}

// iNoteStrip heads a visit with a strip that names nothing: who, how old, which number, when, with whom.
func iNoteStrip(s *sheet) {
	l := s.lookI(9.8)
	s.left, s.right = 44, s.w-44
	s.page()
	s.bar(s.left, s.y-18, s.right, s.y+26, l.pale)
	s.text(s.left+8, s.y-1, l.bold.at(14), s.pt())
	s.textRight(s.right-8, s.y-2, l.txt, s.facility(s.clinic))
	end := s.text(s.left+8, s.y+16, l.txt, s.sex(s.coin(.5)), "  ·  ", s.years(), " y/o  ·  ", s.dob(), "  ·  ", pick(s.rng, "#", "MRN ", "Chart "), s.mrnSeg())
	s.textIn(max(end+14, s.left+s.wide()*.6), s.right-8, s.y+16, l.txt, pick(s.rng, "Enc ", "Visit #", "Acct "), s.acct(), "  ·  ", s.payerSeg())
	s.y += 44
	s.text(s.left, s.y, l.bold.at(12), pick(s.rng, "Office Visit", "Follow-up", "Urgent Visit", "Progress Note"), "  ", s.date(s.dos, chart.DateOfService))
	s.textRight(s.right, s.y, l.txt, append([]any{pick(s.rng, "with ", "seen by ", "")}, s.mdE(s.attending, chart.ProviderName)...)...)
	s.y += 24
	s.overI(l)
	complaint := pick(s.rng, complaintsI...)
	tell := func(title string, parts ...any) {
		s.marginI(l, title, func(x, w float64) { s.para(x, w, l.txt, parts...) })
	}
	tell("CC", his0(complaint))
	tell("HPI", s.tellI(complaint)...)
	tell(pick(s.rng, "Allergies", "ALL", "Intolerances"), s.allergyI(true)...)
	s.marginI(l, pick(s.rng, "Meds", "Current meds", "Medications"), func(x, w float64) {
		for _, m := range s.meds {
			n, d, r, f := s.medCellsI(m)
			s.medLine(x, w, l.txt, n, " ", d, " ", r, " ", f)
		}
	})
	if s.coin(.6) {
		tell("PMH / PSH", strings.Join(some(s.rng, 3, []string{"Tonsillectomy", "Asthma as a child", "Appendectomy 2014", "Gestational diabetes", "ACL repair", "Kidney stone"}), ", ")+".")
	}
	s.moreI(tell)
	tell("Vitals", fmt.Sprintf("BP %d/%d   HR %d   RR %d   T 98.%d   SpO2 %d%%   Wt %d.%d kg", 100+s.rng.IntN(50), 58+s.rng.IntN(34), 60+s.rng.IntN(40), 12+s.rng.IntN(8), s.rng.IntN(9), 94+s.rng.IntN(6), 40+s.rng.IntN(60), s.rng.IntN(9)))
	tell("Exam", strings.Join(some(s.rng, 5, examsI), " "))
	if s.coin(.4) {
		tell("Results", s.valuesI(s.dos.AddDate(0, 0, -2))...)
	}
	s.marginI(l, pick(s.rng, "A/P", "Assessment", "Impression & plan"), func(x, w float64) {
		for i, d := range s.dx {
			s.problemLine(x, w, l.txt, d, func(name, code seg) []any {
				return []any{fmt.Sprintf("%d) ", i+1), name, pick(s.rng, " - ", " / "), code}
			})
			s.para(x+14, w-14, l.txt, pick(s.rng, plansI...))
		}
	})
	tell("Follow-up", "In "+pick(s.rng, "2 weeks", "6 months", "48 hours")+", or ", s.dateIn(s.dos.AddDate(0, 0, 14), ""), " with ", s.docAs("Dr. "+s.referrer.last), ".")
	s.signI(l, s.attending, "", s.date(s.dos, chart.SignatureDate))
}

// moreI adds the sections that some visits have and others lack.
func (s *sheet) moreI(tell func(title string, parts ...any)) {
	for _, add := range some(s.rng, s.rng.IntN(5), []func(){
		func() {
			tell("Family hx", "Mother "+pick(s.rng, "alive at 81", "died of stroke", "has diabetes")+"; father "+pick(s.rng, "unknown", "had colon cancer", "healthy")+". Child ", relAs(s.child.first), " well.")
		},
		func() {
			tell("Social", "Lives with "+s.relation+" ", relAs(s.kin.first), " in ", geo(s.patient.city, Patient), ". "+titled(s.occupation)+". "+pick(s.rng, "Never smoked.", "Quit smoking 2019.", "Vapes.")+" Two drinks a week.")
		},
		func() {
			tell("ROS", "Constitutional: "+pick(s.rng, "no fever", "fatigue")+". Eyes: no change. Cardiac: no chest pain. Resp: no cough. GI: "+pick(s.rng, "normal", "reflux")+". Skin: no rash. Neuro: no headache. Psych: sleeps "+pick(s.rng, "well", "poorly")+".")
		},
		func() {
			tell("Procedures", "Colonoscopy ", s.dateAs(s.dos.AddDate(-3, 1, 0), "1/2006"), "; echocardiogram ", s.dateAs(s.dos.AddDate(-1, -4, 0), "1/2006"), " at ", s.siteName(s.hospital), ".")
		},
		func() {
			tell("Care team", "PCP ", s.docAs(spoken(s.pcp.person, false)), "; specialist ", s.docAs(spoken(s.referrer.person, false)), ", "+s.referrer.specialty+". Contact: ", s.rel(s.kin), " ", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), ".")
		},
		func() {
			tell("Due", pick(s.rng, "Flu vaccine, eye exam.", "Tdap, mammogram or PSA talk.", "Nothing due."))
		},
	}) {
		add()
	}
}

// valuesI are results told in a sentence.
func (s *sheet) valuesI(on time.Time) []any {
	var said []string
	for _, r := range resultsI(s.rng, 5+s.rng.IntN(4)) {
		said = append(said, strings.TrimSpace(r.name+" "+r.value+" "+r.flag))
	}
	return []any{s.dateIn(on, ""), ": " + strings.Join(said, ", ") + "."}
}

// iNoteTherapy is a counsellor's session: a ruled grid of facts, then data, assessment, plan.
func iNoteTherapy(s *sheet) {
	l := s.filledI(s.lookI(9.6), .25)
	s.left, s.right = 46, s.w-46
	s.houseI(l, s.clinic, pick(s.rng, "Individual Session Note", "PROGRESS NOTE", "Therapy Progress Note (DAP)"))
	s.besideI(l, 92, s.fbi(1.2, chart.PatientName, s.pt()), s.fbi(1, chart.DateOfBirth, s.dob()))
	s.besideI(l, 92, s.fbi(1.2, chart.MRN, s.mrnSeg()), s.fbi(1, chart.Sex, s.sex(s.coin(.4))))
	s.besideI(l, 92, s.fbi(1.2, chart.DateOfService, s.date(s.dos, chart.DateOfService)), bi(1, "Start / stop", "2:00 PM / 2:53 PM"))
	s.besideI(l, 92, bi(1.2, pick(s.rng, "Clinician", "Therapist", "Rendering provider"), s.mdE(s.attending, chart.ProviderName)...), bi(1, "Service / place", pick(s.rng, "90837 / 11", "90834 / 10", "90834 / 02")))
	s.besideI(l, 92, s.fbi(1.2, chart.Payer, s.payerSeg()), s.fbi(1, chart.AccountNumber, s.acct()))
	s.y += 10
	s.overI(l)
	w := s.wide()
	var rows [][]any
	for i, d := range s.dx {
		name, code := s.problem(d)
		rows = append(rows, []any{code, name, s.dateAs(s.dos.AddDate(-i, -3-2*i, 0), "01/2006").in("onset")})
	}
	s.ledger(ledger{name: "problems", x: s.left, head: l.bold.at(l.txt.size * .9), cell: l.txt, pad: 2.4, ways: pick(s.rng, "b", "Hr", "h"), tint: l.pale, cols: []col{{pick(s.rng, "DSM-5 / ICD-10", "Dx code", "ICD-10-CM"), w * .2, false}, {"Diagnosis", w * .6, false}, {pick(s.rng, "Onset", "Since", "First noted"), w * .2, false}}}, rows)
	kind := pick(s.rng, tickCheck, tickFilled, tickX)
	for _, g := range [][]string{{"Mood", "Euthymic", "Depressed", "Anxious", "Irritable"}, {"Risk", "None", "Ideation", "Plan", "Self-harm"}, {"Methods", "CBT", "EMDR", "Motivational", "Supportive"}} {
		at := s.rng.IntN(4)
		s.text(s.left, s.y, l.bold, g[0])
		for i, t := range g[1:] {
			s.choose(kind, s.left+70+float64(i)*w*.21, s.y, l.txt, i == at, t)
		}
		s.y += 17
	}
	way := s.rng.IntN(4)
	s.y -= 8
	part := func(t string, parts ...any) {
		s.headI(l, way, t)
		s.proseI(l, parts...)
	}
	part("Data", s.tellI("a session on "+pick(s.rng, "worry at work", "grief", "school refusal"))...)
	s.moreI(part)
	part("Assessment", "Progress on goal 1 is "+pick(s.rng, "slow", "steady", "good")+". PHQ-9 today "+fmt.Sprint(4+s.rng.IntN(16))+", GAD-7 "+fmt.Sprint(3+s.rng.IntN(14))+". "+pick(s.rng, examsI...))
	s.headI(l, way, pick(s.rng, "Medications (per client)", "Psychotropic and other medication"))
	for _, m := range s.meds {
		n, d, r, f := s.medCellsI(m)
		s.medLine(s.left+10, s.wide()-10, l.txt, "• ", n, ", ", d, ", ", r, ", ", f)
	}
	part(s.label(chart.Allergy), s.allergyI(s.coin(.4))...)
	part("Plan", strings.Join(some(s.rng, 2, plansI), " ")+" Next session ", s.date(s.dos.AddDate(0, 0, 7), ""), ". Prescriber is ", s.docAs("Dr. "+s.pcp.last), ".")
	s.signI(l, s.attending, "", s.date(s.dos, chart.SignatureDate))
}

// iDischargeColumns is a summary of a stay in two columns, a tinted narrow one beside the story.
func iDischargeColumns(s *sheet) {
	l := s.lookI(9.2)
	s.left, s.right = 40, s.w-40
	s.houseI(l, s.hospital, pick(s.rng, "Discharge Summary", "DISCHARGE SUMMARY", "Hospital Stay Summary"))
	s.underI(l, false, s.fbi(2, chart.PatientName, s.pt()), s.fbi(1, chart.DateOfBirth, s.dob()), s.fbi(.8, chart.Sex, s.sex(s.coin(.5))), s.fbi(1.1, chart.MRN, s.mrnSeg()))
	s.underI(l, false, s.fbi(1, chart.AdmissionDate, s.date(s.admit, chart.AdmissionDate)), s.fbi(1, chart.DischargeDate, s.date(s.discharge, chart.DischargeDate)), s.fbi(1.2, chart.AccountNumber, s.acct()), bi(1.7, pick(s.rng, "Attending", "Service / attending", "Discharging physician"), s.mdE(s.attending, chart.ProviderName)...))
	s.y += 10
	top, x0, x1, w := s.y, s.left, s.right, s.wide()
	mid := s.left + w*.36
	at := len(s.leaf().ops)
	y := top + 14
	narrow := func(t string, body func(w float64)) {
		s.text(x0+8, y, l.bold.inked(l.tone), t)
		y += l.txt.size * 1.35
		body(mid - x0 - 22)
		y += 7
	}
	narrow(pick(s.rng, "Diagnoses", "Discharge diagnoses", "Problems this stay"), func(w float64) {
		for _, d := range s.dx {
			name, code := s.problem(d)
			s.oneALine("problems", func() { y = s.block(x0+8, y, w, l.txt, name, " (", code, ")") + 2 })
		}
	})
	narrow(s.label(chart.Allergy), func(w float64) { y = s.block(x0+8, y, w, l.txt, s.allergyI(true)...) })
	narrow("Condition", func(w float64) {
		y = s.block(x0+8, y, w, l.txt, pick(s.rng, "Stable, walking alone.", "Good.", "Improved; needs help with stairs."))
	})
	narrow("Pending results", func(w float64) { y = s.block(x0+8, y, w, l.txt, pick(s.rng, "Blood culture, day 3", "None", "Biopsy")) })
	narrow("Follow up", func(w float64) {
		y = s.block(x0+8, y, w, l.txt, s.docAs("Dr. "+s.pcp.last), ", ", s.dateIn(s.discharge.AddDate(0, 0, 7), ""), ", ", s.phoneE(s.clinic.phone))
		y = s.block(x0+8, y+3, w, l.txt, "Contact: ", s.rel(s.kin), " (", s.relation, ") ", s.telOf(s.kin.cell, chart.PhoneNumber, Relative))
	})
	low := y
	s.left, s.y = mid+8, top+14
	story := [][]any{{"WHY ADMITTED"}, s.tellI(pick(s.rng, complaintsI...)), {"WHAT WAS DONE"}, {"On ", s.dateIn(s.admit, ""), " imaging showed: " + pick(s.rng, findingsI...) + " ", s.docAs("Dr. " + s.referrer.last), " was consulted. " + strings.Join(some(s.rng, 3, examsI), " ") + " By ", s.dateIn(s.discharge, ""), " the patient ate, walked and had no fever."}, {"ADVICE"}, {strings.Join(some(s.rng, 4, plansI), " ")}}
	if s.coin(.6) {
		story = append(story, []any{"RESULTS"}, s.valuesI(s.admit), []any{"CONSULTANTS"}, []any{s.docAs("Dr. " + s.referrer.last), ", " + s.referrer.specialty + "; ", s.docAs("Dr. " + s.child.last), ", anesthesia. " + strings.Join(some(s.rng, 3, findingsI), " ")})
	}
	for _, p := range story {
		st := l.txt
		if len(p) == 1 && p[0] == strings.ToUpper(fmt.Sprint(p[0])) {
			st = l.bold
		}
		s.para(s.left, s.wide(), st, p...)
		s.skip(3)
	}
	low = max(low, s.y)
	s.left, s.right = x0, x1
	s.under(at, func() { s.bar(x0, top, mid, low, ink{238, 241, 244}) })
	s.y = low + 12
	s.overI(l)
	s.headI(l, s.rng.IntN(4), pick(s.rng, "Medicines at discharge", "Discharge medication list", "Take-home medications"))
	s.y -= l.txt.size
	var rows [][]any
	for _, m := range s.meds {
		n, d, r, f := s.medCellsI(m)
		rows = append(rows, []any{pick(s.rng, "NEW", "SAME", "CHANGED"), n, d, r, f})
	}
	s.ledger(ledger{name: "medications", x: s.left, head: l.bold, cell: l.txt, pad: 2.4, ways: pick(s.rng, "hr", "Hz", "b"), tint: l.pale, cols: []col{{"Status", w * .12, false}, {pick(s.rng, "Medicine", "Drug", "Name"), w * .3, false}, {pick(s.rng, "Amount", "Dose", "Strength"), w * .15, false}, {pick(s.rng, "How", "Route", "Via"), w * .16, false}, {pick(s.rng, "When", "Schedule", "How often"), w * .27, false}}}, rows)
	s.signI(l, s.attending, "", s.date(s.discharge, chart.SignatureDate))
}

// under draws shapes beneath what was drawn since the operation at.
func (s *sheet) under(at int, draw func()) {
	l := s.leaf()
	over := append([]op(nil), l.ops[at:]...)
	l.ops = l.ops[:at]
	draw()
	l.ops = append(l.ops, over...)
}

// iDischargePlan is the plan that a patient takes home: facts in sentences, medicines by the hour of the day.
func iDischargePlan(s *sheet) {
	l := s.lookI(10.6)
	s.left, s.right = 50, s.w-50
	s.houseI(l, s.hospital, pick(s.rng, "My Going-Home Plan", "DISCHARGE SUMMARY AND INSTRUCTIONS", "After Hospital Care Plan"))
	s.y += 16
	s.textIn(s.left, s.right, s.y, l.bold.at(l.txt.size*1.2), "For: ", s.pt())
	s.y += 18
	s.textIn(s.left, s.right, s.y, l.txt, s.label(chart.DateOfBirth)+": ", s.dob(), "     "+s.label(chart.MRN)+": ", s.mrnSeg(), "     "+s.label(chart.Sex)+": ", s.sex(true), "     "+s.label(chart.AccountNumber)+": ", s.acct())
	s.y += 22
	s.overI(l)
	s.proseI(l, "You came to the hospital on ", s.date(s.admit, chart.AdmissionDate), " because of "+pick(s.rng, complaintsI...)+" and are going home on ", s.date(s.discharge, chart.DischargeDate), ". The doctor in charge of your care was ", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred+".")
	way := s.rng.IntN(4)
	s.headI(l, way, pick(s.rng, "What you were treated for", "Your diagnoses"))
	for _, d := range s.dx {
		s.problemLine(s.left+12, s.wide()-12, l.txt, d, func(name, code seg) []any { return []any{"o  ", name, "   ", code} })
	}
	s.headI(l, way, s.label(chart.Allergy))
	s.proseI(l, s.allergyI(false)...)
	s.headI(l, way, pick(s.rng, "Your medicines", "Medicines: what to take and when"))
	s.y -= l.txt.size
	w := s.wide()
	var rows [][]any
	for _, m := range s.meds {
		n, d, r, f := s.medCellsI(m)
		row := []any{[]any{n, " ", d, " ", r}, f}
		for range 4 {
			row = append(row, pick(s.rng, "", "", "X"))
		}
		rows = append(rows, append(row, m.for_))
	}
	s.ledger(ledger{name: "medications", x: s.left, head: l.bold.at(l.txt.size * .82), cell: l.txt.at(l.txt.size * .95), pad: 3, ways: "b", cols: []col{{"Medicine, amount\nand way", w * .34, false}, {"How often", w * .2, false}, {"Morn.", w * .075, false}, {"Noon", w * .075, false}, {"Eve.", w * .075, false}, {"Bed", w * .075, false}, {"Why", w * .16, false}}}, rows)
	for i := range s.rng.IntN(4) {
		s.headI(l, way, fmt.Sprintf("Day %d", i+1))
		s.proseI(l, "On ", s.dateIn(s.admit.AddDate(0, 0, i), ""), ": "+strings.Join(some(s.rng, 2, examsI), " ")+" "+pick(s.rng, findingsI...)+" Seen by ", s.docAs("Dr. "+pick(s.rng, s.referrer, s.pcp).last), ".")
	}
	s.headI(l, way, "Where to go next")
	s.proseI(l, "See ", s.docAs("Dr. "+s.pcp.first+" "+s.pcp.last), " at ", s.siteName(s.clinic), " on ", s.dateIn(s.discharge.AddDate(0, 0, 6), ""), ". Call ", s.phoneE(s.clinic.phone), " to change the visit.")
	s.proseI(l, "Call us at ", s.phoneE(s.hospital.phone), " for: "+strings.ToLower(strings.Join(some(s.rng, 2, []string{"Fever", "Pain that gets worse", "A wound that opens", "Vomiting"}), ", "))+". "+strings.Join(some(s.rng, 3, plansI), " "))
	s.proseI(l, "This plan was gone over with you and ", s.rel(s.kin), ", your "+s.relation+".")
	s.signI(l, s.attending, "", s.date(s.discharge, chart.SignatureDate))
}
