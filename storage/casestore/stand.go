package casestore

import (
	"context"
	"encoding/base32"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// tokenSecret is whose key the tokens of screens are made under, one for each kind of recipients.
const tokenSecret = "tokens:"

// plainLetters are Crockford's: no letter that is taken for a digit.
var plainLetters = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// tokenLetters make 35 bits: among 10,000 values two alike are rarer than one in a thousand workspaces.
const tokenLetters = 7

// Tokens gives what stands on the screens of recipients in place of values: the same value has the same token in every
// document, and another one for other recipients. Nothing is kept: a token is a keyed hash, and the key lies in zone working,
// so whoever may not open that cannot try values out. These tokens never leave the workspace; those of a release are random
// (storage/tokens).
func (s *Store) Tokens(ctx context.Context, ses *vault.Session, recipients string) (func(parts ...string) string, error) {
	var sum func(...string) []byte
	owner := tokenSecret + recipients
	under := func(tx *sqlitedb.Tx, key func(*sqlitedb.Tx, string, chart.Zone) (*vault.Key, error)) error {
		k, err := key(tx, owner, chart.Working)
		if err == nil {
			sum, err = k.MAC(owner)
		}
		return err
	}
	err := s.db.Read(ctx, func(tx *sqlitedb.Tx) error { return under(tx, ses.Key) })
	if chart.KindOf(err) == chart.NotFound { // the first time
		err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error { return under(tx, ses.OpenOrNewKey) })
	}
	if err != nil {
		return nil, err
	}
	return func(parts ...string) string { return plainLetters.EncodeToString(sum(parts...))[:tokenLetters] }, nil
}
