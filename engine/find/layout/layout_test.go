package layout_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/typeset"
)

func TestValues(t *testing.T) {
	cases := []struct {
		name, page string
		key        layout.Key
		place      layout.Place
		want       string
	}{
		{"in the same segment", "Patient: Maria Gonzalez", "patient_name", layout.Beside, "Maria Gonzalez"},
		{"several labels in one line", "Patient: Maria Gonzalez DOB: 03/04/1970 MRN: 123456", "date_of_birth", layout.Beside, "03/04/1970"},
		{"label and value in one word", "DOB:03/04/1970 MRN:123456", "mrn", layout.Beside, "123456"},
		{"across a gap", "Date of Birth        03/04/1970", "date_of_birth", layout.Right, "03/04/1970"},
		{"below in a box", "PATIENT NAME              DATE OF BIRTH\nGONZALEZ, MARIA           03/04/1970", "date_of_birth", layout.Below, "03/04/1970"},
		{"numbered box", "1a. INSURED'S I.D. NUMBER\nXYZ123456", "member_id", layout.Below, "XYZ123456"},
		{"misread label", "Oate of Blrth: 03/04/1970", "date_of_birth", layout.Beside, "03/04/1970"},
		{"over small print", "Maria Gonzalez\nPatient Name (please print)", "patient_name", layout.Above, "Maria Gonzalez"},
		{"in Spanish", "Fecha de nacimiento: 03/04/1970", "date_of_birth", layout.Beside, "03/04/1970"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := layout.Read(typeset.Page(1, c.page))
			got := "no such label"
			for _, m := range s.Labels {
				if m.Key != c.key {
					continue
				}
				for _, v := range s.Values(m) {
					if v.Place == c.place {
						got = layout.Join(v.Words)
					}
				}
			}
			if got != c.want {
				t.Errorf("value of %s: want %q, got %q (labels %+v)", c.key, c.want, got, s.Labels)
			}
		})
	}
}

func TestSkewAndRotationKeepLines(t *testing.T) {
	text := ""
	for range 30 {
		text += "Patient: Maria Gonzalez          DOB: 03/04/1970          MRN: 123456\n"
	}
	flat := typeset.Page(1, text)
	for _, deg := range []float64{-3, -1, 0, 0.3, 2} {
		for _, turn := range []int{0, 90, 180, 270} {
			p := flat
			p.Words = append([]chart.Word(nil), flat.Words...)
			slope := math.Tan(deg*math.Pi/180) * 8.5 / 11
			for i := range p.Words {
				b := p.Words[i].Box
				d := slope * (b.Center().X - 0.5)
				b.Y0, b.Y1 = b.Y0+d, b.Y1+d
				p.Words[i].Box = b.Rotate(-turn)
			}
			p.Rotation = turn
			if turn%180 != 0 {
				p.Width, p.Height = p.Height, p.Width
			}
			if got := len(layout.Lines(p)); got != 30 {
				t.Errorf("skew %v turned %d: want 30 lines, got %d", deg, turn, got)
			}
		}
	}
}

func TestRandomPagesDoNotPanic(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	vocabulary := []string{"Patient:", "DOB", "01/02/1970", "", ":", "#", "|", "\x00", "é", "1a.", "MRN#123", "a:b:c:d", "Date", "of", "Birth", "::", "No."}
	for range 300 {
		p := chart.Page{Number: 1, Width: geom.Px(r.IntN(3000)), Height: geom.Px(r.IntN(3000)), Rotation: 90 * r.IntN(5), SkewDegrees: r.Float64()*40 - 20}
		for range r.IntN(200) {
			x, y := r.Float64()*1.4-0.2, r.Float64()*1.4-0.2
			b := geom.Box{X0: x, Y0: y, X1: x + r.Float64()*0.2 - 0.02, Y1: y + r.Float64()*0.1 - 0.01}
			if r.IntN(40) == 0 {
				b.X0 = math.NaN()
			}
			p.Words = append(p.Words, chart.Word{Text: chart.Text(vocabulary[r.IntN(len(vocabulary))]), Box: b})
		}
		s := layout.Read(p)
		for _, m := range s.Labels {
			for _, c := range s.Values(m) {
				if len(c.Words) == 0 {
					t.Fatal("a candidate without words")
				}
			}
		}
	}
}

func BenchmarkRead(b *testing.B) {
	text := ""
	for range 50 {
		text += "Patient: Maria Gonzalez   DOB: 03/04/1970   The patient was seen today in the clinic for follow up\n"
	}
	p := typeset.Page(1, text)
	for b.Loop() {
		layout.Read(p)
	}
}
