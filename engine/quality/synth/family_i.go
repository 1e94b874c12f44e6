package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Family i is held out: no finding rule may be written against it, and who writes rules reads no file family_i*.go and
// looks at no page of it. Each of its documents is laid out as another kind of house does it: captions under values,
// strips without labels, cards, matrices, sentences.
func familyI() family {
	of := func(all ...layout) layout {
		return func(s *sheet) {
			s.stocked(stockI, []string{"Women's Health", "Pediatric Associates", "Counseling Center", "Orthopaedics & Sports Medicine", "Urgent Care", "Community Health Center", "Indian Health Center", "Rheumatology"},
				[]string{"Children's Hospital", "General Hospital", "Cancer Institute", "Critical Access Hospital", "Surgical Hospital", "Health, Inc."}, []string{"Laboratory Alliance", "Pathology, LLC", "Regional Lab", "BioReference Center"})
			all[s.rng.IntN(len(all))](s)
		}
	}
	return family{voice: voiceI, layouts: map[chart.Type]layout{
		chart.IntakeForm:         of(iIntakeBilingual, iIntakeColumns),
		chart.ConsentForm:        of(iConsentBlanks, iConsentRelease),
		chart.InsuranceCard:      of(iCardUnder, iCardMedicaid),
		chart.IDCard:             of(iIDLicence, iIDMilitary),
		chart.ProgressNote:       of(iNoteStrip, iNoteTherapy),
		chart.DischargeSummary:   of(iDischargeColumns, iDischargePlan),
		chart.LabReport:          of(iLabSide, iLabUnits),
		chart.PathologyReport:    of(iPathSynoptic, iPathUnder),
		chart.RadiologyReport:    of(iRadMargin, iRadOrgans),
		chart.ReferralLetter:     of(iReferralRE, iReferralConsult),
		chart.MedicationList:     of(iMedsSentences, iMedsHours),
		chart.Prescription:       of(iRxLabel, iRxTear),
		chart.ImmunizationRecord: of(iShotsMatrix, iShotsBlocks),
		chart.Superbill:          of(iTickColumns, iLedgerCard),
		chart.ClaimForm:          of(iClaimBoxes, iClaimLoops),
		chart.EOB:                of(iEOBCards, iEOBNotice),
		chart.DenialLetter:       of(iDenialIndent, iDenialPortal),
		chart.FaxCover:           of(iFaxBoxes, iFaxMemo),
	}}
}

func voiceI(r *rand.Rand) voice {
	way := r.IntN(5)
	return voice{date: pick(r, "01/02/2006", "1/2/2006", "01/02/06", "Jan 02, 2006", "2006-01-02", "02Jan2006", "January 2, 2006"), longDate: pick(r, "January 2, 2006", "Jan 2, 2006", "01/02/2006"), dateUp: r.IntN(4) == 0,
		name: func(p person) string {
			switch way {
			case 0:
				return strings.ToUpper(p.last + ", " + strings.TrimSpace(p.first+" "+p.middle))
			case 1:
				return listed(p)
			case 2:
				return strings.ToUpper(strings.TrimSpace(p.last + " " + p.first + " " + p.middle))
			}
			return spoken(p, way == 3)
		},
		provider: func(d doctor) string {
			return pick2(way == 1, listed(d.person), pick2(way == 0, strings.ToUpper(spoken(d.person, false)), spoken(d.person, way == 2)))
		},
		mrn: func(r *rand.Rand) string {
			return pick(r, digits(r, 7), digits(r, 3)+"-"+digits(r, 2)+"-"+digits(r, 3), "M"+digits(r, 9), "0"+digits(r, 6), digits(r, 10), string(rune('A'+r.IntN(26)))+string(rune('A'+r.IntN(26)))+digits(r, 6))
		}, phone: pick(r, "(%s) %s-%s", "(%s)%s-%s", "%s-%s-%s", "%s/%s-%s", "1-%s-%s-%s"), maskSSN: r.IntN(4) == 0, words: wordsI}
}

var wordsI = wording{
	chart.PatientName: {"Patient's Name", "Pt Name", "Name", "Patient Full Name", "Name (Last, First, MI)", "PATIENT"}, chart.DateOfBirth: {"DOB", "Date of Birth", "D.O.B", "Birth Date", "Birthdate", "Date of birth (mm/dd/yyyy)"},
	chart.Sex: {"Sex", "Gender", "Birth Sex", "Sex at birth", "M/F"}, chart.MRN: {"MRN", "Medical Record Number", "Unit No.", "Med. Rec. No.", "Chart Number", "Patient ID", "MR #", "HRN"}, chart.AccountNumber: {"Account #", "Acct Nbr", "Visit #", "Encounter Number", "CSN", "Billing No."},
	chart.SSN: {"Social Security Number", "SSN", "Social Security No.", "SS#"}, chart.Phone: {"Telephone", "Phone Number", "Daytime Phone", "Cell Phone", "Phone (home)", "Tel. No."}, chart.Email: {"E-mail address", "Email", "E-Mail"}, chart.Address: {"Home Address", "Address", "Residence", "Mailing Address"},
	chart.MemberID: {"Member ID", "Subscriber No.", "Policy Number", "Identification Number", "Enrollee ID", "Certificate No.", "Beneficiary ID"}, chart.GroupNumber: {"Group Number", "Group ID", "Grp No.", "Grp", "Employer Group No."}, chart.Payer: {"Insurance Company", "Primary Insurance", "Carrier", "Insurance Carrier", "Health Insurance", "Third Party Payer"},
	chart.Facility: {"Facility", "Site", "Clinic"}, chart.ProviderName: {"Physician", "Provider", "Clinician", "Practitioner", "Treating Provider", "Attending Physician"}, chart.ProviderNPI: {"NPI", "NPI Number", "National Provider ID"},
	chart.ReferringProvider: {"Referring Provider", "Requesting Physician", "Ordering MD", "Referring MD", "Requested By", "Ordering Clinician"}, chart.DateOfService: {"Date of Service", "Visit Date", "Date of Visit", "Service Date", "Appointment Date", "Encounter Date", "Svc Date"},
	chart.AdmissionDate: {"Admit Date", "Date Admitted", "Admission", "Date of Admission", "Admitted"}, chart.DischargeDate: {"Discharge Date", "Date Discharged", "Discharge", "Date of Discharge", "D/C"}, chart.CollectedDate: {"Collected", "Collection Date/Time", "Date Collected", "Date of Collection", "Drawn", "Coll. Dt"},
	chart.ReportedDate: {"Reported", "Report Date", "Date Reported", "Date of Report", "Final Report Date", "Verified"}, chart.TotalCharge: {"TOTAL CHARGES", "Total", "Total Charge", "Total Amount", "Sum of Charges"}, chart.ClaimNumber: {"Claim Number", "Claim #", "Claim ID", "Claim Reference", "Control No."},
	chart.Allergy: {"Allergies", "ALLERGIES", "Known Allergies", "Drug Allergies / Reactions", "Allergies & Intolerances"}, chart.SignatureDate: {"Date", "Date Signed", "Date of Signature"},
}

// lookI is the letters of one document of the family.
type lookI struct {
	txt, bold, tiny, value style
	tone, pale             ink
}

func (s *sheet) lookI(n float64) lookI {
	f := pick(s.rng, [2]face{web, webBold}, [2]face{grotesk, grotBold}, [2]face{screen, scrBold}, [2]face{bookish, bookishBd}, [2]face{cond, condBold}, [2]face{vera, veraBold}, [2]face{humanist, humanBold}, [2]face{serif, serifBold})
	switch f[0] {
	case web, grotesk, bookish:
		n *= .92
	case vera:
		n *= .86
	case humanist:
		n *= 1.06
	}
	return s.lettersI(f[0], f[1], n)
}

func (s *sheet) lettersI(f, b face, n float64) lookI {
	s.body = style{font: f, size: n}
	c := pick(s.rng, ink{20, 60, 110}, ink{110, 30, 50}, ink{20, 90, 80}, ink{60, 60, 60}, ink{90, 70, 20})
	return lookI{txt: s.body, bold: style{font: b, size: n}, tiny: style{font: f, size: max(6.2, n*.72)}, value: s.body, tone: c, pale: ink{232, 236, 240}}
}

// filledI lets a share of the charts be filled by pen, others by a typewriter.
func (s *sheet) filledI(l lookI, pen float64) lookI {
	switch {
	case s.coin(pen):
		f := pick(s.rng, hand4, hand6, hand7, hand3, hand9, hand10)
		l.value = style{font: f, hand: true, size: l.txt.size * map[face]float64{hand4: 1.15, hand6: 1.08, hand7: 1.1, hand3: 1.25, hand9: 1.3, hand10: 1.5}[f], col: pick(s.rng, ink{20, 40, 130}, ink{30, 30, 30}, ink{10, 70, 110})}
	case s.coin(.3):
		l.value = style{font: mono, size: l.txt.size}
	default:
		l.value = l.bold
	}
	return l
}

// boxI is one blank of a form.
type boxI struct {
	share float64
	label string
	value []any
}

func bi(share float64, label string, value ...any) boxI { return boxI{share, label, value} }

func (s *sheet) fbi(share float64, f chart.FieldName, value ...any) boxI {
	return boxI{share, s.label(f), value}
}

// spreadI gives each blank its left and right edge over the width.
func (s *sheet) spreadI(x, x1 float64, cells []boxI, do func(x, x1 float64, c boxI)) {
	total := 0.0
	for _, c := range cells {
		total += c.share
	}
	for _, c := range cells {
		w := (x1 - x) * c.share / total
		do(x, x+w, c)
		x, total = x+w, total-c.share
	}
}

// underI is a row of values in boxes with their captions below; s.y is the top edge.
func (s *sheet) underI(l lookI, boxed bool, cells ...boxI) {
	h := l.value.size + l.tiny.size + 8.5
	s.need(h)
	s.spreadI(s.left, s.right, cells, func(x, x1 float64, c boxI) {
		s.textIn(x+4, x1-3, s.y+l.value.size+1, l.value, c.value...)
		s.textIn(x+3, x1-2, s.y+h-2.4, l.tiny, c.label)
		if boxed {
			s.rectIn(x, s.y, x1, s.y+h, .5, ink{80, 80, 80})
		} else {
			s.line(x+2, s.y+h-l.tiny.size-3.6, x1-6, s.y+h-l.tiny.size-3.6, .5, ink{90, 90, 90})
		}
	})
	s.y += h + pick2f(boxed, 0, 4)
}

// besideI is a row of a ruled grid: a tinted cell with the label, of one or two lines, and a cell with the value; s.y is
// the top edge.
func (s *sheet) besideI(l lookI, label float64, cells ...boxI) {
	h := l.txt.size + 8
	for _, c := range cells {
		if strings.Contains(c.label, "\n") {
			h = max(h, l.txt.size*1.9+6)
		}
	}
	h = max(h, l.value.size+5)
	s.need(h)
	s.spreadI(s.left, s.right, cells, func(x, x1 float64, c boxI) {
		s.bar(x, s.y, x+label, s.y+h, l.pale)
		s.rectIn(x, s.y, x1, s.y+h, .5, ink{110, 110, 110})
		s.line(x+label, s.y, x+label, s.y+h, .5, ink{110, 110, 110})
		one, two, _ := strings.Cut(c.label, "\n")
		st, y := l.txt.at(l.txt.size*.88), s.y+h-5
		if two != "" {
			y = s.y + h/2 - 1
			s.textIn(x+3, x+label-2, y+st.size+.5, st.at(st.size*.9).inked(ink{80, 80, 80}), two)
		}
		s.textIn(x+3, x+label-2, y, st, one)
		s.textIn(x+label+4, x1-3, s.y+h/2+l.txt.size*.38, l.value, c.value...)
	})
	s.y += h
}

// headI is a section's heading in one of four ways; s.y is the top edge before and the baseline of the next line after.
func (s *sheet) headI(l lookI, way int, title string) {
	s.need(48)
	n := l.txt.size
	switch way {
	case 0:
		s.bar(s.left, s.y+2, s.right, s.y+n+7, l.pale)
		s.text(s.left+4, s.y+n+3, l.bold.inked(l.tone), title)
	case 1:
		s.text(s.left, s.y+n+3, l.bold.inked(l.tone), strings.ToUpper(title))
		s.line(s.left, s.y+n+6, s.left+s.width(l.bold, strings.ToUpper(title)), s.y+n+6, 1, l.tone)
	case 2:
		s.textMid((s.left+s.right)/2, s.y+n+3, l.bold, "~ "+title+" ~")
	default:
		s.line(s.left, s.y+3, s.right, s.y+3, .5, ink{150, 150, 150})
		s.text(s.left, s.y+n+6, l.bold, title)
	}
	s.y += 2*n + 11
}

// proseI is a paragraph between baselines with a little room behind.
func (s *sheet) proseI(l lookI, parts ...any) {
	s.para(s.left, s.wide(), l.txt, parts...)
	s.skip(l.txt.size * .35)
}

// houseI is the letterhead of a house, four ways; s.y ends as a top edge.
func (s *sheet) houseI(l lookI, h site, title string) {
	s.page()
	switch s.rng.IntN(4) {
	case 0: // a title across, the house in a line beneath
		s.textMid(s.w/2, s.y, l.bold.at(15).inked(l.tone), title)
		s.textMid(s.w/2, s.y+15, l.txt, s.facility(h), "  |  ", s.roadE(h), ", ", s.cityE(h), "  |  ", s.phoneE(h.phone))
		s.y += 24
	case 1: // a mark and the house left, the title right
		s.disc(s.left+11, s.y, 11, l.tone, s.h)
		s.text(s.left+28, s.y-1, l.bold.at(12.5), s.facility(h))
		s.text(s.left+28, s.y+10, l.tiny.at(7.8), s.roadE(h), " ", s.cityE(h))
		s.textRight(s.right, s.y+24, l.bold.at(12), title)
		s.y += 32
	case 2: // a bar in reverse
		s.bar(s.left, s.y-16, s.right, s.y+8, l.tone)
		s.text(s.left+8, s.y, l.bold.at(12).inked(ink{255, 255, 255}), title)
		s.textRight(s.right-8, s.y, l.txt.inked(ink{255, 255, 255}), s.facility(h))
		s.textRight(s.right, s.y+19, l.tiny.at(8), s.roadE(h), ", ", s.cityE(h), "   Ph ", s.phoneE(h.phone), "   Fx ", s.faxE(h.fax))
		s.y += 28
	default: // typed lines, as a system's print has them
		s.text(s.left, s.y, l.txt, s.facility(h))
		s.text(s.left, s.y+12, l.txt, s.roadE(h))
		s.text(s.left, s.y+24, l.txt, s.cityE(h))
		s.textRight(s.right, s.y, l.bold, title)
		s.textRight(s.right, s.y+12, l.txt, "Phone: ", s.phoneE(h.phone))
		s.textRight(s.right, s.y+24, l.txt, "Fax: ", s.faxE(h.fax))
		s.y += 36
	}
}

// overI prints the patient on each page after the first, and counts pages.
func (s *sheet) overI(l lookI) {
	s.bottom, s.top = s.h-60, 70
	way := s.rng.IntN(3)
	at := s.date(s.printed, "")
	s.frame = func(page, pages int) {
		if page > 1 {
			s.textRight(s.right, 40, l.tiny.at(8), s.pt(), "  |  ", s.dob(), "  |  ", s.mrnSeg())
			s.line(s.left, 46, s.right, 46, .5, ink{120, 120, 120})
		}
		switch way {
		case 0:
			s.textRight(s.right, s.h-34, l.tiny.at(8), fmt.Sprintf("%d/%d", page, pages))
			s.text(s.left, s.h-34, l.tiny.at(8), "Printed: ", at)
		case 1:
			s.textMid(s.w/2, s.h-34, l.tiny.at(8), fmt.Sprintf("Page %d of %d", page, pages))
		}
	}
}

// signI closes for a provider: on screen, or by pen over a line with the date in the same line.
func (s *sheet) signI(l lookI, d doctor, f chart.FieldName, at seg) {
	s.need(66)
	if s.coin(.5) {
		s.y += 10
		s.proseI(l, append(append([]any{pick(s.rng, "Signed electronically: ", "Authenticated by ", "e-Signature: ", "Finalized by ")}, s.mdE(d, f)...), pick(s.rng, ", ", " on ", "  "), at, " @ "+s.timeE())...)
		return
	}
	s.y += 34
	s.autograph(s.left+18, s.y-2, 150, spoken(d.person, false), Provider, chart.SignaturePresent)
	s.text(s.left, s.y, l.bold, "X")
	s.line(s.left+10, s.y+3, s.right, s.y+3, .6, ink{})
	s.textRight(s.right-6, s.y-1, l.txt, at)
	s.text(s.left+10, s.y+13, l.tiny.at(8), s.mdE(d, f)...)
	s.textRight(s.right-6, s.y+13, l.tiny.at(8), s.label(chart.SignatureDate))
	s.y += 26
}

// ownHandI closes for a patient, by pen over captions.
func (s *sheet) ownHandI(l lookI, who string) {
	s.need(56)
	s.y += 36
	s.autograph(s.left+12, s.y-2, 150, spoken(s.patient, false), Patient, chart.SignaturePresent)
	x := s.left + s.wide()*.62
	s.line(s.left, s.y+3, x-20, s.y+3, .6, ink{})
	s.line(x, s.y+3, s.right, s.y+3, .6, ink{})
	s.textIn(x+6, s.right, s.y-.5, l.value, s.date(s.dos, chart.SignatureDate))
	s.text(s.left, s.y+13, l.tiny.at(7.5), who)
	s.text(x, s.y+13, l.tiny.at(7.5), s.label(chart.SignatureDate))
	s.y += 26
}

// allergyI lists the allergies as one line.
func (s *sheet) allergyI(react bool) []any {
	if len(s.allergies) == 0 {
		return []any{pick(s.rng, "No known drug allergies", "NKDA", "None reported", "Patient has no known allergies")}
	}
	var out []any
	for i := range s.allergies {
		if i > 0 {
			out = append(out, pick2(react, "; ", ", "))
		}
		out = append(out, s.allergy(i))
		if react {
			out = append(out, ": "+s.reactions[i])
		}
	}
	return out
}

// tellI is a history; who is on the page besides the patient stands in it.
func (s *sheet) tellI(complaint string) []any {
	he, his := pick2(s.patient.female, "She", "He"), pick2(s.patient.female, "Her", "His")
	p := []any{s.years(), "-year-old " + pick2(s.patient.female, "female", "male") + " here for " + complaint + ". "}
	more := [][]any{
		{"First noticed ", s.dateIn(s.dos.AddDate(0, 0, -9), ""), ". "}, {"Brought in by " + strings.ToLower(his) + " " + s.relation + " ", relAs(s.kin.first + " " + s.kin.last), ", who gives most of the history. "},
		{"Seen at ", s.siteName(s.hospital), " on ", s.dateIn(s.dos.AddDate(0, 0, -4), ""), " and sent home. "}, {he + " took acetaminophen with some relief. "},
		{"Works at ", s.employerSeg(), "; light duty since Monday. "}, {his + " previous physician was Dr. ", s.docAs(s.referrer.last), " in ", geo(s.referrer.city, Provider), ". "},
		{"No travel, no sick contacts. "}, {"Discussed by phone with ", s.docAs("Dr. " + s.pcp.last), " (", s.phoneE(s.clinic.phone), "). "}, {"Immunizations are said to be up to date. "}, {"Rates pain 6 of 10. "},
	}
	for _, m := range some(s.rng, 4+s.rng.IntN(4), more) {
		p = append(p, m...)
	}
	return p
}
