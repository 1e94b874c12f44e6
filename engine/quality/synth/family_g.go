package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Family g was held out until its figures had been looked at too often; now it is for tuning. It prints as large systems, national laboratories and payers do.
func familyG() family {
	of := func(all ...layout) layout {
		return func(s *sheet) {
			s.renew([]string{"Health Partners Clinic", "Medical Group Specialty Care", "Physician Network Internal Medicine", "Ambulatory Care Center"},
				[]string{"University Hospital", "Health System Main Campus", "Regional Medical Center", "VA Health Care System"}, []string{"Reference Labs, Inc.", "Diagnostic Laboratories", "Laboratory Services of America", "Pathology Network"})
			all[s.rng.IntN(len(all))](s)
		}
	}
	return family{voice: voiceG, layouts: map[chart.Type]layout{
		chart.IntakeForm: of(gFaceSheet, gCheckIn), chart.ConsentForm: of(gConditions, gConsentTwin), chart.InsuranceCard: of(gCardMedicare, gCardPayer),
		chart.IDCard: of(gPassport, gLicence), chart.ProgressNote: of(gNoteVisit, gNoteResult), chart.DischargeSummary: of(gDischarge, gDischargeRuled),
		chart.LabReport: of(gLabRanges, gLabPrevious), chart.PathologyReport: of(gPath, gPathCase), chart.RadiologyReport: of(gRadOrder, gRadReading),
		chart.ReferralLetter: of(gReferralOrder, gReferralReply), chart.MedicationList: of(gMedsSentences, gMedsReconciled), chart.Prescription: of(gRxMessage),
		chart.ImmunizationRecord: of(gShotsHistory, gShotsGrid), chart.Superbill: of(gItemized, gChargeCapture), chart.ClaimForm: of(gClaim1500, gClaimUB),
		chart.EOB: of(gEOBMember, gRemittance), chart.DenialLetter: of(gDenial, gDenialNotice), chart.FaxCover: of(gFaxAuto, gFaxRecords),
	}}
}

func voiceG(r *rand.Rand) voice {
	way := r.IntN(4)
	return voice{date: pick(r, "1/2/2006", "01/02/2006", "02 Jan 2006", "Jan 2 2006", "02-Jan-2006", "2006/01/02"), longDate: pick(r, "January 2, 2006", "Jan 2, 2006", "1/2/2006"), dateUp: r.IntN(5) == 0,
		name: func(p person) string {
			switch way {
			case 0:
				return strings.ToUpper(p.last + "," + strings.TrimSpace(p.first+" "+p.middle))
			case 1:
				return listed(p) + pick2(p.middle == "", "", ".")
			case 2:
				return strings.ToUpper(listed(p))
			}
			return spoken(p, false)
		},
		provider: func(d doctor) string {
			return pick2(way == 0, strings.ToUpper(listed(d.person)), spoken(d.person, way == 1))
		},
		mrn: func(r *rand.Rand) string {
			return pick(r, "E"+digits(r, 9), digits(r, 8), "00"+digits(r, 7), "H"+digits(r, 8), digits(r, 2)+"-"+digits(r, 6), "Z"+digits(r, 6))
		}, phone: pick(r, "%s-%s-%s", "(%s) %s-%s", "+1 %s-%s-%s", "%s%s%s"), maskSSN: r.IntN(3) == 0, words: wordsG}
}

var wordsG = wording{
	chart.PatientName: {"Patient Name", "Pt", "Patient", "Name", "Legal Name", "Patient Legal Name"}, chart.DateOfBirth: {"DOB", "Birth Date", "Date of Birth", "Birthdate", "DOB (MM/DD/YYYY)", "Born"},
	chart.Sex: {"Sex", "Legal Sex", "Gender", "Sex Assigned at Birth", "Admin Sex"}, chart.MRN: {"MRN", "Med Rec #", "MR No.", "Medical Rec Number", "Unit #", "Patient No."}, chart.AccountNumber: {"FIN #", "Acct No.", "HAR", "Account", "Hospital Account", "Patient Acct"},
	chart.SSN: {"SSN", "Soc Sec No", "SS No."}, chart.Phone: {"Phone", "Home Phone", "Mobile", "Contact Phone", "Phone (M)"}, chart.Email: {"Email", "E-mail Address", "Portal Email"}, chart.Address: {"Address", "Permanent Address", "Home Address", "Pt Address"},
	chart.MemberID: {"Member ID", "Member No.", "Subscriber ID", "ID Number", "Insured's ID", "Policy #"}, chart.GroupNumber: {"Group No.", "Group", "Grp Nbr", "Employer Group #"}, chart.Payer: {"Payor", "Primary Payer", "Coverage", "Insurance/Plan", "Health Plan"},
	chart.Facility: {"Facility", "Department", "Service Area"}, chart.ProviderName: {"Attending", "Provider", "Encounter Provider", "Rendering", "Primary Provider", "Attending Provider"}, chart.ProviderNPI: {"NPI", "NPI No.", "Provider NPI"},
	chart.ReferringProvider: {"Ordering Provider", "Authorizing Provider", "Referred By", "Requesting Provider", "Ordered by", "Ordering User"}, chart.DateOfService: {"DOS", "Encounter Date", "Service Dt", "Date of Visit", "Enc Date", "Visit Date"},
	chart.AdmissionDate: {"Admit", "Adm Date", "Admission Date", "Hosp Admit Date", "Admitted On"}, chart.DischargeDate: {"Discharge", "Disch Date", "Discharge Date", "Hosp Disch Date", "Discharged On"}, chart.CollectedDate: {"Collected", "Coll Date", "Specimen Collected", "Collection Date", "Date Collected"},
	chart.ReportedDate: {"Reported", "Final Rpt", "Result Date", "Date Reported", "Resulted"}, chart.TotalCharge: {"Total Charges", "TOTAL", "Claim Total", "Total Billed"}, chart.ClaimNumber: {"Claim No.", "ICN", "Claim ID", "DCN", "Claim Ref #"},
	chart.Allergy: {"Allergies", "Allergies/ADRs", "Adverse Reactions", "Allergies as of this visit"}, chart.SignatureDate: {"Date", "Date Signed", "Signed On"},
}

// lookG is the letters of one document of the family.
type lookG struct {
	txt, bold, cap, tiny, title style
	tone                        ink
}

func (s *sheet) lookG(n float64) lookG {
	f := pick(s.rng, [2]face{vera, veraBold}, [2]face{lato, latoBold}, [2]face{paper, paperBold}, [2]face{sans, sansBold}, [2]face{lato, latoBold})
	if f[0] == vera {
		n *= .87
	}
	return s.lettersG(f[0], f[1], n)
}

func (s *sheet) lettersG(f, b face, n float64) lookG {
	s.body = style{font: f, size: n}
	return lookG{txt: s.body, bold: style{font: b, size: n}, cap: style{font: f, size: n * .72, col: ink{75, 75, 75}}, tiny: style{font: f, size: max(6.4, n*.75)}, title: style{font: b, size: n * 1.5},
		tone: pick(s.rng, ink{0, 76, 120}, ink{150, 30, 40}, ink{30, 100, 60}, ink{85, 60, 120}, ink{50, 50, 50})}
}

// capG is a value under its caption; share is its part of the row.
type capG struct {
	share float64
	label string
	value []any
}

func cg(share float64, label string, value ...any) capG { return capG{share, label, value} }

func (s *sheet) fcg(share float64, f chart.FieldName, value ...any) capG {
	return capG{share, s.label(f), value}
}

// capsG sets captions over values, in boxes, over hairlines or free, as the way says.
func (s *sheet) capsG(l lookG, way byte, cells ...capG) {
	h := l.txt.size*1.25 + l.cap.size + 5.5
	s.need(h)
	total, x := 0.0, s.left
	for _, c := range cells {
		total += c.share
	}
	for _, c := range cells {
		w := s.wide() * c.share / total
		if way == 'b' {
			s.rectIn(x, s.y, x+w, s.y+h, .5, ink{60, 60, 60})
		}
		s.textIn(x+3, x+w-2, s.y+l.cap.size+1.2, l.cap, c.label)
		s.textIn(x+4, x+w-4, s.y+h-4, l.txt, c.value...)
		x += w
	}
	s.y += h
	if way == 'u' {
		s.line(s.left, s.y, s.right, s.y, .4, ink{160, 160, 160})
	}
}

// bannerG is a section's heading over the whole width.
func (s *sheet) bannerG(l lookG, way int, title string) {
	s.need(44)
	switch way {
	case 0:
		s.bar(s.left, s.y, s.right, s.y+l.txt.size+5, l.tone)
		s.text(s.left+4, s.y+l.txt.size+1, l.bold.inked(ink{255, 255, 255}), title)
	case 1:
		s.bar(s.left, s.y, s.right, s.y+l.txt.size+5, ink{225, 228, 232})
		s.textMid(s.w/2, s.y+l.txt.size+1, l.bold, strings.ToUpper(title))
	case 2:
		s.text(s.left, s.y+l.txt.size+1, l.bold.at(l.txt.size*1.15), title)
		s.line(s.left, s.y+l.txt.size+5, s.right, s.y+l.txt.size+5, .5, ink{150, 150, 150})
	default:
		s.text(s.left, s.y+l.txt.size+1, l.bold, strings.ToUpper(title)+":")
	}
	s.y += l.txt.size + 8
}

// sayG is a paragraph under a banner; the cursor is the top edge before and after.
func (s *sheet) sayG(l lookG, indent float64, parts ...any) {
	s.y += l.txt.size
	s.para(s.left+indent, s.wide()-indent, l.txt, parts...)
	s.y -= l.txt.size * .6
}

// inlineG sets "Label: value" pairs one behind the other, as long as a line holds them.
func (s *sheet) inlineG(l lookG, gap float64, ps ...pair) {
	s.y += l.txt.size
	x := s.left
	for _, p := range ps {
		w := s.width(l.bold, p.label+": ") + s.space(l.bold) + s.width(l.txt, p.value...)
		if x > s.left && x+w > s.right {
			x, s.y = s.left, s.y+l.txt.size*1.4
		}
		end := s.text(x, s.y, l.bold, p.label+":")
		x = s.textIn(end+s.space(l.txt), s.right, s.y, l.txt, p.value...) + gap
	}
	s.y += 7
}

// runG is the footer, and the header from the second page on.
func (s *sheet) runG(l lookG, what string) {
	way := s.rng.IntN(3)
	s.bottom = s.h - 58
	s.top = 62
	by, at := s.docAs(strings.ToUpper(s.referrer.last)+", "+strings.ToUpper(s.referrer.first[:1])), s.date(s.printed, "")
	s.frame = func(page, pages int) {
		y := s.h - 36
		if page > 1 {
			s.text(s.left, 34, l.bold.at(l.tiny.size+1), s.pt(), " (MRN ", s.mrnSeg(), ")")
			s.textRight(s.right, 34, l.tiny, what)
			s.text(s.left, 44, l.tiny, s.label(chart.DateOfBirth)+" ", s.dob())
			s.line(s.left, 49, s.right, 49, .6, ink{90, 90, 90})
		}
		switch way {
		case 0:
			s.text(s.left, y, l.tiny, "Printed by ", by, " at ", at, " 10:42 AM")
			s.textRight(s.right, y, l.tiny, fmt.Sprintf("Page %d of %d", page, pages))
		case 1:
			s.line(s.left, y-9, s.right, y-9, .5, ink{})
			s.text(s.left, y, l.tiny, "MRN: ", s.mrnSeg(), "   DOB: ", s.dob(), "   ", s.ptAs(strings.ToUpper(listed(s.patient))))
			s.textRight(s.right, y, l.tiny, fmt.Sprintf("Page: %d of %d", page, pages))
			s.textMid(s.w/2, y+10, l.tiny, "Confidential patient information. Report request ID "+fmt.Sprint(40000000+s.printed.YearDay()*977))
		default:
			s.textMid(s.w/2, y, l.tiny, fmt.Sprintf("%d of %d", page, pages))
			s.textRight(s.right, y, l.tiny, "Generated on ", at)
		}
	}
}

// signedG is an electronic signature, or ink over a line.
func (s *sheet) signedG(l lookG, d doctor, at seg) {
	s.need(56)
	if s.coin(.6) {
		s.y += 8
		s.sayG(l, 0, append(append([]any{pick(s.rng, "Electronically signed by ", "Signed by: ", "Authenticated and verified by ", "Electronically Signed By: ")}, s.mdE(d, "")...), pick(s.rng, " at ", " on ", " "), at, " "+s.timeE())...)
		return
	}
	s.y += 30
	s.autograph(s.left+8, s.y, 150, spoken(d.person, false), Provider, chart.SignaturePresent)
	s.line(s.left, s.y+5, s.left+220, s.y+5, .5, ink{})
	s.text(s.left+240, s.y+2, l.txt, s.label(chart.SignatureDate)+" ", at)
	s.text(s.left, s.y+15, l.tiny.at(l.txt.size*.9), s.mdE(d, "")...)
	s.y += 24
}

// allergyG is a run of allergies in the words of a system.
func (s *sheet) allergyG() []any {
	if len(s.allergies) == 0 {
		return []any{pick(s.rng, "No Known Allergies", "No known drug allergies", "NKA")}
	}
	var out []any
	for i := range s.allergies {
		if i > 0 {
			out = append(out, " • ")
		}
		out = append(out, s.allergy(i), " ("+titled(s.reactions[i])+")")
	}
	return out
}

// historyG is a history as templates and their users write it.
func (s *sheet) historyG(complaint string) []any {
	he, his := pick2(s.patient.female, "She", "He"), pick2(s.patient.female, "her", "his")
	p := []any{s.ptAs(spoken(s.patient, false)), " is a ", s.years(), " y.o. " + pick2(s.patient.female, "female", "male") + " presenting for evaluation of " + complaint + ". "}
	more := [][]any{
		{"Onset was gradual, first noted ", s.dateIn(s.dos.AddDate(0, 0, -33), ""), ", and is rated 5/10. "},
		{he + " has tried over-the-counter medication with partial relief. "},
		{"Accompanied today by " + his + " " + s.relation + ", ", relAs(s.kin.first + " " + s.kin.last), ". "},
		{"Care Everywhere records from ", s.siteName(s.hospital), " dated ", s.dateIn(s.dos.AddDate(0, -2, -6), ""), " were reviewed. "},
		{he + " retired from ", s.employerSeg(), " and volunteers twice a week. "},
		{"Dr. ", s.docAs(s.pcp.last), " adjusted the dose at the last visit; home readings have improved since then. "},
		{"Denies chest pain, shortness of breath, fever, or recent travel. "},
		{"Interim history is notable for one urgent care visit in ", geo(s.hospital.city, Patient), ". "},
		{his0(his) + " emergency contact can be reached at ", s.telOf(s.kin.cell, chart.PhoneNumber, Relative), ". "},
		{"PHQ-2 score: 1. Fall risk: low. Tobacco use: former smoker. "},
	}
	for _, m := range some(s.rng, 4+s.rng.IntN(4), more) {
		p = append(p, m...)
	}
	return p
}

func his0(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
