package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Which field a label asks for, and how far its surroundings are to be trusted.

// target gives the field that a label speaks of and how much its surroundings let it.
func (r *reader) target(l *leaf, m layout.Match) (chart.FieldName, float64) {
	around := r.context(l, m)
	if l.laterVisit(m) {
		return "", 0
	}
	switch m.Key {
	case layout.Name:
		n, w := nameAsked(l, m, around)
		if n == chart.ProviderName && r.doc.Type == chart.ReferralLetter { // "REQUESTED BY / Name:"
			n = chart.ReferringProvider
		}
		return n, w
	case layout.InsuredName:
		if r.doc.Type == chart.InsuranceCard {
			return chart.PatientName, 0.9
		}
		return chart.PatientName, 0.42 // the patient where the page names no other
	case layout.DateKey, layout.OtherDate:
		return r.plainDate(l, m)
	case layout.OtherID:
		return r.payerReference(m)
	case layout.Reason:
		if m.Phrase == "billing" && r.doc.Type == chart.ClaimForm && m.Ends {
			return chart.Facility, 0.6
		}
		if m.Phrase == "report" && m.Colon { // "Rpt: 07/30/2026"
			return chart.ReportedDate, 0.8
		}
		return "", 0
	case layout.OtherText:
		if n, w := r.orderedFrom(m); n != "" {
			return n, w
		}
		if m.Phrase == "organization" && m.Colon && r.doc.Type == chart.ImmunizationRecord { // who keeps the record for the registry
			return chart.Facility, 0.85
		}
		return "", 0
	case layout.To, layout.OtherPerson, layout.Signature:
		return r.personAsked(m)
	}
	if notAsked[m.Key] {
		return "", 0
	}
	n := chart.FieldName(m.Key)
	if n == chart.DateOfService && strings.Contains(m.Phrase, "prepared") && (r.doc.Type == chart.EOB || r.doc.Type == chart.DenialLetter) {
		return chart.ReportedDate, 0.7
	}
	if n == chart.DateOfService && strings.Contains(m.Phrase, "prepared") && r.doc.Type == chart.ImmunizationRecord { // printed
		return "", 0
	}
	if n == chart.MemberID && bareID[m.Phrase] && l.behindPayer(m) {
		return n, 0.9
	}
	if n == chart.MemberID && bareID[m.Phrase] && numbersPatients[r.doc.Type] && around != whoseProvider && around != whoseOther {
		return chart.MRN, 0.6
	}
	if w := r.vagueNumber(l, n, m, around); w < 1 {
		return n, w
	}
	switch n {
	case chart.ReferringProvider:
		if r.doc.Type == chart.LabReport && strings.HasPrefix(m.Phrase, "order") {
			return chart.ProviderName, 0.9
		}
	case chart.ProviderName:
		if r.doc.Type == chart.LabReport && m.Phrase == "pathologist" { // who directs the laboratory
			return chart.ProviderName, 0.45
		}
		if r.ordersReport(m) {
			return chart.ReferringProvider, 0.8
		}
		if strings.HasPrefix(m.Phrase, "authorizing") && (r.doc.Type == chart.RadiologyReport || r.doc.Type == chart.PathologyReport) { // who ordered it
			return chart.ReferringProvider, 0.9
		}
	case chart.PatientName, chart.DateOfBirth, chart.Sex, chart.Phone, chart.Email, chart.Address, chart.SSN:
		return n, ofPatient(l, n, m, around)
	}
	return n, r.surroundings(l, n, m, around)
}

// orderedFrom reads labels of the running text of forms that mean a field only on some documents: whom a report is to asked for
// it, whom a claim is to pays it, a coverage is a payer's.
func (r *reader) orderedFrom(m layout.Match) (chart.FieldName, float64) {
	switch {
	case m.Phrase == "to" && m.Colon && (r.doc.Type == chart.RadiologyReport || r.doc.Type == chart.PathologyReport):
		return chart.ReferringProvider, 0.7
	case (m.Phrase == "to" || m.Phrase == "to:") && m.Colon && r.doc.Type == chart.ClaimForm:
		return chart.Payer, 0.75
	case m.Phrase == "re" || m.Phrase == "regarding" || m.Phrase == "re:":
		return chart.PatientName, 0.62
	case m.Phrase == "plan" && m.Colon && r.calls.must(chart.Payer) && r.doc.Type != chart.InsuranceCard:
		return chart.Payer, 0.5
	case m.Phrase == "coverage" && r.calls.wants(chart.Payer):
		return chart.Payer, 0.75
	}
	return "", 0
}

var laterVisits = regexp.MustCompile(`(?i)^(?:(?:future|upcoming|next|scheduled|follow[- ]?up) (?:appointments?|visits?)|appointments?|pr[oó]ximas citas):?$`)

// isReport reports whether the document answers an order: who ordered is on it as well as who answers.
func (r *reader) isReport() bool {
	switch r.doc.Type {
	case chart.LabReport, chart.PathologyReport, chart.RadiologyReport:
		return true
	}
	return false
}

// clientPlace are labels of the clinic that sent an order.
var clientPlace = map[string]bool{"ordering facility": true, "clinic name": true, "practice name": true, "practice/clinic": true, "clinic/practice": true, "office": true, "office name": true, "referring facility": true, "location": true, "sending facility": true,
	"collection facility": true, "practice/facility": true}

// ordersReport reports whether a label of a clinician on a pathologist's or radiologist's report is that of who ordered it:
// those who read it are called what they are.
func (r *reader) ordersReport(m layout.Match) bool {
	if r.doc.Type != chart.RadiologyReport && r.doc.Type != chart.PathologyReport {
		return false
	}
	switch m.Phrase {
	case "clinician", "physician", "doctor", "dr", "md", "physician name", "doctor name", "clinician name", "pcp", "primary care provider", "primary care physician", "primary care", "treating physician", "attending", "attending physician", "provider", "provider name", "surgeon", "medico", "medico tratante":
		return r.readerNamed()
	}
	return false
}

// readerNamed reports whether a document says by a label or an attestation who read the slides or the pictures.
func (r *reader) readerNamed() bool {
	for _, l := range r.leaves {
		for i := range l.sheet.Lines {
			if readBy.MatchString(l.sheet.Lines[i].Text(0, len(l.sheet.Lines[i].Words)-1)) {
				return true
			}
		}
	}
	return false
}

var readBy = regexp.MustCompile(`(?i)\b(?:pathologist|radiologist|cardiologist|cytotechnologist|(?:read|interpreted|reported|dictated|signed|verified|approved|finali[sz]ed|reviewed|diagnosed|authenticated|attested) by|interpreting|electronically signed|e-signed|signed electronically)\b`)

// laterVisit reports whether a label heads a column of the visits to come: whom and when the patient will see is none of ours.
func (l *leaf) laterVisit(m layout.Match) bool {
	if m.Colon || !m.Starts || !m.Ends {
		return false
	}
	for i := m.Line - 1; i >= max(0, m.Line-2); i-- {
		if line := &l.sheet.Lines[i]; laterVisits.MatchString(line.Text(0, len(line.Words)-1)) {
			return true
		}
	}
	return false
}

// notAsked are the keys of labels whose values are none of ours, or are read as lists.
var notAsked = map[layout.Key]bool{layout.IDKey: true, layout.Fax: true, layout.OtherPhone: true, layout.OtherText: true, layout.OtherMoney: true, layout.Reason: true, layout.Age: true,
	layout.City: true, layout.State: true, layout.Zip: true, layout.From: true, "denial_reason": true, "allergy": true, "medication": true, "diagnosis": true, "vaccine": true}

// nameAsked says whose name a label asks for that only says "Name".
func nameAsked(l *leaf, m layout.Match, around string) (chart.FieldName, float64) {
	switch {
	case ofSomebodyElse(l, m):
		return "", 0
	case signatureNear(l, m), around == whoseInsured:
		return chart.PatientName, 0.35
	case around == whoseProvider:
		return chart.ProviderName, 0.8
	case around == whosePatient:
		return chart.PatientName, 0.9
	case around == "":
		return chart.PatientName, 0.75
	}
	return "", 0
}

// personAsked says what stands at "To", "From" and "Signed".
func (r *reader) personAsked(m layout.Match) (chart.FieldName, float64) {
	switch {
	case m.Key == layout.To && r.doc.Type == chart.ClaimForm:
		return chart.DischargeDate, 0.6
	case m.Key == layout.OtherPerson && m.Phrase == "from" && r.doc.Type == chart.ClaimForm:
		return chart.Facility, 0.75
	case m.Key == layout.OtherPerson && r.doc.Type == chart.FaxCover && (m.Phrase == "from" || m.Phrase == "sender" || m.Phrase == "sent by" || m.Phrase == "de"):
		return chart.ProviderName, 0.75
	case m.Key == layout.Signature && strings.HasPrefix(m.Phrase, "signed") && m.Colon && r.calls.must(chart.ProviderName): // "Signed: Ana Strong MD"
		return chart.ProviderName, 0.8
	}
	return "", 0
}

// ofPatient is how much a label of what people have may speak of the patient.
func ofPatient(l *leaf, n chart.FieldName, m layout.Match, around string) float64 {
	if l.besideRelative(m) {
		return 0.25
	}
	reached := n == chart.Phone || n == chart.Email || n == chart.Address
	switch {
	case around == whoseOther || around == whoseProvider:
		return 0.2
	case around == whoseInsured:
		return 0.6
	case n == chart.Phone && around != whosePatient && letterheadPhone(l, m), reached && (l.underOrganisation(m) || l.underOffice(m)):
		return 0.25
	case ofSomebodyElse(l, m):
		return 0.2
	case n == chart.Phone && behindSomebody(l, m):
		return 0.45
	}
	return 1
}

// surroundings is how much the place of a label, or the wording of one that is also a title or a name, lets it.
func (r *reader) surroundings(l *leaf, n chart.FieldName, m layout.Match, around string) float64 {
	switch n {
	case chart.ProviderName:
		return r.titleOrLabel(m)
	case chart.TotalCharge:
		if l.headsTable(m.Line) && !strings.Contains(m.Phrase, "total") { // the column of each line's charge
			return 0.3
		}
	case chart.Facility:
		if m.Phrase == "practice" && r.doc.Type == chart.Prescription { // the prescriber's, whoever else is on the paper
			return 1.1
		}
		if r.isReport() && (facilityWords[m.Phrase] || clientPlace[m.Phrase]) && m.Phrase != "laboratory" && m.Phrase != "lab" && m.Phrase != "hospital" { // of who ordered
			return 0.35
		}
		if facilityWords[m.Phrase] && !m.Colon && !m.Ends { // "CLÍNICA DEL VALLE" is a name
			return 0.3
		}
	case chart.MemberID, chart.GroupNumber, chart.Payer:
		if m.Phrase == "company" && around != whoseInsured && !r.calls.must(chart.Payer) { // of whoever is named beside it
			return 0.2
		}
		if around == whoseProvider && n != chart.Payer || around == whoseSecond {
			return 0.3
		}
	case chart.MRN:
		if l.besideRelative(m) {
			return 0.25
		}
	case chart.ProviderNPI:
		if besideReferring(l, m) {
			return 0.4
		}
	case chart.DateOfService:
		if r.doc.Type == chart.ClaimForm && m.Phrase == "statement from" {
			return 0.5
		}
	}
	return 1
}

// titleOrLabel is how much a label of a clinician is one: on a form that the patient fills in it is the patient who signs, and
// "Dr" is a title, or whom a letter is to.
func (r *reader) titleOrLabel(m layout.Match) float64 {
	if strings.Contains(m.Phrase, "sign") && (r.doc.Type == chart.IntakeForm || r.doc.Type == chart.ConsentForm) {
		return 0.2
	}
	if m.Colon || m.Phrase != "dr" && m.Phrase != "doctor" {
		return 1
	}
	if r.doc.Type == chart.ReferralLetter || r.doc.Type == chart.FaxCover {
		return 0.3
	}
	return 0.7
}

// headsTable reports whether a line is the header of a table.
func (l *leaf) headsTable(line int) bool {
	for _, t := range l.tables {
		if line == t.header {
			return true
		}
	}
	return false
}

// signatureNear reports whether a label of a signature stands on the label's line or next to it.
func signatureNear(l *leaf, m layout.Match) bool {
	for _, o := range l.sheet.Labels {
		if o.Key == layout.Signature && o.Line >= m.Line-2 && o.Line <= m.Line+2 && max(o.Rect.Y0, m.Rect.Y0)-min(o.Rect.Y1, m.Rect.Y1) < 3*l.sheet.Body {
			return true
		}
	}
	return false
}
