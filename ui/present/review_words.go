package present

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
)

// FieldWord is a field's name on the screen.
func FieldWord(f chart.FieldName) Line {
	if l, ok := fieldWords()[f]; ok {
		return l
	}
	return Say("Another field")
}

// labelOf is the name of a field on the screen: for a cell its column, and the line that it stands in.
func labelOf(d *chart.Dossier, f chart.Field) Line {
	if f.Cell == nil {
		return FieldWord(f.Name)
	}
	column, ok := cellWords()[f.Name]
	if !ok {
		column = FieldWord(f.Name)
	}
	if line := review.LineOf(d, f); line != "" {
		return Say("{{.Column}}, {{.Line}}", Data{"Column": column, "Line": line.Reveal()})
	}
	return column
}

// cellWords are the columns of tables that are no fields of their own.
func cellWords() map[chart.FieldName]Line {
	return map[chart.FieldName]Line{
		"test": Say("Test"), "value": Say("Result"), "unit": Say("Unit"), "reference_range": Say("Reference"), "flag": Say("Flag"),
		"description": Say("Service"), "units": Say("Units"), "charge": Say("Charge"), "allowed": Say("Allowed"),
		"paid": Say("Paid"), "patient_owes": Say("Patient owes"), "dose": Say("Dose"), "route": Say("Route"),
		"frequency": Say("How often"), "date": Say("Date given"), "lot": Say("Lot"), "site": Say("Site"), "onset": Say("Onset"),
	}
}

func fieldWords() map[chart.FieldName]Line {
	return map[chart.FieldName]Line{
		chart.PatientName: Say("Patient name"), chart.DateOfBirth: Say("Date of birth"), chart.Sex: Say("Sex"),
		chart.MRN: Say("MRN"), chart.AccountNumber: Say("Account number"),
		chart.SSN: Say("Social security number"), chart.Phone: Say("Phone"), chart.Email: Say("Email"),
		chart.Address: Say("Address"), chart.MemberID: Say("Member ID"), chart.GroupNumber: Say("Group number"),
		chart.Payer: Say("Payer"), chart.Facility: Say("Facility"), chart.ProviderName: Say("Provider"),
		chart.ProviderNPI: Say("Provider NPI"), chart.ReferringProvider: Say("Referring provider"),
		chart.DateOfService: Say("Date of service"), chart.AdmissionDate: Say("Admitted"),
		chart.DischargeDate: Say("Discharged"), chart.CollectedDate: Say("Collected"), chart.ReportedDate: Say("Reported"),
		chart.TotalCharge: Say("Total charge"), chart.ClaimNumber: Say("Claim number"),
		chart.DenialReason: Say("Reason for denial"), chart.SignaturePresent: Say("Signature"),
		chart.SignatureDate: Say("Date signed"), chart.Allergy: Say("Allergy"), chart.Medication: Say("Medication"),
		chart.Diagnosis: Say("Diagnosis"), chart.DiagnosisCode: Say("Diagnosis code"),
		chart.ProcedureCode: Say("Procedure code"), chart.Vaccine: Say("Vaccine"),
	}
}

// verdictWord says what was decided.
func verdictWord(d chart.Decision, read bool) (Line, Tone) {
	switch d.Verdict {
	case chart.Confirmed:
		return Say("confirmed"), Done
	case chart.Corrected:
		return Say("corrected"), Done
	case chart.NotOnPage:
		return Say("not on page"), Done
	case chart.CantRead:
		return Say("illegible"), Done
	case chart.HandedOver:
		return Say("asked a colleague"), Doubtful
	case chart.WrongPatient:
		return Say("wrong patient"), Wrong
	}
	if read {
		return Say("read"), Done
	}
	return Say("needs you"), Doubtful
}

// poorPage is the quality under which a page is too poor to be read.
const poorPage = 0.6

// qualityWord says how clean a page is.
func qualityWord(q float64) Line {
	switch {
	case q >= 0.85:
		return Say("clean")
	case q >= poorPage:
		return Say("fair")
	}
	return Say("poor")
}

// digitsType reports whether digits belong into the field's values, so that they type and never take a suggestion.
func digitsType(f chart.FieldName) bool {
	switch f {
	case chart.PatientName, chart.Sex, chart.Payer, chart.Facility, chart.ProviderName, chart.ReferringProvider,
		chart.DenialReason, chart.SignaturePresent, chart.Allergy, chart.Medication, chart.Diagnosis, chart.Vaccine:
		return false
	}
	return true
}

func readOnlyLine(s chart.State) Line {
	switch {
	case review.Editable(s):
		return Line{}
	case s == chart.StateSigned, s == chart.StateSent, s == chart.StateSettled:
		return Say("Signed: a record cannot be changed.")
	case s == chart.StateHeld:
		return Say("On legal hold: nothing may change.")
	case s == chart.StateQuarantined:
		return Say("Still being read.")
	case s.StepOf() != "":
		return Say("It waits for a blind look. Enter in the queue opens that.")
	}
	return Say("It cannot be changed any more.")
}
