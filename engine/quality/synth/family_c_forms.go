package synth

import (
	"fmt"

	"chartproof.org/chartproof/engine/chart"
)

func cIntake(s *sheet) {
	l := s.lookC()
	s.houseC(l, s.clinic, pick(s.rng, "Welcome – tell us about yourself", "Patient Questionnaire", "Patient Information Sheet"))
	v := l.fill
	s.leadersC(l, v, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()))
	x := s.text(s.left, s.y, l.txt, s.label(chart.Sex))
	s.tick(x+20, l.txt, chart.Sex, []choice{{"female", "F", s.patient.female}, {"male", "M", !s.patient.female}})
	s.y += 19
	s.leadersC(l, v, s.kv(chart.Address, s.addr()), s.kv(chart.Phone, s.phone()), s.kv(chart.Email, s.email()), s.kv(chart.SSN, s.ssnSeg()), pair{"Employed by", []any{s.employerSeg()}})
	s.headC(l, "Whom to call in an emergency")
	s.leadersC(l, v, pair{"Contact", []any{s.rel(s.kin)}}, pair{"Relationship to you", []any{s.relation}}, pair{"Contact's phone", []any{s.telOf(s.kin.phone, chart.PhoneNumber, Relative)}})
	s.headC(l, "Coverage")
	s.leadersC(l, v, s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID()), s.kv(chart.GroupNumber, s.groupNo()))
	s.headC(l, "Your health")
	s.leadersC(l, v, pair{s.label(chart.Allergy), s.allergyParts()}, pair{"Medicines", s.medParts(3)})
	for i, q := range []string{"Diabetes", "Stroke", "Asthma", "Cancer", "Thyroid", "Glaucoma"} {
		s.check(s.left+float64(i%3)*160, s.y, l.txt, s.coin(.3), q)
		if i%3 == 2 {
			s.y += 16
		}
	}
	s.skip(34)
	s.need(20)
	s.sign(s.left+20, s.y-5, spoken(s.patient, false), Patient, chart.SignaturePresent)
	s.dots(s.left, s.left+230, s.y)
	s.text(s.left, s.y+11, l.small, "Your signature")
	s.text(s.left+270, s.y-2, v, s.date(s.dos, chart.SignatureDate))
	s.dots(s.left+265, s.right, s.y)
	s.text(s.left+270, s.y+11, l.small, s.label(chart.SignatureDate))
}

func cConsent(s *sheet) {
	l := s.lookC()
	s.houseC(l, s.hospital, pick(s.rng, "Agreement to Treatment", "Patient Consent"))
	s.para(s.left, s.wide(), l.txt, "This agreement is between ", s.pt(), " (\"the patient\"), born ", s.dob(), ", ", s.label(chart.MRN)+" ", s.mrnSeg(), ", and ", s.siteName(s.hospital), ".")
	for _, p := range [][]any{{"Dr. ", s.doc(s.attending, chart.ProviderName), " has described the " + pick(s.rng, "arthroscopy of the knee", "removal of a mole", "coronary angiogram", "endoscopy") + " planned for ", s.dateIn(s.dos.AddDate(0, 0, 7), ""), " in words that I understand."},
		{"I know that bleeding, infection and reactions to medicine may happen. I was told of other ways to treat my condition, including doing nothing."},
		{"News about my condition may be shared with ", s.rel(s.kin), ", my " + s.relation + "."}, {"I may change my mind at any time."}} {
		s.skip(8)
		s.para(s.left, s.wide(), l.it.at(l.txt.size), p...)
	}
	s.skip(60)
	s.sign(s.left+10, s.y-5, spoken(s.patient, false), Patient, chart.SignaturePresent)
	s.dots(s.left, s.left+220, s.y)
	s.text(s.left, s.y+12, l.small, "Patient")
	s.text(s.left+270, s.y-2, l.fill, s.date(s.dos, chart.SignatureDate))
	s.dots(s.left+265, s.right, s.y)
	s.text(s.left+270, s.y+12, l.small, s.label(chart.SignatureDate))
	s.stampC()
}

func (s *sheet) stampC() {
	if s.coin(.35) {
		s.stamp(s.left+120, s.h-140, 20-s.rng.Float64()*40, pick(s.rng, ink{30, 120, 60}, ink{150, 30, 120}), []any{pick(s.rng, "Entered", "Verified", "Original")}, []any{s.dateAs(s.printed, "02 Jan 2006")})
	}
}

func cCard(s *sheet) {
	l := s.lookC()
	s.page()
	x, y, w := 300.0, 60.0, 252.0
	s.rectIn(x, y, x+w, y+158, 1.2, ink{30, 60, 120})
	s.textMid(x+w/2, y+22, l.bold.at(13), s.payerSeg())
	s.text(x+12, y+46, l.small, "Enrolled: ")
	s.text(x+64, y+46, l.bold, s.pt())
	s.text(x+12, y+66, l.small, s.label(chart.MemberID))
	s.textRight(x+w-12, y+66, l.bold, s.memberID())
	s.text(x+12, y+84, l.small, s.label(chart.GroupNumber))
	s.textRight(x+w-12, y+84, l.bold, s.groupNo())
	s.text(x+12, y+102, l.small, s.label(chart.DateOfBirth))
	s.textRight(x+w-12, y+102, l.bold, s.dob())
	s.text(x+12, y+124, l.small, "Copay: office 30 / urgent 75 / emergency 200")
	s.text(x+12, y+142, l.small, "Primary care: Dr. ", s.doc(s.pcp, chart.ProviderName))
}

func cID(s *sheet) {
	l := s.lookC()
	s.page()
	x, y := 80.0, 420.0
	s.rectIn(x, y, x+260, y+170, 1, ink{90, 30, 30})
	s.textMid(x+130, y+18, l.bold.at(11), "STATE OF ", geo(s.patient.state, Patient), " · IDENTITY CARD")
	s.photo(x+12, y+30, 66, 84)
	rows := []pair{{"No.", []any{s.id(digits(s.rng, 3)+" "+digits(s.rng, 3)+" "+digits(s.rng, 3), "", chart.LicenseNumber)}}, {"Name", []any{s.pt()}}, {"Born", []any{s.dob()}}, {"Sex", []any{s.sex(false)}}, {"Expires", []any{s.date(s.now.AddDate(5, 1, 3), "")}}}
	yy := y + 40
	for _, p := range rows {
		s.textRight(x+122, yy, l.it.at(8), p.label)
		s.textIn(x+128, x+255, yy, l.bold.at(9), p.value...)
		yy += 14
	}
	a := s.split(s.addr(), s.patient.street, s.patient.cityLine())
	s.text(x+90, yy+2, l.txt.at(8.5), a[0])
	s.text(x+90, yy+13, l.txt.at(8.5), a[1])
	s.sign(x+20, y+156, spoken(s.patient, false), Patient, "")
}

func cRx(s *sheet) {
	l := s.lookC()
	s.w, s.h = 396, 612
	s.left, s.right, s.bottom = 36, s.w-36, s.h-36
	s.page()
	s.textMid(s.w/2, s.y, l.head, s.facility(s.clinic))
	s.textMid(s.w/2, s.y+13, l.small, geo(s.clinic.street+", "+s.clinic.cityLine(), Facility))
	s.textMid(s.w/2, s.y+23, l.small, s.telOf(s.clinic.phone, chart.PhoneNumber, Facility), " · NPI ", s.npi(s.attending))
	s.y += 52
	s.text(s.left, s.y, l.txt, "For ")
	s.textIn(s.left+30, s.right, s.y, l.fill, s.pt())
	s.dots(s.left+26, s.right, s.y+3)
	s.text(s.left, s.y+22, l.txt, "Born ")
	s.text(s.left+34, s.y+22, l.fill, s.dob())
	s.dots(s.left+30, s.left+150, s.y+25)
	s.text(s.left+170, s.y+22, l.txt, "Date ")
	s.text(s.left+202, s.y+22, l.fill, s.date(s.dos, chart.DateOfService))
	s.dots(s.left+198, s.right, s.y+25)
	s.y += 70
	s.text(s.left, s.y, l.it.at(36), "R")
	for _, m := range s.meds[:1+s.rng.IntN(min(2, len(s.meds)))] {
		s.textIn(s.left+40, s.right, s.y, l.fill.at(17), s.medSeg(m), " "+m.dose)
		s.textIn(s.left+40, s.right, s.y+24, l.fill, m.freq+", "+m.for_)
		s.text(s.left+40, s.y+46, l.fill, fmt.Sprintf("No. %d   refill %d", 30*(1+s.rng.IntN(3)), s.rng.IntN(4)))
		s.y += 84
	}
	s.y += 40
	s.sign(s.left+90, s.y-4, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.dots(s.left+80, s.right, s.y)
	s.text(s.left+84, s.y+12, l.small, s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred)
}

func cFax(s *sheet) {
	l := s.lookC()
	s.page()
	s.text(s.left, s.y, l.head.at(24), "fax message")
	s.y += 30
	s.rule(s.y, 2)
	s.y += 26
	s.rightSetC(l, pair{"addressee", []any{s.doc(s.referrer, "")}}, pair{"at", []any{s.siteName(s.hospital)}}, pair{"fax no.", []any{s.telOf(s.hospital.fax, chart.Fax, Facility)}}, pair{"sender", []any{s.doc(s.pcp, chart.ProviderName)}},
		pair{"of", []any{s.facility(s.clinic)}}, pair{"call back", []any{s.telOf(s.clinic.phone, chart.PhoneNumber, Facility)}}, pair{"sent", []any{s.date(s.dos, "")}}, pair{"sheets", []any{fmt.Sprint(1 + s.rng.IntN(40))}}, pair{"about", []any{s.pt(), " (born ", s.dob(), ")"}})
	s.y += 20
	s.para(s.left, s.wide(), l.txt, "Attached are the notes and laboratory results for ", s.ptAs(s.patient.first+" "+s.patient.last), " that your office asked for on ", s.dateIn(s.dos.AddDate(0, 0, -3), ""), ". The "+s.relation+", ", relAs(s.kin.first), ", will bring the films.")
	s.skip(200)
	s.para(s.left, s.wide(), l.it.at(9), "The pages that follow are private medical records. If they reached you by mistake please shred them and telephone the sender.")
	s.stampC()
}
