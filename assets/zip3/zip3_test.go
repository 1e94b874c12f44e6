package zip3

import "testing"

func TestBuiltinHoldsTheListOfTheGuidance(t *testing.T) {
	l, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	// The seventeen of the guidance of 2012 by the census of 2000.
	for _, p := range []string{"036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878", "879", "884", "890", "893"} {
		if !l.Small(p) {
			t.Errorf("%s is missing", p)
		}
	}
	if l.Small("100") || l.Source == "" || l.Date.Year() != 2012 || len(l.SHA256) != 64 {
		t.Errorf("got %+v", l)
	}
}

func TestParse(t *testing.T) {
	head := "# source: a census\n# date: 2021-08-12\n"
	for _, c := range []struct {
		name, text string
		ok         bool
	}{
		{"bare", head + "036\n", true},
		{"with populations", head + "\"036\",18000\n\n059, 7", true},
		{"no source", "# date: 2021-08-12\n036", false},
		{"no date", "# source: x\n036", false},
		{"a date that is none", "# source: x\n# date: yesterday\n036", false},
		{"five digits", head + "03601\n", false},
		{"letters", head + "abc\n", false},
		{"none", head, false},
	} {
		if _, err := Parse([]byte(c.text)); (err == nil) != c.ok {
			t.Errorf("%s: want ok %v, got %v", c.name, c.ok, err)
		}
	}
}
