package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// hReferralLetter asks a colleague to see somebody, all in sentences.
func hReferralLetter(s *sheet) {
	l := s.lookH(11.2, 0)
	s.left, s.right = 66, s.w-66
	s.headH(l, s.clinic, s.pcp.specialty)
	s.pageH(l)
	s.text(s.left, s.y, l.txt, s.dateIn(s.dos, ""))
	s.y += 24
	for _, p := range [][]any{s.mdE(s.referrer, ""), {s.siteName(s.hospital)}, {s.roadE(s.hospital)}, {s.cityE(s.hospital)}} {
		s.text(s.left, s.y, l.txt, p...)
		s.y += 14
	}
	s.y += 10
	s.tellH(l, "Dear ", s.docAs("Dr. "+s.referrer.last), ",")
	s.tellH(l, "I would be grateful if you would see my patient ", s.pt(), ", whose birth date is ", s.dob(), " and whose number here is ", s.mrnSeg(), ". ", pick2(s.patient.female, "She", "He")+" can be reached by telephone at ", s.phone(), ".")
	s.tellH(l, s.spokenH(pick(s.rng, complaintsRenewed...))...)
	s.tellH(l, listedOf(pick2(s.patient.female, "She", "He")+" is treated here for ", s.dx, func(d dxItem) []any { return []any{s.dxSeg(d), " (", s.codeSeg(d), ")"} })...)
	s.tellH(l, listedOf("Medicines are ", s.meds, func(m medItem) []any { return []any{s.medSeg(m), " " + m.dose + " " + m.freq} })...)
	if len(s.allergies) > 0 {
		s.tellH(l, append(append([]any{"Please note these allergies: "}, s.allergyH()...), ".")...)
	}
	s.tellH(l, "I enclose the last laboratory results. Kindly send your opinion by fax to ", s.faxE(s.clinic.fax), ". With many thanks,")
	s.need(92)
	s.skip(30)
	s.autograph(s.left+4, s.y, 160, spoken(s.pcp.person, false), Provider, chart.SignaturePresent)
	s.text(s.left, s.y+20, l.txt, s.mdE(s.pcp, chart.ReferringProvider)...)
	if s.coin(.5) {
		s.text(s.left, s.y+34, l.txt, s.label(chart.ProviderNPI)+" ", s.npi(s.pcp))
	}
	s.y += 50
}

// hReferralSlip is half a page to fill and fax.
func hReferralSlip(s *sheet) {
	l := s.lookH(10, .75)
	s.headH(l, s.clinic, "")
	s.titleH(l, pick(s.rng, "REFERRAL FORM", "Referral / Authorization Request", "Patient Referral"))
	kind := pick(s.rng, tickCheck, tickCross, tickRing, tickBlank)
	s.blanksH(l, 26, s.fbh(2.3, chart.PatientName, s.pt()), s.fbh(1.4, chart.DateOfBirth, s.dob()), s.fbh(.8, chart.Sex, s.sex(false)))
	s.blanksH(l, 26, s.fbh(1.4, chart.Phone, s.phone()), s.fbh(3, chart.Address, s.addr()))
	s.blanksH(l, 26, s.fbh(2, chart.Payer, s.payerSeg()), s.fbh(1.5, chart.MemberID, s.memberID()), s.fbh(1.1, chart.GroupNumber, s.groupNo()))
	s.blanksH(l, 26, bh(2, pick(s.rng, "Referring doctor", "From Dr.", "Referred by"), s.mdE(s.pcp, chart.ReferringProvider)...), bh(1.2, "NPI", s.npi(s.pcp)), bh(1.2, pick(s.rng, "Date", "Date of referral"), s.date(s.dos, chart.DateOfService)))
	s.blanksH(l, 26, bh(2, "Please see", s.docAs("Dr. "+s.referrer.last), ", "+s.referrer.specialty), bh(1.4, "Their fax", s.faxE(s.hospital.fax)), s.fbh(1, chart.MRN, s.mrnSeg()))
	x := s.left
	for i, t := range []string{"Consult only", "Consult and treat", "Second opinion", "Urgent"} {
		x = s.choose(kind, x, s.y, l.txt, i == s.dos.Day()%3, t) + 22
	}
	s.y += 24
	s.blanksH(l, 26, bh(1, "Reason", pick(s.rng, complaintsRenewed...)))
	for i, d := range s.dx[:min(3, len(s.dx))] {
		name, code := s.problem(d)
		s.oneALine("problems", func() { s.blanksH(l, 26, bh(3, fmt.Sprintf("Diagnosis %d", i+1), name), bh(1, "ICD-10", code)) })
	}
	s.blanksH(l, 26, bh(1, s.label(chart.Allergy), s.allergyH()...))
	s.blanksH(l, 26, bh(1, "Current meds", s.medParts(4)...))
	s.closeH(l, spoken(s.pcp.person, false), Provider, []any{"Physician's signature"}, s.date(s.dos, chart.SignatureDate))
	s.stampH(.4)
}

// stampH strikes an office's stamp over the lower part of the page.
func (s *sheet) stampH(p float64) {
	if s.coin(p) {
		s.stamp(s.left+120+s.rng.Float64()*260, s.h*(.6+.25*s.rng.Float64()), -12+s.rng.Float64()*24, pick(s.rng, ink{150, 30, 90}, ink{30, 60, 150}, ink{160, 40, 30}), []any{pick(s.rng, "RECEIVED", "FAXED", "COPY", "SCANNED", "PAID")}, []any{s.dateAs(s.printed, "01-02-2006")})
	}
}

// hDenialLetter is an administrator's letter whose facts stand in its sentences.
func hDenialLetter(s *sheet) {
	l := s.lookH(11, 0)
	s.left, s.right = 66, s.w-66
	s.page()
	s.textMid(s.w/2, s.y, l.bold.at(15), s.payerSeg())
	s.textMid(s.w/2, s.y+14, l.tiny.at(8.5), geo("P.O. Box "+digits(s.rng, 4), Facility), ", ", s.cityE(s.lab), "   ", s.phoneE(s.lab.phone))
	s.y += 52
	s.text(s.left, s.y, l.txt, s.dateIn(s.notice(), chart.ReportedDate))
	s.y += 28
	p := s.patient
	for _, t := range [][]any{{s.ptAs(s.title(p) + " " + spoken(p, false))}, {geo(p.street, Patient)}, {geo(p.cityLine(), Patient)}} {
		s.text(s.left, s.y, l.txt, t...)
		s.y += 14
	}
	s.y += 14
	s.tellH(l, "Dear ", s.ptAs(s.title(p)+" "+p.last), ":")
	s.tellH(l, "We have reviewed ", pick(s.rng, "claim number ", "claim "), s.claimNo(), " for ", s.pt(), " (", pick(s.rng, "ID ", "member ID "), s.memberID(), "), for services provided on ", s.date(s.dos, chart.DateOfService), " by ", s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred+". We are sorry to tell you that the claim has been denied.")
	s.tellH(l, pick(s.rng, "The reason for the denial is as follows: ", "Reason for denial: ", "It was denied for this reason: "), seg{text: pick(s.rng, denialsRenewed...), field: chart.DenialReason})
	s.tellH(l, "You or someone acting for you, such as ", s.rel(s.kin), ", may ask us to look at the claim again. Do so in writing before ", s.dateIn(s.notice().AddDate(0, 6, 0), ""), " and enclose any records that help to explain the need for the service.")
	s.tellH(l, "Questions may be put to our office at ", s.phoneE(s.lab.phone), " between 8 a.m. and 4:30 p.m., or by fax at ", s.faxE(s.lab.fax), ".")
	s.skip(10)
	s.text(s.left, s.y, l.txt, "Very truly yours,")
	s.autograph(s.left+4, s.y+30, 130, spoken(s.referrer.person, false), Provider, "")
	s.text(s.left, s.y+50, l.txt, s.docAs(spoken(s.referrer.person, false)), ", Claims Examiner")
	s.text(s.left, s.y+80, l.tiny.at(8.5), "cc: ", s.docAs(spoken(s.attending.person, true)))
}

// hDenialShort is a half page form: words right of what they name, reasons to tick.
func hDenialShort(s *sheet) {
	l := s.lookH(10.4, .25)
	s.page()
	s.text(s.left, s.y, l.bold.at(14), s.payerSeg())
	s.textRight(s.right, s.y, l.bold, pick(s.rng, "CLAIM RETURNED / DENIED", "Notice of Claim Denial", "DENIAL OF BENEFITS"))
	s.line(s.left, s.y+6, s.right, s.y+6, 1.2, ink{})
	s.y += 34
	s.blanksH(l, 27, bh(2.2, pick(s.rng, "Participant", "Patient", "Member"), s.pt()), s.fbh(1.4, chart.MemberID, s.memberID()))
	s.blanksH(l, 27, s.fbh(1.6, chart.ClaimNumber, s.claimNo()), s.fbh(1.4, chart.DateOfService, s.date(s.dos, chart.DateOfService)), bh(1.4, "Notice date", s.date(s.notice(), chart.ReportedDate)))
	s.blanksH(l, 27, bh(2.2, pick(s.rng, "Provider", "Doctor", "Billed by"), s.mdE(s.attending, chart.ProviderName)...), bh(1.4, "Amount billed", s.money(pick(s.rng, servicesRenewed...).cents, chart.TotalCharge)))
	s.skip(6)
	s.text(s.left, s.y, l.txt, "We are unable to pay this claim because of the item marked:")
	s.y += 24
	kind, at := pick(s.rng, tickCross, tickCheck, tickBlank, tickX), s.rng.IntN(len(denialsRenewed))
	for i, d := range denialsRenewed {
		part := any(d)
		if i == at {
			part = seg{text: d, field: chart.DenialReason}
		}
		s.choose(kind, s.left+12, s.y, l.txt, i == at, part)
		s.y += 20
	}
	s.skip(8)
	s.tellH(l, "To appeal, return this form with an explanation within 180 days to ", geo("P.O. Box "+digits(s.rng, 4), Facility), ", ", s.cityE(s.lab), ", or fax it to ", s.faxE(s.lab.fax), ".")
	s.tellH(l, "Mailed to: ", s.ptAs(spoken(s.patient, false)), ", ", geo(s.patient.street+", "+s.patient.cityLine(), Patient))
	s.stampH(.3)
}

// hFaxPen is the office's cover, filled by hand.
func hFaxPen(s *sheet) {
	l := s.lookH(12, 1)
	s.left, s.right = 60, s.w-60
	s.headH(l, s.clinic, "")
	s.textMid(s.w/2, s.y+14, l.bold.at(28), pick(s.rng, "FAX", "Fax Cover", "F A X"))
	s.y += 58
	v := l.penAt(16)
	l.value = v
	s.blanksH(l, 34, bh(3, "To", s.docAs("Dr. "+s.referrer.last)), bh(2, "Fax", s.faxE(s.hospital.fax)))
	s.blanksH(l, 34, bh(3, "From", s.doc(s.pcp, chart.ProviderName)), bh(2, "Tel", s.phoneE(s.clinic.phone)))
	s.blanksH(l, 34, bh(2, "Date", s.date(s.dos, "")), bh(2, "Pages incl. cover", fmt.Sprint(2+s.rng.IntN(18))))
	s.blanksH(l, 34, bh(3, pick(s.rng, "Re", "Patient", "About"), s.pt()), bh(2, s.label(chart.DateOfBirth), s.dob()))
	kind := pick(s.rng, tickCross, tickCheck, tickRing)
	x := s.left
	for i, t := range []string{"Urgent", "As requested", "Please call", "For your files"} {
		x = s.choose(kind, x, s.y, l.txt.at(11), i == 1, t) + 20
	}
	s.y += 40
	s.text(s.left, s.y, l.txt, "Notes:")
	for i, t := range []string{pick(s.rng, "Records as discussed.", "Please review and call me.", "Needs appt this week"), pick(s.rng, "Labs to follow", "Thank you!", "Will mail the films")} {
		y := s.y + 30 + 30*float64(i)
		s.text(s.left+10, y, v, t)
		s.line(s.left, y+4, s.right, y+4, .4, ink{130, 130, 130})
	}
	s.y = s.h - 110
	s.para(s.left, s.wide(), l.tiny.at(8.5), "The pages with this sheet are private. If you are not the person named above, please telephone us and destroy them. Reading or copying them is against the law.")
}

// hFaxPharmacy is the cover that a pharmacy's or a home care office's computer fills.
func hFaxPharmacy(s *sheet) {
	l := s.lookH(11, 0)
	s.page()
	s.rect(s.left-6, s.y-22, s.right+6, s.y+30, 2)
	s.textMid(s.w/2, s.y-2, l.bold.at(16), s.facility(s.clinic))
	s.textMid(s.w/2, s.y+14, l.txt.at(9), s.roadE(s.clinic), "   ", s.cityE(s.clinic))
	s.textMid(s.w/2, s.y+25, l.txt.at(9), "TELEPHONE ", s.phoneE(s.clinic.phone), "   FAX ", s.faxE(s.clinic.fax))
	s.y += 62
	s.textMid(s.w/2, s.y, l.bold.at(15), pick(s.rng, "FACSIMILE TRANSMISSION", "Telecopier Cover Sheet", "FAX MESSAGE"))
	s.y += 34
	for _, r := range []pair{{"ATTENTION", s.mdE(s.referrer, "")}, {"COMPANY", []any{s.siteName(s.hospital)}}, {"FAX", []any{s.faxE(s.hospital.fax)}}, {"SENDER", s.mdE(s.pcp, chart.ProviderName)}, {"DATE / TIME", []any{s.date(s.dos, ""), "  " + s.timeE()}}, {"PATIENT", []any{s.pt()}}, {"BIRTH DATE", []any{s.dob()}}, {strings.ToUpper(s.label(chart.MRN)), []any{s.mrnSeg()}}, {"NO. OF PAGES", []any{fmt.Sprint(2 + s.rng.IntN(25))}}} {
		s.text(s.left+20, s.y, l.bold, r.label)
		s.dots(s.left+26+s.width(l.bold, r.label), s.left+176, s.y-1)
		s.textIn(s.left+184, s.right, s.y, l.txt, r.value...)
		s.y += 23
	}
	s.skip(14)
	s.tellH(l, "MESSAGE: "+pick(s.rng, "Signed orders are needed before we can continue services.", "Here are the records that your office requested.", "Please sign the plan of care and return it within five days.")+" Ask for ", s.docAs(pick(s.rng, givenF...)), " if there are questions about ", s.ptAs(s.title(s.patient)+" "+s.patient.last), ".")
	s.y = s.h - 100
	s.para(s.left, s.wide(), l.tiny.at(8.5), "CONFIDENTIAL HEALTH INFORMATION ENCLOSED. It is being faxed after authorization or under circumstances that need none. You, the recipient, must keep it safe. Redisclosure without consent is prohibited.")
	s.stampH(.3)
}
