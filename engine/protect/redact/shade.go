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
	s.mean = make([]byte, 0, s.across*s.down)
	w, h := g.Rect.Dx(), g.Rect.Dy()
	sums := make([]int, s.across)
	for ty := range s.down {
		clear(sums)
		top, end := edge(ty, h, s.down), edge(ty+1, h, s.down)
		for y := top; y < end; y++ {
			row := g.Pix[y*g.Stride : y*g.Stride+w]
			for tx := range sums {
				sum := 0
				for _, v := range row[edge(tx, w, s.across):edge(tx+1, w, s.across)] {
					sum += int(v)
				}
				sums[tx] += sum
			}
		}
		for tx, sum := range sums {
			s.mean = append(s.mean, byte(sum/max(1, (end-top)*(edge(tx+1, w, s.across)-edge(tx, w, s.across)))))
		}
	}
	return s
}

// edge is the pixel at which tile i of n begins.
func edge(i, pixels, n int) int { return (i*pixels + n - 1) / n }

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

// likeIn reports whether two pages show the same in the tiles on which a box lies.
func (s shade) likeIn(o shade, b geom.Box, tolerance int) bool {
	if s.mean == nil || s.across != o.across || s.down != o.down {
		return false
	}
	in := b.Rect(geom.Px(s.across), geom.Px(s.down))
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if d := int(s.mean[y*s.across+x]) - int(o.mean[y*s.across+x]); d > tolerance || d < -tolerance {
				return false
			}
		}
	}
	return !in.Empty()
}
