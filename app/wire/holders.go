package wire

import (
	"context"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// holdersWithin is how far back the trail is looked through for somebody who comes for the first time.
const holdersWithin = 90 * 24 * time.Hour

// NewHolders gives those who got keys since the privacy officer at the desk came the time before. Keys that are given as the
// officer comes stand in the trail before the coming.
func (d *Desk) NewHolders(ctx context.Context) ([]chart.Person, error) {
	ses, err := d.at("look at new keys", chart.ActSignOut)
	if err != nil || !ses.Person().Has(chart.PrivacyOfficer) {
		return nil, err
	}
	me, came := ses.Person().ID, 0
	var ids []chart.PersonID
	if err := d.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return d.trail.Back(tx, d.opts.Now().Add(-holdersWithin), func(e chart.AuditEntry) bool {
			if e.Person == me && (e.Action == chart.ActSignIn || e.Action == chart.ActUnlock) {
				came++
			}
			if words := strings.Fields(e.Detail); e.Action == chart.ActGrantTell && len(words) > 0 {
				ids = append(ids, chart.PersonID(strings.TrimPrefix(words[0], "granted=")))
			}
			return came < 2
		})
	}); err != nil {
		return nil, err
	}
	all, err := d.vault.People(ctx)
	return slices.DeleteFunc(all, func(p chart.Person) bool { return p.ID == me || !slices.Contains(ids, p.ID) }), err
}
