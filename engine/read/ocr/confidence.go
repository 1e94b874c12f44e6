package ocr

import (
	"math"

	"chartproof.org/chartproof/engine/chart"
)

// calibrated gives the probability that a word is exactly right.
func calibrated(w Word) chart.Confidence {
	return chart.Confidence(math.Min(math.Max(w.Confidence, 0), 1))
}
