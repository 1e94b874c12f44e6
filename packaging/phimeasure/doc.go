// Command phimeasure prints how well engine/find/phi does: recall of marked identifiers by any overlap, charts without any
// leak, and precision by tokens. It reads notes with inline marks, or makes synthetic charts and adds character noise.
//
//	go run ./packaging/phimeasure notes [--show] [FILE...]
//	go run ./packaging/phimeasure sentences synth_dataset_v2.json
//	go run ./packaging/phimeasure regions --family a --condition fax --count 36
//	go run ./packaging/phimeasure synth --family a --count 40 --noise 2
//	go run ./packaging/phimeasure strangers --case lower engine/find/fields/testdata/strangers
//	go run ./packaging/phimeasure fit [--write] --prose PROSE --count 20 engine/find/fields/testdata/strangers
//	go run ./packaging/phimeasure fit --groups gpqt,jmrv,kns --prose PROSE --count 20 ...
//	go run ./packaging/phimeasure files --truth DIR RESULT.json ...
//
// Pages of strangers are NAME.txt with, beside it, NAME.phi: every identifier that stands on the page, one "KIND<tab>text as
// printed" a line. FACILITY is the name of a house that treats patients, which counts neither way, for whether such names are
// redacted is a switch; so do titles, states and days of the week beside an identifier, and pieces of the word that it is a part
// of. Payers are not listed. Batches f and x, under unseen, and l, u and w are kept aside: measured on, never learnt from.
//
// fit learns the weights of engine/find/phi/tagger from such pages, from charts of the tuning families and from public running text;
// without --write it prints how the tagger fitted on all others does on the pages of each batch, or of each group of batches. PROSE is
// a folder that holds, with the SHA-256 that the command knows, the ten files of data/challenge_data of the GitHub repository
// wyim/aci-bench (CC BY 4.0) and data/synth_dataset_v2.json of microsoft/presidio-research (MIT). In the notes of the first the names
// that its lists give are replaced by made-up ones; what the rules find besides counts neither way there.
//
// Guaranteed: the same arguments give the same figures. The families of synth.HeldOut are held out: run their numbers;
// --show refuses them.
// Refused: real charts; --show prints text and is for synthetic ones only.
// It is a tool of the developers; nobody imports it, and no product code runs it.
package main
