package preprocess

import "image"

// Smooth takes the grain off a page that will be enlarged: enlarging sharpens, and would make strokes of the grain of a
// scan and of the stairs of black and white edges. Lines that a fax sent once and were printed twice are parted first.
func (s Sheet) Smooth() Sheet {
	g := s.Gray
	if first, is := doubled(g); is {
		g = parted(g, first)
	}
	s.Gray = soften(g)
	return s
}

// soften mixes each pixel with its neighbours, 1-2-1 both ways.
func soften(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	across, out := image.NewGray(image.Rect(0, 0, w, h)), image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		row, dst := g.Pix[y*g.Stride:y*g.Stride+w], across.Pix[y*w:(y+1)*w]
		for x := range row {
			dst[x] = byte((int(row[max(x-1, 0)]) + 2*int(row[x]) + int(row[min(x+1, w-1)]) + 2) / 4)
		}
	}
	for y := range h {
		up, mid, down := across.Pix[max(y-1, 0)*w:], across.Pix[y*w:(y+1)*w], across.Pix[min(y+1, h-1)*w:]
		dst := out.Pix[y*w : (y+1)*w]
		for x, v := range mid {
			dst[x] = byte((int(up[x]) + 2*int(v) + int(down[x]) + 2) / 4)
		}
	}
	return out
}

// doubled reports whether every line of a page stands there twice, as of a fax in standard resolution, and in which row
// the first pair begins.
func doubled(g *image.Gray) (first int, is bool) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	var differ [2]int // between a row and the next, by whether the row is odd
	for y := 0; y+1 < h; y++ {
		row, next := g.Pix[y*g.Stride:y*g.Stride+w], g.Pix[(y+1)*g.Stride:]
		for x, v := range row {
			if v != next[x] {
				differ[y%2]++
			}
		}
	}
	if differ[1] < differ[0] {
		first = 1
	}
	return first, 10*differ[first] < differ[1-first]
}

// parted draws a page whose lines stand twice as if each stood once, halfway, and what lies between were mixed of both.
func parted(g *image.Gray, first int) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		// The near pair is the row's own, the far one that on the row's side of it.
		near, far := y, y-1
		if (y-first)%2 != 0 {
			far = y + 1
		}
		near, far = min(max(near, 0), h-1), min(max(far, 0), h-1)
		a, b := g.Pix[near*g.Stride:], g.Pix[far*g.Stride:]
		dst := out.Pix[y*w : (y+1)*w]
		for x := range dst {
			dst[x] = byte((3*int(a[x]) + int(b[x])) / 4)
		}
	}
	return out
}
