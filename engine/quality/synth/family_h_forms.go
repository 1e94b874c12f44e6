package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// hIntakeClipboard is the form on the clipboard, in one language or two, with words before or behind the lines.
func hIntakeClipboard(s *sheet) {
	l := s.lookH(10, .85)
	s.headH(l, s.clinic, pick(s.rng, "Caring for your whole family", "New patients welcome", ""))
	es := s.coin(.35)
	say := func(en, sp string) string { return en + pick2(es, " / "+sp, "") }
	s.titleH(l, say(pick(s.rng, "New Patient Information", "PATIENT INFORMATION SHEET", "Welcome to our office"), "Información del paciente"))
	p, kind := s.patient, pick(s.rng, tickCross, tickCheck, tickRing, tickBlank)
	back := !es && s.coin(.4)
	blank := func(share float64, en, sp string, value ...any) blankH {
		b := bh(share, en, value...)
		if es {
			b.under = sp
		}
		if back {
			return b.behind()
		}
		return b
	}
	a := s.inParts(s.addr(), p.street, p.city, p.state, p.zip)
	s.blanksH(l, 27, blank(3, "Name", "Nombre", s.pt()), blank(1.7, "Date of birth", "Fecha de nacimiento", s.dob()))
	s.blanksH(l, 27, blank(2.2, "Street", "Calle", a[0]), blank(1.4, "City", "Ciudad", a[1]), blank(.8, "State", "Estado", a[2]), blank(1, "Zip", "", a[3]))
	s.blanksH(l, 27, blank(1.4, "Phone", "Teléfono", s.phone()), blank(1.8, "E-mail", "Correo", s.email()), blank(1.4, "Soc. Sec. #", "Seguro Social", s.ssnSeg()))
	x := s.text(s.left, s.y, l.txt, say("Sex", "Sexo")+": ") + 8
	x = s.sexTicksH(kind, x, s.y, l.txt, say("Female", "Mujer"), say("Male", "Hombre"))
	x = s.text(x+10, s.y, l.txt, say("Married?", "¿Casado?")) + 8
	x = s.choose(kind, x, s.y, l.txt, p.dob.Day()%2 == 0, say("Yes", "Sí")) + 12
	s.choose(kind, x, s.y, l.txt, p.dob.Day()%2 == 1, "No")
	s.y += 27
	s.blanksH(l, 27, blank(2, "Employer", "Empleador", s.employerSeg()), blank(1.4, "Work", "Trabajo", s.occupation))
	s.blanksH(l, 27, blank(2.2, "In an emergency call", "En caso de emergencia", s.rel(s.kin)), blank(1.2, "Relation", "Parentesco", s.relation), blank(1.4, "Tel", "", s.telOf(s.kin.phone, chart.PhoneNumber, Relative)))
	s.partH(l, say("Insurance", "Seguro médico"))
	s.y += 8
	s.blanksH(l, 27, blank(2.2, "Company", "Compañía", s.payerSeg()), blank(1.5, "ID #", "No. de póliza", s.memberID()), blank(1.2, "Group", "Grupo", s.groupNo()))
	s.partH(l, say("Your health", "Su salud"))
	s.y += 8
	s.blanksH(l, 27, blank(1, "Allergies", "Alergias", s.allergyParts()...))
	s.blanksH(l, 27, blank(1, "Medicines you take", "Medicinas que toma", s.medParts(3)...))
	for i, t := range []string{"Diabetes / diabetes", "Asthma / asma", "Heart trouble / corazón", "Cancer / cáncer", "Stroke / derrame", "Arthritis / artritis"} {
		if !es {
			t = strings.TrimSpace(strings.Split(t, "/")[0])
		}
		s.choose(kind, s.left+float64(i%3)*s.wide()/3, s.y, l.txt, s.coin(.3), t)
		if i%3 == 2 {
			s.y += 20
		}
	}
	s.para(s.left, s.wide(), l.tiny, "I am responsible for all charges whether or not paid by insurance. A charge of $35 is made for broken appointments.")
	s.closeH(l, spoken(p, false), Patient, []any{say("Signature of patient or guardian", "Firma")}, s.date(s.dos, chart.SignatureDate))
}

// hIntakeNumbered asks by number, the answer below the question.
func hIntakeNumbered(s *sheet) {
	l := s.lookH(9.6, .7)
	s.headH(l, s.clinic, pick(s.rng, "Physical Therapy", "Podiatric Medicine and Surgery", "Counseling for adults and families"))
	s.titleH(l, pick(s.rng, "Client Intake Questionnaire", "Patient History Form", "Before Your First Visit"))
	n := 0
	ask := func(x, w float64, q string, v ...any) {
		n++
		s.text(x, s.y, l.txt.at(l.txt.size*.9), fmt.Sprintf("%d. %s", n, q))
		s.textIn(x+14, x+w-8, s.y+17, l.value, v...)
		s.line(x+10, s.y+20, x+w-10, s.y+20, .4, ink{120, 120, 120})
	}
	w := s.wide()
	two := func(q1 string, v1 []any, q2 string, v2 []any) {
		s.need(36)
		ask(s.left, w*.55, q1, v1...)
		ask(s.left+w*.55, w*.45, q2, v2...)
		s.y += 37
	}
	two("What is your full name?", []any{s.pt()}, "When were you born?", []any{s.dob()})
	two("Where do you live?", []any{s.addr()}, "At what number can we reach you?", []any{s.phone()})
	two("What is your e-mail address?", []any{s.email()}, "Social Security number (for insurance)", []any{s.ssnSeg()})
	two("Who is your insurance with?", []any{s.payerSeg()}, "Identification number on your card", []any{s.memberID()})
	two("Group number on your card", []any{s.groupNo()}, "Are you male or female?", []any{s.sex(true)})
	two("Who referred you to us?", []any{s.doctorsName(s.referrer, chart.ReferringProvider)}, "Where do you work?", []any{s.employerSeg()})
	two("Whom may we call in an emergency?", []any{s.rel(s.kin), ", " + s.relation}, "That person's telephone", []any{s.telOf(s.kin.cell, chart.PhoneNumber, Relative)})
	two("What brings you in?", []any{pick(s.rng, complaintsRenewed...)}, "Since when?", []any{s.date(s.dos.AddDate(0, -1, -7), "")})
	s.need(80)
	ask(s.left, w, "Are you allergic to anything?", s.allergyParts()...)
	s.y += 37
	ask(s.left, w, "List your medications and doses.", s.medParts(4)...)
	s.y += 37
	kind := pick(s.rng, tickCheck, tickCross, tickBubble)
	x := s.text(s.left, s.y, l.txt, "Pain today:") + 10
	for i := range 11 {
		x = s.choose(kind, x, s.y, l.txt, i == 4+n%3, fmt.Sprint(i)) + 9
	}
	s.closeH(l, spoken(s.patient, false), Patient, []any{"Client signature"}, s.date(s.dos, chart.SignatureDate))
}

// hConsentInitials is an agreement whose paragraphs are initialled.
func hConsentInitials(s *sheet) {
	l := s.lookH(10.4, .8)
	s.headH(l, s.clinic, "")
	s.titleH(l, pick(s.rng, "Informed Consent for Treatment", "CONSENT TO CARE AND OFFICE POLICIES", "Agreement to Treat"))
	s.blanksH(l, 26, s.fbh(2.4, chart.PatientName, s.pt()), s.fbh(1.4, chart.DateOfBirth, s.dob()), s.fbh(1, chart.MRN, s.mrnSeg()))
	s.tellH(l, "Please read each item and write your initials on the line.")
	letters := s.patient.first[:1] + s.patient.last[:1]
	for _, p := range [][]any{{"I ask ", s.doc(s.attending, chart.ProviderName), ", " + s.attending.cred + ", and the staff of ", s.siteName(s.clinic), " to examine and treat me."}, {"I understand that treatment may cause soreness, bruising or, rarely, fracture or stroke, and that other treatments exist."},
		{"I have received the office's privacy notice and may ask for another copy."}, {"The office may leave messages for me at ", s.phone(), "."}, {"The office may talk about my care with ", s.rel(s.kin), ", my " + s.relation + "."}, {"I will pay my share at each visit. Balances over 60 days may be sent to collection."}} {
		s.need(40)
		s.line(s.left, s.y+3, s.left+34, s.y+3, .6, ink{})
		s.text(s.left+7, s.y, l.penAt(14), s.ptAs(letters))
		s.y = s.block(s.left+44, s.y, s.wide()-44, l.txt, p...) + 12
	}
	s.closeH(l, spoken(s.patient, false), Patient, []any{"Patient's signature"}, s.date(s.dos, chart.SignatureDate))
	s.skip(24)
	s.autograph(s.left+8, s.y-2, 140, spoken(s.attending.person, false), Provider, "")
	s.line(s.left, s.y+3, s.left+s.wide()*.52, s.y+3, .6, ink{})
	s.text(s.left, s.y+13, l.tiny, "Doctor or witness")
}

// hConsentTelehealth is a typed statement with what matters inside its sentences.
func hConsentTelehealth(s *sheet) {
	l := s.lookH(11, .3)
	s.left, s.right = 66, s.w-66
	s.headH(l, s.clinic, "")
	s.titleH(l, pick(s.rng, "Telehealth Consent", "Consent for Video Visits", "Consent to Psychotherapy"))
	s.tellH(l, "I, ", s.pt(), ", born ", s.dob(), ", agree to receive care from ", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred+", by video or telephone.")
	for _, p := range [][]any{{"I understand that video can fail and that I may be asked to come to the office instead. I will be in the state of ", s.patient.state + " during each visit."}, {"If I have an emergency I will call 911. My local contact is ", s.rel(s.kin), " (" + s.relation + "), ", s.telOf(s.kin.cell, chart.PhoneNumber, Relative), "."},
		{"My telephone number is ", s.phone(), ". My file number at the practice is ", s.mrnSeg(), "."}, {"Sessions are not recorded. What I say is confidential, except where the law requires a report."}, {"I may end this consent at any time in writing. Otherwise it lasts until ", s.dateIn(s.dos.AddDate(1, 0, 0), ""), "."}} {
		s.tellH(l, p...)
	}
	s.closeH(l, spoken(s.patient, false), Patient, []any{"Signed"}, s.date(s.dos, chart.SignatureDate))
	s.tellH(l, "Witnessed by ", s.docAs(spoken(s.pcp.person, false)), ".")
}

// hCardDental is a sparse card of a small plan, values left of their words.
func hCardDental(s *sheet) {
	l := s.lettersH(lato, latoBold, 9, 0)
	s.h, s.bottom = 440, 430
	s.page()
	x, y, w, h := 90+s.rng.Float64()*140, 70+s.rng.Float64()*60, 266.0, 164.0
	s.rectIn(x, y, x+w, y+h, 1.2, ink{70, 110, 120})
	s.text(x+14, y+26, l.bold.at(13).inked(ink{40, 100, 110}), s.payerSeg())
	s.text(x+14, y+38, l.tiny, pick(s.rng, "Dental and vision benefits", "Dental Preferred Plan", "Vision Care"))
	for i, r := range []pair{{pick(s.rng, "subscriber", "member", "insured"), []any{s.pt()}}, {strings.ToLower(s.label(chart.MemberID)), []any{s.memberID()}}, {strings.ToLower(s.label(chart.GroupNumber)), []any{s.groupNo()}}, {"coverage from", []any{s.date(day(1, 1), "")}}} {
		yy := y + 64 + 19*float64(i)
		end := s.text(x+14, yy, l.bold.at(10.5), r.value...)
		s.text(max(end+8, x+160), yy, l.tiny, r.label)
	}
	s.text(x+14, y+h-24, l.tiny, "Annual maximum $1,500    Deductible $50")
	s.text(x+14, y+h-12, l.tiny, "Verify: ", s.phoneE(s.lab.phone), "   ", seg{text: s.lab.web, kind: chart.URL, whose: Facility})
}

// hCardFund is a fund's paper card, typed in boxes.
func hCardFund(s *sheet) {
	l := s.lettersH(serif, serifBold, 9, 0)
	s.page()
	x, y, w, h := 80+s.rng.Float64()*160, 90+s.rng.Float64()*260, 280.0, 168.0
	s.rect(x, y, x+w, y+h, .8)
	s.rect(x+3, y+3, x+w-3, y+h-3, .4)
	s.textMid(x+w/2, y+20, l.bold.at(12), s.payerSeg())
	s.textMid(x+w/2, y+31, l.tiny, "MEDICAL - HOSPITAL - PRESCRIPTION")
	v := style{font: courier, size: 9.5}
	box := func(dx, dy, bw float64, label string, value ...any) {
		s.rect(x+dx, y+dy, x+dx+bw, y+dy+25, .4)
		s.text(x+dx+3, y+dy+7, l.tiny.at(6), label)
		s.textIn(x+dx+6, x+dx+bw-4, y+dy+20, v, value...)
	}
	box(10, 40, 170, pick(s.rng, "PARTICIPANT", "MEMBER", "NAME"), s.pt())
	box(180, 40, 90, pick(s.rng, "DATE OF BIRTH", "BIRTH DATE"), s.dob())
	box(10, 65, 170, strings.ToUpper(s.label(chart.MemberID)), s.memberID())
	box(180, 65, 90, strings.ToUpper(s.label(chart.GroupNumber)), s.groupNo())
	box(10, 90, 170, "DEPENDENT", s.rel(s.kin))
	box(180, 90, 90, "EFFECTIVE", s.date(s.now.AddDate(0, -7, 0), ""))
	s.text(x+12, y+130, l.tiny, "Fund office ", s.phoneE(s.clinic.phone), "   Claims: ", geo("P.O. Box "+digits(s.rng, 3), Facility), ", ", s.cityE(s.lab))
	s.text(x+12, y+143, l.tiny, "Office visit $15   Hospital $100   Generic $5   Brand $25")
	s.text(x+12, y+156, l.tiny, "Card must be shown with a photo identification.")
}

// hIDBadge is an employee's or student's badge, upright.
func hIDBadge(s *sheet) {
	l := s.lettersH(lato, latoBold, 10, 0)
	s.page()
	x, y, w, h := 120+s.rng.Float64()*180, 90+s.rng.Float64()*160, 204.0, 320.0
	s.rectIn(x, y, x+w, y+h, 1, ink{60, 60, 60})
	s.bar(x+w/2-18, y+8, x+w/2+18, y+14, ink{210, 210, 210})
	s.textMid(x+w/2, y+34, l.bold.at(11), pick(s.rng, "COUNTY COMMUNITY COLLEGE", "VETERAN HEALTH IDENTIFICATION", "TRANSIT AUTHORITY"))
	s.photo(x+w/2-48, y+46, 96, 122)
	name := s.pt()
	name.text = spoken(s.patient, false)
	s.textMid(x+w/2, y+186, l.bold.at(13), name)
	s.textMid(x+w/2, y+200, l.tiny.at(8.5), pick(s.rng, "STUDENT", "SERVICE CONNECTED", "EMPLOYEE"))
	for i, r := range []pair{{"ID", []any{s.id(digits(s.rng, 9), "", chart.OtherID)}}, {"Born", []any{s.dob()}}, {"Sex", []any{s.sex(false)}}, {"Valid thru", []any{s.date(s.now.AddDate(2, 0, 0), "")}}} {
		yy := y + 222 + 16*float64(i)
		s.text(x+36, yy, l.tiny.at(8.5), r.label)
		s.textIn(x+92, x+w-8, yy, l.bold, r.value...)
	}
	s.symbol(code39, x+22, y+h-34, 160, 22, digits(s.rng, 8))
}

// hIDCity is a city's or nation's card, photographed with its signature.
func hIDCity(s *sheet) {
	l := s.lettersH(humanist, humanBold, 10.5, 0)
	s.h, s.bottom = 460, 450
	s.page()
	x, y, w, h := 80+s.rng.Float64()*120, 60+s.rng.Float64()*60, 336.0, 210.0
	s.bar(x, y, x+w, y+h, ink{238, 244, 238})
	s.rectIn(x, y, x+w, y+h, 1, ink{70, 100, 80})
	s.textMid(x+w/2, y+22, l.bold.at(14), "CITY OF ", geo(strings.ToUpper(s.patient.city), Patient))
	s.textMid(x+w/2, y+35, l.txt.at(9), pick(s.rng, "Municipal Identification", "Resident Identification / Identificación", "Community ID"))
	s.photo(x+w-100, y+46, 88, 112)
	p := s.patient
	name := s.pt()
	name.text = listed(p)
	n := s.inParts(name, p.last, strings.TrimSpace(p.first+" "+p.middle))
	a := s.inParts(s.addr(), p.street, p.cityLine())
	for i, r := range []pair{{"Last name", []any{n[0]}}, {"First name", []any{n[1]}}, {"Birth date", []any{s.dob()}}, {"Sex", []any{s.sex(true)}}, {"Address", []any{a[0]}}, {"", []any{a[1]}}, {"Number", []any{s.id("M"+digits(s.rng, 7), "", chart.OtherID)}}, {"Expires", []any{s.date(s.now.AddDate(3, 1, 0), "")}}} {
		yy := y + 58 + 14.5*float64(i)
		s.text(x+12, yy, l.tiny, r.label)
		s.textIn(x+62, x+w-106, yy, l.bold, r.value...)
	}
	s.autograph(x+w-104, y+186, 90, spoken(p, false), Patient, "")
	s.line(x+w-108, y+191, x+w-10, y+191, .4, ink{120, 120, 120})
	s.text(x+w-108, y+199, l.tiny.at(6), "Signature / Firma")
	s.symbol(qrCode, x+12, y+h-32, 24, 24, "C"+digits(s.rng, 6))
}
