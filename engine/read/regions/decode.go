package regions

import (
	"image"
	"strings"
	"unicode/utf8"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/aztec"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"

	"chartproof.org/chartproof/engine/geom"
)

// Bounds of what is decoded: dots of a cut-out, bytes of a text.
const (
	mostDots = 3_000_000
	mostText = 4096
)

// decoded is what a bar code says.
type decoded struct{ text, symbology string }

// decode reads the bar code in a rectangle of the canvas from the page's own dots.
func (c *canvas) decode(r image.Rectangle, bars bool) (decoded, bool) {
	g := c.source(r.Inset(-c.in(0.12)))
	if g.Rect.Empty() || g.Rect.Dx()*g.Rect.Dy() > mostDots {
		return decoded{}, false
	}
	if !bars {
		d, ok := readCode(g, codeReaders())
		if !ok && max(g.Rect.Dx(), g.Rect.Dy()) < smallCode {
			d, ok = readCode(enlarged(g), codeReaders()) // the decoder wants modules of several dots
		}
		return d, ok
	}
	lying := geom.FromGray(g, c.raster.DPI).Rotate(90).ToGray()
	tries := []*image.Gray{g, lying}
	if r.Dy() > r.Dx() != (c.page.Rotation%180 != 0) {
		tries[0], tries[1] = lying, g
	}
	for _, m := range tries {
		if d, ok := readCode(m, barReaders()); ok {
			return d, true
		}
	}
	return decoded{}, false
}

// smallCode is the side, in dots, up to which a code that does not decode is tried enlarged.
const smallCode = 400

func codeReaders() []gozxing.Reader {
	return []gozxing.Reader{qrcode.NewQRCodeReader(), datamatrix.NewDataMatrixReader(), aztec.NewAztecReader()}
}

// enlarged gives an image of three times the size.
func enlarged(g *image.Gray) *image.Gray {
	const k = 3
	out := image.NewGray(image.Rect(0, 0, k*g.Rect.Dx(), k*g.Rect.Dy()))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.Pix[y*out.Stride+x] = g.Pix[y/k*g.Stride+x/k]
		}
	}
	return out
}

// barReaders gives the symbologies of bars, those with check digits of their own first.
func barReaders() []gozxing.Reader {
	return []gozxing.Reader{oned.NewCode128Reader(), oned.NewCode39Reader(), oned.NewMultiFormatUPCEANReader(nil), oned.NewCode93Reader(),
		oned.NewITFReader(), oned.NewCodaBarReader()}
}

// readCode asks each reader in turn. A reader that breaks on foreign dots has read nothing: the code stays a region.
func readCode(g *image.Gray, readers []gozxing.Reader) (d decoded, ok bool) {
	defer func() {
		if recover() != nil {
			d, ok = decoded{}, false
		}
	}()
	bmp, err := gozxing.NewBinaryBitmapFromImage(g)
	if err != nil {
		return decoded{}, false
	}
	for _, r := range readers {
		res, err := r.Decode(bmp, nil)
		if err != nil || res == nil {
			continue
		}
		text := strings.ToValidUTF8(res.GetText(), "")
		if text == "" || utf8.RuneCountInString(text) < 2 {
			continue
		}
		if len(text) > mostText {
			text = strings.ToValidUTF8(text[:mostText], "")
		}
		return decoded{text, strings.ToLower(res.GetBarcodeFormat().String())}, true
	}
	return decoded{}, false
}
