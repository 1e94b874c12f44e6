package geom

import (
	"fmt"
	"image"
	"image/color"
)

// Depth is the number of bits of a pixel: what the page is made of, so that every later step keeps a fitting codec.
type Depth int

// The depths of a page.
const (
	Bitonal Depth = 1  // packed, most significant bit left, 1 is black, rows padded to a byte
	Gray    Depth = 8  // one byte a pixel, 0 is black
	Colour  Depth = 24 // three bytes a pixel, red green blue
)

// Raster is the pixels of one page as it came in. Pix holds Height rows of Stride() bytes.
type Raster struct {
	Depth         Depth
	Width, Height Px
	DPI           float64
	Pix           []byte
}

// NewRaster makes an all-white page. It refuses sizes that are not positive and unknown depths.
func NewRaster(d Depth, width, height Px, dpi float64) (*Raster, error) {
	r := &Raster{Depth: d, Width: width, Height: height, DPI: dpi}
	if width <= 0 || height <= 0 || r.Stride() == 0 {
		return nil, fmt.Errorf("raster: %d x %d pixels of %d bits", width, height, d)
	}
	r.Pix = make([]byte, r.Stride()*int(height))
	if d != Bitonal {
		for i := range r.Pix {
			r.Pix[i] = 0xff
		}
	}
	return r, nil
}

// Stride is the number of bytes of one row, 0 for an unknown depth.
func (r *Raster) Stride() int {
	switch r.Depth {
	case Bitonal:
		return (int(r.Width) + 7) / 8
	case Gray:
		return int(r.Width)
	case Colour:
		return 3 * int(r.Width)
	}
	return 0
}

// Valid reports whether Pix has exactly the bytes that the size and depth call for.
func (r *Raster) Valid() bool {
	return r != nil && r.Width > 0 && r.Height > 0 && r.Stride() > 0 && len(r.Pix) == r.Stride()*int(r.Height)
}

// Bounds, ColorModel and At make a Raster an image.Image.
func (r *Raster) Bounds() image.Rectangle { return image.Rect(0, 0, int(r.Width), int(r.Height)) }

// ColorModel is RGBA for colour pages and Gray for all others.
func (r *Raster) ColorModel() color.Model {
	if r.Depth == Colour {
		return color.RGBAModel
	}
	return color.GrayModel
}

// At gives one pixel; outside the page it is white.
func (r *Raster) At(x, y int) color.Color {
	if !(image.Point{X: x, Y: y}).In(r.Bounds()) {
		return color.Gray{Y: 0xff}
	}
	switch r.Depth {
	case Bitonal:
		if r.Pix[y*r.Stride()+x/8]&(0x80>>(x%8)) != 0 {
			return color.Gray{}
		}
		return color.Gray{Y: 0xff}
	case Gray:
		return color.Gray{Y: r.Pix[y*r.Stride()+x]}
	}
	i := y*r.Stride() + 3*x
	return color.RGBA{r.Pix[i], r.Pix[i+1], r.Pix[i+2], 0xff}
}

// ToGray gives the page in grey. For a grey page it shares the raster's own bytes.
func (r *Raster) ToGray() *image.Gray {
	g := &image.Gray{Stride: int(r.Width), Rect: r.Bounds()}
	switch r.Depth {
	case Gray:
		g.Pix = r.Pix
	case Bitonal:
		g.Pix = make([]byte, int(r.Width)*int(r.Height))
		for y := range int(r.Height) {
			row, out := r.Pix[y*r.Stride():], g.Pix[y*g.Stride:(y+1)*g.Stride]
			for x := range out {
				if row[x>>3]&(0x80>>(x&7)) == 0 {
					out[x] = 0xff
				}
			}
		}
	default:
		g.Pix = make([]byte, int(r.Width)*int(r.Height))
		for i := range g.Pix {
			p := r.Pix[3*i : 3*i+3]
			g.Pix[i] = byte((299*int(p[0]) + 587*int(p[1]) + 114*int(p[2]) + 500) / 1000)
		}
	}
	return g
}

// ToRGBA gives a copy of the page as opaque RGBA, ready for a screen.
func (r *Raster) ToRGBA() *image.RGBA {
	out := image.NewRGBA(r.Bounds())
	if r.Depth == Colour {
		for i, j := 0, 0; i < len(r.Pix); i, j = i+3, j+4 {
			out.Pix[j], out.Pix[j+1], out.Pix[j+2], out.Pix[j+3] = r.Pix[i], r.Pix[i+1], r.Pix[i+2], 0xff
		}
		return out
	}
	for i, v := range r.ToGray().Pix {
		j := 4 * i
		out.Pix[j], out.Pix[j+1], out.Pix[j+2], out.Pix[j+3] = v, v, v, 0xff
	}
	return out
}

// FromGray wraps a grey image; its bytes are shared where the stride fits.
func FromGray(g *image.Gray, dpi float64) *Raster {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	r := &Raster{Depth: Gray, Width: Px(w), Height: Px(h), DPI: dpi, Pix: g.Pix}
	if g.Stride != w || len(g.Pix) != w*h {
		r.Pix = make([]byte, 0, w*h)
		for y := range h {
			o := g.PixOffset(g.Rect.Min.X, g.Rect.Min.Y+y)
			r.Pix = append(r.Pix, g.Pix[o:o+w]...)
		}
	}
	return r
}

// FromImage copies any decoded image as a colour page, or as a grey one where the image is grey.
func FromImage(m image.Image, dpi float64) *Raster {
	if g, ok := m.(*image.Gray); ok {
		return FromGray(g, dpi)
	}
	b := m.Bounds()
	r := &Raster{Depth: Colour, Width: Px(b.Dx()), Height: Px(b.Dy()), DPI: dpi, Pix: make([]byte, 0, 3*b.Dx()*b.Dy())}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			cr, cg, cb, _ := m.At(x, y).RGBA()
			r.Pix = append(r.Pix, byte(cr>>8), byte(cg>>8), byte(cb>>8))
		}
	}
	return r
}

// Threshold gives a bitonal copy: a pixel darker than limit is black.
func Threshold(g *image.Gray, limit byte, dpi float64) *Raster {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	r := &Raster{Depth: Bitonal, Width: Px(w), Height: Px(h), DPI: dpi}
	r.Pix = make([]byte, r.Stride()*h)
	for y := range h {
		row, out := g.Pix[y*g.Stride:], r.Pix[y*r.Stride():]
		for x := range w {
			if row[x] < limit {
				out[x>>3] |= 0x80 >> (x & 7)
			}
		}
	}
	return r
}

// Fit narrows a page to the smallest depth that holds it without loss: colour whose channels are equal becomes grey, grey
// with only black and white becomes bitonal. It returns r itself where nothing can be saved.
func (r *Raster) Fit() *Raster {
	out := r
	if r.Depth == Colour {
		for i := 0; i < len(r.Pix); i += 3 {
			if r.Pix[i] != r.Pix[i+1] || r.Pix[i] != r.Pix[i+2] {
				return r
			}
		}
		out = FromGray(r.ToGray(), r.DPI)
	}
	if out.Depth == Gray {
		for _, v := range out.Pix {
			if v != 0 && v != 0xff {
				return out
			}
		}
		out = Threshold(out.ToGray(), 0x80, r.DPI)
	}
	return out
}

// Crop gives a copy of the pixels that the box touches, or nil where it touches none.
func (r *Raster) Crop(b Box) *Raster {
	rect := b.Rect(r.Width, r.Height)
	if rect.Empty() {
		return nil
	}
	if r.Depth == Bitonal {
		return FromGray(r.ToGray(), r.DPI).Crop(b).Fit()
	}
	out := &Raster{Depth: r.Depth, Width: Px(rect.Dx()), Height: Px(rect.Dy()), DPI: r.DPI}
	n := int(r.Depth) / 8
	for y := rect.Min.Y; y < rect.Max.Y; y++ {
		o := y*r.Stride() + n*rect.Min.X
		out.Pix = append(out.Pix, r.Pix[o:o+n*rect.Dx()]...)
	}
	return out
}

// Rotate gives the page turned clockwise by degrees, a multiple of 90; 0 gives r itself.
func (r *Raster) Rotate(degrees int) *Raster {
	turn := ((degrees % 360) + 360) % 360
	if turn == 0 {
		return r
	}
	if r.Depth == Bitonal {
		return Threshold(FromGray(r.ToGray(), r.DPI).Rotate(turn).ToGray(), 0x80, r.DPI)
	}
	w, h, n := int(r.Width), int(r.Height), int(r.Depth)/8
	out := &Raster{Depth: r.Depth, Width: r.Width, Height: r.Height, DPI: r.DPI, Pix: make([]byte, len(r.Pix))}
	if turn != 180 {
		out.Width, out.Height = r.Height, r.Width
	}
	for y := range h {
		for x := range w {
			nx, ny := w-1-x, h-1-y
			switch turn {
			case 90:
				nx, ny = h-1-y, x
			case 270:
				nx, ny = y, w-1-x
			}
			copy(out.Pix[ny*out.Stride()+n*nx:][:n], r.Pix[y*r.Stride()+n*x:][:n])
		}
	}
	return out
}
