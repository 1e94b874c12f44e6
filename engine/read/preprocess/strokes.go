package preprocess

import (
	"image"
	"slices"
)

// Strokes are measured on so many rows of a page, and in so many places at most.
const (
	strokeRows   = 240
	strokePlaces = 12000
)

// crossings are the places where a row of pixels comes from paper onto a stroke.
type crossings struct{ edge, ink []float64 }

// middle gives the medians.
func (c crossings) middle() (edge, ink float64) {
	if len(c.edge) < fewLetters {
		return 0, paper
	}
	return median(c.edge), median(c.ink)
}

// crossings looks along rows for strokes of print: what is darker than halfway between paper and ink, and no wider than a
// letter is high.
func (s Sheet) crossings(tiles []byte, across int, letters float64) crossings {
	w, h := s.Gray.Rect.Dx(), s.Gray.Rect.Dy()
	side := tileSide(s.DPI)
	bitonal := twoTone(s.Gray)
	var rows [][]int
	for y := 1; y+1 < h; y += max(1, h/strokeRows) {
		rows = append(rows, s.lit(y, tiles[(y/side)*across:], side, w, bitonal))
	}
	var c crossings
	limit := darkHalf(rows)
	for _, row := range rows {
		c.along(row, limit, max(3, int(letters)))
		if len(c.edge) > strokePlaces {
			break
		}
	}
	return c
}

// lit gives a row as it would look under even light: each pixel, as the mean of three rows where noise must be stilled,
// by the paper of its tile.
func (s Sheet) lit(y int, tiles []byte, side, w int, bitonal bool) []int {
	out := make([]int, w)
	at := y * s.Gray.Stride
	mid, up, down := s.Gray.Pix[at:at+w], s.Gray.Pix[at-s.Gray.Stride:], s.Gray.Pix[at+s.Gray.Stride:]
	for x, v := range mid {
		sum := 3 * int(v)
		if !bitonal {
			sum = int(v) + int(up[x]) + int(down[x])
		}
		out[x] = min(paper, sum*paper/(3*max(1, int(tiles[x/side]))))
	}
	return out
}

// darkHalf gives the grey halfway between the paper and the ink of rows; ink is the darkest pixel in two hundred.
func darkHalf(rows [][]int) int {
	var count [256]int
	n := 0
	for _, row := range rows {
		for _, v := range row {
			count[v]++
		}
		n += len(row)
	}
	left := n / 200
	for v, k := range count {
		if left -= k; left < 0 {
			return min((v+paper)/2, paper-8)
		}
	}
	return paper / 2
}

// along adds the crossings of one row. A stroke that is wider than two letters are high is a bar, and no print.
func (c *crossings) along(row []int, limit, letters int) {
	for x := 1; x < len(row); x++ {
		if row[x] >= limit || row[x-1] < limit {
			continue
		}
		end := x
		for end < len(row) && row[end] < limit {
			end++
		}
		if end-x > 2*letters || end == len(row) {
			x = end
			continue
		}
		from, to := max(0, x-letters/2), min(len(row)-1, end)
		dark, light := slices.Min(row[x:end]), slices.Max(row[from:x])
		steep := 1
		for i := from; i < to; i++ {
			steep = max(steep, row[i]-row[i+1])
		}
		c.edge = append(c.edge, float64(light-dark)/float64(steep))
		c.ink = append(c.ink, float64(paper-dark))
		x = end
	}
}

// twoTone reports whether a page is black and white alone.
func twoTone(g *image.Gray) bool {
	for y := 0; y < g.Rect.Dy(); y += 7 {
		for _, v := range g.Pix[y*g.Stride : y*g.Stride+g.Rect.Dx()] {
			if v != 0 && v != 255 {
				return false
			}
		}
	}
	return true
}

// Glare is paper so bright that nothing printed on it could show, in a patch of at least glarePatch tiles whose rim, a few
// tiles on, is clearly darker: light that fades over a page is not so steep.
const (
	burnt      = 253
	glarePatch = 30
	glareRim   = 4
	rimLight   = 236
)

// glare looks for such a patch.
func glare(g *image.Gray, tiles []byte, across int, dpi float64) bool {
	down := len(tiles) / across
	side := tileSide(dpi)
	bright := image.NewGray(image.Rect(0, 0, across, down))
	for i, v := range tiles {
		if v < burnt || !blank(g, image.Rect(i%across*side, i/across*side, (i%across+1)*side, (i/across+1)*side)) {
			bright.Pix[i] = paper
		}
	}
	for _, b := range components(bright, 128) {
		if b.Dx()*b.Dy() < glarePatch || fill(bright, b) < 0.5 || min(b.Dx(), b.Dy()) < 4 {
			continue
		}
		rim := b.Inset(-glareRim)
		sum, n := 0, 0
		for y := max(0, rim.Min.Y); y < min(down, rim.Max.Y); y++ {
			for x := max(0, rim.Min.X); x < min(across, rim.Max.X); x++ {
				if x == rim.Min.X || y == rim.Min.Y || x == rim.Max.X-1 || y == rim.Max.Y-1 {
					sum, n = sum+int(tiles[y*across+x]), n+1
				}
			}
		}
		if n > 0 && sum < rimLight*n {
			return true
		}
	}
	return false
}

// blank reports whether hardly a pixel of a tile is anything but burnt out.
func blank(g *image.Gray, b image.Rectangle) bool {
	b = b.Intersect(g.Rect)
	n, dark := 0, 0
	for y := b.Min.Y; y < b.Max.Y; y += 2 {
		for x := b.Min.X; x < b.Max.X; x += 2 {
			n++
			if g.Pix[y*g.Stride+x] < burnt-3 {
				dark++
			}
		}
	}
	return 50*dark < n
}
