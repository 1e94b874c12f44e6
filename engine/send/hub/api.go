package hub

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/record"
)

// The paths of the hub. Everything but PathEnrol and PathHealth asks for a client certificate.
const (
	PathHealth      = "/healthz"
	PathEnrol       = "/v1/enrol"
	PathRecords     = "/v1/records"
	PathCheckpoints = "/v1/checkpoints"
	PathCodes       = "/v1/codes"
	PathRoster      = "/v1/roster"
	PathForks       = "/v1/forks"
)

// The headers of a record on its way.
const (
	HeaderKey      = "Idempotency-Key"     // the record's id
	HeaderSequence = "Chartproof-Sequence" // the device's own count, from 1
	HeaderDigest   = "Chartproof-SHA256"   // of the body, hexadecimal
)

// EnrolRequest is what a workstation sends with its one-time code.
type EnrolRequest struct {
	Code        string         `json:"code"`
	Device      chart.DeviceID `json:"device"`
	CSR         []byte         `json:"csr"`          // PKCS #10, DER
	SigningKey  record.Key     `json:"signing_key"`  // role device
	VerifierKey string         `json:"verifier_key"` // of the audit trail, note form
}

// EnrolResponse is what the workstation keeps.
type EnrolResponse struct {
	Certificate []byte `json:"certificate"` // DER, signed by CA
	CA          []byte `json:"ca"`          // DER
	SealingKey  []byte `json:"sealing_key"` // HPKE public key
	ReceiptKey  string `json:"receipt_key"` // fingerprint of the key that signs receipts
	WitnessKey  string `json:"witness_key"` // note form, cosigns checkpoints
}

// CheckpointRequest asks the hub to witness a checkpoint. Proof shows that the tree of OldSize, the one witnessed last, is
// the beginning of the new one.
type CheckpointRequest struct {
	Checkpoint []byte   `json:"checkpoint"`
	OldSize    int64    `json:"old_size"`
	Proof      [][]byte `json:"proof"`
	// HandOver is given where the checkpoint's last entry names the key that signs after it: the hub trusts that one from then on.
	HandOver *Leaf `json:"hand_over,omitempty"`
	// Fork is given where the trail is not the one witnessed last because its workspace came out of a backup. OldSize and Proof are
	// then those of Fork.Seen.
	Fork *Fork `json:"fork,omitempty"`
}

// Fork shows why a trail goes on beside what was witnessed. All leaves stand in the tree of the checkpoint that is to be witnessed.
type Fork struct {
	Seen   []byte `json:"seen,omitempty"`   // the newest checkpoint in the backup that this hub has cosigned; empty: there is none
	Cause  Leaf   `json:"cause"`            // the workspace was restored or repaired
	Alert  Leaf   `json:"alert"`            // chart.AlertForked: it names size and root of what the hub has witnessed
	Agreed *Leaf  `json:"agreed,omitempty"` // a person acknowledged the alert; until then the hub keeps the fork and waits
}

// Leaf is an entry of the trail as it stands in the tree, with the proof that it does. The checkpoint beside it says which tree.
type Leaf struct {
	Entry []byte   `json:"entry"`
	Proof [][]byte `json:"proof"`
}

// CheckpointResponse holds the cosigned note. On a conflict Size and Root are those of the checkpoint witnessed last, or Key is the
// verifier key that the hub trusts, where another one signed.
type CheckpointResponse struct {
	Cosigned []byte `json:"cosigned,omitempty"`
	Size     int64  `json:"size"`
	Root     []byte `json:"root,omitempty"`
	Key      string `json:"key,omitempty"`
}

// Problem is the body of every answer that is no success.
type Problem struct {
	Kind  chart.ErrKind `json:"kind"`
	Error string        `json:"error"`
}
