package code

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Person is the kind of an entry that stands for a whole person.
const Person chart.Kind = "PATIENT"

// letters are consonants: a code spells no word and holds no number that could be taken for an identifier.
const letters = "BCDFGHJKLMNPQRSTVWXZ"

// width gives a code 51 bits.
const width = 12

// Code stands for a person or a value within one release. Seed is random as well: whatever else must be the same for the
// same person (the days by which dates move, a surrogate) is drawn from it.
type Code struct {
	Token string `json:"token"`
	Seed  uint64 `json:"seed"`
}

// maxShift is how far dates move at most, in days either way.
const maxShift = 364

// Days is by how many days the dates of the person move: -364 to 364, never 0.
func (c Code) Days() int {
	n := int(c.Seed % (2 * maxShift))
	if n < maxShift {
		return n - maxShift
	}
	return n - maxShift + 1
}

// draw makes a code in the house's own form: NAME-BCDFGHJKLMNP.
func draw(r io.Reader, kind chart.Kind) (Code, error) {
	seed, err := number(r)
	if err != nil {
		return Code{}, err
	}
	var b strings.Builder
	b.WriteString(strings.ReplaceAll(string(kind), "_", "-"))
	b.WriteByte('-')
	for range width {
		i, err := below(r, uint64(len(letters)))
		if err != nil {
			return Code{}, err
		}
		b.WriteByte(letters[i])
	}
	return Code{Token: b.String(), Seed: seed}, nil
}

func source(r io.Reader) io.Reader {
	if r == nil {
		return rand.Reader
	}
	return r
}

func number(r io.Reader) (uint64, error) {
	var b [8]byte
	if _, err := io.ReadFull(source(r), b[:]); err != nil {
		return 0, fmt.Errorf("draw a code: %w", err)
	}
	return binary.BigEndian.Uint64(b[:]), nil
}

// below gives a number under n, each as likely as the other.
func below(r io.Reader, n uint64) (uint64, error) {
	for {
		v, err := number(r)
		if err != nil {
			return 0, err
		}
		if v < ^uint64(0)-^uint64(0)%n {
			return v % n, nil
		}
	}
}
