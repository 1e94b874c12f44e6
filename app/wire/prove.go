package wire

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Prove has the person at the desk type the password again, before what the rules allow only shortly after.
func (d *Desk) Prove(ctx context.Context, password string) error {
	ses, err := d.at("type the password again", chart.ActProof)
	if err != nil {
		return err
	}
	if err := ses.VerifyPassword(ctx, password); err != nil {
		return err
	}
	return d.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		_, err := d.trail.Append(tx, chart.AuditEntry{Action: chart.ActProof, Person: ses.Person().ID})
		return err
	})
}
