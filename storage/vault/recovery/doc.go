// Package recovery is the paper of a recovery set: the cards that its holders keep, as words to be typed, and the page that
// is printed of each.
//
// A card holds one share of the recovery key with its number, how many are needed, and the mark of its set, on eight lines
// of six words. The words are 256, told apart by their first three letters, so three letters of each are enough to type.
// The sixth word of a line checks the five before it: any one wrong word, and any two exchanged, are always noticed, and
// named by line; the last line checks the whole card.
//
// Guaranteed: a card that was typed with a mistake is refused with the line, and with the word where that one is unknown;
// cards of another set, too few, and the same one twice each have an error of their own. What was typed stands in no error.
// A page holds nothing of a patient.
//
// Refused: more than 15 shares, fewer than two needed. It keeps nothing and prints nothing: storage/vault makes and joins
// cards, app/wire shows them.
package recovery
