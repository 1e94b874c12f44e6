package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

var (
	numberSaid = regexp.MustCompile(`(?i)\b((?:medical )?record (?:number|no\.?|#)|medical record|mrn|chart (?:number|no\.?|#)|(?:hospital |patient )?account (?:number|no\.?|#)|acct\.? ?(?:no\.?|#)|` +
		`member (?:id|number|no\.?|#)(?: number)?|subscriber (?:id|number)|(?:insurance )?policy (?:number|no\.?|#)|group (?:number|no\.?|#|id)|claim (?:number|no\.?|#|id)|npi(?: number)?|` +
		`social security (?:number|no\.?)|ssn|visit (?:number|no\.?)|encounter (?:number|no\.?)|(?:insurance|ins\.|id|identification|contract|certificate|subscriber|member|policy|card) (?:no\.?|number|#)|file (?:no\.?|number|#))\s*(?:is|was|of|[:#\-–])?\s*`)
	moneySaid  = regexp.MustCompile(`(?i)\b(?:total (?:charges?|amount|billed|cost)|charges totaling|billed a total)\s*(?:is|was|of|for this visit|for the visit|came to|:)?\s*(?:is|was|of)?\s*`)
	agedPerson = regexp.MustCompile(`(` + capitalised + `\.?),?\s+(?:\([^)]{0,60}\),?\s+)?(?:is\s+|was\s+)?(?:an?\s+(?:very\s+|pleasant\s+)*\d{1,3}[\s-]?(?:y|-year)|\(?(?:DOB|D\.O\.B|born|date of birth|b\.|MRN)|born\b)`)
	namedAs    = regexp.MustCompile(`\b(?:[Pp]atient(?:'s name)?(?: is| named|,)?|[Rr]egarding|RE:|Re:|I, |[Ii]nsured|[Mm]ember(?: is|,)?|on behalf of|certif(?:y|ies) that|concerning|prescribed (?:for|to)|issued to|sent to see|(?:notice|letter|statement|report|form|explanation|summary) is (?:for|about)|services? (?:provided|rendered|given|furnished) (?:to|for)|claims? (?:for|of)|care (?:provided|given) to|seeing)\s+((?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)?` + capitalised + `)`)
	careBy     = regexp.MustCompile(`\b((?:[Ss]een|[Ss]igned|[Pp]rescribed|[Pp]erformed|[Ii]nterpreted|[Dd]ictated|[Tt]reated|[Aa]dministered|[Rr]ead|[Ee]valuated|[Rr]eviewed and signed) by|[Uu]nder the care of|[Aa]ttending(?: physician)?(?: was| is|,)?|[Rr]eferred by|[Rr]eferred to (?:us|me) by|[Oo]rdered by|[Rr]equested by|at the request of|[Pp]rimary care (?:physician|provider)(?: is|,)?|[Pp]athologist|[Rr]adiologist|[Bb]illed by|[Ss]ubmitted by|[Cc]laim(?: (?:no\.?|number|#))? [A-Z]{0,4}[0-9][0-9A-Z\-]{4,} from|[Ss]ervices? (?:provided |rendered |given |furnished )?(?:by|from|of)|care from)\s+((?:D[Rr]\.?\s+)?` + capitalised + `)`)
	paidBy     = regexp.MustCompile(`\b(?:insured (?:by|with|through)|covered (?:by|under)|coverage (?:is |through |with )+|insurance is(?: with)?|billed to|enrolled (?:in|with))\s+((?:[\p{Lu}][\p{L}&'’\-]*\s?|(?:of|and|the)\s){1,6})`)
)

// numbersInText takes identifiers and amounts that a sentence names: "her medical record number is 0012345".
func (r *reader) numbersInText(l *leaf, v view) {
	r.numberOfOurs(l, v)
	r.groupSaid(l, v)
	for _, m := range numberSaid.FindAllStringSubmatchIndex(v.text, 12) {
		key, ok := layout.Lookup(v.text[m[2]:m[3]])
		n := chart.FieldName(key)
		grammar := r.grammarOf(n)
		if !ok || grammar == nil {
			continue
		}
		end := min(len(v.text), m[1]+24)
		if sp := strings.IndexByte(v.text[m[1]:end], ' '); sp > 0 && n != chart.SSN {
			end = m[1] + sp
		}
		t, ok := grammar(strings.TrimRight(v.text[m[1]:end], ".,;)"))
		if !ok || t.from > 1 {
			continue
		}
		t.from, t.to = t.from+m[1], t.to+m[1]
		r.add(l, n, v, t, 0.6)
	}
	for _, m := range moneySaid.FindAllStringIndex(v.text, 2) {
		if t, ok := money(v.text[m[1]:min(len(v.text), m[1]+16)]); ok && t.from <= 1 {
			t.from, t.to = t.from+m[1], t.to+m[1]
			r.add(l, chart.TotalCharge, v, t, 0.55)
		}
	}
}

// peopleInText takes the patient, the clinicians and the payer that sentences name.
func (r *reader) peopleInText(l *leaf, v view) {
	for _, re := range []*regexp.Regexp{agedPerson, namedAs} {
		for _, m := range re.FindAllStringSubmatchIndex(v.text, 3) {
			if t, ok := name(v.text[m[2]:m[3]]); ok {
				t.from, t.to = t.from+m[2], t.to+m[2]
				r.addNamed(l, chart.PatientName, v, t, 0.48)
			}
		}
	}
	for _, m := range careBy.FindAllStringSubmatchIndex(v.text, 4) {
		said := strings.ToLower(v.text[m[2]:m[3]])
		n := chart.ProviderName
		if strings.HasPrefix(said, "refer") || strings.HasPrefix(said, "order") || strings.HasPrefix(said, "request") || strings.HasPrefix(said, "at the request") {
			n = chart.ReferringProvider
		}
		if t, ok := name(v.text[m[4]:m[5]]); ok {
			t.from, t.to = t.from+m[4], t.to+m[4]
			r.add(l, n, v, t, 0.5)
		}
	}
	for _, m := range paidBy.FindAllStringSubmatchIndex(v.text, 2) {
		if t, ok := organisation(v.text[m[2]:m[3]]); ok && t.score > 0.9 {
			t.from, t.to = t.from+m[2], t.to+m[2]
			r.add(l, chart.Payer, v, t, 0.5)
		}
	}
}

// ourNumber is how a sentence names the number under which the writer keeps the patient: "whose number here is 78386".
var ourNumber = regexp.MustCompile(`(?i)\b(?:my|his|her|their|your|our|whose|the patient'?s)\s+(?:(?:file|chart|record|patient|case|client)\s+)?(?:number|no\.?|#|id)(?:\s+(?:here|with us|(?:at|in|with)\s+(?:the|our|this|your)\s+[a-z]+))?\s+(?:is|was)\s+|\b(?:our|your)\s+(?:file|chart)(?:\s+(?:number|no\.?|#|is))?\s*[:#]?\s+`)

// numberOfOurs takes the record number that a sentence names.
func (r *reader) numberOfOurs(l *leaf, v view) {
	for _, m := range ourNumber.FindAllStringIndex(v.text, 3) {
		end := min(len(v.text), m[1]+20)
		if sp := strings.IndexByte(v.text[m[1]:end], ' '); sp > 0 {
			end = m[1] + sp
		}
		t, ok := id(strings.TrimRight(v.text[m[1]:end], ".,;)"), 4)
		if !ok || t.from > 0 || strings.Contains(t.norm, ".") || phoneLike.MatchString(v.text[m[1]:end]) {
			continue
		}
		t.from, t.to = t.from+m[1], t.to+m[1]
		r.add(l, chart.MRN, v, t, 0.6)
	}
}

// groupNamed is the number of a group among those of a member: "insurance no. KMD440764, group 79468-02".
var groupNamed = regexp.MustCompile(`(?i)\b(?:no\.?|number|id|#)\s*[A-Z0-9\-]*[0-9][A-Z0-9\-]{3,},?\s+(?:and\s+)?group\s+([A-Z0-9\-]*[0-9][A-Z0-9\-]{2,})`)

func (r *reader) groupSaid(l *leaf, v view) {
	for _, m := range groupNamed.FindAllStringSubmatchIndex(v.text, 2) {
		r.add(l, chart.GroupNumber, v, take{from: m[2], to: m[3], norm: strings.ToUpper(v.text[m[2]:m[3]]), score: 1}, 0.6)
	}
}
