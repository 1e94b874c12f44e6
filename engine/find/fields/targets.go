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
	switch m.Key {
	case layout.Name:
		if ofSomebodyElse(l, m) {
			return "", 0
		}
		if signatureNear(l, m) {
			return chart.PatientName, 0.35
		}
		switch around {
		case whoseProvider:
			return chart.ProviderName, 0.8
		case whosePatient:
			return chart.PatientName, 0.9
		case "":
			return chart.PatientName, 0.75
		case whoseInsured:
			return chart.PatientName, 0.35
		}
		return "", 0
	case layout.InsuredName:
		if r.doc.Type == chart.InsuranceCard {
			return chart.PatientName, 0.9
		}
		return chart.PatientName, 0.3
	case layout.IDKey:
		return "", 0
	case layout.DateKey, layout.OtherDate:
		return r.plainDate(l, m)
	case layout.To:
		if r.doc.Type == chart.ClaimForm {
			return chart.DischargeDate, 0.6
		}
		return "", 0
	case layout.OtherPerson:
		if r.doc.Type == chart.FaxCover && (m.Phrase == "from" || m.Phrase == "sender" || m.Phrase == "sent by" || m.Phrase == "de") {
			return chart.ProviderName, 0.75
		}
		return "", 0
	case "denial_reason", "allergy", "medication", "diagnosis", "vaccine":
		return "", 0
	case layout.OtherID:
		return r.payerReference(m)
	case layout.Signature:
		if strings.HasPrefix(m.Phrase, "signed") && m.Colon && r.calls.must(chart.ProviderName) { // "Signed: Ana Strong MD"
			return chart.ProviderName, 0.8
		}
		return "", 0
	case layout.Fax, layout.OtherPhone, layout.OtherText, layout.OtherMoney, layout.Reason, layout.Age, layout.City, layout.State, layout.Zip, layout.From:
		return "", 0
	}
	n := chart.FieldName(m.Key)
	if n == chart.MemberID && bareID[m.Phrase] && numbersPatients[r.doc.Type] && around != whoseProvider && around != whoseOther {
		return chart.MRN, 0.6
	}
	if w := r.vagueNumber(l, n, m, around); w < 1 {
		return n, w
	}
	switch n {
	case chart.ProviderName:
		if strings.Contains(m.Phrase, "sign") && (r.doc.Type == chart.IntakeForm || r.doc.Type == chart.ConsentForm) { // the patient signs
			return n, 0.2
		}
		if !m.Colon && (m.Phrase == "dr" || m.Phrase == "doctor") { // a title, or whom the letter is to
			if r.doc.Type == chart.ReferralLetter || r.doc.Type == chart.FaxCover {
				return n, 0.3
			}
			return n, 0.7
		}
	case chart.TotalCharge:
		if l.headsTable(m.Line) && !strings.Contains(m.Phrase, "total") { // the column of each line's charge
			return n, 0.3
		}
	case chart.Facility:
		if facilityWords[m.Phrase] && !m.Colon && !m.Ends { // "CLÍNICA DEL VALLE" is a name
			return n, 0.3
		}
	case chart.MemberID, chart.GroupNumber, chart.Payer:
		if around == whoseProvider && n != chart.Payer || around == whoseSecond {
			return n, 0.3
		}
	case chart.ReferringProvider:
		if r.doc.Type == chart.LabReport && strings.HasPrefix(m.Phrase, "order") {
			return chart.ProviderName, 0.9
		}
	case chart.ProviderNPI:
		if besideReferring(l, m) {
			return n, 0.4
		}
	case chart.DateOfService:
		if r.doc.Type == chart.ClaimForm && m.Phrase == "statement from" {
			return n, 0.5
		}
	case chart.PatientName, chart.DateOfBirth, chart.Sex, chart.Phone, chart.Email, chart.Address, chart.SSN:
		switch around {
		case whoseOther, whoseProvider:
			return n, 0.2
		case whoseInsured:
			return n, 0.6
		}
		if n == chart.Phone && around != whosePatient && letterheadPhone(l, m) || (n == chart.Phone || n == chart.Email || n == chart.Address) && l.underOrganisation(m) {
			return n, 0.25
		}
		if ofSomebodyElse(l, m) {
			return n, 0.2
		}
		if n == chart.Phone && behindSomebody(l, m) {
			return n, 0.45
		}
	}
	return n, 1
}

// bareID are the labels that do not say whose number they are, and numbersPatients the documents on which it is the
// patient's with whoever made them.
var (
	bareID          = map[string]bool{"id #": true, "id": true, "identification #": true, "identification": true}
	numbersPatients = map[chart.Type]bool{chart.LabReport: true, chart.PathologyReport: true, chart.RadiologyReport: true, chart.ImmunizationRecord: true, chart.ProgressNote: true,
		chart.DischargeSummary: true, chart.MedicationList: true}
)

// headsTable reports whether a line is the header of a table.
func (l *leaf) headsTable(line int) bool {
	for _, t := range l.tables {
		if line == t.header {
			return true
		}
	}
	return false
}

// payerReference takes the reference number of a payer's paper for the claim's.
func (r *reader) payerReference(m layout.Match) (chart.FieldName, float64) {
	switch r.doc.Type {
	case chart.EOB, chart.DenialLetter, chart.ClaimForm:
		if m.Phrase == "reference #" || m.Phrase == "ref #" || m.Phrase == "case #" || m.Phrase == "case id" {
			return chart.ClaimNumber, 0.7
		}
	}
	return "", 0
}

// vagueNumber is how much a label that only says "ID" or "Client No." is trusted in this type of document.
func (r *reader) vagueNumber(l *leaf, n chart.FieldName, m layout.Match, around string) float64 {
	switch {
	case n == chart.MemberID && bareID[m.Phrase] && around == whoseProvider:
		return 0.1
	case n == chart.MemberID && bareID[m.Phrase]:
		switch r.doc.Type {
		case chart.InsuranceCard, chart.ClaimForm, chart.EOB, chart.DenialLetter:
			return 1
		}
		return 0.4
	case n == chart.MemberID && strings.HasPrefix(m.Phrase, "health plan") && r.doc.Type == chart.ClaimForm:
		return 0.6 // the plan's own number
	case n == chart.GroupNumber && strings.Contains(m.Phrase, "name"):
		return 0.6
	case n == chart.ProviderNPI && r.doc.Type == chart.ClaimForm && (m.Phrase == "npi" || m.Phrase == "npi #"):
		if ofClinician(l, m) { // "76 ATTENDING   NPI"
			return 1
		}
		return 0.85 // of whoever is paid
	case n == chart.ClaimNumber && !m.Colon && (m.Phrase == "claim" || m.Phrase == "claims"):
		return 0.35 // the word of a title
	case n == chart.MRN && r.doc.Type == chart.LabReport && strings.HasPrefix(m.Phrase, "client"):
		return 0.2
	case n == chart.MRN && (strings.Contains(m.Phrase, "registry") || strings.Contains(m.Phrase, "iis") || strings.HasPrefix(m.Phrase, "wi")):
		return 0.8 // the state's number; the clinic's own counts more
	}
	return 1
}

// plainDate gives the field of a label that says "Date", "Date issued" or the like, which depends on the document.
func (r *reader) plainDate(l *leaf, m layout.Match) (chart.FieldName, float64) {
	p := m.Phrase
	switch r.doc.Type {
	case chart.ProgressNote, chart.Superbill, chart.MedicationList:
		if (m.Key == layout.DateKey || strings.Contains(p, "review") || r.doc.Type == chart.MedicationList && strings.Contains(p, "updat")) && !signatureNear(l, m) {
			return chart.DateOfService, 0.6
		}
	case chart.Prescription:
		if (m.Key == layout.DateKey || strings.Contains(p, "issue") || strings.Contains(p, "order")) && !signatureNear(l, m) {
			return chart.DateOfService, 0.8
		}
	case chart.EOB, chart.DenialLetter:
		if m.Key == layout.DateKey || strings.Contains(p, "notice") || strings.Contains(p, "letter") || strings.Contains(p, "process") || strings.Contains(p, "paid") ||
			strings.Contains(p, "statement") || strings.Contains(p, "check") || strings.Contains(p, "payment") || strings.Contains(p, "issue") {
			return chart.ReportedDate, 0.75
		}
	}
	return "", 0
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

// besideReferring reports whether the NPI's label belongs to a referring provider left of it or on the line above.
func besideReferring(l *leaf, m layout.Match) bool {
	for _, o := range l.sheet.Labels {
		if o.Key == "referring_provider" && o.Rect.X0 < m.Rect.X0 && (o.Line == m.Line || o.Line == m.Line-1) {
			return true
		}
	}
	return false
}

// ofSomebodyElse reports whether the label's own segment names somebody else: "NAME OF NEXT OF KIN", "Employer phone".
func ofSomebodyElse(l *leaf, m layout.Match) bool {
	for _, o := range l.sheet.LabelsOf(m.Line) {
		if o.Segment != m.Segment || o.First == m.First {
			continue
		}
		if m.Key == "phone" && o.Last < m.First && o.Last >= m.First-2 && (o.Key == "provider_name" || o.Key == "facility" || o.Key == "payer") { // "BILLING PROVIDER INFO & PH #"
			return true
		}
		if !m.Colon && (o.Key == layout.OtherPerson || o.Key == layout.InsuredName) && o.First <= m.Last+2 && o.Last >= m.First-2 {
			return true
		}
	}
	return false
}

// behindSomebody reports whether a plain "Phone" follows the label of a clinician, a pharmacy or a relative on its line.
func behindSomebody(l *leaf, m layout.Match) bool {
	if ownPhone.MatchString(m.Phrase) {
		return false
	}
	whose := layout.Key("")
	for _, o := range l.sheet.LabelsOf(m.Line) {
		if o.First >= m.First {
			break
		}
		switch o.Key {
		case "provider_name", "referring_provider", "facility", layout.OtherPerson, "patient_name", "date_of_birth", "mrn", "address":
			whose = o.Key
		}
		if strings.Contains(o.Phrase, "pharmacy") || strings.Contains(o.Phrase, "employer") {
			whose = layout.OtherPerson
		}
	}
	switch whose {
	case "provider_name", "referring_provider", "facility", layout.OtherPerson:
		return true
	}
	return false
}

// ownPhone are the words of labels that ask for nobody's telephone but the patient's.
var ownPhone = regexp.MustCompile(`home|cell|mobile|patient|day|evening|celular|casa`)

// underOrganisation reports whether a label closes a block that the name of a clinic heads: "Summit Medical Group / 2361 Elm
// Way / Duluth, MN / Phone: …" is not about the patient.
func (l *leaf) underOrganisation(m layout.Match) bool {
	if !m.Starts {
		return false
	}
	s := l.sheet
	rect := s.Lines[m.Line].Segments[m.Segment].Rect
	for i, cells := m.Line-1, 0; i >= 0 && cells < 4; i-- {
		for _, seg := range s.Lines[i].Segments {
			if d := seg.Rect.X0 - rect.X0; d < -s.Body || d > s.Body {
				continue
			}
			if rect.Y0-seg.Rect.Y1 > 1.2*s.Body || labelIn(s, i, seg) {
				return false
			}
			text := s.Lines[i].Text(seg.First, seg.Last)
			if t, ok := organisation(text); ok && t.score > 0.9 && !hasDigit(text) {
				return true
			}
			rect = seg.Rect
			cells++
		}
	}
	return false
}

// letterheadPhone is a telephone of the clinic: beside a fax number, or over everything that is about the patient.
func letterheadPhone(l *leaf, m layout.Match) bool {
	for _, o := range l.sheet.LabelsOf(m.Line) {
		if o.Key == layout.Fax && (o.Segment == m.Segment || o.Segment == m.Segment+1) && o.First >= m.First {
			return true
		}
	}
	if ownPhone.MatchString(strings.ToLower(m.Phrase)) {
		return false
	}
	for _, o := range l.sheet.Labels {
		if o.Line > m.Line {
			break
		}
		if (o.Colon || o.Ends) && (o.Key == "patient_name" || o.Key == "date_of_birth" || o.Key == layout.LastName || o.Key == "mrn") {
			return false
		}
	}
	return m.Rect.MidY() < 0.2*l.sheet.Height
}
