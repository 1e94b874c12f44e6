package chart

import (
	"testing"

	"chartproof.org/chartproof/engine/geom"
)

func TestASpanTurnsWithItsPage(t *testing.T) {
	s := Span{Page: 4, Redacted: true, Boxes: []geom.Box{{X0: .1, Y0: .2, X1: .3, Y1: .25}}, Found: []geom.Box{{X0: .1, Y0: .2, X1: .2, Y1: .25}}}
	got := s.Turned(9, 90)
	if got.Page != 9 || got.Boxes[0] != s.Boxes[0].Rotate(90) || got.Found[0] != s.Found[0].Rotate(90) || s.Boxes[0].X0 != .1 {
		t.Errorf("turned: %+v of %+v", got, s)
	}
	near, released := got, got
	near.Boxes = []geom.Box{got.Boxes[0].Grow(.01, .01)}
	released.Redacted = false
	for _, c := range []struct {
		others []Span
		want   bool
	}{{nil, false}, {[]Span{near}, true}, {[]Span{released}, false}, {[]Span{s}, false}} {
		if got.Within(c.others) != c.want {
			t.Errorf("within %+v: want %t", c.others, c.want)
		}
	}
}
