package phi_test

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
	"chartproof.org/chartproof/engine/geom"
)

// sidePage is a page of level text with words on their side in its margin.
func sidePage(turn int, side ...string) chart.Page {
	p := chart.Page{Number: 1, Width: 850, Height: 1100}
	for i, text := range []string{"The", "lungs", "are", "clear", "and", "the", "heart", "is", "regular", "today"} {
		p.Words = append(p.Words, chart.Word{Text: chart.Text(text), Confidence: 1, Box: geom.Box{X0: 0.1 + 0.07*float64(i), X1: 0.15 + 0.07*float64(i), Y0: 0.3, Y1: 0.315}})
	}
	for i, text := range side {
		y := 0.5 + 0.06*float64(i)
		p.Words = append(p.Words, chart.Word{Text: chart.Text(text), Confidence: 1, Box: geom.Box{X0: 0.9, X1: 0.915, Y0: y, Y1: y + 0.05}})
	}
	for i := range p.Words {
		p.Words[i].Box = p.Words[i].Box.Rotate(-turn)
	}
	if p.Rotation = turn; turn%180 != 0 {
		p.Width, p.Height = p.Height, p.Width
	}
	return p
}

func TestALabelOnItsSideIsCoveredAsAWhole(t *testing.T) {
	d, err := phi.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		turn int
		side []string
		want bool
	}{
		{"a patient's label", 0, []string{"unit", "(217) 555-0143", "copper", "river"}, true},
		{"on a page that lies on its side", 90, []string{"unit", "(217) 555-0143", "copper", "river"}, true},
		{"a note of the printer's", 0, []string{"form", "printed", "copper", "river"}, false},
		{"two words", 0, []string{"copper", "(217) 555-0143"}, false},
	} {
		p := sidePage(c.turn, c.side...)
		spans := d.Pages([]chart.Page{p})
		for _, w := range p.Words {
			if text := w.Text.Reveal(); text != "copper" && text != "heart" {
				continue
			}
			hidden := false
			for _, s := range spans {
				for _, b := range s.Boxes {
					hidden = hidden || b.Intersect(w.Box).Area() > 0.9*w.Box.Area()
				}
			}
			if want := c.want && w.Text == "copper"; hidden != want {
				t.Errorf("%s: %q: want covered %v, got %v", c.name, w.Text.Reveal(), want, hidden)
			}
		}
	}
}
