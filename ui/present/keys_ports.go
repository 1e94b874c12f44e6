package present

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// ZoneKey is the key of one zone, as the keys screen shows it.
type ZoneKey struct {
	Zone    chart.Zone
	Version int
	Since   time.Time
	Why     string // machine word of the reason of this version; empty for the first one
	Holders []string
	Waiting []string // who get the key when a holder signs in
	Keys    int      // imports and documents in the zone
	Behind  int      // of them not wrapped to this version yet
	Ordered bool     // a new key waits for a holder to sign in
}

// KeyState is what stands of all keys.
type KeyState struct {
	Zones    []ZoneKey
	Keystore string // "os" or "file"
	Machine  time.Time
	Device   time.Time
	AuditKey string
	Months   int // months with a secret of their own
	Missing  int // of them, whose secret the keyring lacks
	Dying    int // of them, whose secret is still to be destroyed
}

// KeyRotation is what became of an order to renew a zone's key.
type KeyRotation struct {
	Version, Keys int
	Pending       bool
}

// DeviceRotation is what became of an order to renew the trail's key.
type DeviceRotation struct {
	AuditKey string
}

// KeysHouse looks after keys. Each renewal asks for the password again; a wrong one is chart.NotAllowed.
type KeysHouse interface {
	Keys(ctx context.Context) (KeyState, error)
	RotateZone(ctx context.Context, z chart.Zone, why, password string) (KeyRotation, error)
	RotateMachine(ctx context.Context, why, password string) error
	RotateDevice(ctx context.Context, why, password string) (DeviceRotation, error)
	// RotateMine renews the key pair of the person at work, who shows the second factor again as well.
	RotateMine(ctx context.Context, password, code string) error
}
