package preprocess

import (
	"image"
	"math"
)

// damage is a fault made at a severity.
type damage func(g *image.Gray, dpi, much float64) (*image.Gray, float64)

// blurred smears by a Gaussian of much pixels, made of three boxes.
func blurred(g *image.Gray, dpi, much float64) (*image.Gray, float64) {
	out := clone(g)
	r := int(math.Round((math.Sqrt(4*much*much+1) - 1) / 2))
	if r < 1 {
		return out, dpi
	}
	for range 3 {
		out = transposed(boxed(transposed(boxed(out, r)), r))
	}
	return out, dpi
}

func boxed(g *image.Gray, r int) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(g.Rect)
	for y := range h {
		row := g.Pix[y*g.Stride : y*g.Stride+w]
		sum := 0
		for x := -r; x <= r; x++ {
			sum += int(row[min(max(x, 0), w-1)])
		}
		for x := range w {
			out.Pix[y*out.Stride+x] = byte(sum / (2*r + 1))
			sum += int(row[min(x+r+1, w-1)]) - int(row[max(x-r, 0)])
		}
	}
	return out
}

// coarse brings a page to much dots an inch.
func coarse(g *image.Gray, dpi, much float64) (*image.Gray, float64) {
	s := NewSheet(g, dpi)
	return s.Scale(much / dpi).Gray, much
}

// faded lifts ink until only much of its depth is left.
func faded(g *image.Gray, dpi, much float64) (*image.Gray, float64) {
	return each(g, func(_, _ int, v float64) float64 { return 255 - (255-v)*much }), dpi
}

// dimmed takes light away until much of it is left.
func dimmed(g *image.Gray, dpi, much float64) (*image.Gray, float64) {
	return each(g, func(_, _ int, v float64) float64 { return v * much }), dpi
}

// shadowed lets light fall off along the page until much of it is left.
func shadowed(g *image.Gray, dpi, much float64) (*image.Gray, float64) {
	w := float64(g.Rect.Dx())
	return each(g, func(x, _ int, v float64) float64 { return v * (1 - (1-much)*float64(x)/w) }), dpi
}

// glaring burns out a disc in the middle of a photograph, much inches wide.
func glaring(g *image.Gray, dpi, much float64) (*image.Gray, float64) {
	cx, cy := float64(g.Rect.Dx())/2, float64(g.Rect.Dy())/3
	return each(g, func(x, y int, v float64) float64 {
		d := math.Hypot(float64(x)-cx, float64(y)-cy) / dpi
		v = 20 + v*190/255
		if k := (much/2 + 0.15 - d) / 0.15; k > 0 {
			v += 245 * min(k, 1)
		}
		return v
	}), dpi
}

// cropped takes much inches away from the left.
func cropped(g *image.Gray, dpi, much float64) (*image.Gray, float64) {
	from := int(much * dpi)
	out := image.NewGray(image.Rect(0, 0, g.Rect.Dx()-from, g.Rect.Dy()))
	for y := range g.Rect.Dy() {
		copy(out.Pix[y*out.Stride:(y+1)*out.Stride], g.Pix[y*g.Stride+from:])
	}
	return out, dpi
}

// tilted turns a page by much degrees.
func tilted(g *image.Gray, dpi, much float64) (*image.Gray, float64) {
	return NewSheet(g, dpi).Straighten(-much).Gray, dpi
}

func clone(g *image.Gray) *image.Gray { return each(g, func(_, _ int, v float64) float64 { return v }) }

func each(g *image.Gray, f func(x, y int, v float64) float64) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			out.Pix[y*w+x] = byte(min(max(f(x, y, float64(g.Pix[y*g.Stride+x])), 0), 255))
		}
	}
	return out
}

// seenThrough lets the page itself, mirrored and smeared, show through at much of its ink.
func seenThrough(g *image.Gray, dpi, much float64) (*image.Gray, float64) {
	w := g.Rect.Dx()
	mirrored := each(g, func(x, y int, _ float64) float64 { return float64(g.Pix[y*g.Stride+w-1-x]) })
	return behind(g, mirrored, much, 2.5), dpi
}
