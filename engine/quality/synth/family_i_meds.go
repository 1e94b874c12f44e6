package synth

import (
	"fmt"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// verbI is how one takes a medicine of a route.
func verbI(route string) string {
	switch {
	case strings.HasPrefix(route, "under the skin"), strings.HasPrefix(route, "in the muscle"):
		return "Inject"
	case strings.HasPrefix(route, "on the skin"):
		return "Apply"
	case strings.HasPrefix(route, "in the"):
		return "Place"
	}
	return "Take"
}

// iMedsSentences tells each medicine in a sentence, numbered, as offices write for their patients.
func iMedsSentences(s *sheet) {
	l := s.lookI(10.4)
	s.meds = some(s.rng, 4+s.rng.IntN(12), medsI)
	s.left, s.right = 54, s.w-54
	s.houseI(l, s.clinic, pick(s.rng, "Medicine List", "MEDICATION LIST", "Your Current Medications"))
	s.underI(l, false, s.fbi(2.2, chart.PatientName, s.pt()), s.fbi(1.2, chart.DateOfBirth, s.dob()), s.fbi(.7, chart.Sex, s.sex(false)), s.fbi(1.2, chart.MRN, s.mrnSeg()))
	s.underI(l, false, bi(2.2, pick(s.rng, "Your provider", "PCP", "Doctor"), s.mdE(s.pcp, chart.ProviderName)...), bi(1.2, pick(s.rng, "List as of", "Updated on", "Reviewed"), s.date(s.dos, chart.DateOfService)), bi(1.9, "Pharmacy", s.phoneE(s.lab.phone)))
	s.overI(l)
	way := s.rng.IntN(4)
	s.y += 4
	s.headI(l, way, s.label(chart.Allergy))
	s.proseI(l, s.allergyI(true)...)
	s.headI(l, way, pick(s.rng, "What to take", "Medications", "Take these"))
	numbered := s.coin(.6)
	for i, m := range s.meds {
		n, d, r, f := s.medCellsI(m)
		verb := verbI(m.route)
		parts := []any{verb + " ", n, " ", d, " ", r, " ", f, " for " + m.for_ + "."}
		if i%3 == 1 && s.coin(.5) {
			parts = []any{n, " ", d, ": " + strings.ToLower(verb) + " it ", r, " ", f, "."}
		}
		if numbered {
			parts = append([]any{fmt.Sprintf("%d. ", i+1)}, parts...)
		}
		s.need(l.txt.size * 2.8)
		s.medLine(s.left+8, s.wide()-8, l.txt, parts...)
		s.skip(3)
	}
	s.skip(6)
	s.proseI(l, pick(s.rng, "Stopped at this visit: ", "No longer taking: ")+"a vitamin and a cough syrup. Bring this list to ", s.docAs("Dr. "+s.referrer.last), " on ", s.dateIn(s.dos.AddDate(0, 0, 12), ""), ".")
	s.signI(l, s.pcp, "", s.date(s.dos, chart.SignatureDate))
	s.stampH(.2)
}

// iMedsHours is an administration record: an order a row, hours, and initials by day.
func iMedsHours(s *sheet) {
	l := s.lookI(8.6)
	s.meds = some(s.rng, 4+s.rng.IntN(9), medsI)
	s.w, s.h = letterH, letterW
	s.left, s.right, s.bottom = 34, s.w-34, s.h-50
	s.page()
	s.text(s.left, s.y-10, l.bold.at(13), pick(s.rng, "MEDICATION ADMINISTRATION RECORD", "Medication Administration Record (MAR)", "MEDICATION RECORD - SCHEDULED ORDERS"))
	s.textRight(s.right, s.y-10, l.txt.at(10), s.facility(s.hospital))
	s.underI(l, true, s.fbi(2, chart.PatientName, s.pt()), s.fbi(1.1, chart.DateOfBirth, s.dob()), s.fbi(.7, chart.Sex, s.sex(false)), s.fbi(1.2, chart.MRN, s.mrnSeg()), s.fbi(1.2, chart.AccountNumber, s.acct()), bi(.8, "Room", fmt.Sprint(100+s.rng.IntN(400))))
	s.underI(l, true, bi(1.7, pick(s.rng, "Attending", "Physician", "Provider"), s.mdE(s.attending, chart.ProviderName)...), bi(1.1, pick(s.rng, "Week of", "Record date", "As of"), s.date(s.dos, chart.DateOfService)), bi(3, s.label(chart.Allergy), s.allergyI(false)...))
	s.y += 10
	w := s.wide()
	first := s.dos
	cols := []col{{pick(s.rng, "Medication / dose / route / frequency", "ORDER"), w * .32, false}, {"Hour", w * .12, false}}
	for i := range 7 {
		cols = append(cols, col{first.AddDate(0, 0, i).Format("1/2"), w * .56 / 7, false})
	}
	var rows [][]any
	by := []string{"MK", "RT", "JL"}
	for _, m := range s.meds {
		n, d, r, f := s.medCellsI(m)
		hours := hoursI(m.freq)
		row := []any{[]any{n, " ", d, "\n", r, ", ", f}, strings.Join(hours, " ")}
		for i := range 7 {
			t := ""
			if i < 4 && len(hours) > 0 {
				t = strings.Repeat(pick(s.rng, by...)+" ", len(hours))
			}
			row = append(row, strings.TrimSpace(t))
		}
		rows = append(rows, row)
	}
	s.ledger(ledger{name: "medications", x: s.left, head: l.bold, cell: l.txt, pad: 2.6, ways: pick(s.rng, "bH", "b"), tint: l.pale, cols: cols}, rows)
	s.need(50)
	for i, n := range []string{"MK " + s.kin.first, "RT " + s.child.first, "JL " + s.referrer.first} {
		s.text(s.left+float64(i)*w/4, s.y+4, l.txt, n[:3]+"= ", s.docAs(n[3:]), ", RN")
	}
	s.y += 8
	s.signI(l, s.attending, "", s.date(s.dos, chart.SignatureDate))
}

// hoursI are the hours of a day at which a medicine is given.
func hoursI(freq string) []string {
	switch {
	case strings.Contains(freq, "needed"):
		return []string{"PRN"}
	case strings.Contains(freq, "week"), strings.Contains(freq, "month"):
		return nil
	case strings.Contains(freq, "4 times"):
		return []string{"08", "12", "16", "20"}
	case strings.Contains(freq, "before meals"):
		return []string{"07", "11", "17"}
	case strings.Contains(freq, "twice"), strings.Contains(freq, "2 times"), strings.Contains(freq, "12 hours"):
		return []string{"09", "21"}
	case strings.Contains(freq, "bedtime"):
		return []string{"22"}
	}
	return []string{"09"}
}

// iRxLabel is a script whose drug stands first, whose patient follows and whose prescriber is last, values over captions.
func iRxLabel(s *sheet) {
	l := s.filledI(s.lookI(9.6), .55)
	s.w, s.h, s.left, s.right, s.top, s.bottom = 420, 450, 30, 390, 40, 440
	s.page()
	s.rectIn(16, 18, s.w-16, s.h-18, 1, l.tone)
	s.text(s.left, s.y+6, style{font: serifIt, size: 26, col: l.tone}, "Rx")
	s.y += 16
	for _, m := range s.meds[:1+s.rng.IntN(min(2, len(s.meds)))] {
		s.underI(l, false, bi(2.4, "Drug and strength", s.medSeg(m), " "+m.dose), bi(1, "Quantity", fmt.Sprint(10*(1+s.rng.IntN(9)))))
		s.underI(l, false, bi(2.4, "Directions", verbI(m.route)+" "+m.route+" "+m.freq), bi(1, "Refills", fmt.Sprint(s.rng.IntN(6))))
		s.y += 5
	}
	s.y += 4
	kind := pick(s.rng, tickCheck, tickCross, tickBlank)
	x := s.choose(kind, s.left, s.y+10, l.txt, s.coin(.6), "May substitute") + 24
	s.choose(kind, x, s.y+10, l.txt, s.coin(.2), "Dispense as written")
	s.y += 26
	s.line(s.left, s.y, s.right, s.y, .5, l.tone)
	s.y += 6
	s.underI(l, false, bi(2, pick(s.rng, "Patient", "For", "Name"), s.pt()), bi(1, pick(s.rng, "Date of birth", "DOB"), s.dob()))
	s.underI(l, false, bi(2.6, "Residence", s.addr()), bi(1, pick(s.rng, "Issued", "Date written", "Date"), s.date(s.dos, chart.DateOfService)))
	if s.coin(.5) {
		s.underI(l, false, s.fbi(1, chart.Phone, s.phone()), bi(1, "Weight", fmt.Sprintf("%d kg", 40+s.rng.IntN(60))))
	}
	s.y += 36
	s.autograph(s.left+30, s.y-3, 150, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.line(s.left, s.y+3, s.right, s.y+3, .7, ink{})
	s.textIn(s.left, s.right, s.y+16, l.bold.at(11), s.mdE(s.attending, chart.ProviderName)...)
	s.textIn(s.left, s.right, s.y+28, l.tiny.at(8), "NPI ", s.npi(s.attending), "   DEA ", seg{text: "M" + string(s.attending.last[0]) + digits(s.rng, 7), kind: chart.LicenseNumber, whose: Provider}, "   Lic. ", seg{text: s.attending.license, kind: chart.LicenseNumber, whose: Provider})
	s.text(s.left, s.y+42, l.txt, s.facility(s.clinic))
	s.textIn(s.left, s.right, s.y+53, l.tiny.at(8), s.roadE(s.clinic), ", ", s.cityE(s.clinic), "   ", s.phoneE(s.clinic.phone))
}

// iRxTear is a sheet of scripts to tear apart, each under the same patient's line.
func iRxTear(s *sheet) {
	l := s.lookI(9.4)
	s.left, s.right = 46, s.w-46
	s.page()
	s.text(s.left, s.y-10, l.bold.at(13), s.facility(s.hospital), "   ")
	s.textRight(s.right, s.y-10, l.txt, pick(s.rng, "Discharge Prescriptions", "PRESCRIPTION ORDERS", "Outpatient Prescriptions"))
	s.text(s.left, s.y+2, l.tiny.at(8), s.roadE(s.hospital), ", ", s.cityE(s.hospital), "   ", s.phoneE(s.hospital.phone))
	s.y += 12
	s.underI(l, true, s.fbi(2, chart.PatientName, s.pt()), s.fbi(1.1, chart.DateOfBirth, s.dob()), s.fbi(.6, chart.Sex, s.sex(false)), bi(1.1, pick(s.rng, "Date written", "Prescribed on", "Ordered"), s.date(s.dos, chart.DateOfService)))
	s.underI(l, true, s.fbi(3, chart.Address, s.addr()), s.fbi(1.2, chart.Phone, s.phone()), bi(1, "Allergies", pick(s.rng, "See chart", "Reviewed")))
	s.underI(l, true, bi(2, pick(s.rng, "Prescriber", "Ordering provider", "Authorizing provider"), s.mdE(s.attending, chart.ProviderName)...), s.fbi(1.2, chart.ProviderNPI, s.npi(s.attending)), bi(1.4, "Pharmacy phone", s.phoneE(s.lab.phone)))
	field, dea := chart.SignaturePresent, "A"+string(s.attending.last[0])+digits(s.rng, 7)
	for i, m := range s.meds[:1+s.rng.IntN(min(3, len(s.meds)))] {
		s.y += 14
		for x := s.left; x < s.right; x += 8 {
			s.line(x, s.y, x+4, s.y, .6, ink{120, 120, 120})
		}
		s.text(s.left, s.y+20, l.bold.at(12), s.medSeg(m), " "+m.dose)
		s.textRight(s.right, s.y+20, l.txt, fmt.Sprintf("Script %d", i+1))
		s.text(s.left+12, s.y+36, l.txt, "Sig: "+verbI(m.route)+" 1 "+m.route+" "+m.freq+" for "+m.for_+".")
		s.text(s.left+12, s.y+51, l.txt, fmt.Sprintf("Disp: %d     Refill: %d     Generic allowed: %s", 10*(1+s.rng.IntN(9)), s.rng.IntN(4), pick(s.rng, "yes", "no")))
		s.autograph(s.left+70, s.y+78, 130, spoken(s.attending.person, false), Provider, field)
		field = ""
		s.line(s.left+60, s.y+84, s.left+260, s.y+84, .6, ink{})
		s.text(s.left+12, s.y+84, l.tiny.at(8), "Signature")
		s.textRight(s.right, s.y+84, l.tiny.at(8), "DEA ", seg{text: dea, kind: chart.LicenseNumber, whose: Provider})
		s.y += 92
	}
}

// iShotsMatrix is a school's certificate: vaccines down, doses across, a date where they meet.
func iShotsMatrix(s *sheet) {
	l := s.filledI(s.lookI(9.4), .35)
	s.left, s.right = 40, s.w-40
	s.houseI(l, s.clinic, pick(s.rng, "CERTIFICATE OF IMMUNIZATION", "School Immunization Record", "Student Vaccination Certificate"))
	s.underI(l, true, bi(2.2, pick(s.rng, "Child's name", "Student", "Name of student"), s.pt()), s.fbi(1.2, chart.DateOfBirth, s.dob()), s.fbi(.7, chart.Sex, s.sex(false)), s.fbi(1.2, chart.MRN, s.mrnSeg()))
	s.underI(l, true, bi(2.2, "Parent or guardian", s.rel(s.kin)), bi(1.9, pick(s.rng, "Physician", "Health care provider", "Clinician"), s.mdE(s.pcp, chart.ProviderName)...), bi(1.2, "Grade", pick(s.rng, "K", "7", "College")))
	s.y += 12
	w, span := s.wide(), 365*min(s.age, 18)
	lead := max(17, l.value.size+7)
	x := []float64{s.left, s.left + w*.25, s.left + w*.4, s.left + w*.55, s.left + w*.7, s.left + w*.85, s.right}
	rule := func() {
		s.line(s.left, s.y, s.right, s.y, .5, ink{90, 90, 90})
	}
	top := s.y
	rule()
	for i, t := range []string{"Vaccine", "1st dose", "2nd dose", "3rd dose", "4th dose", "5th dose"} {
		s.text(x[i]+3, s.y+lead-5, l.bold, t)
	}
	s.y += lead
	for _, v := range some(s.rng, 6+s.rng.IntN(8), shotsI) {
		rule()
		var days []int
		for range 1 + s.rng.IntN(5) {
			days = append(days, 20+s.rng.IntN(span))
		}
		slices.Sort(days)
		slices.Reverse(days)
		s.oneALine("immunizations", func() {
			s.textIn(x[0]+3, x[1]-3, s.y+lead-5, l.txt, shotNameI(v))
			for i, n := range days {
				s.textIn(x[i+1]+3, x[i+2]-3, s.y+lead-5, l.value, s.date(s.now.AddDate(0, 0, -n), "").in("date"))
			}
		})
		s.y += lead
	}
	rule()
	for _, at := range x {
		s.line(at, top, at, s.y, .5, ink{90, 90, 90})
	}
	s.y += 18
	kind := pick(s.rng, tickCross, tickCheck)
	at := s.choose(kind, s.left, s.y, l.txt, true, "Meets the requirements") + 20
	at = s.choose(kind, at, s.y, l.txt, false, "Conditional until ______") + 20
	s.choose(kind, at, s.y, l.txt, false, "Medical exemption")
	s.signI(l, s.pcp, "", s.date(s.dos, chart.SignatureDate))
}

// iShotsBlocks tells each shot in two lines, the newest first.
func iShotsBlocks(s *sheet) {
	l := s.lookI(10)
	s.left, s.right = 52, s.w-52
	s.houseI(l, s.clinic, pick(s.rng, "Immunization History", "VACCINES GIVEN", "Patient Immunization Record"))
	s.y += 14
	s.columns([]float64{s.left, s.left + s.wide()*.55}, 15, l.txt.inked(l.tone), l.bold, ":", s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()), pair{pick(s.rng, "Primary provider", "PCP", "Provider"), s.mdE(s.pcp, chart.ProviderName)}, pair{"Printed", []any{s.date(s.printed, "")}})
	s.y += 10
	s.overI(l)
	span := 365 * min(s.age, 18)
	list := some(s.rng, 4+s.rng.IntN(10), shotsI)
	var days []int
	for range list {
		days = append(days, 20+s.rng.IntN(span))
	}
	slices.Sort(days)
	first := s.coin(.5)
	for i, v := range list {
		s.need(36)
		s.oneALine("immunizations", func() {
			name, at := shotNameI(v), s.date(s.now.AddDate(0, 0, -days[i]), "").in("date")
			if first {
				s.text(s.left, s.y, l.bold, name)
				s.textRight(s.right, s.y, l.txt, at)
			} else {
				s.text(s.left, s.y, l.bold, at, "   ", name)
			}
			s.text(s.left+16, s.y+13, l.txt, pick(s.rng, "Site: ", "Given in "), cellOf("site", v.site), "   Lot ", cellOf("lot", lot(s.rng)), "   "+pick(s.rng, "GSK", "Merck", "Sanofi", "Pfizer")+"   by "+pick(s.rng, "RN", "MA", "LPN")+" ", s.docAs(string(s.referrer.last[0])+string(s.pcp.last[0])))
		})
		s.line(s.left, s.y+19, s.right, s.y+19, .3, ink{190, 190, 190})
		s.y += 34
	}
	s.signI(l, s.pcp, "", s.date(s.dos, chart.SignatureDate))
}
