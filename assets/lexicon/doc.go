// Package lexicon embeds the lists that words of a chart are looked up in: ordinary English by how common it is, clinical
// words, eponyms, surnames and given names by frequency, cities, counties and ZIP codes of the United States.
//
// Guaranteed: Load reads the embedded lists only, the result never changes and may be shared between goroutines. Licences
// stand in README.md; packaging/lexicons rebuilds the lists.
//
// Refused: anything about one particular person, and judgement: what a word means in its sentence is for the caller.
// Every room may import it; it imports the standard library only.
package lexicon
