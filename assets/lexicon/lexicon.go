package lexicon

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/lexicon.gz
var packed []byte

// Entry is what the lists know of one word. The zero Entry is a word that no list holds.
type Entry struct {
	Word     uint8 // 1 (the commonest few thousand) to 6 (rare) for an ordinary English word, 0 for none
	Surname  uint8 // 1 (the 1,000 commonest) to 4 for a surname, 0 for none
	Given    uint8 // 1 (common) to 3 for a given name, 0 for none
	Clinical bool  // a drug, test, abbreviation or other clinical word
	Eponym   bool  // a name that stands for a disease, sign, score or organism
}

// Known reports whether any list holds the word.
func (e Entry) Known() bool { return e != Entry{} }

// Name reports whether the word is a surname or given name.
func (e Entry) Name() bool { return e.Surname > 0 || e.Given > 0 }

// Place says what a place name stands for.
type Place uint8

// The kinds of place; a name may be both.
const (
	City   Place = 1
	County Place = 2
)

// Lexicon answers for words, places and ZIP codes. Keys are lower case.
type Lexicon struct {
	words  map[string]Entry
	places map[string]Place
	zips   [(100000 + 63) / 64]uint64
	before int
}

// Shared gives the lists unpacked once for the whole process.
var Shared = sync.OnceValues(Load)

// Load unpacks the embedded lists. It takes some tens of milliseconds; callers keep the result.
func Load() (*Lexicon, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("open lexicon: %w", err)
	}
	l := &Lexicon{words: make(map[string]Entry, 260000), places: make(map[string]Place, 20000)}
	section := ""
	sc := bufio.NewScanner(z)
	for sc.Scan() {
		line := sc.Text()
		if strings.HasPrefix(line, "#") {
			section = line[1:]
			continue
		}
		if err := l.add(section, line); err != nil {
			return nil, fmt.Errorf("read lexicon: %w", err)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("read lexicon: %w", err)
	}
	return l, nil
}

func (l *Lexicon) add(section, line string) error {
	name := strings.TrimRight(section, "0123456789")
	grade := uint8(0)
	if name != section {
		grade = section[len(section)-1] - '0'
	}
	switch name {
	case "city":
		l.places[line] |= City
		return nil
	case "county":
		l.places[line] |= County
		return nil
	case "zip":
		n, err := strconv.Atoi(line)
		if err != nil {
			return err
		}
		l.before += n
		if l.before < 0 || l.before > 99999 {
			return fmt.Errorf("zip %d is out of range", l.before)
		}
		l.zips[l.before/64] |= 1 << (l.before % 64)
		return nil
	}
	e := l.words[line]
	switch name {
	case "word":
		e.Word = grade
	case "surname":
		e.Surname = grade
	case "given":
		e.Given = grade
	case "clinical":
		e.Clinical = true
	case "eponym":
		e.Eponym = true
	default:
		return fmt.Errorf("unknown section %q", section)
	}
	l.words[line] = e
	return nil
}

// Lookup gives what is known of a lower-case word.
func (l *Lexicon) Lookup(word string) Entry { return l.words[word] }

// Place tells what a lower-case place name ("grand rapids") stands for, 0 for none.
func (l *Lexicon) Place(name string) Place { return l.places[name] }

// ZIP reports whether five digits are a code that is or was in use.
func (l *Lexicon) ZIP(code string) bool {
	if len(code) != 5 {
		return false
	}
	n, err := strconv.ParseUint(code, 10, 32)
	return err == nil && l.zips[n/64]&(1<<(n%64)) != 0
}

// Words calls each with every word of the lists, in no order.
func (l *Lexicon) Words(each func(word string, e Entry)) {
	for w, e := range l.words {
		each(w, e)
	}
}
