package fields_test

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// TestRowChecks reads one row that is in order and one that is not, and wants the reason on the cell at fault only there.
func TestRowChecks(t *testing.T) {
	results := "Test              Result     Flag    Reference Range    Units\nSodium            139                135-146            mmol/L\n"
	bill := "Date          Code     Description      Charge     Allowed     Paid      You owe\n04/12/2026    99213    Office visit     $142.00    $96.10      $76.10    $20.00\n"
	drugs := "Medication        Dose        Route     Frequency\nMetformin         500 mg      PO        twice daily\n"
	shots := "Patient: Sofia Gonzalez   DOB: 06/01/2020\nVaccine        Date           Lot         Site\nMMR            06/15/2021     AB1234      L arm\n"
	cases := []struct {
		name string
		kind chart.Type
		page string
		cell string // of the second row; "" where nothing may be marked
	}{
		{"a flag as it should be", chart.LabReport, results + "Potassium         5.9        H       3.5-5.3            mmol/L", ""},
		{"high, and below the range", chart.LabReport, results + "Potassium         3.1        H       3.5-5.3            mmol/L", "flag"},
		{"out of range without a flag beside flagged ones", chart.LabReport, results + "Potassium         5.9                3.5-5.3            mmol/L\nChloride          120        H       98-110             mmol/L", "value"},
		{"a point is lost", chart.LabReport, results + "Potassium         44                 3.5-53             mmol/L", "value"},
		{"the unit of another test", chart.LabReport, results + "Potassium         4.4                3.5-5.3            mg/dL", "unit"},
		{"a letter in a number", chart.LabReport, results + "Chloride          1O2                98-110             mmol/L", "value"},
		{"range upside down", chart.LabReport, results + "Potassium         4.4                5.3-3.5            mmol/L", "reference_range"},
		{"a test that we do not know", chart.LabReport, results + "Zonulin           44                 20-60              ng/mL", ""},
		{"a dose as dispensed", chart.MedicationList, drugs + "Lisinopril        10 mg       PO        daily", ""},
		{"ten times the dose", chart.MedicationList, drugs + "Warfarin          50 mg       PO        daily", "dose"},
		{"milligrams for micrograms", chart.MedicationList, drugs + "Levothyroxine     75 mg       PO        daily", "dose"},
		{"a drug that we do not know", chart.MedicationList, drugs + "Zorbiferol        900 mg      PO        daily", ""},
		{"more allowed than charged", chart.EOB, bill + "04/12/2026    36415    Venipuncture     $15.00     $80.00      $8.00     $0.00", "allowed"},
		{"a service to come", chart.EOB, bill + "04/12/2062    36415    Venipuncture     $15.00     $8.00       $8.00     $0.00", "date_of_service"},
		{"given before birth", chart.ImmunizationRecord, shots + "DTaP           08/01/2010     AB1235      L thigh", "date"},
		{"given after birth", chart.ImmunizationRecord, shots + "DTaP           08/01/2020     AB1235      L thigh", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := chart.Document{Type: c.kind, TypeConfidence: 1, Pages: []int{1}}
			fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, c.page)})
			if len(doc.Rows) < 2 {
				t.Fatalf("want 2 rows, got %d", len(doc.Rows))
			}
			if r := doc.Rows[0]; len(r.Reasons) > 0 {
				t.Errorf("the first row is in order, got %v", r.Reasons)
			}
			row := doc.Rows[1]
			if marked := slices.Contains(row.Reasons, chart.FailedCheck); marked != (c.cell != "") {
				t.Errorf("want the row marked %v, got %v", c.cell != "", row.Reasons)
			}
			for _, cell := range row.Cells {
				if cell.Name == c.cell && !slices.Contains(cell.Reasons, chart.FailedCheck) {
					t.Errorf("want failed_check on %s", cell.Name)
				}
			}
		})
	}
}

// TestDoubtfulDoseReachesTheField wants the medication that a person sees to carry what the row's check found.
func TestDoubtfulDoseReachesTheField(t *testing.T) {
	doc := chart.Document{Type: chart.MedicationList, TypeConfidence: 1, Pages: []int{1}}
	fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, "Medication        Dose        Route     Frequency\nMetformin         500 mg      PO        twice daily\nWarfarin          50 mg       PO        daily")})
	for _, f := range doc.Fields {
		if f.Name == chart.Medication && slices.Contains(f.Reasons, chart.FailedCheck) != (f.Value == "Warfarin") {
			t.Errorf("want failed_check on the second medication only, got %v", f.Reasons)
		}
	}
}
