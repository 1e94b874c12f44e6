// Command write puts the hostile files into a folder, to be tried by hand:
//
//	go run ./engine/intake/hostile/write DIR
//	go run ./engine/intake/hostile/write -table > testdata/hostile/table.md
package main
