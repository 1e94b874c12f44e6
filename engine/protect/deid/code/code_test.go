package code

import (
	"io"
	"regexp"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func person(t *testing.T, b *Book, handles ...chart.Text) Code {
	t.Helper()
	c, err := b.Person(handles)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func value(t *testing.T, b *Book, kind chart.Kind, v chart.Text, alike bool) string {
	t.Helper()
	c, err := b.Value(kind, v, alike)
	if err != nil {
		t.Fatal(err)
	}
	return c.Token
}

func TestTheSamePersonHasTheSameCode(t *testing.T) {
	var b, other Book
	first := person(t, &b, "GONZALEZ, MARIA|1961-03-04", "0048213|1961-03-04")
	for name, handles := range map[string][]chart.Text{
		"again": {"GONZALEZ, MARIA|1961-03-04"}, "by the second handle": {"0048213|1961-03-04"},
		"other case and spacing": {"gonzalez,maria|1961-03-04"}, "a new handle beside a known one": {"x|y", "0048213|1961-03-04"},
	} {
		if got := person(t, &b, handles...); got != first {
			t.Errorf("%s: another code", name)
		}
	}
	if person(t, &b, "x|y") != first {
		t.Error("a handle that came with a known one is not known")
	}
	nobody, nobodyElse := person(t, &b), person(t, &b)
	if person(t, &b, "Gonzalez, Maria|1962-03-04") == first || nobody == nobodyElse {
		t.Error("two persons have one code")
	}
	if person(t, &other, "GONZALEZ, MARIA|1961-03-04").Token == first.Token {
		t.Error("the next release has the same code")
	}
}

func TestABookGoesOnWhereItStopped(t *testing.T) {
	var b, again Book
	p, v := person(t, &b, "a|1", "b|2"), value(t, &b, chart.RecordNumber, "0048213", true)
	again.Restore(b.Fresh())
	if n := len(again.Fresh()); n != 0 {
		t.Errorf("want nothing fresh, got %d", n)
	}
	if person(t, &again, "b|2", "c|3") != p || value(t, &again, chart.RecordNumber, "0048213", true) != v {
		t.Error("a restored book gives other codes")
	}
	if value(t, &again, chart.RecordNumber, "0048213", false) == v {
		t.Error("the house's own form and the value's format are one code")
	}
	if n := len(again.Fresh()); n != 2 { // the person knows one more handle, and one value is new
		t.Errorf("want 2 fresh entries, got %d", n)
	}
}

func TestCodesInTheValuesFormat(t *testing.T) {
	for _, c := range []struct {
		kind  chart.Kind
		value chart.Text
		want  string
	}{
		{chart.RecordNumber, "0048213", `^\d{7}$`},
		{chart.RecordNumber, "H-757554b", `^[A-Z]-\d{6}[a-z]$`},
		{chart.SocialNumber, "219-09-9999", `^9\d\d-00-\d{4}$`},
		{chart.PhoneNumber, "(217) 555-9143", `^\(\d{3}\) 555-01\d\d$`},
		{chart.PhoneNumber, "+12175559143", `^\+\d{4}55501\d\d$`},
		{chart.Fax, "555-9143", `^555-01\d\d$`},
	} {
		var b Book
		for range 50 {
			got := value(t, &b, c.kind, c.value, true)
			if !regexp.MustCompile(c.want).MatchString(got) || got == c.value.Reveal() {
				t.Errorf("%s: got %q", c.kind, got)
			}
			b = Book{}
		}
	}
	var full Book
	for i := range 10 {
		if _, err := full.Value(chart.OtherID, chart.Text(rune('0'+i)), true); err != nil && i < 9 {
			t.Fatalf("code %d of a format of ten: %v", i, err)
		}
	}
	if _, err := full.Value(chart.OtherID, "7.", true); err != nil {
		t.Errorf("another format has codes: %v", err)
	}
}

func TestCodesTellNothing(t *testing.T) {
	form := regexp.MustCompile(`^NAME-[B-DF-HJ-NP-TV-XZ]{12}$`)
	seen := map[string]bool{}
	for range 2000 {
		var b Book
		got := value(t, &b, chart.Name, "Maria Gonzalez", false)
		if !form.MatchString(got) || seen[got] {
			t.Fatalf("got %q", got)
		}
		seen[got] = true
	}
	var b Book
	if k := value(t, &b, chart.AgeOver89, "93", false); !strings.HasPrefix(k, "AGE-OVER-89-") {
		t.Errorf("got %q", k)
	}
}

func TestDays(t *testing.T) {
	seen := map[int]bool{}
	for seed := range uint64(4000) {
		d := Code{Seed: seed}.Days()
		if d == 0 || d < -maxShift || d > maxShift {
			t.Fatalf("%d days", d)
		}
		seen[d] = true
	}
	if len(seen) != 2*maxShift {
		t.Errorf("want every number of days, got %d", len(seen))
	}
}

func TestNoCodeWithoutRandomness(t *testing.T) {
	b := Book{Rand: io.LimitReader(strings.NewReader("short"), 5)}
	if _, err := b.Person(nil); err == nil {
		t.Error("a code came out of nothing")
	}
}
