package access

import "chartproof.org/chartproof/engine/chart"

// needs names the roles of which a person must have one for the action. Actions of the machine itself (reading, refusing,
// sending, settling) are nobody's and stand in no list.
var needs = map[chart.Action][]chart.Role{
	chart.ActImport: {chart.ScanTechnician},
	chart.ActOpen:   {chart.HIMReviewer, chart.Coder, chart.Clinician, chart.PrivacyOfficer},
	chart.ActDecide: {chart.HIMReviewer, chart.Coder, chart.Clinician},
	chart.ActUndo:   {chart.HIMReviewer, chart.Coder, chart.Clinician},
	chart.ActReveal: {chart.HIMReviewer, chart.Clinician, chart.PrivacyOfficer},

	chart.ActRedact:   {chart.HIMReviewer, chart.Clinician},
	chart.ActReshape:  {chart.HIMReviewer, chart.Clinician},
	chart.ActRelease:  {chart.HIMReviewer, chart.Clinician},
	chart.ActRetype:   {chart.HIMReviewer, chart.Clinician},
	chart.ActHandOver: {chart.HIMReviewer, chart.Coder, chart.Clinician},

	chart.ActSignRecord: {chart.HIMReviewer},
	chart.ActExport:     {chart.PrivacyOfficer},
	chart.ActDeidentify: {chart.PrivacyOfficer},
	chart.ActForget:     {chart.PrivacyOfficer},
	chart.ActTokenShow:  {chart.PrivacyOfficer},

	chart.ActEnrol:     {chart.Administrator},
	chart.ActHubStart:  {chart.Administrator},
	chart.ActPersonAdd: {chart.Administrator},

	chart.ActPersonDisable:  {chart.Administrator},
	chart.ActPersonEnable:   {chart.Administrator},
	chart.ActPersonReset:    {chart.Administrator},
	chart.ActPersonRoles:    {chart.Administrator},
	chart.ActPersonHandOver: {chart.Administrator},
	chart.ActPeopleRules:    {chart.Administrator},

	chart.ActSettings:  {chart.Administrator},
}

// everybody lists what a person may do whatever the role: come, go and lock, and look after one's own way in.
var everybody = map[chart.Action]bool{
	chart.ActSignIn: true, chart.ActSignOut: true, chart.ActLock: true, chart.ActUnlock: true,
	chart.ActPassword: true, chart.ActCodes: true, chart.ActAuthenticator: true,
}

// May reports whether the person may take the action. Redaction and retyping need the working zone, so a coder, who sees
// the redacted page only, may not; on which field a coder decides is MayCorrect's question.
func May(p chart.Person, a chart.Action) bool {
	if len(p.Roles) == 0 {
		return false
	}
	if everybody[a] {
		return true
	}
	for _, role := range needs[a] {
		if p.Has(role) {
			return true
		}
	}
	return false
}

// SeesTrail reports whether the person may read the history of a document: the audit zone is open to the privacy officer
// and the auditor only.
func SeesTrail(p chart.Person) bool { return In(p, chart.AuditZone).Has(Read) }

// Purpose says why a chart is used or disclosed.
type Purpose string

// The purposes: 45 CFR 164.506 (treatment, payment, operations), 164.508 (authorization), 164.512 (law, public health,
// oversight, research), 164.524 (the patient's own access), and an emergency (break-glass).
const (
	Treatment     Purpose = "treatment"
	Payment       Purpose = "payment"
	Operations    Purpose = "operations"
	Authorization Purpose = "authorization"
	RequiredByLaw Purpose = "required_by_law"
	PublicHealth  Purpose = "public_health"
	Oversight     Purpose = "oversight"
	Research      Purpose = "research"
	PatientAccess Purpose = "patient_access"
	Emergency     Purpose = "emergency"
)

// Purposes lists the purposes.
func Purposes() []Purpose {
	return []Purpose{Treatment, Payment, Operations, Authorization, RequiredByLaw, PublicHealth, Oversight, Research,
		PatientAccess, Emergency}
}

// Accounted reports whether a disclosure for the purpose belongs into the accounting of disclosures (45 CFR 164.528):
// treatment, payment, operations, an authorization and the patient's own access do not; a purpose that we do not know does.
func (p Purpose) Accounted() bool {
	switch p {
	case Treatment, Payment, Operations, Authorization, PatientAccess:
		return false
	}
	return true
}
