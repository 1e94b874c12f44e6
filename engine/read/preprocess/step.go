package preprocess

// Step is one thing that is done to a page before it is read, or several of them.
type Step uint

// The steps, in their order.
const (
	Perspective Step = 1 << iota // a photographed sheet is drawn as if seen from above
	Edges                        // the dark glass beside the page and its punch holes are drawn as paper
	Light                        // uneven light is divided out
	ShowThrough                  // what shows through from the other side is taken off
	Contrast                     // pale print is made dark
	Negative                     // light print on dark fields is turned into dark print on paper
	Stairs                       // the edges of black and white letters are rounded before they are enlarged
	Grain                        // the grain and the stairs of what will be enlarged are smoothed
	Resolution                   // the page is brought to the resolution that reads best
	HugePrint                    // letters larger than is read well are made smaller
	Slope                        // lines are levelled
)

// Steps names every step, for those who measure them.
var Steps = []struct {
	Step Step
	Name string
}{{Perspective, "perspective"}, {Edges, "edges"}, {Light, "uneven light"}, {ShowThrough, "show-through"}, {Contrast, "contrast"}, {Negative, "negative print"}, {Stairs, "stairs"}, {Grain, "grain"}, {Resolution, "resolution"},
	{HugePrint, "huge print"}, {Slope, "slope"}}

// Skip gives the sheet that will be prepared without some steps: what a step is worth is measured by leaving it out.
func (s Sheet) Skip(steps Step) Sheet {
	s.skip |= steps
	return s
}

// does reports whether a step shall be done.
func (s Sheet) does(step Step) bool { return s.skip&step == 0 }
