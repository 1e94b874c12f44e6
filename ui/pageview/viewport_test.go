package pageview

import (
	"math"
	"testing"

	"chartproof.org/chartproof/engine/geom"
)

func letter() Viewport {
	return Viewport{PageW: 2550, PageH: 3300, DPI: 300, ViewW: 700, ViewH: 720}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

func TestFits(t *testing.T) {
	w := letter().FitWidth()
	if !near(w.Scale, 652.0/2550) || !near(w.X*w.Scale, -24) || !near(w.Y*w.Scale, -24) {
		t.Errorf("fit width: want scale %.4f and a margin of 24, got %+v", 652.0/2550, w)
	}
	p := letter().FitPage()
	x0, y0, x1, y1 := p.ToView(geom.Box{X1: 1, Y1: 1})
	if x0 < 23.9 || y0 < 23.9 || x1 > 676.1 || y1 > 696.1 {
		t.Errorf("whole page: want it inside the view, got %.0f %.0f %.0f %.0f", x0, y0, x1, y1)
	}
	if !near((x0+x1)/2, 350) || !near((y0+y1)/2, 360) {
		t.Errorf("whole page: want it centred, got %.1f, %.1f", (x0+x1)/2, (y0+y1)/2)
	}
	if n := letter().FitPage().Natural(96); !near(n.Scale, 0.32) {
		t.Errorf("printed size: want 0.32 view pixels a page pixel, got %.3f", n.Scale)
	}
}

func TestZoomKeepsThePointUnderTheMouse(t *testing.T) {
	v := letter().FitWidth().Zoom(3, 350, 360)
	before := v.ToPage(200, 300)
	after := v.Zoom(1.5, 200, 300).ToPage(200, 300)
	if math.Abs(before.X-after.X) > 1e-9 || math.Abs(before.Y-after.Y) > 1e-9 {
		t.Errorf("want %v under the mouse, got %v", before, after)
	}
	if s := v.Zoom(1e9, 0, 0).Scale; s != maxScale {
		t.Errorf("zoom without end: want %d, got %f", maxScale, s)
	}
}

func TestPanStopsAtTheMargin(t *testing.T) {
	v := letter().FitWidth().Zoom(4, 0, 0)
	if got := v.Pan(-1e6, -1e6); !near(got.X*got.Scale, -margin) || !near(got.Y*got.Scale, -margin) {
		t.Errorf("far left and up: want a margin of %d, got %.1f, %.1f", margin, got.X*got.Scale, got.Y*got.Scale)
	}
	got := v.Pan(1e6, 1e6)
	_, _, x1, y1 := got.ToView(geom.Box{X1: 1, Y1: 1})
	if !near(x1, 700-margin) || !near(y1, 720-margin) {
		t.Errorf("far right and down: want the edge at %d, %d; got %.1f, %.1f", 700-margin, 720-margin, x1, y1)
	}
}

func TestPlacesSurviveTurning(t *testing.T) {
	b := geom.Box{X0: 0.2, Y0: 0.1, X1: 0.5, Y1: 0.15}
	for _, turn := range []int{0, 90, 180, 270} {
		v := letter()
		v.Turn = turn
		v = v.FitPage()
		x0, y0, x1, y1 := v.ToView(b)
		if x1 <= x0 || y1 <= y0 {
			t.Errorf("turn %d: want a box, got %.1f %.1f %.1f %.1f", turn, x0, y0, x1, y1)
		}
		p, q := v.ToPage(x0, y0), v.ToPage(x1, y1)
		got := geom.Box{X0: min(p.X, q.X), Y0: min(p.Y, q.Y), X1: max(p.X, q.X), Y1: max(p.Y, q.Y)}
		if !near(got.X0, b.X0) || !near(got.Y0, b.Y0) || !near(got.X1, b.X1) || !near(got.Y1, b.Y1) {
			t.Errorf("turn %d: want %v back, got %v", turn, b, got)
		}
	}
}

func TestRevealMovesOnlyWhatIsOutOfView(t *testing.T) {
	v := letter().FitWidth().Zoom(2, 0, 0).Pan(-1e6, -1e6)
	seen := geom.Box{X0: 0.1, Y0: 0.1, X1: 0.2, Y1: 0.12}
	if got := v.Reveal(seen); got != v {
		t.Errorf("a field in view: want the page to stay, got %+v for %+v", got, v)
	}
	below := geom.Box{X0: 0.1, Y0: 0.8, X1: 0.2, Y1: 0.82}
	got := v.Reveal(below)
	if !got.Sees(below) || !near(got.X, v.X) || got.Scale != v.Scale {
		t.Errorf("a field below: want it in view with the side and the zoom kept, got %+v", got)
	}
	if again := got.Reveal(below); again != got {
		t.Errorf("revealed twice: want nothing to move, got %+v", again)
	}
	if got := v.Reveal(geom.Box{}); got != v {
		t.Errorf("a field without a place: want nothing to move, got %+v", got)
	}
	wide := geom.Box{X0: 0.02, Y0: 0.8, X1: 0.98, Y1: 0.82}
	if got := v.Reveal(wide); !near(got.Reveal(wide).X, got.X) {
		t.Errorf("a field wider than the view: want it to settle, got %+v", got)
	}
}

func TestGlideStartsAndEndsWhereItShould(t *testing.T) {
	from := letter().FitWidth()
	to := from.Zoom(2, 100, 100)
	if got := from.Between(to, 0); !near(got.X, from.X) || !near(got.Scale, from.Scale) {
		t.Errorf("start: want %+v, got %+v", from, got)
	}
	if got := from.Between(to, 1); got != to {
		t.Errorf("end: want %+v, got %+v", to, got)
	}
}

func TestDraggedCornersNeverCross(t *testing.T) {
	v := letter().FitPage()
	b := geom.Box{X0: 0.4, Y0: 0.4, X1: 0.6, Y1: 0.5}
	for _, g := range []grip{gripNW, gripNE, gripSW, gripSE} {
		for _, by := range []float64{-5000, 5000} {
			got := dragged(v, b, g, by, by)
			if got.Empty() || got.X0 < 0 || got.Y0 < 0 || got.X1 > 1 || got.Y1 > 1 {
				t.Errorf("grip %d by %.0f: want a box on the page, got %v", g, by, got)
			}
		}
	}
	moved := dragged(v, b, gripInside, 5000, 0)
	if !near(moved.Width(), b.Width()) || !near(moved.X1, 1) {
		t.Errorf("moved past the edge: want the same width at the edge, got %v", moved)
	}
}

func TestGripsAreAtTheCorners(t *testing.T) {
	v := letter().FitPage()
	b := geom.Box{X0: 0.4, Y0: 0.4, X1: 0.6, Y1: 0.5}
	x0, y0, x1, y1 := v.ToView(b)
	for _, c := range []struct {
		x, y float64
		want grip
	}{{x0, y0, gripNW}, {x1, y0, gripNE}, {x0, y1, gripSW}, {x1, y1, gripSE},
		{(x0 + x1) / 2, (y0 + y1) / 2, gripInside}, {x0 - 40, y0, gripNone}} {
		if got := gripAt(v, b, c.x, c.y, 1); got != c.want {
			t.Errorf("at %.0f, %.0f: want grip %d, got %d", c.x, c.y, c.want, got)
		}
	}
}
