package wire

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/record"
	keeps "chartproof.org/chartproof/storage/retention"
)

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
			"keys of what was destroyed may lie on a backup drive until its next backup: older copies and backups are unreadable only once that drive was backed up to again",
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

// OpenDestruction checks the signatures of a certificate of destruction and of the order and approval in it, and gives what it
// says and who has signed any of them.
func OpenDestruction(certificate []byte) (says []byte, signers []record.Key, err error) {
	bad := func(why string) ([]byte, []record.Key, error) {
		return nil, nil, chart.E(chart.Tampered, "check certificate of destruction", errors.New(why))
	}
	env, err := record.ParseEnvelope(certificate)
	if err != nil {
		return nil, nil, err
	}
	if signers, err = env.Signers(DestructionType); err != nil {
		return nil, nil, err
	}
	var d Destruction
	if json.Unmarshal(env.Payload, &d) != nil || d.Schema != DestructionSchema {
		return bad("it is of another schema")
	}
	for _, part := range []struct {
		Signature
		of string
	}{{d.Order, disposalPlanType}, {d.Approval, disposalApprovalType}} {
		raw, err := base64.StdEncoding.DecodeString(part.Envelope)
		if err != nil {
			return bad("the order or the approval is malformed")
		}
		inner, err := record.ParseEnvelope(raw)
		if err != nil {
			return nil, nil, err
		}
		keys, err := inner.Signers(part.of)
		if err != nil {
			return nil, nil, err
		}
		sum := sha256.Sum256(inner.Payload)
		if part.of == disposalPlanType && d.Plan != hex.EncodeToString(sum[:]) || part.of == disposalApprovalType && !bytes.Contains(inner.Payload, []byte(d.Plan)) {
			return bad("the order or the approval is another disposal's")
		}
		if !slices.ContainsFunc(keys, func(k record.Key) bool { return k.Role == record.RolePerson && k.ID == string(part.By) }) {
			return bad("somebody else has signed the order or the approval")
		}
		signers = append(signers, keys...)
	}
	return env.Payload, signers, nil
}
