package fields_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// TestTablesOnPages reads tables as laboratories, payers, practices, registries and wards print them. A want is one row:
// its cells in their order, "name=value", parted by " | ".
func TestTablesOnPages(t *testing.T) {
	cases := []struct {
		name string
		kind chart.Type
		page string
		want []string
	}{
		{"results, columns in another order, header on two lines", chart.LabReport, `
Patient: Maria Gonzalez
                         Reference                          Your       Abnormal
Component                Range           Units              Result     Flag
Sodium                   136 - 145       mmol/L             131        L
Potassium                3.5 - 5.1       mmol/L             4.4
TSH, 3rd Generation      0.40-4.50       mIU/L              5.10       H`,
			[]string{"test=Sodium | reference_range=136 - 145 | unit=mmol/L | value=131 | flag=L", "test=Potassium | reference_range=3.5 - 5.1 | unit=mmol/L | value=4.4",
				"test=TSH, 3rd Generation | reference_range=0.40-4.50 | unit=mIU/L | value=5.10 | flag=H"}},
		{"result and flag in one column, range and units in one", chart.LabReport, `
Test Name                      Result             Ref Range/Units
CBC WITH DIFFERENTIAL
WBC                            12.4 H             4.0-11.0 x10E3/uL
Hemoglobin                     11.2 (L)           12.0-16.0 g/dL
Hematocrit                     38.1               36.0-46.0 %
Platelet Count                 Clumped            140-400 K/uL`,
			[]string{"test=WBC | value=12.4 | flag=H | reference_range=4.0-11.0 | unit=x10E3/uL", "test=Hemoglobin | value=11.2 | flag=(L) | reference_range=12.0-16.0 | unit=g/dL",
				"test=Hematocrit | value=38.1 | reference_range=36.0-46.0 | unit=%", "test=Platelet Count | value=Clumped | reference_range=140-400 | unit=K/uL"}},
		{"one result a line, no table", chart.LabReport, `
Patient: Maria Gonzalez       DOB: 03/04/1970
Glucose: 102 mg/dL (70-99) H
Creatinine: 0.9 mg/dL (0.6-1.2)
eGFR: >60 mL/min/1.73m2
Na 138 mmol/L 135-145`,
			[]string{"test=Glucose | value=102 | unit=mg/dL | reference_range=(70-99) | flag=H", "test=Creatinine | value=0.9 | unit=mg/dL | reference_range=(0.6-1.2)",
				"test=eGFR | value=>60 | unit=mL/min/1.73m2", "test=Na | value=138 | unit=mmol/L | reference_range=135-145"}},
		{"urinalysis in words", chart.LabReport, `
URINALYSIS
TEST                RESULT          REFERENCE
Color               Yellow          Yellow
Glucose, Urine      NEGATIVE        NEGATIVE
Ketones             TRACE           NEGATIVE
Comment: clean catch`,
			[]string{"test=Color | value=Yellow | reference_range=Yellow", "test=Glucose, Urine | value=NEGATIVE | reference_range=NEGATIVE", "test=Ketones | value=TRACE | reference_range=NEGATIVE"}},
		{"benefits with claims one after the other", chart.EOB, `
Explanation of Benefits
Service          Description of             Amount      Allowed     Plan       Patient
Date             Service                    Billed      Amount      Paid       Responsibility
Claim 1
04/12/2026       Office visit 99213         $142.00     $96.10      $76.10     $20.00
04/12/2026       Venipuncture 36415         $15.00      $8.00       $8.00      $0.00
Claim total                                 $157.00     $104.10     $84.10     $20.00
Claim 2
04/20/2026       Chest x-ray 71046          $112.00     $60.00      $48.00     $12.00
Total                                       $269.00     $164.10     $132.10    $32.00`,
			[]string{"date_of_service=04/12/2026 | description=Office visit | procedure_code=99213 | charge=$142.00 | allowed=$96.10 | paid=$76.10 | patient_owes=$20.00",
				"date_of_service=04/12/2026 | description=Venipuncture | procedure_code=36415 | charge=$15.00 | allowed=$8.00 | paid=$8.00 | patient_owes=$0.00",
				"date_of_service=04/20/2026 | description=Chest x-ray | procedure_code=71046 | charge=$112.00 | allowed=$60.00 | paid=$48.00 | patient_owes=$12.00"}},
		{"superbill, code before the description in one column", chart.Superbill, `
SUPERBILL
Service                                   Mod    Qty    Fee
99214 - Office visit, established         25     1      198.50
93000 - Electrocardiogram, complete              1      76.00
Subtotal                                                274.50
Total Charges                                           274.50`,
			[]string{"procedure_code=99214 | description=Office visit, established | units=1 | charge=198.50", "procedure_code=93000 | description=Electrocardiogram, complete | units=1 | charge=76.00"}},
		{"strength behind the name, directions wrapped", chart.MedicationList, `
Medication                       How to take it                   Prescribed by
Metformin 500 mg                 twice daily with meals           Dr. Chen
Lisinopril 10 mg                 daily                            Dr. Chen
Insulin glargine 100 units/mL    at bedtime, rotate
                                 sites                            Dr. Ito`,
			[]string{"medication=Metformin | frequency=twice daily with meals | dose=500 mg", "medication=Lisinopril | frequency=daily | dose=10 mg", "medication=Insulin glargine | frequency=at bedtime, rotate sites | dose=100 units/mL"}},
		{"numbered list of medications", chart.MedicationList, `
Current Medications
1. Metformin 500 mg tablet PO twice daily
2. Atorvastatin 40 mg PO at bedtime
3. Albuterol HFA 90 mcg inhaled every 4 hours as needed`,
			[]string{"medication=Metformin | dose=500 mg | route=PO | frequency=twice daily", "medication=Atorvastatin | dose=40 mg | route=PO | frequency=at bedtime",
				"medication=Albuterol HFA | dose=90 mcg | route=inhaled | frequency=every 4 hours as needed"}},
		{"registry, one line a dose", chart.ImmunizationRecord, `
Immunization History
Date Admin     Vaccine (CVX)          Lot #      Mfr       Route/Site          Provider
01/15/2020     DTaP (20)              AB1234     SKB       IM / L thigh        Chen
03/20/2020     Hepatitis B (08)       C7788A     MSD       IM / R thigh        Chen
Recommended: Influenza`,
			[]string{"date=01/15/2020 | vaccine=DTaP (20) | lot=AB1234 | site=IM / L thigh", "date=03/20/2020 | vaccine=Hepatitis B (08) | lot=C7788A | site=IM / R thigh"}},
		{"problem list with codes behind", chart.ProgressNote, `
Problem List
Problem                                  Noted          Status
Essential hypertension (I10)             03/2015        Active
Type 2 diabetes mellitus (E11.9)         06/2018        Active`,
			[]string{"diagnosis=Essential hypertension | diagnosis_code=I10 | onset=03/2015", "diagnosis=Type 2 diabetes mellitus | diagnosis_code=E11.9 | onset=06/2018"}},
		{"problem list as bullets", chart.ProgressNote, `
Problem List:
  - Essential hypertension (I10)
  - Hyperlipidemia, E78.5`,
			[]string{"diagnosis=Essential hypertension | diagnosis_code=I10", "diagnosis=Hyperlipidemia | diagnosis_code=E78.5"}},
		{"footnotes and addresses are no rows", chart.LabReport, `
Test                     Result       Flag      Reference Range      Units
Glucose                  87                     65-99                mg/dL
H High L Low. Performed at Quality Reference Laboratory, Springfield, IL 62704-1234. Director: A. Stone, MD.
Lakeview Laboratories, 12 Main Street, Springfield, IL 62704-1234 Phone 217-555-0100`,
			[]string{"test=Glucose | value=87 | reference_range=65-99 | unit=mg/dL"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := chart.Document{Type: c.kind, TypeConfidence: 1, Pages: []int{1}}
			fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, strings.TrimPrefix(c.page, "\n"))})
			sameRows(t, doc.Rows, c.want)
		})
	}
}

// TestTableRunsOver reads a table whose second page has no header.
func TestTableRunsOver(t *testing.T) {
	one := "Service date   Code      Description of service        Billed      Adjustment   You owe\n"
	for range 50 {
		one += "04/12/2026     99213     Office visit                  $142.00     $45.90       $20.00\n"
	}
	two := "\n04/12/2026     36415     Venipuncture                  $15.00      $7.00        $0.00\n04/12/2026     85025     Blood count                   $32.00      $12.00       $4.00"
	doc := chart.Document{Type: chart.EOB, TypeConfidence: 1, Pages: []int{1, 2}}
	fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, one), typeset.Page(2, two)})
	var over []chart.Row
	for _, r := range doc.Rows {
		if r.Page == 2 {
			over = append(over, r)
		}
	}
	sameRows(t, over, []string{"date_of_service=04/12/2026 | procedure_code=36415 | description=Venipuncture | charge=$15.00 | patient_owes=$0.00",
		"date_of_service=04/12/2026 | procedure_code=85025 | description=Blood count | charge=$32.00 | patient_owes=$4.00"})
}

func sameRows(t *testing.T, got []chart.Row, want []string) {
	t.Helper()
	for i := 0; i < max(len(got), len(want)); i++ {
		w, g := "", ""
		if i < len(want) {
			w = want[i]
		}
		if i < len(got) {
			var cells []string
			for _, c := range got[i].Cells {
				cells = append(cells, c.Name+"="+c.Value.Reveal())
			}
			g = strings.Join(cells, " | ")
		}
		if w != g {
			t.Errorf("row %d:\nwant %s\ngot  %s", i+1, w, g)
		}
	}
}

// TestEdgesFollowTheRows reads columns whose numbers stand away from their names, and dollars and cents with a rule between.
func TestEdgesFollowTheRows(t *testing.T) {
	doc := chart.Document{Type: chart.ClaimForm, TypeConfidence: 1, Pages: []int{1}}
	fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, `
43 DESCRIPTION            44 HCPCS     45 SERV. DATE     46 UNITS                47 TOTAL CHARGES
VENIPUNCTURE              36415        050626                          1            15.00
CHEST X-RAY               71046        050626                          2           405.00`)})
	sameRows(t, doc.Rows, []string{"description=VENIPUNCTURE | procedure_code=36415 | date_of_service=050626 | units=1 | charge=15.00",
		"description=CHEST X-RAY | procedure_code=71046 | date_of_service=050626 | units=2 | charge=405.00"})
	doc = chart.Document{Type: chart.ClaimForm, TypeConfidence: 1, Pages: []int{1}}
	fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, `
DATE OF SERVICE     CPT/HCPCS     $ CHARGES          DAYS OR UNITS
06 28 26            99203            210   00             1
06 28 26            71046            112   50             2`)})
	sameRows(t, doc.Rows, []string{"date_of_service=06 28 26 | procedure_code=99203 | charge=210 00 | units=1", "date_of_service=06 28 26 | procedure_code=71046 | charge=112 50 | units=2"})
}
