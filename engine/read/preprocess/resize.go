package preprocess

import (
	"image"

	"github.com/disintegration/imaging"
)

// resize scales by Catmull-Rom, widened where it shrinks.
func resize(g *image.Gray, w, h int) *image.Gray {
	scaled := imaging.Resize(g, w, h, imaging.CatmullRom)
	out := image.NewGray(image.Rect(0, 0, w, h))
	for i := range out.Pix {
		out.Pix[i] = scaled.Pix[4*i] // grey: all channels are the same
	}
	return out
}
