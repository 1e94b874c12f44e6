package synth

import (
	"fmt"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// chemistH is a pharmacy's name and place.
func (s *sheet) chemistH() site {
	p := s.lab
	p.name = pick(s.rng, namesRenewed...) + pick(s.rng, " Pharmacy", " Drug", " Rx & Gifts", " Apothecary")
	return p
}

// hMedsPharmacy is a pharmacy's profile of a patient: a fill a row.
func hMedsPharmacy(s *sheet) {
	l := s.lookH(9, 0)
	s.meds = some(s.rng, 4+s.rng.IntN(15), medRenewed)
	s.left, s.right = 38, s.w-38
	s.headH(l, s.chemistH(), "")
	s.titleH(l, pick(s.rng, "Patient Medication Profile", "PATIENT PROFILE - MEDICATION LIST", "Prescription Profile"))
	s.text(s.left, s.y, l.txt, s.label(chart.PatientName)+": ", s.pt(), "    "+s.label(chart.DateOfBirth)+": ", s.dob(), "    "+s.label(chart.Sex)+": ", s.sex(false), "    "+s.label(chart.MRN)+": ", s.mrnSeg())
	s.text(s.left, s.y+14, l.txt, "Allergy: ")
	s.text(s.left+56, s.y+14, l.txt, s.allergyH()...)
	s.text(s.left, s.y+28, l.txt, pick(s.rng, "List date: ", "As of: ", "Reviewed on: "), s.date(s.dos, chart.DateOfService), "    "+pick(s.rng, "Primary doctor: ", "Provider: "), s.doc(s.pcp, chart.ProviderName), ", "+s.pcp.cred, "    "+pick2(s.dos.Day()%2 == 0, "Patient tel. ", "Pt. phone: "), s.phone())
	s.y += 38
	s.pageH(l)
	w := s.wide()
	var rows [][]any
	for _, m := range s.meds {
		rows = append(rows, []any{s.otherID(digits(s.rng, 7)), []any{s.medSeg(m).in("medication"), " ", cellOf("dose", m.dose)}, []any{cellOf("route", m.route), ", ", cellOf("frequency", m.freq)}, fmt.Sprint(30 * (1 + s.rng.IntN(3))), s.date(s.dos.AddDate(0, 0, -1-s.rng.IntN(60)), ""), s.docAs(pick(s.rng, s.attending, s.pcp, s.referrer).last)})
	}
	s.ledger(ledger{name: "medications", x: s.left, head: l.bold, cell: l.txt, pad: 2.2, ways: pick(s.rng, "h", "hr", "b", "hz"), cols: []col{{"Rx #", w * .12, false}, {"Drug", w * .28, false}, {pick(s.rng, "Directions", "Sig"), w * .26, false}, {"Qty", w * .07, true}, {"Last filled", w * .15, false}, {"Prescriber", w * .12, false}}}, rows)
	s.tellH(l, fmt.Sprintf("Total prescriptions listed: %d. ", len(rows)), "Pharmacist: ", s.docAs(spoken(s.attending.person, false)), ", RPh")
}

// hMedsHome is the sheet that home care keeps by the telephone, filled by hand.
func hMedsHome(s *sheet) {
	l := s.lookH(10, .9)
	s.headH(l, s.clinic, "")
	s.titleH(l, pick(s.rng, "MEDICATION PROFILE", "My Medicines", "Home Medication Record"))
	s.meds = some(s.rng, 4+s.rng.IntN(9), medRenewed)
	s.blanksH(l, 25, s.fbh(2.3, chart.PatientName, s.pt()), s.fbh(1.4, chart.DateOfBirth, s.dob()), s.fbh(1, chart.MRN, s.mrnSeg()))
	s.blanksH(l, 25, bh(2, pick(s.rng, "Doctor", "Provider", "My doctor"), s.mdE(s.pcp, chart.ProviderName)...), bh(1.2, pick(s.rng, "Updated", "Date of list", "As of"), s.date(s.dos, chart.DateOfService)), bh(1.4, "Helper", s.rel(s.kin)))
	s.blanksH(l, 25, bh(1, s.label(chart.Allergy), s.allergyH()...))
	w := s.wide()
	cols := []col{{pick(s.rng, "Medicine", "Name of medicine", "Drug"), w * .32, false}, {pick(s.rng, "Dose", "Strength"), w * .16, false}, {pick(s.rng, "How taken", "Route", "By"), w * .15, false}, {pick(s.rng, "When", "How often"), w * .23, false}, {"For", w * .14, false}}
	x, top, lead := s.left, s.y-14, 25.0
	for _, c := range cols {
		s.text(x+4, s.y, l.bold, c.head)
		x += c.w
	}
	s.y += lead * .95
	for _, m := range s.meds {
		s.line(s.left, s.y-18, s.right, s.y-18, .5, ink{90, 90, 90})
		x, first := s.left, len(s.marks)
		for i, part := range []any{s.medSeg(m).in("medication"), cellOf("dose", m.dose), cellOf("route", m.route), cellOf("frequency", m.freq), m.for_} {
			s.textIn(x+4, x+cols[i].w-4, s.y, l.value, part)
			x += cols[i].w
		}
		s.gather("medications", first)
		s.y += lead
	}
	s.line(s.left, s.y-18, s.right, s.y-18, .5, ink{90, 90, 90})
	s.rect(s.left, top, s.right, s.y-18, .8)
	x = s.left
	for _, c := range cols[:4] {
		x += c.w
		s.line(x, top, x, s.y-18, .5, ink{90, 90, 90})
	}
	s.closeH(l, spoken(s.pcp.person, false), Provider, []any{"Nurse or physician"}, s.date(s.dos, chart.SignatureDate))
}

// hRxPad is a page off the pad.
func hRxPad(s *sheet) {
	l := s.lookH(9.4, 1)
	s.w, s.h, s.left, s.right, s.bottom, s.top = 400, 520, 28, 372, 505, 42
	s.page()
	s.textMid(s.w/2, s.y, l.bold.at(14), s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred)
	s.textMid(s.w/2, s.y+13, l.tiny.at(8.5), s.facility(s.clinic))
	s.textMid(s.w/2, s.y+24, l.tiny.at(8), s.roadE(s.clinic), ", ", s.cityE(s.clinic))
	s.textMid(s.w/2, s.y+34, l.tiny.at(8), "Tel ", s.phoneE(s.clinic.phone), "   Fax ", s.faxE(s.clinic.fax))
	s.textMid(s.w/2, s.y+44, l.tiny.at(8), "NPI ", s.npi(s.attending), "   DEA ", seg{text: "B" + string(s.attending.last[0]) + digits(s.rng, 7), kind: chart.LicenseNumber, whose: Provider}, "   Lic. ", seg{text: s.attending.license, kind: chart.LicenseNumber, whose: Provider})
	s.line(s.left, s.y+52, s.right, s.y+52, 1, ink{})
	s.y += 78
	s.blanksH(l, 27, bh(2.2, "Name", s.pt()), bh(1.4, pick(s.rng, "D.O.B.", "Born"), s.dob()))
	s.blanksH(l, 27, bh(2.6, "Address", s.addr()), bh(1.4, "Date", s.date(s.dos, chart.DateOfService)))
	s.y += 26
	s.text(s.left, s.y, style{font: serifIt, size: 32}, "Rx")
	for i, m := range s.meds[:1+s.rng.IntN(2)] {
		s.textIn(s.left+48, s.right, s.y, l.penAt(17), s.medSeg(m), " "+m.dose)
		s.textIn(s.left+48, s.right, s.y+25, l.value, pick(s.rng, "T ", "1 ")+m.route+" "+m.freq)
		s.textIn(s.left+48, s.right, s.y+49, l.value, fmt.Sprintf("#%d     Refill %d", 10*(3+s.rng.IntN(7)), s.rng.IntN(4)+i))
		s.y += 82
	}
	s.y = 430
	kind := pick(s.rng, tickCross, tickCheck, tickBlank)
	x := s.choose(kind, s.left, s.y, l.txt, s.coin(.6), "Generic permitted") + 20
	s.choose(kind, x, s.y, l.txt, s.coin(.2), "Brand medically necessary")
	s.autograph(s.left+110, s.y+44, 150, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.line(s.left+90, s.y+50, s.right, s.y+50, .6, ink{})
	s.textRight(s.right, s.y+60, l.tiny, "Signature of prescriber")
}

// hRxRefill is a pharmacy's request for a refill, answered by the office.
func hRxRefill(s *sheet) {
	l := s.lookH(10.2, .1)
	s.page()
	shop := s.chemistH()
	s.text(s.left, s.y, l.bold.at(15), s.siteName(shop))
	s.text(s.left, s.y+13, l.tiny.at(8.5), s.roadE(shop), ", ", s.cityE(shop), "   Tel ", s.phoneE(shop.phone), "   Fax ", s.faxE(shop.fax))
	s.textRight(s.right, s.y, l.bold.at(12), pick(s.rng, "REFILL AUTHORIZATION", "Prescription Request / Order", "Rx RENEWAL REQUEST"))
	s.line(s.left, s.y+20, s.right, s.y+20, 1.4, ink{})
	s.y += 44
	for _, r := range [][2]pair{{{"Prescriber", s.mdE(s.attending, chart.ProviderName)}, {"NPI", []any{s.npi(s.attending)}}}, {{"Practice", []any{s.facility(s.clinic)}}, {"Fax", []any{s.faxE(s.clinic.fax)}}}, {s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob())}, {s.kv(chart.Address, s.addr()), s.kv(chart.Phone, s.phone())}, {{pick(s.rng, "Date written", "Date of request", "Written"), []any{s.date(s.dos, chart.DateOfService)}}, {"Rx number", []any{s.otherID(digits(s.rng, 7))}}}} {
		for i, p := range r {
			x := s.left + float64(i)*s.wide()*.62
			end := s.text(x, s.y, l.bold, p.label+"  ")
			s.textIn(end+s.space(l.txt), pick2f(i == 0, s.left+s.wide()*.6, s.right), s.y, l.txt, p.value...)
		}
		s.y += 19
	}
	s.skip(8)
	kind := pick(s.rng, tickCross, tickCheck, tickFilled)
	for _, m := range s.meds[:1+s.rng.IntN(min(3, len(s.meds)))] {
		s.need(100)
		s.rect(s.left, s.y, s.right, s.y+86, .8)
		s.text(s.left+8, s.y+17, l.bold.at(12), s.medSeg(m), " "+m.dose)
		s.textIn(s.left+8, s.right-8, s.y+34, l.txt, "Sig: one "+m.route+" "+m.freq+fmt.Sprintf("     Qty %d     Last filled ", 30*(1+s.rng.IntN(3))), s.date(s.dos.AddDate(0, 0, -31), ""))
		x := s.left + 8
		ok := s.rng.IntN(3)
		for i, t := range []string{"OK as written", "OK with changes", "Denied, needs visit"} {
			x = s.choose(kind, x, s.y+54, l.txt, i == ok, t) + 22
		}
		s.text(s.left+8, s.y+75, l.txt, "Refills: ")
		s.text(s.left+56, s.y+75, l.penAt(14), fmt.Sprint(s.rng.IntN(6)))
		s.line(s.left+50, s.y+78, s.left+100, s.y+78, .5, ink{})
		s.y += 100
	}
	s.closeH(l, spoken(s.attending.person, false), Provider, []any{"Prescriber's signature"}, s.date(s.dos, chart.SignatureDate))
}

// hShotsCard is the folded pocket card, written at many visits.
func hShotsCard(s *sheet) {
	l := s.lookH(9.4, .9)
	s.w, s.h, s.left, s.right, s.bottom = 480, 600, 34, 446, 580
	s.page()
	s.rect(18, 22, s.w-18, s.h-18, 1)
	s.textMid(s.w/2, s.y, l.bold.at(15), pick(s.rng, "IMMUNIZATION RECORD CARD", "Vaccination Record", "Tarjeta de vacunas / Vaccine Card"))
	s.textMid(s.w/2, s.y+13, l.tiny, s.facility(s.clinic), "   ", s.phoneE(s.clinic.phone))
	s.y += 38
	s.blanksH(l, 25, bh(2.2, pick(s.rng, "Name", "Name / Nombre", "Patient"), s.pt()), bh(1.4, pick(s.rng, "Birth date", "Born", "Date of birth"), s.dob()))
	s.blanksH(l, 25, s.fbh(1, chart.Sex, s.sex(false)), s.fbh(1.3, chart.MRN, s.mrnSeg()), bh(2.2, "Doctor", s.mdE(s.pcp, chart.ProviderName)...))
	w, lead, span := s.wide(), 24.0, 365*min(s.age, 18)
	cols := []col{{"Vaccine", w * .38, false}, {"Date given", w * .22, false}, {"Lot", w * .18, false}, {"Where", w * .22, false}}
	x := s.left
	for _, c := range cols {
		s.text(x+3, s.y, l.bold, c.head)
		x += c.w
	}
	s.line(s.left, s.y+5, s.right, s.y+5, .8, ink{})
	s.y += lead
	for _, v := range some(s.rng, 5+s.rng.IntN(8), shotsRenewed) {
		x, first := s.left, len(s.marks)
		for i, part := range []any{seg{text: v.name, field: chart.Vaccine}.in("vaccine"), s.date(s.now.AddDate(0, 0, -20-s.rng.IntN(span)), "").in("date"), cellOf("lot", lot(s.rng)), cellOf("site", v.site)} {
			s.textIn(x+3, x+cols[i].w-4, s.y, l.value, part)
			x += cols[i].w
		}
		s.gather("immunizations", first)
		s.line(s.left, s.y+6, s.right, s.y+6, .4, ink{120, 120, 120})
		s.y += lead
	}
	s.text(s.left, s.h-32, l.tiny, "Keep this card. Bring it to every visit. / Guarde esta tarjeta.")
}

// hShotsPharmacy is a pharmacy's record of what it gave, with the questions asked before.
func hShotsPharmacy(s *sheet) {
	l := s.lookH(9.8, .3)
	shop := s.chemistH()
	s.headH(l, shop, "Immunization services")
	s.titleH(l, pick(s.rng, "Vaccine Administration Record", "IMMUNIZATION HISTORY", "Certificate of Vaccination"))
	s.blanksH(l, 25, s.fbh(2.3, chart.PatientName, s.pt()), s.fbh(1.4, chart.DateOfBirth, s.dob()), s.fbh(.8, chart.Sex, s.sex(false)))
	s.blanksH(l, 25, s.fbh(1.4, chart.Phone, s.phone()), s.fbh(1, chart.MRN, s.mrnSeg()), bh(2, pick(s.rng, "Provider", "Doctor"), s.mdE(s.pcp, chart.ProviderName)...))
	kind := pick(s.rng, tickCross, tickCheck, tickBubble)
	for _, q := range []string{"Are you sick today?", "Have you ever had a serious reaction to a vaccine?", "Are you pregnant?"} {
		s.text(s.left, s.y, l.txt, q)
		x := s.choose(kind, s.left+280, s.y, l.txt, false, "Yes") + 16
		s.choose(kind, x, s.y, l.txt, true, "No")
		s.y += 17
	}
	w, days := s.wide(), []int{}
	list := some(s.rng, 4+s.rng.IntN(8), shotsRenewed)
	for range list {
		days = append(days, 20+s.rng.IntN(365*min(s.age, 18)))
	}
	slices.Sort(days)
	var rows [][]any
	for i, v := range list {
		rows = append(rows, []any{s.date(s.now.AddDate(0, 0, -days[i]), "").in("date"), seg{text: v.name, field: chart.Vaccine}.in("vaccine"), pick(s.rng, "GSK", "Merck", "Sanofi", "Pfizer"), cellOf("lot", lot(s.rng)), cellOf("site", v.site), strings.ToUpper(s.attending.first[:1] + s.attending.last[:1])})
	}
	s.y += 4
	s.ledger(ledger{name: "immunizations", x: s.left, head: l.bold, cell: l.txt, pad: 3, ways: pick(s.rng, "b", "hr", "h"), cols: []col{{pick(s.rng, "Date", "Given"), w * .17, false}, {"Vaccine", w * .31, false}, {"Mfr.", w * .11, false}, {"Lot no.", w * .13, false}, {pick(s.rng, "Site", "Injection site"), w * .19, false}, {"Init.", w * .09, false}}}, rows)
	s.closeH(l, spoken(s.attending.person, false), Provider, []any{"Immunizing pharmacist or nurse"}, s.date(s.dos, chart.SignatureDate))
}
