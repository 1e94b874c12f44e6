package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// gFaceSheet is a hospital's registration record: captions in small letters over what was keyed.
func gFaceSheet(s *sheet) {
	l := s.lookG(8.8)
	s.left, s.right = 30, s.w-30
	s.page()
	s.text(s.left, s.y-8, l.title, s.facility(s.hospital))
	s.textRight(s.right, s.y-8, l.bold, pick(s.rng, "PATIENT REGISTRATION RECORD", "Registration Face Sheet", "ADMISSION / REGISTRATION FORM"))
	s.symbol(code128, s.right-130, s.y-2, 130, 18, alnum(s.account))
	s.text(s.left, s.y+4, l.tiny, s.roadE(s.hospital), ", ", s.cityE(s.hospital), "   ", s.phoneE(s.hospital.phone))
	s.y += 22
	p, q := s.patient, s.kin
	b, v := s.rng.IntN(2), byte('b')
	if s.coin(.3) {
		v = 'u'
	}
	a := s.inParts(s.addr(), p.street, p.city, p.state, p.zip)
	s.bannerG(l, b, "Patient")
	s.capsG(l, v, s.fcg(2.4, chart.PatientName, s.pt()), s.fcg(1.2, chart.DateOfBirth, s.dob()), cg(.5, "Age", s.years()), s.fcg(.8, chart.Sex, s.sex(s.coin(.4))), s.fcg(1.3, chart.SSN, s.ssnSeg()))
	s.capsG(l, v, s.fcg(1.2, chart.MRN, s.mrnSeg()), s.fcg(1.2, chart.AccountNumber, s.acct()), cg(1, "Pt Class", pick(s.rng, "Outpatient", "Surgery Admit", "Emergency")), cg(.9, "Marital Status", pick(s.rng, "Married", "Single", "Widowed")), cg(1, "Language", pick(s.rng, "English", "Spanish", "Somali")), cg(1, "Race", "Declined"))
	s.capsG(l, v, cg(2.4, s.label(chart.Address), a[0]), cg(1.3, "City", a[1]), cg(.5, "ST", a[2]), cg(.9, "Zip", a[3]))
	s.capsG(l, v, s.fcg(1.2, chart.Phone, s.phone()), s.fcg(2, chart.Email, s.email()), cg(1.6, "Employer", s.employerSeg()), cg(1, "Occupation", s.occupation))
	s.bannerG(l, b, pick(s.rng, "Emergency Contact / Next of Kin", "Patient Contacts"))
	s.capsG(l, v, cg(2, "Contact Name", s.rel(q)), cg(1, "Relation", titled(s.relation)), cg(1.2, "Home Phone", s.telOf(q.phone, chart.PhoneNumber, Relative)), cg(1.2, "Cell Phone", s.telOf(q.cell, chart.PhoneNumber, Relative)))
	s.bannerG(l, b, "Guarantor")
	s.capsG(l, v, cg(2, "Guarantor Name", s.rel(q)), cg(1.2, "Guar. DOB", s.relDate(q.dob)), cg(1, "Rel to Pt", titled(s.relation)), cg(2.4, "Guarantor Address", geo(q.street+", "+q.cityLine(), Relative)))
	s.bannerG(l, b, "Primary Coverage")
	s.capsG(l, v, s.fcg(2.2, chart.Payer, s.payerSeg()), s.fcg(1.4, chart.MemberID, s.memberID()), s.fcg(1.1, chart.GroupNumber, s.groupNo()), cg(1.2, "Eff. Date", s.date(day(1, 1), "")))
	s.capsG(l, v, cg(2.2, "Subscriber Name", s.ptAs(strings.ToUpper(listed(p)))), cg(1.4, "Pt Rel to Subscriber", "Self"), cg(1.1, "Auth #", s.otherID(digits(s.rng, 8))), cg(1.2, "Verified", pick(s.rng, "RTE", "By phone")))
	if s.coin(.6) {
		s.bannerG(l, b, "Secondary Coverage")
		s.capsG(l, v, cg(2.2, "Secondary Payer", pick(s.rng, "Veterans Supplement Trust", "State Medicaid", "Golden Eagle Life")), cg(1.4, "Policy No.", s.id("S"+digits(s.rng, 8), "", chart.HealthPlanID)), cg(1.1, "Group", "N/A"), cg(1.2, "Subscriber", s.rel(q)))
	}
	s.bannerG(l, b, "Visit")
	s.capsG(l, v, cg(1.4, "Arrival", s.date(s.dos, chart.DateOfService), " "+s.timeE()), cg(1.2, "Service", pick(s.rng, "Surgery", "Imaging", "Cardiology")), cg(1, "Arrival Mode", pick(s.rng, "Ambulatory", "Wheelchair")), cg(1, "Advance Directive", pick(s.rng, "Yes", "No", "Unknown")), cg(1, "Accident", "No"), cg(1, "Registrar", s.docAs(strings.ToUpper(s.referrer.last))))
	s.bannerG(l, b, "Clinical")
	s.capsG(l, v, cg(2, "PCP", s.mdE(s.pcp, chart.ProviderName)...), cg(3, s.label(chart.Allergy), s.allergyG()...))
	s.capsG(l, v, cg(5, pick(s.rng, "Home Medications Reported", "Current Medications"), s.medParts(4)...))
	s.y += 6
	s.sayG(l, 0, "I certify that the information above is complete and correct and assign my insurance benefits to ", s.siteName(s.hospital), ". A photocopy of this record is as valid as the original.")
	s.signedFormG(l)
}

// signedFormG is the line on which a patient signs, by pen or on a pad.
func (s *sheet) signedFormG(l lookG) {
	s.y += 34
	s.need(20)
	s.autograph(s.left+10, s.y-2, 150, spoken(s.patient, false), Patient, chart.SignaturePresent)
	s.line(s.left, s.y+3, s.left+s.wide()*.5, s.y+3, .6, ink{})
	s.text(s.left, s.y+12, l.cap.at(7), "Patient / Legal Representative Signature")
	x := s.left + s.wide()*.58
	s.text(x+4, s.y-1, l.txt, s.date(s.dos, chart.SignatureDate), "  "+s.timeE())
	s.line(x, s.y+3, s.right, s.y+3, .6, ink{})
	s.text(x, s.y+12, l.cap.at(7), s.label(chart.SignatureDate)+" / Time")
	s.y += 20
}

// gCheckIn is what a portal prints of an online check-in: labels over values in three columns, no lines.
func gCheckIn(s *sheet) {
	l := s.lookG(10)
	l.cap = style{font: l.txt.font, size: l.txt.size * .82, col: ink{95, 95, 95}}
	s.page()
	s.text(s.left, s.y, l.title.inked(l.tone), s.facility(s.clinic))
	s.text(s.left, s.y+16, l.txt, pick(s.rng, "eCheck-In Summary: New Patient Questionnaire", "Online Registration Summary", "Patient Intake, submitted through the portal"))
	s.y += 30
	way := 2 * s.rng.IntN(2)
	p := s.patient
	s.bannerG(l, way, "Personal Information")
	s.capsG(l, '-', s.fcg(1, chart.PatientName, s.pt()), s.fcg(1, chart.DateOfBirth, s.dob()), s.fcg(1, chart.Sex, s.sex(true)))
	s.capsG(l, '-', s.fcg(1, chart.Phone, s.phone()), s.fcg(1, chart.Email, s.email()), s.fcg(1, chart.SSN, s.ssnSeg()))
	s.capsG(l, '-', s.fcg(2, chart.Address, s.addr()), cg(1, "Preferred name", s.ptAs(p.first)))
	s.capsG(l, '-', cg(1, "Employer", s.employerSeg()), cg(1, "Employment status", "Full time"), s.fcg(1, chart.MRN, s.mrnSeg()))
	s.y += 4
	s.bannerG(l, way, "Emergency Contacts")
	s.capsG(l, '-', cg(1, "Name", s.rel(s.kin)), cg(1, "Relationship to patient", titled(s.relation)), cg(1, "Mobile phone", s.telOf(s.kin.cell, chart.PhoneNumber, Relative)))
	s.bannerG(l, way, "Insurance on File")
	s.capsG(l, '-', s.fcg(1, chart.Payer, s.payerSeg()), s.fcg(1, chart.MemberID, s.memberID()), s.fcg(1, chart.GroupNumber, s.groupNo()))
	s.capsG(l, '-', cg(1, "Subscriber", pick(s.rng, "Self", "Same as patient")), cg(1, "Card images", "2 uploaded"), cg(1, "Secondary insurance", "Not on file"))
	s.bannerG(l, way, "Health Information")
	s.sayG(l, 3, s.label(chart.Allergy)+": ")
	s.sayG(l, 16, s.allergyG()...)
	s.sayG(l, 3, "Which medicines do you take?")
	s.sayG(l, 16, s.medParts(5)...)
	s.sayG(l, 3, "Have you ever been told that you have any of these?")
	s.y += 12
	kind := pick(s.rng, tickX, tickFilled, tickCheck)
	for i, t := range []string{"High cholesterol", "Sleep apnea", "Thyroid disease", "Blood clots", "Glaucoma", "Hepatitis", "Seizures", "None of the above"} {
		s.choose(kind, s.left+4+float64(i%4)*s.wide()/4, s.y, l.txt, s.coin(.25), t)
		if i%4 == 3 {
			s.y += 16
		}
	}
	s.signedFormG(l)
	s.frame = func(page, pages int) {
		s.text(s.left, s.h-36, l.tiny, "Submitted ", s.date(s.dos, ""), " via patient portal  |  ", s.ptAs(spoken(p, false)), "  |  ", s.dob())
		s.textRight(s.right, s.h-36, l.tiny, fmt.Sprintf("Page %d of %d", page, pages))
	}
}

// stickerG is the patient's label in a corner of a hospital's form.
func (s *sheet) stickerG(l lookG, x, y float64) {
	s.rectIn(x, y, x+186, y+62, .5, ink{150, 150, 150})
	st := style{font: l.txt.font, size: 7.6}
	s.textIn(x+6, x+182, y+12, l.bold.at(9), s.pt())
	s.textIn(x+6, x+182, y+23, st, s.label(chart.MRN)+" ", s.mrnSeg(), "  "+s.label(chart.AccountNumber)+" ", s.acct())
	s.textIn(x+6, x+182, y+33, st, s.label(chart.DateOfBirth)+" ", s.dob(), "  ", s.years(), "Y  ", s.sex(false), "  DOS ", s.date(s.dos, chart.DateOfService))
	s.symbol(code128, x+6, y+39, 118, 18, alnum(s.mrn))
	s.symbol(dataMatrix, x+156, y+38, 22, 22, alnum(s.account))
}

// gConditions is a hospital's conditions of admission in two columns of small print, signed on a pad.
func gConditions(s *sheet) {
	l := s.lookG(10)
	s.left, s.right = 36, s.w-36
	s.page()
	s.text(s.left, s.y-6, l.title, s.facility(s.hospital))
	s.text(s.left, s.y+6, l.tiny, s.roadE(s.hospital), ", ", s.cityE(s.hospital))
	s.text(s.left, s.y+28, l.bold.at(l.txt.size*1.3), pick(s.rng, "CONDITIONS OF ADMISSION", "Universal Consent for Treatment", "GENERAL CONSENT AND AGREEMENT"))
	s.stickerG(l, s.right-186, s.y-18)
	top, w := s.y+66, s.wide()/2-10
	cols := [][][]any{
		{{"1. MEDICAL CONSENT. I consent to the procedures that may be performed during this visit, including emergency treatment, laboratory procedures, x-ray examination, telehealth and nursing care, under the general and special instructions of ", s.doc(s.attending, chart.ProviderName), ", " + s.attending.cred + "."},
			{"2. TEACHING. I understand that residents and students may take part in my care under supervision."}, {"3. PERSONAL VALUABLES. The facility shall not be liable for the loss of money, jewelry, glasses, dentures or other articles."},
			{"4. RELEASE OF INFORMATION. The facility may disclose all or part of my record to any payer, including ", s.payer, ", that may be liable for its charges."}},
		{{"5. FINANCIAL AGREEMENT. I agree to pay the account of the facility at its regular rates and terms. Delinquent accounts may bear interest at the legal rate."},
			{"6. ASSIGNMENT. I assign to the facility all insurance benefits otherwise payable to me. I am responsible for deductibles and coinsurance."}, {"7. CONTACT. I agree to be reached at ", s.phone(), " by call or text, also by automated systems. I may opt out at any time."},
			{"8. ADVANCE DIRECTIVE. I have named ", s.rel(s.kin), ", my " + s.relation + ", ", s.telOf(s.kin.cell, chart.PhoneNumber, Relative), ", to speak for me if I cannot."}, {"9. I have read this form, have had my questions answered, and have been given a copy. I am the patient or am authorized by the patient to sign."}}}
	low := top
	for i, c := range cols {
		y := top
		for _, p := range c {
			y = s.block(s.left+float64(i)*(w+20), y, w, l.txt, p...) + 7
		}
		low = max(low, y)
	}
	s.y = low + 10
	kind := pick(s.rng, tickX, tickCheck, tickBlank)
	x := s.choose(kind, s.left, s.y, l.txt, true, "I have received the Notice of Privacy Practices") + 20
	s.choose(kind, x, s.y, l.txt, s.coin(.3), "I do not want to be listed in the directory")
	s.signedFormG(l)
	s.y += 24
	s.autograph(s.left+10, s.y-2, 130, spoken(s.pcp.person, false), Provider, "")
	s.line(s.left, s.y+3, s.left+s.wide()*.5, s.y+3, .6, ink{})
	s.text(s.left, s.y+12, l.cap.at(7), "Witness (facility representative)")
	s.text(s.left+s.wide()*.58, s.y-1, l.txt, s.date(s.dos, ""), "  "+s.timeE())
	s.text(s.left, s.h-34, l.tiny, "HIM-0217 (Rev. 09/2025)   Original to chart")
	s.textRight(s.right, s.h-34, l.tiny, "Page 1 of 1")
}

// gConsentTwin is a consent in two languages, each sentence under the other.
func gConsentTwin(s *sheet) {
	l := s.lookG(9.6)
	s.page()
	s.text(s.left, s.y, l.title, s.facility(s.hospital))
	s.text(s.left, s.y+12, l.tiny, s.roadE(s.hospital), ", ", s.cityE(s.hospital), "   ", s.phoneE(s.hospital.phone))
	s.y += 30
	s.textMid(s.w/2, s.y, l.bold.at(13), "Consent to Procedure / Consentimiento para el procedimiento")
	s.y += 12
	box := pick(s.rng, byte('b'), 'u')
	s.capsG(l, box, cg(2.2, "Patient Name / Nombre del paciente", s.pt()), cg(1.4, "Date of Birth / Fecha de nacimiento", s.dob()), cg(1.3, "MRN / No. de expediente", s.mrnSeg()))
	s.capsG(l, box, cg(2.2, "Physician / Médico", s.mdE(s.attending, chart.ProviderName)...), cg(1.4, "Phone / Teléfono", s.phone()), cg(1.3, "Sex / Sexo", s.sex(true)))
	s.y += 10
	proc := pick(s.rng, [2]string{"upper endoscopy with biopsy", "endoscopia alta con biopsia"}, [2]string{"coronary angiography", "angiografía coronaria"}, [2]string{"epidural steroid injection", "inyección epidural de esteroides"})
	for i, t := range [][2]string{{"I authorize the physician named above to perform: " + proc[0] + ".", "Autorizo al médico arriba mencionado a realizar: " + proc[1] + "."},
		{"The risks, benefits and alternatives have been explained to me in words that I understand.", "Me han explicado los riesgos, beneficios y alternativas en palabras que entiendo."},
		{"I understand that no results have been promised.", "Entiendo que no se me han prometido resultados."},
		{"I may change my mind at any time before the procedure begins.", "Puedo cambiar de opinión hasta poco antes de que comience."},
		{"Photographs and tissue may be used for teaching if my name is not shown.", "Se pueden usar fotografías y tejido para enseñanza si no aparece mi nombre."},
		{"I agree that a representative of a device maker may be present.", "Acepto que esté presente un representante del fabricante del dispositivo."},
		{"If I am pregnant or may be pregnant I have told my physician.", "Si estoy o puedo estar embarazada se lo he dicho a mi médico."},
		{"I consent to sedation and to blood products if needed.", "Doy mi consentimiento para la sedación y transfusiones de sangre si son necesarios."}} {
		s.sayG(l, 0, fmt.Sprintf("%d. ", i+1)+t[0])
		s.sayG(l, 14, t[1])
		s.y += 5
	}
	s.sayG(l, 0, "Support person / Persona de apoyo: ", s.rel(s.kin), " (", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), ")")
	s.y += 16
	kind := pick(s.rng, tickCross, tickCheck, tickX)
	x := s.choose(kind, s.left, s.y, l.txt, true, "Interpreter used / Se usó intérprete") + 24
	s.choose(kind, x, s.y, l.txt, false, "Declined / Rechazado")
	s.y += 46
	s.autograph(s.left+10, s.y-2, 160, spoken(s.patient, false), Patient, chart.SignaturePresent)
	s.line(s.left, s.y+3, s.left+270, s.y+3, .6, ink{})
	s.text(s.left, s.y+13, l.tiny, "Patient Signature / Firma del paciente")
	s.text(s.left+304, s.y-1, l.txt, s.date(s.dos, chart.SignatureDate))
	s.line(s.left+300, s.y+3, s.right, s.y+3, .6, ink{})
	s.text(s.left+300, s.y+13, l.tiny, "Date / Fecha")
	s.y += 50
	s.autograph(s.left+10, s.y-2, 160, spoken(s.attending.person, false), Provider, "")
	s.line(s.left, s.y+3, s.left+270, s.y+3, .6, ink{})
	s.text(s.left, s.y+13, l.tiny, "Physician Signature / Firma del médico")
	s.text(s.left+304, s.y-1, l.txt, s.date(s.dos, ""))
	s.line(s.left+300, s.y+3, s.right, s.y+3, .6, ink{})
}

// gReferralOrder is an order to refer as a record prints it.
func gReferralOrder(s *sheet) {
	l := s.lookG(9.4)
	s.page()
	s.text(s.left, s.y, l.title, pick(s.rng, "AMB REFERRAL TO ", "Referral Order: ", "Ambulatory referral to ")+strings.ToUpper(s.referrer.specialty))
	s.textRight(s.right, s.y+14, l.txt, s.facility(s.clinic), "  ", s.phoneE(s.clinic.phone))
	s.y += 24
	box := pick(s.rng, byte('u'), 'b', '-')
	s.capsG(l, box, s.fcg(2, chart.PatientName, s.pt()), s.fcg(1.1, chart.DateOfBirth, s.dob()), s.fcg(.8, chart.Sex, s.sex(s.coin(.5))), s.fcg(1.2, chart.MRN, s.mrnSeg()))
	s.capsG(l, box, s.fcg(3, chart.Address, s.addr()), s.fcg(1.4, chart.Phone, s.phone()))
	s.capsG(l, box, s.fcg(2, chart.Payer, s.payerSeg()), s.fcg(1.4, chart.MemberID, s.memberID()), s.fcg(1, chart.GroupNumber, s.groupNo()))
	s.y += 6
	way := s.rng.IntN(3)
	s.bannerG(l, way, "Order Information")
	w := s.wide()
	s.ledger(ledger{x: s.left, head: l.bold, cell: l.txt, pad: 2, ways: pick(s.rng, "Hb", "hr"), tint: ink{228, 232, 236}, cols: []col{{"Order Date", w * .18, false}, {"Department", w * .28, false}, {"Ordering/Referring", w * .34, false}, {"NPI", w * .2, false}}},
		[][]any{{s.date(s.dos, chart.DateOfService), s.siteName(s.clinic), s.mdE(s.pcp, chart.ReferringProvider), s.npi(s.pcp)}})
	s.inlineG(l, 24, pair{"Priority", []any{pick(s.rng, "Routine", "Urgent", "ASAP")}}, pair{"Referred to", s.mdE(s.referrer, "")}, pair{"Location", []any{s.siteName(s.hospital), ", ", s.roadE(s.hospital)}}, pair{"Fax", []any{s.faxE(s.hospital.fax)}}, pair{"Visits requested", []any{fmt.Sprint(1 + s.rng.IntN(6))}}, pair{"Referral ID", []any{s.otherID(digits(s.rng, 7))}})
	s.y += 8
	s.bannerG(l, way, "Associated Diagnoses")
	for _, d := range s.dx {
		name, code := s.problem(d)
		s.oneALine("problems", func() { s.sayG(l, 6, name, " [", code, "]") })
	}
	s.runG(l, "Referral")
	s.bannerG(l, way, pick(s.rng, "Comments", "Reason for Referral", "Clinical Question"))
	s.sayG(l, 0, s.historyG(pick(s.rng, complaintsRenewed...))...)
	s.bannerG(l, way, s.label(chart.Allergy))
	s.sayG(l, 0, s.allergyG()...)
	s.bannerG(l, way, "Medications")
	s.sayG(l, 0, s.medParts(9)...)
	s.signedG(l, s.pcp, s.date(s.dos, chart.SignatureDate))
}

// gReferralReply is a letter that a record composes to the consultant.
func gReferralReply(s *sheet) {
	l := s.lookG(10.4)
	s.left, s.right = 66, s.w-66
	s.page()
	s.text(s.left, s.y, l.bold.inked(l.tone), s.facility(s.clinic))
	for i, p := range [][]any{{s.roadE(s.clinic)}, {s.cityE(s.clinic)}, {"Dept: ", s.phoneE(s.clinic.phone)}, {"Dept Fax: ", s.faxE(s.clinic.fax)}} {
		s.text(s.left, s.y+11*float64(i+1), l.tiny, p...)
	}
	s.textRight(s.right, s.y, l.txt, s.dateIn(s.dos, ""))
	s.y += 76
	for _, p := range [][]any{s.mdE(s.referrer, ""), {s.siteName(s.hospital)}, {s.roadE(s.hospital)}, {s.cityE(s.hospital)}} {
		s.text(s.left, s.y, l.txt, p...)
		s.y += 13
	}
	s.y += 4
	s.inlineG(l, 16, pair{"Patient", []any{s.pt()}}, s.kv(chart.MRN, s.mrnSeg()), pair{"Date of Birth", []any{s.dob()}}, s.kv(chart.Phone, s.phone()))
	s.y += 8
	s.runG(l, "Letter")
	s.sayG(l, 0, "Dear Dr. ", s.docAs(s.referrer.last), ",")
	s.y += 6
	s.sayG(l, 0, append([]any{"I am referring this patient for your opinion. "}, s.historyG(pick(s.rng, complaintsRenewed...))...)...)
	s.y += 6
	s.sayG(l, 0, listedE("Problems: ", s.dx, func(d dxItem) []any { return []any{s.dxSeg(d), " (", s.codeSeg(d), ")"} })...)
	s.sayG(l, 0, listedE("Medications: ", s.meds, func(m medItem) []any { return []any{s.medSeg(m), " " + m.dose} })...)
	s.sayG(l, 0, append([]any{s.label(chart.Allergy) + ": "}, s.allergyG()...)...)
	s.y += 6
	s.sayG(l, 0, "Thank you for your assistance in the care of this patient.")
	s.y += 24
	s.need(84)
	s.text(s.left, s.y, l.txt, "Sincerely,")
	if s.coin(.5) {
		s.autograph(s.left+4, s.y+28, 140, spoken(s.pcp.person, false), Provider, chart.SignaturePresent)
	}
	s.text(s.left, s.y+46, l.txt, s.mdE(s.pcp, chart.ReferringProvider)...)
	s.text(s.left, s.y+59, l.txt, s.pcp.specialty, "   NPI: ", s.npi(s.pcp))
}
