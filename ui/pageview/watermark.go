package pageview

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// The watermark: how large its letters are and how far apart it stands, in points, and how much of the page's white it takes.
const (
	watermarkSize  = 14
	watermarkGap   = 96
	watermarkRise  = 120
	watermarkAlpha = 0x1a
)

// watermark lays a line of text over the whole view, so that wherever a picture of the screen is cut it says who looked and when.
// It lies over the page and under the marks, and is too faint to be mistaken for ink.
func (p *Painter) watermark(text string) {
	if p.Face == nil || text == "" {
		return
	}
	face := p.Face(int(watermarkSize * p.Unit))
	if face == nil {
		return
	}
	width := font.MeasureString(face, text).Ceil()
	m := face.Metrics()
	line := image.NewAlpha(image.Rect(0, 0, width, (m.Ascent + m.Descent).Ceil()))
	d := font.Drawer{Dst: line, Src: image.Opaque, Face: face, Dot: fixed.Point26_6{Y: m.Ascent}}
	d.DrawString(text)
	for i, a := range line.Pix {
		line.Pix[i] = byte(int(a) * watermarkAlpha / 0xff)
	}
	ink := image.NewUniform(color.NRGBA{0x17, 0x21, 0x1E, 0xff})
	step, rise := width+int(watermarkGap*p.Unit), int(watermarkRise*p.Unit)
	for row, y := 0, rise/2; y < p.img.Rect.Dy(); row, y = row+1, y+rise {
		for x := -(row % 3) * step / 3; x < p.img.Rect.Dx(); x += step {
			at := line.Rect.Add(image.Pt(x, y))
			draw.DrawMask(p.img, at, ink, image.Point{}, line, image.Point{}, draw.Over)
		}
	}
}
