package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// iCardUnder is a plan's card, front over back, every value above its caption.
func iCardUnder(s *sheet) {
	l := s.lettersI(grotesk, grotBold, 8.6)
	s.h, s.bottom = 560, 550
	s.page()
	x, y, w, h := 60+s.rng.Float64()*180, 50+s.rng.Float64()*20, 292.0, 186.0
	s.rectIn(x, y, x+w, y+h, 1, ink{110, 110, 110})
	s.bar(x, y, x+w, y+36, l.tone)
	s.textIn(x+12, x+w-80, y+23, l.bold.at(13).inked(ink{255, 255, 255}), s.payerSeg())
	s.textRight(x+w-10, y+22, l.txt.at(8).inked(ink{255, 255, 255}), pick(s.rng, "PPO", "EPO", "Open Access", "Bronze 60"))
	under := func(dx, dy, x1 float64, caption string, v ...any) {
		s.textIn(x+dx, x+x1, y+dy, l.bold.at(10), v...)
		s.text(x+dx, y+dy+8, l.tiny.at(6.2), caption)
	}
	under(12, 58, w-10, pick(s.rng, "Member Name", "Subscriber", "Name of Insured", "Cardholder"), s.pt())
	under(12, 84, 150, s.label(chart.MemberID), s.memberID())
	under(160, 84, w-8, s.label(chart.GroupNumber), s.groupNo())
	under(12, 110, 90, "Effective", s.date(day(1, 1), ""))
	under(100, 110, 180, "Rx BIN / PCN", "610502 / ", pick(s.rng, "MCD", "ADV", "CLA"))
	if s.coin(.6) {
		under(190, 110, w-8, "Date of birth", s.dob())
	}
	if s.coin(.5) {
		under(12, 136, w-90, "Primary care physician", s.mdE(s.pcp, chart.ProviderName)...)
	}
	s.line(x+8, y+h-34, x+w-8, y+h-34, .5, ink{160, 160, 160})
	for i, t := range [][2]string{{fmt.Sprintf("$%d", 15+5*s.rng.IntN(5)), "Office"}, {fmt.Sprintf("$%d", 40+5*s.rng.IntN(5)), "Specialist"}, {"$75", "Urgent"}, {fmt.Sprintf("%d%%", 10*(1+s.rng.IntN(3))), "Coinsurance"}} {
		s.textMid(x+40+70*float64(i), y+h-19, l.bold.at(9), t[0])
		s.textMid(x+40+70*float64(i), y+h-9, l.tiny.at(6.2), t[1])
	}
	y += h + 24
	s.rectIn(x, y, x+w, y+h-20, 1, ink{110, 110, 110})
	for i, r := range [][]any{{"Present this card when you receive care. It does not guarantee coverage."}, {"Customer care  ", s.phoneE(s.lab.phone), "   24-hour nurse  ", s.phoneE(s.hospital.phone)}, {"Provider line  ", s.phoneE(s.clinic.phone)}, {"Medical claims: ", geo("PO Box "+digits(s.rng, 5), Facility), ", ", s.cityE(s.lab)}, {"Payer ID " + digits(s.rng, 5)}, {webI(s.lab)}} {
		s.textIn(x+12, x+w-10, y+24+17*float64(i), l.txt.at(7.8), r...)
	}
}

// webI is the web address of a house.
func webI(h site) seg { return seg{text: h.web, kind: chart.URL, whose: Facility} }

// iCardMedicaid is a state's plastic card: labels ended at a line, values begun behind it.
func iCardMedicaid(s *sheet) {
	l := s.lettersI(web, webBold, 9)
	s.h, s.bottom = 430, 420
	s.page()
	s.payer = titled(stateNames[s.patient.state]) + pick(s.rng, " Medicaid", " Health Choice", " Family Care")
	x, y, w, h := 70+s.rng.Float64()*150, 60+s.rng.Float64()*70, 310.0, 194.0
	s.bar(x, y, x+w, y+h, ink{246, 243, 232})
	s.rectIn(x, y, x+w, y+h, .8, ink{120, 100, 60})
	s.textMid(x+w/2, y+20, l.bold.at(10), strings.ToUpper("State of "+titled(stateNames[s.patient.state])))
	s.textMid(x+w/2, y+35, l.bold.at(13).inked(l.tone), s.payerSeg())
	s.line(x+10, y+42, x+w-10, y+42, 1, l.tone)
	edge := x + 112.0
	for i, r := range []pair{{pick(s.rng, "Name", "Member", "Recipient"), []any{s.pt()}}, {pick(s.rng, "ID No.", "Medicaid ID", "Recipient ID"), []any{s.memberID()}}, {pick(s.rng, "Birth date", "DOB"), []any{s.dob()}}, {"Sex", []any{s.sex(false)}}, {"Group", []any{s.groupNo()}}, {"PCP", s.mdE(s.pcp, chart.ProviderName)}, {"PCP phone", []any{s.phoneE(s.clinic.phone)}}, {"Card issued", []any{s.date(s.now.AddDate(0, -4, 0), "")}}} {
		yy := y + 58 + 15.2*float64(i)
		s.textRight(edge-6, yy, l.txt.at(8).inked(ink{80, 80, 80}), r.label)
		s.textIn(edge+2, x+w-8, yy, l.bold.at(9.4), r.value...)
	}
	s.symbol(qrCode, x+w-52, y+50, 40, 40, "ID"+alnum(s.member))
	s.text(x+10, y+h-6, l.tiny.at(6.4), "Misuse is a crime. Transportation and questions: ", s.phoneE(s.lab.phone))
}

// iIDLicence is a licence whose items are numbered and spelled out over their values.
func iIDLicence(s *sheet) {
	l := s.lettersI(humanist, humanBold, 10)
	s.page()
	x, y, w, h := 60+s.rng.Float64()*120, 70+s.rng.Float64()*200, 350.0, 222.0
	s.bar(x, y, x+w, y+h, ink{240, 245, 248})
	s.rectIn(x, y, x+w, y+h, 1, ink{90, 90, 90})
	s.bar(x, y, x+w, y+24, l.tone)
	s.text(x+12, y+17, l.bold.at(15).inked(ink{255, 255, 255}), stateNames[s.patient.state])
	s.textRight(x+w-10, y+16, l.bold.at(8.5).inked(ink{255, 255, 255}), pick(s.rng, "DRIVER LICENSE", "DRIVER'S LICENSE", "OPERATOR'S LICENSE", "IDENTIFICATION"))
	s.photo(x+w-104, y+32, 92, 118)
	p, up := s.patient, strings.ToUpper
	name := s.pt()
	name.text = up(listed(p))
	n := s.inParts(name, up(p.last), up(strings.TrimSpace(p.first+" "+p.middle)))
	ad := s.addr()
	ad.text = up(ad.text)
	a := s.inParts(ad, up(p.street), up(p.cityLine()))
	item := func(dx, dy, x1 float64, caption string, v ...any) {
		s.text(x+dx, y+dy, l.tiny.at(6), caption)
		s.textIn(x+dx, x+x1, y+dy+10.5, l.bold.at(10.5), v...)
	}
	item(12, 36, 130, "4d LICENSE NO.", s.id(pick(s.rng, "S", "", "K")+digits(s.rng, 4)+"-"+digits(s.rng, 5), "", chart.LicenseNumber))
	item(136, 36, 236, "9 CLASS", pick(s.rng, "D", "C", "M"))
	item(12, 60, 236, "1 FAMILY NAME", n[0])
	item(12, 84, 236, "2 GIVEN NAMES", n[1])
	item(12, 108, 236, "8 ADDRESS", a[0])
	s.textIn(x+12, x+236, y+130, l.bold.at(10.5), a[1])
	item(12, 144, 80, "3 DATE OF BIRTH", s.dob())
	item(92, 144, 130, "15 SEX", s.sex(false))
	item(130, 144, 176, "16 HEIGHT", fmt.Sprintf("5'-%02d\"", s.rng.IntN(12)))
	item(180, 144, 236, "18 EYES", pick(s.rng, "BLK", "BRN", "GRY"))
	item(12, 170, 84, "4a ISSUED", s.date(s.now.AddDate(-1, -2, 0), ""))
	item(92, 170, 170, "4b EXPIRES", s.date(s.now.AddDate(3, -2, 0), ""))
	item(176, 170, 240, "12 RESTRICTIONS", pick(s.rng, "NONE", "B"))
	s.autograph(x+16, y+h-8, 120, spoken(p, false), Patient, "")
	s.text(x+w-104, y+h-40, l.tiny.at(6), "5 DOCUMENT DISCRIMINATOR")
	s.text(x+w-104, y+h-31, l.txt.at(7.6), s.otherID(digits(s.rng, 14)))
	s.textIn(x+w-104, x+w-6, y+h-12, l.tiny.at(6.6), pick(s.rng, "ORGAN DONOR", "VETERAN", "DD "+digits(s.rng, 4)))
}

// iIDMilitary is an identification card of a government: captions below, in capitals.
func iIDMilitary(s *sheet) {
	l := s.lettersI(cond, condBold, 10)
	s.h, s.bottom = 470, 460
	s.page()
	x, y, w, h := 80+s.rng.Float64()*130, 60+s.rng.Float64()*60, 330.0, 208.0
	s.rectIn(x, y, x+w, y+h, 1, ink{60, 60, 60})
	s.bar(x, y, x+w, y+20, ink{228, 222, 206})
	s.text(x+10, y+14, l.bold.at(10.5), pick(s.rng, "UNIFORMED SERVICES IDENTIFICATION", "PERMANENT RESIDENT CARD", "TRIBAL ENROLLMENT CARD", "CONCEALED IDENTITY NOT PERMITTED - STATE ID"))
	s.photo(x+10, y+30, 90, 116)
	name := s.pt()
	under := func(dx, dy, x1 float64, caption string, v ...any) {
		s.textIn(x+dx, x+x1, y+dy, l.bold.at(11), v...)
		s.line(x+dx, y+dy+2.5, x+x1-6, y+dy+2.5, .4, ink{150, 150, 150})
		s.text(x+dx, y+dy+9.5, l.tiny.at(6.4), caption)
	}
	under(112, 42, w-6, "NAME", name)
	under(112, 68, 220, "DATE OF BIRTH", s.dob())
	under(224, 68, w-6, "SEX", s.sex(s.coin(.3)))
	under(112, 94, 220, pick(s.rng, "CARD NUMBER", "ID NUMBER", "USCIS NO.", "ENROLLMENT NO."), s.id(digits(s.rng, 3)+"-"+digits(s.rng, 3)+"-"+digits(s.rng, 3), "", chart.OtherID))
	under(224, 94, w-6, pick(s.rng, "CATEGORY", "STATUS", "RELATIONSHIP"), pick(s.rng, "DEP", "IR1", "SELF"))
	under(112, 120, 220, "ISSUED", s.date(s.now.AddDate(-2, 3, 0), ""))
	under(224, 120, w-6, "EXPIRES", s.date(s.now.AddDate(2, 3, 0), ""))
	p := s.patient
	a := s.inParts(s.addr(), p.street, p.cityLine())
	under(112, 146, w-6, "RESIDENCE", a[0], ", ", a[1])
	s.autograph(x+16, y+170, 84, spoken(p, false), Patient, "")
	s.pdf417(x+112, y+164, w-126, 32, "@ID "+alnum(p.last)+" "+p.dob.Format("20060102"))
	s.text(x, y+h+26, l.txt.at(8.5), "Copied at registration by ", s.docAs(s.referrer.first), ".  Original returned.")
}

// iFaxBoxes is a cover of ruled boxes, a word in the corner of each.
func iFaxBoxes(s *sheet) {
	l := s.filledI(s.lookI(11), .5)
	s.left, s.right = 54, s.w-54
	s.page()
	s.text(s.left, s.y+14, l.bold.at(24), pick(s.rng, "Fax Transmission", "FAX COVER SHEET", "Facsimile"))
	s.text(s.left, s.y+32, l.txt, s.facility(s.clinic))
	s.text(s.left, s.y+45, l.tiny.at(8.5), s.roadE(s.clinic), ", ", s.cityE(s.clinic))
	s.y += 58
	h := 40.0
	row := func(cells ...boxI) {
		s.spreadI(s.left, s.right, cells, func(x, x1 float64, c boxI) {
			s.rectIn(x, s.y, x1, s.y+h, 1, ink{50, 50, 50})
			s.text(x+5, s.y+11, l.tiny.at(8).inked(ink{70, 70, 70}), c.label)
			s.textIn(x+12, x1-6, s.y+h-9, l.value.at(l.value.size*1.1), c.value...)
		})
		s.y += h
	}
	row(bi(2, "To", s.mdE(s.referrer, "")...), bi(1, "Date", s.date(s.dos, "")))
	row(bi(2, "Company / department", s.siteName(s.hospital)), bi(1, "Number of pages", fmt.Sprint(2+s.rng.IntN(20))))
	row(bi(1, "Their fax", s.faxE(s.hospital.fax)), bi(1, "Their phone", s.phoneE(s.hospital.phone)))
	row(bi(2, "From", s.mdE(s.pcp, chart.ProviderName)...), bi(1, "Time", s.timeE()))
	row(bi(1, "Our fax", s.faxE(s.clinic.fax)), bi(1, "Our phone", s.phoneE(s.clinic.phone)))
	row(bi(2, pick(s.rng, "Regarding (patient)", "Patient", "Subject patient"), s.pt()), bi(1, s.label(chart.DateOfBirth), s.dob()), bi(1, s.label(chart.MRN), s.mrnSeg()))
	s.rectIn(s.left, s.y, s.right, s.y+130, 1, ink{50, 50, 50})
	s.text(s.left+5, s.y+11, l.tiny.at(8), "Message")
	s.block(s.left+12, s.y+32, s.wide()-24, l.value.at(l.value.size), pick(s.rng, "Records you asked for are attached.", "New consult, please schedule within two weeks.", "Please sign and return the last page."), " Call ", s.docAs(pick(s.rng, givenF...)), " with questions.")
	s.y += 152
	kind := pick(s.rng, tickCheck, tickCross, tickFilled)
	x := s.left
	for i, t := range []string{"Urgent", "For review", "Please reply", "Original to follow by mail"} {
		x = s.choose(kind, x, s.y, l.txt, i == 1+s.dos.Day()%3, t) + 22
	}
	s.y = s.h - 96
	s.para(s.left, s.wide(), l.tiny.at(8), "This fax holds protected health information (45 CFR 160 and 164). If it reached you by mistake, call the number above collect and shred every page. Sender's log no. "+digits(s.rng, 5)+".")
}

// iFaxMemo is a memorandum that goes by fax: capitals and colons down the left side.
func iFaxMemo(s *sheet) {
	l := s.lettersI(mono, mono, 11)
	if s.coin(.5) {
		l = s.lookI(12)
	}
	s.left, s.right = 72, s.w-72
	s.page()
	s.text(s.left, s.y, l.txt.at(8.5), s.date(s.dos, ""), " "+s.timeE()+"   FROM: ", s.faxE(s.clinic.fax), "   P. 1/"+fmt.Sprint(2+s.rng.IntN(12)))
	s.textMid(s.w/2, s.y+44, l.bold.at(16), s.facility(s.clinic))
	s.textMid(s.w/2, s.y+66, l.bold.at(13), pick(s.rng, "FAX MEMORANDUM", "TELEFAX", "MEMO BY FAX"))
	s.line(s.left, s.y+80, s.right, s.y+80, 1.5, ink{})
	s.y += 108
	for _, r := range []pair{{"TO:", s.mdE(s.referrer, "")}, {"", []any{s.siteName(s.hospital), ", fax ", s.faxE(s.hospital.fax)}}, {"FROM:", s.mdE(s.pcp, chart.ProviderName)}, {"", []any{"tel. ", s.phoneE(s.clinic.phone)}}, {"RE:", []any{s.pt(), ",  " + pick(s.rng, "DOB ", "born ", "d.o.b. "), s.dob()}}, {"PAGES:", []any{fmt.Sprint(3 + s.rng.IntN(12)), " with this one"}}} {
		s.text(s.left, s.y, l.bold, r.label)
		s.textIn(s.left+76, s.right, s.y, l.txt, r.value...)
		s.y += 22
	}
	s.line(s.left, s.y, s.right, s.y, .6, ink{})
	s.y += 30
	s.proseI(l, pick(s.rng, "Enclosed please find the consultation and the images report.", "We saw your patient today; the note follows.", "Please find the signed plan of care."), " If any page is missing call ", s.docAs(pick(s.rng, givenM...)), " at extension "+digits(s.rng, 3)+".")
	s.proseI(l, "Thank you for your help with ", s.ptAs(s.title(s.patient)+" "+s.patient.last), ".")
	s.y = s.h - 120
	s.proseI(lookI{txt: l.txt.at(8.5)}, "PRIVILEGED AND CONFIDENTIAL. Unintended recipients must not read, copy or pass on what follows, and are asked to tell the sender at once.")
}
