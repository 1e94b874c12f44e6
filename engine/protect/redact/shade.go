package redact

import (
	"image"

	"chartproof.org/chartproof/engine/geom"
)

// The copy is compared with the burnt page by the mean grey of its tiles. A letter more or less moves a tile by more than
// the tolerance, what a codec does to a tile's mean stays well below it.
const (
	tileSide     = 32
	tileMoves    = 12
	tileMovesFar = 28 // where the renderer gave another size, and tiles do not lie on the same pixels
)

// shade is a page's mean greys.
type shade struct {
	across, down int
	mean         []byte
}

// shadeOf takes the mean greys of a page in as many tiles as a page of the given size has.
func shadeOf(g *image.Gray, width, height geom.Px) shade {
	s := shade{across: max(1, int(width)/tileSide), down: max(1, int(height)/tileSide)}
	w, h := g.Rect.Dx(), g.Rect.Dy()
	sums, counts := make([]int, s.across), make([]int, s.across)
	column := make([]int, w)
	for x := range column {
		column[x] = x * s.across / w
	}
	for ty := range s.down {
		clear(sums)
		clear(counts)
		for y := (ty*h + s.down - 1) / s.down; y < ((ty+1)*h+s.down-1)/s.down; y++ {
			for x, v := range g.Pix[y*g.Stride : y*g.Stride+w] {
				sums[column[x]] += int(v)
				counts[column[x]]++
			}
		}
		for x := range sums {
			s.mean = append(s.mean, byte(sums[x]/max(1, counts[x])))
		}
	}
	return s
}

// like reports whether two pages show the same, tile by tile.
func (s shade) like(o shade, tolerance int) bool {
	if s.across != o.across || s.down != o.down {
		return false
	}
	for i, v := range s.mean {
		if d := int(v) - int(o.mean[i]); d > tolerance || d < -tolerance {
			return false
		}
	}
	return true
}
