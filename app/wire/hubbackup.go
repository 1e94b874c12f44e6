package wire

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"chartproof.org/chartproof/app/wirehub"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/backup"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// heldRecords are what the practice's hub keeps, where it runs with this workspace; else nil.
func (d *Desk) heldRecords(ctx context.Context) (backup.Records, error) {
	if own, err := d.cases.Preference(ctx, ownHub); err != nil || own != "on" {
		return nil, err
	}
	running, err := d.serveHub(ctx)
	if err != nil {
		return nil, err
	}
	return &held{hub: running}, nil
}

// held fits a hub to a backup.
type held struct {
	hub     *wirehub.Hub
	records map[string]string // by the digest of their body
}

// List gives the hub's holdings as JSON, and the bodies.
func (h *held) List(ctx context.Context) (index []byte, bodies []backup.File, err error) {
	all, err := h.hub.Holdings(ctx)
	if err != nil {
		return nil, nil, err
	}
	h.records = map[string]string{}
	for _, k := range all.Records {
		h.records[k.BodySHA256] = k.Record
		bodies = append(bodies, backup.File{Name: k.BodySHA256, Size: int64(k.Bytes)})
	}
	index, err = json.Marshal(all)
	return index, bodies, err
}

func (h *held) Body(ctx context.Context, name string) ([]byte, error) {
	return h.hub.Body(ctx, h.records[name])
}

// takeRestored gives the hub what a backup brought back, once.
func takeRestored(ctx context.Context, h *wirehub.Hub, workspace string) error {
	const op = "take restored records in"
	dir := filepath.Join(workspace, backup.RecordsFolder)
	data, err := os.ReadFile(filepath.Join(dir, backup.RecordsIndex))
	if errors.Is(err, fs.ErrNotExist) {
		return sqlitedb.Bare(os.RemoveAll(dir)) // cut off while it was taken away: the index goes first
	}
	if err != nil {
		return chart.E(chart.BadInput, op, sqlitedb.Bare(err))
	}
	var all wirehub.Holdings
	if json.Unmarshal(data, &all) != nil {
		return chart.E(chart.Tampered, op, errors.New("the list of records is damaged"))
	}
	if err := h.TakeIn(ctx, all, func(digest string) ([]byte, error) {
		body, err := os.ReadFile(filepath.Join(dir, filepath.Base(digest)))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, chart.E(chart.NotFound, op, nil)
		}
		return body, sqlitedb.Bare(err)
	}); err != nil {
		return err
	}
	return sqlitedb.Bare(errors.Join(os.Remove(filepath.Join(dir, backup.RecordsIndex)), os.RemoveAll(dir)))
}
