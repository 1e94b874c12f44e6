package preprocess

import (
	"image"
	"slices"
)

// The light of a page is measured in tiles of this many dots an inch; smaller than a shadow, larger than a letter.
const tilesPerInch = 8

// paper is the grey that flattened paper gets, and the grey below which a tile is a dark field and not paper in shadow.
const (
	paper      = 255
	darkField  = 90
	evenEnough = 18
)

// Flatten divides out uneven light, as under a phone: paper becomes white everywhere and ink keeps its depth. An evenly
// lit page is left as it is.
func (s Sheet) Flatten() Sheet {
	bg, across := background(s.Gray, s.DPI)
	lo, hi := slices.Min(bg), slices.Max(bg)
	if int(hi)-int(lo) <= evenEnough && int(lo) >= paper-evenEnough {
		return s
	}
	w, h := s.Gray.Rect.Dx(), s.Gray.Rect.Dy()
	flat := spread(bg, across, w, h)
	out := s
	out.Gray = image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		src, light, dst := s.Gray.Pix[y*s.Gray.Stride:], flat[y*w:(y+1)*w], out.Gray.Pix[y*w:(y+1)*w]
		for x, b := range light {
			dst[x] = byte(min(paper, int(src[x])*paper/max(1, int(b))))
		}
	}
	return out
}

func tileSide(dpi float64) int { return max(8, int(dpi)/tilesPerInch) }

// background gives the light of each tile, row by row, and the number of tiles in a row.
func background(g *image.Gray, dpi float64) ([]byte, int) {
	tiles, across := light(g, dpi)
	return mendDark(tiles, across), across
}

// light gives the grey of the lightest part of each tile.
func light(g *image.Gray, dpi float64) ([]byte, int) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	side := tileSide(dpi)
	across, down := (w+side-1)/side, (h+side-1)/side
	out := make([]byte, across*down)
	var count [256]int
	for ty := range down {
		for tx := range across {
			clear(count[:])
			n := 0
			for y := ty * side; y < min(h, (ty+1)*side); y += 2 {
				row := g.Pix[y*g.Stride:]
				for x := tx * side; x < min(w, (tx+1)*side); x += 2 {
					count[row[x]]++
					n++
				}
			}
			out[ty*across+tx] = percentile(&count, n, 0.85)
		}
	}
	return out, across
}

func percentile(count *[256]int, n int, share float64) byte {
	left := n - int(float64(n)*share)
	for v := 255; v > 0; v-- {
		if left -= count[v]; left <= 0 {
			return byte(v)
		}
	}
	return 0
}

// mendDark gives dark fields (a black heading, a photograph) the light of the paper around them, so that what is printed
// white on black stays so.
func mendDark(tiles []byte, across int) []byte {
	out := slices.Clone(tiles)
	down := len(tiles) / across
	bright := slices.Clone(tiles)
	slices.Sort(bright)
	usual := bright[len(bright)*3/4]
	for i, v := range tiles {
		if int(v) >= max(darkField, int(usual)/2) {
			continue
		}
		best := byte(0)
		for dy := -3; dy <= 3; dy++ {
			for dx := -3; dx <= 3; dx++ {
				x, y := i%across+dx, i/across+dy
				if x >= 0 && y >= 0 && x < across && y < down {
					best = max(best, tiles[y*across+x])
				}
			}
		}
		out[i] = max(best, usual/2)
	}
	return out
}
