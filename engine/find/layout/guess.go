package layout

import (
	"strings"
	"sync"
)

// A label that the lexicon does not list is read by its words: "Date the specimen was taken" asks for the day of collection
// because of "specimen", "taken" and "date", and because every other word of it is one that labels are made of. A text with
// a single word outside that vocabulary is no label to us.

// sense is what a word of a label speaks of.
type sense uint64

const (
	ofPatient sense = 1 << iota
	ofName
	ofBirth
	ofDay
	ofSex
	ofRecord
	ofNumber
	ofAccount
	ofMember
	ofGroup
	ofClaim
	ofPhone
	ofMail
	ofPlace
	ofAdmission
	ofDischarge
	ofSpecimen
	ofReport
	ofSigning
	ofService
	ofClinician
	ofAgent // by, with, from
	ofReferral
	ofFacility
	ofPayer
	ofSum
	ofMoney
	ofWhy
	ofRefusal
	ofAllergy
	ofDrugs
	ofIllness
	ofShots
	ofPast // a participle: says when as well as a date does
	ofNPI
	ofSomebody // somebody else, or another day: never a value of ours
	ofNothing  // the, your, of …
	ofFax
	ofCode
)

// vocabulary lists the words that labels are made of by what they speak of.
var vocabulary = map[sense]string{
	ofPatient:            "patient client resident child person individual enrollee recipient claimant participant student paciente cliente beneficiary",
	ofName:               "name names named nombre nombres",
	ofBirth:              "birth born birthdate birthday dob nacimiento nacido nacida",
	ofDay:                "date dates day dt dated when fecha on since datetime",
	ofSex:                "sex gender sexo género",
	ofRecord:             "record chart mrn mr file expediente hrn",
	ofNumber:             "number no # id nbr num identification identifier numero reference ref",
	ofAccount:            "billing encounter stay episode",
	ofAccount | ofNumber: "account cuenta",
	ofMember:             "member subscriber policyholder policy insured enrollee certificate beneficiary medicare medicaid cardholder contract membership poliza",
	ofGroup:              "group grupo",
	ofClaim:              "claim reclamo",
	ofPhone:              "phone telephone cell mobile cellular telefono celular",
	ofMail:               "email e-mail correo",
	ofPlace:              "address residence street reside resides direccion domicilio",
	ofAdmission:          "admission admit arrival ingreso inpatient hospitalization",
	ofAdmission | ofPast: "admitted arrived hospitalized",
	ofDischarge:          "discharge departure alta",
	ofDischarge | ofPast: "discharged departed left",
	ofSpecimen:           "collection specimen sample draw biopsy blood muestra",
	ofSpecimen | ofPast:  "collected drawn sampled taken obtained removed",
	ofReport:             "report result results notice letter decision determination finding reporting sign-out signout statement informe resultado",
	ofReport | ofPast:    "reported resulted finalized issued verified released completed decided determined processed authorized final",
	ofSigning:            "signature sign signing firma",
	ofSigning | ofPast:   "signed authenticated attested e-signed",
	ofService:            "service services visit exam examination encounter appointment procedure care treatment study imaging scan consultation session test visita servicio consulta",
	ofService | ofPast:   "seen examined performed treated prepared written prescribed scanned imaged served rendered provided delivered done evaluated visited given cared attended saw",
	ofClinician:          "provider physician doctor dr clinician attending practitioner prescriber surgeon pathologist radiologist md pcp consultant proveedor medico rendering treating specialist hospitalist doctors physicians",
	ofAgent:              "by with from por",
	ofReferral:           "referring referral ordering requesting requestor requester",
	ofReferral | ofPast:  "referred ordered requested sent",
	ofFacility:           "facility clinic hospital practice laboratory lab location site organization institution where",
	ofPayer:              "payer payor insurer carrier insurance plan coverage aseguradora seguro",
	ofSum:                "total sum grand",
	ofMoney:              "charge charges billed fees fee amount cost bill price cargo cargos",
	ofWhy:                "reason reasons why because basis rationale explanation motivo razon",
	ofRefusal | ofPast:   "denied denying rejected declined refused",
	ofRefusal:            "denial deny nonpayment non-payment non-coverage noncoverage rejection refusal pay paid payable covered",
	ofAllergy:            "allergy allergies allergic sensitivities sensitivity intolerances intolerance alergias allergens",
	ofDrugs:              "medication medications medicine medicines drug drugs meds prescription prescriptions pills rx medicamentos medicinas taking",
	ofIllness:            "diagnosis diagnoses problem problems condition conditions illness illnesses impression assessment diagnostico diagnosticos",
	ofShots:              "vaccine vaccines immunization immunizations vaccination vaccinations shots vacunas vacuna",
	ofNPI:                "npi",
	ofFax:                "fax facsimile",
	ofCode:               "code codes icd icd-10 icd10 icd-10-cm cpt hcpcs codigo",
	ofSomebody:           "emergency guarantor spouse parent guardian employer mother father kin pharmacy witness nurse technician technologist interpreter expiration expires effective printed due next follow-up contact relationship responsible last first middle license dea lot batch rx# order accession authorization check director age dose test# tax tin employed employment secondary other mother's sponsor received paid# case manager supervisor onset injury death",
	ofNothing:            "specific did do does please request additional detailed application food foods the of your our for to was is were a an this that at and or you we full legal primary current main in please new official clinical medical health all any known her his their my it be de del la el las los su be been has have had under print most responsible# principal usual home daytime best through patient's be who what after",
}

// senses gives each word of the vocabulary, folded, with all it may speak of.
var senses = sync.OnceValue(func() map[string]sense {
	out := map[string]sense{}
	for s, list := range vocabulary {
		for _, w := range strings.Fields(list) {
			out[foldWord(w)] |= s
		}
	}
	return out
})

func (s sense) has(o sense) bool { return s&o == o }
func (s sense) any(o sense) bool { return s&o != 0 }

// guess says what the folded words of a text ask for, if it is a label at all.
func guess(folds []string) (Key, bool) {
	if len(folds) == 0 || len(folds) > 8 {
		return "", false
	}
	var all sense
	x := senses()
	for i, f := range folds {
		if f == "" {
			continue
		}
		s, ok := x[f]
		if !ok {
			return "", false
		}
		if i > 0 && s.any(ofAgent) && s.has(ofDay) {
			s = ofDay
		}
		all |= s
	}
	if all == ofNothing || all == 0 {
		return "", false
	}
	for _, try := range []func(sense) Key{signingSense, otherSense, daySense, numberSense, listSense, whoSense, restSense} {
		if k := try(all); k != "" {
			return k, true
		}
	}
	return "", false
}

// signingSense names the line that somebody signs on, whoever that is.
func signingSense(s sense) Key {
	if s.has(ofSigning) && !s.any(ofPast|ofDay|ofAgent|ofNumber|ofName|ofReport) {
		return Signature
	}
	return ""
}

// otherSense names labels of somebody else's data.
func otherSense(s sense) Key {
	if s.any(ofFax) {
		return Fax
	}
	if !s.any(ofSomebody) || s.any(ofIllness) && !s.any(ofDay|ofName|ofNumber|ofPhone) { // "principal and secondary diagnoses"
		return ""
	}
	switch {
	case s.any(ofDay | ofBirth | ofPast):
		return OtherDate
	case s.any(ofPhone):
		return OtherPhone
	case s.has(ofAccount|ofNumber) && !s.any(ofName): // "Guarantor acct": the account that the visit is billed to
		return "account_number"
	case s.any(ofNumber):
		return OtherID
	case s.any(ofName | ofAgent):
		return OtherPerson
	}
	return OtherText
}

// daySense names labels of days.
func daySense(s sense) Key {
	day := s.any(ofDay | ofPast)
	agent := s.any(ofAgent) && !s.any(ofDay)
	switch {
	case s.any(ofBirth):
		if s.any(ofMember) && !s.any(ofPatient) {
			return ""
		}
		return "date_of_birth"
	case !day || agent || s.any(ofNumber|ofName|ofClinician|ofRefusal|ofWhy|ofMoney):
		return ""
	case s.any(ofSigning):
		return "signature_date"
	case s.any(ofAdmission):
		return "admission_date"
	case s.any(ofDischarge):
		return "discharge_date"
	case s.any(ofSpecimen):
		return "collected_date"
	case s.any(ofReport):
		return "reported_date"
	case s.any(ofReferral):
		return OtherDate
	case s.any(ofService):
		return "date_of_service"
	case s.has(ofDay) && s.any(ofPayer|ofMember|ofClaim|ofGroup|ofDrugs|ofPhone|ofFacility):
		return OtherDate
	}
	return ""
}

// numberSense names labels of identifiers.
func numberSense(s sense) Key {
	if s.any(ofNPI) {
		if s.any(ofReferral | ofFacility) {
			return OtherID
		}
		return "provider_npi"
	}
	if !s.any(ofNumber) || s.any(ofName|ofDay) {
		return ""
	}
	switch {
	case s.any(ofPhone):
		return phoneSense(s)
	case s.any(ofClaim):
		return "claim_number"
	case s.any(ofGroup):
		return "group_number"
	case s.any(ofRecord):
		return "mrn"
	case s.any(ofAccount):
		return "account_number"
	case s.any(ofMember | ofPayer):
		return "member_id"
	case s.any(ofSpecimen | ofReport | ofReferral | ofService | ofDrugs):
		return OtherID
	case s.any(ofPatient):
		return "mrn"
	}
	return ""
}

func phoneSense(s sense) Key {
	if s.any(ofClinician | ofFacility | ofPayer | ofReferral) {
		return OtherPhone
	}
	return "phone"
}

// listSense names headings of lists and what they hold.
func listSense(s sense) Key {
	switch {
	case s.any(ofRefusal) && s.any(ofWhy), s.any(ofReport) && s.any(ofWhy):
		return "denial_reason"
	case s.any(ofAllergy):
		return "allergy"
	case s.any(ofIllness) && s.any(ofCode):
		return "diagnosis_code"
	case s.any(ofService) && s.any(ofCode):
		return "procedure_code"
	case s.any(ofClinician | ofAgent | ofName | ofPhone | ofWhy | ofMoney):
		return ""
	case s.any(ofDrugs):
		return "medication"
	case s.any(ofShots):
		return "vaccine"
	case s.any(ofIllness):
		return "diagnosis"
	}
	return ""
}

// whoSense names labels of people.
func whoSense(s sense) Key {
	switch {
	case s.any(ofMail):
		if s.any(ofClinician | ofFacility) {
			return ""
		}
		return "email"
	case s.any(ofPhone):
		return phoneSense(s)
	case s.any(ofPlace):
		if s.any(ofClinician | ofFacility | ofPayer | ofMember) {
			return OtherText
		}
		return "address"
	case s.any(ofReferral) && s.any(ofAgent|ofClinician):
		return "referring_provider"
	case s.any(ofClinician), s.any(ofAgent) && s.any(ofService|ofSigning|ofReport|ofDrugs) && !s.any(ofSpecimen|ofPayer|ofMoney|ofFacility|ofShots):
		return "provider_name"
	}
	return ""
}

// restSense names what is left: sums, organisations, sex and plain names.
func restSense(s sense) Key {
	switch {
	case s.any(ofSex):
		return "sex"
	case s.any(ofSum) && s.any(ofMoney|ofService|ofClaim):
		return "total_charge"
	case s.any(ofMoney | ofRefusal | ofWhy):
		return ""
	case s.any(ofPayer):
		return "payer"
	case s.any(ofFacility) && !s.any(ofReport|ofDay):
		return "facility"
	case s.any(ofSigning) && !s.any(ofReport):
		return Signature
	case s.any(ofMember) && s.any(ofName):
		return InsuredName
	case s.any(ofPatient) && !s.any(ofReport|ofService|ofRecord|ofAccount|ofMember&^0) || s.any(ofPatient) && s.any(ofName):
		return "patient_name"
	}
	return ""
}

// halves reads a label that says the same in two languages, "Insurance / Seguro médico", by the half that the lexicon has.
func (x *lex) halves(folds []string) (Key, bool) {
	for i, f := range folds {
		if f != "" || i == 0 || i == len(folds)-1 { // a stroke alone folds to nothing
			continue
		}
		for _, half := range [][]string{folds[:i], folds[i+1:]} {
			if p, q := x.lookup(strings.Join(half, "")); p != nil && q >= 0.9 {
				return p.key, true
			}
		}
	}
	return "", false
}

// parted gives the folded words from first to last, those that are joined by a stroke ("Number/Numero") apart.
func parted(l *Line, folds []string, first, last int) []string {
	var out []string
	for i := first; i <= last; i++ {
		if !strings.Contains(l.Words[i].Text, "/") {
			out = append(out, folds[i])
			continue
		}
		for _, p := range strings.Split(strings.Trim(l.Words[i].Text, ":"), "/") {
			out = append(out, foldWord(p))
		}
	}
	return out
}

// guessed reads the beginning of a segment as a label by the senses of its words: up to its colon, up to a digit where the
// value must hold one, or the whole segment where a short one stands alone.
func (s *Sheet) guessed(l *Line, folds []string, seg Segment) (Match, bool) {
	first := seg.First
	if boxNumber(l.Words[first].Text) && first < seg.Last {
		first++
	}
	end, colon := -1, false
	for i := first; i <= seg.Last && i < first+8; i++ {
		if i > first && strings.ContainsAny(l.Words[i].Text, "[]") { // choices to tick
			break
		}
		if colonAfter(l, seg, i) {
			end, colon = i, true
			break
		}
		if digital(l.Words[i].Text) || strings.ContainsAny(l.Words[i].Text, ",;.") && len(l.Words[i].Text) > 4 {
			if digital(l.Words[i].Text) && i > first {
				end = i - 1
			}
			break
		}
		if i == seg.Last {
			end = i
		}
	}
	if end < first || !colon && (end-first > 5 || seg.Rect.Height() > 1.6*s.Body) {
		return Match{}, false
	}
	key, ok := compiled().halves(folds[first : end+1])
	if !ok {
		key, ok = guess(parted(l, folds, first, end))
	}
	if !ok || !colon && (textKey(key) && !(end == seg.Last && end > first) || end < seg.Last && !valued(key)) {
		return Match{}, false
	}
	m := Match{Key: key, Phrase: strings.ToLower(strings.TrimRight(l.Text(first, end), ":#= ")), First: seg.First, Last: end, Quality: 0.85, Colon: colon, Starts: true, Ends: end == seg.Last,
		Caps: upper(l.Text(first, end)), Rect: l.Words[seg.First].Rect}
	if colon {
		m.Quality = 0.92
	}
	for _, w := range l.Words[seg.First : end+1] {
		m.Rect = m.Rect.union(w.Rect)
	}
	return m, true
}
