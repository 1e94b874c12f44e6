package ocr

import (
	"cmp"
	"image"
	"slices"

	"chartproof.org/chartproof/engine/read/fuse"
	"chartproof.org/chartproof/engine/read/ocr/paddle"
	"chartproof.org/chartproof/engine/read/preprocess"
)

// Ink that the first engine left over is looked for text from this many specks, and this share of all.
const (
	leftSpecks = 4
	leftShare  = 0.01
)

// doubted reads what the first engine doubts, in its boxes, and the lines that it left over.
func (s second) doubted(x *result, specks preprocess.Specks) ([]Word, error) {
	out, err := s.recognise(x.sheet.Gray, phrases(x.read, specks.Height))
	if err != nil {
		return out, err
	}
	cover := make([]image.Rectangle, len(x.read))
	for i, w := range x.read {
		cover[i] = w.Box.Inset(-2)
	}
	if left := specks.Outside(cover); left < leftSpecks || float64(left) < leftShare*float64(len(specks.Boxes)) {
		return out, nil
	}
	strips, err := s.Detect(x.sheet.Gray)
	if err != nil {
		return out, err
	}
	strips = slices.DeleteFunc(strips, func(p paddle.Strip) bool {
		b := p.Box(0, p.Length)
		return slices.ContainsFunc(cover, func(c image.Rectangle) bool {
			shared := c.Intersect(b)
			return 3*shared.Dx()*shared.Dy() > c.Dx()*c.Dy()
		})
	})
	more, err := s.recognise(x.sheet.Gray, strips)
	return append(out, more...), err
}

// phrases gathers neighbouring words of a line that the second engine shall look at: it reads words in their company
// better than one by one. Each strip has about the margin that a detector would leave.
func phrases(read []Word, height int) []paddle.Strip {
	var chosen []Word
	for _, w := range read {
		if letters(w.Text) != "" && fuse.Doubtful(w) {
			chosen = append(chosen, w)
		}
	}
	slices.SortFunc(chosen, func(a, b Word) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Box.Min.X, b.Box.Min.X))
	})
	var out []paddle.Strip
	for i := 0; i < len(chosen); {
		box := chosen[i].Box
		for i++; i < len(chosen) && follows(box, chosen[i].Box, read); i++ {
			box = box.Union(chosen[i].Box)
		}
		h := max(box.Dy(), min(height, 2*box.Dy()))
		low := (h - box.Dy()) / 2
		margin := h / 5
		out = append(out, paddle.Upright(image.Rect(box.Min.X-h/4, box.Min.Y-low-margin, box.Max.X+h/4, box.Max.Y+low+margin)))
	}
	return out
}

// follows reports whether a box continues a phrase with nothing in between.
func follows(phrase, next image.Rectangle, read []Word) bool {
	gap := next.Min.X - phrase.Max.X
	if gap < 0 || gap > max(phrase.Dy(), next.Dy()) || 2*(min(phrase.Max.Y, next.Max.Y)-max(phrase.Min.Y, next.Min.Y)) < min(phrase.Dy(), next.Dy()) {
		return false
	}
	between := image.Rect(phrase.Max.X, min(phrase.Min.Y, next.Min.Y), next.Min.X, max(phrase.Max.Y, next.Max.Y))
	return !slices.ContainsFunc(read, func(w Word) bool { return w.Box.Overlaps(between) && w.Box != next })
}
