package ocr

import (
	"image"
	"slices"
	"testing"
)

// inked draws a word of 30 pixels height: each character is a block of ink, after the gap given.
func inked(text string, gaps []int, rule int) (*image.Gray, Word) {
	g := image.NewGray(image.Rect(0, 0, 600, 120))
	for i := range g.Pix {
		g.Pix[i] = 0xff
	}
	bar := func(x0, x1, y0, y1 int) {
		for y := y0; y < y1; y++ {
			for x := x0; x < x1; x++ {
				g.Pix[y*g.Stride+x] = 0
			}
		}
	}
	w := Word{Text: text, Confidence: 0.95}
	x := 40
	for i := range text {
		wide, y0, y1 := 16, 45, 75
		if i == rule {
			wide, y0, y1 = 4, 10, 110
		}
		bar(x, x+wide, y0, y1)
		w.Spans = append(w.Spans, Span{From: x, To: x + wide})
		w.Symbols = append(w.Symbols, 0.95)
		x += wide
		if i < len(gaps) {
			x += gaps[i]
		}
	}
	w.Box = image.Rect(40, 45, x, 75)
	return g, w
}

func TestGluedWordsArePartedWhereTheInkIs(t *testing.T) {
	for _, c := range []struct {
		name, text string
		gaps       []int
		rule       int
		want       []string
	}{
		{"label and number", "HR74", []int{3, 13, 4}, -1, []string{"HR", "74"}},
		{"number and unit", "5mg", []int{12, 3}, -1, []string{"5", "mg"}},
		{"narrow columns", "Larm", []int{14, 3, 3}, -1, []string{"L", "arm"}},
		{"a code", "I50", []int{4, 4}, -1, []string{"I50"}},
		{"typewriter", "A85025", []int{10, 10, 10, 10, 10}, -1, []string{"A85025"}},
		{"the narrow one", "A1c", []int{11, 5}, -1, []string{"A1c"}},
		{"digits stand wide", "20610", []int{4, 4, 4, 12}, -1, []string{"20610"}},
		{"a rule as a slash", "1/883", []int{14, 14, 4, 4}, 1, []string{"1", "883"}},
		{"a rule before", "1883", []int{12, 4, 4}, 0, []string{"883"}},
		{"a decimal", "80.0", []int{4, 4, 14}, -1, []string{"80.0"}},
		{"narrow letters of a typewriter", "GRANITE", []int{4, 4, 4, 10, 10, 4}, -1, []string{"GRANITE"}},
		{"a word of the dictionary", "PATIENT", []int{4, 4, 4, 4, 14, 4}, -1, []string{"PATIENT"}},
		{"a bar between", "3|139", []int{10, 10, 4, 4}, -1, []string{"3", "139"}},
	} {
		g, w := inked(c.text, c.gaps, c.rule)
		var got []string
		for _, p := range parted(g, []Word{w}, func(s string) bool { return s == "PATIENT" }) {
			got = append(got, p.Text)
			if !p.Box.In(w.Box) || len(p.Symbols) != len([]rune(p.Text)) {
				t.Errorf("%s: %q has box %v and %d symbols", c.name, p.Text, p.Box, len(p.Symbols))
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q became %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestMisreadWordsOfMedicine(t *testing.T) {
	for in, want := range map[string]string{"Alc": "A1c", "HbAlc:": "HbA1c:", "V/L": "U/L", "mlU/L": "mIU/L", "Alcohol": "Alcohol", "mL": "mL"} {
		if got := mend(Word{Text: in, Confidence: 0.95}); got.Text != want {
			t.Errorf("mend(%q) = %q, want %q", in, got.Text, want)
		}
	}
}
