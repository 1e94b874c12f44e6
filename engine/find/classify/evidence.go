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
	unitOf      = regexp.MustCompile(`(?i)\d\s*(?:H|L|\*)?.*(?:mg/dl|g/dl|mmol/l|meq/l|u/l|iu/l|/ul|k/ul|x10|ng/ml|pg/ml|ug/dl|mcg/dl|mL/min|uiu/ml|miu/l|fl\b|\bpg\b|mm/hr|%)`)
	rangeOf     = regexp.MustCompile(`\d[\d.]*\s?[-–]\s?\d[\d.]*|[<>]\s?\d`)
	dateOf      = regexp.MustCompile(`(?i)\b\d{1,4}[/\-.]\d{1,2}[/\-.]\d{1,4}\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[. \-]+\d|\d[ \-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)`)
	shotOf      = regexp.MustCompile(`(?i)\b(?:mmr|dtap|tdap|hep(?:atitis)? ?[ab]|influenza|flu|varicella|polio|ipv|pcv\d*|ppsv\d*|rotavirus|hpv\d*|zoster|shingrix|covid|menacwy|menb|hib|rsv|tetanus|pneumococcal)\b`)
	firstPerson = regexp.MustCompile(`\bI (?:know|understand|agree|consent|authori[sz]e|may|give|have|was|will|acknowledge|certify|permit|allow|accept|want|hereby|also|request|do|can|am aware|release|assign|voluntarily)\b|\b[Mm]y (?:questions|consent|permission|condition|treatment|doctor|signature)\b`)
	refusal     = regexp.MustCompile(`(?i)\b(?:den(?:y|ied|ial)|cannot (?:pay|approve|cover)|can not (?:pay|approve|cover)|unable to (?:pay|approve|cover)|(?:did|do|does|will|could) not (?:pay|approve|cover)|not (?:approved|covered|payable|medically necessary)|declined|rejected|adverse)\b`)
	appealing   = regexp.MustCompile(`(?i)\b(?:appeal|grievance|reconsider|external review|disagree with)`)
	dearDoctor  = regexp.MustCompile(`(?i)\bdear (?:dr|doctor|colleague|drs)\b`)
	dearAny     = regexp.MustCompile(`(?i)\bdear \w`)
	dispensing  = regexp.MustCompile(`(?i)\b(?:refills?|disp(?:ense)?|sig|dea|substitution|daw|rx|qty|℞)\b|(?:#|\bno\.) ?\d{1,3}\b`)
	cardWords   = regexp.MustCompile(`(?i)\b(?:co-?pays?|deductible|rx ?bin|pcn|ppo|hmo|epo|customer service|member services|office visit|urgent|specialist|emergency|primary care|pcp|plan|network|effective|dependents?|enrolled)\b`)
	idWords     = regexp.MustCompile(`(?i)\b(?:licen[sc]e|identity|identification|passport|hgt|eyes|hair|class|iss|donor|exp|expires|endorse\w*|restr\w*)\b`)
	faxWords    = regexp.MustCompile(`(?i)\b(?:fax|facsimile|telecopier)\b`)
	sheetsWords = regexp.MustCompile(`(?i)\b(?:pages?|sheets?|including (?:this )?cover|in error|by mistake|intended (?:for|recipient)|confidential)\b`)
	noteWords   = regexp.MustCompile(`(?i)\b(?:subjective|objective|assessment|hpi|history of present illness|chief complaint|review of systems|physical exam|exam|vitals?|bp|pulse|plan|follow[- ]up|interval history)\b`)
	stayWords   = regexp.MustCompile(`(?i)\b(?:hospital (?:course|day|stay)|inpatient|at discharge|discharge (?:medications|diagnos\w+|instructions|condition)|admi(?:tted|ssion)|discharged|take at home|after you leave)\b`)
	imageWords  = regexp.MustCompile(`(?i)\b(?:findings?|impression|opinion|compar(?:ison|ed)|technique|contrast|views?|ct|mri?|x-?ray|ultrasound|radiograph|mammogra\w*|acute|effusion|fracture|unremarkable|lungs)\b`)
	tissueWords = regexp.MustCompile(`(?i)\b(?:formalin|microscopic|macroscopic|gross|specimen|biopsy|histolog\w*|patholog\w*|margins?|carcinoma|adenoma|dysplasia|excision|embedded|cassettes?|sections? show|levels)\b`)
)

// facts counts what a page holds.
type facts struct {
	words                                                         int
	keys                                                          map[layout.Key]int
	amounts, priced, coded, doses, results, shots, vows, wideRows int
	text                                                          string
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
		n := len(amountShape.FindAllString(t, 6))
		f.amounts += n
		if n > 0 && codeShape.MatchString(t) {
			f.priced++
			if n >= 3 {
				f.wideRows++
			}
		}
		f.coded += len(icdShape.FindAllString(t, 4))
		unit := unitOf.MatchString(t)
		if unit && rangeOf.MatchString(t) {
			f.results++
		}
		if doseOf.MatchString(t) && !unit {
			f.doses++
		}
		if shotOf.MatchString(t) && dateOf.MatchString(t) {
			f.shots++
		}
	}
	f.text = b.String()
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

// distinct counts the different phrases of a kind on the page.
func (f *facts) distinct(re *regexp.Regexp) int {
	seen := map[string]bool{}
	for _, w := range re.FindAllString(f.text, 60) {
		seen[strings.ToLower(w)] = true
	}
	return len(seen)
}

// full gives most for n or more things, less for fewer.
func full(most float64, n, of int) float64 { return most * math.Min(1, float64(n)/float64(of)) }

// evidence adds what the page holds to the scores of the types.
func (v *seen) evidence(s *layout.Sheet) {
	f := factsOf(s, v.words)
	for i := range cues {
		v.scores[i] += f.weigh(cues[i].kind)
	}
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
		if f.keys["member_id"]+f.keys["group_number"] > 0 && f.distinct(idWords) < 2 || f.keys["group_number"] > 0 || f.doses > 0 || f.keys["provider_npi"] > 0 {
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
		if 2*f.wideRows >= f.priced {
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
		if 2*f.wideRows >= f.priced {
			v -= 2
		}
		return math.Min(3, v)
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
		if appealing.MatchString(f.text) {
			v += 1.2
		}
		if f.keys["claim_number"]+f.keys["member_id"] > 0 {
			v++
		}
		if dearAny.MatchString(f.text) && !dearDoctor.MatchString(f.text) {
			v += 0.6
		}
		return v
	case chart.ReferralLetter:
		if dearDoctor.MatchString(f.text) {
			return 2.6
		}
	case chart.FaxCover:
		if f.words < 280 && faxWords.MatchString(f.text) && f.results == 0 && f.priced == 0 {
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
		if f.words > 190 && f.distinct(noteWords) > 3 || f.distinct(dispensing) > 1 {
			return 0
		}
		return full(1.8, f.doses, 6)
	case chart.DischargeSummary:
		v := full(1.4, f.distinct(stayWords), 4)
		if f.has("admission_date", "discharge_date") {
			v += 1.4
		}
		return v
	case chart.ProgressNote:
		return full(1.2, f.distinct(noteWords)-2, 4)
	case chart.RadiologyReport:
		return full(1.6, f.distinct(imageWords)-1, 6)
	case chart.PathologyReport:
		return full(1.8, f.distinct(tissueWords)-1, 5)
	}
	return 0
}
