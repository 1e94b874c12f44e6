package preprocess

import (
	"image"
	"math"
)

// projection carries places of one plane to another, row by row of a 3 by 3 matrix: what a camera does to a sheet.
type projection [9]float64

// affine carries (x, y) to (a·x + c·y + e, b·x + d·y + f).
func affine(a, b, c, d, e, f float64) projection { return projection{a, c, e, b, d, f, 0, 0, 1} }

func (m projection) at(x, y float64) (float64, float64) {
	d := m[6]*x + m[7]*y + m[8]
	return (m[0]*x + m[1]*y + m[2]) / d, (m[3]*x + m[4]*y + m[5]) / d
}

// after gives the map that first does n and then m.
func (m projection) after(n projection) projection {
	var out projection
	for r := range 3 {
		for c := range 3 {
			for k := range 3 {
				out[3*r+c] += m[3*r+k] * n[3*k+c]
			}
		}
	}
	return out
}

// inverse gives the way back; ok is false where there is none.
func (m projection) inverse() (out projection, ok bool) {
	out = projection{
		m[4]*m[8] - m[5]*m[7], m[2]*m[7] - m[1]*m[8], m[1]*m[5] - m[2]*m[4],
		m[5]*m[6] - m[3]*m[8], m[0]*m[8] - m[2]*m[6], m[2]*m[3] - m[0]*m[5],
		m[3]*m[7] - m[4]*m[6], m[1]*m[6] - m[0]*m[7], m[0]*m[4] - m[1]*m[3],
	}
	d := m[0]*out[0] + m[1]*out[3] + m[2]*out[6]
	if math.Abs(d) < 1e-12 || math.IsNaN(d) {
		return projection{}, false
	}
	for i := range out {
		out[i] /= d
	}
	return out, true
}

// fromUnit gives the map that carries the corners of the unit square, clockwise from the origin, to four others (Heckbert,
// Fundamentals of Texture Mapping and Image Warping, 1989, chapter 2).
func fromUnit(q [4]place) projection {
	sx, sy := q[0].x-q[1].x+q[2].x-q[3].x, q[0].y-q[1].y+q[2].y-q[3].y
	dx1, dx2 := q[1].x-q[2].x, q[3].x-q[2].x
	dy1, dy2 := q[1].y-q[2].y, q[3].y-q[2].y
	det := dx1*dy2 - dx2*dy1
	g, h := (sx*dy2-dx2*sy)/det, (dx1*sy-sx*dy1)/det
	return projection{q[1].x - q[0].x + g*q[1].x, q[3].x - q[0].x + h*q[3].x, q[0].x,
		q[1].y - q[0].y + g*q[1].y, q[3].y - q[0].y + h*q[3].y, q[0].y, g, h, 1}
}

// place is a point between pixels.
type place struct{ x, y float64 }

// span is the number of pixels over which a warp is taken to be straight; perspective bends by far less than a tenth of a
// pixel on it.
const span = 32

// warp fills a sheet of w by h by looking up each place through m, bilinear; what comes in from outside is white.
func warp(g *image.Gray, w, h int, m projection) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, w, h))
	const one = 1 << 16
	for y := range h {
		dst := out.Pix[y*w : (y+1)*w]
		x0, y0 := m.at(0.5, float64(y)+0.5)
		for from := 0; from < w; from += span {
			n := min(span, w-from)
			x1, y1 := m.at(float64(from+n)+0.5, float64(y)+0.5)
			fx, fy := int64((x0-0.5)*one), int64((y0-0.5)*one)
			stepX, stepY := int64((x1-x0)*one)/int64(n), int64((y1-y0)*one)/int64(n)
			lookUp(g, dst[from:from+n], fx, fy, stepX, stepY)
			x0, y0 = x1, y1
		}
	}
	return out
}

// lookUp fills a run of pixels from places that begin at (fx, fy) and go on by steps, all in 65536ths of a pixel.
func lookUp(g *image.Gray, dst []byte, fx, fy, stepX, stepY int64) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	inside := func(x, y int64) bool { return x >= 0 && y >= 0 && int(x>>16) < w-1 && int(y>>16) < h-1 }
	last := int64(len(dst) - 1)
	if inside(fx, fy) && inside(fx+last*stepX, fy+last*stepY) { // and so is all that lies between
		for x := range dst {
			dst[x] = mixed(g, fx, fy)
			fx, fy = fx+stepX, fy+stepY
		}
		return
	}
	for x := range dst {
		dst[x] = paper
		if inside(fx, fy) {
			dst[x] = mixed(g, fx, fy)
		}
		fx, fy = fx+stepX, fy+stepY
	}
}

// mixed gives the grey between the four pixels around a place.
func mixed(g *image.Gray, fx, fy int64) byte {
	i := int(fy>>16)*g.Stride + int(fx>>16)
	top, low := g.Pix[i:i+2], g.Pix[i+g.Stride:i+g.Stride+2]
	ax, ay := uint32(fx>>8)&255, uint32(fy>>8)&255
	upper := uint32(top[0])*(256-ax) + uint32(top[1])*ax
	lower := uint32(low[0])*(256-ax) + uint32(low[1])*ax
	return byte((upper*(256-ay) + lower*ay) >> 16)
}
