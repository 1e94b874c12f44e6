package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// iReferralRE is a letter with a block of facts behind RE: in its middle.
func iReferralRE(s *sheet) {
	l := s.lookI(10.8)
	s.left, s.right = 70, s.w-70
	s.page()
	s.textMid(s.w/2, s.y, l.bold.at(14).inked(l.tone), s.facility(s.clinic))
	s.textMid(s.w/2, s.h-44, l.tiny.at(8), s.roadE(s.clinic), "  •  ", s.cityE(s.clinic), "  •  Tel ", s.phoneE(s.clinic.phone), "  •  Fax ", s.faxE(s.clinic.fax))
	s.bottom = s.h - 70
	s.y += 40
	s.textRight(s.right, s.y, l.txt, s.dateIn(s.dos, ""))
	for _, p := range [][]any{s.mdE(s.referrer, ""), {s.siteName(s.hospital)}, {s.roadE(s.hospital)}, {s.cityE(s.hospital)}} {
		s.text(s.left, s.y, l.txt, p...)
		s.y += 13.5
	}
	s.y += 14
	x := s.left + 60
	s.text(x, s.y, l.bold, "RE:")
	rows := []pair{{pick(s.rng, "", "Patient"), []any{s.pt()}}, s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.Phone, s.phone())}
	if s.coin(.5) {
		rows = append(rows, s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID()))
	}
	for _, r := range rows {
		end := x + 32
		if r.label != "" {
			end = s.text(x+32, s.y, l.txt, r.label+":") + s.space(l.txt)*1.5
		}
		s.textIn(end, s.right, s.y, l.txt, r.value...)
		s.y += 14
	}
	s.y += 12
	s.proseI(l, "Dear ", s.docAs(pick2(s.dos.Day()%2 == 0, "Dr. "+s.referrer.last, "Colleague")), ",")
	s.proseI(l, append([]any{pick(s.rng, "Would you kindly evaluate this patient for me? ", "Thank you for agreeing to see ")}, append([]any{s.ptAs(s.title(s.patient) + " " + s.patient.last), ", "}, s.tellI(pick(s.rng, complaintsI...))...)...)...)
	s.proseI(l, "Working diagnoses:")
	for i, d := range s.dx {
		s.problemLine(s.left+24, s.wide()-24, l.txt, d, func(name, code seg) []any { return []any{fmt.Sprintf("%d.  ", i+1), code, "  ", name} })
	}
	s.skip(5)
	if s.coin(.5) {
		s.proseI(l, "Present medicines:")
		for _, m := range s.meds {
			n, d, r, f := s.medCellsI(m)
			s.medLine(s.left+24, s.wide()-24, l.txt, "-  ", n, " ", d, " ", r, " ", f)
		}
		s.skip(5)
	} else {
		s.proseI(l, listedOf("At present the patient takes ", s.meds, func(m medItem) []any { return []any{s.medSeg(m), " " + m.dose + " " + m.freq} })...)
	}
	s.proseI(l, append(append([]any{s.label(chart.Allergy) + ": "}, s.allergyI(true)...), ".")...)
	s.proseI(l, "Your note may be faxed to us. "+pick(s.rng, plansI...)+" With thanks for your help,")
	s.need(80)
	s.skip(28)
	s.autograph(s.left+6, s.y, 150, spoken(s.pcp.person, false), Provider, chart.SignaturePresent)
	s.text(s.left, s.y+20, l.txt, s.mdE(s.pcp, chart.ReferringProvider)...)
	s.text(s.left, s.y+33, l.txt, s.pcp.specialty, "     "+s.label(chart.ProviderNPI)+" ", s.npi(s.pcp))
	s.text(s.left, s.y+52, l.tiny.at(8), "cc: ", s.docAs(spoken(s.attending.person, false)), ", chart")
	s.stampH(.15)
}

// iReferralConsult is a government's consultation request: TO and FROM in boxes, the answer's half left empty.
func iReferralConsult(s *sheet) {
	l := s.filledI(s.lookI(9.6), .4)
	s.left, s.right = 40, s.w-40
	s.page()
	s.text(s.left, s.y-8, l.bold.at(13), pick(s.rng, "CONSULTATION REQUEST", "REFERRAL / CONSULTATION SHEET", "Request for Specialty Care"))
	s.textRight(s.right, s.y-8, l.txt, s.facility(s.clinic))
	box := func(h float64, cells ...boxI) {
		s.spreadI(s.left, s.right, cells, func(x, x1 float64, c boxI) {
			s.rectIn(x, s.y, x1, s.y+h, .7, ink{40, 40, 40})
			s.textIn(x+3, x1-2, s.y+8.5, l.tiny, c.label)
			s.textIn(x+7, x1-4, s.y+h-6, l.value, c.value...)
		})
		s.y += h
	}
	box(32, bi(1.4, "TO (specialty or doctor)", s.docAs("Dr. "+s.referrer.last), ", "+s.referrer.specialty), bi(1.6, "FROM (requesting practitioner)", s.mdE(s.pcp, chart.ReferringProvider)...), bi(1, pick(s.rng, "DATE OF REQUEST", "REQUEST DATE"), s.date(s.dos, chart.DateOfService)))
	box(32, bi(1.4, "THEIR FAX", s.faxE(s.hospital.fax)), bi(1.6, "NPI OF REQUESTER", s.npi(s.pcp)), bi(1, "URGENCY", pick(s.rng, "Routine", "Within 72 h", "Today")))
	y := s.y
	s.rectIn(s.left, y, s.right, y+20, .7, ink{40, 40, 40})
	s.text(s.left+3, y+8.5, l.tiny, "REASON FOR REQUEST (complaints and findings)")
	s.y = y + 24
	s.y = s.block(s.left+7, s.y+8, s.wide()-14, l.txt, s.tellI(pick(s.rng, complaintsI...))...) + 4
	s.line(s.left, y, s.left, s.y, .7, ink{40, 40, 40})
	s.line(s.right, y, s.right, s.y, .7, ink{40, 40, 40})
	s.rectIn(s.left, s.y, s.right, s.y+12, .7, ink{40, 40, 40})
	s.text(s.left+3, s.y+8.5, l.tiny, "PROVISIONAL DIAGNOSES")
	s.y += 12
	w := s.wide()
	var rows [][]any
	for _, d := range s.dx {
		name, code := s.problem(d)
		rows = append(rows, []any{name, code})
	}
	s.ledger(ledger{name: "problems", x: s.left, head: l.bold, cell: l.txt, pad: 2.4, ways: "b", cols: []col{{"Diagnosis", w * .74, false}, {pick(s.rng, "ICD-10", "Code"), w * .26, false}}}, rows)
	s.y -= l.txt.size * 1.5
	box(32, bi(1, strings.ToUpper(s.label(chart.Allergy)), s.allergyI(s.coin(.5))...))
	box(32, bi(1, "CURRENT DRUGS", s.medParts(3)...))
	y = s.y
	box(46, bi(1.8, "REQUESTER'S SIGNATURE"), bi(1, "PLACE OF CONSULTATION"), bi(.8, s.label(chart.SignatureDate), s.date(s.dos, chart.SignatureDate)))
	s.autograph(s.left+30, y+36, 140, spoken(s.pcp.person, false), Provider, chart.SignaturePresent)
	s.choose(tickX, s.left+s.wide()*.52, y+24, l.txt.at(8.5), false, "Bedside")
	s.choose(tickX, s.left+s.wide()*.52, y+38, l.txt.at(8.5), true, "Office")
	box(80, bi(1, "CONSULTATION REPORT (to be filled by the consultant)"))
	box(36, bi(2, "PATIENT'S IDENTIFICATION", s.pt()), bi(1, s.label(chart.DateOfBirth), s.dob()), bi(.6, s.label(chart.Sex), s.sex(false)))
	box(32, bi(1.2, s.label(chart.MRN), s.mrnSeg()), bi(1.2, s.label(chart.Phone), s.phone()), bi(1.4, s.label(chart.Payer), s.payerSeg()), bi(1.2, s.label(chart.MemberID), s.memberID()))
}

// iDenialIndent is a payer's letter with its references indented under the date.
func iDenialIndent(s *sheet) {
	l := s.lookI(10.8)
	s.left, s.right = 64, s.w-64
	s.page()
	s.text(s.left, s.y, l.bold.at(15).inked(l.tone), s.payerSeg())
	s.line(s.left, s.y+6, s.right, s.y+6, 2, l.tone)
	s.text(s.left, s.y+17, l.tiny.at(8), pick(s.rng, "Medical Review Department", "Claims and Appeals"), "  |  ", geo("P.O. Box "+digits(s.rng, 5), Facility), "  |  ", s.cityE(s.lab))
	s.y += 46
	s.text(s.left, s.y, l.txt, s.dateIn(s.notice(), chart.ReportedDate))
	s.y += 26
	p := s.patient
	for _, t := range [][]any{{s.ptAs(spoken(p, true))}, {geo(p.street, Patient)}, {geo(p.cityLine(), Patient)}} {
		s.text(s.left, s.y, l.txt, t...)
		s.y += 13.5
	}
	s.y += 14
	x := s.left + 96
	for _, r := range []pair{{pick(s.rng, "Our member", "Member", "Insured person", "Patient"), []any{s.pt()}}, s.kv(chart.MemberID, s.memberID()), s.kv(chart.ClaimNumber, s.claimNo()), {pick(s.rng, "Care received on", "Date of care", "Date of service"), []any{s.date(s.dos, chart.DateOfService)}}, {pick(s.rng, "Care given by", "Provider of service", "Treating provider"), s.mdE(s.attending, chart.ProviderName)}, {"Billed amount", []any{s.money(pick(s.rng, servicesI...).cents, chart.TotalCharge)}}} {
		s.text(x, s.y, l.txt, r.label)
		s.textIn(x+128, s.right, s.y, l.bold, r.value...)
		s.y += 15
	}
	s.y += 14
	s.proseI(l, "Dear ", s.ptAs(s.title(p)+" "+p.last), ":")
	s.proseI(l, "We looked at the claim named above with care. "+pick(s.rng, "We cannot pay it.", "We are not able to approve it.", "It has been denied."))
	s.y += 4
	s.text(s.left, s.y, l.bold, pick(s.rng, "Why?", "Why we decided this", "Our reason"))
	s.y += 16
	s.proseI(l, seg{text: pick(s.rng, denialsI...), field: chart.DenialReason})
	s.y += 4
	s.text(s.left, s.y, l.bold, "What you can do")
	s.y += 16
	s.proseI(l, "Ask for an appeal by ", s.dateIn(s.notice().AddDate(0, 6, 0), ""), ". You, your doctor or a person you name, such as ", s.rel(s.kin), ", may write, call ", s.phoneE(s.lab.phone), " or send a fax to ", s.faxE(s.lab.fax), ". A doctor who took no part in this decision will look at it again.")
	s.proseI(l, "You may also ask the state's insurance office for help. Free language help: ", s.phoneE(s.hospital.phone), ".")
	s.skip(14)
	s.text(s.left, s.y, l.txt, "Sincerely,")
	s.autograph(s.left+4, s.y+32, 130, spoken(s.referrer.person, false), Provider, "")
	s.text(s.left, s.y+52, l.txt, s.docAs(spoken(s.referrer.person, false)), ", "+s.referrer.cred+", Medical Director")
	s.stampH(.35)
}

// iDenialPortal is a decision that a clinic prints from a plan's website.
func iDenialPortal(s *sheet) {
	l := s.lookI(9.8)
	s.left, s.right = 44, s.w-44
	s.page()
	s.text(s.left, s.y-18, l.tiny, s.dateAs(s.printed, "1/2/2006"), " "+s.timeE()+"     Claim Status Inquiry | Provider Portal")
	s.text(s.left, s.y+6, l.bold.at(14), s.payerSeg())
	s.bar(s.right-92, s.y-8, s.right, s.y+12, ink{180, 40, 40})
	s.textMid(s.right-46, s.y+6, l.bold.inked(ink{255, 255, 255}), pick(s.rng, "DENIED", "Not approved", "DENIED"))
	s.y += 22
	s.headI(l, 0, pick(s.rng, "Claim details", "Claim summary", "Determination"))
	s.y -= l.txt.size
	s.besideI(l, 108, bi(1, pick(s.rng, "Patient", "Member name"), s.pt()), s.fbi(1, chart.MemberID, s.memberID()))
	s.besideI(l, 108, s.fbi(1, chart.ClaimNumber, s.claimNo()), bi(1, "Group", s.groupNo()))
	s.besideI(l, 108, bi(1, pick(s.rng, "Service date", "Date of service", "DOS"), s.date(s.dos, chart.DateOfService)), bi(1, pick(s.rng, "Decision date", "Finalized", "Notice date"), s.date(s.notice(), chart.ReportedDate)))
	s.besideI(l, 108, bi(1, pick(s.rng, "Rendering provider", "Provider"), s.mdE(s.attending, chart.ProviderName)...), bi(1, "Paid", "$0.00"))
	s.headI(l, 0, pick(s.rng, "Denial reason", "Explanation", "Reason for denial"))
	s.proseI(l, pick(s.rng, "CO-", "PR-", "N")+digits(s.rng, 2)+"   ", seg{text: pick(s.rng, denialsI...), field: chart.DenialReason})
	s.headI(l, 0, "Next steps")
	for i, t := range [][]any{{"Correct and resubmit within 90 days, or send records to ", geo("PO Box "+digits(s.rng, 4), Facility), ", ", s.cityE(s.lab), "."}, {"Call provider services, ", s.phoneE(s.lab.phone), ", for a peer review."}, {"The member has been told by letter at ", geo(s.patient.street+", "+s.patient.cityLine(), Patient), "."}} {
		s.para(s.left+8, s.wide()-8, l.txt, append([]any{fmt.Sprintf("%d. ", i+1)}, t...)...)
	}
	s.text(s.left, s.h-40, l.tiny, "https://", webI(s.lab), "/claims/status   1/1")
}
