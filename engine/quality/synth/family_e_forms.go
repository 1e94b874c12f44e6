package synth

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// letterE is a letterhead in one of four arrangements.
func (s *sheet) letterE(l lookE, h site, title string) {
	s.page()
	big := l.bold.at(16).inked(l.accent)
	switch s.rng.IntN(4) {
	case 0:
		s.text(s.left, s.y, big, s.facility(h))
		s.mailE(s.right, s.y-8, l.tiny, true, []any{s.roadE(h)}, []any{s.cityE(h)}, []any{"Ph ", s.phoneE(h.phone), " | Fax ", s.faxE(h.fax)})
		s.line(s.left, s.y+18, s.right, s.y+18, 2.2, l.accent)
	case 1:
		s.oval(s.left+14, s.y-2, 13, 13, 2, l.accent, false)
		s.line(s.left+14, s.y-11, s.left+14, s.y+7, 4, l.accent)
		s.line(s.left+5, s.y-2, s.left+23, s.y-2, 4, l.accent)
		s.text(s.left+36, s.y-1, big, s.facility(h))
		s.text(s.left+36, s.y+11, l.tiny, s.roadE(h), ", ", s.cityE(h), " • ", s.phoneE(h.phone))
		s.line(s.left, s.y+18, s.right, s.y+18, .5, ink{90, 90, 90})
	case 2:
		s.bar(0, 0, s.w, 30, l.accent)
		s.text(s.left, 20, l.bold.at(14).inked(ink{255, 255, 255}), s.facility(h))
		s.textRight(s.right, s.y-4, l.tiny, s.roadE(h), ", ", s.cityE(h), "   T: ", s.phoneE(h.phone), "   F: ", s.faxE(h.fax))
	default:
		s.textMid(s.w/2, s.y, l.bold.at(15), s.facility(h))
		s.textMid(s.w/2, s.y+11, l.tiny, s.roadE(h), "   ", s.cityE(h))
		s.textMid(s.w/2, s.y+20, l.tiny, "Telephone ", s.phoneE(h.phone), "   Facsimile ", s.faxE(h.fax))
	}
	s.y += 36
	if title != "" {
		s.text(s.left, s.y, l.bold.at(13), title)
		s.y += 22
	}
}

// mailE writes a block of lines from x or up to it.
func (s *sheet) mailE(x, y float64, st style, right bool, lines ...[]any) float64 {
	for _, p := range lines {
		if right {
			s.textRight(x, y, st, p...)
		} else {
			s.text(x, y, st, p...)
		}
		y += st.size * 1.28
	}
	return y
}

func (s *sheet) tickKind() tickStyle {
	return pick(s.rng, tickCross, tickCheck, tickX, tickFilled, tickBubble, tickRing, tickBlank, tickType)
}

// sexE ticks the patient's sex and gives where the row ends.
func (s *sheet) sexE(kind tickStyle, x, y float64, st style, labels ...string) float64 {
	for i, t := range labels {
		on := s.patient.female == (i == 0) && i < 2
		part := any(t)
		if on {
			part = seg{text: t, field: chart.Sex, norm: pick2(i == 0, "F", "M")}
		}
		x = s.choose(kind, x, y, st, on, part) + 13
	}
	return x
}

// eIntakeHand is a form for a pen: lines with captions beneath.
func eIntakeHand(s *sheet) {
	l := s.lookE(humanist, humanBold, 10)
	s.left, s.right = 40, s.w-40
	s.letterE(l, s.clinic, pick(s.rng, "New Patient Paperwork", "Patient Registration Form", "Welcome! Please tell us about yourself"))
	p, v, kind := s.patient, l.penAt(13), s.tickKind()
	name := s.pt()
	name.text = listed(p)
	n := append(s.inParts(name, p.last, p.first, p.middle), "")
	a := s.inParts(s.addr(), p.street, p.city, p.state, p.zip)
	s.barE(l, 1, "About you")
	s.y += 6
	s.underE(l, v, 31, sh(2.2, "Last name", n[0]), sh(2, "First name", n[1]), sh(.6, "MI", n[2]), s.shf(1.5, chart.DateOfBirth, s.dob()))
	s.text(s.left, s.y, l.txt, s.label(chart.Sex))
	x := s.sexE(kind, s.left+70, s.y, l.txt, "Female", "Male", "X")
	x = s.text(x+16, s.y, l.txt, "Marital status") + 10
	for i, t := range []string{"Single", "Married", "Divorced", "Widowed"} {
		x = s.choose(kind, x, s.y, l.txt, i == p.dob.Day()%4, t) + 11
	}
	s.y += 26
	s.underE(l, v, 31, sh(3, "Street address / Apt #", a[0]), sh(1.8, "City", a[1]), sh(.6, "State", a[2]), sh(1.1, "Zip", a[3]))
	s.underE(l, v, 31, s.shf(1.4, chart.Phone, s.phone()), s.shf(2, chart.Email, s.email()), s.shf(1.4, chart.SSN, s.ssnSeg()))
	s.underE(l, v, 31, sh(2, "Employer", s.employerSeg()), sh(1.5, "Job / occupation", s.occupation), sh(1.6, "Pharmacy (name & town)", geo(s.clinic.city, Facility), " Drug"))
	s.barE(l, 1, "Who should we call in an emergency?")
	s.y += 6
	s.underE(l, v, 31, sh(2.2, "Name", s.rel(s.kin)), sh(1.2, "Relation", s.relation), sh(1.5, "Phone", s.telOf(s.kin.phone, chart.PhoneNumber, Relative)))
	s.barE(l, 1, "Insurance")
	s.y += 6
	s.underE(l, v, 31, s.shf(2.2, chart.Payer, s.payerSeg()), s.shf(1.6, chart.MemberID, s.memberID()), s.shf(1.1, chart.GroupNumber, s.groupNo()))
	s.barE(l, 1, "Your health")
	s.y += 6
	s.underE(l, v, 31, shareE{1, pair{pick(s.rng, "Allergies to medicine, food or latex", "List all allergies"), s.allergyParts()}})
	s.underE(l, v, 33, shareE{1, pair{"Medicines, vitamins and supplements that you take", s.medParts(3)}})
	s.ticksE(l, kind, 4, "Anemia", "Arthritis", "Asthma / COPD", "Blood clots", "Cancer", "Depression", "Diabetes", "Heart disease", "High BP", "Kidney stones", "Migraine", "Stroke")
	s.para(s.left, s.wide(), l.tiny, "The information above is correct to the best of my knowledge. I understand that I am responsible for charges not covered by my plan and for a fee of $25 for missed appointments.")
	s.y += 26
	s.need(14)
	s.autograph(s.left+14, s.y-3, 170, spoken(p, false), Patient, chart.SignaturePresent)
	s.underE(l, v, 20, sh(3, "Signature of patient / parent / guardian"), sh(1.2, "Relationship, if not patient"), s.shf(1.2, chart.SignatureDate, s.date(s.dos, chart.SignatureDate)))
}

// inParts gives pieces of one mark; an empty piece draws nothing.
func (s *sheet) inParts(v seg, parts ...string) []any {
	var out []any
	for _, p := range s.split(v, parts...) {
		out = append(out, p)
	}
	return out
}

// ticksE draws a list to tick in n columns.
func (s *sheet) ticksE(l lookE, kind tickStyle, n int, items ...string) {
	w := s.wide() / float64(n)
	for i, t := range items {
		if i%n == 0 {
			s.need(17)
		}
		s.choose(kind, s.left+4+float64(i%n)*w, s.y, l.txt, s.coin(.25), t)
		if i%n == n-1 || i == len(items)-1 {
			s.y += 17
		}
	}
	s.y += 4
}

// eIntakeKiosk is what a tablet at the desk prints: questions left, answers right, in bands.
func eIntakeKiosk(s *sheet) {
	l := s.lookE(web, webBold, 8.5)
	s.top = 50
	s.letterE(l, s.clinic, "")
	s.text(s.left, s.y, l.bold.at(12), pick(s.rng, "Patient Check-In Summary", "Pre-Visit Questionnaire", "Online Registration"))
	s.textRight(s.right, s.y, l.lab, "Completed on ", s.date(s.dos, ""), " "+s.timeE())
	s.y += 18
	n := 0
	ask := func(q string, v ...any) {
		s.need(18)
		if n%2 == 0 {
			s.bar(s.left, s.y-10, s.right, s.y+5, ink{243, 245, 247})
		}
		s.text(s.left+6, s.y, l.txt, q)
		s.textIn(s.left+218, s.right-6, s.y, l.bold, v...)
		s.y += 15.5
		n++
	}
	of := func(f chart.FieldName, v ...any) { ask(s.label(f), v...) }
	s.kioskBody(l, ask, of)
	s.skip(8)
	s.need(56)
	s.para(s.left, s.wide(), l.txt, "[X] I acknowledge that I have been offered the Notice of Privacy Practices.")
	s.skip(18)
	s.autograph(s.left+60, s.y+2, 170, spoken(s.patient, false), Patient, chart.SignaturePresent)
	s.text(s.left, s.y, l.txt, "Signed:")
	s.text(s.left+300, s.y, l.txt, s.label(chart.SignatureDate)+": ", s.date(s.dos, chart.SignatureDate), " "+s.timeE())
	s.frame = func(page, pages int) {
		s.line(s.left, s.h-44, s.right, s.h-44, .5, ink{150, 150, 150})
		s.text(s.left, s.h-34, l.tiny, s.pt(), " • ", s.dob())
		s.textRight(s.right, s.h-34, l.tiny, pageE(page, pages))
	}
}

// kioskBody asks in four sections.
func (s *sheet) kioskBody(l lookE, ask func(q string, v ...any), of func(f chart.FieldName, v ...any)) {
	s.barE(l, 0, "Demographics")
	of(chart.PatientName, s.pt())
	of(chart.DateOfBirth, s.dob())
	of(chart.Sex, s.sex(true))
	of(chart.Address, s.addr())
	of(chart.Phone, s.phone())
	of(chart.Email, s.email())
	of(chart.SSN, s.ssnSeg())
	ask("Preferred language", pick(s.rng, "English", "English", "Spanish"))
	ask("Employer", s.employerSeg())
	s.barE(l, 0, "Emergency Contact")
	ask("Contact name", s.rel(s.kin))
	ask("Relationship to patient", s.relation)
	ask("Contact phone", s.telOf(s.kin.cell, chart.PhoneNumber, Relative))
	s.barE(l, 0, "Insurance")
	of(chart.Payer, s.payerSeg())
	of(chart.MemberID, s.memberID())
	of(chart.GroupNumber, s.groupNo())
	ask("Policy holder", s.rel(s.kin), " (", s.relDate(s.kin.dob), ")")
	s.barE(l, 0, "Health History")
	of(chart.Allergy, s.allergyParts()...)
	ask("Current medications", s.medParts(4)...)
	ask("Have you ever smoked?", pick(s.rng, "No", "Yes, quit", "Yes"))
	ask("Do you have an advance directive?", pick(s.rng, "No", "Yes, copy on file"))
}

// labelE is the sticker of a hospital: bar code of the record number over name and numbers.
func (s *sheet) labelE(l lookE, x, y float64) {
	s.rectIn(x, y, x+196, y+74, .5, ink{170, 170, 170})
	s.symbol(pick(s.rng, code128, code128, code39), x+10, y+6, 120, 17, alnum(s.mrn))
	s.symbol(dataMatrix, x+164, y+6, 24, 24, alnum(s.account))
	st := l.txt.at(8)
	s.textIn(x+10, x+190, y+36, l.bold.at(9.5), s.ptAs(strings.ToUpper(listed(s.patient))))
	s.textIn(x+10, x+190, y+47, st, s.label(chart.MRN)+" ", s.mrnSeg(), "   ", s.sex(false), "   ", s.years(), " Y")
	s.textIn(x+10, x+190, y+57, st, s.label(chart.DateOfBirth)+" ", s.dob(), "   Adm ", s.date(s.admit, chart.AdmissionDate))
	s.textIn(x+10, x+190, y+67, st, s.label(chart.AccountNumber)+" ", s.acct(), "   "+"Dr ", s.docAs(s.attending.last))
}

// alnum keeps what every bar code can hold.
func alnum(t string) string { return fold(t) }

// eConsent has the hospital's sticker in the lower corner and boxes for who signed when.
func eConsent(s *sheet) {
	l := s.lookE(bookish, bookishBd, 9.5)
	s.left, s.right = 50, s.w-50
	s.page()
	s.text(s.left, s.y, l.bold.at(13), s.facility(s.hospital))
	s.text(s.left, s.y+12, l.tiny, s.roadE(s.hospital), ", ", s.cityE(s.hospital))
	s.textRight(s.right, s.y, l.tiny, "Form 1140-C (Rev. 03/24)")
	s.y += 38
	s.textMid(s.w/2, s.y, l.bold.at(13), pick(s.rng, "CONSENT FOR SURGERY, ANESTHESIA AND OTHER MEDICAL SERVICES", "Authorization for Procedure and Anesthesia", "SPECIAL CONSENT TO OPERATION"))
	s.y += 24
	s.para(s.left, s.wide(), l.txt, s.label(chart.PatientName)+": ", s.pt())
	s.skip(6)
	proc := pick(s.rng, "total knee arthroplasty, left", "inguinal hernia repair", "transurethral resection of the prostate", "cataract extraction with lens implant, right eye", "port placement")
	for i, p := range [][]any{{"I request and authorize ", s.doc(s.attending, chart.ProviderName), ", " + s.attending.cred + ", and such assistants as may be selected, to perform: " + proc + "."},
		{"My doctor has told me about the purpose, the usual course and the risks, among them infection, bleeding, nerve injury, blood clots, stroke and death, and about the alternatives."},
		{"I consent to anesthesia under the direction of the Department of Anesthesiology, and to the use of blood products."},
		{"Tissue may be examined and disposed of by the hospital. Pictures may be taken for the record."},
		{"Results may be discussed with ", s.rel(s.kin), " (" + s.relation + ", ", s.telOf(s.kin.cell, chart.PhoneNumber, Relative), ")."}} {
		s.text(s.left, s.y, l.bold, string(rune('1'+i))+".")
		s.y = s.block(s.left+18, s.y, s.wide()-18, l.txt, p...) + 7
	}
	kind := s.tickKind()
	s.text(s.left, s.y+6, l.txt, "Interpreter used:")
	x := s.choose(kind, s.left+100, s.y+6, l.txt, false, "Yes") + 16
	s.choose(kind, x, s.y+6, l.txt, true, "No")
	s.y += 40
	who := []struct {
		name, role string
		whose      Whose
		f, df      chart.FieldName
	}{{spoken(s.patient, false), "Patient or legal representative", Patient, chart.SignaturePresent, chart.SignatureDate}, {spoken(s.referrer.person, false), "Witness to signature", Provider, "", ""}, {spoken(s.attending.person, false), "Practitioner obtaining consent", Provider, "", ""}}
	for _, w := range who {
		s.rect(s.left, s.y, s.right, s.y+34, .6)
		s.line(s.left+290, s.y, s.left+290, s.y+34, .5, ink{})
		s.line(s.left+410, s.y, s.left+410, s.y+34, .5, ink{})
		s.text(s.left+3, s.y+8, l.tiny, w.role)
		s.text(s.left+293, s.y+8, l.tiny, s.label(chart.SignatureDate))
		s.text(s.left+413, s.y+8, l.tiny, "Time")
		s.autograph(s.left+70, s.y+27, 170, w.name, w.whose, w.f)
		s.text(s.left+300, s.y+26, l.penAt(13), s.date(s.dos, w.df))
		s.text(s.left+420, s.y+26, l.penAt(13), s.timeE())
		s.y += 34
	}
	s.labelE(l, s.right-196, s.bottom-70)
	s.text(s.left, s.bottom-4, l.tiny, "White: chart    Yellow: patient")
}

// eRelease is an authorization to disclose records.
func eRelease(s *sheet) {
	l := s.lookE(humanist, humanBold, 10)
	kind := s.tickKind()
	s.letterE(l, s.hospital, pick(s.rng, "CONSENT TO TREAT AND RELEASE OF INFORMATION", "Patient Consent & Authorization", "General Consent and Financial Agreement"))
	v := l.penAt(13)
	if s.coin(.4) {
		v = l.txt.in(courier)
	}
	s.headedE(l, v, ink{228, 232, 236}, s.shf(2.6, chart.PatientName, s.pt()), s.shf(1.4, chart.DateOfBirth, s.dob()), s.shf(1.5, chart.MRN, s.mrnSeg()))
	s.headedE(l, v, ink{228, 232, 236}, s.shf(2.6, chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...), s.shf(1.4, chart.Phone, s.phone()), s.shf(1.5, chart.AccountNumber, s.acct()))
	s.y += 20
	for _, p := range [][]any{{"CONSENT TO CARE. I agree to examination, tests and treatment by the staff of ", s.siteName(s.hospital), ". No promise has been made to me about the outcome."},
		{"ASSIGNMENT OF BENEFITS. I direct my insurer to pay the hospital and its physicians directly."},
		{"RELEASE. Information about this visit may be given to the persons checked below and to those who pay for my care."}} {
		s.para(s.left, s.wide(), l.txt, p...)
		s.skip(7)
	}
	s.choose(kind, s.left+14, s.y, l.txt, true, s.rel(s.kin), ", "+s.relation)
	s.choose(kind, s.left+260, s.y, l.txt, s.coin(.5), "My primary care doctor, ", s.docAs("Dr. "+s.pcp.last))
	s.y += 18
	s.choose(kind, s.left+14, s.y, l.txt, s.coin(.3), "Leave messages on voice mail")
	s.choose(kind, s.left+260, s.y, l.txt, s.coin(.5), "Send me text messages")
	s.y += 24
	s.para(s.left, s.wide(), l.txt, "This consent ends on ", s.dateIn(s.dos.AddDate(1, 0, 0), ""), " unless I withdraw it in writing before then.")
	s.y += 34
	s.need(60)
	s.autograph(s.left+10, s.y-3, 180, spoken(s.patient, false), Patient, chart.SignaturePresent)
	s.underE(l, v, 40, sh(3, "Patient signature"), s.shf(1.2, chart.SignatureDate, s.date(s.dos, chart.SignatureDate)), sh(.8, "Time", s.timeE()))
	s.autograph(s.left+10, s.y-3, 180, spoken(s.pcp.person, false), Provider, "")
	s.underE(l, v, 30, sh(3, "Hospital representative"), sh(1.2, "Date", s.date(s.dos, "")), sh(.8, "Time", s.timeE()))
	s.stampE(.3)
}

// stampE strikes a stamp over the lower half of the first page.
func (s *sheet) stampE(p float64) {
	if !s.coin(p) {
		return
	}
	s.stamp(s.left+100+s.rng.Float64()*300, s.h*(.45+.3*s.rng.Float64()), -15+s.rng.Float64()*30, pick(s.rng, ink{180, 40, 50}, ink{40, 40, 140}, ink{20, 110, 70}),
		[]any{pick(s.rng, "Received", "Scanned to chart", "Faxed", "Entered", "Copy", "Medical records")}, []any{s.dateAs(s.printed, pick(s.rng, "Jan 02 2006", "01/02/06"))})
}
