package access

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
)

// Right is what a role may do in a zone.
type Right uint8

// The rights. ReadWrite is both bits.
const (
	None  Right = 0
	Read  Right = 1 << 0
	Write Right = 1 << 1

	ReadWrite = Read | Write
)

// Has reports whether r includes all of want.
func (r Right) Has(want Right) bool { return want != None && r&want == want }

// Zones lists the zones in the order of the design.
func Zones() []chart.Zone {
	return []chart.Zone{chart.Originals, chart.Working, chart.RedactedZ, chart.Structured, chart.Tokens, chart.AuditZone}
}

// Roles lists the roles in the order of the design.
func Roles() []chart.Role {
	return []chart.Role{chart.ScanTechnician, chart.HIMReviewer, chart.Coder, chart.Clinician, chart.PrivacyOfficer,
		chart.Auditor, chart.Administrator}
}

// In gives what the rules of the release let the person do in the zone. The coder's structured zone holds clinical fields in
// clear and identifiers as tokens (see Sees); the privacy officer reveals tokens only with a purpose; the administrator rotates
// keys and opens no zone.
func In(p chart.Person, zone chart.Zone) Right {
	right := None
	for action, gives := range map[chart.Action]Right{chart.AskZoneRead: Read, chart.AskZoneWrite: Write} {
		if builtin().Decide(rulebook.Question{Person: p, Action: action, Zone: zone}).Permit {
			right |= gives
		}
	}
	return right
}

// Granted lists the zones whose key the roles must hold, in the order of the design. A zone that is only written needs
// its key as well.
func Granted(roles []chart.Role) []chart.Zone {
	var out []chart.Zone
	for _, zone := range Zones() {
		if In(chart.Person{Roles: roles}, zone) != None {
			out = append(out, zone)
		}
	}
	return out
}
