package regions

import (
	"cmp"
	"image"
	"slices"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
)

// What makes a stamp of ink that nobody read.
const (
	leastScrap   = 2    // letters of a scrap beside a stamp
	leastStamp   = 8    // letters
	alikeStamp   = 0.6  // the share of them that are of one size: print is, handwriting is not
	leastRead    = 0.5  // the confidence from which a word counts as read
	widestStamp  = 0.6  // of the page's width, and
	highestStamp = 0.45 // of its height: more is a page that could not be read
	roomAround   = 0.3  // of a letter
)

// stamps finds print that does not stand level and that no reader made words of: stamps set askew or around a ring, labels
// stuck on their side or their head. The finders of handwriting and of unread lines see pieces of it; what is covered must be
// the whole.
func (c *canvas) stamps() []chart.Region {
	var out []chart.Region
	for _, g := range c.whole(c.gather(c.unreadLetters())) {
		room := int(roomAround*float64(c.letter) + 0.5)
		out = append(out, chart.Region{Kind: chart.RegionStamp, Box: c.box(g.Inset(-room)), Confidence: sureOf(len(g.letters))})
	}
	return out
}

// whole gives the stamps, each with the scraps beside it: where a few letters of a ring were read, the ring falls apart.
func (c *canvas) whole(all []gathered) []gathered {
	var out, scraps []gathered
	for _, g := range all {
		if c.stampLike(g) {
			out = append(out, g)
		} else if len(g.letters) >= leastScrap {
			scraps = append(scraps, g)
		}
	}
	for i := 0; i < len(out); i++ {
		for grown := true; grown; {
			grown = false
			near := out[i].Inset(-2 * c.letter)
			for _, rest := range []*[]gathered{&scraps, &out} {
				for k := len(*rest) - 1; k >= 0; k-- {
					if g := (*rest)[k]; (rest == &scraps || k > i) && near.Overlaps(g.Rectangle) && c.fits(out[i].Union(g.Rectangle)) {
						out[i].Rectangle, out[i].letters = out[i].Union(g.Rectangle), append(out[i].letters, g.letters...)
						*rest = slices.Delete(*rest, k, k+1)
						grown = true
					}
				}
			}
		}
	}
	return out
}

// fits reports whether a rectangle is less than a page that could not be read.
func (c *canvas) fits(r image.Rectangle) bool {
	return float64(r.Dx()) <= widestStamp*float64(c.g.Rect.Dx()) && float64(r.Dy()) <= highestStamp*float64(c.g.Rect.Dy())
}

// unreadLetters gives the pieces of ink of the size of letters that no word explains.
func (c *canvas) unreadLetters() []image.Rectangle {
	var out []image.Rectangle
	for _, p := range pieces(c.unruled(), c.g.Rect.Dx()) {
		long, short := max(p.Dx(), p.Dy()), min(p.Dx(), p.Dy())
		if 20*long < 9*c.letter || 2*long > 7*c.letter || short < 2 || long > 8*short || 10*p.area > 9*p.Dx()*p.Dy() && short > c.letter/2 {
			continue
		}
		if c.free(p.Rectangle) && !c.explained(p.Rectangle) {
			out = append(out, p.Rectangle)
		}
	}
	return out
}

// explained reports whether a piece belongs to a word that was read and whose box has the shape of its text.
func (c *canvas) explained(r image.Rectangle) bool {
	m := middle(r)
	return slices.ContainsFunc(c.words, func(w word) bool {
		return m.In(w.Rectangle) && !w.mark && w.sure >= leastRead && c.shaped(w)
	})
}

// shaped reports whether a word's box is as long as its text: that of a word askew is too high, that of a scrap too large.
func (c *canvas) shaped(w word) bool {
	n, long, short := utf8.RuneCountInString(w.text), max(w.Dx(), w.Dy()), min(w.Dx(), w.Dy())
	if n <= 4 && 10*short > 16*c.letter {
		return false
	}
	return n <= 2 && 2*long <= 5*c.letter || n > 2 && 4*long >= n*short && 10*long <= 16*n*short
}

// gathered is letters that stand near each other, in any direction.
type gathered struct {
	image.Rectangle
	letters []image.Rectangle
}

// gather joins letters whose gap is less than that between lines.
func (c *canvas) gather(all []image.Rectangle) []gathered {
	slices.SortFunc(all, func(a, b image.Rectangle) int { return cmp.Compare(a.Min.X, b.Min.X) })
	gap := c.letter * 13 / 10
	l := &labels{parent: make([]int32, len(all)), pieces: make([]piece, len(all))}
	var live []int
	for i := range all {
		l.parent[i] = int32(i)
		keep := live[:0]
		for _, k := range live {
			if all[k].Max.X+gap < all[i].Min.X {
				continue
			}
			keep = append(keep, k)
			if all[k].Inset(-gap).Overlaps(all[i]) {
				l.join(k, i)
			}
		}
		live = append(keep, i)
	}
	at := map[int]int{}
	var out []gathered
	for i, r := range all {
		root := l.root(i)
		k, ok := at[root]
		if !ok {
			k = len(out)
			at[root] = k
			out = append(out, gathered{})
		}
		out[k].Rectangle, out[k].letters = out[k].Union(r), append(out[k].letters, r)
	}
	return out
}

// stampLike reports whether gathered letters are enough, of one size, more than a line, and less than a page.
func (c *canvas) stampLike(g gathered) bool {
	if len(g.letters) < leastStamp || min(g.Dx(), g.Dy()) < 2*c.letter || !c.fits(g.Rectangle) {
		return false
	}
	sizes := make([]int, len(g.letters))
	for i, r := range g.letters {
		sizes[i] = max(r.Dx(), r.Dy())
	}
	slices.Sort(sizes)
	usual, alike := sizes[len(sizes)/2], 0
	for _, s := range sizes {
		if 10*s >= 6*usual && 10*s <= 16*usual {
			alike++
		}
	}
	return float64(alike) >= alikeStamp*float64(len(sizes)) && c.mostlyUnread(g.Rectangle)
}

// mostlyUnread reports whether words that were read cover no more than a third of a rectangle: what nobody read among
// them is covered by itself.
func (c *canvas) mostlyUnread(r image.Rectangle) bool {
	read := 0
	for _, w := range c.words {
		if !w.mark && w.sure >= leastRead && c.shaped(w) {
			x := w.Intersect(r)
			read += x.Dx() * x.Dy()
		}
	}
	return 3*read < r.Dx()*r.Dy()
}
