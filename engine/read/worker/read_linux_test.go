package worker_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/read/worker"
	"chartproof.org/chartproof/engine/read/worker/child"
)

func TestMain(m *testing.M) {
	child.RunIfAsked()
	if len(os.Args) == 2 && os.Args[1] == parentArgument {
		spinningParent()
	}
	if len(os.Args) == 3 && strings.HasPrefix(os.Args[1], hostileArgument) {
		hostileChild(strings.TrimPrefix(os.Args[1], hostileArgument), os.Args[2])
	}
	os.Exit(m.Run())
}

// typeset draws lines of 12 point text on a page of 300 dpi.
func typeset(t testing.TB, w, h int, lines ...string) *image.Gray {
	t.Helper()
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatalf("parse font: %v", err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 12, DPI: 300})
	if err != nil {
		t.Fatalf("make face: %v", err)
	}
	g := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	d := font.Drawer{Dst: g, Src: image.NewUniform(color.Black), Face: face}
	for i, l := range lines {
		d.Dot = fixed.P(200, 300+i*75)
		d.DrawString(l)
	}
	return g
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatalf("encode png: %v", err)
	}
	return b.Bytes()
}

func pool(t testing.TB, o worker.Options) *worker.Pool {
	t.Helper()
	p, err := worker.Start(t.Context(), o)
	if err != nil {
		t.Fatalf("start pool: %v", err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

func text(p worker.PageRead) string {
	var words []string
	for _, w := range p.Page.Words {
		words = append(words, w.Text.Reveal())
	}
	return strings.Join(words, " ")
}

func TestReadGivesWordsBoxesAndPixels(t *testing.T) {
	page := typeset(t, 1700, 900, "Patient Name: Maria Gonzalez", "Date of Birth: 03/14/1961")
	p := pool(t, worker.Options{Jobs: 1})
	var got worker.PageRead
	n, err := p.Read(t.Context(), worker.File{MediaType: "image/png", Bytes: asPNG(t, page)}, worker.Want{Words: true, Pixels: true},
		func(r worker.PageRead) error { got = r; return nil })
	if err != nil || n != 1 {
		t.Fatalf("Read: %d pages, %v; want 1, nil", n, err)
	}
	if want := "Patient Name: Maria Gonzalez Date of Birth: 03/14/1961"; text(got) != want {
		t.Errorf("words: %q, want %q", text(got), want)
	}
	if got.Raster.Depth != geom.Gray || !bytes.Equal(got.Raster.Pix, page.Pix) {
		t.Errorf("raster: depth %d, equal %t; want the page's own pixels in grey", got.Raster.Depth, bytes.Equal(got.Raster.Pix, page.Pix))
	}
	first := got.Page.Words[0].Box.Rect(1700, 900)
	if want := image.Rect(203, 262, 358, 302); !first.In(want.Inset(-6)) || !want.Inset(6).In(first) {
		t.Errorf("box of the first word: %v, want about %v", first, want)
	}
}

func TestAnEngineThatIsMissingIsSaid(t *testing.T) {
	both := []chart.Engine{chart.Tesseract, chart.Paddle}
	page := asPNG(t, typeset(t, 1700, 900, "Patient Name: Maria Gonzalez", "Date of Birth: 03/14/1961"))
	for _, c := range []struct {
		name    string
		options worker.Options
		at      []chart.Engine
		said    string
	}{
		{"the second engine's folder is empty", worker.Options{Engines: both, Models: t.TempDir()}, both[:1], "only one reading engine"},
		{"the second engine's files are others", worker.Options{Engines: both, Sums: map[string]string{"lib/libonnxruntime.so.1": "00"}}, both[:1], "not the one that was pinned"},
		{"Tesseract's models are missing", worker.Options{Engines: both, Tessdata: t.TempDir()}, both[1:], "only one reading engine"},
		{"both are there", worker.Options{Engines: both}, both, "Landlock level"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.options.Jobs = 1
			p := pool(t, c.options)
			if got := p.Engines(); !slices.Equal(got, c.at) {
				t.Errorf("engines %v, want %v", got, c.at)
			}
			notices := strings.Join(p.Notices(), "\n")
			if !strings.Contains(notices, c.said) || !strings.Contains(notices, "Landlock level") {
				t.Errorf("notices %q, want %q and the level of the sandbox", notices, c.said)
			}
			_, err := p.Read(t.Context(), worker.File{MediaType: "image/png", Bytes: page}, worker.Want{Words: true}, func(r worker.PageRead) error {
				if want := "Patient Name: Maria Gonzalez Date of Birth: 03/14/1961"; text(r) != want {
					t.Errorf("words: %q, want %q", text(r), want)
				}
				for _, w := range r.Page.Words {
					want := c.at
					if !strings.ContainsAny(w.Text.Reveal(), "0123456789") {
						want = c.at[:1] // the first engine is sure of these words and the second is not asked
					}
					if !slices.Equal(w.Engines, want) || w.Agreed != (len(want) == 2) {
						t.Errorf("%q was read by %v, agreed %t; want %v", w.Text.Reveal(), w.Engines, w.Agreed, want)
					}
				}
				return nil
			})
			if err != nil {
				t.Errorf("read: %v", err)
			}
		})
	}
}

func TestNoEngineAtAllIsAMissingTool(t *testing.T) {
	_, err := worker.Start(t.Context(), worker.Options{Jobs: 1, Engines: []chart.Engine{chart.Paddle}, Models: t.TempDir()})
	if chart.KindOf(err) != chart.MissingTool || !strings.Contains(err.Error(), "packaging/setup") {
		t.Errorf("start with a missing engine only: %v, want %s with the command that fetches it", err, chart.MissingTool)
	}
	_, err = worker.Start(t.Context(), worker.Options{Jobs: 1, Models: t.TempDir(), Tessdata: t.TempDir()})
	if chart.KindOf(err) != chart.MissingTool {
		t.Errorf("start without either engine: %v, want %s", err, chart.MissingTool)
	}
	_, err = worker.Start(t.Context(), worker.Options{Jobs: 1, Engines: []chart.Engine{chart.Tesseract}, Tessdata: t.TempDir()})
	if chart.KindOf(err) != chart.MissingTool || !strings.Contains(err.Error(), "apt-get install") {
		t.Errorf("start without models: %v, want %s with the command that installs them", err, chart.MissingTool)
	}
}
