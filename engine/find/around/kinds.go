package around

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Kind is what a grammar takes a text for.
type Kind uint8

// The kinds.
const (
	Person Kind = iota
	Day
	Number
	Phone
	Email
	SSN
	NPI
	Money
	Sex
	House
	Address
	Diagnosis // its code
	Procedure
	Term // an item of a list
	Kinds
)

// classes are the fields that a text of each kind can be the value of; a class further than the last is "of none".
var classes = [Kinds][]chart.FieldName{
	Person: {chart.PatientName, chart.ProviderName, chart.ReferringProvider},
	Day: {chart.DateOfBirth, chart.DateOfService, chart.AdmissionDate, chart.DischargeDate, chart.CollectedDate, chart.ReportedDate,
		chart.SignatureDate},
	Number:    {chart.MRN, chart.AccountNumber, chart.MemberID, chart.GroupNumber, chart.ClaimNumber},
	Phone:     {chart.Phone},
	Email:     {chart.Email},
	SSN:       {chart.SSN},
	NPI:       {chart.ProviderNPI},
	Money:     {chart.TotalCharge},
	Sex:       {chart.Sex},
	House:     {chart.Payer, chart.Facility},
	Address:   {chart.Address},
	Diagnosis: {chart.DiagnosisCode},
	Procedure: {chart.ProcedureCode},
	Term:      {chart.Medication, chart.Allergy, chart.Diagnosis, chart.Vaccine},
}

// Fields gives the fields that a text of the kind can fill.
func (k Kind) Fields() []chart.FieldName { return classes[k] }

// KindOf gives the kind of text that fills a field; false where the field is a list, or ink.
func KindOf(n chart.FieldName) (Kind, bool) {
	for k, names := range classes {
		if slices.Contains(names, n) {
			return Kind(k), true
		}
	}
	return 0, false
}

// Spot is a text on a page that may be a value.
type Spot struct {
	Kind  Kind
	Line  int // of the sheet, where it starts
	First int // words of the line, both included
	Last  int
	Words []layout.Word // all of them, those on a further line too
	Value string        // as printed
	Norm  string        // in canonical form; empty where there is none
	Signs []string      // what else is known of the text by itself
}

// Odds is the probability of each field of the spot's kind; what is left to 1 is that it is none of them.
type Odds []float64

// Of gives the probability of a field.
func (o Odds) Of(k Kind, n chart.FieldName) float64 {
	if i := slices.Index(classes[k], n); i >= 0 && i < len(o) {
		return o[i]
	}
	return 0
}
