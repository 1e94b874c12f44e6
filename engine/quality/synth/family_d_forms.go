package synth

import (
	"chartproof.org/chartproof/engine/chart"
)

// dIntake is a form of boxes with a small label in the corner of each, filled by hand or typed.
func dIntake(s *sheet) {
	l := s.lookD(sans, sansBold, 9)
	s.left, s.right = 36, s.w-36
	s.page()
	s.text(s.left, s.y, l.bold.at(14), s.facility(s.clinic))
	s.textRight(s.right, s.y, l.bold.at(12), pick(s.rng, "PATIENT REGISTRATION", "New Patient Intake", "PATIENT DEMOGRAPHIC FORM"))
	s.text(s.left, s.y+12, l.tiny, "Please print clearly and complete all sections. Bring your insurance card and a photo ID.")
	s.y += 22
	v := l.fill.at(13)
	if s.coin(.4) {
		v = style{font: pick(s.rng, goMono, sans), size: 9.5}
	}
	lab, dark := l.tiny.at(6.5), ink{50, 60, 80}
	row := func(cells ...boxD) { s.rowD(30, lab, v, cells...) }
	p := s.patient
	name := s.pt()
	name.text = listed(p)
	parts := []string{p.last, p.first}
	if p.middle != "" {
		parts = append(parts, p.middle)
	}
	n := append(s.inPieces(name, parts...), nil)
	a := s.inPieces(s.addr(), p.street, p.city, p.state, p.zip)
	s.bandD(l.bold, dark, "SECTION 1   PATIENT")
	mi := bx(.6, "M.I.")
	if p.middle != "" {
		mi = bx(.6, "M.I.", n[2])
	}
	row(bx(2.4, "LAST NAME", n[0]), bx(2.2, "FIRST NAME", n[1]), mi, bx(1.5, "DATE OF BIRTH", s.dob()), bx(1.1, "SEX"))
	s.boxTicks(l, s.right-70)
	row(bx(3.2, "STREET ADDRESS", a[0]), bx(1.7, "CITY", a[1]), bx(.7, "STATE", a[2]), bx(1.2, "ZIP", a[3]))
	row(bx(1.6, pick(s.rng, "HOME PHONE", "CELL PHONE", "PRIMARY PHONE"), s.phone()), bx(2.4, "E-MAIL ADDRESS", s.email()), bx(1.6, pick(s.rng, "SOCIAL SECURITY NO.", "SSN"), s.ssnSeg()))
	row(bx(2.4, "EMPLOYER", s.employerSeg()), bx(1.6, "OCCUPATION", s.occupation), bx(1.6, "PREFERRED LANGUAGE", "English"))
	s.y += 8
	s.bandD(l.bold, dark, "SECTION 2   PERSON TO NOTIFY IN AN EMERGENCY")
	row(bx(2.6, "NAME", s.rel(s.kin)), bx(1.4, "RELATIONSHIP", s.relation), bx(1.6, "PHONE", s.telOf(s.kin.phone, chart.PhoneNumber, Relative)))
	s.y += 8
	s.bandD(l.bold, dark, "SECTION 3   INSURANCE")
	row(bx(2.4, pick(s.rng, "PRIMARY INSURANCE COMPANY", "INSURANCE CARRIER"), s.payerSeg()), bx(1.8, pick(s.rng, "POLICY / ID NUMBER", "MEMBER ID NUMBER"), s.memberID()), bx(1.3, "GROUP NUMBER", s.groupNo()))
	row(bx(2.4, "NAME OF INSURED", s.rel(s.kin)), bx(1.5, "INSURED'S DATE OF BIRTH", s.dateAs(s.kin.dob, s.v.date)), bx(1.6, "RELATIONSHIP TO PATIENT", s.relation))
	s.y += 8
	s.bandD(l.bold, dark, "SECTION 4   HEALTH")
	row(bx(1, "ALLERGIES TO MEDICINES OR FOODS", s.allergyParts()...))
	row(bx(1, "MEDICINES YOU TAKE NOW", s.medParts(3)...))
	s.y += 14
	for i, t := range []string{"Arthritis", "Asthma", "Blood clots", "Cancer", "Diabetes", "Heart attack", "High cholesterol", "Seizures", "Thyroid trouble", "Ulcers"} {
		s.check(s.left+4+float64(i%5)*106, s.y+float64(i/5)*14, l.txt, s.coin(.2), t)
	}
	s.y += 34
	s.para(s.left, s.wide(), l.tiny, "I assign my insurance benefits to the practice and agree to pay what my plan does not. The answers above are complete and true.")
	s.y += 12
	s.rowD(40, lab, v, bx(3.4, "SIGNATURE OF PATIENT OR LEGAL GUARDIAN"), bx(1.4, "DATE", s.date(s.dos, chart.SignatureDate)))
	s.sign(s.left+24, s.y-8, spoken(p, false), Patient, chart.SignaturePresent)
}

// boxTicks puts the two boxes of the sex into the box that was drawn last.
func (s *sheet) boxTicks(l lookD, x float64) {
	for i, t := range []string{"M", "F"} {
		on := s.patient.female == (i == 1)
		part := any(t)
		if on {
			part = seg{text: t, field: chart.Sex, norm: t}
		}
		s.check(x+float64(i)*28, s.y-6, l.txt, on, part)
	}
}

// dConsent asks for initials beside each statement.
func dConsent(s *sheet) {
	l := s.lookD(serif, serifBold, 10.5)
	s.left, s.right = 54, s.w-54
	s.page()
	s.text(s.left, s.y, l.bold.at(14), s.facility(s.hospital))
	s.text(s.left, s.y+20, l.bold.at(12), pick(s.rng, "CONSENT FOR OPERATION OR PROCEDURE", "INFORMED CONSENT AND AUTHORIZATION", "General Consent for Treatment"))
	s.stickerD(l, s.right-186, s.y-14, 186)
	s.y += 72
	proc := pick(s.rng, "laparoscopic cholecystectomy", "carpal tunnel release", "colonoscopy", "left heart catheterization", "lumbar epidural injection")
	s.para(s.left, s.wide(), l.txt, "I authorize Dr. ", s.doc(s.attending, chart.ProviderName), ", and those whom the doctor chooses, to perform: "+proc+".")
	s.skip(14)
	initials := s.patient.first[:1] + s.patient.last[:1]
	for _, t := range []string{"The risks, benefits and alternatives, including no treatment, were explained to me in words that I understand.", "I consent to anesthesia and sedation as advised. I know that these carry risks of their own.",
		"I agree to blood products if they are needed to save my life.", "Students and device representatives may be present.", "I received a copy of the Patient Bill of Rights and the Notice of Privacy Practices."} {
		s.need(40)
		s.line(s.left, s.y+2, s.left+44, s.y+2, .6, ink{})
		if s.coin(.85) {
			s.text(s.left+10, s.y-1, l.fill, s.ptAs(initials))
		}
		s.text(s.left, s.y+10, l.tiny.at(6.5), "Initials")
		s.y = s.block(s.left+58, s.y, s.wide()-58, l.txt, t) + 12
	}
	s.para(s.left, s.wide(), l.txt, "I allow the staff to discuss my condition with ", s.rel(s.kin), ", my "+s.relation+", at ", s.telOf(s.kin.cell, chart.PhoneNumber, Relative), ".")
	s.skip(38)
	who := [][2]string{{spoken(s.patient, false), "Patient (or person authorized to consent)"}, {spoken(s.referrer.person, false), "Witness"}, {spoken(s.attending.person, false), "Physician"}}
	for i, w := range who {
		s.need(24)
		whose, f, df := Provider, chart.FieldName(""), chart.FieldName("")
		if i == 0 {
			whose, f, df = Patient, chart.SignaturePresent, chart.SignatureDate
		}
		s.sign(s.left+8, s.y-3, w[0], whose, f)
		s.line(s.left, s.y+3, s.left+250, s.y+3, .6, ink{})
		s.text(s.left, s.y+12, l.tiny, w[1])
		s.line(s.left+270, s.y+3, s.left+380, s.y+3, .6, ink{})
		s.text(s.left+274, s.y-1, l.fill, s.date(s.dos, df))
		s.text(s.left+270, s.y+12, l.tiny, "Date")
		s.line(s.left+400, s.y+3, s.right, s.y+3, .6, ink{})
		s.text(s.left+404, s.y-1, l.fill, s.clockD())
		s.text(s.left+400, s.y+12, l.tiny, "Time")
		s.y += 52
	}
}

// dFax is the cover of a hospital's records department.
func dFax(s *sheet) {
	l := s.lookD(cond, condBold, 11)
	s.top = 64
	s.page()
	st := style{font: goMono, size: 7.5}
	s.text(24, 20, st, "FROM: ", s.telOf(s.hospital.fax, chart.Fax, Facility), "   ", s.dateAs(s.dos, "01/02/2006"), " 14:22   P.01")
	s.text(s.left, s.y, l.bold.at(17), s.facility(s.hospital))
	s.text(s.left, s.y+15, l.txt, "Health Information Management - Release of Information")
	s.text(s.left, s.y+28, l.txt.at(9), geo(s.hospital.street+", "+s.hospital.cityLine(), Facility))
	s.y += 44
	s.bar(s.left, s.y, s.right, s.y+24, ink{30, 30, 30})
	s.textMid(s.w/2, s.y+17, l.bold.at(14).inked(ink{255, 255, 255}), "FACSIMILE TRANSMITTAL SHEET")
	s.y += 24
	v := l.txt.at(11)
	clerk := somebodyElse(s)
	s.rowD(30, l.tiny, v, bx(1, "TO", s.docAs("Dr. "+spoken(s.referrer.person, false))), bx(1, "FROM", s.docAs(clerk), ", ROI Specialist"))
	s.rowD(30, l.tiny, v, bx(1, "COMPANY", s.siteName(s.clinic)), bx(1, "DATE", s.date(s.dos, "")))
	s.rowD(30, l.tiny, v, bx(1, "FAX NUMBER", s.telOf(s.clinic.fax, chart.Fax, Facility)), bx(1, "NO. OF PAGES INCLUDING COVER", digits(s.rng, 2)))
	s.rowD(30, l.tiny, v, bx(1, "PHONE NUMBER", s.telOf(s.clinic.phone, chart.PhoneNumber, Facility)), bx(1, "OUR PHONE", s.telOf(s.hospital.phone, chart.PhoneNumber, Facility)))
	s.y += 22
	s.text(s.left, s.y, l.bold, "PATIENT INFORMATION")
	s.y += 8
	s.rowD(30, l.tiny, v, bx(2, "PATIENT NAME", s.pt()), bx(1.2, "DATE OF BIRTH", s.dob()), bx(1.2, "MEDICAL RECORD NUMBER", s.mrnSeg()))
	s.rowD(30, l.tiny, v, bx(2, "TREATING PROVIDER", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred), bx(1.2, "REQUEST ID", s.otherID(digits(s.rng, 8))), bx(1.2, "PURPOSE", "Continuity of care"))
	s.y += 24
	s.text(s.left, s.y, l.bold, "RECORDS ENCLOSED")
	s.y += 18
	for i, t := range []string{"Discharge summary", "History & physical", "Operative report", "Laboratory", "Radiology", "Immunizations"} {
		s.check(s.left+float64(i%3)*170, s.y+float64(i/3)*18, l.txt, s.coin(.5), t)
	}
	s.y += 50
	s.text(s.left, s.y, l.txt, "Notes: "+pick(s.rng, "As requested.", "Remaining records to follow by mail.", "Please confirm receipt."))
	s.y += 40
	s.rect(s.left, s.y, s.right, s.y+58, 1)
	s.block(s.left+8, s.y+16, s.wide()-16, l.txt.at(9.5), "PROHIBITION ON REDISCLOSURE: The attached records are protected by state and federal confidentiality law (45 CFR Parts 160 and 164; 42 CFR Part 2). You may not disclose them further without the written consent of the person to whom they pertain. If you are not the intended recipient, do not read, copy or distribute them; call the number above and destroy this transmission.")
}

// somebodyElse names a clerk.
func somebodyElse(s *sheet) string {
	return pick(s.rng, givenF...) + " " + pick(s.rng, surnames...)
}
