package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Labels that do not say what they ask for: "ID", "Reference No.", "Date".

// bareID are the labels that do not say whose number they are, and numbersPatients the documents on which it is the
// patient's with whoever made them.
var (
	bareID          = map[string]bool{"id #": true, "id": true, "identification #": true, "identification": true}
	numbersPatients = map[chart.Type]bool{chart.LabReport: true, chart.PathologyReport: true, chart.RadiologyReport: true, chart.ImmunizationRecord: true, chart.ProgressNote: true,
		chart.DischargeSummary: true, chart.MedicationList: true}
)

// payerReference takes the reference number of a payer's paper for the claim's.
func (r *reader) payerReference(m layout.Match) (chart.FieldName, float64) {
	switch r.doc.Type {
	case chart.EOB, chart.DenialLetter, chart.ClaimForm:
		if r.doc.Type == chart.DenialLetter && containsAny(m.Phrase, "our ref", "appeal #", "appeal id", "auth #", "authorization #", "request #") || m.Phrase == "reference #" || m.Phrase == "ref #" || m.Phrase == "case #" || m.Phrase == "case id" {
			return chart.ClaimNumber, 0.7
		}
	}
	return "", 0
}

// vagueNumber is how much a label that only says "ID" or "Client No." is trusted in this type of document.
func (r *reader) vagueNumber(l *leaf, n chart.FieldName, m layout.Match, around string) float64 {
	switch n {
	case chart.MemberID:
		return r.vagueMember(m, around)
	case chart.AccountNumber:
		if containsAny(m.Phrase, "csn", "encounter", "contact", "episode") {
			return 0.9 // an account's own number counts more
		}
	case chart.GroupNumber:
		if strings.Contains(m.Phrase, "name") {
			return 0.6
		}
	case chart.ProviderNPI:
		if r.doc.Type == chart.ClaimForm && (m.Phrase == "npi" || m.Phrase == "npi #") && !ofClinician(l, m) { // not "76 ATTENDING   NPI"
			return 0.85 // of whoever is paid
		}
	case chart.ClaimNumber:
		if !m.Colon && (m.Phrase == "claim" || m.Phrase == "claims") {
			return 0.35 // the word of a title
		}
	case chart.MRN:
		if r.doc.Type == chart.LabReport && strings.HasPrefix(m.Phrase, "client") && !strings.Contains(m.Phrase, "patient") {
			return 0.2
		}
		if containsAny(m.Phrase, "registry", "iis") || strings.HasPrefix(m.Phrase, "wi") {
			return 0.8 // the state's number; the clinic's own counts more
		}
	}
	return 1
}

// vagueMember is how much a label of an insurance number is trusted.
func (r *reader) vagueMember(m layout.Match, around string) float64 {
	switch {
	case bareID[m.Phrase] && around == whoseProvider:
		return 0.1
	case bareID[m.Phrase]:
		switch r.doc.Type {
		case chart.InsuranceCard, chart.ClaimForm, chart.EOB, chart.DenialLetter:
			return 1
		}
		return 0.4
	case strings.HasPrefix(m.Phrase, "health plan") && r.doc.Type == chart.ClaimForm:
		return 0.6 // the plan's own number
	}
	return 1
}

// plainDate gives the field of a label that says "Date", "Date issued" or the like, which depends on the document.
func (r *reader) plainDate(l *leaf, m layout.Match) (chart.FieldName, float64) {
	plain := m.Key == layout.DateKey
	switch r.doc.Type {
	case chart.ProgressNote, chart.Superbill, chart.MedicationList:
		list := r.doc.Type == chart.MedicationList && containsAny(m.Phrase, "updat")
		if (plain || list || containsAny(m.Phrase, "review")) && !signatureNear(l, m) {
			return chart.DateOfService, 0.6
		}
	case chart.Prescription:
		if (plain || containsAny(m.Phrase, "issue", "order")) && !signatureNear(l, m) {
			return chart.DateOfService, 0.8
		}
	case chart.ReferralLetter:
		if (plain && m.Colon || m.Phrase == "date of referral" || m.Phrase == "referral date") && !signatureNear(l, m) {
			return chart.DateOfService, 0.6
		}
	case chart.EOB, chart.DenialLetter:
		if plain || containsAny(m.Phrase, "notice", "letter", "process", "decision", "finish", "ra date", "remit", "paid", "statement", "check", "payment", "issue") {
			return chart.ReportedDate, 0.75
		}
	}
	return "", 0
}

// containsAny reports whether one of the words stands in a text.
func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// numberBehind takes the record number behind a name and a stroke: "Gutermuth, Alois / 7001882".
func (r *reader) numberBehind(l *leaf, v view, from int) {
	rest, ok := strings.CutPrefix(v.text[from:], " / ")
	if t, is := id(rest, 4); ok && is && t.from == 0 {
		t.from, t.to = t.from+from+3, t.to+from+3
		r.add(l, chart.MRN, v, t, 0.8)
	}
}
