package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/assets/medical"
	"chartproof.org/chartproof/engine/chart"
)

// drugNames are words of medications' names that the list has only together with others, and names as they are written in Spanish;
// drugStems are the endings of generic names: with the list they tell a medication in running text, where no heading announces it.
var (
	drugNames = words("amphetamine aspart detemir epoetin ferrous folic glargine iron isosorbide levodopa lispro nicotine nitro polyethylene sacubitril toprol vitamin " +
		"acetaminofen acetaminofén amlodipina amoxicilina aspirina atorvastatina azitromicina cefalexina clindamicina enalaprilo glipizida ibuprofeno insulina levotiroxina losartán metformina omeprazol prednisona")
	drugStems  = regexp.MustCompile(`(?i)^[a-z]{3,}(?:pril|sartan|statin|olol|dipine|prazole|cillin|mycin|floxacin|cycline|azole|vir|oxetine|triptan|gliptin|gliflozin|glutide|xaban|mab|tinib|thiazide|semide|lukast|terol|asone|onide|profen|tidine|setron|pam|zolam|barbital|caine|dronate|fibrate|parin|grel)$`)
	drugInLine = regexp.MustCompile(`([A-Za-z][A-Za-z\-]{3,}(?:\s+(?:[A-Z]?[a-z]{4,}|[A-Z][0-9]|[A-Z]{2,3}|HFA|[0-9]/[0-9]+))?(?:\s+[a-z]{4,})?)\s+(?:\(?\d)`)
)

// knownDrug reports whether a word is the name of a medication.
func knownDrug(w string) bool {
	b := bare(w)
	return drugNames[b] || drugStems.MatchString(b) || listedDrug(b)
}

// listedDrug reports whether a word by itself is the name of a medication in the list, and neither an ordinary word nor a person's
// name.
func listedDrug(w string) bool {
	if len(w) < 4 || medical.Shared().Generic(w) == "" {
		return false
	}
	lex, err := lexicon.Shared()
	if err != nil {
		return false
	}
	e := lex.Lookup(w)
	return e.Clinical || (e.Word == 0 || e.Word > 3) && e.Given == 0 && (e.Surname == 0 || e.Surname > 2)
}

// drugsInText takes medications that stand in running text or on lines of their own with a dose: a known name before a dose.
func (r *reader) drugsInText(l *leaf) {
	if !r.calls.listed(chart.Medication) || !r.calls.wants(chart.Medication) {
		return
	}
	have := map[int]bool{}
	for _, h := range r.found[chart.Medication] {
		for _, w := range h.words {
			if h.leaf == l {
				have[w.Index] = true
			}
		}
	}
	for i := range l.sheet.Lines {
		if l.inTable(i) {
			continue
		}
		v := see(l.sheet.Lines[i].Words)
		for _, m := range drugInLine.FindAllStringSubmatchIndex(v.text, 12) {
			from, to := drugSpan(v.text, m[2], m[3])
			rest := v.text[m[3]:min(len(v.text), m[3]+24)]
			dose := doseShape.FindStringIndex(rest)
			if to <= from || dose == nil || dose[0] > 2 {
				continue
			}
			seen := false
			for _, w := range v.cut(from, to) {
				seen = seen || have[w.Index]
			}
			if !seen {
				r.addItem(l, chart.Medication, item{view: v}, from, to, 0.82)
			}
		}
	}
}

// drugSpan gives the part of a stretch that is a medication's name: from the first word that is known.
func drugSpan(s string, from, to int) (int, int) {
	for _, t := range tokens(s[from:to]) {
		if knownDrug(t.text) {
			return from + t.from, from + len(strings.TrimRight(s[from:to], " ,;"))
		}
	}
	return 0, 0
}
