package chart

import "chartproof.org/chartproof/engine/geom"

// Confidence is a calibrated probability, 0 to 1, that a value is exactly right.
type Confidence float64

// Thousandths gives the probability in whole thousandths, as the trail keeps it; what is no probability is 0.
func (c Confidence) Thousandths() int {
	if !(c >= 0 && c <= 1) {
		return 0
	}
	return int(float64(c)*1000 + 0.5)
}

// Engine names a reader.
type Engine string

// The readers of the product.
const (
	Tesseract Engine = "tesseract"
	Paddle    Engine = "paddle"
)

// Word is one word as read, boxed on the page as it came in.
type Word struct {
	Text       Text       `json:"text"`
	Confidence Confidence `json:"confidence"`
	Box        geom.Box   `json:"box"`
	Agreed     bool       `json:"agreed"`
	// Mark says that something else than Text, or nothing, more probably stands there: a stain, a stamp, a scrawl. It does
	// not count as read. It is kept because identifiers are looked for in it and covered all the same.
	Mark    bool     `json:"mark,omitempty"`
	Engines []Engine `json:"engines"`
	// Doubt is the confidence of each character of Text, in its order; absent where the reader is sure of all of them.
	Doubt []Confidence `json:"doubt,omitempty"`
	// Readings are what each engine read, where two read the word and differ; Text is one of them.
	Readings []Reading `json:"readings,omitempty"`
	// Line numbers the printed line on its page that the word stands on, in reading order from 1; 0 is unknown.
	Line int `json:"line,omitempty"`
}

// Page is one page as read. Width and Height are pixels of the page as it came in, before any turning of ours.
type Page struct {
	Number      int     `json:"number"`
	Width       geom.Px `json:"width"`
	Height      geom.Px `json:"height"`
	DPI         float64 `json:"dpi"`
	Rotation    int     `json:"rotation"` // degrees clockwise that bring the page upright: 0, 90, 180, 270
	SkewDegrees float64 `json:"skew_degrees"`
	Quality     float64 `json:"quality"` // 0 unreadable to 1 clean
	// Faults are what is wrong with the scan, in the order of the constants; absent where nothing is.
	Faults []Fault `json:"faults,omitempty"`
	Words  []Word  `json:"words"`
	// Regions are the parts of the page that are not printed text: bar codes, signatures, photographs, tick boxes,
	// handwriting. Absent where none was found or looked for.
	Regions []Region `json:"regions,omitempty"`
}
