package synth

import (
	"fmt"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// gMedsSentences is the list of a visit's end: what to take, in sentences.
func gMedsSentences(s *sheet) {
	l := s.lookG(9.6)
	s.meds = some(s.rng, 5+s.rng.IntN(14), medRenewed)
	s.page()
	s.text(s.left, s.y, l.title, pick(s.rng, "Your Medication List", "Medication List as of Visit", "Current Medications"))
	s.textRight(s.right, s.y, l.bold, s.facility(s.clinic))
	s.y += 8
	s.inlineG(l, 22, s.kv(chart.PatientName, s.pt()), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), pair{pick(s.rng, "Visit Date", "As of", "List Date"), []any{s.date(s.dos, chart.DateOfService)}}, pair{pick(s.rng, "PCP", "Provider", "Care Team Lead"), s.mdE(s.pcp, chart.ProviderName)})
	s.y += 10
	s.runG(l, "Medications")
	s.bannerG(l, 2*s.rng.IntN(2), s.label(chart.Allergy))
	s.sayG(l, 0, s.allergyG()...)
	s.bannerG(l, 2*s.rng.IntN(2), pick(s.rng, "Medications", "Accurate as of this visit. Always use your most recent list."))
	s.medSentencesG(l)
	s.sayG(l, 0, "Where to pick up: ", geo(s.clinic.city, Facility), " Pharmacy, ", s.roadE(s.lab), ", ", s.phoneE(s.lab.phone), ".")
	s.signedG(l, s.pcp, s.date(s.dos, chart.SignatureDate))
}

// gMedsReconciled is a hospital's reconciliation: an order a row, last dose and decision.
func gMedsReconciled(s *sheet) {
	l := s.lookG(8.8)
	s.meds = some(s.rng, 5+s.rng.IntN(16), medRenewed)
	s.w, s.h = letterH, letterW
	s.left, s.right, s.bottom = 36, s.w-36, s.h-54
	s.page()
	s.text(s.left, s.y, l.title, pick(s.rng, "Medication Reconciliation", "Home Medication History", "Active Medication Profile"))
	s.textRight(s.right, s.y, l.bold, s.facility(s.hospital))
	s.y += 10
	s.capsG(l, 'b', s.fcg(2, chart.PatientName, s.pt()), s.fcg(1.1, chart.DateOfBirth, s.dob()), s.fcg(.7, chart.Sex, s.sex(false)), s.fcg(1.1, chart.MRN, s.mrnSeg()), s.fcg(1.1, chart.AccountNumber, s.acct()), s.fcg(1.1, chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.fcg(1.7, chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...))
	s.capsG(l, 'b', cg(1, s.label(chart.Allergy), s.allergyG()...))
	s.y += 10
	s.runG(l, "Medication Reconciliation")
	w := s.wide()
	var rows [][]any
	for _, m := range s.meds {
		rows = append(rows, []any{s.medSeg(m).in("medication"), cellOf("dose", m.dose), cellOf("route", m.route), cellOf("frequency", m.freq), []any{s.date(s.dos.AddDate(0, 0, -1-s.rng.IntN(4)), ""), " " + s.timeE()}, pick(s.rng, "Continue", "Continue", "Hold", "Stop"), m.for_})
	}
	s.ledger(ledger{name: "medications", x: s.left, head: l.bold, cell: l.txt, pad: 2.4, ways: pick(s.rng, "Hb", "Hr", "hz"), tint: ink{226, 232, 238}, cols: []col{{pick(s.rng, "Medication", "Drug Name"), w * .22, false}, {pick(s.rng, "Dose", "Strength"), w * .1, false}, {"Route", w * .1, false}, {pick(s.rng, "Frequency", "Freq / PRN"), w * .18, false}, {"Last Dose\nTaken", w * .15, false}, {"On Discharge", w * .11, false}, {"Indication", w * .14, false}}}, rows)
	s.signedG(l, s.attending, s.date(s.dos, chart.SignatureDate))
}

// gRxMessage is an electronic prescription as the pharmacy's side prints or faxes it.
func gRxMessage(s *sheet) {
	l := s.lookG(9.8)
	s.page()
	s.textMid(s.w/2, s.y, l.title, pick(s.rng, "ELECTRONIC PRESCRIPTION", "NEW PRESCRIPTION", "eRx Prescription (NEWRX)"))
	s.textMid(s.w/2, s.y+13, l.tiny, "Computer-generated; "+pick(s.rng, "transmitted by fax", "printed on tamper-resistant paper"))
	s.y += 24
	w := s.wide()
	s.threeG(l, []string{"PRESCRIBER", "PATIENT"}, []pair{{pick(s.rng, "Name", "Prescriber", "Authorized by"), s.mdE(s.attending, chart.ProviderName)}, s.kv(chart.ProviderNPI, s.npi(s.attending)), {"DEA", []any{seg{text: "F" + string(s.attending.last[0]) + digits(s.rng, 7), kind: chart.LicenseNumber, whose: Provider}}}, {"Practice", []any{s.facility(s.clinic)}}, {"Address", []any{s.roadE(s.clinic), ", ", s.cityE(s.clinic)}}, {"Tel/Fax", []any{s.phoneE(s.clinic.phone), " / ", s.faxE(s.clinic.fax)}}},
		[]pair{s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.Address, s.addr()), s.kv(chart.Phone, s.phone()), {pick(s.rng, "Date Written", "Written", "Date Issued"), []any{s.date(s.dos, chart.DateOfService)}}})
	s.text(s.left, s.y+8, l.txt, "PHARMACY: ", geo(s.clinic.city, Facility), " Pharmacy #"+digits(s.rng, 4)+", ", s.roadE(s.lab), ", ", s.cityE(s.lab), "  ", s.phoneE(s.lab.phone))
	s.y += 22
	for i, m := range s.meds[:1+s.rng.IntN(min(4, len(s.meds)))] {
		s.need(84)
		s.rectIn(s.left, s.y, s.right, s.y+70, .6, ink{90, 90, 90})
		s.text(s.left+6, s.y+14, l.bold.at(11), fmt.Sprintf("Drug %d:  ", i+1), s.medSeg(m), " "+m.dose)
		s.textIn(s.left+6, s.right-6, s.y+30, l.txt, "Directions: "+pick(s.rng, "Take", "Use")+" 1, "+m.route+", "+m.freq)
		s.text(s.left+6, s.y+46, l.txt, fmt.Sprintf("Quantity: %d (C48542 Each)", 30*(1+s.rng.IntN(3))))
		s.text(s.left+w*.4, s.y+46, l.txt, fmt.Sprintf("Days Supply: %d", 30*(1+s.rng.IntN(3))))
		s.text(s.left+w*.68, s.y+46, l.txt, fmt.Sprintf("Refills: %d", s.rng.IntN(5)))
		s.text(s.left+6, s.y+62, l.txt, "Substitutions: "+pick(s.rng, "Permitted", "DAW 1"), "     Notes to pharmacist: "+pick(s.rng, "none", "replaces earlier strength", "patient will call"))
		s.y += 78
	}
	s.y += 34
	s.need(60)
	if s.coin(.5) {
		s.autograph(s.left+10, s.y, 160, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
		s.line(s.left, s.y+5, s.left+250, s.y+5, .6, ink{})
		s.text(s.left, s.y+16, l.tiny, "Prescriber signature")
	} else {
		s.text(s.left, s.y, l.txt, append(append([]any{"E-signed by: "}, s.mdE(s.attending, "")...), "   ", s.date(s.dos, chart.SignatureDate), " "+s.timeE())...)
	}
	s.text(s.left, s.y+34, l.tiny, "Message ID ", s.otherID(strings.ToLower(digits(s.rng, 6)+"f"+digits(s.rng, 5))))
}

// gShotsHistory is the list of a record: vaccine, then each dose with its particulars.
func gShotsHistory(s *sheet) {
	l := s.lookG(9)
	s.left, s.right = 40, s.w-40
	s.page()
	s.text(s.left, s.y, l.title, pick(s.rng, "Immunization Administration History", "Immunizations and Injections", "Immunization History Report"))
	s.textRight(s.right, s.y+12, l.txt, s.facility(s.clinic), "   ", s.phoneE(s.clinic.phone))
	s.y += 18
	s.capsG(l, pick(s.rng, byte('u'), 'b', '-'), s.fcg(2, chart.PatientName, s.pt()), s.fcg(1.1, chart.DateOfBirth, s.dob()), s.fcg(.9, chart.Sex, s.sex(s.coin(.5))), s.fcg(1.2, chart.MRN, s.mrnSeg()), cg(1.8, "PCP", s.mdE(s.pcp, chart.ProviderName)...))
	s.y += 10
	s.runG(l, "Immunizations")
	w, span := s.wide(), 365*min(s.age, 18)
	var rows [][]any
	for _, v := range some(s.rng, 6+s.rng.IntN(8), shotsRenewed) {
		at := s.now.AddDate(0, 0, -20-s.rng.IntN(span))
		rows = append(rows, []any{seg{text: v.name, field: chart.Vaccine}.in("vaccine"), s.date(at, "").in("date"), "0.5 mL", cellOf("site", v.site), cellOf("lot", lot(s.rng)), at.AddDate(1, 5, 0).Format("01/2006"), pick(s.rng, "Merck", "GSK", "Sanofi Pasteur", "Pfizer, Inc", "Historical")})
	}
	s.ledger(ledger{name: "immunizations", x: s.left, head: l.bold, cell: l.txt, pad: 2.6, ways: pick(s.rng, "Hr", "hz", "b"), tint: ink{226, 232, 238}, cols: []col{{pick(s.rng, "Immunization", "Vaccine / Product"), w * .25, false}, {pick(s.rng, "Admin Date", "Date", "Given On"), w * .13, false}, {"Dose", w * .08, false}, {"Site", w * .16, false}, {pick(s.rng, "Lot #", "Lot Number"), w * .12, false}, {"Exp", w * .1, false}, {"Manufacturer", w * .16, false}}}, rows)
	s.signedG(l, s.pcp, s.date(s.dos, chart.SignatureDate))
}

// gShotsGrid is a registry's grid: vaccines down, dates given across, without saying which dose.
func gShotsGrid(s *sheet) {
	l := s.lookG(9.2)
	s.page()
	s.textMid(s.w/2, s.y, l.title, titled(stateNames[s.clinic.state])+" Immunization Registry")
	s.textMid(s.w/2, s.y+14, l.txt, pick(s.rng, "Official Immunization Record", "Vaccination Record for Schools and Employers"))
	s.y += 24
	s.threeG(l, []string{"Patient", "Record holder"}, []pair{s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(true)), {pick(s.rng, "Chart #", "MRN", "Provider's Patient ID"), []any{s.mrnSeg()}}},
		[]pair{{"Organization", []any{s.facility(s.clinic)}}, {"Clinician", s.mdE(s.pcp, chart.ProviderName)}, {"Responsible person", []any{s.rel(s.kin)}}, {"Printed", []any{s.date(s.printed, "")}}})
	w, span := s.wide(), 365*min(s.age, 18)
	var rows [][]any
	for _, v := range some(s.rng, 6+s.rng.IntN(8), shotsRenewed) {
		var days []int
		for range 1 + s.rng.IntN(4) {
			days = append(days, 20+s.rng.IntN(span))
		}
		slices.Sort(days)
		slices.Reverse(days)
		row := []any{seg{text: v.name, field: chart.Vaccine}.in("vaccine")}
		for _, n := range days {
			row = append(row, s.date(s.now.AddDate(0, 0, -n), "").in("date"))
		}
		rows = append(rows, row)
	}
	s.ledger(ledger{name: "immunizations", x: s.left, head: l.bold, cell: l.txt, pad: 3, ways: pick(s.rng, "b", "Hb", "hr"), tint: ink{226, 236, 226}, cols: []col{{"Vaccine Group", w * .32, false}, {"Dates Given", w * .17, false}, {"", w * .17, false}, {"", w * .17, false}, {"", w * .17, false}}}, rows)
	s.sayG(l, 0, "Recommended next: "+pick(s.rng, "Influenza, due now", "Tdap, due in 2 years", "none")+". Health care providers may report errors to the registry help desk at ", s.phoneE(s.lab.phone), ".")
	s.symbol(qrCode, s.right-70, s.h-110, 60, 60, "SHC|"+alnum(s.mrn)+"|"+s.patient.dob.Format("20060102"))
}
