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
	agreed:  {0.179, 0.291, 0.100, 0.246, 0.441, 0.179, 0.343, -0.108, 0.643, 0.894, 0.427, -0.078, -0.078, 0.768, -0.230, -0.499, 0.179, 0.127, -0.861},    // 23131 words
	differA: {-2.054, 0.121, 0.068, 0.291, -0.155, 3.194, -0.046, -0.631, 0.786, 1.467, -0.650, 2.559, -0.592, 0.686, -0.073, 0.097, 1.563, -0.820, -0.306}, // 3551 words
	differB: {0.370, -0.090, 0.337, 0.005, 0.257, 0.255, 0.671, -0.534, -0.264, -1.225, 1.754, 0.135, 1.948, 0.005, 0.167, -0.740, 1.837, -0.723, 0.058},    // 3560 words
	unasked: {-0.901, 0.944, 0.000, 0.944, 0.000, 0.000, 0.000, 0.213, 0.868, 1.292, 0.000, 0.565, 0.000, 0.450, 0.262, -0.901, 0.000, -1.609, -2.450},      // 18068 words
	onlyA:   {-1.590, 0.476, 0.000, 0.476, 0.000, 0.000, 0.639, 0.299, -0.628, -0.196, 0.000, 0.505, 0.000, -0.589, -0.052, -0.646, 0.000, -0.304, -1.439},  // 1728 words
	onlyB:   {-1.197, 0.000, 0.700, 0.000, 0.017, 0.000, 0.157, -0.370, 0.159, 0.000, 1.183, 0.000, 0.552, -0.948, 0.415, 0.392, 0.000, -0.987, 0.106},      // 496 words
	aloneA:  {-0.480, 0.603, 0.000, 0.537, 0.000, 0.000, 0.783, 0.556, 0.892, 1.644, 0.000, 0.000, 0.000, 0.163, -0.341, -0.480, 0.000, -1.573, -1.174},     // 27252 words
	aloneB:  {-0.518, 0.000, 0.236, 0.000, 0.695, 0.000, 0.800, 0.122, 1.192, 0.000, 2.182, 0.000, 0.000, 0.155, -0.911, -0.518, 0.000, -1.310, -0.586},     // 26018 words
}
