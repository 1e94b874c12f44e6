package preprocess

import "image"

// Ink that is less than paleInk darker than white paper is deepened to deepInk, unless it is no darker than the grain of
// the paper: leastInk is the least depth that is taken for ink at all, and has to stand out from the grain.
const (
	paleInk   = 140
	deepInk   = 220
	leastInk  = 24
	overGrain = 6
)

// Deepen brings pale print, as of a spent ribbon or old thermal paper, to the depth that ink has. What is printed dark
// is left as it is.
func (s Sheet) Deepen() Sheet {
	depth, grain := inkDepth(s.Gray)
	if depth >= paleInk || depth < max(leastInk, overGrain*grain) {
		return s
	}
	out := s.Without(nil)
	for i, v := range out.Gray.Pix {
		out.Gray.Pix[i] = byte(max(0, paper-(paper-int(v))*deepInk/depth))
	}
	return out
}

// inkDepth gives how much darker than white the darkest of four hundred pixels is, and the middle difference between
// neighbours that differ.
func inkDepth(g *image.Gray) (depth, grain int) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	var count, steps [256]int
	n, differ := 0, 0
	for y := 0; y < h; y += 3 {
		row := g.Pix[y*g.Stride : y*g.Stride+w]
		for x, v := range row {
			count[v]++
			n++
			if x > 0 && v != row[x-1] {
				steps[max(v, row[x-1])-min(v, row[x-1])]++
				differ++
			}
		}
	}
	left := n / 400
	for v, k := range count {
		if left -= k; left < 0 {
			depth = paper - v
			break
		}
	}
	if 4*differ < n { // an even ground: what differs is ink
		return depth, 0
	}
	left = differ / 2
	for v, k := range steps {
		if left -= k; left < 0 {
			return depth, v
		}
	}
	return depth, 0
}
