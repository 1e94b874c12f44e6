package fields

import (
	"regexp"
	"strings"
	"unicode"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// How much a value looks like what its field holds, whatever led to it.
const (
	unlike  = 0.0
	open    = 0.4 // nothing speaks for it
	fair    = 0.7
	evident = 1.0
)

// plausible weighs the text of a value by the words and the shape of what its field holds: a payer's name says plan or shield, a
// number has digits and is no day. The layout of the page has no part in it, which makes it a second opinion on a strange one.
func (r *reader) plausible(n chart.FieldName, value, norm string) float64 {
	switch n {
	case chart.PatientName, chart.ProviderName, chart.ReferringProvider:
		return likeName(value)
	case chart.Payer:
		return likeOrganisation(value, payerWords)
	case chart.Facility:
		return likeOrganisation(value, facilityWords)
	case chart.Address:
		return likeAddress(value)
	case chart.Medication, chart.Diagnosis:
		return or(r.knowsTerm(n, value), evident, open)
	case chart.Allergy:
		return or(knowsDrug(value) || allergens[bare(firstWord(value))], evident, open)
	case chart.Vaccine:
		return or(vaccineLike(value), evident, open)
	case chart.MRN, chart.AccountNumber, chart.MemberID, chart.GroupNumber, chart.ClaimNumber:
		return likeNumber(norm)
	case chart.DenialReason:
		return or(len(tokens(value)) > 3, fair, open)
	}
	return fair
}

// allergens are what people are allergic to besides drugs.
var allergens = words("latex peanut peanuts nut nuts tree shellfish shrimp fish egg eggs milk dairy soy wheat gluten bee bees wasp pollen ragweed dust mold cat cats dog dogs iodine contrast dye adhesive tape nickel sulfa sulfas statins nsaids " +
	"penicillins cephalosporins opioids grass strawberries strawberry tomato tomatoes kiwi banana avocado sesame lanolin chlorhexidine")

func firstWord(s string) string {
	w, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	return w
}

// likeName weighs the parts of a person's name by the lists of given names and surnames.
func likeName(value string) float64 {
	lex, err := lexicon.Shared()
	if err != nil {
		return open
	}
	given, family, strange, plain := 0, 0, 0, 0
	for _, t := range tokens(strings.ReplaceAll(value, ",", " ")) {
		w := bare(t.text)
		if len(w) < 2 || degrees[w] || clinicians[w] {
			continue
		}
		switch e := lex.Lookup(w); {
		case orgWords[w] || e.Clinical && !e.Name():
			return unlike
		case e.Given > 0:
			given++
		case e.Surname > 0:
			family++
		case e.Word > 0 && e.Word < 4:
			plain++
		default:
			strange++
		}
	}
	switch {
	case plain > 1 || given+family == 0 && plain > 0:
		return unlike
	case given > 0 && (given > 1 || family > 0 || strange > 0) && plain == 0:
		return evident
	case given+family > 0:
		return fair
	}
	return open
}

// likeOrganisation weighs a name by whether it has a word of those that such houses have in theirs.
func likeOrganisation(value string, names map[string]bool) float64 {
	said, letters := 0, 0
	for _, t := range tokens(value) {
		w := bare(t.text)
		said += int(or(names[w], 1, 0))
		letters += int(or(len(w) > 2, 1, 0))
	}
	switch {
	case letters == 0 || strings.ContainsAny(value, "#?") || letters == said && letters < 2:
		return unlike
	case said > 0:
		return evident
	}
	return open
}

var (
	zipCode = regexp.MustCompile(`\b\d{5}(?:-\d{4})?\b`)
	street  = regexp.MustCompile(`^\s*(?:\d+[A-Za-z]?\s+\S|[Pp]\.?\s?[Oo]\.?\s+[Bb])`)
)

func likeAddress(value string) float64 {
	switch hasStreet, hasZIP := street.MatchString(value), zipCode.MatchString(value); {
	case hasStreet && hasZIP:
		return evident
	case hasStreet:
		return fair
	case hasZIP:
		return open
	}
	return unlike
}

// likeNumber weighs a number by its length and digits, and by whether it is rather a day, a telephone or a price.
func likeNumber(s string) float64 {
	digits, letters := 0, 0
	for _, c := range s {
		digits += int(or(unicode.IsDigit(c), 1, 0))
		letters += int(or(unicode.IsLetter(c), 1, 0))
	}
	switch {
	case digits == 0 || letters > 8 || phoneLike.MatchString(s) || priced.MatchString(s):
		return unlike
	case digits < 3 || digits+letters < 5:
		return open
	case letters > digits:
		return fair
	}
	return evident
}

var priced = regexp.MustCompile(`^\$?\d+\.\d\d$|^\d{1,2}/\d{1,2}/\d{2,4}$`)

// familiar is the share of the labels of a page, as far as a colon shows them, whose wording is known: a stranger's layout has
// wordings that nobody listed.
func familiar(s *layout.Sheet) float64 {
	known := len(s.Labels)
	colons := 0
	for i := range s.Lines {
		for _, w := range s.Lines[i].Words {
			if strings.HasSuffix(w.Text, ":") && len(w.Text) > 2 {
				colons++
			}
		}
	}
	if known+colons == 0 {
		return 0.5
	}
	return float64(known) / float64(max(known, colons))
}
