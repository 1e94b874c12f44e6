package access

import "chartproof.org/chartproof/engine/chart"

// patientIdentifiers are the fields that name the patient or stand for one (45 CFR 164.514(b)(2)). Dates of service are
// identifiers under Safe Harbor too, but a coder's work is impossible without them, so they are not listed here.
var patientIdentifiers = map[chart.FieldName]bool{
	chart.PatientName: true, chart.DateOfBirth: true, chart.MRN: true, chart.AccountNumber: true, chart.SSN: true,
	chart.Phone: true, chart.Email: true, chart.Address: true, chart.MemberID: true, chart.GroupNumber: true,
	chart.ClaimNumber: true,
}

// coderSees is an allow-list: a field that is added to the product stays masked for a coder until it stands here.
var coderSees = map[chart.FieldName]bool{
	chart.Sex: true, chart.Payer: true, chart.Facility: true, chart.ProviderName: true, chart.ProviderNPI: true,
	chart.ReferringProvider: true, chart.DateOfService: true, chart.AdmissionDate: true, chart.DischargeDate: true,
	chart.CollectedDate: true, chart.ReportedDate: true, chart.TotalCharge: true, chart.DenialReason: true,
	chart.SignaturePresent: true, chart.SignatureDate: true, chart.Allergy: true, chart.Medication: true,
	chart.Diagnosis: true, chart.DiagnosisCode: true, chart.ProcedureCode: true, chart.Vaccine: true,
	// Columns of tables that are no fields of their own.
	"test": true, "value": true, "unit": true, "reference_range": true, "flag": true, "description": true, "units": true,
	"charge": true, "allowed": true, "paid": true, "patient_owes": true, "dose": true, "route": true, "frequency": true,
	"date": true, "lot": true, "site": true, "onset": true,
}

// Identifies reports whether the field names the patient: masked on every screen outside the field at hand. A field that
// the product does not know identifies.
func Identifies(f chart.FieldName) bool { return patientIdentifiers[f] || !coderSees[f] }

// Sees reports whether the person may see the field in clear, at hand or revealed.
func Sees(p chart.Person, f chart.FieldName) bool {
	switch {
	case p.Has(chart.HIMReviewer), p.Has(chart.Clinician), p.Has(chart.PrivacyOfficer):
		return true
	case p.Has(chart.Coder):
		return coderSees[f]
	}
	return false
}

// MayCorrect reports whether the person may decide on the field: reviewers and clinicians on every field, coders on codes.
func MayCorrect(p chart.Person, f chart.FieldName) bool {
	if p.Has(chart.HIMReviewer) || p.Has(chart.Clinician) {
		return true
	}
	return p.Has(chart.Coder) && (f == chart.DiagnosisCode || f == chart.ProcedureCode)
}
