package wire

import (
	"bytes"
	"cmp"
	"context"
	"crypto"
	"crypto/x509"
	"encoding/json"
	"errors"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/rulings"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// bundleType is bound into the signature over a practice's own rules.
const bundleType = "application/vnd.chartproof.policy.v1+json"

// bundle is what is signed: all files at once and of which workspace, so that neither a part of a set nor another practice's
// passes for this one's rules.
type bundle struct {
	Workspace string          `json:"workspace"`
	Was       string          `json:"was"` // versions of the book before and after
	Is        string          `json:"is"`
	Files     []rulebook.File `json:"files"`
}

// standing is what the practice has set, as one session read it.
type standing struct {
	ses     *vault.Session
	held    rulings.Held
	book    *rulebook.Book
	trouble error // the rows do not hold: no chart is opened
	refused error // the practice's own rules do not hold: what they forbade is unknown, so no chart is opened until they are set anew
}

// broken says why no chart is opened.
func (s *standing) broken() error { return cmp.Or(s.trouble, s.refused) }

// standing gives what the practice has set. It is read once a session, and again after a change. What was read before a change
// that came meanwhile is not kept: a restriction holds from the moment at which it was recorded.
func (d *Desk) standing(ses *vault.Session) *standing {
	d.rules.loading.Lock()
	defer d.rules.loading.Unlock()
	for {
		d.rules.mu.Lock()
		have, changes := d.rules.stands, d.rules.changes
		d.rules.mu.Unlock()
		if have != nil && have.ses == ses {
			return have
		}
		s := d.readStanding(ses)
		if d.rules.keep(s, changes) {
			d.tellTrouble(s)
			return s
		}
	}
}

func (d *Desk) readStanding(ses *vault.Session) *standing {
	ctx := context.WithoutCancel(d.life)
	s := &standing{ses: ses, book: d.rules.release}
	if s.held, s.trouble = d.rulings.Load(ctx, ses); s.trouble != nil {
		s.held = rulings.Held{Practice: access.DefaultPractice()}
	} else if s.held.Bundle != nil {
		if book, err := d.openBundle(ctx, s.held.Bundle); err != nil {
			s.refused = err
		} else {
			s.book = book
		}
	}
	return s
}

// tellTrouble writes down that what the practice has set does not hold.
func (d *Desk) tellTrouble(s *standing) {
	bad := errors.Join(s.trouble, s.refused)
	if bad == nil || s.ses.Alive() != nil {
		return
	}
	what := "what=own_rules"
	if s.trouble != nil {
		what = "what=restrictions"
	}
	d.opts.Log.Error("rules of the practice do not hold", "kind", string(chart.KindOf(bad)))
	d.note(context.WithoutCancel(d.life), chart.AuditEntry{Action: chart.ActPolicyRefuse, Person: s.ses.Person().ID,
		Detail: what + " kind=" + string(chart.KindOf(bad))})
}

// note writes an entry that stands for itself. What cannot be written is told in the log: it must not undo what happened.
func (d *Desk) note(ctx context.Context, e chart.AuditEntry) {
	if err := d.enter(ctx, e); err != nil {
		d.opts.Log.Warn("entry not written", "action", string(e.Action), "kind", string(chart.KindOf(err)))
	}
}

// enter writes an entry that stands for itself, before what it tells of is given: without it nothing is.
func (d *Desk) enter(ctx context.Context, e chart.AuditEntry) error {
	return d.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		_, err := d.trail.Append(tx, e)
		return err
	})
}

// again has the next decision read anew what the practice has set.
func (r *rules) again() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stands = nil
	r.changes++
}

// keep takes what was read while so many changes had been made, unless another has come since.
func (r *rules) keep(s *standing, changes uint64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.changes != changes {
		return false
	}
	r.stands, r.given = s, nil
	return true
}

// openBundle gives the book with the practice's own rules. Signature, signer, workspace and hash must hold.
func (d *Desk) openBundle(ctx context.Context, b *rulings.Bundle) (*rulebook.Book, error) {
	signed, err := d.openSigned(ctx, b)
	if err != nil {
		return nil, err
	}
	return d.rules.release.With(signed.Files)
}

// openSigned gives what was signed with a bundle.
func (d *Desk) openSigned(ctx context.Context, b *rulings.Bundle) (*bundle, error) {
	const op = "read the practice's rules"
	bad := chart.E(chart.Tampered, op, errors.New("signature or hash do not hold"))
	env, err := record.ParseEnvelope(b.Envelope)
	if err != nil {
		return nil, bad
	}
	keys, err := env.Signers(bundleType)
	if err != nil || len(keys) != 2 || keys[0].Role != record.RolePerson || keys[0].ID != string(b.Person) || keys[1].Role != record.RoleDevice {
		return nil, bad
	}
	person, err := d.vault.KeysAt(ctx, b.Person, b.At) // a reset since then takes nothing back
	if err != nil {
		return nil, bad
	}
	device, err := d.vault.Device(ctx)
	if err != nil {
		return nil, err
	}
	if !isOneOf(keys[0].PKIX, person...) || !isOneOf(keys[1].PKIX, device.Signer.Public()) {
		return nil, bad
	}
	var signed bundle
	if json.Unmarshal(env.Payload, &signed) != nil || signed.Workspace != device.Workspace {
		return nil, bad
	}
	return &signed, nil
}

func isOneOf(pkix []byte, keys ...crypto.PublicKey) bool {
	return slices.ContainsFunc(keys, func(k crypto.PublicKey) bool {
		have, err := x509.MarshalPKIXPublicKey(k)
		return err == nil && bytes.Equal(have, pkix)
	})
}

// facts gives what is known now about what a person is about to do.
func (d *Desk) facts(ses *vault.Session, s *standing, action chart.Action, a about) (rulebook.Facts, error) {
	now := d.opts.Now()
	factor, password := ses.Shown()
	who := ses.Person()
	f := rulebook.Facts{Purpose: string(a.purpose), Recipient: a.recipient, DidFirst: a.didFirst, OnePerson: a.alone,
		FactorAge: now.Sub(factor), PasswordAge: now.Sub(password), Workstation: ses.Device(),
		Separate: s.held.Practice.Separate, OutsideHours: s.held.Practice.Outside(who, now.Local())}
	if a.document == "" || !s.book.Needs(action) {
		return f, nil
	}
	if err := s.broken(); err != nil {
		return f, err
	}
	c, err := d.chartOf(ses, s, a)
	if err != nil {
		return f, err
	}
	f.Restrictions, f.Consents, f.Closed = access.On(s.held.Restrictions, c, who.ID, now)
	for _, g := range s.held.Glass {
		f.Glass = f.Glass || g.Document == a.document && g.Person == who.ID && g.Open(now)
	}
	return f, nil
}

// chartOf gives the ways in which a restriction may name a document. Nothing is looked up while there is no restriction.
func (d *Desk) chartOf(ses *vault.Session, s *standing, a about) (access.Chart, error) {
	c := access.Chart{Document: a.document, Patient: a.patient}
	if len(s.held.Restrictions) == 0 {
		return c, nil
	}
	ctx := context.WithoutCancel(d.life)
	var err error
	if c.Import, err = d.rulings.ImportOf(ctx, a.document); err != nil && chart.KindOf(err) != chart.NotFound {
		return c, err
	}
	if c.Patient == nil {
		c.Patient = s.held.Patients[a.document]
	}
	if c.Patient == nil && !ses.Holds(chart.Working) { // who sees no names cannot find out
		c.Unknown = true
		return c, nil
	}
	if c.Patient == nil && ofPatients(s.held.Restrictions) {
		dossier, err := d.cases.Load(ctx, ses, a.document)
		switch chart.KindOf(err) {
		case chart.NotAllowed, chart.NotFound: // nothing that this person could open: whoever asks for it is told why
			return c, nil
		}
		if err != nil { // whose chart it is stays unknown, and with it which restrictions hold
			return c, err
		}
		c.Patient, err = d.noteSubject(ctx, ses, s, dossier)
		return c, err
	}
	return c, nil
}

func ofPatients(all []access.Restriction) bool {
	for _, r := range all {
		if len(r.Patient) > 0 {
			return true
		}
	}
	return false
}
