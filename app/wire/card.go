package wire

import (
	"context"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/storage/vault/token11"
	"chartproof.org/chartproof/ui/present"
)

// CardReader says how a smart card or security module is reached: the maker's PKCS #11 library, and the token and the key by
// their labels where there are several. It needs a build with the tag pkcs11.
type CardReader struct{ Library, Token, Key string }

// newKeyLabel is the label of a key that is made on a token that has none.
const newKeyLabel = "chartproof"

// cardLook is how often it is looked whether a card is still there.
const cardLook = 500 * time.Millisecond

// reached is an open token with the key that is used.
type reached struct {
	module *token11.Module
	token  *token11.Token
	key    token11.Exchanger
}

// open signs in to the token. make has a key made where there is none.
func (r CardReader) open(pin string, make bool) (*reached, error) {
	m, err := token11.Load(r.Library)
	if err != nil {
		return nil, err
	}
	t, err := m.Open(r.Token, pin)
	if err != nil {
		return nil, errors.Join(err, m.Close())
	}
	out := &reached{module: m, token: t}
	if out.key, err = t.Key(r.Key); chart.KindOf(err) == chart.NotFound && make {
		label := r.Key
		if label == "" {
			label = newKeyLabel
		}
		out.key, err = t.MakeKey(label)
	}
	if err != nil {
		return nil, errors.Join(err, out.close())
	}
	return out, nil
}

func (r *reached) close() error { return errors.Join(r.token.Close(), r.module.Close()) }

// EnrolCard lets a card open the keys of the person at the desk, and gives its id. A card without a key gets one that cannot
// leave it.
func (d *Desk) EnrolCard(ctx context.Context, r CardReader, pin, password, code string) (id string, err error) {
	ses, err := d.at("register card", chart.ActCard)
	if err != nil {
		return "", err
	}
	at, err := r.open(pin, true)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, at.close()) }()
	card, err := ses.EnrolCard(ctx, password, code, at.key)
	return card.ID, err
}

// Cards gives the ids of the cards that open the keys of the person at the desk, with when they were registered.
func (d *Desk) Cards(ctx context.Context) (map[string]time.Time, error) {
	ses, err := d.at("list cards", chart.ActCard)
	if err != nil {
		return nil, err
	}
	cards, err := ses.Cards(ctx)
	out := map[string]time.Time{}
	for _, c := range cards {
		out[c.ID] = c.Made
	}
	return out, err
}

// DropCard takes a card from the person at the desk.
func (d *Desk) DropCard(ctx context.Context, id string) error {
	ses, err := d.at("drop card", chart.ActCard)
	if err != nil {
		return err
	}
	return ses.DropCard(ctx, ses.Person().ID, id)
}

// SignInCard lets a person in by card and PIN. Taking the card out locks the desk within half a second.
func (d *Desk) SignInCard(ctx context.Context, r CardReader, pin string) (chart.Person, error) {
	try := d.try()
	at, err := r.open(pin, false)
	if err != nil {
		return chart.Person{}, err
	}
	ses, err := d.vault.SignInCard(ctx, at.key)
	if err != nil {
		return chart.Person{}, errors.Join(err, at.close())
	}
	d.guardedBy(ctx, ses, at.key) // where the card is the module that guards a zone
	watched, end := context.WithCancel(d.life)
	ses.OnClose(end)
	d.run(func(context.Context) {
		tick := time.NewTicker(cardLook)
		defer tick.Stop()
		token11.Watch(watched, tick.C, at.token.Present, func() { d.cardGone(ses) })
		if err := at.close(); err != nil {
			d.opts.Log.Warn("the card was not closed", "kind", string(chart.KindOf(err)))
		}
	})
	return d.arrive(ctx, try, ses)
}

// cardGone locks the desk, if who came with the card is still there.
func (d *Desk) cardGone(ses *vault.Session) {
	d.mu.Lock()
	here := d.session == ses
	d.mu.Unlock()
	ses.Close()
	if !here {
		return
	}
	if err := d.Lock(d.life); err != nil {
		d.opts.Log.Warn("the lock stands in no trail", "kind", string(chart.KindOf(err)))
	}
	d.tell()
}

// PutModuleRecovery has the recovery key in a security module, in place of any shares.
func (d *Desk) PutModuleRecovery(ctx context.Context, r CardReader, pin, password string) (err error) {
	ses, err := d.at("make recovery set", chart.ActRecoverySet)
	if err != nil {
		return err
	}
	at, err := r.open(pin, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, at.close()) }()
	return ses.PutTokenSet(ctx, password, at.key)
}

// RecoverModule is Recover with the security module that holds the recovery key.
func (d *Desk) RecoverModule(ctx context.Context, r CardReader, pin string, n present.NewColleague) (e present.Enrolment, err error) {
	at, err := r.open(pin, false)
	if err != nil {
		return e, err
	}
	defer func() { err = errors.Join(err, at.close()) }()
	return d.recoverWith(ctx, vault.RecoveryKey{Token: at.key}, n)
}
