package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Family f is for tuning: each chart puts together its own head, block of identifiers, headings, tables and marks, so that
// no two look alike; some forms are bilingual.
func familyF() family {
	return family{voice: voiceF, layouts: map[chart.Type]layout{
		chart.IntakeForm: fIntake, chart.ConsentForm: fConsent, chart.InsuranceCard: fCard, chart.IDCard: fID,
		chart.ProgressNote: fNote, chart.DischargeSummary: fDischarge, chart.LabReport: fLab, chart.PathologyReport: fPath,
		chart.RadiologyReport: fRad, chart.ReferralLetter: fReferral, chart.MedicationList: fMeds, chart.Prescription: fRx,
		chart.ImmunizationRecord: fShots, chart.Superbill: fSuperbill, chart.ClaimForm: fClaim, chart.EOB: fEOB,
		chart.DenialLetter: fDenial, chart.FaxCover: fFax,
	}}
}

func voiceF(r *rand.Rand) voice {
	way := r.IntN(4)
	return voice{date: pick(r, "01/02/2006", "1/2/2006", "Jan 2, 2006", "2006/01/02", "Jan-02-2006", "January 2, 2006"), longDate: pick(r, "January 2, 2006", "01/02/2006", "Jan 2 2006"),
		name: func(p person) string {
			switch way {
			case 0:
				return listed(p)
			case 1: // without a comma, where an initial tells which name is the last
				if p.middle == "" {
					return strings.ToUpper(listed(p))
				}
				return strings.ToUpper(p.last + " " + strings.TrimSpace(p.first+" "+p.middle))
			case 2:
				return spoken(p, true)
			}
			return spoken(p, false)
		},
		provider: func(d doctor) string {
			return pick2(way == 1, strings.ToUpper(listed(d.person)), spoken(d.person, way == 2))
		},
		mrn: func(r *rand.Rand) string {
			return pick(r, digits(r, 6), "MR"+digits(r, 6), digits(r, 10), digits(r, 4)+"-"+digits(r, 4), "A"+digits(r, 8))
		}, phone: pick(r, "(%s) %s-%s", "%s-%s-%s", "%s/%s-%s", "%s.%s.%s"), maskSSN: r.IntN(4) == 0, words: wordsF}
}

var wordsF = wording{
	chart.PatientName: {"Patient name", "Full legal name", "PATIENT", "Name", "Patient (last, first)", "Pt"}, chart.DateOfBirth: {"Date of birth", "DOB", "Birthdate", "Birth date", "D.O.B."}, chart.Sex: {"Sex", "Gender", "Administrative sex", "M/F"},
	chart.MRN: {"MRN", "Medical record no.", "MR#", "Record #", "Chart #", "Patient number"}, chart.AccountNumber: {"Account", "Acct no.", "Encounter acct", "Guarantor acct", "Account number"}, chart.SSN: {"SSN", "SS #", "Social Security no."},
	chart.Phone: {"Phone", "Telephone", "Home phone", "Cell phone", "Primary phone"}, chart.Email: {"Email", "E-mail address", "Email address"}, chart.Address: {"Address", "Street address", "Mailing address", "Permanent address"},
	chart.MemberID: {"Member ID", "Policy no.", "ID no.", "Subscriber no.", "Insurance ID #", "Policy/Cert #"}, chart.GroupNumber: {"Group", "Group no.", "Group ID", "GRP"}, chart.Payer: {"Insurance", "Insurance company", "Primary payer", "Health plan", "Primary coverage", "Insurer"},
	chart.Facility: {"Facility", "Practice", "Site"}, chart.ProviderName: {"Provider", "Physician", "Attending physician", "Rendering provider", "Clinician", "Doctor"}, chart.ProviderNPI: {"NPI", "Provider NPI", "NPI number"},
	chart.ReferringProvider: {"Referring physician", "Ordering provider", "Referred by", "Requesting provider", "Ordering physician"}, chart.DateOfService: {"Date of service", "Visit date", "Service date", "DOS", "Encounter date"},
	chart.AdmissionDate: {"Admission date", "Date of admission", "Admitted", "Admit"}, chart.DischargeDate: {"Discharge date", "Date of discharge", "Discharged", "D/C"}, chart.CollectedDate: {"Collection date", "Collected", "Date collected", "Draw date", "Specimen date"},
	chart.ReportedDate: {"Report date", "Reported", "Date reported", "Date of report", "Resulted"}, chart.TotalCharge: {"Total", "Total charges", "Total charge", "Grand total", "Total amount billed"}, chart.ClaimNumber: {"Claim number", "Claim #", "Claim ref.", "Reference no."},
	chart.Allergy: {"Allergies", "Known allergies", "Allergies/intolerances", "Medication allergies"}, chart.SignatureDate: {"Date", "Date signed"},
}

// spanish is what bilingual forms print beside their labels.
var spanish = map[chart.FieldName]string{chart.PatientName: "Nombre del paciente", chart.DateOfBirth: "Fecha de nacimiento", chart.Sex: "Sexo", chart.Address: "Dirección", chart.Phone: "Teléfono", chart.Email: "Correo electrónico", chart.SSN: "No. de Seguro Social",
	chart.MemberID: "No. de póliza", chart.GroupNumber: "Grupo", chart.Payer: "Seguro médico", chart.Allergy: "Alergias", chart.SignatureDate: "Fecha", chart.MRN: "No. de expediente"}

// lookF is how one chart of the family is put together.
type lookF struct {
	txt, bold, lab, tiny, pen style
	accent                    ink
	block, heading, table     int
	colon                     string
	bilingual                 bool
	tick                      tickStyle
}

func (s *sheet) lookF() lookF {
	f := pick(s.rng, [2]face{grotesk, grotBold}, [2]face{screen, scrBold}, [2]face{narrow, narBold}, [2]face{sans, sansBold}, [2]face{grotesk, grotBold}, [2]face{humanist, humanBold})
	n := pick(s.rng, 8.8, 9.4, 10, 10.6)
	if f[0] == narrow || f[0] == humanist {
		n += .8
	}
	s.body = style{font: f[0], size: n}
	return lookF{txt: s.body, bold: style{font: f[1], size: n}, lab: style{font: pick(s.rng, f[0], f[1]), size: n * .85, col: pick(s.rng, ink{}, ink{90, 90, 90})}, tiny: style{font: f[0], size: 7.2},
		pen:    style{font: pick(s.rng, hand7, hand8, hand9, hand10, hand11), hand: true, size: 13, col: pick(s.rng, ink{25, 35, 110}, ink{20, 20, 20})},
		accent: pick(s.rng, ink{20, 70, 120}, ink{120, 20, 40}, ink{0, 100, 100}, ink{70, 70, 70}, ink{90, 60, 130}), block: s.rng.IntN(6), heading: s.rng.IntN(5), table: s.rng.IntN(5), colon: pick(s.rng, ":", ":", "", " -"),
		tick: tickStyle(s.rng.IntN(8))}
}

// penAt is the pen at about one height of letters, whichever hand it is.
func (l lookF) penAt(n float64) style {
	k := map[face]float64{hand7: .85, hand8: .92, hand9: 1, hand10: 1.35, hand11: 1.05}[l.pen.font]
	l.pen.size = n * k
	return l.pen
}

func (l lookF) head() style { return l.bold.inked(l.accent) }

// say is a field's label, on bilingual forms in both languages.
func (s *sheet) say(l lookF, f chart.FieldName, value ...any) pair {
	p := s.kv(f, value...)
	if es := spanish[f]; l.bilingual && es != "" {
		p.label += " / " + es
	}
	return p
}

func (s *sheet) withDegree(d doctor, f chart.FieldName) []any {
	return []any{s.doc(d, f), " " + d.cred}
}

// topF opens a page with the sender and a title.
func (s *sheet) topF(l lookF, h site, title string) {
	s.left, s.right = 42+float64(s.rng.IntN(3))*8, letterW-42-float64(s.rng.IntN(3))*8
	s.page()
	where := []any{geo(h.street, Facility), ", ", geo(h.cityLine(), Facility)}
	call := []any{"Phone ", s.telOf(h.phone, chart.PhoneNumber, Facility), "  Fax ", s.telOf(h.fax, chart.Fax, Facility)}
	switch s.rng.IntN(5) {
	case 0:
		s.text(s.left, s.y, l.bold.at(15), s.facility(h))
		s.text(s.left, s.y+11, l.tiny, where...)
		s.text(s.left, s.y+20, l.tiny, call...)
		s.textRight(s.right, s.y, l.bold.at(12), title)
		s.y += 32
	case 1:
		s.textMid(s.w/2, s.y, l.head().at(14), title)
		s.textMid(s.w/2, s.y+13, l.bold, s.facility(h))
		s.textMid(s.w/2, s.y+23, l.tiny, append(append(where, "   "), call...)...)
		s.y += 36
	case 2:
		s.bar(s.left, s.y-18, s.right, s.y+22, ink{236, 236, 232})
		s.text(s.left+8, s.y-2, l.bold.at(13), s.facility(h))
		s.text(s.left+8, s.y+9, l.tiny, append(append(where, "   "), call...)...)
		s.y += 40
		s.text(s.left, s.y, l.head().at(13), title)
		s.y += 16
	case 3:
		s.textRight(s.right, s.y-6, l.bold.at(14).inked(l.accent), s.facility(h))
		s.textRight(s.right, s.y+5, l.tiny, where...)
		s.textRight(s.right, s.y+14, l.tiny, call...)
		s.text(s.left, s.y+12, l.bold.at(14), title)
		s.line(s.left, s.y+20, s.right, s.y+20, 1, l.accent)
		s.y += 36
	default:
		s.line(s.left, s.y-16, s.right, s.y-16, 3, l.accent)
		s.text(s.left, s.y, l.bold.at(13), s.facility(h))
		s.textRight(s.right, s.y, l.tiny, call...)
		s.textRight(s.right, s.y+9, l.tiny, where...)
		s.y += 26
		s.textMid(s.w/2, s.y, l.bold.at(13), strings.ToUpper(title))
		s.y += 16
	}
	s.y += 6
}

// footF prints identifiers and page numbers on every page.
func (s *sheet) footF(l lookF) {
	s.bottom -= 8
	way := s.rng.IntN(4)
	s.frame = func(page, pages int) {
		y := s.h - 34
		switch way {
		case 0:
			s.text(s.left, y, l.tiny, fmt.Sprintf("Page %d/%d", page, pages))
			s.textRight(s.right, y, l.tiny, s.pt(), " (MRN ", s.mrnSeg(), ")")
		case 1:
			s.line(s.left, y-10, s.right, y-10, .4, ink{})
			s.textMid(s.w/2, y, l.tiny, "Patient: ", s.pt(), " | DOB: ", s.dob(), fmt.Sprintf(" | Page %d of %d", page, pages))
		case 2:
			if page > 1 {
				s.text(s.left, 34, l.tiny, s.pt(), "    DOB ", s.dob())
				s.textRight(s.right, 34, l.tiny, fmt.Sprintf("Page %d of %d", page, pages))
			}
			s.textMid(s.w/2, y, l.tiny, "Printed on ", s.date(s.printed, ""))
		default:
			s.textRight(s.right, y, l.tiny, fmt.Sprintf("%d", page))
			s.text(s.left, y, l.tiny, "Generated ", s.date(s.printed, ""), "   User: ", s.docAs(strings.ToLower(s.pcp.first[:1]+fold(s.pcp.last))))
		}
	}
}
