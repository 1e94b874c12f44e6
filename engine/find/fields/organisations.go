package fields

import (
	"maps"
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Names of clinics and insurers: at their labels, and at the head of a page.

// facilityWords and payerWords are in the names of clinics and insurers.
var (
	facilityWords = words("hospital clinic medical center centre health healthcare associates laboratory laboratories lab labs practice physicians group diagnostics pathology imaging radiology " +
		"medicine internal primary specialty specialties pediatrics cardiology orthopedics dermatology oncology surgery surgical care wellness institute clinica hospice urgent memorial regional infirmary dental gastroenterology neurology orthopedics orthopaedics family pediatric women's urology obgyn podiatry psychiatry behavioral endoscopy dialysis rheumatology labcorp bioreference arup clínica hospice homecare " +
		"dermatopathology histopathology cytopathology genomics toxicology radiologists pathologists therapy chiropractic optometry eye nursing rehab recovery counseling ankle orthopaedic vascular laboratorio clínico clinico policlínico consultorio salud mri audiology vamc apothecary " +
		"nephrology endocrinology pulmonary rehabilitation system campus network ambulatory department pharmacy centro medico kidney nurses heart spine hand foot sleep orthodontics endodontics orthodontic periodontics fhc ihc visiting rhinology arthritis allergy pain wound fertility midwifery birth")
	payerWords = words("insurance health plan plans blue cross shield bluecross blueshield aetna cigna humana medicare medicaid kaiser anthem united unitedhealthcare mutual assurance benefit benefits hmo ppo " +
		"trust casualty administrators cooperative welfare tricare alliance wellcare centene molina oscar care advantage coverage fund employee life seguros assurant payer indemnity")
	payersOwn = words("insurance health plan plans blue cross shield bluecross blueshield aetna cigna humana medicare medicaid kaiser anthem united unitedhealthcare mutual assurance benefit benefits hmo ppo " +
		"trust casualty administrators cooperative welfare tricare alliance wellcare centene molina oscar care advantage coverage fund employee life seguros assurant payer indemnity " +
		"dental vision rx options choice partners network assistance program authority administration compensation auto retirement services national administrator group solutions medical")
	programme        = regexp.MustCompile(`(?i)^(medicare|medicaid|tricare) health insurance(?: card)?$`)
	planType         = regexp.MustCompile(`(?i)^(?:hmo|ppo|epo|pos|hdhp|ffs|indemnity|medicare (?:advantage|supplement)|(?:bronze|silver|gold|platinum)(?: \d+)?)$`)
	brands           = words("medicare medicaid aetna cigna humana anthem tricare kaiser molina wellcare centene oscar unitedhealthcare united ambetter champva")
	notOrganisations = words("modality accession status ada patient name date dob phone fax page report results information form policy id member number please account signature of")
	placeEnds        = regexp.MustCompile(`\s\([A-Z]{2,6}\)$|\s+[A-Z\d]*\d[A-Z\d]*-[A-Z\d-]*[A-Z\d]{2}\b|\s(?:payment|adjustment|paid)$|\s\*|\s-\s(?i:pathology|laboratory|radiology|imaging|patient accounts|medical records|admissions|pharmacy|surgery)$|,\s(?i:member|group|id|policy|grp|unit|suite|ste|bldg|building|floor|room)\b|\s+(?:[A-Z]{0,3}\d{2,}|\((?i:hmo|ppo|epo|pos|primary|secondary|in[- ]network)|(?i:medicare|medicaid)\s+(?i:advantage|supplement|hmo|ppo|part\b)|\(\d{3}\)|\([A-Z]+\d+\w*\)|\((?i:company|payer|insurance|carrier|plan|facility|clinic)\)|(?i:phone|tel|fax|npi|suite|p\.?o\.?)\b)|\s[|•·]\s|\s-\s(?:[A-Z]{2,4}\b|[a-z(]|.*(?i:request|report|statement|claim|form|notice|summary|record|page|benefits|unit|customer))|;|,\s+(?i:department|division|dept|section) of\b|,\s+[\p{Lu}][\p{L}.]+(?:\s[\p{Lu}][\p{L}.]+)?,\s+(?:[A-Z]{2}|[\p{Lu}][\p{L}]{3,}(?:\s[\p{Lu}][\p{L}]+)?)(?:\s+\d{5}.*)?$`)
)

// localNumber is the number of a union's local, whose members' fund has it in its name.
var localNumber = regexp.MustCompile(`^(?i:\S+ )?Local (?:No\.? )?\d{1,4}`)

// partOf is how a clinic says whose it is, and what kind of laboratory a line is about.
var partOf = regexp.MustCompile(`(?i)^(?:an? (?:service|division|department|member|facility|part|affiliate|partner|program|independent licensee)\b|in[- ]house\b|board[- ]certified|(?:caring|serving|counseling|care) (?:for|you|our)\b)`)

// nounBefore is a label before a name that has no colon: "Practice Ortiz & Bell Behavioral Health", "Given by Tamarack Clinic".
var nounBefore = regexp.MustCompile(`^(?:Plan|PLAN|Primary|PRIMARY|[A-C]|Practice|PRACTICE|Facility|FACILITY|Company|COMPANY|Payer|PAYER|Payor|Carrier|CARRIER|Insurer|Organization|Agency|(?i:given|performed|seen|administered|provided|prepared|issued) (?i:by|at)|DEPT|Dept\.?)\s+([A-Z].+)$`)

// organisation takes the name of a clinic or an insurer from the start of a text.
func organisation(s string) (take, bool) {
	if partOf.MatchString(s) || s != "" && s[0] >= 'a' && s[0] <= 'z' { // "A service of Mesa Vista Medical Group"
		return take{}, false
	}
	if m := nounBefore.FindStringSubmatchIndex(s); m != nil && !strings.HasPrefix(strings.ToLower(s[m[2]:]), "care ") && !strings.HasPrefix(strings.ToLower(s[m[2]:]), "de ") {
		if t, ok := organisation(s[m[2]:]); ok && t.from == 0 && t.score > 0.9 {
			t.to += m[2]
			t.from = m[2]
			return t, true
		}
	}
	if at := strings.Index(s, ": "); at > 0 && at < 25 && !hasDigit(s[:at]) { // "Med Primary: BCBS"
		t, ok := organisation(s[at+2:])
		t.from, t.to, t.score = t.from+at+2, t.to+at+2, 0.9*t.score
		return t, ok
	}
	end, lead := len(s), len(localNumber.FindString(s))
	if m := placeEnds.FindStringIndex(s[lead:]); m != nil && !(brandOnly(s[:lead+m[0]]) && product.MatchString(s[lead+m[0]:])) {
		end = lead + m[0]
	}
	text := strings.TrimRight(s[:end], " ,:;")
	ts := tokens(text)
	if len(ts) == 0 || len(ts) > 9 || len(text) < 3 {
		return take{}, false
	}
	known, capitals, titles, own := false, 0, 0, false
	for _, t := range ts {
		w := bare(t.text)
		if titleWords[w] {
			titles++
		}
		own = own || t.text[0] != '(' && !facilityWords[w] && !titleWords[w] && !kindWords[w] || brands[w] || w == "labcorp" || w == "bioreference" || w == "arup"
		known = known || facilityWords[w] || payerWords[w]
		if t.text[0] >= 'A' && t.text[0] <= 'Z' || t.text[0] == '&' {
			capitals++
		}
	}
	if len(ts) <= 2 && hasDigit(text) || partNumber.MatchString(text+" ") { // "SECTION 3 INSURANCE", "Jan 1"
		return take{}, false
	}
	if m := programme.FindStringSubmatchIndex(text); m != nil { // "Medicare HEALTH INSURANCE" is the title of Medicare's card
		return take{to: m[3], score: 0.95}, true
	}
	if t, ok := wholeName(text); ok && credentialled(text[t.to:]) || titleWords[bare(ts[len(ts)-1].text)] || titleStarts[bare(ts[0].text)] || strings.ContainsAny(text, "@<>") {
		return take{}, false
	}
	if !letterStart(text) || notOrganisations[bare(ts[0].text)] || endsAsHeading(ts) || 2*capitals < len(ts) && !brands[bare(ts[0].text)] || 2*titles >= len(ts) || !own || planType.MatchString(text) {
		return take{}, false
	}
	score := 0.95
	if !known {
		score = 0.75
	}
	return take{to: len(text), score: score}, true
}

// product is a plan's own name that may be all there is beside a brand: "Buckeye Medicare Advantage".
var product = regexp.MustCompile(`^\s+(?i:medicare|medicaid)\s+(?i:advantage|supplement)`)

// brandOnly reports whether a text is one or two words that name no kind of payer.
func brandOnly(s string) bool {
	ts := tokens(s)
	for _, t := range ts {
		if payerWords[bare(t.text)] {
			return false
		}
	}
	return len(ts) > 0 && len(ts) <= 2
}

// endsAsHeading reports whether a text is the heading of a part of a form.
func endsAsHeading(ts []token) bool {
	switch bare(ts[len(ts)-1].text) {
	case "information", "details", "section", "number", "name", "address", "data", "id", "use", "only", "schedule", "specimen":
		return true
	}
	return false
}

// readLetterhead takes the facility or the payer from the name at the head of the first page.
func (r *reader) readLetterhead(l *leaf) {
	if l.order > 0 {
		return
	}
	want, vocabulary := chart.Facility, facilityWords
	switch r.doc.Type {
	case chart.InsuranceCard, chart.EOB, chart.DenialLetter:
		want, vocabulary = chart.Payer, payersOwn
	case chart.IDCard:
		return
	case chart.ClaimForm:
		r.heads(l, chart.Payer, payerWords)
	}
	r.heads(l, want, vocabulary)
}

// heads offers the segments of the page's head as names of organisations.
func (r *reader) heads(l *leaf, want chart.FieldName, vocabulary map[string]bool) {
	s := l.sheet
	depth := 0.25
	if r.doc.Type == chart.FaxCover {
		depth = 0.5
	}
	if len(s.Lines) == 0 {
		return
	}
	top := s.Lines[0].Rect.Y0 // a card lies somewhere on its page
	for i := 0; i < len(s.Lines) && s.Lines[i].Rect.MidY()-top < depth*(s.Height-top); i++ {
		line := &s.Lines[i]
		for _, seg := range line.Segments {
			v := see(line.Words[seg.First : seg.Last+1])
			t, ok := organisation(v.text)
			if !ok || labelIn(s, i, seg) {
				continue
			}
			if l.order == 0 && i < 3 && t.score > 0.7 && want == chart.Payer && l.overAddress(i, seg) {
				r.add(l, want, v, t, 0.5)
			}
			if score := letterhead(s, seg, v.text[t.from:t.to], r.withPharmacies(vocabulary, want)) + r.faxSide(l, i, seg) + r.ofLaboratory(v.text[t.from:t.to]); score > 0.05 {
				r.add(l, want, v, t, score*r.dispenser(v.text[t.from:t.to]))
			}
		}
	}
}

var (
	sendsFax = regexp.MustCompile(`(?i)^(?:from|sender|sent by|de|originator|originating office|faxed by|from the office of|sending (?:office|facility))\b`)
	getsFax  = regexp.MustCompile(`(?i)^(?:to|addressee|recipient|attn|attention|send to|deliver to|para|receiver|for|cc|receiving (?:office|facility))\b`)
)

// faxSide says whether a line of a fax cover stands with the sender, whose organisation is wanted, or with the addressee.
func (r *reader) faxSide(l *leaf, i int, seg layout.Segment) float64 {
	if r.doc.Type != chart.FaxCover {
		return 0
	}
	for k := i; k >= 0; k-- {
		line := &l.sheet.Lines[k]
		for s := len(line.Segments) - 1; s >= 0; s-- { // sender and addressee may stand side by side: the nearest on the left counts
			o := line.Segments[s]
			if o.Rect.X0 > seg.Rect.X0+l.sheet.Body {
				continue
			}
			switch text := line.Text(o.First, o.Last); {
			case sendsFax.MatchString(text):
				return 0.3
			case getsFax.MatchString(text):
				return -0.3
			}
		}
	}
	return 0
}

// overAddress reports whether a street or a post box stands right under a cell: what sends a letter prints its address under
// its name.
func (l *leaf) overAddress(i int, seg layout.Segment) bool {
	below, k, ok := cellUnder(l.sheet, i, seg.Rect)
	return ok && streetLine.MatchString(l.sheet.Lines[k].Text(below.First, below.Last))
}

// pharmacies are words of the names of drug stores that mean other things elsewhere.
var pharmacies = words("drug drugs rx drugstore")

// withPharmacies adds the words of drug stores on what drug stores print.
func (r *reader) withPharmacies(vocabulary map[string]bool, want chart.FieldName) map[string]bool {
	if want != chart.Facility || r.doc.Type != chart.ImmunizationRecord && r.doc.Type != chart.MedicationList {
		return vocabulary
	}
	all := maps.Clone(vocabulary)
	maps.Copy(all, pharmacies)
	return all
}

// dispenser lowers the name of a drug store on a prescription, which is of the clinic that wrote it.
func (r *reader) dispenser(text string) float64 {
	if r.doc.Type != chart.Prescription {
		return 1
	}
	for _, t := range tokens(text) {
		if b := bare(t.text); pharmacies[b] || b == "pharmacy" || b == "apothecary" {
			return 0.6
		}
	}
	return 1
}

// laboratories are words of the names of laboratories.
var laboratories = words("cytology dermatopathology genomics toxicology laboratory laboratories lab labs labcorp bioreference arup quest diagnostics pathology cytopathology histopathology patología laboratorio")

// imagers are words of the names of those who take pictures.
var imagers = words("imaging radiology radiologists radiologic mri nuclear ultrasound mammography densitometry diagnostics x-ray xray")

// ofLaboratory raises the name of a laboratory on a laboratory's report, which may also print who ordered.
func (r *reader) ofLaboratory(text string) float64 {
	makers := laboratories
	switch r.doc.Type {
	case chart.RadiologyReport:
		makers = imagers
	case chart.LabReport, chart.PathologyReport:
	default:
		return 0
	}
	for _, t := range tokens(text) {
		if makers[bare(t.text)] {
			return 0.2
		}
	}
	return 0
}

// titleWords are in the titles of documents, not in names of clinics.
var titleWords = words("consultation report summary note form record list notice explanation statement card sheet request authorization consent letter registration results prescription information claim referral history instructions " +
	"contrast exam discharge progress superbill immunization vaccination medication medications cover encounter department questionnaire intake denial findings reconciliation certificate certificado informe hoja registro consentimiento evaluation assessment worksheet log acknowledgment")

// titleStarts begin titles, not names: "Notice of Medicare Non-Coverage".
var titleStarts = words("notice explanation statement summary report request certificate form aviso explicación explicacion resumen informe")

// kindWords say what kind of work a department does; a name has a word more.
var kindWords = words("tissue anatomic anatomical surgical clinical diagnostic cytology histopathology histology biopsy of and the for office outpatient inpatient hospital-based molecular general group no number id member employer plan policy care from to by vaccine vaccines immunization information details benefit company/dental american association management records record release roi billing admissions registration")

// letterhead scores a segment as the name of an organisation: its words, its size and how far up it stands.
func letterhead(s *layout.Sheet, seg layout.Segment, text string, vocabulary map[string]bool) float64 {
	ts := tokens(text)
	if len(ts) > 8 || hasDigit(localNumber.ReplaceAllString(text, "")) || strings.ContainsAny(text, ":@") {
		return 0
	}
	hits, titles := 0, 0
	for _, t := range ts {
		w := bare(t.text)
		if vocabulary[w] {
			hits++
		}
		if titleWords[w] {
			titles++
		}
	}
	if hits == 0 || titles > 0 {
		return 0
	}
	if low := strings.ToLower(text); vocabulary["hospital"] && (strings.Contains(low, "plan") || strings.Contains(low, "insurance") || strings.Contains(low, "hmo") || strings.Contains(low, "ppo") || brands[bare(ts[0].text)]) {
		return 0
	}
	score := 0.6 + 0.1*float64(min(hits, 2))
	if b := bare(ts[0].text); len(ts) == 1 && !brands[b] && !laboratories[b] {
		score -= 0.25
	}
	score += 0.25 * min(1, max(0, seg.Rect.Height()/s.Body-1))
	score -= 0.8 * (seg.Rect.MidY() - s.Lines[0].Rect.Y0) / s.Height
	return min(0.92, score)
}

// labelIn reports whether a label with a value stands in the segment.
func labelIn(s *layout.Sheet, line int, seg layout.Segment) bool {
	for _, m := range s.LabelsOf(line) {
		if m.First >= seg.First && m.First <= seg.Last && m.Colon {
			return true
		}
	}
	return false
}
