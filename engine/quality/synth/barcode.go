package synth

import (
	"fmt"
	"image"
	"image/color"

	"github.com/boombuler/barcode/pdf417"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"

	"chartproof.org/chartproof/engine/chart"
)

// The symbologies that charts carry. All but PDF417 can be read back by the library that draws them.
const (
	code128    = gozxing.BarcodeFormat_CODE_128
	code39     = gozxing.BarcodeFormat_CODE_39
	qrCode     = gozxing.BarcodeFormat_QR_CODE
	dataMatrix = gozxing.BarcodeFormat_DATA_MATRIX
)

// symbol draws a bar code that decodes to payload and stretches it over w by h points; square codes take w for both. The
// truth's text of the region is the payload, which is the patient's.
func (s *sheet) symbol(format gozxing.BarcodeFormat, x, y, w, h float64, payload string) {
	m, err := encoder(format).EncodeWithoutHint(payload, format, 0, 0)
	if err != nil {
		panic(fmt.Errorf("bar code of a made-up number: %w", err)) // only our own digits and capitals come here
	}
	s.modules(trim(m), x, y, w, h, payload)
}

func encoder(format gozxing.BarcodeFormat) gozxing.Writer {
	switch format {
	case qrCode:
		return qrcode.NewQRCodeWriter()
	case dataMatrix:
		return datamatrix.NewDataMatrixWriter()
	case code39:
		return oned.NewCode39Writer()
	}
	return oned.NewCode128Writer()
}

// pdf417 draws the stacked code of American licences.
func (s *sheet) pdf417(x, y, w, h float64, payload string) {
	m, err := pdf417.Encode(payload, 3)
	if err != nil {
		panic(fmt.Errorf("bar code of a made-up licence: %w", err))
	}
	s.modules(trim(m), x, y, w, h, payload)
}

// trim cuts the quiet zone off, so that the region of the truth ends with the ink.
func trim(m image.Image) image.Image {
	box, all := image.Rectangle{}, m.Bounds()
	for y := all.Min.Y; y < all.Max.Y; y++ {
		for x := all.Min.X; x < all.Max.X; x++ {
			if dark(m, x, y) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return cropped{m, box}
}

type cropped struct {
	image.Image
	box image.Rectangle
}

func (c cropped) Bounds() image.Rectangle { return c.box }

func dark(m image.Image, x, y int) bool {
	return color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y < 128
}

// modules draws the dark modules of m, each run of a row as one bar.
func (s *sheet) modules(m image.Image, x, y, w, h float64, payload string) {
	b := m.Bounds()
	dx, dy := w/float64(b.Dx()), h/float64(b.Dy())
	for j := b.Min.Y; j < b.Max.Y; j++ {
		top := y + float64(j-b.Min.Y)*dy
		for i := b.Min.X; i < b.Max.X; i++ {
			from := i
			for i < b.Max.X && dark(m, i, j) {
				i++
			}
			if i > from {
				s.bar(x+float64(from-b.Min.X)*dx, top, x+float64(i-b.Min.X)*dx, top+dy+.02, ink{})
			}
		}
	}
	s.regionOf(seg{text: payload, kind: chart.Barcode, whose: Patient}, rect{x, y, x + w, y + h, true})
}
