package redact_test

import (
	"bytes"
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
)

// readSheet gives the words of the lines of a sheet as a reader would: each on its place in a fixed pitch.
func readSheet(page int, lines ...string) chart.Page {
	p := chart.Page{Number: page, Width: 600, Height: 450}
	for n, l := range lines {
		x := 40
		for _, w := range strings.Fields(l) {
			y := 60 + n*40
			p.Words = append(p.Words, chart.Word{Text: chart.Text(w), Confidence: 0.99, Line: n + 1,
				Box: geom.FromRect(image.Rect(x, y-16, x+9*len(w), y+4), 600, 450)})
			x += 9 * (len(w) + 1)
		}
	}
	return p
}

// spanOver covers the words that the page holds of a text.
func spanOver(p chart.Page, kind chart.Kind, text string) chart.Span {
	s := chart.Span{Kind: kind, Text: chart.Text(text), Page: p.Number, Tier: chart.Certain, Layer: "label", Redacted: true}
	for _, w := range p.Words {
		if slices.Contains(strings.Fields(text), w.Text.Reveal()) {
			s.Boxes = append(s.Boxes, w.Box)
		}
	}
	return s
}

func paper(t testing.TB) *geom.Raster { return raster(sheet(t)) }

func layerTexts(t testing.TB, pdf []byte) []string {
	t.Helper()
	pages, err := redact.Layer(pdf)
	must(t, err)
	out := make([]string, len(pages))
	for i, words := range pages {
		out[i] = strings.Join(words, " ")
	}
	return out
}

func TestLayerHoldsTheWordsThatAreLeft(t *testing.T) {
	read := readSheet(1, "Patient: Zebulon Quartermaine", "MRN 7391846205", "Glucose 104 mg/dL (70-99)", "Señor \\ niño 7°", "unlikely stain 漢字")
	read.Words[len(read.Words)-3].Confidence = 0.3
	read.Words[len(read.Words)-2].Mark = true
	spans := []chart.Span{spanOver(read, chart.Name, plantedName), spanOver(read, chart.RecordNumber, plantedNumber)}
	pdf, rep := write(t, pages{paper(t)}, spans, redact.Options{Read: []chart.Page{read}, Salt: salt})
	if got, want := layerTexts(t, pdf)[0], `Patient: MRN Glucose 104 mg/dL (70-99) Señor \ niño 7°`; got != want {
		t.Errorf("want %q, got %q", want, got)
	}
	if found, err := redact.Inspect(pdf); err != nil || len(found) > 0 {
		t.Errorf("our own form: %v, %v", found, err)
	}
	if found := redact.Told(pdf, spans); len(found) > 0 {
		t.Errorf("nothing is told: %v", found)
	}
	cert, err := rep.Certify(pdf, chart.Redaction{Verified: true, AfterSHA256: rep.AfterSHA256}, redact.Making{})
	must(t, err)
	changed := bytes.Replace(pdf, []byte("Glucose"), []byte("Lactose"), 1)
	cert.SHA256, cert.Bytes = sha256Of(t, changed), int64(len(changed))
	if err := cert.Proves(changed); chart.KindOf(err) != chart.Tampered {
		t.Errorf("another word in the layer, the file's hash mended: %v", err)
	}
}

// TestLayerLeavesOutWhatTells reads words that hold what is redacted elsewhere in every way that we know.
func TestLayerLeavesOutWhatTells(t *testing.T) {
	for name, line := range map[string]string{
		"again":             "seen was Quartermaine today",
		"one character off": "seen was Quartermane today",
		"as readers fold":   "seen was Quarterma1ne today",
		"capitals":          "seen was QUARTERMAINE today",
		"joined":            "seen wasquartermainetoday",
		"within":            "seen QuartermaineZ-2024.pdf",
		"split":             "seen was Quarter maine today",
		"split in three":    "Quar term aine seen",
		"backwards":         "seen was eniamretrauQ today",
		"all backwards":     "eniamretrauQ nolubeZ",
		"given name":        "seen was Zebulon today",
		"number":            "no. 7391846205",
		"number with signs": "no. 739-184-6205",
		"number split":      "7391 8462 05",
		"number backwards":  "5026481937 today",
		"town":              "seen in Ashtabula today",
		"short number":      "room B4471 today",
		"date":              "on 03/04/1961 today",
		"date in words":     "on March 4, 1961 today",
	} {
		covered := readSheet(1, "Zebulon Quartermaine 7391846205 Ashtabula B4471 03/04/1961", "March 4, 1961")
		second := readSheet(2, "Glucose 104", line, "Sodium 140")
		spans := []chart.Span{spanOver(covered, chart.Name, plantedName), spanOver(covered, chart.RecordNumber, plantedNumber),
			spanOver(covered, chart.Geographic, "Ashtabula"), spanOver(covered, chart.OtherID, "B4471"), spanOver(covered, chart.Date, "03/04/1961"),
			spanOver(covered, chart.Date, "March 4, 1961")}
		pdf, _ := write(t, pages{paper(t), paper(t)}, spans, redact.Options{Read: []chart.Page{covered, second}})
		text := layerTexts(t, pdf)
		if !strings.HasPrefix(text[1], "Glucose 104") || !strings.HasSuffix(text[1], "Sodium 140") {
			t.Errorf("%s: the rest is %q", name, text[1])
		}
		if found := redact.Told(pdf, spans); len(found) > 0 {
			t.Errorf("%s: %q tells %v", name, text, found)
		}
		lines := strings.Split(strings.TrimSpace(line), " ")
		if strings.Contains(text[1], strings.Join(lines, " ")) {
			t.Errorf("%s: %q stands in the layer", name, line)
		}
		planted, err := redact.Lettered(paper(t), []string{"Glucose"}, []string{line})
		must(t, err)
		hasHow(t, redact.Told(planted, spans), "text_layer")
	}
}

func TestLayerOfTheWholeFileIsLookedAt(t *testing.T) {
	one, two := readSheet(1, "Zebulon Quartermaine", "Seen: Quarter"), readSheet(2, "maine was", "here")
	spans := []chart.Span{spanOver(one, chart.Name, plantedName)}
	pdf, rep := write(t, pages{paper(t), paper(t)}, spans, redact.Options{Read: []chart.Page{one, two}})
	if got := layerTexts(t, pdf); !slices.Equal(got, []string{"Seen: Quarter", "was here"}) {
		t.Errorf("over the end of a page: %q", got)
	}
	// A second name is found on page 2: page 1 is taken over, and its layer loses the name all the same.
	more := chart.Span{Kind: chart.Name, Text: "Seen", Page: 2, Redacted: true, Boxes: []geom.Box{two.Words[1].Box}}
	var again bytes.Buffer
	next, fresh, err := rep.Again(t.Context(), &again, pdf, pages{paper(t), paper(t)}, []chart.Span{more})
	must(t, err)
	if got := layerTexts(t, again.Bytes()); !slices.Equal(got, []string{"Quarter", "here"}) || !slices.Equal(fresh, []int{2}) {
		t.Errorf("again: %q, new pages %v", got, fresh)
	}
	if next.Pages[0].AfterSHA256 == rep.Pages[0].AfterSHA256 {
		t.Error("the hash of a page does not tell that its layer is another")
	}
}

// TestLayerSaysNothingOfWidths covers a short and a long name at the same place, with the same words around.
func TestLayerSaysNothingOfWidths(t *testing.T) {
	var got [2]string
	for i, name := range []string{"Ann", "Bartholomew-Featherstone"} {
		read := readSheet(1, "Patient: "+name, "Glucose 104")
		x := 480
		for _, w := range []string{"was", "seen"} {
			read.Words = append(read.Words, chart.Word{Text: chart.Text(w), Confidence: 0.99, Line: 1, Box: geom.FromRect(image.Rect(x, 44, x+30, 64), 600, 450)})
			x += 40
		}
		pdf, _ := write(t, pages{paper(t)}, []chart.Span{spanOver(read, chart.Name, name)}, redact.Options{Read: []chart.Page{read}})
		got[i] = string(pdf[bytes.Index(pdf, []byte("\nq ")):bytes.Index(pdf, []byte("ET Q"))])
	}
	if got[0] != got[1] {
		t.Errorf("the layers differ:\n%s\n%s", got[0], got[1])
	}
}

func TestLayerOnPagesOnTheirSide(t *testing.T) {
	for _, turn := range []int{0, 90, 180, 270} {
		read := readSheet(1, "Glucose 104 mg/dL", "Sodium 140")
		read.Rotation = turn
		for i := range read.Words {
			read.Words[i].Box = read.Words[i].Box.Rotate(360 - turn)
		}
		pdf, _ := write(t, pages{paper(t)}, nil, redact.Options{Read: []chart.Page{read}})
		if got, want := layerTexts(t, pdf)[0], "Glucose 104 mg/dL Sodium 140"; got != want {
			t.Errorf("turned by %d: want %q, got %q", turn, want, got)
		}
	}
}

// TestForeignTextIsNotTakenForOurLayer changes a copy's layer so that it is none of Write's any more.
func TestForeignTextIsNotTakenForOurLayer(t *testing.T) {
	read := readSheet(1, "Glucose 104 mg/dL", "Sodium 140 mmol/L")
	own, _ := write(t, pages{paper(t)}, nil, redact.Options{Read: []chart.Page{read}})
	for name, c := range map[string]struct {
		was, is string
		class   string
	}{
		"painted":            {" 3 Tr", " 0 Tr", "text"},
		"another font":       {"/BaseFont/Courier/", "/BaseFont/Symbols/", "font"},
		"a word more":        {"Tm(Sodium", "Tm(Sodiumm", "hidden_text"},
		"off the columns":    {"1 0 0 1 2.4 ", "1 0 0 1 2.5 ", "hidden_text"},
		"not in order":       {"Tm(Glucose", "Tm(  lucose", "hidden_text"},
		"spaced":             {"Glucose 104", "Glu  se 104", "hidden_text"},
		"beside it":          {layerEnd, "\nET Q q BT/F 1 Tf 3 Tr(x)Tj ET Q", "hidden_text"},
		"replacement text":   {"BT/F 1 Tf", "/S<</ActualText(x)>>BDC BT/F 1 Tf", "actual_text"},
		"bytes behind it":    {"%%EOF\n", "%%EOF\nx", "trailing_bytes"},
		"a comment before":   {"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n%x\n", "comment"},
		"nothing in a layer": {"Tm(Sodium 140 mmol/L)Tj", "Tm()Tj", "hidden_text"},
	} {
		changed := bytes.Replace(own, []byte(c.was), []byte(c.is), 1)
		if bytes.Equal(changed, own) {
			t.Fatalf("%s: nothing was changed", name)
		}
		found, err := redact.Inspect(changed)
		must(t, err)
		hasHow(t, found, "structure")
		hasHow(t, found, c.class)
		if foreign := c.class == "trailing_bytes" || c.class == "comment"; foreign && len(found) != 2 {
			t.Errorf("%s: our own layer is named as a leak: %v", name, found)
		}
		if found := redact.Told(changed, nil); len(found) != 1 || found[0].How != "structure" {
			t.Errorf("%s: the text is read all the same: %v", name, found)
		}
	}
}

const layerEnd = "\nET Q"

// BenchmarkLayer says what the searchable layer costs, in time and in bytes, on clean files:
//
//	go test ./engine/protect/redact -run XXX -bench Layer -benchtime 20x
func BenchmarkLayer(b *testing.B) {
	for _, with := range []bool{false, true} {
		b.Run(fmt.Sprintf("layer=%v", with), func(b *testing.B) {
			size := 0
			for n := range b.N {
				b.StopTimer()
				src, truth, spans, _ := cleanFile(b, n%20)
				o := redact.Options{}
				if with {
					o.Read = truth
				}
				b.StartTimer()
				pdf, _ := write(b, src, spans, o)
				size += len(pdf)
			}
			b.ReportMetric(float64(size)/float64(b.N), "bytes/file")
		})
	}
}
