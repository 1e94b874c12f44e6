// Package zip3 holds the list of three-digit ZIP prefixes whose areas hold 20,000 people or fewer, which 45 CFR
// 164.514(b)(2)(i)(B) has changed to 000. The list is dated; a practice replaces it with a newer file of the same form.
//
// Guaranteed: Parse takes a list only with its source and date. Refused: behaviour, files. Everybody may import it.
package zip3
