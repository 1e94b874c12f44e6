package preprocess

import "image"

// Clean takes the streaks of a dirty sensor off a page, parts lines that a fax sent once and printed twice, and notes that
// the page will be grainy once it is enlarged.
func (s Sheet) Clean() Sheet {
	s = s.mended()
	s.grainy = true
	return s
}

// Rounded does the same with a page in black and white, and rounds the stairs of its letters' edges: enlarged as they are,
// both engines take them for strokes.
func (s Sheet) Rounded() Sheet {
	if !twoTone(s.Gray) {
		return s
	}
	s = s.mended()
	s.Gray = soften(s.Gray)
	return s
}

func (s Sheet) mended() Sheet {
	s.Gray = unstreaked(s.Gray)
	if first, is := doubled(s.Gray); is {
		s.Gray = parted(s.Gray, first)
	}
	return s
}

// Smooth gives the sheet without the grain that enlarging sharpened: Tesseract takes it, and the stairs of black and white
// edges, for strokes. The second engine reads better what was not smoothed.
func (s Sheet) Smooth() *image.Gray {
	if !s.grainy {
		return s.Gray
	}
	return soften(soften(s.Gray))
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

// A streak of a dirty sensor is one pixel wide, dead upright, and as long as this share of the page.
const streakShare = 0.3

// unstreaked takes such streaks off a page, but for what stands in letters that they cross.
func unstreaked(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	lone := make([]int, w)
	for y := range h {
		row := g.Pix[y*g.Stride : y*g.Stride+w]
		for x := 1; x+1 < w; x++ {
			if thin(row, x) {
				lone[x]++
			}
		}
	}
	out := g
	for x, n := range lone {
		if float64(n) < streakShare*float64(h) {
			continue
		}
		if out == g {
			out = NewSheet(g, readingDPI).Without(nil).Gray
		}
		for y := range h {
			if thin(g.Pix[y*g.Stride:y*g.Stride+w], x) {
				out.Pix[y*out.Stride+x] = max(g.Pix[y*g.Stride+x-1], g.Pix[y*g.Stride+x+1])
			}
		}
	}
	return out
}

// thin reports whether a pixel is dark between two light ones.
func thin(row []byte, x int) bool {
	const clearly = 90
	return int(row[x])+clearly < int(min(row[x-1], row[x+1]))
}
