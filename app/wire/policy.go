package wire

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/routing"
	"chartproof.org/chartproof/engine/find/trust"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/vault"
)

// aim makes the thresholds those that follow from the policy.
func (f *finder) aim(p chart.Policy) {
	aimed := f.named.Aimed(trust.Held().Thresholds(p.Accuracy), trust.HeldCells().Thresholds(p.Accuracy))
	f.profile.Store(&aimed)
}

// hold makes a policy hold from now on.
func (d *Desk) hold(p chart.Policy) {
	d.finder.aim(p)
	d.mu.Lock()
	d.policy = p
	d.mu.Unlock()
}

// share is how much is sampled.
func (d *Desk) share() float64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.policy.Sample
}

// drawing gives a MAC under a key that whoever makes documents does not know.
type drawing func(text []byte) ([]byte, error)

// newDrawing is that of one run, where there is no workspace to keep a key.
func newDrawing() drawing {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // never fails
	return func(text []byte) ([]byte, error) {
		m := hmac.New(sha256.New, key)
		_, _ = m.Write(text)
		return m.Sum(nil), nil
	}
}

// machineDrawing draws under the machine's secret: the same field of the same import is drawn or not, however often its
// documents are made.
func machineDrawing(ses *vault.Session) drawing {
	return func(text []byte) ([]byte, error) { return ses.MachineMAC("sampled fields", text) }
}

// sample draws a share of the fields that no rule sends. A field whose draw fails is looked at.
func sample(docs []chart.Document, source string, share float64, draw drawing) {
	if share <= 0 {
		return
	}
	for i := range docs {
		d := &docs[i]
		routing.Sample(d, func(id chart.FieldID) bool {
			mac, err := draw(fmt.Appendf(nil, "%s %v %s", source, d.Pages, id))
			return err != nil || float64(binary.BigEndian.Uint64(mac))/(1<<64) < share
		})
	}
}

// Policy gives what the practice asks of the reading.
func (d *Desk) Policy(ctx context.Context) (chart.Policy, error) { return d.cases.Policy(ctx) }

// SetPolicy changes it for all that is read from now on.
func (d *Desk) SetPolicy(ctx context.Context, p chart.Policy) error {
	ses, err := d.at("change policy", chart.ActSettings)
	if err != nil {
		return err
	}
	if err := d.cases.SetPolicy(ctx, ses, p); err != nil {
		return err
	}
	d.hold(p)
	return nil
}

// Asked is the share of values, those that are always looked at aside, that a person is asked about at an accuracy, as far
// as the curve of the fitted confidences foresees.
func (d *Desk) Asked(accuracy float64) float64 { return trust.Held().Asked(accuracy) }

// Measured gives what the blind sample of this workspace shows.
func (d *Desk) Measured(ctx context.Context) (chart.Measured, error) { return measured(ctx, d.trail) }

// MeasureSample is Measured for a workspace that nobody is signed in to; it needs no key.
func MeasureSample(ctx context.Context, dir string) (chart.Measured, error) {
	db, log, err := openTrail(ctx, dir)
	if err != nil {
		return chart.Measured{}, err
	}
	defer db.Close()
	return measured(ctx, log)
}

// measured reads the last outcome of every sampled field out of the trail.
func measured(ctx context.Context, log *audit.Log) (chart.Measured, error) {
	entries, err := log.Entries(ctx, audit.Filter{})
	if err != nil {
		return chart.Measured{}, err
	}
	type field struct {
		doc chart.DocumentID
		id  chart.FieldID
	}
	last := map[field]string{}
	for _, e := range entries {
		if _, outcome, ok := strings.Cut(e.Detail, " sampled="); ok {
			last[field{e.Document, e.Field}] = outcome
		}
	}
	seen, wrong := 0, 0
	for _, outcome := range last {
		switch outcome {
		case chart.SampleRight:
			seen++
		case chart.SampleWrong:
			seen++
			wrong++
		}
	}
	return review.Measure(seen, wrong), nil
}
