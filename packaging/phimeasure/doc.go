// Command phimeasure prints how well engine/find/phi does: recall of marked identifiers by any overlap, charts without any
// leak, and precision by tokens. It reads notes with inline marks, or makes synthetic charts and adds character noise.
//
//	go run ./packaging/phimeasure notes [--show] [FILE...]
//	go run ./packaging/phimeasure sentences synth_dataset_v2.json
//	go run ./packaging/phimeasure regions --family a --condition fax --count 36
//	go run ./packaging/phimeasure synth --family a --count 40 --noise 2
//	go run ./packaging/phimeasure files --truth DIR RESULT.json ...
//
// Guaranteed: the same arguments give the same figures. The families of synth.HeldOut are held out: run their numbers;
// --show refuses them.
// Refused: real charts; --show prints text and is for synthetic ones only.
// It is a tool of the developers; nobody imports it, and no product code runs it.
package main
