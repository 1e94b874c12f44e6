package preprocess

import (
	"image"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/synth"
)

// scan gives the first page of a chart of the tuning families.
func scan(t testing.TB, family string, kind chart.Type, index int, condition string) Sheet {
	t.Helper()
	c, err := synth.Generate(synth.Config{Seed: 9, Family: family, Type: kind, Index: index})
	if err != nil {
		t.Fatal(err)
	}
	pages, _, err := c.Scan(condition, 0)
	if err != nil {
		t.Fatal(err)
	}
	return NewSheet(pages[0].ToGray(), pages[0].DPI)
}

func faultsOf(s Sheet) []chart.Fault {
	made, specks := s.Prepare()
	_, skew := made.Level()
	return s.Faults(made, specks, skew)
}

func TestEveryFaultIsNamedWhereItIsGraveAndNotWhereItIsMild(t *testing.T) {
	clean := scan(t, "a", chart.IntakeForm, 0, synth.Clean300)
	for _, c := range []struct {
		fault       chart.Fault
		make        damage
		mild, grave float64
	}{
		{chart.TooLowResolution, coarse, 130, 65},
		{chart.Blurred, blurred, 1.5, 4.5},
		{chart.TooDark, dimmed, 0.3, 0.12},
		{chart.TooFaint, faded, 0.4, 0.14},
		{chart.Glare, glaring, 0, 1.5},
		{chart.UnevenLight, shadowed, 0.6, 0.12},
		{chart.Skewed, tilted, 3, 9},
		{chart.CutOff, cropped, 0.3, 1},
		{chart.ShowsThrough, seenThrough, 0.2, 0.6},
	} {
		for much, want := range map[float64][]chart.Fault{c.mild: nil, c.grave: {c.fault}} {
			g, dpi := c.make(clean.Gray, clean.DPI, much)
			if got := faultsOf(NewSheet(g, dpi)); !slices.Equal(got, want) {
				t.Errorf("%s of severity %.2f: got %v, want %v", c.fault, much, got, want)
			}
		}
	}
}

func TestPagesAsTheyAreUsuallyScannedHaveNoFault(t *testing.T) {
	kinds := []chart.Type{chart.LabReport, chart.EOB, chart.ProgressNote, chart.ClaimForm, chart.InsuranceCard, chart.FaxCover}
	for i, family := range []string{"a", "b", "c", "d", "e", "f"} {
		for j, condition := range synth.Conditions {
			c, err := synth.Generate(synth.Config{Seed: 9, Family: family, Type: kinds[(i+j)%len(kinds)], Index: i})
			if err != nil {
				continue // not every family has every type
			}
			s := scan(t, family, c.Config.Type, i, condition)
			if got := faultsOf(s); got != nil {
				t.Errorf("%s of family %s, %s: got %v, want none", c.Config.Type, family, condition, got)
			}
		}
	}
}

// TestPagesOfNothing takes pages that have no print, or no size to speak of.
func TestPagesOfNothing(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {3, 2}, {1, 900}, {900, 1}, {400, 500}} {
		for _, grey := range []byte{0, 97, 255} {
			g := image.NewGray(image.Rectangle{Max: size})
			for i := range g.Pix {
				g.Pix[i] = grey
			}
			if got := faultsOf(NewSheet(g, 200)); got != nil {
				t.Errorf("%v of grey %d: got %v, want none", size, grey, got)
			}
		}
	}
}

// FuzzPrepare hands over any pixels of any size and resolution.
func FuzzPrepare(f *testing.F) {
	f.Add([]byte{0, 255, 0, 255, 90, 30}, 2, 300.0)
	f.Add(make([]byte, 200*120), 200, 50.0)
	f.Fuzz(func(t *testing.T, pix []byte, width int, dpi float64) {
		if width < 1 || width > len(pix) || len(pix) > 1<<16 || !(dpi >= 36 && dpi <= 1200) {
			return
		}
		h := len(pix) / width
		g := &image.Gray{Pix: pix, Stride: width, Rect: image.Rect(0, 0, width, h)}
		s := NewSheet(g, dpi)
		made, specks := s.Prepare()
		level, skew := made.Level()
		s.Faults(made, specks, skew)
		if b := level.Box(level.Gray.Rect); b.X0 < 0 || b.Y0 < 0 || b.X1 > 1 || b.Y1 > 1 || b.X1 < b.X0 || b.Y1 < b.Y0 {
			t.Errorf("the sheet lies at %v of its page", b)
		}
	})
}

func BenchmarkFaults(b *testing.B) {
	s := scan(b, "b", chart.DischargeSummary, 1, synth.Clean300)
	made, specks := s.Prepare()
	for b.Loop() {
		s.Faults(made, specks, 0)
	}
}

func BenchmarkUnwarp(b *testing.B) {
	s := scan(b, "b", chart.DischargeSummary, 1, synth.Phone)
	for b.Loop() {
		s.Unwarp()
	}
}

func BenchmarkDeepen(b *testing.B) {
	s := scan(b, "b", chart.DischargeSummary, 1, synth.Clean300)
	for b.Loop() {
		s.Deepen()
	}
}

func BenchmarkSmooth(b *testing.B) {
	s := scan(b, "b", chart.DischargeSummary, 1, synth.FaxScan)
	for b.Loop() {
		s.Clean().Smooth()
	}
}

func BenchmarkOutlineOfAScan(b *testing.B) {
	s := scan(b, "b", chart.DischargeSummary, 1, synth.Clean300)
	for b.Loop() {
		s.Unwarp()
	}
}
