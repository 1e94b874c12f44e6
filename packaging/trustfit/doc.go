// Command trustfit fits the weights of engine/find/trust and prints how far the confidence of fields can be believed.
//
//	go run ./packaging/trustfit read --out pages         reads generated charts and keeps the words
//	go run ./packaging/trustfit around --write           fits and writes engine/find/around/model.gz, and prints how the
//	                                                     model of all other batches does on each
//	go run ./packaging/trustfit kinds --write            the same for the types of documents: engine/find/classify/model.gz
//	go run ./packaging/trustfit fit --write pages        fits, and writes engine/find/trust/weights.go
//	go run ./packaging/trustfit fit --of cells --write pages
//	                                                     the same for cells of tables: weights_cells.go
//	go run ./packaging/trustfit check pages              prints the curves and the figures of the weights that stand
//	go run ./packaging/trustfit keep --strangers engine/find/fields/testdata/strangers pages
//	                                                     keeps the samples of charts and pages as this build finds them
//	go run ./packaging/trustfit keep --of cells --strangers engine/find/fields/testdata/tables pages
//
// testdata/trust/unseen.json.gz holds how pages of strangers (batches 2, k, m, n, p to w) were found before any rule was written for
// them, each by a model of surroundings that had not learned from its batch; of lists the last four alone, for how they are found
// is new. unseen_cells.json.gz holds the same of tables. From batches 1, b, h, l, o, y and z the finding alone
// has learned: with how y and z were found at first sight, trust asked about 71 values of 100 at the default instead of 60, and of what
// passed no more were right. Every fit takes them in beside what is found now. Keep what is new there
// before the first rule is written for it, and all of it anew when the features of engine/find/trust change, with the finding as it
// was then. Cells are fitted on tables made strange as well (strange.go): their errors are too few elsewhere to learn from.
//
// Guaranteed: the same charts give the same weights; fit prints first, family by family, how the weights of the other
// families do on it. Refused: to fit on held-out families, and real charts.
// It is a tool for whoever builds Chartproof; no product code runs it.
package main
