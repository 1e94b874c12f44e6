package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Family b: hospital systems and insurers of the older kind. Names as LAST, FIRST M, capitals, typewriter or narrow
// letters, small labels above their values in ruled boxes, two-column text, dense boxed tables.
func familyB() family {
	return family{voice: voiceB, layouts: map[chart.Type]layout{
		chart.IntakeForm: bIntake, chart.ConsentForm: bConsent, chart.InsuranceCard: bCard, chart.IDCard: bID,
		chart.ProgressNote: bNote, chart.DischargeSummary: bDischarge, chart.LabReport: bLab, chart.PathologyReport: bPath,
		chart.RadiologyReport: bRad, chart.ReferralLetter: bReferral, chart.MedicationList: bMeds, chart.Prescription: bRx,
		chart.ImmunizationRecord: bShots, chart.Superbill: bSuperbill, chart.ClaimForm: bClaim, chart.EOB: bEOB,
		chart.DenialLetter: bDenial, chart.FaxCover: bFax,
	}}
}

func voiceB(r *rand.Rand) voice {
	return voice{date: pick(r, "01-02-2006", "Jan 2, 2006", "01/02/06"), longDate: pick(r, "Jan 2, 2006", "01/02/2006"),
		name: func(p person) string { return strings.ToUpper(listed(p)) }, provider: func(d doctor) string { return strings.ToUpper(listed(d.person)) },
		mrn: func(r *rand.Rand) string { return pick(r, "M", "H", "E") + digits(r, 7+r.IntN(3)) }, phone: pick(r, "%s.%s.%s", "%s-%s-%s", "(%s)%s-%s"),
		maskSSN: r.IntN(4) == 0, words: wording{
			chart.PatientName: {"PATIENT NAME", "NAME", "PATIENT", "PT NAME", "Patient (Last, First MI)"}, chart.DateOfBirth: {"DOB", "BIRTHDATE", "DATE OF BIRTH", "D.O.B."},
			chart.Sex: {"SEX", "GENDER", "M/F"}, chart.MRN: {"MRN", "MED REC NO", "UNIT NO", "HOSPITAL NO", "MR#"}, chart.AccountNumber: {"ACCT NO", "ACCOUNT NUMBER", "VISIT NO", "PATIENT ACCOUNT"},
			chart.SSN: {"SOC SEC NO", "SSN", "SS#"}, chart.Phone: {"TELEPHONE", "PHONE NO", "TEL"}, chart.Email: {"E-MAIL", "EMAIL ADDRESS"}, chart.Address: {"ADDRESS", "STREET ADDRESS", "MAILING ADDRESS"},
			chart.MemberID: {"MEMBER NO", "SUBSCRIBER ID", "POLICY NUMBER", "INSURED ID"}, chart.GroupNumber: {"GROUP NO", "GRP #", "GROUP"}, chart.Payer: {"INSURANCE CARRIER", "PRIMARY INSURANCE", "PLAN NAME"},
			chart.Facility: {"FACILITY", "HOSPITAL"}, chart.ProviderName: {"ATTENDING", "PHYSICIAN", "RENDERING PROVIDER", "DOCTOR"}, chart.ProviderNPI: {"NPI", "NPI NO", "PROVIDER NPI"},
			chart.ReferringProvider: {"REFERRING PHYSICIAN", "REF PHYS", "REQUESTING MD"}, chart.DateOfService: {"DATE OF SERVICE", "SERVICE DATE", "DOS", "DATE OF VISIT"},
			chart.AdmissionDate: {"ADMIT DATE", "DATE OF ADMISSION", "ADM"}, chart.DischargeDate: {"DISCHARGE DATE", "DATE OF DISCHARGE", "DISCH"}, chart.CollectedDate: {"COLLECTED", "COLL DATE", "SPECIMEN COLLECTED"},
			chart.ReportedDate: {"REPORTED", "RPT DATE", "DATE OF REPORT"}, chart.TotalCharge: {"TOTAL CHARGE", "TOTAL CHARGES", "TOTAL BILLED"}, chart.ClaimNumber: {"CLAIM NO", "CLAIM NUMBER", "CLAIM ID"},
			chart.Allergy: {"ALLERGIES", "ALLERGIES/REACTIONS"}, chart.SignatureDate: {"DATE", "DATE SIGNED"},
		}}
}

// listed writes Last, First M.
func listed(p person) string {
	s := p.last + ", " + p.first
	if p.middle != "" {
		s += " " + p.middle
	}
	return s
}

type lookB struct{ lab, val, txt, head, fill style }

func (s *sheet) lookB() lookB {
	f := pick(s.rng, mono, cond, goMono, sans)
	n := 9.5
	if f == goMono {
		n = 8.5
	}
	s.left, s.right, s.top, s.bottom = 36, s.w-36, 46, s.h-44
	return lookB{lab: style{font: pick(s.rng, cond, sans), size: 6.8}, val: style{font: f, size: n + .5}, txt: style{font: f, size: n},
		head: style{font: condBold, size: 11}, fill: style{font: pick(s.rng, hand3, hand1, hand2), hand: true, col: pick(s.rng, ink{20, 20, 90}, ink{25, 25, 25})}.at(13)}
}

// topB is the ruled head of a hospital document: house left, title right, identifiers in boxes.
func (s *sheet) topB(l lookB, h site, title string, rows ...[]pair) {
	s.page()
	s.text(s.left, s.y, l.head.at(13), s.upperFacility(h))
	s.textRight(s.right, s.y, l.head.at(12), title)
	s.text(s.left, s.y+11, l.lab.at(7.5), geo(h.street, Facility), "  ", geo(strings.ToUpper(h.cityLine()), Facility), "  PH ", s.telOf(h.phone, chart.PhoneNumber, Facility), "  FX ", s.telOf(h.fax, chart.Fax, Facility))
	s.y += 26
	s.idBoxesB(l)
	for _, r := range rows {
		s.boxes(s.left, s.wide(), 25, l.lab, l.val, even(len(r)), r...)
	}
	s.skip(10)
	s.runningB(l)
}

func (s *sheet) upperFacility(h site) seg {
	v := s.facility(h)
	v.text = strings.ToUpper(v.text)
	return v
}

func (s *sheet) idBoxesB(l lookB) {
	ps := []pair{s.kv(chart.PatientName, s.pt()), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.4))), {"AGE", []any{s.years(), "Y"}}}
	sh := []float64{3, 1.6, 1.5, .9, .6}
	if s.coin(.5) {
		ps[1], ps[2] = ps[2], ps[1]
	}
	s.boxes(s.left, s.wide(), 25, l.lab, l.val, sh, ps...)
}

func even(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

// runningB prints name and number at the top of later pages and the page number below.
func (s *sheet) runningB(l lookB) {
	s.frame = func(page, pages int) {
		st := l.txt.at(7.5)
		if page > 1 {
			s.text(s.left, 28, st, s.pt(), "   ", s.mrnSeg(), "   ", s.dob())
			s.textRight(s.right, 28, st, "CONTINUED")
		}
		s.text(s.left, s.h-24, st, "PRINTED ", s.date(s.printed, ""), " 14:07  BY HIM")
		s.textRight(s.right, s.h-24, st, fmt.Sprintf("PAGE %d OF %d", page, pages))
	}
}

func (s *sheet) headB(l lookB, title string) {
	s.need(64)
	s.bar(s.left, s.y-9, s.right, s.y+4, ink{222, 222, 222})
	s.text(s.left+4, s.y+.5, l.head.at(10), title)
	s.y += 17
}

// twoColumns flows paragraphs down the left half and then the right half of the page.
func (s *sheet) twoColumns(st style, paras ...[]any) {
	gap := 18.0
	w := (s.wide() - gap) / 2
	var lines [][]token
	for _, p := range paras {
		lines = append(lines, s.wrap(st, w, s.tokens(st, p))...)
		lines = append(lines, nil)
	}
	lead := st.size * 1.28
	for len(lines) > 0 {
		s.need(lead * 2)
		fit := int((s.bottom - s.y) / lead)
		n := min(fit, (len(lines)+1)/2)
		for c := range 2 {
			take := min(n, len(lines))
			for i, line := range lines[:take] {
				if len(line) > 0 {
					s.run(s.left+float64(c)*(w+gap), s.y+float64(i)*lead, st, line)
				}
			}
			lines = lines[take:]
		}
		s.y += float64(n) * lead
		if len(lines) > 0 {
			s.page()
		}
	}
}

func (s *sheet) closeB(l lookB, d doctor, t seg) {
	s.need(50)
	s.skip(14)
	if s.coin(.6) {
		s.text(s.left, s.y, l.txt, "ELECTRONICALLY SIGNED: ", s.doc(d, ""), " "+d.cred+"   ", t, " 16:42")
		s.y += 16
		return
	}
	s.boxes(s.left, s.wide(), 34, l.lab, l.val, []float64{3, 2, 1.5}, pair{"SIGNATURE", nil}, pair{"PRINTED NAME", []any{s.doc(d, ""), " " + d.cred}}, pair{s.label(chart.SignatureDate), []any{t}})
	s.sign(s.left+40, s.y-15, spoken(d.person, false), Provider, chart.SignaturePresent)
}
