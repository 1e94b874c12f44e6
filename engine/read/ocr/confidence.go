package ocr

import (
	"math"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// The map from Tesseract's raw confidence to the probability that a word is exactly right: a logistic function of the raw
// confidence's log odds and of two traits. Fitted by
//
//	OMP_THREAD_LIMIT=1 go test ./engine/read/ocr -run XXX -bench Calibration -benchtime 1x
//
// on synthetic charts of families a and b under all conditions.
const (
	weightOne   = 0.192
	weightOdds  = 1.504
	weightDigit = 0.011
	weightShort = 0.362
)

// traits are what the probability hangs on.
func traits(w Word) [4]float64 {
	raw := min(max(w.Confidence, 0.02), 0.98)
	t := [4]float64{1, math.Log(raw / (1 - raw))}
	if strings.ContainsAny(w.Text, "0123456789") {
		t[2] = 1
	}
	if len(letters(w.Text)) <= 2 {
		t[3] = 1
	}
	return t
}

// calibrated gives the probability that a word is exactly right.
func calibrated(w Word) chart.Confidence {
	t := traits(w)
	z := weightOne*t[0] + weightOdds*t[1] + weightDigit*t[2] + weightShort*t[3]
	return chart.Confidence(1 / (1 + math.Exp(-z)))
}
