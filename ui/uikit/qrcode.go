package uikit

import (
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// qrModule is the least side of a module, in the units of the screen: at arm's length a phone tells smaller ones apart badly.
const qrModule = 4

// NewQRCode draws a QR code, true being dark, black on white whatever the look: readers want dark on light. Every module is
// the same whole number of pixels, at any scale of the screen.
func NewQRCode(modules [][]bool) fyne.CanvasObject {
	code := canvas.NewRaster(func(w, h int) image.Image { return qrImage(modules, w, h) })
	code.SetMinSize(fyne.NewSquareSize(float32(qrModule * len(modules))))
	return code
}

// qrImage draws the modules as large as w times h pixels hold, in the middle of white.
func qrImage(modules [][]bool, w, h int) image.Image {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	if len(modules) == 0 {
		return img
	}
	side := min(w, h) / len(modules)
	left, top := (w-side*len(modules))/2, (h-side*len(modules))/2
	for y := range side * len(modules) {
		for x := range side * len(modules) {
			if modules[y/side][x/side] {
				img.Pix[(top+y)*img.Stride+left+x] = 0
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
