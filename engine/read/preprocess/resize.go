package preprocess

import (
	"image"
	"math"
)

// tap is one output pixel's share of input pixels along one axis.
type tap struct {
	from   int
	weight []int32 // of 1<<weightBits
}

const weightBits = 14

// resize scales by Catmull-Rom, widened where it shrinks, in two passes of fixed-point sums.
func resize(g *image.Gray, w, h int) *image.Gray {
	sw, sh := g.Rect.Dx(), g.Rect.Dy()
	mid := image.NewGray(image.Rect(0, 0, w, sh))
	across := taps(sw, w)
	for y := range sh {
		row, out := g.Pix[y*g.Stride:y*g.Stride+sw], mid.Pix[y*w:(y+1)*w]
		for x, t := range across {
			sum := int32(1 << (weightBits - 1))
			for i, k := range t.weight {
				sum += k * int32(row[t.from+i])
			}
			out[x] = clip(sum >> weightBits)
		}
	}
	out := image.NewGray(image.Rect(0, 0, w, h))
	sums := make([]int32, w)
	for y, t := range taps(sh, h) {
		for x := range sums {
			sums[x] = 1 << (weightBits - 1)
		}
		for i, k := range t.weight {
			row := mid.Pix[(t.from+i)*w : (t.from+i+1)*w]
			for x, v := range row {
				sums[x] += k * int32(v)
			}
		}
		dst := out.Pix[y*w : (y+1)*w]
		for x, v := range sums {
			dst[x] = clip(v >> weightBits)
		}
	}
	return out
}

func clip(v int32) byte { return byte(min(max(v, 0), 255)) }

func taps(from, to int) []tap {
	ratio := float64(from) / float64(to)
	wide := max(1, ratio)
	out := make([]tap, to)
	for i := range out {
		center := (float64(i)+0.5)*ratio - 0.5
		lo, hi := max(0, int(math.Ceil(center-2*wide))), min(from-1, int(math.Floor(center+2*wide)))
		raw := make([]float64, hi-lo+1)
		total := 0.0
		for j := range raw {
			raw[j] = catmullRom((float64(lo+j) - center) / wide)
			total += raw[j]
		}
		t := tap{from: lo, weight: make([]int32, len(raw))}
		rest := int32(1 << weightBits)
		for j := range raw {
			t.weight[j] = int32(math.Round(raw[j] / total * (1 << weightBits)))
			rest -= t.weight[j]
		}
		t.weight[len(raw)/2] += rest // white stays exactly white
		out[i] = t
	}
	return out
}

func catmullRom(x float64) float64 {
	x = math.Abs(x)
	switch {
	case x < 1:
		return 1 - 2.5*x*x + 1.5*x*x*x
	case x < 2:
		return 2 - 4*x + 2.5*x*x - 0.5*x*x*x
	}
	return 0
}
