package rowseal

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash"
	"math"
	"math/bits"
	"strconv"
	"sync"

	"chartproof.org/chartproof/engine/chart"
)

const sumBytes = sha512.Size

// sum is a number of 512 bits, least significant word first; sums wrap around.
type sum [sumBytes / 8]uint64

func (s *sum) add(o sum) {
	var carry uint64
	for i := range s {
		s[i], carry = bits.Add64(s[i], o[i], carry)
	}
}

func (s *sum) sub(o sum) {
	var borrow uint64
	for i := range s {
		s[i], borrow = bits.Sub64(s[i], o[i], borrow)
	}
}

func (s sum) bytes() []byte {
	out := make([]byte, 0, sumBytes)
	for _, w := range s {
		out = binary.LittleEndian.AppendUint64(out, w)
	}
	return out
}

func toSum(b []byte) (s sum, err error) {
	if len(b) != sumBytes {
		return s, chart.E(chart.Tampered, "read seal", errors.New("malformed"))
	}
	for i := range s {
		s[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	return s, nil
}

// digester hashes under the workspace's row key. One use at a time.
type digester struct {
	mu  sync.Mutex
	h   hash.Hash
	buf []byte
}

func newDigester(key []byte) *digester { return &digester{h: hmac.New(sha512.New, key)} }

// of hashes values with their kinds and lengths, so that no two lists of values give the same bytes.
func (d *digester) of(purpose string, values ...any) (s sum) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.h.Reset()
	d.put('p', []byte(purpose))
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			d.put('n', nil)
		case int64:
			d.put('i', binary.BigEndian.AppendUint64(nil, uint64(v))) //nolint:gosec // the bits, not the number
		case float64:
			d.put('f', binary.BigEndian.AppendUint64(nil, math.Float64bits(v)))
		case string:
			d.put('s', []byte(v))
		case []byte:
			d.put('b', v)
		case bool:
			d.put('i', binary.BigEndian.AppendUint64(nil, map[bool]uint64{true: 1}[v]))
		default: // no column of ours has another type; hashed as unknown it never equals a known one
			d.put('?', nil)
		}
	}
	s, _ = toSum(d.h.Sum(d.buf[:0])) // always of the right length
	return s
}

func (d *digester) put(kind byte, b []byte) {
	var head [9]byte
	head[0] = kind
	binary.BigEndian.PutUint64(head[1:], uint64(len(b)))
	d.h.Write(head[:])
	d.h.Write(b)
}

// run is how many rows with a number as key share a part.
const run = 1024

// ownerOf names the part that a row belongs to by the first column of its table.
func ownerOf(first any) string {
	switch v := first.(type) {
	case int64:
		return strconv.FormatInt(v/run, 10)
	case string:
		return v
	case []byte:
		return hex.EncodeToString(v)
	}
	return "?"
}

// slots is into how many sums the parts of a table are spread.
const slots = 1024
