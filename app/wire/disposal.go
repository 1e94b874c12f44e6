package wire

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/send/record"
	keeps "chartproof.org/chartproof/storage/retention"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// The payload types of a disposal's envelopes.
const (
	disposalPlanType     = "application/vnd.chartproof.disposal.v1+json"
	disposalApprovalType = "application/vnd.chartproof.disposal-approval.v1+json"
	DestructionType      = "application/vnd.chartproof.destruction.v1+json"
)

// PreviewDisposal says what a disposal would be today: what goes and by which rule, what is kept and why.
func (d *Desk) PreviewDisposal(ctx context.Context) (present.DisposalPreview, error) {
	ses, err := d.at("preview disposal", chart.ActDispose)
	if err != nil {
		return present.DisposalPreview{}, err
	}
	out, _, err := d.preview(ctx, ses)
	if err != nil {
		return present.DisposalPreview{}, err
	}
	return out, d.cases.Trail(ctx, ses, chart.AuditEntry{Action: chart.ActKeeping, Detail: "about=preview plan=" + out.Digest})
}

// OrderDisposal orders what was looked at under that digest; the person signs it with the password. A preview that would be
// another one by now is chart.Conflict.
func (d *Desk) OrderDisposal(ctx context.Context, digest, password string) (id string, err error) {
	const op = "order disposal"
	ses, err := d.at(op, chart.ActDispose)
	if err != nil {
		return "", err
	}
	preview, p, err := d.preview(ctx, ses)
	if err != nil {
		return "", err
	}
	if preview.Digest != digest {
		return "", chart.E(chart.Conflict, op, errors.New("what may be disposed of has changed since the preview"))
	}
	items := make([]keeps.PlannedItem, len(preview.Go))
	for i, l := range preview.Go {
		items[i] = keeps.PlannedItem{Kind: keeps.Kind(l.Kind), Owner: l.ID, Version: l.Version, Rule: l.Rule}
	}
	kept := map[string]int{}
	for _, l := range preview.Kept {
		kept[l.Kind+" "+l.Why]++
	}
	sign, done, err := d.penFor(ctx, ses, password, disposalPlanType)
	if err != nil {
		return "", err
	}
	defer done()
	id, err = d.keeps.Order(ctx, ses, p.Digest(), items, kept, sign)
	if err == nil {
		d.tell()
	}
	return id, err
}

// penFor gives the signature of the person at the desk and of this workstation.
func (d *Desk) penFor(ctx context.Context, ses *vault.Session, password, payloadType string) (keeps.Sign, func(), error) {
	pen, err := ses.Pen(ctx, password)
	if err != nil {
		return nil, nil, refusedPassword(err)
	}
	device, err := d.vault.Device(ctx)
	if err != nil {
		pen.Wipe()
		return nil, nil, err
	}
	signers := []record.Signer{{Role: record.RolePerson, ID: string(ses.Person().ID), Key: pen}, {Role: record.RoleDevice, ID: string(device.ID), Key: device.Signer}}
	return envelopes(payloadType, signers...), pen.Wipe, nil
}

func envelopes(payloadType string, signers ...record.Signer) keeps.Sign {
	return func(payload []byte) ([]byte, error) {
		env, err := record.Sign(payloadType, payload, signers...)
		if err != nil {
			return nil, err
		}
		return env.Marshal()
	}
}

// ApproveDisposal has the second person agree, with the password, and carries the disposal out. Where the practice has nobody
// else who may, the same person counts the things again, a day later.
func (d *Desk) ApproveDisposal(ctx context.Context, id string, counted int, password string, progress func(done, all int)) (present.DisposalRun, error) {
	ses, err := d.at("approve disposal", chart.ActDisposeApprove)
	if err != nil {
		return present.DisposalRun{}, err
	}
	alone, err := d.alone(ctx, chart.ActDisposeApprove)
	if err != nil {
		return present.DisposalRun{}, err
	}
	sign, done, err := d.penFor(ctx, ses, password, disposalApprovalType)
	if err != nil {
		return present.DisposalRun{}, err
	}
	defer done()
	p, err := d.plan(ctx, ses)
	if err != nil {
		return present.DisposalRun{}, err
	}
	grounds := keeps.Grounds{Schedule: p.Digest(), Verify: d.verifyDisposal(ctx)}
	if err := d.keeps.Approve(ctx, ses, id, keeps.Look{Alone: alone, Counted: counted}, grounds, sign); err != nil {
		return present.DisposalRun{}, err
	}
	certify, wipe, err := d.penFor(ctx, ses, password, DestructionType)
	if err != nil {
		return present.DisposalRun{}, err
	}
	defer wipe()
	return d.carryOut(ctx, ses, id, certify, progress)
}

// ResumeDisposals carries out what was approved and not brought to its end; this workstation alone signs the certificate, beside
// the order and the approval that people have signed.
func (d *Desk) ResumeDisposals(ctx context.Context, ses *vault.Session) error {
	if !access.May(ses.Person(), chart.ActDisposeApprove) {
		return nil
	}
	runs, err := d.keeps.Disposals(ctx)
	if err != nil {
		return err
	}
	for _, r := range runs {
		if r.State != keeps.Approved {
			continue
		}
		device, err := d.vault.Device(ctx)
		if err != nil {
			return err
		}
		sign := envelopes(DestructionType, record.Signer{Role: record.RoleDevice, ID: string(device.ID), Key: device.Signer})
		if _, err := d.carryOut(ctx, ses, r.ID, sign, func(int, int) {}); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) carryOut(ctx context.Context, ses *vault.Session, id string, sign keeps.Sign, progress func(done, all int)) (present.DisposalRun, error) {
	d.disposing.Lock()
	defer d.disposing.Unlock()
	d.backing.Lock()
	defer d.backing.Unlock()
	run, err := d.keeps.CarryOut(ctx, ses, id, keeps.Tools{Rooms: rooms{d}, Shredder: shredder{d}, Sign: sign, Verify: d.verifyDisposal(ctx),
		Payload: func(run *keeps.Disposal, at time.Time) ([]byte, error) { return d.destruction(ctx, run, at) }, Progress: progress})
	if err != nil {
		return present.DisposalRun{}, err
	}
	d.tell()
	d.backUpAfterDisposal()
	name, err := d.names(ctx)
	return runOf(*run, name, ses.Person().ID), err
}

// verifyDisposal opens an envelope that a person of this workspace and this workstation have signed.
func (d *Desk) verifyDisposal(ctx context.Context) func([]byte) ([]byte, error) {
	return func(envelope []byte) ([]byte, error) {
		bad := func(why string) ([]byte, error) {
			return nil, chart.E(chart.Tampered, "check disposal", errors.New(why))
		}
		env, err := record.ParseEnvelope(envelope)
		if err != nil {
			return nil, err
		}
		if env.PayloadType != disposalPlanType && env.PayloadType != disposalApprovalType {
			return bad("another type of payload")
		}
		keys, err := env.Signers(env.PayloadType)
		if err != nil {
			return nil, err
		}
		people := 0
		for _, k := range keys {
			if k.Role != record.RolePerson {
				continue
			}
			theirs, err := d.signedAs(ctx, chart.PersonID(k.ID), k.KeyID)
			if err != nil {
				return nil, err
			}
			if !theirs {
				return bad("signed by a key that is not the person's")
			}
			people++
		}
		if people != 1 {
			return bad("no person has signed")
		}
		return env.Payload, nil
	}
}

// signedAs reports whether a key is or was the person's: what somebody signed before a reset counts after it.
func (d *Desk) signedAs(ctx context.Context, person chart.PersonID, keyID string) (bool, error) {
	all, err := d.vault.KeysAt(ctx, person, time.Time{})
	if err != nil {
		return false, err
	}
	for _, public := range all {
		if id, err := vault.KeyID(public); err != nil || id == keyID {
			return err == nil, err
		}
	}
	return false, nil
}

// CancelDisposal ends a disposal that was ordered and not approved.
func (d *Desk) CancelDisposal(ctx context.Context, id string) error {
	ses, err := d.at("cancel disposal", chart.ActDisposeCancel)
	if err != nil {
		return err
	}
	return d.keeps.Cancel(ctx, ses, id)
}

// Disposals lists the disposals, the newest first.
func (d *Desk) Disposals(ctx context.Context) ([]present.DisposalRun, error) {
	ses, err := d.at("list disposals", chart.ActKeeping)
	if err != nil {
		return nil, err
	}
	all, err := d.keeps.Disposals(ctx)
	if err != nil {
		return nil, err
	}
	name, err := d.names(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]present.DisposalRun, len(all))
	for i, r := range all {
		whole, err := d.keeps.Disposal(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		out[i] = runOf(whole, name, ses.Person().ID)
	}
	return out, nil
}

func runOf(r keeps.Disposal, name func(chart.PersonID) string, me chart.PersonID) present.DisposalRun {
	out := present.DisposalRun{ID: r.ID, State: r.State, By: r.OrderedBy, ByName: name(r.OrderedBy), ApprovedBy: r.ApprovedBy, ApprovedName: name(r.ApprovedBy),
		Ordered: r.Ordered, Approved: r.Approved, Finished: r.Finished, SecondLook: string(r.Second), Things: len(r.Items), Mine: r.OrderedBy == me}
	for _, it := range r.Items {
		switch it.State {
		case keeps.Done:
			out.Gone++
		case keeps.Kept:
			out.Kept++
		}
		out.Documents += len(it.Documents)
		out.Remaining += it.Remaining
	}
	return out
}

// DestructionCertificate gives the certificate of a disposal, a DSSE envelope. That it was given out stands in the trail.
func (d *Desk) DestructionCertificate(ctx context.Context, id string) ([]byte, error) {
	ses, err := d.at("give certificate of destruction", chart.ActKeeping)
	if err != nil {
		return nil, err
	}
	data, err := d.keeps.Certificate(ctx, id)
	if err != nil {
		return nil, err
	}
	return data, d.cases.Trail(ctx, ses, chart.AuditEntry{Action: chart.ActKeeping, Detail: "about=certificate disposal=" + id})
}

// alone reports whether at most one person who can sign in may take the action.
func (d *Desk) alone(ctx context.Context, a chart.Action) (bool, error) {
	people, err := d.vault.Roster(ctx)
	n := 0
	for _, p := range people {
		if !p.Disabled && access.May(p.Person, a) {
			n++
		}
	}
	return n <= 1, err
}

// countCodes fills in how many codes a release has, by which an order knows it again.
func (d *Desk) countCodes(ctx context.Context, lines []present.DisposalLine) error {
	return d.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		for i := range lines {
			if lines[i].Kind != string(keeps.KindRelease) {
				continue
			}
			n, _, err := d.releases().Codes(tx, lines[i].ID)
			if err != nil {
				return err
			}
			lines[i].Version = n
		}
		return nil
	})
}

// SaveCertificate writes a certificate of destruction into a folder. A file that stands there already stays.
func (d *Desk) SaveCertificate(ctx context.Context, id, folder string) error {
	if !filepath.IsAbs(folder) {
		return chart.E(chart.BadInput, "save certificate of destruction", errors.New("the whole path is needed"))
	}
	data, err := d.DestructionCertificate(ctx, id)
	if err != nil {
		return err
	}
	return writeFresh(folder, "destruction-"+id+".json", data)
}
