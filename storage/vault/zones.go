package vault

import (
	"crypto/hmac"
	"fmt"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// zoneRef is one version of a zone's key.
type zoneRef struct {
	zone    chart.Zone
	version int
}

// zoneKeys are private keys of zones.
type zoneKeys map[zoneRef]*Secret

// zonePublic is the version of a zone that new things are put under.
type zonePublic struct {
	version int
	key     []byte
}

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
func makeZones(tx *sqlitedb.Tx, machine *Secret) (zoneKeys, error) {
	out := zoneKeys{}
	for _, z := range allZones {
		ref := zoneRef{z, 1}
		private, public, err := newPair()
		if err != nil {
			return nil, err
		}
		out[ref] = private
		if err := putZone(tx, machine, ref, public, 0, ""); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func putZone(tx *sqlitedb.Tx, machine *Secret, ref zoneRef, public []byte, made int64, reason string) error {
	m, err := zoneMAC(machine, ref, public)
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO zone (zone, version, public, mac, made, reason) VALUES (?, ?, ?, ?, ?, ?)`,
		string(ref.zone), ref.version, public, m, made, reason)
}

func zoneMAC(machine *Secret, ref zoneRef, public []byte) ([]byte, error) {
	return mac(machine, "zone", append(place{zone: ref.zone, table: "zone", version: ref.version}.bytes(), public...))
}

// eachZone gives every version of every zone that stands, oldest first. A public key that was exchanged in the database
// would let its owner read everything new, so each must bear our MAC.
func eachZone(tx *sqlitedb.Tx, machine *Secret, fn func(ref zoneRef, public []byte)) error {
	return tx.Each(`SELECT zone, version, public, mac FROM zone ORDER BY zone, version`, nil, func(r *sqlitedb.Rows) error {
		var ref zoneRef
		var public, have []byte
		if err := r.Scan(&ref.zone, &ref.version, &public, &have); err != nil {
			return err
		}
		want, err := zoneMAC(machine, ref, public)
		if err != nil {
			return err
		}
		if !hmac.Equal(have, want) {
			return chart.E(chart.Tampered, "read zone "+string(ref.zone), errSeal)
		}
		fn(ref, public)
		return nil
	})
}

// loadZones reads the zones' public keys in force: the newest version of each.
func loadZones(tx *sqlitedb.Tx, machine *Secret) (map[chart.Zone]zonePublic, error) {
	out := map[chart.Zone]zonePublic{}
	err := eachZone(tx, machine, func(ref zoneRef, public []byte) { out[ref.zone] = zonePublic{ref.version, public} })
	if err == nil && len(out) != len(allZones) {
		err = chart.E(chart.Tampered, "read zones", fmt.Errorf("%d of %d are there", len(out), len(allZones)))
	}
	return out, err
}

func grantPlace(ref zoneRef, p chart.PersonID) place {
	return place{zone: ref.zone, table: "zone_grant", column: "sealed", row: string(p), version: ref.version}
}

// tellGrants is grant with an alarm in the trail for each person who got keys: whoever may add people could add a second login of
// their own, and must not come to the keys unseen.
func (v *Vault) tellGrants(tx *sqlitedb.Tx, o *opened, held zoneKeys, by chart.PersonID) (n int, err error) {
	given, err := v.grant(tx, o, held)
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
func (v *Vault) grant(tx *sqlitedb.Tx, o *opened, held zoneKeys) (given []granted, err error) {
	people, err := peopleIn(tx, o)
	if err != nil {
		return nil, err
	}
	var standing []zoneRef // a session may still hold a version that another has retired meanwhile
	if err := eachZone(tx, o.machine, func(ref zoneRef, _ []byte) { standing = append(standing, ref) }); err != nil {
		return nil, err
	}
	slices.SortStableFunc(standing, func(a, b zoneRef) int {
		return slices.Index(allZones, a.zone) - slices.Index(allZones, b.zone)
	})
	if err := grantEscrows(tx, o, standing, held); err != nil {
		return nil, err
	}
	for _, p := range people {
		g := granted{person: p.ID}
		zones := p.mayHold()
		for _, ref := range standing {
			key := held[ref]
			if key == nil || !slices.Contains(zones, ref.zone) {
				continue
			}
			fresh, err := giveGrant(tx, o, p, ref, key)
			if err != nil {
				return nil, err
			}
			if fresh && !slices.Contains(g.zones, string(ref.zone)) {
				g.zones = append(g.zones, string(ref.zone))
			}
		}
		if len(g.zones) > 0 {
			given = append(given, g)
		}
	}
	return given, nil
}

// mayHold gives the zones whose keys the person may be given: none while the person is disabled, or has keys of a reset that an
// administrator could open.
func (r *personRow) mayHold() []chart.Zone {
	if !r.usable() {
		return nil
	}
	return ZonesOf(r.Roles)
}

// giveGrant seals one zone key to one person, unless that person has it.
func giveGrant(tx *sqlitedb.Tx, o *opened, p *personRow, ref zoneRef, key *Secret) (fresh bool, err error) {
	var have int
	if err := tx.Row(`SELECT count(*) FROM zone_grant WHERE zone = ? AND version = ? AND person = ?`,
		[]any{string(ref.zone), ref.version, string(p.ID)}, &have); err != nil || have > 0 {
		return false, err
	}
	if key, err = o.behind(tx, ref, key); err != nil {
		return false, err
	}
	sealed, err := wrap(p.sealPublic, grantPlace(ref, p.ID), key)
	if err != nil {
		return false, err
	}
	return true, tx.Exec(`INSERT INTO zone_grant (zone, version, person, sealed) VALUES (?, ?, ?, ?)`,
		string(ref.zone), ref.version, string(p.ID), sealed)
}

// openGrants opens what a person was granted. A grant beyond the person's roles is not opened, nor one of a version that
// stands no more.
func openGrants(tx *sqlitedb.Tx, p *personRow, private *Secret) (zoneKeys, error) {
	out := zoneKeys{}
	zones := p.mayHold()
	err := tx.Each(`SELECT g.zone, g.version, g.sealed FROM zone_grant g JOIN zone z ON z.zone = g.zone AND z.version = g.version
		WHERE g.person = ?`, []any{string(p.ID)}, func(r *sqlitedb.Rows) error {
		var ref zoneRef
		var sealed []byte
		if err := r.Scan(&ref.zone, &ref.version, &sealed); err != nil {
			return err
		}
		if !slices.Contains(zones, ref.zone) {
			return nil
		}
		key, err := unwrap(private, grantPlace(ref, p.ID), sealed)
		if err != nil {
			return fmt.Errorf("grant for zone %s: %w", ref.zone, err)
		}
		out[ref] = key
		return nil
	})
	return out, err
}
