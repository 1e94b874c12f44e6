package synth

import (
	"math"
	"math/rand/v2"

	"chartproof.org/chartproof/engine/geom"
)

// grain softens a page and adds the noise, specks and shaded edge of a worn document feeder.
func grain(rng *rand.Rand, r *geom.Raster, sigma, soft float64) {
	blur(r, soft)
	noise := noiseTable(rng, sigma)
	paper := 232 + rng.IntN(18)
	n := int(r.Depth) / 8
	w, h := int(r.Width), int(r.Height)
	shade := w / 60
	for y := range h {
		for x := range w {
			e := noise[rng.Uint32()&4095]
			dark := 0
			if x < shade {
				dark = (shade - x) * 70 / shade
			}
			p := r.Pix[n*(y*w+x):]
			for k := range n {
				p[k] = clip(int(p[k])*paper/255 + 12 + e - dark)
			}
		}
	}
	specks(rng, r, w*h/60000)
}

func noiseTable(rng *rand.Rand, sigma float64) []int {
	t := make([]int, 4096)
	for i := range t {
		t[i] = int(math.Round(rng.NormFloat64() * sigma))
	}
	return t
}

func clip(v int) byte { return byte(max(0, min(255, v))) }

// specks throws n dark dots of one to three pixels.
func specks(rng *rand.Rand, r *geom.Raster, n int) {
	b, w, h := int(r.Depth)/8, int(r.Width), int(r.Height)
	for range n {
		x, y, d := rng.IntN(w), rng.IntN(h), 1+rng.IntN(2)
		for j := y; j < min(h, y+d); j++ {
			for i := x; i < min(w, x+d); i++ {
				for k := range b {
					r.Pix[b*(j*w+i)+k] = byte(40 + rng.IntN(80))
				}
			}
		}
	}
}

// blur mixes each pixel with its neighbours: amount 0 leaves the page, 1 is a 3 by 3 box.
func blur(r *geom.Raster, amount float64) {
	n, w, h := int(r.Depth)/8, int(r.Width), int(r.Height)
	side := int(amount * 64 / 3)
	mid := 64 - 2*side
	for k := range n {
		smooth(r.Pix[k:], side, mid, n, w, h, n*w)
		smooth(r.Pix[k:], side, mid, n*w, h, w, n)
	}
}

// smooth runs a three-tap filter along every line: count samples step bytes apart.
func smooth(pix []byte, side, mid, step, count, lines, lineStep int) {
	buf := make([]byte, count)
	for l := range lines {
		at := l * lineStep
		for i := range count {
			buf[i] = pix[at+i*step]
		}
		for i := 1; i < count-1; i++ {
			pix[at+i*step] = byte((int(buf[i-1])*side + int(buf[i])*mid + int(buf[i+1])*side + 32) >> 6)
		}
	}
}

// fax makes a page bitonal as a fax machine does: uneven threshold, drop-outs, streaks; a third in standard resolution,
// where every second line is lost.
func fax(rng *rand.Rand, src *geom.Raster) *geom.Raster {
	g := src.ToGray()
	noise := noiseTable(rng, 16+rng.Float64()*14)
	limit := 125 + rng.IntN(45)
	w, h := g.Rect.Dx(), g.Rect.Dy()
	standard := rng.IntN(3) == 0
	for y := range h {
		row := g.Pix[y*g.Stride:][:w]
		if standard && y%2 == 1 {
			copy(row, g.Pix[(y-1)*g.Stride:][:w])
			continue
		}
		for x := range row {
			v := int(row[x]) + noise[rng.Uint32()&4095]
			row[x] = 255
			if v < limit {
				row[x] = 0
			}
		}
	}
	for range rng.IntN(3) { // a dirty sensor draws a line down the page
		x := rng.IntN(w)
		for y := rng.IntN(h / 2); y < h; y++ {
			if rng.IntN(5) > 0 {
				g.Pix[y*g.Stride+x] = 0
			}
		}
	}
	for range rng.IntN(3) { // a lost line is sent as the one before
		y := 1 + rng.IntN(h-4)
		for k := range 1 + rng.IntN(2) {
			copy(g.Pix[(y+k)*g.Stride:][:w], g.Pix[(y-1)*g.Stride:][:w])
		}
	}
	for range w * h / 90000 {
		g.Pix[rng.IntN(h)*g.Stride+rng.IntN(w)] = 0
	}
	return geom.Threshold(g, 128, src.DPI)
}

// photograph lays the page on a desk and takes its picture from a little aside.
func photograph(rng *rand.Rand, src *geom.Raster) (*geom.Raster, move) {
	colour := src
	if src.Depth != geom.Colour {
		colour = &geom.Raster{Depth: geom.Colour, Width: src.Width, Height: src.Height, DPI: src.DPI, Pix: make([]byte, 3*len(src.Pix))}
		for i, v := range src.Pix {
			colour.Pix[3*i], colour.Pix[3*i+1], colour.Pix[3*i+2] = v, v, v
		}
	}
	w, h := float64(src.Width), float64(src.Height)
	ow, oh := math.Round(w*1.06), math.Round(h*1.06)
	jit := func(span float64) float64 { return (.012 + .03*rng.Float64()) * span }
	quad := [4]xy{{jit(ow), jit(oh)}, {ow - jit(ow), jit(oh)}, {ow - jit(ow), oh - jit(oh)}, {jit(ow), oh - jit(oh)}}
	to := homography([4]xy{{0, 0}, {w, 0}, {w, h}, {0, h}}, quad)
	from := homography(quad, [4]xy{{0, 0}, {w, 0}, {w, h}, {0, h}})
	desk := [3]ink{{96, 74, 52}, {60, 62, 66}, {140, 128, 112}}[rng.IntN(3)]
	r := warp(colour, int(ow), int(oh), desk, func(x, y float64) (float64, float64) { p := from.at(x, y); return p.x, p.y })
	light(rng, r)
	blur(r, .55+.45*rng.Float64())
	return r, corners(func(p geom.Point) geom.Point {
		q := to.at(p.X*w, p.Y*h)
		return geom.Point{X: q.x / ow, Y: q.y / oh}
	})
}

// light tints the picture, lets it fall off towards one corner, and adds sensor noise.
func light(rng *rand.Rand, r *geom.Raster) {
	w, h := int(r.Width), int(r.Height)
	lx, ly := rng.Float64()*float64(w), rng.Float64()*float64(h)
	reach := math.Hypot(float64(w), float64(h))
	fall := .25 + .3*rng.Float64()
	tint := [3]float64{.97 + .03*rng.Float64(), .95 + .03*rng.Float64(), .86 + .1*rng.Float64()}
	noise := noiseTable(rng, 4)
	for y := range h {
		for x := range w {
			k := 1 - fall*math.Hypot(float64(x)-lx, float64(y)-ly)/reach
			p := r.Pix[3*(y*w+x):]
			e := noise[rng.Uint32()&4095]
			for c := range 3 {
				p[c] = clip(int(float64(p[c])*k*tint[c]) + 4 + e)
			}
		}
	}
}

// projective is a 3 by 3 matrix, row by row.
type projective [9]float64

func (m projective) at(x, y float64) xy {
	d := m[6]*x + m[7]*y + m[8]
	return xy{(m[0]*x + m[1]*y + m[2]) / d, (m[3]*x + m[4]*y + m[5]) / d}
}

// homography solves the eight equations that carry four points to four others.
func homography(a, b [4]xy) projective {
	var m [8][9]float64
	for i := range 4 {
		x, y, u, v := a[i].x, a[i].y, b[i].x, b[i].y
		m[2*i] = [9]float64{x, y, 1, 0, 0, 0, -u * x, -u * y, u}
		m[2*i+1] = [9]float64{0, 0, 0, x, y, 1, -v * x, -v * y, v}
	}
	for c := range 8 {
		best := c
		for r := c; r < 8; r++ {
			if math.Abs(m[r][c]) > math.Abs(m[best][c]) {
				best = r
			}
		}
		m[c], m[best] = m[best], m[c]
		for r := range 8 {
			if r == c {
				continue
			}
			f := m[r][c] / m[c][c]
			for k := c; k < 9; k++ {
				m[r][k] -= f * m[c][k]
			}
		}
	}
	var out projective
	for i := range 8 {
		out[i] = m[i][8] / m[i][i]
	}
	out[8] = 1
	return out
}
