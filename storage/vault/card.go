package vault

import (
	"bytes"
	"context"
	"crypto/ecdh"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// A smart card opens a person's keys in place of password and authenticator: having the card is one factor, its PIN, which the
// card itself counts, the other. The person's keys are sealed under a key that is sealed to the card, and under the root
// secret: a stolen card with its PIN opens nothing without this machine. The password goes on opening the same keys.

// Card is a smart card that opens a person's keys.
type Card struct {
	ID   string // of its public key
	Made time.Time
}

// cardPart is what a card opens.
type cardPart struct {
	Seal []byte `json:"seal"`
	Sign []byte `json:"sign"`
}

func cardID(public []byte) string {
	sum := sha256.Sum256(append([]byte("chartproof/card/1|"), public...))
	return hex.EncodeToString(sum[:16])
}

func cardKeyPlace(id string, person chart.PersonID) place {
	return place{table: "person_card", column: "wrapped", owner: string(person), row: id, version: 1}
}

func cardPlace(id string, person chart.PersonID) place {
	return place{table: "person_card", column: "sealed", owner: string(person), row: id, version: 1}
}

// cardKey joins what the card has opened with the root secret.
func cardKey(o *opened, opened *Secret, id string) (out *Secret, err error) {
	err = opened.use(func(b []byte) error {
		return o.root.use(func(root []byte) error {
			both := newSecret(append(append(make([]byte, 0, 2*keyBytes), b...), root...))
			defer both.Wipe()
			out, err = derive(both, "card|"+id)
			return err
		})
	})
	return out, err
}

// EnrolCard lets a card open the person's keys from now on. The password is asked again.
func (s *Session) EnrolCard(ctx context.Context, password, code string, card ecdh.KeyExchanger) (Card, error) {
	if err := s.alive(); err != nil {
		return Card{}, err
	}
	v, public := s.v, card.PublicKey().Bytes()
	out := Card{ID: cardID(public), Made: v.o.Now()}
	v.attempts.Lock()
	defer v.attempts.Unlock()
	p, err := s.prove(ctx, password, code)
	if err != nil {
		return out, err
	}
	row, priv := p.row, p.priv
	defer priv.wipe()
	fresh := randomSecret()
	defer fresh.Wipe()
	wrapped, err := wrapToken(public, cardKeyPlace(out.ID, row.ID), fresh)
	if err != nil {
		return out, err
	}
	plain, err := json.Marshal(cardPart{priv.Seal, priv.Sign})
	if err != nil {
		return out, chart.E(chart.Internal, "register card", errors.New("marshal"))
	}
	defer clear(plain)
	k, err := cardKey(s.o, fresh, out.ID)
	if err != nil {
		return out, err
	}
	defer k.Wipe()
	sealed, err := seal(k, cardPlace(out.ID, row.ID), plain)
	if err != nil {
		return out, err
	}
	back, err := s.o.openCard(card, out.ID, row.ID, wrapped, sealed) // a card that seals and does not open is found now
	if err != nil {
		return out, err
	}
	back.wipe()
	return out, v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := s.spend(tx, p); err != nil {
			return err
		}
		err := tx.Exec(`INSERT INTO person_card (id, person, wrapped, sealed, made) VALUES (?, ?, ?, ?, ?)`,
			out.ID, string(row.ID), wrapped, sealed, out.Made.UnixMilli())
		if chart.KindOf(err) == chart.Conflict {
			return chart.E(chart.Conflict, "register card", errors.New("this card is somebody's already"))
		} else if err != nil {
			return err
		}
		_, err = v.log.Append(tx, chart.AuditEntry{Action: chart.ActCard, Person: row.ID, Detail: "registered=" + out.ID})
		return err
	})
}

func (o *opened) openCard(card ecdh.KeyExchanger, id string, person chart.PersonID, wrapped, sealed []byte) (*private, error) {
	fresh, err := unwrapToken(card, cardKeyPlace(id, person), wrapped)
	if err != nil {
		return nil, err
	}
	defer fresh.Wipe()
	k, err := cardKey(o, fresh, id)
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	plain, err := unseal(k, cardPlace(id, person), sealed)
	if err != nil {
		return nil, err
	}
	defer clear(plain)
	var part cardPart
	if err := json.Unmarshal(plain, &part); err != nil {
		return nil, chart.E(chart.Tampered, "open card", errors.New("malformed"))
	}
	return &private{Seal: part.Seal, Sign: part.Sign}, nil
}

// SignInCard opens a session with a card whose PIN was right: nothing more is asked. A card that nobody registered is
// chart.NotAllowed, and so is one of somebody whose keys were renewed or made anew since: it has to be registered again.
func (v *Vault) SignInCard(ctx context.Context, card ecdh.KeyExchanger) (*Session, error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	v.attempts.Lock()
	defer v.attempts.Unlock()
	if err := v.verifyOnce(ctx); err != nil {
		return nil, err
	}
	row, priv, err := v.byCard(ctx, o, card)
	if err != nil {
		return nil, err
	}
	defer priv.wipe()
	return v.admit(ctx, o, row, priv, chart.ActSignIn, factor{step: row.tries.Step, code: none})
}

// byCard gives the person of a card with the keys that it opens.
func (v *Vault) byCard(ctx context.Context, o *opened, card ecdh.KeyExchanger) (*personRow, *private, error) {
	const op = "sign in with card"
	id := cardID(card.PublicKey().Bytes())
	var person chart.PersonID
	var wrapped, sealed []byte
	err := v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT person, wrapped, sealed FROM person_card WHERE id = ?`, []any{id}, &person, &wrapped, &sealed)
	})
	if chart.KindOf(err) == chart.NotFound {
		return nil, nil, errors.Join(chart.E(chart.NotAllowed, op, &chart.CardFault{Why: chart.CardUnknown, Says: "this card is nobody's here"}),
			v.append(ctx, chart.AuditEntry{Action: chart.ActSignInFail, Detail: "card=unknown"}))
	} else if err != nil {
		return nil, nil, err
	}
	row, err := v.find(ctx, o, byID(person))
	if err != nil {
		return nil, nil, err
	}
	if !row.usable() {
		return nil, nil, errors.Join(chart.E(chart.NotAllowed, op, errDisabled),
			v.append(ctx, chart.AuditEntry{Action: chart.ActSignInFail, Person: row.ID, Detail: "disabled"}))
	}
	priv, err := o.openCard(card, id, person, wrapped, sealed)
	if err != nil {
		return nil, nil, err
	}
	secret := newSecret(bytes.Clone(priv.Seal))
	defer secret.Wipe()
	public, err := publicOf(secret)
	if err != nil || !bytes.Equal(public, row.sealPublic) {
		priv.wipe()
		return nil, nil, errors.Join(err, chart.E(chart.NotAllowed, op, &chart.CardFault{Why: chart.CardRenewed, Says: "the person's keys were renewed; register the card again"}))
	}
	return row, priv, nil
}

// CardPen opens the session's signing key with the person's card, for what asks for the password again. The caller has asked
// for the PIN anew.
func (s *Session) CardPen(ctx context.Context, card ecdh.KeyExchanger) (*Pen, error) {
	if err := s.alive(); err != nil {
		return nil, err
	}
	s.v.attempts.Lock()
	defer s.v.attempts.Unlock()
	row, priv, err := s.v.byCard(ctx, s.o, card)
	if err != nil {
		return nil, err
	}
	defer priv.wipe()
	if row.ID != s.person.ID {
		return nil, chart.E(chart.NotAllowed, "check card", errors.New("this is somebody else's card"))
	}
	key, err := parseP256(priv.Sign)
	if err != nil {
		return nil, err
	}
	id, err := KeyID(key.Public())
	if err != nil {
		return nil, err
	}
	s.showed()
	return &Pen{person: s.person.ID, keyID: id, public: key.Public(), key: key}, nil
}

// Cards lists the cards of the session's person.
func (s *Session) Cards(ctx context.Context) (out []Card, err error) {
	if err := s.alive(); err != nil {
		return nil, err
	}
	err = s.v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT id, made FROM person_card WHERE person = ? ORDER BY made`, []any{string(s.person.ID)}, func(r *sqlitedb.Rows) error {
			var c Card
			var made int64
			err := r.Scan(&c.ID, &made)
			c.Made = time.UnixMilli(made)
			out = append(out, c)
			return err
		})
	})
	return out, err
}

// DropCard takes a card from a person: who lost it, or the administrator. chart.NotFound where the person has no such card.
func (s *Session) DropCard(ctx context.Context, person chart.PersonID, id string) error {
	const op = "drop card"
	if err := s.alive(); err != nil {
		return err
	}
	if person != s.person.ID && !s.person.Has(chart.Administrator) {
		return chart.E(chart.NotAllowed, op, errors.New("only the administrator takes somebody else's card"))
	}
	return s.v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		n, err := tx.Change(`DELETE FROM person_card WHERE person = ? AND id = ?`, string(person), id)
		if err != nil {
			return err
		}
		if n == 0 {
			return chart.E(chart.NotFound, op, nil)
		}
		_, err = s.v.log.Append(tx, chart.AuditEntry{Action: chart.ActCard, Person: s.person.ID, Detail: "of=" + string(person) + " dropped=" + id})
		return err
	})
}
