package redact

import (
	"image"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// What a bar that somebody drew over print looks like, in tiles of a millimetre: nowhere paper, as high as a line, longer than
// high. Print that can still be made out under it is darker than the bar by some greys and made of strokes.
const (
	tilesPerInch = 25.4
	barCovers    = 150  // the lightest grey of a bar
	barSolid     = 0.95 // of a tile's pixels, and of the bar's outline in tiles ...
	barFilled    = 0.75 // ... so many
	barShort     = 3
	barLong      = 6
	printDarker  = 12 // greys between a bar and print under it
	printLeast   = 0.03
	printMost    = 0.45
	strokesHold  = 0.6 // of dark pixels have a dark one below: noise has as many as it is dark
	strokesThin  = 0.7 // of dark pixels lie in runs no longer than a stroke is wide
	strokesARow  = 3.0
)

// seeThrough gives the bars of a scanned page under which print shows, as an old marker leaves it.
func seeThrough(g *image.Gray, dpi float64) []image.Rectangle {
	tile := max(3, int(dpi/tilesPerInch+0.5))
	var out []image.Rectangle
	for _, bar := range bars(g, tile) {
		if legible(g, bar, tile) {
			out = append(out, bar)
		}
	}
	return out
}

// bars finds the dark solid areas of the page.
func bars(g *image.Gray, tile int) []image.Rectangle {
	w, h := g.Rect.Dx()/tile, g.Rect.Dy()/tile
	dark := make([]bool, w*h)
	for i := range dark {
		dark[i] = solid(g, image.Rect(0, 0, tile, tile).Add(image.Pt(i%w*tile, i/w*tile)))
	}
	var out []image.Rectangle
	for i := range dark {
		if !dark[i] {
			continue
		}
		r, n := flood(dark, w, i)
		short, long := min(r.Dx(), r.Dy()), max(r.Dx(), r.Dy())
		if short >= barShort && long >= barLong && float64(n) >= barFilled*float64(short*long) {
			out = append(out, image.Rect(r.Min.X*tile, r.Min.Y*tile, r.Max.X*tile, r.Max.Y*tile))
		}
	}
	return out
}

func solid(g *image.Gray, r image.Rectangle) bool {
	light, most := 0, int((1-barSolid)*float64(r.Dx()*r.Dy()))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range g.Pix[y*g.Stride+r.Min.X : y*g.Stride+r.Max.X] {
			if v > barCovers {
				light++
			}
		}
		if light > most {
			return false
		}
	}
	return true
}

// flood takes a connected area out of the tiles, w a row, and gives its outline and size.
func flood(dark []bool, w, from int) (image.Rectangle, int) {
	dark[from] = false
	stack, n := []int{from}, 0
	var box image.Rectangle
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		n++
		x, y := i%w, i/w
		box = box.Union(image.Rect(x, y, x+1, y+1))
		for _, j := range []int{i - w, i + w, i - 1, i + 1} {
			beside := j/w == y || j%w == x
			if j >= 0 && j < len(dark) && beside && dark[j] {
				dark[j] = false
				stack = append(stack, j)
			}
		}
	}
	return box, n
}

// legible reports strokes within a bar.
func legible(g *image.Gray, bar image.Rectangle, tile int) bool {
	bar = bar.Inset(tile / 3)
	limit, ok := split(g, bar)
	if !ok {
		return false
	}
	dark := func(x, y int) bool { return g.Pix[y*g.Stride+x] <= limit }
	all, held, thin, runs, rows := 0, 0, 0, 0, 0
	for y := bar.Min.Y; y < bar.Max.Y-1; y++ {
		run, inRow := 0, 0
		for x := bar.Min.X; x <= bar.Max.X; x++ {
			if x < bar.Max.X && dark(x, y) {
				run++
				all++
				if dark(x, y+1) {
					held++
				}
				continue
			}
			if run > 0 && run <= tile {
				thin += run
				inRow++
			}
			run = 0
		}
		if inRow > 0 {
			runs, rows = runs+inRow, rows+1
		}
	}
	n := float64(all)
	return float64(held) >= strokesHold*n && float64(thin) >= strokesThin*n && float64(runs) >= strokesARow*float64(max(rows, 1))
}

// split gives the grey that best parts a bar from print under it, by Otsu; false where there is no such print.
func split(g *image.Gray, r image.Rectangle) (byte, bool) {
	var count [256]int
	all, sum := 0, 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range g.Pix[y*g.Stride+r.Min.X : y*g.Stride+r.Max.X] {
			count[v]++
			all++
			sum += int(v)
		}
	}
	best, at, apart, share := 0.0, byte(0), 0.0, 0.0
	below, belowSum := 0, 0
	for v := range 255 {
		below += count[v]
		belowSum += v * count[v]
		if below == 0 || below == all {
			continue
		}
		d := float64(sum-belowSum)/float64(all-below) - float64(belowSum)/float64(below)
		if between := d * d * float64(below) * float64(all-below); between > best {
			best, at, apart, share = between, byte(v), d, float64(below)/float64(all)
		}
	}
	return at, apart >= printDarker && share >= printLeast && share <= printMost
}

// shining gives the bars of the page that are not ours and under which print shows.
func (p PageReport) shining(g *image.Gray) []chart.Span {
	if p.pic.depth == geom.Bitonal || p.Width <= 0 {
		return nil
	}
	sx, sy := float64(g.Rect.Dx())/float64(p.Width), float64(g.Rect.Dy())/float64(p.Height)
	var out []chart.Span
	for _, bar := range seeThrough(g, p.pic.dpi*sx) {
		if !slices.ContainsFunc(p.Burns, func(b Burn) bool { return bar.Overlaps(scaled(b.Rect, sx, sy)) }) {
			out = append(out, p.shown(chart.OtherID, howSeeThrough, geom.FromRect(bar, geom.Px(g.Rect.Dx()), geom.Px(g.Rect.Dy()))))
		}
	}
	return out
}

// shown is a place of the page that still shows what should not be seen.
func (p PageReport) shown(kind chart.Kind, how string, at geom.Box) chart.Span {
	return chart.Span{Kind: kind, Page: p.Number, Boxes: []geom.Box{at}, Tier: chart.Likely, Layer: how, Redacted: true}
}
