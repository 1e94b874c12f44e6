package hub

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Kept is what the store knows of a record without opening it.
type Kept struct {
	Record     string         `json:"record"`
	Device     chart.DeviceID `json:"device"`
	Sequence   int64          `json:"sequence"`
	BodySHA256 string         `json:"body_sha256"`
	Bytes      int            `json:"bytes"`
	ReceivedAt time.Time      `json:"received_at"`
}

// Store keeps what the hub must not lose. A method that returns without error has its data on disk.
type Store interface {
	// PutRecord keeps a sealed record and gives what is kept: on a repeat, what was kept at first. The same id with another
	// digest is chart.Conflict.
	PutRecord(ctx context.Context, k Kept, sealed []byte) (Kept, error)
	// Record gives a sealed record, chart.NotFound where there is none.
	Record(ctx context.Context, id string) (Kept, []byte, error)
	Records(ctx context.Context) ([]Kept, error)
	// Get gives a small value and its revision, chart.NotFound where there is none.
	Get(ctx context.Context, bucket Bucket, key string) ([]byte, uint64, error)
	// Put replaces the value of the revision given; 0 means that there is none yet. Anything else is chart.Conflict.
	Put(ctx context.Context, bucket Bucket, key string, value []byte, revision uint64) error
	Keys(ctx context.Context, bucket Bucket) ([]string, error)
	// Ready reports why the store cannot take a record now, nil when it can.
	Ready(ctx context.Context) error
}

// Bucket names a kind of small value.
type Bucket string

// The buckets of a hub.
const (
	Codes   Bucket = "codes"   // one-time codes by their hash
	Devices Bucket = "devices" // enrolled workstations
	People  Bucket = "people"  // signing keys by person
	Witness Bucket = "witness" // last checkpoint by device
	Forks   Bucket = "forks"   // by device, where its trail went on beside what was witnessed
)
