package access

import (
	"sync"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
)

// builtin is the book of the release: read once, never changed. It is nil, and refuses everything, where the rules that come
// with the program do not hold; who starts a program asks rulebook.Builtin for the reason.
var builtin = sync.OnceValue(func() *rulebook.Book {
	b, err := rulebook.Builtin()
	if err != nil {
		return nil
	}
	return b
})

// May reports whether the rules of the release permit the action to somebody who has just signed in, on a chart that nobody
// restricted: what a screen offers. What happens is decided where it is done (app/wire), with all that is known then.
//
// Which role may what stands in assets/policies and nowhere else: a new action is a word in chartproof.cedarschema and a rule in
// roles.cedar. Redaction and retyping need the working zone, so a
// coder, who sees the redacted page only, may not; on which field a coder decides is MayCorrect's question.
func May(p chart.Person, a chart.Action) bool {
	return builtin().Decide(rulebook.Question{Person: p, Action: a}).Permit
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

// UsualPurpose is that of a person's daily work, for what nobody is asked a purpose for: a clinician treats, a coder sees to
// payment, everybody else to the practice's operations.
func UsualPurpose(p chart.Person) Purpose {
	switch {
	case p.Has(chart.Clinician):
		return Treatment
	case p.Has(chart.HIMReviewer), p.Has(chart.PrivacyOfficer):
		return Operations
	case p.Has(chart.Coder):
		return Payment
	}
	return Operations
}
