package relay

import (
	"context"
	"crypto"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
	"chartproof.org/chartproof/engine/send/record"
)

// Item is one record of the outbox, sealed to the hub.
type Item struct {
	Record   string
	Sequence int64
	Body     []byte
}

// Outbox is storage's side: Next gives the first record that waits with a sequence number above after, nil when none does.
type Outbox interface {
	Next(ctx context.Context, after int64) (*Item, error)
	// Tried notes a try that failed; problem is machine words.
	Tried(ctx context.Context, recordID, problem string) error
	Settled(ctx context.Context, recordID string, receipt []byte) error
}

// Trail is the audit log as its witness needs it.
type Trail interface {
	Checkpoint(ctx context.Context) ([]byte, int64, error)
	Prove(ctx context.Context, older, newer int64) (tlog.TreeProof, error)
	Witness(ctx context.Context, cosigned []byte, hubKey string) error
	// HandOver gives the step from a key of the trail to the one after it, chart.NotFound where there is no such step.
	HandOver(ctx context.Context, key string) (Step, error)
	// Fork explains a checkpoint that the hub has witnessed and the trail does not begin with, after a backup was restored: nil where
	// it does begin with it, chart.NotFound where nothing explains it.
	Fork(ctx context.Context, size int64, root tlog.Hash) (*Fork, error)
}

// Relay pushes the outbox until its context ends.
type Relay struct {
	device    chart.DeviceID
	enrolment Enrolment
	client    *http.Client
	outbox    Outbox
	trail     Trail
	log       *slog.Logger
	now       func() time.Time
	wake      chan struct{}

	mu       sync.Mutex
	lastSeen time.Time
	problem  error
	// unwitnessed says that the problem is the trail: the hub answers and takes records.
	unwitnessed bool
	old         int64 // size of the checkpoint witnessed last, as far as known
}

// The pauses between tries: doubling, with jitter, up to the longest.
const (
	firstPause   = time.Second
	longestPause = 5 * time.Minute
	// restPause is how often the hub is asked when all is well: its answer is the status bar's "reached 20 s ago".
	restPause = 30 * time.Second
	pushLimit = 5 * time.Minute
)

// New makes a relay to an enrolled hub.
func New(device chart.DeviceID, e Enrolment, key crypto.Signer, o Outbox, t Trail, log *slog.Logger, now func() time.Time) (*Relay, error) {
	conf, err := e.tls(key)
	if err != nil {
		return nil, err
	}
	return &Relay{device: device, enrolment: e, client: client(conf), outbox: o, trail: t, log: log, now: now, wake: make(chan struct{}, 1)}, nil
}

// Wake makes Run look at the outbox at once.
func (r *Relay) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Status gives when the hub last answered and what is wrong now.
func (r *Relay) Status() (lastSeen time.Time, problem error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lastSeen, r.problem
}

// Unwitnessed reports that the hub answers and takes records, but does not witness the trail.
func (r *Relay) Unwitnessed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.unwitnessed
}

// seen notes that the hub has answered.
func (r *Relay) seen() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lastSeen = r.now()
}

// Run pushes what waits, again and again, until ctx ends. Failures pause it longer and longer; Wake ends a pause.
func (r *Relay) Run(ctx context.Context) {
	defer r.client.CloseIdleConnections()
	pause := firstPause
	for {
		wait := restPause
		if err := r.Once(ctx); err != nil {
			if ctx.Err() != nil {
				return
			}
			r.log.WarnContext(ctx, "hub not reached", "kind", string(chart.KindOf(err)), "pause_ms", pause.Milliseconds())
			wait = pause/2 + rand.N(pause/2+1)
			pause = min(2*pause, longestPause)
		} else {
			pause = firstPause
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-r.wake:
			timer.Stop()
		case <-timer.C:
		}
	}
}

// Once pushes everything that waits and has the trail witnessed.
func (r *Relay) Once(ctx context.Context) error {
	unwitnessed := false
	err := r.pushAll(ctx)
	if err == nil {
		err = r.witness(ctx)
		unwitnessed = slices.Contains([]chart.ErrKind{chart.Tampered, chart.Conflict}, chart.KindOf(err))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.problem, r.unwitnessed = err, unwitnessed
	if err == nil || unwitnessed {
		r.lastSeen = r.now()
	}
	return err
}

// pushAll goes through what waits. A record that the hub will not take stays and is told, and the others go on.
func (r *Relay) pushAll(ctx context.Context) error {
	var stuck error
	for after := int64(0); ; {
		item, err := r.outbox.Next(ctx, after)
		if err != nil || item == nil {
			return errors.Join(err, stuck)
		}
		after = item.Sequence
		err = r.push(ctx, item)
		if err != nil && ctx.Err() == nil {
			if e := r.outbox.Tried(ctx, item.Record, string(chart.KindOf(err))); e != nil {
				return e
			}
		}
		switch chart.KindOf(err) {
		case "":
		case chart.Conflict, chart.Tampered, chart.BadInput:
			r.log.ErrorContext(ctx, "record not taken", "record", item.Record, "kind", string(chart.KindOf(err)))
			stuck = err
		default:
			return err
		}
	}
}

func (r *Relay) push(ctx context.Context, item *Item) error {
	ctx, cancel := context.WithTimeout(ctx, pushLimit)
	defer cancel()
	var receipt []byte
	headers := map[string]string{hub.HeaderKey: item.Record, hub.HeaderSequence: strconv.FormatInt(item.Sequence, 10),
		hub.HeaderDigest: record.Digest(item.Body), "Content-Type": "application/octet-stream"}
	if err := post(ctx, r.client, r.enrolment.URL+hub.PathRecords, item.Body, headers, &receipt); err != nil {
		return err
	}
	got, err := record.OpenReceipt(receipt, r.enrolment.ReceiptKey)
	if err != nil { // nothing is wrong with the record, whatever the answer is
		return chart.E(chart.Tampered, "settle record", err)
	}
	if got.Record != item.Record || got.Device != r.device || got.BodySHA256 != record.Digest(item.Body) {
		return chart.E(chart.Tampered, "settle record", errors.New("the receipt is for something else"))
	}
	r.seen()
	r.log.InfoContext(ctx, "record settled", "record", item.Record, "sequence", item.Sequence)
	return r.outbox.Settled(ctx, item.Record, receipt)
}

// reach asks the hub's health, so that "last seen" is true on a quiet day.
func (r *Relay) reach(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.enrolment.URL+hub.PathHealth, nil)
	if err != nil {
		return err
	}
	res, err := r.client.Do(req)
	if err != nil {
		return chart.E(chart.Unreachable, "reach the hub", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return chart.E(chart.Unreachable, "reach the hub", errors.New("it is not ready"))
	}
	return nil
}
