package phi

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

func TestRegionsBecomeSpans(t *testing.T) {
	d, err := New()
	if err != nil {
		t.Fatal(err)
	}
	box := geom.Box{X0: 0.1, Y0: 0.1, X1: 0.3, Y1: 0.2}
	cases := []struct {
		region chart.Region
		kind   chart.Kind // "" is none
		tier   chart.Tier
	}{
		{chart.Region{Kind: chart.RegionBarcode, Symbology: "code_128", Text: "X", Confidence: 0.99}, chart.Barcode, chart.Certain},
		{chart.Region{Kind: chart.RegionBarcode, Confidence: 0.6}, chart.Barcode, chart.Check},
		{chart.Region{Kind: chart.RegionSignature, Confidence: 0.8}, chart.Signature, chart.Likely},
		{chart.Region{Kind: chart.RegionPhoto, Confidence: 0.95}, chart.FacePhoto, chart.Certain},
		{chart.Region{Kind: chart.RegionTickFilled, Confidence: 0.95}, "", ""},
		{chart.Region{Kind: chart.RegionTickEmpty, Confidence: 0.95}, "", ""},
	}
	for _, c := range cases {
		c.region.Box = box
		got := d.Pages([]chart.Page{{Number: 3, Width: 100, Height: 100, Regions: []chart.Region{c.region}}})
		if c.kind == "" {
			if len(got) != 0 {
				t.Errorf("%s: want no span, got %v", c.region.Kind, got)
			}
			continue
		}
		if len(got) != 1 || got[0].Kind != c.kind || got[0].Tier != c.tier || got[0].Page != 3 || !got[0].Redacted || got[0].Boxes[0] != box || got[0].Text != c.region.Text {
			t.Errorf("%s: want one %s span of tier %s on page 3, got %+v", c.region.Kind, c.kind, c.tier, got)
		}
	}
}

// TestWhatABarCodeSaysIsKnown reads the record number from a wristband on page 1 and looks for it, unlabelled, on page 2.
func TestWhatABarCodeSaysIsKnown(t *testing.T) {
	d, err := New()
	if err != nil {
		t.Fatal(err)
	}
	word := chart.Word{Text: "b48k15c", Confidence: 0.9, Box: geom.Box{X0: 0.1, Y0: 0.5, X1: 0.2, Y1: 0.52}, Line: 1}
	second := chart.Page{Number: 2, Width: 850, Height: 1100, Words: []chart.Word{word}}
	first := chart.Page{Number: 1, Width: 850, Height: 1100, Regions: []chart.Region{{Kind: chart.RegionBarcode, Symbology: "code_39",
		Text: "MR-B48K15C", Confidence: 0.99, Box: geom.Box{X0: 0.1, Y0: 0.1, X1: 0.4, Y1: 0.2}}}}
	onSecond := func(spans []chart.Span) int {
		n := 0
		for _, s := range spans {
			if s.Page == 2 && s.Layer == layerKnown {
				n++
			}
		}
		return n
	}
	if n := onSecond(d.Pages([]chart.Page{second})); n != 0 {
		t.Errorf("without the bar code: want nothing known on page 2, got %d", n)
	}
	if n := onSecond(d.Pages([]chart.Page{first, second})); n != 1 {
		t.Errorf("with the bar code: want its number found on page 2, got %d", n)
	}
}

func TestHandwritingBesideLabels(t *testing.T) {
	d, err := New()
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string, x, y float64, line int) chart.Word {
		return chart.Word{Text: chart.Text(text), Confidence: 0.95, Box: geom.Box{X0: x, Y0: y, X1: x + 0.012*float64(len(text)), Y1: y + 0.012}, Line: line}
	}
	hand := func(x, y float64) chart.Region {
		return chart.Region{Kind: chart.RegionHandwriting, Confidence: 0.9, Box: geom.Box{X0: x, Y0: y, X1: x + 0.2, Y1: y + 0.02}}
	}
	unread := hand(0.3, 0.097)
	unread.Kind = chart.RegionUnread
	words := []chart.Word{at("Patient", 0.1, 0.1, 1), at("Name:", 0.2, 0.1, 1), at("Dose:", 0.1, 0.3, 2), at("Phone", 0.1, 0.5, 3), at("the", 0.1, 0.8, 4), at("rest", 0.2, 0.8, 4)}
	cases := []struct {
		name string
		hand chart.Region
		want chart.Kind
	}{
		{"right of a label", hand(0.3, 0.097), chart.Name},
		{"ink right of a label that nobody read", unread, chart.Name},
		{"under a label", hand(0.09, 0.515), chart.PhoneNumber},
		{"over a label", hand(0.09, 0.478), chart.PhoneNumber},
		{"beside a label of something else", hand(0.2, 0.297), ""},
		{"beside no label", hand(0.5, 0.65), ""},
	}
	for _, c := range cases {
		var got chart.Kind
		for _, s := range d.Pages([]chart.Page{{Number: 1, Width: 850, Height: 1100, Words: words, Regions: []chart.Region{c.hand}}}) {
			if s.Layer == layerRegion {
				got = s.Kind
			}
		}
		if got != c.want {
			t.Errorf("%s: want %q, got %q", c.name, c.want, got)
		}
	}
}
