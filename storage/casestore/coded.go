package casestore

import (
	"context"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Coded is a signed document as those see it whose work needs no identifiers: clinical values, tokens in place of the rest,
// and pages without words. It lies in zone structured, beside the redacted copy in zone redacted, of which its pages are.
type Coded struct {
	Document chart.Document           `json:"document"`
	Pages    []chart.Page             `json:"pages"`
	Spans    []chart.Span             `json:"spans"`
	Tokens   map[chart.FieldID]string `json:"tokens"`
}

// uncoded is why there is nothing to show of a document that an earlier version signed.
type uncoded struct{}

func (uncoded) Error() string { return "it was signed without a coded copy" }

// Uncoded tells it from a document that is not there.
func (uncoded) Uncoded() bool { return true }

// codedFile seals a coded document.
func (s *Store) codedFile(ctx context.Context, k *vault.Key, c *Coded) (blob.Written, error) {
	data, err := pack(c)
	if err != nil {
		return blob.Written{}, err
	}
	defer clear(data)
	return s.blobs.Write(ctx, k, kindCoded, 0, data)
}

// OpenCoded gives a signed document to a person whose roles open the zones structured and redacted only, and writes the look
// into the trail. chart.BadState where it is not signed yet; chart.NotFound where it was signed without a coded
// copy, which Uncoded tells.
func (s *Store) OpenCoded(ctx context.Context, ses *vault.Session, id chart.DocumentID) (*chart.Dossier, error) {
	d, err := s.LoadCoded(ctx, ses, id)
	if err != nil {
		return nil, err
	}
	return d, s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		return s.append(tx, chart.AuditEntry{Action: chart.ActOpen, Person: ses.Person().ID, Document: id, Detail: "zone=structured"})
	})
}

// LoadCoded is OpenCoded without an entry of a look.
func (s *Store) LoadCoded(ctx context.Context, ses *vault.Session, id chart.DocumentID) (*chart.Dossier, error) {
	const op = "open coded document"
	d := &chart.Dossier{ID: id}
	var packed []byte
	err := s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var state string
		var imported int64
		if err := tx.Row(`SELECT import, state, version, imported FROM document WHERE id = ?`, []any{string(id)},
			&d.Import, &state, &d.Version, &imported); err != nil {
			return fmt.Errorf("%s: %w", op, err)
		}
		d.State, d.Imported = chart.State(state), millis(imported)
		if d.State != chart.StateSigned && d.State != chart.StateSent && d.State != chart.StateSettled && d.State != chart.StateHeld {
			return chart.E(chart.BadState, op, fmt.Errorf("it is %s", d.State.Word()))
		}
		k, err := ses.Key(tx, string(id), chart.Structured)
		if err != nil {
			return err
		}
		if packed, err = s.blobs.Read(tx, k, kindCoded, 0); chart.KindOf(err) == chart.NotFound {
			return chart.E(chart.NotFound, op, uncoded{})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	defer clear(packed)
	var c Coded
	if err := unpack(packed, &c); err != nil {
		return nil, err
	}
	d.Document, d.Pages, d.Spans, d.Tokens = c.Document, c.Pages, c.Spans, c.Tokens
	return d, nil
}
