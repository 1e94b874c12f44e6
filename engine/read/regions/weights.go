package regions

// handWeights are the weights of features and, last, the constant. They are fitted to generated pages, families a to c:
// go test ./engine/read/regions -run Hands -fit
var handWeights = [featureCount + 1]float64{-0.659, 1.035, -2.367, -7.397, 0.680, 6.260, 5.431, 0.778, -0.114, 5.596, -0.924, 0.877, -6.233}
