package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// facility marks the name of a house that treats patients: covered or not, it is neither right nor wrong, for whether such names
// are redacted is a switch.
const facility chart.Kind = "FACILITY"

// stranger is a page set by hand with every identifier that stands on it.
type stranger struct {
	name  string
	page  chart.Page   // as the product sees it
	split []chart.Word // its words, parted where an identifier begins or ends
	truth []synth.Span
	// unlisted says that truth holds only a part of what identifies on the page.
	unlisted bool
}

// strangers reads the pages of folders: NAME.txt and, one "KIND<tab>text" a line, NAME.phi beside it.
func strangers(dirs []string) ([]stranger, error) {
	var out []stranger
	for _, dir := range dirs {
		paths, err := filepath.Glob(filepath.Join(dir, "*.phi"))
		if err != nil || len(paths) == 0 {
			return nil, fmt.Errorf("pages with identifiers in %q: %w", dir, errors.Join(err, fs.ErrNotExist))
		}
		for _, path := range paths {
			list, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			text, err := os.ReadFile(strings.TrimSuffix(path, ".phi") + ".txt")
			if err != nil {
				return nil, err
			}
			p, err := typeset.Read(string(text))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
			}
			out = append(out, newStranger(strings.TrimSuffix(filepath.Base(path), ".phi"), p, string(list)))
		}
	}
	return out, nil
}

// newStranger finds each identifier wherever it stands on the page as words of their own; the longest first, so that a part of
// one counts for itself only where it stands alone.
func newStranger(name string, p typeset.Stranger, list string) stranger {
	s := stranger{name: name, page: typeset.Page(1, p.Text)}
	type item struct {
		kind chart.Kind
		text []rune
	}
	var items []item
	for line := range strings.Lines(list) {
		if kind, text, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			items = append(items, item{chart.Kind(kind), []rune(text)})
		}
	}
	slices.SortStableFunc(items, func(a, b item) int { return len(b.text) - len(a.text) })
	taken := map[[2]int]bool{}
	for row, line := range strings.Split(strings.Trim(p.Text, "\n"), "\n") {
		runes := []rune(strings.ReplaceAll(line, "\t", "    "))
		for _, it := range items {
			for at := 0; at+len(it.text) <= len(runes); at++ {
				if slices.Equal(runes[at:at+len(it.text)], it.text) && alone(runes, at, at+len(it.text)) && !taken[[2]int{row, at}] {
					for k := at; k < at+len(it.text); k++ {
						taken[[2]int{row, k}] = true
					}
					s.truth = append(s.truth, synth.Span{Span: chart.Span{Kind: it.kind, Page: 1, Text: chart.Text(it.text), Boxes: []geom.Box{typeset.Box(row, at, at+len(it.text))}}})
				}
			}
		}
	}
	s.part()
	return s
}

// alone reports whether the text from..to-1 is no part of a longer word.
func alone(line []rune, from, to int) bool {
	return (from == 0 || !solid(line[from-1]) || !solid(line[from])) && (to == len(line) || !solid(line[to]) || !solid(line[to-1]))
}

// part splits the words of the page at the edges of identifiers.
func (s *stranger) part() {
	for _, w := range s.page.Words {
		runes := []rune(w.Text.Reveal())
		pitch := w.Box.Width() / float64(len(runes))
		start := 0
		for k := range runes {
			if k+1 < len(runes) && s.owner(w, pitch, k) == s.owner(w, pitch, k+1) {
				continue
			}
			piece := w
			piece.Text = chart.Text(runes[start : k+1])
			piece.Box.X0, piece.Box.X1 = w.Box.X0+float64(start)*pitch, w.Box.X0+float64(k+1)*pitch
			if strings.ContainsFunc(string(runes[start:k+1]), solid) {
				s.split = append(s.split, piece)
			}
			start = k + 1
		}
	}
}

// owner gives which identifier the k-th character of a word belongs to, -1 for none.
func (s *stranger) owner(w chart.Word, pitch float64, k int) int {
	x, y := w.Box.X0+(float64(k)+0.5)*pitch, (w.Box.Y0+w.Box.Y1)/2
	return slices.IndexFunc(s.truth, func(t synth.Span) bool {
		b := t.Boxes[0]
		return x > b.X0 && x < b.X1 && y > b.Y0 && y < b.Y1
	})
}

// changed gives the page in one case, where asked, with a share of its characters misread.
func (s *stranger) changed(r *rand.Rand, mode string, noise float64) chart.Page {
	p := s.page
	p.Words = slices.Clone(p.Words)
	for i := range p.Words {
		p.Words[i].Text = noisy(r, inCase(p.Words[i].Text, mode), noise)
	}
	return p
}

// ofStrangers scores the detector on pages that no generator made.
func ofStrangers(d *phi.Detector, dirs []string, mode string, noise float64, show bool, s *score) error {
	pages, err := strangers(dirs)
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(7, 7))
	for _, p := range pages {
		s.stranger(&p, d.Pages([]chart.Page{p.changed(r, mode, noise)}), show)
	}
	return nil
}

// stranger scores what was found on one page.
func (s *score) stranger(p *stranger, found []chart.Span, show bool) {
	page := p.page
	page.Words = p.split
	m := newPageMarks(page, found)
	free := make([]bool, len(page.Words))
	leak := false
	for _, t := range p.truth {
		any, all, first := m.named(t.Span)
		if t.Kind == facility {
			for i, w := range page.Words {
				free[i] = free[i] || covers(t.Span, w)
			}
			continue
		}
		s.span(t.Kind, any, all)
		leak = leak || !any
		if show && !all {
			fmt.Printf("  %s miss any=%-5v %-14s %q after %s\n", p.name, any, t.Kind, t.Text.Reveal(), before(page.Words, first))
		}
	}
	for i, w := range page.Words {
		if free[i] || !m.real[i] && (m.belongs(i) || m.glued(i)) {
			continue
		}
		s.token(m.real[i], m.hit[i])
		if show && m.hit[i] && !m.real[i] {
			fmt.Printf("  %s over %q %s\n", p.name, w.Text.Reveal(), layersOf(found, 1, w))
		}
	}
	s.texts++
	if !leak {
		s.clean++
	}
}

// titles are what is printed of people beside their names, and the names of states, which are no identifiers: whoever marked the
// pages took them into the strings or not, so beside one they count neither way.
var titles = regexp.MustCompile(`^(?i:mr|mrs|ms|dr|sr|sra|hon|rev|md|do|np|pa|pac|rn|lpn|lvn|dds|dmd|phd|pharmd|rph|od|dpm|dc|dpt|pt|ot|slp|lcsw|lmft|lpc|crna|cnm|aprn|dnp|fnp|fnpc|fnpbc|agnp|cma|rma|ma|mph|mba|facs|facc|faap|psyd|bcba|rdh|pnp|cpnp|pmhnp|pmhnpbc|whnp|anp|apnp|crnp|arnp|acnp|agacnp|agpcnp|gnp|np-c|rpa|rpac|pas|cnp|cns|msn|bsn|rrt|crt|rvt|rdms|rdcs|rtr|rt|arrt|cnmt|emt|emtp|nrp|medic|ocn|ccrn|cde|cdces|rdn|ldn|ld|cnsc|lsw|lisw|licsw|lcswr|lmsw|msw|lmhc|lmhp|lpcc|lcpc|ncc|cadc|ladc|lcdc|llpc|qmhp|lac|dipl|au|aud|ccc|slp|cccslp|ccca|otr|otrl|cota|pta|ocs|scs|atc|lat|cst|cfa|faad|facog|facp|facr|faan|face|facep|fcap|fascrs|faafp|facr|fccp|fhm|abfm|pgy|mbbs|bds|bsw|rph|cpht|clc|ibclc|epdh|cdt|efda|cda|hygienist|esq|iv|rd|mls|mt|mtascp|mlsascp|jr|ii|iii|` +
	`a[lkzr]|c[aot]|d[ec]|fl|ga|hi|i[dlna]|k[sy]|la|m[einoast]|n[evhjmycd]|oh|o[kr]|pa|pr|ri|s[cd]|t[nx]|ut|v[ta]|w[avy]|wi|north|south|new|west|dakota|carolina|virginia|california|texas|ohio|florida|` +
	`alabama|alaska|arizona|arkansas|colorado|connecticut|delaware|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|` +
	`massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|hampshire|jersey|mexico|york|oklahoma|oregon|pennsylvania|rhode|island|` +
	`tennessee|utah|vermont|washington|wisconsin|wyoming|puerto|rico)$`)

// addressed are titles that are printed in full before names, and the days of the week that are before dates.
var addressed = regexp.MustCompile(`^(?i:dra|fr|miss|nurse|officer|judge|pastor|director|dir|rabbi|sgt|deputy|doctor|prof|mon|tues?|wed|thu|thurs?|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$`)

// glued reports whether word i is a piece of a printed word of which another piece identifies: words are covered as a whole.
func (m pageMarks) glued(i int) bool {
	w := m.page.Words[i]
	for _, k := range []int{i - 1, i + 1} {
		if k < 0 || k >= len(m.real) || !m.real[k] || m.page.Words[k].Line != w.Line {
			continue
		}
		if o := m.page.Words[k].Box; math.Abs(o.X1-w.Box.X0) < 1e-9 || math.Abs(w.Box.X1-o.X0) < 1e-9 {
			return true
		}
	}
	return false
}

// belongs reports whether word i is a title, a day of the week or a state beside an identifier.
func (m pageMarks) belongs(i int) bool {
	text := strings.Map(letterOnly, m.page.Words[i].Text.Reveal())
	if !titles.MatchString(text) && !addressed.MatchString(text) {
		return false
	}
	for _, k := range []int{i - 2, i - 1, i + 1, i + 2} {
		if k >= 0 && k < len(m.real) && m.real[k] && m.page.Words[k].Line == m.page.Words[i].Line {
			return true
		}
	}
	return false
}

// named is covered, of which the titles in a name need not be.
func (m pageMarks) named(t chart.Span) (any, all bool, first int) {
	any, all, first = m.covered(t)
	if all || !any || t.Kind != chart.Name {
		return any, all, first
	}
	for i, w := range m.page.Words {
		if covers(t, w) && !m.hit[i] && !titles.MatchString(strings.Map(letterOnly, w.Text.Reveal())) {
			return any, false, first
		}
	}
	return any, true, first
}

func letterOnly(r rune) rune {
	if unicode.IsLetter(r) {
		return r
	}
	return -1
}
