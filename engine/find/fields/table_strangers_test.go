package fields_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// strangers are tables as they stand on charts of other houses: laboratories' reports, portals' printouts, payers' forms,
// registries, wards and Spanish forms. A want is one row: its cells in their order, parted by " | ".
var strangers = []struct {
	name string
	kind chart.Type
	page string
	want []string
}{
	{"in range and out of range are two columns", chart.LabReport, `
TEST NAME                 IN RANGE      OUT OF RANGE     REFERENCE RANGE       LAB
GLUCOSE                                 112 H            65-99 mg/dL           IG
UREA NITROGEN (BUN)       15                             7-25 mg/dL            IG
CREATININE                0.92                           0.50-1.05 mg/dL       IG
EGFR                      78                             > OR = 60 mL/min/1.73m2   IG`,
		[]string{"test=GLUCOSE | value=112 | flag=H | reference_range=65-99 | unit=mg/dL", "test=UREA NITROGEN (BUN) | value=15 | reference_range=7-25 | unit=mg/dL",
			"test=CREATININE | value=0.92 | reference_range=0.50-1.05 | unit=mg/dL", "test=EGFR | value=78 | reference_range=> OR = 60 | unit=mL/min/1.73m2"}},
	{"current and previous result with a number of the laboratory", chart.LabReport, `
Test                     Current Result and Flag    Previous Result and Date    Units        Reference Interval
WBC 01                   7.2                        6.8    03/02/2025           x10E3/uL     3.4-10.8
Hemoglobin 01            10.9       Low             11.4   03/02/2025           g/dL         11.1-15.9
Hematocrit 01            33.1       Low             34.9   03/02/2025           %            34.0-46.6`,
		[]string{"test=WBC | value=7.2 | unit=x10E3/uL | reference_range=3.4-10.8", "test=Hemoglobin | value=10.9 | flag=Low | unit=g/dL | reference_range=11.1-15.9",
			"test=Hematocrit | value=33.1 | flag=Low | unit=% | reference_range=34.0-46.6"}},
	{"a portal's printout", chart.LabReport, `
Component                 Your Value           Standard Range         Flag
Sodium                    138 mmol/L           135 - 145 mmol/L
Potassium                 5.6 mmol/L           3.5 - 5.1 mmol/L       H
ALT                       22 U/L               7 - 56 U/L`,
		[]string{"test=Sodium | value=138 | unit=mmol/L | reference_range=135 - 145", "test=Potassium | value=5.6 | unit=mmol/L | reference_range=3.5 - 5.1 | flag=H",
			"test=ALT | value=22 | unit=U/L | reference_range=7 - 56"}},
	{"no header at all", chart.LabReport, `
COMPREHENSIVE METABOLIC PANEL
Glucose              95          mg/dL        70-99
Calcium              9.4         mg/dL        8.6-10.3
Albumin              4.2         g/dL         3.6-5.1
AST                  61   H      U/L          10-35`,
		[]string{"test=Glucose | value=95 | unit=mg/dL | reference_range=70-99", "test=Calcium | value=9.4 | unit=mg/dL | reference_range=8.6-10.3",
			"test=Albumin | value=4.2 | unit=g/dL | reference_range=3.6-5.1", "test=AST | value=61 | flag=H | unit=U/L | reference_range=10-35"}},
	{"a laboratory's report in Spanish", chart.LabReport, `
PRUEBA               RESULTADO      UNIDADES      VALORES DE REFERENCIA     INDICADOR
Glucosa              126            mg/dL         70 - 99                   H
Creatinina           0.8            mg/dL         0.6 - 1.2
Colesterol total     188            mg/dL         < 200`,
		[]string{"test=Glucosa | value=126 | unit=mg/dL | reference_range=70 - 99 | flag=H", "test=Creatinina | value=0.8 | unit=mg/dL | reference_range=0.6 - 1.2",
			"test=Colesterol total | value=188 | unit=mg/dL | reference_range=< 200"}},
	{"two tables of results side by side", chart.LabReport, `
Test            Result    Units       Test            Result    Units
Sodium          139       mmol/L      WBC             6.1       K/uL
Potassium       4.1       mmol/L      Hemoglobin      14.2      g/dL
Chloride        101       mmol/L      Platelets       233       K/uL`,
		[]string{"test=Sodium | value=139 | unit=mmol/L", "test=WBC | value=6.1 | unit=K/uL", "test=Potassium | value=4.1 | unit=mmol/L", "test=Hemoglobin | value=14.2 | unit=g/dL",
			"test=Chloride | value=101 | unit=mmol/L", "test=Platelets | value=233 | unit=K/uL"}},
	{"a payer's lines with every kind of amount", chart.EOB, `
Service Date   Procedure   Amount     Discount    Allowed    Deductible    Copay    Plan       Your
               Code        Billed                 Amount                            Paid       Cost
03/11/26       99214       250.00     92.40       157.60     0.00          30.00    127.60     30.00
03/11/26       36415       25.00      17.00       8.00       0.00          0.00     8.00       0.00
TOTALS                     275.00     109.40      165.60     0.00          30.00    135.60     30.00`,
		[]string{"date_of_service=03/11/26 | procedure_code=99214 | charge=250.00 | allowed=157.60 | paid=127.60 | patient_owes=30.00",
			"date_of_service=03/11/26 | procedure_code=36415 | charge=25.00 | allowed=8.00 | paid=8.00 | patient_owes=0.00"}},
	{"the summary notice of the public plan", chart.EOB, `
Dates of        Services Provided             Amount      Medicare     Medicare     You May
Service                                       Charged     Approved     Paid         Be Billed
01/09/26        Office visit (99213)          $180.00     $98.12       $78.50       $19.62
01/09/26        Blood draw (36415)            $18.00      $8.57        $8.57        $0.00`,
		[]string{"date_of_service=01/09/26 | description=Office visit | procedure_code=99213 | charge=$180.00 | allowed=$98.12 | paid=$78.50 | patient_owes=$19.62",
			"date_of_service=01/09/26 | description=Blood draw | procedure_code=36415 | charge=$18.00 | allowed=$8.57 | paid=$8.57 | patient_owes=$0.00"}},
	{"a remittance with codes of adjustment", chart.EOB, `
SERV DATE    POS  NOS  PROC   MODS    BILLED     ALLOWED    DEDUCT    COINS    GRP/RC-AMT      PROV PD
0311 031126  11   1    99214  25      250.00     157.60     0.00      31.52    CO-45 92.40     126.08
0311 031126  11   1    93000          76.00      17.25      0.00      3.45     CO-45 58.75     13.80`,
		[]string{"date_of_service=031126 | units=1 | procedure_code=99214 | charge=250.00 | allowed=157.60 | patient_owes=31.52 | paid=126.08", "date_of_service=031126 | units=1 | procedure_code=93000 | charge=76.00 | allowed=17.25 | patient_owes=3.45 | paid=13.80"}},
	{"a payer's cards, a line a value", chart.EOB, `
Explanation of Benefits
Patient: Maria Gonzalez     Claim number: 448201993
Service: Office visit, established (99213)
Date of service: 04/12/2026
Amount billed: $142.00
Plan allowed: $96.10
Plan paid: $76.10
You owe: $20.00

Service: Venipuncture (36415)
Date of service: 04/12/2026
Amount billed: $15.00
Plan allowed: $8.00
Plan paid: $8.00
You owe: $0.00`,
		[]string{"description=Office visit, established | procedure_code=99213 | date_of_service=04/12/2026 | charge=$142.00 | allowed=$96.10 | paid=$76.10 | patient_owes=$20.00", "description=Venipuncture | procedure_code=36415 | date_of_service=04/12/2026 | charge=$15.00 | allowed=$8.00 | paid=$8.00 | patient_owes=$0.00"}},
	{"a form to tick without fees", chart.Superbill, `
Lakeside Family Practice
Patient: Maria Gonzalez     DOB: 03/04/1970     Date: 02/11/2026
OFFICE VISITS                     PROCEDURES
[ ] 99212  Level 2                [X] 36415  Venipuncture
[X] 99213  Level 3                [ ] 93000  EKG
[ ] 99214  Level 4                [X] 81002  Urinalysis
Diagnosis: I10 Essential hypertension`,
		[]string{"procedure_code=36415 | description=Venipuncture", "procedure_code=99213 | description=Level 3", "procedure_code=81002 | description=Urinalysis"}},
	{"continue or stop before all of a medication in one column", chart.MedicationList, `
Continue   Stop   Medication / Dose / Route / Frequency                    Last Taken     Comments
[X]        [ ]    Lisinopril 10 mg PO daily                                02/10/2026     BP
[X]        [ ]    Metformin 500 mg PO BID                                  02/10/2026     DM
[ ]        [X]    Ibuprofen 600 mg PO TID PRN                              02/08/2026     pain`,
		[]string{"medication=Lisinopril | dose=10 mg | route=PO | frequency=daily", "medication=Metformin | dose=500 mg | route=PO | frequency=BID", "medication=Ibuprofen | dose=600 mg | route=PO | frequency=TID PRN"}},
	{"directions in sentences", chart.MedicationList, `
Drug               Strength    Sig                           Qty    Refills    Prescriber
Lisinopril         10 mg       1 tab PO daily                30     3          Chen
Metformin          500 mg      1 tab PO BID with meals       60     3          Chen
Albuterol HFA      90 mcg      2 puffs inhaled q4-6h prn     1      2          Ito`,
		[]string{"medication=Lisinopril | dose=10 mg | route=PO | frequency=daily", "medication=Metformin | dose=500 mg | route=PO | frequency=BID with meals", "medication=Albuterol HFA | dose=90 mcg | route=inhaled | frequency=q4-6h prn"}},
	{"a hospital's bill in detail", chart.Superbill, `
Date of Service   Rev Code   Description                  HCPCS     Qty    Amount
02/03/2026        0300       LAB GENERAL                  80053     1      $212.00
02/03/2026        0320       X-RAY CHEST 2 VIEWS          71046     1      $405.00
02/03/2026        0250       PHARMACY                               3      $61.50`,
		[]string{"date_of_service=02/03/2026 | description=LAB GENERAL | procedure_code=80053 | units=1 | charge=$212.00", "date_of_service=02/03/2026 | description=X-RAY CHEST 2 VIEWS | procedure_code=71046 | units=1 | charge=$405.00",
			"date_of_service=02/03/2026 | description=PHARMACY | units=3 | charge=$61.50"}},
	{"a ward's list with home doses", chart.MedicationList, `
MEDICATION NAME            DOSE        ROUTE     FREQ         LAST TAKEN      CONTINUE?
lisinopril (ZESTRIL)       20 mg       Oral      Daily        03/10/26        Yes
metoprolol tartrate        25 mg       Oral      BID          03/10/26        Yes
warfarin                   2.5 mg      Oral      Nightly      03/09/26        No`,
		[]string{"medication=lisinopril (ZESTRIL) | dose=20 mg | route=Oral | frequency=Daily", "medication=metoprolol tartrate | dose=25 mg | route=Oral | frequency=BID", "medication=warfarin | dose=2.5 mg | route=Oral | frequency=Nightly"}},
	{"a pharmacy's list of all in one cell", chart.MedicationList, `
Medication                                                     Qty    Refills   Prescriber
Atorvastatin 40 mg tablet, take 1 by mouth at bedtime          90     3         Chen, A MD
Gabapentin 300 mg capsule, take 1 by mouth three times a day   90     2         Ito, K DO`,
		[]string{"medication=Atorvastatin | dose=40 mg | route=by mouth | frequency=at bedtime", "medication=Gabapentin | dose=300 mg | route=by mouth | frequency=three times a day"}},
	{"name and directions on lines of their own", chart.MedicationList, `
Your Medications
lisinopril 20 MG tablet
Commonly known as: PRINIVIL
Take 1 tablet (20 mg total) by mouth daily.

metformin 500 MG tablet
Commonly known as: GLUCOPHAGE
Take 1 tablet (500 mg total) by mouth 2 times daily with meals.`,
		[]string{"medication=lisinopril | dose=20 MG | route=by mouth | frequency=daily", "medication=metformin | dose=500 MG | route=by mouth | frequency=2 times daily with meals"}},
	{"dose, route and frequency in one column", chart.MedicationList, `
Medication                Dose / Route / Frequency                Indication          Prescriber
Amlodipine                5 mg PO daily                           blood pressure      Chen MD
Gabapentin                300 mg PO three times daily             nerve pain          Ito DO`,
		[]string{"medication=Amlodipine | dose=5 mg | route=PO | frequency=daily", "medication=Gabapentin | dose=300 mg | route=PO | frequency=three times daily"}},
	{"a header in two languages", chart.MedicationList, `
Medication / Medicamento      Dose / Dosis      Route / Vía     Frequency / Frecuencia
Amlodipine                    5 mg              PO              daily
Gabapentin                    300 mg            PO              three times daily`,
		[]string{"medication=Amlodipine | dose=5 mg | route=PO | frequency=daily", "medication=Gabapentin | dose=300 mg | route=PO | frequency=three times daily"}},
	{"several days in one cell", chart.ImmunizationRecord, `
Vaccine         Dates Given
DTaP            04/11/2019, 06/13/2019, 08/20/2019
MMR             02/14/2020`,
		[]string{"vaccine=DTaP | date=04/11/2019 | date=06/13/2019 | date=08/20/2019", "vaccine=MMR | date=02/14/2020"}},
	{"medications in Spanish", chart.MedicationList, `
MEDICAMENTO          DOSIS        VÍA         FRECUENCIA
Metformina           850 mg       oral        dos veces al día
Losartán             50 mg        oral        diario`,
		[]string{"medication=Metformina | dose=850 mg | route=oral | frequency=dos veces al día", "medication=Losartán | dose=50 mg | route=oral | frequency=diario"}},
	{"medications without a header", chart.MedicationList, `
MEDICATIONS
Lisinopril           10 mg        PO          once daily
Metformin            1000 mg      PO          twice daily
Aspirin              81 mg        PO          daily`,
		[]string{"medication=Lisinopril | dose=10 mg | route=PO | frequency=once daily", "medication=Metformin | dose=1000 mg | route=PO | frequency=twice daily", "medication=Aspirin | dose=81 mg | route=PO | frequency=daily"}},
	{"a state registry's record", chart.ImmunizationRecord, `
Vaccine Group     Date Admin    Series    Vaccine [Trade Name]              Dose    Owned?    Reaction
DTP/aP            04/11/2019    1 of 5    DTaP [Daptacel]                   Full    No
                  06/13/2019    2 of 5    DTaP [Daptacel]                   Full    No
MMR               02/14/2020    1 of 2    MMR [M-M-R II]                    Full    Yes`,
		[]string{"date=04/11/2019 | vaccine=DTaP [Daptacel]", "date=06/13/2019 | vaccine=DTaP [Daptacel]", "date=02/14/2020 | vaccine=MMR [M-M-R II]"}},
	{"immunizations in Spanish", chart.ImmunizationRecord, `
VACUNA           FECHA          LOTE         SITIO
Influenza        10/02/2025     UJ1234AA     brazo izq
Tdap             05/14/2021     C4412BB      brazo der`,
		[]string{"vaccine=Influenza | date=10/02/2025 | lot=UJ1234AA | site=brazo izq", "vaccine=Tdap | date=05/14/2021 | lot=C4412BB | site=brazo der"}},
	{"a problem list with dates", chart.ProgressNote, `
Problem                              ICD-10        Noted         Status
Essential hypertension               I10           03/2014       Active
Type 2 diabetes mellitus             E11.9         07/2018       Active
Gout                                 M10.9         2020          Resolved`,
		[]string{"diagnosis=Essential hypertension | diagnosis_code=I10 | onset=03/2014", "diagnosis=Type 2 diabetes mellitus | diagnosis_code=E11.9 | onset=07/2018", "diagnosis=Gout | diagnosis_code=M10.9 | onset=2020"}},
	{"a description on two lines", chart.EOB, `
Date of      Service                       Charge      Plan         You
Service      Description                               Paid         Owe
05/02/2026   Comprehensive metabolic       $48.00      $30.00       $18.00
             panel
05/02/2026   Complete blood count with     $32.00      $20.00       $12.00
             differential`,
		[]string{"date_of_service=05/02/2026 | description=Comprehensive metabolic panel | charge=$48.00 | paid=$30.00 | patient_owes=$18.00",
			"date_of_service=05/02/2026 | description=Complete blood count with differential | charge=$32.00 | paid=$20.00 | patient_owes=$12.00"}},
	{"numbers set to the right under short names", chart.Superbill, `
CPT       Description                         Units                Charge
99213     Office visit, established               1              $142.00
20610     Joint injection                         2            $1,165.00`,
		[]string{"procedure_code=99213 | description=Office visit, established | units=1 | charge=$142.00", "procedure_code=20610 | description=Joint injection | units=2 | charge=$1,165.00"}},
	{"services in Spanish", chart.EOB, `
FECHA DE SERVICIO   DESCRIPCIÓN DEL SERVICIO    CÓDIGO    MONTO FACTURADO    MONTO PERMITIDO    PAGADO POR EL PLAN    USTED DEBE
04/12/2026          Consulta médica             99213     $142.00            $96.10             $76.10                $20.00
04/12/2026          Extracción de sangre        36415     $15.00             $8.00              $8.00                 $0.00`,
		[]string{"date_of_service=04/12/2026 | description=Consulta médica | procedure_code=99213 | charge=$142.00 | allowed=$96.10 | paid=$76.10 | patient_owes=$20.00",
			"date_of_service=04/12/2026 | description=Extracción de sangre | procedure_code=36415 | charge=$15.00 | allowed=$8.00 | paid=$8.00 | patient_owes=$0.00"}},
}

func TestTablesOfStrangers(t *testing.T) {
	for _, c := range strangers {
		t.Run(c.name, func(t *testing.T) {
			doc := chart.Document{Type: c.kind, Pages: []int{1}}
			fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, c.page)})
			var got []string
			for _, r := range doc.Rows {
				var cells []string
				for _, x := range r.Cells {
					cells = append(cells, x.Name+"="+x.Value.Reveal())
				}
				got = append(got, strings.Join(cells, " | "))
			}
			for i := 0; i < max(len(got), len(c.want)); i++ {
				g, w := "none", "none"
				if i < len(got) {
					g = got[i]
				}
				if i < len(c.want) {
					w = c.want[i]
				}
				if g != w {
					t.Errorf("row %d:\nwant %s\ngot  %s", i+1, w, g)
				}
			}
		})
	}
}
