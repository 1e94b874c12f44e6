package trail

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Severity is how much an entry matters to who watches, in the numbers of RFC 5424, table 2.
type Severity int

// The severities that entries have.
const (
	Alert   Severity = 1
	Warning Severity = 4
	Notice  Severity = 5
	Info    Severity = 6
)

// deed is what an action means to readers outside.
type deed struct {
	crud    string // of FHIR: C, R, U, D, E
	kind    coding // AuditEvent.type
	subtype coding
	grade   Severity
}

const (
	dcm       = "http://dicom.nema.org/resources/ontology/DCM"
	restful   = "http://hl7.org/fhir/restful-interaction"
	lifecycle = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"
)

var (
	rest          = coding{"http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "Restful Operation"}
	application   = coding{dcm, "110100", "Application Activity"}
	logUsed       = coding{dcm, "110101", "Audit Log Used"}
	exports       = coding{dcm, "110106", "Export"}
	authenticates = coding{dcm, "110114", "User Authentication"}
	warns         = coding{dcm, "110113", "Security Alert"}
	reads         = coding{restful, "read", "read"}
	creates       = coding{restful, "create", "create"}
	updates       = coding{restful, "update", "update"}
	deletes       = coding{restful, "delete", "delete"}
	discloses     = coding{lifecycle, "disclose", "Disclose Record Lifecycle Event"}
)

// deeds are the actions that mean something of their own; every other is what its first word says (of).
var deeds = map[chart.Action]deed{
	chart.ActImport:       {"C", rest, creates, Info},
	chart.ActRefuse:       {"C", rest, creates, Notice},
	chart.ActRead:         {"C", rest, creates, Info},
	chart.ActOpen:         {"R", rest, reads, Info},
	chart.ActOpenTogether: {"R", rest, reads, Info},
	chart.ActReveal:       {"R", rest, reads, Notice},
	chart.ActTokenShow:    {"R", rest, reads, Notice},
	chart.ActSend:         {"R", rest, reads, Info},
	chart.ActExport:       {"R", exports, discloses, Notice},
	chart.ActDeidentify:   {"R", exports, discloses, Notice},
	chart.ActForget:       {"D", rest, deletes, Notice},
	chart.ActSignIn:       {"E", authenticates, coding{dcm, "110122", "Login"}, Info},
	chart.ActUnlock:       {"E", authenticates, coding{dcm, "110122", "Login"}, Info},
	chart.ActSignInFail:   {"E", authenticates, coding{dcm, "110122", "Login"}, Warning},
	chart.ActSignOut:      {"E", authenticates, coding{dcm, "110123", "Logout"}, Info},
	chart.ActLock:         {"E", authenticates, coding{dcm, "110123", "Logout"}, Info},
	chart.ActSetup:        {"E", application, coding{dcm, "110120", "Application Start"}, Notice},
	chart.ActTrailRead:    {"R", logUsed, coding{dcm, "110101", "Audit Log Used"}, Notice},
	chart.ActTrailGive:    {"R", logUsed, coding{dcm, "110101", "Audit Log Used"}, Notice},
	chart.ActAlert:        {"E", warns, coding{dcm, "110113", "Security Alert"}, Alert},
	chart.ActDenied:       {"E", warns, coding{dcm, "110113", "Security Alert"}, Warning},
}

// of says what an action means. An action that is newer than this table is what its first word says.
func of(a chart.Action) deed {
	if d, ok := deeds[a]; ok {
		return d
	}
	room, _, _ := strings.Cut(string(a), ".")
	grade := Notice
	if strings.HasSuffix(string(a), "_alarm") || strings.HasSuffix(string(a), ".alarm") {
		grade = Warning
	}
	switch room {
	case "document", "field", "redaction", "record":
		return deed{"U", rest, updates, grade}
	case "person", "people":
		return deed{"E", warns, coding{dcm, "110137", "User Security Attributes Changed"}, grade}
	case "session":
		return deed{"E", authenticates, coding{dcm, "110114", "User Authentication"}, grade}
	case "key", "policy", "settings", "trail", "hub", "device":
		return deed{"E", warns, coding{dcm, "110129", "Security Configuration"}, grade}
	}
	return deed{"E", application, coding{dcm, "110100", "Application Activity"}, grade}
}

// GradeOf says how much an entry matters: a refusal at least as much as a warning.
func GradeOf(e chart.AuditEntry) Severity {
	g := of(e.Action).grade
	if e.Decision == chart.Deny {
		return min(g, Warning)
	}
	return g
}

// failed reports whether an entry tells of something that did not come to pass.
func failed(e chart.AuditEntry) bool {
	return e.Decision == chart.Deny || e.Action == chart.ActSignInFail || strings.HasSuffix(string(e.Action), "_refuse") || e.Action == chart.ActTokenDeny
}

// Words gives the machine words of a detail in their order: of "from=review to=ready" the pairs from, review and to, ready.
func Words(detail string) [][2]string {
	var out [][2]string
	for _, one := range strings.Fields(detail) {
		name, value, _ := strings.Cut(one, "=")
		out = append(out, [2]string{name, value})
	}
	return out
}
