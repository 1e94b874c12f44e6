package fuse

import (
	"image"

	"chartproof.org/chartproof/engine/geom"
)

// Evidence is what both engines read on one page together with what stands there. The weights are fitted on it.
type Evidence struct {
	Name        string
	Strict      bool // the truth is exact to the sign
	A, B        []Word
	Selected    []Word // what the second engine read where the first one doubted
	Again       []Word // first engine on the second's boxes
	Specks      []image.Rectangle
	SpeckHeight int
	DPI         float64
	Map         Affine
	Truth       []Truth
}

// Truth is a word that stands on the page.
type Truth struct {
	Text string
	Box  geom.Box
	Hand bool
}

// Affine carries pixels of the reading to fractions of the page.
type Affine struct{ AX, AY, BX, BY, CX, CY float64 }

// Box carries a rectangle.
func (m Affine) Box(r image.Rectangle) geom.Box {
	at := func(p image.Point) geom.Point {
		x, y := float64(p.X), float64(p.Y)
		return geom.Point{X: m.AX*x + m.BX*y + m.CX, Y: m.AY*x + m.BY*y + m.CY}
	}
	p, q := at(r.Min), at(r.Max)
	return geom.Box{X0: min(p.X, q.X), Y0: min(p.Y, q.Y), X1: max(p.X, q.X), Y1: max(p.Y, q.Y)}
}
