// Package passwords embeds the passwords that people choose most, as hashes: a rule needs to recognise them, nobody needs to
// read them.
//
// Guaranteed: Common is sorted numbers of five bytes each, big-endian, the upper forty bits of each password's 64-bit
// FNV-1a hash in lower case; it never changes while the program runs. Where it came from stands in README.md;
// packaging/passwords rebuilds it.
//
// Refused: judgement (engine/protect/password). Every room may import it; it imports the standard library only.
package passwords
