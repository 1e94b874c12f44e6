package layout

import (
	"math"
	"sort"
	"strings"
	"unicode/utf8"
)

// buildLines joins words that stand beside each other. Words are taken from left to right, and each joins the line whose
// last word it overlaps most from top to bottom: so a line may drift a little without being broken.
func buildLines(words []Word, body float64) []Line {
	var rows [][]int
	for _, row := range buildRows(words, body) {
		if row = leaders(words, row); len(row) > 0 {
			rows = append(rows, row)
		}
	}
	lines := make([]Line, 0, len(rows))
	gap := wideGap(words, rows, body)
	for _, row := range rows {
		lines = append(lines, newLine(words, row, gap))
	}
	sort.SliceStable(lines, func(a, b int) bool { return lines[a].Rect.MidY() < lines[b].Rect.MidY() })
	return lines
}

// buildRows gives the words of each line as positions in words.
func buildRows(words []Word, body float64) [][]int {
	order := make([]int, len(words))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return words[order[a]].Rect.X0 < words[order[b]].Rect.X0 })
	var rows [][]int
	for _, i := range order {
		best, score := -1, 0.0
		for r, row := range rows {
			v := beside(words[row[len(row)-1]].Rect, words[i].Rect, body)
			if n := len(row); v == 0 && n > 1 && words[i].Rect.X0 >= words[row[n-1]].Rect.X1-body && words[i].Rect.X0-words[row[n-1]].Rect.X1 < 3*body {
				// "mg," hangs below "Atorvastatin": the word before says where the line runs.
				v = 0.8 * beside(words[row[n-2]].Rect, words[i].Rect, body)
			}
			if v > score {
				best, score = r, v
			}
		}
		if best < 0 {
			rows = append(rows, []int{i})
			continue
		}
		rows[best] = append(rows[best], i)
	}
	return rows
}

// beside says how well word w continues a line whose last word is last: 0 not at all. A near neighbour wins over a far
// one, so that two columns of different pitch do not cross over.
func beside(last, w Rect, body float64) float64 {
	over := min(last.Y1, w.Y1) - max(last.Y0, w.Y0)
	small := min(last.Height(), w.Height())
	if small <= 0 {
		small = 0.1
	}
	share := over / small
	if share < 0.5 || w.X0 < last.X1-max(body, 0.5*last.Width()) {
		return 0
	}
	gap := max(0, w.X0-last.X1)
	mid := math.Abs(last.MidY()-w.MidY()) / max(body, small)
	return max(0.01, share-0.5*mid-gap/4000)
}

func newLine(words []Word, row []int, gap float64) Line {
	l := Line{Rect: words[row[0]].Rect}
	for _, i := range row {
		l.Words = append(l.Words, words[i])
		l.Rect = l.Rect.union(words[i].Rect)
	}
	start := 0
	for i := range l.Words {
		if i+1 < len(l.Words) && !l.Words[i+1].Cell && !wide(l.Words[i], l.Words[i+1], gap) {
			continue
		}
		seg := Segment{First: start, Last: i, Rect: l.Words[start].Rect}
		for _, w := range l.Words[start : i+1] {
			seg.Rect = seg.Rect.union(w.Rect)
		}
		l.Segments = append(l.Segments, seg)
		start = i + 1
	}
	return l
}

// wideGap is the least gap that parts two cells on this page: wider than the page's usual space between words, which is
// wide in typewriter faces and in lines set to both margins.
func wideGap(words []Word, rows [][]int, body float64) float64 {
	var gaps []float64
	for _, row := range rows {
		for i := 1; i < len(row); i++ {
			if g := words[row[i]].Rect.X0 - words[row[i-1]].Rect.X1; g > 0 && g < 2*body {
				gaps = append(gaps, g)
			}
		}
	}
	if len(gaps) < 8 {
		return 1.4 * body
	}
	sort.Float64s(gaps)
	return max(1.25*body, min(1.75*gaps[len(gaps)/2], 2.4*body))
}

// wide reports whether the gap between two neighbours parts two cells rather than two words. Punctuation leaves room of
// its own, and large letters have large spaces.
func wide(a, b Word, gap float64) bool {
	h := max(a.Rect.Height(), b.Rect.Height())
	if strings.ContainsAny(a.Text[len(a.Text)-1:], ",.;") {
		gap *= 1.35
	}
	least := max(gap, min(h, 3*gap))
	if !boxNumber(b.Text) { // "32." begins a box of a form
		least = max(least, 1.45*max(pitch(a), pitch(b)))
	}
	return b.Rect.X0-a.Rect.X1 > least
}

// pitch is the width of one character: a typewriter's space is as wide as its letters.
func pitch(w Word) float64 {
	if n := utf8.RuneCountInString(w.Text); n >= 3 {
		return w.Rect.Width() / float64(n)
	}
	return 0
}

// deskew turns the words about the page's origin so that lines run level. The hint's sign is not trusted: the angle that
// packs the words into the fewest rows wins.
func deskew(words []Word, hint float64) {
	if len(words) < 8 {
		return
	}
	best, top := 0.0, -1.0
	try := func(deg float64) {
		if v := rowScore(words, deg); v > top*1.02 {
			best, top = deg, v
		}
	}
	try(0)
	if h := math.Abs(hint); h > 0.05 && h < 15 {
		try(h)
		try(-h)
	}
	for d := 0.4; d <= 4; d += 0.4 {
		try(d)
		try(-d)
	}
	for _, d := range []float64{-0.2, 0.2} {
		try(best + d)
	}
	if tilt := neighbourTilt(words); math.Abs(best-tilt) > 0.7 {
		best = tilt // columns of different pitch can look like rows of a tilted page
	}
	if math.Abs(best) < 0.1 {
		return
	}
	slope := math.Tan(best * math.Pi / 180)
	for i := range words {
		// A shear is enough at these angles, and it keeps x where the columns are.
		dy := -slope * (words[i].Rect.MidX() - 500)
		dx := slope * (words[i].Rect.MidY() - 500)
		r := &words[i].Rect
		r.X0, r.X1, r.Y0, r.Y1 = r.X0+dx, r.X1+dx, r.Y0+dy, r.Y1+dy
	}
}

// neighbourTilt is the usual slope, in degrees, from a word to the next one of its line.
func neighbourTilt(words []Word) float64 {
	body := bodyHeight(words)
	var slopes []float64
	for _, row := range buildRows(words, body) {
		for i := 1; i < len(row); i++ {
			a, b := words[row[i-1]].Rect, words[row[i]].Rect
			if dx := b.MidX() - a.MidX(); b.X0-a.X1 < 2*body && dx > body {
				slopes = append(slopes, (b.Y1-a.Y1)/dx)
			}
		}
	}
	if len(slopes) < 6 {
		return 0
	}
	sort.Float64s(slopes)
	deg := math.Atan(slopes[len(slopes)/2]) * 180 / math.Pi
	if math.Abs(deg) < 0.3 {
		return 0
	}
	return deg
}

// rowScore is high where the words' middles fall into few rows when the page is turned by deg.
func rowScore(words []Word, deg float64) float64 {
	slope := math.Tan(deg * math.Pi / 180)
	const bin = 4.0
	var rows [1024]float64
	for _, w := range words {
		y := w.Rect.MidY() - slope*(w.Rect.MidX()-500)
		k := (y + 200) / bin
		f := math.Floor(k)
		if f < 0 || f >= float64(len(rows)-1) {
			continue
		}
		n := w.Rect.Width()
		rows[int(f)] += n * (1 - (k - f))
		rows[int(f)+1] += n * (k - f)
	}
	sum := 0.0
	for _, v := range rows {
		sum += v * v
	}
	return sum
}

// leaders gives the words of a row without the dotted or ruled lines that fill it; one that leads from a label to what was filled
// in stays as a colon.
func leaders(words []Word, row []int) []int {
	var out []int
	since, phrase, ruled := 0, "", false
	for _, i := range row {
		if words[i].Text == "|" { // what follows it is another cell
			ruled = true
			since, phrase = 0, ""
			continue
		}
		if words[i].Cell = words[i].Cell || ruled; !isLeader(words[i].Text) {
			ruled = false
			out = append(out, i)
			since++
			phrase += foldWord(words[i].Text)
			continue
		}
		if _, known := compiled().exact[phrase]; known && since > 0 && since < 6 {
			words[i].Text = ":"
			words[i].Rect.X1 = words[i].Rect.X0 + 0.4*words[i].Rect.Height()
			out = append(out, i)
		}
		since, phrase = 0, ""
	}
	return out
}

// isLeader reports whether a word is nothing but a dotted or ruled line.
func isLeader(text string) bool {
	return len(text) >= 2 && strings.Trim(text, "._…") == ""
}
