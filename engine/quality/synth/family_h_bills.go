package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// hReceipt is the statement that a therapist gives for the insurer, a sentence at a time and a short table.
func hReceipt(s *sheet) {
	l := s.lookH(10.4, 0)
	s.headH(l, s.clinic, "")
	s.titleH(l, pick(s.rng, "STATEMENT FOR INSURANCE REIMBURSEMENT", "Superbill", "Receipt for Services"))
	for _, p := range []pair{s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.AccountNumber, s.acct()), s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID()), s.kv(chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...), s.kv(chart.ProviderNPI, s.npi(s.attending)), s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService))} {
		s.textRight(s.left+130, s.y, l.bold, p.label)
		s.textIn(s.left+142, s.right, s.y, l.txt, p.value...)
		s.y += 16
	}
	s.text(s.left+142, s.y, l.txt, "Tax I.D. ", seg{text: digits(s.rng, 2) + "-" + digits(s.rng, 7), kind: chart.OtherID, whose: Provider})
	s.y += 14
	w := s.wide()
	s.partH(l, pick(s.rng, "Diagnosis", "Diagnoses"))
	for _, d := range s.dx {
		s.text(s.left+12, s.y, l.txt, s.codeSeg(d), "   ", s.dxSeg(d))
		s.y += 15
	}
	s.y += 4
	rows, total := s.chargesRenewed(1+s.rng.IntN(6), func(v service, d seg) []any {
		return []any{d, s.codeCell(v), cellOf("description", v.desc), cellOf("units", fmt.Sprint(v.units)), s.cents(v.cents*v.units, "charge")}
	})
	s.ledger(ledger{name: "service_lines", x: s.left, head: l.bold, cell: l.txt, pad: 3, ways: pick(s.rng, "h", "b", "hr"), cols: []col{{"Date", w * .18, false}, {"Code", w * .12, false}, {"Service", w * .44, false}, {"Units", w * .1, true}, {"Fee", w * .16, true}}}, rows)
	s.textRight(s.right-3, s.y, l.bold, s.label(chart.TotalCharge)+"  ", s.money(total, chart.TotalCharge))
	s.textRight(s.right-3, s.y+15, l.txt, "Paid by patient  ", s.money(total, ""))
	s.y += 28
	s.tellH(l, "Payment was made in full. Please reimburse the client directly.")
	s.closeH(l, spoken(s.attending.person, false), Provider, s.mdE(s.attending, ""), s.date(s.dos, chart.SignatureDate))
	s.stampH(.3)
}

// hWalkout is the slip of an office, filled by pen in the rows of what was done.
func hWalkout(s *sheet) {
	l := s.lookH(9.6, .7)
	s.headH(l, s.clinic, "")
	s.titleH(l, pick(s.rng, "FEE SLIP", "Walk-Out Statement", "Charge Ticket / Superbill"))
	s.blanksH(l, 25, s.fbh(2.3, chart.PatientName, s.pt()), s.fbh(1.4, chart.DateOfBirth, s.dob()), s.fbh(.7, chart.Sex, s.sex(false)), s.fbh(1.1, chart.MRN, s.mrnSeg()))
	s.blanksH(l, 25, s.fbh(1.4, chart.DateOfService, s.date(s.dos, chart.DateOfService)), s.fbh(2, chart.Payer, s.payerSeg()), s.fbh(1.5, chart.MemberID, s.memberID()))
	s.blanksH(l, 25, s.fbh(2.2, chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...), s.fbh(1.3, chart.ProviderNPI, s.npi(s.attending)), s.fbh(1.2, chart.AccountNumber, s.acct()))
	kind := pick(s.rng, tickCross, tickCheck, tickRing, tickFilled)
	w, total := s.wide(), 0
	s.partH(l, "Services today")
	on := map[int]bool{}
	for _, i := range s.rng.Perm(len(servicesRenewed))[:2+s.rng.IntN(4)] {
		on[i] = true
	}
	for i, v := range servicesRenewed {
		first, c := len(s.marks), v.cents*v.units
		if !on[i] {
			s.choose(kind, s.left+6, s.y, l.txt, false, v.code)
			s.textIn(s.left+70, s.left+w*.72, s.y, l.txt, v.desc)
		} else {
			total += c
			s.textIn(s.left+70, s.left+w*.72, s.y, l.txt, cellOf("description", v.desc))
			s.choose(kind, s.left+6, s.y, l.txt, true, s.codeCell(v))
			s.textIn(s.left+w*.8+6, s.right, s.y-1, l.value, s.plain(c, "charge"))
		}
		s.line(s.left+w*.8, s.y+3, s.right, s.y+3, .4, ink{110, 110, 110})
		s.gather("service_lines", first)
		s.y += 17
	}
	s.partH(l, "For")
	s.y += 4
	for _, d := range s.dx[:min(4, len(s.dx))] {
		s.blanksH(l, 22, bh(1, "ICD-10", s.codeSeg(d)), bh(3, "Diagnosis", s.dxSeg(d)))
	}
	s.y += 4
	s.blanksH(l, 25, bh(1, s.label(chart.TotalCharge), s.money(total, chart.TotalCharge)), bh(1, "Paid", "$"+fmt.Sprint(10+5*s.rng.IntN(6))+".00"), bh(1.2, "Come back in", pick(s.rng, "2 weeks", "6 months", "as needed")))
	s.closeH(l, spoken(s.attending.person, false), Provider, []any{"Doctor's signature"}, s.date(s.dos, chart.SignatureDate))
}

// toothRows are procedures of a dentist with tooth numbers.
var toothRows = []service{{"D0120", "Periodic oral evaluation", 6200, 1}, {"D0274", "Bitewings, four films", 7800, 1}, {"D1110", "Prophylaxis, adult", 11900, 1}, {"D2392", "Resin composite, two surfaces, posterior", 26400, 1}, {"D2740", "Crown, porcelain/ceramic", 128500, 1}, {"D4341", "Scaling and root planing, per quadrant", 28700, 1}, {"D7140", "Extraction, erupted tooth", 21300, 1}, {"D9110", "Palliative treatment", 13500, 1}}

// hClaimDental is the dentists' claim form.
func hClaimDental(s *sheet) {
	l := s.lettersH(sans, sansBold, 8.6, 0)
	l.value = style{font: pick(s.rng, courier, veraMono), size: 8.2}
	small := style{font: sans, size: 5.8}
	s.left, s.right = 34, s.w-34
	s.page()
	s.text(s.left, s.y-8, l.bold.at(13), pick(s.rng, "Dental Claim Form", "Attending Dentist's Statement"))
	p, up := s.patient, strings.ToUpper
	row := func(h float64, cells ...blankH) {
		total, x := 0.0, s.left
		for _, c := range cells {
			total += c.share
		}
		for _, c := range cells {
			w := s.wide() * c.share / total
			s.rect(x, s.y, x+w, s.y+h, .5)
			s.textIn(x+2, x+w-2, s.y+7, small, c.before)
			s.textIn(x+6, x+w-3, s.y+h-4, l.value, c.value...)
			x += w
		}
		s.y += h
	}
	head := func(t string) {
		s.bar(s.left, s.y, s.right, s.y+11, ink{215, 215, 215})
		s.text(s.left+3, s.y+8.5, l.bold.at(7.5), t)
		s.y += 11
	}
	head("HEADER AND CARRIER")
	row(24, bh(2, "1. Type of Transaction", "STATEMENT OF ACTUAL SERVICES"), bh(1.4, "2. Predetermination/Preauthorization Number", s.otherID("PD"+digits(s.rng, 6))), bh(1.4, "Claim No. (carrier use)", s.claimNo()))
	row(24, bh(2, "3. Company/Plan Name", s.payerSeg()), bh(2.8, "Address, City, State, Zip Code", geo("P.O. BOX "+digits(s.rng, 4), Facility), ", ", geo(up(s.lab.cityLine()), Facility)))
	head("POLICYHOLDER / SUBSCRIBER")
	row(24, bh(2.4, "12. Policyholder/Subscriber Name (Last, First, Middle Initial)", s.rel(s.kin)), bh(1.1, "13. Date of Birth", s.relDate(s.kin.dob)), bh(1.5, "15. Policyholder/Subscriber ID", s.memberID()), bh(1.2, "16. Plan/Group Number", s.groupNo()))
	head("PATIENT INFORMATION")
	row(24, bh(1.4, "18. Relationship to Policyholder", pick(s.rng, "SPOUSE", "DEPENDENT", "OTHER")), bh(2.4, "20. Name (Last, First, Middle Initial, Suffix)", s.upE(s.pt(), listed(p))), bh(1.2, "21. Date of Birth (MM/DD/CCYY)", typedDate(p.dob, "01/02/2006", chart.DateOfBirth)), bh(.6, "22. Gender", s.sex(false)))
	ad := s.addr()
	ad.text = up(ad.text)
	row(24, bh(3.4, "Address, City, State, Zip Code", ad), bh(1.2, "Telephone", s.phone()), bh(1.4, "23. Patient ID/Account # (Assigned by Dentist)", s.acct()))
	head("RECORD OF SERVICES PROVIDED")
	total := s.toothLinesH(l)
	row(26, bh(3, "34a. Diagnosis Code(s)   A            B            C            D", s.toothCodesH()...), bh(1.2, "33. Missing Teeth", pick(s.rng, "", "1 16", "17 32")), bh(1.2, "32. Total Fee", total))
	row(24, bh(5, "35. Remarks", pick(s.rng, "", "X-RAYS ENCLOSED", "REPLACES LOST FILLING")))
	head("AUTHORIZATIONS / TREATING DENTIST")
	row(30, bh(2.6, "36. I agree to be responsible for all charges.  Patient/Guardian Signature", "SIGNATURE ON FILE"), bh(1, "Date", typedDate(s.dos, "01/02/2006", "")), bh(1.6, "38. Place of Treatment", "11  OFFICE"))
	y := s.y
	row(40, bh(2.6, "53. Treating dentist: I certify that the procedures as indicated by date have been completed."), bh(1.2, "Date", typedDate(s.dos.AddDate(0, 0, 1), "01/02/2006", chart.SignatureDate)), bh(1.4, "54. NPI", s.npi(s.attending)))
	s.autograph(s.left+30, y+32, 150, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	row(26, bh(1.5, "Name of Treating Dentist", s.mdE(s.attending, chart.ProviderName)...), bh(3.7, "56. Office Name and Address", s.facility(s.clinic), ", ", s.roadE(s.clinic), ", ", s.cityE(s.clinic)))
	row(24, bh(1.6, "55. License Number", seg{text: s.attending.license, kind: chart.LicenseNumber, whose: Provider}), bh(1.6, "51. SSN or TIN", seg{text: digits(s.rng, 9), kind: chart.OtherID, whose: Provider}), bh(2, "57. Phone Number", s.phoneE(s.clinic.phone)))
}

// toothCodesH are the diagnosis codes of a dental claim.
func (s *sheet) toothCodesH() []any {
	var out []any
	for i, d := range s.dx[:min(4, len(s.dx))] {
		out = append(out, string(rune('A'+i))+" ", s.codeSeg(d), "    ")
	}
	return out
}

// toothLinesH draws the ten lines of the form and gives its total.
func (s *sheet) toothLinesH(l lookH) seg {
	w, total := s.wide(), 0
	cols := []col{{"24. Procedure Date", w * .16, false}, {"25. Area", w * .08, false}, {"27. Tooth", w * .09, false}, {"28. Surface", w * .09, false}, {"29. Procedure Code", w * .13, false}, {"30. Description", w * .31, false}, {"31. Fee", w * .14, true}}
	x := s.left
	for _, c := range cols {
		s.rect(x, s.y, x+c.w, s.y+12, .4)
		s.textIn(x+2, x+c.w-2, s.y+8.5, style{font: sans, size: 6}, c.head)
		x += c.w
	}
	s.y += 12
	list := some(s.rng, 1+s.rng.IntN(6), toothRows)
	for i := range 8 {
		x, first := s.left, len(s.marks)
		for _, c := range cols {
			s.rect(x, s.y, x+c.w, s.y+16, .4)
			x += c.w
		}
		if i < len(list) {
			v := list[i]
			total += v.cents
			x = s.left
			for j, part := range []any{typedDate(s.dos, "01/02/2006", pickField(i == 0, chart.DateOfService)).in("date_of_service"), pick(s.rng, "", "10", "40"), pick(s.rng, "3", "14", "19", "30"), pick(s.rng, "", "MO", "DO"), s.codeCell(v), cellOf("description", strings.ToUpper(v.desc)), s.plain(v.cents, "charge")} {
				switch {
				case part == "":
				case cols[j].right:
					s.textRight(x+cols[j].w-5, s.y+12, l.value, part)
				default:
					s.textIn(x+4, x+cols[j].w-3, s.y+12, l.value, part)
				}
				x += cols[j].w
			}
		}
		s.gather("service_lines", first)
		s.y += 16
	}
	t := s.money(total, chart.TotalCharge)
	t.text = t.text[1:]
	return t
}

// hClaimStatement is a claim typed on plain paper for an insurer without a form.
func hClaimStatement(s *sheet) {
	l := s.lookH(10, 0)
	if s.coin(.5) {
		l = s.lettersH(courier, courBold, 9.4, 0)
	}
	s.page()
	s.textMid(s.w/2, s.y, l.bold.at(14), pick(s.rng, "STATEMENT OF CLAIM", "Medical Claim", "Physician's Claim for Payment"))
	s.textIn(s.left, s.right, s.y+24, l.txt, "To: ", s.payerSeg(), ", ", geo("P.O. Box "+digits(s.rng, 4), Facility), ", ", s.cityE(s.lab))
	s.textIn(s.left, s.right, s.y+40, l.txt, "From: ", s.facility(s.clinic), ", ", s.roadE(s.clinic), ", ", s.cityE(s.clinic), ", ", s.phoneE(s.clinic.phone))
	s.y += 64
	x2 := s.left + s.wide()*.55
	for _, r := range [][2]pair{{s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob())}, {s.kv(chart.Address, s.addr()), s.kv(chart.Sex, s.sex(false))}, {s.kv(chart.MemberID, s.memberID()), s.kv(chart.GroupNumber, s.groupNo())}, {s.kv(chart.AccountNumber, s.acct()), s.kv(chart.ClaimNumber, s.claimNo())}, {s.kv(chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...), s.kv(chart.ProviderNPI, s.npi(s.attending))}, {s.kv(chart.ReferringProvider, s.mdE(s.referrer, chart.ReferringProvider)...), s.kv(chart.Phone, s.phone())}} {
		for i, p := range r {
			x := pick2f(i == 0, s.left, x2)
			end := s.text(x, s.y, l.bold, p.label+":")
			s.textIn(end+s.space(l.txt)*1.3, pick2f(i == 0, x2-8, s.right), s.y, l.txt, p.value...)
		}
		s.y += 17
	}
	s.y += 4
	s.partH(l, "Diagnoses")
	for i, d := range s.dx {
		s.textIn(s.left+10, s.right, s.y, l.txt, fmt.Sprintf("%d   ", i+1), s.codeSeg(d), "   ", s.dxSeg(d))
		s.y += 15
	}
	s.y += 6
	w := s.wide()
	rows, total := s.chargesRenewed(1+s.rng.IntN(7), func(v service, d seg) []any {
		return []any{d, s.codeCell(v), cellOf("description", v.desc), fmt.Sprint(1 + s.rng.IntN(len(s.dx))), cellOf("units", fmt.Sprint(v.units)), s.cents(v.cents*v.units, "charge")}
	})
	s.ledger(ledger{name: "service_lines", x: s.left, head: l.bold, cell: l.txt, pad: 2.6, ways: pick(s.rng, "b", "h", "hr", "o"), cols: []col{{"Date of\nservice", w * .17, false}, {"CPT\ncode", w * .1, false}, {"What was done", w * .41, false}, {"Dx", w * .06, false}, {"Units", w * .1, true}, {"Charge", w * .16, true}}}, rows)
	s.textRight(s.right-3, s.y, l.bold, s.label(chart.TotalCharge)+"  ", s.money(total, chart.TotalCharge))
	s.y += 18
	s.tellH(l, "I certify that the services above were rendered by me or under my supervision.")
	s.closeH(l, spoken(s.attending.person, false), Provider, []any{"Physician"}, s.date(s.dos.AddDate(0, 0, 1), chart.SignatureDate))
}

// hEOBFund is a fund's advice over a stub.
func hEOBFund(s *sheet) {
	l := s.lookH(9.6, 0)
	s.page()
	s.textMid(s.w/2, s.y, l.bold.at(14), s.payerSeg())
	s.textMid(s.w/2, s.y+14, l.txt, pick(s.rng, "EXPLANATION OF BENEFITS", "Benefit Payment Explanation", "Explanation of Benefits Paid"))
	s.y += 42
	p := s.patient
	a := s.inParts(s.addr(), p.street, p.cityLine())
	for i, t := range [][]any{{s.ptAs(spoken(p, false))}, {a[0]}, {a[1]}} {
		s.text(s.left+10, s.y+13*float64(i), l.txt, t...)
	}
	for i, r := range []pair{{pick(s.rng, "Patient", "Participant", "Claimant"), []any{s.pt()}}, s.kv(chart.MemberID, s.memberID()), s.kv(chart.GroupNumber, s.groupNo()), s.kv(chart.ClaimNumber, s.claimNo()), {pick(s.rng, "Processed", "Date of notice", "Statement date"), []any{s.date(s.notice(), chart.ReportedDate)}}, {pick(s.rng, "Provider", "Paid to", "Doctor"), s.mdE(s.attending, chart.ProviderName)}} {
		x := s.left + s.wide()*.52
		end := s.text(x, s.y+13.5*float64(i), l.bold, r.label+": ")
		s.textIn(end+s.space(l.txt), s.right, s.y+13.5*float64(i), l.txt, r.value...)
	}
	s.y += 96
	w := s.wide()
	rows, total, owed := s.eobG(1 + s.rng.IntN(8))
	s.ledger(ledger{name: "service_lines", x: s.left, head: l.bold.at(l.txt.size * .9), cell: l.txt, pad: 2.6, ways: pick(s.rng, "b", "h", "hr"), cols: []col{{"Date", w * .14, false}, {"Type of\nservice", w * .26, false}, {"Code", w * .1, false}, {"Charge", w * .13, true}, {"Eligible", w * .12, true}, {"Fund\npaid", w * .12, true}, {"You\nowe", w * .13, true}}}, rows)
	s.textRight(s.right-3, s.y, l.bold, s.label(chart.TotalCharge)+" ", s.money(total, chart.TotalCharge), "     You owe ", s.money(owed, ""))
	s.y += 20
	s.tellH(l, "This is not a bill. If you believe the payment is wrong write to the trustees within 180 days at ", geo("P.O. Box "+digits(s.rng, 4), Facility), ", ", s.cityE(s.lab), ", or call ", s.phoneE(s.lab.phone), ".")
	s.y = max(s.y+10, s.h-220)
	s.need(150)
	for x := s.left; x < s.right; x += 7 {
		s.line(x, s.y, x+3.5, s.y, .5, ink{100, 100, 100})
	}
	s.text(s.left, s.y+26, l.bold, s.payer)
	s.textRight(s.right, s.y+26, l.txt, "Check no. ", s.otherID(digits(s.rng, 6)), "    ", s.date(s.notice(), ""))
	s.text(s.left, s.y+54, l.txt, "Pay to the order of  ", s.siteName(s.clinic))
	s.textRight(s.right, s.y+54, l.bold, "**VOID - COPY**")
	s.text(s.left, s.y+82, l.tiny, "Non-negotiable")
}

// hEOBLetter settles a claim a service at a time, without a table's rules.
func hEOBLetter(s *sheet) {
	l := s.lookH(10, 0)
	s.page()
	s.text(s.left, s.y, l.bold.at(14), s.payerSeg())
	s.text(s.left, s.y+15, l.txt, pick(s.rng, "Explanation of benefits for your recent care", "Explanation of Benefits (keep for your taxes)"))
	s.textRight(s.right, s.y, l.txt, s.dateIn(s.notice(), chart.ReportedDate))
	s.y += 44
	s.tellH(l, "This notice is for ", s.pt(), ", "+strings.ToLower(s.label(chart.MemberID))+" ", s.memberID(), ", "+strings.ToLower(s.label(chart.GroupNumber))+" ", s.groupNo(), ". It explains claim ", s.claimNo(), " from ", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred+". It was mailed to ", s.addr(), ".")
	s.skip(4)
	s.bottom = s.h - 60
	w := s.wide()
	heads := []string{"Charged", "Allowed", "We paid", "You owe"}
	rows, total, owed := s.eobG(1 + s.rng.IntN(6))
	for _, r := range rows {
		s.need(44)
		first := len(s.marks)
		s.text(s.left, s.y, l.bold, r[0], "   ", r[1], "  (", r[2], ")")
		for i, h := range heads {
			x := s.left + 14 + float64(i)*w*.24
			end := s.text(x, s.y+15, l.txt, h+" ")
			s.text(end+s.space(l.txt), s.y+15, l.txt, r[3+i])
		}
		s.gather("service_lines", first)
		s.y += 36
	}
	s.line(s.left, s.y-8, s.right, s.y-8, .8, ink{})
	s.y += 8
	s.text(s.left, s.y, l.bold, s.label(chart.TotalCharge)+": ", s.money(total, chart.TotalCharge))
	s.text(s.left+w*.5, s.y, l.bold, "Your part: ", s.money(owed, ""))
	s.y += 22
	s.tellH(l, "You may ask for a review within six months. Telephone ", s.phoneE(s.lab.phone), " or write to ", geo("P.O. Box "+digits(s.rng, 4), Facility), ", ", s.cityE(s.lab), ". THIS IS NOT A BILL.")
	s.pageH(l)
}
