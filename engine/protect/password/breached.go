package password

import (
	"bytes"
	"crypto/fips140"
	"crypto/sha1" //nolint:gosec // the key of the list, see digest
	"encoding/hex"
	"errors"
	"io"
)

// List is a file of breached passwords, ordered by hash. It holds what it needs of the file open; it keeps nothing in memory.
type List struct {
	r    io.ReaderAt
	size int64
}

var (
	errList = errors.New("not a list of SHA-1 hashes in order (hash:count, one a line)")
	errRead = errors.New("the list of breached passwords cannot be read")
)

const (
	hexBytes = 2 * sha1.Size
	maxLine  = 128 // a hash, a colon, a count and the end of the line fit well
	samples  = 256
)

// NewList looks at a file without reading all of it: lines must be well-formed and ascending wherever it looks.
func NewList(r io.ReaderAt, size int64) (*List, error) {
	l := &List{r, size}
	if size < hexBytes {
		return nil, errList
	}
	var last []byte
	for i := range int64(samples) {
		hash, _, end, err := l.line(size / samples * i)
		if err != nil {
			return nil, err
		}
		if end {
			break
		}
		if bytes.Compare(hash, last) < 0 {
			return nil, errList
		}
		last = hash
	}
	if last == nil {
		return nil, errList
	}
	return l, nil
}

// Has reports whether the password stands in the list.
func (l *List) Has(password string) (bool, error) {
	want := digest(Clean(password))
	low, high := int64(0), l.size // the line that we look for begins in [low, high)
	for low < high {
		mid := low + (high-low)/2
		hash, next, end, err := l.line(mid)
		if err != nil {
			return false, err
		}
		if end {
			high = mid
			continue
		}
		switch bytes.Compare(hash, want) {
		case 0:
			return true, nil
		case -1:
			low = next
		default:
			high = mid
		}
	}
	return false, nil
}

// line gives the hash of the first line that begins at or after an offset, and where the next one begins. end: there is none.
func (l *List) line(at int64) (hash []byte, next int64, end bool, err error) {
	from := max(at-1, 0) // a line begins after the end of another
	buf := make([]byte, 2*maxLine)
	n, err := l.r.ReadAt(buf, from)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, false, errRead // the cause names the file
	}
	buf = buf[:n]
	skip := 0
	if at > 0 {
		i := bytes.IndexByte(buf, '\n')
		if i < 0 {
			if from+int64(n) >= l.size && n <= maxLine {
				return nil, 0, true, nil
			}
			return nil, 0, false, errList
		}
		skip = i + 1
	}
	rest := buf[skip:]
	if len(bytes.TrimSpace(rest)) == 0 && from+int64(n) >= l.size {
		return nil, 0, true, nil
	}
	length := bytes.IndexByte(rest, '\n')
	if length < 0 {
		if from+int64(n) < l.size {
			return nil, 0, false, errList
		}
		length = len(rest)
	}
	hash, err = parse(rest[:length])
	return hash, from + int64(skip+length) + 1, false, err
}

// parse takes one line: forty hex digits, then nothing or a colon and a count.
func parse(line []byte) ([]byte, error) {
	line = bytes.TrimRight(line, "\r")
	if len(line) < hexBytes || len(line) > maxLine {
		return nil, errList
	}
	hash := make([]byte, sha1.Size)
	if _, err := hex.Decode(hash, line[:hexBytes]); err != nil {
		return nil, errList
	}
	count := line[hexBytes:]
	if len(count) == 0 {
		return hash, nil
	}
	if len(count) < 2 || count[0] != ':' || len(bytes.Trim(count[1:], "0123456789")) > 0 {
		return nil, errList
	}
	return hash, nil
}

// digest is the key under which a password stands in the list. It protects nothing: the list is public, and what is kept of a
// password is PBKDF2. FIPS-only mode refuses SHA-1 altogether, so this one computation is exempt from it.
func digest(password string) (sum []byte) {
	fips140.WithoutEnforcement(func() {
		s := sha1.Sum([]byte(password)) //nolint:gosec // see above
		sum = s[:]
	})
	return sum
}
