package codes

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Query is what somebody looks for.
type Query struct {
	Text   string
	System System    // empty: every list
	Day    time.Time // on which the code must be valid; zero: any
	Limit  int       // 0: 20
}

// Hit is a code that was found.
type Hit struct {
	Entry
	Score float64
	Late  bool // the list does not have it on the day asked for
}

// usual is how many hits are given where nobody says.
const usual = 20

// Search gives the codes that a text means, best first: by the beginning of the code, or by words in any order.
func (x *Index) Search(q Query) []Hit {
	if q.Limit <= 0 {
		q.Limit = usual
	}
	text := strings.TrimSpace(q.Text)
	if text == "" {
		return nil
	}
	scores := map[int32]float64{}
	x.byPrefix(text, scores)
	for _, words := range readings(text) {
		x.byWords(words, scores)
	}
	hits := make([]Hit, 0, min(len(scores), 256))
	for at, score := range scores {
		e := x.entries[at]
		if q.System != "" && e.System != q.System {
			continue
		}
		h := Hit{Entry: e, Score: score, Late: !e.Valid(q.Day)}
		if e.Common {
			h.Score += 0.6
		}
		if e.Header {
			h.Score -= 0.3
		}
		if h.Late {
			h.Score -= 4
		}
		hits = append(hits, h)
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(len(a.Title), len(b.Title)), strings.Compare(a.Code, b.Code))
	})
	return hits[:min(len(hits), q.Limit)]
}

// byPrefix finds codes by how they begin.
func (x *Index) byPrefix(text string, scores map[int32]float64) {
	key := plain(text)
	if len(key) < 2 || len(key) > 7 || strings.ContainsAny(key, " ") || !strings.ContainsAny(key, "0123456789") {
		return
	}
	from, _ := slices.BinarySearchFunc(x.entries, key, func(e Entry, k string) int { return strings.Compare(plain(e.Code), k) })
	for i := from; i < len(x.entries) && i < from+400; i++ {
		code := plain(x.entries[i].Code)
		if !strings.HasPrefix(code, key) {
			break
		}
		scores[int32(i)] = 100 - float64(len(code)-len(key)) - float64(i-from)/1000
	}
}

// readings gives the words of a text as they stand, and with its abbreviations written out.
func readings(text string) [][]string {
	words := wordsOf(text)
	out, long := [][]string{words}, []string{}
	for _, w := range words {
		if full, ok := written[w]; ok {
			long = append(long, wordsOf(full)...)
			continue
		}
		long = append(long, w)
	}
	if !slices.Equal(words, long) {
		out = append(out, long)
	}
	return out
}

// fit is how well a word of a list fits one of the query.
type fit struct {
	at    int // of the word
	share float64
}

// byWords finds codes whose title, with its other words, has every word of the query.
func (x *Index) byWords(words []string, scores map[int32]float64) {
	if len(words) == 0 {
		return
	}
	exact := x.whole[strings.Join(words, " ")]
	words = slices.Compact(slices.Sorted(slices.Values(words)))
	got := map[int32]float64{}
	for n, w := range words {
		here := map[int32]float64{}
		for _, f := range x.fits(w) {
			worth := f.share * x.rarity(len(x.posts[f.at]))
			for _, at := range x.posts[f.at] {
				before, there := got[at]
				if n == 0 || there {
					here[at] = max(here[at], before+worth)
				}
			}
		}
		got = here
	}
	for at, score := range got {
		score += 3 * float64(len(words)) / float64(max(int(x.sizes[at]), len(words)))
		scores[at] = max(scores[at], score)
	}
	for _, at := range exact {
		scores[at] += 10
	}
}

// fits gives the words of the lists that a word of the query can mean: itself, those that it begins, or, where there is none,
// those that it is a misspelling of.
func (x *Index) fits(w string) []fit {
	var out []fit
	from, _ := slices.BinarySearch(x.words, w)
	for i := from; i < len(x.words) && strings.HasPrefix(x.words[i], w); i++ {
		share := 1.0
		if x.words[i] != w {
			share = 0.8 * float64(len(w)) / float64(len(x.words[i]))
		}
		out = append(out, fit{i, share})
	}
	if len(out) > 0 || len(w) < 4 {
		return out
	}
	allowed := 1
	if len(w) >= 8 {
		allowed = 2
	}
	for i, have := range x.words {
		if d := distance(w, have, allowed); d <= allowed {
			out = append(out, fit{i, 0.7 - 0.2*float64(d-1)})
		}
	}
	return out
}

// distance counts the letters to change, add, drop or swap between two words, up to a bound over which it is one more.
func distance(a, b string, bound int) int {
	if len(a)-len(b) > bound || len(b)-len(a) > bound || len(a) > 40 || len(b) > 40 {
		return bound + 1
	}
	var rows [3][41]int
	for j := 0; j <= len(b); j++ {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before2, before, now := &rows[(i+2)%3], &rows[i%3], &rows[(i+1)%3]
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			v := min(before[j]+1, now[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				v = min(v, before2[j-2]+1)
			}
			now[j] = v
			least = min(least, v)
		}
		if least > bound {
			return bound + 1
		}
	}
	return rows[(len(a)+1)%3][len(b)]
}
