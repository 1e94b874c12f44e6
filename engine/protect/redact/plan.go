package redact

import (
	"cmp"
	"image"
	"slices"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Burn is one black rectangle of a page, in pixels, and the kind code that stands in it ("" for none).
type Burn struct {
	Rect  image.Rectangle
	Label string
}

// The geometry of a box, in parts of the height of the page's redacted lines.
const (
	sideMargin = 0.25 // left and right of the text
	riseMargin = 0.20 // above and below: ascenders and descenders that the reader's box left out
	nameStep   = 6.8  // the grid of widths of names: wider than names differ, so that nearly all are one of two widths
	widthStep  = 4.5  // the grid of widths of what varies in length and stands in no list
	formStep   = 2.0  // the grid of widths of what is always as long: its width says nothing but its kind
	mergeGap   = 1.5  // boxes on one line that are nearer than this become one
	tallBox    = 2.5  // a box higher than this is a picture or several lines, not a line of text
	places     = 8    // steps in which a widened box is moved to where least ink is lost
)

// area is one box on its way to a Burn.
type area struct {
	rect     image.Rectangle
	kind     chart.Kind
	line     bool // a line of text: its width is put on the grid
	vertical bool // the text runs up or down the page
}

// plan gives the rectangles to burn on one page. ink counts dark pixels of the page in a rectangle; it decides on which
// side a box is widened.
func plan(spans []chart.Span, page int, width, height geom.Px, ink func(image.Rectangle) int) []Burn {
	areas := collect(spans, page, width, height)
	if len(areas) == 0 {
		return nil
	}
	line := lineHeight(areas)
	for i := range areas {
		a := &areas[i]
		a.line = isText(a.kind) && float64(short(a)) <= tallBox*line
		a.rect = grow(*a, line)
		if a.kind == chart.Signature {
			a.rect = toTheEnd(a.rect, image.Rect(0, 0, int(width), int(height)), ink)
		}
	}
	areas = merge(areas, line)
	bounds := image.Rect(0, 0, int(width), int(height))
	burns := make([]Burn, 0, len(areas))
	for _, a := range areas {
		r := a.rect
		if a.line {
			r = widen(a, int(gridStep(a.kind)*line+0.5), bounds, ink)
		}
		burns = append(burns, Burn{Rect: r.Intersect(bounds), Label: label(a.kind)})
	}
	muteOverlaps(burns)
	return burns
}

// muteOverlaps takes the codes out of boxes that lie over each other: the letters of one would be light in the other.
func muteOverlaps(burns []Burn) {
	for i := range burns {
		for j := range i {
			if burns[i].Rect.Overlaps(burns[j].Rect) {
				burns[i].Label, burns[j].Label = "", ""
			}
		}
	}
}

func collect(spans []chart.Span, page int, width, height geom.Px) []area {
	var areas []area
	for _, s := range spans {
		if s.Page != page || !s.Redacted {
			continue
		}
		for _, b := range s.Boxes {
			r := b.Clamp().Rect(width, height)
			if r.Empty() {
				continue
			}
			upright := utf8.RuneCountInString(s.Text.Reveal()) < 3 || r.Dy() <= r.Dx()*6/5
			areas = append(areas, area{rect: r, kind: s.Kind, vertical: isText(s.Kind) && !upright})
		}
	}
	return areas
}

// isText reports whether the kind marks characters rather than a picture.
func isText(k chart.Kind) bool {
	switch k {
	case chart.Barcode, chart.Signature, chart.FacePhoto, chart.Biometric:
		return false
	}
	return true
}

// gridStep is the grid of a kind's widths. Boxes of several kinds may hold a name.
func gridStep(k chart.Kind) float64 {
	switch k {
	case chart.Name, "":
		return nameStep
	case chart.Date, chart.PhoneNumber, chart.Fax, chart.SocialNumber, chart.AgeOver89:
		return formStep
	}
	return widthStep
}

// short is the side across the line of text.
func short(a *area) int {
	if a.vertical {
		return a.rect.Dx()
	}
	return a.rect.Dy()
}

// lineHeight is the median height of the page's text boxes: one measure for the whole page, so that a box's own letters
// (an "a" is lower than an "l") do not choose its grid.
func lineHeight(areas []area) float64 {
	var heights []int
	for i := range areas {
		if isText(areas[i].kind) {
			heights = append(heights, short(&areas[i]))
		}
	}
	if len(heights) == 0 {
		return 1
	}
	slices.Sort(heights)
	return float64(heights[len(heights)/2])
}

// grow adds the margins. A text box lower than the page's line is first brought to the line's height.
func grow(a area, line float64) image.Rectangle {
	along, across := int(sideMargin*line+0.5), int(riseMargin*line+0.5)
	along, across = max(along, 2), max(across, 2)
	if lack := int(line) - short(&a); a.line && lack > 0 {
		across += (lack + 1) / 2
	}
	dx, dy := along, across
	if a.vertical {
		dx, dy = across, along
	}
	r := a.rect
	return image.Rect(r.Min.X-dx, r.Min.Y-dy, r.Max.X+dx, r.Max.Y+dy)
}

// merge joins text boxes of one line that stand close together, and boxes of any kind that overlap in full.
func merge(areas []area, line float64) []area {
	slices.SortStableFunc(areas, func(a, b area) int {
		return cmp.Or(cmp.Compare(a.rect.Min.Y, b.rect.Min.Y), cmp.Compare(a.rect.Min.X, b.rect.Min.X))
	})
	for again := true; again; {
		again = false
		for i := 0; i < len(areas); i++ {
			for j := i + 1; j < len(areas); j++ {
				if !joins(areas[i], areas[j], line) {
					continue
				}
				if areas[i].kind != areas[j].kind {
					areas[i].kind = ""
				}
				areas[i].line = areas[i].line && areas[j].line
				areas[i].rect = areas[i].rect.Union(areas[j].rect)
				areas = slices.Delete(areas, j, j+1)
				again = true
				j--
			}
		}
	}
	return areas
}

func joins(a, b area, line float64) bool {
	if a.rect.In(b.rect) || b.rect.In(a.rect) {
		return true
	}
	if !a.line || !b.line || a.vertical != b.vertical {
		return false
	}
	ra, rb := a.rect, b.rect
	if a.vertical {
		ra, rb = turn(ra), turn(rb)
	}
	overlap := min(ra.Max.Y, rb.Max.Y) - max(ra.Min.Y, rb.Min.Y)
	gap := max(ra.Min.X, rb.Min.X) - min(ra.Max.X, rb.Max.X)
	return 2*overlap > min(ra.Dy(), rb.Dy()) && float64(gap) < mergeGap*line
}

func turn(r image.Rectangle) image.Rectangle { return image.Rect(r.Min.Y, r.Min.X, r.Max.Y, r.Max.X) }

// widen rounds a line's length up to the grid, behind it, before it or partly both, where least ink is lost.
func widen(a area, step int, bounds image.Rectangle, ink func(image.Rectangle) int) image.Rectangle {
	r, edge := a.rect, bounds.Max.X
	back := func(r image.Rectangle) image.Rectangle { return r }
	if a.vertical {
		r, edge, back = turn(r), bounds.Max.Y, turn
	}
	want := (r.Dx() + step - 1) / step * step
	if want >= edge {
		return back(image.Rect(0, r.Min.Y, edge, r.Max.Y))
	}
	more := want - r.Dx()
	best, least := r, -1
	for k := range places + 1 {
		before := more * k / places
		x0 := min(max(r.Min.X-before, 0), edge-want)
		c := image.Rect(x0, r.Min.Y, x0+want, r.Max.Y)
		lost := ink(back(image.Rect(c.Min.X, c.Min.Y, r.Min.X, c.Max.Y)).Intersect(bounds)) +
			ink(back(image.Rect(r.Max.X, c.Min.Y, c.Max.X, c.Max.Y)).Intersect(bounds))
		if least < 0 || lost < least {
			best, least = c, lost
		}
	}
	return back(best)
}

// label is the code that stands in a box; boxes of several kinds have none.
func label(k chart.Kind) string {
	switch k {
	case chart.Geographic:
		return "PLACE"
	case chart.AgeOver89:
		return "AGE"
	case chart.HealthPlanID:
		return "PLAN"
	case chart.Account:
		return "ACCT"
	case chart.LicenseNumber:
		return "LIC"
	case chart.VehicleID:
		return "VEH"
	case chart.DeviceNumber:
		return "DEV"
	case chart.IPAddress:
		return "IP"
	case chart.FacePhoto:
		return "PHOTO"
	case chart.OtherID:
		return "ID"
	case chart.Signature:
		return "SIGN"
	}
	return string(k)
}
