package synth

import (
	"fmt"
	"math/rand/v2"

	"chartproof.org/chartproof/engine/chart"
)

// What family i is about is its own, as that of families g and h is.

var stockI = stock{dx: dxI, meds: medsI, allergens: allergensI, payers: payersI, names: namesI}

var dxI = []dxItem{{"Z79.01", "Long term (current) use of anticoagulants"}, {"C50.411", "Malignant neoplasm of upper-outer quadrant of right breast"}, {"F84.0", "Autistic disorder"}, {"M06.9", "Rheumatoid arthritis"}, {"S83.241A", "Medial meniscus tear, right knee, initial encounter"},
	{"G35", "Multiple sclerosis"}, {"K50.90", "Crohn's disease without complications"}, {"F43.10", "Post-traumatic stress disorder"}, {"H66.92", "Otitis media, left ear"}, {"J18.9", "Pneumonia, unspecified organism"}, {"N20.0", "Calculus of kidney"}, {"L03.115", "Cellulitis of right lower limb"},
	{"Z00.129", "Routine child health exam"}, {"R10.31", "Right lower quadrant pain"}, {"E10.65", "Type 1 diabetes with hyperglycemia"}, {"I26.99", "Pulmonary embolism"}, {"F90.2", "ADHD, combined type"}, {"M48.061", "Spinal stenosis, lumbar region"}, {"T78.40XA", "Allergy, unspecified"}, {"H10.32", "Acute conjunctivitis, left eye"}, {"B18.2", "Chronic viral hepatitis C"}, {"I35.0", "Nonrheumatic aortic stenosis"}}

var medsI = []medItem{{"Hydroxychloroquine", "200 mg", "by mouth", "twice a day", "joints"}, {"Enoxaparin", "80 mg", "under the skin", "every 12 hours", "clot"}, {"Methylphenidate ER", "36 mg", "by mouth", "each morning", "attention"}, {"Letrozole", "2.5 mg", "by mouth", "once a day", "breast cancer"},
	{"Cephalexin", "500 mg", "by mouth", "4 times a day", "skin infection"}, {"Mesalamine DR", "1.2 g", "by mouth", "daily with breakfast", "colitis"}, {"Prazosin", "2 mg", "by mouth", "at bedtime", "nightmares"}, {"Insulin lispro", "8 units", "under the skin", "before meals", "diabetes"},
	{"Ondansetron ODT", "4 mg", "under the tongue", "every 8 hours as needed", "nausea"}, {"Oxycodone-acetaminophen", "5-325 mg", "by mouth", "every 6 hours as needed", "pain"}, {"Cyanocobalamin", "1000 mcg", "in the muscle", "every month", "B12"}, {"Dimethyl fumarate", "240 mg", "by mouth", "2 times per day", "MS"},
	{"Ciprofloxacin otic", "4 drops", "in the left ear", "twice daily for 7 days", "ear"}, {"Lidocaine patch", "5%", "on the skin", "12 hours on, 12 hours off", "back pain"}, {"Buspirone", "15 mg", "by mouth", "twice daily", "anxiety"}, {"Potassium chloride ER", "20 mEq", "by mouth", "once daily", "potassium"},
	{"Tacrolimus ointment", "0.03%", "on the skin", "2 times a day", "eczema"}, {"Rivaroxaban", "20 mg", "by mouth", "with supper", "clot"}, {"Acetaminophen", "650 mg", "by mouth", "every 4 hours as needed", "fever"}, {"Docusate sodium", "100 mg", "by mouth", "2 times a day", "constipation"}, {"Methotrexate", "15 mg", "by mouth", "once a week", "arthritis"}, {"Fluoxetine", "20 mg", "by mouth", "every morning", "depression"}}

// A test of no decimals below zero is answered in words.
var labsI = []labTest{{"Color, UA", "", "Yellow", 0, 0, -1, "Urinalysis"}, {"Specific Gravity", "", "1.005-1.030", 1.005, 1.03, 3, "Urinalysis"}, {"pH, Urine", "", "5.0-8.0", 5, 8, 1, "Urinalysis"}, {"Leukocyte Esterase", "", "Negative", 0, 0, -1, "Urinalysis"}, {"Nitrite", "", "Negative", 0, 0, -1, "Urinalysis"}, {"Ketones", "", "Negative", 0, 0, -1, "Urinalysis"},
	{"Sodium Level", "mEq/L", "136-145", 136, 145, 0, "Metabolic"}, {"Potassium Level", "mEq/L", "3.4-5.1", 3.4, 5.1, 1, "Metabolic"}, {"CO2", "mEq/L", "21-31", 21, 31, 0, "Metabolic"}, {"Creatinine Lvl", "mg/dL", "0.70-1.30", .7, 1.3, 2, "Metabolic"}, {"Glucose Lvl", "mg/dL", "74-106", 74, 106, 0, "Metabolic"}, {"Lactate", "mmol/L", "0.5-2.2", .5, 2.2, 1, "Metabolic"}, {"Lipase", "U/L", "13-60", 13, 60, 0, "Metabolic"}, {"Bilirubin, Direct", "mg/dL", "0.0-0.3", 0, .3, 1, "Metabolic"},
	{"WBC Count", "x10(3)/mcL", "4.5-11.0", 4.5, 11, 1, "Hematology"}, {"Hemoglobin (HGB)", "gm/dL", "12.0-16.0", 12, 16, 1, "Hematology"}, {"Platelet Count", "x10(3)/mcL", "150-450", 150, 450, 0, "Hematology"}, {"MCV", "fL", "80-96", 80, 96, 1, "Hematology"}, {"Seg Neutrophils", "%", "50-70", 50, 70, 0, "Hematology"}, {"Bands", "%", "0-10", 0, 10, 0, "Hematology"}, {"PT", "seconds", "11.0-13.5", 11, 13.5, 1, "Hematology"}, {"D-Dimer", "ng/mL FEU", "<500", 100, 500, 0, "Hematology"},
	{"HIV Ag/Ab", "", "Non-Reactive", 0, 0, -1, "Serology"}, {"Hepatitis C Antibody", "", "Non-Reactive", 0, 0, -1, "Serology"}, {"Rapid Strep A", "", "Not Detected", 0, 0, -1, "Serology"}, {"SARS-CoV-2 PCR", "", "Not Detected", 0, 0, -1, "Serology"}, {"ANA Screen", "", "Negative", 0, 0, -1, "Serology"}, {"Rheumatoid Factor", "IU/mL", "<14", 2, 14, 0, "Serology"}, {"hCG, Quantitative", "mIU/mL", "<5", 1, 5, 0, "Serology"}, {"Troponin I, High Sens", "ng/L", "<20", 3, 20, 0, "Serology"}, {"Valproic Acid", "mcg/mL", "50-100", 50, 100, 0, "Serology"}}

var servicesI = []service{{"99215", "Office visit, est., level 5", 31200, 1}, {"99283", "ED visit, moderate", 64500, 1}, {"90837", "Psychotherapy, 60 minutes", 18500, 1}, {"92507", "Speech/hearing therapy, individual", 12700, 1}, {"76770", "US retroperitoneal, complete", 46800, 1}, {"96413", "Chemo infusion, first hour", 71300, 1}, {"99393", "Well child, 5-11 years", 18900, 1}, {"90460", "Immunization admin w/ counseling", 3300, 2},
	{"12001", "Simple wound repair, 2.5 cm or less", 27400, 1}, {"29881", "Knee arthroscopy w/ meniscectomy", 389000, 1}, {"71260", "CT chest with contrast", 88400, 1}, {"87804", "Influenza A/B, rapid", 2100, 1}, {"87635", "SARS-CoV-2, amplified probe", 10500, 1}, {"G0378", "Hospital observation, per hour", 9600, 6}, {"J0696", "Ceftriaxone inj, 250 mg", 1850, 4}, {"L1832", "Knee orthosis, adjustable", 61200, 1}, {"97530", "Therapeutic activities, 15 min", 7900, 2}, {"95004", "Percutaneous allergy tests", 950, 24}}

var shotsI = []shot{{"DTaP", "", "Left thigh"}, {"Polio (IPV)", "", "Right thigh"}, {"Hep B, pediatric", "", "Left thigh"}, {"Hib (PRP-OMP)", "", "Right thigh"}, {"PCV15", "", "Left thigh"}, {"Rotavirus (RV1)", "", "Oral"}, {"MMR", "", "Left arm"}, {"Varicella (chickenpox)", "", "Right arm"}, {"Hep A", "", "Left thigh"}, {"Influenza (flu)", "", "Left arm"}, {"Tdap", "", "Right arm"}, {"MenACWY-TT", "", "Left arm"}, {"HPV (Gardasil 9)", "", "Right arm"}, {"COVID-19", "", "Left arm"}}

var allergensI = []string{"Cefazolin", "Vancomycin", "Tramadol", "NSAIDs", "Wheat", "Milk", "Cats", "Neosporin", "Hydrocodone", "Trimethoprim", "Strawberries", "Nickel"}

var complaintsI = []string{"fever and pulling at the ear", "anxiety and poor sleep", "a twisted knee", "swelling of the right calf", "belly pain since last night", "numbness of the left hand", "a sports physical", "morning stiffness of the hands", "blood in the urine"}
var examsI = []string{"Left TM is red and bulging.", "McMurray test is positive medially.", "Cranial nerves II-XII are intact.", "Synovitis of the second and third MCP joints.", "Right calf is 3 cm larger than the left.", "There is guarding in the right lower quadrant.", "Well appearing, no distress.", "Mood is anxious with full range of affect.", "Port site is clean and dry."}
var plansI = []string{"Finish the antibiotic.", "Brace for six weeks, then reassess.", "MRI of the brain in three months.", "Weekly sessions; safety plan reviewed.", "Compression ultrasound today.", "CBC and liver tests every 8 weeks.", "Push fluids and rest.", "Call for temperature above 101 F.", "School form completed."}
var findingsI = []string{"No filling defect is seen in the central pulmonary arteries.", "Horizontal tear of the posterior horn of the medial meniscus.", "The gallbladder is contracted without stones.", "A 4 mm nonobstructing stone lies in the lower pole of the left kidney.", "The appendix measures 11 mm with fat stranding around it.", "No fracture or dislocation.", "Severe canal narrowing at L3-L4.", "Spiculated mass in the right breast at 10 o'clock, 14 mm.", "The bladder is normal."}
var studiesI = []string{"CTA CHEST PE PROTOCOL", "MR KNEE RIGHT WITHOUT IV CONTRAST", "US ABDOMEN LIMITED", "CT STONE PROTOCOL", "XR WRIST LEFT COMPLETE", "MAMMO DIAGNOSTIC RIGHT", "MR LUMBAR SPINE W AND WO"}
var specimensI = []string{"Breast, right, 10:00, core biopsy", "Appendix, appendectomy", "Terminal ileum, biopsy", "Tonsil, right, excision", "Bone marrow, left iliac crest", "Skin, scalp, excision"}
var pathI = []string{"Invasive ductal carcinoma, grade 2.", "Acute suppurative appendicitis.", "Active chronic ileitis with crypt abscesses.", "Squamous papilloma.", "Normocellular marrow with trilineage hematopoiesis.", "Squamous cell carcinoma in situ."}
var denialsI = []string{"Experimental or investigational treatment is excluded under your policy.", "The number of visits allowed for this benefit has been used.", "Your coverage was not in effect on the date the care was given.", "The provider's documentation does not show that less costly care was tried first.", "Another insurer must pay first.", "A referral from your primary care provider is not on file."}
var payersI = []string{"Bright Prairie Health", "Cascadia Mutual", "Medicare", "Pioneer State Health Plan", "Anchor Federal Employee Program", "Lone Star Community Care", "Keel & Harbor Insurance Co.", "Plumbers Local 86 Trust", "TriWest Valor Health", "Juniper Health Options HMO"}
var namesI = []string{"Lakeview", "St. Brendan", "Cypress Creek", "Monument", "Elk Meadow", "Harlan County", "Blue Spruce", "Gateway", "Chisholm", "Red Bank", "Whitfield & Sons", "Ocean Ridge", "Sister Agatha", "Palo Verde", "Northern Lights", "Three Oaks"}

// resultsI gives about n tests panel by panel, flagged in the words of the chart's laboratory.
func resultsI(r *rand.Rand, n int) []labResult {
	words := pick(r, [3]string{"H", "L", "A"}, [3]string{"HIGH", "LOW", "ABN"}, [3]string{"High", "Low", "Abnormal"}, [3]string{"H*", "L*", "*"})
	start := r.IntN(max(1, len(labsI)-n+1))
	var out []labResult
	for _, t := range labsI[start:min(start+n, len(labsI))] {
		var v, flag string
		span := t.high - t.low
		switch k := r.IntN(8); {
		case t.dec < 0 && k < 2 && t.ref != "Yellow":
			v, flag = map[string]string{"Negative": pick(r, "Positive", "Trace"), "Non-Reactive": "Reactive", "Not Detected": "Detected"}[t.ref], words[2]
		case t.dec < 0:
			v = t.ref
		case k == 0:
			v, flag = fmt.Sprintf("%.*f", t.dec, t.high+span*(.1+.4*r.Float64())), words[0]
		case k == 1 && t.low > 0 && t.ref[0] != '<':
			v, flag = fmt.Sprintf("%.*f", t.dec, t.low-min(span*.3, t.low*.3)*(.4+.6*r.Float64())), words[1]
		default:
			v = fmt.Sprintf("%.*f", t.dec, t.low+r.Float64()*span)
		}
		out = append(out, labResult{t, v, flag})
	}
	return out
}

// resultCellsI are the cells of one result; nil where a result has none.
func resultCellsI(r labResult) (test, value, unit, ref, flag any) {
	test, value, ref = cellOf("test", r.name), cellOf("value", r.value), cellOf("reference_range", r.ref)
	if r.unit != "" {
		unit = cellOf("unit", r.unit)
	}
	if r.flag != "" {
		flag = cellOf("flag", r.flag)
	}
	return test, value, unit, ref, flag
}

// medCellsI are the cells of one medicine.
func (s *sheet) medCellsI(m medItem) (name, dose, route, freq seg) {
	return s.medSegCell(m), cellOf("dose", m.dose), cellOf("route", m.route), cellOf("frequency", m.freq)
}

// shotNameI is a vaccine as a field and a cell.
func shotNameI(v shot) seg { return seg{text: v.name, field: chart.Vaccine}.in("vaccine") }

// chargesI is n services of a visit and their total.
func (s *sheet) chargesI(n int, row func(v service, d seg) []any) ([][]any, int) {
	return s.chargesOf(servicesI, n, row)
}
