package synth

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// stickerD is the label that a ward sticks on its forms: identifiers almost without labels.
func (s *sheet) stickerD(l lookD, x, y, w float64) {
	s.rectIn(x, y, x+w, y+62, .7, ink{130, 130, 130})
	s.textIn(x+7, x+w-5, y+14, l.bold.at(10), s.pt())
	s.textIn(x+7, x+w-5, y+27, l.txt.at(8.5), "DOB ", s.dob(), "   ", s.years(), " ", s.sex(false))
	s.textIn(x+7, x+w-5, y+39, l.txt.at(8.5), "MRN ", s.mrnSeg())
	s.textIn(x+7, x+w-5, y+51, l.txt.at(8.5), "Acct ", s.acct())
}

// dMeds is a medication reconciliation table with boxes to continue, change or stop.
func dMeds(s *sheet) {
	l := s.lookD(sans, sansBold, 8.5)
	s.left, s.right = 34, s.w-34
	s.page()
	s.text(s.left, s.y, l.bold.at(14), s.facility(s.hospital))
	s.text(s.left, s.y+18, l.bold.at(12), pick(s.rng, "MEDICATION RECONCILIATION", "Home Medication Reconciliation Form", "PRE-ADMISSION MEDICATION LIST"))
	s.text(s.left, s.y+34, l.txt, "Date of review: ", s.date(s.dos, chart.DateOfService), "    Reviewed with: ")
	x := s.left
	for i, t := range []string{"Patient", "Family", "Pharmacy", "Bottles"} {
		x = s.check(x, s.y+50, l.txt, i == 0 || s.coin(.3), t) + 14
	}
	s.stickerD(l, s.right-190, s.y-16, 190)
	s.y += 64
	s.rowD(24, l.tiny, l.txt, bx(3, "ALLERGIES / REACTIONS", s.allergiesD("NKDA", " - ", "")...), bx(2, "PRIMARY CARE PROVIDER", s.doc(s.pcp, chart.ProviderName), ", "+s.pcp.cred), bx(2, "PHARMACY", geo(s.clinic.city, Facility), " Pharmacy ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility)))
	s.y += 22
	s.meds = some(s.rng, 4+s.rng.IntN(12), medItems)
	cols := []col{{"Medication", 116, false}, {"Dose", 56, false}, {"Route", 36, false}, {"Frequency", 106, false}, {"Last taken", 74, false}, {"Cont", 34, false}, {"Change", 40, false}, {"Stop", 34, false}, {"Initials", 48, false}}
	g := grid{head: l.bold, cell: l.txt, lead: 18, boxed: true, name: "medications"}
	wide := 0.0
	for _, c := range cols {
		wide += c.w
	}
	s.bar(s.left, s.y-13, s.left+wide, s.y+5, ink{225, 225, 225})
	s.head(s.left, wide, g, cols)
	for i, m := range s.meds {
		if s.need(30) {
			s.skip(g.lead)
			s.head(s.left, wide, g, cols)
		}
		y, on := s.y, pick(s.rng, 0, 0, 0, 1, 2)
		s.tableRow(s.left, wide, g, cols, []any{s.medSeg(m).in("medication"), cellOf("dose", m.dose), cellOf("route", m.route), cellOf("frequency", m.freq), s.date(s.dos.AddDate(0, 0, -s.rng.IntN(3)), "")}, i)
		for j := range 3 {
			s.check(s.left+388+float64(j)*38+12, y+1, l.txt, j == on)
		}
	}
	s.skip(10)
	s.para(s.left, s.wide(), l.tiny, "The above list was reviewed and compared with the orders at this transition of care. Herbals and over-the-counter products are included.")
	s.skip(28)
	s.need(30)
	s.sign(s.left+30, s.y-3, spoken(s.pcp.person, false), Provider, chart.SignaturePresent)
	s.line(s.left, s.y+2, s.left+240, s.y+2, .6, ink{})
	s.text(s.left, s.y+11, l.tiny, "Prescriber signature")
	s.line(s.left+270, s.y+2, s.left+400, s.y+2, .6, ink{})
	s.text(s.left+276, s.y-1, l.fill, s.date(s.dos, chart.SignatureDate))
	s.text(s.left+270, s.y+11, l.tiny, "Date")
}

// dRx is an electronic prescription as a pharmacy prints it, or a sheet of a pad filled by hand.
func dRx(s *sheet) {
	if s.coin(.5) {
		s.eRxD()
		return
	}
	s.padD()
}

func (s *sheet) eRxD() {
	l := s.lookD(sans, sansBold, 9)
	s.page()
	s.text(s.left, s.y, l.bold.at(13), pick(s.rng, "Electronic Prescription", "eRx: New Prescription", "NEW PRESCRIPTION (NewRx)"))
	s.textRight(s.right, s.y, l.txt, "Written Date: ", s.date(s.dos, chart.DateOfService))
	s.rule(s.y+8, 1.2)
	s.y += 26
	c2 := s.left + 260
	s.text(s.left, s.y, l.bold.at(10), "PATIENT")
	s.text(c2, s.y, l.bold.at(10), "PRESCRIBER")
	ad := s.inPieces(s.addr(), s.patient.street, s.patient.cityLine())
	s.listD(s.left, c2-10, s.y+15, 13, l.txt.inked(ink{90, 90, 90}), l.txt, pair{"Name:", []any{s.pt()}}, pair{"DOB:", []any{s.dob()}}, pair{"Gender:", []any{s.sex(true)}}, pair{"Address:", []any{ad[0]}}, pair{"", []any{ad[1]}}, pair{"Phone:", []any{s.phone()}})
	s.listD(c2, s.right, s.y+15, 13, l.txt.inked(ink{90, 90, 90}), l.txt, pair{"Name:", []any{s.doc(s.attending, chart.ProviderName), ", " + s.attending.cred}}, pair{"NPI:", []any{s.npi(s.attending)}}, pair{"DEA:", []any{seg{text: "F" + string(s.attending.last[0]) + digits(s.rng, 7), kind: chart.LicenseNumber, whose: Provider}}},
		pair{"Practice:", []any{s.facility(s.clinic)}}, pair{"", []any{geo(s.clinic.street+", "+s.clinic.cityLine(), Facility)}}, pair{"Phone/Fax:", []any{s.telOf(s.clinic.phone, chart.PhoneNumber, Facility), " / ", s.telOf(s.clinic.fax, chart.Fax, Facility)}})
	s.y += 106
	for _, m := range s.meds[:min(len(s.meds), 1+s.rng.IntN(2))] {
		s.rect(s.left, s.y, s.right, s.y+78, .6)
		n := 30 + 30*s.rng.IntN(3)
		s.listD(s.left+8, s.right-6, s.y+15, 14, l.bold, l.txt, pair{"Drug:", []any{s.medSeg(m), " " + m.dose}}, pair{"SIG:", []any{"Take 1 by " + pick2(m.route == "PO", "mouth", "route as shown") + " " + m.freq + " for " + m.for_}}, pair{"Quantity:", []any{fmt.Sprintf("%d (%s) Each     Days Supply: %d     Refills: %d", n, map[int]string{30: "Thirty", 60: "Sixty", 90: "Ninety"}[n], n, s.rng.IntN(6))}},
			pair{"Substitution:", []any{"Permitted"}}, pair{"Note to pharmacist:", []any{pick(s.rng, "None", "Please counsel", "Replaces earlier order")}})
		s.y += 92
	}
	s.skip(10)
	s.para(s.left, s.wide(), l.txt, "Pharmacy: ", geo(s.clinic.city, Facility), " Drug #"+digits(s.rng, 4)+", ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility))
	s.para(s.left, s.wide(), l.txt, "Message ID: ", s.otherID(digits(s.rng, 16)), "   Received: ", s.date(s.dos, ""), " "+s.clockD())
	s.para(s.left, s.wide(), l.tiny, "Digitally signed by ", s.doc(s.attending, ""), ". Void if altered.")
}

func (s *sheet) padD() {
	l := s.lookD(serif, serifBold, 9.5)
	l.fill = l.fill.in(pick(s.rng, hand1, hand3)).at(15)
	s.w, s.h, s.left, s.right, s.bottom = 420, 560, 30, 390, 540
	s.page()
	mid := s.w / 2
	s.textMid(mid, 44, l.bold.at(15), s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred)
	s.textMid(mid, 57, l.txt, s.attending.specialty)
	s.textMid(mid, 70, l.bold, s.facility(s.clinic))
	s.textMid(mid, 82, l.txt.at(8.5), geo(s.clinic.street+", "+s.clinic.cityLine(), Facility))
	s.textMid(mid, 93, l.txt.at(8.5), s.telOf(s.clinic.phone, chart.PhoneNumber, Facility), "    NPI# ", s.npi(s.attending), "    Lic# ", seg{text: s.attending.license, kind: chart.LicenseNumber, whose: Provider})
	s.line(s.left, 101, s.right, 101, 1.4, ink{})
	s.y = 126
	s.blank(s.left, 262, s.y, l.txt, l.fill, pair{"NAME", []any{s.pt()}})
	s.blank(268, s.right, s.y, l.txt, l.fill, pair{"DATE", []any{s.date(s.dos, chart.DateOfService)}})
	s.y += 26
	s.blank(s.left, 262, s.y, l.txt, l.fill, pair{"ADDRESS", []any{s.addr()}})
	s.blank(268, s.right, s.y, l.txt, l.fill, pair{"D.O.B.", []any{s.dob()}})
	s.y += 52
	s.text(s.left, s.y, style{font: serifIt, size: 40}, "R")
	s.text(s.left+20, s.y+9, style{font: serifIt, size: 24}, "x")
	s.y += 10
	for _, m := range s.meds[:1+s.rng.IntN(2)] {
		s.textIn(s.left+62, s.right, s.y, l.fill.at(18), s.medSeg(m), " "+m.dose)
		s.textIn(s.left+72, s.right, s.y+25, l.fill, fmt.Sprintf("#%d", 30+30*s.rng.IntN(3)))
		s.textIn(s.left+72, s.right, s.y+48, l.fill, "T 1 "+m.route+" "+m.freq)
		s.y += 84
	}
	s.y = 440
	s.text(s.left, s.y, l.txt, "REFILL")
	for i, n := range []string{"0", "1", "2", "3", "4", "NR"} {
		s.text(s.left+50+float64(i)*22, s.y, l.txt, n)
	}
	at := s.left + 46 + float64(s.rng.IntN(5))*22
	s.rectIn(at, s.y-11, at+14, s.y+4, 1.1, l.fill.col)
	s.y = 492
	s.sign(s.left+6, s.y-3, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.line(s.left, s.y+2, 195, s.y+2, .6, ink{})
	s.line(220, s.y+2, s.right, s.y+2, .6, ink{})
	s.text(s.left, s.y+12, l.tiny, "SUBSTITUTION PERMISSIBLE")
	s.text(220, s.y+12, l.tiny, "DISPENSE AS WRITTEN")
}

// dShots is a state registry's record: one line a vaccine, one column a dose.
func dShots(s *sheet) {
	l := s.lookD(cond, condBold, 9.5)
	s.w, s.h = letterH, letterW
	s.left, s.right, s.bottom = 40, s.w-40, s.h-60
	s.page()
	s.textMid(s.w/2, s.y, l.bold.at(15), stateNames[s.patient.state]+" IMMUNIZATION INFORMATION SYSTEM")
	s.textMid(s.w/2, s.y+15, l.txt.at(11), pick(s.rng, "Official Immunization Record", "Official State Immunization Record", "Certificate of Immunization Status"))
	s.y += 28
	s.rowD(25, l.tiny, l.txt.at(10.5), bx(3, "Patient Name (Last, First, MI)", s.ptListed()), bx(1.4, "Birth Date", s.dob()), bx(1, "Gender", s.sex(s.coin(.5))), bx(1.6, "Registry ID", s.otherID(digits(s.rng, 8))), bx(1.5, "Chart Number", s.mrnSeg()))
	s.rowD(25, l.tiny, l.txt.at(10.5), bx(2.6, "Parent / Guardian / Responsible Party", s.rel(s.kin)), bx(3.2, "Facility", s.facility(s.clinic)), bx(2.7, "Primary Care Provider", s.doc(s.pcp, chart.ProviderName), ", "+s.pcp.cred))
	s.y += 28
	cols := []col{{"Vaccine", 132, false}}
	for i := range 5 {
		cols = append(cols, col{fmt.Sprintf("Dose %d", i+1), 116, false})
	}
	g := grid{head: l.bold, cell: l.txt, lead: 19, boxed: true, name: "immunizations"}
	s.bar(s.left, s.y-14, s.right, s.y+5, ink{218, 232, 218})
	s.head(s.left, s.wide(), g, cols)
	span := 365 * min(s.age, 18)
	for i, v := range some(s.rng, 7+s.rng.IntN(6), shots) {
		row := []any{seg{text: v.name, field: chart.Vaccine}.in("vaccine")}
		var days []int
		for range 1 + s.rng.IntN(4) {
			days = append(days, 30+s.rng.IntN(span))
		}
		slices.Sort(days)
		slices.Reverse(days)
		for _, d := range days {
			row = append(row, s.date(s.now.AddDate(0, 0, -d), "").in("date"))
		}
		s.tableRow(s.left, s.wide(), g, cols, row, i)
	}
	s.skip(8)
	s.text(s.left, s.y, l.bold, "Vaccines due or overdue: "+pick(s.rng, "None at this time", "Influenza", "Tdap booster"))
	s.y += 36
	s.sign(s.left+20, s.y-3, spoken(s.pcp.person, false), Provider, chart.SignaturePresent)
	s.line(s.left, s.y+2, s.left+250, s.y+2, .6, ink{})
	s.text(s.left, s.y+11, l.tiny, "Verified by (signature of physician, nurse or school official)")
	s.sayD(s.left+280, s.right, s.y, l.txt, l.txt, "Date:", s.date(s.dos, chart.SignatureDate))
	s.text(s.left, s.h-40, l.tiny, "Report generated ", s.date(s.printed, ""), " from the registry. Doses given elsewhere may be missing. Questions: ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility))
}

// ptListed is the patient as forms that ask for the last name first have it.
func (s *sheet) ptListed() seg {
	v := s.pt()
	v.text = strings.ToUpper(listed(s.patient))
	return v
}

// mdy writes a date as the boxes of claim forms want it.
func (s *sheet) mdy(t time.Time, layout string, f chart.FieldName) seg {
	d := s.date(t, f)
	d.text = t.Format(layout)
	return d
}
