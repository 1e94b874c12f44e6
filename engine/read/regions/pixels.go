package regions

import (
	"image"
	"math/bits"

	"chartproof.org/chartproof/engine/geom"
)

// shrink gives the page in grey, k by k dots averaged into one.
func shrink(r *geom.Raster, k int) *image.Gray {
	if k == 1 {
		return r.ToGray()
	}
	w, h := max(1, int(r.Width)/k), max(1, int(r.Height)/k)
	out := image.NewGray(image.Rect(0, 0, w, h))
	if int(r.Width) < k || int(r.Height) < k {
		return out
	}
	sum := make([]int, w)
	for y := range h {
		clear(sum)
		for j := range k {
			addRow(r, y*k+j, k, sum)
		}
		for x, s := range sum {
			out.Pix[y*w+x] = byte(s / (k * k))
		}
	}
	return out
}

// addRow adds a row's grey to the sums of k dots each.
func addRow(r *geom.Raster, y, k int, sum []int) {
	row := r.Pix[y*r.Stride() : (y+1)*r.Stride()]
	switch r.Depth {
	case geom.Bitonal:
		for x := range sum {
			sum[x] += 255 * (k - blackBits(row, x*k, k))
		}
	case geom.Gray:
		for x := range sum {
			for _, v := range row[x*k : x*k+k] {
				sum[x] += int(v)
			}
		}
	default:
		for x := range sum {
			s := 0
			p := row[3*x*k : 3*(x*k+k)]
			for i := 0; i < len(p); i += 3 {
				s += 77*int(p[i]) + 151*int(p[i+1]) + 28*int(p[i+2])
			}
			sum[x] += s >> 8
		}
	}
}

// blackBits counts the set bits among n from bit at on.
func blackBits(row []byte, at, n int) int {
	count := 0
	for n > 0 {
		b := row[at>>3] << (at & 7)
		take := min(n, 8-at&7)
		count += bits.OnesCount8(b >> (8 - take))
		at, n = at+take, n-take
	}
	return count
}

// crop gives a part of the page in grey, in its full size.
func crop(r *geom.Raster, at image.Rectangle) *image.Gray {
	at = at.Intersect(r.Bounds())
	out := image.NewGray(image.Rect(0, 0, at.Dx(), at.Dy()))
	for y := range at.Dy() {
		row := r.Pix[(at.Min.Y+y)*r.Stride() : (at.Min.Y+y+1)*r.Stride()]
		for x := range at.Dx() {
			out.Pix[y*out.Stride+x] = greyAt(r.Depth, row, at.Min.X+x)
		}
	}
	return out
}

func greyAt(d geom.Depth, row []byte, x int) byte {
	switch d {
	case geom.Bitonal:
		if row[x>>3]&(0x80>>(x&7)) != 0 {
			return 0
		}
		return 255
	case geom.Gray:
		return row[x]
	}
	p := row[3*x : 3*x+3]
	return byte((77*int(p[0]) + 151*int(p[1]) + 28*int(p[2])) >> 8)
}
