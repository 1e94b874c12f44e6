package fields

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// calls says what the profile `chart` captures from a type of document. What nearly every real document of the type shows
// must be there: a person is asked for it where it is not found. What some of them show may be there. What is in neither
// list hardly ever stands on such a document: a value is taken, but with doubt. What is without is not looked for at all,
// although its label may stand there.
type calls struct {
	required []chart.FieldName
	may      []chart.FieldName
	without  []chart.FieldName
	lists    []chart.FieldName // sections of that name hold values
	named    []chart.FieldName // of those without: taken where a label asks for them
}

type fieldset = []chart.FieldName

var (
	whoAndBorn = fieldset{chart.PatientName, chart.DateOfBirth}
	seen       = fieldset{chart.PatientName, chart.DateOfBirth, chart.Sex, chart.MRN}
	reached    = fieldset{chart.Phone, chart.Email, chart.Address}
	insured    = fieldset{chart.MemberID, chart.GroupNumber, chart.Payer}
	clinical   = fieldset{chart.Allergy, chart.Medication, chart.Diagnosis, chart.DiagnosisCode, chart.Vaccine}
	stays      = fieldset{chart.AdmissionDate, chart.DischargeDate}
	billing    = fieldset{chart.TotalCharge, chart.ClaimNumber, chart.DenialReason}
	specimen   = fieldset{chart.CollectedDate, chart.ReportedDate}
	signed     = fieldset{chart.SignaturePresent, chart.SignatureDate}
	place      = fieldset{chart.Facility, chart.ProviderName, chart.ProviderNPI}
)

func join(lists ...fieldset) fieldset { return slices.Concat(lists...) }

// callsOf is the table of the contract's types.
func callsOf(t chart.Type) calls {
	c, ok := callsBy[t]
	if !ok {
		c = calls{may: names, lists: clinical}
	}
	return c
}

// callsBy is read only.
var callsBy = map[chart.Type]calls{
	chart.IntakeForm: {
		required: join(whoAndBorn, fieldset{chart.Sex, chart.Phone, chart.Address, chart.Payer, chart.MemberID, chart.Allergy, chart.SignatureDate, chart.Email, chart.GroupNumber, chart.Facility}),
		may:      join(seen, reached, insured, signed, clinical, fieldset{chart.SSN, chart.AccountNumber, chart.Facility, chart.ProviderName, chart.ReferringProvider}),
		lists:    clinical, without: join(billing, specimen, fieldset{chart.DischargeDate})},
	chart.ConsentForm: {
		required: join(whoAndBorn, signed, fieldset{chart.ProviderName, chart.Facility, chart.MRN}),
		may:      join(seen, reached, fieldset{chart.AccountNumber, chart.SSN}),
		without:  join(billing, specimen, fieldset{chart.Diagnosis, chart.Payer})},
	chart.InsuranceCard: {
		required: fieldset{chart.PatientName, chart.MemberID, chart.Payer},
		may:      fieldset{chart.GroupNumber, chart.DateOfBirth, chart.ProviderName, chart.Sex},
		without:  join(stays, billing, specimen, fieldset{chart.Phone, chart.Address, chart.Facility, chart.DateOfService, chart.Medication})},
	chart.IDCard: {
		required: join(whoAndBorn, fieldset{chart.Address, chart.Sex}),
		without:  join(stays, billing, specimen, fieldset{chart.Facility, chart.Payer, chart.DateOfService, chart.MemberID, chart.ProviderName, chart.Phone})},
	chart.ProgressNote: {
		required: join(seen, fieldset{chart.ProviderName, chart.DateOfService, chart.SignatureDate, chart.Facility, chart.Diagnosis, chart.Allergy, chart.Medication}),
		may:      join(reached, insured, signed, clinical, place, fieldset{chart.AccountNumber, chart.ReferringProvider}),
		lists:    clinical, without: join(billing, stays, specimen), named: fieldset{chart.AdmissionDate}},
	chart.DischargeSummary: {
		required: join(seen, stays, fieldset{chart.ProviderName, chart.SignatureDate, chart.Facility, chart.Diagnosis, chart.Medication, chart.Allergy}),
		may:      join(reached, insured, signed, clinical, place, fieldset{chart.AccountNumber, chart.ReferringProvider}),
		lists:    clinical, without: join(billing, specimen, fieldset{chart.DateOfService})},
	chart.LabReport: {
		required: join(seen, specimen, fieldset{chart.Facility, chart.ProviderName}),
		may:      join(reached, place, insured, fieldset{chart.AccountNumber, chart.DateOfService}),
		without:  join(billing, stays, fieldset{chart.Medication, chart.Allergy, chart.Vaccine, chart.ReferringProvider})},
	chart.PathologyReport: {
		required: join(seen, specimen, fieldset{chart.ProviderName, chart.ReferringProvider, chart.SignatureDate, chart.Facility}),
		may:      join(reached, place, signed, fieldset{chart.AccountNumber, chart.DiagnosisCode}),
		lists:    fieldset{chart.Diagnosis, chart.DiagnosisCode}, without: join(billing, stays)},
	chart.RadiologyReport: {
		required: join(seen, fieldset{chart.ProviderName, chart.ReferringProvider, chart.DateOfService, chart.ReportedDate, chart.Facility, chart.SignatureDate}),
		may:      join(reached, place, signed, fieldset{chart.AccountNumber}),
		without:  join(billing, stays, fieldset{chart.CollectedDate})},
	chart.ReferralLetter: {
		required: join(whoAndBorn, fieldset{chart.ReferringProvider, chart.Facility, chart.Diagnosis, chart.MRN, chart.Phone}),
		may:      join(seen, reached, insured, signed, clinical, place, fieldset{chart.DateOfService, chart.AccountNumber}),
		lists:    clinical, without: join(billing, stays, specimen)},
	chart.MedicationList: {
		required: join(whoAndBorn, fieldset{chart.Medication, chart.DateOfService, chart.Facility, chart.MRN, chart.ProviderName, chart.Allergy}),
		may:      join(seen, reached, signed, clinical, place, fieldset{chart.AccountNumber}),
		lists:    clinical, without: join(billing, stays, specimen)},
	chart.Prescription: {
		required: join(whoAndBorn, fieldset{chart.Medication, chart.ProviderName, chart.DateOfService, chart.ProviderNPI, chart.Facility, chart.Address}),
		may:      join(seen, reached, signed, place, fieldset{chart.Allergy, chart.Diagnosis, chart.DiagnosisCode}),
		lists:    clinical, without: join(billing, stays, specimen)},
	chart.ImmunizationRecord: {
		required: join(whoAndBorn, fieldset{chart.Vaccine, chart.Sex, chart.SignatureDate, chart.MRN, chart.ProviderName, chart.Facility}),
		may:      join(seen, reached, signed, place, fieldset{chart.AccountNumber, chart.Allergy, chart.DateOfService}),
		lists:    fieldset{chart.Allergy, chart.Vaccine}, without: join(billing, stays, specimen)},
	chart.Superbill: {
		required: join(whoAndBorn, fieldset{chart.DateOfService, chart.TotalCharge, chart.ProviderName, chart.ProcedureCode, chart.DiagnosisCode, chart.Diagnosis, chart.MRN, chart.Payer, chart.Facility, chart.SignatureDate, chart.ProviderNPI}),
		may:      join(seen, reached, insured, signed, place, fieldset{chart.AccountNumber, chart.ReferringProvider}),
		lists:    fieldset{chart.Diagnosis, chart.DiagnosisCode}, without: join(stays, specimen)},
	chart.ClaimForm: {
		required: join(whoAndBorn, fieldset{chart.Sex, chart.MemberID, chart.DateOfService, chart.TotalCharge, chart.ProviderNPI, chart.ProviderName, chart.ProcedureCode, chart.DiagnosisCode,
			chart.AccountNumber, chart.Payer, chart.Facility}),
		may:   join(seen, reached, insured, signed, place, stays, fieldset{chart.ReferringProvider, chart.ClaimNumber}),
		lists: fieldset{chart.Diagnosis, chart.DiagnosisCode}, without: specimen},
	chart.EOB: {
		required: fieldset{chart.PatientName, chart.ClaimNumber, chart.MemberID, chart.Payer, chart.ReportedDate, chart.DateOfService, chart.TotalCharge, chart.ProviderName, chart.GroupNumber, chart.Address},
		may:      join(seen, insured, fieldset{chart.Address, chart.ProcedureCode, chart.AccountNumber}),
		without:  join(stays, fieldset{chart.DenialReason, chart.CollectedDate, chart.Phone})},
	chart.DenialLetter: {
		required: fieldset{chart.PatientName, chart.ClaimNumber, chart.DenialReason, chart.Payer, chart.ReportedDate, chart.MemberID},
		may:      fieldset{chart.DateOfService, chart.ProviderName, chart.GroupNumber, chart.DateOfBirth, chart.ReferringProvider, chart.Address},
		without:  join(stays, fieldset{chart.CollectedDate, chart.Phone})},
	chart.FaxCover: {
		required: fieldset{chart.Facility, chart.PatientName, chart.DateOfBirth},
		may:      join(seen, fieldset{chart.ProviderName, chart.AccountNumber}),
		without:  join(billing, stays, specimen, fieldset{chart.Phone, chart.GroupNumber})},
	chart.Separator: {},
	chart.Blank:     {},
}

// wants reports whether the field is looked for.
func (c calls) wants(n chart.FieldName) bool { return !slices.Contains(c.without, n) }

// asks reports whether a label is worth its value.
func (c calls) asks(n chart.FieldName) bool { return c.wants(n) || slices.Contains(c.named, n) }

// must reports whether the field is asked for where it is not found.
func (c calls) must(n chart.FieldName) bool { return slices.Contains(c.required, n) }

// odd reports whether documents of the type hardly ever have the field.
func (c calls) odd(n chart.FieldName) bool { return !c.must(n) && !slices.Contains(c.may, n) }

// listed reports whether sections of that name hold values of the field.
func (c calls) listed(n chart.FieldName) bool { return slices.Contains(c.lists, n) }
