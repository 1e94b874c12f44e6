package redact_test

import (
	"image"
	"image/color"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
)

// burnOne burns a name among the other redactions of its page, whose median height is what the grid hangs on.
func burnOne(t testing.TB, r image.Rectangle, height int, blank bool) image.Rectangle {
	t.Helper()
	box := func(r image.Rectangle) chart.Span {
		return chart.Span{Kind: chart.Name, Text: "Maria Gonzalez", Page: 1, Redacted: true, Boxes: []geom.Box{geom.FromRect(r, 2550, 3300)}}
	}
	spans := []chart.Span{box(r)}
	for y := 1300; y < 2500; y += 200 {
		spans = append(spans, box(image.Rect(300, y, 700, y+height)))
	}
	ink := func(image.Rectangle) int { return 0 }
	if !blank {
		ink = func(r image.Rectangle) int { return r.Dx() * r.Dy() / 5 }
	}
	for _, b := range redact.Plan(spans, 1, 2550, 3300, ink) {
		if b.Rect.Overlaps(r) {
			if !r.In(b.Rect) {
				t.Errorf("%v does not cover %v", b.Rect, r)
			}
			return b.Rect
		}
	}
	t.Fatal("not burnt")
	return image.Rectangle{}
}

func TestPlan(t *testing.T) {
	span := func(k chart.Kind, text string, r ...image.Rectangle) chart.Span {
		s := chart.Span{Kind: k, Text: chart.Text(text), Page: 1, Redacted: true}
		for _, r := range r {
			s.Boxes = append(s.Boxes, geom.FromRect(r, 2000, 2000))
		}
		return s
	}
	none := func(image.Rectangle) int { return 0 }
	cases := []struct {
		name  string
		spans []chart.Span
		ink   func(image.Rectangle) int
		want  []image.Rectangle // each must be covered by the box of its number
		burns int
	}{
		{"one name", []chart.Span{span(chart.Name, "Maria", image.Rect(100, 100, 200, 130))}, none, []image.Rectangle{image.Rect(93, 94, 207, 136)}, 1},
		{"neighbours on a line are one", []chart.Span{span(chart.Name, "Maria", image.Rect(100, 100, 200, 130)), span(chart.Name, "Gonzalez", image.Rect(230, 104, 400, 130))}, none,
			[]image.Rectangle{image.Rect(93, 94, 407, 136)}, 1},
		{"far apart are two", []chart.Span{span(chart.Name, "Maria", image.Rect(100, 100, 200, 130)), span(chart.Date, "01/02/1990", image.Rect(900, 100, 1000, 130))}, none,
			[]image.Rectangle{image.Rect(93, 94, 207, 136), image.Rect(893, 94, 1007, 136)}, 2},
		{"two lines are two", []chart.Span{span(chart.Geographic, "12 Elm St Springfield", image.Rect(100, 100, 300, 130), image.Rect(100, 150, 300, 180))}, none,
			[]image.Rectangle{image.Rect(93, 95, 307, 135), image.Rect(93, 145, 307, 185)}, 2},
		{"at the right edge", []chart.Span{span(chart.Name, "Maria", image.Rect(1890, 100, 1990, 130))}, none, []image.Rectangle{image.Rect(1885, 94, 2000, 136)}, 1},
		{"wider than the page's grid", []chart.Span{span(chart.Name, "Maria", image.Rect(10, 100, 1990, 130))}, none, []image.Rectangle{image.Rect(0, 94, 2000, 136)}, 1},
		{"up the margin", []chart.Span{span(chart.Name, "Maria Gonzalez", image.Rect(20, 500, 50, 800))}, none, []image.Rectangle{image.Rect(14, 493, 56, 807)}, 1},
		{"a picture", []chart.Span{span(chart.FacePhoto, "", image.Rect(500, 500, 700, 800))}, none, []image.Rectangle{image.Rect(498, 498, 702, 802)}, 1},
		{"a name in a picture", []chart.Span{span(chart.Barcode, "", image.Rect(500, 500, 900, 800)), span(chart.Name, "Maria", image.Rect(600, 600, 700, 630))}, none,
			[]image.Rectangle{image.Rect(493, 494, 907, 806)}, 1},
		{"ink on the right", []chart.Span{span(chart.Name, "Maria", image.Rect(900, 100, 1000, 130))},
			func(r image.Rectangle) int { return max(0, r.Intersect(image.Rect(1000, 0, 2000, 2000)).Dx()) }, []image.Rectangle{image.Rect(893, 95, 1007, 135)}, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := redact.Plan(c.spans, 1, 2000, 2000, c.ink)
			if len(got) != c.burns {
				t.Fatalf("got %d boxes %v, want %d", len(got), got, c.burns)
			}
			for i, w := range c.want {
				if !w.In(got[i].Rect) {
					t.Errorf("box %d is %v, want it to cover %v", i, got[i].Rect, w)
				}
			}
			for _, b := range got {
				if !b.Rect.In(image.Rect(0, 0, 2000, 2000)) {
					t.Errorf("%v lies off the page", b.Rect)
				}
			}
		})
	}
}

// TestCodesOfOverlappingBoxes burns a tall box over the end of a line, both with codes: the copy must still prove.
func TestCodesOfOverlappingBoxes(t *testing.T) {
	line := nameOn(t, 1, 0, plantedName)
	tall := chart.Span{Kind: chart.FacePhoto, Page: 1, Redacted: true, Boxes: []geom.Box{{X0: 0.2, Y0: 0.05, X1: 0.5, Y1: 0.6}}}
	alone := nameOn(t, 1, 8, plantedName)
	_, rep := write(t, pages{paper(t)}, []chart.Span{line, tall, alone}, redact.Options{Labels: true})
	coded := 0
	for _, b := range rep.Pages[0].Burns {
		if b.Label != "" {
			coded++
		}
	}
	if len(rep.Pages[0].Burns) != 3 || coded != 1 {
		t.Errorf("want three boxes and a code in one, got %v", rep.Pages[0].Burns)
	}
}

// TestSignatureIsCoveredToTheEndOfItsStrokes signs on a line, with a stroke that leaves the box which was found.
func TestSignatureIsCoveredToTheEndOfItsStrokes(t *testing.T) {
	found := image.Rect(300, 300, 500, 360)
	stroke, rule := image.Rect(480, 290, 515, 294), image.Rect(100, 350, 900, 353)
	dark := func(r image.Rectangle) int {
		n := 0
		for _, ink := range []image.Rectangle{image.Rect(310, 310, 490, 350), stroke, rule, image.Rect(495, 294, 498, 330)} {
			i := r.Intersect(ink)
			n += i.Dx() * i.Dy()
		}
		return n
	}
	burns := redact.Plan([]chart.Span{{Kind: chart.Signature, Page: 1, Redacted: true, Boxes: []geom.Box{geom.FromRect(found, 1000, 1000)}}}, 1, 1000, 1000, dark)
	if len(burns) != 1 || !stroke.In(burns[0].Rect) {
		t.Fatalf("the stroke %v lies outside %v", stroke, burns)
	}
	if burns[0].Rect.Dx() > found.Dx()+2*found.Dy() {
		t.Errorf("the line drew the box out to %v", burns[0].Rect)
	}
}

// TestAFlourishIsCovered signs with a stroke that runs back under the name, across the line to sign on, and comes near to print.
func TestAFlourishIsCovered(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 1000, 1000))
	ink := func(r image.Rectangle) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				page.SetGray(x, y, color.Gray{Y: 1})
			}
		}
	}
	found := image.Rect(300, 300, 500, 360)
	ink(image.Rect(310, 310, 490, 350)) // what was found
	for k := range 40 {                 // out of the box to the right and down
		ink(image.Rect(488+k/2, 340+k, 492+k/2, 344+k))
	}
	for k := range 240 { // and back under it, not quite level
		ink(image.Rect(505-k, 380+k/12, 509-k, 384+k/12))
	}
	ink(image.Rect(100, 364, 900, 367)) // the line
	print := image.Rect(300, 420, 420, 440)
	ink(print)
	dark := func(r image.Rectangle) int {
		n := 0
		r = r.Intersect(page.Rect)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				n += int(page.GrayAt(x, y).Y)
			}
		}
		return n
	}
	burns := redact.Plan([]chart.Span{{Kind: chart.Signature, Page: 1, Redacted: true, Boxes: []geom.Box{geom.FromRect(found, 1000, 1000)}}}, 1, 1000, 1000, dark)
	if len(burns) != 1 {
		t.Fatalf("want one box, got %v", burns)
	}
	got := burns[0].Rect
	if end := image.Rect(266, 380, 509, 403); !end.In(got) {
		t.Errorf("want the flourish %v covered, got %v", end, got)
	}
	if got.Overlaps(print) || got.Max.X > 520 || got.Min.X < 255 {
		t.Errorf("want the print and most of the line left, got %v", got)
	}
}
