package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

var (
	drName        = regexp.MustCompile(`\b(?:authorize|by|from|see|saw|visit(?:ed)? with|consent to|under|autorizo a(?: la| el)?)\s+D[Rr]a?\.?\s+(` + capitalised + `)`)
	patientPhone  = regexp.MustCompile(`(?i)(?:patient'?s?|his|her|my)\s+(?:\S+\s+){0,2}?(?:number|phone|cell|telephone|mobile)(?:\s+(?:number|is|at|#))*\s*:?\s*|\b(?:patient|he|she|m(?:rs?|s)\.?\s+[a-z'’-]+)\s+(?:can|may) be reached (?:at|on|by (?:phone|telephone) at)\s+|\b(?:agree|consent|wish|prefer|want) to be (?:reached|contacted|called) (?:at|on)\s+|(?:text messages?|reach (?:the patient|him|her|me)|call (?:the patient|me|him|her)|(?:[Ll]eave|[Ss]end)(?: (?:a|any|detailed|voice|text)){0,2} (?:messages?|voicemail)(?: (?:for|to) (?:me|him|her|the patient))?)\s+(?:at|to|on)\s*:?\s+(?:\[?[xX✓]?\]?\s*(?:home|cell|mobile|phone)?\s*:?\s*)?`)
	claimInText   = regexp.MustCompile(`(?i)\bclaim\s+(?:number|no\.?|#|id)?\s*[:#]?\s*([A-Z]{0,4}-?[0-9][0-9A-Z\-]{5,})`)
	denialInText  = regexp.MustCompile(`(?i)(?:\b(?:why|reasons?|basis|rationale|explanation|grounds)\b[^.:\n]{0,70}:\s*|\b(?:reason|basis|rationale|grounds) (?:for|of|behind) [^.:\n]{0,50}?\b(?:is|was)(?:\s+that|\s+because)?\s+|\b(?:was|were|is|are|has been|have been)\s+(?:denied|not approved|not covered)\s*(?:because|as|since|for the following reasons?:?|due to)\s+|\b(?:denied|denial)\s+(?:because|for the following reasons?:?|due to)\s+|\bfor the following reasons?:\s*|\b(?:cannot|can not|unable to|could not)\s+(?:approve|pay|cover|be approved|be paid|be covered)[^.]{0,80}?\b(?:because|due to|as)\s+|\bbecause:?\s+)([^\n]+)`)
	sentenceEnd   = regexp.MustCompile(`[.!?](?:\s+[A-Z]|\s*$)`)
	npiInText     = regexp.MustCompile(`(?i)\bNPI\s*[:#]?\s*([0-9]{10})\b`)
	bornInText    = regexp.MustCompile(`(?i)\b(?:born(?:\s+on)?|DOB|(?:date of birth|birth ?date|birthday)(?:\s+(?:is|was))?)\s*:?\s+`)
	dayInText     = regexp.MustCompile(`(?i)\b(admitted(?:\s+to\s+[^.]{0,60}?)?\s+on|discharged(?:\s+[^.]{0,30}?)?\s+on|(?:seen|examined|evaluated|treated|performed|done)(?:\s+[^.]{0,40}?)?\s+on|performed|visit(?:\s+[^.,]{0,30}?)?\s+(?:on|of)|services?\s+(?:[^.,]{0,30}?\s)?on|service\s+(?:provided\s+|received\s+|dated\s+)?on|date of service|collected on|reported on|signed on|dates? of service)\s*:?\s+`)
	patientInText = regexp.MustCompile(`\b(?:RE|Re|Patient|PATIENT|Regarding|Member|regarding|patient)\s*:?\s+((?:Mr\.?|Mrs\.?|Ms\.?|Miss)?\s*` + capitalised + `)`)
)

// capitalised are two to five words as names have them, initials and commas among them: "GRAY, DMITRI P", "POPE,REBECCA".
const capitalised = `(?:[\p{Lu}][\p{L}'’\-.]*(?:,\s*|\s+)){1,4}[\p{Lu}][\p{L}'’\-]*`

// paragraph is the text of neighbouring lines with the way back to their words.
func paragraph(l *leaf) view {
	var ws []layout.Word
	for i := range l.sheet.Lines {
		if !l.inTable(i) {
			ws = append(ws, l.sheet.Lines[i].Words...)
		}
	}
	return see(ws)
}

// readProse takes what stands in sentences, where no label helps. It counts less than what stands at a label.
func (r *reader) readProse(l *leaf) {
	v := paragraph(l)
	r.codesInText(l, v)
	r.numbersInText(l, v)
	r.peopleInText(l, v)
	r.datesInText(l, v)
	for _, m := range npiInText.FindAllStringSubmatchIndex(v.text, 3) {
		if t, ok := npi(v.text[m[2]:m[3]]); ok {
			t.from, t.to = m[2], m[3]
			r.add(l, chart.ProviderNPI, v, t, 0.6)
		}
	}
	for _, m := range claimInText.FindAllStringSubmatchIndex(v.text, 2) {
		r.add(l, chart.ClaimNumber, v, take{from: m[2], to: m[3], norm: strings.ToUpper(v.text[m[2]:m[3]]), score: 1}, 0.6)
	}
	if r.doc.Type == chart.DenialLetter {
		r.denial(l, v)
	}
	r.providersInText(l)
	if r.doc.Type == chart.EOB {
		r.serviceBlock(l)
	}
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		r.banner(l, see(line.Words))
		for _, seg := range line.Segments {
			r.namedPatient(l, see(line.Words[seg.First:seg.Last+1]))
		}
	}
	for _, m := range patientPhone.FindAllStringIndex(v.text, 3) {
		rest := v.text[m[1]:min(len(v.text), m[1]+20)]
		if t, ok := phone(rest); ok && t.from <= 2 {
			t.from, t.to = t.from+m[1], t.to+m[1]
			r.add(l, chart.Phone, v, t, 0.6)
		}
	}
	r.allergyInText(l, v)
	r.payerInText(l, v)
	if r.doc.Type == chart.ConsentForm {
		for _, m := range drName.FindAllStringSubmatchIndex(v.text, 2) {
			if t, ok := name(v.text[m[2]:m[3]]); ok {
				t.from, t.to = t.from+m[2], t.to+m[2]
				r.add(l, chart.ProviderName, v, t, 0.5)
			}
		}
	}
}

var payerNamed = regexp.MustCompile(`(?:(?i:on behalf of|underwritten by|insured (?:by|with|through)|covered by|coverage (?:is )?(?:with|through|from)|insurance is|my insurance,|has asked|a member of|enrolled in|insurance on file:)) ((?:[A-Z][\w&.'’-]*(?: |\b)){2,6})`)

// payerInText takes the plan that a sentence names.
func (r *reader) payerInText(l *leaf, v view) {
	for _, m := range payerNamed.FindAllStringSubmatchIndex(v.text, 3) {
		text := strings.TrimRight(v.text[m[2]:m[3]], " .,'’-")
		if t, ok := organisation(text); ok && t.from == 0 && likeOrganisation(text[:t.to], payersOwn) == evident {
			r.add(l, chart.Payer, v, take{from: m[2], to: m[2] + t.to, score: 1}, 0.6)
		}
	}
}

// addNamed notes a name out of running text. What the line before ends with belongs to a title or to another cell where the text
// does not run on over the line's end.
func (r *reader) addNamed(l *leaf, n chart.FieldName, v view, t take, score float64) {
	first, last := v.within(t.from, t.to)
	for k := last; k > max(first, 0); k-- {
		if a, b := v.words[k-1].Rect, v.words[k].Rect; b.Y0 > a.MidY() && (b.Y0-a.Y1 > 0.9*l.sheet.Body || a.X1 < 600) {
			at := v.at[k]
			cut, ok := name(strings.TrimPrefix(v.text[at:t.to], "I, "))
			if !ok {
				return
			}
			at += len(v.text[at:t.to]) - len(strings.TrimPrefix(v.text[at:t.to], "I, "))
			cut.from, cut.to = cut.from+at, cut.to+at
			r.add(l, n, v, cut, score)
			return
		}
	}
	r.add(l, n, v, t, score)
}

// namedPatient takes the name that a cell or a sentence gives its patient.
func (r *reader) namedPatient(l *leaf, v view) {
	for _, m := range patientInText.FindAllStringSubmatchIndex(v.text, 4) {
		if t, ok := name(v.text[m[2]:m[3]]); ok {
			t.from, t.to = t.from+m[2], t.to+m[2]
			r.add(l, chart.PatientName, v, t, 0.5)
		}
	}
}

// codesInText takes ICD-10 codes with their dot anywhere where the type calls for codes, and procedure codes on lines that
// show money or a date.
func (r *reader) codesInText(l *leaf, v view) {
	if r.calls.listed(chart.DiagnosisCode) || r.doc.Type == chart.Other {
		for _, t := range icd(v.text, false) {
			if t.score == 1 || inBrackets(v.text, t) {
				r.add(l, chart.DiagnosisCode, v, t, 0.8)
			}
		}
	}
	switch r.doc.Type {
	case chart.Superbill, chart.ClaimForm, chart.EOB:
	default:
		return
	}
	for i := range l.sheet.Lines {
		line := see(l.sheet.Lines[i].Words)
		_, paid := money(line.text)
		day, dated := r.clock.date(line.text, false)
		if dated = dated && day.from <= 1; !paid && !dated {
			continue
		}
		for _, t := range cpt(line.text) {
			if l.inTable(i) && !inBrackets(line.text, t) { // the columns of tables are read by their headers
				continue
			}
			if !paid && !inBrackets(line.text, t) {
				continue
			}
			if dated && r.doc.Type == chart.EOB {
				r.add(l, chart.DateOfService, line, day, 0.6)
			}
			if len(onlyDigits(t.norm)) >= 4 && !zipBefore(line.text, t.from) {
				r.add(l, chart.ProcedureCode, line, t, 0.7)
			}
		}
	}
}

// inBrackets reports whether a code stands in brackets: "Nebulizer treatment (94640)".
func inBrackets(s string, t take) bool {
	return t.from > 0 && t.to < len(s) && s[t.from-1] == '(' && s[t.to] == ')'
}

// datesInText takes the dates that a sentence names.
func (r *reader) datesInText(l *leaf, v view) {
	for _, m := range dayInText.FindAllStringSubmatchIndex(v.text, 12) {
		rest := v.text[m[1]:min(len(v.text), m[1]+40)]
		t, ok := r.clock.date(rest, false)
		if !ok || t.from > 3 {
			continue
		}
		said := strings.ToLower(v.text[m[2]:m[3]])
		if strings.HasPrefix(said, "visit") && !r.calls.must(chart.DateOfService) {
			continue
		}
		t.from, t.to = t.from+m[1], t.to+m[1]
		r.add(l, saysDate(said), v, t, 0.6)
	}
	if r.doc.Type == chart.MedicationList {
		for _, m := range asOf.FindAllStringIndex(v.text, 2) {
			if t, ok := r.clock.date(v.text[m[1]:min(len(v.text), m[1]+30)], false); ok && t.from == 0 {
				t.from, t.to = t.from+m[1], t.to+m[1]
				r.add(l, chart.DateOfService, v, t, 0.6)
			}
		}
	}
	for _, m := range bornInText.FindAllStringIndex(v.text, 6) {
		rest := v.text[m[1]:min(len(v.text), m[1]+30)]
		if t, ok := r.clock.date(rest, true); ok && t.from <= 2 {
			t.from, t.to = t.from+m[1], t.to+m[1]
			r.add(l, chart.DateOfBirth, v, t, 0.65)
		}
	}
}

// asOf says of which day a list is.
var asOf = regexp.MustCompile(`(?i)\b(?:list|medications?|meds|medicines|current|updated|accurate|reviewed)\s+as\s+of:?\s+`)

func saysDate(words string) chart.FieldName {
	switch {
	case strings.HasPrefix(words, "admitted"):
		return chart.AdmissionDate
	case strings.HasPrefix(words, "discharged"):
		return chart.DischargeDate
	case strings.HasPrefix(words, "collected"):
		return chart.CollectedDate
	case strings.HasPrefix(words, "reported"):
		return chart.ReportedDate
	case strings.HasPrefix(words, "signed"):
		return chart.SignatureDate
	}
	return chart.DateOfService
}

// providersInText takes names with a clinician's credentials: after a signature they are the provider's.
func (r *reader) providersInText(l *leaf) {
	if r.doc.Type == chart.IDCard || r.doc.Type == chart.InsuranceCard || r.doc.Type == chart.FaxCover {
		return
	}
	signing := false
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		if farewell.MatchString(line.Text(0, len(line.Words)-1)) {
			signing = true
			continue
		}
		if l.inTable(i) {
			continue
		}
		for _, seg := range line.Segments {
			if r.clinicianIn(l, line, seg, signing) {
				signing = false
			}
		}
	}
}

// farewell ends a letter; who signs stands below it.
var farewell = regexp.MustCompile(`(?i)^(?:(?:yours?\s+)?(?:sincerely|truly|faithfully|respectfully)(?:\s+(?:yours|submitted))?|(?:with\s+)?(?:kind(?:est)?|best|warm(?:est)?|many)?\s*(?:regards|wishes)|(?:with\s+)?(?:many\s+)?thank(?:s|\s+you)(?:\s+(?:again|very much|in advance))?|gratefully|cordially|atentamente|saludos(?: cordiales)?)\s*[,.]?$`)

// clinicianIn takes a name that ends in a clinician's credentials out of a segment.
func (r *reader) clinicianIn(l *leaf, line *layout.Line, seg layout.Segment, signing bool) bool {
	v := see(line.Words[seg.First : seg.Last+1])
	ts := tokens(v.text)
	for k := 2; k < len(ts); k++ {
		if c := bare(ts[k].text); !clinicians[c] || k+1 < len(ts) && len(ts[k+1].text) >= 5 && onlyDigits(ts[k+1].text[:5]) == ts[k+1].text[:5] || upperCase(c) || strings.ToLower(ts[k].text) == ts[k].text {
			continue
		}
		for from := max(0, k-5); from <= k-2; from++ {
			if !nameLike(ts[from].text) || from > 0 && strings.Contains(ts[from-1].text, "Dr") {
				continue
			}
			t, ok := name(v.text[ts[from].from:ts[k].to])
			if !ok || ts[from].from+t.to < ts[k-1].from && !creditsOnly(v.text[ts[from].from+t.to:ts[k].from]) {
				continue
			}
			t.from, t.to = t.from+ts[from].from, t.to+ts[from].from
			before := strings.ToLower(v.text[:ts[from].from])
			score, field := 0.4, chart.ProviderName
			if signing || signsNear(l.sheet, line) || strings.Contains(before, "signed") || strings.Contains(before, "author") || strings.Contains(before, "dictated") {
				score = 0.65
			}
			if strings.Contains(before, "refer") || r.doc.Type == chart.ReferralLetter {
				field = chart.ReferringProvider
			}
			if strings.Contains(before, "director") || strings.Contains(strings.ToLower(v.text[ts[k].to:]), "director") || r.doc.Type == chart.ReferralLetter && !signing && score < 0.6 || r.doc.Type == chart.DenialLetter || l.witnessed(v.words[:1]) {
				return false
			}
			r.add(l, field, v, t, score)
			if from == 0 && k == len(ts)-1 {
				l.clinicians = append(l.clinicians, v.words)
			}
			return true
		}
	}
	return false
}

// clinicians are the credentials of those who treat and sign.
var clinicians = words("aud llpc llmsw cadc epdh pharmdcpp nrp otr/l otrl cht dacbr lpcc ccc-slp rdh crnp cpnp pnp cnp cns acnp dpt dc psyd lcsw lpc lmft lmhc otr slp md do np pa pac fnp fnpbc fnpc arnp aprn dpm dds dmd mbbs crna cnm dnp rph pharmd agnp whnp pmhnp od phd rn")

var (
	ageAndSex = regexp.MustCompile(`(?i)\b\d{1,3}\s*(?:-?\s*(?:y\.?\s?/?o\.?|y\b|yrs?\.?|years?)[\s\-]*(?:old)?)\s*[,/|]?\s*(?:(?:\pL+\s+){0,3}?(female|male|woman|man|girl|boy|lady|gentleman)\b|(f\b|m\b))`)
	nameFirst = regexp.MustCompile(`(?:^|[|•·])\s*((?:[\p{Lu}][\p{L}'’\-.]*,?\s+){1,4})(?:\([a-z]+/[a-z/]+\)\s*)?[(\[|•·,;\-–]*\s*(?:DOB|D\.O\.B\.?|MRN|Date of Birth|Born|b\.)`)
)

// banner takes the patient out of the line that a chart's system prints over every page: name, age, sex, birth, number.
func (r *reader) banner(l *leaf, v view) {
	if m := nameFirst.FindStringSubmatchIndex(v.text); m != nil {
		if t, ok := name(v.text[m[2]:m[3]]); ok {
			t.from, t.to = t.from+m[2], t.to+m[2]
			r.add(l, chart.PatientName, v, t, 0.58)
		}
	}
	if m := ageAndSex.FindStringSubmatchIndex(v.text); m != nil {
		if m[2] < 0 {
			m[2], m[3] = m[4], m[5]
		}
		norm := strings.ToUpper(v.text[m[2] : m[2]+1])
		switch low := strings.ToLower(v.text[m[2]:m[3]]); low {
		case "woman", "girl", "lady":
			norm = "F"
		case "man", "boy", "gentleman":
			norm = "M"
		}
		if r.calls.must(chart.Sex) { // running text counts where the type asks for it
			r.add(l, chart.Sex, v, take{from: m[2], to: m[3], norm: norm, score: 1}, 0.45)
		}
	}
}

var (
	allergicTo   = regexp.MustCompile(`(?i)\b(?:is |are |reports (?:an? )?|known |an )?(?:allerg(?:ic|y|ies) to|react(?:s|ed) to|intolerant (?:of|to))\s+([^.]{3,200})`)
	givesHives   = regexp.MustCompile(`\b([A-Z][a-z]{3,}) (?:gives|gave|causes|caused|makes|made) (?:her|him|me|them|the patient|you)?\s?(?:[a-z]+ ){0,2}(?:hives|rash|itch|itching|nausea|vomit|vomiting|swell|swelling|anaphylaxis|sick|throat)`)
	reactedTo    = regexp.MustCompile(`(?i)\b(?:rash|hives|anaphylaxis|swelling|angioedema|bad reaction|allergic reaction) (?:with|from|to|after|on) ([a-z][a-z\-]{3,}(?:\s(?:drugs|antibiotics))?)`)
	substanceEnd = regexp.MustCompile(`(?i)\s*(?:[(\[]|,?\s\b(?:which|with|that|causing|causes|since|as|but|he|she|resulting|and (?:is|has|takes|was|he|she))\b)`)
	substanceGap = regexp.MustCompile(`(?:\s*\([^)]*\))?\s*(?:[,;]\s*(?:and\s+)?|\s+and\s+)`)
)

// allergyInText takes the substances of "she is allergic to penicillin (hives), latex and aspirin, which cause hives".
func (r *reader) allergyInText(l *leaf, v view) {
	if !r.calls.listed(chart.Allergy) && r.doc.Type != chart.Other {
		return
	}
	for _, m := range givesHives.FindAllStringSubmatchIndex(v.text, 4) {
		r.substance(l, v, m[2], m[3])
	}
	for _, m := range reactedTo.FindAllStringSubmatchIndex(v.text, 4) {
		if w := bare(firstWord(v.text[m[2]:m[3]])); knowsDrug(w) || allergens[w] {
			r.substance(l, v, m[2], m[3])
		}
	}
	for _, m := range allergicTo.FindAllStringSubmatchIndex(v.text, 4) {
		for at := m[2]; at < m[3]; {
			end, next := m[3], m[3]
			if g := substanceGap.FindStringIndex(v.text[at:m[3]]); g != nil {
				end, next = at+g[0], at+g[1]
			}
			last := false
			if e := substanceEnd.FindStringIndex(v.text[at:end]); e != nil {
				last = v.text[at+e[1]-1] != '(' && v.text[at+e[1]-1] != '['
				end = at + e[0]
			}
			if !r.substance(l, v, at, end) || last {
				break
			}
			at = next
		}
	}
}

// substance notes one substance of a sentence; false where the list has ended.
func (r *reader) substance(l *leaf, v view, from, to int) bool {
	text := strings.TrimRight(v.text[from:to], " ,;")
	if n := len(tokens(text)); n == 0 || n > 3 || len(text) < 4 || runOnText.MatchString(text) || reactions[bare(text)] || strings.Contains(text, "medication") || strings.Contains(text, "any") {
		return false
	}
	r.addItem(l, chart.Allergy, item{view: v}, from, from+len(text), 0.75)
	return true
}
