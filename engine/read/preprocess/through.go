package preprocess

import "image"

// What shows through from the other side of thin paper is darker than the paper by leastThrough to mostThrough parts of a
// hundred, on paper that is even within evenPaper; it is taken off where it has throughShare strokes for each dark one.
// Lengths are in inches. Edges are compared with those of dark strokes: print of the page's own is at 1.
const (
	evenPaper    = 3
	leastThrough = 8
	mostThrough  = 25
	throughShare = 0.2
	widestStroke = 0.08
	strokeEdge   = 0.013
	smearedEdge  = 0.9  // of pale strokes
	smearedHeavy = 0.82 // of those too dark to be taken off
	heavyThrough = 202  // of 255: from here down, what shows through is named as a fault
	steepness    = 24   // greys between what is taken off and what is left as it is
)

// Opaque gives the sheet without what shows through from the other side: pale strokes on a page whose own print is dark.
// What is darker keeps its edges. A page that is printed pale is left as it is.
func (s Sheet) Opaque() Sheet {
	t := s.through()
	if !t.is() {
		return s
	}
	var curve [256]byte
	ink := t.clear - steepness
	for v := range curve {
		switch {
		case v >= t.clear:
			curve[v] = paper
		case v <= ink:
			curve[v] = byte(v)
		default:
			curve[v] = byte(ink + (v-ink)*(paper-ink)/steepness)
		}
	}
	out := s
	out.Gray = image.NewGray(image.Rect(0, 0, s.Gray.Rect.Dx(), s.Gray.Rect.Dy()))
	for y := range out.Gray.Rect.Dy() {
		row := s.Gray.Pix[y*s.Gray.Stride:]
		dst := out.Gray.Pix[y*out.Gray.Stride : (y+1)*out.Gray.Stride]
		for x := range dst {
			dst[x] = curve[row[x]]
		}
	}
	return out
}

// through is what shows through from the other side.
type through struct {
	share float64 // pale strokes for each dark one
	sharp float64 // how steep their edges are for their depth, beside those of dark ones: print of the page's own is at 1
	clear int     // grey that all but the darkest of them are lighter than
	heavy float64 // strokes too dark to be taken off, but paler than ink, for each dark one
	blunt float64 // how steep their edges are
}

// is reports whether the other side shows through. Pale print of the page's own is as sharp as its dark print.
func (t through) is() bool { return t.share >= throughShare && t.sharp <= smearedEdge }

// tooMuch reports whether it does so too strongly to be taken off: where it gets nearly as dark as ink may be, or is darker
// and smeared.
func (t through) tooMuch() bool {
	return t.is() && t.clear <= heavyThrough || t.heavy >= throughShare/2 && t.blunt <= smearedHeavy
}

// through measures what shows through.
func (s Sheet) through() through {
	const rows = 280
	w, h := s.Gray.Rect.Dx(), s.Gray.Rect.Dy()
	near := max(2, int(s.DPI*strokeEdge))
	step := max(2, h/rows)
	if w < 8 || h < 4*near {
		return through{}
	}
	var count [256]int
	n := 0
	for y := near; y < h-near; y += step {
		for _, v := range s.Gray.Pix[y*s.Gray.Stride : y*s.Gray.Stride+w] {
			count[v]++
		}
		n += w
	}
	white := int(percentile(&count, n, 0.6))
	c := paleStrokes{g: s.Gray, near: near, widest: max(4, int(s.DPI*widestStroke)), ink: white / 2, white: white}
	c.low, c.seen, c.clear = white*(100-mostThrough)/100, white*(100-leastThrough)/100, white*(100-evenPaper)/100
	line := make([]int, w)
	for y := near; y < h-near; y += step {
		at := y * s.Gray.Stride
		up, mid, down := s.Gray.Pix[at-s.Gray.Stride:], s.Gray.Pix[at:at+w], s.Gray.Pix[at+s.Gray.Stride:]
		line[0], line[w-1] = int(mid[0]), int(mid[w-1])
		for x := 1; x < w-1; x++ { // the mean of nine stills grain
			line[x] = (int(up[x-1]) + int(up[x]) + int(up[x+1]) + int(mid[x-1]) + int(mid[x]) + int(mid[x+1]) + int(down[x-1]) + int(down[x]) + int(down[x+1])) / 9
		}
		c.count(line, y)
	}
	if c.pale == 0 || c.dark < fewLetters { // where nothing is dark, what is pale may be all there is to read
		return through{}
	}
	return through{
		share: float64(c.pale) / float64(c.dark),
		sharp: c.paleSlope / float64(c.pale) * float64(c.dark) / c.darkSlope,
		clear: c.darkest() - white/50,
		heavy: float64(c.heavy) / float64(c.dark),
		blunt: c.heavySlope / float64(max(1, c.heavy)) * float64(c.dark) / c.darkSlope,
	}
}

// paleStrokes counts strokes on rows of a page. Lengths are in pixels, the rest are greys, from dark to light.
type paleStrokes struct {
	g                     *image.Gray
	near, widest          int
	ink, low, seen, clear int
	white                 int
	pale, dark, heavy     int
	heavySlope            float64
	paleSlope, darkSlope  float64  // sums of the steepest step of each, by its depth
	depths                [256]int // of the pale ones, how dark they get
}

func (c *paleStrokes) count(row []int, y int) {
	for x := 1; x < len(row); x++ {
		if row[x] >= c.clear {
			continue
		}
		from, least, steep := x, row[x], 0
		for x < len(row) && row[x] < c.clear {
			least, steep = min(least, row[x]), max(steep, row[x]-row[x-1], row[x-1]-row[x])
			x++
		}
		slope := float64(steep) / float64(max(1, c.white-least))
		switch {
		case x == len(row) || x-from > c.widest:
		case least < c.ink:
			c.dark, c.darkSlope = c.dark+1, c.darkSlope+slope
		case least < c.low:
			c.heavy, c.heavySlope = c.heavy+1, c.heavySlope+slope
		case least < c.seen && !c.edge((from+x)/2, y):
			c.pale, c.paleSlope = c.pale+1, c.paleSlope+slope
			c.depths[least]++
		}
	}
}

// edge reports whether a pale place is no stroke but the upper or lower edge of a dark one.
func (c *paleStrokes) edge(x, y int) bool {
	return int(c.g.Pix[(y-c.near)*c.g.Stride+x]) < c.low || int(c.g.Pix[(y+c.near)*c.g.Stride+x]) < c.low
}

// darkest gives the grey that one in twenty of the pale strokes is darker than.
func (c *paleStrokes) darkest() int {
	left := c.pale / 20
	for v, n := range c.depths {
		if left -= n; left < 0 {
			return v
		}
	}
	return c.low
}
