package ocr

import (
	"image"
	"slices"

	"chartproof.org/chartproof/engine/geom"
)

// brim is how far around a known word its ink is painted over, in pixels.
const brim = 2

// without gives a copy of a page in which known words are painted over with what surrounds them, paper or a dark field.
func without(g *image.Gray, known []geom.Box) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := &image.Gray{Pix: slices.Clone(g.Pix), Stride: g.Stride, Rect: g.Rect}
	for _, k := range known {
		b := k.Rect(geom.Px(w), geom.Px(h)).Inset(-brim).Intersect(image.Rect(0, 0, w, h))
		ground := around(g, b)
		for y := b.Min.Y; y < b.Max.Y; y++ {
			row := out.Pix[y*out.Stride+b.Min.X : y*out.Stride+b.Max.X]
			for x := range row {
				row[x] = ground
			}
		}
	}
	return out
}

// around is the middle grey of a rectangle's edge.
func around(g *image.Gray, b image.Rectangle) byte {
	if b.Empty() {
		return 0xff
	}
	var edge []byte
	edge = append(edge, g.Pix[b.Min.Y*g.Stride+b.Min.X:b.Min.Y*g.Stride+b.Max.X]...)
	edge = append(edge, g.Pix[(b.Max.Y-1)*g.Stride+b.Min.X:(b.Max.Y-1)*g.Stride+b.Max.X]...)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		edge = append(edge, g.Pix[y*g.Stride+b.Min.X], g.Pix[y*g.Stride+b.Max.X-1])
	}
	slices.Sort(edge)
	return edge[len(edge)/2]
}
