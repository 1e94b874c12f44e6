package funsd

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

const annotation = `{"form":[{"box":[0,0,9,9],"text":"","label":"other","words":[{"box":[0,0,9,9],"text":""}],"linking":[],"id":0},
{"box":[10,20,60,40],"text":"TO: Ada","label":"question","words":[{"box":[10,20,30,40],"text":"TO:"},{"box":[35,20,60,40],"text":"Ada"}],"linking":[[1,2]],"id":1}]}`

func folder(t *testing.T, js string) string {
	t.Helper()
	dir := t.TempDir()
	for _, d := range []string{"annotations", "images"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var img bytes.Buffer
	if err := png.Encode(&img, image.NewGray(image.Rect(0, 0, 100, 200))); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"annotations/x.json": []byte(js), "images/x.png": img.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestRead(t *testing.T) {
	pages, err := Read(folder(t, annotation))
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) != 1 || pages[0].Name != "x" || len(pages[0].Truth.Pages[0].Words) != 2 {
		t.Fatalf("%d pages", len(pages))
	}
	w := pages[0].Truth.Pages[0].Words[1]
	if w.Text.Reveal() != "Ada" || w.Box.X0 != .35 || w.Box.Y1 != .2 {
		t.Errorf("box %v", w.Box)
	}
}

func TestReadRefuses(t *testing.T) {
	if _, err := Read(t.TempDir()); chart.KindOf(err) != chart.BadInput {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := Read(folder(t, "{")); err == nil {
		t.Error("a broken annotation was read")
	}
}

func FuzzWords(f *testing.F) {
	f.Add([]byte(annotation))
	f.Add([]byte(`{"form":[{"words":[{"box":[-5,9e9,1,1],"text":"a"}]}]}`))
	f.Fuzz(func(t *testing.T, js []byte) {
		words, err := Words(js, 100, 200)
		if err != nil {
			return
		}
		for _, w := range words {
			if !w.Box.Empty() && (w.Box.X0 < 0 || w.Box.Y0 < 0 || w.Box.X1 > 1 || w.Box.Y1 > 1) {
				t.Errorf("box %v leaves the page", w.Box)
			}
		}
	})
}

func TestMatch(t *testing.T) {
	word := func(text string, x0, x1 float64) chart.Word {
		return chart.Word{Text: chart.Text(text), Box: geom.Box{X0: x0, Y0: .1, X1: x1, Y1: .12}}
	}
	for _, c := range []struct {
		name        string
		truth, read []chart.Word
		want        Tally
	}{
		{"equal but for case and signs", []chart.Word{word("TO:", .1, .2), word("--", .3, .4)}, []chart.Word{word("to", .1, .2)}, Tally{1, 1, 1, 1, 1, 1, 1, 1, 2, 0}},
		{"elsewhere", []chart.Word{word("TO", .1, .2)}, []chart.Word{word("TO", .5, .6)}, Tally{Truth: 1, Read: 1}},
		{"read twice", []chart.Word{word("TO", .1, .2)}, []chart.Word{word("TO", .1, .2), word("TO", .1, .2)}, Tally{1, 2, 1, 1, 1, 1, 1, 1, 2, 2}},
		{"parted by the truth", []chart.Word{word("6/", .1, .12), word("21/", .12, .15), word("90", .15, .18)}, []chart.Word{word("6/21/90", .1, .18)}, Tally{3, 1, 0, 0, 3, 1, 3, 1, 5, 0}},
		{"parted by the reading", []chart.Word{word("Subject", .1, .2)}, []chart.Word{word("Sub", .1, .14), word("ject", .15, .2)}, Tally{1, 2, 0, 0, 1, 2, 1, 2, 7, 0}},
		{"parted and wrong", []chart.Word{word("Subject", .1, .2)}, []chart.Word{word("Sub", .1, .14), word("jest", .15, .2)}, Tally{Truth: 1, Read: 2, RightSpatial: 1, Chars: 7, Edits: 1}},
	} {
		if got := Match(c.truth, c.read); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestRight(t *testing.T) {
	word := func(text string, x0, x1 float64) chart.Word {
		return chart.Word{Text: chart.Text(text), Box: geom.Box{X0: x0, Y0: .1, X1: x1, Y1: .12}}
	}
	truth := []chart.Word{word("99", .1, .12), word(".2", .12, .14), word("use", .2, .3)}
	read := []chart.Word{word("99.2", .1, .14), word("--", .15, .16), word("u", .2, .23), word("5e", .24, .3), word("x", .5, .6)}
	want := []bool{true, true, true, false, false}
	if got := Right(truth, read); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
