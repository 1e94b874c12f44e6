package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
)

var inline = regexp.MustCompile(`\[\[([A-Z_0-9]+):([^\]]*)\]\]`)

// note is one text with its marks in code points.
type note struct {
	name  string
	text  []rune
	marks []mark
}

type mark struct {
	kind       chart.Kind
	start, end int
}

// parse takes the inline marks out of a text.
func parse(name, raw string) note {
	n := note{name: name}
	last := 0
	for _, m := range inline.FindAllStringSubmatchIndex(raw, -1) {
		n.text = append(n.text, []rune(raw[last:m[0]])...)
		start := len(n.text)
		n.text = append(n.text, []rune(raw[m[4]:m[5]])...)
		n.marks = append(n.marks, mark{chart.Kind(raw[m[2]:m[3]]), start, len(n.text)})
		last = m[1]
	}
	n.text = append(n.text, []rune(raw[last:])...)
	return n
}

func notes(d *phi.Detector, files []string, mode string, noise float64, show bool, s *score) error {
	if len(files) == 0 {
		files = []string{"engine/find/phi/testdata/notes.txt"}
	}
	r := rand.New(rand.NewPCG(7, 7))
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			return fmt.Errorf("read notes: %w", err)
		}
		for _, part := range strings.Split(string(raw), "### ")[1:] {
			name, body, _ := strings.Cut(part, "\n")
			n := parse(name, body)
			n.change(r, mode, noise)
			s.note(d, n, show)
		}
	}
	return nil
}

// change puts the text in one case, where asked, and misreads a share of its characters.
func (n *note) change(r *rand.Rand, mode string, noise float64) {
	for i, c := range n.text {
		switch mode {
		case "lower":
			c = unicode.ToLower(c)
		case "upper":
			c = unicode.ToUpper(c)
		}
		if r.Float64()*100 < noise {
			c = misread(r, c)
		}
		n.text[i] = c
	}
}

// note scores one text.
func (s *score) note(d *phi.Detector, n note, show bool) {
	hit, truth := make([]bool, len(n.text)), make([]bool, len(n.text))
	spans := d.Text(string(n.text))
	for _, sp := range spans {
		for p := sp.Start; p < sp.End; p++ {
			hit[p] = true
		}
	}
	leak := false
	for _, m := range n.marks {
		any, all := n.covered(m, hit, truth)
		s.span(m.kind, any, all)
		leak = leak || !any
		if show && !all {
			fmt.Printf("  %-12s miss any=%-5v %-14s %q\n", n.name, any, m.kind, string(n.text[m.start:m.end]))
		}
	}
	s.texts++
	if !leak {
		s.clean++
	}
	s.words(n, truth, hit)
	if show {
		n.printOver(spans, truth)
	}
}

// covered reports whether a mark was found in part and as a whole, and adds it to the truth.
func (n note) covered(m mark, hit, truth []bool) (any, all bool) {
	all = true
	for p := m.start; p < m.end; p++ {
		truth[p] = true
		if solid(n.text[p]) {
			any, all = any || hit[p], all && hit[p]
		}
	}
	return any, all
}

// printOver prints the spans that touch no mark.
func (n note) printOver(spans []phi.TextSpan, truth []bool) {
	for _, sp := range spans {
		if !slices.Contains(truth[sp.Start:sp.End], true) {
			fmt.Printf("  %-12s over %-10s %-8s %q\n", n.name, sp.Kind, sp.Layer, string(n.text[sp.Start:sp.End]))
		}
	}
}

func (s *score) words(n note, truth, hit []bool) {
	for p := 0; p < len(n.text); {
		if !solid(n.text[p]) {
			p++
			continue
		}
		e, t, h := p, false, false
		for e < len(n.text) && solid(n.text[e]) {
			t, h = t || truth[e], h || hit[e]
			e++
		}
		s.token(t, h)
		p = e
	}
}

func solid(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// misread gives what OCR may read for a character.
func misread(r *rand.Rand, c rune) rune {
	const from, to = "0O1lI5S8B6b2Zeacoumnnhrtfij", "O01Il1S5B8b6Z2coeeuavmhnitfjl"
	if i := strings.IndexRune(from, c); i >= 0 && i < len(to) && r.IntN(3) > 0 {
		return rune(to[i])
	}
	if unicode.IsSpace(c) || !solid(c) {
		return c
	}
	if unicode.IsDigit(c) {
		return rune('0' + r.IntN(10))
	}
	if unicode.IsUpper(c) {
		return rune('A' + r.IntN(26))
	}
	return rune('a' + r.IntN(26))
}
