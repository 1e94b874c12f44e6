package backup

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/blob"
)

// ManifestType is bound into the signature over a manifest.
const ManifestType = "application/vnd.chartproof.backup.v1+json"

const manifestFormat = "chartproof.backup/1"

// Manifest says what one generation is made of.
type Manifest struct {
	Format     string         `json:"format"`
	Generation int64          `json:"generation"`
	Workspace  string         `json:"workspace"`
	Device     chart.DeviceID `json:"device"`
	Program    string         `json:"program"`
	Schema     int            `json:"schema"`
	Made       time.Time      `json:"made"`
	Documents  int64          `json:"documents"`
	Imports    int64          `json:"imports"`
	Entries    int64          `json:"entries"` // of the trail
	Checkpoint []byte         `json:"checkpoint"`
	Database   Cut            `json:"database"`
	Files      []File         `json:"files"`
	Missing    []string       `json:"missing,omitempty"` // names of files that were damaged and could not be had
	Records    *RecordPart    `json:"records,omitempty"` // of the hub that runs with the workspace
}

// RecordPart is what the hub that runs with the workspace keeps: an index of its own form, and the sealed bodies that it names.
type RecordPart struct {
	Index  Cut    `json:"index"`
	Bodies []File `json:"bodies"`
}

// Cut is something in chunks: the snapshot of the database, the index of records.
type Cut struct {
	Bytes  int64    `json:"bytes"`
	SHA256 string   `json:"sha256"`
	Chunks []string `json:"chunks"`
}

// holds reports whether the chunks make as many bytes, and their names are ones that chunks have.
func (c Cut) holds() bool {
	return c.Bytes >= 1 && len(c.Chunks) <= maxChunks && int64(len(c.Chunks)) == (c.Bytes+chunkBytes-1)/chunkBytes &&
		!slices.ContainsFunc(c.Chunks, func(name string) bool { return !blob.ValidName(name) })
}

func malformed(f File) bool { return !blob.ValidName(f.Name) || f.Size < 0 }

// File is a page file, or a record's body.
type File struct {
	Name string `json:"name"` // SHA-256 of its bytes
	Size int64  `json:"size"`
}

// Signing signs manifests as the device, and opens what was signed. app/wire gives one that makes DSSE envelopes.
type Signing interface {
	Sign(payloadType string, payload []byte) ([]byte, error)
	// Open checks the signature and gives the payload and the signer's device.
	Open(payloadType string, signed []byte) (payload []byte, device chart.DeviceID, err error)
}

const (
	chunkBytes  = 1 << 20
	maxChunks   = 1 << 20
	maxFiles    = 1 << 24
	maxManifest = 1 << 30
)

// parseManifest reads a manifest's payload within limits.
func parseManifest(data []byte) (m Manifest, err error) {
	bad := func(what string) error { return chart.E(chart.Tampered, "read manifest", errors.New(what)) }
	switch {
	case len(data) > maxManifest:
		return m, bad("too large")
	case json.Unmarshal(data, &m) != nil || m.Format != manifestFormat:
		return m, bad("malformed")
	case m.Generation < 1 || m.Workspace == "" || m.Schema < 1 || len(m.Checkpoint) == 0:
		return m, bad("a part is missing")
	case len(m.Files) > maxFiles || m.Records != nil && len(m.Records.Bodies) > maxFiles:
		return m, bad("too many parts")
	case !m.Database.holds() || m.Records != nil && !m.Records.Index.holds():
		return m, bad("the chunks do not make the whole")
	case strings.ContainsAny(m.Workspace, "/\\. "):
		return m, bad("the workspace's id is malformed")
	case slices.ContainsFunc(m.Files, malformed) || m.Records != nil && slices.ContainsFunc(m.Records.Bodies, malformed):
		return m, bad("a file's name is malformed")
	}
	return m, nil
}

func generationPlace(n int64) string { return fmt.Sprintf("generations/%06d", n) }

func sealManifest(k Keys, s Signing, m Manifest) ([]byte, error) {
	payload, err := json.Marshal(m)
	if err != nil {
		return nil, chart.E(chart.Internal, "write manifest", errors.New("marshal"))
	}
	signed, err := s.Sign(ManifestType, payload)
	if err != nil {
		return nil, fmt.Errorf("sign manifest: %w", err)
	}
	packed, err := pack(signed)
	if err != nil {
		return nil, err
	}
	return seal(k.Data, generationPlace(m.Generation), packed)
}

func openManifest(k Keys, s Signing, n int64, sealed []byte) (m Manifest, err error) {
	packed, err := unseal(k.Data, generationPlace(n), sealed)
	if err != nil {
		return m, err
	}
	var signed []byte
	if err := unpack(packed, &signed); err != nil {
		return m, err
	}
	payload, device, err := s.Open(ManifestType, signed)
	if err != nil {
		return m, fmt.Errorf("manifest of generation %d: %w", n, err)
	}
	if m, err = parseManifest(payload); err != nil {
		return m, err
	}
	if m.Generation != n || m.Device != device {
		return m, chart.E(chart.Tampered, "read manifest", errors.New("it is another generation's or another device's"))
	}
	return m, nil
}

// secrets is the content of secrets.sealed.
type secrets struct {
	Format    string            `json:"format"`
	Workspace string            `json:"workspace"`
	Data      Key               `json:"data"`
	Accounts  map[string][]byte `json:"accounts"`       // the keyring's entries
	Past      [][]byte          `json:"past,omitempty"` // machine secrets before the present one, newest first: older generations need theirs
}

// maxPast bounds how many renewals of the machine secret are bridged.
const maxPast = 12

const (
	secretsFormat = "chartproof.backup.secrets/1"
	secretsPlace  = "secrets.sealed"
)

func sealSecrets(k Keys, workspace string, accounts map[string][]byte, before secrets) ([]byte, error) {
	past := before.Past
	if old := before.Accounts[workspace]; len(old) > 0 && !bytes.Equal(old, accounts[workspace]) {
		past = append([][]byte{old}, past...)
	}
	plain, err := json.Marshal(secrets{Format: secretsFormat, Workspace: workspace, Data: k.Data, Accounts: accounts, Past: past[:min(len(past), maxPast)]})
	if err != nil {
		return nil, chart.E(chart.Internal, "seal secrets", errors.New("marshal"))
	}
	defer clear(plain)
	return seal(k.Transport, secretsPlace, plain)
}

func openSecrets(transport Key, sealed []byte) (s secrets, err error) {
	plain, err := unseal(transport, secretsPlace, sealed)
	if err != nil {
		return s, err
	}
	defer clear(plain)
	if json.Unmarshal(plain, &s) != nil || s.Format != secretsFormat || len(s.Data) != keyBytes || s.Workspace == "" {
		return s, chart.E(chart.Tampered, "open secrets", errors.New("malformed"))
	}
	return s, nil
}
