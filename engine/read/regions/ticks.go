package regions

import (
	"image"
	"math"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// What makes a box to tick; lengths in inches.
const (
	tickLeast  = 0.065
	tickMost   = 0.3
	tickReach  = 0.42 // of the box with the pen strokes that leave it
	tickInk    = 0.13 // share of ink within, from which it is ticked
	sideInk    = 0.8  // share of ink along each side
	ringAngles = 24   // places of a ring that are looked at
)

// ticks finds boxes to tick: drawn squares and circles, and brackets that were read as words.
func (c *canvas) ticks(all []piece) []chart.Region {
	var out []chart.Region
	add := func(r image.Rectangle, filled bool, sure chart.Confidence) {
		k := chart.RegionTickEmpty
		if filled {
			k = chart.RegionTickFilled
		}
		out = append(out, chart.Region{Kind: k, Box: c.box(r), Confidence: sure})
	}
	least, reach := c.in(tickLeast), c.in(tickReach)
	for i := range all {
		p := &all[i]
		if min(p.Dx(), p.Dy()) < least || max(p.Dx(), p.Dy()) > reach || !c.free(p.Rectangle) {
			continue
		}
		if r, ok := c.square(p.Rectangle); ok && !c.letterIn(r) {
			add(r, c.ticked(r, p.Rectangle), 0.9)
		} else if c.ring(p.Rectangle) && c.alone(p.Rectangle) {
			add(p.Rectangle, c.inkShare(p.Inset(p.Dx()/3)) > 0.4, 0.6)
		}
	}
	for _, t := range c.bracketed() {
		add(t.Rectangle, t.text != "", 0.8)
	}
	return out
}

// letterIn reports whether a square is a letter of a word: it stands within one that was read, other than at its start,
// or is as small as small letters are.
func (c *canvas) letterIn(r image.Rectangle) bool {
	m := middle(r)
	for _, w := range c.words {
		if m.In(w.Rectangle) && w.sure >= 0.5 && (len(w.text) > 1 && m.X > w.Min.X+r.Dx() || len(w.text) > 1 && w.Min.X < r.Min.X+r.Dx()/4 && w.sure >= 0.8 || r.Dy() < c.letter*9/10) {
			return true
		}
	}
	return false
}

// side is the longest run of ink in a row.
type side struct{ from, length int }

// square finds a drawn square within a piece of ink: two level sides of like length over each other, joined by two upright
// ones, with ink in all corners.
func (c *canvas) square(in image.Rectangle) (image.Rectangle, bool) {
	sides := make([]side, in.Dy())
	w := c.g.Rect.Dx()
	for i := range sides {
		sides[i] = longest(c.ink[(in.Min.Y+i)*w+in.Min.X : (in.Min.Y+i)*w+in.Max.X])
	}
	least, most := c.in(tickLeast), c.in(tickMost)
	for i, top := range sides {
		if top.length < least || top.length > most {
			continue
		}
		for j := len(sides) - 1; j >= i+least-1; j-- {
			low := sides[j]
			height := j - i + 1
			slack := max(2, top.length/6)
			if magnitude(int32(low.length-top.length)) > int32(slack) || magnitude(int32(low.from-top.from)) > int32(slack) ||
				magnitude(int32(height-top.length)) > int32(max(2, top.length/4)) {
				continue
			}
			x0, x1 := in.Min.X+min(top.from, low.from), in.Min.X+max(top.from+top.length, low.from+low.length)
			r := image.Rect(x0, in.Min.Y+i, x1, in.Min.Y+j+1)
			if c.upright(r, r.Min.X, 1) && c.upright(r, r.Max.X-1, -1) {
				return r, true
			}
		}
	}
	return image.Rectangle{}, false
}

// longest gives the longest run of a row, over gaps of a single dot.
func longest(row []byte) side {
	best, from, gap := side{}, -1, 0
	for x, v := range row {
		switch {
		case v != 0:
			if from < 0 {
				from = x
			}
			gap = 0
			if n := x + 1 - from; n > best.length {
				best = side{from, n}
			}
		case from >= 0:
			if gap++; gap > 1 {
				from = -1
			}
		}
	}
	return best
}

// upright reports whether ink runs down a side of a rectangle, at most two dots inwards of it, corners included.
func (c *canvas) upright(r image.Rectangle, x, inwards int) bool {
	w := c.g.Rect.Dx()
	at := func(y int) bool {
		for k := range 3 {
			if c.ink[y*w+x+k*inwards] != 0 {
				return true
			}
		}
		return false
	}
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		if at(y) {
			n++
		}
	}
	corner := max(1, r.Dy()/10)
	for k := range corner {
		if !at(r.Min.Y+k) || !at(r.Max.Y-1-k) {
			return false
		}
	}
	return float64(n) >= sideInk*float64(r.Dy())
}

// ticked reports whether a pen was in the box, or strokes leave it.
func (c *canvas) ticked(box, whole image.Rectangle) bool {
	inner := box.Inset(max(2, box.Dx()*22/100))
	if c.inkShare(inner) >= tickInk {
		return true
	}
	beyond := max(box.Min.X-whole.Min.X, whole.Max.X-box.Max.X, box.Min.Y-whole.Min.Y, whole.Max.Y-box.Max.Y)
	return beyond > box.Dx()/3 && c.inkShare(inner) > 0.04
}

// ring reports whether a piece of ink is a drawn circle.
func (c *canvas) ring(r image.Rectangle) bool {
	if r.Dx() > c.in(tickMost) || magnitude(int32(r.Dx()-r.Dy())) > int32(max(1, r.Dx()/8)) || r.Dy() < c.letter {
		return false
	}
	cx, cy := float64(r.Min.X+r.Max.X-1)/2, float64(r.Min.Y+r.Max.Y-1)/2
	radius := float64(r.Dx())/2 - 1
	w := c.g.Rect.Dx()
	for k := range ringAngles {
		sin, cos := math.Sincos(2 * math.Pi * float64(k) / ringAngles)
		hit := false
		for d := -1.5; d <= 1 && !hit; d += 0.5 {
			x, y := int(cx+(radius+d)*cos+0.5), int(cy+(radius+d)*sin+0.5)
			hit = (image.Point{X: x, Y: y}).In(c.g.Rect) && c.ink[y*w+x] != 0
		}
		if !hit {
			return false
		}
	}
	return c.inkShare(r.Inset(r.Dx()/3)) < 0.1 || c.inkShare(r.Inset(r.Dx()/3)) > 0.4
}

// alone reports whether a ring stands by itself before a word, as no letter does.
func (c *canvas) alone(r image.Rectangle) bool {
	gap := r.Dx() / 3
	if c.inkShare(image.Rect(r.Min.X-2*gap, r.Min.Y, r.Min.X-1, r.Max.Y)) > 0 || c.inkShare(image.Rect(r.Max.X+1, r.Min.Y, r.Max.X+gap, r.Max.Y)) > 0 {
		return false
	}
	before := false
	for _, w := range c.words {
		if middle(r).In(w.Rectangle) && len([]rune(w.text)) > 2 {
			return false
		}
		m := middle(w.Rectangle)
		before = before || w.Min.X > r.Max.X && w.Min.X < r.Max.X+3*r.Dx() && m.Y > r.Min.Y && m.Y < r.Max.Y && len(w.text) > 1
	}
	return before
}

// bracketed gives the words, or runs of words, that are brackets to tick; the text is what stands in them.
func (c *canvas) bracketed() []word {
	var out []word
	for i := range c.words {
		whole := c.words[i]
		for n := 0; n < 3 && i+n < len(c.words); n++ {
			w := c.words[i+n]
			if n > 0 && (w.line != c.words[i].line || w.Min.X > whole.Max.X+2*c.letter) {
				break
			}
			if n > 0 {
				whole.text += w.text
				whole.Rectangle = whole.Union(w.Rectangle)
			}
			if content, ok := inBrackets(whole.text); ok {
				whole.text = content
				out = append(out, whole)
				break
			}
		}
	}
	return out
}

// inBrackets gives what stands in brackets to tick: nothing, or a mark.
func inBrackets(text string) (string, bool) {
	switch text {
	case "☐", "□", "▢", "○", "[]", "()", "[_]", "(_)":
		return "", true
	case "☑", "☒", "■", "●", "◉":
		return text, true
	}
	if len(text) > 2 && strings.ContainsRune("[(", rune(text[0])) && strings.ContainsRune("])", rune(text[len(text)-1])) {
		switch m := text[1 : len(text)-1]; strings.ToLower(m) {
		case "x", "xx", "v", "✓", "✔", "✗", "✘", "*":
			return m, true
		}
	}
	return "", false
}
