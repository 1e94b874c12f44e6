package group

import (
	"image"
	"sync/atomic"

	"golang.org/x/image/draw"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
)

// picture is a part of a page at the size of the grid's cells. src stays for another size.
type picture struct {
	src   image.Image
	ready *image.RGBA
}

var _ present.Picture = (*picture)(nil)

// Wipe overwrites the pixels.
func (p *picture) Wipe() {
	switch m := p.src.(type) {
	case *image.Gray:
		clear(m.Pix)
	case *image.RGBA:
		clear(m.Pix)
	}
	if p.ready != nil {
		clear(p.ready.Pix)
	}
	p.src, p.ready = nil, nil
}

// cellPixels is the room for a picture in device pixels, as the grid last drew it; pictures are made for it elsewhere.
type cellPixels struct{ w, h atomic.Int32 }

func (c *cellPixels) set(w, h int) { c.w.Store(int32(w)); c.h.Store(int32(h)) }
func (c *cellPixels) get() (w, h int) {
	return int(c.w.Load()), int(c.h.Load())
}

// prepare turns a part of a page upright and scales it, off the UI goroutine.
func (c *cellPixels) prepare(r *geom.Raster, turn int) present.Picture {
	r = r.Rotate(turn)
	p := &picture{src: r.ToGray()}
	if r.Depth == geom.Colour {
		p.src = r.ToRGBA()
	}
	if w, h := c.get(); w > 0 && h > 0 {
		p.ready = scaled(p.src, w, h, draw.CatmullRom)
	}
	return p
}

// at gives the picture for a room of w by h pixels; where it was made for another it is scaled again, roughly.
func (p *picture) at(w, h int) *image.RGBA {
	if p.src == nil {
		return nil
	}
	if want := fitted(p.src.Bounds().Size(), w, h); p.ready == nil || p.ready.Rect.Size() != want {
		p.ready = scaled(p.src, w, h, draw.ApproxBiLinear)
	}
	return p.ready
}

// mostGrow bounds how much larger than on the page a picture is drawn.
const mostGrow = 3

// fitted gives the size of a picture in its room: as high as the room where that is not too wide.
func fitted(src image.Point, w, h int) image.Point {
	k := min(float64(h)/float64(src.Y), float64(w)/float64(src.X), mostGrow)
	return image.Pt(max(1, int(float64(src.X)*k+0.5)), max(1, int(float64(src.Y)*k+0.5)))
}

// scaled brings a picture into its room. Where it is much larger, what is darkest stays: a faint line on a page that seems to be blank
// is not to be lost in the white around it.
func scaled(src image.Image, w, h int, by draw.Scaler) *image.RGBA {
	size := fitted(src.Bounds().Size(), w, h)
	if k := src.Bounds().Dx() / size.X; k > 1 {
		small := darkest(src, k)
		defer (&picture{src: small}).Wipe()
		src = small
	}
	out := image.NewRGBA(image.Rectangle{Max: size})
	by.Scale(out, out.Rect, src, src.Bounds(), draw.Src, nil)
	return out
}

// darkest gives a picture k times smaller, of each k by k pixels the darkest one.
func darkest(src image.Image, k int) image.Image {
	size := src.Bounds().Size().Div(k)
	switch m := src.(type) {
	case *image.Gray:
		out := image.NewGray(image.Rectangle{Max: size})
		for y := range size.Y {
			to := out.Pix[y*out.Stride : y*out.Stride+size.X]
			for x := range to {
				to[x] = 0xff
			}
			for j := range k {
				from := m.Pix[(y*k+j)*m.Stride:]
				for x := range to {
					for _, v := range from[x*k : x*k+k] {
						to[x] = min(to[x], v)
					}
				}
			}
		}
		return out
	case *image.RGBA:
		out := image.NewRGBA(image.Rectangle{Max: size})
		for y := range size.Y {
			for x := range size.X {
				least, at := 0x400, 0
				for j := range k {
					for i := range k {
						o := (y*k+j)*m.Stride + 4*(x*k+i)
						if sum := int(m.Pix[o]) + int(m.Pix[o+1]) + int(m.Pix[o+2]); sum < least {
							least, at = sum, o
						}
					}
				}
				copy(out.Pix[y*out.Stride+4*x:][:4], m.Pix[at:at+4])
			}
		}
		return out
	}
	return src
}
