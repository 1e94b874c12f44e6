package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// analytes are laboratory tests by the names and abbreviations that reports and notes print, as words of letters and digits.
var analytes = phraseSet("sodium|na|potassium|k|chloride|cl|carbon dioxide|co2|bicarbonate|hco3|bun|urea nitrogen|creatinine|cr|creat|scr|egfr|gfr|glucose|glu|glucose fasting|calcium|ca|magnesium|mg|phosphorus|phos|phosphate|protein total|total protein|" +
	"albumin|alb|globulin|bilirubin|bilirubin total|total bilirubin|t bili|tbili|bilirubin direct|direct bilirubin|alkaline phosphatase|alk phos|alp|ast|sgot|alt|sgpt|ggt|ldh|lipase|amylase|uric acid|anion gap|osmolality|" +
	"wbc|white blood cell count|rbc|red blood cell count|hemoglobin|hgb|hb|hematocrit|hct|mcv|mch|mchc|rdw|rdw cv|mpv|platelets|plt|platelet count|neutrophils|neut|lymphocytes|lymphs|monocytes|monos|eosinophils|eos|basophils|basos|" +
	"absolute neutrophils|absolute lymphocytes|anc|bands|immature granulocytes|nrbc|reticulocytes|retic|cholesterol|cholesterol total|total cholesterol|chol|hdl|hdl cholesterol|hdl c|ldl|ldl cholesterol|ldl c|ldl calculated|ldl direct|non hdl cholesterol|vldl|triglycerides|trig|tg|" +
	"hemoglobin a1c|hba1c|a1c|hgb a1c|tsh|free t4|ft4|t4|t4 free|t3|free t3|ferritin|iron|tibc|iron saturation|transferrin|vitamin b12|b12|folate|vitamin d|vitamin d 25 oh|25 oh vitamin d|psa|psa total|c reactive protein|crp|hs crp|esr|sed rate|" +
	"troponin|troponin i|troponin t|bnp|nt probnp|ck|cpk|ck mb|d dimer|pt|inr|ptt|aptt|fibrinogen|lactate|lactic acid|ammonia|procalcitonin|cortisol|testosterone|testosterone total|estradiol|fsh|lh|prolactin|hcg|beta hcg|microalbumin|microalbumin creatinine ratio|acr|uacr|" +
	"specific gravity|ph|nitrite|leukocyte esterase|ketones|urobilinogen|occult blood|urine glucose|urine protein|rheumatoid factor|ana|cea|ca 125|ca 19 9|afp|hiv 1 2|hiv|hepatitis b surface antigen|hbsag|hepatitis c antibody|hcv antibody|rpr|vdrl|digoxin level|vancomycin trough|lithium level|" +
	"pco2|po2|o2 sat|base excess|methemoglobin|haptoglobin|prealbumin|zinc|copper|lead|ceruloplasmin|dhea s|pth|intact pth|ionized calcium|homocysteine|apolipoprotein b|lipoprotein a|insulin|c peptide|fructosamine")

func phraseSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, p := range strings.Split(list, "|") {
		m[p] = true
	}
	return m
}

// analyteAt gives how many of the first words name a laboratory test, the longest name first.
func analyteAt(ws []layout.Word) (words int, known bool) {
	joined := ""
	for n := 0; n < len(ws) && n < 4; n++ {
		joined = strings.TrimSpace(joined + " " + strings.TrimSpace(strings.Map(func(r rune) rune {
			switch {
			case r >= 'A' && r <= 'Z':
				return r + 'a' - 'A'
			case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
				return r
			}
			return ' '
		}, ws[n].Text)))
		if analytes[strings.Join(strings.Fields(joined), " ")] {
			words, known = n+1, true
		}
	}
	return words, known
}
