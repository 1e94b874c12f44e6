package access

import "chartproof.org/chartproof/engine/chart"

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

// zoneRights is the table "Roles, zones" of the design; read only. What it does not name is None: the administrator
// rotates keys and opens no zone. The coder's structured zone holds clinical fields in clear and identifiers as tokens
// (see Sees); the privacy officer reveals tokens only with a purpose.
var zoneRights = map[chart.Role]map[chart.Zone]Right{
	chart.ScanTechnician: {chart.Originals: Write},
	chart.HIMReviewer: {chart.Originals: Read, chart.Working: ReadWrite, chart.RedactedZ: Read,
		chart.Structured: ReadWrite},
	chart.Coder: {chart.RedactedZ: Read, chart.Structured: ReadWrite},
	chart.Clinician: {chart.Originals: Read, chart.Working: ReadWrite, chart.RedactedZ: Read,
		chart.Structured: ReadWrite},
	chart.PrivacyOfficer: {chart.Originals: Read, chart.Working: Read, chart.RedactedZ: Read, chart.Structured: Read,
		chart.Tokens: Read, chart.AuditZone: Read},
	chart.Auditor: {chart.AuditZone: Read},
}

// Zones lists the zones in the order of the design.
func Zones() []chart.Zone {
	return []chart.Zone{chart.Originals, chart.Working, chart.RedactedZ, chart.Structured, chart.Tokens, chart.AuditZone}
}

// Roles lists the roles in the order of the design.
func Roles() []chart.Role {
	return []chart.Role{chart.ScanTechnician, chart.HIMReviewer, chart.Coder, chart.Clinician, chart.PrivacyOfficer,
		chart.Auditor, chart.Administrator}
}

// FirstPersonRoles are the roles of the person who sets a practice up: all of them, because a practice of one person has
// nobody else to separate duties with. The trail shows whose hand each step was.
func FirstPersonRoles() []chart.Role { return Roles() }

// In gives what the person may do in the zone.
func In(p chart.Person, zone chart.Zone) Right {
	right := None
	for _, role := range p.Roles {
		right |= zoneRights[role][zone]
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
