package shamir

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
)

// MaxShares is how many points the field has beside zero.
const MaxShares = 255

// Share is one point of every byte's polynomial: X is the same for all of them and is never zero.
type Share struct {
	X byte
	Y []byte // as long as the secret
}

// Split gives n shares of which any k have the secret. The coefficients come from crypto/rand.
func Split(secret []byte, k, n int) ([]Share, error) {
	if err := sizes(len(secret), k, n); err != nil {
		return nil, err
	}
	random := make([]byte, len(secret)*(k-1))
	_, _ = rand.Read(random) // never fails
	defer clear(random)
	return split(secret, k, n, random), nil
}

func sizes(length, k, n int) error {
	switch {
	case length == 0:
		return errors.New("there is no secret")
	case k < 2 || n < k || n > MaxShares:
		return fmt.Errorf("%d of %d is not a split: 2 ≤ k ≤ n ≤ %d", k, n, MaxShares)
	}
	return nil
}

// split evaluates a polynomial of degree k-1 a byte; random holds the k-1 higher coefficients of each.
func split(secret []byte, k, n int, random []byte) []Share {
	out := make([]Share, n)
	for i := range out {
		x := byte(i + 1)
		out[i] = Share{X: x, Y: make([]byte, len(secret))}
		for b := range secret {
			var y byte
			for c := k - 2; c >= 0; c-- { // Horner, highest coefficient first
				y = Mul(y^random[b*(k-1)+c], x)
			}
			out[i].Y[b] = y ^ secret[b]
		}
	}
	return out
}

// Join gives what the shares have in common: the secret, where they are at least the threshold and all of one split.
func Join(shares []Share) ([]byte, error) {
	if len(shares) < 2 {
		return nil, errors.New("one share is not enough")
	}
	seen := map[byte]bool{}
	for _, s := range shares {
		switch {
		case s.X == 0:
			return nil, errors.New("a share without number")
		case len(s.Y) == 0 || len(s.Y) != len(shares[0].Y):
			return nil, errors.New("shares of different length")
		case seen[s.X]:
			return nil, fmt.Errorf("share %d is there twice", s.X)
		}
		seen[s.X] = true
	}
	out := make([]byte, len(shares[0].Y))
	for i, s := range shares {
		weight := byte(1) // Lagrange's basis at zero
		for j, o := range shares {
			if i != j {
				weight = Mul(weight, Mul(o.X, inverse(o.X^s.X)))
			}
		}
		for b := range out {
			out[b] ^= Mul(weight, s.Y[b])
		}
	}
	return out, nil
}

// Equal compares two shares in constant time.
func (s Share) Equal(o Share) bool {
	return subtle.ConstantTimeByteEq(s.X, o.X)&subtle.ConstantTimeCompare(s.Y, o.Y) == 1
}

// Mul multiplies in the field.
func Mul(a, b byte) byte {
	var p byte
	for range 8 {
		p ^= a & -(b & 1)
		a = a<<1 ^ 0x1b&-(a>>7)
		b >>= 1
	}
	return p
}

// inverse is a^254, which is 1/a; zero stays zero.
func inverse(a byte) byte {
	out := byte(1)
	for bit := 7; bit >= 0; bit-- {
		out = Mul(out, out)
		if 254>>bit&1 == 1 { // the exponent is no secret
			out = Mul(out, a)
		}
	}
	return out
}
