package uikit

import (
	"image"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// NewQRCode draws a QR code, true being dark, black on white whatever the look: readers want dark on light.
func NewQRCode(modules [][]bool, side float32) fyne.CanvasObject {
	code := canvas.NewImageFromImage(qrImage(modules))
	code.ScaleMode, code.FillMode = canvas.ImageScalePixels, canvas.ImageFillContain
	code.SetMinSize(fyne.NewSquareSize(side))
	return code
}

func qrImage(modules [][]bool) image.Image {
	img := image.NewGray(image.Rect(0, 0, len(modules), len(modules)))
	for y, row := range modules {
		for x, dark := range row {
			if !dark {
				img.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	return img
}

// Grouped puts a blank after every four characters of a key, as authenticators do.
func Grouped(secret string) string {
	var b strings.Builder
	for i, r := range secret {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}
