package zones

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Lists knows ordinary words. Printed reports whether a lower-case word may stand in print on a form and says nothing of
// anybody: it is no name, no place, no illness, no drug. In doubt it is false.
type Lists interface{ Printed(word string) bool }

// shortestAnchor is the fewest letters of an anchor.
const shortestAnchor = 3

// wordy is how many words a run may have before it is running text, which is the form's own less often than a label is.
const wordy = 8

// Learn makes a template of a form. zones are in fractions of the page as it came in, and so is filled: the identifiers and
// values that were found on it, of which no word is kept. A page with too little print of its own to be known again is
// chart.BadInput.
func Learn(name string, kind chart.Type, page chart.Page, zones []Zone, filled []geom.Box, lists Lists) (Template, error) {
	t := Template{Schema: Schema, Name: strings.TrimSpace(name), Type: kind, Aspect: aspect(page), Zones: make([]Zone, len(zones))}
	for i, z := range zones {
		z.Box = z.Box.Rotate(page.Rotation)
		t.Zones[i] = z
	}
	taken := slices.Clone(filled)
	for _, z := range zones {
		taken = append(taken, z.Box)
	}
	labels, text := prints(page, taken, lists)
	if len(labels) < 2*FewestAnchors {
		labels = append(labels, text...)
	}
	if t.Anchors = spread(labels); len(t.Anchors) < FewestAnchors {
		return Template{}, chart.E(chart.BadInput, "learn form", errors.New("too little is printed on the form to know it again"))
	}
	return t, t.Check()
}

// prints gives the words of the form's own print: those that label something, and those of running text. A word in a short run
// that labels nothing is a value as likely as not.
func prints(page chart.Page, filled []geom.Box, lists Lists) (labels, text []Anchor) {
	for _, run := range runs(page) {
		short, labelling := len(run) <= wordy, slices.ContainsFunc(run, func(i int) bool { return makesLabel(page.Words[i]) })
		for _, i := range run {
			w := page.Words[i]
			a := Anchor{Text: fold(w.Text.Reveal()), Box: w.Box.Rotate(page.Rotation).Clamp()}
			if !anchors(w, a) || touches(w.Box, filled) {
				continue
			}
			switch known := labelWords()[a.Text]; {
			case known, short && labelling && lists.Printed(a.Text):
				labels = append(labels, a)
			case !short && lists.Printed(a.Text):
				text = append(text, a)
			}
		}
	}
	return labels, text
}

// makesLabel reports whether a word by itself makes a label of the run that it stands in.
func makesLabel(w chart.Word) bool {
	return strings.HasSuffix(w.Text.Reveal(), ":") || labelWords()[fold(w.Text.Reveal())]
}

// anchors reports whether a word has the shape of one.
func anchors(w chart.Word, a Anchor) bool {
	return !w.Mark && len(a.Text) >= shortestAnchor && len(a.Text) <= longestAnchor && lettersOnly(w.Text.Reveal()) && within(a.Box)
}

// runs gives the words of the page as stretches without a wide gap, by their numbers.
func runs(page chart.Page) [][]int {
	tall := aspect(page)
	var out [][]int
	for i, w := range page.Words {
		if n := len(out); n > 0 {
			run := out[n-1]
			last, here := page.Words[run[len(run)-1]].Box.Rotate(page.Rotation), w.Box.Rotate(page.Rotation)
			height := last.Height() * tall
			if gap := here.X0 - last.X1; gap > -height && gap < 1.2*height && here.Y0 < last.Y1 && last.Y0 < here.Y1 {
				out[n-1] = append(run, i)
				continue
			}
		}
		out = append(out, []int{i})
	}
	return out
}

// spread takes as many anchors as a template may have, from all over the page and those that stand once before those that
// stand often.
func spread(all []Anchor) []Anchor {
	if len(all) <= MostAnchors {
		return all
	}
	often := map[string]int{}
	for _, a := range all {
		often[a.Text]++
	}
	const bands = 10
	band := make([][]Anchor, bands)
	for _, a := range all {
		b := min(bands-1, int(a.Box.Center().Y*bands))
		band[b] = append(band[b], a)
	}
	for _, b := range band {
		slices.SortStableFunc(b, func(x, y Anchor) int {
			return cmp.Or(often[x.Text]-often[y.Text], len(y.Text)-len(x.Text))
		})
	}
	var out []Anchor
	for k := 0; len(out) < MostAnchors; k++ {
		for _, b := range band {
			if k < len(b) && len(out) < MostAnchors {
				out = append(out, b[k])
			}
		}
	}
	return out
}

// touches reports whether a word lies in one of the boxes by more than a graze.
func touches(b geom.Box, boxes []geom.Box) bool {
	return slices.ContainsFunc(boxes, func(o geom.Box) bool { return o.Intersect(b).Area() > b.Area()/10 })
}

// lettersOnly reports whether a word is letters but for punctuation around and a slash, hyphen or apostrophe within.
func lettersOnly(s string) bool {
	return !strings.ContainsFunc(s, unicode.IsDigit) && !strings.ContainsAny(s, "@$#%=+")
}

// fold gives the letters of a word in lower case without accents.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return plain(r)
	}, strings.ToLower(s))
}

// plain is a letter without its accent, and -1, which is left out, for what is none.
func plain(r rune) rune {
	switch r {
	case 'á', 'à', 'â', 'ä':
		return 'a'
	case 'é', 'è', 'ê', 'ë':
		return 'e'
	case 'í', 'ì', 'î', 'ï':
		return 'i'
	case 'ó', 'ò', 'ô', 'ö':
		return 'o'
	case 'ú', 'ù', 'û', 'ü':
		return 'u'
	case 'ñ':
		return 'n'
	case 'ç':
		return 'c'
	}
	return -1
}

// aspect is the height of the upright page over its width; a letter page where the page does not say.
func aspect(p chart.Page) float64 {
	w, h := float64(p.Width), float64(p.Height)
	if w <= 0 || h <= 0 {
		return 11 / 8.5
	}
	if p.Rotation%180 != 0 {
		w, h = h, w
	}
	return h / w
}
