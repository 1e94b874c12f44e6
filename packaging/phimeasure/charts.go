package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
	"chartproof.org/chartproof/engine/quality/synth"
)

// errHeldOut refuses to show the misses of a family that nobody who writes rules may see.
var errHeldOut = errors.New("the family is held out: its misses are not shown")

func heldOut(family string) bool { return slices.Contains(synth.HeldOut, family) }

// charts scores the detector on the words of synthetic charts, with characters misread at the given rate.
func charts(d *phi.Detector, family, mode string, count int, seed uint64, noise float64, show bool, s *score) error {
	if show && heldOut(family) {
		return errHeldOut
	}
	r := rand.New(rand.NewPCG(seed, 99))
	for i := range count {
		c, err := synth.Generate(synth.Config{Seed: seed + uint64(i), Family: family, Packet: packet(i)})
		if err != nil {
			return fmt.Errorf("make chart: %w", err)
		}
		pages := make([]chart.Page, len(c.Truth.Pages))
		for p, page := range c.Truth.Pages {
			pages[p] = page
			pages[p].Words = make([]chart.Word, len(page.Words))
			for w, word := range page.Words {
				word.Line = 0
				word.Text = noisy(r, inCase(word.Text, mode), noise)
				pages[p].Words[w] = word
			}
		}
		s.chart(d, c.Truth, pages, show)
	}
	return nil
}

// packet gives three document types of one patient, other ones for every chart.
func packet(i int) []chart.Type {
	n := len(synth.Types)
	return []chart.Type{synth.Types[i%n], synth.Types[(i*5+3)%n], synth.Types[(i*7+11)%n]}
}

// inCase puts a word in one case, where asked.
func inCase(t chart.Text, mode string) chart.Text {
	switch mode {
	case "lower":
		return chart.Text(strings.ToLower(t.Reveal()))
	case "upper":
		return chart.Text(strings.ToUpper(t.Reveal()))
	}
	return t
}

func noisy(r *rand.Rand, t chart.Text, noise float64) chart.Text {
	out := []rune(t.Reveal())
	for i, c := range out {
		if r.Float64()*100 < noise {
			out[i] = misread(r, c)
		}
	}
	return chart.Text(out)
}

// chart scores the detector on the words of a chart's pages. Regions of pixels are measured by themselves.
func (s *score) chart(d *phi.Detector, truth synth.Truth, pages []chart.Page, show bool) {
	found := d.Pages(pages)
	leak := false
	for _, p := range pages {
		m := newPageMarks(p, found)
		for _, t := range truth.PHI {
			if t.Page != p.Number || t.Kind == chart.Signature || t.Kind == chart.Barcode || t.Kind == chart.FacePhoto {
				continue
			}
			any, all, first := m.covered(t.Span)
			s.span(t.Kind, any, all)
			leak = leak || !any
			if show && !all {
				fmt.Printf("  seed %d page %d miss any=%-5v %-14s %q after %s\n", truth.Seed, p.Number, any, t.Kind, t.Text.Reveal(), before(p.Words, first))
			}
		}
		for i := range p.Words {
			s.token(m.real[i], m.hit[i])
			if show && m.hit[i] && !m.real[i] {
				fmt.Printf("  seed %d page %d over %q %s\n", truth.Seed, p.Number, p.Words[i].Text.Reveal(), layersOf(found, p.Number, p.Words[i]))
			}
		}
	}
	s.texts++
	if !leak {
		s.clean++
	}
}

// pageMarks says of each word of a page whether it was found and whether it identifies.
type pageMarks struct {
	page      chart.Page
	hit, real []bool
}

func newPageMarks(p chart.Page, found []chart.Span) pageMarks {
	m := pageMarks{page: p, hit: make([]bool, len(p.Words)), real: make([]bool, len(p.Words))}
	for i, w := range p.Words {
		m.hit[i] = slices.ContainsFunc(found, func(f chart.Span) bool { return f.Page == p.Number && f.Layer != "region" && covers(f, w) })
	}
	return m
}

// covered marks a true span's words and reports whether some and all of them were found, and the first.
func (m pageMarks) covered(t chart.Span) (any, all bool, first int) {
	all, first = true, -1
	for i, w := range m.page.Words {
		if !covers(t, w) {
			continue
		}
		m.real[i] = true
		if first < 0 {
			first = i
		}
		any, all = any || m.hit[i], all && m.hit[i]
	}
	return any, all, first
}

// before gives the words that stand before word i.
func before(words []chart.Word, i int) string {
	out := ""
	for k := max(0, i-5); k < i; k++ {
		out += " " + words[k].Text.Reveal()
	}
	return out
}

func layersOf(found []chart.Span, page int, w chart.Word) string {
	for _, f := range found {
		if f.Page == page && covers(f, w) {
			return string(f.Kind) + " " + f.Layer + " in " + f.Text.Reveal()
		}
	}
	return ""
}

// covers reports whether the middle of the word lies in one of the span's boxes.
func covers(f chart.Span, w chart.Word) bool {
	m := w.Box.Center()
	for _, b := range f.Boxes {
		if m.X >= b.X0 && m.X <= b.X1 && m.Y >= b.Y0 && m.Y <= b.Y1 {
			return true
		}
	}
	return false
}
