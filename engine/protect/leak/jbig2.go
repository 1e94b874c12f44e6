package leak

import "encoding/binary"

const jbig2Head = "\x97JB2\r\n\x1a\n"

// Types of JBIG2 segments, by ITU-T T.88, 7.3.
const (
	symbolDictionary = 0
	patternOfSymbols = 16
	extension        = 62
)

// jbig2 walks over a file of JBIG2, whose header tells the number of pages or not.
func jbig2(found set, d []byte) {
	d = d[len(jbig2Head):]
	skip := 5
	if len(d) > 0 && d[0]&2 != 0 {
		skip = 1
	}
	segments(found, d[min(skip, len(d)):])
}

// segments walks over segments that follow each other, as PDF holds them: each head with its data behind it.
func segments(found set, d []byte) {
	for len(d) >= 11 {
		number, flags := binary.BigEndian.Uint32(d), d[4]
		head := headSize(d, number, flags)
		if head > len(d) {
			found.add(Unreadable)
			return
		}
		size := binary.BigEndian.Uint32(d[head-4:])
		switch flags & 63 {
		case symbolDictionary, patternOfSymbols:
			found.add(Symbols)
		case extension:
			found.add(ImageComment)
		}
		if uint64(size) > uint64(len(d)-head) {
			return // a region of unknown length is the last that is looked at
		}
		d = d[head+int(size):]
	}
	if len(d) > 0 {
		found.add(StreamSlack)
	}
}

// headSize is the length of a segment's head: its number, flags, the segments it refers to, its page, its length.
func headSize(d []byte, number uint32, flags byte) int {
	refs, at := int(d[5]>>5), 6
	if refs == 7 {
		refs = int(binary.BigEndian.Uint32(d[5:]) & 0x1fffffff)
		at = 5 + 4 + (refs+8)/8
	}
	each := 4
	if number <= 256 {
		each = 1
	} else if number <= 65536 {
		each = 2
	}
	page := 1
	if flags&0x40 != 0 {
		page = 4
	}
	return at + refs*each + page + 4
}
