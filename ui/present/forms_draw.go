package present

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// The size of a new zone, in shares of the page.
const (
	newZoneWidth  = 0.3
	newZoneHeight = 0.035
)

// A step of the keys is about two dots of a page of 100 dots an inch.
const (
	stepAcross = 2 / 850.0
	stepDown   = 2 / 1100.0
	leastZone  = 0.006
)

// SetType says which kind of document the form is, empty for any.
func (p *FormsPresenter) SetType(t chart.Type) {
	p.snap.Form.Type = t
	p.say(Line{})
}

// Add makes a zone around a point of the page and brings it to hand.
func (p *FormsPresenter) Add(at geom.Point) {
	if !p.snap.Drawing {
		return
	}
	x, y := min(max(at.X-newZoneWidth/2, 0), 1-newZoneWidth), min(max(at.Y-newZoneHeight/2, 0), 1-newZoneHeight)
	p.snap.Form.Zones = append(slices.Clone(p.snap.Form.Zones), FormZone{Use: UseRedact,
		Box: geom.Box{X0: x, Y0: y, X1: x + newZoneWidth, Y1: y + newZoneHeight}})
	p.snap.At = len(p.snap.Form.Zones) - 1
	p.say(Say("Enter sets what the zone is for."))
}

// Next brings the next zone to hand, or the one before; false where there is none further.
func (p *FormsPresenter) Next(by int) bool {
	to := p.snap.At + by
	if to < 0 || to >= len(p.snap.Form.Zones) {
		return false
	}
	p.Select(to)
	return true
}

// Select brings a zone to hand.
func (p *FormsPresenter) Select(zone int) {
	if zone >= 0 && zone < len(p.snap.Form.Zones) {
		p.snap.At = zone
		p.say(Line{})
	}
}

// Point is a press of the mouse: a zone comes to hand, and where there is none a new one is made.
func (p *FormsPresenter) Point(at geom.Point) {
	best, least := -1, 2.0
	for i, z := range p.snap.Form.Zones {
		if at.X >= z.Box.X0 && at.X <= z.Box.X1 && at.Y >= z.Box.Y0 && at.Y <= z.Box.Y1 && z.Box.Area() < least {
			best, least = i, z.Box.Area()
		}
	}
	if best >= 0 {
		p.Select(best)
		return
	}
	p.Add(at)
}

// MoveZone moves the zone at hand by steps as it is seen, or its lower right corner.
func (p *FormsPresenter) MoveZone(dx, dy int, resize bool) {
	z, ok := p.atHand()
	if !ok {
		return
	}
	b := z.Box.Rotate(p.snap.Turn) // as it is seen
	x, y := float64(dx)*stepAcross, float64(dy)*stepDown
	if resize {
		b.X1, b.Y1 = min(max(b.X1+x, b.X0+leastZone), 1), min(max(b.Y1+y, b.Y0+leastZone), 1)
	} else {
		x, y = min(max(x, -b.X0), 1-b.X1), min(max(y, -b.Y0), 1-b.Y1)
		b = geom.Box{X0: b.X0 + x, Y0: b.Y0 + y, X1: b.X1 + x, Y1: b.Y1 + y}
	}
	p.Shape(b.Rotate(-p.snap.Turn))
}

// Shape takes the box of the zone at hand as the mouse left it.
func (p *FormsPresenter) Shape(b geom.Box) {
	p.change(func(z *FormZone) {
		if b = b.Clamp(); !b.Empty() {
			z.Box, z.Cut = b, false
		}
	})
}

// SetUse says what the zone at hand is for. A zone to capture holds the first field until another is chosen.
func (p *FormsPresenter) SetUse(u FormUse) {
	p.change(func(z *FormZone) {
		if z.Use = u; u != UseCapture {
			z.Field = ""
		} else if z.Field == "" {
			z.Field = CaptureFields()[0]
		}
	})
}

// SetField says which field the zone at hand holds.
func (p *FormsPresenter) SetField(f chart.FieldName) {
	p.change(func(z *FormZone) {
		if z.Use == UseCapture {
			z.Field = f
		}
	})
}

// CaptureFields are the fields that a zone may hold: ink of a signature is looked for all over a document.
func CaptureFields() []chart.FieldName {
	return slices.DeleteFunc(slices.Clone(chart.FieldNames), func(f chart.FieldName) bool { return f == chart.SignaturePresent })
}

// Remove takes the zone at hand away.
func (p *FormsPresenter) Remove() {
	if _, ok := p.atHand(); ok {
		p.snap.Form.Zones = slices.Delete(slices.Clone(p.snap.Form.Zones), p.snap.At, p.snap.At+1)
		p.snap.At = min(p.snap.At, len(p.snap.Form.Zones)-1)
		p.say(Line{})
	}
}

func (p *FormsPresenter) atHand() (FormZone, bool) {
	if p.snap.At < 0 || p.snap.At >= len(p.snap.Form.Zones) {
		return FormZone{}, false
	}
	return p.snap.Form.Zones[p.snap.At], true
}

func (p *FormsPresenter) change(f func(*FormZone)) {
	if _, ok := p.atHand(); !ok {
		return
	}
	p.snap.Form.Zones = slices.Clone(p.snap.Form.Zones)
	f(&p.snap.Form.Zones[p.snap.At])
	p.say(Line{})
}
