package synth

import (
	"image"
	"image/draw"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Every bar code of a chart decodes, from the page at 300 dpi, to what the truth says it holds. PDF417 has no reader
// here; its payload names the licence number as the standard of such cards does, DAQ.
func TestBarcodesDecode(t *testing.T) {
	t.Parallel()
	read := 0
	for _, fam := range Families {
		for _, typ := range []chart.Type{chart.IDCard, chart.ConsentForm, chart.InsuranceCard, chart.Prescription, chart.LabReport, chart.DenialLetter} {
			for i := range 2 {
				c := generate(t, Config{Seed: 31, Family: fam, Type: typ, Index: i})
				var pages []*geom.Raster
				for _, s := range c.Truth.PHI {
					if s.Kind != chart.Barcode || strings.Contains(s.Text.Reveal(), "DAQ") {
						continue
					}
					if pages == nil {
						pages = c.Pages(300)
					}
					if got := decode(t, pages[s.Page-1], s.Boxes[0]); got != s.Text.Reveal() {
						t.Errorf("%s %s %d: a bar code says %q, the truth %q", fam, typ, i, got, s.Text.Reveal())
					}
					read++
				}
			}
		}
	}
	if read < 15 {
		t.Errorf("only %d bar codes in the charts", read)
	}
}

// decode reads the code in the box with a quiet zone laid around it.
func decode(t *testing.T, page *geom.Raster, b geom.Box) string {
	t.Helper()
	const quiet = 40
	in := b.Rect(page.Width, page.Height)
	m := image.NewGray(image.Rect(0, 0, in.Dx()+2*quiet, in.Dy()+2*quiet))
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(m, image.Rect(quiet, quiet, quiet+in.Dx(), quiet+in.Dy()), page.ToGray(), in.Min, draw.Src)
	bits, err := gozxing.NewBinaryBitmapFromImage(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []gozxing.Reader{qrcode.NewQRCodeReader(), datamatrix.NewDataMatrixReader(), oned.NewCode128Reader(), oned.NewCode39Reader()} {
		if res, err := r.DecodeWithoutHints(bits); err == nil {
			return res.GetText()
		}
	}
	return ""
}
