//go:build pkcs11

package token11

import (
	"bytes"
	"crypto/ecdh"
	"encoding/asn1"
	"errors"

	"github.com/miekg/pkcs11"

	"chartproof.org/chartproof/engine/chart"
)

// p256 is the DER form of the object identifier of P-256, CKA_EC_PARAMS.
var p256 = []byte{0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07}

// Token is a token that its PIN has opened.
type Token struct {
	m       *Module
	slot    uint
	session pkcs11.SessionHandle
	info    Slot
	closed  bool
}

// Close signs out of the token, for the whole process.
func (t *Token) Close() error {
	t.m.mu.Lock()
	defer t.m.mu.Unlock()
	if t.closed || t.m.ctx == nil {
		return nil
	}
	t.closed = true
	if err := t.m.ctx.Logout(t.session); err != nil && !is(err, pkcs11.CKR_USER_NOT_LOGGED_IN, pkcs11.CKR_SESSION_HANDLE_INVALID, pkcs11.CKR_TOKEN_NOT_PRESENT, pkcs11.CKR_DEVICE_REMOVED) {
		return mapped("close token", err)
	}
	if err := t.m.ctx.CloseSession(t.session); err != nil && !is(err, pkcs11.CKR_SESSION_HANDLE_INVALID, pkcs11.CKR_TOKEN_NOT_PRESENT, pkcs11.CKR_DEVICE_REMOVED) {
		return mapped("close token", err)
	}
	return nil
}

// Present reports whether the token is in its place and still signed in. A card that was taken out and put back is not.
func (t *Token) Present() bool {
	t.m.mu.Lock()
	defer t.m.mu.Unlock()
	if t.closed || t.m.ctx == nil {
		return false
	}
	if _, err := t.m.ctx.GetTokenInfo(t.slot); err != nil {
		return false
	}
	s, err := t.m.ctx.GetSessionInfo(t.session)
	if err != nil || (s.State != pkcs11.CKS_RW_USER_FUNCTIONS && s.State != pkcs11.CKS_RO_USER_FUNCTIONS) {
		return false
	}
	// A library may remember a token that is gone; what its objects say it must ask.
	handles, err := t.find(pkcs11.NewAttribute(pkcs11.CKA_CLASS, pkcs11.CKO_PRIVATE_KEY))
	return err == nil && len(handles) > 0
}

func (t *Token) find(template ...*pkcs11.Attribute) ([]pkcs11.ObjectHandle, error) {
	if err := t.m.ctx.FindObjectsInit(t.session, template); err != nil {
		return nil, err
	}
	handles, _, err := t.m.ctx.FindObjects(t.session, 64)
	return handles, errors.Join(err, t.m.ctx.FindObjectsFinal(t.session))
}

// Key finds a P-256 key for key agreement by its label, or the first one where the label is empty: cards that came with a key
// (PIV's key management key) need no other. A key that the token would give out is refused.
func (t *Token) Key(label string) (ecdh.KeyExchanger, error) {
	const op = "find key on token"
	t.m.mu.Lock()
	defer t.m.mu.Unlock()
	if t.closed {
		return nil, chart.E(chart.NotFound, op, errors.New("the token was closed"))
	}
	template := []*pkcs11.Attribute{pkcs11.NewAttribute(pkcs11.CKA_CLASS, pkcs11.CKO_PRIVATE_KEY),
		pkcs11.NewAttribute(pkcs11.CKA_KEY_TYPE, pkcs11.CKK_EC), pkcs11.NewAttribute(pkcs11.CKA_DERIVE, true)}
	if label != "" {
		template = append(template, pkcs11.NewAttribute(pkcs11.CKA_LABEL, label))
	}
	handles, err := t.find(template...)
	if err != nil {
		return nil, mapped(op, err)
	}
	for _, h := range handles {
		k, err := t.key(h)
		if err != nil {
			return nil, err
		}
		if k != nil {
			return k, nil
		}
	}
	return nil, chart.E(chart.NotFound, op, fault(chart.CardNoKey, "the token has no P-256 key for key agreement that stays in it"))
}

// key gives the key of a handle, nil where it is of no use.
func (t *Token) key(h pkcs11.ObjectHandle) (*key, error) {
	const op = "read key on token"
	got, err := t.m.ctx.GetAttributeValue(t.session, h, []*pkcs11.Attribute{pkcs11.NewAttribute(pkcs11.CKA_ID, nil),
		pkcs11.NewAttribute(pkcs11.CKA_EC_PARAMS, nil), pkcs11.NewAttribute(pkcs11.CKA_EXTRACTABLE, nil), pkcs11.NewAttribute(pkcs11.CKA_SENSITIVE, nil)})
	if err != nil {
		return nil, mapped(op, err)
	}
	if !bytes.Equal(got[1].Value, p256) || !isFalse(got[2].Value) || isFalse(got[3].Value) {
		return nil, nil
	}
	public, err := t.find(pkcs11.NewAttribute(pkcs11.CKA_CLASS, pkcs11.CKO_PUBLIC_KEY), pkcs11.NewAttribute(pkcs11.CKA_ID, got[0].Value))
	if err != nil {
		return nil, mapped(op, err)
	}
	if len(public) != 1 {
		return nil, nil
	}
	return t.pair(public[0], h)
}

func isFalse(b []byte) bool { return len(b) == 1 && b[0] == 0 }

func (t *Token) pair(public, private pkcs11.ObjectHandle) (*key, error) {
	const op = "read key on token"
	got, err := t.m.ctx.GetAttributeValue(t.session, public, []*pkcs11.Attribute{pkcs11.NewAttribute(pkcs11.CKA_EC_POINT, nil)})
	if err != nil {
		return nil, mapped(op, err)
	}
	var point []byte
	if rest, err := asn1.Unmarshal(got[0].Value, &point); err != nil || len(rest) > 0 {
		point = got[0].Value // some libraries give the point bare
	}
	pub, err := ecdh.P256().NewPublicKey(point)
	if err != nil {
		return nil, chart.E(chart.MissingTool, op, errors.New("the token's public key is malformed"))
	}
	return &key{t: t, private: private, public: pub}, nil
}

// MakeKey makes a P-256 key for key agreement that stays in the token. chart.Conflict where one has the label.
func (t *Token) MakeKey(label string) (ecdh.KeyExchanger, error) {
	const op = "make key on token"
	if label == "" {
		return nil, chart.E(chart.BadInput, op, errors.New("a key needs a label"))
	}
	if _, err := t.Key(label); chart.KindOf(err) != chart.NotFound {
		if err == nil {
			err = chart.E(chart.Conflict, op, errors.New("a key of this label is there"))
		}
		return nil, err
	}
	t.m.mu.Lock()
	defer t.m.mu.Unlock()
	id := pkcs11.NewAttribute(pkcs11.CKA_ID, []byte(label))
	name := pkcs11.NewAttribute(pkcs11.CKA_LABEL, label)
	public, private, err := t.m.ctx.GenerateKeyPair(t.session, []*pkcs11.Mechanism{pkcs11.NewMechanism(pkcs11.CKM_EC_KEY_PAIR_GEN, nil)},
		[]*pkcs11.Attribute{id, name, pkcs11.NewAttribute(pkcs11.CKA_TOKEN, true), pkcs11.NewAttribute(pkcs11.CKA_EC_PARAMS, p256)},
		[]*pkcs11.Attribute{id, name, pkcs11.NewAttribute(pkcs11.CKA_TOKEN, true), pkcs11.NewAttribute(pkcs11.CKA_PRIVATE, true),
			pkcs11.NewAttribute(pkcs11.CKA_SENSITIVE, true), pkcs11.NewAttribute(pkcs11.CKA_EXTRACTABLE, false),
			pkcs11.NewAttribute(pkcs11.CKA_DERIVE, true), pkcs11.NewAttribute(pkcs11.CKA_SIGN, false)})
	if err != nil {
		return nil, mapped(op, err)
	}
	return t.pair(public, private)
}

// key is a private key in the token.
type key struct {
	t       *Token
	private pkcs11.ObjectHandle
	public  *ecdh.PublicKey
}

// PublicKey is the public half.
func (k *key) PublicKey() *ecdh.PublicKey { return k.public }

// Curve is P-256.
func (*key) Curve() ecdh.Curve { return ecdh.P256() }

// ECDH lets the token agree on a secret with the other's public key (CKM_ECDH1_DERIVE without derivation, SP 800-56A 5.7.1.2).
func (k *key) ECDH(remote *ecdh.PublicKey) ([]byte, error) {
	const op = "agree on key in token"
	if remote.Curve() != ecdh.P256() {
		return nil, chart.E(chart.BadInput, op, errors.New("not P-256"))
	}
	t := k.t
	t.m.mu.Lock()
	defer t.m.mu.Unlock()
	if t.closed || t.m.ctx == nil {
		return nil, chart.E(chart.NotFound, op, errors.New("the token was closed"))
	}
	params := pkcs11.NewECDH1DeriveParams(pkcs11.CKD_NULL, nil, remote.Bytes())
	h, err := t.m.ctx.DeriveKey(t.session, []*pkcs11.Mechanism{pkcs11.NewMechanism(pkcs11.CKM_ECDH1_DERIVE, params)}, k.private,
		[]*pkcs11.Attribute{pkcs11.NewAttribute(pkcs11.CKA_CLASS, pkcs11.CKO_SECRET_KEY), pkcs11.NewAttribute(pkcs11.CKA_KEY_TYPE, pkcs11.CKK_GENERIC_SECRET),
			pkcs11.NewAttribute(pkcs11.CKA_TOKEN, false), pkcs11.NewAttribute(pkcs11.CKA_SENSITIVE, false), pkcs11.NewAttribute(pkcs11.CKA_EXTRACTABLE, true),
			pkcs11.NewAttribute(pkcs11.CKA_VALUE_LEN, 32)})
	if err != nil {
		return nil, mapped(op, err)
	}
	got, err := t.m.ctx.GetAttributeValue(t.session, h, []*pkcs11.Attribute{pkcs11.NewAttribute(pkcs11.CKA_VALUE, nil)})
	if gone := t.m.ctx.DestroyObject(t.session, h); err == nil {
		err = gone
	}
	if err != nil {
		return nil, mapped(op, err)
	}
	if len(got[0].Value) != 32 {
		return nil, chart.E(chart.MissingTool, op, errors.New("the token's secret is not of 32 bytes"))
	}
	return got[0].Value, nil
}
