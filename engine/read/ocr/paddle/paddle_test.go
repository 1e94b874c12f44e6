package paddle

import (
	"image"
	"image/draw"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// models loads what packaging/setup fetched.
func models(t testing.TB) Files {
	t.Helper()
	dir := os.Getenv("CHARTPROOF_CACHE")
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(cache, "chartproof")
	}
	f, err := Load(dir, Pinned())
	if err != nil {
		t.Fatalf("%v: packaging/setup fetches it", err)
	}
	return f
}

// typeset writes lines in black on white, 60 pixels apart.
func typeset(t testing.TB, lines ...string) *image.Gray {
	t.Helper()
	face, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	f, err := opentype.NewFace(face, &opentype.FaceOptions{Size: 32, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	g := image.NewGray(image.Rect(0, 0, 900, 100+60*len(lines)))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	for i, l := range lines {
		d := font.Drawer{Dst: g, Src: image.Black, Face: f, Dot: fixed.P(60, 90+60*i)}
		d.DrawString(l)
	}
	return g
}

func text(l Line) string {
	var b strings.Builder
	for _, c := range l.Chars {
		b.WriteRune(c.Rune)
	}
	return b.String()
}

func TestLinesAreFoundAndRead(t *testing.T) {
	t.Setenv(telemetryOff, "1") // the library is loaded in this process, after this
	r, err := Open(models(t))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	want := []string{"Patient Name: Maria Gonzalez", "Potassium 4.2 mmol/L (3.5-5.1)", "Date of Birth: 03/14/1961"}
	g := typeset(t, want...)
	strips, err := r.Detect(g)
	if err != nil || len(strips) != len(want) {
		t.Fatalf("%d strips, %v; want %d", len(strips), err, len(want))
	}
	for i, s := range strips {
		box := s.Box(0, s.Length)
		if mid := 80 + 60*i; box.Min.Y > mid-10 || box.Max.Y < mid+5 || box.Min.X > 62 || box.Min.X < 30 {
			t.Errorf("strip %d lies at %v, want it round the line at %d", i, box, mid)
		}
		l, err := r.Recognise(g, s)
		if err != nil || text(l) != want[i] {
			t.Errorf("read %q, %v; want %q", text(l), err, want[i])
		}
		for k := 1; k < len(l.Chars); k++ {
			if l.Chars[k].From < l.Chars[k-1].To-1e-6 || l.Chars[k].P <= 0 || l.Chars[k].P > 1.0001 {
				t.Errorf("character %d of line %d: %+v after %+v", k, i, l.Chars[k], l.Chars[k-1])
			}
		}
	}
}

func TestTheLibraryIsNotLoadedWhereItWouldReport(t *testing.T) {
	t.Setenv(telemetryOff, "")
	if _, err := Open(models(t)); err == nil || !strings.Contains(err.Error(), telemetryOff) {
		t.Errorf("opened without %s: %v", telemetryOff, err)
	}
}

func TestFilesThatAreNotThePinnedOnesAreRefused(t *testing.T) {
	dir := t.TempDir()
	for _, sub := range []string{"lib", "models"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for name := range Pinned() {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("not a model"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Load(dir, Pinned()); err == nil || !strings.Contains(err.Error(), "pinned") || strings.Contains(err.Error(), dir) {
		t.Errorf("loaded: %v", err)
	}
	if _, err := Load(t.TempDir(), Pinned()); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("loaded nothing: %v", err)
	}
}

func TestColumnsBecomeCharacters(t *testing.T) {
	a, err := newAlphabet([]byte("A\nB\n疗\n：\n1\n2\n3\n4\n5\n6\n"))
	if err != nil {
		t.Fatal(err)
	}
	columns := [][]int{{1}, {1}, {0}, {1}, {3}, {4}, {11}, {2}, {0}} // A A _ A (Chinese) : space B _
	p := make([]float32, len(columns)*len(a.runes))
	for t, c := range columns {
		p[t*len(a.runes)+c[0]] = 0.9
	}
	got := a.decode(p, len(columns), 8)
	if s := text(Line{Chars: got}); s != "AA: B" {
		t.Fatalf("decoded %q, want %q", s, "AA: B")
	}
	if got[0].From != 0 || got[0].To != 16 || math.Abs(got[0].P-0.9) > 1e-6 || got[4].From != 56 {
		t.Errorf("places %+v", got)
	}
}

func TestKeysThatAreNoneAreRefused(t *testing.T) {
	for _, keys := range []string{"", "AB\nC\n", "\xff\n"} {
		if _, err := newAlphabet([]byte(keys)); err == nil {
			t.Errorf("%q was taken for keys", keys)
		}
	}
}

// TestASlantedBarGivesItsRectangle draws a bar that slopes by five degrees into a map.
func TestASlantedBarGivesItsRectangle(t *testing.T) {
	const w, h = 320, 160
	p := make([]float32, w*h)
	sin, cos := math.Sincos(5 * math.Pi / 180)
	for y := range h {
		for x := range w {
			along, across := float64(x-40)*cos+float64(y-60)*sin, float64(y-60)*cos-float64(x-40)*sin
			if along >= 0 && along < 200 && across >= 0 && across < 16 {
				p[y*w+x] = 0.95
			}
		}
	}
	p[5*w+5] = 0.9 // a speck is no text
	got := strips(p, w, h)
	if len(got) != 1 {
		t.Fatalf("%d strips, want one", len(got))
	}
	s := got[0]
	if angle := math.Atan2(s.UY, s.UX) * 180 / math.Pi; math.Abs(angle-5) > 0.5 {
		t.Errorf("it slopes by %.1f degrees, want 5", angle)
	}
	grown := unclip * 200 * 16 / (2 * (200 + 16.0))
	if math.Abs(s.Length-200-2*grown) > 4 || math.Abs(s.Height-16-2*grown) > 4 {
		t.Errorf("%.0f by %.0f, want about %.0f by %.0f", s.Length, s.Height, 200+2*grown, 16+2*grown)
	}
}

// FuzzStrips feeds maps of any content.
func FuzzStrips(f *testing.F) {
	f.Add([]byte{0, 255, 255, 0, 255, 255, 255, 255, 0, 0, 255, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4096 || len(data) < 4 {
			return
		}
		w := int(math.Sqrt(float64(len(data))))
		h := len(data) / w
		p := make([]float32, w*h)
		for i := range p {
			p[i] = float32(data[i]) / 255
		}
		for _, s := range strips(p, w, h) {
			if math.IsNaN(s.X+s.Y+s.Length+s.Height) || s.Length <= 0 || s.Height <= 0 || math.Abs(s.UX*s.UX+s.UY*s.UY-1) > 1e-6 {
				t.Errorf("strip %+v", s)
			}
		}
	})
}
