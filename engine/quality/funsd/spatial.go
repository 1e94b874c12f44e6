package funsd

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// spatial counts a page by place and by characters, whichever way the two sides part their words. Words that lie on one
// another, directly or through others, make a group; the letters of each side of a group, in the order in which they
// stand, are aligned by the fewest edits. A true word is found where each of its letters is aligned with its like and
// nothing is read in between; a read word is right by the same rule turned round. Edits are counted where both sides have
// letters: what was not seen at all is a matter of recall.
func spatial(want, got []item) (t Tally, right []bool) {
	right = make([]bool, len(got))
	for _, g := range groups(want, got) {
		w, r := line(want, g.want), line(got, g.got)
		if len(w.text) == 0 || len(r.text) == 0 {
			continue
		}
		a := alignment(w.text, r.text)
		t.Chars += len(w.text)
		t.Edits += a.edits
		t.FoundSpatial += len(w.whole(a.left))
		whole := r.whole(a.right)
		t.RightSpatial += len(whole)
		for _, i := range whole {
			right[i] = true
		}
	}
	return t, right
}

// Right says of each word of a reading whether it stands on the page, by the spatial measure. A word without letters and
// digits counts as right: nothing is known of it.
func Right(truth, read []chart.Word) []bool {
	out := make([]bool, len(read))
	got := items(read)
	_, right := spatial(items(truth), got)
	next := 0
	for i, w := range read {
		if fold(w.Text.Reveal()) == "" {
			out[i] = true
			continue
		}
		out[i] = right[next]
		next++
	}
	return out
}

// group holds the indices of words of both sides that lie on one another.
type group struct{ want, got []int }

// groups joins words whose boxes meet.
func groups(want, got []item) []group {
	parent := make([]int, len(want)+len(got))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for i, w := range want {
		for j, g := range got {
			if meet(w.box, g.box) {
				parent[root(len(want)+j)] = root(i)
			}
		}
	}
	at := map[int]int{}
	var out []group
	for i := range parent {
		r := root(i)
		if _, ok := at[r]; !ok {
			at[r] = len(out)
			out = append(out, group{})
		}
		g := &out[at[r]]
		if i < len(want) {
			g.want = append(g.want, i)
		} else {
			g.got = append(g.got, i-len(want))
		}
	}
	return out
}

// meet reports whether two boxes share half of the narrower one's width and half of the lower one's height: one side's
// boxes follow the ink, the other's leave room around it.
func meet(a, b geom.Box) bool {
	x := a.Intersect(b)
	return !x.Empty() && 2*x.Width() >= min(a.Width(), b.Width()) && 2*x.Height() >= min(a.Height(), b.Height())
}

// letters are the characters of one side of a group, and where its words begin; ends holds the end of the last one too.
type letters struct {
	text  []rune
	ends  []int
	words []int // their indices
}

// line puts words in the order in which they stand: lines from the top, words from the left.
func line(words []item, in []int) letters {
	in = slices.Clone(in)
	slices.SortFunc(in, func(a, b int) int {
		x, y := words[a].box, words[b].box
		above := y.Y0+y.Y1 > x.Y0+x.Y1
		shared := min(x.Y1, y.Y1) - max(x.Y0, y.Y0)
		if 2*shared >= min(x.Y1-x.Y0, y.Y1-y.Y0) {
			above = y.X0 > x.X0
		}
		if above {
			return -1
		}
		return 1
	})
	l := letters{ends: []int{0}, words: in}
	for _, i := range in {
		l.text = append(l.text, []rune(words[i].text)...)
		l.ends = append(l.ends, len(l.text))
	}
	return l
}

// whole gives the words whose letters all have their like, side by side on the other side.
func (l letters) whole(like []int) (out []int) {
	for k := 1; k < len(l.ends); k++ {
		ok := true
		for i := l.ends[k-1]; i < l.ends[k]; i++ {
			ok = ok && like[i] >= 0 && (i == l.ends[k-1] || like[i] == like[i-1]+1)
		}
		if ok {
			out = append(out, l.words[k-1])
		}
	}
	return out
}

// aligned says of each letter of both sides which letter of the other side is its like, -1 for none.
type aligned struct {
	edits       int
	left, right []int
}

// alignment is Levenshtein's, traced back.
func alignment(a, b []rune) aligned {
	width := len(b) + 1
	cost := make([]int, (len(a)+1)*width)
	for i := range len(a) + 1 {
		for j := range len(b) + 1 {
			switch {
			case i == 0:
				cost[j] = j
			case j == 0:
				cost[i*width] = i
			default:
				c := cost[(i-1)*width+j-1]
				if a[i-1] != b[j-1] {
					c++
				}
				cost[i*width+j] = min(c, cost[(i-1)*width+j]+1, cost[i*width+j-1]+1)
			}
		}
	}
	out := aligned{edits: cost[len(cost)-1], left: slices.Repeat([]int{-1}, len(a)), right: slices.Repeat([]int{-1}, len(b))}
	for i, j := len(a), len(b); i > 0 && j > 0; {
		here := cost[i*width+j]
		switch {
		case a[i-1] == b[j-1] && here == cost[(i-1)*width+j-1]:
			out.left[i-1], out.right[j-1] = j-1, i-1
			i, j = i-1, j-1
		case here == cost[(i-1)*width+j-1]+1:
			i, j = i-1, j-1
		case here == cost[(i-1)*width+j]+1:
			i--
		default:
			j--
		}
	}
	return out
}
