package wire

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/deid"
	deidcode "chartproof.org/chartproof/engine/protect/deid/code"
	"chartproof.org/chartproof/engine/protect/redact"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/tokens"
	"chartproof.org/chartproof/storage/vault"
)

// Deidentifier joins the parts of a release: the detectors, the lists, FHIR, and where codes are kept. nil codes are kept
// nowhere; an empty list is the built-in one. Its certificates are signed by a throw-away key until TokenRoom.Signs.
// program is what Program gave at the start.
func Deidentifier(program string, codes deid.Codes, list []byte) (*deid.Engine, error) {
	e, err := deid.New(list)
	if err != nil {
		return nil, err
	}
	detector, err := phi.New()
	if err != nil {
		return nil, fmt.Errorf("load the detectors: %w", err)
	}
	if codes != nil {
		e.Codes = codes
	}
	signer, err := record.Throwaway()
	if err != nil {
		return nil, err
	}
	e.Bundle, e.Inspect, e.Tells, e.Version, e.Now = deidentifiedBundle, inspectCopy, redact.FileName, program, time.Now
	e.Sign = signing(signer)
	e.Find = func(text string) []deid.Found {
		var out []deid.Found
		for _, s := range detector.Text(text) {
			out = append(out, deid.Found{Start: s.Start, End: s.End, Kind: s.Kind})
		}
		return out
	}
	return e, nil
}

// inspectCopy proves that a redacted copy is nothing but what its own certificate says, that the certificate is signed, and that
// it is the one of the result. It gives the copy's searchable text.
func inspectCopy(pdf, certificate []byte, red chart.Redaction) (string, error) {
	cert, err := openCertificate(certificate)
	if err != nil {
		return "", err
	}
	if cert.AfterSHA256 != red.AfterSHA256 {
		return "", chart.E(chart.Tampered, "inspect the copy", errors.New("the certificate is another copy's"))
	}
	if err := cert.Proves(pdf); err != nil {
		return "", err
	}
	pages, err := redact.Layer(pdf)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	for _, words := range pages {
		text.WriteString(strings.Join(words, " ") + "\n")
	}
	return text.String(), nil
}

// openCertificate opens a signed redaction certificate.
func openCertificate(envelope []byte) (redact.Certificate, error) {
	env, err := record.ParseEnvelope(envelope)
	if err != nil {
		return redact.Certificate{}, err
	}
	if _, err := env.Signers(redact.CertificateType); err != nil {
		return redact.Certificate{}, err
	}
	return redact.OpenCertificate(env.Payload)
}

// ReleaseChecks are the proofs of a release by key and by pixel. signers is told who signed the release's certificate.
func ReleaseChecks(signers func([]record.Key) error) deid.Checks {
	return deid.Checks{
		Signed: func(envelope []byte) ([]byte, error) {
			env, err := record.ParseEnvelope(envelope)
			if err != nil {
				return nil, err
			}
			keys, err := env.Signers(deid.CertificateType)
			if err != nil {
				return nil, err
			}
			return env.Payload, signers(keys)
		},
		Copy: func(pdf, certificate []byte) error {
			cert, err := openCertificate(certificate)
			if err != nil {
				return err
			}
			return cert.Proves(pdf)
		},
	}
}

// signing gives the signature of a release's certificate.
func signing(signers ...record.Signer) func([]byte) ([]byte, error) {
	return func(certificate []byte) ([]byte, error) {
		env, err := record.Sign(deid.CertificateType, certificate, signers...)
		if err != nil {
			return nil, err
		}
		return env.Marshal()
	}
}

// NewRelease is the id of a release whose codes are kept nowhere.
func NewRelease() string { return strings.ReplaceAll(newUUID(), "-", "") }

// deidentifiedBundle writes a case as FHIR.
func deidentifiedBundle(o deid.Order, c deid.Case) ([]byte, error) {
	in := record.Deidentified{ID: newUUID(), Release: o.Release, Method: string(o.Method), Label: o.Label(), Coded: o.Reversible,
		Synthetic: o.Method == deid.Surrogates, Subject: c.Subject}
	for _, v := range c.Person {
		switch v.Name {
		case deid.State:
			in.State = v.Text.Reveal()
		case deid.City:
			in.City = v.Text.Reveal()
		case deid.PostalCode:
			in.ZIP = v.Text.Reveal()
		default:
			in.Person = append(in.Person, record.Value{Name: v.Name, Text: v.Text, Normalized: v.Form})
		}
	}
	for _, d := range c.Documents {
		doc := record.DeidentifiedDocument{Type: d.Type, Rows: d.Rows}
		for _, v := range d.Values {
			doc.Values = append(doc.Values, record.Value{Name: v.Name, Text: v.Text, Normalized: v.Form})
		}
		in.Documents = append(in.Documents, doc)
	}
	return record.Collection(in)
}

// TokenRoom is the token vault of a workspace with a person in it.
type TokenRoom struct {
	store *tokens.Store
	ses   *vault.Session
	keys  *vault.Vault
	pen   *vault.Pen // open from Signs on
	free  func(ctx context.Context, release string) (func(tx *sqlitedb.Tx) error, error)
}

// Tokens gives the token vault to the person at the desk.
func (d *Desk) Tokens() (*TokenRoom, error) {
	ses, err := d.at("open the token vault", chart.ActDeidentify)
	if err != nil {
		return nil, err
	}
	return &TokenRoom{store: d.releases(), ses: ses, keys: d.vault, free: d.unheld}, nil
}

// Close forgets the signing key.
func (r *TokenRoom) Close() {
	if r.pen != nil {
		r.pen.Wipe()
	}
}

// Signs has the person and this workstation sign the certificates of an engine's releases; the password is asked for again. The
// certificates name the person by id and roles.
func (r *TokenRoom) Signs(ctx context.Context, e *deid.Engine, password string) error {
	var err error
	if r.pen, err = r.ses.Pen(ctx, password); err != nil {
		return err
	}
	signers, err := r.signers(ctx)
	if err != nil {
		return err
	}
	person := r.ses.Person()
	e.By, e.Sign = person.Acting(), signing(signers...)
	return nil
}

// signers are the person whose pen is open, and this workstation.
func (r *TokenRoom) signers(ctx context.Context) ([]record.Signer, error) {
	device, err := r.keys.Device(ctx)
	if err != nil {
		return nil, err
	}
	return []record.Signer{{Role: record.RolePerson, ID: string(r.ses.Person().ID), Key: r.pen},
		{Role: record.RoleDevice, ID: string(device.ID), Key: device.Signer}}, nil
}

// Begin makes the release that an order asks for, writes its id into the order, and gives its codes.
func (r *TokenRoom) Begin(ctx context.Context, o *deid.Order) (deid.Codes, error) {
	id, err := r.store.Begin(ctx, r.ses, tokens.Release{Method: string(o.Method), Recipient: o.Recipient, Agreement: o.Agreement, Approval: o.Approval})
	if err != nil {
		return nil, err
	}
	o.Release = id
	return &keptCodes{room: r, release: id}, nil
}

// Continue goes on with a release for the same recipient, method and approval: they are taken from it into the order.
func (r *TokenRoom) Continue(ctx context.Context, o *deid.Order) (deid.Codes, error) {
	was, entries, err := r.store.Load(ctx, r.ses, o.Release)
	if err != nil {
		return nil, err
	}
	o.Method, o.Recipient, o.Agreement, o.Approval = deid.Method(was.Method), was.Recipient, was.Agreement, was.Approval
	k := &keptCodes{room: r, release: o.Release}
	k.Restore(entries)
	return k, nil
}

// Reveal says what a code stands for; what is unusual of asking is named beside it.
func (r *TokenRoom) Reveal(ctx context.Context, release, token, purpose string) (values []chart.Text, alarms []string, err error) {
	got, err := r.store.Reveal(ctx, r.ses, release, token, access.Purpose(purpose))
	return got.Values, got.Alarms, err
}

// Forget shreds a release's codes. A legal hold on a chart of the release keeps them.
func (r *TokenRoom) Forget(ctx context.Context, release string) error {
	free, err := r.free(ctx, release)
	if err != nil {
		return err
	}
	return r.store.Forget(ctx, r.ses, release, free)
}

// keptCodes are codes that the token vault keeps.
type keptCodes struct {
	deidcode.Book
	room    *TokenRoom
	release string
}

// Keep puts what is new into the vault.
func (k *keptCodes) Keep(ctx context.Context) error {
	fresh := k.Fresh()
	if len(fresh) == 0 {
		return nil
	}
	if err := k.room.store.Keep(ctx, k.room.ses, k.release, fresh); err != nil {
		return err
	}
	k.Kept(fresh)
	return nil
}

var _ deid.Codes = (*keptCodes)(nil)
