package wire

import (
	"context"
	"encoding/pem"

	"golang.org/x/mod/sumdb/tlog"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/relay"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// Outbox tells what waits and when the hub was last reached.
func (d *Desk) Outbox(ctx context.Context) (present.OutboxStatus, error) {
	items, err := d.cases.Outbox(ctx)
	if err != nil {
		return present.OutboxStatus{}, err
	}
	st := present.OutboxStatus{Waiting: len(items)}
	if len(items) > 0 {
		st.Oldest = items[0].Queued
	}
	d.mu.Lock()
	r := d.relay
	st.Hub = d.hubURL
	d.mu.Unlock()
	if r != nil {
		st.LastSeen, st.Problem = r.Status()
		st.Unwitnessed = r.Unwitnessed()
	}
	st.SIEMAway, st.SIEMWaiting, err = d.siemAway(ctx)
	return st, err
}

// StartHub starts the practice's hub with this desktop and joins it. From then on it starts whenever the desktop does.
func (d *Desk) StartHub(ctx context.Context) error {
	ses, err := d.at("start the hub", chart.ActHubStart)
	if err != nil {
		return err
	}
	hub, err := d.serveHub(ctx)
	if err != nil {
		return err
	}
	code, err := hub.NewCode(ctx)
	if err != nil {
		return err
	}
	if err := d.join(ctx, ses, hub.URL, code); err != nil {
		return err
	}
	if err := d.cases.Trail(ctx, ses, chart.AuditEntry{Action: chart.ActHubStart}); err != nil {
		return err
	}
	return d.cases.SetPreference(ctx, ses, ownHub, "on")
}

// Enrol joins a hub elsewhere with its one-time code.
func (d *Desk) Enrol(ctx context.Context, url, code string) error {
	ses, err := d.at("join a hub", chart.ActEnrol)
	if err != nil {
		return err
	}
	return d.join(ctx, ses, url, code)
}

func (d *Desk) join(ctx context.Context, ses *vault.Session, url, code string) error {
	if err := d.enrolAt(ctx, ses.Person().ID, url, code); err != nil {
		return err
	}
	d.mu.Lock()
	d.relay = nil // the next connect reads the new settings
	d.mu.Unlock()
	d.connect(ctx)
	d.sealWaiting(ctx, ses)
	d.tell()
	return nil
}

// enrolAt keeps what the hub gives for its code. by is empty where nobody is signed in: the own hub has lost its records.
func (d *Desk) enrolAt(ctx context.Context, by chart.PersonID, url, code string) error {
	device, err := d.vault.Device(ctx)
	if err != nil {
		return err
	}
	e, err := relay.Enrol(ctx, url, code, relay.Device{ID: device.ID, TLS: device.TLS, Signing: device.Signer, VerifierKey: device.AuditKey})
	if err != nil {
		return err
	}
	return d.vault.SetHub(ctx, by, vault.Hub{URL: e.URL, CA: toPEM(e.CA), Certificate: toPEM(e.Certificate), SealPublic: e.SealingKey, NoteKey: e.WitnessKey,
		ReceiptKey: e.ReceiptKey, EnrolledAt: d.opts.Now()})
}

// connect starts the relay once the device's keys are open and a hub is known. Failures are told by Outbox.
func (d *Desk) connect(ctx context.Context) {
	hub, err := d.vault.Hub(ctx)
	if err != nil {
		return
	}
	device, err := d.vault.Device(ctx)
	if err != nil {
		return
	}
	if own, _ := d.cases.Preference(ctx, ownHub); own == "on" {
		if hub, err = d.ownEnrolment(ctx, device.ID, hub); err != nil {
			d.opts.Log.ErrorContext(ctx, "the practice's hub does not start", "kind", string(chart.KindOf(err)))
		}
	}
	e := relay.Enrolment{URL: hub.URL, CA: fromPEM(hub.CA), Certificate: fromPEM(hub.Certificate), SealingKey: hub.SealPublic,
		ReceiptKey: hub.ReceiptKey, WitnessKey: hub.NoteKey}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.relay != nil {
		return
	}
	r, err := relay.New(device.ID, e, device.TLS, outbox{d}, ledger{d.trail, d.tell}, d.opts.Log, d.opts.Now)
	if err != nil {
		d.opts.Log.ErrorContext(ctx, "hub settings cannot be used", "kind", string(chart.KindOf(err)))
		return
	}
	if d.stopRelay != nil {
		d.stopRelay()
	}
	d.relay, d.hubURL = r, hub.URL
	life, stop := context.WithCancel(d.life)
	d.stopRelay = stop
	d.work.Add(1)
	go func() {
		defer d.work.Done()
		r.Run(life)
	}()
}

func toPEM(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func fromPEM(data []byte) []byte {
	if b, _ := pem.Decode(data); b != nil {
		return b.Bytes
	}
	return nil
}

// outbox fits the case store to the relay's port.
type outbox struct{ desk *Desk }

func (o outbox) Next(ctx context.Context, after int64) (*relay.Item, error) {
	items, err := o.desk.cases.Outbox(ctx)
	if err != nil {
		return nil, err
	}
	for _, it := range items {
		if it.Sealed && it.Sequence > after {
			body, err := o.desk.cases.Sealed(ctx, it.Record)
			return &relay.Item{Record: it.Record, Sequence: it.Sequence, Body: body}, err
		}
	}
	return nil, nil
}

func (o outbox) Tried(ctx context.Context, recordID, problem string) error {
	return o.desk.cases.MarkTried(ctx, recordID, problem)
}

func (o outbox) Settled(ctx context.Context, recordID string, receipt []byte) error {
	if err := o.desk.cases.MarkSent(ctx, recordID); err != nil {
		return err
	}
	err := o.desk.cases.MarkSettled(ctx, recordID, casestore.Receipt{Bytes: receipt})
	o.desk.tell()
	return err
}

// ledger fits the audit log to the relay's port.
type ledger struct {
	log  *audit.Log
	told func() // called where the trail may have raised an alert
}

func (t ledger) Checkpoint(ctx context.Context) ([]byte, int64, error) {
	signed, err := t.log.Checkpoint(ctx)
	if err != nil {
		return nil, 0, err
	}
	text, _, _ := bytesCut(signed)
	c, err := audit.ParseCheckpoint(text)
	return signed, c.Size, err
}

func (t ledger) Prove(ctx context.Context, older, newer int64) (tlog.TreeProof, error) {
	return t.log.Prove(ctx, older, newer)
}

func (t ledger) HandOver(ctx context.Context, key string) (relay.Step, error) {
	h, err := t.log.HandOver(ctx, key)
	return relay.Step{Checkpoint: h.Checkpoint, Size: h.Size, Entry: h.Leaf, Proof: h.Proof}, err
}

func (t ledger) Fork(ctx context.Context, size int64, root tlog.Hash) (*relay.Fork, error) {
	f, err := t.log.Fork(ctx, size, root)
	if f != nil {
		t.told()
	}
	return (*relay.Fork)(f), err
}

func (t ledger) Witness(ctx context.Context, cosigned []byte, hubKey string) error {
	return t.log.Witness(ctx, cosigned, hubKey)
}
