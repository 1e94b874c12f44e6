package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// eReferralForm is a request that an office faxes: blocks to fill, urgency to tick.
func eReferralForm(s *sheet) {
	l := s.lookE(humanist, humanBold, 9.8)
	s.letterE(l, s.clinic, "")
	s.textMid(s.w/2, s.y, l.bold.at(14), pick(s.rng, "REFERRAL REQUEST", "Outpatient Referral Form", "Specialist Referral"))
	s.y += 20
	kind := s.tickKind()
	v := l.txt
	if s.coin(.4) {
		v = l.penAt(13)
	}
	x := s.text(s.left, s.y, l.bold, "Priority: ") + 8
	for i, t := range []string{"Routine", "Urgent (within 7 days)", "STAT"} {
		x = s.choose(kind, x, s.y, l.txt, i == s.dos.Day()%3, t) + 16
	}
	s.textRight(s.right, s.y, l.txt, s.label(chart.DateOfService)+": ", s.date(s.dos, chart.DateOfService))
	s.y += 12
	tint := ink{231, 238, 244}
	s.headedE(l, v, tint, s.shf(2.2, chart.PatientName, s.pt()), s.shf(1.3, chart.DateOfBirth, s.dob()), s.shf(.8, chart.Sex, s.sex(false)), s.shf(1.4, chart.Phone, s.phone()))
	s.headedE(l, v, tint, s.shf(1.8, chart.Payer, s.payerSeg()), s.shf(1.5, chart.MemberID, s.memberID()), s.shf(1.3, chart.MRN, s.mrnSeg()), sh(1.1, "Auth #", s.otherID("A"+digits(s.rng, 6))))
	s.headedE(l, v, tint, sh(2.2, "Referring Provider", s.mdE(s.pcp, chart.ReferringProvider)...), sh(1.3, "NPI", s.npi(s.pcp)), sh(1.3, "Office fax", s.faxE(s.clinic.fax)))
	s.headedE(l, v, tint, sh(2.2, "Refer To", s.mdE(s.referrer, "")...), sh(1.3, "Specialty", s.referrer.specialty), sh(1.3, "Their phone", s.phoneE(s.hospital.phone)))
	s.y += 22
	s.barE(l, 1, "Reason for referral")
	s.para(s.left, s.wide(), l.txt, s.hpiE(pick(s.rng, complaints...))...)
	s.barE(l, 1, "Diagnoses")
	for _, d := range s.dx {
		s.problemLine(s.left+6, s.wide()-6, l.txt, d, func(name, code seg) []any { return []any{code, "   ", name} })
	}
	s.barE(l, 1, "Allergies / current medications")
	s.para(s.left, s.wide(), l.txt, s.allergicE("NKDA", ", ", " (", ")")...)
	s.para(s.left, s.wide(), l.txt, s.medParts(8)...)
	s.skip(6)
	s.ticksE(l, kind, 4, "Consult only", "Evaluate & treat", "Labs attached", "Imaging attached")
	s.need(40)
	s.skip(24)
	s.autograph(s.left+70, s.y-2, 160, spoken(s.pcp.person, false), Provider, chart.SignaturePresent)
	s.text(s.left, s.y, l.txt, "Signature")
	s.line(s.left+56, s.y+2, s.left+280, s.y+2, .6, ink{})
	s.text(s.left+300, s.y, l.txt, "Date ", s.date(s.dos, chart.SignatureDate))
	s.stampE(.3)
}

// eReferralLetter is a consultant's letter with the patient in the subject.
func eReferralLetter(s *sheet) {
	l := s.lookE(bookish, bookishBd, 10)
	s.left, s.right = 70, s.w-70
	s.letterE(l, s.clinic, "")
	s.text(s.left, s.y, l.txt, s.dateIn(s.dos, ""))
	s.y = s.mailE(s.left, s.y+24, l.txt, false, s.mdE(s.referrer, ""), []any{s.siteName(s.hospital)}, []any{s.roadE(s.hospital)}, []any{s.cityE(s.hospital)}) + 10
	for _, p := range []pair{{"Regarding", []any{s.pt()}}, s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.Phone, s.phone())} {
		s.text(s.left+24, s.y, l.bold, p.label)
		s.textIn(s.left+150, s.right, s.y, l.txt, p.value...)
		s.y += 13
	}
	s.skip(10)
	s.para(s.left, s.wide(), l.txt, "Dear Dr. ", s.docAs(s.referrer.last), ",")
	s.skip(5)
	s.para(s.left, s.wide(), l.txt, "Thank you for agreeing to see ", s.ptAs(s.title(s.patient)+" "+s.patient.last), ".")
	s.para(s.left, s.wide(), l.txt, s.hpiE(pick(s.rng, complaints...))...)
	s.skip(6)
	s.para(s.left, s.wide(), l.txt, listedE("Past medical history: ", s.dx, func(d dxItem) []any { return []any{s.dxSeg(d), " (", s.codeSeg(d), ")"} })...)
	s.para(s.left, s.wide(), l.txt, listedE("Medications: ", s.meds, func(m medItem) []any { return []any{s.medSeg(m), " " + m.dose + " " + m.freq} })...)
	s.para(s.left, s.wide(), l.txt, append(append([]any{s.label(chart.Allergy) + ": "}, s.allergicE("none known", ", ", " causes ", "")...), ".")...)
	s.skip(6)
	s.para(s.left, s.wide(), l.txt, "Please let us know your findings. Reports may be faxed to ", s.faxE(s.clinic.fax), ".")
	s.skip(14)
	s.need(92)
	s.text(s.left, s.y, l.txt, pick(s.rng, "Best regards,", "Respectfully,", "Sincerely yours,"))
	s.autograph(s.left+4, s.y+32, 160, spoken(s.pcp.person, false), Provider, chart.SignaturePresent)
	s.mailE(s.left, s.y+54, l.txt, false, s.mdE(s.pcp, chart.ReferringProvider), []any{s.pcp.specialty}, []any{"NPI ", s.npi(s.pcp)})
	if s.coin(.5) {
		s.text(s.left, s.y+104, l.tiny, "Encl.   cc: chart, patient")
	}
}

// listedE is items in one run with semicolons.
func listedE[T any](open string, items []T, say func(T) []any) []any {
	out := []any{open}
	for i, it := range items {
		if i > 0 {
			out = append(out, "; ")
		}
		out = append(out, say(it)...)
	}
	return append(out, ".")
}

// eDenialBox is a letter with the claim's facts in a box beside the address.
func eDenialBox(s *sheet) {
	l := s.lookE(humanist, humanBold, 10.5)
	s.left, s.right = 60, s.w-60
	s.page()
	s.text(s.left, s.y, l.bold.at(17).inked(l.accent), s.payerSeg())
	s.text(s.left, s.y+13, l.tiny, "Grievance and Appeals Department   ", geo("P.O. Box "+digits(s.rng, 4), Facility), "   ", s.cityE(s.lab))
	s.y += 44
	p := s.patient
	s.mailE(s.left, s.y, l.txt, false, []any{s.ptAs(strings.ToUpper(spoken(p, false)))}, []any{geo(strings.ToUpper(p.street), Patient)}, []any{geo(strings.ToUpper(p.cityLine()), Patient)})
	bx := s.left + 250
	rows := []pair{{"Date of Letter", []any{s.date(s.notice(), chart.ReportedDate)}}, {pick(s.rng, "Member", "Member Name", "Patient"), []any{s.pt()}}, s.kv(chart.MemberID, s.memberID()), s.kv(chart.ClaimNumber, s.claimNo()), s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)), {pick(s.rng, "Provider", "Servicing Provider", "Rendering Provider"), s.mdE(s.attending, chart.ProviderName)}}
	s.rect(bx, s.y-14, s.right, s.y+14*float64(len(rows))-4, .8)
	for i, r := range rows {
		y := s.y + 14*float64(i)
		end := s.text(bx+6, y, l.lab.at(8.5), r.label)
		s.textIn(max(bx+100, end+6), s.right-5, y, l.txt.at(9.5), r.value...)
	}
	s.y += 108
	s.text(s.left, s.y, l.bold.at(12), pick(s.rng, "Your claim was not approved", "Coverage Denial Notice", "Notice of Claim Denial"))
	s.y += 20
	s.para(s.left, s.wide(), l.txt, "Dear ", s.ptAs(s.title(p)+" "+p.last), ",")
	s.skip(6)
	v := pick(s.rng, services...)
	s.para(s.left, s.wide(), l.txt, "We looked at the bill for "+strings.ToLower(v.desc)+" and cannot pay it. ")
	s.skip(6)
	s.para(s.left, s.wide(), l.bold, pick(s.rng, "Why we made this decision", "Basis for denial"))
	s.para(s.left, s.wide(), l.txt, seg{text: pick(s.rng, denials...), field: chart.DenialReason})
	s.skip(6)
	s.para(s.left, s.wide(), l.bold, "Your right to appeal")
	s.para(s.left, s.wide(), l.txt, "You have 180 days from the day you receive this letter. Write to the address above or fax ", s.faxE(s.lab.fax), ". Your authorized representative on file is ", s.rel(s.kin), ". If your health is at risk you may ask for a fast appeal by calling ", s.phoneE(s.lab.phone), ".")
	s.skip(24)
	s.mailE(s.left, s.y, l.txt, false, []any{"Sincerely,"}, []any{""}, s.mdE(s.referrer, ""), []any{"Associate Medical Director"})
	s.stampE(.3)
}

// eDenialTicks is the form of a notice: reasons to tick, facts in rows.
func eDenialTicks(s *sheet) {
	l := s.lookE(web, webBold, 9)
	s.page()
	s.bar(s.left, s.y-14, s.right, s.y+8, l.accent)
	s.text(s.left+8, s.y+1, l.bold.at(12).inked(ink{255, 255, 255}), pick(s.rng, "INTEGRATED DENIAL NOTICE", "NOTICE OF DENIAL OF PAYMENT", "Adverse Determination"))
	s.y += 30
	s.text(s.left, s.y, l.bold.at(13), s.payerSeg())
	s.textRight(s.right, s.y, l.txt, "Notice date: ", s.date(s.notice(), chart.ReportedDate))
	s.y += 14
	tint := ink{238, 238, 238}
	s.headedE(l, l.txt, tint, s.shf(2, chart.PatientName, s.pt()), s.shf(1.5, chart.MemberID, s.memberID()), s.shf(1.5, chart.ClaimNumber, s.claimNo()))
	s.headedE(l, l.txt, tint, s.shf(2, chart.ProviderName, s.mdE(s.attending, chart.ProviderName)...), s.shf(1.5, chart.DateOfService, s.date(s.dos, chart.DateOfService)), sh(1.5, "Amount billed", s.money(pick(s.rng, services...).cents, "")))
	s.y += 24
	s.text(s.left, s.y, l.bold, "We denied the service listed above because:")
	s.y += 18
	kind, on := pick(s.rng, tickCross, tickX, tickFilled, tickCheck, tickType), s.rng.IntN(len(denials))
	for i, d := range denials {
		part := any(d)
		if i == on {
			part = seg{text: d, field: chart.DenialReason}
		}
		s.choose(kind, s.left+10, s.y, l.txt, i == on, part)
		s.y += 17
	}
	s.skip(10)
	for _, p := range [][]any{{"You have the right to appeal our decision within 60 days. Keep this notice for your records."}, {"Mail: Appeals, ", geo("PO Box "+digits(s.rng, 5), Facility), ", ", s.cityE(s.lab), "    Fax: ", s.faxE(s.lab.fax), "    Phone: ", s.phoneE(s.lab.phone)},
		{"You may name a relative, friend, attorney or doctor as your representative. We have ", s.rel(s.kin), " on record."}, {"For free help with this notice call the State Health Insurance Assistance Program."}} {
		s.para(s.left, s.wide(), l.txt, p...)
		s.skip(7)
	}
	s.text(s.left, s.bottom, l.tiny, "cc: ", s.docAs(spoken(s.attending.person, false)), "   Form CMS-10003 (Exp. 12/27)")
	s.symbol(code128, s.right-120, s.bottom-26, 116, 18, alnum(s.claim))
}

// eFaxBig is the template of a word processor.
func eFaxBig(s *sheet) {
	l := s.lookE(humanist, humanBold, 12)
	s.left, s.right = 72, s.w-72
	s.page()
	s.text(s.left, s.y+30, l.bold.at(44).inked(ink{120, 120, 120}), "Fax")
	s.textRight(s.right, s.y+6, l.bold, s.facility(s.clinic))
	s.mailE(s.right, s.y+20, l.txt.at(9), true, []any{s.roadE(s.clinic)}, []any{s.cityE(s.clinic)})
	s.y += 78
	mid := s.left + s.wide()/2
	rows := [][2]pair{{{"To:", s.mdE(s.referrer, "")}, {"From:", s.mdE(s.pcp, chart.ProviderName)}}, {{"Fax:", []any{s.faxE(s.hospital.fax)}}, {"Pages:", []any{fmt.Sprint(2 + s.rng.IntN(40))}}},
		{{"Phone:", []any{s.phoneE(s.hospital.phone)}}, {"Date:", []any{s.date(s.dos, "")}}}, {{"Re:", []any{s.pt()}}, {s.label(chart.DateOfBirth) + ":", []any{s.dob()}}}}
	for _, r := range rows {
		for i, p := range r {
			x := pick2f(i == 0, s.left, mid+6)
			s.text(x, s.y, l.bold, p.label)
			s.textIn(x+max(50, s.width(l.bold, p.label)+6), pick2f(i == 0, mid-6, s.right), s.y, l.txt, p.value...)
			s.line(x, s.y+6, pick2f(i == 0, mid-6, s.right), s.y+6, .5, ink{150, 150, 150})
		}
		s.y += 27
	}
	kind := s.tickKind()
	x := s.left
	for i, t := range []string{"Urgent", "For Review", "Please Comment", "Please Reply"} {
		x = s.choose(kind, x, s.y+4, l.txt.at(10), i == 1 || s.coin(.2), t) + 18
	}
	s.y += 44
	s.text(s.left, s.y, l.bold, "Comments:")
	s.y += 20
	s.para(s.left, s.wide(), l.txt.at(11), "Please find attached the records of ", s.ptAs(s.patient.first+" "+s.patient.last), " for the visit on ", s.dateIn(s.dos.AddDate(0, 0, -2), ""), ". Call ", s.docAs(pick(s.rng, givenF...)), " at ", s.phoneE(s.clinic.phone), " if any page is missing.")
	s.y = s.h - 120
	s.para(s.left, s.wide(), l.tiny.at(8), "HIPAA NOTICE: The documents with this fax hold confidential health information that is legally privileged. If you are not the person named above, any reading, copying or sharing is prohibited; telephone us at once and destroy all pages.")
}

// eFaxHand is a photocopied cover filled by pen.
func eFaxHand(s *sheet) {
	l := s.lookE(web, webBold, 10.5)
	s.left, s.right = 60, s.w-60
	s.page()
	s.rect(s.left-14, s.y-20, s.right+14, s.h-60, 1.6)
	s.textMid(s.w/2, s.y+6, l.bold.at(19), s.facility(s.hospital))
	s.textMid(s.w/2, s.y+24, l.txt.at(9), s.roadE(s.hospital), ", ", s.cityE(s.hospital))
	s.textMid(s.w/2, s.y+58, l.bold.at(22), pick(s.rng, "FAX COVER SHEET", "F A X", "Fax Transmission"))
	s.y += 106
	v := l.penAt(16)
	line := func(cells ...shareE) {
		s.spread(cells, func(x, x1 float64, c shareE) {
			end := s.text(x, s.y, l.bold, strings.ToUpper(c.label))
			s.line(end+6, s.y+3, x1-10, s.y+3, .6, ink{})
			s.textIn(end+12, x1-12, s.y, v, c.value...)
		})
		s.y += 36
	}
	line(sh(3, "To", s.docAs("Dr. "+s.pcp.last)), sh(2, "Date", s.date(s.dos, "")))
	line(sh(3, "Fax #", s.faxE(s.clinic.fax)), sh(2, "# of pages", fmt.Sprint(2+s.rng.IntN(20))))
	line(sh(3, "From", s.doc(s.attending, chart.ProviderName)), sh(2, "Ph", s.phoneE(s.hospital.phone)))
	line(sh(3, "Pt", s.pt()), s.shf(2, chart.DateOfBirth, s.dob()))
	line(s.shf(3, chart.MRN, s.mrnSeg()), sh(2, "Dept", pick(s.rng, "HIM", "Cardiology", "4 West")))
	kind := s.tickKind()
	s.ticksE(l, kind, 3, "Lab results", "H & P", "Orders to sign", "Discharge summary", "Consult", "Prior auth")
	s.y += 24
	s.text(s.left, s.y, l.bold, "MESSAGE")
	for i := range 4 {
		y := s.y + 28 + float64(i)*28
		s.line(s.left, y+3, s.right, y+3, .5, ink{120, 120, 120})
	}
	s.text(s.left+6, s.y+27, v, pick(s.rng, "Please sign & fax back", "Records you asked for", "See page 2, new meds"))
	s.text(s.left+6, s.y+55, v, "Thanks, "+pick(s.rng, "Front desk", "Records", "Nurse line"))
	s.y = s.h - 96
	s.para(s.left, s.wide(), l.tiny.at(8), "This message is intended only for the use of the addressee and may contain protected health information under 45 CFR 164. Unauthorized use is forbidden by law.")
}
