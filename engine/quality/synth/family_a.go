package synth

import (
	"fmt"
	"math/rand/v2"

	"chartproof.org/chartproof/engine/chart"
)

// Family a: office software of the usual kind. Sans letters, labels to the left with a colon, American dates, names as
// spoken, blocks of pairs under a letterhead, ruled tables.
func familyA() family {
	return family{voice: voiceA, layouts: map[chart.Type]layout{
		chart.IntakeForm: aIntake, chart.ConsentForm: aConsent, chart.InsuranceCard: aCard, chart.IDCard: aID,
		chart.ProgressNote: aNote, chart.DischargeSummary: aDischarge, chart.LabReport: aLab, chart.PathologyReport: aPath,
		chart.RadiologyReport: aRad, chart.ReferralLetter: aReferral, chart.MedicationList: aMeds, chart.Prescription: aRx,
		chart.ImmunizationRecord: aShots, chart.Superbill: aSuperbill, chart.ClaimForm: aClaim, chart.EOB: aEOB,
		chart.DenialLetter: aDenial, chart.FaxCover: aFax,
	}}
}

func voiceA(r *rand.Rand) voice {
	return voice{date: pick(r, "01/02/2006", "01/02/2006", "1/2/2006"), longDate: pick(r, "January 2, 2006", "1/2/2006"),
		name: func(p person) string { return spoken(p, true) }, provider: func(d doctor) string { return spoken(d.person, true) },
		mrn: func(r *rand.Rand) string { return pick(r, "", "", "00") + digits(r, 6+r.IntN(3)) }, phone: pick(r, "(%s) %s-%s", "%s-%s-%s"),
		maskSSN: r.IntN(3) == 0, words: wording{
			chart.PatientName: {"Patient Name", "Patient", "Name", "Patient's Name"}, chart.DateOfBirth: {"Date of Birth", "DOB", "Birth Date"},
			chart.Sex: {"Sex", "Gender"}, chart.MRN: {"MRN", "Medical Record #", "Med Rec #", "Chart #"}, chart.AccountNumber: {"Account #", "Acct #", "Account Number"},
			chart.SSN: {"SSN", "Social Security #"}, chart.Phone: {"Phone", "Home Phone", "Telephone"}, chart.Email: {"Email", "E-mail"}, chart.Address: {"Address", "Home Address"},
			chart.MemberID: {"Member ID", "ID #", "Subscriber ID"}, chart.GroupNumber: {"Group #", "Group Number", "Group No."}, chart.Payer: {"Insurance", "Insurance Company", "Payer"},
			chart.Facility: {"Facility", "Location"}, chart.ProviderName: {"Provider", "Physician", "Attending"}, chart.ProviderNPI: {"NPI", "Provider NPI"},
			chart.ReferringProvider: {"Referring Provider", "Referred By", "Referring MD"}, chart.DateOfService: {"Date of Service", "DOS", "Visit Date"},
			chart.AdmissionDate: {"Admission Date", "Admitted", "Admit Date"}, chart.DischargeDate: {"Discharge Date", "Discharged"}, chart.CollectedDate: {"Collected", "Collection Date", "Date Collected"},
			chart.ReportedDate: {"Reported", "Report Date", "Date Reported"}, chart.TotalCharge: {"Total Charges", "Total"}, chart.ClaimNumber: {"Claim Number", "Claim #"},
			chart.Allergy: {"Allergies", "Drug Allergies"}, chart.SignatureDate: {"Date"},
		}}
}

// spoken writes First M. Last.
func spoken(p person, dot bool) string {
	if p.middle == "" {
		return p.first + " " + p.last
	}
	return p.first + " " + p.middle + pick2(dot, ".", "") + " " + p.last
}

type lookA struct{ plain, bold, small, title, fill style }

func (s *sheet) lookA() lookA {
	f := pick(s.rng, [2]face{sans, sansBold}, [2]face{goSans, goBold}, [2]face{sans, sansBold}, [2]face{cond, condBold}, [2]face{sans, sansBold}, [2]face{serif, serifBold})
	n := pick(s.rng, 9.5, 10, 10.5)
	s.body = style{font: f[0], size: n}
	return lookA{plain: s.body, bold: style{font: f[1], size: n}, small: style{font: f[0], size: 7.5}, title: style{font: f[1], size: 15},
		fill: style{font: pick(s.rng, hand1, hand3), hand: true, col: pick(s.rng, ink{20, 30, 110}, ink{30, 30, 30})}.at(14)}
}

// letterheadA draws the house at the top of the first page.
func (s *sheet) letterheadA(l lookA, h site, title string) {
	s.page()
	if s.coin(.5) {
		s.textMid(s.w/2, s.y, l.title, s.facility(h))
		s.textMid(s.w/2, s.y+13, l.small, geo(h.street+", "+h.cityLine(), Facility))
		s.textMid(s.w/2, s.y+23, l.small, "Phone: ", s.telOf(h.phone, chart.PhoneNumber, Facility), "   Fax: ", s.telOf(h.fax, chart.Fax, Facility))
	} else {
		s.bar(s.left, s.y-14, s.left+30, s.y+16, ink{90, 110, 140})
		s.text(s.left+40, s.y, l.title, s.facility(h))
		s.text(s.left+40, s.y+12, l.small, geo(h.street+", "+h.cityLine(), Facility))
		s.textRight(s.right, s.y+12, l.small, "Tel ", s.telOf(h.phone, chart.PhoneNumber, Facility), "  Fax ", s.telOf(h.fax, chart.Fax, Facility))
	}
	s.y += 34
	s.rule(s.y-8, 1)
	if title != "" {
		s.textMid(s.w/2, s.y+8, l.title.at(13), title)
		s.y += 28
		return
	}
	s.y += 12
}

// runningA puts the patient and the page number on every page.
func (s *sheet) runningA(l lookA) {
	s.bottom -= 10
	s.frame = func(page, pages int) {
		y := s.h - 34
		s.rule(y-10, .5)
		s.text(s.left, y, l.small, "Patient: ", s.pt(), "   DOB: ", s.dob(), "   MRN: ", s.mrnSeg())
		s.textRight(s.right, y, l.small, fmt.Sprintf("Page %d of %d", page, pages))
		if page > 1 {
			s.text(s.left, 34, l.small, s.pt(), "  |  ", s.mrnSeg(), "  |  Printed ", s.date(s.printed, ""))
		}
	}
}

// bannerA is the block of identifiers at the head of a document.
func (s *sheet) bannerA(l lookA, extra ...pair) {
	ps := []pair{s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg())}
	ps = append(ps, extra...)
	xs := []float64{s.left, s.left + 270}
	if s.coin(.5) {
		s.tabbed(xs, 100, 14, l.bold, l.plain, ":", ps...)
	} else {
		s.columns(xs, 14, l.bold, l.plain, ":", ps...)
	}
	s.skip(6)
	s.rule(s.y-8, .6)
	s.skip(10)
}

func (s *sheet) headingA(l lookA, title string) {
	s.need(52)
	s.skip(4)
	s.text(s.left, s.y, l.bold.at(l.bold.size+1), title)
	s.y += 15
}

func (s *sheet) wide() float64 { return s.right - s.left }

// signedA closes a document that a provider signs on screen or by hand.
func (s *sheet) signedA(l lookA, d doctor, t any) {
	s.need(60)
	s.skip(16)
	if s.coin(.5) {
		s.sign(s.left+10, s.y+14, spoken(d.person, false), Provider, chart.SignaturePresent)
		s.line(s.left, s.y+20, s.left+210, s.y+20, .6, ink{})
		s.text(s.left, s.y+31, l.small, s.doc(d, ""), ", "+d.cred)
		s.text(s.left+260, s.y+18, l.plain, "Date: ", t)
		s.y += 46
		return
	}
	s.text(s.left, s.y, l.plain, "Electronically signed by ", s.doc(d, ""), ", "+d.cred+" on ", t)
	s.y += 16
}
