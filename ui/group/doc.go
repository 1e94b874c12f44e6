// Package group draws what is alike, to be checked together: the list of groups, and the grid of pictures with what was read
// beneath each.
//
// Guaranteed: the grid is one raster drawn from pictures that were made elsewhere; which pictures were drawn is told to the
// presenter, which confirms no other. A mark is a word and a cross, never a colour alone. Values that are typed go into no widget
// of Fyne's that keeps what was typed.
//
// Refused: decisions (present.GroupPresenter makes them). Imported by ui/shell only.
package group
