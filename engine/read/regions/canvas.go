package regions

import (
	"image"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// A canvas is looked at with at least this many dots an inch: a pen stroke is two dots wide, a bar one and a half.
const leastDPI = 120

// mostSide bounds the canvas of a page whose resolution is not what it says.
const mostSide = 3000

// canvas is the page upright, in grey, small enough to look at every dot.
type canvas struct {
	raster *geom.Raster
	page   chart.Page
	g      *image.Gray
	dpi    float64
	limit  []byte // of each tile: what is darker is ink
	tile   int    // side of a tile
	across int    // tiles in a row
	paper  []byte // of each tile: the grey of its paper
	ink    []byte // one a dot: 1 is ink
	words  []word
	letter int // usual height of a read word
	closed []image.Rectangle
}

// word is a read word on the canvas.
type word struct {
	image.Rectangle
	text string
	sure float64
	line int
	mark bool
}

func newCanvas(r *geom.Raster, page chart.Page) *canvas {
	k := max(1, int(r.DPI/leastDPI), (max(int(r.Width), int(r.Height))+mostSide-1)/mostSide)
	g := shrink(r, k)
	dpi := r.DPI / float64(k)
	if page.Rotation != 0 {
		g = geom.FromGray(g, dpi).Rotate(page.Rotation).ToGray()
	}
	c := &canvas{raster: r, page: page, g: g, dpi: max(40, dpi)}
	c.light()
	c.mark()
	c.place()
	return c
}

// in turns inches into dots of the canvas, at least one.
func (c *canvas) in(inches float64) int { return max(1, int(inches*c.dpi+0.5)) }

// original carries a box of the upright canvas back to the page as it came in.
func (c *canvas) original(b geom.Box) geom.Box { return b.Rotate(360 - c.page.Rotation).Clamp() }

// box gives a rectangle of the canvas as fractions of the upright page.
func (c *canvas) box(r image.Rectangle) geom.Box {
	return geom.FromRect(r.Intersect(c.g.Rect), geom.Px(c.g.Rect.Dx()), geom.Px(c.g.Rect.Dy()))
}

// source gives the full-sized dots under a rectangle of the canvas, as the page came in.
func (c *canvas) source(r image.Rectangle) *image.Gray {
	return crop(c.raster, c.original(c.box(r)).Rect(c.raster.Width, c.raster.Height))
}

// place lays the read words on the canvas.
func (c *canvas) place() {
	w, h := geom.Px(c.g.Rect.Dx()), geom.Px(c.g.Rect.Dy())
	var heights []int
	for _, cw := range c.page.Words {
		r := cw.Box.Rotate(c.page.Rotation).Rect(w, h)
		if r.Empty() {
			continue
		}
		c.words = append(c.words, word{Rectangle: r, text: cw.Text.Reveal(), sure: float64(cw.Confidence), line: cw.Line, mark: cw.Mark})
		heights = append(heights, r.Dy())
	}
	c.letter = c.in(0.1)
	if len(heights) >= 8 {
		slices.Sort(heights)
		c.letter = min(max(heights[len(heights)/2], c.in(0.05)), c.in(0.2))
	}
}

// light measures the paper of each tile and what is dark enough there to be ink. A tile that is dark throughout (a
// photograph, a heading in the negative) has the light of the page's usual tile.
func (c *canvas) light() {
	w, h := c.g.Rect.Dx(), c.g.Rect.Dy()
	c.tile = c.in(0.25)
	c.across = (w + c.tile - 1) / c.tile
	down := (h + c.tile - 1) / c.tile
	c.paper = make([]byte, c.across*down)
	var count [256]int32
	for t := range c.paper {
		clear(count[:])
		x0, y0 := t%c.across*c.tile, t/c.across*c.tile
		x1, y1 := min(w, x0+c.tile), min(h, y0+c.tile)
		for y := y0; y < y1; y += 2 {
			for _, v := range c.g.Pix[y*c.g.Stride+x0 : y*c.g.Stride+x1] {
				count[v]++
			}
		}
		c.paper[t] = upper(&count, (x1-x0)*((y1-y0+1)/2)/10)
	}
	sorted := slices.Clone(c.paper)
	slices.Sort(sorted)
	usual := sorted[len(sorted)*2/3]
	c.limit = make([]byte, len(c.paper))
	for t, p := range c.paper {
		if int(p)*10 < int(usual)*6 {
			p = usual
			c.paper[t] = p
		}
		c.limit[t] = byte(int(p) * 70 / 100)
	}
}

// upper gives the grey that skip dots are brighter than.
func upper(count *[256]int32, skip int) byte {
	left := int32(skip)
	for v := 255; v > 0; v-- {
		if left -= count[v]; left < 0 {
			return byte(v)
		}
	}
	return 0
}

// mark finds the ink.
func (c *canvas) mark() {
	w, h := c.g.Rect.Dx(), c.g.Rect.Dy()
	c.ink = make([]byte, w*h)
	for y := range h {
		row, out := c.g.Pix[y*c.g.Stride:y*c.g.Stride+w], c.ink[y*w:(y+1)*w]
		limits := c.limit[y/c.tile*c.across:]
		for x := 0; x < w; x += c.tile {
			limit := limits[x/c.tile]
			for i := x; i < min(w, x+c.tile); i++ {
				if row[i] < limit {
					out[i] = 1
				}
			}
		}
	}
}

// block closes places to the finders that come later.
func (c *canvas) block(found []chart.Region) {
	for _, r := range found {
		c.closed = append(c.closed, r.Box.Rect(geom.Px(c.g.Rect.Dx()), geom.Px(c.g.Rect.Dy())))
	}
}

// free reports whether the middle of a rectangle lies in no closed place.
func (c *canvas) free(r image.Rectangle) bool {
	m := middle(r)
	return !slices.ContainsFunc(c.closed, func(o image.Rectangle) bool { return m.In(o) })
}

func middle(r image.Rectangle) image.Point {
	return image.Point{X: (r.Min.X + r.Max.X) / 2, Y: (r.Min.Y + r.Max.Y) / 2}
}

// inkShare is the share of ink among the dots of a rectangle.
func (c *canvas) inkShare(r image.Rectangle) float64 {
	r = r.Intersect(c.g.Rect)
	if r.Empty() {
		return 0
	}
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range c.ink[y*c.g.Rect.Dx()+r.Min.X : y*c.g.Rect.Dx()+r.Max.X] {
			n += int(v)
		}
	}
	return float64(n) / float64(r.Dx()*r.Dy())
}
