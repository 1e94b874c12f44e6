package fuse

import (
	"image"
	"testing"
)

// word is a word whose characters stand 10 pixels wide from x on.
func word(text string, x int, confidence float64) Word {
	w := Word{Text: text, Confidence: confidence}
	for i := range []rune(text) {
		w.Symbols = append(w.Symbols, confidence)
		w.Rivals = append(w.Rivals, (1-confidence)/2)
		w.Spans = append(w.Spans, Span{x + 10*i, x + 10*i + 10})
	}
	w.Box = image.Rect(x, 100, x+10*len([]rune(text)), 120)
	return w
}

func TestFuse(t *testing.T) {
	for _, c := range []struct {
		name   string
		a, b   []Word
		second Extent
		want   []string
		agreed []bool
	}{
		{"both read the same", []Word{word("Glucose", 0, 0.9)}, []Word{word("Glucose", 2, 0.99)}, All, []string{"Glucose"}, []bool{true}},
		{"signs at the end do not count", []Word{word("Glucose:", 0, 0.9)}, []Word{word("Glucose", 2, 0.99)}, All, []string{"Glucose:"}, []bool{true}},
		{"of digits the second's stand", []Word{word("03/14/1961", 0, 0.95)}, []Word{word("03/14/1967", 0, 0.97)}, All, []string{"03/14/1967"}, []bool{false}},
		{"a letter among digits", []Word{word("2O05", 0, 0.9)}, []Word{word("20O5", 0, 0.9)}, All, []string{"2005"}, []bool{false}},
		{"a digit among letters", []Word{word("S0RBITOL", 0, 0.9)}, []Word{word("SORBITOL", 0, 0.9)}, All, []string{"SORBITOL"}, []bool{false}},
		{"glued by the second", []Word{word("Date", 0, 0.95), word("of", 46, 0.95), word("Birth", 72, 0.95)}, []Word{word("DateofBirth", 0, 0.98)}, All,
			[]string{"Date", "of", "Birth"}, []bool{true, true, true}},
		{"glued by the first", []Word{word("HR74", 0, 0.95)}, []Word{word("HR", 0, 0.98), word("74", 20, 0.98)}, All, []string{"HR", "74"}, []bool{true, true}},
		{"sure, and the second was not asked", []Word{word("Glucose", 0, 0.96)}, nil, Doubted, []string{"Glucose"}, []bool{false}},
		{"only one engine is there", []Word{word("Glucose", 0, 0.96)}, nil, None, []string{"Glucose"}, []bool{false}},
		{"only the second is there", nil, []Word{word("Glucose", 0, 0.96)}, None, []string{"Glucose"}, []bool{false}},
		{"a stain that one engine takes for text", []Word{word("~j", 0, 0.2)}, []Word{word("Glucose", 200, 0.99)}, All, []string{"Glucose"}, []bool{false}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Fuse(c.a, c.b, c.second)
			if len(got) != len(c.want) {
				t.Fatalf("%d words, want %d", len(got), len(c.want))
			}
			for i, r := range got {
				if r.Text != c.want[i] || r.Agreed != c.agreed[i] {
					t.Errorf("word %d: %q, agreed %t; want %q, %t", i, r.Text, r.Agreed, c.want[i], c.agreed[i])
				}
				if !(r.P > 0 && r.P < 1) || r.Box.Empty() {
					t.Errorf("word %d: probability %.3f, box %v", i, r.P, r.Box)
				}
			}
		})
	}
}

func TestDisagreementOnADigitIsDoubtful(t *testing.T) {
	r := Fuse([]Word{word("140", 0, 0.96)}, []Word{word("740", 0, 0.999)}, All)
	if len(r) != 1 || r[0].Agreed || r[0].P > 0.9 || r[0].A.Text != "140" || r[0].B.Text != "740" {
		t.Errorf("%+v, want both readings kept and a doubt", r)
	}
}

func TestDoubtLiesOnTheCharactersThatDiffer(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want []bool
	}{
		{"140", "740", []bool{true, false, false}},
		{"Marv", "Mary", []bool{false, false, false, true}},
		{"Fulfilment", "Fulfillment", []bool{false, false, false, false, false, false, true, false, false, false}},
		{"SS", "S", []bool{false, true}},
	} {
		got := doubted(word(c.a, 0, 0.95), c.b)
		for i, d := range c.want {
			if (got[i] <= 0.5) != d {
				t.Errorf("%q beside %q: %v, want %v", c.a, c.b, got, c.want)
				break
			}
		}
	}
}

func TestMoreConfidenceIsNeverLessProbable(t *testing.T) {
	for _, c := range []struct {
		name string
		fuse func(Word) []Reading
	}{
		{"one engine", func(w Word) []Reading { return Fuse([]Word{w}, nil, None) }},
		{"the other", func(w Word) []Reading { return Fuse(nil, []Word{w}, None) }},
		{"both", func(w Word) []Reading { return Fuse([]Word{w}, []Word{w}, All) }},
		{"not asked", func(w Word) []Reading { return Fuse([]Word{w}, nil, Doubted) }},
	} {
		first, last := 0.0, 0.0
		for raw := 0.3; raw <= 0.96; raw += 0.05 {
			w := word("Gonzalez", 0, raw)
			for i := range w.Symbols { // an engine is surer of the letters than of the word
				w.Symbols[i], w.Rivals[i] = 1-(1-raw)/8, (1-raw)/16
			}
			r := c.fuse(w)
			if len(r) == 0 {
				continue // taken for a stain
			}
			p := r[0].P
			if p < last || p <= 0 || p >= 1 {
				t.Errorf("%s: raw %.2f gives %.4f after %.4f, want no fall, between 0 and 1", c.name, raw, p, last)
			}
			if last = p; first == 0 {
				first = p
			}
		}
		if last < 0.7 || last <= first {
			t.Errorf("%s: from %.3f to %.3f, want a rise to what is believed", c.name, first, last)
		}
	}
}

func TestAccentsOfTheFirstEngineStand(t *testing.T) {
	r := Fuse([]Word{word("médico", 0, 0.93)}, []Word{word("medico", 0, 0.95)}, All)
	if len(r) != 1 || r[0].Text != "médico" {
		t.Errorf("%+v, want the accent kept", r)
	}
}

func TestANumberIsNotPartedByOneEngine(t *testing.T) {
	r := Fuse([]Word{word("27", 0, 0.9), word(".0-33.0", 26, 0.9)}, []Word{word("27.0-33.0", 0, 0.95)}, All)
	if len(r) != 1 || r[0].Text != "27.0-33.0" {
		t.Errorf("%d words, the first %q, want one number", len(r), r[0].Text)
	}
}

func TestAWordReadTwiceStandsOnce(t *testing.T) {
	twice := word("E", 52, 0.9)
	r := Fuse([]Word{word("NATURE", 0, 0.95), twice}, []Word{word("NATURE", 0, 0.95)}, All)
	if len(r) != 1 || r[0].Text != "NATURE" {
		t.Errorf("%d words, want one", len(r))
	}
}

func TestSlim(t *testing.T) {
	w := word("Patricia", 100, 0.9)
	w.Spans[5] = Span{0, 600} // an underline
	w.Box.Min.X, w.Box.Max.X = 0, 600
	if got := w.Slim(); got.Box != image.Rect(100, 100, 180, 120) || got.Spans[5] != (Span{150, 160}) {
		t.Errorf("box %v, the sixth character %v, want those of the print", got.Box, got.Spans[5])
	}
	if wide := word("MOM", 0, 0.9); wide.Slim().Box != wide.Box {
		t.Error("a word that is as it should be was changed")
	}
}

// FuzzFuse checks that no word is lost without a reason and none invented.
func FuzzFuse(f *testing.F) {
	f.Add("Date of Birth", "DateofBirth", 3)
	f.Add("$200 20C05-3502", "92OO 20005-3502", 0)
	f.Fuzz(func(t *testing.T, a, b string, shift int) {
		side := func(s string, x int) (out []Word) {
			from := 0
			runes := []rune(s)
			for i := 0; i <= len(runes); i++ {
				if i < len(runes) && runes[i] != ' ' {
					continue
				}
				if i > from {
					out = append(out, word(string(runes[from:i]), x+10*from, 0.9))
				}
				from = i + 1
			}
			return out
		}
		if len(a)+len(b) > 300 {
			return
		}
		left, right := side(a, 0), side(b, shift%20)
		for _, r := range Fuse(left, right, All) {
			if r.Text == "" || r.A == nil && r.B == nil || !(r.P >= 0 && r.P <= 1) {
				t.Errorf("%q %q: %+v", a, b, r)
			}
		}
	})
}
