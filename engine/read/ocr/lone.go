package ocr

import (
	"image"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/read/preprocess"
)

// Tesseract passes over one or two letters that stand by themselves: the H or L beside a result, the units of a claim's
// line. They are looked at one by one, where they have about the height of the page's print.
const (
	loneMost = 60  // a page with more is a drawing or a bad copy, and each costs some milliseconds
	loneLong = 3   // specks in a group
	loneSure = 0.7 // least raw confidence
)

// lone reads what stands by itself and was not read yet.
func (j *reading) lone(x result, specks preprocess.Specks) (result, error) {
	groups := loneGroups(specks, x.read)
	if len(groups) > loneMost {
		return x, nil
	}
	for _, g := range groups {
		crop, at := padded(x.sheet.Gray, g, specks.Height)
		if time.Until(j.until) <= 0 {
			return x, errNoTime
		}
		found, err := j.r.alone.words(crop, x.sheet.DPI)
		if err != nil {
			return x, err
		}
		for _, w := range found {
			w.Box = w.Box.Add(at)
			for i := range w.Spans {
				w.Spans[i] = Span{From: w.Spans[i].From + at.X, To: w.Spans[i].To + at.X}
			}
			if w.Confidence >= loneSure && (letters(w.Text) != "" || meaningful(w.Text)) && len(w.Text) <= loneLong+1 && w.Box.Overlaps(g) {
				x.read = append(x.read, w)
			}
		}
	}
	return x, nil
}

// loneGroups gathers unread specks of the print's height that stand side by side, and keeps the short groups.
func loneGroups(specks preprocess.Specks, read []Word) []image.Rectangle {
	h := specks.Height
	var left []image.Rectangle
	for _, b := range specks.Boxes {
		near := b.Inset(-h / 5)
		if 3*b.Dy() < 2*h || 2*b.Dy() > 3*h || b.Dx() > 2*h ||
			slices.ContainsFunc(read, func(w Word) bool { return said(w) && w.Box.Overlaps(near) }) {
			continue
		}
		left = append(left, b)
	}
	slices.SortFunc(left, func(a, b image.Rectangle) int { return a.Min.X - b.Min.X })
	type group struct {
		box image.Rectangle
		n   int
	}
	var groups []group
next:
	for _, b := range left {
		for i, g := range groups {
			if b.Min.X-g.box.Max.X < h/2 && min(b.Max.Y, g.box.Max.Y)-max(b.Min.Y, g.box.Min.Y) > h/2 {
				groups[i] = group{g.box.Union(b), g.n + 1}
				continue next
			}
		}
		groups = append(groups, group{b, 1})
	}
	var out []image.Rectangle
	for _, g := range groups {
		if g.n <= loneLong {
			out = append(out, g.box)
		}
	}
	return out
}

// said reports that a word is read already: it has letters or digits, or is a sign that was read surely.
func said(w Word) bool {
	return letters(w.Text) != "" || w.Confidence >= sureEnough && meaningful(w.Text)
}

// padded cuts a group out and sets it on paper, away from every edge; at is where the cutting's origin lies.
func padded(g *image.Gray, b image.Rectangle, h int) (out *image.Gray, at image.Point) {
	from := b.Inset(-max(3, h/6)).Intersect(g.Rect)
	at = from.Min.Sub(image.Point{X: h, Y: h})
	out = image.NewGray(image.Rect(0, 0, from.Dx()+2*h, from.Dy()+2*h))
	for i := range out.Pix {
		out.Pix[i] = 0xff
	}
	for y := range from.Dy() {
		copy(out.Pix[(y+h)*out.Stride+h:(y+h)*out.Stride+h+from.Dx()], g.Pix[(from.Min.Y+y)*g.Stride+from.Min.X:])
	}
	return out, at
}
