package vault

import (
	"crypto/hmac"
	"fmt"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// zoneVersion is the version of zone keys in use.
const zoneVersion = 1

var allZones = []chart.Zone{chart.Originals, chart.Working, chart.RedactedZ, chart.Structured, chart.Tokens, chart.AuditZone}

// roleZones is the matrix of DESIGN.md: which zones a role can open. Putting something into a zone needs no grant, only
// the zone's public key: that is how a scan technician imports without being able to look. Structured holds clinical
// values only, identifiers as tokens, because coders open it; fields as read belong into Working.
var roleZones = map[chart.Role][]chart.Zone{
	chart.ScanTechnician: nil,
	chart.HIMReviewer:    {chart.Originals, chart.Working, chart.RedactedZ, chart.Structured},
	chart.Coder:          {chart.RedactedZ, chart.Structured},
	chart.Clinician:      {chart.Originals, chart.Working, chart.RedactedZ, chart.Structured},
	chart.PrivacyOfficer: allZones,
	chart.Auditor:        {chart.AuditZone},
	chart.Administrator:  nil, // hands out roles and cannot open zones
}

// ZonesOf gives the zones that the roles together can open, in a fixed order.
func ZonesOf(roles []chart.Role) []chart.Zone {
	var out []chart.Zone
	for _, z := range allZones {
		if slices.ContainsFunc(roles, func(r chart.Role) bool { return slices.Contains(roleZones[r], z) }) {
			out = append(out, z)
		}
	}
	return out
}

func knownRole(r chart.Role) bool {
	_, ok := roleZones[r]
	return ok
}

// makeZones makes the key pairs of a new workspace and gives the private keys.
func makeZones(tx *sqlitedb.Tx, machine *Secret) (map[chart.Zone]*Secret, error) {
	out := map[chart.Zone]*Secret{}
	for _, z := range allZones {
		private, public, err := newPair()
		if err != nil {
			return nil, err
		}
		out[z] = private
		m, err := zoneMAC(machine, z, zoneVersion, public)
		if err != nil {
			return nil, err
		}
		if err := tx.Exec(`INSERT INTO zone (zone, version, public, mac) VALUES (?, ?, ?, ?)`,
			string(z), zoneVersion, public, m); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func zoneMAC(machine *Secret, z chart.Zone, version int, public []byte) ([]byte, error) {
	return mac(machine, "zone", append(place{zone: z, table: "zone", version: version}.bytes(), public...))
}

// loadZones reads the zones' public keys; one that was exchanged in the database would let its owner read everything new,
// so each must bear our MAC.
func loadZones(tx *sqlitedb.Tx, machine *Secret) (map[chart.Zone][]byte, error) {
	out := map[chart.Zone][]byte{}
	err := tx.Each(`SELECT zone, public, mac FROM zone WHERE version = ?`, []any{zoneVersion}, func(r *sqlitedb.Rows) error {
		var z string
		var public, have []byte
		if err := r.Scan(&z, &public, &have); err != nil {
			return err
		}
		want, err := zoneMAC(machine, chart.Zone(z), zoneVersion, public)
		if err != nil {
			return err
		}
		if !hmac.Equal(have, want) {
			return chart.E(chart.Tampered, "read zone "+z, errSeal)
		}
		out[chart.Zone(z)] = public
		return nil
	})
	if err == nil && len(out) != len(allZones) {
		err = chart.E(chart.Tampered, "read zones", fmt.Errorf("%d of %d are there", len(out), len(allZones)))
	}
	return out, err
}

func grantPlace(z chart.Zone, version int, p chart.PersonID) place {
	return place{zone: z, table: "zone_grant", column: "sealed", row: string(p), version: version}
}

// tellGrants is grant with an alarm in the trail for each person who got keys: whoever may add people could add a second login of
// their own, and must not come to the keys unseen.
func (v *Vault) tellGrants(tx *sqlitedb.Tx, machine *Secret, held map[chart.Zone]*Secret, by chart.PersonID) (n int, err error) {
	given, err := v.grant(tx, machine, held)
	if err != nil {
		return 0, err
	}
	for _, g := range given {
		n += len(g.zones)
		if _, err := v.log.Append(tx, chart.AuditEntry{Action: chart.ActGrantTell, Person: by,
			Detail: fmt.Sprintf("granted=%s zones=%s", g.person, strings.Join(g.zones, ","))}); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// granted is who got the keys of which zones.
type granted struct {
	person chart.PersonID
	zones  []string
}

// grant seals the zone keys that we hold to everybody whose roles call for them and who has none yet. It gives the new
// grants. A person whose roles were edited in the database is refused by personByRow.
func (v *Vault) grant(tx *sqlitedb.Tx, machine *Secret, held map[chart.Zone]*Secret) (given []granted, err error) {
	people, err := peopleIn(tx, machine)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		g := granted{person: p.ID}
		for _, z := range ZonesOf(p.Roles) {
			key := held[z]
			if key == nil {
				continue
			}
			var have int
			if err := tx.Row(`SELECT count(*) FROM zone_grant WHERE zone = ? AND version = ? AND person = ?`,
				[]any{string(z), zoneVersion, string(p.ID)}, &have); err != nil {
				return nil, err
			}
			if have > 0 {
				continue
			}
			sealed, err := wrap(p.sealPublic, grantPlace(z, zoneVersion, p.ID), key)
			if err != nil {
				return nil, err
			}
			if err := tx.Exec(`INSERT INTO zone_grant (zone, version, person, sealed) VALUES (?, ?, ?, ?)`,
				string(z), zoneVersion, string(p.ID), sealed); err != nil {
				return nil, err
			}
			g.zones = append(g.zones, string(z))
		}
		if len(g.zones) > 0 {
			given = append(given, g)
		}
	}
	return given, nil
}

// openGrants opens what a person was granted. A grant beyond the person's roles is not opened.
func openGrants(tx *sqlitedb.Tx, p *personRow, private *Secret) (map[chart.Zone]*Secret, error) {
	out := map[chart.Zone]*Secret{}
	zones := ZonesOf(p.Roles)
	err := tx.Each(`SELECT zone, version, sealed FROM zone_grant WHERE person = ?`, []any{string(p.ID)}, func(r *sqlitedb.Rows) error {
		var z string
		var version int
		var sealed []byte
		if err := r.Scan(&z, &version, &sealed); err != nil {
			return err
		}
		if !slices.Contains(zones, chart.Zone(z)) || version != zoneVersion {
			return nil
		}
		key, err := unwrap(private, grantPlace(chart.Zone(z), version, p.ID), sealed)
		if err != nil {
			return fmt.Errorf("grant for zone %s: %w", z, err)
		}
		out[chart.Zone(z)] = key
		return nil
	})
	return out, err
}
