package synth

import (
	"fmt"
	"math/rand/v2"
)

type dxItem struct{ code, name string }

var dxItems = []dxItem{{"E11.9", "Type 2 diabetes mellitus"}, {"I10", "Essential hypertension"}, {"E78.5", "Hyperlipidemia"},
	{"J45.909", "Asthma"}, {"M54.50", "Low back pain"}, {"K21.9", "Gastroesophageal reflux disease"}, {"N18.31", "Chronic kidney disease stage 3a"},
	{"I48.91", "Atrial fibrillation"}, {"F41.1", "Generalized anxiety disorder"}, {"E03.9", "Hypothyroidism"}, {"G43.909", "Migraine"},
	{"J44.9", "Chronic obstructive pulmonary disease"}, {"D64.9", "Anemia"}, {"I50.9", "Heart failure"}, {"M17.11", "Osteoarthritis of right knee"},
	{"C18.9", "Adenocarcinoma of colon"}, {"L40.0", "Psoriasis vulgaris"}, {"H25.13", "Age-related nuclear cataract"}, {"F32.1", "Major depressive disorder"}, {"G20.A1", "Parkinson disease"}}

type medItem struct{ name, dose, route, freq, for_ string }

var medItems = []medItem{{"Metformin", "500 mg", "PO", "twice daily", "diabetes"}, {"Lisinopril", "10 mg", "PO", "daily", "blood pressure"},
	{"Atorvastatin", "40 mg", "PO", "at bedtime", "cholesterol"}, {"Levothyroxine", "75 mcg", "PO", "every morning", "thyroid"},
	{"Albuterol HFA", "90 mcg", "INH", "every 4 hours as needed", "wheezing"}, {"Omeprazole", "20 mg", "PO", "daily", "reflux"},
	{"Warfarin", "5 mg", "PO", "as directed", "atrial fibrillation"}, {"Insulin glargine", "22 units", "SC", "nightly", "diabetes"},
	{"Furosemide", "40 mg", "PO", "every morning", "swelling"}, {"Sertraline", "50 mg", "PO", "daily", "mood"}, {"Gabapentin", "300 mg", "PO", "three times daily", "nerve pain"},
	{"Amlodipine", "5 mg", "PO", "daily", "blood pressure"}, {"Metoprolol succinate", "25 mg", "PO", "daily", "heart rate"}, {"Prednisone", "10 mg", "PO", "daily x 5 days", "asthma"},
	{"Hydrochlorothiazide", "25 mg", "PO", "daily", "blood pressure"}, {"Apixaban", "5 mg", "PO", "BID", "stroke prevention"}, {"Tiotropium", "18 mcg", "INH", "daily", "COPD"},
	{"Losartan", "50 mg", "PO", "daily", "blood pressure"}, {"Vitamin D3", "2000 units", "PO", "daily", "bone health"}, {"Amoxicillin", "875 mg", "PO", "BID x 10 days", "sinusitis"}}

var allergens = []string{"Penicillin", "Sulfa drugs", "Latex", "Codeine", "Peanuts", "Shellfish", "Iodinated contrast", "Aspirin", "Bee stings", "Amoxicillin", "Lisinopril"}

type labTest struct {
	name, unit, ref string
	low, high       float64
	dec             int
	panel           string
}

var labTests = []labTest{{"Glucose", "mg/dL", "70-99", 70, 99, 0, "CHEMISTRY"}, {"BUN", "mg/dL", "7-25", 7, 25, 0, "CHEMISTRY"}, {"Creatinine", "mg/dL", "0.60-1.20", .6, 1.2, 2, "CHEMISTRY"},
	{"eGFR", "mL/min", ">60", 60, 110, 0, "CHEMISTRY"}, {"Sodium", "mmol/L", "135-146", 135, 146, 0, "CHEMISTRY"}, {"Potassium", "mmol/L", "3.5-5.3", 3.5, 5.3, 1, "CHEMISTRY"},
	{"Chloride", "mmol/L", "98-110", 98, 110, 0, "CHEMISTRY"}, {"Carbon Dioxide", "mmol/L", "20-32", 20, 32, 0, "CHEMISTRY"}, {"Calcium", "mg/dL", "8.6-10.4", 8.6, 10.4, 1, "CHEMISTRY"},
	{"Protein, Total", "g/dL", "6.1-8.1", 6.1, 8.1, 1, "CHEMISTRY"}, {"Albumin", "g/dL", "3.6-5.1", 3.6, 5.1, 1, "CHEMISTRY"}, {"Bilirubin, Total", "mg/dL", "0.2-1.2", .2, 1.2, 1, "CHEMISTRY"},
	{"Alkaline Phosphatase", "U/L", "35-144", 35, 144, 0, "CHEMISTRY"}, {"AST", "U/L", "10-35", 10, 35, 0, "CHEMISTRY"}, {"ALT", "U/L", "9-46", 9, 46, 0, "CHEMISTRY"},
	{"WBC", "K/uL", "3.8-10.8", 3.8, 10.8, 1, "HEMATOLOGY"}, {"RBC", "M/uL", "4.20-5.80", 4.2, 5.8, 2, "HEMATOLOGY"}, {"Hemoglobin", "g/dL", "13.2-17.1", 13.2, 17.1, 1, "HEMATOLOGY"},
	{"Hematocrit", "%", "38.5-50.0", 38.5, 50, 1, "HEMATOLOGY"}, {"MCV", "fL", "80.0-100.0", 80, 100, 1, "HEMATOLOGY"}, {"MCH", "pg", "27.0-33.0", 27, 33, 1, "HEMATOLOGY"},
	{"MCHC", "g/dL", "32.0-36.0", 32, 36, 1, "HEMATOLOGY"}, {"RDW", "%", "11.0-15.0", 11, 15, 1, "HEMATOLOGY"}, {"Platelets", "K/uL", "140-400", 140, 400, 0, "HEMATOLOGY"},
	{"Neutrophils", "%", "40-75", 40, 75, 0, "HEMATOLOGY"}, {"Lymphocytes", "%", "15-45", 15, 45, 0, "HEMATOLOGY"}, {"Monocytes", "%", "2-10", 2, 10, 0, "HEMATOLOGY"}, {"Eosinophils", "%", "0-6", 0, 6, 0, "HEMATOLOGY"},
	{"Cholesterol, Total", "mg/dL", "<200", 120, 200, 0, "LIPIDS"}, {"HDL Cholesterol", "mg/dL", ">40", 40, 80, 0, "LIPIDS"}, {"LDL Calculated", "mg/dL", "<100", 50, 100, 0, "LIPIDS"}, {"Triglycerides", "mg/dL", "<150", 50, 150, 0, "LIPIDS"},
	{"Hemoglobin A1c", "%", "<5.7", 4.5, 5.7, 1, "SPECIAL"}, {"TSH", "mIU/L", "0.40-4.50", .4, 4.5, 2, "SPECIAL"}, {"Free T4", "ng/dL", "0.8-1.8", .8, 1.8, 1, "SPECIAL"}, {"Ferritin", "ng/mL", "38-380", 38, 380, 0, "SPECIAL"},
	{"Vitamin B12", "pg/mL", "200-1100", 200, 1100, 0, "SPECIAL"}, {"Vitamin D, 25-OH", "ng/mL", "30-100", 30, 100, 0, "SPECIAL"}, {"PSA, Total", "ng/mL", "<4.0", .2, 4, 1, "SPECIAL"}, {"C-Reactive Protein", "mg/L", "<8.0", .3, 8, 1, "SPECIAL"}}

type labResult struct {
	labTest
	value, flag string
}

// results gives n tests in the order of their panels, some out of range.
func results(r *rand.Rand, n int) []labResult {
	start := 0
	if n < len(labTests) {
		start = r.IntN(len(labTests) - n)
	}
	var out []labResult
	for _, t := range labTests[start:min(start+n, len(labTests))] {
		span := t.high - t.low
		v, flag := t.low+r.Float64()*span, ""
		switch r.IntN(7) {
		case 0:
			v, flag = t.high+span*(.05+.4*r.Float64()), "H"
		case 1:
			v, flag = max(t.low-span*(.03+.2*r.Float64()), t.low*.5), "L"
		}
		out = append(out, labResult{t, fmt.Sprintf("%.*f", t.dec, v), flag})
	}
	return out
}

type service struct {
	code, desc string
	cents      int
	units      int
}

var services = []service{{"99213", "Office visit, established, low", 14200, 1}, {"99214", "Office visit, established, moderate", 19850, 1}, {"36415", "Venipuncture", 1500, 1},
	{"80053", "Comprehensive metabolic panel", 4800, 1}, {"85025", "Complete blood count with differential", 3200, 1}, {"83036", "Hemoglobin A1c", 3900, 1}, {"93000", "Electrocardiogram, complete", 7600, 1},
	{"71046", "Chest x-ray, two views", 11200, 1}, {"90471", "Immunization administration", 2800, 1}, {"94640", "Nebulizer treatment", 4400, 2}, {"81002", "Urinalysis, non-automated", 1200, 1}, {"97110", "Therapeutic exercise, 15 min", 5200, 3},
	{"20610", "Joint injection, large", 16500, 1}, {"G0439", "Annual wellness visit, subsequent", 17500, 1}, {"J1100", "Injection, dexamethasone 1 mg", 900, 4}, {"99203", "Office visit, new patient", 21000, 1}}

type shot struct{ name, lot, site string }

var shots = []shot{{"Influenza", "", "L deltoid"}, {"Tdap", "", "R deltoid"}, {"Hepatitis B", "", "L deltoid"}, {"MMR", "", "R arm"}, {"Varicella", "", "L arm"}, {"DTaP", "", "R thigh"}, {"IPV", "", "L thigh"},
	{"PCV13", "", "R thigh"}, {"Hib", "", "L thigh"}, {"COVID-19 Moderna", "", "L deltoid"}, {"Zoster RZV", "", "R deltoid"}, {"PPSV23", "", "L deltoid"}, {"HPV9", "", "R deltoid"}, {"MenACWY", "", "L arm"}, {"Rotavirus", "", "oral"}}

func lot(r *rand.Rand) string {
	return string(rune('A'+r.IntN(26))) + string(rune('A'+r.IntN(26))) + digits(r, 4)
}

var denials = []string{"The service is not medically necessary under your plan.", "Prior authorization was not obtained.", "The provider is out of network.", "The claim was filed after the timely filing limit.", "The procedure is considered experimental or investigational."}

var exams = []string{"Lungs are clear to auscultation bilaterally.", "Heart is regular with a 2/6 systolic murmur at the apex.", "Abdomen is soft and nontender.", "There is trace edema at both ankles.",
	"Pupils are equal and reactive.", "Gait is steady with a cane.", "Skin is warm and dry without rash.", "Strength is 5/5 in all extremities.", "Neck is supple without adenopathy."}
var plans = []string{"Continue current medications without change.", "Repeat labs in 3 months.", "Increase walking to 30 minutes daily.", "Return to clinic in 6 weeks or sooner if symptoms worsen.",
	"Refer to physical therapy for strengthening.", "Check home blood pressure twice a week and bring the log.", "Low-salt diet discussed; handout given."}
var complaints = []string{"cough for two weeks", "worsening knee pain", "follow-up of diabetes", "dizziness when standing", "chest tightness with exertion", "fatigue", "medication refill", "headaches three times a week", "shortness of breath on stairs"}
var findings = []string{"The lungs are clear. No pleural effusion or pneumothorax.", "Heart size is within normal limits.", "There is mild degenerative change of the thoracic spine.", "A 6 mm nodule is seen in the right upper lobe.", "No acute fracture or dislocation is identified.", "The gallbladder is surgically absent.", "Mild hepatic steatosis is noted."}
var studies = []string{"CHEST X-RAY, PA AND LATERAL", "CT ABDOMEN AND PELVIS WITH CONTRAST", "MRI LUMBAR SPINE WITHOUT CONTRAST", "ULTRASOUND RIGHT UPPER QUADRANT", "XR KNEE 3 VIEWS RIGHT", "CT HEAD WITHOUT CONTRAST"}
var specimens = []string{"Colon, sigmoid, polypectomy", "Skin, left forearm, shave biopsy", "Breast, right, core biopsy", "Stomach, antrum, biopsy", "Prostate, needle biopsy", "Thyroid, fine needle aspiration"}
var pathDx = []string{"Tubular adenoma, negative for high-grade dysplasia.", "Basal cell carcinoma, nodular type; margins free.", "Fibroadenoma. No evidence of malignancy.", "Chronic inactive gastritis; no organisms seen.", "Benign follicular nodule."}
