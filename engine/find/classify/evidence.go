package classify

import (
	"math"
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// What a page holds tells its type where no title does: a card has a member's number and few words, a prescription a dose
// and refills, an explanation of benefits lines with three amounts.

var (
	amountShape = regexp.MustCompile(`\$?\b\d{1,3}(?:,\d{3})*\.\d{2}\b`)
	codeShape   = regexp.MustCompile(`\b(?:\d{5}|[A-V]\d{4})\b`)
	icdShape    = regexp.MustCompile(`\b[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}\b|[(\[][A-TV-Z]\d[0-9A-Z][)\]]`)
	doseOf      = regexp.MustCompile(`(?i)\b[a-z]{4,}\b.*\b\d[\d,.]*\s?(?:mg|mcg|units?|ml|meq|iu|%|gm?|puffs?)\b`)
	rangeOf     = regexp.MustCompile(`\d[\d.]*\s?[-–]\s?\d[\d.]*|[<>]\s?\d`)
	dateOf      = regexp.MustCompile(`(?i)\b\d{1,4}[/\-.]\d{1,2}[/\-.]\d{1,4}\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[. \-]+\d|\d[ \-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)`)
	shotOf      = regexp.MustCompile(`(?i)\b(?:mmr|dtap|tdap|hep(?:atitis)? ?[ab]|influenza|flu|varicella|polio|ipv|pcv\d*|ppsv\d*|rotavirus|hpv\d*|zoster|shingrix|covid|menacwy|menb|hib|rsv|tetanus|pneumococcal)\b`)
	firstPerson = regexp.MustCompile(`\bI (?:know|understand|agree|consent|authori[sz]e|may|give|have|was|will|acknowledge|certify|permit|allow|accept|want|hereby|also|request|do|can|am aware|release|assign|voluntarily)\b|\b[Mm]y (?:questions|consent|permission|condition|treatment|doctor|signature)\b`)
	refusal     = phrases("deny|denied|denial|cannot pay|cannot approve|cannot cover|can not pay|can not approve|can not cover|unable to pay|unable to approve|unable to cover|not able to approve|not able to pay|not able to cover|not pay|not approve|not cover|not approved|not covered|not payable|not medically necessary|declined|rejected|adverse|not authorized|not been authorized|not a benefit|not certified|no trial of|will end|reject")
	appealing   = phrases("appeal*|grievance|reconsider*|external review|disagree with")
	dearDoctor  = phrases("dear dr|dear doctor|dear colleague|dear drs|thank you for asking us to see|thank you for asking me to see|thank you for referring|thanks for referring|if you could see|estimado doctor|estimada doctora|estimado colega")
	dearAny     = phrases("dear")
	stayed      = regexp.MustCompile(` admitted .{0,60}(?: and|,)? discharged | (?:was|were) admitted to (?:our|the|my) (?:service|hospital|unit|ward|care) | (?:was|were) in our care | (?:was|were) (?:an inpatient|hospitali[sz]ed|under our care) | (?:he|she|they) (?:went|was sent|was discharged) home | went home on `)
	dispensing  = phrases("refill|refills|disp|dispense|sig|dea|substitution|substitutions|daw|rx|qty|quantity|no 30|no 60|no 90|no 14|no 20|days supply|dispense as written")
	cardWords   = phrases("copay|copays|co-pay|co-pays|deductible|rx bin|rxbin|rxpcn|pcn|ppo|hmo|epo|customer service|member services|office visit|urgent|specialist|emergency|primary care|pcp|plan|network|effective|dependent|dependents|enrolled|medicare|medicaid")
	idWords     = phrases("valid|valid thru|valid through|employee|student|faculty|staff|community|bearer|birth date|height|resident|birthdate|issued|signature|license|licence|identity|identification|passport|hgt|eyes|hair|class|iss|donor|exp|expires|endorse*|restr*|rstr|dl")
	faxWords    = phrases("fax|facsimile|telecopier")
	sheetsWords = phrases("page|pages|sheet|sheets|including cover|including this cover|in error|by mistake|intended for|intended recipient|confidential")
	settled     = phrases("allowed|paid|discount|discounts|you owe|owes|owed|may owe|responsibility|deductible|coinsurance|adjustment|adjustments|not covered|benefit|benefits|remit*|remark*|permitido|aprobado|deducible|coaseguro")
	claimWords  = phrases("from|thru|through|pos|tos|mod|modifier|modifiers|ptr|pointer|dx ptr|rendering|billing provider|tax id|federal tax|place of service|taxonomy|accept assignment|assignment|insured*|subscriber|charges|rev cd|prior auth*|outside lab|resubmission")
	noteWords   = phrases("subjective|objective|assessment|hpi|history of present illness|chief complaint|review of systems|physical exam|exam|vital|vitals|bp|pulse|plan|follow up|follow-up|interval history|examination|recommendations|reason for visit|ros|denies|spo2|presents|return to clinic")
	stayWords   = phrases("hospital course|brief history|disch dt|disch date|d/c date|admit dt|adm date|adm dt|date admitted|date discharged|in stable condition|disposition|hospital day|hospital stay|inpatient|at discharge|discharge medications|discharge diagnos*|discharge instructions|discharge condition|admitted|admission|discharged|take at home|after you leave")
	imageWords  = phrases("finding|findings|impression|opinion|comparison|compared|technique|contrast|view|views|ct|mr|mri|x-ray|xray|xr|ultrasound|radiograph|mammogra*|acute|effusion|fracture|unremarkable|lungs")
	tissueWords = phrases("formalin|microscopic|macroscopic|gross|specimen|biopsy|histolog*|patholog*|margin|margins|carcinoma|adenoma|dysplasia|excision|embedded|cassette|cassettes|section shows|sections show|levels|smears|cell block|papanicolaou|stains|cytolog*|adequacy|aspiration|needle|malignant|metaplasia|hyperplasia|neoplas*|lymphovascular|stage pt*")
)

// facts counts what a page holds.
type facts struct {
	words                                                         int
	keys                                                          map[layout.Key]int
	amounts, priced, coded, doses, results, shots, vows, wideRows int
	prose                                                         int  // lines of running text
	questions, strokes, ticked, billed, ranged, answers           int  // see shapes
	soap                                                          uint // letters of a note that begin lines
	stay                                                          bool // the head gives two days and a hospital
	text                                                          string
	plain                                                         string
}

func factsOf(s *layout.Sheet, words int) facts {
	f := facts{words: words, keys: map[layout.Key]int{}}
	for _, m := range s.Labels {
		f.keys[m.Key]++
	}
	var b strings.Builder
	for i := range s.Lines {
		l := &s.Lines[i]
		t := l.Text(0, len(l.Words)-1)
		b.WriteString(t)
		b.WriteByte(' ')
		if len(l.Segments) == 1 && len(l.Words) > 7 && lowerWords(l) {
			f.prose++
		}
		n := len(amountShape.FindAllString(t, 6))
		f.amounts += n
		if n > 0 && codeShape.MatchString(t) {
			f.priced++
			if n >= 3 {
				f.wideRows++
			}
		}
		f.coded += len(icdShape.FindAllString(t, 4))
		unit := measured(t)
		if unit && rangeOf.MatchString(t) {
			f.results++
		}
		if !unit && strings.ContainsAny(t, "0123456789") && doseOf.MatchString(t) {
			f.doses++
		}
		if shotOf.MatchString(t) && dateOf.MatchString(t) {
			f.shots++
		}
		f.marks(t, unit)
	}
	f.text = b.String()
	f.plain = plain(f.text)
	f.vows = len(firstPerson.FindAllString(f.text, 12))
	return f
}

func (f *facts) has(keys ...layout.Key) bool {
	for _, k := range keys {
		if f.keys[k] == 0 {
			return false
		}
	}
	return true
}

// vocab is phrases of lower-case words with a space at both ends; one that ends in a star has only its beginning.
type vocab []string

func phrases(list string) vocab {
	var v vocab
	for _, p := range strings.Split(list, "|") {
		if t, ok := strings.CutSuffix(p, "*"); ok {
			v = append(v, " "+t)
		} else {
			v = append(v, " "+p+" ")
		}
	}
	return v
}

var unaccented = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ü", "u", "ñ", "n", "Á", "a", "É", "e", "Í", "i", "Ó", "o", "Ú", "u", "Ü", "u", "Ñ", "n", "’", "'")

// plain gives a text as its words in lower case without accents, a space between them and at both ends.
func plain(text string) string {
	text = unaccented.Replace(text)
	var b strings.Builder
	b.Grow(len(text) + 2)
	space := true
	b.WriteByte(' ')
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-', c >= 0x80:
		default:
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		}
		b.WriteByte(c)
		space = false
	}
	b.WriteByte(' ')
	return b.String()
}

// distinct counts the phrases of a kind that the page holds.
func (f *facts) distinct(v vocab) int { return distinctIn(f.plain, v) }

var units = strings.Fields("mg/dl g/dl mmol/l meq/l u/l iu/l /ul k/ul x10 ng/ml pg/ml ug/dl mcg/dl ml/min uiu/ml miu/l fl pg mm/hr %")

// measured reports whether a line holds a number and a laboratory's unit.
func measured(t string) bool {
	if !strings.ContainsAny(t, "0123456789") {
		return false
	}
	low := strings.ToLower(t)
	for _, u := range units {
		if strings.Contains(low, " "+u) || len(u) > 4 && strings.Contains(low, u) {
			return true
		}
	}
	return false
}

// full gives most for n or more things, less for fewer.
func full(most float64, n, of int) float64 { return most * math.Min(1, float64(n)/float64(of)) }

// evidence adds what the page holds to the scores of the types.
func (v *seen) evidence(s *layout.Sheet) {
	f := factsOf(s, v.words)
	for i := range cues {
		v.scores[i] += f.weigh(cues[i].kind)
	}
	v.signsOf(s, &f)
}

// weigh is what the facts say for one type.
func (f *facts) weigh(t chart.Type) float64 {
	switch t {
	case chart.InsuranceCard, chart.IDCard, chart.Prescription:
		return f.weighCards(t)
	case chart.ClaimForm, chart.EOB, chart.Superbill:
		return f.weighBills(t)
	case chart.DenialLetter, chart.ReferralLetter, chart.FaxCover, chart.ConsentForm, chart.IntakeForm:
		return f.weighLetters(t)
	}
	return f.weighReports(t)
}

// weighCards weighs the small ones.
func (f *facts) weighCards(t chart.Type) float64 {
	small := math.Max(0, math.Min(1, (150-float64(f.words))/60))
	switch t {
	case chart.InsuranceCard:
		if f.keys["member_id"] == 0 || f.priced > 0 || f.keys["date_of_service"] > 0 || f.keys["claim_number"] > 0 || f.keys[layout.Signature] > 0 {
			return 0
		}
		if n := f.distinct(cardWords); n == 0 && f.keys["group_number"] == 0 && f.keys["payer"] == 0 || f.distinct(idWords) > n+1 {
			return 0
		}
		v := 2.0
		if f.keys["group_number"] > 0 {
			v++
		}
		return small * (v + full(1.5, f.distinct(cardWords), 2))
	case chart.IDCard:
		insured := f.keys["group_number"]+f.keys["payer"] > 0 || f.keys["member_id"] > 0 && f.distinct(cardWords) > 1
		if insured && f.distinct(idWords) < 2 || f.keys["group_number"] > 0 || f.doses > 0 || f.keys["provider_npi"] > 0 {
			return -3
		}
		if f.keys["date_of_birth"] == 0 {
			return 0
		}
		return small * full(2, f.distinct(idWords), 3)
	}
	if f.doses == 0 || f.doses > 6 || f.words > 190 || f.coded > 1 {
		return 0
	}
	v := full(3, f.distinct(dispensing), 2)
	if f.keys["provider_npi"] > 0 {
		v++
	}
	return math.Min(1, small+0.3) * (v + 0.8)
}

// weighBills weighs what lists services with prices.
func (f *facts) weighBills(t chart.Type) float64 {
	if f.priced == 0 {
		return 0
	}
	switch t {
	case chart.EOB:
		switch {
		case f.distinct(settled) == 0: // what was not settled is not explained
			return -3
		case 2*f.wideRows >= f.priced:
			return 2.8
		}
		return -1
	case chart.ClaimForm:
		v := 0.0
		for _, k := range []layout.Key{"member_id", layout.InsuredName, "claim_number", "provider_npi", "account_number", "referring_provider", "group_number"} {
			if f.keys[k] > 0 {
				v += 0.55
			}
		}
		v = math.Min(3, v) + full(1.5, f.distinct(claimWords)-2, 4)
		if 2*f.wideRows >= f.priced {
			v -= 2
		}
		return v
	}
	if 2*f.wideRows >= f.priced || f.keys["claim_number"] > 0 || f.keys[layout.InsuredName] > 0 {
		return 0
	}
	return 1.6
}

// weighLetters weighs what speaks to somebody.
func (f *facts) weighLetters(t chart.Type) float64 {
	switch t {
	case chart.DenialLetter:
		n := f.distinct(refusal)
		if n == 0 || f.wideRows > 1 || f.vows > 3 {
			return 0
		}
		v := full(1.2, n, 2)
		if f.distinct(appealing) > 0 {
			v += 1.2
		}
		if f.keys["claim_number"]+f.keys["member_id"] > 0 {
			v++
		}
		if f.distinct(dearAny) > 0 && f.distinct(dearDoctor) == 0 {
			v += 0.6
		}
		return v
	case chart.ReferralLetter:
		if f.distinct(dearDoctor) > 0 && f.distinct(refusal) == 0 && !stayed.MatchString(f.plain) {
			return 2.6
		}
	case chart.FaxCover:
		if f.distinct(faxWords) == 0 && !strings.Contains(f.plain, " transmi") { // the cover of something else
			return -2.5
		}
		if f.words < 280 && f.results == 0 && f.priced == 0 {
			return full(2.4, f.distinct(sheetsWords), 2)
		}
	case chart.ConsentForm:
		if f.vows >= 2 {
			return full(2.6, f.vows-1, 3)
		}
	case chart.IntakeForm:
		n := 0
		for _, k := range []layout.Key{"address", "phone", "email", "ssn", layout.OtherPerson, "payer", "allergy", "medication", layout.OtherPhone, "sex", "member_id"} {
			if f.keys[k] > 0 {
				n++
			}
		}
		if n >= 5 && f.priced == 0 && f.results == 0 && f.vows < 4 {
			return full(2.6, n-4, 4)
		}
	}
	return 0
}

// weighReports weighs the rest.
func (f *facts) weighReports(t chart.Type) float64 {
	switch t {
	case chart.LabReport:
		return full(3, f.results, 5)
	case chart.ImmunizationRecord:
		return full(3, f.shots, 4)
	case chart.MedicationList:
		if n := f.distinct(noteWords); n > 4 || f.words > 190 && n > 3 || f.distinct(dispensing) > 1 {
			return 0
		}
		if f.prose >= 5 || f.distinct(stayWords) > 3 { // medicines within a note or a summary
			return -1.5
		}
		return full(1.8, f.doses, 6)
	case chart.DischargeSummary:
		v := full(1.4, f.distinct(stayWords), 4)
		if stayed.MatchString(f.plain) {
			v += 2.2
		}
		if f.has("admission_date", "discharge_date") {
			v += 1.4
		}
		return v
	case chart.ProgressNote:
		return full(1.6, f.distinct(noteWords)-2, 4)
	case chart.RadiologyReport:
		return full(1.6, f.distinct(imageWords)-1, 6)
	case chart.PathologyReport:
		return full(1.8, f.distinct(tissueWords)-1, 5)
	}
	return 0
}
