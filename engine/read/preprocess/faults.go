package preprocess

import (
	"image"
	"math"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// From here on a page is named as faulty. Each stands where synthetic pages with that fault alone, made worse step by
// step, begin to lose words (doc.go); lengths are shares of the letters' middle height.
const (
	leastLetters = 8.5  // pixels: the middle height of letters, as they came in
	sharpEdge    = 1.3  // pixels: the step from paper to ink of a sharp scan
	softEdge     = 0.13 // how much wider than a sharp one the step is
	faintInk     = 45   // how much darker than paper ink is, of 255
	darkPaper    = 45   // grey of the paper of the middle of the page
	deepShadow   = 0.4  // the light of the darkest tenth of what is printed, as a share of the lightest
	steepest     = 6.0  // degrees
	fewLetters   = 40   // letters of which the middle says something
)

// Faults names what is wrong with a page as it came in, in the order of chart.Faults. made is the sheet that was prepared
// of it, specks its letters, skew the slope of its lines in degrees.
func (s Sheet) Faults(made Sheet, specks Specks, skew float64) []chart.Fault {
	if len(specks.Boxes) < fewLetters || s.Gray.Rect.Dx() < 100 || s.Gray.Rect.Dy() < 100 {
		return nil
	}
	m := s.measure(float64(specks.Height) * made.back.scale(made.Gray.Rect))
	soft := m.edge-sharpEdge > softEdge*m.letters
	var out []chart.Fault
	for _, f := range []struct {
		fault chart.Fault
		is    bool
	}{
		{chart.TooLowResolution, m.letters < leastLetters},
		{chart.Blurred, soft},
		{chart.TooDark, m.paper < darkPaper},
		{chart.TooFaint, m.ink < faintInk && !soft}, // what is smeared is pale as well
		{chart.Glare, m.glare},
		{chart.UnevenLight, m.shadow < deepShadow},
		{chart.Skewed, math.Abs(skew) > steepest},
		{chart.CutOff, specks.cutOff(made.Gray.Rect)},
		{chart.ShowsThrough, s.through().tooMuch()},
	} {
		if f.is {
			out = append(out, f.fault)
		}
	}
	return out
}

// looks are the measures of a page as it came in. Lengths are in its pixels, greys of 255.
type looks struct {
	letters float64 // middle height of letters
	edge    float64 // middle width of the step from paper to ink
	ink     float64 // how much darker than the paper around it
	paper   float64
	shadow  float64 // light of the darkest tenth of what is printed by that of the lightest
	glare   bool
}

// measure looks at the strokes of a page whose letters have a middle height.
func (s Sheet) measure(letters float64) looks {
	raw, across := light(s.Gray, s.DPI)
	tiles := mendDark(raw, across)
	sorted := slices.Clone(tiles)
	slices.Sort(sorted)
	m := looks{letters: letters, paper: float64(sorted[len(sorted)/2]), shadow: s.shadow(raw, across)}
	m.glare = glare(s.Gray, raw, across, s.DPI)
	m.edge, m.ink = s.crossings(tiles, across, letters).middle()
	return m
}

// shadow gives the light of the darkest tenth of the tiles that hold print by that of the lightest tenth: a desk or a dark
// heading is no shadow. It is 1 where the whole page is about as light.
func (s Sheet) shadow(tiles []byte, across int) float64 {
	sorted := slices.Clone(tiles)
	slices.Sort(sorted)
	if n := len(sorted); float64(sorted[n/20]) > 0.6*float64(sorted[n*19/20]) {
		return 1
	}
	side := tileSide(s.DPI)
	var printed []byte
	for i, v := range tiles {
		b := image.Rect(0, 0, side, side).Add(image.Point{X: i % across * side, Y: i / across * side}).Intersect(s.Gray.Rect)
		dark := 0
		for y := b.Min.Y; y < b.Max.Y; y += 2 {
			for _, p := range s.Gray.Pix[y*s.Gray.Stride+b.Min.X : y*s.Gray.Stride+b.Max.X] {
				if 10*int(p) < 6*int(v) {
					dark++
				}
			}
		}
		if 2*20*dark > b.Dx()*b.Dy() && v > 8 {
			printed = append(printed, v)
		}
	}
	if len(printed) < fewLetters {
		return 1
	}
	slices.Sort(printed)
	return float64(printed[len(printed)/10]) / float64(printed[len(printed)*9/10])
}

// scale gives how many pixels of the original one pixel in the middle of a sheet is.
func (m projection) scale(r image.Rectangle) float64 {
	x, y := float64(r.Dx())/2, float64(r.Dy())/2
	x0, y0 := m.at(x, y)
	x1, y1 := m.at(x+1, y)
	return math.Hypot(x1-x0, y1-y0)
}

// cutOff reports whether print runs over the edge of a sheet: words whose last letter touches it, one below the other or
// side by side.
func (p Specks) cutOff(r image.Rectangle) bool {
	const enough = 4
	near := max(2, p.Height/6) // the edge, as sharp as specks are seen
	var at [4]int
	for i, b := range p.Boxes {
		if 10*b.Dy() < 4*p.Height || 10*b.Dy() > 17*p.Height || 4*b.Dx() < p.Height || 2*b.Dx() > 5*p.Height {
			continue
		}
		for side, touches := range [4]bool{b.Min.X <= r.Min.X+near, b.Max.X >= r.Max.X-near, b.Min.Y <= r.Min.Y+near, b.Max.Y >= r.Max.Y-near} {
			if touches && p.inWord(i) {
				at[side]++
			}
		}
	}
	return at[0] >= enough || at[1] >= enough || at[2] >= 3*enough || at[3] >= 3*enough
}

// inWord reports whether a speck has another one of about its size close beside it.
func (p Specks) inWord(i int) bool {
	b := p.Boxes[i]
	wide := image.Rect(b.Min.X-p.Height, b.Min.Y, b.Max.X+p.Height, b.Max.Y)
	for j, o := range p.Boxes {
		if j != i && o.Overlaps(wide) && 2*o.Dy() > b.Dy() && o.Dy() < 2*b.Dy() && 4*o.Dx() > p.Height {
			return true
		}
	}
	return false
}
