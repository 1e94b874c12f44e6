package group_test

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/ui/group"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/stage"
	"chartproof.org/chartproof/ui/uikit"
)

// bench is a screen on a stage; it stands for the presenter too.
type bench struct {
	*stage.Stage
	stage.Asked
	s     *group.Screen
	room  int
	drawn int
}

func newBench(t *testing.T, look uikit.Look, scale float32, size fyne.Size) *bench {
	b := &bench{Stage: stage.New(t, scale)}
	b.Kit.Theme.SetLook(look)
	b.Kit.Theme.Apply(fyne.CurrentApp())
	b.s = group.New(b.Kit, func() { b.Did("back") })
	b.s.Bind(b)
	b.s.SetFront(true)
	b.Show(b.s.Object(), size)
	return b
}

func (b *bench) Move(row int)              { b.Did("move", fmt.Sprint(row)) }
func (b *bench) OpenGroup(row int)         { b.Did("open", fmt.Sprint(row)) }
func (b *bench) SetRoom(n int)             { b.room = n }
func (b *bench) Drawn(ids []review.CellID) { b.drawn = len(ids) }
func (b *bench) StepTo(i int)              { b.Did("step", fmt.Sprint(i)) }
func (b *bench) Mark()                     { b.Did("mark") }
func (b *bench) Confirm()                  { b.Did("confirm") }
func (b *bench) Undo()                     { b.Did("undo") }
func (b *bench) Type()                     { b.Did("type") }
func (b *bench) Rune(r rune)               { b.Did("rune", string(r)) }
func (b *bench) Erase(after bool)          { b.Did("erase", fmt.Sprint(after)) }
func (b *bench) MoveCaret(by int)          { b.Did("caret", fmt.Sprint(by)) }

// scrap is a part of a page with dark strokes on it.
func scrap(w, h int) *geom.Raster {
	r, _ := geom.NewRaster(geom.Gray, geom.Px(w), geom.Px(h), 300)
	for i := range r.Pix {
		r.Pix[i] = 0xff
		if x, y := i%w, i/w; y > h/5 && y < 4*h/5 && x%23 < 6 {
			r.Pix[i] = 0x20
		}
	}
	return r
}

func (b *bench) snapshot(n int, shape float64, text string) present.GroupSnapshot {
	snap := present.GroupSnapshot{Grid: true, Title: present.Say("{{.Field}}: all of them", present.Data{"Field": present.FieldWord(chart.DateOfBirth)}), Shape: shape, Left: 118}
	for i := range n {
		c := present.GroupCell{ID: review.CellID{Document: chart.DocumentID(fmt.Sprint(i)), Field: "f", Sign: -1}, Text: text}
		if i < n-3 {
			c.Picture = b.s.Prepare(scrap(int(60*shape), 60), 0)
		}
		c.Failed = i == n-1
		c.Marked, c.Fixed, c.Known = i == 4, i == 7, i == 9
		snap.Cells = append(snap.Cells, c)
	}
	return snap
}

// picture keeps what the window shows where a folder for it is named.
func (b *bench) picture(name string) {
	dir := os.Getenv("CHARTPROOF_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		b.T.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if err := png.Encode(f, b.Window.Canvas().Capture()); err != nil {
		b.T.Fatal(err)
	}
}

func TestSixtyPicturesStandOnALargeScreen(t *testing.T) {
	for _, c := range []struct {
		name  string
		size  fyne.Size
		scale float32
		shape float64
		text  string
		least int
	}{
		{"dates, large", fyne.NewSize(1920, 960), 1, 5.5, "04/17/1962", 60},
		{"names, large", fyne.NewSize(1920, 960), 1, 10, "Gonzalez, Maria L.", 60},
		{"digits, large", fyne.NewSize(1920, 960), 1, 1.2, "7", 60},
		{"dates, small", fyne.NewSize(1280, 690), 1, 5.5, "04/17/1962", 30},
		{"names, small", fyne.NewSize(1280, 690), 1, 10, "Gonzalez, Maria L.", 30},
		{"digits, small", fyne.NewSize(1280, 690), 1, 1.2, "7", 30},
		{"dates, small, large text", fyne.NewSize(1280, 690), 2, 5.5, "04/17/1962", 6},
		{"addresses, small, large text", fyne.NewSize(1280, 690), 2, 12, "1417 West Washington Boulevard, Springfield", 2},
	} {
		b := newBench(t, uikit.LookLight, c.scale, c.size)
		snap := b.snapshot(c.least, c.shape, c.text)
		b.s.Render(snap)
		b.Window.Canvas().Capture()
		if b.room < c.least {
			t.Errorf("%s: want room for %d pictures, got %d", c.name, c.least, b.room)
		}
		if want := c.least - min(3, c.least); b.drawn != want {
			t.Errorf("%s: want the %d pictures that are there told as drawn, got %d", c.name, want, b.drawn)
		}
	}
}

func TestLooks(t *testing.T) {
	if os.Getenv("CHARTPROOF_PICTURES") == "" {
		return
	}
	for _, look := range []uikit.Look{uikit.LookLight, uikit.LookDark, uikit.LookHighContrast} {
		for _, scale := range []float32{1, 2} {
			for _, size := range []fyne.Size{fyne.NewSize(1280, 690), fyne.NewSize(1920, 960)} {
				b := newBench(t, look, scale, size)
				b.s.Render(b.snapshot(3, 5.5, "04/17/1962"))
				b.Window.Canvas().Capture()
				snap := b.snapshot(b.room, 5.5, "04/17/1962")
				snap.Cell = 1
				snap.Notice, snap.Tone = present.Say("{{.N}} confirmed.", present.Data{"N": 60}), present.Done
				b.s.Render(snap)
				b.s.Focus()
				b.picture(fmt.Sprintf("grid-%s-%.0f-%.0f", look, scale, size.Width))
			}
		}
	}
}

func TestAFaintLineIsSeenOnAPageThatSeemsBlank(t *testing.T) {
	for _, depth := range []geom.Depth{geom.Gray, geom.Colour} {
		b := newBench(t, uikit.LookLight, 1, fyne.NewSize(1280, 690))
		snap := b.snapshot(3, 8.5/11, "")
		b.s.Render(snap)
		b.Window.Canvas().Capture()
		if b.room < 5 || b.room > 12 {
			t.Fatalf("want few and large pages on a screen, got room for %d", b.room)
		}
		r, err := geom.NewRaster(depth, 2550, 3300, 300)
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Pix {
			r.Pix[i] = 0xf0
		}
		row := r.Pix[1500*r.Stride() : 1501*r.Stride()] // a pencil stroke as wide as the page, one pixel high
		for i := range row {
			row[i] = 0x60
		}
		snap.Cells = snap.Cells[:1]
		snap.Cells[0].Picture = b.s.Prepare(r, 0)
		b.s.Render(snap)
		img := b.Window.Canvas().Capture()
		darkest := uint32(0xffff)
		for y := 150; y < 250; y++ { // within the picture, off its edges
			v, _, _, _ := img.At(100, y).RGBA()
			darkest = min(darkest, v)
		}
		if darkest > 0xa000 {
			t.Errorf("depth %v: the darkest point is %#x: the stroke is lost", depth, darkest)
		}
	}
}
