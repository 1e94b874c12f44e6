package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
	"chartproof.org/chartproof/engine/find/phi/tagger"
	"chartproof.org/chartproof/engine/quality/synth"
)

// How often a page set by hand counts beside a generated one, of which there are many of one design.
const (
	ofHand  = 3.0
	ofProse = 1.0
)

// altered are the ways in which each page set by hand is learnt from a second time: in one case, with characters misread.
var altered = []struct {
	mode  string
	noise float64
}{{"lower", 0}, {"", 2}, {"upper", 0}, {"", 5}, {"lower", 2}, {"upper", 3}}

// lesson is one word with the batch of the page that it is from.
type lesson struct {
	tagger.Example
	from string // the letter of the batch, "" for what is in all models
}

// fitter gathers what the tagger learns from.
type fitter struct {
	d       *phi.Detector
	r       *rand.Rand
	people  *namer
	lessons []lesson
}

// generated adds charts of the tuning families, half of them changed.
func (f *fitter) generated(families []string, count int, seed uint64) error {
	for _, family := range families {
		if heldOut(family) {
			return fmt.Errorf("family %s is held out and is not fitted on", family)
		}
		for i := range count {
			c, err := synth.Generate(synth.Config{Seed: seed + uint64(i), Family: family, Packet: packet(i)})
			if err != nil {
				return fmt.Errorf("make chart: %w", err)
			}
			for n, page := range c.Truth.Pages {
				how := altered[(i+n)%len(altered)]
				if (i+n)%2 == 0 {
					how.mode, how.noise = "", 0
				}
				s := stranger{page: page}
				for w := range s.page.Words {
					s.page.Words[w].Line = 0
				}
				for _, t := range c.Truth.PHI {
					if t.Page == page.Number && t.Kind != chart.Signature && t.Kind != chart.Barcode && t.Kind != chart.FacePhoto {
						s.truth = append(s.truth, t)
					}
				}
				f.learn(&s, "", s.changed(f.r, how.mode, how.noise), 1)
			}
		}
	}
	return nil
}

// running adds pages of running text, in which little identifies.
func (f *fitter) running(pages []stranger) {
	for i := range pages {
		how := altered[i%len(altered)]
		if i%3 == 0 {
			how.mode, how.noise = "", 0
		}
		f.learn(&pages[i], "", pages[i].changed(f.r, how.mode, how.noise), ofProse)
	}
}

// byHand adds the pages of strangers, as they are and changed.
func (f *fitter) byHand(pages []stranger) {
	for i := range pages {
		p := &pages[i]
		f.learn(p, batchOf(p), p.page, ofHand)
		for k := range 2 {
			how := altered[(2*i+k)%len(altered)]
			other := p.peopled(f.r, f.people)
			f.learn(p, batchOf(p), other.changed(f.r, how.mode, how.noise), ofHand/3)
		}
	}
}

// batchOf is the hand that set a page: the letter that its name begins with.
func batchOf(p *stranger) string { return p.name[:1] }

func (f *fitter) learn(s *stranger, from string, page chart.Page, weight float64) {
	for _, u := range f.d.Units([]chart.Page{page}) {
		e := tagger.Example{Features: u.Features, Weight: weight}
		for _, t := range s.truth {
			if !slices.ContainsFunc(t.Boxes, func(b box) bool { return u.At.X > b.X0 && u.At.X < b.X1 && u.At.Y > b.Y0 && u.At.Y < b.Y1 }) {
				continue
			}
			if e.Kind = t.Kind; t.Kind == facility {
				e.Kind, e.Open = chart.Name, true
			}
			break
		}
		if s.unlisted && e.Kind == "" && u.Found != "" {
			e.Kind, e.Open = u.Found, !u.Pattern
		}
		f.lessons = append(f.lessons, lesson{e, from})
	}
}

// without gives the examples of all batches but those of the given letters.
func (f *fitter) without(letters string) []tagger.Example {
	var out []tagger.Example
	for _, l := range f.lessons {
		if l.from == "" || !strings.Contains(letters, l.from) {
			out = append(out, l.Example)
		}
	}
	return out
}

// recipe is what a model is made of.
type recipe struct {
	families string
	count    int
	seed     uint64
	prose    string   // the folder of the running text
	aside    string   // the letters of the batches that are kept aside
	dirs     []string // those of the pages set by hand
}

// fit fits on everything and writes the model, or prints how the tagger fitted on all other batches does on those of each group,
// in each way that a page may come.
func fit(r recipe, groups string, write, show bool) error {
	d, err := phi.New()
	if err != nil {
		return err
	}
	pages, err := strangers(r.dirs)
	if err != nil {
		return err
	}
	pages = slices.DeleteFunc(pages, func(p stranger) bool { return strings.Contains(r.aside, batchOf(&p)) })
	people, err := newNamer()
	if err != nil {
		return err
	}
	f := &fitter{d: d, r: rand.New(rand.NewPCG(r.seed, 3)), people: people}
	f.byHand(pages)
	text, err := prose(r.prose, f.r, people)
	if err != nil {
		return err
	}
	f.running(text)
	if err := f.generated(strings.Split(r.families, ","), r.count, r.seed); err != nil {
		return err
	}
	fmt.Printf("%d pages set by hand, %d of running text, %d words\n", len(pages), len(text), len(f.lessons))
	if write {
		return r.write(tagger.Fit(f.without(""), r.seed), pages, len(f.lessons))
	}
	by := map[string][]stranger{}
	for _, p := range pages {
		by[batchOf(&p)] = append(by[batchOf(&p)], p)
	}
	if groups == "" {
		groups = strings.Join(slices.Sorted(maps.Keys(by)), ",")
	}
	return f.leaveOut(by, strings.Split(groups, ","), show)
}
