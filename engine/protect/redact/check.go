package redact

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Tolerances of Check: JPEG moves a black pixel by a few greys, and a renderer may set an edge one pixel aside.
const (
	darkest = 56
	rim     = 2
)

// prove decodes the picture that is about to be written and looks for light in its boxes: a mistake anywhere between the
// plan and the encoder stops the copy.
func (p PageReport) prove(pic picture) error {
	if len(p.Burns) == 0 {
		return nil
	}
	var back *geom.Raster
	if pic.depth == geom.Bitonal {
		r, err := decodeFax(pic)
		if err != nil {
			return chart.E(chart.Internal, "look at the burnt page", err)
		}
		back = r
	} else {
		m, err := jpeg.Decode(bytes.NewReader(pic.data))
		if err != nil {
			return chart.E(chart.Internal, "look at the burnt page", err)
		}
		back = geom.FromGray(grey(m), pic.dpi)
	}
	if found := p.burnt(back); len(found) != 0 {
		return chart.E(chart.Internal, "look at the burnt page", fmt.Errorf("%d boxes are not black: %w", len(found), errLight))
	}
	return nil
}

var errLight = errors.New("light in a box")

// grey gives the brightness of a decoded JPEG without a copy.
func grey(m image.Image) *image.Gray {
	switch m := m.(type) {
	case *image.Gray:
		return m
	case *image.YCbCr:
		return &image.Gray{Pix: m.Y, Stride: m.YStride, Rect: m.Rect}
	}
	return geom.FromImage(m, 0).ToGray()
}

// Ways in which pixels show what should not be seen, and the layers of the spans that cover it.
const (
	howSeeThrough = "see_through"
	howBleed      = "bleed_through"
)

// Check looks at a page of the copy as rendered again. It reports every box that is not black from rim to rim, but for the
// letters of its own code, and a page that shows anything else than the page that was burnt: outside its boxes the copy is then
// what was read and searched before. The raster may be of another size than the page was; boxes are scaled. And it reports
// what Shines finds.
func (r Report) Check(page int, raster *geom.Raster) []chart.Residual {
	if page < 1 || page > len(r.Pages) {
		return []chart.Residual{{Page: page, Kind: chart.OtherID, How: "page_count"}}
	}
	found := r.Pages[page-1].burnt(raster)
	for _, s := range r.Shines(page, raster) {
		found = append(found, chart.Residual{Page: page, Kind: s.Kind, How: s.Layer})
	}
	return found
}

// Shines gives the places of a page of the copy that show what cannot be read as words: print under bars that somebody drew
// before, and what was burnt on the page before or behind and shines through the paper. They are spans to be redacted.
func (r Report) Shines(page int, raster *geom.Raster) []chart.Span {
	if page < 1 || page > len(r.Pages) || !raster.Valid() {
		return nil
	}
	p, g := r.Pages[page-1], raster.ToGray()
	return append(p.shining(g), r.ghostsOn(p, g)...)
}

// burnt compares a raster with the page that was burnt.
func (p PageReport) burnt(r *geom.Raster) []chart.Residual {
	var found []chart.Residual
	if !r.Valid() || p.Width <= 0 || p.Height <= 0 {
		return []chart.Residual{{Page: p.Number, Kind: chart.OtherID, How: "pixels"}}
	}
	g := r.ToGray()
	tolerance := tileMoves
	if r.Width != p.Width || r.Height != p.Height {
		tolerance = tileMovesFar
	}
	if p.shade.mean != nil && !p.shade.like(shadeOf(g, p.Width, p.Height), tolerance) {
		found = append(found, chart.Residual{Page: p.Number, Kind: chart.OtherID, How: "pixels"})
	}
	for _, b := range p.Burns {
		if !p.black(g, b) {
			found = append(found, chart.Residual{Page: p.Number, Kind: chart.OtherID, How: "pixels"})
		}
	}
	return found
}

func (p PageReport) black(g *image.Gray, b Burn) bool {
	sx := float64(g.Rect.Dx()) / float64(p.Width)
	sy := float64(g.Rect.Dy()) / float64(p.Height)
	in := scaled(b.Rect, sx, sy)
	// Only the rims that are not the page's own edge are given away.
	in = in.Inset(rim).Intersect(g.Rect)
	var letters image.Rectangle
	if p.Labels {
		for _, dot := range lettering(b) {
			letters = letters.Union(scaled(dot, sx, sy).Inset(-halo))
		}
	}
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if g.Pix[y*g.Stride+x] > darkest && !(image.Point{X: x, Y: y}).In(letters) {
				return false
			}
		}
	}
	return true
}

func scaled(r image.Rectangle, sx, sy float64) image.Rectangle {
	return image.Rect(int(float64(r.Min.X)*sx), int(float64(r.Min.Y)*sy), int(float64(r.Max.X)*sx+0.999), int(float64(r.Max.Y)*sy+0.999))
}
