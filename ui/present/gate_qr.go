package present

import (
	"fmt"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// QRCode draws the text as a QR code: rows of modules, true is dark, with the quiet zone of four modules that readers ask
// for. It is read off a screen, which neither smears nor tears, so the least correction gives the fewest and largest modules.
// It happens here and in memory because the text holds the authenticator's secret.
func QRCode(text string) ([][]bool, error) {
	m, err := qrcode.NewQRCodeWriter().Encode(text, gozxing.BarcodeFormat_QR_CODE, 0, 0,
		map[gozxing.EncodeHintType]interface{}{
			gozxing.EncodeHintType_ERROR_CORRECTION: "L", gozxing.EncodeHintType_MARGIN: 4})
	if err != nil {
		// The library's error may quote what it was given.
		return nil, fmt.Errorf("draw the authenticator's code: %d characters do not fit", len(text))
	}
	out := make([][]bool, m.GetHeight())
	for y := range out {
		out[y] = make([]bool, m.GetWidth())
		for x := range out[y] {
			out[y][x] = m.Get(x, y)
		}
	}
	return out, nil
}
