package regions

// handWeights are the weights of features and, last, the constant. They are fitted to generated pages, families a to c:
// go test ./engine/read/regions -run Hands -fit
var handWeights = [featureCount + 1]float64{-0.547, 1.071, -2.975, -8.823, 1.509, 7.398, 6.227, -0.635, 0.632, 6.702, -0.842, 1.278, -7.783}
