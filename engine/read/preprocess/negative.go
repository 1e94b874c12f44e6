package preprocess

import "image"

// A field is printed in the negative where this share of every small window is dark; text on paper stays under half.
const (
	negativeShare  = 0.58
	negativeWindow = 4 // pixels at speckDPI from the middle of the window to its edge
	negativeLow    = 9 // least height and width of a field, pixels at speckDPI
	negativeWide   = 30
)

// Positive gives the sheet with light print on dark fields, as in the headings of tables, turned into dark print on
// paper: Tesseract reads nothing there, or nonsense.
func (s Sheet) Positive() Sheet {
	fields := s.negatives()
	if len(fields) == 0 {
		return s
	}
	out := s.Without(nil)
	for _, f := range fields {
		f = f.Intersect(out.Gray.Rect)
		ground := int(ground(out.Gray, f))
		for y := f.Min.Y; y < f.Max.Y; y++ {
			row := out.Gray.Pix[y*out.Gray.Stride+f.Min.X : y*out.Gray.Stride+f.Max.X]
			for x, v := range row {
				row[x] = byte(paper - max(0, int(v)-ground)*paper/max(1, paper-ground))
			}
		}
	}
	return out
}

// ground is the grey of a dark field between its letters.
func ground(g *image.Gray, f image.Rectangle) byte {
	var count [256]int
	n := 0
	for y := f.Min.Y; y < f.Max.Y; y++ {
		for _, v := range g.Pix[y*g.Stride+f.Min.X : y*g.Stride+f.Max.X] {
			count[v]++
			n++
		}
	}
	return percentile(&count, n, 0.4)
}

// negatives finds the fields, as rectangles of the sheet.
func (s Sheet) negatives() []image.Rectangle {
	small, factor := s, 1.0
	if f := speckDPI / s.DPI; f < 0.9 {
		small, factor = s.Scale(f), 1/f
	}
	thick := thickInk(small.Gray, min(otsu(small.Gray), 150))
	var out []image.Rectangle
	for _, b := range components(thick, 128) {
		if b.Dy() < negativeLow-2 || b.Dx() < negativeWide || fill(thick, b) < 0.75 {
			continue
		}
		b = b.Inset(-1)
		out = append(out, image.Rect(int(float64(b.Min.X)*factor), int(float64(b.Min.Y)*factor), int(float64(b.Max.X)*factor), int(float64(b.Max.Y)*factor)))
	}
	return out
}

// thickInk is black where most of the surrounding window is darker than limit, and white elsewhere.
func thickInk(g *image.Gray, limit byte) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	sum := make([]int32, (w+1)*(h+1)) // of dark pixels above and to the left
	for y := range h {
		row, line := g.Pix[y*g.Stride:], int32(0)
		for x := range w {
			if row[x] < limit {
				line++
			}
			sum[(y+1)*(w+1)+x+1] = sum[y*(w+1)+x+1] + line
		}
	}
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		y0, y1 := max(0, y-negativeWindow), min(h, y+negativeWindow+1)
		for x := range w {
			x0, x1 := max(0, x-negativeWindow), min(w, x+negativeWindow+1)
			dark := sum[y1*(w+1)+x1] - sum[y0*(w+1)+x1] - sum[y1*(w+1)+x0] + sum[y0*(w+1)+x0]
			if float64(dark) < negativeShare*float64((x1-x0)*(y1-y0)) {
				out.Pix[y*w+x] = paper
			}
		}
	}
	return out
}

// fill is the share of dark pixels in a rectangle.
func fill(g *image.Gray, b image.Rectangle) float64 {
	n := 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for _, v := range g.Pix[y*g.Stride+b.Min.X : y*g.Stride+b.Max.X] {
			if v < 128 {
				n++
			}
		}
	}
	return float64(n) / float64(b.Dx()*b.Dy())
}
