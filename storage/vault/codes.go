package vault

import (
	"crypto/hmac"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Recovery codes stand in for the authenticator's code, each of them once. A code is 80 random bits, so that it needs no
// stretching against guessing; it is stretched all the same, and bound to the machine, so that a copy of the database
// neither tells nor tries one.

const (
	codeCount      = 10
	codeBytes      = 10
	codeIterations = 10_000
)

var codeAlphabet = base32.StdEncoding.WithPadding(base32.NoPadding)

// codeSet is a person's recovery codes as they are kept: hashes under one salt, nil where the code was used.
type codeSet struct {
	Salt       []byte   `json:"salt"`
	Iterations int      `json:"iterations"`
	Hashes     [][]byte `json:"hashes"`
}

func (c *codeSet) left() (n int) {
	if c == nil {
		return 0
	}
	for _, h := range c.Hashes {
		if len(h) > 0 {
			n++
		}
	}
	return n
}

// newCodes makes a set and gives the codes in the form in which they are shown, once.
func newCodes(o *opened, person chart.PersonID, iterations int) (shown []string, c *codeSet, err error) {
	c = &codeSet{Salt: make([]byte, saltBytes), Iterations: min(iterations, codeIterations)}
	_, _ = rand.Read(c.Salt) // never fails
	for range codeCount {
		raw := make([]byte, codeBytes)
		_, _ = rand.Read(raw)
		code := codeAlphabet.EncodeToString(raw)
		h, err := c.hash(o, person, code)
		if err != nil {
			return nil, nil, err
		}
		c.Hashes = append(c.Hashes, h)
		shown = append(shown, grouped(code))
	}
	return shown, c, nil
}

// grouped writes a code in groups of four.
func grouped(code string) string {
	var b strings.Builder
	for i, r := range code {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (c *codeSet) hash(o *opened, person chart.PersonID, code string) ([]byte, error) {
	k, err := userKey(o.root, code, c.Salt, c.Iterations, person)
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	return mac(k, "recovery code", nil)
}

// bareCode takes a recovery code as typed; ok is false for what cannot be one. 0, 1 and 8 stand in no code.
func bareCode(typed string) (code string, ok bool) {
	code = strings.Map(func(r rune) rune {
		switch {
		case r == '-' || unicode.IsSpace(r):
			return -1
		case r == '0':
			return 'O'
		case r == '1':
			return 'I'
		case r == '8':
			return 'B'
		}
		return unicode.ToUpper(r)
	}, typed)
	raw, err := codeAlphabet.DecodeString(code)
	return code, err == nil && len(raw) == codeBytes
}

// none is the place of no recovery code.
const none = -1

// factor is the second factor that a person has shown and that is still to be spent.
type factor struct {
	step int64 // of the authenticator's code
	code int   // place of the recovery code, none where the authenticator was used
}

// checkFactor looks at what was typed beside the password: the authenticator's code, or a recovery code.
func (v *Vault) checkFactor(o *opened, row *personRow, priv *private, typed string) (f factor, ok bool, err error) {
	if step, ok := checkCode(priv.TOTP, typed, v.o.Now(), row.tries.Step); ok {
		return factor{step: step, code: none}, true, nil
	}
	code, may := bareCode(typed)
	set := row.standing.Codes
	if !may || set == nil || set.Iterations < 1 || set.Iterations > maxIterations {
		return factor{code: none}, false, nil
	}
	h, err := set.hash(o, row.ID, code)
	if err != nil {
		return f, false, err
	}
	f = factor{step: row.tries.Step, code: none}
	for i, want := range set.Hashes {
		if len(want) > 0 && hmac.Equal(h, want) {
			f.code = i
		}
	}
	return f, f.code != none, nil
}

// spendCode crosses a recovery code out, tells the trail, and raises an alarm where few are left.
func (v *Vault) spendCode(tx *sqlitedb.Tx, o *opened, row *personRow, f factor) error {
	if f.code == none {
		return nil
	}
	set := *row.standing.Codes
	set.Hashes = append([][]byte(nil), set.Hashes...)
	set.Hashes[f.code] = nil
	row.standing.Codes = &set
	if err := row.save(tx, o); err != nil {
		return err
	}
	left := set.left()
	if err := v.tell(tx, o, chart.AuditEntry{Action: chart.ActCodeUsed, Person: row.ID, Detail: fmt.Sprintf("left=%d", left)}); err != nil {
		return err
	}
	rules, err := v.rulesIn(tx, o)
	if err != nil || left > rules.FewCodes {
		return err
	}
	_, err = v.log.Append(tx, chart.AuditEntry{Action: chart.ActCodesFew, Person: row.ID, Detail: fmt.Sprintf("left=%d", left)})
	return err
}
