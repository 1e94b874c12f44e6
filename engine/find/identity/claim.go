package identity

import (
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
)

// claim is what a page, a document or a chart says of whose it is. Each part is canonical and empty where nothing is said.
type claim struct {
	name                            person
	born, mrn, ssn, account, member string
	facility                        string
}

// set takes one field into the claim, the first of a kind standing.
func (c *claim) set(f chart.Field) {
	v := f.Normalized.Reveal()
	if v == "" {
		v = f.Value.Reveal()
	}
	put := func(at *string, v string) {
		if *at == "" {
			*at = v
		}
	}
	switch f.Name {
	case chart.PatientName:
		if c.name.last == "" {
			c.name = personOf(v)
		}
	case chart.DateOfBirth:
		put(&c.born, f.Normalized.Reveal())
	case chart.MRN:
		put(&c.mrn, number(v))
	case chart.SSN:
		if d := number(v); len(d) == 9 {
			put(&c.ssn, d)
		}
	case chart.AccountNumber:
		put(&c.account, number(v))
	case chart.MemberID:
		put(&c.member, number(v))
	case chart.Facility:
		put(&c.facility, letters(v))
	}
}

// complete takes over what the other claim says and this one does not.
func (c *claim) complete(o claim) {
	if c.name.last == "" {
		c.name = o.name
	}
	for _, p := range [][2]*string{{&c.born, &o.born}, {&c.mrn, &o.mrn}, {&c.ssn, &o.ssn}, {&c.account, &o.account}, {&c.member, &o.member}, {&c.facility, &o.facility}} {
		if *p[0] == "" {
			*p[0] = *p[1]
		}
	}
}

// count is the number of identifiers that the claim makes.
func (c *claim) count() int {
	n := 0
	for _, s := range []string{c.name.last, c.born, c.mrn, c.ssn} {
		if s != "" {
			n++
		}
	}
	if c.name.last != "" && (c.account != "" || c.member != "") {
		n++
	}
	return n
}

// number is an identifier's letters and digits without leading zeros.
func number(s string) string {
	return strings.TrimLeft(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, s), "0")
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, s)
}

// person is a name in its parts, in capitals.
type person struct{ last, first, middle, suffix string }

var suffixes = map[string]string{"JR": "JR", "SR": "SR", "II": "II", "III": "III", "IV": "IV", "V": "V", "2ND": "II", "3RD": "III"}

// personOf reads a canonical name: "LAST SUFFIX, FIRST MIDDLE".
func personOf(s string) person {
	before, after, ok := strings.Cut(strings.ToUpper(s), ",")
	if !ok {
		return person{}
	}
	var p person
	var last []string
	for _, w := range words(before) {
		if x := suffixes[w]; x != "" && len(last) > 0 {
			p.suffix = x
			continue
		}
		last = append(last, w)
	}
	p.last = strings.Join(last, " ")
	for i, w := range words(after) {
		switch x := suffixes[w]; {
		case i > 0 && x != "" && w != "V":
			p.suffix = x
		case i == 0:
			p.first = w
		case p.middle == "":
			p.middle = w
		}
	}
	if p.first == "" {
		return person{}
	}
	return p
}

// words are the words of a name; a hyphen parts as a space does, an apostrophe does not.
func words(s string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(strings.ReplaceAll(s, "'", ""), "’", ""), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// likeness says how two names stand to each other.
type likeness int

const (
	unsaid   likeness = iota // one of the two is missing
	proof                    // the same, as far as both say
	shorter                  // the same but for a suffix that one leaves out
	doubtful                 // neither the same nor surely another: a letter, an initial, a part of a double name
	other                    // another person's
)

// like compares two names.
func like(a, b person) likeness {
	switch {
	case a.last == "" || b.last == "":
		return unsaid
	case a.last == b.last && a.first == b.first:
		switch {
		case a.suffix != b.suffix && a.suffix != "" && b.suffix != "":
			return other
		case !initialOf(a.middle, b.middle):
			return doubtful
		case a.suffix != b.suffix:
			return shorter
		}
		return proof
	case a.last == b.first && a.first == b.last:
		return doubtful
	case !part(a.last, b.last) && !misread(a.last, b.last):
		return other
	case initialOf(a.first, b.first) || misread(a.first, b.first):
		return doubtful
	}
	return other
}

// initialOf reports whether two words agree as far as they go; a missing one agrees with everything.
func initialOf(a, b string) bool {
	if a == "" || b == "" || a == b {
		return true
	}
	return len(a) == 1 && strings.HasPrefix(b, a) || len(b) == 1 && strings.HasPrefix(a, b)
}

// part reports whether one surname is among the words of the other: "Garcia" of "Garcia Lopez".
func part(a, b string) bool {
	x, y := words(a), words(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, w := range x {
		found := false
		for _, o := range y {
			found = found || w == o
		}
		if !found {
			return false
		}
	}
	return len(x) > 0
}

// misread reports whether two words of three letters or more differ in no more than a reader may get wrong: one letter, or two
// in a long word.
func misread(a, b string) bool {
	if min(len(a), len(b)) < 3 {
		return false
	}
	most := 1
	if min(len(a), len(b)) > 6 {
		most = 2
	}
	return distance(a, b) <= most
}

// distance is the number of letters to change, add or leave out.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		up := row[0]
		row[0] = i + 1
		for j := range y {
			cost := up
			if x[i] != y[j] {
				cost = 1 + min(up, row[j], row[j+1])
			}
			up, row[j+1] = row[j+1], cost
		}
	}
	return row[len(y)]
}
