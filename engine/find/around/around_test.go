package around_test

import (
	"bytes"
	"errors"
	"math"
	"strconv"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/around"
	"chartproof.org/chartproof/engine/find/layout"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// spot finds a text on a sheet.
func spot(t *testing.T, s *layout.Sheet, kind around.Kind, text string) around.Spot {
	t.Helper()
	for i := range s.Lines {
		ws := s.Lines[i].Words
		for a := range ws {
			for b := a; b < len(ws); b++ {
				if layout.Join(ws[a:b+1]) == text {
					return around.Spot{Kind: kind, Line: i, First: a, Last: b, Words: ws[a : b+1], Value: text, Norm: text}
				}
			}
		}
	}
	t.Fatalf("want %q on the page", text)
	return around.Spot{}
}

func odds(t *testing.T, m *around.Model, page, text string, kind around.Kind, n chart.FieldName) float64 {
	t.Helper()
	s := layout.Read(typeset.Page(1, page))
	p := spot(t, s, kind, text)
	return m.Odds(kind, around.NewScene(s, chart.ProgressNote, true, []around.Spot{p}).Describe(p)).Of(kind, n)
}

func TestTheProductsModelKnowsWhatStandsAround(t *testing.T) {
	m := around.Builtin()
	for _, c := range []struct {
		page, text string
		kind       around.Kind
		is, not    chart.FieldName
	}{
		{"Patient: Ruiz, Ana\nDate of birth: 1961-04-05\nSeen on: 2026-03-02", "1961-04-05", around.Day, chart.DateOfBirth, chart.DateOfService},
		{"Visit date        MRN\n2026-03-02        4410022", "2026-03-02", around.Day, chart.DateOfService, chart.DateOfBirth},
		{"Visit date        MRN\n2026-03-02        4410022", "4410022", around.Number, chart.MRN, chart.ClaimNumber},
		{"Member ID: XKJ99120034     Group: 00412-7", "XKJ99120034", around.Number, chart.MemberID, chart.MRN},
	} {
		is, not := odds(t, m, c.page, c.text, c.kind, c.is), odds(t, m, c.page, c.text, c.kind, c.not)
		if is < 0.5 || not > 0.3 {
			t.Errorf("%s: want it to be %s rather than %s, got %.2f and %.2f", c.text, c.is, c.not, is, not)
		}
	}
}

// lesson makes examples in which one feature says that a day is the birth and another that it is nothing; of the groups' two spots of
// the right value only one has the feature.
func lessons() []around.Example {
	var out []around.Example
	for i := range 60 {
		out = append(out,
			around.Example{Kind: around.Day, Features: []uint32{1, 2, uint32(1000 + i)}, Fields: 1, Group: i, Weight: 1},
			around.Example{Kind: around.Day, Features: []uint32{1, 3}, Fields: 1, Group: i, Weight: 1},
			around.Example{Kind: around.Day, Features: []uint32{1, 3}, Group: i, Weight: 1},
			around.Example{Kind: around.Day, Features: []uint32{1, 3}, Group: i, Weight: 1})
	}
	return out
}

func TestFitFindsThePlaceAmongSpotsThatSayTheSame(t *testing.T) {
	m := around.Fit(lessons(), 1)
	place := m.Odds(around.Day, []uint32{1, 2}).Of(around.Day, chart.DateOfBirth)
	chance := m.Odds(around.Day, []uint32{1, 3}).Of(around.Day, chart.DateOfBirth)
	if place < 0.9 || chance > 0.2 {
		t.Errorf("want the place to be sure and the chance likeness not, got %.2f and %.2f", place, chance)
	}
	again := around.Fit(lessons(), 1).Odds(around.Day, []uint32{1, 2}).Of(around.Day, chart.DateOfBirth)
	if again != place {
		t.Errorf("want the same model of the same examples, got odds %v and %v", place, again)
	}
}

func TestOddsAreProbabilities(t *testing.T) {
	m := around.Builtin()
	for k := range around.Kinds {
		sum := 0.0
		for _, p := range m.Odds(k, []uint32{1, 2, 3, math.MaxUint32}) {
			sum += p
			if p < 0 || math.IsNaN(p) {
				t.Errorf("kind %d: want probabilities, got %v", k, p)
			}
		}
		if len(k.Fields()) == 0 || sum <= 0 || sum >= 1 {
			t.Errorf("kind %d: want fields and some room for none of them, got %v of %d", k, sum, len(k.Fields()))
		}
	}
}

func TestAModelIsReadAsItWasWritten(t *testing.T) {
	m := around.Fit(lessons(), 1)
	var file bytes.Buffer
	if err := m.Write(&file); err != nil {
		t.Fatal(err)
	}
	whole := file.Bytes()
	back, err := around.Read(bytes.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range [][]uint32{{1, 2}, {1, 3}, {1}, {9}} {
		a, b := m.Odds(around.Day, f), back.Odds(around.Day, f)
		for i := range a {
			if math.Abs(a[i]-b[i]) > 0.05 {
				t.Errorf("features %v: want odds %v, got %v", f, a, b)
			}
		}
	}
	for _, cut := range []int{0, 5, len(whole) / 2} {
		if _, err := around.Read(bytes.NewReader(whole[:cut])); !errors.Is(err, around.ErrModel) {
			t.Errorf("cut at %d: want ErrModel, got %v", cut, err)
		}
	}
}

func TestDescribeBearsAnySpot(t *testing.T) {
	s := layout.Read(typeset.Page(1, "A  B\n\nC"))
	for i, p := range []around.Spot{{Line: 9}, {First: 3, Last: 2}, {Last: 9}, {Kind: around.Day, Norm: "x"}, {Kind: around.House, Value: "é #"}} {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			f := around.NewScene(s, chart.LabReport, false, []around.Spot{p}).Describe(p)
			if o := around.Builtin().Odds(p.Kind, f); len(o) != len(p.Kind.Fields()) {
				t.Errorf("want odds for %d fields, got %d", len(p.Kind.Fields()), len(o))
			}
		})
	}
}
