package redact

import (
	"crypto/sha256"
	"encoding/binary"

	"chartproof.org/chartproof/engine/geom"
)

// digest hashes one page with its form.
func digest(salt []byte, d geom.Depth, w, h geom.Px, data []byte) []byte {
	one := sha256.New()
	one.Write(salt)
	var form [12]byte
	binary.BigEndian.PutUint32(form[0:], uint32(d))
	binary.BigEndian.PutUint32(form[4:], uint32(w))
	binary.BigEndian.PutUint32(form[8:], uint32(h))
	one.Write(form[:])
	one.Write(data)
	return one.Sum(nil)
}

// afterSalt is told to everybody: it leads to no salt of the pages before.
func afterSalt(salt []byte) []byte {
	if len(salt) == 0 {
		return nil
	}
	h := sha256.Sum256(append([]byte("pages after redaction\x00"), salt...))
	return h[:]
}

// copyDigest hashes one page as it stands in the copy: its picture, and its searchable layer where it has one.
func copyDigest(salt []byte, pic picture, l layer) []byte {
	sum := digest(salt, pic.depth, geom.Px(pic.width), geom.Px(pic.height), pic.data)
	if len(l.runs) == 0 {
		return sum
	}
	both := sha256.Sum256(append(sum, content("1", "1", l)...))
	return both[:]
}
