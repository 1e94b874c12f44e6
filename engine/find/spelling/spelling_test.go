package spelling

import "testing"

func TestOneOff(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"", "", true}, {"", "a", true}, {"", "ab", false}, {"smith", "smith", true}, {"smith", "smyth", true}, {"smith", "smit", true},
		{"smith", "mith", true}, {"smith", "smiith", true}, {"smith", "smtih", false}, {"smith", "smythe", false}, {"a", "bc", false}, {"ab", "ba", false},
	} {
		if OneOff(c.a, c.b) != c.want || OneOff(c.b, c.a) != c.want {
			t.Errorf("%q and %q: want %v both ways", c.a, c.b, c.want)
		}
	}
}
