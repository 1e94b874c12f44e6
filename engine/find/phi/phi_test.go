package phi_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
	"chartproof.org/chartproof/engine/geom"
)

func detector(t testing.TB) *phi.Detector {
	t.Helper()
	d, err := phi.New()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// show writes the spans of a text as KIND:text, joined by " | ".
func show(text string, spans []phi.TextSpan) string {
	r := []rune(text)
	out := make([]string, len(spans))
	for i, s := range spans {
		out[i] = string(s.Kind) + ":" + string(r[s.Start:s.End])
	}
	return strings.Join(out, " | ")
}

func TestTextFindsIdentifiers(t *testing.T) {
	d := detector(t)
	for _, c := range []struct{ name, text, want string }{
		{"numeric date", "Seen 03/14/2019 for cough", "DATE:03/14/2019"},
		{"prose date", "admitted on the 3rd of March, 2020 with fever", "DATE:3rd of March, 2020"},
		{"month and year", "since October 2018", "DATE:October 2018"},
		{"glued date", "exp 03Mar2019", "DATE:03Mar2019"},
		{"folded date", "DOB: O3/l4/1962", "DATE:O3/l4/1962"},
		{"day again with a dot", "given 02.27 as on 02.27.2026, weight 02.28", "DATE:02.27 | DATE:02.27.2026"},
		{"year alone", "appendectomy in 2009", ""},
		{"murmur is no date", "3/6 systolic murmur, strength 5/5, pain 7/10", ""},
		{"phone", "call (217) 555-0143 ext. 12 today", "PHONE:(217) 555-0143 ext. 12"},
		{"fax", "Fax: 217.555.0190", "FAX:217.555.0190"},
		{"masked ssn", "SSN xxx-xx-1234 on file", "SSN:xxx-xx-1234"},
		{"ssn", "SSN: 041-55-7789", "SSN:041-55-7789"},
		{"mail", "write to j.doe_3@mail.example.org please", "EMAIL:j.doe_3@mail.example.org"},
		{"address", "lives at 1420 N. Oak Ridge Dr., Apt 4B", "GEOGRAPHIC:1420 N. Oak Ridge Dr., Apt 4B"},
		{"vin", "VIN 1HGCM82633A004352", "VEHICLE_ID:1HGCM82633A004352"},
		{"age", "a 93-year-old woman", "AGE_OVER_89:93"},
		{"age below", "an 84-year-old woman with SpO2 93%", ""},
		{"title", "seen by Dr. Okonkwo-Reyes for HTN", "NAME:Dr. Okonkwo-Reyes"},
		{"last first", "GONZALEZ, MARIA L   62 F", "NAME:GONZALEZ, MARIA L"},
		{"relative", "her daughter Rosalind is here", "NAME:Rosalind"},
		{"eponyms", "Parkinson's disease, Crohn's disease, Foley catheter, Glasgow coma scale 15, Apgar 9, Babinski negative", ""},
		{"labs", "WBC 12000 Platelets 215000 /uL B12 1550 pg/mL metformin 1000 mg", ""},
		{"codes", "CPT 99214 ICD-10 E11.65 NDC 0002-8215-01", ""},
		{"default deny", "reference 88301245 attached", "OTHER_ID:88301245"},
		{"member id", "Member ID: XQH 900 441 27", "HEALTH_PLAN_ID:XQH 900 441 27"},
		{"lower case", "pt marisol villanueva seen with husband hector", "NAME:marisol villanueva | NAME:hector"},
		{"code points", "José Ñúñez — naïve café, MRN: 55123", "NAME:José Ñúñez | MRN:55123"},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(c.text, d.Text(c.text)); got != c.want {
				t.Errorf("Text(%q)\n got  %s\n want %s", c.text, got, c.want)
			}
		})
	}
}

func word(text string, x, y float64) chart.Word {
	return chart.Word{Text: chart.Text(text), Confidence: 1, Box: geom.Box{X0: x, Y0: y, X1: x + 0.012*float64(len(text)), Y1: y + 0.012}}
}

func page(n int, words ...chart.Word) chart.Page {
	return chart.Page{Number: n, Width: 2550, Height: 3300, DPI: 300, Words: words}
}

func TestPagesBoxesAndPropagation(t *testing.T) {
	d := detector(t)
	spans := d.Pages([]chart.Page{
		page(1, word("Patient", 0.1, 0.1), word("Name", 0.2, 0.1), word("Account", 0.6, 0.1),
			word("Thistlewood,", 0.1, 0.12), word("Basil", 0.26, 0.12), word("A77-1204", 0.6, 0.12)),
		page(2, word("The", 0.1, 0.5), word("thistlewocd", 0.15, 0.5), word("family", 0.3, 0.5), word("agreed", 0.4, 0.5)),
	})
	found := map[string]chart.Span{}
	for _, s := range spans {
		found[s.Text.Reveal()] = s
	}
	name, ok := found["Thistlewood, Basil"]
	if !ok || name.Kind != chart.Name || len(name.Boxes) != 1 || name.Boxes[0].X0 > 0.1 || name.Boxes[0].X1 < 0.32 {
		t.Errorf("value under the label: %+v", name.Boxes)
		for k, s := range found {
			t.Logf("found %q %s %s", k, s.Kind, s.Layer)
		}
	}
	if s, ok := found["A77-1204"]; !ok || s.Kind != chart.Account {
		t.Errorf("account under its label: kind %q", s.Kind)
	}
	if s, ok := found["thistlewocd"]; !ok || s.Page != 2 || s.Layer != "known" {
		t.Errorf("misread name on the second page: page %d layer %q", s.Page, s.Layer)
	}
}

func TestPagesOnTheirSide(t *testing.T) {
	d := detector(t)
	for _, turn := range []int{90, 270} {
		words := []chart.Word{}
		x := 0.05
		for _, text := range []string{"Patient", "Basil", "Thistlewood", "visited", "yesterday", "about", "asthma"} {
			w := word(text, x, 0.4)
			x = w.Box.X1 + 0.01
			w.Box = w.Box.Rotate(turn)
			words = append(words, w)
		}
		p := chart.Page{Number: 1, Width: 3300, Height: 2550, Words: words} // the recorded rotation is 0, and wrong
		spans := d.Pages([]chart.Page{p})
		if len(spans) != 1 || spans[0].Text.Reveal() != "Basil Thistlewood" {
			t.Errorf("turned by %d: %d spans, want the name as one", turn, len(spans))
			for _, s := range spans {
				t.Logf("%q %s", s.Text.Reveal(), s.Layer)
			}
		}
	}
}

func TestOptionsKeepProvidersAndFacilities(t *testing.T) {
	d, err := phi.NewWith(phi.Options{KeepProviders: true, KeepFacilities: true})
	if err != nil {
		t.Fatal(err)
	}
	text := "Ms. Fontaine saw Dr. Adeyemi at Larkmoor Hospital"
	if got, want := show(text, d.Text(text)), "NAME:Ms. Fontaine"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"Dr. O'Brien 3/4", "SSN xxx-xx-1234\n\tDOB: 1/2/3", "é́\x00\xff@.com", "(01)00884838(21)X9", "…………", "A.B., C", "Apt # 4 St."} {
		f.Add(s)
	}
	d := detector(f)
	f.Fuzz(func(t *testing.T, s string) {
		n, last := len([]rune(s)), 0
		for _, sp := range d.Text(s) {
			if sp.Start < last || sp.End <= sp.Start || sp.End > n {
				t.Fatalf("span %d..%d after %d in %d code points", sp.Start, sp.End, last, n)
			}
			last = sp.End
		}
	})
}

func BenchmarkPage(b *testing.B) {
	d := detector(b)
	line := strings.Fields("Ms. Thistlewood is a 62 year old woman seen 03/14/2019 for diabetes; call (217) 555-0143. Metformin 1000 mg twice daily, WBC 7200 normal")
	var words []chart.Word
	for i := range 1000 {
		words = append(words, word(line[i%len(line)], 0.05+0.09*float64(i%10), 0.02+0.009*float64(i/10)))
	}
	pages := []chart.Page{page(1, words...)}
	size := 0
	for _, w := range words {
		size += len(w.Text) + 1
	}
	b.SetBytes(int64(size))
	b.ResetTimer()
	for b.Loop() {
		d.Pages(pages)
	}
}

// TestEveryNumberOfFiveDigits reads numbers as high as five digits go, which no list of ZIP codes reaches.
func TestEveryNumberOfFiveDigits(t *testing.T) {
	got := detector(t).Text("Orla Vintner lives at 14 Quill Street, Elmira, NY 99999. Claims of this kind end with 99968 and with 99980.")
	if len(got) == 0 {
		t.Error("want the address found, got nothing")
	}
}
