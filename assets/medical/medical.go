package medical

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/drugs.txt
var drugs string

//go:embed data/diagnoses.txt
var diagnoses string

// Terms are the names and words. The zero Terms knows nothing.
type Terms struct {
	generic map[string]string // of each folded name
	begins  map[string]int    // the most words of the names that begin with a word
	titles  map[string]int    // of each word of diagnoses
}

// Shared gives the lists, unpacked once for the whole process.
var Shared = sync.OnceValue(load)

func load() *Terms {
	t := &Terms{generic: make(map[string]string, 4000), begins: make(map[string]int, 3000), titles: make(map[string]int, 7000)}
	for line := range strings.Lines(drugs) {
		generic, trade, ok := strings.Cut(strings.TrimSpace(line), "|")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		generic = Fold(generic)
		t.add(generic, generic)
		for _, name := range strings.Split(trade, ",") {
			t.add(Fold(name), generic)
		}
	}
	for line := range strings.Lines(diagnoses) {
		word, count, _ := strings.Cut(strings.TrimSpace(line), " ")
		if n, err := strconv.Atoi(count); err == nil {
			t.titles[word] = n
		}
	}
	return t
}

func (t *Terms) add(name, generic string) {
	if len(name) < 3 {
		return
	}
	if t.generic[name] == "" {
		t.generic[name] = generic
	}
	first, rest, _ := strings.Cut(name, " ")
	t.begins[first] = max(t.begins[first], 1+len(strings.Fields(rest)))
}

// Generic gives the generic name of a medication by any of its names, "" where none is known.
func (t *Terms) Generic(name string) string { return t.generic[Fold(name)] }

// Names calls each with every name of a medication, folded, in no order.
func (t *Terms) Names(each func(name string)) {
	for n := range t.generic {
		each(n)
	}
}

// Drug gives how many of the words that follow each other are the longest name of a medication that begins with the first; 0 where
// none does. The words are folded.
func (t *Terms) Drug(words []string) int {
	if len(words) == 0 {
		return 0
	}
	for n := min(t.begins[words[0]], len(words)); n > 0; n-- {
		if t.generic[strings.Join(words[:n], " ")] != "" {
			return n
		}
	}
	return 0
}

// Titles gives how many titles of diagnoses a folded word stands in.
func (t *Terms) Titles(word string) int { return t.titles[word] }

// Fold writes a name in lower-case letters and digits with single spaces between its words.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range strings.ToLower(s) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127 {
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
			continue
		}
		space = true
	}
	return b.String()
}
