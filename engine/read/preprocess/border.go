package preprocess

import "image"

// The edges of a page are looked at with edgesDPI dots an inch; lengths are in inches, greys in parts of a hundred of the
// paper's.
const (
	edgesDPI     = 75.0
	bareDark     = 45   // what is darker may be the glass beside the page
	paperLight   = 75   // what is lighter may be the page
	bareLong     = 1.0  // least length along an edge
	bareWide     = 2    // the most that it reaches into the picture
	paperBeside  = 0.08 // width of paper that follows it
	darkestPaper = 100  // of 255: a picture that is dark all over has no border
)

// CleanEdges gives the sheet without the dark glass beside it and the punch holes along its edges, which are drawn as the
// paper around them. What touches print stays.
func (s Sheet) CleanEdges() Sheet {
	if s.DPI < 1.3*edgesDPI {
		return s
	}
	small := s.Scale(edgesDPI / s.DPI).Gray
	e := edges{small: small, paper: int(lightOf(small))}
	if e.paper < darkestPaper {
		return s
	}
	var fills []patch
	for side := range 4 {
		fills = append(fills, e.border(side)...)
	}
	fills = append(fills, e.holes()...)
	if len(fills) == 0 {
		return s
	}
	out := s.Without(nil)
	for _, p := range fills {
		p.paint(out.Gray, small.Rect, e.paper)
	}
	return out
}

// lightOf gives the grey of a page's paper.
func lightOf(g *image.Gray) byte {
	var count [256]int
	for _, v := range g.Pix {
		count[v]++
	}
	return percentile(&count, len(g.Pix), 0.6)
}

// edges is a small picture of a page and the grey of its paper.
type edges struct {
	small *image.Gray
	paper int
}

// view is a picture seen from one of its sides: at gives the dot that lies in inwards from place along.
type view struct {
	g    *image.Gray
	side int // left, right, top, bottom
}

func (v view) size() (along, in int) {
	if v.side < 2 {
		return v.g.Rect.Dy(), v.g.Rect.Dx()
	}
	return v.g.Rect.Dx(), v.g.Rect.Dy()
}

func (v view) at(along, in int) *byte {
	x, y := in, along
	switch v.side {
	case 1:
		x = v.g.Rect.Dx() - 1 - in
	case 2:
		x, y = along, in
	case 3:
		x, y = along, v.g.Rect.Dy()-1-in
	}
	return &v.g.Pix[y*v.g.Stride+x]
}

// patch is a place to be drawn as paper: a strip along a side, from the edge in.
type patch struct {
	side, from int
	deep       []int // of the strip, at from and on
	fill       []byte
	hole       *disc
}

// border gives the strips of bare glass along a side, and takes them off the small picture.
func (e edges) border(side int) []patch {
	v := view{e.small, side}
	length, _ := v.size()
	deep, beside := make([]int, length), make([]bool, length)
	for i := range deep {
		deep[i], beside[i] = e.bare(v, i)
	}
	var out []patch
	for from := 0; from < length; {
		if deep[from] == 0 {
			from++
			continue
		}
		to := from + 1
		for to < length && deep[to] > 0 && deep[to]-deep[to-1] <= 1 && deep[to-1]-deep[to] <= 1 {
			to++
		}
		if e.isBorder(beside[from:to]) {
			p := patch{side: side, from: from, deep: deep[from:to]}
			for i := from; i < to; i++ {
				fill := byte(0) // the lightest nearby: a place may touch another side's border
				for k := max(from, i-2); k < min(to, i+3); k++ {
					fill = max(fill, e.beside(v, k, deep[k]))
				}
				p.fill = append(p.fill, fill)
			}
			p.paint(e.small, e.small.Rect, e.paper)
			out = append(out, p)
		}
		from = to
	}
	return out
}

// isBorder reports whether a stretch is as long as bare glass and has paper beside it nearly everywhere.
func (e edges) isBorder(beside []bool) bool {
	n := 0
	for _, is := range beside {
		if is {
			n++
		}
	}
	return float64(len(beside)) >= bareLong*edgesDPI && 10*n >= 7*len(beside)
}

// bare gives how far the dark at one place of a side reaches in, 0 where it has no end, and whether clear paper follows.
func (e edges) bare(v view, i int) (deep int, beside bool) {
	_, across := v.size()
	most := min(int(bareWide*edgesDPI), across/2)
	for deep < most && 100*int(*v.at(i, deep)) < bareDark*e.paper {
		deep++
	}
	if deep == most {
		return 0, false
	}
	for d := deep + 2; d < deep+2+int(paperBeside*edgesDPI) && d < across; d++ {
		if 100*int(*v.at(i, d)) < paperLight*e.paper {
			return deep, false
		}
	}
	return deep, true
}

// beside gives the grey of the paper next to the dark at one place.
func (e edges) beside(v view, i, deep int) byte {
	_, across := v.size()
	g := *v.at(i, min(across-1, deep+3))
	if 100*int(g) < paperLight*e.paper {
		return byte(e.paper)
	}
	return g
}

// paint draws a patch, found on a picture of the size of small, on a picture of the same page. The last dots, which the
// border may share with the paper, are painted as far as they are dark.
func (p patch) paint(g *image.Gray, small image.Rectangle, paper int) {
	fx, fy := float64(g.Rect.Dx())/float64(small.Dx()), float64(g.Rect.Dy())/float64(small.Dy())
	if p.hole != nil {
		p.hole.paint(g, fx, fy)
		return
	}
	v := view{g, p.side}
	along, in := fy, fx
	if p.side >= 2 {
		along, in = fx, fy
	}
	length, across := v.size()
	for i := int(float64(p.from) * along); i < min(length, int(float64(p.from+len(p.deep))*along)); i++ {
		k := min(len(p.deep)-1, int(float64(i)/along)-p.from)
		k = max(0, k)
		sure, most := int(float64(p.deep[k])*in), min(across, int(float64(p.deep[k]+2)*in)+1)
		for d := 0; d < most; d++ {
			q := v.at(i, d)
			if d >= sure && 100*int(*q) >= paperLight*paper {
				break
			}
			*q = p.fill[k]
		}
	}
}
