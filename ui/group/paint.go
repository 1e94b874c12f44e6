package group

import (
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"chartproof.org/chartproof/assets"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// inks are the colours of a look.
type inks struct{ ground, panel, line, text, quiet, accent, wrong, done, doubt, doubtGround, onTag color.NRGBA }

func lookInks() inks {
	ink := func(n fyne.ThemeColorName) color.NRGBA {
		r, g, b, _ := uikit.Colour(n).RGBA()
		return color.NRGBA{R: byte(r >> 8), G: byte(g >> 8), B: byte(b >> 8), A: 0xff}
	}
	return inks{ground: ink(uikit.ColorGround), panel: ink(uikit.ColorPanel), line: ink(uikit.ColorLine), text: ink(uikit.ColorText),
		quiet: ink(uikit.ColorQuiet), accent: ink(uikit.ColorAccent), wrong: ink(uikit.ColorWrong), done: ink(uikit.ColorDone),
		doubt: ink(uikit.ColorDoubt), doubtGround: ink(uikit.ColorDoubtGround), onTag: ink(uikit.ColorPanel)}
}

// painter draws the grid. It keeps one picture between calls and is used on the UI goroutine.
type painter struct {
	img   *image.RGBA
	faces map[faceKey]font.Face
	unit  float32 // device pixels a point
	scale float32 // of the text
	inks  inks
	dark  bool
	mark  string // watermark
}

type faceKey struct {
	bold bool
	size int
}

// paint draws the cells and gives which of them show their picture.
func (p *painter) paint(pl plan, snap present.GroupSnapshot, focused bool, w, h int) (*image.RGBA, []int) {
	if p.img == nil || p.img.Rect.Dx() != w || p.img.Rect.Dy() != h {
		p.img = image.NewRGBA(image.Rect(0, 0, w, h))
	}
	draw.Draw(p.img, p.img.Rect, image.NewUniform(p.inks.ground), image.Point{}, draw.Src)
	var drawn []int
	for i, c := range snap.Cells {
		x, y := pl.place(i)
		r := image.Rect(p.px(x), p.px(y), p.px(x+pl.cellW), p.px(y+pl.cellH))
		if r.Max.X > w+1 || r.Max.Y > h+1 {
			continue
		}
		if p.cell(pl, r, c) {
			drawn = append(drawn, i)
		}
		p.draw(r.Min.X+p.px(4), r.Max.Y-p.px(5), pl.label(i), p.face(false, 12), p.inks.quiet)
		if i == snap.Cell {
			width := 1
			if focused {
				width = p.px(uikit.Ring)
			}
			p.frame(r.Inset(-p.px(1)), p.inks.accent, width)
		}
	}
	p.watermark(p.mark)
	return p.img, drawn
}

func (p *painter) px(points float32) int { return int(points*p.unit + 0.5) }

// cell draws one: the picture on paper, the text beneath, and what was said of it.
func (p *painter) cell(pl plan, r image.Rectangle, c present.GroupCell) (shown bool) {
	p.fill(r, p.inks.panel)
	p.frame(r, p.inks.line, 1)
	pad := p.px(cellPad)
	room := image.Rect(r.Min.X+pad, r.Min.Y+pad, r.Max.X-pad, r.Min.Y+pad+p.px(pl.picH))
	switch pic, ok := c.Picture.(*picture); {
	case ok && pic != nil:
		shown = p.picture(room, pic)
	case c.Failed:
		p.fill(room, p.inks.ground)
		p.draw(room.Min.X+pad, room.Min.Y+(room.Dy()+p.px(10))/2, uikit.T("No picture"), p.face(false, 12), p.inks.quiet)
	default:
		p.fill(room, p.inks.ground)
	}
	ink := p.inks.text
	face := p.face(false, textSize)
	if c.Fixed {
		face = p.face(true, textSize)
	}
	p.value(image.Rect(room.Min.X, room.Max.Y+pad, room.Max.X, r.Max.Y), c.Text, face, ink, pl.lines)
	switch {
	case c.Known:
		p.frame(r, p.inks.wrong, p.px(3))
		p.frame(r.Inset(p.px(5)), p.inks.wrong, p.px(1))
		p.tag(r, uikit.T("wrong on purpose"), p.inks.wrong)
	case c.Marked:
		p.frame(r, p.inks.wrong, p.px(2))
		p.cross(room)
		p.tag(r, uikit.T("left open"), p.inks.wrong)
	case c.Fixed:
		p.tag(r, uikit.T("as typed"), p.inks.done)
	}
	return shown
}

func (p *painter) picture(room image.Rectangle, pic *picture) bool {
	m := pic.at(room.Dx(), room.Dy())
	if m == nil {
		return false
	}
	p.fill(room, color.NRGBA{0xff, 0xff, 0xff, 0xff})
	at := m.Rect.Add(image.Pt(room.Min.X+(room.Dx()-m.Rect.Dx())/2, room.Min.Y+(room.Dy()-m.Rect.Dy())/2))
	draw.Draw(p.img, at, m, image.Point{}, draw.Src)
	if p.dark { // white paper on a dark desk blinds
		draw.DrawMask(p.img, room, image.Black, image.Point{}, image.NewUniform(color.Alpha{0x1c}), image.Point{}, draw.Over)
	}
	return true
}

// value writes a text beneath a picture, in as many lines as there are; what is cut ends in dots and stands whole below the grid.
func (p *painter) value(r image.Rectangle, text string, face font.Face, ink color.NRGBA, lines int) {
	if face == nil {
		return
	}
	wide := font.MeasureString(face, "0").Ceil()
	fit := max(1, r.Dx()/max(1, wide))
	rest := []rune(text)
	base := r.Min.Y + face.Metrics().Ascent.Ceil()
	for n := 1; n <= lines && len(rest) > 0; n++ {
		line := rest
		if len(line) > fit {
			line = append([]rune{}, rest[:fit]...)
			if n == lines {
				line[fit-1] = '…'
			}
		}
		rest = rest[min(len(line), len(rest)):]
		width := font.MeasureString(face, string(line)).Ceil()
		p.draw(r.Min.X+max(0, (r.Dx()-width)/2), base, string(line), face, ink)
		base += p.px(lineSize * p.scale)
	}
}

func (p *painter) draw(x, y int, text string, face font.Face, ink color.NRGBA) {
	if face == nil {
		return
	}
	d := font.Drawer{Dst: p.img, Src: image.NewUniform(ink), Face: face, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

// tag writes a word into the right upper corner.
func (p *painter) tag(r image.Rectangle, word string, ground color.NRGBA) {
	face := p.face(true, 12)
	if face == nil {
		return
	}
	pad := p.px(3)
	w, m := font.MeasureString(face, word).Ceil(), face.Metrics()
	box := image.Rect(max(r.Min.X, r.Max.X-w-2*pad), r.Min.Y, r.Max.X, r.Min.Y+m.Height.Ceil()+pad)
	p.fill(box, ground)
	p.draw(box.Min.X+pad, box.Min.Y+m.Ascent.Ceil()+pad/2, word, face, p.inks.onTag)
}

// cross strikes a picture through.
func (p *painter) cross(r image.Rectangle) {
	width, n := max(1, p.px(1.5)), r.Dx()
	for x := range n {
		y := x * (r.Dy() - 1) / max(1, n-1)
		p.fill(image.Rect(r.Min.X+x, r.Min.Y+y, r.Min.X+x+width, r.Min.Y+y+width), p.inks.wrong)
		p.fill(image.Rect(r.Min.X+x, r.Max.Y-1-y, r.Min.X+x+width, r.Max.Y-1-y+width), p.inks.wrong)
	}
}

func (p *painter) fill(r image.Rectangle, c color.NRGBA) {
	draw.Draw(p.img, r.Intersect(p.img.Rect), image.NewUniform(c), image.Point{}, draw.Src)
}

func (p *painter) frame(r image.Rectangle, c color.NRGBA, width int) {
	p.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+width), c)
	p.fill(image.Rect(r.Min.X, r.Max.Y-width, r.Max.X, r.Max.Y), c)
	p.fill(image.Rect(r.Min.X, r.Min.Y, r.Min.X+width, r.Max.Y), c)
	p.fill(image.Rect(r.Max.X-width, r.Min.Y, r.Max.X, r.Max.Y), c)
}

// face is the mono at a size in points, made once each.
func (p *painter) face(bold bool, size float32) font.Face {
	key := faceKey{bold, p.px(size * p.scale)}
	if f, ok := p.faces[key]; ok {
		return f
	}
	file := assets.FontMono
	if bold {
		file = assets.FontMonoBold
	}
	parsed, err := opentype.Parse(file)
	if err != nil {
		return nil
	}
	f, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: float64(key.size), DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return nil
	}
	if p.faces == nil {
		p.faces = map[faceKey]font.Face{}
	}
	p.faces[key] = f
	return f
}

// wipe forgets every pixel.
func (p *painter) wipe() {
	if p.img != nil {
		clear(p.img.Pix)
	}
	p.img = nil
}
