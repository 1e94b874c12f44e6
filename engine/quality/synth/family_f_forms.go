package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// formF draws labelled places to fill: after the label, over a line, in a box, or in a comb of one box a letter.
func (s *sheet) formF(l lookF, st style, way int, cells ...pair) {
	h := 34.0
	s.need(h)
	w := s.wide() / float64(len(cells))
	for i, p := range cells {
		x, x1 := s.left+float64(i)*w, s.left+float64(i+1)*w-8
		switch way {
		case 0:
			end := s.textIn(x, x+w*.55, s.y, l.txt, p.label+":")
			s.line(end+3, s.y+2.5, x1, s.y+2.5, .5, ink{})
			s.textIn(end+6, x1, s.y-.5, st, p.value...)
		case 3:
			s.textIn(x, x1, s.y-15, l.tiny, p.label)
			if v, ok := p.value[0].(seg); ok && len(p.value) == 1 {
				n := max(int((x1-x)/13), len([]rune(v.text)))
				step := (x1 - x) / float64(n)
				s.comb(x, s.y+6, step, 17, st.at(min(st.size, step*1.05)), n, v)
				continue
			}
			s.line(x, s.y+4, x1, s.y+4, .5, ink{})
			s.textIn(x+4, x1, s.y+1, st, p.value...)
		case 1:
			s.textIn(x, x1, s.y-14.5, l.tiny, p.label)
			s.line(x, s.y+4, x1, s.y+4, .5, ink{})
			s.textIn(x+4, x1, s.y+1, st, p.value...)
		default:
			s.rectIn(x, s.y-22, x1+4, s.y+9, .5, ink{100, 100, 100})
			s.textIn(x+3, x1, s.y-15.5, l.tiny, p.label)
			s.textIn(x+6, x1, s.y+4, st, p.value...)
		}
	}
	s.y += h
}

// fIntake is a registration form, filled by pen or typed, in one or two languages.
func fIntake(s *sheet) {
	l := s.lookF()
	l.bilingual = s.coin(.4)
	s.topF(l, s.clinic, pick(s.rng, "Patient Registration", "New Patient Information", "Patient Intake / Registro")+pick2(l.bilingual, " / Registro del paciente", ""))
	v, way := l.penAt(13), s.rng.IntN(4)
	if s.coin(.35) {
		v = style{font: pick(s.rng, courier, goMono), size: 9}
	}
	s.y += 16
	row := func(ps ...pair) { s.formF(l, v, way, ps...) }
	sec := func(en, es string) {
		s.need(60)
		s.y -= 4
		t := en
		if l.bilingual {
			t += " / " + es
		}
		s.bar(s.left, s.y-14, s.right, s.y+2, ink{222, 228, 234})
		s.text(s.left+4, s.y-3, l.bold, t)
		s.y += 24
	}
	sec("Patient", "Paciente")
	row(s.say(l, chart.PatientName, s.pt()), s.say(l, chart.DateOfBirth, s.dob()))
	s.sexF(l)
	row(s.say(l, chart.Address, s.addr()))
	row(s.say(l, chart.Phone, s.phone()), s.say(l, chart.Email, s.email()))
	row(s.say(l, chart.SSN, s.ssnSeg()), pair{"Employer", []any{s.employerSeg()}})
	sec("Emergency contact", "Contacto de emergencia")
	row(pair{"Name", []any{s.rel(s.kin)}}, pair{"Relationship", []any{s.relation}}, pair{"Phone", []any{s.telOf(s.kin.phone, chart.PhoneNumber, Relative)}})
	sec("Insurance", "Seguro")
	row(s.say(l, chart.Payer, s.payerSeg()), s.say(l, chart.MemberID, s.memberID()), s.say(l, chart.GroupNumber, s.groupNo()))
	sec("Health", "Salud")
	row(s.say(l, chart.Allergy, s.allergyParts()...))
	row(pair{"Current medicines", s.medParts(3)})
	for i, q := range []string{"Diabetes", "Asthma", "High blood pressure", "Cancer", "Heart attack", "Seizures", "Thyroid", "Hepatitis"} {
		s.choose(l.tick, s.left+float64(i%4)*s.wide()/4, s.y+float64(i/4)*15, l.txt.at(9), s.coin(.25), q)
	}
	s.y += 58
	s.need(24)
	end := s.text(s.left, s.y, l.txt, "Signature"+pick2(l.bilingual, " / Firma", ""))
	s.autograph(end+14, s.y-3, 150, spoken(s.patient, false), Patient, chart.SignaturePresent)
	s.line(end+6, s.y+3, s.left+280, s.y+3, .5, ink{})
	s.text(s.left+300, s.y, l.txt, s.say(l, chart.SignatureDate).label+": ")
	s.textIn(s.left+302+s.width(l.txt, s.say(l, chart.SignatureDate).label+":")+4, s.right, s.y-1, v, s.date(s.dos, chart.SignatureDate))
}

// sexF ticks the sex, on bilingual forms beside both words.
func (s *sheet) sexF(l lookF) {
	x := s.text(s.left, s.y-4, l.txt, s.say(l, chart.Sex).label) + 14
	for i, t := range []string{pick2(l.bilingual, "Female / F", "Female"), pick2(l.bilingual, "Male / M", "Male")} {
		on := s.patient.female == (i == 0)
		part := any(t)
		if on {
			part = []any{seg{text: strings.Fields(t)[0], field: chart.Sex, norm: pick2(i == 0, "F", "M")}}
			if l.bilingual {
				part = append(part.([]any), t[len(strings.Fields(t)[0]):])
			}
		}
		x = s.choose(l.tick, x, s.y-4, l.txt, on, list(part)...) + 18
	}
	s.y += 24
}

// fConsent is a consent whose clauses are numbered, bulleted or initialled.
func fConsent(s *sheet) {
	l := s.lookF()
	l.bilingual = s.coin(.3)
	s.topF(l, s.hospital, pick(s.rng, "Consent to Treatment", "Informed Consent for Procedure", "Consent for Anesthesia"))
	ps := []pair{s.say(l, chart.PatientName, s.pt()), s.say(l, chart.DateOfBirth, s.dob()), s.say(l, chart.MRN, s.mrnSeg()), s.say(l, chart.Sex, s.sex(s.coin(.5)))}
	if s.coin(.5) {
		ps = append(ps, s.kv(chart.AccountNumber, s.acct()))
	}
	s.idsF(l, ps...)
	s.y += 4
	s.para(s.left, s.wide(), l.txt, append(append([]any{"I give permission to "}, s.withDegree(s.attending, chart.ProviderName)...), " and the team to perform "+pick(s.rng, "an upper endoscopy", "a skin biopsy", "knee replacement", "a spinal injection", "tooth extraction under sedation")+" on ", s.dateIn(s.dos.AddDate(0, 0, 5), ""), ".")...)
	s.skip(6)
	for i, t := range []string{"I had time to ask questions and they were answered.", "I know the common risks: pain, bleeding, infection, damage to nearby structures, and that it may not help.", "If something unexpected is found the doctor may do what is needed.", "I agree to sedation. I will not drive for 24 hours.", "I can change my mind before it starts."} {
		mark := []string{fmt.Sprintf("(%d) ", i+1), "• ", string(rune('a'+i)) + ") ", "- "}[l.heading%4]
		s.para(s.left+10, s.wide()-10, l.txt, mark+t)
		s.skip(3)
	}
	s.para(s.left, s.wide(), l.txt, "You may speak with ", s.rel(s.kin), " ("+s.relation+", ", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), ") about my care.")
	s.skip(30)
	for i, w := range []struct {
		role, name string
		whose      Whose
		f, df      chart.FieldName
	}{{"Patient", spoken(s.patient, false), Patient, chart.SignaturePresent, chart.SignatureDate}, {"Physician", spoken(s.attending.person, false), Provider, "", ""}} {
		s.need(40)
		s.autograph(s.left+20, s.y-3, 170, w.name, w.whose, w.f)
		s.line(s.left, s.y+3, s.left+250, s.y+3, .6, ink{})
		s.text(s.left, s.y+13, l.tiny, w.role+" signature"+pick2(l.bilingual && i == 0, " / Firma del paciente", ""))
		s.line(s.left+280, s.y+3, s.left+400, s.y+3, .6, ink{})
		s.text(s.left+290, s.y-1, l.penAt(13), s.date(s.dos, w.df))
		s.text(s.left+280, s.y+13, l.tiny, s.label(chart.SignatureDate))
		s.y += 50
	}
	if s.coin(.5) {
		s.symbol(pick(s.rng, code128, code39), s.right-150, s.bottom-16, 150, 20, fold(s.mrn))
	}
}

// fCard is a card in one of several arrangements on a page of its own size.
func fCard(s *sheet) {
	l := s.lookF()
	alone := s.coin(.5)
	x, y, w, h := 0.0, 0.0, 252.0, 159.0
	if alone {
		s.w, s.h = w, h
	} else {
		x, y = 60+s.rng.Float64()*240, 60+s.rng.Float64()*500
	}
	s.page()
	if !alone {
		s.rectIn(x, y, x+w, y+h, .8, ink{100, 100, 100})
	}
	if s.coin(.5) {
		s.bar(x+1, y+1, x+w-1, y+32, l.accent)
		s.textIn(x+10, x+w-60, y+21, l.bold.at(13).inked(ink{255, 255, 255}), s.payerSeg())
		s.textRight(x+w-10, y+21, l.tiny.inked(ink{255, 255, 255}), s.plan)
	} else {
		s.textIn(x+10, x+w-60, y+22, l.head().at(14), s.payerSeg())
		s.textRight(x+w-10, y+22, l.tiny, s.plan)
		s.line(x+10, y+30, x+w-10, y+30, .8, l.accent)
	}
	name := pair{pick(s.rng, "Member", "Name", "Subscriber name", "Insured"), []any{s.pt()}}
	ps := []pair{name, s.kv(chart.MemberID, s.memberID()), s.kv(chart.GroupNumber, s.groupNo())}
	if s.coin(.5) {
		ps = append(ps, s.kv(chart.DateOfBirth, s.dob()))
	}
	stacked := s.coin(.5)
	for i, p := range ps {
		if stacked {
			xx, yy := x+10+float64(i%2)*120, y+48+float64(i/2)*32
			s.text(xx, yy, l.tiny, p.label)
			s.textIn(xx, xx+pick2f(i%2 == 0, 114, 118), yy+12, l.bold.at(9.5), p.value...)
			continue
		}
		yy := y + 48 + float64(i)*15
		s.text(x+10, yy, l.txt.at(8.2), p.label+":")
		s.textIn(x+96, x+w-8, yy, l.bold.at(9), p.value...)
	}
	s.text(x+10, y+h-38, l.tiny, "RxBIN 004915   RxPCN MEDPRIME   RxGRP "+digits(s.rng, 5))
	s.text(x+10, y+h-27, l.tiny, "Office $20   Specialist $40   ER $200   Deductible $1,000")
	s.text(x+10, y+h-15, l.tiny, "Member services ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility), "   ", seg{text: s.lab.web, kind: chart.URL, whose: Facility})
}

// fID is a licence or a card of a state, with its parts left or right.
func fID(s *sheet) {
	l := s.lookF()
	s.h = 420
	s.page()
	x, y, w, h := 60+s.rng.Float64()*160, 60+s.rng.Float64()*100, 320.0, 202.0
	s.bar(x, y, x+w, y+h, pick(s.rng, ink{243, 240, 234}, ink{236, 242, 246}, ink{242, 236, 242}))
	s.text(x+12, y+22, l.bold.at(15).inked(l.accent), pick(s.rng, stateNames[s.patient.state], titled(stateNames[s.patient.state])+" USA"))
	s.text(x+12, y+34, l.tiny, pick(s.rng, "Driver License", "Identification Card", "Commercial Driver License"))
	px, tx := x+12, x+116
	if s.coin(.4) {
		px, tx = x+w-102, x+12
	}
	s.photo(px, y+42, 90, 112)
	up := strings.ToUpper
	name := s.pt()
	var rows []pair
	lic := s.id(digits(s.rng, 8), "", chart.LicenseNumber)
	ad := s.addr()
	ad.text = up(ad.text)
	a := s.inParts(ad, up(s.patient.street), up(s.patient.cityLine()))
	rows = []pair{{pick(s.rng, "LIC", "DLN", "ID", "No."), []any{lic}}, {"Name", []any{name}}, {"", []any{a[0]}}, {"", []any{a[1]}}, {pick(s.rng, "DOB", "Date of birth", "Birth"), []any{s.dob()}}, {"Sex", []any{s.sex(false), fmt.Sprintf("   Hgt 5-%02d   Eyes ", s.rng.IntN(12)) + pick(s.rng, "BRO", "GRN")}}, {pick(s.rng, "Expires", "EXP"), []any{s.date(s.now.AddDate(3, 0, 9), "")}}, {pick(s.rng, "Issued", "ISS"), []any{s.date(s.now.AddDate(-1, 0, 9), "")}}}
	for i, p := range rows {
		yy := y + 52 + float64(i)*14.5
		at := tx + 38
		if p.label != "" {
			at = max(s.text(tx, yy, l.tiny, p.label)+4, at)
		}
		s.textIn(at, tx+196, yy, l.bold.at(9), p.value...)
	}
	s.autograph(x+16, y+h-14, 120, spoken(s.patient, false), Patient, "")
	switch s.rng.IntN(3) {
	case 0:
		s.symbol(code128, x+w-132, y+h-26, 120, 16, fold(lic.text))
	case 1:
		s.symbol(qrCode, x+w-44, y+h-46, 36, 36, fold(lic.text))
	default:
		s.pdf417(x+w-160, y+h-32, 150, 24, "DAQ"+fold(lic.text)+"DCS"+up(fold(s.patient.last)))
	}
}

// fFax is a cover page whose facts stand in the chart's own block.
func fFax(s *sheet) {
	l := s.lookF()
	s.topF(l, s.hospital, pick(s.rng, "Fax", "FAX COVER", "Facsimile Cover Sheet", "Fax Transmittal"))
	s.y += 16
	big := l
	big.txt, big.bold, big.lab = l.txt.at(12), l.bold.at(12), l.lab.at(11)
	if s.coin(.35) {
		big.txt = l.penAt(16)
		big.block = 1
	}
	s.idsF(big, pair{"To", s.withDegree(s.referrer, "")}, pair{"Fax number", []any{s.telOf(s.clinic.fax, chart.Fax, Facility)}}, pair{"From", s.withDegree(s.attending, chart.ProviderName)}, pair{"Phone", []any{s.telOf(s.hospital.phone, chart.PhoneNumber, Facility)}},
		pair{"Date", []any{s.date(s.dos, "")}}, pair{"Pages", []any{fmt.Sprint(2 + s.rng.IntN(30))}})
	s.y += 10
	s.idsF(big, pair{pick(s.rng, "Patient", "RE", "Patient name", "Regarding"), []any{s.pt()}}, s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.MRN, s.mrnSeg()))
	s.y += 16
	for i, t := range []string{"Urgent", "For your records", "Reply requested", "Per your request"} {
		s.choose(l.tick, s.left+float64(i%2)*220, s.y+float64(i/2)*20, l.txt, s.coin(.4), t)
	}
	s.y += 60
	s.para(s.left, s.wide(), l.txt, "Notes for ", s.ptAs(s.patient.first+" "+s.patient.last), " from ", s.dateIn(s.dos.AddDate(0, 0, -1), ""), " follow. "+pick(s.rng, "Please add to the chart.", "Please review before the visit.", "Original by mail."))
	s.y = s.h - 150
	s.para(s.left, s.wide(), l.tiny.at(8.5), "CONFIDENTIALITY: this transmission may contain health information protected by federal and state law. If it came to you by mistake, notify the sender by telephone and destroy it. Redisclosure is prohibited.")
}
