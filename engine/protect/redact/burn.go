package redact

import (
	"image"
	"image/draw"
	"math/bits"
	"slices"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// halo is how far the traces of an inked pixel reach in a lossy scan: one block of JPEG.
const halo = 8

// inkBelow is the grey under which a pixel counts as ink.
const inkBelow = 0x80

// inkCounter counts the dark pixels of rectangles of the page.
func inkCounter(r *geom.Raster) func(image.Rectangle) int {
	return func(rect image.Rectangle) int {
		rect = rect.Intersect(r.Bounds())
		n := 0
		for y := rect.Min.Y; y < rect.Max.Y; y++ {
			row := r.Pix[y*r.Stride() : (y+1)*r.Stride()]
			switch r.Depth {
			case geom.Bitonal:
				n += countBits(row, rect.Min.X, rect.Max.X)
			case geom.Gray:
				for _, v := range row[rect.Min.X:rect.Max.X] {
					if v < inkBelow {
						n++
					}
				}
			case geom.Colour:
				for x := rect.Min.X; x < rect.Max.X; x++ {
					if luma(row[3*x:]) < inkBelow {
						n++
					}
				}
			}
		}
		return n
	}
}

func countBits(row []byte, x0, x1 int) int {
	n := 0
	for x := x0; x < x1; {
		if x%8 == 0 && x+8 <= x1 {
			n += bits.OnesCount8(row[x/8])
			x += 8
			continue
		}
		if row[x/8]&(0x80>>(x%8)) != 0 {
			n++
		}
		x++
	}
	return n
}

func luma(p []byte) byte { return byte((299*int(p[0]) + 587*int(p[1]) + 114*int(p[2]) + 500) / 1000) }

// Preview gives a page as Write would burn it, before any codec: what a reviewer looks at before signing. Its boxes are those of
// the copy, to the pixel.
func Preview(r *geom.Raster, page int, spans []chart.Span) *geom.Raster {
	return burn(r, plan(spans, page, r.Width, r.Height, inkCounter(r)), false).Fit()
}

// burn gives a copy of the page with the rectangles black. Around each, in scans, pale traces of the ink are washed to the
// colour of the paper, first of all rectangles and only then blackened, so that a wash never uses burnt pixels.
func burn(r *geom.Raster, burns []Burn, labels bool) *geom.Raster {
	out := *r
	out.Pix = slices.Clone(r.Pix)
	if r.Depth != geom.Bitonal {
		for _, b := range burns {
			wash(&out, b.Rect)
		}
	}
	for _, b := range burns {
		fill(&out, b.Rect, 0)
	}
	if labels {
		for _, b := range burns {
			for _, dot := range lettering(b) {
				fill(&out, dot, 0xff)
			}
		}
	}
	return &out
}

// fill paints a rectangle in one grey: 0 is black.
func fill(r *geom.Raster, rect image.Rectangle, grey byte) {
	rect = rect.Intersect(r.Bounds())
	n := int(r.Depth) / 8
	for y := rect.Min.Y; y < rect.Max.Y; y++ {
		row := r.Pix[y*r.Stride() : (y+1)*r.Stride()]
		if r.Depth != geom.Bitonal {
			part := row[n*rect.Min.X : n*rect.Max.X]
			for i := range part {
				part[i] = grey
			}
			continue
		}
		for x := rect.Min.X; x < rect.Max.X; x++ {
			if grey == 0 {
				row[x/8] |= 0x80 >> (x % 8)
			} else {
				row[x/8] &^= 0x80 >> (x % 8)
			}
		}
	}
}

// wash evens the paper in the ring around a rectangle: every pixel that is no ink takes the ring's median colour. Ink of
// neighbouring words stays.
func wash(r *geom.Raster, rect image.Rectangle) {
	ring := rect.Inset(-halo).Intersect(r.Bounds())
	n := int(r.Depth) / 8
	var paper [3][]byte
	each := func(f func(p []byte)) {
		for y := ring.Min.Y; y < ring.Max.Y; y++ {
			for x := ring.Min.X; x < ring.Max.X; x++ {
				if (image.Point{X: x, Y: y}).In(rect) {
					x = rect.Max.X - 1
					continue
				}
				p := r.Pix[y*r.Stride()+n*x:][:n]
				if n == 1 && p[0] >= inkBelow || n == 3 && luma(p) >= inkBelow {
					f(p)
				}
			}
		}
	}
	each(func(p []byte) {
		for i, v := range p {
			paper[i] = append(paper[i], v)
		}
	})
	if len(paper[0]) == 0 {
		return
	}
	var flat [3]byte
	for i := range n {
		slices.Sort(paper[i])
		flat[i] = paper[i][len(paper[i])/2]
	}
	each(func(p []byte) { copy(p, flat[:n]) })
}

// lettering gives the white dots of a box's code, nil where it does not fit with air around it.
func lettering(b Burn) []image.Rectangle {
	face := basicfont.Face7x13
	w, h := len(b.Label)*face.Advance, face.Ascent
	scale := min(b.Rect.Dy()*6/10/h, b.Rect.Dx()*8/10/max(w, 1))
	if b.Label == "" || scale < 1 {
		return nil
	}
	scale = min(scale, 4)
	mask := image.NewAlpha(image.Rect(0, 0, w, h+face.Descent))
	d := font.Drawer{Dst: draw.Image(mask), Src: image.Opaque, Face: face, Dot: fixed.P(0, h)}
	d.DrawString(b.Label)
	x0 := b.Rect.Min.X + (b.Rect.Dx()-w*scale)/2
	y0 := b.Rect.Min.Y + (b.Rect.Dy()-h*scale)/2
	var dots []image.Rectangle
	for y := range h + face.Descent {
		for x := range w {
			if mask.Pix[y*mask.Stride+x] >= 0x80 {
				dots = append(dots, image.Rect(0, 0, scale, scale).Add(image.Pt(x0+x*scale, y0+y*scale)))
			}
		}
	}
	return dots
}
