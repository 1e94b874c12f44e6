package casestore

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Store is the documents of one workspace. It is safe for concurrent use.
type Store struct {
	db    *sqlitedb.DB
	log   *audit.Log
	blobs *blob.Store
	now   func() time.Time

	mu    sync.Mutex
	pages pageCache
}

// pageCache keeps the pages of the document at hand: a page never changes, and a decision must not wait for reading them.
type pageCache struct {
	session *vault.Session
	id      chart.DocumentID
	pages   []chart.Page
}

// New gives the store of an open workspace.
func New(db *sqlitedb.DB, log *audit.Log, blobs *blob.Store, now func() time.Time) *Store {
	return &Store{db: db, log: log, blobs: blobs, now: now}
}

// Kinds of file.
const (
	kindOriginal = "original"
	kindPage     = "page"
	kindRedacted = "redacted"
	kindRecord   = "record"
	kindSealed   = "sealed"
	kindCoded    = "coded"
	kindAddendum = "addendum"
)

// rowsOf are the tables whose rows are a document's and go with it.
func rowsOf() []string {
	return []string{"span", "decision", "second_step", "draft", "search_index", "claim", "note", "coding"}
}

// pack gives v as compressed JSON, ready to be sealed.
func pack(v any) ([]byte, error) {
	var out bytes.Buffer
	z, err := flate.NewWriter(&out, flate.BestSpeed)
	if err != nil {
		return nil, chart.E(chart.Internal, "pack", err)
	}
	if err := errors.Join(json.NewEncoder(z).Encode(v), z.Close()); err != nil {
		return nil, chart.E(chart.Internal, "pack", errors.New("a value has no JSON"))
	}
	return out.Bytes(), nil
}

// maxPacked bounds what one sealed value unpacks to.
const maxPacked = 256 << 20

func unpack(data []byte, v any) error {
	z := flate.NewReader(bytes.NewReader(data))
	plain, err := io.ReadAll(io.LimitReader(z, maxPacked))
	if err != nil || json.Unmarshal(plain, v) != nil { // causes may quote what they read
		return chart.E(chart.Tampered, "unpack", errors.New("malformed"))
	}
	return nil
}

// sealJSON seals a value for its place.
func sealJSON(k *vault.Key, c vault.Cell, v any) ([]byte, error) {
	plain, err := pack(v)
	if err != nil {
		return nil, err
	}
	return k.Seal(c, plain)
}

func openJSON(k *vault.Key, c vault.Cell, sealed []byte, v any) error {
	plain, err := k.Open(c, sealed)
	if err != nil {
		return err
	}
	return unpack(plain, v)
}

func sourceCell() vault.Cell { return vault.Cell{Table: "import", Column: "sealed_source"} }
func pageCell(n int) vault.Cell {
	return vault.Cell{Table: "page", Column: "sealed", Row: strconv.Itoa(n)}
}
func bodyCell() vault.Cell { return vault.Cell{Table: "document", Column: "sealed"} }
func spanCell(id chart.SpanID) vault.Cell {
	return vault.Cell{Table: "span", Column: "sealed", Row: string(id)}
}
func decisionCell(n int) vault.Cell {
	return vault.Cell{Table: "decision", Column: "sealed", Row: strconv.Itoa(n)}
}
func draftCell(id chart.DocumentID) vault.Cell {
	return vault.Cell{Table: "draft", Column: "sealed", Row: string(id)}
}

func millis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func (s *Store) append(tx *sqlitedb.Tx, e chart.AuditEntry) error {
	_, err := s.log.Append(tx, e)
	return err
}
