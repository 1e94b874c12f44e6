package wire

import (
	"context"
	"errors"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/casestore"
	keeps "chartproof.org/chartproof/storage/retention"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/tokens"
	"chartproof.org/chartproof/storage/vault"
)

// rooms are where charts and codes lie.
type rooms struct{ *Desk }

var (
	_ keeps.Rooms    = rooms{}
	_ keeps.Shredder = shredder{}
)

// Standing tells how an item stands.
func (r rooms) Standing(tx *sqlitedb.Tx, it keeps.Item) (keeps.Standing, error) {
	if it.Kind == keeps.KindRelease {
		codes, gone, err := r.releases().Codes(tx, it.Owner)
		if err != nil {
			return keeps.Standing{}, err
		}
		docs, err := r.releasedIn(tx, it.Owner)
		return keeps.Standing{Version: codes, Gone: gone, Documents: docs, Owners: []keeps.Owner{{ID: tokens.Owner(it.Owner)}}}, err
	}
	st, err := r.cases.Standing(tx, chart.ImportID(it.Owner))
	if err != nil {
		return keeps.Standing{}, err
	}
	out := keeps.Standing{Version: st.Version, Documents: st.Documents, Gone: st.Purged, Owners: []keeps.Owner{{ID: it.Owner}}}
	if it.Kind == keeps.KindOriginal {
		out.Gone = st.Purged || !st.HasOriginal
		out.Owners[0].Zones = []chart.Zone{chart.Originals}
		return out, nil
	}
	for _, d := range st.Documents {
		out.Owners = append(out.Owners, keeps.Owner{ID: string(d)})
	}
	return out, nil
}

// releasedIn gives the documents of a release, as the trail tells it.
func (d *Desk) releasedIn(tx *sqlitedb.Tx, release string) (out []chart.DocumentID, err error) {
	word := "release=" + release
	err = d.trail.EachIn(tx, audit.Filter{Actions: []chart.Action{chart.ActDeidentify}, Text: word}, func(e chart.AuditEntry) error {
		if e.Document != "" && slices.Contains(strings.Fields(e.Detail), word) {
			out = append(out, e.Document)
		}
		return nil
	})
	return out, err
}

// coversRelease reports whether a hold covers a chart of a release, whose codes it then keeps as well.
func (d *Desk) coversRelease(tx *sqlitedb.Tx, held keeps.Held, release string) (bool, error) {
	docs, err := d.releasedIn(tx, release)
	return held.Everything || slices.ContainsFunc(docs, held.Covers), err
}

// unheld compares the holds with the trail, and gives what refuses in a transaction where one covers a chart of a release.
func (d *Desk) unheld(ctx context.Context, release string) (func(tx *sqlitedb.Tx) error, error) {
	if _, err := d.keeps.Held(ctx); err != nil {
		return nil, err
	}
	return func(tx *sqlitedb.Tx) error {
		held, err := d.keeps.HeldIn(tx)
		if err != nil {
			return err
		}
		is, err := d.coversRelease(tx, held, release)
		if err == nil && is {
			err = chart.E(chart.BadState, "forget release", errors.New("a legal hold covers a chart of it"))
		}
		return err
	}, nil
}

// Purge takes an item away.
func (r rooms) Purge(tx *sqlitedb.Tx, it keeps.Item, salt []byte) (keeps.Removed, error) {
	var p casestore.Purged
	var err error
	switch it.Kind {
	case keeps.KindOriginal:
		p, err = r.cases.PurgeOriginal(tx, chart.ImportID(it.Owner), salt)
	case keeps.KindChart:
		p, err = r.cases.PurgeImport(tx, chart.ImportID(it.Owner), salt)
	case keeps.KindRefused:
		p, err = r.cases.PurgeRefusedImport(tx, chart.ImportID(it.Owner), salt)
	case keeps.KindRelease:
		return keeps.Removed{}, r.releases().Lapse(tx, it.Owner)
	default:
		return keeps.Removed{}, chart.E(chart.Tampered, "purge", errors.New("no such kind of thing"))
	}
	return keeps.Removed{Documents: p.Documents, Pages: p.Pages, Files: p.Files, Bytes: p.Bytes, Digest: p.Digest}, err
}

// Left counts the files that still stand.
func (r rooms) Left(files []string) int { return r.cases.FilesLeft(files) }

// shredder destroys keys.
type shredder struct{ *Desk }

// Shred destroys the keys of owners, here and in every copy of the workspace, and runs also in the same transaction.
func (s shredder) Shred(ctx context.Context, by *vault.Session, owners []keeps.Owner, also func(tx *sqlitedb.Tx) error) error {
	keys := make([]vault.OwnerKeys, len(owners))
	for i, o := range owners {
		keys[i] = vault.OwnerKeys{Owner: o.ID, Zones: o.Zones}
	}
	_, err := s.vault.ShredKeys(ctx, by, keys, also)
	return err
}

// Settle finishes what a crash has left of an earlier destruction.
func (s shredder) Settle(ctx context.Context, by *vault.Session) error {
	_, err := s.vault.Settle(ctx, by)
	return err
}
