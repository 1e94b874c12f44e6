// Package phrase turns what presenters say into the words of the person's language.
//
// Guaranteed: lines inside lines are translated too; an empty line gives an empty string.
//
// Refused: any sentence of its own. All screens may import phrase; it imports present and uikit.
package phrase
