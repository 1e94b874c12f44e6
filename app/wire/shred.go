package wire

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
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
		return keeps.Standing{Version: codes, Gone: gone, Owners: []keeps.Owner{{ID: tokens.Owner(it.Owner)}}}, err
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

// Destruction is the certificate of a disposal. It holds ids, counts, rules and salted digests, and nothing of a chart.
type Destruction struct {
	Schema    string           `json:"schema"`
	Disposal  string           `json:"disposal"`
	Practice  string           `json:"practice"`
	Device    chart.DeviceID   `json:"device"`
	Program   string           `json:"program"`
	Plan      string           `json:"plan_sha256"`
	Order     Signature        `json:"ordered"`
	Approval  Signature        `json:"approved"`
	Second    string           `json:"second_look"`
	Finished  time.Time        `json:"finished"`
	Method    []string         `json:"method"`
	Limits    []string         `json:"limits"`
	Salt      string           `json:"salt"`
	Items     []DestroyedThing `json:"destroyed"`
	Kept      []KeptThing      `json:"kept_back"`
	Files     int              `json:"files_wiped"`
	Remaining int              `json:"files_not_wiped"`
	Stays     []string         `json:"what_stays"`
}

// Signature names who signed and when; Envelope is what was signed, a DSSE envelope.
type Signature struct {
	By       chart.PersonID `json:"by"`
	At       time.Time      `json:"at"`
	Envelope string         `json:"envelope_base64"`
}

// DestroyedThing is one thing that is gone. Digest is the SHA-256 of the salt, the id, the documents with the digests of their
// signed records, and the names of the sealed files, which are hashes of their sealed bytes: whoever finds an old copy of the
// files can tell that they are those.
type DestroyedThing struct {
	Number    int                `json:"n"`
	Kind      string             `json:"kind"`
	ID        string             `json:"id"`
	Documents []chart.DocumentID `json:"documents"`
	Pages     int                `json:"pages"`
	Files     int                `json:"files"`
	Bytes     int64              `json:"bytes"`
	Rule      string             `json:"rule"`
	Digest    string             `json:"digest"`
}

// KeptThing is one that was ordered and kept after all.
type KeptThing struct {
	Number int    `json:"n"`
	Kind   string `json:"kind"`
	ID     string `json:"id"`
	Why    string `json:"why"`
}

// DestructionSchema names the JSON of Destruction.
const DestructionSchema = "chartproof.destruction/1"

// destruction makes the certificate's payload.
func (d *Desk) destruction(ctx context.Context, run *keeps.Disposal, at time.Time) ([]byte, error) {
	practice, err := d.vault.Practice(ctx)
	if err != nil {
		return nil, err
	}
	device, err := d.vault.Device(ctx)
	if err != nil {
		return nil, err
	}
	c := Destruction{Schema: DestructionSchema, Disposal: run.ID, Practice: practice, Device: device.ID, Program: d.program, Plan: run.Digest,
		Order:    Signature{run.OrderedBy, run.Ordered, base64.StdEncoding.EncodeToString(run.Plan)},
		Approval: Signature{run.ApprovedBy, run.Approved, base64.StdEncoding.EncodeToString(run.Approval)},
		Second:   string(run.Second), Finished: at, Salt: fmt.Sprintf("%x", run.Salt), Items: []DestroyedThing{}, Kept: []KeptThing{},
		Method: []string{
			"NIST SP 800-88, Purge by cryptographic erase: the AES-256 keys under which the things were sealed are destroyed",
			"NIST SP 800-88, Clear: each sealed file was overwritten once with random bytes and taken away",
			"database rows were deleted and overwritten (secure_delete), and the write-ahead log was cut",
		},
		Limits: []string{
			"flash memory and file systems that copy on writing keep old blocks of overwritten files for a while; they are sealed under keys that are destroyed",
			"records that were sent to a hub, exports, releases and prints are disposed of where they are",
		},
		Stays: []string{"ids, states, counts and times", "digests of the signed records and the hub's receipts", "the trail", "this certificate with its order and approval"}}
	for _, it := range run.Items {
		if it.State != keeps.Done {
			c.Kept = append(c.Kept, KeptThing{it.Number, string(it.Kind), it.Owner, it.Why})
			continue
		}
		docs := it.Documents
		if docs == nil {
			docs = []chart.DocumentID{}
		}
		c.Items = append(c.Items, DestroyedThing{it.Number, string(it.Kind), it.Owner, docs, it.Pages, it.Files, it.Bytes, it.Rule, it.Digest})
		c.Files, c.Remaining = c.Files+it.Files-it.Remaining, c.Remaining+it.Remaining
	}
	payload, err := json.Marshal(c)
	if err != nil {
		return nil, chart.E(chart.Internal, "write certificate", errors.New("no JSON"))
	}
	return payload, nil
}
