package paddle

import (
	"cmp"
	"fmt"
	"image"
	"math"
	"slices"

	onnx "github.com/yalue/onnxruntime_go"
)

// How the detector's map is turned into strips. The long side and the two thresholds are PP-OCRv4's own recommendation,
// checked on forms of 90 dpi and on charts of 300.
const (
	longSide   = 1280 // pixels of the page's longer side as the detector sees it
	stride     = 32   // both sides are a multiple of it
	inked      = 0.3  // a pixel of the map belongs to text from here
	surely     = 0.5  // a strip is text when its pixels have this mean
	unclip     = 1.6  // the map marks the core of a line: a strip grows by this times area over perimeter
	leastSide  = 3    // pixels of the map
	mostStrips = 3000
	bandRows   = 448 // rows of the map that the network marks at a time: its memory grows with them
	bandEdge   = 64  // rows that it sees above and below those
)

// Detect finds where text stands.
func (r *Reader) Detect(g *image.Gray) ([]Strip, error) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	if w < 8 || h < 8 {
		return nil, nil
	}
	factor := min(1, longSide/float64(max(w, h)))
	mw, mh := multiple(float64(w)*factor), multiple(float64(h)*factor)
	p, err := r.textMap(shrunk(g, mw, mh))
	if err != nil {
		return nil, err
	}
	out := strips(p, mw, mh)
	fx, fy := float64(w)/float64(mw), float64(h)/float64(mh)
	for i := range out {
		out[i] = out[i].scaled(fx, fy)
	}
	return out, nil
}

// textMap gives for each pixel the probability that it belongs to the core of a line. The network goes over the picture band by
// band, each seen with some rows of its neighbours: at once it would hold twice the memory.
func (r *Reader) textMap(g *image.Gray) ([]float32, error) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := make([]float32, 0, w*h)
	for from := 0; from < h; from += bandRows {
		to := min(from+bandRows, h)
		if h-to < bandRows/4 {
			to = h // what is left is not worth a band
		}
		top, bottom := max(from-bandEdge, 0), min(to+bandEdge, h)
		band := &image.Gray{Pix: g.Pix[top*w : bottom*w], Stride: w, Rect: image.Rect(0, 0, w, bottom-top)}
		err := r.detector.run(onnx.NewShape(1, 3, int64(bottom-top), int64(w)), detectorInput(band), func(shape onnx.Shape, p []float32) error {
			if len(p) != len(band.Pix) {
				return fmt.Errorf("detect: a map of shape %v for %dx%d pixels", shape, w, bottom-top)
			}
			out = append(out, p[(from-top)*w:(to-top)*w]...)
			return nil
		})
		if err != nil {
			return nil, err
		}
		if to == h {
			break
		}
	}
	return out, nil
}

// multiple rounds to what the network takes.
func multiple(v float64) int { return max(stride, int(math.Round(v/stride))*stride) }

// detectorInput is the page three times over, as its network was trained.
func detectorInput(g *image.Gray) []float32 {
	n := len(g.Pix)
	out := make([]float32, 3*n)
	for c, norm := range [3][2]float32{{0.485, 0.229}, {0.456, 0.224}, {0.406, 0.225}} {
		var table [256]float32
		for v := range table {
			table[v] = (float32(v)/255 - norm[0]) / norm[1]
		}
		for i, v := range g.Pix {
			out[c*n+i] = table[v]
		}
	}
	return out
}

// scaled carries a strip of the map to the page. The map's two scales differ by less than a part in forty.
func (s Strip) scaled(fx, fy float64) Strip {
	x, y := s.X*fx, s.Y*fy
	ux, uy := s.UX*fx, s.UY*fy
	along := math.Hypot(ux, uy)
	return Strip{x, y, ux / along, uy / along, s.Length * along, s.Height * math.Hypot(s.UY*fx, s.UX*fy)}
}

// strips finds the connected parts of the map and gives the rectangle of each that is surely text, from the top.
func strips(p []float32, w, h int) []Strip {
	var out []Strip
	for _, b := range blobs(p, w, h) {
		if b.sum < surely*float64(b.pixels) {
			continue
		}
		s := narrowest(hull(b.edge))
		if s.Length < leastSide || s.Height < leastSide {
			continue
		}
		s = s.grown(unclip * s.Length * s.Height / (2 * (s.Length + s.Height)))
		out = append(out, s)
		if len(out) == mostStrips {
			break
		}
	}
	slices.SortFunc(out, func(a, b Strip) int { return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X)) })
	return out
}

// blob is a connected part of the map.
type blob struct {
	edge   []point // the ends of its rows
	sum    float64
	pixels int
}

type point struct{ x, y float64 }

// blobs gathers what is connected over the edges or corners of pixels.
func blobs(p []float32, w, h int) []blob {
	type run struct{ from, to, label int }
	var parent []int
	var found []blob
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	var above, here []run
	for y := range h {
		here = here[:0]
		row := p[y*w : (y+1)*w]
		for x := 0; x < w; x++ {
			if row[x] < inked {
				continue
			}
			r := run{from: x, label: len(parent)}
			sum := 0.0
			for ; x < w && row[x] >= inked; x++ {
				sum += float64(row[x])
			}
			r.to = x
			parent = append(parent, r.label)
			found = append(found, blob{[]point{{float64(r.from), float64(y)}, {float64(r.to), float64(y)}, {float64(r.from), float64(y + 1)}, {float64(r.to), float64(y + 1)}}, sum, r.to - r.from})
			for _, a := range above {
				if a.to < r.from || a.from > r.to {
					continue
				}
				if k, l := root(a.label), root(r.label); k != l {
					parent[l] = k
					found[k].edge = append(found[k].edge, found[l].edge...)
					found[k].sum, found[k].pixels = found[k].sum+found[l].sum, found[k].pixels+found[l].pixels
					found[l] = blob{}
				}
			}
			here = append(here, r)
		}
		above, here = here, above
	}
	return slices.DeleteFunc(found, func(b blob) bool { return b.pixels == 0 })
}

// hull gives the corners of the convex hull, by Andrew's monotone chain.
func hull(points []point) []point {
	slices.SortFunc(points, func(a, b point) int {
		return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y))
	})
	points = slices.Compact(points)
	half := func(order []point) []point {
		var out []point
		for _, p := range order {
			for len(out) >= 2 && turn(out[len(out)-2], out[len(out)-1], p) <= 0 {
				out = out[:len(out)-1]
			}
			out = append(out, p)
		}
		return out[:len(out)-1]
	}
	low := half(points)
	slices.Reverse(points)
	return append(low, half(points)...)
}

func turn(a, b, c point) float64 { return (b.x-a.x)*(c.y-a.y) - (b.y-a.y)*(c.x-a.x) }

// narrowest gives the rectangle of least area round a convex figure, with its text running from left to right; a figure
// that stands upright keeps its upright height.
func narrowest(corners []point) Strip {
	best, area := Strip{}, math.Inf(1)
	for i, a := range corners {
		b := corners[(i+1)%len(corners)]
		d := math.Hypot(b.x-a.x, b.y-a.y)
		if d == 0 {
			continue
		}
		ux, uy := (b.x-a.x)/d, (b.y-a.y)/d
		for math.Abs(uy) > math.Abs(ux) || ux < 0 { // turn by quarters until it runs to the right
			ux, uy = -uy, ux
		}
		if s := framed(corners, ux, uy); s.Length*s.Height < area {
			best, area = s, s.Length*s.Height
		}
	}
	return best
}

// framed is the rectangle of a direction round a figure.
func framed(corners []point, ux, uy float64) Strip {
	a0, a1, c0, c1 := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, p := range corners {
		along, across := p.x*ux+p.y*uy, p.y*ux-p.x*uy
		a0, a1, c0, c1 = min(a0, along), max(a1, along), min(c0, across), max(c1, across)
	}
	return Strip{X: a0*ux - c0*uy, Y: a0*uy + c0*ux, UX: ux, UY: uy, Length: a1 - a0, Height: c1 - c0}
}
