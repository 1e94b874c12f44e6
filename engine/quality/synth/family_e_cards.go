package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

func pageE(page, pages int) string { return fmt.Sprintf("Page %d of %d", page, pages) }

// eCardPlan is a plan's card, front over back, with a code that the pharmacy scans.
func eCardPlan(s *sheet) {
	l := s.lookE(web, webBold, 8)
	s.h, s.bottom = 520, 500
	s.page()
	x, y, w, h := 120+s.rng.Float64()*90, 50.0, 270.0, 170.0
	s.rectIn(x, y, x+w, y+h, .7, ink{120, 120, 120})
	s.bar(x+1, y+h-26, x+w-1, y+h-1, l.accent)
	s.text(x+14, y+26, l.bold.at(15).inked(l.accent), s.payerSeg())
	s.text(x+14, y+38, l.tiny, s.plan+" Network")
	s.text(x+14, y+58, l.tiny, pick(s.rng, "Subscriber", "Name of Insured", "Enrollee"))
	s.text(x+14, y+69, l.bold.at(10), s.pt())
	s.text(x+14, y+86, l.tiny, s.label(chart.MemberID))
	s.text(x+14, y+97, l.bold.at(10), s.memberID())
	s.text(x+14, y+114, l.tiny, s.label(chart.GroupNumber))
	s.text(x+14, y+125, l.bold, s.groupNo())
	s.mailE(x+160, y+60, l.txt.at(7), false, []any{"PCP visit      $30"}, []any{"Specialist     $60"}, []any{"Urgent care  $75"}, []any{"ER                $350"}, []any{"Rx Bin 017010"}, []any{"Rx PCN CIHSCARE"}, []any{"Rx Grp " + digits(s.rng, 6)})
	s.text(x+14, y+h-9, l.bold.at(8).inked(ink{255, 255, 255}), "Effective ", s.date(day(1, 1), ""))
	y += h + 40
	s.rectIn(x, y, x+w, y+h, .7, ink{120, 120, 120})
	s.symbol(qrCode, x+w-70, y+14, 56, 56, "BIN017010|ID"+alnum(s.member)+"|GRP"+alnum(s.group))
	yy := s.block(x+14, y+20, 170, l.txt.at(7.5), "Call before a hospital admission. Benefits depend on eligibility at the time of service. This card is not a guarantee of payment.")
	s.mailE(x+14, yy+8, l.txt.at(8), false, []any{"Member services  ", s.phoneE(s.clinic.phone)}, []any{"Nurse line, 24 hours  ", s.phoneE(s.lab.phone)}, []any{"Provider eligibility  ", s.phoneE(s.hospital.phone)}, []any{seg{text: s.lab.web, kind: chart.URL, whose: Facility}})
	s.text(x+14, y+h-22, l.txt.at(7.5), "Claims: ", geo("P.O. Box "+digits(s.rng, 5), Facility), ", ", s.cityE(s.lab))
	s.text(x+14, y+h-11, l.txt.at(7.5), "Payer ID "+digits(s.rng, 5))
}

// eCardState is a managed-care or dental card, laid askew on the glass.
func eCardState(s *sheet) {
	l := s.lookE(humanist, humanBold, 9)
	s.page()
	x, y, w, h := 60+s.rng.Float64()*200, 90+s.rng.Float64()*300, 250.0, 158.0
	s.rectIn(x, y, x+w, y+h, 1, ink{60, 60, 60})
	s.textIn(x+10, x+w-112, y+19, l.bold.at(12), s.payerSeg())
	s.textRight(x+w-10, y+19, l.bold.at(8), pick(s.rng, "MEMBER IDENTIFICATION CARD", "HEALTH CARD", "Medical / Rx"))
	s.line(x+10, y+25, x+w-10, y+25, 1.5, l.accent)
	rows := []pair{{pick(s.rng, "Member", "Name", "Insured"), []any{s.pt()}}, s.kv(chart.MemberID, s.memberID()), s.kv(chart.DateOfBirth, s.dob())}
	if s.coin(.7) {
		rows = append(rows, s.kv(chart.GroupNumber, s.groupNo()))
	}
	rows = append(rows, pair{"PCP", s.mdE(s.pcp, chart.ProviderName)}, pair{"PCP Phone", []any{s.phoneE(s.clinic.phone)}}, pair{"Eff. Date", []any{s.date(s.now.AddDate(0, -5, 0), "")}})
	for i, p := range rows {
		yy := y + 39 + float64(i)*13
		s.text(x+10, yy, l.txt.at(8), p.label)
		s.textIn(x+86, x+w-8, yy, l.bold.at(8.5), p.value...)
	}
	s.text(x+10, y+h-20, l.tiny, "Copay: PCP $0   Specialist $15   ER $50   Generic Rx $3")
	s.symbol(code128, x+w-108, y+h-16, 98, 11, alnum(s.member))
	s.text(x+10, y+h-7, l.tiny, "TTY 711")
}

// eIDWide is a licence with its back, where the stacked code is.
func eIDWide(s *sheet) {
	l := s.lookE(humanist, humanBold, 10)
	s.h, s.bottom = 600, 590
	s.page()
	x, y, w, h := 110+s.rng.Float64()*80, 46.0, 330.0, 208.0
	s.bar(x, y, x+w, y+h, ink{240, 242, 238})
	s.bar(x, y, x+w, y+30, pick(s.rng, ink{40, 70, 120}, ink{90, 30, 40}, ink{30, 90, 70}))
	s.text(x+12, y+20, l.bold.at(14).inked(ink{255, 255, 255}), titled(stateNames[s.patient.state]))
	s.textRight(x+w-12, y+19, l.bold.at(8).inked(ink{255, 255, 255}), pick(s.rng, "DRIVER LICENSE", "REAL ID DRIVER LICENSE", "OPERATOR LICENSE"))
	s.photo(x+w-104, y+40, 92, 116)
	lic := s.id(digits(s.rng, 3)+" "+digits(s.rng, 3)+" "+digits(s.rng, 3), "", chart.LicenseNumber)
	name := s.pt()
	name.text = strings.ToUpper(listed(s.patient))
	n := s.inParts(name, strings.ToUpper(s.patient.last), strings.ToUpper(strings.TrimSpace(s.patient.first+" "+s.patient.middle)))
	ad := s.addr()
	ad.text = strings.ToUpper(ad.text)
	a := s.inParts(ad, strings.ToUpper(s.patient.street), strings.ToUpper(s.patient.cityLine()))
	v, sm := l.bold.at(10), l.tiny.at(6.5)
	put := func(dx, dy float64, label string, v1 style, part any) {
		e := s.text(x+dx, y+dy, sm, label)
		s.textIn(e+4, x+w-110, y+dy, v1, part)
	}
	put(12, 46, "DL NO.", v, lic)
	put(12, 62, "DOB", v, s.dob())
	put(12, 80, "LN", v.at(12), n[0])
	put(12, 95, "FN", v.at(12), n[1])
	s.textIn(x+12, x+w-110, y+112, l.txt.at(9), a[0])
	s.textIn(x+12, x+w-110, y+123, l.txt.at(9), a[1])
	put(12, 140, "SEX", v, s.sex(false))
	put(60, 140, "HT", v, fmt.Sprintf("%d-%02d", 5, s.rng.IntN(12)))
	put(110, 140, "EYES", v, pick(s.rng, "BRN", "BLU", "GRN"))
	put(12, 156, "ISS", v, s.date(s.now.AddDate(-2, 1, 3), ""))
	put(110, 156, "EXP", v, s.date(s.now.AddDate(2, 1, 3), ""))
	put(12, 172, "CLASS", v, "D")
	put(70, 172, "END", v, "NONE")
	s.autograph(x+16, y+200, 140, spoken(s.patient, false), Patient, "")
	y += h + 36
	s.bar(x, y, x+w, y+h, ink{244, 244, 244})
	s.pdf417(x+16, y+16, w-32, 64, "@ANSI 636000DAQ"+alnum(lic.text)+" DCS"+strings.ToUpper(s.patient.last)+" DAC"+strings.ToUpper(s.patient.first)+" DBB"+s.patient.dob.Format("01022006"))
	s.text(x+16, y+104, l.tiny, "Class D: any vehicle under 26,001 lb.   Restrictions: none")
	s.text(x+16, y+116, l.tiny, "DD ", s.otherID(digits(s.rng, 12)))
	s.text(x+16, y+h-14, l.tiny, "If found drop in any mailbox. Return postage guaranteed.")
	s.symbol(code128, x+w-120, y+h-44, 104, 18, digits(s.rng, 12))
}

func titled(s string) string {
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// eIDTall is an upright card: picture above, name beneath it.
func eIDTall(s *sheet) {
	l := s.lookE(web, webBold, 9)
	s.page()
	x, y, w, h := 90+s.rng.Float64()*220, 80+s.rng.Float64()*200, 214.0, 338.0
	s.rectIn(x, y, x+w, y+h, 1.2, ink{90, 90, 90})
	s.bar(x+1, y+1, x+w-1, y+40, l.accent)
	s.textMid(x+w/2, y+18, l.bold.at(12).inked(ink{255, 255, 255}), "STATE OF "+stateNames[s.patient.state])
	s.textMid(x+w/2, y+32, l.txt.at(8).inked(ink{255, 255, 255}), pick(s.rng, "Identification Card", "Non-Driver Identification", "Senior & Non-Driver ID"))
	s.photo(x+14, y+50, 88, 112)
	v := l.bold.at(8.5)
	lic := s.id(pick(s.rng, "S", "K", "R")+digits(s.rng, 3)+"-"+digits(s.rng, 4)+"-"+digits(s.rng, 4), "", chart.LicenseNumber)
	for i, p := range []pair{{"ID Number", []any{lic}}, {"Birthdate", []any{s.dob()}}, {"Issued", []any{s.date(s.now.AddDate(-1, -2, 0), "")}}, {"Expires", []any{s.date(s.now.AddDate(4, -2, 0), "")}}} {
		s.text(x+112, y+62+float64(i)*27, l.tiny, p.label)
		s.textIn(x+112, x+w-6, y+73+float64(i)*27, v, p.value...)
	}
	name := s.pt()
	name.text = spoken(s.patient, false)
	s.textIn(x+14, x+w-8, y+184, l.bold.at(13), name)
	a := s.inParts(s.addr(), s.patient.street, s.patient.cityLine())
	s.textIn(x+14, x+w-8, y+200, l.txt, a[0])
	s.textIn(x+14, x+w-8, y+213, l.txt, a[1])
	s.text(x+14, y+234, l.tiny, "Sex ")
	s.text(x+34, y+234, v, s.sex(false))
	s.text(x+62, y+234, l.tiny, "Height ")
	s.text(x+90, y+234, v, fmt.Sprintf("5'%02d\"", s.rng.IntN(12)))
	s.text(x+128, y+234, l.tiny, "Eyes ")
	s.text(x+150, y+234, v, pick(s.rng, "Brown", "Blue", "Hazel"))
	s.autograph(x+20, y+270, 130, spoken(s.patient, false), Patient, "")
	s.line(x+14, y+275, x+w-14, y+275, .4, ink{120, 120, 120})
	s.symbol(qrCode, x+w-60, y+h-60, 46, 46, alnum(lic.text)+"/"+s.patient.dob.Format("20060102"))
	s.symbol(code128, x+14, y+h-40, 120, 22, alnum(lic.text))
}
