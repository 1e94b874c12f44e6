package fields_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/classify"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/typeset"
)

func today() time.Time { return time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC) }

// TestPages reads pages of the kinds that clinics get, set from plain text.
func TestPages(t *testing.T) {
	cases := []struct {
		file string
		kind chart.Type
		want map[chart.FieldName][]string // canonical values, or printed ones where there is no canonical form
		rows int
	}{
		{"registration.txt", chart.IntakeForm, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, MARIA LUCIA"}, chart.DateOfBirth: {"1970-03-04"}, chart.Sex: {"F"},
			chart.Phone: {"+12175550143"}, chart.SSN: {"219-09-9999"}, chart.Address: {"123 MAPLE STREET APT 4, SPRINGFIELD, IL 62704"}, chart.Payer: {"Blue Cross Blue Shield"}}, 1},
		{"printout.txt", chart.ProgressNote, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, MARIA L"}, chart.MRN: {"00123456"}, chart.Allergy: {"Penicillin", "Sulfa antibiotics", "Latex"},
			chart.DiagnosisCode: {"I10", "E11.9", "E78.5"}, chart.Medication: {"lisinopril", "metformin"}, chart.SignatureDate: {"2026-04-12"}}, 5},
		{"card.txt", chart.InsuranceCard, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, MARIA L"}, chart.MemberID: {"W1234567890"}, chart.GroupNumber: {"0012345"}, chart.Payer: {"ACME HEALTH PLAN"}}, 0},
		{"claim.txt", chart.ClaimForm, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, MARIA L"}, chart.DateOfBirth: {"1970-03-04"}, chart.Sex: {"F"}, chart.MemberID: {"XQJ998033214"},
			chart.TotalCharge: {"164.00"}, chart.DiagnosisCode: {"I10", "E11.9", "E78.5"}, chart.ProcedureCode: {"99213", "83036"}, chart.SignaturePresent: {"yes"}}, 2},
		{"benefits.txt", chart.EOB, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, MARIA"}, chart.Payer: {"Northstar Mutual"}, chart.ClaimNumber: {"2026-0412-8837"}, chart.TotalCharge: {"164.00"}}, 2},
		{"denial.txt", chart.DenialLetter, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, MARIA"}, chart.ClaimNumber: {"4455667788"},
			chart.DenialReason: {"the service was not medically necessary according to our clinical guidelines"}}, 0},
		{"laboratory.txt", chart.LabReport, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, MARIA L"}, chart.CollectedDate: {"2026-04-12"}, chart.ReportedDate: {"2026-04-13"}, chart.MRN: {"00123456"}}, 4},
		{"discharge.txt", chart.DischargeSummary, map[chart.FieldName][]string{chart.AdmissionDate: {"2026-04-10"}, chart.DischargeDate: {"2026-04-14"}, chart.Allergy: {"penicillin"},
			chart.Diagnosis: {"Community-acquired pneumonia", "Type 2 diabetes mellitus, uncontrolled"}, chart.Medication: {"Metformin", "Azithromycin"}}, 2},
		{"prescription.txt", chart.Prescription, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, MARIA"}, chart.Medication: {"Amoxicillin"}, chart.DateOfService: {"2026-04-12"}}, 1},
		{"patientreport.txt", chart.LabReport, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, MARIA L"}, chart.MRN: {"00482913"}, chart.CollectedDate: {"2026-04-12"}, chart.ReportedDate: {"2026-04-13"}, chart.Sex: {"F"}}, 4},
		{"medicare.txt", chart.InsuranceCard, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, MARIA L"}, chart.MemberID: {"1EG4-TE5-MK72"}}, 0},
		{"eprescription.txt", chart.Prescription, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, MARIA L"}, chart.ProviderName: {"CHEN, ROBERT T"}, chart.Medication: {"Amoxicillin"}, chart.DiagnosisCode: {"J02.9"},
			chart.Diagnosis: {"Acute pharyngitis, unspecified"}, chart.SignatureDate: {"2026-04-12"}}, 1},
		{"adverse.txt", chart.DenialLetter, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, MARIA L"}, chart.DenialReason: {"the records do not show six weeks of conservative treatment"},
			chart.ReferringProvider: {"CHEN, ROBERT T"}}, 0},
		{"inpatient.txt", chart.DischargeSummary, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, MARIA L"}, chart.MRN: {"M000482913"}, chart.AccountNumber: {"V00098765432"}, chart.AdmissionDate: {"2026-04-10"},
			chart.DischargeDate: {"2026-04-14"}, chart.Medication: {"Metformin", "azithromycin"}, chart.Diagnosis: {"Community acquired pneumonia", "Type 2 diabetes mellitus"}}, 2},
		{"vaccines.txt", chart.ImmunizationRecord, map[chart.FieldName][]string{chart.PatientName: {"GONZALEZ, SOFIA"}, chart.Vaccine: {"DTaP", "Polio (IPV)", "MMR", "Varicella"}}, 4},
	}
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("testdata", c.file))
			if err != nil {
				t.Fatal(err)
			}
			pages := []chart.Page{typeset.Page(1, string(text))}
			doc := chart.Document{Type: c.kind, TypeConfidence: 1, Pages: []int{1}}
			fields.Extractor{Now: today}.Extract(&doc, pages)
			for n, want := range c.want {
				if got := values(doc, n); !slices.Equal(got, want) {
					t.Errorf("%s: want %q, got %q", n, want, got)
				}
			}
			if len(doc.Rows) != c.rows {
				t.Errorf("want %d rows, got %d", c.rows, len(doc.Rows))
			}
		})
	}
}

func values(d chart.Document, n chart.FieldName) []string {
	var out []string
	for _, f := range d.Fields {
		switch {
		case f.Name != n:
		case f.Normalized != "":
			out = append(out, f.Normalized.Reveal())
		default:
			out = append(out, f.Value.Reveal())
		}
	}
	return out
}

func TestChecks(t *testing.T) {
	cases := []struct {
		name, page string
		kind       chart.Type
		field      chart.FieldName
		want       chart.Reason
	}{
		{"totals that do not add up", "SUPERBILL\nPatient: Maria Gonzalez\nCode      Description            Charge\n99213     Office visit           $100.00\n83036     Hemoglobin A1c         $39.00\nTotal charges: $149.00", chart.Superbill, chart.TotalCharge, chart.FailedCheck},
		{"discharged before admitted", "Admission Date: 04/14/2026\nDischarge Date: 04/10/2026", chart.DischargeSummary, chart.DischargeDate, chart.FailedCheck},
		{"an NPI that fails", "NPI: 1234567890", chart.ProgressNote, chart.ProviderNPI, chart.FailedCheck},
		{"a birth that is missing", "Patient: Maria Gonzalez", chart.ProgressNote, chart.DateOfBirth, chart.Missing},
		{"an age that no day gives", "Patient: Maria Gonzalez\nDOB: 03/04/1929   Age: 56\nDate of Service: 04/12/2026", chart.ProgressNote, chart.DateOfBirth, chart.FailedCheck},
		{"a category that ICD-10-CM lacks", "Diagnosis: E12.9 Diabetes", chart.ProgressNote, chart.DiagnosisCode, chart.FailedCheck},
		{"a birth to come", "DOB: 01/02/2031", chart.ProgressNote, chart.DateOfBirth, chart.FailedCheck},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := chart.Document{Type: c.kind, Pages: []int{1}}
			fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, c.page)})
			for _, f := range doc.Fields {
				if f.Name == c.field && slices.Contains(f.Reasons, c.want) {
					return
				}
			}
			t.Errorf("want %s with the reason %s, got %d fields without it", c.field, c.want, len(doc.Fields))
		})
	}
}

func TestRandomPagesDoNotPanic(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	vocabulary := []string{"Patient:", "DOB", "01/02/1970", "Allergies:", "Medications", "Penicillin", "10", "mg", "Lisinopril", "I10", "99213", "$12.00", "Total", "CPT", "Charge", "Test", "Result", "Units",
		"Vaccine", "Lot", "Signature", "Date", "Dr.", "Maria", "Gonzalez,", "MD", "1.", "•", "(", ")", ",", ";", "Sincerely,", "Address", "12", "Main", "St", "IL", "62704", "é", "\xff", "Sex", "M", "F", "X", "Name/DOB:", "...."}
	for range 60 {
		p := chart.Page{Number: 1, Width: 2550, Height: 3300, Rotation: 90 * r.IntN(4)}
		for range r.IntN(250) {
			x, y := r.Float64(), float64(r.IntN(60))/60
			p.Words = append(p.Words, chart.Word{Text: chart.Text(vocabulary[r.IntN(len(vocabulary))]), Confidence: chart.Confidence(r.Float64()*1.2 - 0.1),
				Box: geom.Box{X0: x, Y0: y, X1: x + 0.06*r.Float64(), Y1: y + 0.011}})
		}
		for _, kind := range chart.Types {
			doc := chart.Document{Type: kind, Pages: []int{1, 7}}
			fields.Extractor{Now: today}.Extract(&doc, []chart.Page{p})
			for _, f := range doc.Fields {
				if !(f.Confidence >= 0 && f.Confidence <= 1) || f.ID == "" || f.Reasons == nil {
					t.Fatalf("%s of %s: confidence %v, id %q", f.Name, kind, f.Confidence, f.ID)
				}
			}
		}
	}
}

// BenchmarkLongChart is a chart of 2,000 pages.
func BenchmarkLongChart(b *testing.B) {
	text, err := os.ReadFile(filepath.Join("testdata", "discharge.txt"))
	if err != nil {
		b.Fatal(err)
	}
	pages := make([]chart.Page, 2000)
	for i := range pages {
		pages[i] = typeset.Page(i+1, string(text)+"\n"+string(text))
	}
	for b.Loop() {
		docs := classify.Split(pages)
		for i := range docs {
			fields.Extractor{Now: today}.Extract(&docs[i], pages)
		}
	}
}

// TestAReasonIsNotItsNumber reads the reason that is marked in a numbered list.
func TestAReasonIsNotItsNumber(t *testing.T) {
	page := "DENIAL OF CLAIM\nPatient: Gloria Holloway\nREASON FOR DENIAL:\n  [ ]  3. Policy not in force on the date of the accident\n  [x] 14. Service is not covered by the policy\n  [ ] 24. Unnecessary hospitalization\n"
	doc := chart.Document{Type: chart.DenialLetter, TypeConfidence: 1, Pages: []int{1}}
	fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, page)})
	if got := values(doc, chart.DenialReason); !slices.Equal(got, []string{"Service is not covered by the policy"}) {
		t.Errorf("got %q", got)
	}
}
