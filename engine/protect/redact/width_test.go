package redact_test

import (
	"cmp"
	"image"
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"

	"chartproof.org/chartproof/assets/lexicon"
)

// tenThousand are names out of the lists of the product: the commonest surnames and given names, joined without regard to each other.
func tenThousand(t testing.TB) (full, surnames []string) {
	t.Helper()
	l, err := lexicon.Shared()
	must(t, err)
	type listed struct {
		name  string
		grade uint8
	}
	var last, first []listed
	l.Words(func(w string, e lexicon.Entry) {
		if e.Surname > 0 {
			last = append(last, listed{w, e.Surname})
		}
		if e.Given > 0 {
			first = append(first, listed{w, e.Given})
		}
	})
	inOrder := func(a, b listed) int { return cmp.Or(cmp.Compare(a.grade, b.grade), cmp.Compare(a.name, b.name)) }
	slices.SortFunc(last, inOrder)
	slices.SortFunc(first, inOrder)
	title := func(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
	for i := range 10_000 {
		surname := title(last[i%len(last)].name)
		surnames = append(surnames, surname)
		full = append(full, title(first[i*7919%min(1000, len(first))].name)+" "+surname)
	}
	return full, surnames
}

// TestWidthSaysLittleAboutAName measures what a box's width tells of which of 10,000 names of the product's own lists lies under it:
// in four forms and three fonts, on pages whose lines were read as higher or lower, among blank paper and in running text. A
// name is as likely as another: the bits are those of the widths' entropy, since the width follows from the name.
func TestWidthSaysLittleAboutAName(t *testing.T) {
	full, surnames := tenThousand(t)
	upper, turned := make([]string, len(full)), make([]string, len(full))
	for i, n := range full {
		given, surname, _ := strings.Cut(n, " ")
		upper[i], turned[i] = strings.ToUpper(n), surname+", "+given+" M"
	}
	for form, names := range map[string][]string{"full": full, "surname": surnames, "capitals": upper, "turned": turned} {
		for fontName, ttf := range map[string][]byte{"regular": goregular.TTF, "bold": gobold.TTF, "mono": gomono.TTF} {
			f := faceOf(t, ttf, 11, 300)
			for _, height := range []int{34, 38, 42, 46} {
				blank := height == 42
				bits, widths := bitsOf(t, names, f, height, blank)
				t.Logf("%s, %s, lines of %d, blank %v: %.2f bits in %d widths", form, fontName, height, blank, bits, widths)
				if bits > 1 {
					t.Errorf("%s, %s, lines of %d, blank %v: a width gives %.3f bits in %d widths, want 1 at most", form, fontName, height, blank, bits, widths)
				}
			}
		}
	}
}

// bitsOf burns every name and gives the entropy of the widths, and how many there are.
func bitsOf(t testing.TB, names []string, f font.Face, height int, blank bool) (float64, int) {
	t.Helper()
	burnt := map[int]int{}
	seen := map[image.Point]int{}
	for _, n := range names {
		box, _ := font.BoundString(f, n)
		size := image.Pt((box.Max.X - box.Min.X).Ceil(), (box.Max.Y - box.Min.Y).Ceil())
		if _, ok := seen[size]; !ok {
			seen[size] = burnOne(t, image.Rect(900, 1000, 900+size.X, 1000+size.Y), height, blank).Dx()
		}
		burnt[seen[size]]++
	}
	return entropy(burnt, len(names)), len(burnt)
}

func entropy(counts map[int]int, n int) float64 {
	bits := 0.0
	for _, c := range counts {
		p := float64(c) / float64(n)
		bits -= p * math.Log2(p)
	}
	return bits
}
