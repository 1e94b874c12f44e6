package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Family c was held out until its figure had been looked at too often; now it is for tuning like a and b. Serif letters,
// dates with the month in letters or the year first, run-in banners, labels set to the right, dotted leaders, tables of
// identifiers, side columns.
func familyC() family {
	return family{voice: voiceC, layouts: map[chart.Type]layout{
		chart.IntakeForm: cIntake, chart.ConsentForm: cConsent, chart.InsuranceCard: cCard, chart.IDCard: cID,
		chart.ProgressNote: cNote, chart.DischargeSummary: cDischarge, chart.LabReport: cLab, chart.PathologyReport: cPath,
		chart.RadiologyReport: cRad, chart.ReferralLetter: cReferral, chart.MedicationList: cMeds, chart.Prescription: cRx,
		chart.ImmunizationRecord: cShots, chart.Superbill: cSuperbill, chart.ClaimForm: cClaim, chart.EOB: cEOB,
		chart.DenialLetter: cDenial, chart.FaxCover: cFax,
	}}
}

func voiceC(r *rand.Rand) voice {
	listedName := r.IntN(2) == 0
	return voice{date: pick(r, "02-Jan-2006", "2006-01-02", "2 Jan 2006", "Jan 02, 2006"), dateUp: r.IntN(2) == 0, longDate: pick(r, "2 January 2006", "January 2, 2006"),
		name: func(p person) string {
			if listedName {
				return listed(p)
			}
			return spoken(p, false)
		},
		provider: func(d doctor) string { return spoken(d.person, true) },
		mrn: func(r *rand.Rand) string {
			n := digits(r, 6)
			return pick(r, n[:2]+"-"+n[2:4]+"-"+n[4:], "0000"+n, n+"-"+digits(r, 1))
		}, phone: pick(r, "(%s) %s-%s", "%s %s %s", "1-%s-%s-%s"), maskSSN: r.IntN(3) == 0, words: wording{
			chart.PatientName: {"Name of Patient", "Patient", "Pt. Name", "Full Name"}, chart.DateOfBirth: {"Born", "Birth date", "Date of birth", "D.O.B."},
			chart.Sex: {"Sex", "Sex at birth", "Gender"}, chart.MRN: {"Record No.", "MR #", "Medical Record Number", "MRN", "Chart No."}, chart.AccountNumber: {"Acct. No.", "Account", "Patient Acct"},
			chart.SSN: {"Social Security Number", "Soc. Sec. No."}, chart.Phone: {"Tel.", "Phone number", "Cell phone", "Daytime phone"}, chart.Email: {"E-mail address", "Email"}, chart.Address: {"Residence", "Street address", "Address", "Home address"},
			chart.MemberID: {"Member Identification No.", "Policy No.", "Subscriber No.", "Member ID No."}, chart.GroupNumber: {"Group", "Group ID", "Employer Group No."}, chart.Payer: {"Health plan", "Carrier", "Insurer", "Primary payer"},
			chart.Facility: {"Practice", "Site"}, chart.ProviderName: {"Clinician", "Seen by", "Attending physician", "Physician"}, chart.ProviderNPI: {"NPI No.", "NPI", "National Provider ID"},
			chart.ReferringProvider: {"Referring physician", "Ordering provider", "Requested by"}, chart.DateOfService: {"Date of visit", "Service date", "Seen on", "Encounter date"},
			chart.AdmissionDate: {"Date admitted", "Admission", "Admitted on"}, chart.DischargeDate: {"Date discharged", "Discharge", "Discharged on"}, chart.CollectedDate: {"Specimen date", "Drawn", "Date of collection", "Collected on"},
			chart.ReportedDate: {"Date of report", "Report issued", "Resulted", "Reported on"}, chart.TotalCharge: {"Total amount", "Total billed", "Total charges"}, chart.ClaimNumber: {"Claim reference", "Claim No.", "Claim ID"},
			chart.Allergy: {"Allergies", "Known allergies", "Allergic to"}, chart.SignatureDate: {"Date signed", "Date"},
		}}
}

type lookC struct{ txt, bold, it, small, head, fill style }

func (s *sheet) lookC() lookC {
	f := pick(s.rng, [2]face{serif, serifBold}, [2]face{serif, serifBold}, [2]face{cond, condBold}, [2]face{goSans, goBold})
	n := pick(s.rng, 10, 10.5, 11)
	s.left, s.right = 60, s.w-60
	return lookC{txt: style{font: f[0], size: n}, bold: style{font: f[1], size: n}, it: style{font: serifIt, size: n}, small: style{font: f[0], size: 8},
		head: style{font: pick(s.rng, f[1], f[1], slabBold), size: 13}, fill: style{font: pick(s.rng, hand1, hand2, hand3), hand: true, col: pick(s.rng, ink{15, 25, 100}, ink{20, 20, 20})}.at(14)}
}

// houseC prints the sender's name, small and to the right, with a double rule.
func (s *sheet) houseC(l lookC, h site, title string) {
	s.page()
	s.textRight(s.right, s.y-8, l.bold.at(12), s.facility(h))
	s.textRight(s.right, s.y+4, l.small, geo(h.street, Facility), " · ", geo(h.cityLine(), Facility))
	s.textRight(s.right, s.y+14, l.small, "t ", s.telOf(h.phone, chart.PhoneNumber, Facility), " · f ", s.telOf(h.fax, chart.Fax, Facility), " · ", seg{text: h.web, kind: chart.URL, whose: Facility})
	s.rule(s.y+20, 1.6)
	s.rule(s.y+23, .5)
	s.y += 44
	if title != "" {
		s.text(s.left, s.y, l.head.at(16), title)
		s.y += 22
	}
	s.frame = func(page, pages int) {
		s.textMid(s.w/2, s.h-30, l.small, fmt.Sprintf("– %d / %d –", page, pages))
		if page > 1 {
			s.textRight(s.right, 36, l.small, s.pt(), ", ", s.label(chart.MRN)+" ", s.mrnSeg())
		}
	}
}

// whoC prints the identifiers: run in on a line, as a small table with heads, or with right-set labels.
func (s *sheet) whoC(l lookC, extra ...pair) {
	switch s.rng.IntN(3) {
	case 0:
		s.bar(s.left, s.y-11, s.right, s.y+18, ink{238, 238, 238})
		s.textIn(s.left+4, s.right-4, s.y, l.bold, s.pt(), "   |   ", s.label(chart.DateOfBirth)+" ", s.dob(), "   |   ", s.sex(true))
		s.textIn(s.left+4, s.right-4, s.y+13, l.txt, s.label(chart.MRN)+" ", s.mrnSeg(), "   |   ", s.label(chart.AccountNumber)+" ", s.acct())
		s.y += 34
	case 1:
		s.table(s.left, grid{head: l.small, cell: l.bold, lead: 15, rules: true}, []col{{s.label(chart.PatientName), 180, false}, {s.label(chart.DateOfBirth), 90, false}, {s.label(chart.Sex), 60, false}, {s.label(chart.MRN), 130, false}},
			[][]any{{s.pt(), s.dob(), s.sex(s.coin(.5)), s.mrnSeg()}})
		s.skip(8)
	default:
		s.rightSetC(l, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(true)), s.kv(chart.MRN, s.mrnSeg()))
	}
	if len(extra) > 0 {
		s.rightSetC(l, extra...)
	}
	s.skip(10)
}

// rightSetC sets labels in italics to the right against their values.
func (s *sheet) rightSetC(l lookC, ps ...pair) {
	for _, p := range ps {
		s.need(14)
		s.textRight(s.left+130, s.y, l.it, p.label)
		s.textIn(s.left+142, s.right, s.y, l.txt, p.value...)
		s.y += l.txt.size * 1.4
	}
}

// leadersC sets label, dots and value on one line.
func (s *sheet) leadersC(l lookC, st style, ps ...pair) {
	for _, p := range ps {
		s.need(18)
		end := s.text(s.left, s.y, l.txt, p.label)
		w := min(s.width(st, p.value...), s.right-end-40)
		x := max(s.left+190, end+30)
		if x+w > s.right {
			x = s.right - w
		}
		s.dots(end+4, x-4, s.y-1)
		s.textIn(x, s.right, s.y, st, p.value...)
		s.y += 19
	}
}

func (s *sheet) headC(l lookC, title string) {
	s.need(52)
	s.skip(6)
	s.text(s.left, s.y, l.head, title)
	s.line(s.left, s.y+4, s.left+s.width(l.head, title)+30, s.y+4, .6, ink{})
	s.y += 18
}

func (s *sheet) storyC(complaint string) []any {
	he, him := pick2(s.patient.female, "she", "he"), pick2(s.patient.female, "her", "him")
	p := []any{"I had the pleasure of seeing ", s.ptAs(s.patient.first + " " + s.patient.last), ", a ", s.years(), " year-old " + pick2(s.patient.female, "lady", "gentleman") + ", regarding " + complaint + ". "}
	more := [][]any{
		{"On the ", s.dateAs(s.dos.AddDate(0, -1, 5), "2 January"), " visit blood pressure was above goal. "},
		{"History was given in part by the " + s.relation + ", ", relAs(s.kin.first + " " + s.kin.last), " (", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), "). "},
		{"A colleague, Dr. ", s.docAs(s.pcp.last), " of ", s.siteName(s.clinic), ", has followed " + him + " since ", s.dateAs(s.dos.AddDate(-6, 0, 0), "January 2006"), ". "},
		{"Now retired from ", s.employerSeg(), ", " + he + " spends summers near ", geo(s.hospital.city+", "+s.hospital.state, Patient), ". "},
		{"Records from ", s.siteName(s.hospital), " arrived on ", s.dateIn(s.dos.AddDate(0, 0, -9), ""), " and list a stay in ", s.dateAs(s.dos.AddDate(-2, 1, 0), "Jan 2006"), ". "},
		{"The " + pick2(s.child.female, "daughter", "son") + ", ", relAs(s.child.first), ", drives " + him + " to appointments. "},
		{"There has been no bleeding, no weight loss and no change in appetite. Sleep is poor. "},
		{"The portal message from ", seg{text: s.patient.email, kind: chart.EmailAddress, whose: Patient}, " was answered. "},
	}
	for _, m := range some(s.rng, 4+s.rng.IntN(4), more) {
		p = append(p, m...)
	}
	return p
}

func (s *sheet) endC(l lookC, d doctor, t seg, f chart.FieldName) {
	s.need(70)
	s.skip(30)
	if s.coin(.6) {
		s.sign(s.left+150, s.y, spoken(d.person, false), Provider, chart.SignaturePresent)
		s.y += 16
	}
	s.text(s.left+140, s.y, l.txt, s.doc(d, f), ", "+d.cred)
	s.text(s.left+140, s.y+13, l.small, d.specialty+" · signed ", t)
	s.y += 30
}

func (s *sheet) allergyC(l lookC) {
	if len(s.allergies) == 0 {
		s.para(s.left, s.wide(), l.txt, pick(s.rng, "None known.", "No known allergies."))
		return
	}
	for i := range s.allergies {
		s.para(s.left+10, s.wide()-10, l.txt, "• ", s.allergy(i), " – "+s.reactions[i])
	}
}

func (s *sheet) medsC(l lookC) {
	var rows [][]any
	for _, m := range s.meds {
		rows = append(rows, []any{s.medSeg(m).in("medication"), cellOf("dose", m.dose), cellOf("frequency", m.freq), cellOf("route", m.route), m.for_})
	}
	s.table(s.left, grid{head: l.bold, cell: l.txt, lead: 16, zebra: s.coin(.5), rules: true, name: "medications"}, []col{{"Medicine", 140, false}, {"Strength", 75, false}, {"How often", 130, false}, {"How", 40, false}, {"For", 107, false}}, rows)
	s.skip(6)
}

// problemsC lists problems with their codes in brackets.
func (s *sheet) problemsC(l lookC) {
	for i, d := range s.dx {
		s.problemLine(s.left+10, s.wide()-10, l.txt, d, func(name, code seg) []any {
			return []any{fmt.Sprintf("#%d ", i+1), name, " [", code, "] ", strings.ToLower(pick(s.rng, plans...))}
		})
	}
}
