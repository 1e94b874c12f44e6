package casestore

import (
	"context"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// SignedRecord is what signing has made.
type SignedRecord struct {
	ID          string // of the record; idempotency key towards the hub
	Digest      string // hex SHA-256 of Envelope
	Envelope    []byte // the signed record in clear: kept in zone originals
	Sealed      []byte // the record sealed to the hub; nil while there is no hub (AttachSealed later)
	RedactedPDF []byte // kept in zone redacted
	Coded       *Coded // kept in zone structured; nil keeps none
}

// Sign makes the document signed, stores the record and puts it into the outbox, with the trail, in one transaction. A
// document in review goes through ready on the way; one with open fields is chart.BadState.
func (s *Store) Sign(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64, r SignedRecord) (*chart.Dossier, error) {
	if r.ID == "" || r.Digest == "" || len(r.Envelope) == 0 || len(r.RedactedPDF) == 0 {
		return nil, chart.E(chart.BadInput, "sign", errors.New("the record is not complete"))
	}
	keys, err := s.signingKeys(ctx, ses, id, version)
	if err != nil {
		return nil, err
	}
	files, err := s.recordFiles(ctx, keys, string(id), r)
	if err == nil {
		var d *chart.Dossier
		if d, err = s.change(ctx, ses, id, version, func(tx *sqlitedb.Tx, _ *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error) {
			return s.sign(tx, ses, d, keys, files, r)
		}); err == nil {
			return d, nil
		}
	}
	for _, f := range files {
		s.blobs.Drop(f)
	}
	return nil, err
}

// signingKeys makes the keys of what a record adds, after a first look whether the document can be signed at all.
func (s *Store) signingKeys(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64) ([]*vault.Key, error) {
	err := s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		d, _, err := light(tx, ses, id)
		if err != nil {
			return err
		}
		if d.Version != version {
			return chart.E(chart.Conflict, "sign", errStale)
		}
		return mustSign(tx, d)
	})
	if err != nil {
		return nil, err
	}
	originals, err := ses.NewKey(string(id), chart.Originals)
	if err != nil {
		return nil, err
	}
	redacted, err := ses.NewKey(string(id), chart.RedactedZ)
	if err != nil {
		return nil, err
	}
	structured, err := ses.NewKey(string(id), chart.Structured)
	return []*vault.Key{originals, redacted, structured}, err
}

func mustSign(tx *sqlitedb.Tx, d *chart.Dossier) error {
	if err := mustEdit("sign", d); err != nil {
		return err
	}
	if n := d.OpenFields(); n > 0 {
		return chart.E(chart.BadState, "sign", fmt.Errorf("%d fields still need a person", n))
	}
	p, err := lookPolicy(tx)
	if err != nil {
		return err
	}
	return d.MustBeLooked("sign", p)
}

func (s *Store) recordFiles(ctx context.Context, keys []*vault.Key, owner string, r SignedRecord) (files []blob.Written, err error) {
	f, err := s.blobs.Write(ctx, keys[0], kindRecord, 0, r.Envelope)
	if err != nil {
		return files, err
	}
	files = append(files, f)
	if f, err = s.blobs.Write(ctx, keys[1], kindRedacted, 0, r.RedactedPDF); err != nil {
		return files, err
	}
	files = append(files, f)
	if r.Coded != nil {
		if f, err = s.codedFile(ctx, keys[2], r.Coded); err != nil {
			return files, err
		}
		files = append(files, f)
	}
	if len(r.Sealed) > 0 {
		if f, err = s.blobs.WriteSealed(ctx, owner, kindSealed, 0, r.Sealed); err != nil {
			return files, err
		}
		files = append(files, f)
	}
	return files, nil
}

func (s *Store) sign(tx *sqlitedb.Tx, ses *vault.Session, d *chart.Dossier, keys []*vault.Key, files []blob.Written, r SignedRecord) ([]chart.AuditEntry, error) {
	if err := mustSign(tx, d); err != nil {
		return nil, err
	}
	for _, k := range keys {
		if err := k.Store(tx); err != nil {
			return nil, err
		}
	}
	for _, f := range files {
		if err := s.blobs.Link(tx, f); err != nil {
			return nil, err
		}
	}
	now := s.now().UnixMilli()
	if err := tx.Exec(`INSERT INTO record (id, document, digest, person, signed) VALUES (?, ?, ?, ?, ?)`,
		r.ID, string(d.ID), r.Digest, string(ses.Person().ID), now); err != nil {
		return nil, err
	}
	if err := tx.Exec(`INSERT INTO outbox (record, state, queued) VALUES (?, ?, ?)`, r.ID, Waiting, now); err != nil {
		return nil, err
	}
	for _, table := range []string{"draft", "claim"} {
		if err := tx.Exec(`DELETE FROM `+table+` WHERE document = ?`, string(d.ID)); err != nil {
			return nil, err
		}
	}
	var entries []chart.AuditEntry
	if d.State != chart.StateReady {
		entries = append(entries, moved(d, chart.StateReady))
	}
	d.State = chart.StateSigned
	return append(entries, chart.AuditEntry{Action: chart.ActSignRecord,
		Detail: fmt.Sprintf("record=%s digest=%s validators=%d", r.ID, r.Digest, len(d.Validated()))}), nil
}

// Envelope gives the signed record in clear.
func (s *Store) Envelope(ctx context.Context, ses *vault.Session, id chart.DocumentID) ([]byte, error) {
	return s.recordFile(ctx, ses, id, chart.Originals, kindRecord)
}

// RedactedPDF gives the redacted file that was signed.
func (s *Store) RedactedPDF(ctx context.Context, ses *vault.Session, id chart.DocumentID) ([]byte, error) {
	return s.recordFile(ctx, ses, id, chart.RedactedZ, kindRedacted)
}

func (s *Store) recordFile(ctx context.Context, ses *vault.Session, id chart.DocumentID, z chart.Zone, kind string) (data []byte, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		k, err := ses.Key(tx, string(id), z)
		if err != nil {
			return err
		}
		data, err = s.blobs.Read(tx, k, kind, 0)
		return err
	})
	return data, err
}
