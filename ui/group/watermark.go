package group

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// watermark lays a line of text over the pictures, where the shell asks for it, so that a picture of the screen says who looked.
func (p *painter) watermark(text string) {
	face := p.face(true, 14)
	if face == nil || text == "" {
		return
	}
	const alpha, gap, rise = 0x1a, 96, 120
	width, m := font.MeasureString(face, text).Ceil(), face.Metrics()
	line := image.NewAlpha(image.Rect(0, 0, width, (m.Ascent + m.Descent).Ceil()))
	d := font.Drawer{Dst: line, Src: image.Opaque, Face: face, Dot: fixed.Point26_6{Y: m.Ascent}}
	d.DrawString(text)
	for i, a := range line.Pix {
		line.Pix[i] = byte(int(a) * alpha / 0xff)
	}
	ink := image.NewUniform(color.NRGBA{p.inks.text.R, p.inks.text.G, p.inks.text.B, 0xff})
	step := width + p.px(gap)
	for row, y := 0, p.px(rise)/2; y < p.img.Rect.Dy(); row, y = row+1, y+p.px(rise) {
		for x := -(row % 3) * step / 3; x < p.img.Rect.Dx(); x += step {
			draw.DrawMask(p.img, line.Rect.Add(image.Pt(x, y)), ink, image.Point{}, line, image.Point{}, draw.Over)
		}
	}
}
