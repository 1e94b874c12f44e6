package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Family h was held out until its figures had been looked at too often; now it is for tuning. It prints, types and writes
// as small practices, imaging centres, pharmacies and home care do.
func familyH() family {
	of := func(all ...layout) layout {
		return func(s *sheet) {
			houses := []string{"Community Hospital", "Surgery Center", "District Hospital"}
			switch s.typ {
			case chart.RadiologyReport:
				houses = []string{"Imaging Center", "Open MRI & X-Ray", "Radiology, P.C."}
			case chart.DischargeSummary:
				houses = []string{"Rehabilitation Center", "Community Hospital", "Nursing & Rehab", "Recovery Center"}
			}
			s.renew([]string{"Family Care, PLLC", "Chiropractic & Wellness", "Pediatrics and Internal Medicine", "Foot & Ankle Associates", "Eye Physicians, P.A.", "Home Health Services", "Behavioral Health"},
				houses, []string{"Dermatopathology", "Hospital Laboratory", "Path Associates", "Clinical Lab"})
			all[s.rng.IntN(len(all))](s)
		}
	}
	return family{voice: voiceH, layouts: map[chart.Type]layout{
		chart.IntakeForm: of(hIntakeClipboard, hIntakeNumbered), chart.ConsentForm: of(hConsentInitials, hConsentTelehealth), chart.InsuranceCard: of(hCardDental, hCardFund),
		chart.IDCard: of(hIDBadge, hIDCity), chart.ProgressNote: of(hNoteHome, hNoteLetter, hNoteShort), chart.DischargeSummary: of(hDischargeLetter, hDischargeRehab),
		chart.LabReport: of(hLabSlip, hLabColumns), chart.PathologyReport: of(hPathLetter, hPathForm), chart.RadiologyReport: of(hRadDictated, hRadLetter),
		chart.ReferralLetter: of(hReferralLetter, hReferralSlip), chart.MedicationList: of(hMedsPharmacy, hMedsHome), chart.Prescription: of(hRxPad, hRxRefill),
		chart.ImmunizationRecord: of(hShotsCard, hShotsPharmacy), chart.Superbill: of(hReceipt, hWalkout), chart.ClaimForm: of(hClaimDental, hClaimStatement),
		chart.EOB: of(hEOBFund, hEOBLetter), chart.DenialLetter: of(hDenialLetter, hDenialShort), chart.FaxCover: of(hFaxPen, hFaxPharmacy),
	}}
}

func voiceH(r *rand.Rand) voice {
	way := r.IntN(4)
	return voice{date: pick(r, "1/2/2006", "1-2-2006", "Jan. 2, 2006", "01.02.2006", "January 2, 2006", "1/2/2006"), longDate: pick(r, "January 2, 2006", "2 January 2006", "Jan. 2, 2006"),
		name: func(p person) string {
			switch way {
			case 0:
				return listed(p)
			case 1:
				return strings.ToUpper(spoken(p, true))
			}
			return spoken(p, way == 2)
		},
		provider: func(d doctor) string { return spoken(d.person, true) },
		mrn: func(r *rand.Rand) string {
			return pick(r, digits(r, 5), digits(r, 4), string(rune('A'+r.IntN(26)))+digits(r, 4), digits(r, 2)+"-"+digits(r, 4), "PT"+digits(r, 5))
		}, phone: pick(r, "(%s) %s-%s", "%s-%s-%s", "%s.%s.%s", "%s %s %s"), maskSSN: r.IntN(4) == 0, words: wordsH}
}

var wordsH = wording{
	chart.PatientName: {"Patient", "Pt.", "Name of patient", "Client", "Client name", "Re", "Patient's name"}, chart.DateOfBirth: {"D.O.B.", "Birthday", "Date of birth", "DOB", "Birth date", "Born on"},
	chart.Sex: {"Sex", "Gender", "M / F", "Sex (M/F)"}, chart.MRN: {"Chart #", "Chart No.", "Pt #", "File No.", "Record No.", "Client ID", "Our file"}, chart.AccountNumber: {"Acct.", "Account", "Acct. No.", "Account no."},
	chart.SSN: {"S.S. #", "Social Security", "SS #", "Soc. Sec."}, chart.Phone: {"Tel.", "Phone", "Best phone", "Cell", "Home tel.", "Phone no."}, chart.Email: {"E-mail", "Email"}, chart.Address: {"Address", "Street / City / Zip", "Mailing address", "Lives at"},
	chart.MemberID: {"ID #", "Policy #", "Ins. ID", "Member #", "Contract no.", "Insurance no."}, chart.GroupNumber: {"Group", "Grp. #", "Group #", "Group no."}, chart.Payer: {"Insurance", "Ins.", "Insurance co.", "Primary ins.", "Plan name"},
	chart.Facility: {"Office", "Location"}, chart.ProviderName: {"Doctor", "Dr.", "Seen by", "Provider", "Clinician", "Therapist / provider"}, chart.ProviderNPI: {"NPI", "NPI #", "N.P.I."},
	chart.ReferringProvider: {"Referring Dr.", "Referred by", "Requested by", "Ref. physician", "From Dr."}, chart.DateOfService: {"Date of visit", "Date seen", "Visit date", "Service date", "DOS", "Seen on"},
	chart.AdmissionDate: {"Admitted", "Date of admission", "Adm.", "Start of care"}, chart.DischargeDate: {"Discharged", "Date of discharge", "D/C date", "Disch."}, chart.CollectedDate: {"Drawn", "Date drawn", "Collected", "Specimen taken", "Obtained"},
	chart.ReportedDate: {"Reported", "Date of report", "Report date", "Completed"}, chart.TotalCharge: {"Total", "Total charges", "Total fee", "Total due for services"}, chart.ClaimNumber: {"Claim #", "Claim no.", "Our claim", "File / claim #"},
	chart.Allergy: {"Allergies", "Allergic to", "Drug allergies", "Allergy / reaction"}, chart.SignatureDate: {"Date", "Date signed", "Dated"},
}

// lookH is the letters of one document of the family; value is how its blanks were filled.
type lookH struct {
	txt, bold, tiny, pen, value style
}

func (s *sheet) lookH(n float64, pen float64) lookH {
	f := pick(s.rng, [2]face{paper, paperBold}, [2]face{goSans, goBold}, [2]face{serif, serifBold}, [2]face{lato, latoBold}, [2]face{humanist, humanBold}, [2]face{narrow, narBold})
	switch f[0] {
	case narrow:
		n *= 1.12
	case goSans:
		n *= .94
	}
	return s.lettersH(f[0], f[1], n, pen)
}

// lettersH sets the letters; pen is the share of documents whose blanks are filled by hand.
func (s *sheet) lettersH(f, b face, n, pen float64) lookH {
	s.body = style{font: f, size: n}
	l := lookH{txt: s.body, bold: style{font: b, size: n}, tiny: style{font: f, size: 7.4},
		pen: style{font: pick(s.rng, hand12, hand1, hand3, hand8, hand5, hand7), hand: true, col: pick(s.rng, ink{20, 40, 130}, ink{25, 25, 25}, ink{70, 20, 20})}}
	l.value = l.txt
	if s.coin(pen) {
		l.value = l.penAt(13.5)
	} else if s.coin(.3) {
		l.value = style{font: courier, size: n * .95}
	}
	return l
}

// penAt is the pen at about one height of letters, whichever hand it is.
func (l lookH) penAt(n float64) style {
	l.pen.size = n * map[face]float64{hand12: .74, hand1: 1.08, hand3: .95, hand8: .9, hand5: .92, hand7: .84}[l.pen.font]
	return l.pen
}

// headH is a small house's letterhead.
func (s *sheet) headH(l lookH, h site, line string) {
	s.page()
	switch s.rng.IntN(4) {
	case 0:
		s.textMid(s.w/2, s.y, l.bold.at(17), s.facility(h))
		s.textMid(s.w/2, s.y+14, l.tiny.at(8.5), line)
		s.textMid(s.w/2, s.y+25, l.tiny.at(8.5), s.roadE(h), "  *  ", s.cityE(h), "  *  ", s.phoneE(h.phone))
	case 1:
		s.text(s.left, s.y, l.bold.at(14), s.facility(h))
		for i, p := range [][]any{{s.roadE(h)}, {s.cityE(h)}, {"Tel ", s.phoneE(h.phone)}, {"Fax ", s.faxE(h.fax)}} {
			s.textRight(s.right, s.y-6+10*float64(i), l.tiny, p...)
		}
		s.text(s.left, s.y+13, l.tiny.at(8.5), line)
	case 2:
		s.rect(s.left, s.y-18, s.right, s.y+28, 1.1)
		s.textMid(s.w/2, s.y, l.bold.at(15), s.facility(h))
		s.textMid(s.w/2, s.y+12, l.tiny, line)
		s.textMid(s.w/2, s.y+22, l.tiny, s.roadE(h), ", ", s.cityE(h), "   Phone ", s.phoneE(h.phone), "   Fax ", s.faxE(h.fax))
	default:
		s.textRight(s.right, s.y, l.bold.at(15), s.facility(h))
		s.textRight(s.right, s.y+12, l.tiny.at(8), s.roadE(h), ", ", s.cityE(h))
		s.textRight(s.right, s.y+22, l.tiny.at(8), s.phoneE(h.phone), " (phone)   ", s.faxE(h.fax), " (fax)")
		s.line(s.left, s.y+30, s.right, s.y+30, .8, ink{90, 90, 90})
	}
	s.y += 54
}

// blankH is one blank of a row: what stands before the line, on it, behind it and beneath it.
type blankH struct {
	share  float64
	before string
	value  []any
	after  string
	under  string
}

func bh(share float64, before string, value ...any) blankH {
	return blankH{share: share, before: before, value: value}
}

func (s *sheet) fbh(share float64, f chart.FieldName, value ...any) blankH {
	return bh(share, s.label(f), value...)
}

// behind puts the words of a blank after its line, as in "______ (patient)".
func (b blankH) behind() blankH {
	b.after, b.before = "("+strings.ToLower(b.before)+")", ""
	return b
}

// blanksH is a row of blanks to fill.
func (s *sheet) blanksH(l lookH, lead float64, cells ...blankH) {
	s.need(lead)
	total, x := 0.0, s.left
	for _, c := range cells {
		total += c.share
	}
	for _, c := range cells {
		x1 := x + s.wide()*c.share/total - 9
		if c.before != "" {
			x = s.text(x, s.y, l.txt, c.before+pick2(strings.HasSuffix(c.before, "?"), "", ":")) + 4
		}
		end := x1
		if c.after != "" {
			end -= s.width(l.tiny, c.after) + 4
			s.text(end+4, s.y, l.tiny, c.after)
		}
		s.line(x, s.y+2.5, end, s.y+2.5, .5, ink{70, 70, 70})
		s.textIn(x+4, end-3, s.y-.5, l.value, c.value...)
		s.text(x, s.y+9.5, l.tiny.at(6.6), c.under)
		x = x1 + 9
	}
	s.y += lead
}

// titleH is a heading in the middle, under a line or in a frame.
func (s *sheet) titleH(l lookH, title string) {
	st := l.bold.at(l.txt.size * 1.3)
	w := s.width(st, title)
	s.textMid(s.w/2, s.y, st, title)
	if s.coin(.4) {
		s.line(s.w/2-w/2, s.y+3, s.w/2+w/2, s.y+3, .8, ink{})
	}
	s.y += 26
}

// partH is a section's heading.
func (s *sheet) partH(l lookH, title string) {
	s.need(46)
	s.skip(5)
	end := s.text(s.left, s.y, l.bold, title)
	s.line(s.left, s.y+2, end, s.y+2, .5, ink{})
	s.y += l.txt.size * 1.45
}

// tellH is a paragraph and a little room.
func (s *sheet) tellH(l lookH, parts ...any) {
	s.para(s.left, s.wide(), l.txt, parts...)
	s.skip(l.txt.size * .6)
}

// closeH closes with ink over a line and the date beside it.
func (s *sheet) closeH(l lookH, name string, whose Whose, under []any, at seg) {
	s.need(64)
	s.skip(32)
	s.autograph(s.left+8, s.y-2, 165, name, whose, chart.SignaturePresent)
	s.line(s.left, s.y+3, s.left+s.wide()*.52, s.y+3, .6, ink{})
	s.text(s.left, s.y+13, l.tiny, under...)
	x := s.text(s.left+s.wide()*.57, s.y, l.txt, s.label(chart.SignatureDate)+":") + 5
	s.line(x, s.y+3, s.right, s.y+3, .6, ink{})
	s.textIn(x+4, s.right, s.y-.5, l.value, at)
	s.y += 28
}

// pageH prints a short head on each page after the first and counts the pages.
func (s *sheet) pageH(l lookH) {
	s.bottom, s.top = s.h-62, 66
	way := s.rng.IntN(3)
	s.frame = func(page, pages int) {
		if page > 1 {
			s.text(s.left, 38, l.tiny.at(8.5), "RE: ", s.pt())
			s.text(s.left, 48, l.tiny.at(8.5), s.label(chart.DateOfBirth)+" ", s.dob())
		}
		if pages > 1 || way == 0 {
			s.textMid(s.w/2, s.h-36, l.tiny.at(8.5), fmt.Sprintf(pick2(way == 1, "- Page %d of %d -", "Page %d of %d"), page, pages))
		}
		if way == 2 && s.typ != chart.EOB { // a plan does not know the practice's number
			s.text(s.left, s.h-36, l.tiny, s.ptAs(s.patient.last), " / "+s.label(chart.MRN)+" ", s.mrnSeg())
		}
	}
}

// allergyH lists allergies as offices write them.
func (s *sheet) allergyH() []any {
	if len(s.allergies) == 0 {
		return []any{pick(s.rng, "NKDA", "none known", "no known allergies", "None")}
	}
	var out []any
	for i := range s.allergies {
		if i > 0 {
			out = append(out, pick(s.rng, ", ", "; ", " and "))
		}
		out = append(out, s.allergy(i), " - "+s.reactions[i])
	}
	return out
}

// spokenH is dictated prose.
func (s *sheet) spokenH(complaint string) []any {
	he, his := pick2(s.patient.female, "she", "he"), pick2(s.patient.female, "her", "his")
	mr := s.ptAs(s.title(s.patient) + " " + s.patient.last)
	p := []any{mr, " is a pleasant ", s.years(), " year old " + pick2(s.patient.female, "woman", "gentleman") + " who comes to us with " + complaint + ". "}
	more := [][]any{
		{"This has been going on since about ", s.dateIn(s.dos.AddDate(0, -1, -11), ""), " and is worse at the end of the day. "},
		{his0(he) + " tells me that " + his + " " + s.relation + " ", relAs(s.kin.first), " has noticed it too. "},
		{his0(he) + " was seen at ", s.siteName(s.hospital), " on ", s.dateIn(s.dos.AddDate(0, 0, -13), ""), " and those records were faxed to us. "},
		{"There is no fever, no weight loss and no night pain. "},
		{his0(he) + " works for ", s.employerSeg(), " as a " + s.occupation + ". "},
		{"I spoke with ", s.docAs("Dr. " + s.pcp.last), " by telephone about this. "},
		{"The family lives in ", geo(s.patient.city, Patient), " and drives in. "},
		{his0(his) + " daughter-in-law, ", relAs(s.child.first + " " + s.child.last), ", may be called at ", s.telOf(s.child.phone, chart.PhoneNumber, Relative), ". "},
		{"Past history is otherwise unremarkable. "},
	}
	for _, m := range some(s.rng, 4+s.rng.IntN(4), more) {
		p = append(p, m...)
	}
	return p
}

// sexTicksH are the two boxes of which one is ticked.
func (s *sheet) sexTicksH(kind tickStyle, x, y float64, st style, words ...string) float64 {
	for i, w := range words {
		on := s.patient.female == (i == 0) && i < 2
		part := any(w)
		if on {
			part = seg{text: w, field: chart.Sex, norm: pick2(i == 0, "F", "M")}
		}
		x = s.choose(kind, x, y, st, on, part) + 12
	}
	return x
}
