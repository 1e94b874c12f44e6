package zones_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/zones"
	"chartproof.org/chartproof/engine/geom"
)

// form is a page with twenty labels, a value beside each, a name that is a word, and a heading.
func form() chart.Page {
	p := chart.Page{Number: 1, Width: 850, Height: 1100}
	put := func(text string, x, y float64) {
		for word := range strings.FieldsSeq(text) {
			w := 0.011 * float64(len(word))
			p.Words = append(p.Words, chart.Word{Text: chart.Text(word), Box: geom.Box{X0: x, Y0: y, X1: x + w, Y1: y + 0.012}})
			x += w + 0.01
		}
	}
	put("Patient Registration", 0.3, 0.04)
	for i, label := range []string{"Patient name:", "Date of birth:", "Sex:", "Home address:", "Phone:", "Employer:", "Insurance carrier:",
		"Policy number:", "Emergency contact:", "Relationship:", "Allergies:", "Current medications:", "Pharmacy:", "Signature:"} {
		y := 0.1 + 0.06*float64(i)
		put(label, 0.06, y)
		put([]string{"Rose Street", "Diabetes", "Penicillin", "Grace", "4411"}[i%5], 0.5, y)
	}
	return p
}

func learn(t *testing.T, name string, page chart.Page, drawn ...zones.Zone) zones.Template {
	t.Helper()
	lists, err := lexicon.Shared()
	if err != nil {
		t.Fatal(err)
	}
	tpl, err := zones.Learn(name, chart.IntakeForm, page, drawn, []geom.Box{{X0: 0.45, Y0: 0.09, X1: 0.9, Y1: 0.12}}, lists)
	if err != nil {
		t.Fatal(err)
	}
	return tpl
}

var nameZone = zones.Zone{Box: geom.Box{X0: 0.45, Y0: 0.09, X1: 0.9, Y1: 0.12}, Use: zones.Capture, Field: chart.PatientName}

func TestAnchorsAreTheFormsOwnPrint(t *testing.T) {
	tpl := learn(t, "front desk", form(), nameZone)
	var have []string
	for _, a := range tpl.Anchors {
		have = append(have, a.Text)
	}
	for _, want := range []string{"patient", "registration", "birth", "insurance", "signature"} {
		if !slices.Contains(have, want) {
			t.Errorf("want the label %q among the anchors, got %v", want, have)
		}
	}
	for _, never := range []string{"rose", "street", "diabetes", "penicillin", "grace", "4411"} {
		if slices.Contains(have, never) {
			t.Errorf("want %q, which was filled in, not among the anchors", never)
		}
	}
}

func TestAPageWithLittlePrintIsNoForm(t *testing.T) {
	p := form()
	p.Words = p.Words[:6]
	lists, err := lexicon.Shared()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := zones.Learn("blank", "", p, []zones.Zone{nameZone}, nil, lists); chart.KindOf(err) != chart.BadInput {
		t.Errorf("want bad input, got %v", err)
	}
}

func TestZonesOverTheEdgeAreTold(t *testing.T) {
	top := zones.Zone{Box: geom.Box{X0: 0.1, Y0: 0.005, X1: 0.4, Y1: 0.03}, Use: zones.Redact}
	tpl := learn(t, "front desk", form(), nameZone, top)
	set, err := zones.NewSet([]zones.Template{tpl})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		scan scan
		cut  []bool
	}{
		{"as it was", scan{scale: 1}, []bool{false, false}},
		{"up", scan{scale: 1, dy: -0.03}, []bool{false, true}},
		{"to the right", scan{scale: 1, dx: 0.15}, []bool{true, false}},
		{"a hair up", scan{scale: 1, dy: -0.007}, []bool{false, false}},
	} {
		page, _ := c.scan.apply(rand.New(rand.NewPCG(1, 1)), drawn{page: form()})
		m, ok := set.Recognise(page)
		if !ok || !m.Sure || m.Template.Name != "front desk" || len(m.Zones) != 2 {
			t.Errorf("%s: want the form with two zones, got sure %v, share %.2f", c.name, m.Sure, m.Share)
			continue
		}
		for i, z := range m.Zones {
			if z.Cut != c.cut[i] {
				t.Errorf("%s: zone %d: want cut %v, got %v (%v)", c.name, i+1, c.cut[i], z.Cut, z.Box)
			}
			if b := z.Box; b != b.Clamp() {
				t.Errorf("%s: zone %d lies off the page: %v", c.name, i+1, b)
			}
		}
	}
}

func TestAZoneHoldsTheWordsInIt(t *testing.T) {
	set, err := zones.NewSet([]zones.Template{learn(t, "front desk", form(), nameZone)})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []scan{{scale: 1}, {scale: 0.93, skew: 1.2, turn: 90}, {scale: 1.06, skew: -1.4, dx: 0.02, turn: 270}} {
		page, _ := s.apply(rand.New(rand.NewPCG(1, 1)), drawn{page: form()})
		m, _ := set.Recognise(page)
		if !m.Sure {
			t.Fatalf("%+v: not recognised, share %.2f", s, m.Share)
		}
		var got []string
		for _, w := range page.Words {
			if m.Zones[0].Holds(w.Box) {
				got = append(got, w.Text.Reveal())
			}
		}
		if strings.Join(got, " ") != "Rose Street" {
			t.Errorf("%+v: want the value in the zone, got %q", s, got)
		}
	}
}

func TestAZoneWhosePrintHasMovedIsTold(t *testing.T) {
	low := zones.Zone{Box: geom.Box{X0: 0.45, Y0: 0.56, X1: 0.9, Y1: 0.6}, Use: zones.Redact}
	set, err := zones.NewSet([]zones.Template{learn(t, "front desk", form(), nameZone, low)})
	if err != nil {
		t.Fatal(err)
	}
	p := form()
	for i := range p.Words { // a line more in the middle of the form
		if b := &p.Words[i].Box; b.Y0 > 0.5 && b.Y0 < 0.68 {
			b.Y0, b.Y1 = b.Y0+0.02, b.Y1+0.02
		}
	}
	m, ok := set.Recognise(p)
	if !ok || !m.Sure || !m.Amiss() {
		t.Fatalf("want the form known and a person asked, got found %v, sure %v, share %.2f", ok, m.Sure, m.Share)
	}
	if m.Zones[0].Loose || !m.Zones[1].Loose {
		t.Errorf("want the zone in the middle in doubt alone, got %v %v", m.Zones[0].Loose, m.Zones[1].Loose)
	}
}

func TestTwoFormsThatAreAlikeAreNotToldApart(t *testing.T) {
	set, err := zones.NewSet([]zones.Template{learn(t, "this year", form(), nameZone),
		learn(t, "last year", form(), zones.Zone{Box: geom.Box{X0: 0.45, Y0: 0.2, X1: 0.9, Y1: 0.25}, Use: zones.Redact})})
	if err != nil {
		t.Fatal(err)
	}
	m, ok := set.Recognise(form())
	if !ok || m.Sure || !m.Amiss() {
		t.Errorf("want the page sent to a person, got found %v, sure %v", ok, m.Sure)
	}
	if len(m.Zones) != 1 || m.Zones[0].Use != zones.Redact || len(m.Spans(1)) != 1 {
		t.Errorf("want what either form covers, and nothing captured, got %d zones", len(m.Zones))
	}
}

func TestWhatHasNoAreaIsNotCutAway(t *testing.T) {
	low := zones.Zone{Box: geom.Box{X0: 0.45, Y0: 0.56, X1: 0.9, Y1: 0.6}, Use: zones.Crop}
	set, err := zones.NewSet([]zones.Template{learn(t, "front desk", form(), low)})
	if err != nil {
		t.Fatal(err)
	}
	p := form()
	flat := geom.Box{X0: 0.1, Y0: 0.3, X1: 0.2, Y1: 0.3}
	p.Words = append(p.Words, chart.Word{Text: "flat", Box: flat})
	m, _ := set.Recognise(p)
	if left := m.Cut(p); !m.Sure || !slices.ContainsFunc(left.Words, func(w chart.Word) bool { return w.Text == "flat" }) || len(left.Words) >= len(p.Words) {
		t.Errorf("want the words in the zone cut away alone, got %d of %d", len(left.Words), len(p.Words))
	}
	if spans := m.CutSpans(1, []chart.Span{{Text: "flat", Page: 1, Boxes: []geom.Box{flat}}}); spans[0].Text != "flat" {
		t.Error("want a span elsewhere as it was")
	}
}

func TestHalfAFormGoesToAPerson(t *testing.T) {
	set, err := zones.NewSet([]zones.Template{learn(t, "front desk", form(), nameZone)})
	if err != nil {
		t.Fatal(err)
	}
	p := form()
	p.Words = slices.DeleteFunc(p.Words, func(w chart.Word) bool { return w.Box.Y0 > 0.56 })
	if m, ok := set.Recognise(p); !ok || m.Sure {
		t.Errorf("want nearly the form, got found %v, sure %v, share %.2f", ok, m.Sure, m.Share)
	}
	p.Words = p.Words[:len(p.Words)/3]
	if _, ok := set.Recognise(p); ok {
		t.Error("want a third of a form to be none")
	}
}

func TestCheckRefusesWhatIsNoTemplate(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*zones.Template)
	}{
		{"another schema", func(t *zones.Template) { t.Schema = "chartproof.template/2" }},
		{"no name", func(t *zones.Template) { t.Name = " " }},
		{"no such type", func(t *zones.Template) { t.Type = "poem" }},
		{"no page", func(t *zones.Template) { t.Aspect = 0 }},
		{"few anchors", func(t *zones.Template) { t.Anchors = t.Anchors[:3] }},
		{"a number for an anchor", func(t *zones.Template) { t.Anchors[0].Text = "4411" }},
		{"no zones", func(t *zones.Template) { t.Zones = nil }},
		{"a zone off the page", func(t *zones.Template) { t.Zones[0].Box.X1 = 1.2 }},
		{"a zone inside out", func(t *zones.Template) { t.Zones[0].Box.X1 = 0 }},
		{"no such use", func(t *zones.Template) { t.Zones[0].Use = "burn" }},
		{"no such field", func(t *zones.Template) { t.Zones[0].Field = "shoe_size" }},
		{"a field that is covered", func(t *zones.Template) { t.Zones[0].Use = zones.Redact }},
	} {
		tpl := learn(t, "front desk", form(), nameZone)
		c.edit(&tpl)
		data, err := json.Marshal(tpl)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := zones.Parse(data); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%s: want bad input, got %v", c.name, err)
		}
		if _, err := zones.NewSet([]zones.Template{tpl}); err == nil {
			t.Errorf("%s: want no set of it", c.name)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"schema":"chartproof.template/1","name":"a","aspect":1.3,"anchors":[{"text":"name","box":[0,0,1,1]}],"zones":[{"box":[0,0,1,1],"use":"redact"}]}`))
	f.Add([]byte(`{"schema":"chartproof.template/1","zones":[{"box":[1e308,-1e308,null,0]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		tpl, err := zones.Parse(data)
		if err != nil {
			return
		}
		set, err := zones.NewSet([]zones.Template{tpl})
		if err != nil {
			t.Fatal("what Parse takes is a template")
		}
		set.Recognise(form())
	})
}
