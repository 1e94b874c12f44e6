// Command trustfit fits the weights of engine/find/trust and prints how far the confidence of fields can be believed.
//
//	go run ./packaging/trustfit read --families a,b,c,d,e,f --out pages   reads generated charts and keeps the words
//	go run ./packaging/trustfit fit --write pages                         fits, and writes engine/find/trust/weights.go
//	go run ./packaging/trustfit check pages                               prints the curve and the figures of the weights that stand
//	go run ./packaging/trustfit keep pages                                keeps the samples of family e as this build finds it
//
// testdata/trust/unseen.json.gz holds how family e was found before any rule was written for it; every fit takes it in beside
// what is found now.
//
// Guaranteed: the same charts give the same weights; fit prints first, family by family, how the weights of the other
// families do on it. Refused: to fit on held-out families, and real charts.
// It is a tool of the developers; nobody imports it, and no product code runs it.
package main
