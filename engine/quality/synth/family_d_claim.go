package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// dClaim is the numbered professional claim form, in its red or in a black copy: typed capitals, dates and money in
// pieces between the form's own dividers.
func dClaim(s *sheet) {
	l := s.lookD(sans, sansBold, 8)
	red := pick(s.rng, ink{200, 60, 60}, ink{})
	s.left, s.right, s.bottom = 30, s.w-30, s.h-16
	s.page()
	s.text(s.left, 40, l.bold.at(12).inked(red), "HEALTH INSURANCE CLAIM FORM")
	s.text(s.left, 50, l.tiny.at(5.5).inked(red), "APPROVED BY NATIONAL UNIFORM CLAIM COMMITTEE (NUCC) 02/12")
	v := style{font: pick(s.rng, goMono, mono), size: 9}
	s.mailD(340, 30, 11, v, []any{s.payerUpper()}, []any{geo("PO BOX "+digits(s.rng, 4), Facility)}, []any{geo(strings.ToUpper(s.lab.cityLine()), Facility)})
	s.y = 62
	f := formD{s, style{font: sans, size: 5.5, col: red}, v}
	f.people()
	f.illness()
	total := f.services()
	f.foot(total)
}

func (s *sheet) payerUpper() seg {
	v := s.payerSeg()
	v.text = strings.ToUpper(v.text)
	return v
}

// formD is a claim form being filled.
type formD struct {
	*sheet
	lab, val style
}

func (f formD) row(cells ...boxD) { f.rowD(23, f.lab, f.val, cells...) }

// ticks draws boxes to tick inside the last row, from x on.
func (f formD) ticks(x, gap float64, on int, labels ...string) {
	for i, t := range labels {
		f.check(x+float64(i)*gap, f.y-4, f.lab.at(6), i == on, t)
	}
}

func (f formD) people() {
	self := f.coin(.6)
	insured := []any{seg{text: strings.ToUpper(listed(f.kin)), kind: chart.Name, whose: Relative}}
	if self {
		insured = []any{f.ptListed()}
	}
	up := strings.ToUpper
	ad := f.addr()
	ad.text = up(ad.text)
	p := f.patient
	a := f.inPieces(ad, up(p.street), up(p.city), p.state, p.zip)
	f.row(bx(3.4, "1."), bx(2.1, "1a. INSURED'S I.D. NUMBER          (For Program in Item 1)", f.memberID()))
	f.ticks(f.left+14, 52, pick(f.rng, 4, 4, 6), "Medicare", "Medicaid", "TRICARE", "CHAMPVA", "GROUP", "FECA")
	f.row(bx(2, "2. PATIENT'S NAME (Last Name, First Name, Middle Initial)", f.ptListed()), bx(1.4, "3. PATIENT'S BIRTH DATE                          SEX", f.mdy(p.dob, "01 02 2006", chart.DateOfBirth)), bx(2.1, "4. INSURED'S NAME (Last Name, First Name, Middle Initial)", insured...))
	x := f.left + f.wide()*(2.0/5.5) + 86
	for i, t := range []string{"M", "F"} {
		on := p.female == (i == 1)
		part := any(t)
		if on {
			part = seg{text: t, field: chart.Sex, norm: t}
		}
		f.check(x+float64(i)*26, f.y-4, f.lab.at(7), on, part)
	}
	f.row(bx(2, "5. PATIENT'S ADDRESS (No., Street)", a[0]), bx(1.4, "6. PATIENT RELATIONSHIP TO INSURED"), bx(2.1, "7. INSURED'S ADDRESS (No., Street)", "SAME"))
	f.ticks(f.left+f.wide()*(2.0/5.5)+6, 33, f.insuredAs(self), "Self", "Spouse", "Child", "Other")
	f.row(bx(1.6, "CITY", a[1]), bx(.4, "STATE", a[2]), bx(1.4, "8. RESERVED FOR NUCC USE"), bx(1.6, "CITY"), bx(.5, "STATE"))
	f.row(bx(.9, "ZIP CODE", a[3]), bx(1.1, "TELEPHONE (Include Area Code)", f.phone()), bx(1.4, ""), bx(.9, "ZIP CODE"), bx(1.2, "TELEPHONE (Include Area Code)"))
	f.row(bx(2, "9. OTHER INSURED'S NAME (Last Name, First Name, Middle Initial)"), bx(1.4, "10. IS PATIENT'S CONDITION RELATED TO:"), bx(2.1, "11. INSURED'S POLICY GROUP OR FECA NUMBER", f.groupNo()))
	f.row(bx(2, "a. OTHER INSURED'S POLICY OR GROUP NUMBER"), bx(1.4, "a. EMPLOYMENT? (Current or Previous)"), bx(2.1, "a. INSURED'S DATE OF BIRTH                    SEX"))
	f.ticks(f.left+f.wide()*(2.0/5.5)+40, 40, 1, "YES", "NO")
	f.row(bx(2, "d. INSURANCE PLAN NAME OR PROGRAM NAME"), bx(1.4, "10d. CLAIM CODES (Designated by NUCC)"), bx(2.1, "c. INSURANCE PLAN NAME OR PROGRAM NAME", up(f.plan)))
	f.row(bx(3.4, "12. PATIENT'S OR AUTHORIZED PERSON'S SIGNATURE I authorize the release of any medical information necessary", "SIGNATURE ON FILE"), bx(2.1, "13. INSURED'S OR AUTHORIZED PERSON'S SIGNATURE", "SIGNATURE ON FILE"))
}

func pick2f(b bool, x, y float64) float64 {
	if b {
		return x
	}
	return y
}

// insuredAs gives the box of item 6: what the patient is to the insured.
func (f formD) insuredAs(self bool) int {
	if self {
		return 0
	}
	switch f.relation {
	case "spouse", "husband", "wife":
		return 1
	case "mother":
		return 2
	}
	return 3
}

func (f formD) illness() {
	ref := f.doc(f.referrer, chart.ReferringProvider)
	ref.text = strings.ToUpper(spoken(f.referrer.person, false))
	f.row(bx(2, "14. DATE OF CURRENT ILLNESS, INJURY, or PREGNANCY (LMP)", f.mdy(f.dos.AddDate(0, 0, -6), "01 02 06", ""), "  QUAL. 431"), bx(1.6, "15. OTHER DATE"), bx(1.9, "16. DATES PATIENT UNABLE TO WORK IN CURRENT OCCUPATION"))
	f.row(bx(2, "17. NAME OF REFERRING PROVIDER OR OTHER SOURCE", "DN ", ref, " "+f.referrer.cred), bx(1.6, "17b. NPI", f.npiOf(f.referrer)), bx(1.9, "18. HOSPITALIZATION DATES RELATED TO CURRENT SERVICES"))
	f.row(bx(3.6, "19. ADDITIONAL CLAIM INFORMATION (Designated by NUCC)"), bx(1.9, "20. OUTSIDE LAB?                    $ CHARGES"))
	f.ticks(f.left+f.wide()*(3.6/5.5)+8, 40, 1, "YES", "NO")
	h := 46.0
	f.cellD(f.left, f.y, f.wide()*.66, h, f.lab, f.val, "21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY  Relate A-L to service line below (24E)          ICD Ind. 0")
	for i := range 8 {
		x, y := f.left+14+float64(i%4)*86, f.y+22+float64(i/4)*15
		f.text(x, y, f.lab.at(7), string(rune('A'+i))+".")
		if i < len(f.dx) {
			f.text(x+12, y, f.val, f.codeSeg(f.dx[i]))
		}
		f.line(x+10, y+2, x+70, y+2, .4, f.lab.col)
	}
	r := f.left + f.wide()*.66
	f.cellD(r, f.y, f.wide()*.34, h/2, f.lab, f.val, "22. RESUBMISSION CODE               ORIGINAL REF. NO.")
	f.cellD(r, f.y+h/2, f.wide()*.34, h/2, f.lab, f.val, "23. PRIOR AUTHORIZATION NUMBER", f.otherID("PA"+digits(f.rng, 7)))
	f.y += h
}

// services draws item 24 with its six lines and gives the total in cents.
func (f formD) services() int {
	cols := []col{{"", 66, false}, {"", 66, false}, {"", 26, false}, {"", 24, false}, {"", 56, false}, {"", 42, false}, {"", 42, false}, {"", 72, true}, {"", 36, true}, {"", 22, false}, {"", 100, false}}
	heads := [][2]string{{"24. A. DATE(S) OF SERVICE", "From  MM DD YY"}, {"", "To  MM DD YY"}, {"B.", "POS"}, {"C.", "EMG"}, {"D. PROCEDURES", "CPT/HCPCS"}, {"", "MODIFIER"}, {"E.", "DX POINTER"}, {"F.", "$ CHARGES"}, {"G. DAYS", "OR UNITS"}, {"H.", ""}, {"J. RENDERING", "PROVIDER ID. #"}}
	x := f.left
	for i, c := range cols {
		f.rectIn(x, f.y+pick2f(i < 2, 9, 0), x+c.w, f.y+18, .5, f.lab.col)
		if i > 0 && heads[i][0] == "" {
			f.text(x+2, f.y+15, f.lab, heads[i][1])
		} else {
			f.text(x+2, f.y+7, f.lab, heads[i][0])
			f.textIn(x+2, x+c.w-1, f.y+15, f.lab, heads[i][1])
		}
		x += c.w
	}
	g := grid{cell: f.val, lead: 21, name: "service_lines"}
	top := f.y + 18
	f.y = top + 15
	rows, total := f.charges(1+f.rng.IntN(6), func(v service, _ seg) []any {
		d := f.mdy(f.dos, "01 02 06", chart.DateOfService).in("date_of_service")
		c := f.apart(v.cents*v.units, "")
		c.cell = "charge"
		return []any{d, f.mdy(f.dos, "01 02 06", ""), "11", nil, f.codeCell(v), pick(f.rng, "", "25", ""), string("ABCD"[f.rng.IntN(min(4, len(f.dx)))]), c, cellOf("units", fmt.Sprint(v.units)), nil, f.npi(f.attending)}
	})
	for i, r := range rows {
		f.tableRow(f.left, f.wide(), g, cols, r, i)
	}
	for i := range 6 {
		y := top + float64(i)*21
		x = f.left
		for _, c := range cols {
			f.rectIn(x, y, x+c.w, y+21, .5, f.lab.col)
			x += c.w
		}
	}
	f.y = top + 126
	return total
}

// apart is money with the cents in their own column.
func (f formD) apart(cents int, name chart.FieldName) seg {
	m := f.money(cents, name)
	m.text = fmt.Sprintf("%d %02d", cents/100, cents%100)
	return m
}

func (f formD) foot(total int) {
	f.row(bx(1.3, "25. FEDERAL TAX I.D. NUMBER", f.taxD()), bx(1.2, "26. PATIENT'S ACCOUNT NO.", f.acct()), bx(1.1, "27. ACCEPT ASSIGNMENT?"), bx(1, "28. TOTAL CHARGE", "$ ", f.apart(total, chart.TotalCharge)), bx(.9, "29. AMOUNT PAID", "$ 0 00"), bx(.6, "30. Rsvd for NUCC"))
	f.ticks(f.left+f.wide()*(2.5/6.1)+6, 36, 0, "YES", "NO")
	third := f.wide() / 3
	for i, t := range []string{"31. SIGNATURE OF PHYSICIAN OR SUPPLIER INCLUDING DEGREES", "32. SERVICE FACILITY LOCATION INFORMATION", "33. BILLING PROVIDER INFO & PH #"} {
		f.cellD(f.left+float64(i)*third, f.y, third, 58, f.lab, f.val, t)
	}
	up, st := strings.ToUpper, f.val.at(8)
	name := func() seg {
		d := f.doc(f.attending, chart.ProviderName)
		d.text = up(spoken(f.attending.person, false))
		return d
	}
	f.sign(f.left+16, f.y+36, f.attending.first[:1]+" "+f.attending.last, Provider, chart.SignaturePresent)
	f.text(f.left+6, f.y+53, f.lab, "SIGNED")
	f.text(f.left+108, f.y+53, f.lab, "DATE")
	f.text(f.left+126, f.y+53, st, f.mdy(f.dos.AddDate(0, 0, 3), "01 02 06", chart.SignatureDate))
	place := f.facility(f.clinic)
	place.text = up(place.text)
	x, x1 := f.left+third+5, f.left+2*third-3
	for i, p := range []any{place, geo(up(f.clinic.street), Facility), geo(up(f.clinic.cityLine()), Facility)} {
		f.textIn(x, x1, f.y+20+float64(i)*11, st, p)
	}
	f.cellD(f.left+third, f.y+58, third, 20, f.lab, f.val, "a.  NPI")
	x = f.left + 2*third + 5
	f.textRight(f.right-4, f.y+8, st, f.telOf(f.clinic.phone, chart.PhoneNumber, Facility))
	for i, p := range [][]any{{name(), " " + f.attending.cred}, {geo(up(f.clinic.street), Facility)}, {geo(up(f.clinic.cityLine()), Facility)}} {
		f.textIn(x, f.right-3, f.y+20+float64(i)*11, st, p...)
	}
	f.cellD(f.left+2*third, f.y+58, third, 20, f.lab, f.val, "a.  NPI", f.npi(f.attending))
	f.text(f.left, f.y+74, f.lab, "NUCC Instruction Manual available at: www.nucc.org")
}
