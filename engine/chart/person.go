package chart

import (
	"slices"
	"strings"
	"time"
)

// Role is what a person's work is.
type Role string

// The roles. A one-person practice gives several to one person.
const (
	ScanTechnician Role = "scan_technician"
	HIMReviewer    Role = "him_reviewer"
	Coder          Role = "coder"
	Clinician      Role = "clinician"
	PrivacyOfficer Role = "privacy_officer"
	Auditor        Role = "auditor"
	Administrator  Role = "administrator"
)

// Zone is a part of the workspace with a key of its own.
type Zone string

// The zones.
const (
	Originals  Zone = "originals"
	Working    Zone = "working"
	RedactedZ  Zone = "redacted"
	Structured Zone = "structured"
	Tokens     Zone = "tokens"
	AuditZone  Zone = "audit"
)

// Person is somebody who signs in. Login and DisplayName are staff, not patients.
type Person struct {
	ID          PersonID `json:"id"`
	Login       string   `json:"login"`
	DisplayName string   `json:"display_name"`
	Roles       []Role   `json:"roles"`
}

// Actor is a person in the roles in which something was done: staff, by id and not by name.
type Actor struct {
	Person PersonID `json:"person"`
	Roles  []Role   `json:"roles"`
}

// Acting gives the person as one who acts now.
func (p Person) Acting() *Actor { return &Actor{p.ID, slices.Clone(p.Roles)} }

// Has reports whether the person has the role.
func (p Person) Has(r Role) bool {
	for _, have := range p.Roles {
		if have == r {
			return true
		}
	}
	return false
}

// Action names what an audit entry records.
type Action string

// The actions of the trail.
const (
	ActSetup      Action = "workspace.setup"
	ActSignIn     Action = "session.sign_in"
	ActSignInFail Action = "session.sign_in_failed"
	ActLock       Action = "session.lock"
	ActUnlock     Action = "session.unlock"
	ActSignOut    Action = "session.sign_out"
	ActImport     Action = "document.import"
	ActRefuse     Action = "document.refuse"
	ActRead       Action = "document.read"
	ActOpen       Action = "document.open"
	ActDecide     Action = "field.decide"
	ActUndo       Action = "field.undo"
	ActReveal     Action = "field.reveal"
	ActRedact     Action = "redaction.add"
	ActReshape    Action = "redaction.reshape"
	ActRelease    Action = "redaction.release"
	ActRetype     Action = "document.retype"
	ActRearrange  Action = "document.rearrange" // its pages lie in another order, or in other documents
	ActHandOver   Action = "document.hand_over"
	ActSignRecord Action = "record.sign"
	ActSend       Action = "record.send"
	ActSettle     Action = "record.settle"
	ActExport     Action = "record.export"
	ActEnrol      Action = "hub.enrol"
	ActHubStart   Action = "hub.start"
	ActPersonAdd  Action = "person.add"
	ActSettings   Action = "settings.change"
	ActState      Action = "document.state"
	ActPassword   Action = "person.password"
	ActDeidentify Action = "release.make"   // a de-identified release, or more of one
	ActForget     Action = "release.forget" // its codes are shredded: nobody can turn them back
	ActRevealDeny Action = "field.reveal_refuse"
	ActRevealTell Action = "field.reveal_alarm" // an unusual number of reveals, or an unusual hour
	ActGrantTell  Action = "person.grant_alarm" // somebody got keys to zones, from who signed in or added them
	ActTokenShow  Action = "token.reveal"
	ActTokenDeny  Action = "token.refuse"
	ActTokenAlarm Action = "token.alarm"

	// ActKeyChange announces the device's new signing key. The entry is the last one that the old key signs; its detail is
	// "key=<verifier key in note form>", which the next entries are checked with.
	ActKeyChange Action = "trail.key"
	ActKeyUsed   Action = "trail.key_used" // the first entry that the new key signs
	ActTrailRead Action = "trail.read"     // somebody looked at the trail: "about=entries", "about=custody" …
	ActTrailGive Action = "trail.export"   // the trail, or a part of it, left as a file
	ActAlert     Action = "trail.alert"    // an alert rule struck: "rule=bulk_export cause=…"
	ActAlertDone Action = "trail.alert_acknowledge"
	ActRules     Action = "trail.rules" // the alert rules were changed

	ActStreamAway Action = "trail.stream_alarm" // the SIEM is away for an hour: "since=… cause=unreachable"
	ActStreamBack Action = "trail.stream_back"  // it is there again

	ActPersonDisable  Action = "person.disable"   // nobody can sign in as the person any more; the keys are taken away
	ActPersonEnable   Action = "person.enable"    // the person may come back
	ActPersonReset    Action = "person.reset"     // an alarm: a one-time password was made; the person's keys are gone and are made anew
	ActPersonRoles    Action = "person.roles"     // "from=… to=…"
	ActPersonHandOver Action = "person.hand_over" // the work that somebody had in hand goes to a colleague
	ActAuthenticator  Action = "person.authenticator"
	ActCodes          Action = "person.recovery_codes" // a new set; those before it are worth nothing
	ActCodeUsed       Action = "session.recovery_code" // "left=9"
	ActCodesFew       Action = "person.codes_alarm"    // few recovery codes are left
	ActGuard          Action = "session.guard_alarm"   // wrong tries over several logins: the whole computer waits
	ActPeopleRules    Action = "people.rules"

	ActKeyOrder  Action = "key.order"  // a zone is to get a new key: "zone=working reason=person_left"
	ActKeyRotate Action = "key.rotate" // a zone, the machine or a person has a new key, or an older one was destroyed
	ActKeyRevoke Action = "key.revoke" // zone keys were taken from a person
	ActKeyEpoch  Action = "key.epoch"  // a month's secret was made, or destroyed
	ActKeyShred  Action = "key.shred"  // owners' keys were destroyed for good
	ActKeyList   Action = "key.list"

	ActRecoverySet Action = "recovery.make_set" // shares that open everything were made: "set=… needs=3 shares=5 replaced=1"
	ActRecoveryTry Action = "recovery.rehearse" // "outcome=opened" or "outcome=failed"; nothing was changed
	ActRecovered   Action = "recovery.used"     // an alarm: the workspace was opened with shares, and a person added
	ActCard        Action = "person.card"       // a smart card opens the person's keys, or does not any more

	ActCode        Action = "coding.change"  // a coder changed the coding of a signed document: "kind=add_diagnosis number=3"
	ActCodeSign    Action = "coding.sign"    // an addendum was signed
	ActCodeCompare Action = "coding.compare" // bills and payers' statements of one encounter were compared
	ActCodeExport  Action = "coding.export"  // the differences left as a table of codes and amounts

	ActKeeping        Action = "retention.view"   // somebody looked at the schedule, the holds or what a disposal would be
	ActRetention      Action = "retention.change" // the practice's retention schedule was changed
	ActHold           Action = "hold.set"         // a legal hold was set, or covers more by now
	ActHoldAsk        Action = "hold.ask"         // somebody asked to release a hold, or was refused
	ActHoldRelease    Action = "hold.release"
	ActDispose        Action = "disposal.order"
	ActDisposeApprove Action = "disposal.approve"
	ActDisposeCancel  Action = "disposal.cancel"
	ActPurge          Action = "disposal.purge" // a chart, or a part of it, is gone
	ActDisposed       Action = "disposal.certificate"
)

// What was decided when somebody asked to act.
const (
	Permit = "permit"
	Deny   = "deny"
)

// AuditEntry is one line of the trail. It holds ids only, never text out of a chart. Its JSON is what is signed: fields are
// only ever added at the end, and empty ones are left out, so that entries of earlier releases keep their form.
type AuditEntry struct {
	Index    int64      `json:"index"`
	At       time.Time  `json:"at"`
	Action   Action     `json:"action"`
	Person   PersonID   `json:"person,omitempty"`
	Device   DeviceID   `json:"device,omitempty"`
	Document DocumentID `json:"document,omitempty"`
	Field    FieldID    `json:"field,omitempty"`
	Detail   string     `json:"detail,omitempty"`   // machine words: "from=review to=ready", never chart text
	Purpose  string     `json:"purpose,omitempty"`  // why, in the words of engine/protect/access: "treatment", "operations" …
	Policy   string     `json:"policy,omitempty"`   // the policy that decided, as id@version
	Decision string     `json:"decision,omitempty"` // Permit or Deny; empty where nobody was asked
	Address  string     `json:"address,omitempty"`  // the workstation: id of the host and of the session in its operating system
}

// MachineWord gives the value of one of the machine words of an entry, "name=value name=value", empty where it is not there.
func MachineWord(words, name string) string {
	for len(words) > 0 {
		var one string
		one, words, _ = strings.Cut(words, " ")
		if value, ok := strings.CutPrefix(one, name); ok && strings.HasPrefix(value, "=") {
			return value[1:]
		}
	}
	return ""
}
