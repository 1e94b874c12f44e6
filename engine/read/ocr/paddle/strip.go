package paddle

import (
	"image"
	"math"
)

// Strip is a rectangle that may lie aslant, in pixels of the page: its upper left corner, the direction in which its text
// runs as a unit vector, its length along that and its height across.
type Strip struct {
	X, Y           float64
	UX, UY         float64
	Length, Height float64
}

// Upright is the strip of a plain rectangle.
func Upright(b image.Rectangle) Strip {
	return Strip{X: float64(b.Min.X), Y: float64(b.Min.Y), UX: 1, Length: float64(b.Dx()), Height: float64(b.Dy())}
}

// at gives the place on the page of a place in the strip.
func (s Strip) at(along, across float64) (x, y float64) {
	return s.X + s.UX*along - s.UY*across, s.Y + s.UY*along + s.UX*across
}

// Box is the plain rectangle that holds the stretch of the strip between two places.
func (s Strip) Box(from, to float64) image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, a := range [2]float64{from, to} {
		for _, b := range [2]float64{0, s.Height} {
			x, y := s.at(a, b)
			x0, x1, y0, y1 = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
		}
	}
	return image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1)))
}

// grown gives the strip wider by d on every side.
func (s Strip) grown(d float64) Strip {
	x, y := s.at(-d, -d)
	return Strip{x, y, s.UX, s.UY, s.Length + 2*d, s.Height + 2*d}
}

// cut brings the strip to the given size in pixels, bilinear. Where it shrinks, each pixel is the mean of several places,
// so that no stroke falls between two of them. Outside the page is paper.
func (s Strip) cut(g *image.Gray, width, height int) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, width, height))
	stepX, stepY := s.Length/float64(width), s.Height/float64(height)
	n := min(4, max(1, int(math.Round(max(stepX, stepY)))))
	for y := range height {
		for x := range width {
			sum := 0
			for j := range n {
				for i := range n {
					px, py := s.at((float64(x)+(float64(i)+0.5)/float64(n))*stepX, (float64(y)+(float64(j)+0.5)/float64(n))*stepY)
					sum += int(sample(g, px-0.5, py-0.5))
				}
			}
			out.Pix[y*width+x] = byte(sum / (n * n))
		}
	}
	return out
}

// sample looks a grey up between four pixels.
func sample(g *image.Gray, x, y float64) int32 {
	const one = 256
	fx, fy := int(math.Floor(x*one)), int(math.Floor(y*one))
	ix, iy := fx>>8, fy>>8
	if ix < 0 || iy < 0 || ix >= g.Rect.Dx()-1 || iy >= g.Rect.Dy()-1 {
		if ix >= -1 && iy >= -1 && ix < g.Rect.Dx() && iy < g.Rect.Dy() {
			return int32(g.Pix[max(0, iy)*g.Stride+max(0, ix)])
		}
		return 255
	}
	ax, ay := int32(fx&(one-1)), int32(fy&(one-1))
	i := iy*g.Stride + ix
	top := int32(g.Pix[i])*(one-ax) + int32(g.Pix[i+1])*ax
	low := int32(g.Pix[i+g.Stride])*(one-ax) + int32(g.Pix[i+g.Stride+1])*ax
	return (top*(one-ay) + low*ay) >> 16
}

// shrunk scales a page down by the mean of what each pixel covers.
func shrunk(g *image.Gray, width, height int) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, width, height))
	sums, counts := make([]int32, width), make([]int32, width)
	column := make([]int, w)
	for x := range column {
		column[x] = x * width / w
	}
	for y := range height {
		clear(sums)
		clear(counts)
		for sy := y * h / height; sy < max(y*h/height+1, (y+1)*h/height); sy++ {
			row := g.Pix[sy*g.Stride : sy*g.Stride+w]
			for x, v := range row {
				c := column[x]
				sums[c] += int32(v)
				counts[c]++
			}
		}
		for x := range width {
			if counts[x] > 0 {
				out.Pix[y*width+x] = byte(sums[x] / counts[x])
			} else {
				out.Pix[y*width+x] = g.Pix[(y*h/height)*g.Stride+x*w/width]
			}
		}
	}
	return out
}
