package vault

import (
	"crypto/fips140"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

const (
	totpPeriod = 30 * time.Second
	totpIssuer = "Chartproof"
)

// totpOptions are what every authenticator app supports: SHA-1, six digits, thirty seconds. Most apps ignore an algorithm
// in the URI and compute SHA-1 anyway, so SHA-256 would lock people out.
var totpOptions = totp.ValidateOpts{Period: 30, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}

// newAuthenticator makes a secret and the URI that an authenticator app reads.
func newAuthenticator(practice, login string) (secret, uri string, err error) {
	seed := make([]byte, 20)
	_, _ = rand.Read(seed)
	issuer := totpIssuer
	if practice != "" {
		issuer += " " + practice
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: login, Secret: seed,
		Period: 30, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		return "", "", chart.E(chart.BadInput, "make authenticator", errors.New("the practice or login cannot stand in an authenticator"))
	}
	return key.Secret(), key.URL(), nil
}

// checkCode gives the time step whose code was typed, one step of clock drift either way. A step at or before last was
// used already and does not count.
func checkCode(secret, code string, now time.Time, last int64) (step int64, ok bool) {
	for _, drift := range []time.Duration{-totpPeriod, 0, totpPeriod} {
		at := now.Add(drift)
		want, err := totpCode(secret, at)
		n := at.Unix() / int64(totpPeriod/time.Second)
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && n > last {
			step, ok = n, true
		}
	}
	return step, ok
}

// totpCode computes one code. HMAC-SHA-1 inside a one-time code rests on no collision resistance; FIPS-only mode refuses
// SHA-1 altogether, so this one computation is exempt from it.
func totpCode(secret string, at time.Time) (code string, err error) {
	fips140.WithoutEnforcement(func() { code, err = totp.GenerateCodeCustom(secret, at, totpOptions) })
	return code, err
}
