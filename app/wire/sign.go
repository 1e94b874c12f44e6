package wire

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
)

// Sign redacts the document's pages from the original, reads the result again, makes the record, has person and device
// sign it, and puts it into the outbox. Whatever fails, the document stays as it was.
func (d *Desk) Sign(ctx context.Context, id chart.DocumentID, version int64, password string) error {
	const op = "sign document"
	ses, err := d.atChart(op, chart.ActSignRecord, id)
	if err != nil {
		return err
	}
	pen, err := ses.Pen(ctx, password)
	if err != nil {
		return err
	}
	defer pen.Wipe()
	dossier, err := d.cases.Load(ctx, ses, id)
	if err != nil {
		return err
	}
	if dossier.Version != version {
		return chart.E(chart.Conflict, op, nil)
	}
	if ok, open := review.MaySign(dossier); !ok {
		return chart.E(chart.BadState, op, fmt.Errorf("%d fields still need a person", len(open)))
	}
	policy, err := d.cases.LookPolicy(ctx)
	if err != nil {
		return err
	}
	if err := dossier.MustBeLooked(op, policy); err != nil {
		return err
	}
	if err := d.renewSubject(ctx, ses, dossier); err != nil { // from now on those see it who see no names
		return err
	}
	made, err := d.makeRecord(ctx, ses, pen, dossier)
	if err != nil {
		return d.blocked(ctx, ses, id, err)
	}
	if _, err := d.cases.Sign(ctx, ses, id, version, made); err != nil {
		return err
	}
	d.tell()
	d.sealWaiting(ctx, ses)
	return nil
}

// SignSheet signs a blank page or a separator sheet that is ready. Many are signed at once by who need not open each; anything else
// than such a sheet is chart.BadState, and so is one that the person may not sign.
func (d *Desk) SignSheet(ctx context.Context, id chart.DocumentID, password string) error {
	const op = "sign a sheet"
	ses, err := d.atChart(op, chart.ActSignRecord, id)
	if chart.KindOf(err) == chart.NotAllowed { // it is not the password that is wrong
		return chart.E(chart.BadState, op, err)
	}
	if err != nil {
		return err
	}
	dossier, err := d.cases.Load(ctx, ses, id)
	if err != nil {
		return err
	}
	if t := dossier.Document.Type; dossier.State != chart.StateReady || t != chart.Blank && t != chart.Separator {
		return chart.E(chart.BadState, op, errors.New("it is no sheet that is ready"))
	}
	return d.Sign(ctx, id, dossier.Version, password)
}

func (d *Desk) makeRecord(ctx context.Context, ses *vault.Session, pen *vault.Pen, dossier *chart.Dossier) (casestore.SignedRecord, error) {
	file, err := d.filedOf(ctx, ses, dossier)
	if err != nil {
		return casestore.SignedRecord{}, err
	}
	copied, err := d.redacted(ctx, dossier, file)
	if err != nil {
		return casestore.SignedRecord{}, err
	}
	device, err := d.vault.Device(ctx)
	if err != nil {
		return casestore.SignedRecord{}, err
	}
	id, at := newUUID(), d.opts.Now()
	signers := []record.Signer{{Role: record.RolePerson, ID: string(ses.Person().ID), Key: pen}, {Role: record.RoleDevice, ID: string(device.ID), Key: device.Signer}}
	certificate, err := copied.certify(copied.making(id, d.program, at, d.readers.versions()), signers...)
	if err != nil {
		return casestore.SignedRecord{}, err
	}
	payload, err := record.Bundle(record.Input{ID: id, Practice: device.Practice, Person: ses.Person(), Device: device.ID,
		Version: d.opts.Version, SignedAt: at, Type: dossier.Document.Type, Source: file.src, Values: finalValues(dossier),
		Rows: review.Rows(dossier), Validators: dossier.Validated(), Redaction: copied.red, Redacted: copied.pdf, Original: file.original, Pages: file.on, Scans: file.scans,
		Certificate: record.Certificate{Signed: certificate, Salt: copied.salt}})
	if err != nil {
		return casestore.SignedRecord{}, err
	}
	env, err := record.Sign(record.PayloadType, payload, signers...)
	if err != nil {
		return casestore.SignedRecord{}, err
	}
	data, err := env.Marshal()
	if err != nil {
		return casestore.SignedRecord{}, err
	}
	coded, err := d.coded(ctx, ses, dossier, copied.shown)
	if err != nil {
		return casestore.SignedRecord{}, err
	}
	return casestore.SignedRecord{ID: id, Digest: record.Digest(data), Envelope: data, RedactedPDF: copied.pdf, Coded: coded}, nil
}

// Leak says that redacted text was found again in the result. It names kinds and pages, never text.
type Leak struct{ Residual []chart.Residual }

// Error counts what was found and where it is first.
func (l *Leak) Error() string {
	return fmt.Sprintf("%d redacted identifiers can still be found, the first on page %d", len(l.Residual), l.Residual[0].Page)
}

// Leaks is how many places of the copy can still be found.
func (l *Leak) Leaks() int { return len(l.Residual) }

// finalValues gives the fields as they stand: decided, or read and not in need of a person.
func finalValues(d *chart.Dossier) []record.Value {
	var out []record.Value
	for _, f := range d.Document.Fields {
		if f.Cell != nil { // it goes into the record with its row
			continue
		}
		dec := d.Final(f.ID)
		switch dec.Verdict {
		case chart.NotOnPage, chart.CantRead:
			continue
		case chart.Corrected:
			norm, _ := fields.Check(f.Name, dec.Value.Reveal())
			out = append(out, record.Value{Name: f.Name, Text: dec.Value, Normalized: chart.Text(norm)})
		default:
			if f.Value != "" {
				out = append(out, record.Value{Name: f.Name, Text: f.Value, Normalized: f.Normalized})
			}
		}
	}
	return out
}

// newUUID is a random UUID, version 4.
func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// sealedFor is the setting that names the hub to which the waiting records are sealed.
const sealedFor = "hub.sealed_for"

// sealWaiting seals every record that was signed before there was a hub, for another hub, or a moment ago, and sends it
// off. Only somebody who can open the record can seal it, so this happens while that person is signed in.
func (d *Desk) sealWaiting(ctx context.Context, ses *vault.Session) {
	d.seals.Lock()
	defer d.seals.Unlock()
	hub, err := d.vault.Hub(ctx)
	if err != nil {
		return // no hub yet: records wait
	}
	items, err := d.cases.Outbox(ctx)
	if err != nil {
		d.opts.Log.WarnContext(ctx, "outbox not read", "kind", string(chart.KindOf(err)))
		return
	}
	device, err := d.vault.Device(ctx)
	if err != nil {
		return
	}
	print := fmt.Sprintf("%x", sha256.Sum256(hub.SealPublic))
	known, err := d.cases.Preference(ctx, sealedFor)
	if err != nil {
		return
	}
	other := known != "" && known != print // sealed to a hub that is no longer ours
	whole := true
	for _, it := range items {
		if it.Sealed && !other {
			continue
		}
		if zone := zoneOf(it); !ses.Holds(zone) {
			whole = false
			continue
		}
		if err := d.sealOne(ctx, ses, it, device.ID, hub.SealPublic); err != nil {
			whole = false
			d.opts.Log.WarnContext(ctx, "record not sealed", "record", it.Record, "kind", string(chart.KindOf(err)))
			if errors.Is(err, context.Canceled) || chart.KindOf(err) == chart.Locked {
				return
			}
		}
	}
	if whole && known != print {
		if err := d.cases.SetPreference(ctx, ses, sealedFor, print); err != nil {
			d.opts.Log.WarnContext(ctx, "setting not kept", "kind", string(chart.KindOf(err)))
		}
	}
	d.mu.Lock()
	r := d.relay
	d.mu.Unlock()
	if r != nil {
		r.Wake()
	}
}

func (d *Desk) sealOne(ctx context.Context, ses *vault.Session, it casestore.OutboxItem, device chart.DeviceID, hubKey []byte) error {
	envelope, err := d.envelope(ctx, ses, it)
	if err != nil {
		return err
	}
	sealed, err := record.Seal(hubKey, record.Address{Record: it.Record, Device: device, Sequence: it.Sequence}, envelope)
	if err != nil {
		return err
	}
	return d.cases.AttachSealed(ctx, it.Record, sealed)
}
