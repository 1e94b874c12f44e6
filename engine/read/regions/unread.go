package regions

import (
	"cmp"
	"image"
	"slices"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
)

// unread finds ink of the size of print that no reader made a word of and that is nothing else that is known: letters in a
// face or a state that no reader can read, or a logo. A person must look; nothing can be told from its absence in the words.
func (c *canvas) unread(blobs []blob) []chart.Region {
	var left []*blob
	for i := range blobs {
		if b := &blobs[i]; b.hand <= 0.5 && c.likePrint(b) && c.wordless(b.Rectangle) && c.free(b.Rectangle) {
			left = append(left, b)
		}
	}
	var out []chart.Region
	add := func(g *unreadLine) {
		out = append(out, chart.Region{Kind: chart.RegionUnread, Box: c.box(g.Rectangle), Confidence: sureOf(g.letters)})
	}
	var single []*unreadLine
	for _, g := range c.lines(left) {
		// One letter alone is mostly a stain, a bullet or a piece of a frame.
		if g.letters < max(leastUnread, g.Dx()/(4*c.letter)) || 2*g.Dx() < 3*c.letter || g.Dy() > g.Dx() {
			single = append(single, g)
			continue
		}
		add(g)
	}
	for _, g := range c.columns(single) {
		if g.letters >= leastColumn && g.Dy() >= 3*c.letter && g.Dy() > 2*g.Dx() {
			add(g)
		}
	}
	return out
}

// The least numbers of letters that make unread ink worth a person's look: on a line, and one above the other, as in text
// that stands on its side along a margin.
const (
	leastUnread = 2
	leastColumn = 4
)

// likePrint reports whether a blob has the height of print, pieces like letters, and neither the fill of a bar nor the
// thinness of a rule.
func (c *canvas) likePrint(b *blob) bool {
	if b.count == 0 || 5*b.Dy() < 2*c.letter || b.Dy() > 3*c.letter || b.Dx() > 40*c.letter {
		return false
	}
	if 10*b.Dy() < 8*c.letter && 2*b.flats > b.area || b.Dy() > 2*c.letter && 10*b.stems > 8*b.area {
		return false // what noise left of a rule
	}
	share := float64(b.area) / float64(b.Dx()*b.Dy())
	return share > 0.08 && share < 0.75
}

// wordless reports whether no word covers a quarter of a rectangle.
func (c *canvas) wordless(r image.Rectangle) bool {
	covered := 0
	for _, w := range c.words {
		x := w.Intersect(r)
		covered += x.Dx() * x.Dy()
	}
	return 4*covered < r.Dx()*r.Dy()
}

// unreadLine is unread ink on one line.
type unreadLine struct {
	image.Rectangle
	letters int
}

// lines joins blobs that stand on a line at the distance of words.
func (c *canvas) lines(blobs []*blob) []*unreadLine {
	slices.SortFunc(blobs, func(a, b *blob) int { return cmp.Compare(a.Min.X, b.Min.X) })
	var out []*unreadLine
	for _, b := range blobs {
		var to *unreadLine
		for _, g := range out {
			shared := min(g.Max.Y, b.Max.Y) - max(g.Min.Y, b.Min.Y)
			if b.Min.X-g.Max.X < 2*c.letter && 2*shared >= min(g.Dy(), b.Dy()) && c.wordless(image.Rect(g.Max.X, min(g.Min.Y, b.Min.Y), max(g.Max.X+1, b.Min.X), max(g.Max.Y, b.Max.Y))) {
				to = g
			}
		}
		if to == nil {
			to = &unreadLine{}
			out = append(out, to)
		}
		to.Rectangle, to.letters = to.Union(b.Rectangle), to.letters+c.lettersOf(b)
	}
	return out
}

// lettersOf estimates how many letters a blob has: as many as pieces, or more where these touch. What is lower than letters
// are may be what noise left of a rule.
func (c *canvas) lettersOf(b *blob) int {
	if 10*b.Dy() < 7*c.letter {
		return b.count
	}
	return max(b.count, b.Dx()/(2*c.letter))
}

// columns joins what stands one above the other as close as the letters of a word.
func (c *canvas) columns(single []*unreadLine) []*unreadLine {
	slices.SortFunc(single, func(a, b *unreadLine) int { return cmp.Compare(a.Min.Y, b.Min.Y) })
	var out []*unreadLine
	for _, s := range single {
		var to *unreadLine
		for _, g := range out {
			shared := min(g.Max.X, s.Max.X) - max(g.Min.X, s.Min.X)
			if 2*(s.Min.Y-g.Max.Y) < c.letter && 2*shared >= min(g.Dx(), s.Dx()) && 2*s.Dx() < 5*c.letter {
				to = g
			}
		}
		if to == nil {
			if 2*s.Dx() < 5*c.letter {
				copied := *s
				out = append(out, &copied)
			}
			continue
		}
		to.Rectangle, to.letters = to.Union(s.Rectangle), to.letters+max(s.letters, s.Dy()/c.letter)
	}
	return out
}

// Legible is the quality of a page's reading, lowered by the share of its letters that nobody read.
func Legible(page chart.Page) float64 {
	read, left := 0.0, 0.0
	for _, w := range page.Words {
		for _, r := range w.Text.Reveal() {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				read++
			}
		}
	}
	for _, r := range page.Regions {
		if r.Kind == chart.RegionUnread {
			left += lettersIn(r.Confidence)
		}
	}
	if left == 0 {
		return page.Quality
	}
	return page.Quality * read / (read + left)
}

// An unread region is as sure as it has letters: a stain may look like one letter or two.
func sureOf(letters int) chart.Confidence     { return chart.Confidence(1 - 1/float64(1+letters)) }
func lettersIn(sure chart.Confidence) float64 { return 1/(1-min(0.999, float64(sure))) - 1 }
