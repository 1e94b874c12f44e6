package preprocess

import "image"

// Without gives a copy of the sheet in which rectangles are painted over with paper, so that a second look sees only what
// the first did not read.
func (s Sheet) Without(boxes []image.Rectangle) Sheet {
	out := s
	w, h := s.Gray.Rect.Dx(), s.Gray.Rect.Dy()
	out.Gray = image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		copy(out.Gray.Pix[y*w:(y+1)*w], s.Gray.Pix[y*s.Gray.Stride:])
	}
	for _, b := range boxes {
		b = b.Intersect(out.Gray.Rect)
		for y := b.Min.Y; y < b.Max.Y; y++ {
			row := out.Gray.Pix[y*w+b.Min.X : y*w+b.Max.X]
			for x := range row {
				row[x] = paper
			}
		}
	}
	return out
}
