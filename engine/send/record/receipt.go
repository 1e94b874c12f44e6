package record

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// ReceiptType is bound into every signature over a receipt.
const ReceiptType = "application/vnd.chartproof.receipt.v1+json"

// Receipt is the hub's word that a sealed record lies in its store, on disk.
type Receipt struct {
	Record     string         `json:"record"`
	Device     chart.DeviceID `json:"device"`
	Sequence   int64          `json:"sequence"`
	BodySHA256 string         `json:"body_sha256"` // of the sealed record
	ReceivedAt time.Time      `json:"received_at"`
}

// Digest is the SHA-256 of a sealed record in hexadecimal.
func Digest(sealed []byte) string {
	h := sha256.Sum256(sealed)
	return hex.EncodeToString(h[:])
}

// SignReceipt makes the hub's signed receipt.
func SignReceipt(r Receipt, hub Signer) ([]byte, error) {
	payload, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	env, err := Sign(ReceiptType, payload, hub)
	if err != nil {
		return nil, err
	}
	return env.Marshal()
}

// OpenReceipt checks a receipt against the fingerprint of the hub's key that the device learned when it was enrolled.
func OpenReceipt(data []byte, hubKeyID string) (Receipt, error) {
	env, err := ParseEnvelope(data)
	if err != nil {
		return Receipt{}, err
	}
	keys, err := env.Signers(ReceiptType)
	if err != nil {
		return Receipt{}, err
	}
	if len(keys) != 1 || keys[0].Role != RoleHub || keys[0].KeyID != hubKeyID {
		return Receipt{}, chart.E(chart.Tampered, "open receipt", errors.New("signed by another hub"))
	}
	var r Receipt
	if err := json.Unmarshal(env.Payload, &r); err != nil {
		return Receipt{}, chart.E(chart.Tampered, "open receipt", errors.New("this is no receipt"))
	}
	return r, nil
}
