package sqlitedb

import (
	"context"
	"embed"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
)

//go:embed migrations/*.sql
var migrations embed.FS

// newest is the schema number of this program: the number of migration files 0001.sql, 0002.sql, …
func newest() int {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		return 0
	}
	return len(files)
}

// migrate brings the schema up, one transaction a step. A schema newer than ours is refused.
func (db *DB) migrate(ctx context.Context) error {
	const op = "migrate workspace"
	var have int
	if err := db.write.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return mapped(op, err)
	}
	if have > newest() {
		return chart.E(chart.BadInput, op, errors.New("the workspace was made by a newer version of Chartproof"))
	}
	for n := have + 1; n <= newest(); n++ {
		text, err := migrations.ReadFile(fmt.Sprintf("migrations/%04d.sql", n))
		if err != nil {
			return chart.E(chart.Internal, op, err)
		}
		err = db.Write(ctx, func(tx *Tx) error {
			if err := tx.Exec(string(text)); err != nil {
				return err
			}
			return tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", n))
		})
		if err != nil {
			return fmt.Errorf("migration %d: %w", n, err)
		}
	}
	return nil
}
