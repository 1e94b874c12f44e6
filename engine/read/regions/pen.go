package regions

import (
	"cmp"
	"image"
	"math"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// blob is a group of pieces as near to each other as the letters of a word.
type blob struct {
	piece
	count   int     // of pieces of some size
	widest  int     // of a piece
	tops2   float64 // sums for the spread of the pieces' upper and lower ends
	top     float64
	bottoms float64
	bottom2 float64
	stems   int // dots in straight strokes down
	flats   int // dots in straight strokes across
	hand    float64
}

// pen finds what was written by hand: signatures, and other handwriting.
func (c *canvas) pen(blobs []blob) []chart.Region {
	var hands []*blob
	for i := range blobs {
		b := &blobs[i]
		b.hand = c.handLikeness(b)
		if b.hand <= 0.5 && c.scrawl(b) {
			b.hand = 0.7
		}
		if b.hand > 0.5 {
			hands = append(hands, b)
		}
	}
	return c.written(hands)
}

// scrawl reports ink that no reader made words of and that stands where a signature is asked for: a stroke or two of the
// pen, of no letter's shape.
func (c *canvas) scrawl(b *blob) bool {
	if b.Dx() < c.in(0.3) || b.Dy() < c.letter || b.Dx() > c.in(4) || c.readWell(b.Rectangle) > 0.2 {
		return false
	}
	share := float64(b.area) / float64(b.Dx()*b.Dy())
	return share < 0.3 && c.signature(b.Rectangle, 2*c.in(4)) >= 0.9
}

// blobs groups the ink that is no rule and in no closed place.
func (c *canvas) blobs() []blob {
	mask := c.unruled()
	w := c.g.Rect.Dx()
	var all []piece
	for _, p := range pieces(mask, w) {
		if max(p.Dx(), p.Dy()) < c.in(0.025) || p.Dx() > c.in(5) || p.Dy() > c.in(1.6) || !c.free(p.Rectangle) {
			continue
		}
		all = append(all, p)
	}
	out := c.group(all)
	for i := range out {
		out[i].straight(mask, w, c.letter)
	}
	return out
}

// group joins pieces whose gap is less than between words.
func (c *canvas) group(all []piece) []blob {
	slices.SortFunc(all, func(a, b piece) int { return cmp.Compare(a.Min.X, b.Min.X) })
	l := &labels{parent: make([]int32, len(all)), pieces: make([]piece, len(all))}
	for i := range all {
		l.parent[i] = int32(i)
	}
	gap := max(2, c.letter*35/100)
	var live []int
	for i := range all {
		p := &all[i]
		keep := live[:0]
		for _, k := range live {
			o := &all[k]
			if o.Max.X+gap < p.Min.X {
				continue
			}
			keep = append(keep, k)
			if shared := min(o.Max.Y, p.Max.Y) - max(o.Min.Y, p.Min.Y); 3*shared >= min(o.Dy(), p.Dy()) {
				l.join(k, i)
			}
		}
		live = append(keep, i)
	}
	of := map[int]int{}
	var out []blob
	for i := range all {
		r := l.root(i)
		k, ok := of[r]
		if !ok {
			k = len(out)
			of[r] = k
			out = append(out, blob{})
		}
		out[k].take(&all[i], c.letter)
	}
	return out
}

func (b *blob) take(p *piece, letter int) {
	b.add(p)
	if 2*p.Dy() < letter && 2*p.Dx() < letter {
		return
	}
	b.count++
	b.widest = max(b.widest, p.Dx())
	y0, y1 := float64(p.Min.Y), float64(p.Max.Y)
	b.top, b.tops2 = b.top+y0, b.tops2+y0*y0
	b.bottoms, b.bottom2 = b.bottoms+y1, b.bottom2+y1*y1
}

// straight counts the ink of the blob that lies in straight strokes down and across.
func (b *blob) straight(mask []byte, w, letter int) {
	least, flat := max(3, letter*45/100), max(3, letter*40/100)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		row := mask[y*w+b.Min.X : y*w+b.Max.X]
		n := 0
		for _, v := range row {
			if v != 0 {
				n++
				continue
			}
			if n >= flat {
				b.flats += n
			}
			n = 0
		}
		if n >= flat {
			b.flats += n
		}
	}
	for x := b.Min.X; x < b.Max.X; x++ {
		n := 0
		for y := b.Min.Y; y < b.Max.Y; y++ {
			if mask[y*w+x] != 0 {
				n++
				continue
			}
			if n >= least {
				b.stems += n
			}
			n = 0
		}
		if n >= least {
			b.stems += n
		}
	}
}

const featureCount = 12

// features describes a blob in lengths of the page's usual letter.
func (c *canvas) features(b *blob) [featureCount]float64 {
	l := float64(c.letter)
	n := float64(max(1, b.count))
	width := max(float64(b.Dx())/l, 0.3)
	spread := func(sum, squares float64) float64 {
		m := sum / n
		return math.Sqrt(max(0, squares/n-m*m)) / l
	}
	joints := float64(max(1, b.joints))
	area := float64(max(1, b.area))
	return [featureCount]float64{
		min(4, float64(b.count)/width),
		min(6, float64(b.widest)/l),
		min(1, area/(float64(b.rows+b.tops)/2)/l),
		float64(b.stems) / area,
		float64(b.flats) / area,
		min(5, float64(b.Dy())/l),
		min(2, spread(b.top, b.tops2)),
		min(2, spread(b.bottoms, b.bottom2)),
		area / float64(max(1, b.Dx()*b.Dy())),
		max(-1, min(1, float64(b.lean)/2/joints)),
		min(4, float64(b.sway)/4/joints),
		min(6, float64(b.rows)/float64(max(1, b.Dy()))/width),
	}
}

// handLikeness is how likely a blob was written by hand.
func (c *canvas) handLikeness(b *blob) float64 {
	if b.count == 0 || b.Dy() < c.letter/2 || b.Dx() < c.letter {
		return 0
	}
	f := c.features(b)
	z := handWeights[featureCount] - readAsPrint*c.readWell(b.Rectangle)
	for i, v := range f {
		z += handWeights[i] * v
	}
	return 1 / (1 + math.Exp(-z))
}

// readAsPrint is how much a word that was read with full confidence speaks for print.
const readAsPrint = 6.0

// readWell is the share of a rectangle that words cover, each by how sure its reading is above an even chance.
func (c *canvas) readWell(r image.Rectangle) float64 {
	sum := 0.0
	for _, w := range c.words {
		if x := w.Intersect(r); !x.Empty() && w.sure > 0.5 {
			sum += float64(x.Dx()*x.Dy()) * (2*w.sure - 1)
		}
	}
	return min(1, sum/float64(r.Dx()*r.Dy()))
}

// written joins handwriting along its lines and tells signatures.
func (c *canvas) written(hands []*blob) []chart.Region {
	slices.SortFunc(hands, func(a, b *blob) int { return cmp.Compare(a.Min.X, b.Min.X) })
	var groups []*handGroup
	for _, h := range hands {
		var to *handGroup
		for _, g := range groups {
			shared := min(g.Max.Y, h.Max.Y) - max(g.Min.Y, h.Min.Y)
			if h.Min.X-g.Max.X < 3*c.letter && 3*shared >= min(g.Dy(), h.Dy()) {
				to = g
			}
		}
		if to == nil {
			to = &handGroup{}
			groups = append(groups, to)
		}
		to.Rectangle = to.Union(h.Rectangle)
		to.sum, to.weight = to.sum+h.hand*float64(h.Dx()), to.weight+float64(h.Dx())
	}
	return c.told(groups)
}

// told makes regions of groups and tells the signatures among them.
func (c *canvas) told(groups []*handGroup) []chart.Region {
	var heights []int
	groups = slices.DeleteFunc(groups, func(g *handGroup) bool { return g.Dx() < 2*c.letter })
	for _, g := range groups {
		if g.sum >= 0.8*g.weight {
			heights = append(heights, g.Dy())
		}
	}
	slices.Sort(heights)
	usual := 0
	if n := len(heights); n > 2 {
		usual = heights[n/2]
	}
	var out []chart.Region
	for _, g := range groups {
		sure := g.sum / g.weight
		reg := chart.Region{Kind: chart.RegionHandwriting, Box: c.box(g.Rectangle), Confidence: chart.Confidence(sure)}
		if s := c.signature(g.Rectangle, usual); s > 0 {
			reg.Kind, reg.Confidence = chart.RegionSignature, chart.Confidence(s*sure)
		}
		out = append(out, reg)
	}
	return out
}

// handGroup is handwriting on one line.
type handGroup struct {
	image.Rectangle
	sum, weight float64
}
