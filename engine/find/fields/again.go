package fields

import (
	"strings"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Likely says how much the text of a value alone looks like what its field holds, 0 to 1: a drug of the lists, names that people
// have, a number with digits. Nothing is known of where it stands.
func Likely(n chart.FieldName, value string) float64 {
	if n == chart.PatientName || n == chart.ProviderName {
		return knownNames(value)
	}
	norm, _ := Check(n, value)
	return (&reader{}).plausible(n, value, norm)
}

// knownNames is the share of a name's parts that the lists know as a person's.
func knownNames(value string) float64 {
	lex, err := lexicon.Shared()
	if err != nil {
		return open
	}
	known, all := 0, 0
	for _, t := range tokens(strings.ReplaceAll(value, ",", " ")) {
		w := bare(t.text)
		if len(w) < 2 {
			continue
		}
		all++
		if lex.Lookup(w).Name() {
			known++
		}
	}
	return float64(known) / float64(max(1, all))
}

// Like gives the drugs of the lists that a value of a medication or an allergy is spelt nearly like, where no list has it itself:
// the value with the name in place of its first word. They are nil for any other field.
func Like(n chart.FieldName, value string) (out []string) {
	ts := tokens(value)
	if n != chart.Medication && n != chart.Allergy || len(ts) == 0 || allergens[bare(ts[0].text)] {
		return nil
	}
	first := bare(ts[0].text)
	for _, name := range drugsLike(value) {
		if layout.Distance(first, name, 2) <= 2 { // not those that it is only confused with
			out = append(out, strings.Replace(value, ts[0].text, name, 1))
		}
	}
	return out
}

// DoseFits reports whether a dose is one in which the drug is given. What is not known of fits.
func DoseFits(drug, dose string) bool {
	m := doseParts.FindStringSubmatch(dose)
	name := strings.Fields(strings.ToLower(drug))
	if m == nil || len(name) == 0 {
		return true
	}
	unit, amount := strings.ToLower(m[2]), number(m[1])
	if unit == "unit" {
		unit = "units"
	}
	known := strengths[name[0]]
	for _, s := range known {
		if s.unit == unit && amount >= s.low && amount <= s.high {
			return true
		}
	}
	return known == nil
}
