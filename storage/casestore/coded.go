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

	// What coders work with besides: tables without identifiers, who treated as a token by field, and the words as they were read
	// again of the redacted pages. Copies of earlier versions have none of it.
	Rows      []chart.Row              `json:"rows,omitempty"`
	Providers map[chart.FieldID]string `json:"providers,omitempty"`
	Shown     []chart.Page             `json:"shown,omitempty"`
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
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		return s.append(tx, chart.AuditEntry{Action: chart.ActOpen, Person: ses.Person().ID, Document: id, Detail: "zone=structured"})
	})
	return d, err
}

// LoadCoded is OpenCoded without an entry of a look.
func (s *Store) LoadCoded(ctx context.Context, ses *vault.Session, id chart.DocumentID) (*chart.Dossier, error) {
	const op = "open coded document"
	d := &chart.Dossier{ID: id}
	var c *Coded
	err := s.db.Read(ctx, func(tx *sqlitedb.Tx) (err error) {
		c, _, err = s.codedIn(tx, ses, op, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	d.Document, d.Pages, d.Spans, d.Tokens = c.Document, c.Pages, c.Spans, c.Tokens
	return d, nil
}

// codedIn reads the coded copy of the document that d names, and the key that it lies under.
func (s *Store) codedIn(tx *sqlitedb.Tx, ses *vault.Session, op string, d *chart.Dossier) (*Coded, *vault.Key, error) {
	var state string
	var imported int64
	if err := tx.Row(`SELECT import, state, version, imported FROM document WHERE id = ?`, []any{string(d.ID)},
		&d.Import, &state, &d.Version, &imported); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", op, err)
	}
	d.State, d.Imported = chart.State(state), millis(imported)
	if d.State != chart.StateSigned && d.State != chart.StateSent && d.State != chart.StateSettled && d.State != chart.StateHeld {
		return nil, nil, chart.E(chart.BadState, op, fmt.Errorf("it is %s", d.State.Word()))
	}
	k, err := ses.Key(tx, string(d.ID), chart.Structured)
	if err != nil {
		return nil, nil, err
	}
	packed, err := s.blobs.Read(tx, k, kindCoded, 0)
	if chart.KindOf(err) == chart.NotFound {
		return nil, nil, chart.E(chart.NotFound, op, uncoded{})
	}
	if err != nil {
		return nil, nil, err
	}
	defer clear(packed)
	var c Coded
	if err := unpack(packed, &c); err != nil {
		return nil, nil, err
	}
	return &c, k, nil
}
