package review

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// A page that was scanned on its side has a mark and a face in one corner. Its small picture stands upright, and the face is
// still what lies under the cover.
func TestASmallPictureStandsUprightAndCoversTheSame(t *testing.T) {
	uikit.NewTheme(uikit.LookLight, 1).Apply(test.NewTempApp(t))
	page := image.NewRGBA(image.Rect(0, 0, 100, 120))
	for y := range 24 { // the face: at the top left of the page as it was scanned
		for x := range 20 {
			page.Set(x, y, color.Black)
		}
	}
	face := geom.Box{X1: 0.2, Y1: 0.2}
	for _, degrees := range []int{0, 90, 180, 270} {
		th := newThumb(func(int) {})
		th.set(present.ReviewThumb{Page: 1, Place: 1, Turn: degrees, Picture: page, Hidden: [4]geom.Box{face}})
		size := th.picture.Image.Bounds().Size()
		if onSide := degrees%180 != 0; onSide != (size.X > size.Y) {
			t.Errorf("turned by %d: got a picture of %v", degrees, size)
		}
		scale := min((thumbW-4)/float32(size.X), (thumbH-4)/float32(size.Y))
		left, top := 2+(thumbW-4-float32(size.X)*scale)/2, 2+(thumbH-4-float32(size.Y)*scale)/2
		cover := th.hidden[0]
		if !cover.Visible() || !th.hidden[1].Hidden {
			t.Fatalf("turned by %d: want one cover", degrees)
		}
		for y := range size.Y {
			for x := range size.X {
				px, py := left+(float32(x)+0.5)*scale, top+(float32(y)+0.5)*scale
				at := cover.Position()
				under := px >= at.X && px < at.X+cover.Size().Width && py >= at.Y && py < at.Y+cover.Size().Height
				_, _, _, alpha := th.picture.Image.At(x, y).RGBA()
				if dark := alpha != 0; dark != under {
					t.Fatalf("turned by %d: at %d, %d the face is there: %v, and covered: %v", degrees, x, y, dark, under)
				}
			}
		}
	}
}
