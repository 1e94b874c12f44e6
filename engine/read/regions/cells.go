package regions

import "image"

// cells is the page cut into squares of cellInches, with how much its grey changes in each from left to right and from
// top to bottom, and how much of it is ink.
type cells struct {
	side, across, down int
	right, downward    []int32 // mean change of grey from a dot to the next
	ink                []int32 // per cent
}

const cellInches = 0.06

func (c *canvas) cut() *cells {
	w, h := c.g.Rect.Dx(), c.g.Rect.Dy()
	s := &cells{side: c.in(cellInches)}
	s.across, s.down = w/s.side, h/s.side
	n := s.across * s.down
	s.right, s.downward, s.ink = make([]int32, n), make([]int32, n), make([]int32, n)
	for y := range min(h-1, s.down*s.side) {
		row, next := c.g.Pix[y*c.g.Stride:y*c.g.Stride+w], c.g.Pix[(y+1)*c.g.Stride:(y+1)*c.g.Stride+w]
		ink := c.ink[y*w : (y+1)*w]
		at := y / s.side * s.across
		for cx := range s.across {
			x0, x1 := cx*s.side, min((cx+1)*s.side, w-1)
			dx, dy, n := int32(0), int32(0), int32(0)
			last := int32(row[x0])
			for x := x0; x < x1; x++ {
				ahead := int32(row[x+1])
				dx += magnitude(ahead - last)
				dy += magnitude(int32(next[x]) - last)
				n += int32(ink[x])
				last = ahead
			}
			s.right[at+cx] += dx
			s.downward[at+cx] += dy
			s.ink[at+cx] += n
		}
	}
	area := int32(s.side * s.side)
	for i := range n {
		s.right[i] /= area
		s.downward[i] /= area
		s.ink[i] = s.ink[i] * 100 / area
	}
	return s
}

// halved gives the page in cells of twice the size.
func (s *cells) halved() *cells {
	h := &cells{side: 2 * s.side, across: s.across / 2, down: s.down / 2}
	mean := func(v []int32) []int32 {
		out := make([]int32, h.across*h.down)
		for i := range out {
			k := i/h.across*2*s.across + i%h.across*2
			out[i] = (v[k] + v[k+1] + v[k+s.across] + v[k+s.across+1]) / 4
		}
		return out
	}
	h.right, h.downward, h.ink = mean(s.right), mean(s.downward), mean(s.ink)
	return h
}

// smoothed gives for each cell the mean of a value over it and its eight neighbours.
func (s *cells) smoothed(v []int32) []int32 {
	out := make([]int32, len(v))
	for i := range v {
		x, y := i%s.across, i/s.across
		sum, n := int32(0), int32(0)
		for j := max(0, y-1); j <= min(s.down-1, y+1); j++ {
			for k := max(0, x-1); k <= min(s.across-1, x+1); k++ {
				sum, n = sum+v[j*s.across+k], n+1
			}
		}
		out[i] = sum / n
	}
	return out
}

func magnitude(v int32) int32 {
	if v < 0 {
		return -v
	}
	return v
}

// rect gives the dots of a rectangle of cells.
func (s *cells) rect(r image.Rectangle) image.Rectangle {
	return image.Rect(r.Min.X*s.side, r.Min.Y*s.side, r.Max.X*s.side, r.Max.Y*s.side)
}

// field is a connected group of cells.
type field struct {
	image.Rectangle     // in cells
	count           int // of cells that are in it
}

// fill is the share of the field's rectangle that is in it.
func (f field) fill() float64 { return float64(f.count) / float64(max(1, f.Dx()*f.Dy())) }

// fields groups the cells that are in, bridging gaps of reachX and reachY cells.
func (s *cells) fields(in []bool, reachX, reachY int) []field {
	seen := make([]bool, len(in))
	var out []field
	var stack []image.Point
	for i := range in {
		if !in[i] || seen[i] {
			continue
		}
		seen[i] = true
		f := field{}
		stack = append(stack[:0], image.Point{X: i % s.across, Y: i / s.across})
		for len(stack) > 0 {
			p := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			f.Rectangle = f.Union(image.Rect(p.X, p.Y, p.X+1, p.Y+1))
			f.count++
			for y := max(0, p.Y-reachY); y <= min(s.down-1, p.Y+reachY); y++ {
				for x := max(0, p.X-reachX); x <= min(s.across-1, p.X+reachX); x++ {
					if k := y*s.across + x; in[k] && !seen[k] {
						seen[k] = true
						stack = append(stack, image.Point{X: x, Y: y})
					}
				}
			}
		}
		out = append(out, f)
	}
	return out
}
