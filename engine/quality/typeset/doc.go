// Package typeset sets plain text as the words of a page, for the tests of the packages under find and the
// tools that measure them: one line of text is one printed line, one character a fixed width, so two or more spaces are a
// wide gap. No product code imports it.
package typeset
