package synth

import (
	"fmt"

	"chartproof.org/chartproof/engine/chart"
)

// fSuperbill is the charges of a visit; diagnoses above, beside or below.
func fSuperbill(s *sheet) {
	l := s.lookF()
	s.topF(l, s.clinic, pick(s.rng, "Superbill", "Visit Charges", "Encounter Form", "Fee Slip"))
	s.idsF(l, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.AccountNumber, s.acct()), s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)),
		s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID()), s.kv(chart.ProviderName, s.withDegree(s.attending, chart.ProviderName)...), s.kv(chart.ProviderNPI, s.npi(s.attending)))
	s.footF(l)
	first := s.coin(.5)
	if first {
		s.codesF(l)
	}
	s.titleF(l, pick(s.rng, "Services", "Procedures", "Charges"))
	order := pick(s.rng, "dnuc", "nduc", "undc", "ndc")
	heads := map[rune]col{'d': {pick(s.rng, "CPT", "Code", "Proc"), 60, false}, 'n': {pick(s.rng, "Description", "Service", "Procedure"), 230, false}, 'u': {pick(s.rng, "Units", "Qty"), 40, true}, 'c': {pick(s.rng, "Charge", "Fee", "Amount"), 70, true}}
	var cols []col
	for _, c := range order {
		cols = append(cols, heads[c])
	}
	rows, total := s.charges(2+s.rng.IntN(9), func(v service, _ seg) []any {
		var row []any
		for _, c := range order {
			row = append(row, map[rune]any{'d': s.codeCell(v), 'n': cellOf("description", v.desc), 'u': cellOf("units", fmt.Sprint(v.units)), 'c': s.cents(v.cents*v.units, "charge")}[c])
		}
		return row
	})
	s.tableF(l, "service_lines", cols, rows)
	s.textRight(s.right-4, s.y, l.bold, s.label(chart.TotalCharge)+": ", s.money(total, chart.TotalCharge))
	s.y += 12
	if !first {
		s.codesF(l)
	}
	s.endF(l, s.attending, s.date(s.dos, chart.SignatureDate), "")
}

// codesF lists diagnoses with their codes.
func (s *sheet) codesF(l lookF) {
	s.partF(l, pick(s.rng, "Diagnosis", "Diagnoses (ICD-10)", "Dx"), func(x, w float64) {
		for i, d := range s.dx {
			s.para(x, w, l.txt, pick2(l.heading%2 == 0, string(rune('A'+i))+". ", fmt.Sprintf("%d  ", i+1)), s.codeSeg(d), "   ", s.dxSeg(d))
		}
	})
}

// fClaim is a claim as forms of payers ask for it.
func fClaim(s *sheet) {
	l := s.lookF()
	s.topF(l, s.clinic, pick(s.rng, "Health Insurance Claim", "Claim Form", "Medical Claim"))
	if l.block == 3 {
		l.block = 1
	}
	s.titleF(l, "Patient and insured")
	s.idsF(l, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.Address, s.addr()), s.kv(chart.Phone, s.phone()), pair{"Insured", []any{s.rel(s.kin)}}, s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID()), s.kv(chart.GroupNumber, s.groupNo()), s.kv(chart.AccountNumber, s.acct()))
	s.titleF(l, "Provider")
	s.idsF(l, s.kv(chart.ProviderName, s.withDegree(s.attending, chart.ProviderName)...), s.kv(chart.ProviderNPI, s.npi(s.attending)), pair{pick(s.rng, "Referring provider", "Referring physician", "Referred by"), s.withDegree(s.referrer, chart.ReferringProvider)}, s.kv(chart.ClaimNumber, s.claimNo()))
	s.partF(l, "Diagnosis codes", func(x, w float64) {
		var parts []any
		for i, d := range s.dx {
			parts = append(parts, string(rune('A'+i))+". ", s.codeSeg(d), "     ")
		}
		s.para(x, w, l.txt, parts...)
	})
	s.titleF(l, "Services")
	rows, total := s.charges(1+s.rng.IntN(6), func(v service, d seg) []any {
		return []any{d.in("date_of_service"), pick(s.rng, "11", "22"), s.codeCell(v), cellOf("description", v.desc), string("ABCD"[s.rng.IntN(min(4, len(s.dx)))]), cellOf("units", fmt.Sprint(v.units)), s.cents(v.cents*v.units, "charge")}
	})
	s.tableF(l, "service_lines", []col{{pick(s.rng, "Date", "Service date", "DOS"), 84, false}, {"POS", 32, false}, {pick(s.rng, "CPT/HCPCS", "Procedure", "Code"), 62, false}, {"Description", 180, false}, {"Dx", 28, false}, {"Units", 40, true}, {pick(s.rng, "Charge", "Charges", "Billed"), 70, true}}, rows)
	s.textRight(s.right-4, s.y, l.bold, s.label(chart.TotalCharge)+"  ", s.money(total, chart.TotalCharge))
	s.y += 34
	s.need(30)
	s.autograph(s.left+100, s.y-3, 160, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.text(s.left, s.y, l.txt, "Provider signature")
	s.line(s.left+94, s.y+3, s.left+320, s.y+3, .5, ink{})
	s.text(s.left+334, s.y, l.txt, s.label(chart.SignatureDate)+" ", s.date(s.dos.AddDate(0, 0, 1), chart.SignatureDate))
}

// fEOB explains what a plan paid.
func fEOB(s *sheet) {
	l := s.lookF()
	s.page()
	s.text(s.left, s.y, l.head().at(16), s.payerSeg())
	s.textRight(s.right, s.y, l.bold.at(12), pick(s.rng, "Explanation of Benefits", "EOB", "Benefits Statement"))
	s.text(s.left, s.y+13, l.tiny, "This is not a bill")
	s.y += 40
	p := s.patient
	a := s.inParts(s.addr(), p.street, p.cityLine())
	for _, v := range []any{s.ptAs(spoken(p, false)), a[0], a[1]} {
		s.text(s.left+16, s.y, l.txt, v)
		s.y += l.txt.size * 1.3
	}
	s.y += 14
	s.idsF(l, pair{pick(s.rng, "Patient", "Patient name", "Member"), []any{s.pt()}}, s.kv(chart.MemberID, s.memberID()), s.kv(chart.GroupNumber, s.groupNo()), s.kv(chart.ClaimNumber, s.claimNo()), pair{pick(s.rng, "Provider", "Provider of service", "Billed by"), s.withDegree(s.attending, chart.ProviderName)}, pair{pick(s.rng, "Date processed", "Processed on", "Statement date"), []any{s.date(s.dos.AddDate(0, 0, 12), chart.ReportedDate)}})
	s.y += 4
	rows, total := s.eobRows(1 + s.rng.IntN(9))
	heads := []col{{pick(s.rng, "Date of service", "Service date"), 78, false}, {pick(s.rng, "Code", "CPT"), 44, false}, {pick(s.rng, "Description", "Service"), 150, false}, {pick(s.rng, "Billed", "Charged", "Submitted"), 56, true}, {pick(s.rng, "Allowed", "Plan rate"), 54, true}, {pick(s.rng, "Plan paid", "Paid"), 54, true}, {pick(s.rng, "You owe", "Patient resp."), 56, true}}
	if s.coin(.5) {
		for i, r := range rows {
			rows[i] = []any{r[0], r[2], r[1], r[3], r[4], r[5], r[6]}
		}
		heads[1], heads[2] = heads[2], heads[1]
	}
	s.tableF(l, "service_lines", heads, rows)
	s.textRight(s.right-4, s.y, l.bold, s.label(chart.TotalCharge)+"  ", s.money(total, chart.TotalCharge))
	s.y += 24
	s.para(s.left, s.wide(), l.txt, "Questions? Call ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility), " or go to ", seg{text: s.lab.web, kind: chart.URL, whose: Facility}, ". You may appeal in writing within 180 days.")
	s.footF(l)
}
