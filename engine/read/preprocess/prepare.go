package preprocess

import "math"

// The resolution that Tesseract reads best at, and the bounds outside of which a page is scaled to it. Measured on
// degraded synthetic pages and on 90 dpi forms: below 200 dpi every third word is lost without scaling; above 360 nothing
// is gained and time goes with the area.
const (
	readingDPI = 300
	leastDPI   = 240
	mostDPI    = 360
	grainDPI   = 150 // below, letters are too small to lose sharpness
)

// Letters of a middle height over hugeLetters at readingDPI are read badly and slowly; they are brought to fineLetters.
const (
	hugeLetters = 75
	fineLetters = 32
)

// Prepare undoes perspective, takes off what is no print, evens the light, deepens pale print, turns negative print positive,
// and brings the page to reading size. The specks it gives are those of the sheet.
func (s Sheet) Prepare() (Sheet, Specks) {
	for _, do := range []struct {
		step Step
		to   func(Sheet) Sheet
	}{
		{Perspective, Sheet.Unwarp},
		{Edges, Sheet.CleanEdges},
		{Light, Sheet.Flatten},
		{ShowThrough, Sheet.Opaque},
		{Contrast, Sheet.Deepen},
		{Negative, Sheet.Positive},
		{Stairs, beforeEnlarging(Sheet.Rounded)},
		{Grain, beforeEnlarging(Sheet.Clean)},
	} {
		if s.does(do.step) {
			s = do.to(s)
		}
	}
	if s.does(Resolution) && (s.DPI < leastDPI || s.DPI > mostDPI) {
		s = s.Scale(readingDPI / s.DPI)
	}
	specks := s.Specks()
	if s.does(HugePrint) && specks.Height > hugeLetters && len(specks.Boxes) > 20 {
		dpi := s.DPI
		s = s.Scale(fineLetters / float64(specks.Height))
		s.DPI = dpi // the letters are now of the size that this resolution promises
		specks = s.Specks()
	}
	return s, specks
}

// beforeEnlarging gives a step that is only done to a sheet that will be enlarged, unless its letters are too small.
func beforeEnlarging(do func(Sheet) Sheet) func(Sheet) Sheet {
	return func(s Sheet) Sheet {
		if s.DPI >= leastDPI || s.DPI < grainDPI {
			return s
		}
		return do(s)
	}
}

// Level straightens a sheet whose lines slope, and gives the slope in degrees clockwise on the page as it came in.
// Tesseract copes by itself with what is less than a quarter of a degree.
func (s Sheet) Level() (Sheet, float64) {
	lean := s.lean()
	if !s.does(Slope) {
		return s, lean
	}
	skew := s.Skew()
	if skew > -0.25 && skew < 0.25 {
		return s, skew + lean
	}
	return s.Straighten(skew), skew + lean
}

// lean is by how many degrees the sheet's level lies aslant on the page as it came in, quarter turns aside.
func (s Sheet) lean() float64 {
	mx, my := float64(s.Gray.Rect.Dx())/2, float64(s.Gray.Rect.Dy())/2
	x0, y0 := s.back.at(mx-1, my)
	x1, y1 := s.back.at(mx+1, my)
	return math.Remainder(math.Atan2(y1-y0, x1-x0)*180/math.Pi, 90)
}
