package hub

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// A one-time code is eight groups of four letters and digits: ten bytes of secret and ten bytes of the hub's authority,
// so that typing it proves both sides to each other.
const (
	codeHalf = 10
	codeLife = 15 * time.Minute
)

// crockford leaves out I, L, O and U, so that a code read aloud or from paper cannot be confused.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// Code is a one-time code, taken apart.
type Code struct{ secret, authority []byte }

func newCode(caDER []byte) (Code, error) {
	c := Code{secret: make([]byte, codeHalf), authority: caPrint(caDER)}
	_, err := rand.Read(c.secret)
	return c, err
}

// Text is the code as a person types it.
func (c Code) Text() string {
	s := crockford.EncodeToString(append(append([]byte{}, c.secret...), c.authority...))
	var groups []string
	for ; len(s) > 4; s = s[4:] {
		groups = append(groups, s[:4])
	}
	return strings.Join(append(groups, s), "-")
}

// ParseCode reads a code as typed: case, spaces, dashes and the usual confusions do not matter.
func ParseCode(text string) (Code, error) {
	clean := strings.NewReplacer("-", "", " ", "", "I", "1", "L", "1", "O", "0").Replace(strings.ToUpper(strings.TrimSpace(text)))
	raw, err := crockford.DecodeString(clean)
	if err != nil || len(clean) != crockford.EncodedLen(2*codeHalf) {
		return Code{}, chart.E(chart.BadInput, "read the one-time code", errors.New("it has 32 letters and digits in eight groups"))
	}
	return Code{secret: raw[:codeHalf], authority: raw[codeHalf:]}, nil
}

// TrustsAuthority reports whether the certificate is the authority that the code was made by.
func (c Code) TrustsAuthority(caDER []byte) bool {
	return string(caPrint(caDER)) == string(c.authority)
}

// key is where the hub finds the code: it keeps no code in clear.
func (c Code) key() string {
	h := sha256.Sum256(c.secret)
	return hex.EncodeToString(h[:])
}

// codeState is what is kept of a code.
type codeState struct {
	Until time.Time      `json:"until"`
	Used  chart.DeviceID `json:"used,omitempty"`
}
