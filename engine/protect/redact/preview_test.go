package redact

import (
	"bytes"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// TestThePreviewBurnsWhatTheCopyBurns holds the preview to the plan that Write follows: every pixel of every box is black, and
// the page that came in is not touched.
func TestThePreviewBurnsWhatTheCopyBurns(t *testing.T) {
	r, err := geom.NewRaster(geom.Gray, 850, 1100, 100)
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Pix {
		r.Pix[i] = 0xf0
	}
	was := bytes.Clone(r.Pix)
	spans := []chart.Span{{Kind: chart.Name, Text: "Maria Gonzalez", Page: 2, Boxes: []geom.Box{{X0: .2, Y0: .3, X1: .4, Y1: .32}}, Redacted: true},
		{Kind: chart.Date, Text: "10/03/2026", Page: 2, Boxes: []geom.Box{{X0: .6, Y0: .5, X1: .7, Y1: .52}}},
		{Kind: chart.Name, Text: "Maria Gonzalez", Page: 1, Boxes: []geom.Box{{X0: .2, Y0: .8, X1: .4, Y1: .82}}, Redacted: true}}
	got := Preview(r, 2, spans)
	burns := plan(spans, 2, r.Width, r.Height, inkCounter(r))
	if len(burns) != 1 {
		t.Fatalf("want one box on the page, got %d", len(burns))
	}
	g := got.ToGray()
	black := 0
	for y := range int(got.Height) {
		for x := range int(got.Width) {
			if g.GrayAt(x, y).Y == 0 {
				black++
			}
		}
	}
	if want := burns[0].Rect.Dx() * burns[0].Rect.Dy(); black != want {
		t.Errorf("black pixels: want the %d of the box, got %d", want, black)
	}
	if !bytes.Equal(was, r.Pix) {
		t.Error("want the page that came in as it was")
	}
}
