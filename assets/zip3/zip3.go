package zip3

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
)

//go:embed zip3.csv
var built []byte

// List is one dated list.
type List struct {
	Source string
	Date   time.Time // as of which the source speaks
	SHA256 string    // of the file
	small  map[string]bool
}

// Builtin gives the list that comes with the program.
func Builtin() (*List, error) { return Parse(built) }

// maxFile bounds a list: there are a thousand prefixes.
const maxFile = 1 << 20

// Parse reads a list: a line "# source: …", a line "# date: YYYY-MM-DD", other comments, and one prefix a line. What follows
// a prefix behind a comma (its population, say) is not looked at.
func Parse(data []byte) (*List, error) {
	if len(data) > maxFile {
		return nil, errors.New("read the list of ZIP prefixes: too large")
	}
	sum := sha256.Sum256(data)
	l := &List{SHA256: hex.EncodeToString(sum[:]), small: map[string]bool{}}
	sc := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; sc.Scan(); n++ {
		if err := l.line(strings.TrimSpace(sc.Text())); err != nil {
			return nil, fmt.Errorf("read the list of ZIP prefixes: line %d: %w", n, err)
		}
	}
	switch {
	case sc.Err() != nil:
		return nil, fmt.Errorf("read the list of ZIP prefixes: %w", sc.Err())
	case l.Source == "" || l.Date.IsZero():
		return nil, errors.New("read the list of ZIP prefixes: it names no source or no date")
	case len(l.small) == 0:
		return nil, errors.New("read the list of ZIP prefixes: it holds none")
	}
	return l, nil
}

func (l *List) line(s string) (err error) {
	if comment, ok := strings.CutPrefix(s, "#"); ok {
		if v, ok := strings.CutPrefix(strings.TrimSpace(comment), "source:"); ok {
			l.Source = strings.TrimSpace(v)
		} else if v, ok := strings.CutPrefix(strings.TrimSpace(comment), "date:"); ok {
			if l.Date, err = time.Parse(time.DateOnly, strings.TrimSpace(v)); err != nil {
				return errors.New("not a date")
			}
		}
		return nil
	}
	if s == "" {
		return nil
	}
	prefix, _, _ := strings.Cut(s, ",")
	if prefix = strings.Trim(prefix, `" `); len(prefix) != 3 || strings.Trim(prefix, "0123456789") != "" {
		return errors.New("not three digits")
	}
	l.small[prefix] = true
	return nil
}

// Small reports whether the prefix's areas hold 20,000 people or fewer.
func (l *List) Small(prefix string) bool { return l.small[prefix] }

// Len is how many prefixes the list holds.
func (l *List) Len() int { return len(l.small) }
