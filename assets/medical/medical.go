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
	titles  map[string]int    // of each word of diagnoses
}

// Shared gives the lists, unpacked once for the whole process.
var Shared = sync.OnceValue(load)

func load() *Terms {
	t := &Terms{generic: make(map[string]string, 4000), titles: make(map[string]int, 7000)}
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
}

// Generic gives the generic name of a medication by any of its names, "" where none is known.
func (t *Terms) Generic(name string) string { return t.generic[Fold(name)] }

// Names calls each with every name of a medication, folded, in no order.
func (t *Terms) Names(each func(name string)) {
	for n := range t.generic {
		each(n)
	}
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
