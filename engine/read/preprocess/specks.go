package preprocess

import (
	"image"
	"slices"
)

// speckDPI is the resolution at which connected ink is looked at: letters are still whole, dust is gone.
const speckDPI = 100.0

// Specks are the letter-like pieces of ink of a sheet, as rectangles of the sheet.
type Specks struct {
	Boxes  []image.Rectangle
	Height int // the middle height, in pixels of the sheet; 0 where there are none
}

// Specks finds connected ink of the size of letters: neither dust, nor rules, nor pictures.
func (s Sheet) Specks() Specks {
	small, factor := s, 1.0
	if f := speckDPI / s.DPI; f < 0.9 {
		small, factor = s.Scale(f), 1/f
	}
	limit := min(otsu(small.Gray), 190)
	var out Specks
	var heights []int
	for _, b := range components(small.Gray, limit) {
		w, h := b.Dx(), b.Dy()
		if h < 3 || w < 1 || h > 90 || w > 300 || w > 25*h || h > 12*w {
			continue
		}
		big := image.Rect(int(float64(b.Min.X)*factor), int(float64(b.Min.Y)*factor), int(float64(b.Max.X)*factor), int(float64(b.Max.Y)*factor))
		out.Boxes = append(out.Boxes, big)
		heights = append(heights, big.Dy())
	}
	if len(heights) > 0 {
		slices.Sort(heights)
		out.Height = heights[len(heights)/2]
	}
	return out
}

// Outside counts the specks of about the usual height whose middle lies in none of the boxes.
func (p Specks) Outside(boxes []image.Rectangle) int {
	n := 0
	for _, s := range p.Boxes {
		if 2*s.Dy() < p.Height || s.Dy() > 2*p.Height {
			continue
		}
		mid := image.Point{X: (s.Min.X + s.Max.X) / 2, Y: (s.Min.Y + s.Max.Y) / 2}
		if !slices.ContainsFunc(boxes, func(b image.Rectangle) bool { return mid.In(b) }) {
			n++
		}
	}
	return n
}

// run is a stretch of ink in one row.
type run struct{ x0, x1, label int }

// components gives the bounding boxes of the connected parts darker than limit.
func components(g *image.Gray, limit byte) []image.Rectangle {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	var parent []int
	var boxes []image.Rectangle
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	var above, here []run
	for y := range h {
		here = here[:0]
		row := g.Pix[y*g.Stride : y*g.Stride+w]
		for x := 0; x < w; x++ {
			if row[x] >= limit {
				continue
			}
			r := run{x0: x, label: -1}
			for x < w && row[x] < limit {
				x++
			}
			r.x1 = x
			for _, a := range above {
				if a.x1 < r.x0 || a.x0 > r.x1 {
					continue
				}
				l := root(a.label)
				if r.label < 0 {
					r.label = l
				} else if k := root(r.label); k != l {
					parent[l] = k
					boxes[k] = boxes[k].Union(boxes[l])
				}
			}
			b := image.Rect(r.x0, y, r.x1, y+1)
			if r.label < 0 {
				r.label = len(parent)
				parent, boxes = append(parent, r.label), append(boxes, b)
			} else {
				k := root(r.label)
				boxes[k] = boxes[k].Union(b)
			}
			here = append(here, r)
		}
		above, here = here, above
	}
	out := boxes[:0]
	for i, b := range boxes {
		if parent[i] == i {
			out = append(out, b)
		}
	}
	return out
}
