package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

func aIntake(s *sheet) {
	l := s.lookA()
	s.letterheadA(l, s.clinic, pick(s.rng, "New Patient Registration", "PATIENT INTAKE FORM", "Patient Information Form"))
	v := l.fill
	if s.coin(.35) {
		v = l.plain.in(mono)
	}
	mid := s.left + s.wide()*.55
	row := func(ps ...pair) {
		xs := []float64{s.left, mid, s.right + 8}
		if len(ps) == 1 {
			xs = []float64{s.left, s.right + 8}
		}
		for i, p := range ps {
			s.blank(xs[i], xs[i+1]-8, s.y, l.plain, v, p)
		}
		s.y += 23
	}
	s.headingA(l, "PATIENT INFORMATION")
	s.skip(4)
	row(s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()))
	row(s.kv(chart.Address, s.addr()))
	row(s.kv(chart.Phone, s.phone()), s.kv(chart.Email, s.email()))
	row(s.kv(chart.SSN, s.ssnSeg()), pair{"Employer", []any{s.employerSeg()}})
	x := s.text(s.left, s.y, l.plain, s.label(chart.Sex)+": ")
	s.tick(x+6, l.plain, chart.Sex, []choice{{"Male", "M", !s.patient.female}, {"Female", "F", s.patient.female}})
	s.y += 22
	s.headingA(l, "EMERGENCY CONTACT")
	s.skip(4)
	row(pair{"Name", []any{s.rel(s.kin)}}, pair{"Relationship", []any{s.relation}})
	row(pair{"Phone", []any{s.telOf(s.kin.phone, chart.PhoneNumber, Relative)}}, pair{"Work", []any{s.telOf(s.kin.cell, chart.PhoneNumber, Relative)}})
	s.headingA(l, "INSURANCE")
	s.skip(4)
	row(s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID()))
	row(s.kv(chart.GroupNumber, s.groupNo()), pair{"Policy Holder", []any{s.rel(s.kin)}})
	s.headingA(l, "MEDICAL HISTORY")
	s.skip(4)
	row(pair{s.label(chart.Allergy), s.allergyParts()})
	row(pair{"Current Medications", s.medParts(4)})
	s.tickList(l, []string{"Diabetes", "High blood pressure", "Heart disease", "Asthma", "Cancer", "Stroke", "Depression", "Kidney disease"})
	s.para(s.left, s.wide(), l.small, "I certify that the above information is true and correct to the best of my knowledge. I authorize release of information needed to process my claims.")
	s.skip(26)
	s.need(20)
	s.sign(s.left+60, s.y-4, spoken(s.patient, false), Patient, chart.SignaturePresent)
	s.text(s.left, s.y, l.plain, "Signature:")
	s.line(s.left+56, s.y+2, s.left+300, s.y+2, .6, ink{})
	s.blank(s.left+330, s.right, s.y, l.plain, v, pair{"Date:", []any{s.date(s.dos, chart.SignatureDate)}})
}

type choice struct {
	label, norm string
	on          bool
}

// tick draws a row of boxes of which one is ticked; its label is the field's value.
func (s *sheet) tick(x float64, st style, f chart.FieldName, cs []choice) {
	for _, c := range cs {
		part := any(c.label)
		if c.on {
			part = seg{text: c.label, field: f, norm: c.norm}
		}
		x = s.check(x, s.y, st, c.on, part) + 14
	}
}

func (s *sheet) tickList(l lookA, items []string) {
	for i, it := range items {
		s.check(s.left+float64(i%4)*128, s.y, l.plain, s.coin(.25), it)
		if i%4 == 3 {
			s.y += 16
		}
	}
	s.skip(8)
}

func (s *sheet) allergyParts() []any {
	if len(s.allergies) == 0 {
		return []any{pick(s.rng, "none", "NKDA", "None known")}
	}
	var parts []any
	for i := range s.allergies {
		if i > 0 {
			parts = append(parts, ", ")
		}
		parts = append(parts, s.allergy(i))
	}
	return parts
}

func (s *sheet) medParts(n int) []any {
	var parts []any
	for i, m := range s.meds[:min(n, len(s.meds))] {
		if i > 0 {
			parts = append(parts, ", ")
		}
		parts = append(parts, s.medSeg(m), " "+m.dose)
	}
	return parts
}

func aConsent(s *sheet) {
	l := s.lookA()
	s.letterheadA(l, s.hospital, pick(s.rng, "Consent for Treatment", "CONSENT TO PROCEDURE", "General Consent"))
	s.bannerA(l)
	proc := pick(s.rng, "colonoscopy with possible biopsy", "right knee arthroscopy", "cataract extraction", "blood transfusion", "upper endoscopy")
	s.para(s.left, s.wide(), l.plain, "I, ", s.pt(), ", hereby authorize Dr. ", s.doc(s.attending, chart.ProviderName), " and associates at ", s.siteName(s.hospital), " to perform the following procedure: "+proc+".")
	for _, t := range []string{"The nature and purpose of the procedure, the risks, the benefits and the alternatives have been explained to me, and my questions have been answered.",
		"I understand that no guarantee has been made about the results. I consent to the administration of anesthesia and to the disposal of any tissue removed.",
		"I may withdraw this consent at any time before the procedure begins.", "I have received the Notice of Privacy Practices."} {
		s.skip(8)
		s.para(s.left, s.wide(), l.plain, t)
	}
	s.skip(12)
	s.check(s.left, s.y, l.plain, true, "I agree to receive text messages at ", s.phone())
	s.skip(18)
	s.check(s.left, s.y, l.plain, s.coin(.5), "I give permission to speak with ", s.rel(s.kin), " ("+s.relation+")")
	s.skip(50)
	for i, w := range []Whose{Patient, Provider} {
		name := pick2(i == 0, spoken(s.patient, false), spoken(s.attending.person, false))
		f := chart.FieldName("")
		if i == 0 {
			f = chart.SignaturePresent
		}
		s.sign(s.left+10, s.y-4, name, w, f)
		s.line(s.left, s.y+3, s.left+260, s.y+3, .6, ink{})
		s.text(s.left, s.y+13, l.small, pick2(i == 0, "Signature of patient or representative", "Signature of physician"))
		df := f
		if f != "" {
			df = chart.SignatureDate
		}
		s.blank(s.left+300, s.right, s.y, l.plain, l.fill, pair{"Date", []any{s.date(s.dos, df)}})
		s.y += 54
	}
}

func aCard(s *sheet) {
	l := s.lookA()
	s.page()
	x, y, w := 150.0, 120.0, 260.0
	for side := range 2 {
		s.rect(x, y, x+w, y+164, 1)
		if side == 0 {
			s.bar(x, y, x+w, y+30, ink{190, 205, 225})
			s.text(x+12, y+20, l.title.at(13), s.payerSeg())
			s.y = y + 50
			lst, vst := l.plain.at(7.5), l.bold.at(9)
			s.tabbed([]float64{x + 12}, 70, 15, lst, vst, ":", pair{pick(s.rng, "Member Name", "Name", "Subscriber"), []any{s.pt()}}, s.kv(chart.MemberID, s.memberID()),
				s.kv(chart.GroupNumber, s.groupNo()), pair{"Plan", []any{s.plan}}, pair{"Effective", []any{s.date(day(1, 1), "")}})
			s.text(x+12, y+152, lst, "PCP $20   Specialist $45   ER $250   RxBIN 610014   RxPCN 9999")
		} else {
			s.y = y + 22
			for _, t := range [][]any{{"Customer Service: ", s.telOf(s.clinic.phone, chart.PhoneNumber, Facility)}, {"Providers call: ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility)},
				{"Submit claims to: ", s.payer}, {geo("P.O. Box "+digits(s.rng, 4)+", "+s.lab.cityLine(), Facility)}, {"This card does not guarantee coverage."}} {
				s.text(x+12, s.y, l.plain.at(8), t...)
				s.y += 16
			}
		}
		y += 230
	}
}

func aID(s *sheet) {
	l := s.lookA()
	s.page()
	x, y := 160.0, 130.0
	s.rectIn(x, y, x+280, y+182, 1, ink{60, 60, 90})
	s.bar(x, y, x+280, y+26, ink{170, 195, 220})
	s.text(x+10, y+18, l.title.at(12), geo(s.patient.state, Patient), " DRIVER LICENSE")
	s.photo(x+10, y+36, 74, 96)
	s.y = y + 46
	name := s.pt()
	name.text = listed(s.patient)
	n := s.split(name, s.patient.last, strings.TrimSpace(s.patient.first+" "+s.patient.middle))
	lst, vst := l.small, l.bold.at(9)
	for _, p := range []pair{{"DL", []any{s.id(string(rune('A'+s.rng.IntN(26)))+digits(s.rng, 7), "", chart.LicenseNumber)}}, {"LN", []any{n[0]}}, {"FN", []any{n[1]}}, {"DOB", []any{s.dob()}},
		{"EXP", []any{s.date(s.now.AddDate(3, 2, 0), "")}}, {"SEX", []any{s.sex(false)}}} {
		e := s.text(x+94, s.y, lst, p.label)
		s.text(e+6, s.y, vst, p.value...)
		s.y += 14
	}
	a := s.split(s.addr(), s.patient.street, s.patient.cityLine())
	s.text(x+94, s.y, vst.at(8), a[0])
	s.text(x+94, s.y+11, vst.at(8), a[1])
	s.sign(x+14, y+163, spoken(s.patient, false), Patient, "")
	s.barcode(x+170, y+154, 96, 20, digits(s.rng, 10))
}

func aRx(s *sheet) {
	l := s.lookA()
	s.h = 540
	s.bottom = s.h - 40
	s.letterheadA(l, s.clinic, "")
	s.textMid(s.w/2, s.y, l.plain, s.doc(s.attending, chart.ProviderName), ", "+s.attending.cred, "   NPI ", s.npi(s.attending), "   DEA ", seg{text: "B" + string(s.attending.last[0]) + digits(s.rng, 7), kind: chart.LicenseNumber, whose: Provider})
	s.y += 24
	hand := l.fill
	s.blank(s.left, s.left+310, s.y, l.plain, hand, s.kv(chart.PatientName, s.pt()))
	s.blank(s.left+325, s.right, s.y, l.plain, hand, s.kv(chart.DateOfBirth, s.dob()))
	s.y += 24
	s.blank(s.left, s.left+310, s.y, l.plain, hand, s.kv(chart.Address, s.addr()))
	s.blank(s.left+325, s.right, s.y, l.plain, hand, pair{"Date", []any{s.date(s.dos, chart.DateOfService)}})
	s.y += 44
	s.text(s.left, s.y, style{font: serifIt, size: 34}, "Rx")
	for _, m := range s.meds[:min(len(s.meds), 2)] {
		s.text(s.left+60, s.y, hand.at(17), s.medSeg(m), " "+m.dose)
		s.text(s.left+60, s.y+22, hand, "Sig: take 1 "+m.freq+" for "+m.for_)
		s.text(s.left+60, s.y+42, hand, fmt.Sprintf("Disp: #%d", 30+30*s.rng.IntN(3)))
		s.y += 70
	}
	s.blank(s.left, s.left+120, s.y, l.plain, hand, pair{"Refills", []any{fmt.Sprint(s.rng.IntN(6))}})
	s.y += 30
	s.sign(s.left+300, s.y-6, spoken(s.attending.person, false), Provider, chart.SignaturePresent)
	s.line(s.left+280, s.y, s.right, s.y, .6, ink{})
	s.text(s.left+280, s.y+10, l.small, "Signature of prescriber")
	s.check(s.left, s.y, l.plain, s.coin(.5), "Dispense as written")
}

func aFax(s *sheet) {
	l := s.lookA()
	s.page()
	s.faxBanner(s.clinic)
	s.y += 30
	s.text(s.left, s.y, style{font: l.title.font, size: 34}, "FAX")
	s.textRight(s.right, s.y, l.bold.at(12), s.facility(s.clinic))
	s.y += 34
	for _, p := range []pair{{"To", []any{s.siteName(s.hospital), ", Medical Records"}}, {"Fax", []any{s.telOf(s.hospital.fax, chart.Fax, Facility)}},
		{"From", []any{s.doc(s.pcp, chart.ProviderName), ", " + s.pcp.cred}}, {"Phone", []any{s.telOf(s.clinic.phone, chart.PhoneNumber, Facility)}},
		{"Date", []any{s.date(s.dos, "")}}, {"Pages", []any{fmt.Sprint(2 + s.rng.IntN(20)), " including cover"}}, {"Re", []any{s.pt(), "  DOB ", s.dob()}}} {
		s.text(s.left, s.y, l.bold.at(11), p.label+":")
		s.text(s.left+70, s.y, l.plain.at(11), p.value...)
		s.rule(s.y+6, .4)
		s.y += 24
	}
	for i, t := range []string{"Urgent", "For review", "Please reply"} {
		s.check(s.left+float64(i)*120, s.y, l.plain, s.coin(.4), t)
	}
	s.y += 34
	s.para(s.left, s.wide(), l.plain, "Comments: Please find the records that you requested for ", s.ptAs(s.title(s.patient)+" "+s.patient.last), ". Call if pages are missing.")
	s.skip(180)
	s.para(s.left, s.wide(), l.small, "CONFIDENTIALITY NOTICE: This facsimile contains protected health information and is intended only for the person named above. If you received it in error, notify the sender at once and destroy all copies.")
}

// faxBanner is the line that a fax machine prints at the top edge.
func (s *sheet) faxBanner(from site) {
	st := style{font: mono, size: 8}
	s.text(20, 16, st, s.dateAs(s.printed, "Jan-02-2006"), " 10:42 AM  ", s.siteName(from), "  ", s.telOf(from.fax, chart.Fax, Facility), fmt.Sprintf("   %d/%d", s.nth(), 3+s.nth()))
}

func (s *sheet) nth() int { return s.cur + 1 }
