package pageview

import (
	"image/color"

	"chartproof.org/chartproof/engine/geom"
)

// MarkKind says what a mark shows.
type MarkKind int

// The marks. They are painted in this order, so that the mask covers doubt and the edited box lies on top.
const (
	Lit      MarkKind = iota // the zone of the field at hand
	Doubt                    // a doubtful character: ground and dotted underline
	Masked                   // an identifier that is not shown: opaque hatching and its tag
	Shown                    // an identifier that is shown: dashed outline and its tag
	Edited                   // the box being edited, with handles
	Matched                  // a find result
	Found                    // where the machine had put what a person reshaped: a thin dashed outline
	Released                 // a person released it: a thick dashed outline and its tag behind a minus
	Added                    // a person redacted it: hatching, a solid outline and its tag behind a plus
)

// Pattern is the stroke of a class of identifiers, so that colour never says it alone.
type Pattern int

// The patterns: names, dates, numbers, addresses, phones and the like.
const (
	SlashRight Pattern = iota
	SlashLeft
	Crossed
	Level
	Upright
)

// Mark is one thing painted over the page.
type Mark struct {
	Kind    MarkKind
	Box     geom.Box
	Tag     string // two letters: NM, DT, ID, AD, PH
	Pattern Pattern
}

// Colours is what the painter needs of the theme.
type Colours struct {
	Desk, Line, Accent, Doubt, DoubtGround, Mask, MaskLine, Tag, OnTag color.NRGBA
	// Dim is laid over the page in dark looks so that white paper does not blind, 0 to 255.
	Dim uint8
}

// grip is a part of the edited box that the mouse can take.
type grip int

const (
	gripNone grip = iota
	gripInside
	gripNW
	gripNE
	gripSW
	gripSE
)

// handle is half the side of a corner handle, in view pixels at scale 1.
const handle = 5

// gripAt tells which part of the edited box lies at a point of the view.
func gripAt(v Viewport, b geom.Box, x, y, unit float64) grip {
	x0, y0, x1, y1 := v.ToView(b)
	near := func(px, py float64) bool {
		d := (handle + 3) * unit
		return x >= px-d && x <= px+d && y >= py-d && y <= py+d
	}
	switch {
	case near(x0, y0):
		return gripNW
	case near(x1, y0):
		return gripNE
	case near(x0, y1):
		return gripSW
	case near(x1, y1):
		return gripSE
	case x >= x0 && x <= x1 && y >= y0 && y <= y1:
		return gripInside
	}
	return gripNone
}

// leastSide is the smallest side of a box while it is edited, as a share of the page: about 4 pixels at 100 dpi.
const leastSide = 0.004

// dragged gives the box after its grip was moved by view pixels; corners never cross.
func dragged(v Viewport, b geom.Box, g grip, dx, dy float64) geom.Box {
	x0, y0, x1, y1 := v.ToView(b)
	least := leastSide * v.Scale * v.PageW
	switch g {
	case gripInside:
		x0, x1, y0, y1 = x0+dx, x1+dx, y0+dy, y1+dy
	case gripNW:
		x0, y0 = min(x0+dx, x1-least), min(y0+dy, y1-least)
	case gripNE:
		x1, y0 = max(x1+dx, x0+least), min(y0+dy, y1-least)
	case gripSW:
		x0, y1 = min(x0+dx, x1-least), max(y1+dy, y0+least)
	case gripSE:
		x1, y1 = max(x1+dx, x0+least), max(y1+dy, y0+least)
	}
	p, q := v.ToPage(x0, y0), v.ToPage(x1, y1)
	out := geom.Box{X0: min(p.X, q.X), Y0: min(p.Y, q.Y), X1: max(p.X, q.X), Y1: max(p.Y, q.Y)}
	if g == gripInside { // a moved box keeps its size at the page's edges
		return inside(out)
	}
	return out.Clamp()
}

func inside(b geom.Box) geom.Box {
	w, h := min(b.Width(), 1), min(b.Height(), 1)
	x, y := min(max(b.X0, 0), 1-w), min(max(b.Y0, 0), 1-h)
	return geom.Box{X0: x, Y0: y, X1: x + w, Y1: y + h}
}
