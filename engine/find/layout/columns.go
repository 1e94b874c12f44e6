package layout

import (
	"sort"
	"strings"
)

// Pages whose text runs in columns: a bar of lists beside the note, two columns of print. Read line by line across the page,
// such a page says nothing; its left column is read first, then its right one. Forms in which labels stand left and values
// right are no columns: there every line on the left has its fellow on the right.

// runs reports whether words are a line of running text: five at least, and half of them in small letters.
func runs(words []Word) bool {
	n := 0
	for _, w := range words {
		n += count(small(w))
	}
	return len(words) >= 5 && 2*n >= len(words)
}

// columns gives the lines in the order in which they are read.
func columns(lines []Line, body float64) []Line {
	for _, x := range columnEdges(lines, body) {
		for from := 0; from < len(lines); from++ {
			to := columnRun(lines, from, x, body)
			if to-from < 6 {
				continue
			}
			if from, to = trimRun(lines, from, to, x); !inColumns(lines[from:to], x) {
				from = max(from, to-1)
				continue
			}
			return append(append(append([]Line(nil), lines[:from]...), unfold(lines[from:to], x)...), lines[to:]...)
		}
	}
	return lines
}

// columnEdges gives where columns of running text may begin, right of the page's left margin.
func columnEdges(lines []Line, body float64) []float64 {
	var starts []float64
	for i := range lines {
		for _, seg := range lines[i].Segments {
			if seg.Rect.X0 > 200 && runs(lines[i].Words[seg.First:seg.Last+1]) {
				starts = append(starts, seg.Rect.X0)
			}
		}
	}
	sort.Float64s(starts)
	var out []float64
	for i := 0; i < len(starts); {
		k := i
		for k < len(starts) && starts[k]-starts[i] < 2*body {
			k++
		}
		if k-i >= 4 {
			out = append(out, starts[i]-0.3*body)
		}
		i = k
	}
	return out
}

// columnRun gives the end of the run of lines from a line on in which nothing stands in the gutter left of x, and what stands
// right of it beside something else begins there.
func columnRun(lines []Line, from int, x, body float64) int {
	for i := from; i < len(lines); i++ {
		left := false
		for _, seg := range lines[i].Segments {
			if seg.Rect.X0 < x && seg.Rect.X1 > x-1.2*body {
				return i
			}
			if seg.Rect.X0 < x {
				left = true
			} else if left && seg.Rect.X0 > x+3*body {
				return i
			} else {
				break
			}
		}
	}
	return len(lines)
}

// trimRun leaves away the lines before and after those on which both columns stand.
func trimRun(lines []Line, from, to int, x float64) (int, int) {
	var has [2][2]int // first and last line of either side
	for side := range has {
		has[side] = [2]int{to, from - 1}
	}
	for i := from; i < to; i++ {
		at := lines[i].before(x)
		for side, n := range [2]int{at, len(lines[i].Words) - at} {
			if n > 0 {
				has[side] = [2]int{min(has[side][0], i), i}
			}
		}
	}
	first, last := max(has[0][0], has[1][0]), min(has[0][1], has[1][1])
	if first > last {
		return from, from
	}
	for first > from && level(&lines[first-1], &lines[first]) {
		first--
	}
	return max(from, first-1), to
}

// level reports whether the second line begins before the first has ended by half.
func level(a, b *Line) bool { return b.Rect.Y0 < a.Rect.MidY() }

// before counts the words that begin left of x.
func (l *Line) before(x float64) int {
	return sort.Search(len(l.Words), func(i int) bool { return l.Words[i].Rect.X0 >= x })
}

// inColumns reports whether lines are two columns of text: running text on the right, and on the left either running text
// too or lines that keep another pace, or that stand beside the middle of a sentence.
func inColumns(lines []Line, x float64) bool {
	prose, leftProse, lefts, alone, amid := 0, 0, 0, 0, 0
	open := false // the line above ran on
	for i := range lines {
		at := lines[i].before(x)
		left, right := lines[i].Words[:at], lines[i].Words[at:]
		text := runs(right)
		amid += count(len(left) > 0 && open && len(right) > 0 && small(right[0]))
		open = text && !strings.ContainsAny(right[len(right)-1].Text, ".:;")
		prose += count(text)
		lefts += count(len(left) > 0)
		leftProse += count(runs(left))
		alone += count(len(left) > 0 && len(right) == 0)
	}
	return prose >= 4 && lefts >= 4 && (3*alone >= lefts || amid >= 3 || leftProse >= 4 && 2*leftProse >= lefts)
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// small reports whether a word begins with a small letter.
func small(w Word) bool { return w.Text[0] >= 'a' && w.Text[0] <= 'z' }

// unfold parts lines at x and gives the left column before the right one.
func unfold(lines []Line, x float64) []Line {
	var left, right []Line
	for i := range lines {
		l := &lines[i]
		k := 0
		for k < len(l.Segments) && l.Segments[k].Rect.X0 < x {
			k++
		}
		if k > 0 {
			left = append(left, l.share(0, k, 1, x))
		}
		if k < len(l.Segments) {
			right = append(right, l.share(k, len(l.Segments), 2, 0))
		}
	}
	return append(left, right...)
}

// share makes a line of some of its segments.
func (l *Line) share(from, to, column int, right float64) Line {
	first, last := l.Segments[from].First, l.Segments[to-1].Last
	out := Line{Words: l.Words[first : last+1 : last+1], Rect: l.Segments[from].Rect, Column: column, Right: right}
	for _, seg := range l.Segments[from:to] {
		out.Rect = out.Rect.union(seg.Rect)
		seg.First, seg.Last = seg.First-first, seg.Last-first
		out.Segments = append(out.Segments, seg)
	}
	return out
}

// Leaves reports whether a line stands in another column than an earlier one, which ends there.
func (s *Sheet) Leaves(from, to int) bool {
	a, b := s.Lines[from].Column, s.Lines[to].Column
	return a > 0 && b > a
}
