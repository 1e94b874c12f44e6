package geom

import (
	"encoding/json"
	"fmt"
	"image"
	"math"
)

// Px is a length in pixels of one particular raster.
type Px int

// Point is a place on a page in fractions of its width and height, origin top left.
type Point struct{ X, Y float64 }

// Box is a rectangle on a page in fractions of its width and height, origin top left. In JSON it is [x0, y0, x1, y1].
type Box struct{ X0, Y0, X1, Y1 float64 }

// MarshalJSON writes the four fractions with five decimals: a tenth of a pixel on a 10,000 pixel page.
func (b Box) MarshalJSON() ([]byte, error) {
	r := func(v float64) float64 { return math.Round(v*1e5) / 1e5 }
	return json.Marshal([4]float64{r(b.X0), r(b.Y0), r(b.X1), r(b.Y1)})
}

// UnmarshalJSON reads [x0, y0, x1, y1].
func (b *Box) UnmarshalJSON(data []byte) error {
	var v []float64
	if err := json.Unmarshal(data, &v); err != nil {
		return fmt.Errorf("box: %w", err)
	}
	if len(v) != 4 {
		return fmt.Errorf("box: %d numbers in place of 4", len(v))
	}
	*b = Box{v[0], v[1], v[2], v[3]}
	return nil
}

// FromRect turns a pixel rectangle of a width by height raster into fractions.
func FromRect(r image.Rectangle, width, height Px) Box {
	if width <= 0 || height <= 0 {
		return Box{}
	}
	w, h := float64(width), float64(height)
	return Box{float64(r.Min.X) / w, float64(r.Min.Y) / h, float64(r.Max.X) / w, float64(r.Max.Y) / h}
}

// Rect gives the pixels of a width by height raster that the box touches, rounded outwards and cut at the edges.
func (b Box) Rect(width, height Px) image.Rectangle {
	w, h := float64(width), float64(height)
	const eps = 1e-6
	r := image.Rect(int(math.Floor(b.X0*w+eps)), int(math.Floor(b.Y0*h+eps)),
		int(math.Ceil(b.X1*w-eps)), int(math.Ceil(b.Y1*h-eps)))
	return r.Intersect(image.Rect(0, 0, int(width), int(height)))
}

// Empty reports whether the box has no area.
func (b Box) Empty() bool { return b.X1 <= b.X0 || b.Y1 <= b.Y0 }

// Width and Height are fractions of the page.
func (b Box) Width() float64  { return b.X1 - b.X0 }
func (b Box) Height() float64 { return b.Y1 - b.Y0 }

// Center is the middle of the box.
func (b Box) Center() Point { return Point{(b.X0 + b.X1) / 2, (b.Y0 + b.Y1) / 2} }

// Area is the share of the page that the box covers, 0 for an empty box.
func (b Box) Area() float64 {
	if b.Empty() {
		return 0
	}
	return b.Width() * b.Height()
}

// Union is the smallest box around both; an empty box adds nothing.
func (b Box) Union(o Box) Box {
	switch {
	case b.Empty():
		return o
	case o.Empty():
		return b
	}
	return Box{math.Min(b.X0, o.X0), math.Min(b.Y0, o.Y0), math.Max(b.X1, o.X1), math.Max(b.Y1, o.Y1)}
}

// Intersect is what both boxes cover; it is Empty where they do not meet.
func (b Box) Intersect(o Box) Box {
	return Box{math.Max(b.X0, o.X0), math.Max(b.Y0, o.Y0), math.Min(b.X1, o.X1), math.Min(b.Y1, o.Y1)}
}

// Overlaps reports whether the two boxes share any area.
func (b Box) Overlaps(o Box) bool { return !b.Intersect(o).Empty() }

// Grow moves every edge outwards by dx and dy and cuts at the page's edges.
func (b Box) Grow(dx, dy float64) Box { return Box{b.X0 - dx, b.Y0 - dy, b.X1 + dx, b.Y1 + dy}.Clamp() }

// Clamp cuts the box at the page's edges.
func (b Box) Clamp() Box { return b.Intersect(Box{0, 0, 1, 1}) }

// Union gives the smallest box around all boxes.
func Union(boxes ...Box) Box {
	var u Box
	for _, b := range boxes {
		u = u.Union(b)
	}
	return u
}

// Rotate gives the place of the box after its page was turned clockwise by degrees, a multiple of 90.
func (b Box) Rotate(degrees int) Box {
	switch ((degrees % 360) + 360) % 360 {
	case 90:
		return Box{1 - b.Y1, b.X0, 1 - b.Y0, b.X1}
	case 180:
		return Box{1 - b.X1, 1 - b.Y1, 1 - b.X0, 1 - b.Y0}
	case 270:
		return Box{b.Y0, 1 - b.X1, b.Y1, 1 - b.X0}
	}
	return b
}
