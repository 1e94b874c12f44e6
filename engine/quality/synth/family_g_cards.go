package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// gCardMedicare is the government's card, in two languages.
func gCardMedicare(s *sheet) {
	l := s.lettersG(lato, latoBold, 9)
	s.h, s.bottom = 480, 470
	s.page()
	s.payer = "Medicare"
	x, y, w, h := 110+s.rng.Float64()*100, 70.0, 300.0, 186.0
	s.bar(x, y, x+w, y+38, ink{30, 60, 130})
	s.text(x+14, y+25, l.bold.at(17).inked(ink{255, 255, 255}), s.upE(s.payerSeg(), s.payer), " HEALTH INSURANCE")
	s.bar(x, y+h-16, x+w, y+h, ink{180, 40, 50})
	s.rectIn(x, y, x+w, y+h, .8, ink{90, 90, 90})
	s.text(x+14, y+56, l.tiny, "Name/Nombre")
	s.textIn(x+14, x+w-12, y+70, l.bold.at(12), s.upE(s.pt(), spoken(s.patient, false)))
	s.text(x+14, y+90, l.tiny, "Medicare Number/Número de Medicare")
	s.text(x+14, y+104, l.bold.at(12), s.memberID())
	s.text(x+14, y+124, l.tiny, "Entitled to/Con derecho a")
	s.text(x+170, y+124, l.tiny, "Coverage starts/Cobertura empieza")
	from := s.dateAs(s.patient.dob.AddDate(65, 0, 0), "01-02-2006")
	if s.age < 66 {
		from = s.dateAs(s.now.AddDate(-1-s.age%7, 0, 0), "01-02-2006")
	}
	for i, t := range []string{"HOSPITAL  (PART A)", "MEDICAL   (PART B)"} {
		s.text(x+14, y+138+14*float64(i), l.bold.at(10), t)
		s.text(x+170, y+138+14*float64(i), l.bold.at(10), from)
	}
	y += h + 36
	s.rectIn(x, y, x+w, y+100, .8, ink{90, 90, 90})
	s.block(x+14, y+20, w-28, l.txt.at(8), "You may be asked to show this card when you get health care services. Only give your personal Medicare information to health care providers, your insurers or people you trust. WARNING: intentionally misusing this card may be considered fraud.")
	s.text(x+14, y+82, l.txt.at(8), "Call 1-800-MEDICARE (TTY 1-877-486-2048)")
}

// gCardPayer is a national payer's card: values over captions, copays in a strip, the back beside the front.
func gCardPayer(s *sheet) {
	l := s.lettersG(vera, veraBold, 8)
	s.w, s.h, s.bottom = 660, 420, 410
	s.right = s.w - 40
	s.page()
	x, y, w, h := 36.0, 80.0, 286.0, 182.0
	s.rectIn(x, y, x+w, y+h, .8, ink{120, 120, 120})
	s.disc(x+26, y+24, 11, l.tone, y+h)
	s.textIn(x+44, x+w-8, y+28, l.bold.at(12).inked(l.tone), s.payerSeg())
	over := func(dx, dy, x1 float64, value any, caption string) {
		s.textIn(x+dx, x+x1, y+dy, l.bold.at(9.5), list(value)...)
		s.text(x+dx, y+dy+8.5, l.tiny.at(6), caption)
	}
	over(14, 58, w-10, s.pt(), pick(s.rng, "MEMBER", "SUBSCRIBER NAME", "MEMBER NAME"))
	over(14, 84, 150, s.memberID(), strings.ToUpper(s.label(chart.MemberID)))
	over(160, 84, w-8, s.groupNo(), strings.ToUpper(s.label(chart.GroupNumber)))
	over(14, 110, 150, s.date(day(1, 1), ""), "EFFECTIVE")
	over(160, 110, w-8, s.plan, "PLAN")
	if s.coin(.5) {
		over(14, 136, 180, []any{s.doc(s.pcp, chart.ProviderName), ", " + s.pcp.cred}, "PRIMARY CARE")
	}
	s.bar(x, y+h-24, x+w, y+h, ink{232, 236, 240})
	s.textIn(x+10, x+w-6, y+h-9, l.txt.at(7.5), fmt.Sprintf("Copays  PCP $%d | SPC $%d | UC $%d | ER $%d", 10+5*s.rng.IntN(5), 30+5*s.rng.IntN(6), 50, 150+50*s.rng.IntN(4)))
	x += w + 18
	s.rectIn(x, y, x+w, y+h, .8, ink{120, 120, 120})
	s.bar(x, y+12, x+w, y+34, ink{40, 40, 40})
	yy := y + 50
	for _, p := range [][]any{{"RxBIN 004336   RxPCN ADV   RxGRP " + digits(s.rng, 4)}, {"Member Services: ", s.phoneE(s.lab.phone)}, {"Providers: ", s.phoneE(s.hospital.phone), "  |  ", seg{text: s.lab.web, kind: chart.URL, whose: Facility}}, {"Send claims to: ", geo("PO Box "+digits(s.rng, 5), Facility), ", ", s.cityE(s.lab)}, {"EDI payer " + digits(s.rng, 5)}, {"Precertification is required for inpatient stays."}} {
		s.textIn(x+12, x+w-8, yy, l.txt.at(7.8), p...)
		yy += 15
	}
	s.symbol(qrCode, x+w-52, y+h-52, 42, 42, "RX"+alnum(s.member)+"|"+alnum(s.group))
}

// gPassport is the page of a passport with its lines for machines.
func gPassport(s *sheet) {
	l := s.lettersG(sans, sansBold, 10)
	s.h, s.bottom = 520, 510
	s.page()
	x, y, w, h := 60+s.rng.Float64()*60, 60.0, 430.0, 300.0
	s.bar(x, y, x+w, y+h, ink{240, 243, 248})
	s.rectIn(x, y, x+w, y+h, .8, ink{120, 130, 150})
	s.text(x+16, y+22, l.bold.at(13).inked(ink{30, 50, 110}), "UNITED STATES OF AMERICA")
	s.text(x+16, y+36, l.tiny, "Passport Card / Tarjeta de pasaporte")
	s.photo(x+16, y+50, 108, 140)
	p, up := s.patient, strings.ToUpper
	name := s.pt()
	name.text = up(listed(p))
	n := s.inParts(name, up(p.last), up(strings.TrimSpace(p.first+" "+p.middle)))
	no := s.id("C"+digits(s.rng, 8), "", chart.OtherID)
	v := l.bold.at(10.5)
	for i, r := range []pair{{"Surname / Apellidos", []any{n[0]}}, {"Given Names / Nombres", []any{n[1]}}, {"Date of Birth / Fecha de nacimiento", []any{s.dob()}}, {"Sex / Sexo", []any{s.sex(false)}}, {"Place of Birth / Lugar de nacimiento", []any{geo(up(p.state)+", U.S.A.", Patient)}}} {
		yy := y + 58 + float64(i)*27
		s.text(x+142, yy, l.tiny.at(6.5), r.label)
		s.textIn(x+142, x+300, yy+12, v, r.value...)
	}
	for i, r := range []pair{{"Passport Card no.", []any{no}}, {"Nationality", []any{"USA"}}, {"Issued On", []any{s.date(s.now.AddDate(-3, 2, 0), "")}}, {"Expires On", []any{s.date(s.now.AddDate(7, 2, 0), "")}}} {
		yy := y + 58 + float64(i)*27
		s.text(x+318, yy, l.tiny.at(6.5), r.label)
		s.textIn(x+318, x+w-8, yy+12, v, r.value...)
	}
	s.autograph(x+20, y+214, 100, spoken(p, false), Patient, "")
	st := style{font: courier, size: 12.5}
	fill := func(t string, n int) string { return (t + strings.Repeat("<", n))[:n] }
	bare := func(t string) string { return fold(t) }
	line1 := fill("IPUSA"+no.text, 30)
	line3 := fill(bare(p.last)+"<<"+bare(p.first)+"<"+bare(p.middle), 30)
	s.text(x+40, y+246, st, s.id(line1, "", chart.OtherID))
	s.text(x+40, y+264, st, s.id(fill(p.dob.Format("060102")+"7"+pick2(p.female, "F", "M")+s.now.AddDate(7, 2, 0).Format("060102")+"4USA", 30), "", chart.OtherID))
	s.text(x+40, y+282, st, s.ptAs(line3))
	s.text(x, y+h+30, l.txt.at(8.5), "Photocopy for registration. Verified by ", s.docAs(s.referrer.first), ", Patient Access")
}

// gLicence is a licence with the numbered items of its standard.
func gLicence(s *sheet) {
	l := s.lettersG(lato, latoBold, 10)
	s.page()
	x, y, w, h := 70+s.rng.Float64()*130, 80+s.rng.Float64()*240, 320.0, 202.0
	s.bar(x, y, x+w, y+h, ink{243, 240, 234})
	s.rectIn(x, y, x+w, y+h, 1, ink{100, 100, 100})
	s.text(x+12, y+22, l.bold.at(15).inked(l.tone), titled(stateNames[s.patient.state]))
	s.textRight(x+w-12, y+15, l.bold.at(8), pick(s.rng, "DRIVER'S LICENSE", "ENHANCED DRIVER LICENSE", "IDENTIFICATION CARD"))
	s.textRight(x+w-12, y+25, l.tiny, "USA")
	s.photo(x+12, y+34, 86, 112)
	p, up := s.patient, strings.ToUpper
	name := s.pt()
	name.text = up(listed(p))
	n := s.inParts(name, up(p.last), up(strings.TrimSpace(p.first+" "+p.middle)))
	ad := s.addr()
	ad.text = up(ad.text)
	a := s.inParts(ad, up(p.street), up(p.cityLine()))
	item := func(dx, dy float64, no string, v style, part any) {
		e := s.text(x+dx, y+dy, l.tiny.at(6.2), no)
		s.textIn(e+4, x+w-8, y+dy, v, part)
	}
	v := l.bold.at(9.5)
	item(108, 46, "4d DLN", v.inked(ink{150, 30, 30}), s.id(pick(s.rng, "D", "W", "")+digits(s.rng, 8), "", chart.LicenseNumber))
	item(108, 60, "3 DOB", v, s.dob())
	item(220, 60, "4b EXP", v, s.date(s.now.AddDate(4, 1, 0), ""))
	item(108, 76, "1", v.at(11), n[0])
	item(108, 90, "2", v.at(11), n[1])
	item(108, 106, "8", l.txt.at(9), a[0])
	s.textIn(x+115, x+w-8, y+117, l.txt.at(9), a[1])
	item(108, 134, "15 SEX", v, s.sex(false))
	item(164, 134, "16 HGT", v, fmt.Sprintf("5'-%02d\"", s.rng.IntN(12)))
	item(236, 134, "18 EYES", v, pick(s.rng, "HAZ", "BRO", "BLU"))
	item(108, 150, "4a ISS", v, s.date(s.now.AddDate(-1, 1, 0), ""))
	item(220, 150, "9 CLASS", v, "C")
	item(108, 165, "5 DD", l.txt.at(8), s.otherID(digits(s.rng, 10)))
	item(220, 165, "12 RESTR", l.txt.at(8), pick(s.rng, "NONE", "B", "A"))
	s.autograph(x+14, y+190, 110, spoken(p, false), Patient, "")
	s.symbol(code128, x+w-140, y+h-28, 126, 18, digits(s.rng, 10))
}

// gFaxAuto is the cover that a record's fax server makes.
func gFaxAuto(s *sheet) {
	l := s.lookG(11)
	s.left, s.right = 60, s.w-60
	s.page()
	s.text(s.left, s.y+20, l.bold.at(30), "FAX")
	s.textRight(s.right, s.y+6, l.bold, s.facility(s.clinic))
	s.textRight(s.right, s.y+20, l.tiny.at(9), s.roadE(s.clinic), ", ", s.cityE(s.clinic))
	s.line(s.left, s.y+32, s.right, s.y+32, 2, l.tone)
	s.y += 44
	s.threeG(l, []string{"Recipient", "Sender"}, []pair{{"To", s.mdE(s.referrer, "")}, {"Organization", []any{s.siteName(s.hospital)}}, {"Fax", []any{s.faxE(s.hospital.fax)}}, {"Phone", []any{s.phoneE(s.hospital.phone)}}},
		[]pair{{"From", s.mdE(s.pcp, chart.ProviderName)}, {"Fax", []any{s.faxE(s.clinic.fax)}}, {"Call back", []any{s.phoneE(s.clinic.phone)}}, {"Sent", []any{s.date(s.dos, ""), " " + s.timeE()}}})
	s.inlineG(l, 24, pair{"Pages (with cover)", []any{fmt.Sprint(2 + s.rng.IntN(30))}}, pair{"Patient", []any{s.pt()}}, s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.MRN, s.mrnSeg()))
	s.y += 16
	s.text(s.left, s.y, l.bold, "Message:")
	s.sayG(l, 0, pick(s.rng, "Please see the attached order and visit note.", "Results and referral attached for your review."), " Return calls about ", s.ptAs(s.title(s.patient)+" "+s.patient.last), " may be directed to ", s.docAs(pick(s.rng, givenF...)), ", RN.")
	s.y = s.h - 140
	s.sayG(lookG{txt: l.tiny.at(8.2)}, 0, "CONFIDENTIALITY: The documents accompanying this transmission contain health information protected by law and intended only for the recipient named above. If you received this in error, notify the sender immediately and arrange for the return or destruction of these documents. Transmission ID "+digits(s.rng, 9)+".")
}

// gFaxRecords is the cover of a release of information vendor.
func gFaxRecords(s *sheet) {
	l := s.lookG(10)
	s.page()
	s.bar(s.left, s.y-16, s.right, s.y+14, l.tone)
	s.text(s.left+10, s.y+5, l.bold.at(15).inked(ink{255, 255, 255}), pick(s.rng, "Fax Cover: Medical Records", "RECORDS FAX TRANSMITTAL", "Facsimile Cover Page"))
	s.y += 36
	s.text(s.left, s.y, l.bold, s.facility(s.hospital))
	s.text(s.left, s.y+13, l.txt, "Health Information Management, ", s.roadE(s.hospital), ", ", s.cityE(s.hospital))
	s.y += 22
	w := s.wide()
	s.ledger(ledger{x: s.left, head: l.bold, cell: l.txt, pad: 4, ways: "b", cols: []col{{"", w * .22, false}, {"", w * .78, false}}}, [][]any{{"TO", s.mdE(s.referrer, "")}, {"FAX NUMBER", s.faxE(s.lab.fax)}, {"FROM", s.mdE(s.attending, chart.ProviderName)}, {"PHONE", s.phoneE(s.hospital.phone)}, {"DATE", s.date(s.dos, "")}, {"PATIENT", s.pt()}, {strings.ToUpper(s.label(chart.DateOfBirth)), s.dob()}, {strings.ToUpper(s.label(chart.MRN)), s.mrnSeg()}, {"REQUEST ID", s.otherID(digits(s.rng, 8))}, {"TOTAL PAGES", fmt.Sprint(3 + s.rng.IntN(90))}})
	kind := pick(s.rng, tickX, tickCheck, tickType)
	s.y += 10
	for i, t := range []string{"Continuing care", "Disability", "Legal", "Payment", "Audit", "Personal use"} {
		s.choose(kind, s.left+float64(i%3)*170, s.y, l.txt, i == s.dos.Day()%6, t)
		if i%3 == 2 {
			s.y += 18
		}
	}
	s.y += 10
	s.sayG(l, 0, "This information has been disclosed to you from records whose confidentiality is protected by federal law (42 CFR part 2). Further disclosure without written consent is prohibited. If pages are missing call ", s.docAs(pick(s.rng, givenF...)), " at ", s.phoneE(s.lab.phone), ".")
	s.symbol(code128, s.left, s.h-90, 170, 24, "ROI"+digits(s.rng, 8))
}
