// Package quality is the screen that says how good the work is: one sentence, six numbers, seven pictures, and the numbers
// behind each.
//
// Guaranteed: every picture has its number in words beside it and its table one key away; what stands out does so by words and
// shapes, not by colour alone; pictures are drawn off the UI goroutine, at the screen's own resolution, in the theme's colours;
// while figures are counted anew the old ones stay.
//
// Refused: counting and deciding what is shown (present). The shell imports it.
package quality
