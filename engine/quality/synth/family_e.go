package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Family e was held out until its figures had been looked at too often; now it is for tuning. Every type has two layouts that share neither letters nor arrangement.
func familyE() family {
	return family{voice: voiceE, layouts: map[chart.Type]layout{
		chart.IntakeForm: either(eIntakeHand, eIntakeKiosk, eIntakeComb), chart.ConsentForm: either(eConsent, eRelease), chart.InsuranceCard: either(eCardPlan, eCardState),
		chart.IDCard: either(eIDWide, eIDTall), chart.ProgressNote: either(eNotePanel, eNoteSoap, eNoteDictated), chart.DischargeSummary: either(eDischargeTable, eDischargeMatrix),
		chart.LabReport: either(eLabWide, eLabMatrix, eLabPairs), chart.PathologyReport: either(ePathCyto, ePathSurgical), chart.RadiologyReport: either(eRadLetter, eRadSystem),
		chart.ReferralLetter: either(eReferralForm, eReferralLetter), chart.MedicationList: either(eMedsSchedule, eMedsActive), chart.Prescription: either(eRxScript, eRxOrders),
		chart.ImmunizationRecord: either(eShotsSchool, eShotsChart), chart.Superbill: either(eSlip, eCharges), chart.ClaimForm: either(eClaimUB, eClaimPrint),
		chart.EOB: either(eRemit, eEOBMember), chart.DenialLetter: either(eDenialBox, eDenialTicks), chart.FaxCover: either(eFaxBig, eFaxHand),
	}}
}

// either lets the chart's own chance choose between layouts.
func either(of ...layout) layout {
	return func(s *sheet) { of[s.rng.IntN(len(of))](s) }
}

func voiceE(r *rand.Rand) voice {
	way := r.IntN(4)
	return voice{date: pick(r, "01/02/2006", "1/2/2006", "02-Jan-2006", "Jan 02, 2006", "2006-01-02", "01-02-2006"), longDate: pick(r, "January 2, 2006", "Jan 2, 2006", "1/2/2006", "2 January 2006"),
		name: func(p person) string {
			switch way {
			case 0:
				return listed(p)
			case 1:
				return strings.ToUpper(listed(p))
			case 2:
				return spoken(p, false)
			}
			return strings.ToUpper(spoken(p, false))
		},
		provider: func(d doctor) string { return pick2(way == 1, listed(d.person), spoken(d.person, true)) },
		mrn: func(r *rand.Rand) string {
			return pick(r, digits(r, 7), "0"+digits(r, 7), digits(r, 2)+"-"+digits(r, 2)+"-"+digits(r, 2), "MC"+digits(r, 7), digits(r, 9), "P"+digits(r, 5))
		}, phone: pick(r, "(%s) %s-%s", "%s-%s-%s", "%s %s-%s", "1-%s-%s-%s"), maskSSN: r.IntN(4) == 0, words: wordsE}
}

var wordsE = wording{
	chart.PatientName: {"Pt Name", "Patient", "Name", "Patient's Full Name", "Name of Patient", "Pt. Name"}, chart.DateOfBirth: {"DOB", "Birthdate", "D.O.B.", "Date of Birth", "Birth Date", "Pt DOB"},
	chart.Sex: {"Sex", "Gender", "Birth Sex", "Legal Sex", "Sex at Birth"}, chart.MRN: {"MR #", "Med Rec No", "MRN", "Medical Record Number", "Chart No.", "Pt ID", "Med. Rec. #", "Patient ID"},
	chart.AccountNumber: {"Acct", "Acct #", "Account No.", "FIN", "Visit/Acct #", "Hosp Acct"}, chart.SSN: {"SS#", "Soc. Sec. #", "Social Security Number", "SSN"}, chart.Phone: {"Ph", "Cell", "Mobile", "Daytime Phone", "Home Ph", "Tel #"},
	chart.Email: {"E-mail", "Email Addr", "Email"}, chart.Address: {"Addr", "Mailing Address", "Home Address", "Residence"}, chart.MemberID: {"Ins. ID", "Policy ID", "Member #", "Subscriber ID", "Insured ID", "Enrollee ID", "Certificate No."},
	chart.GroupNumber: {"Grp", "Grp #", "Group #", "Group No.", "Plan/Group No."}, chart.Payer: {"Ins. Co.", "Primary Ins", "Payor", "Insurance Plan", "Carrier", "Ins. Carrier"}, chart.Facility: {"Location", "Service Location", "Clinic", "Site of Service"},
	chart.ProviderName: {"Rendering Provider", "Provider", "Attending MD", "Seen By", "Servicing Provider", "Treating Clinician"}, chart.ProviderNPI: {"NPI", "NPI #", "Rendering NPI", "Indiv. NPI"},
	chart.ReferringProvider: {"Ref. Provider", "Ordering MD", "Ordering Physician", "Referred By", "Req. Physician", "Referral From"}, chart.DateOfService: {"DOS", "Date of Svc", "Encounter Date", "Visit Date", "Svc Date", "Appt Date"},
	chart.AdmissionDate: {"Admit Dt", "Adm Date", "Admitted", "Date Admitted", "Admit Date"}, chart.DischargeDate: {"Disch Dt", "D/C Date", "Discharged", "Date Discharged", "Disch Date"}, chart.CollectedDate: {"Collected", "Coll. Date", "Drawn", "Date Drawn", "Specimen Collected"},
	chart.ReportedDate: {"Reported", "Rpt Date", "Result Date", "Released", "Date Reported", "Final Report"}, chart.TotalCharge: {"Total Chgs", "Total Charges", "Billed Amt", "Total Billed", "Total Fees"}, chart.ClaimNumber: {"Claim #", "Claim ID", "ICN", "Claim Control No.", "Claim No."},
	chart.Allergy: {"Allergies", "Drug Allergies", "Allergies / Reactions", "Allergy List"}, chart.SignatureDate: {"Date", "Date Signed", "Signed On"}, chart.DiagnosisCode: {"Dx", "ICD-10", "Dx Code", "Diag"},
}

// lookE is the letters of one document.
type lookE struct {
	txt, bold, lab, tiny, pen style
	accent                    ink
}

func (s *sheet) lookE(f, b face, n float64) lookE {
	s.body = style{font: f, size: n}
	col := pick(s.rng, ink{0, 84, 138}, ink{96, 40, 96}, ink{20, 100, 80}, ink{130, 50, 30}, ink{60, 60, 60})
	return lookE{txt: s.body, bold: style{font: b, size: n}, lab: style{font: f, size: n * .76, col: ink{70, 70, 70}}, tiny: style{font: f, size: 7}, accent: col,
		pen: style{font: pick(s.rng, hand4, hand5, hand6), hand: true, size: 13, col: pick(s.rng, ink{20, 30, 115}, ink{25, 25, 25}, ink{15, 60, 130})}}
}

func (l lookE) head() style { return l.bold.inked(l.accent) }

// pen2 is the pen at a size; each hand has its own width.
func (l lookE) penAt(n float64) style {
	k := map[face]float64{hand4: 1, hand5: .95, hand6: .86}[l.pen.font]
	l.pen.size = n * k
	return l.pen
}

// cellAt is one label with its value in a share of a row.
type shareE struct {
	share float64
	pair
}

func sh(share float64, label string, value ...any) shareE { return shareE{share, pair{label, value}} }

func (s *sheet) shf(share float64, f chart.FieldName, value ...any) shareE {
	return shareE{share, s.kv(f, value...)}
}

// spread gives each share its left and right edge over the width.
func (s *sheet) spread(cells []shareE, do func(x, x1 float64, c shareE)) {
	total := 0.0
	for _, c := range cells {
		total += c.share
	}
	x := s.left
	for _, c := range cells {
		w := s.wide() * c.share / total
		do(x, x+w, c)
		x += w
	}
}

// underE writes values on lines with the labels below the lines, as forms for a pen have them.
func (s *sheet) underE(l lookE, st style, drop float64, cells ...shareE) {
	s.need(drop)
	s.spread(cells, func(x, x1 float64, c shareE) {
		s.line(x, s.y+2.5, x1-8, s.y+2.5, .6, ink{40, 40, 40})
		s.textIn(x+4, x1-12, s.y-2, st, c.value...)
		s.text(x, s.y+12, l.tiny, c.label)
	})
	s.y += drop
}

// headedE is a strip of label cells with a strip of value cells beneath, like a table of one row.
func (s *sheet) headedE(l lookE, st style, tint ink, cells ...shareE) {
	s.need(32)
	s.spread(cells, func(x, x1 float64, c shareE) {
		s.bar(x, s.y, x1, s.y+12, tint)
		s.rectIn(x, s.y, x1, s.y+29, .5, ink{120, 120, 120})
		s.textIn(x+3, x1-3, s.y+9, l.bold.at(l.txt.size*.8), c.label)
		s.textIn(x+3, x1-3, s.y+23.5, st, c.value...)
	})
	s.y += 29
}

// besideE sets pairs in columns, labels ending against a common edge.
func (s *sheet) besideE(l lookE, lst style, edge, lead float64, xs []float64, ps ...pair) {
	rows := (len(ps) + len(xs) - 1) / len(xs)
	s.need(float64(rows) * lead)
	for i, p := range ps {
		x, y := xs[i/rows], s.y+float64(i%rows)*lead
		s.textRight(x+edge, y, lst, p.label+":")
		s.textIn(x+edge+5, s.colEnd(xs, i/rows), y, l.txt, p.value...)
	}
	s.y += float64(rows) * lead
}

// overE sets small labels above bold values in columns, without lines.
func (s *sheet) overE(l lookE, drop float64, cells ...shareE) {
	s.need(drop)
	s.spread(cells, func(x, x1 float64, c shareE) {
		s.text(x, s.y, l.lab, c.label)
		s.textIn(x, x1-8, s.y+l.txt.size*1.15, l.bold, c.value...)
	})
	s.y += drop
}

// barE is a heading in one of the ways of such systems.
func (s *sheet) barE(l lookE, kind int, title string) {
	s.need(48)
	s.skip(6)
	switch kind {
	case 0:
		s.bar(s.left, s.y-10, s.right, s.y+4, l.accent)
		s.text(s.left+4, s.y, l.bold.inked(ink{255, 255, 255}), title)
	case 1:
		s.text(s.left, s.y, l.head(), strings.ToUpper(title))
		s.line(s.left, s.y+3.5, s.right, s.y+3.5, .8, l.accent)
	case 2:
		s.bar(s.left, s.y-10, s.left+3, s.y+3, l.accent)
		s.text(s.left+8, s.y, l.bold, title)
	default:
		end := s.text(s.left, s.y, l.bold, title)
		s.line(s.left, s.y+2, end, s.y+2, .6, ink{})
	}
	s.y += l.txt.size*1.3 + 6
}

func (s *sheet) timeE() string {
	h := 7 + s.rng.IntN(11)
	return pick(s.rng, fmt.Sprintf("%02d:%02d", h, s.rng.IntN(60)), fmt.Sprintf("%d:%02d %s", (h+11)%12+1, s.rng.IntN(60), pick2(h < 12, "AM", "PM")))
}

// doctor's name with the degree, and the like.
func (s *sheet) mdE(d doctor, f chart.FieldName) []any { return []any{s.doc(d, f), ", " + d.cred} }

func (s *sheet) roadE(h site) seg { return geo(h.street, Facility) }
func (s *sheet) cityE(h site) seg { return geo(h.cityLine(), Facility) }

func (s *sheet) phoneE(n string) seg { return s.telOf(n, chart.PhoneNumber, Facility) }
func (s *sheet) faxE(n string) seg   { return s.telOf(n, chart.Fax, Facility) }

// bornAt is somebody else's date.
func (s *sheet) relDate(t time.Time) seg {
	return seg{text: s.fmtDate(t, s.v.date), kind: chart.Date, whose: Relative}
}

// hpiE is a history in the shorthand and prose of dictation.
func (s *sheet) hpiE(complaint string) []any {
	he, his := pick2(s.patient.female, "She", "He"), pick2(s.patient.female, "her", "his")
	p := []any{pick(s.rng, "This is a ", "Pt is a "), s.years(), pick(s.rng, " yo ", "-year-old ") + pick2(s.patient.female, "F", "M") + " here for " + complaint + ". "}
	more := [][]any{
		{"Symptoms began around ", s.dateIn(s.dos.AddDate(0, 0, -20), ""), " and have been slowly improving. "},
		{he + " lives with " + his + " " + s.relation + " ", relAs(s.kin.first), " in ", geo(s.patient.city, Patient), ". "},
		{"Last seen by Dr. ", s.docAs(s.pcp.last), " on ", s.dateIn(s.dos.AddDate(0, -3, -4), ""), "; no changes were made then. "},
		{"Works at ", s.employerSeg(), " as a " + s.occupation + ". "},
		{"Outside records were requested from ", s.siteName(s.hospital), ". "},
		{"ROS: denies fever, chills, weight loss, dysuria or new headaches. "},
		{"Home glucose log reviewed, fasting values 110 to 160. "},
		{"Tobacco: quit 12 years ago. EtOH: 2 drinks per week. "},
		{"Vaccines are current. " + he + " walks the dog every day without chest pain. "},
		{"A cousin, ", relAs(s.child.first + " " + s.child.last), ", called the office about a refill. "},
	}
	for _, m := range some(s.rng, 3+s.rng.IntN(4), more) {
		p = append(p, m...)
	}
	return p
}

// allergicE lists allergies in one run.
func (s *sheet) allergicE(none, sep, open, end string) []any {
	if len(s.allergies) == 0 {
		return []any{none}
	}
	var out []any
	for i := range s.allergies {
		if i > 0 {
			out = append(out, sep)
		}
		out = append(out, s.allergy(i), open+s.reactions[i]+end)
	}
	return out
}
