package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// dCard is a photocopied card: a national programme's, a state's, or a commercial plan's.
func dCard(s *sheet) {
	s.h, s.bottom = 430, 400
	s.page()
	l := s.lookD(sans, sansBold, 8.5)
	x, y, w, h := 36+s.rng.Float64()*20, 60+s.rng.Float64()*60, 262.0, 166.0
	s.rectIn(x, y, x+w, y+h, .8, ink{110, 110, 110})
	switch {
	case s.payer == "Medicare":
		s.nationalCardD(l, x, y, w)
	case strings.HasPrefix(s.payer, "Medicaid"):
		s.stateCardD(l, x, y, w)
	default:
		s.planCardD(l, x, y, w)
	}
	bx := x + w + 18
	s.rectIn(bx, y, bx+w, y+h, .8, ink{110, 110, 110})
	s.bar(bx, y+14, bx+w, y+34, ink{60, 60, 60})
	s.mailD(bx+10, y+52, 13, l.tiny.at(7.5), []any{"Members: ", s.telOf(s.clinic.phone, chart.PhoneNumber, Facility), "  (TTY 711)"}, []any{"Providers: ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility)},
		[]any{"Pharmacists: ", s.telOf(s.hospital.phone, chart.PhoneNumber, Facility)}, []any{seg{text: s.lab.web, kind: chart.URL, whose: Facility}}, []any{"Mail claims to: Claims, ", geo("PO Box "+digits(s.rng, 4)+", "+s.lab.cityLine(), Facility)}, []any{"Carry this card with you. It does not prove eligibility."})
}

func (s *sheet) nationalCardD(l lookD, x, y, w float64) {
	s.bar(x+1, y+1, x+w-1, y+30, ink{35, 60, 125})
	s.text(x+12, y+20, l.bold.at(13).inked(ink{255, 255, 255}), s.payerSeg(), " HEALTH INSURANCE")
	s.text(x+12, y+48, l.tiny, "Name/Nombre")
	s.text(x+12, y+62, l.bold.at(11), s.ptUpper())
	s.text(x+12, y+84, l.tiny, "Medicare Number/Número de Medicare")
	s.text(x+12, y+98, l.bold.at(11), s.memberID())
	s.text(x+12, y+118, l.tiny, "Entitled to/Con derecho a")
	s.textIn(x+140, x+w-8, y+118, l.tiny, "Coverage starts/Cobertura empieza")
	since := s.patient.dob.AddDate(65, 0, 0)
	if since.After(s.dos) {
		since = s.dos.AddDate(-2, -3, 0)
	}
	for i, p := range []string{"HOSPITAL (PART A)", "MEDICAL (PART B)"} {
		s.text(x+12, y+133+float64(i)*13, l.bold, p)
		s.text(x+140, y+133+float64(i)*13, l.bold, s.dateAs(since, "01-02-2006"))
	}
	s.bar(x+1, y+158, x+w-1, y+165, ink{190, 40, 50})
}

// ptUpper is the patient as embossed: first, middle, last in capitals.
func (s *sheet) ptUpper() seg {
	v := s.pt()
	v.text = strings.ToUpper(spoken(s.patient, false))
	return v
}

func (s *sheet) stateCardD(l lookD, x, y, w float64) {
	s.text(x+12, y+22, l.bold.at(13).inked(ink{0, 90, 80}), s.payerSeg())
	s.line(x, y+30, x+w, y+30, 2, ink{0, 90, 80})
	s.textRight(x+w-10, y+40, l.tiny, "Medical Assistance ID Card")
	st := l.txt.in(goMono).at(10)
	s.text(x+12, y+52, st, s.memberID())
	s.text(x+12, y+61, l.tiny.at(6), "RECIPIENT ID NUMBER")
	s.text(x+12, y+82, st, s.ptUpper())
	s.text(x+12, y+91, l.tiny.at(6), "RECIPIENT NAME")
	s.text(x+12, y+112, st, s.dob())
	s.text(x+12, y+121, l.tiny.at(6), "BIRTHDATE")
	s.text(x+110, y+112, st, s.sex(false))
	s.text(x+110, y+121, l.tiny.at(6), "SEX")
	s.text(x+150, y+112, st, s.date(s.now.AddDate(0, -4, 0), ""))
	s.text(x+150, y+121, l.tiny.at(6), "ISSUE DATE")
	s.text(x+12, y+150, l.tiny, "Present this card each time you receive medical services.")
}

func (s *sheet) planCardD(l lookD, x, y, w float64) {
	s.disc(x+24, y+20, 11, ink{20, 90, 170}, y+160)
	s.text(x+42, y+24, l.bold.at(12.5).inked(ink{20, 60, 130}), s.payerSeg())
	s.line(x, y+38, x+w, y+38, 1.2, ink{20, 90, 170})
	up := func(x, y float64, label string, st style, v ...any) {
		s.text(x, y, l.tiny, label)
		s.textIn(x, x+130, y+11, st, v...)
	}
	up(x+12, y+52, pick(s.rng, "Subscriber Name", "Member Name", "Enrollee Name"), l.bold.at(9.5), s.ptUpper())
	up(x+12, y+78, pick(s.rng, "Identification Number", "Subscriber ID", "Member ID"), l.bold.at(9.5), s.memberID())
	up(x+12, y+104, pick(s.rng, "Group Number", "Group No."), l.bold, s.groupNo())
	up(x+12, y+130, "Coverage Date", l.txt, s.date(day(1, 1), ""))
	s.mailD(x+152, y+53, 12, l.tiny.at(7.5), []any{"Plan: " + s.plan}, []any{"RxBIN: 003858"}, []any{"RxPCN: A4"}, []any{"RxGRP: RX" + digits(s.rng, 4)}, []any{"Office Visit: $25"}, []any{"Specialist: $50"}, []any{"Emergency: $300"})
	s.rect(x+w-46, y+138, x+w-12, y+158, 1.2)
	s.textMid(x+w-29, y+152, l.bold, pick(s.rng, "PPO", "HMO", "EPO"))
}

var stateNames = map[string]string{"NH": "NEW HAMPSHIRE", "IL": "ILLINOIS", "ME": "MAINE", "OH": "OHIO", "PA": "PENNSYLVANIA", "AL": "ALABAMA", "OK": "OKLAHOMA", "NM": "NEW MEXICO", "OR": "OREGON", "MN": "MINNESOTA",
	"LA": "LOUISIANA", "ND": "NORTH DAKOTA", "ID": "IDAHO", "NC": "NORTH CAROLINA", "CA": "CALIFORNIA", "NY": "NEW YORK", "TX": "TEXAS", "WI": "WISCONSIN", "CO": "COLORADO"}

// dID is a driver licence with the numbered elements of the American standard for such cards, copied onto a sheet.
func dID(s *sheet) {
	s.h, s.bottom = 500, 480
	s.page()
	l := s.lookD(condBold, condBold, 11)
	x, y, w, h := 70+s.rng.Float64()*60, 70+s.rng.Float64()*50, 380.0, 240.0
	s.bar(x, y, x+w, y+h, ink{236, 241, 246})
	s.rectIn(x, y, x+w, y+h, 1, ink{90, 100, 120})
	s.text(x+14, y+27, l.bold.at(20).inked(ink{30, 50, 110}), stateNames[s.patient.state])
	s.textRight(x+w-14, y+20, l.bold.at(10).inked(ink{30, 50, 110}), pick(s.rng, "DRIVER LICENSE", "DRIVER'S LICENSE", "IDENTIFICATION CARD"))
	s.textRight(x+w-14, y+32, l.bold.at(8), "USA")
	s.photo(x+14, y+46, 96, 124)
	lst := style{font: cond, size: 7.5, col: ink{60, 80, 130}}
	v := l.txt
	up := strings.ToUpper
	col, right := x+122, x+w-10
	name := s.pt()
	name.text = up(listed(s.patient))
	n := s.inPieces(name, up(s.patient.last), up(strings.TrimSpace(s.patient.first+" "+s.patient.middle)))
	lic := s.id(string(rune('A'+s.rng.IntN(26)))+digits(s.rng, 3)+"-"+digits(s.rng, 4)+"-"+digits(s.rng, 4), "", chart.LicenseNumber)
	ad := s.addr()
	ad.text = up(ad.text)
	a := s.inPieces(ad, up(s.patient.street), up(s.patient.cityLine()))
	two := func(dy float64, l1 string, v1 any, l2 string, v2 any) {
		s.sayD(col, col+134, y+dy, lst, v, l1, v1)
		if l2 != "" {
			s.sayD(col+138, right, y+dy, lst, v, l2, v2)
		}
	}
	two(54, "4d DLN", lic, "9 CLASS", pick(s.rng, "D", "C", "O"))
	two(71, "3 DOB", s.dob(), "4b EXP", s.date(s.now.AddDate(3, 4, 2), ""))
	s.sayD(col, right, y+89, lst, v.at(12), "1", n[0])
	s.sayD(col, right, y+104, lst, v.at(12), "2", n[1])
	s.sayD(col, right, y+121, lst, v, "8", a[0])
	s.text(col+9, y+134, v, a[1])
	two(152, "15 SEX", s.sex(false), "18 EYES", pick(s.rng, "BRO", "BLU", "HAZ", "GRN"))
	two(168, "16 HGT", fmt.Sprintf("5'-%02d\"", s.rng.IntN(12)), "17 WGT", fmt.Sprintf("%d lb", 110+s.rng.IntN(120)))
	two(184, "4a ISS", s.date(s.now.AddDate(-1, 4, 2), ""), "12 REST", pick(s.rng, "NONE", "B"))
	s.sayD(x+250, right, y+225, lst, style{font: cond, size: 8}, "5 DD", s.otherID(digits(s.rng, 14)))
	s.sign(x+16, y+222, spoken(s.patient, false), Patient, "")
	s.barcode(x+250, y+196, 110, 16, digits(s.rng, 12))
}
