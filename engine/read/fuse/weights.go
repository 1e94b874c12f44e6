package fuse

import "math"

// situation is what kind of evidence there is of a word; each has weights of its own.
type situation int

const (
	agreed  situation = iota // both engines read the same
	differA                  // they differ, and the first is right
	differB                  // they differ, and the second is right
	unasked                  // the first was sure of it, and the second was not asked
	onlyA                    // only the first of two engines read it
	onlyB
	aloneA // there is only one engine
	aloneB
	situations
)

// weight is a logistic function of the features.
type weight [featureCount]float64

func (w weight) of(f features) float64 {
	z := 0.0
	for i, v := range f {
		z += w[i] * v
	}
	return 1 / (1 + math.Exp(-z))
}

// weights were fitted on FUNSD's training pages and on synthetic charts of the tuning families, in the order of the features,
// by
//
//	CHARTPROOF_FUNSD=training_data CHARTPROOF_FAMILIES=a,b,c,d CHARTPROOF_EVIDENCE=folder OMP_THREAD_LIMIT=1 ORT_DISABLE_TELEMETRY=1 \
//		go test ./engine/read/ocr -run XXX -bench Evidence -benchtime 1x -timeout 2h
//	CHARTPROOF_EVIDENCE=folder go test ./engine/read/fuse -run XXX -bench Fit -benchtime 1x
//
// The charts have seed 41; the comments count the words that each row saw.
var weights = [situations]weight{
	agreed:  {0.239, 0.315, 0.120, 0.306, 0.422, 0.239, 0.020, -0.095, 0.196, 0.353, 0.551, -0.041, -0.041, 0.394, -0.491, -0.378, 0.239, 0.476, -0.575},   // 11858 words
	differA: {-1.668, 0.194, 0.076, 0.259, -0.131, 2.836, 0.114, -0.663, 0.318, 1.181, -0.617, 2.136, -0.422, 0.662, -0.289, 0.128, 1.486, -0.752, -0.257}, // 1981 words
	differB: {0.286, -0.116, 0.324, 0.017, 0.297, 0.226, 0.598, -0.405, -0.454, -1.090, 1.710, 0.081, 1.824, -0.085, -0.086, -0.823, 1.528, -0.426, 0.150}, // 1985 words
	unasked: {-0.413, 0.821, 0.000, 0.821, 0.000, 0.000, 0.000, 0.312, 0.557, 0.940, 0.000, 0.447, 0.000, 0.426, 0.205, -0.413, 0.000, -1.235, -2.430},     // 9279 words
	onlyA:   {-1.250, 0.536, 0.000, 0.536, 0.000, 0.000, 0.462, 0.049, -0.586, -0.560, 0.000, 0.653, 0.000, -0.689, 0.121, -0.559, 0.000, -0.386, -1.359},  // 1033 words
	onlyB:   {-0.900, 0.000, 0.714, 0.000, 0.096, 0.000, 0.513, -0.379, -0.162, 0.000, 1.019, 0.000, 0.570, -0.835, 0.056, 0.154, 0.000, -0.499, -0.165},   // 281 words
	aloneA:  {-0.357, 0.624, 0.000, 0.574, 0.000, 0.000, 0.794, 0.507, 0.486, 1.322, 0.000, 0.000, 0.000, 0.081, -0.558, -0.357, 0.000, -1.676, -0.993},    // 14142 words
	aloneB:  {-0.518, 0.000, 0.398, 0.000, 0.581, 0.000, 0.728, -0.083, 0.701, 0.000, 2.049, 0.000, 0.000, 0.115, -1.225, -0.518, 0.000, -0.772, -0.213},   // 13562 words
}
