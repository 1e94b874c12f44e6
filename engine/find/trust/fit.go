package trust

import (
	"errors"
	"maps"
	"math"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// Sample is a value as extraction left it, and whether it was exactly right.
type Sample struct {
	x      vector
	name   chart.FieldName
	sent   bool // a person looks at it whatever its confidence
	weight float64
	line   int // of the table, within its family: the cells of one are right together; 0 for a field
	Right  bool
}

// SampleOf takes a field of a document whose confidences Set has not changed.
func SampleOf(f *chart.Field, doc *chart.Document, pages []chart.Page, right bool) Sample {
	return Sample{x: features(f, doc, pageQuality(pages, f.Page)), name: f.Name, sent: f.Name.HighRisk() || len(f.Reasons) > 0, weight: 1, Right: right}
}

// Weighing gives the sample another weight: 0 is nothing, 1 is usual.
func (s Sample) Weighing(w float64) Sample {
	s.weight = w
	return s
}

// Family is what is known of charts of one layout: Read are samples of pages that were scanned and read, Set are samples of
// their words as they were set, which show how finding goes wrong and not how reading does.
type Family struct{ Read, Set []Sample }

// ErrFew says that there is nothing to fit on.
var ErrFew = errors.New("trust: too few samples, or all of them right")

// Fit gives the model of all families, and what models of all but one promised for the samples read of that one: the line
// and the curve come from these, because a chart of a stranger is never one of the families fitted on.
func Fit(of Subject, families map[string]Family) (*Model, map[string][]Promise, error) {
	names := slices.Sorted(maps.Keys(families))
	left := map[string][]Promise{}
	var all []Promise
	for _, out := range names {
		m, err := grown(of, families, out)
		if err != nil {
			return nil, nil, err
		}
		for _, s := range families[out].Read {
			left[out] = append(left[out], Promise{z: m.sum(&s.x), P: 0, Name: s.name, Sent: s.sent, Right: s.Right, weight: s.weight, line: s.line})
		}
		all = append(all, left[out]...)
	}
	m, err := grown(of, families, "")
	if err != nil {
		return nil, nil, err
	}
	m.shift, m.slope = line(len(all), func(i int) (z, weight float64, right bool) { return all[i].z, all[i].weight, all[i].Right })
	for _, out := range names {
		for i := range left[out] {
			p := &left[out][i]
			p.P = min(most, odds(m.shift+m.slope*p.z))
		}
	}
	m.lines = fitLines(wholes(left))
	return m, left, nil
}

// Promise is a confidence and what came of it.
type Promise struct {
	z      float64
	weight float64
	line   int
	P      float64
	Name   chart.FieldName
	Sent   bool // whatever its confidence
	Right  bool
}

func grown(of Subject, families map[string]Family, without string) (*Model, error) {
	var all []Sample
	wrong := 0
	for _, name := range slices.Sorted(maps.Keys(families)) {
		if name == without {
			continue
		}
		for _, s := range slices.Concat(families[name].Read, families[name].Set) {
			wrong += int(is(!s.Right))
			all = append(all, s)
		}
	}
	if wrong < 10 || len(all)-wrong < 10 {
		return nil, ErrFew
	}
	return grow(of, all), nil
}

// line fits shift and slope of log odds to what held, by Newton's method.
func line(n int, at func(int) (z, weight float64, right bool)) (shift, slope float64) {
	slope = 1
	for range 50 {
		var ga, gb, aa, ab, bb float64
		for i := range n {
			z, weight, right := at(i)
			q := odds(shift + slope*z)
			e, c := weight*(is(right)-q), weight*max(q*(1-q), 1e-9)
			ga += e
			gb += e * z
			aa += c
			ab += c * z
			bb += c * z * z
		}
		det := aa*bb - ab*ab
		if det < 1e-9 {
			break
		}
		da, db := (ga*bb-gb*ab)/det, (gb*aa-ga*ab)/det
		shift, slope = shift+da, slope+db
		if math.Abs(da)+math.Abs(db) < 1e-9 {
			break
		}
	}
	return shift, slope
}
