package fields

import "strings"

// limit is what a living person's result can be: outside it the reading or the unit is wrong. The bounds are wide on purpose,
// far beyond reference ranges.
type limit struct {
	unit      string // folded: lower case, no spaces
	low, high float64
}

// limits are by analyte, each with the units that laboratories of the United States report it in.
var limits = map[string][]limit{
	"sodium": {{"mmol/l", 90, 200}, {"meq/l", 90, 200}}, "potassium": {{"mmol/l", 1, 12}, {"meq/l", 1, 12}}, "chloride": {{"mmol/l", 50, 160}, {"meq/l", 50, 160}},
	"carbon dioxide": {{"mmol/l", 2, 60}, {"meq/l", 2, 60}}, "bun": {{"mg/dl", 1, 300}}, "urea nitrogen": {{"mg/dl", 1, 300}}, "creatinine": {{"mg/dl", 0.05, 40}},
	"glucose": {{"mg/dl", 5, 2500}}, "calcium": {{"mg/dl", 2, 25}}, "magnesium": {{"mg/dl", 0.2, 15}, {"meq/l", 0.2, 15}}, "phosphorus": {{"mg/dl", 0.2, 25}},
	"protein total": {{"g/dl", 1, 16}}, "albumin": {{"g/dl", 0.5, 8}}, "bilirubin total": {{"mg/dl", 0, 60}}, "alkaline phosphatase": {{"u/l", 1, 5000}, {"iu/l", 1, 5000}},
	"ast": {{"u/l", 1, 25000}, {"iu/l", 1, 25000}}, "alt": {{"u/l", 1, 25000}, {"iu/l", 1, 25000}}, "ggt": {{"u/l", 1, 10000}, {"iu/l", 1, 10000}},
	"wbc":        {{"k/ul", 0, 600}, {"x10e3/ul", 0, 600}, {"10^3/ul", 0, 600}, {"10*3/ul", 0, 600}, {"thou/ul", 0, 600}, {"thousand/ul", 0, 600}, {"cells/ul", 0, 600000}, {"/ul", 0, 600000}},
	"rbc":        {{"m/ul", 0.3, 12}, {"x10e6/ul", 0.3, 12}, {"10^6/ul", 0.3, 12}, {"10*6/ul", 0.3, 12}, {"mil/ul", 0.3, 12}, {"million/ul", 0.3, 12}, {"/hpf", 0, 1000}},
	"hemoglobin": {{"g/dl", 1, 26}}, "hematocrit": {{"%", 5, 80}}, "mcv": {{"fl", 40, 160}}, "mch": {{"pg", 10, 60}}, "mchc": {{"g/dl", 15, 50}, {"%", 15, 50}}, "rdw": {{"%", 5, 50}},
	"platelets":   {{"k/ul", 0, 4000}, {"x10e3/ul", 0, 4000}, {"10^3/ul", 0, 4000}, {"10*3/ul", 0, 4000}, {"thou/ul", 0, 4000}, {"thousand/ul", 0, 4000}, {"/ul", 0, 4000000}},
	"neutrophils": {{"%", 0, 100}, {"k/ul", 0, 500}, {"x10e3/ul", 0, 500}, {"cells/ul", 0, 500000}}, "lymphocytes": {{"%", 0, 100}, {"k/ul", 0, 500}, {"x10e3/ul", 0, 500}, {"cells/ul", 0, 500000}},
	"monocytes": {{"%", 0, 100}, {"k/ul", 0, 500}, {"x10e3/ul", 0, 500}, {"cells/ul", 0, 500000}}, "eosinophils": {{"%", 0, 100}, {"k/ul", 0, 500}, {"x10e3/ul", 0, 500}, {"cells/ul", 0, 500000}},
	"basophils": {{"%", 0, 100}, {"k/ul", 0, 500}, {"x10e3/ul", 0, 500}, {"cells/ul", 0, 500000}}, "cholesterol total": {{"mg/dl", 20, 1500}}, "hdl cholesterol": {{"mg/dl", 1, 250}},
	"ldl calculated": {{"mg/dl", 0, 1000}}, "ldl cholesterol": {{"mg/dl", 0, 1000}}, "triglycerides": {{"mg/dl", 5, 20000}}, "hemoglobin a1c": {{"%", 2.5, 22}},
	"tsh": {{"miu/l", 0, 500}, {"uiu/ml", 0, 500}, {"µiu/ml", 0, 500}, {"mu/l", 0, 500}}, "free t4": {{"ng/dl", 0, 15}}, "ferritin": {{"ng/ml", 0, 100000}, {"ug/l", 0, 100000}},
	"vitamin b12": {{"pg/ml", 20, 10000}}, "vitamin d 25 oh": {{"ng/ml", 1, 400}}, "psa total": {{"ng/ml", 0, 10000}}, "c reactive protein": {{"mg/l", 0, 700}, {"mg/dl", 0, 70}},
	"inr": {{"", 0.4, 25}, {"ratio", 0.4, 25}}, "egfr": {{"ml/min", 0, 250}, {"ml/min/1.73", 0, 250}, {"ml/min/1.73m2", 0, 250}, {"ml/min/1.73sqm", 0, 250}},
}

// sameAs leads from abbreviations to the analyte that has limits.
var sameAs = map[string]string{"na": "sodium", "k": "potassium", "cl": "chloride", "co2": "carbon dioxide", "bicarbonate": "carbon dioxide", "hco3": "carbon dioxide", "cr": "creatinine", "creat": "creatinine",
	"ca": "calcium", "phos": "phosphorus", "total protein": "protein total", "total bilirubin": "bilirubin total", "t bili": "bilirubin total", "alk phos": "alkaline phosphatase", "sgot": "ast", "sgpt": "alt",
	"white blood cell count": "wbc", "red blood cell count": "rbc", "hgb": "hemoglobin", "hb": "hemoglobin", "hct": "hematocrit", "plt": "platelets", "platelet count": "platelets", "neut": "neutrophils",
	"cholesterol": "cholesterol total", "total cholesterol": "cholesterol total", "hdl": "hdl cholesterol", "ldl": "ldl cholesterol", "trig": "triglycerides", "hba1c": "hemoglobin a1c", "a1c": "hemoglobin a1c",
	"t4 free": "free t4", "b12": "vitamin b12", "psa": "psa total", "crp": "c reactive protein", "glucose fasting": "glucose"}

// strength is what one dose of a drug can be, as it is dispensed in the United States: from the smallest part of a tablet to
// the most that is given at once.
type strength struct {
	unit      string
	low, high float64
}

var strengths = doses("metformin mg 250 1250|lisinopril mg 1.25 80|atorvastatin mg 5 80|rosuvastatin mg 2.5 40|simvastatin mg 5 80|pravastatin mg 10 80|amlodipine mg 1.25 10|losartan mg 12.5 100|valsartan mg 20 320|" +
	"metoprolol mg 6.25 400|carvedilol mg 1.5 80|atenolol mg 12.5 200|hydrochlorothiazide mg 6.25 100|chlorthalidone mg 6.25 100|furosemide mg 5 600|spironolactone mg 6.25 400|warfarin mg 0.5 15|apixaban mg 2.5 10|" +
	"rivaroxaban mg 2.5 20|clopidogrel mg 37.5 600|aspirin mg 40 975|digoxin mg 0.03 0.5|digoxin mcg 30 500|levothyroxine mcg 12.5 400|levothyroxine mg 0.0125 0.4|prednisone mg 0.5 200|prednisolone mg 0.5 200|dexamethasone mg 0.25 40|" +
	"methylprednisolone mg 1 1000|albuterol mcg 45 720|albuterol mg 0.5 15|tiotropium mcg 1.25 36|fluticasone mcg 25 1000|montelukast mg 2 20|omeprazole mg 5 80|pantoprazole mg 10 80|esomeprazole mg 5 80|famotidine mg 5 80|" +
	"sertraline mg 12.5 200|fluoxetine mg 5 80|escitalopram mg 2.5 30|citalopram mg 5 60|venlafaxine mg 12.5 375|duloxetine mg 10 120|bupropion mg 37.5 450|trazodone mg 12.5 600|mirtazapine mg 3.75 45|buspirone mg 2.5 60|" +
	"alprazolam mg 0.125 4|lorazepam mg 0.25 4|clonazepam mg 0.125 4|diazepam mg 1 20|zolpidem mg 1.75 12.5|quetiapine mg 6.25 800|olanzapine mg 1.25 30|risperidone mg 0.125 8|aripiprazole mg 1 30|lithium mg 75 1200|" +
	"gabapentin mg 50 1800|pregabalin mg 12.5 600|lamotrigine mg 2 400|topiramate mg 12.5 400|levetiracetam mg 100 3000|hydrocodone mg 2.5 20|oxycodone mg 2.5 80|morphine mg 1 200|tramadol mg 12.5 300|hydromorphone mg 0.5 16|" +
	"acetaminophen mg 80 1300|ibuprofen mg 50 800|naproxen mg 110 1000|meloxicam mg 3.75 15|celecoxib mg 50 400|cyclobenzaprine mg 2.5 30|methotrexate mg 1 50|hydroxychloroquine mg 50 600|allopurinol mg 50 800|colchicine mg 0.3 1.8|" +
	"amoxicillin mg 100 3000|amoxicillin g 0.1 3|cephalexin mg 125 1000|azithromycin mg 100 2000|ciprofloxacin mg 100 1000|levofloxacin mg 125 1000|doxycycline mg 20 300|tamsulosin mg 0.4 0.8|finasteride mg 0.5 5|" +
	"sildenafil mg 10 100|tadalafil mg 2.5 40|glipizide mg 1.25 40|glimepiride mg 0.5 8|sitagliptin mg 12.5 100|empagliflozin mg 5 25|semaglutide mg 0.125 14|dulaglutide mg 0.375 4.5|insulin units 0.5 300|alendronate mg 5 70|ondansetron mg 2 24")

func doses(list string) map[string][]strength {
	m := map[string][]strength{}
	for _, line := range strings.Split(list, "|") {
		f := strings.Fields(line)
		m[f[0]] = append(m[f[0]], strength{f[1], number(f[2]), number(f[3])})
	}
	return m
}
