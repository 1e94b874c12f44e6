// Package funsd reads the FUNSD set of noisy scanned forms from a folder that the caller has: pages and the words that
// stand on them. Its licence allows research only, so nothing of it is in this repository or in any release.
//
// Match compares letters and digits only, without case; words that have none are left out on both sides. Strictly, a true
// word is found where one read word has the same letters and their boxes share a fifth of the smaller; each read word
// serves once. The set parts words at signs ("11:" "03", "Filter/" "Paper/" "/Tipping") where every reader gives one word,
// so a second, joined measure also counts as found two or three words of one side that lie in the box of one word of the
// other and make up its letters from left to right. Half of what a good reader loses strictly is of that kind.
//
// The spatial measure is the one that the goals are set for. Words of both sides whose boxes share half of the narrower
// width and half of the lower height make a group; the group's letters are aligned by the fewest edits; a true word is found where all its
// letters have their like there, side by side, and a read word is right by the same rule turned round. How words are parted
// does not count, what is read does. The character error rate is the edits over the true letters of all groups in which
// something was read; what nobody read is a matter of recall.
//
// Guaranteed: a word's box is in fractions of its page. Limits hold on file size and word count. Refused: fetching it.
// May import it: quality/bench and tests.
package funsd
