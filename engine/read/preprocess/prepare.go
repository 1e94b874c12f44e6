package preprocess

// The resolution that Tesseract reads best at, and the bounds outside of which a page is scaled to it. Measured on
// degraded synthetic pages and on 90 dpi forms: below 200 dpi every third word is lost without scaling; above 360 nothing
// is gained and time goes with the area.
const (
	readingDPI = 300
	leastDPI   = 240
	mostDPI    = 360
)

// Letters of a middle height over hugeLetters at readingDPI are read badly and slowly; they are brought to fineLetters.
const (
	hugeLetters = 75
	fineLetters = 32
)

// Prepare evens the light, turns negative print positive, and brings the page to reading size. The specks it gives are those of the sheet.
func (s Sheet) Prepare() (Sheet, Specks) {
	s = s.Flatten().Positive()
	if s.DPI < leastDPI || s.DPI > mostDPI {
		s = s.Scale(readingDPI / s.DPI)
	}
	specks := s.Specks()
	if specks.Height > hugeLetters && len(specks.Boxes) > 20 {
		dpi := s.DPI
		s = s.Scale(fineLetters / float64(specks.Height))
		s.DPI = dpi // the letters are now of the size that this resolution promises
		specks = s.Specks()
	}
	return s, specks
}

// Level straightens a sheet whose lines slope, and gives the slope in degrees clockwise. Tesseract copes by itself with
// what is less than a quarter of a degree.
func (s Sheet) Level() (Sheet, float64) {
	skew := s.Skew()
	if skew > -0.25 && skew < 0.25 {
		return s, skew
	}
	return s.Straighten(skew), skew
}
