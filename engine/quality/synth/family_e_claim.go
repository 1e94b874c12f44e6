package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// flE is one form locator of the institutional claim: number, label, value.
func (s *sheet) flE(l lookE, x, y, w, h float64, label string, v ...any) {
	s.rectIn(x, y, x+w, y+h, .45, l.accent)
	s.textIn(x+2, x+w-1, y+6.5, l.tiny, label)
	if len(v) > 0 {
		s.textIn(x+4, x+w-2, y+h-3.5, l.txt, v...)
	}
}

// flRowE is a row of form locators.
func (s *sheet) flRowE(l lookE, h float64, cells ...shareE) {
	s.spread(cells, func(x, x1 float64, c shareE) { s.flE(l, x, s.y, x1-x, h, c.label, c.value...) })
	s.y += h
}

// eClaimUB is the institutional claim form with revenue codes.
func eClaimUB(s *sheet) {
	l := s.lookE(courier, courBold, 8.6)
	l.accent = pick(s.rng, ink{190, 70, 60}, ink{60, 60, 60}, ink{40, 110, 70})
	l.tiny = style{font: humanist, size: 5.6, col: l.accent}
	s.left, s.right = 28, s.w-28
	s.dos = s.admit
	s.page()
	up, p := strings.ToUpper, s.patient
	hosp := s.facility(s.hospital)
	hosp.text = up(hosp.text)
	s.text(s.left+2, s.y-18, l.txt, hosp)
	s.text(s.left+2, s.y-8, l.txt, geo(up(s.hospital.street), Facility))
	s.text(s.left+2, s.y+2, l.txt, geo(up(s.hospital.cityLine()), Facility))
	s.flE(l, s.right-222, s.y-28, 150, 17, "3a PAT. CNTL #", s.acct())
	s.flE(l, s.right-222, s.y-11, 150, 17, "b. MED. REC. #", s.mrnSeg())
	s.flE(l, s.right-72, s.y-28, 72, 17, "4 TYPE OF BILL", "0111")
	s.flE(l, s.right-72, s.y-11, 72, 17, "5 FED. TAX NO.", seg{text: digits(s.rng, 9), kind: chart.OtherID, whose: Facility})
	s.y += 8
	ad := s.addr()
	ad.text = up(p.street) + " " + up(p.city) + " " + p.state + " " + p.zip
	a := s.inParts(ad, up(p.street), up(p.city), p.state, p.zip)
	s.flRowE(l, 21, sh(2.2, "8 PATIENT NAME", s.upE(s.pt(), listed(p))), sh(3.4, "9 PATIENT ADDRESS", a[0]), sh(1.3, "b", a[1]), sh(.4, "c", a[2]), sh(.9, "d", a[3]))
	s.flRowE(l, 21, sh(1, "10 BIRTHDATE", s.mdE2(p.dob.Format("01022006"), chart.DateOfBirth, p.dob.Format("2006-01-02"))), sh(.5, "11 SEX", s.sex(false)), sh(.9, "12 ADMISSION DATE", s.mdE2(s.admit.Format("010206"), chart.AdmissionDate, s.admit.Format("2006-01-02"))), sh(.5, "13 HR", fmt.Sprintf("%02d", s.rng.IntN(24))), sh(.5, "14 TYPE", "1"), sh(.5, "15 SRC", "7"), sh(.5, "16 DHR", "11"), sh(.5, "17 STAT", "01"),
		sh(1.6, "6 STATEMENT COVERS PERIOD  FROM   THROUGH", s.mdE2(s.admit.Format("010206"), "", ""), "  ", s.mdE2(s.discharge.Format("010206"), chart.DischargeDate, s.discharge.Format("2006-01-02"))))
	s.y += 6
	s.text(s.left+4, s.y+10, l.tiny.at(6.5), "38")
	s.mailE(s.left+18, s.y+10, l.txt, false, []any{s.upE(s.payerSeg(), s.payer)}, []any{geo("PO BOX "+digits(s.rng, 4), Facility)}, []any{geo(up(s.lab.cityLine()), Facility)})
	s.y += 44
	s.revenueE(l)
	s.footUB(l)
}

// upE is a seg in other words of the same meaning, in capitals.
func (s *sheet) upE(v seg, text string) seg {
	v.text = strings.ToUpper(text)
	return v
}

// mdE2 is a date in the digits of a claim.
func (s *sheet) mdE2(text string, f chart.FieldName, norm string) seg {
	return seg{text: text, field: f, norm: norm, kind: chart.Date, whose: Patient}
}

// revenueE draws the service lines of the form and its total.
func (s *sheet) revenueE(l lookE) {
	ws := []float64{40, 176, 92, 58, 50, 92, 48}
	heads := []string{"42 REV. CD.", "43 DESCRIPTION", "44 HCPCS / RATE", "45 SERV. DATE", "46 UNITS", "47 TOTAL CHARGES", "49"}
	x := s.left
	for i, h := range heads {
		s.flE(l, x, s.y, ws[i], 11, h)
		x += ws[i]
	}
	s.y += 11
	top := s.y
	total := 0
	for _, v := range some(s.rng, 3+s.rng.IntN(9), services) {
		c := v.cents * v.units
		total += c
		first := len(s.marks)
		x := s.left
		for i, part := range []any{pick(s.rng, "0250", "0300", "0320", "0450", "0636", "0730"), cellOf("description", strings.ToUpper(v.desc)), s.codeCell(v), s.mdE2(s.dos.Format("010206"), chart.DateOfService, s.dos.Format("2006-01-02")).in("date_of_service"), cellOf("units", fmt.Sprint(v.units)), s.ubMoney(c).in("charge")} {
			if i >= 4 {
				s.textRight(x+ws[i]-5, s.y+10, l.txt, part)
			} else {
				s.textIn(x+4, x+ws[i]-3, s.y+10, l.txt, part)
			}
			x += ws[i]
		}
		s.gather("service_lines", first)
		s.y += 13.5
	}
	end := top + 13.5*18
	x = s.left
	for _, w := range ws {
		s.rectIn(x, top, x+w, end, .45, l.accent)
		x += w
	}
	for i := range 17 {
		s.line(s.left, top+13.5*float64(i+1), s.right, top+13.5*float64(i+1), .25, l.accent)
	}
	s.y = end
	s.text(s.left+4, s.y+11, l.txt, "0001")
	s.text(s.left+44, s.y+11, l.txt, "PAGE 1 OF 1")
	s.text(s.left+216, s.y+11, l.tiny, "CREATION DATE")
	s.text(s.left+262, s.y+11, l.txt, s.mdE2(s.printed.Format("010206"), "", ""))
	s.text(s.left+330, s.y+11, l.tiny.at(7), "TOTALS")
	t := s.ubMoney(total)
	t.field = chart.TotalCharge
	s.textRight(s.left+ws[0]+ws[1]+ws[2]+ws[3]+ws[4]+ws[5]-5, s.y+11, l.txt, t)
	s.rectIn(s.left, s.y, s.right, s.y+15, .45, l.accent)
	s.y += 20
}

// ubMoney is an amount with a point and without the dollar sign.
func (s *sheet) ubMoney(cents int) seg {
	m := s.money(cents, "")
	m.text = m.norm
	return m
}

// footUB is payer, insured, diagnoses and the attending physician.
func (s *sheet) footUB(l lookE) {
	up := strings.ToUpper
	s.flRowE(l, 22, sh(2.2, "50 PAYER NAME", up(s.payer)), sh(1.4, "51 HEALTH PLAN ID", digits(s.rng, 5)), sh(.5, "52 REL", "Y"), sh(.5, "53 ASG", "Y"), sh(1.2, "56 NPI", seg{text: npi(s.rng), kind: chart.LicenseNumber, whose: Facility}))
	s.flRowE(l, 22, sh(2.4, "58 INSURED'S NAME", s.ptAs(up(listed(s.patient)))), sh(.5, "59 P.REL", "18"), sh(1.7, "60 INSURED'S UNIQUE ID", s.memberID()), sh(1.2, "61 GROUP NAME", up(s.plan)), sh(1.3, "62 INSURANCE GROUP NO.", s.groupNo()))
	s.flRowE(l, 22, sh(1.8, "63 TREATMENT AUTHORIZATION CODES", s.otherID("AUTH"+digits(s.rng, 6))), sh(1.8, "64 DOCUMENT CONTROL NUMBER", s.claimNo()), sh(1.6, "65 EMPLOYER NAME", s.employerUp()))
	s.y += 4
	var cells []shareE
	for i := range 6 {
		label := "67"
		if i > 0 {
			label = string(rune('A' + i - 1))
		}
		if i < len(s.dx) {
			v := s.codeSeg(s.dx[i])
			v.text = strings.ReplaceAll(v.text, ".", "")
			cells = append(cells, sh(1, label, v))
			continue
		}
		cells = append(cells, sh(1, label))
	}
	s.flRowE(l, 22, cells...)
	s.y += 4
	d := s.attending
	name := s.doc(d, chart.ProviderName)
	name.text = up(d.last + " " + d.first)
	name.norm = up(d.last + ", " + d.first)
	n := s.inParts(name, up(d.last), up(d.first))
	s.flRowE(l, 22, sh(1.6, "76 ATTENDING   NPI", s.npi(d)), sh(.8, "QUAL", "1G"), sh(1.7, "LAST", n[0]), sh(1.5, "FIRST", n[1]))
	s.flRowE(l, 22, sh(5.6, "80 REMARKS", pick(s.rng, "", "CORRECTED CLAIM", "MEDICAL RECORDS ATTACHED")))
	s.text(s.left, s.y+9, l.tiny, "UB-04 CMS-1450     APPROVED OMB NO. 0938-0997     THE CERTIFICATIONS ON THE REVERSE APPLY TO THIS BILL AND ARE MADE A PART HEREOF.")
}

func (s *sheet) employerUp() seg {
	v := s.employerSeg()
	v.text = strings.ToUpper(v.text)
	return v
}

// eClaimPrint is a professional claim as a billing system prints it for its files.
func eClaimPrint(s *sheet) {
	l := s.lookE(humanist, humanBold, 9.6)
	s.page()
	s.text(s.left, s.y, l.bold.at(14), pick(s.rng, "Professional Claim", "Claim Detail (837P)", "MEDICAL CLAIM FORM"))
	s.textRight(s.right, s.y, l.bold, s.label(chart.ClaimNumber)+" ", s.claimNo())
	s.line(s.left, s.y+6, s.right, s.y+6, 1.4, l.accent)
	s.y += 24
	mid := s.left + s.wide()*.54
	p := s.patient
	s.barE(l, 2, "Patient / Subscriber")
	s.besideE(l, l.lab.at(8.5), 86, 13.5, []float64{s.left, mid}, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.Address, s.addr()), s.kv(chart.Phone, s.phone()),
		s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID()), s.kv(chart.GroupNumber, s.groupNo()), pair{"Subscriber", []any{s.ptAs(spoken(p, false)), " (self)"}}, s.kv(chart.AccountNumber, s.acct()))
	s.barE(l, 2, "Providers")
	s.besideE(l, l.lab.at(8.5), 86, 13.5, []float64{s.left, mid}, pair{pick(s.rng, "Rendering", "Rendering Prov", "Billing Provider"), s.mdE(s.attending, chart.ProviderName)}, s.kv(chart.ProviderNPI, s.npi(s.attending)), pair{pick(s.rng, "Service Facility", "Facility", "Place of Service"), []any{s.facility(s.clinic)}}, pair{pick(s.rng, "Referring", "Ref. Provider", "Referring Prov"), s.mdE(s.referrer, chart.ReferringProvider)}, pair{"Ref. NPI", []any{s.npiOf(s.referrer)}}, pair{"Tax ID", []any{seg{text: digits(s.rng, 2) + "-" + digits(s.rng, 7), kind: chart.OtherID, whose: Provider}}})
	s.barE(l, 2, "Diagnoses")
	var dx []any
	for i, d := range s.dx {
		dx = append(dx, string(rune('A'+i))+" ", s.codeSeg(d), "      ")
	}
	s.para(s.left+8, s.wide()-8, l.txt, dx...)
	s.skip(4)
	rows, total := s.charges(1+s.rng.IntN(7), func(v service, d seg) []any {
		return []any{d.in("date_of_service"), "11", s.codeCell(v), pick(s.rng, "", "25"), cellOf("description", v.desc), string("ABCD"[s.rng.IntN(min(4, len(s.dx)))]), cellOf("units", fmt.Sprint(v.units)), s.cents(v.cents*v.units, "charge")}
	})
	s.tableE(tableE{l: l, name: "service_lines", cell: l.txt, head: l.bold, way: pick(s.rng, "grid", "rule"), tint: ink{232, 236, 240}, pad: 2.6, cols: []col{{"From / Thru", 72, false}, {"POS", 30, false}, {"Proc", 48, false}, {"Mod", 32, false}, {"Description", 182, false}, {"Ptr", 30, false}, {"Units", 40, true}, {"Charges", 78, true}}}, rows)
	s.textRight(s.left+512, s.y+2, l.bold, s.label(chart.TotalCharge)+"   ", s.money(total, chart.TotalCharge))
	s.y += 44
	s.need(20)
	s.autograph(s.left+8, s.y-3, 170, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.underE(l, l.txt, 20, sh(3, "Provider signature"), s.shf(1.3, chart.SignatureDate, s.date(s.dos.AddDate(0, 0, 2), chart.SignatureDate)))
}
