package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// eSlip is a slip with the practice's usual codes in three columns, marked by hand.
func eSlip(s *sheet) {
	l := s.lookE(humanist, humanBold, 8.8)
	s.left, s.right = 30, s.w-30
	s.page()
	s.textMid(s.w/2, s.y, l.bold.at(14), s.facility(s.clinic))
	s.textMid(s.w/2, s.y+11, l.tiny, s.roadE(s.clinic), ", ", s.cityE(s.clinic), "   ", s.phoneE(s.clinic.phone), "   TIN ", seg{text: digits(s.rng, 2) + "-" + digits(s.rng, 7), kind: chart.OtherID, whose: Provider})
	s.y += 30
	st := l.txt.at(9.5)
	if s.coin(.3) {
		st = l.penAt(12)
	}
	s.underE(l, st, 28, s.shf(2.4, chart.PatientName, s.pt()), s.shf(1.2, chart.DateOfBirth, s.dob()), s.shf(.7, chart.Sex, s.sex(false)), s.shf(1.2, chart.MRN, s.mrnSeg()), s.shf(1.2, chart.AccountNumber, s.acct()))
	s.underE(l, st, 28, s.shf(2, chart.Payer, s.payerSeg()), s.shf(1.5, chart.MemberID, s.memberID()), s.shf(1.2, chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.shf(2, chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...), s.shf(1.2, chart.ProviderNPI, s.npi(s.attending)))
	kind := pick(s.rng, tickCross, tickCheck, tickRing, tickBubble, tickFilled)
	s.barE(l, 0, "SERVICES (mark all that apply)")
	total := s.markedServices(l, kind)
	s.barE(l, 0, "DIAGNOSES")
	s.markedDiagnoses(l, kind)
	s.y += 6
	s.text(s.left, s.y, l.bold, "Recall: "+pick(s.rng, "2 wks", "1 mo", "6 mo", "PRN"))
	s.text(s.left+150, s.y, l.bold, "Paid today: $30.00")
	s.textRight(s.right, s.y, l.bold.at(10.5), s.label(chart.TotalCharge)+": ", s.money(total, chart.TotalCharge))
	s.y += 36
	s.autograph(s.left+66, s.y-2, 160, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.text(s.left, s.y, l.txt, "Provider sig.")
	s.line(s.left+58, s.y+3, s.left+290, s.y+3, .6, ink{})
	s.text(s.left+310, s.y, l.txt, s.label(chart.SignatureDate)+" ", s.date(s.dos, chart.SignatureDate))
}

// markedServices lists the services in two columns; what was done is marked and adds up.
func (s *sheet) markedServices(l lookE, kind tickStyle) int {
	on, total := map[int]bool{}, 0
	for _, i := range s.rng.Perm(len(services))[:2+s.rng.IntN(5)] {
		on[i] = true
	}
	half, lead, w := (len(services)+1)/2, 15.0, s.wide()/2
	for i, v := range services {
		x, y, first := s.left+float64(i/half)*w, s.y+float64(i%half)*lead, len(s.marks)
		code, desc, fee := any(v.code), any(v.desc), any(s.money(v.cents*v.units, "").text)
		if on[i] {
			total += v.cents * v.units
			code, desc, fee = s.codeCell(v), cellOf("description", v.desc), s.cents(v.cents*v.units, "charge")
		}
		s.textIn(x+62, x+w-60, y, l.txt, desc)
		s.textRight(x+w-10, y, l.txt, fee)
		s.choose(kind, x+5, y, l.txt, on[i], code)
		s.gather("service_lines", first)
	}
	s.y += float64(half) * lead
	return total
}

func (s *sheet) markedDiagnoses(l lookE, kind tickStyle) {
	on := map[string]bool{}
	for _, d := range s.dx {
		on[d.code] = true
	}
	third, lead, w := (len(dxItems)+2)/3, 14.0, s.wide()/3
	for i, d := range dxItems {
		x, y := s.left+float64(i/third)*w, s.y+float64(i%third)*lead
		if on[d.code] {
			s.textIn(x+62, x+w-4, y, l.txt, s.dxSeg(d))
			s.choose(kind, x+5, y, l.txt, true, s.codeSeg(d))
			continue
		}
		s.textIn(x+62, x+w-4, y, l.txt, d.name)
		s.choose(kind, x+5, y, l.txt, false, d.code)
	}
	s.y += float64(third) * lead
}

// eCharges is the charge entry print of a practice system.
func eCharges(s *sheet) {
	l := s.lookE(web, webBold, 8.8)
	s.letterE(l, s.clinic, pick(s.rng, "Encounter Charge Summary", "Superbill", "Itemized Statement of Services"))
	s.overE(l, 30, s.shf(2, chart.PatientName, s.pt()), s.shf(1.2, chart.DateOfBirth, s.dob()), s.shf(.8, chart.Sex, s.sex(s.coin(.5))), s.shf(1.2, chart.MRN, s.mrnSeg()), s.shf(1.2, chart.AccountNumber, s.acct()))
	s.overE(l, 30, s.shf(2, chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...), s.shf(1.2, chart.ProviderNPI, s.npi(s.attending)), s.shf(1.2, chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.shf(1.7, chart.Payer, s.payerSeg()), s.shf(1.2, chart.MemberID, s.memberID()))
	s.runE(l, s.rng.IntN(2))
	tint := ink{230, 235, 240}
	var dx [][]any
	for i, d := range s.dx {
		dx = append(dx, []any{fmt.Sprint(i + 1), s.codeSeg(d), s.dxSeg(d)})
	}
	s.tableE(tableE{l: l, cell: l.txt, head: l.bold, way: "rule", tint: tint, pad: 2.4, cols: []col{{"#", 24, false}, {s.label(chart.DiagnosisCode), 80, false}, {"Diagnosis Description", 330, false}}}, dx)
	s.y += 4
	rows, total := s.charges(2+s.rng.IntN(8), func(v service, d seg) []any {
		return []any{s.codeCell(v), pick(s.rng, "", "25", "59", ""), cellOf("description", v.desc), fmt.Sprint(1 + s.rng.IntN(len(s.dx))), cellOf("units", fmt.Sprint(v.units)), s.cents(v.cents*v.units, "charge")}
	})
	s.tableE(tableE{l: l, name: "service_lines", cell: l.txt, head: l.bold, way: pick(s.rng, "grid", "zebra", "rule"), tint: tint, pad: 3, cols: []col{{"CPT/HCPCS", 68, false}, {"Mod", 34, false}, {"Description of Service", 226, false}, {"Dx Ptr", 46, false}, {"Qty", 40, true}, {"Fee", 80, true}}, after: "Charges continued"}, rows)
	s.textRight(s.left+494, s.y+4, l.bold, s.label(chart.TotalCharge)+"   ", s.money(total, chart.TotalCharge))
	s.y += 20
	s.signE(l, s.attending)
}

// eRemit is a payer's remittance for one claim, in letters of one width.
func eRemit(s *sheet) {
	f := pick(s.rng, courier, matrix)
	n := pick2f(f == matrix, 11.5, 8)
	l := s.lookE(f, f, n)
	s.w, s.h = letterH, letterW
	s.left, s.right, s.bottom = 34, s.w-34, s.h-40
	s.page()
	s.text(s.left, s.y, l.txt, s.payerSeg())
	s.textRight(s.right, s.y, l.txt, pick(s.rng, "REMITTANCE ADVICE", "PROVIDER EXPLANATION OF BENEFITS", "EXPLANATION OF PAYMENT"))
	paidOn := s.dos.AddDate(0, 0, 9+s.dos.Day()%9)
	s.text(s.left, s.y+n*1.3, l.txt, geo("PO BOX "+digits(s.rng, 4), Facility), "  ", geo(strings.ToUpper(s.lab.cityLine()), Facility))
	s.textRight(s.right, s.y+n*1.3, l.txt, "CHECK DATE: ", s.date(paidOn, chart.ReportedDate), "   CHECK #: ", s.otherID(digits(s.rng, 8)))
	s.y += n * 4
	x2, x3 := s.left+260, s.left+510
	line := func(ps ...pair) {
		for i, p := range ps {
			x := []float64{s.left, x2, x3}[i]
			end := s.text(x, s.y, l.txt, strings.ToUpper(p.label)+":")
			s.textIn(end+s.space(l.txt), []float64{x2 - 6, x3 - 6, s.right}[i], s.y, l.txt, p.value...)
		}
		s.y += n * 1.35
	}
	line(s.kv(chart.PatientName, s.pt()), s.kv(chart.MemberID, s.memberID()), s.kv(chart.ClaimNumber, s.claimNo()))
	line(pair{pick(s.rng, "Rend Prov", "Rendering Provider", "Provider"), s.mdE(s.attending, chart.ProviderName)}, s.kv(chart.GroupNumber, s.groupNo()), pair{"Acct", []any{s.acct()}})
	s.y += n
	s.remitLines(l, n)
	s.y += n * 2
	for _, t := range []string{"CO  CONTRACTUAL OBLIGATION   PR  PATIENT RESPONSIBILITY", "45  CHARGE EXCEEDS FEE SCHEDULE/MAXIMUM ALLOWABLE", "1  DEDUCTIBLE AMOUNT    2  COINSURANCE AMOUNT    3  CO-PAYMENT AMOUNT"} {
		s.text(s.left, s.y, l.txt, t)
		s.y += n * 1.3
	}
	s.text(s.left, s.y+n, l.txt, "THIS IS NOT A BILL. QUESTIONS: ", s.phoneE(s.lab.phone))
	s.stampE(.3)
}

// remitLines are the lines of one claim with their adjustments.
func (s *sheet) remitLines(l lookE, n float64) {
	xs := []float64{0, 90, 160, 330, 400, 475, 545, 615, 724}
	for i, h := range []string{"SERV DATE", "PROC", "DESCRIPTION", "BILLED", "ALLOWED", "DEDUCT", "GRP/RC", "PROV PD", "PT RESP"} {
		if i >= 3 {
			s.textRight(s.left+xs[i]+50-pick2f(i == 8, 50, 0), s.y, l.txt, h)
			continue
		}
		s.text(s.left+xs[i], s.y, l.txt, h)
	}
	s.line(s.left, s.y+4, s.right, s.y+4, .6, ink{})
	s.y += n * 1.7
	rows, total := s.eobRows(1 + s.rng.IntN(9))
	paid := 0
	for _, r := range rows {
		first := len(s.marks)
		s.text(s.left+xs[0], s.y, l.txt, r[0])
		s.text(s.left+xs[1], s.y, l.txt, r[1])
		s.textIn(s.left+xs[2], s.left+xs[3]-4, s.y, l.txt, r[2])
		for i, j := range []int{3, 4, 5, 6} {
			v := r[j].(seg)
			v.text = v.norm
			if j == 5 {
				paid += cents(v.norm)
			}
			s.textRight(s.left+[]float64{380, 450, 665, 724}[i], s.y, l.txt, v)
		}
		s.textRight(s.left+525, s.y, l.txt, "0.00")
		s.textRight(s.left+595, s.y, l.txt, "CO-45")
		s.gather("service_lines", first)
		s.y += n * 1.35
	}
	s.y += n * .4
	t := s.money(total, chart.TotalCharge)
	t.text = t.norm
	end := s.text(s.left, s.y, l.txt, strings.ToUpper(s.label(chart.TotalCharge))+": ")
	s.text(end+s.space(l.txt), s.y, l.txt, t)
	s.text(s.left+330, s.y, l.txt, fmt.Sprintf("NET PAID: %d.%02d", paid/100, paid%100))
}

// cents is a decimal amount in cents.
func cents(v string) int {
	n := 0
	for _, c := range v {
		if c >= '0' && c <= '9' {
			n = n*10 + int(c-'0')
		}
	}
	return n
}

// eEOBMember is a plan's letter to the member with the claim in a table of many lines of head.
func eEOBMember(s *sheet) {
	l := s.lookE(web, webBold, 8.8)
	s.page()
	s.text(s.left, s.y, l.bold.at(16).inked(l.accent), s.payerSeg())
	s.textRight(s.right, s.y-4, l.bold.at(12), "Explanation of Benefits")
	s.textRight(s.right, s.y+9, l.txt, "Statement date: ", s.date(s.dos.AddDate(0, 0, 11), chart.ReportedDate))
	s.y += 40
	p := s.patient
	a := s.inParts(s.addr(), p.street, p.cityLine())
	s.mailE(s.left+10, s.y, l.txt.at(10), false, []any{s.ptAs(spoken(p, false))}, []any{a[0]}, []any{a[1]})
	s.bar(s.right-210, s.y-14, s.right, s.y+44, ink{240, 243, 247})
	s.mailE(s.right-202, s.y, l.txt, false, append([]any{s.label(chart.PatientName) + ": "}, s.pt()), append([]any{s.label(chart.MemberID) + ": "}, s.memberID()), append([]any{s.label(chart.GroupNumber) + ": "}, s.groupNo()), append([]any{s.label(chart.ClaimNumber) + ": "}, s.claimNo()))
	s.y += 66
	s.text(s.left, s.y, l.bold.at(11), "THIS IS NOT A BILL")
	s.y += 18
	s.para(s.left, s.wide(), l.txt, append(append([]any{"Care received from "}, s.mdE(s.attending, chart.ProviderName)...), ", ", s.siteName(s.clinic), ".")...)
	s.y += 4
	rows, total := s.eobRows(1 + s.rng.IntN(9))
	order := []int{0, 2, 1, 3, 4, 5, 6}
	for i, r := range rows {
		var in []any
		for _, j := range order {
			in = append(in, r[j])
		}
		rows[i] = in
	}
	s.tableE(tableE{l: l, name: "service_lines", cell: l.txt.at(8.2), head: l.bold.at(8), way: pick(s.rng, "grid", "zebra", "rule"), tint: ink{222, 230, 240}, pad: 3, after: "Services continued",
		cols: []col{{"Date of Service", 74, false}, {"Type of Service", 146, false}, {"Proc Code", 46, false}, {"Amount Billed by Provider", 64, true}, {"Plan Discount Price", 62, true}, {"What We Paid", 58, true}, {"Your Share", 60, true}}}, rows)
	s.textRight(s.left+510, s.y+2, l.bold, s.label(chart.TotalCharge)+"   ", s.money(total, chart.TotalCharge))
	s.y += 24
	for _, t := range [][]any{{"Wait for a bill from your provider before you pay. Your share may include deductible, copay and coinsurance."}, {"To appeal, write within 180 days to ", geo("P.O. Box "+digits(s.rng, 5), Facility), ", ", s.cityE(s.lab), " or call ", s.phoneE(s.lab.phone), "."}} {
		s.para(s.left, s.wide(), l.txt, t...)
		s.skip(5)
	}
	s.runE(l, 1)
}
