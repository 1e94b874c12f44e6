package fields

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// calls says what the profile `chart` captures from a type of document: what must be there, what is not looked for although
// its label may stand there, and which lists of sections hold values.
type calls struct {
	required []chart.FieldName
	without  []chart.FieldName
	lists    []chart.FieldName
}

var (
	whoAndBorn = []chart.FieldName{chart.PatientName, chart.DateOfBirth}
	seen       = []chart.FieldName{chart.PatientName, chart.DateOfBirth, chart.Sex, chart.MRN}
	clinical   = []chart.FieldName{chart.Allergy, chart.Medication, chart.Diagnosis, chart.DiagnosisCode, chart.Vaccine}
	stays      = []chart.FieldName{chart.AdmissionDate, chart.DischargeDate}
	billing    = []chart.FieldName{chart.TotalCharge, chart.ClaimNumber, chart.DenialReason}
	specimen   = []chart.FieldName{chart.CollectedDate, chart.ReportedDate}
)

func join(lists ...[]chart.FieldName) []chart.FieldName { return slices.Concat(lists...) }

// callsOf is the table of the contract's types.
func callsOf(t chart.Type) calls {
	switch t {
	case chart.IntakeForm:
		return calls{required: join(whoAndBorn, []chart.FieldName{chart.Sex, chart.Phone, chart.Address}), lists: clinical, without: join(stays, billing, specimen)}
	case chart.ConsentForm:
		return calls{required: []chart.FieldName{chart.PatientName, chart.SignaturePresent, chart.SignatureDate}, without: join(billing, specimen, []chart.FieldName{chart.Diagnosis, chart.Payer})}
	case chart.InsuranceCard:
		return calls{required: []chart.FieldName{chart.PatientName, chart.MemberID, chart.Payer}, without: join(stays, billing, specimen, []chart.FieldName{chart.Phone, chart.Address, chart.Facility, chart.DateOfService, chart.Medication})}
	case chart.IDCard:
		return calls{required: join(whoAndBorn, []chart.FieldName{chart.Address}), without: join(stays, billing, specimen, []chart.FieldName{chart.Facility, chart.Payer, chart.DateOfService, chart.MemberID, chart.ProviderName, chart.Phone})}
	case chart.ProgressNote:
		return calls{required: join(seen, []chart.FieldName{chart.ProviderName, chart.DateOfService}), lists: clinical, without: join(billing, stays, specimen)}
	case chart.DischargeSummary:
		return calls{required: join(seen, stays, []chart.FieldName{chart.ProviderName}), lists: clinical, without: join(billing, specimen, []chart.FieldName{chart.DateOfService})}
	case chart.LabReport:
		return calls{required: join(seen, specimen, []chart.FieldName{chart.Facility}), without: join(billing, stays, []chart.FieldName{chart.Medication, chart.Allergy, chart.Vaccine, chart.ReferringProvider, chart.Address})}
	case chart.PathologyReport:
		return calls{required: join(seen, specimen, []chart.FieldName{chart.ProviderName}), lists: []chart.FieldName{chart.Diagnosis, chart.DiagnosisCode}, without: join(billing, stays)}
	case chart.RadiologyReport:
		return calls{required: join(seen, []chart.FieldName{chart.ProviderName, chart.DateOfService}), without: join(billing, stays, []chart.FieldName{chart.CollectedDate})}
	case chart.ReferralLetter:
		return calls{required: join(whoAndBorn, []chart.FieldName{chart.ReferringProvider}), lists: clinical, without: join(billing, stays, specimen)}
	case chart.MedicationList:
		return calls{required: join(whoAndBorn, []chart.FieldName{chart.Medication}), lists: clinical, without: join(billing, stays, specimen)}
	case chart.Prescription:
		return calls{required: join(whoAndBorn, []chart.FieldName{chart.Medication, chart.ProviderName, chart.DateOfService}), lists: clinical, without: join(billing, stays, specimen)}
	case chart.ImmunizationRecord:
		return calls{required: join(whoAndBorn, []chart.FieldName{chart.Vaccine}), lists: []chart.FieldName{chart.Allergy, chart.Vaccine}, without: join(billing, stays, specimen)}
	case chart.Superbill:
		return calls{required: []chart.FieldName{chart.PatientName, chart.DateOfService, chart.TotalCharge, chart.ProviderName, chart.ProcedureCode, chart.DiagnosisCode}, lists: []chart.FieldName{chart.Diagnosis, chart.DiagnosisCode}, without: join(stays, specimen)}
	case chart.ClaimForm:
		return calls{required: join(whoAndBorn, []chart.FieldName{chart.Sex, chart.MemberID, chart.DateOfService, chart.TotalCharge, chart.ProviderNPI, chart.ProcedureCode, chart.DiagnosisCode}), lists: []chart.FieldName{chart.Diagnosis, chart.DiagnosisCode}, without: specimen}
	case chart.EOB:
		return calls{required: []chart.FieldName{chart.PatientName, chart.ClaimNumber, chart.MemberID, chart.Payer, chart.ReportedDate}, without: join(stays, []chart.FieldName{chart.DenialReason, chart.CollectedDate})}
	case chart.DenialLetter:
		return calls{required: []chart.FieldName{chart.PatientName, chart.ClaimNumber, chart.DenialReason, chart.Payer, chart.ReportedDate}, without: join(stays, []chart.FieldName{chart.CollectedDate, chart.Address, chart.Phone})}
	case chart.FaxCover:
		return calls{without: join(billing, stays, specimen, []chart.FieldName{chart.Phone, chart.GroupNumber})}
	case chart.Separator, chart.Blank:
		return calls{without: nil}
	}
	return calls{lists: clinical}
}

// wants reports whether the field is looked for.
func (c calls) wants(n chart.FieldName) bool { return !slices.Contains(c.without, n) }

// must reports whether the field is asked for where it is not found.
func (c calls) must(n chart.FieldName) bool { return slices.Contains(c.required, n) }

// listed reports whether sections of that name hold values of the field.
func (c calls) listed(n chart.FieldName) bool { return slices.Contains(c.lists, n) }
