package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/engine/chart"
)

// A section that is headed Medications holds other words as well: who prescribed them, where, what to do. A term that nothing
// known bears out may be a new drug, a rare disease, a misreading or no such thing at all: it is a doubt, never a certainty.

// Terms are lists of names and codes that the practice loaded beside the built-in ones: official files of drugs and
// diagnoses. Names are given as they were read; case and punctuation do not count.
type Terms interface {
	Drug(name string) bool
	Diagnosis(name string) bool
	// DiagnosisCode tells whether a code of ICD-10-CM is in the list; listed is false where no such list was loaded.
	DiagnosisCode(code string) (valid, listed bool)
}

// How much is left of the score of a term that nothing bears out.
const (
	strange     = 0.5 // in a section
	strangeCell = 0.8 // in its column of a table, or with its dose or code beside it
)

// bornOut weighs the text of a value of a list: 1 where the built-in lists or the loaded ones know it, 0 where it is a
// person or no term at all.
func (r *reader) bornOut(n chart.FieldName, text string, placed bool) float64 {
	if n == chart.Vaccine {
		return 1
	}
	if !hasWord(text) {
		return 0
	}
	if n == chart.Allergy {
		return or(personLike(text) && !knowsDrug(text), strange, 1)
	}
	if r.knowsTerm(n, text) {
		return 1
	}
	if !placed && (personLike(text) || n == chart.Medication && noDrug(text)) {
		return 0
	}
	return or(placed, strangeCell, strange)
}

// knowsTerm reports whether a list has the medication or the diagnosis.
func (r *reader) knowsTerm(n chart.FieldName, text string) bool {
	switch n {
	case chart.Medication:
		return knowsDrug(text) || r.terms != nil && r.terms.Drug(text)
	case chart.Diagnosis:
		return conditionLike(text) || r.terms != nil && r.terms.Diagnosis(text)
	}
	return true
}

// noDrug reports whether a text is what one takes drugs for, or the label of something else.
func noDrug(text string) bool { return conditionLike(text) || strings.ContainsAny(text, "#?") }

// hasWord reports whether a text holds three letters in a row.
func hasWord(s string) bool {
	n := 0
	for _, r := range s {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127 {
			if n++; n == 3 {
				return true
			}
			continue
		}
		n = 0
	}
	return false
}

// knowsDrug reports whether one of a text's words is the name of a medication.
func knowsDrug(text string) bool {
	for _, t := range tokens(text) {
		if knownDrug(t.text) || clinicalWord(t.text) && !conditionWord(t.text) {
			return true
		}
	}
	return false
}

func clinicalWord(w string) bool {
	lex, err := lexicon.Shared()
	return err == nil && lex.Lookup(bare(w)).Clinical
}

// personLike reports whether a text is a person's name: two names at least, nothing but names and initials, or a clinician's
// degree behind them.
func personLike(text string) bool {
	lex, err := lexicon.Shared()
	if err != nil {
		return false
	}
	named, other := 0, 0
	for _, t := range tokens(text) {
		w := bare(t.text)
		e := lex.Lookup(w)
		switch {
		case degrees[w] && named > 0:
			return true
		case len(w) < 2:
		case e.Name() && !e.Clinical && (e.Word == 0 || e.Surname == 1 || e.Given == 1):
			named++
		default:
			other++
		}
	}
	return named > 1 && other == 0
}

var degrees = words("md do np pa pac rn lpn pharmd dnp aprn fnp mbbs dds dpm phd facp faap crnp cma")

// conditionLike reports whether a text names a disease, a symptom or an injury.
func conditionLike(text string) bool {
	for _, t := range tokens(strings.NewReplacer("-", " ", "/", " ", "(", " ", ")", " ").Replace(text)) {
		if conditionWord(t.text) {
			return true
		}
	}
	return false
}

func conditionWord(w string) bool {
	b := bare(w)
	return conditions[b] || conditions[strings.TrimSuffix(b, "s")] || len(b) > 5 && conditionEnd.MatchString(b)
}

var conditionEnd = regexp.MustCompile(`(?:itis|osis|oses|a?emia|omas?|path(?:y|ies)|algia|uria|pno?ea|plegia|paresis|megaly|penia|rrh(?:o?ea|age|oids?)|stenosis|ectasi[sa]|ptosis|o?edema|cele|phobia|lepsy|trophy|plasia|lithiasis|cytosis|iasis|dynia|opia|esthesia|kinesia|phagia|phasia|taxia|thorax|sarcoma|carcinoma|lipidemia|tension|ectomy status|deficiency|dystonia|thyroidism|litis|gnosia|natremia|kalemia)$`)

// conditions are words that stand in the names of diseases, symptoms, injuries and reasons to be seen, and their common
// abbreviations.
var conditions = words("pain ache headache migraine fever cough cold flu influenza asthma copd emphysema bronchitis pneumonia diabetes diabetic mellitus dm t2dm t1dm niddm iddm gerd reflux ulcer obesity obese overweight hypertension htn hypotension " +
	"hyperlipidemia hld dyslipidemia cholesterol cad chf hf cabg mi afib fibrillation flutter arrhythmia tachycardia bradycardia murmur failure insufficiency infarction angina ischemia ischemic stroke cva tia embolism dvt pe thrombosis aneurysm varicose hemorrhoid hernia " +
	"cancer carcinoma adenocarcinoma neoplasm tumor malignant benign melanoma lymphoma leukemia myeloma metastasis metastatic polyp adenoma fibroid cyst nodule mass lesion lump nevus lipoma anemia sickle hemophilia thrombocytopenia neutropenia leukocytosis eosinophilia " +
	"hypothyroidism hyperthyroidism goiter thyroiditis hashimoto graves cushing addison pcos menopause menopausal osteoporosis osteopenia osteoarthritis arthritis gout lupus fibromyalgia rheumatoid psoriasis psoriatic eczema dermatitis acne rosacea urticaria rash pruritus cellulitis abscess " +
	"infection infectious sepsis septic viral bacterial fungal tinea candidiasis herpes zoster shingles hiv aids hepatitis tuberculosis tb syphilis gonorrhea chlamydia covid covid19 uti cystitis pyelonephritis prostatitis bph prostate hyperplasia incontinence retention hematuria nephrolithiasis calculus stone ckd esrd aki kidney renal dialysis " +
	"depression depressive depressed anxiety bipolar schizophrenia adhd add autism ptsd ocd insomnia dementia alzheimer alzheimers parkinson parkinsons epilepsy seizure neuropathy sclerosis tremor vertigo dizziness syncope concussion palsy radiculopathy sciatica stenosis spondylosis lumbago " +
	"fracture sprain strain contusion laceration dislocation tear rupture injury trauma burn bite wound fall derangement bursitis tendinitis tendonitis tenosynovitis capsulitis impingement scoliosis kyphosis bunion hallux plantar carpal cataract glaucoma macular retinopathy conjunctivitis myopia astigmatism blindness deafness hearing tinnitus otitis sinusitis rhinitis pharyngitis tonsillitis " +
	"allergy allergies allergic intolerance anaphylaxis celiac crohn crohns colitis ibs diverticulitis diverticulosis constipation diarrhea nausea vomiting dyspepsia gastritis gastroenteritis dysphagia cirrhosis fatty pancreatitis cholecystitis cholelithiasis gallstone appendicitis jaundice ascites obstruction bleeding hemorrhage " +
	"disease disorder syndrome deficiency deficit dysfunction degeneration degenerative impairment abnormal abnormality elevated screening encounter examination exam immunization vaccination status history hx dependence abuse addiction tobacco smoker smoking nicotine alcohol opioid overdose poisoning withdrawal pregnancy pregnant postpartum preeclampsia miscarriage infertility endometriosis dysmenorrhea menorrhagia " +
	"edema swelling effusion dyspnea shortness wheezing hypoxia apnea osa snoring fatigue malaise weakness weight dehydration hypokalemia hyperkalemia hyponatremia hypernatremia hypoglycemia hyperglycemia prediabetes metabolic malnutrition vitamin palpitation palpitations chest numbness paresthesia tingling neuralgia gait delirium confusion memory " +
	"lyme mononucleosis strep streptococcal mrsa measles mumps varicella pertussis malaria sarcoidosis amyloidosis cystic muscular dystrophy spina bifida down " +
	"hipertension asma dolor cancer diabetes depresion ansiedad artritis fiebre tos anemia embarazo enfermedad infeccion insuficiencia migrana")
