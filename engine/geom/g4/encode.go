package g4

import (
	"encoding/binary"
	"math/bits"

	"chartproof.org/chartproof/engine/geom"
)

// Encode gives the page in Group 4, or nil for a raster that is not bitonal or whose bytes do not fit its size. A page
// that it takes never gives an empty result.
func Encode(r *geom.Raster) []byte {
	if !r.Valid() || r.Depth != geom.Bitonal {
		return nil
	}
	width, stride := int(r.Width), r.Stride()
	e := encoder{width: width, out: make([]byte, 0, len(r.Pix)/16+64)}
	ref := make([]int32, 0, width+padding)
	cur := make([]int32, 0, width+padding)
	ref = appendEnd(ref, width)
	for y := range int(r.Height) {
		cur = changes(cur[:0], r.Pix[y*stride:(y+1)*stride], width)
		e.line(cur, ref)
		cur, ref = ref, cur
	}
	e.put(endOfLine)
	e.put(endOfLine)
	return e.finish()
}

// padding is how many elements equal to the width end a list of changes, so that look-ahead needs no bounds.
const padding = 4

func appendEnd(list []int32, width int) []int32 {
	w := int32(width)
	return append(list, w, w, w, w)
}

// changes appends the columns where the colour changes along the row, which starts from an imaginary white pixel: even
// elements turn black, odd ones white. Bits beyond the width count for nothing.
func changes(list []int32, row []byte, width int) []int32 {
	last := uint64(0) // the previous pixel, in the top bit
	for base := 0; base < width; base += 64 {
		word := load(row[base>>3:])
		diff := word ^ (word>>1 | last)
		last = word << 63
		for diff != 0 {
			n := bits.LeadingZeros64(diff)
			if base+n >= width {
				break
			}
			list = append(list, int32(base+n))
			diff &^= 1 << 63 >> n
		}
	}
	return appendEnd(list, width)
}

// load reads up to eight bytes as a big-endian word.
func load(b []byte) uint64 {
	if len(b) >= 8 {
		return binary.BigEndian.Uint64(b)
	}
	var v uint64
	for i, c := range b {
		v |= uint64(c) << (56 - 8*i)
	}
	return v
}

type encoder struct {
	width int
	acc   uint64 // bits not yet written, left-aligned
	n     uint   // how many
	out   []byte
}

// line encodes one row against the row above it, both as lists of changes. The names a0, a1, a2, b1, b2 are T.6's.
func (e *encoder) line(cur, ref []int32) {
	width := int32(e.width)
	a0, i, j, black := int32(-1), 0, 0, 0
	for a0 < width {
		for ref[j] <= a0 && ref[j] < width {
			j += 2
		}
		a1, b1, b2 := cur[i], ref[j], ref[j+1]
		switch {
		case b2 < a1:
			e.put(pass)
			a0 = b2
		case a1-b1 >= -3 && a1-b1 <= 3:
			e.put(vertical[a1-b1+3])
			a0, black = a1, black^1
			i++
			// b1 must now be of the other colour; one element back may lie right of a0 already.
			if j > 0 {
				j--
			} else {
				j++
			}
		default:
			a2 := cur[i+1]
			e.put(horizontal)
			e.run(a1-max(a0, 0), black)
			e.run(a2-a1, black^1)
			a0 = a2
			i += 2
		}
	}
}

// run writes the length of a run: make-up codes for multiples of 64 and one terminating code.
func (e *encoder) run(n int32, colour int) {
	for ; n >= 2560+64; n -= 2560 {
		e.put(makeUp[colour][39])
	}
	if n >= 64 {
		e.put(makeUp[colour][n/64-1])
		n %= 64
	}
	e.put(terminating[colour][n])
}

func (e *encoder) put(c code) {
	e.acc |= uint64(c.bits) << (64 - e.n - uint(c.n))
	e.n += uint(c.n)
	if e.n >= 32 {
		e.out = binary.BigEndian.AppendUint32(e.out, uint32(e.acc>>32))
		e.acc <<= 32
		e.n -= 32
	}
}

// finish writes the last bits, padded with zeros to a byte.
func (e *encoder) finish() []byte {
	for e.n > 0 {
		e.out = append(e.out, byte(e.acc>>56))
		e.acc <<= 8
		e.n -= min(e.n, 8)
	}
	return e.out
}
