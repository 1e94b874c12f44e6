package synth

import (
	"bytes"
	"context"
	"crypto/sha256"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/tiff"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

func generate(t *testing.T, c Config) Chart {
	t.Helper()
	out, err := Generate(c)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Every type in every family, drawn at a low resolution: each page has ink, and every truth box lies on the page and on
// ink of its own.
func TestEveryLayout(t *testing.T) {
	t.Parallel()
	for _, fam := range Families {
		for _, typ := range Types {
			t.Run(fam+"/"+string(typ), func(t *testing.T) {
				for i := range 2 {
					c := generate(t, Config{Seed: 11, Family: fam, Type: typ, Index: i})
					pages := c.Pages(72)
					if len(pages) == 0 || len(pages) != len(c.Truth.Pages) {
						t.Fatalf("%d pages drawn, %d in the truth", len(pages), len(c.Truth.Pages))
					}
					if got := c.Truth.Documents[0].Type; got != typ {
						t.Fatalf("type %s", got)
					}
					checkBoxes(t, c.Truth, pages)
				}
			})
		}
	}
}

func checkBoxes(t *testing.T, truth Truth, pages []*geom.Raster) {
	t.Helper()
	grey := make([]*geom.Raster, len(pages))
	for i, p := range pages {
		grey[i] = geom.FromGray(p.ToGray(), p.DPI)
	}
	check := func(what string, page int, b geom.Box, text string) {
		t.Helper()
		if b.Empty() || b.X0 < 0 || b.Y0 < 0 || b.X1 > 1 || b.Y1 > 1 {
			t.Errorf("%s %q: box %v leaves the page", what, text, b)
			return
		}
		if !inked(grey[page-1], b) {
			t.Errorf("%s %q on page %d: no ink at %v", what, text, page, b)
		}
	}
	for i, p := range truth.Pages {
		for _, w := range p.Words {
			check("word", i+1, w.Box, w.Text.Reveal())
		}
	}
	for _, d := range truth.Documents {
		if len(d.Fields) == 0 {
			t.Error("no fields")
		}
		for _, f := range d.Fields {
			check("field "+string(f.Name), f.Page, f.Box, f.Value.Reveal())
		}
		for _, r := range d.Rows {
			for _, c := range r.Cells {
				check("cell "+c.Name, r.Page, c.Box, c.Value.Reveal())
			}
		}
	}
	for _, s := range truth.PHI {
		for _, b := range s.Boxes {
			check("span "+string(s.Kind), s.Page, b, s.Text.Reveal())
		}
	}
}

// inked reports whether the box holds pixels of clearly different tones.
func inked(r *geom.Raster, b geom.Box) bool {
	g := r.ToGray()
	low, high := byte(255), byte(0)
	box := b.Rect(r.Width, r.Height)
	for y := max(0, box.Min.Y-1); y < min(int(r.Height), box.Max.Y+1); y++ {
		for x := max(0, box.Min.X-1); x < min(int(r.Width), box.Max.X+1); x++ {
			v := g.Pix[y*g.Stride+x]
			low, high = min(low, v), max(high, v)
		}
	}
	return int(high)-int(low) > 40
}

// Words of one page may not lie over each other: overlapping print is a broken layout. Stamps and signatures may.
func TestPrintDoesNotOverlap(t *testing.T) {
	t.Parallel()
	for _, fam := range Families {
		for _, typ := range Types {
			for i := range 6 {
				c := generate(t, Config{Seed: 5, Family: fam, Type: typ, Index: i})
				for n, p := range c.Truth.Pages {
					a, b := clash(p.Words)
					if a != "" {
						t.Errorf("%s %s %d page %d: %q lies over %q", fam, typ, i, n+1, a, b)
					}
				}
			}
		}
	}
}

func clash(words []chart.Word) (string, string) {
	for i, a := range words {
		if a.Engines[0] == Stamped {
			continue
		}
		for _, b := range words[i+1:] {
			if b.Engines[0] == Stamped {
				continue
			}
			if a.Box.Intersect(b.Box).Area() > .25*min(a.Box.Area(), b.Box.Area()) {
				return a.Text.Reveal(), b.Text.Reveal()
			}
		}
	}
	return "", ""
}

func TestSameConfigSameBytes(t *testing.T) {
	t.Parallel()
	for _, cond := range Conditions {
		for _, format := range []string{PDF, Digital} {
			c := Config{Seed: 9, Family: "b", Type: chart.InsuranceCard, Index: 2} // a small page
			one, _, err := generate(t, c).File(cond, format, 0)
			if err != nil {
				t.Fatal(err)
			}
			two, _, err := generate(t, c).File(cond, format, 0)
			if err != nil {
				t.Fatal(err)
			}
			if sha256.Sum256(one) != sha256.Sum256(two) {
				t.Errorf("%s %s: two runs differ", cond, format)
			}
			c.Seed++
			other, _, err := generate(t, c).File(cond, format, 0)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Equal(one, other) {
				t.Errorf("%s %s: another seed gives the same file", cond, format)
			}
		}
	}
}

// The truth's boxes follow skew, perspective and turns of the page.
func TestScanKeepsTruthOnInk(t *testing.T) {
	t.Parallel()
	c := generate(t, Config{Seed: 4, Family: "b", Type: chart.Prescription})
	for _, cond := range Conditions {
		for _, turn := range []int{0, 90, 180, 270} {
			if turn != 0 && cond != Noisy200 {
				continue
			}
			pages, truth, err := c.Scan(cond, turn)
			if err != nil {
				t.Fatal(err)
			}
			if truth.Pages[0].Width != pages[0].Width || truth.Pages[0].Height != pages[0].Height {
				t.Errorf("%s %d: size %d x %d in the truth", cond, turn, truth.Pages[0].Width, truth.Pages[0].Height)
			}
			checkBoxes(t, truth, pages)
		}
	}
	if before := generate(t, c.Config).Truth; before.Pages[0].Words[0].Box != c.Truth.Pages[0].Words[0].Box {
		t.Error("Scan changed the chart's own truth")
	}
}

func TestFilesAreWhatTheySay(t *testing.T) {
	t.Parallel()
	c := generate(t, Config{Seed: 6, Family: "a", Type: chart.Prescription})
	want := map[string]string{PDF: "%PDF-1.5", TIFF: "II*\x00", JPEG: "\xff\xd8\xff\xe1", PNG: "\x89PNG", Digital: "%PDF-1.5"}
	for _, f := range Formats {
		data, truth, err := c.File(FaxScan, f, 0)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(data), want[f]) || truth.Format != f {
			t.Errorf("%s begins with %q, truth says %s", f, data[:8], truth.Format)
		}
	}
}

func TestTIFFDecodes(t *testing.T) {
	t.Parallel()
	c := generate(t, Config{Seed: 6, Family: "a", Type: chart.Prescription})
	pages, _, err := c.Scan(FaxScan, 0)
	if err != nil {
		t.Fatal(err)
	}
	m, err := tiff.Decode(bytes.NewReader(MultiTIFF(pages)))
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{0, 5000, 90000, 300000} {
		x, y := at%int(pages[0].Width), at/int(pages[0].Width)
		r, _, _, _ := m.At(x, y).RGBA()
		w, _, _, _ := pages[0].At(x, y).RGBA()
		if (r > 0x8000) != (w > 0x8000) {
			t.Errorf("pixel %d,%d differs", x, y)
		}
	}
}

func TestExifTurnsBack(t *testing.T) {
	r, err := geom.NewRaster(geom.Gray, 60, 40, 100)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 60 * 10 {
		r.Pix[i] = 0 // a black band along the top as the viewer shows it
	}
	for o, dark := range map[int][2]int{1: {30, 2}, 3: {30, 37}, 6: {2, 30}, 8: {37, 30}} {
		data, err := ExifJPEG(r, o, 90)
		if err != nil {
			t.Fatal(err)
		}
		m, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if v, _, _, _ := m.At(dark[0], dark[1]).RGBA(); v > 0x4000 {
			t.Errorf("orientation %d: stored pixel %v is not in the band", o, dark)
		}
	}
}

func TestIdentifiers(t *testing.T) {
	if got := npiCheck("123456789"); got != '3' { // the example of the standard: 1234567893
		t.Errorf("check digit %c, want 3", got)
	}
	c := generate(t, Config{Seed: 2, Family: "a", Type: chart.Superbill})
	for _, f := range c.Truth.Documents[0].Fields {
		if f.Name == chart.ProviderNPI {
			v := f.Value.Reveal()
			if len(v) != 10 || byte(npiCheck(v[:9])) != v[9] {
				t.Errorf("NPI of %d digits fails its check digit", len(v))
			}
		}
	}
}

func TestPacketGroupsPages(t *testing.T) {
	c := generate(t, Config{Seed: 8, Family: "b", Packet: []chart.Type{chart.FaxCover, chart.DischargeSummary, chart.IntakeForm}})
	next := 1
	var names []string
	for _, d := range c.Truth.Documents {
		for _, p := range d.Pages {
			if p != next {
				t.Errorf("page %d where %d was due", p, next)
			}
			next++
		}
		for _, f := range d.Fields {
			if f.Name == chart.PatientName {
				names = append(names, f.Normalized.Reveal())
			}
		}
	}
	if next != len(c.Truth.Pages)+1 || len(names) != 3 || names[0] != names[1] || names[1] != names[2] {
		t.Errorf("%d pages, patients differ: %v", next-1, len(names))
	}
}

func TestRunWritesFilesWithTruth(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	calls := 0
	err := Run(context.Background(), Job{Seed: 3, Count: 3, Family: "a", Out: dir, Condition: FaxScan, Format: TIFF, Type: "insurance_card"}, func(done, all int) { calls += done * all })
	if err != nil || calls != 18 {
		t.Fatalf("%v, progress %d", err, calls)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.tif"))
	if len(files) != 3 {
		t.Fatalf("%d files", len(files))
	}
	truth, err := ReadTruth(files[0] + ".truth.json")
	if err != nil || truth.Condition != FaxScan || len(truth.Documents[0].Fields) == 0 {
		t.Errorf("%v %s", err, truth.Condition)
	}
	if err := Run(context.Background(), Job{Family: "z", Count: 1, Out: dir}, nil); chart.KindOf(err) != chart.BadInput {
		t.Errorf("family z: %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := Run(ctx, Job{Family: "a", Count: 1, Out: dir}, nil); err == nil {
		t.Error("a cancelled run went on")
	}
	if _, err := os.Stat(filepath.Join(dir, "a-insurance_card-fax-0000.tif")); err != nil {
		t.Error(err)
	}
}

// A family's letters must be in its fonts: a missing one is drawn as a question mark.
func TestFontsHaveTheLetters(t *testing.T) {
	book := newFontBook()
	for _, f := range []face{sans, sansBold, serif, serifBold, serifIt, cond, condBold, slabBold, mono, goSans, goBold, goMono, hand1, hand2, hand3,
		humanist, humanBold, web, webBold, bookish, bookishBd, matrix, courier, courBold, grotesk, grotBold, screen, scrBold, narrow, narBold, hand4, hand5, hand6, hand7, hand8, hand9, hand10, hand11,
		vera, veraBold, veraMono, lato, latoBold, paper, paperBold, hand12} {
		q := book.get(f).glyph('?')
		for _, r := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789$%&()-,.:;/#@'+=<>[]ü" {
			if g := book.get(f).glyph(r); g.advance == 0 || len(g.segs) == 0 || &g.segs[0] == &q.segs[0] {
				t.Errorf("%s lacks %q", f, r)
			}
		}
	}
}
