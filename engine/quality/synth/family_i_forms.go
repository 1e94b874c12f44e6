package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// iIntakeBilingual is a health centre's sheet: a ruled grid, the label in two languages left of each answer.
func iIntakeBilingual(s *sheet) {
	l := s.filledI(s.lookI(9.4), .6)
	s.left, s.right = 38, s.w-38
	s.houseI(l, s.clinic, pick(s.rng, "REGISTRO DEL PACIENTE / PATIENT REGISTRATION", "Hoja de inscripción / Registration", "Información del Paciente / Patient Information"))
	p, q := s.patient, s.kin
	two := func(es, en string) string { return es + "\n" + en }
	way := s.rng.IntN(4)
	s.headI(l, way, "Paciente / Patient")
	s.y -= l.txt.size
	a := s.inParts(s.addr(), p.street, p.cityLine())
	s.besideI(l, 96, bi(1.5, two("Nombre completo", "Full name"), s.pt()), bi(1, two("Fecha de nacimiento", "Date of birth"), s.dob()))
	s.besideI(l, 96, bi(1.5, two("Domicilio", "Street address"), a[0]), bi(1, two("Sexo", "Sex"), s.sex(true)))
	s.besideI(l, 96, bi(1.5, two("Ciudad, estado, código", "City, state, ZIP"), a[1]), bi(1, two("Teléfono", "Telephone"), s.phone()))
	s.besideI(l, 96, bi(1.5, two("Correo electrónico", "E-mail"), s.email()), bi(1, two("Núm. Seguro Social", "Social Security no."), s.ssnSeg()))
	s.besideI(l, 96, bi(1.5, two("Patrón / empleador", "Employer"), s.employerSeg()), bi(1, two("Idioma", "Language"), pick(s.rng, "Español", "English", "Mixteco")))
	s.headI(l, way, "Contacto de emergencia / Emergency contact")
	s.y -= l.txt.size
	s.besideI(l, 96, bi(1.5, two("Nombre", "Name"), s.rel(q)), bi(1, two("Teléfono", "Telephone"), s.telOf(q.cell, chart.PhoneNumber, Relative)))
	s.besideI(l, 96, bi(1.5, two("Parentesco", "Relationship"), s.relation), bi(1, two("Fecha de nacimiento", "Date of birth"), s.relDate(q.dob)))
	s.headI(l, way, "Seguro médico / Health insurance")
	s.y -= l.txt.size
	s.besideI(l, 96, bi(1.5, two("Compañía", "Company"), s.payerSeg()), bi(1, two("Núm. de póliza", "Policy number"), s.memberID()))
	s.besideI(l, 96, bi(1.5, two("Titular", "Policy holder"), pick(s.rng, "mismo / self", "self")), bi(1, two("Núm. de grupo", "Group number"), s.groupNo()))
	s.headI(l, way, "Salud / Health")
	s.y -= l.txt.size
	s.besideI(l, 130, bi(1, two("¿Alergias?", "Are you allergic to anything?"), s.allergyI(false)...))
	s.besideI(l, 130, bi(1, two("Medicinas que toma", "Medicines you take"), s.medParts(3)...))
	s.y += 18
	kind := pick(s.rng, tickCross, tickCheck, tickRing)
	for i, t := range []string{"Diabetes", "Presión alta / High blood pressure", "Asma / Asthma", "Embarazo / Pregnancy", "Tabaco / Tobacco", "Depresión / Depression"} {
		s.choose(kind, s.left+6+float64(i%3)*s.wide()/3, s.y, l.txt.at(8.5), s.coin(.3), t)
		if i%3 == 2 {
			s.y += 17
		}
	}
	s.ownHandI(l, "Firma del paciente / Patient signature")
	s.stampH(.25)
}

// iIntakeColumns is a hospital's face sheet: three columns of boxes, each caption below its value.
func iIntakeColumns(s *sheet) {
	l := s.lookI(9)
	l.value = pick(s.rng, l.bold, style{font: mono, size: 8.6}, l.txt)
	s.left, s.right = 30, s.w-30
	s.houseI(l, s.hospital, pick(s.rng, "FACE SHEET", "Admission Record", "Inpatient Registration"))
	p, q := s.patient, s.kin
	a := s.inParts(s.addr(), p.street, p.cityLine())
	s.underI(l, true, bi(1.2, s.label(chart.MRN), s.mrnSeg()), s.fbi(1.2, chart.AccountNumber, s.acct()), bi(1, "Patient type", pick(s.rng, "Inpatient", "Observation", "Newborn")), bi(.8, "Room-Bed", fmt.Sprintf("%d-%s", 200+s.rng.IntN(300), pick(s.rng, "A", "B", "1"))), bi(1, "Printed", s.date(s.printed, "")))
	s.y += 6
	top, low, w := s.y, 0.0, s.wide()
	x0 := s.left
	column := func(n int, title string, rows ...[]boxI) {
		s.left = x0 + float64(n)*w/3
		s.right = s.left + w/3 - pick2f(n < 2, 6, 0)
		s.y = top
		s.bar(s.left, s.y, s.right, s.y+13, l.tone)
		s.text(s.left+4, s.y+10, l.bold.at(8.5).inked(ink{255, 255, 255}), title)
		s.y += 13
		for _, r := range rows {
			s.underI(l, true, r...)
		}
		low = max(low, s.y)
	}
	one := func(label string, v ...any) []boxI { return []boxI{bi(1, label, v...)} }
	column(0, "PATIENT", one(s.label(chart.PatientName), s.pt()), []boxI{s.fbi(1.4, chart.DateOfBirth, s.dob()), bi(.6, "Age", s.years()), s.fbi(.8, chart.Sex, s.sex(s.coin(.3)))}, one("Street", a[0]), one("City, State, Zip", a[1]), one(s.label(chart.Phone), s.phone()), one(s.label(chart.Email), s.email()),
		[]boxI{s.fbi(1.2, chart.SSN, s.ssnSeg()), bi(1, "Marital status", pick(s.rng, "Married", "Divorced", "Single"))}, one("Employer", s.employerSeg()))
	column(1, "RESPONSIBLE PARTY / NEXT OF KIN", one("Name", s.rel(q)), []boxI{bi(1.3, "Birth date", s.relDate(q.dob)), bi(1, "Relation", s.relation)}, one("Street", geo(q.street, Relative)), one("City, State, Zip", geo(q.cityLine(), Relative)), one("Home phone", s.telOf(q.phone, chart.PhoneNumber, Relative)), one("Cell", s.telOf(q.cell, chart.PhoneNumber, Relative)),
		[]boxI{bi(1, "Religion", pick(s.rng, "None", "Baptist", "Catholic")), bi(1.2, "Interpreter", pick(s.rng, "No", "Yes"))}, one("Second contact", s.rel(s.child)))
	column(2, "COVERAGE", one(s.label(chart.Payer), s.payerSeg()), one(s.label(chart.MemberID), s.memberID()), one(s.label(chart.GroupNumber), s.groupNo()), one("Plan", s.plan), one("Subscriber", s.ptAs(spoken(p, false))), one("Authorization", s.otherID("PA"+digits(s.rng, 7))),
		[]boxI{bi(1, "Precert req.", "Yes"), bi(1, "Verified by", strings.ToUpper(s.kin.first[:1]+s.referrer.last[:1]))}, one("Secondary", pick(s.rng, "None on file", "Self pay")))
	s.left, s.right, s.y = x0, x0+w, low+6
	s.underI(l, true, bi(1.6, pick(s.rng, "Primary care provider", "PCP", "Family doctor"), s.mdE(s.pcp, chart.ProviderName)...), bi(1, "Clerk", s.docAs(s.referrer.first)), bi(1.2, "Advance directive", pick(s.rng, "On file", "Information given", "None")))
	s.underI(l, true, bi(1, s.label(chart.Allergy), s.allergyI(s.coin(.5))...))
	s.underI(l, true, bi(1, pick(s.rng, "Medications at home", "Current medications"), s.medParts(4)...))
	s.y += 16
	s.proseI(l, "I have looked over this sheet and it is right. I agree to care and to the billing of the insurers named.")
	s.ownHandI(l, pick(s.rng, "Patient or responsible party", "Signature of Patient"))
}

// fillI sets sentences with blanks in them: a value on its line, the caption below the line. s.y is a baseline.
func (s *sheet) fillI(l lookI, lead float64, parts ...any) {
	x, run, from := s.left, "", s.left
	flush := func() {
		if run != "" {
			s.text(from, s.y, l.txt, run)
			run = ""
		}
	}
	newline := func() {
		flush()
		x, from = s.left, s.left
		s.y += lead
		s.need(lead * .5)
	}
	gap := s.space(l.txt)
	for _, p := range parts {
		if b, ok := p.(boxI); ok {
			w := max(s.width(l.value, b.value...)+14, s.width(l.tiny, b.label)+8, 60*b.share)
			if x+w > s.right {
				newline()
			}
			flush()
			s.text(x+6, s.y-2.5, l.value, b.value...)
			s.line(x, s.y+2, x+w, s.y+2, .6, ink{40, 40, 40})
			s.textMid(x+w/2, s.y+4+l.tiny.size, l.tiny, b.label)
			x += w + gap*.6
			from = x
			continue
		}
		for _, word := range strings.Fields(p.(string)) {
			n := s.width(l.txt, word)
			if x+n > s.right {
				newline()
			}
			if run != "" {
				run += " "
			}
			run += word
			x += n + gap
		}
	}
	newline()
}

// iConsentBlanks is a surgical consent of sentences with blanks.
func iConsentBlanks(s *sheet) {
	l := s.filledI(s.lookI(10.4), .6)
	s.left, s.right = 56, s.w-56
	s.houseI(l, s.hospital, pick(s.rng, "Consent for Operation or Procedure", "SURGICAL CONSENT", "Permission to Treat"))
	s.y += 26
	proc := pick(s.rng, "arthroscopy of the right knee", "laparoscopic appendectomy", "placement of a chest port", "cesarean section")
	lead := 29.0
	s.fillI(l, lead, "I,", bi(2.4, "(name of patient)", s.pt()), "born", bi(1.4, "(date of birth)", s.dob()), "give permission to", bi(2.6, "(doctor)", s.mdE(s.attending, chart.ProviderName)...), "and those chosen to assist to perform", bi(3, "(procedure, in plain words)", proc), "on me on or about", bi(1.4, "(planned date)", s.date(s.dos.AddDate(0, 0, 6), "")), "at this hospital.")
	s.fillI(l, lead, "My condition has been explained to me as", bi(2, "(condition)", strings.ToLower(s.dx[0].name)), "and I was told what may happen without treatment.")
	for _, t := range []string{"1. No one has promised me a result. Bleeding, infection, blood clots, nerve damage and death are possible with any operation.", "2. I agree to anesthesia as the anesthesia team thinks best.", "3. Tissue that is removed may be studied and disposed of by the hospital."} {
		s.proseI(l, t)
	}
	s.skip(12)
	s.fillI(l, lead, "If questions come up while I am asleep, speak with", bi(2, "(name)", s.rel(s.kin)), ", my", bi(1, "(relation)", s.relation), "at", bi(1.5, "(phone)", s.telOf(s.kin.cell, chart.PhoneNumber, Relative)), ". My own phone is", bi(1.5, "(phone)", s.phone()), ".")
	kind := pick(s.rng, tickCheck, tickCross, tickBlank)
	x := s.choose(kind, s.left, s.y, l.txt, s.coin(.7), "I accept blood products") + 24
	s.choose(kind, x, s.y, l.txt, false, "I refuse blood products")
	s.ownHandI(l, "Signature of patient or legal guardian")
	s.skip(16)
	s.autograph(s.left+12, s.y, 130, spoken(s.referrer.person, false), Provider, "")
	s.line(s.left, s.y+5, s.left+s.wide()*.5, s.y+5, .6, ink{})
	s.text(s.left, s.y+14, l.tiny.at(7.5), "Witness")
	x, y := s.right-170, s.h-104
	s.rectIn(x, y, s.right, y+50, .6, ink{140, 140, 140})
	s.textIn(x+6, s.right-4, y+13, l.bold.at(9), s.pt())
	s.textIn(x+6, s.right-4, y+24, l.txt.at(8), s.label(chart.MRN)+" ", s.mrnSeg(), "   ", s.sex(false))
	s.symbol(code128, x+6, y+29, 120, 16, alnum(s.mrn))
}

// iConsentRelease is an authorisation in numbered sections, from whom and to whom side by side.
func iConsentRelease(s *sheet) {
	l := s.filledI(s.lookI(9.6), .45)
	s.left, s.right = 42, s.w-42
	s.houseI(l, s.clinic, pick(s.rng, "CONSENT TO RELEASE INFORMATION", "Authorization and Consent to Share Records", "Consent for Use and Disclosure"))
	s.y += 4
	head := func(n int, t string) {
		s.y += 4
		s.bar(s.left, s.y, s.left+15, s.y+14, l.tone)
		s.text(s.left+5, s.y+10.5, l.bold.at(9).inked(ink{255, 255, 255}), fmt.Sprint(n))
		s.text(s.left+21, s.y+10.5, l.bold, t)
		s.y += 19
	}
	head(1, "Whose record")
	s.underI(l, false, s.fbi(2.2, chart.PatientName, s.pt()), s.fbi(1.3, chart.DateOfBirth, s.dob()), s.fbi(.8, chart.Sex, s.sex(s.coin(.5))))
	s.underI(l, false, s.fbi(1.2, chart.MRN, s.mrnSeg()), s.fbi(1.3, chart.Phone, s.phone()), s.fbi(1.2, chart.AccountNumber, s.acct()))
	head(2, "Who may give it, who may have it")
	y, mid := s.y, (s.left+s.right)/2
	s.rectIn(s.left, y, s.right, y+62, .6, ink{90, 90, 90})
	s.line(mid, y, mid, y+62, .6, ink{90, 90, 90})
	for i, r := range [][]any{{"FROM"}, append([]any{"Provider: "}, s.mdE(s.attending, chart.ProviderName)...), {s.siteName(s.clinic)}, {s.phoneE(s.clinic.phone)}} {
		s.textIn(s.left+6, mid-4, y+12+14*float64(i), l.txt, r...)
	}
	for i, r := range [][]any{{"TO"}, {s.rel(s.kin), ", " + s.relation}, {geo(s.kin.street, Relative)}, {geo(s.kin.cityLine(), Relative)}} {
		s.textIn(mid+6, s.right-4, y+12+14*float64(i), l.txt, r...)
	}
	s.y += 66
	head(3, "What may be shared")
	s.y += 10
	kind := pick(s.rng, tickCheck, tickCross, tickX, tickFilled)
	for i, t := range []string{"Whole chart", "Visit notes", "Laboratory results", "Counseling notes", "Bills", "Drug and alcohol treatment"} {
		s.choose(kind, s.left+20+float64(i%3)*s.wide()/3.1, s.y, l.txt, i == 1 || s.coin(.3), t)
		if i%3 == 2 {
			s.y += 17
		}
	}
	s.proseI(l, "for visits between ", s.date(s.dos.AddDate(-1, 0, 0), ""), " and ", s.date(s.dos.AddDate(0, 0, -1), ""), ".")
	head(4, "What I understand")
	s.y += 9
	s.proseI(l, "I may take this consent back in writing at any time, except for what was already shared. Care is not refused if I do not sign. Once shared, the facts may no longer be protected by federal law. It ends one year from the date below unless I write another date here: ______________.")
	s.proseI(l, "Copies are free to another provider; others pay the rates that the state allows.")
	s.ownHandI(l, "Signature (parent or guardian if under 18)")
	s.skip(8)
	s.proseI(l, "Office use: identity checked by ", s.docAs(s.referrer.first+" "+s.referrer.last[:1]+"."), "   ID seen: ", pick(s.rng, "driver license", "passport", "known to staff"))
}
