package preprocess

import (
	"image"

	"github.com/disintegration/imaging"
)

// resize scales grey pixels: by Catmull-Rom for what will be read, by the mean of what falls together where it shrinks to
// less than two thirds, which is only done to look at a page's shape and must cost little.
func resize(g *image.Gray, w, h int) *image.Gray {
	if 3*w <= 2*g.Rect.Dx() && 3*h <= 2*g.Rect.Dy() {
		return shrink(g, w, h)
	}
	scaled := imaging.Resize(g, w, h, imaging.CatmullRom)
	out := image.NewGray(image.Rect(0, 0, w, h))
	for i := range out.Pix {
		out.Pix[i] = scaled.Pix[4*i] // grey: all channels are the same
	}
	return out
}

// shrink gives every pixel the mean of the whole pixels that fall into it.
func shrink(g *image.Gray, w, h int) *image.Gray {
	from, tall := g.Rect.Dx(), g.Rect.Dy()
	edge := make([]int, w+1)
	for x := range edge {
		edge[x] = x * from / w
	}
	out := image.NewGray(image.Rect(0, 0, w, h))
	sums := make([]uint32, w)
	for y := range h {
		clear(sums)
		top, end := y*tall/h, (y+1)*tall/h
		for line := top; line < end; line++ {
			row := g.Pix[line*g.Stride : line*g.Stride+from]
			for x := range sums {
				var sum uint32
				for _, v := range row[edge[x]:edge[x+1]] {
					sum += uint32(v)
				}
				sums[x] += sum
			}
		}
		for x, sum := range sums {
			out.Pix[y*w+x] = byte(sum / uint32((end-top)*(edge[x+1]-edge[x])))
		}
	}
	return out
}

// spread enlarges a coarse map of w by h tiles to pixels, straight from the middle of one tile to the middle of the next.
func spread(tiles []byte, across, w, h int) []byte {
	down := len(tiles) / across
	left, share := steps(w, across)
	top, part := steps(h, down)
	out := make([]byte, w*h)
	line := make([]int, across) // one row of tiles between two, times 256
	for y := range h {
		a, b := tiles[top[y]*across:(top[y]+1)*across], tiles[min(top[y]+1, down-1)*across:]
		for x, v := range a {
			line[x] = int(v)*(256-part[y]) + int(b[x])*part[y]
		}
		row := out[y*w : (y+1)*w]
		for x := range row {
			l := left[x]
			row[x] = byte((line[l]*(256-share[x]) + line[min(l+1, across-1)]*share[x]) >> 16)
		}
	}
	return out
}

// steps gives for each of n pixels the tile at or before it and how far it is on to the next, in 256ths.
func steps(n, tiles int) (tile, share []int) {
	tile, share = make([]int, n), make([]int, n)
	for i := range n {
		at := max(0, ((2*i+1)*tiles*256/n-256)/2)
		tile[i], share[i] = min(at>>8, tiles-1), at&255
	}
	return tile, share
}
