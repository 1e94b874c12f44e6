package codes

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Place is words of a page.
type Place struct {
	Page int // number of the page
	Box  geom.Box
}

// Suggestion is a code that words of the page speak for.
type Suggestion struct {
	Entry
	Said    chart.Text // the words that led to it, as they were read
	Places  []Place
	Score   float64
	Printed bool // the code itself stands on the page
	Late    bool // the list does not have it on the day asked for
}

// Options say what Suggest is to look at.
type Options struct {
	Day   time.Time // on which the codes must be valid
	Words bool      // codes that stand on the page do not count: for measuring
	Limit int       // 0: 12
}

const (
	usualSuggestions = 12
	reach            = 4 // words that may stand between those of a title
)

// found is a wording in a clause.
type found struct {
	entry  int32
	tokens []int // of the clause
	score  float64
}

// Suggest gives the codes that the text of pages speaks for, best first. Pages are as they were read of the redacted copy.
func (x *Index) Suggest(pages []chart.Page, o Options) []Suggestion {
	s := suggester{x: x, pages: pages, o: o, best: map[string]*Suggestion{}}
	clauses := clausesOf(pages)
	judged := slices.ContainsFunc(clauses, func(c clause) bool { return c.part == assessed })
	for _, c := range clauses {
		if c.part == nothing || judged && c.part == passing {
			continue
		}
		s.clause(c)
	}
	if !o.Words {
		s.printed()
	}
	return s.ranked()
}

type suggester struct {
	x     *Index
	pages []chart.Page
	o     Options
	best  map[string]*Suggestion
}

func (s *suggester) clause(c clause) {
	off := denied(c.words)
	var all []found
	for i, w := range c.words {
		if off[i] {
			continue
		}
		for _, text := range meanings(w.text) {
			for _, p := range s.x.phrases[text] {
				if f, ok := p.in(c.words, off, i); ok {
					f.score = s.x.worth(p) * float64(c.part)
					all = append(all, f)
				}
			}
		}
	}
	for _, f := range widest(all) {
		s.keep(f, c)
	}
}

// meanings gives a word and what it abbreviates, where that is one word.
func meanings(w string) []string {
	if full := written[w]; full != "" && !strings.Contains(full, " ") {
		return []string{w, full}
	}
	return []string{w}
}

// in looks for a wording around its rarest word, which stands at i.
func (p phrase) in(words []token, off []bool, i int) (found, bool) {
	f := found{entry: p.entry}
	from, to := max(0, i-p.size-reach), min(len(words), i+p.size+reach+1)
	for _, want := range p.words {
		best := -1
		for j := from; j < to; j++ {
			if off[j] || !slices.Contains(meanings(words[j].text), want) {
				continue
			}
			if best < 0 || away(j, i) < away(best, i) {
				best = j
			}
		}
		if best < 0 {
			return found{}, false
		}
		f.tokens = append(f.tokens, best)
	}
	slices.Sort(f.tokens)
	f.tokens = slices.Compact(f.tokens)
	span := f.tokens[len(f.tokens)-1] - f.tokens[0] + 1
	return f, span <= p.size+reach && (len(p.words) > 1 || !p.other || span == 1)
}

func away(a, b int) int { return max(a-b, b-a) }

// worth weighs a wording: the more and the rarer its words, the surer.
func (x *Index) worth(p phrase) float64 {
	sum := 0.0
	for _, w := range p.words {
		sum += x.rarity(x.held(w))
	}
	if p.other {
		sum += 0.5
	}
	if x.entries[p.entry].Common {
		sum += 0.7
	}
	return sum
}

// widest drops what is only a part of another wording: heart failure in chronic systolic heart failure.
func widest(all []found) []found {
	slices.SortStableFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(len(b.tokens), len(a.tokens)), cmp.Compare(b.score, a.score), cmp.Compare(a.entry, b.entry))
	})
	var out []found
	for _, f := range all {
		covered := false
		for _, have := range out {
			if len(have.tokens) > len(f.tokens) && within(f.tokens, have.tokens) || have.entry == f.entry && slices.Equal(have.tokens, f.tokens) {
				covered = true
				break
			}
		}
		if !covered {
			out = append(out, f)
		}
	}
	return out
}

func within(some, all []int) bool {
	for _, t := range some {
		if !slices.Contains(all, t) {
			return false
		}
	}
	return true
}

func (s *suggester) keep(f found, c clause) {
	e := s.x.entries[f.entry]
	sug := Suggestion{Entry: e, Score: f.score, Late: !e.Valid(s.o.Day)}
	if sug.Late {
		sug.Score /= 4
	}
	var said []string
	seen := map[[2]int]bool{}
	for _, t := range f.tokens {
		at := c.words[t]
		if key := [2]int{at.page, at.word}; !seen[key] {
			seen[key] = true
			word := s.pages[at.page].Words[at.word]
			said = append(said, strings.Trim(word.Text.Reveal(), ".,;:()"))
			sug.Places = append(sug.Places, Place{s.pages[at.page].Number, word.Box})
		}
	}
	sug.Said = chart.Text(strings.Join(said, " "))
	s.put(sug)
}

func (s *suggester) put(sug Suggestion) {
	have := s.best[sug.Code]
	if have == nil {
		s.best[sug.Code] = &sug
		return
	}
	if sug.Score > have.Score {
		sug.Places, sug.Printed = append(sug.Places, have.Places...), sug.Printed || have.Printed
		*have = sug
		return
	}
	have.Places, have.Printed = append(have.Places, sug.Places...), have.Printed || sug.Printed
	have.Score += 0.1 // said again
}

var codeShape = regexp.MustCompile(`^[A-TV-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?$`)

// printed finds the codes that stand on the pages: with their dot, or known to the list.
func (s *suggester) printed() {
	for _, p := range s.pages {
		for _, w := range p.Words {
			text := strings.Trim(w.Text.Reveal(), ".,;:()[]")
			if w.Mark || !codeShape.MatchString(text) {
				continue
			}
			e, ok := s.x.Lookup(text)
			if !ok && !strings.Contains(text, ".") || ok && e.System != ICD10CM {
				continue
			}
			if !ok {
				e = Entry{System: ICD10CM, Code: text}
			}
			s.put(Suggestion{Entry: e, Said: chart.Text(text), Places: []Place{{p.Number, w.Box}}, Score: 50, Printed: true, Late: !e.Valid(s.o.Day)})
		}
	}
}

func (s *suggester) ranked() []Suggestion {
	out := make([]Suggestion, 0, len(s.best))
	for _, sug := range s.best {
		out = append(out, *sug)
	}
	slices.SortFunc(out, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Code, b.Code))
	})
	limit := s.o.Limit
	if limit <= 0 {
		limit = usualSuggestions
	}
	return out[:min(len(out), limit)]
}
