package vault

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hmac"
	"crypto/hpke"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault/recovery"
)

// RecoveryKey is what opens a recovery set: cards that were typed, or a security module that holds the key.
type RecoveryKey struct {
	Cards []recovery.Card
	Token ecdh.KeyExchanger
}

// opener is the private key of a set at work.
type opener struct {
	set     *setRow
	private *Secret           // nil: token
	token   ecdh.KeyExchanger // nil: private
	auth    *Secret
	used    []int // numbers of the cards
}

func (p *opener) unwrap(at place, wrapped []byte) (*Secret, error) {
	if p.token != nil {
		return unwrapToken(p.token, at, wrapped)
	}
	return unwrap(p.private, at, wrapped)
}

func (p *opener) wipe() {
	p.private.Wipe()
	p.auth.Wipe()
}

// open finds the set of the key and proves that the key is its key. Nothing is believed of the workspace but what bears the
// key's MAC.
func (k RecoveryKey) open(tx *sqlitedb.Tx) (*opener, error) {
	const op = "open recovery set"
	sets, err := setRows(tx)
	if err != nil {
		return nil, err
	}
	if len(sets) == 0 {
		return nil, chart.E(chart.NotFound, op, errors.New("this workspace has no recovery set"))
	}
	if k.Token != nil {
		return k.openToken(sets)
	}
	if len(k.Cards) == 0 {
		return nil, chart.E(chart.BadInput, op, &recovery.Mistake{Fault: recovery.TooFew, Need: sets[len(sets)-1].needs})
	}
	p := &opener{}
	for _, s := range sets {
		if recovery.MarkOf(s.public) == k.Cards[0].Set {
			p.set = s
		}
	}
	if p.set == nil {
		return nil, chart.E(chart.BadInput, op, &recovery.Mistake{Fault: recovery.OtherSet, Card: k.Cards[0].Number()})
	}
	if p.used, err = k.printed(p.set); err != nil {
		return nil, err
	}
	secret, err := recovery.Join(k.Cards)
	if err != nil {
		return nil, err
	}
	p.private = newSecret(secret)
	if err := p.prove(); err != nil {
		p.wipe()
		return nil, err
	}
	return p, nil
}

// printed compares the cards with those that were printed and gives their numbers.
func (k RecoveryKey) printed(s *setRow) (used []int, err error) {
	for _, c := range k.Cards {
		if c.Set != k.Cards[0].Set {
			continue // Join names it
		}
		if c.Number() > len(s.digests) || !c.Is(s.digests[c.Number()-1]) {
			return nil, chart.E(chart.BadInput, "open recovery set", &recovery.Mistake{Fault: recovery.NotPrinted, Card: c.Number()})
		}
		used = append(used, c.Number())
	}
	return used, nil
}

// openToken finds the set whose key is in the token.
func (k RecoveryKey) openToken(sets []*setRow) (*opener, error) {
	public := k.Token.PublicKey().Bytes()
	for _, s := range sets {
		if !bytes.Equal(s.public, public) {
			continue
		}
		auth, err := tokenAuth(k.Token)
		if err != nil {
			return nil, err
		}
		p := &opener{set: s, token: k.Token, auth: auth}
		if err := p.holds(); err != nil {
			p.wipe()
			return nil, err
		}
		return p, nil
	}
	return nil, chart.E(chart.BadInput, "open recovery set", &recovery.Mistake{Fault: recovery.OtherSet})
}

// prove compares the public half of the key with the set's, and the set with its MAC.
func (p *opener) prove() error {
	const op = "open recovery set"
	public, err := publicOf(p.private)
	if err != nil {
		return err
	}
	if !bytes.Equal(public, p.set.public) {
		return chart.E(chart.Tampered, op, errors.New("the shares give another key than the set's"))
	}
	if p.auth, err = derive(p.private, "recovery auth"); err != nil {
		return err
	}
	return p.holds()
}

// holds compares the set with its MAC.
func (p *opener) holds() error {
	want, err := p.set.wantMAC(p.auth)
	if err != nil {
		return err
	}
	if !hmac.Equal(want, p.set.mac) {
		return chart.E(chart.Tampered, "open recovery set", errSeal)
	}
	return nil
}

// publicOf gives the public half of an HPKE key.
func publicOf(private *Secret) (public []byte, err error) {
	err = private.use(func(b []byte) error {
		k, err := hpke.MLKEM768P256().NewPrivateKey(b)
		if err != nil {
			return chart.E(chart.Tampered, "read private key", errors.New("malformed"))
		}
		public = k.PublicKey().Bytes()
		return nil
	})
	return public, err
}

// secret opens one secret that was sealed to the set.
func (p *opener) secret(kind, name string, sealed, have []byte) (*Secret, error) {
	want, err := p.set.secretMAC(p.auth, kind, name, sealed)
	if err != nil {
		return nil, err
	}
	if !hmac.Equal(want, have) {
		return nil, chart.E(chart.Tampered, "open recovery secret", errSeal)
	}
	return p.unwrap(p.set.secretPlace(kind, name), sealed)
}

// found is everything that a set opens.
type found struct {
	o     *opened // machine and root secrets, device keys, epochs
	zones zoneKeys
	keys  recoveredCount
	set   string
	used  []int
}

// recoveredCount says what was opened.
type recoveredCount struct{ zones, epochs, lost int }

func (f *found) wipe() {
	if f == nil {
		return
	}
	if f.o != nil {
		f.o.wipe()
	}
	for _, k := range f.zones {
		k.Wipe()
	}
}

// openAll opens the machine secret, every epoch and every zone that stands, and compares each with what the workspace says
// of it. An epoch that is not sealed to the set is counted as lost: the keyring lacked it.
func (p *opener) openAll(tx *sqlitedb.Tx, v *Vault) (f *found, err error) {
	f = &found{o: &opened{epochs: map[string]*Secret{}}}
	defer func() {
		if err != nil {
			f.wipe()
		}
	}()
	var fingerprint, keys, root []byte
	if err := tx.Row(`SELECT workspace, practice, device, fingerprint, sealed_keys, sealed_root FROM workspace WHERE id = 1`, nil,
		&f.o.workspace, &f.o.practice, &f.o.device, &fingerprint, &keys, &root); err != nil {
		return nil, err
	}
	if f.o.machine, err = p.machine(tx, f.o.workspace, fingerprint); err != nil {
		return nil, err
	}
	if err := f.o.openDevice(keys); err != nil {
		return nil, err
	}
	if len(root) == 0 { // a set is made in workspaces that have one
		return nil, chart.E(chart.Tampered, "open root secret", errors.New("it is missing"))
	}
	if err := v.openRoot(tx.Context(), f.o, root); err != nil {
		return nil, err
	}
	m, err := escrowMAC(f.o.machine, p.set.id, p.set.public)
	if err != nil {
		return nil, err
	}
	var have []byte
	if err := tx.Row(`SELECT mac FROM key_escrow WHERE id = ?`, []any{p.set.id}, &have); err != nil {
		return nil, err
	}
	if !hmac.Equal(m, have) {
		return nil, chart.E(chart.Tampered, "open recovery set", errSeal)
	}
	if err := p.epochs(tx, f); err != nil {
		return nil, err
	}
	return f, p.zones(tx, f)
}

func (p *opener) machine(tx *sqlitedb.Tx, workspace string, fingerprint []byte) (*Secret, error) {
	name := fmt.Sprintf("%x", fingerprint)
	var sealed, have []byte
	err := tx.Row(`SELECT sealed, mac FROM recovery_secret WHERE escrow = ? AND kind = 'machine' AND name = ?`, []any{p.set.id, name}, &sealed, &have)
	if chart.KindOf(err) == chart.NotFound {
		return nil, chart.E(chart.Tampered, "open machine secret", errors.New("the workspace's machine secret is not sealed to this set"))
	} else if err != nil {
		return nil, err
	}
	machine, err := p.secret(kindMachine, name, sealed, have)
	if err != nil {
		return nil, err
	}
	print, err := mac(machine, "fingerprint", []byte(workspace))
	if err == nil && !hmac.Equal(print, fingerprint) {
		err = chart.E(chart.Tampered, "open machine secret", errSeal)
	}
	if err != nil {
		machine.Wipe()
		return nil, err
	}
	return machine, nil
}

func (p *opener) epochs(tx *sqlitedb.Tx, f *found) error {
	return tx.Each(`SELECT k.id, k.month, k.state, k.fingerprint, coalesce(r.sealed, x''), coalesce(r.mac, x'') FROM key_epoch k
		LEFT JOIN recovery_secret r ON r.kind = 'epoch' AND r.name = k.id AND r.escrow = ? WHERE k.state <> 'dying'`, []any{p.set.id}, func(r *sqlitedb.Rows) error {
		var id, month, state string
		var print, sealed, have []byte
		if err := r.Scan(&id, &month, &state, &print, &sealed, &have); err != nil {
			return err
		}
		if len(sealed) == 0 {
			f.keys.lost++
			return nil
		}
		secret, err := p.secret(kindEpoch, id, sealed, have)
		if err != nil {
			return err
		}
		f.o.epochs[id] = secret
		want, err := epochMAC(secret, f.o.workspace, id)
		if err == nil && !hmac.Equal(want, print) {
			err = chart.E(chart.Tampered, "open epoch", errSeal)
		}
		if err != nil {
			return err
		}
		f.keys.epochs++
		if state == epochCurrent {
			f.o.epoch, f.o.month = id, month
		}
		return nil
	})
}

// zones opens every zone's key and proves that it is the private half of the one in force.
func (p *opener) zones(tx *sqlitedb.Tx, f *found) (err error) {
	if f.o.zones, err = loadZones(tx, f.o.machine); err != nil {
		return err
	}
	if f.zones, err = openEscrow(tx, p.set.id, p.unwrap); err != nil {
		return err
	}
	standing := map[zoneRef][]byte{}
	if err := eachZone(tx, f.o.machine, func(ref zoneRef, public []byte) { standing[ref] = public }); err != nil {
		return err
	}
	for ref, key := range f.zones {
		public, err := publicOf(key)
		if err != nil {
			return err
		}
		if !bytes.Equal(public, standing[ref]) {
			return chart.E(chart.Tampered, "open zone "+string(ref.zone), errors.New("the recovered key is not the zone's"))
		}
	}
	for z, now := range f.o.zones {
		if f.zones[zoneRef{z, now.version}] == nil {
			return chart.E(chart.Tampered, "open zone "+string(z), errors.New("its key is not sealed to this set"))
		}
	}
	f.keys.zones = len(f.zones)
	return nil
}
