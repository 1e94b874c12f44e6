package synth

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
)

// What families g and h are about is not what families a to f are about: their own practices, plans, illnesses,
// medicines, tests and services, so that a rule cannot have learnt them from the charts it was tuned on.

var dxRenewed = []dxItem{{"E66.01", "Morbid obesity due to excess calories"}, {"G47.33", "Obstructive sleep apnea"}, {"M81.0", "Age-related osteoporosis without current fracture"}, {"I25.10", "Coronary artery disease of native vessel"},
	{"E55.9", "Vitamin D deficiency, unspecified"}, {"N40.1", "Benign prostatic hyperplasia with LUTS"}, {"F17.210", "Nicotine dependence, cigarettes"}, {"M25.561", "Pain in right knee"}, {"R73.03", "Prediabetes"}, {"J30.2", "Seasonal allergic rhinitis"},
	{"H40.1131", "Primary open-angle glaucoma, bilateral"}, {"L30.9", "Dermatitis, unspecified"}, {"M54.16", "Lumbar radiculopathy"}, {"N39.0", "Urinary tract infection"}, {"J06.9", "Acute upper respiratory infection"}, {"G62.9", "Polyneuropathy"},
	{"I63.9", "Cerebral infarction"}, {"K57.30", "Diverticulosis of large intestine"}, {"D50.9", "Iron deficiency anemia"}, {"F33.1", "Major depressive disorder, recurrent, moderate"}, {"I87.2", "Venous insufficiency"}, {"R42", "Dizziness and giddiness"}, {"M75.41", "Impingement syndrome of right shoulder"}, {"B02.9", "Herpes zoster"}}

var medRenewed = []medItem{{"Empagliflozin", "10 mg", "oral", "once daily", "diabetes"}, {"Rosuvastatin", "20 mg", "oral", "nightly", "cholesterol"}, {"Pantoprazole", "40 mg", "oral", "before breakfast", "reflux"}, {"Carvedilol", "12.5 mg", "oral", "2 times daily", "heart"},
	{"Tamsulosin", "0.4 mg", "oral", "at bedtime", "prostate"}, {"Escitalopram", "10 mg", "oral", "daily", "mood"}, {"Montelukast", "10 mg", "oral", "every evening", "allergies"}, {"Fluticasone nasal spray", "50 mcg", "nasal", "daily", "allergies"},
	{"Spironolactone", "25 mg", "oral", "daily", "fluid"}, {"Clopidogrel", "75 mg", "oral", "daily", "stent"}, {"Meloxicam", "15 mg", "oral", "daily with food", "joint pain"}, {"Cyclobenzaprine", "5 mg", "oral", "3 times daily as needed", "muscle spasm"},
	{"Semaglutide", "0.5 mg", "subcutaneous", "once weekly", "weight"}, {"Latanoprost", "0.005%", "ophthalmic", "nightly", "glaucoma"}, {"Hydroxyzine", "25 mg", "oral", "every 6 hours as needed", "itching"}, {"Ferrous sulfate", "325 mg", "oral", "every other day", "anemia"},
	{"Duloxetine", "30 mg", "oral", "daily", "nerve pain"}, {"Azithromycin", "250 mg", "oral", "daily for 4 days", "infection"}, {"Triamcinolone cream", "0.1%", "topical", "2 times daily", "rash"}, {"Alendronate", "70 mg", "oral", "every Sunday", "bones"},
	{"Trazodone", "50 mg", "oral", "at bedtime as needed", "sleep"}, {"Valsartan", "160 mg", "oral", "daily", "blood pressure"}, {"Folic acid", "1 mg", "oral", "daily", "supplement"}, {"Budesonide-formoterol", "160-4.5 mcg", "inhaled", "2 times daily", "asthma"}}

var labRenewed = []labTest{{"Glucose, Fasting", "mg/dL", "65-99", 65, 99, 0, "COMP METABOLIC PANEL"}, {"Urea Nitrogen", "mg/dL", "6-24", 6, 24, 0, "COMP METABOLIC PANEL"}, {"Creatinine, Serum", "mg/dL", "0.57-1.27", .57, 1.27, 2, "COMP METABOLIC PANEL"},
	{"BUN/Creatinine Ratio", "", "9-20", 9, 20, 0, "COMP METABOLIC PANEL"}, {"Sodium, Serum", "mmol/L", "134-144", 134, 144, 0, "COMP METABOLIC PANEL"}, {"Potassium, Serum", "mmol/L", "3.5-5.2", 3.5, 5.2, 1, "COMP METABOLIC PANEL"},
	{"Anion Gap", "mmol/L", "5-15", 5, 15, 0, "COMP METABOLIC PANEL"}, {"Globulin, Total", "g/dL", "1.5-4.5", 1.5, 4.5, 1, "COMP METABOLIC PANEL"}, {"A/G Ratio", "", "1.2-2.2", 1.2, 2.2, 1, "COMP METABOLIC PANEL"}, {"AST (SGOT)", "IU/L", "0-40", 8, 40, 0, "COMP METABOLIC PANEL"}, {"ALT (SGPT)", "IU/L", "0-44", 6, 44, 0, "COMP METABOLIC PANEL"},
	{"White Blood Cell Count", "x10E3/uL", "3.4-10.8", 3.4, 10.8, 1, "CBC WITH DIFFERENTIAL"}, {"Red Blood Cell Count", "x10E6/uL", "3.77-5.28", 3.77, 5.28, 2, "CBC WITH DIFFERENTIAL"}, {"Hgb", "g/dL", "11.1-15.9", 11.1, 15.9, 1, "CBC WITH DIFFERENTIAL"}, {"Hct", "%", "34.0-46.6", 34, 46.6, 1, "CBC WITH DIFFERENTIAL"},
	{"MPV", "fL", "7.5-12.5", 7.5, 12.5, 1, "CBC WITH DIFFERENTIAL"}, {"Absolute Neutrophils", "cells/uL", "1500-7800", 1500, 7800, 0, "CBC WITH DIFFERENTIAL"}, {"Absolute Lymphocytes", "cells/uL", "850-3900", 850, 3900, 0, "CBC WITH DIFFERENTIAL"}, {"Basophils", "%", "0-2", 0, 2, 1, "CBC WITH DIFFERENTIAL"}, {"Immature Granulocytes", "%", "0-1", 0, 1, 1, "CBC WITH DIFFERENTIAL"},
	{"Triglyceride", "mg/dL", "0-149", 50, 149, 0, "LIPID PANEL"}, {"Non-HDL Cholesterol", "mg/dL", "<130", 70, 130, 0, "LIPID PANEL"}, {"Chol/HDL Ratio", "", "<5.0", 2, 5, 1, "LIPID PANEL"}, {"VLDL Cholesterol Cal", "mg/dL", "5-40", 5, 40, 0, "LIPID PANEL"},
	{"Magnesium", "mg/dL", "1.6-2.6", 1.6, 2.6, 1, "OTHER TESTS"}, {"Phosphorus", "mg/dL", "2.5-4.5", 2.5, 4.5, 1, "OTHER TESTS"}, {"Uric Acid", "mg/dL", "3.0-7.2", 3, 7.2, 1, "OTHER TESTS"}, {"T3, Free", "pg/mL", "2.0-4.4", 2, 4.4, 1, "OTHER TESTS"}, {"Iron, Total", "ug/dL", "45-160", 45, 160, 0, "OTHER TESTS"}, {"TIBC", "ug/dL", "250-450", 250, 450, 0, "OTHER TESTS"},
	{"Folate", "ng/mL", ">3.0", 3, 20, 1, "OTHER TESTS"}, {"INR", "", "0.9-1.2", .9, 1.2, 1, "OTHER TESTS"}, {"Prothrombin Time", "sec", "9.1-12.0", 9.1, 12, 1, "OTHER TESTS"}, {"Sed Rate by Modified Westergren", "mm/h", "0-30", 2, 30, 0, "OTHER TESTS"}, {"Albumin/Creatinine, Random Urine", "mcg/mg creat", "<30", 3, 30, 0, "OTHER TESTS"}, {"CK, Total", "U/L", "44-196", 44, 196, 0, "OTHER TESTS"}}

var servicesRenewed = []service{{"99204", "New patient visit, 45-59 min", 28500, 1}, {"99212", "Office visit, straightforward", 9800, 1}, {"99396", "Preventive visit, 40-64 yrs", 22400, 1}, {"80061", "Lipid panel", 4100, 1}, {"84443", "Thyroid stimulating hormone", 5300, 1},
	{"87880", "Strep A assay w/optic", 3900, 1}, {"96372", "Therapeutic injection, SC/IM", 4600, 1}, {"90686", "Influenza vaccine, quadrivalent, PF", 3150, 1}, {"73562", "Radiologic exam, knee, 3 views", 14300, 1}, {"76700", "US abdomen, complete", 38500, 1}, {"97140", "Manual therapy, each 15 min", 6400, 2},
	{"98941", "Chiropractic manipulation, 3-4 regions", 6500, 1}, {"11102", "Tangential biopsy of skin, single lesion", 17200, 1}, {"17110", "Destruction of benign lesions, up to 14", 15900, 1}, {"94010", "Spirometry", 7100, 1}, {"J3301", "Triamcinolone acetonide inj, 10 mg", 1200, 4}, {"G0438", "Annual wellness visit, initial", 24300, 1}, {"95886", "EMG, five or more muscles", 23600, 2}}

var shotsRenewed = []shot{{"DTaP-IPV/Hib (Pentacel)", "", "L vastus lateralis"}, {"Pneumococcal conjugate PCV20", "", "L deltoid"}, {"Hepatitis A, ped/adol, 2 dose", "", "R vastus lateralis"}, {"MMRV (ProQuad)", "", "R arm, SC"}, {"Influenza, high-dose", "", "R deltoid"}, {"COVID-19, mRNA, 2025-26", "", "L deltoid"},
	{"RSV vaccine (Abrysvo)", "", "L deltoid"}, {"Td (adult), adsorbed", "", "L deltoid"}, {"Meningococcal B (Bexsero)", "", "R deltoid"}, {"Rotavirus, pentavalent", "", "by mouth"}, {"HPV, 9-valent", "", "L deltoid"}, {"Zoster (Shingrix)", "", "R deltoid"}, {"Typhoid Vi", "", "L deltoid"}, {"Hep B, adult (Heplisav-B)", "", "R deltoid"}}

var allergensRenewed = []string{"Amoxicillin-clavulanate", "Ciprofloxacin", "Morphine", "Tree nuts", "Adhesive tape", "Ibuprofen", "Lisinopril", "Eggs", "Metronidazole", "Contrast dye", "Doxycycline", "Soy"}

var complaintsRenewed = []string{"left shoulder pain", "numbness in both feet", "ear pressure and sore throat", "snoring and daytime sleepiness", "rash on the forearms", "palpitations", "heartburn after meals", "burning with urination", "low back pain going down the leg", "trouble sleeping"}
var examsRenewed = []string{"Tympanic membranes are dull without effusion.", "Tenderness over the left subacromial space; Hawkins sign is positive.", "Monofilament sensation is reduced at the great toes.", "Heart sounds are normal, no gallop or rub.", "Breath sounds are equal; no rales.", "Straight leg raise is positive on the right at 40 degrees.", "No clubbing, cyanosis or pitting edema.", "Affect is appropriate; thought process is linear."}
var plansRenewed = []string{"Start a six week course of physical therapy.", "Order an overnight sleep study.", "Apply the cream twice a day for two weeks.", "Recheck hemoglobin A1c and urine microalbumin at the next visit.", "Go to the emergency room for chest pain or fainting.", "Stop the diuretic and recheck potassium in one week.", "Continue compression stockings during the day.", "Reviewed diet, exercise and foot care."}
var findingsRenewed = []string{"Moderate disc space narrowing at L4-L5 with facet arthropathy.", "The pancreas and spleen are unremarkable.", "Small sliding hiatal hernia.", "No mass, midline shift or acute hemorrhage.", "There are scattered areas of fibroglandular density.", "Cardiomediastinal silhouette is stable.", "Full-thickness tear of the distal supraspinatus tendon.", "Simple cyst of the left kidney, 2.1 cm."}
var studiesRenewed = []string{"MRI SHOULDER LEFT WO CONTRAST", "XR LUMBAR SPINE 2-3 VIEWS", "MAMMOGRAM SCREENING BILATERAL WITH TOMOSYNTHESIS", "US RENAL COMPLETE", "CT CHEST LOW DOSE SCREENING", "DXA BONE DENSITY AXIAL", "CT SINUS WO CONTRAST"}
var specimensRenewed = []string{"Skin, right upper back, punch biopsy", "Duodenum, biopsy", "Larynx, left cord, biopsy", "Lymph node, left axilla, excision", "Gallbladder, cholecystectomy", "Bladder, transurethral resection"}
var pathRenewed = []string{"Lentigo maligna; deep margin is negative.", "Chronic cholecystitis with cholelithiasis.", "Reactive lymph node with sinus histiocytosis.", "Low grade papillary urothelial carcinoma, noninvasive.", "Duodenal mucosa with preserved villous architecture.", "Compound nevus with mild atypia."}
var denialsRenewed = []string{"The information submitted does not support this level of service.", "This service is not a covered benefit of your plan.", "Precertification was not requested before the service was provided.", "The charges were submitted past the deadline for claims.", "Records requested from the provider were not received.", "This is a duplicate of a claim already processed."}

var payersRenewed = []string{"Crestline BlueShield of the Midlands", "Evergreen Choice Health", "Tamarack National Life & Health", "Medicare Part B", "Sandhills Community Plan (Medicaid)", "Local 417 Health & Welfare Fund", "Summit Ridge Advantage HMO", "Old Harbor Casualty", "Meridian Plains Health Cooperative", "First Colony Benefits Administrators"}
var namesRenewed = []string{"Quarry Street", "Desert Willow", "Tri-County", "Bluestem", "Ortiz & Bell", "North Fork", "Kessler-Dunn", "Magnolia", "Five Rivers", "Copper Basin", "St. Bartholomew's", "Old Mill", "Tidewater", "Wabash Valley", "Silver Birch", "La Paloma"}

// stock is what the charts of a family are about: its own illnesses, medicines, allergies, plans and houses.
type stock struct {
	dx                       []dxItem
	meds                     []medItem
	allergens, payers, names []string
}

// renew gives the chart practices and plans of families g and h.
func (s *sheet) renew(clinics, hospitals, labs []string) {
	s.stocked(stock{dxRenewed, medRenewed, allergensRenewed, payersRenewed, namesRenewed}, clinics, hospitals, labs)
}

// stocked gives the chart practices and plans of its own; the same chart gets the same ones in each of its documents.
func (s *sheet) stocked(of stock, clinics, hospitals, labs []string) {
	own := func(seed string) *rand.Rand {
		h := fnv.New64a()
		_, _ = fmt.Fprint(h, seed)
		return rand.New(rand.NewPCG(h.Sum64(), 7))
	}
	for _, v := range []struct {
		at    *site
		kinds []string
	}{{&s.clinic, clinics}, {&s.hospital, hospitals}, {&s.lab, labs}} {
		r := own(v.at.phone + v.at.street)
		v.at.name = pick(r, of.names...) + " " + pick(r, v.kinds...)
		v.at.web = "www." + strings.ToLower(fold(v.at.name))[:10] + ".example.com"
	}
	s.payer = pick(own(s.group+s.member), of.payers...)
	r := own(s.mrn + s.account)
	s.dx, s.meds = some(r, 2+r.IntN(5), of.dx), some(r, 3+r.IntN(6), of.meds)
	n := len(s.allergies)
	s.allergies = some(r, n, of.allergens)
}

// resultsRenewed gives n tests in the order of their panels, some out of range.
func resultsRenewed(r *rand.Rand, n int) []labResult {
	start := 0
	if n < len(labRenewed) {
		start = r.IntN(len(labRenewed) - n + 1)
	}
	var out []labResult
	for _, t := range labRenewed[start:min(start+n, len(labRenewed))] {
		span := t.high - t.low
		v, flag := t.low+r.Float64()*span, ""
		switch k := r.IntN(9); {
		case k == 0:
			v, flag = t.high+span*(.06+.3*r.Float64()), "H"
		case k == 1 && t.low > 0:
			v, flag = t.low-min(span*.2, t.low*.3)*(.3+.7*r.Float64()), "L"
		}
		out = append(out, labResult{t, fmt.Sprintf("%.*f", t.dec, v), flag})
	}
	return out
}
