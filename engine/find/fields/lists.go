package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// readLists takes the items of sections: "Allergies: Penicillin (hives), Sulfa" and lists of lines under a heading.
func (r *reader) readLists(l *leaf) {
	for _, m := range l.sheet.Labels {
		n := chart.FieldName(m.Key)
		switch n {
		case chart.Allergy, chart.Medication, chart.Diagnosis, chart.Vaccine:
		default:
			continue
		}
		if !r.opensList(l, m) {
			continue
		}
		before := [2]int{len(r.found[chart.Diagnosis]), len(r.found[chart.DiagnosisCode])}
		r.readList(l, m)
		if n == chart.Diagnosis && r.historic(m, before) {
			r.past(before)
		}
	}
}

// opensList reports whether a label is the heading of a list.
func (r *reader) opensList(l *leaf, m layout.Match) bool {
	n := chart.FieldName(m.Key)
	if !r.calls.wants(n) || l.inTable(m.Line) || !m.Starts && !m.Colon || r.vague(m) || midPhrase(l, m) {
		return false
	}
	return !bareHeading(m) || n != chart.Diagnosis && m.Quality >= 1
}

// bareHeading is a heading that its items follow without a sign: "Drug Allergies Penicillin". Only what is surely an item is
// taken there.
func bareHeading(m layout.Match) bool { return !m.Colon && !m.Ends }

// readList takes the items under one heading.
func (r *reader) readList(l *leaf, m layout.Match) {
	n := chart.FieldName(m.Key)
	its := l.section(m)
	for k, it := range its {
		if k > 0 && n == chart.Allergy && its[0].inline && !goesOn(its[k-1]) && !allergenFirst(it) { // the lines under what was said are of something else
			break
		}
		if n == chart.Diagnosis && gridLike(l, it) {
			continue
		}
		if bareHeading(m) && !surely(n, it) {
			return
		}
		switch n {
		case chart.Allergy:
			r.allergies(l, firstCell(l, it))
		case chart.Medication:
			r.medication(l, it, m)
		case chart.Diagnosis:
			r.diagnosis(l, it)
		case chart.Vaccine:
			r.vaccine(l, it)
		}
	}
}

// goesOn reports whether an item ends in the middle of a list.
func goesOn(it item) bool {
	return strings.HasSuffix(it.text, ",") || strings.HasSuffix(it.text, ";") || strings.HasSuffix(it.text, " and")
}

// allergenFirst reports whether an item begins with what people are allergic to.
func allergenFirst(it item) bool {
	w := firstWord(strings.TrimLeft(it.text, "-•* "))
	return knowsDrug(strings.Trim(w, ",;:")) || allergens[bare(w)]
}

// midPhrase reports whether words that read as a heading are the end of a phrase: "Sulfa drugs: rash".
func midPhrase(l *leaf, m layout.Match) bool {
	if m.Starts || m.First == 0 {
		return false
	}
	before := l.sheet.Lines[m.Line].Words[m.First-1]
	if m.Key == "allergy" && m.Colon && theirs[strings.ToLower(before.Text)] { // "Please note these allergies: …"
		return false
	}
	return m.Rect.X0-before.Rect.X1 < 1.2*l.sheet.Body && (letterStart(before.Text) || before.Text == "&" || before.Text == "/") && !strings.ContainsAny(before.Text[len(before.Text)-1:], ".,;:|)!?")
}

var theirs = words("these the following known her his their drug")

// firstCell is an item up to the first wide gap: a list may be set as a table without a header, "Naproxen   Stomach bleeding".
func firstCell(l *leaf, it item) item {
	if it.inline {
		return it
	}
	for i := 1; i < len(it.words); i++ {
		a, b := it.words[i-1], it.words[i]
		if b.Rect.Y0 > a.Rect.MidY() {
			break
		}
		if b.Rect.X0-a.Rect.X1 > 2*l.sheet.Body && !strings.HasSuffix(a.Text, ",") && !strings.HasSuffix(a.Text, ";") && i <= 4 && reactions[bare(b.Text)] {
			return item{see(it.words[:i]), false}
		}
	}
	return it
}

// gridLike is a line of choices to tick: three cells or more.
func gridLike(l *leaf, it item) bool {
	wide := 0
	for i := 1; i < len(it.words); i++ {
		if it.words[i].Rect.X0-it.words[i-1].Rect.X1 > 3*l.sheet.Body {
			wide++
		}
	}
	return wide >= 2
}

// vague names headings whose text is no list of diagnoses in this type of document.
func (r *reader) vague(m layout.Match) bool {
	switch m.Phrase {
	case "impression":
		return r.doc.Type == chart.RadiologyReport
	case "indication", "indications", "clinical indication", "clinical history":
		return true
	case "medical history", "past medical history", "conditions", "medical conditions":
		return r.doc.Type == chart.RadiologyReport || r.doc.Type == chart.LabReport || r.doc.Type == chart.PathologyReport
	}
	return false
}

// surely reports whether the text beside a label without a colon can be nothing but its items.
func surely(n chart.FieldName, it item) bool {
	first := it.text[0]
	if first >= 'a' && first <= 'z' || runOnText.MatchString(it.text) {
		return false
	}
	for _, p := range pieces(it) {
		s := it.text[p[0]:p[1]]
		if n == chart.Medication {
			if d, ok := drugIn(s); !ok || !d.sure {
				return false
			}
		} else if len(tokens(s)) > 4 {
			return false
		}
	}
	return n == chart.Medication || n == chart.Vaccine && vaccineLike(it.text) || n == chart.Allergy && it.inline
}

// pieces parts an item at commas and semicolons outside brackets, where it stands beside its label.
func pieces(it item) [][2]int {
	s := it.text
	start := 0
	if m := bullet.FindStringIndex(s); m != nil {
		start = m[1]
	}
	var out [][2]int
	depth := 0
	for i := start; i < len(s); i++ {
		if i > start && s[i-1] == ' ' && numbered.MatchString(s[i:]) { // "2) Migraine" in running text
			out = append(out, [2]int{start, i})
			start = i + numbered.FindStringIndex(s[i:])[1]
		}
		if depth == 0 && i > start && strings.HasPrefix(s[i:], " and ") && andNext.MatchString(s[i:]) { // "Eggs - rash and Tree nuts - swelling"
			out = append(out, [2]int{start, i})
			start = i + 5
			i = start - 1
			continue
		}
		if depth == 0 && i > start { // "Penicillin (hives) • Sulfa (rash)"
			if m := divider.FindString(s[i:]); m != "" {
				out = append(out, [2]int{start, i})
				start = i + len(m)
				i = start - 1
				continue
			}
		}
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		case ',', ';':
			if depth == 0 {
				out = append(out, [2]int{start, i})
				start = i + 1
			}
		}
	}
	out = append(out, [2]int{start, len(s)})
	for i := range out {
		for out[i][0] < out[i][1] && (s[out[i][0]] == ' ' || s[out[i][0]] == '-') {
			out[i][0]++
		}
		for out[i][1] > out[i][0] && strings.IndexByte(" .,;", s[out[i][1]-1]) >= 0 {
			out[i][1]--
		}
	}
	return out
}

// andNext is one more item with what it does: " and Tree nuts - swelling".
var andNext = regexp.MustCompile(`^ and [\p{Lu}][\p{L}\-]+(?: [\p{L}\-]+){0,2}(?: [-–—] | \()`)

// divider is a sign that stands alone between two items of a line.
var divider = regexp.MustCompile(`^\s[•●·▪■|]\s`)

var numbered = regexp.MustCompile(`^\(?\d{1,2}[.)]\s+`)

var (
	reaction  = regexp.MustCompile(`(?i)\s*(?:[(\[]|\s[-–—=]+\s?|\s?[-–—]{1,2}>|→|:|/|\bcauses?\b|\breaction\b|\bwith\b|\bproduces\b|\bgives\b|\bcausing\b|\bresulting\b|\bsevere\b|\bmild\b|\bmoderate\b)`)
	noAllergy = regexp.MustCompile(`(?i)^(?:n\.?k\.?d?\.?a\.?\b|no known|none\b|no allerg|no drug|denies|niega|ninguna|sin alergias)`)
	reactions = words("hives rash anaphylaxis swelling nausea itching vomiting diarrhea cough angioedema dyspnea urticaria headache dizziness reaction unknown severe mild moderate high low throat closes gi upset bronchospasm hypotension active wheezing shock itch pruritus flushing vomit fainting syncope blisters tightness breathing difficulty edema confusion drowsiness stomach pain cramps fever erythema dermatitis intolerance tachycardia palpitations redness sneezing congestion")
	runOnText = regexp.MustCompile(`(?i)^(?:the|patient|she|he|and|or|which|that|causes?|please|see|review|reviewed|yes|no|date|if|list|any|has|with)\b`)
)

// allergies takes the substances of an item; what they cause is left out.
func (r *reader) allergies(l *leaf, it item) {
	for _, p := range pieces(it) {
		s := it.text[p[0]:p[1]]
		if s == "" {
			continue
		}
		if noAllergy.MatchString(s) {
			r.none[chart.Allergy] = true // no allergy is known: there is none to give, and none to ask for
			continue
		}
		if runOnText.MatchString(s) {
			return
		}
		end := p[1]
		if m := reaction.FindStringIndex(s); m != nil && m[0] > 2 {
			end = p[0] + m[0]
		}
		text := withoutReaction(strings.TrimRight(it.text[p[0]:end], " .,;"))
		ts := tokens(text)
		if len(ts) == 0 || len(ts) > 4 || len(text) < 3 || len(text) > 40 || hasDigit(text) || reactions[bare(ts[0].text)] {
			continue
		}
		r.addItem(l, chart.Allergy, it, p[0], p[0]+len(text), 0.92)
	}
}

// withoutReaction takes what a substance causes off its end, where the dash between the two was not read.
func withoutReaction(text string) string {
	ts := tokens(text)
	for n := len(ts); n > 0; n-- {
		if n == 1 || !reactions[bare(ts[n-1].text)] || reactions[bare(ts[0].text)] {
			return text[:ts[n-1].to]
		}
	}
	return text
}

// numberBehindDrug is a strength without its unit behind the name of a drug.
var numberBehindDrug = regexp.MustCompile(`^([A-Za-z][A-Za-z\-]+(?: (?:XR|XL|ER|SR|CD|LA|HFA))?) \d{1,4}(?:\.\d+)?(?: [^/%]*)?$`)

// addItem notes one value of a list.
func (r *reader) addItem(l *leaf, n chart.FieldName, it item, from, to int, score float64) {
	if !r.calls.wants(n) || to <= from {
		return
	}
	if m := numberBehindDrug.FindStringSubmatchIndex(it.text[from:to]); n == chart.Medication && m != nil && knownDrug(firstWord(it.text[from:to])) { // "Losartan 50 pressure"
		to = from + m[3]
	}
	ws := it.cut(from, to)
	if len(ws) == 0 {
		return
	}
	score *= r.bornOut(n, it.text[from:to], score >= 0.95 || it.placed(n, to))
	if score == 0 {
		return
	}
	var like []string
	if n == chart.Medication {
		like = drugsLike(it.text[from:to])
	}
	r.found[n] = append(r.found[n], hit{take: take{from: from, to: to, score: 1, suggest: like}, leaf: l, words: ws, value: it.text[from:to], score: score, multi: true})
}

// placed reports whether what stands beside a term says what it is: a dose behind a drug, a code beside a diagnosis.
func (it item) placed(n chart.FieldName, to int) bool {
	switch n {
	case chart.Medication:
		dose := doseShape.FindStringIndex(it.text[to:])
		return dose != nil && dose[0] < 30
	case chart.Diagnosis:
		return len(icd(it.text, true)) > 0
	}
	return false
}

var (
	dxEnd    = regexp.MustCompile(`\s*(?:[(\[;]|\s[-–—]\s|:\s|\.\s|,?\s+(?:ICD|icd)\b|\s{2,}|\b[A-TV-Z][0-9][0-9A-Z]\.[0-9A-Z]{1,4}\b|\s[A-TV-Z][0-9]{2}\b|\s[1l|£][0-9]{2}\.[0-9A-Z]{1,4}\b|\s[1l|!]10[.,;]?$)`)
	codeLead = regexp.MustCompile(`^(?:[A-L][.)]\s*)?[(\[]?(?:[A-TV-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?|[1l|£][0-9]{2}\.[0-9A-Z]{1,4}|[1l|][0-9]{2}\b)[)\]]?\s*[-–—:.,]?\s*`)
	notDx    = regexp.MustCompile(`(?i)^(?:the|patient|she|he|this|there|please|see|continue|return|start|follow|none|n/a|on|we|if|plan|orders?|schedule|obtain|repeat|monitor|advised?|counsel|counseled|discuss|discussed|encouraged?|educated?|avoid|take|call|given|handout|rtc|f/u|consider|titrate|hold|resume|begin|add|switch|prescribed?|send|labs?|limit|exercise|ordered|started|continued|increased|decreased|stopped|tolerating|reports?|last|next|today|goal|current|pt|your|you|stable|will|refer|increase|decrease|check|recheck|no\b|code|description|(?:[a-z]+,?\s+){1,4}(?:biopsy|excision|resection|aspirate|aspiration|specimen|polypectomy)$|gross|microscopic|all in)\b`)
)

// vaccine takes one vaccine out of an item.
func (r *reader) vaccine(l *leaf, it item) {
	for _, p := range pieces(it) {
		s := it.text[p[0]:p[1]]
		from, to := vaccineIn(s, vaccineEnd)
		text := s[from:to]
		if n := len(tokens(text)); n == 0 || n > 6 || !vaccineLike(text) {
			continue
		}
		r.addItem(l, chart.Vaccine, it, p[0]+from, p[0]+to, 0.9)
	}
}

// vaccineIn gives where the name of a vaccine begins and ends in a text: behind the mark of an item, before what ends it: its
// code or number in a cell, its dose or day in a line.
func vaccineIn(s string, tail *regexp.Regexp) (from, to int) {
	end := len(s)
	if m := tail.FindStringIndex(s); m != nil && m[0] > 1 {
		end = m[0]
	}
	from = len(lettered.FindString(s[:end]))
	return from, from + len(strings.TrimRight(s[from:end], " .,;:-"))
}

var (
	vaccineEnd   = regexp.MustCompile(`(?i)\s*(?:\s\d{1,2}[/\-]\d{1,2}[/\-]|\blot\b|\bon\b|\bgiven\b|\bdose\b|\s[-–—]\s|:\s|\badministered\b|\bup to date\b|\s?\(cvx\b|\s#\d|\[x\])`)
	vaccineTail  = regexp.MustCompile(`(?i)\s?\(cvx\b|\s#\d|\s*\[x\]|:\s`)
	lettered     = regexp.MustCompile(`^[A-Z][.)]\s+`) // the mark of an item
	vaccineWords = words("mmr dtap tdap td dt hepatitis hep influenza flu varicella polio ipv opv pneumococcal pcv13 pcv15 pcv20 ppsv23 prevnar rotavirus hpv gardasil zoster shingrix covid covid19 meningococcal menacwy hib rsv mmrv " +
		"sarampion sarampión rubeola rubéola varicela neumococo meningococo triple pentavalente hexavalente dpt tetano tétano difteria gripe papiloma tetanus bcg typhoid rabies fluzone flucelvax pneumovax vaccine moderna pfizer comirnaty spikevax boostrix adacel varivax havrix engerix recombivax pediarix menb yellow japanese measles diphtheria heplisav prevnar20")
)

// noVaccine begins what registries print between and under their lines.
var noVaccine = regexp.MustCompile(`(?i)^(?:not|next|certified|exempt\w*|recommended|administered|proveedor|series|status|due|comments?)\b`)

func vaccineLike(s string) bool {
	if noVaccine.MatchString(s) {
		return false
	}
	for _, t := range tokens(strings.NewReplacer("-", " ", "/", " ", "(", " ", ")", " ").Replace(s)) {
		if b := bare(t.text); vaccineWords[b] || len(b) > 3 && vaccineWords[strings.TrimRight(b, "0123456789")] {
			return true
		}
	}
	return false
}
