// Package spelling says how far two spellings of a word lie apart.
//
// Guaranteed: it compares bytes, so that both texts are folded first where case or accents shall not count. It keeps nothing.
//
// Only packages of engine may import it.
package spelling
