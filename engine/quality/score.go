package quality

import (
	"sort"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
)

// Count is hits out of all; Ratio is 1 where there was nothing to find.
type Count struct {
	Hit int `json:"hit"`
	All int `json:"all"`
}

// Ratio is the share of hits.
func (c Count) Ratio() float64 {
	if c.All == 0 {
		return 1
	}
	return float64(c.Hit) / float64(c.All)
}

func (c *Count) add(o Count) { c.Hit += o.Hit; c.All += o.All }

func (c *Count) note(hit bool) {
	c.All++
	if hit {
		c.Hit++
	}
}

// Silent is a field that is wrong, or left out, although nobody is asked to look. It holds chart text.
type Silent struct {
	Chart string          `json:"chart"`
	Type  chart.Type      `json:"type"`
	Name  chart.FieldName `json:"name"`
	Want  chart.Text      `json:"want"`
	Got   chart.Text      `json:"got"` // "" where the field is missing
}

// Report is the measure of one or many charts.
type Report struct {
	Charts        int                        `json:"charts"`
	Pages         int                        `json:"pages"`
	Refused       int                        `json:"refused"`
	WordRecall    Count                      `json:"word_recall"`    // printed words
	WordPrecision Count                      `json:"word_precision"` // of words read where something is printed or written
	HandRecall    Count                      `json:"hand_recall"`
	Edits         int                        `json:"edits"`      // of matched and unmatched printed words, in characters
	Characters    int                        `json:"characters"` // CER is Edits / Characters
	Types         Count                      `json:"types"`
	Fields        Count                      `json:"fields"`
	FieldsPrinted Count                      `json:"fields_printed"` // without handwriting
	FieldsExtra   int                        `json:"fields_extra"`   // values that the truth has not
	ByField       map[chart.FieldName]*Count `json:"by_field"`
	Cells         Count                      `json:"cells"`
	ToReview      Count                      `json:"to_review"` // fields of the result that a person must see
	PHI           Count                      `json:"phi"`       // whose is not facility
	PHIFacility   Count                      `json:"phi_facility"`
	ByKind        map[chart.Kind]*Count      `json:"by_kind"`
	LeakFree      Count                      `json:"leak_free"` // charts with every identifier found (facilities aside)
	PHICovered    float64                    `json:"phi_covered"`
	PHIArea       float64                    `json:"phi_area"`      // CoveredShare is PHICovered / PHIArea
	RedactedArea  float64                    `json:"redacted_area"` // pages' worth of redaction
	Silent        []Silent                   `json:"silent"`
}

// New gives an empty report.
func New() Report {
	return Report{ByField: map[chart.FieldName]*Count{}, ByKind: map[chart.Kind]*Count{}}
}

// CER is the character error rate of printed words.
func (r Report) CER() float64 {
	if r.Characters == 0 {
		return 0
	}
	return float64(r.Edits) / float64(r.Characters)
}

// Covered is the share of the identifiers' area that is redacted.
func (r Report) Covered() float64 {
	if r.PHIArea == 0 {
		return 1
	}
	return r.PHICovered / r.PHIArea
}

// Add puts another report's counts into r.
func (r *Report) Add(o Report) {
	r.Charts, r.Pages, r.Refused = r.Charts+o.Charts, r.Pages+o.Pages, r.Refused+o.Refused
	for _, p := range [][2]*Count{{&r.WordRecall, &o.WordRecall}, {&r.WordPrecision, &o.WordPrecision}, {&r.HandRecall, &o.HandRecall}, {&r.Types, &o.Types}, {&r.Fields, &o.Fields},
		{&r.FieldsPrinted, &o.FieldsPrinted}, {&r.Cells, &o.Cells}, {&r.ToReview, &o.ToReview}, {&r.PHI, &o.PHI}, {&r.PHIFacility, &o.PHIFacility}, {&r.LeakFree, &o.LeakFree}} {
		p[0].add(*p[1])
	}
	r.Edits, r.Characters, r.FieldsExtra = r.Edits+o.Edits, r.Characters+o.Characters, r.FieldsExtra+o.FieldsExtra
	r.PHICovered, r.PHIArea, r.RedactedArea = r.PHICovered+o.PHICovered, r.PHIArea+o.PHIArea, r.RedactedArea+o.RedactedArea
	for k, c := range o.ByField {
		count(r.ByField, k).add(*c)
	}
	for k, c := range o.ByKind {
		count(r.ByKind, k).add(*c)
	}
	r.Silent = append(r.Silent, o.Silent...)
}

func count[K comparable](m map[K]*Count, k K) *Count {
	if m[k] == nil {
		m[k] = &Count{}
	}
	return m[k]
}

// Score measures one file's result.
func Score(truth synth.Truth, res chart.Result) Report {
	r := New()
	r.Charts, r.Pages = 1, len(truth.Pages)
	if res.Refused != nil {
		r.Refused = 1
	}
	for i, p := range truth.Pages {
		var read []chart.Word
		if q := pageOf(res.Pages, i+1); q != nil {
			read = q.Words
		}
		r.words(p.Words, read)
	}
	r.types(truth.Documents, res.Documents)
	r.fields(truth.Documents, res.Documents)
	r.cells(truth.Documents, res.Documents)
	r.phi(truth.PHI, res.PHI)
	return r
}

func pageOf(pages []chart.Page, n int) *chart.Page {
	for i := range pages {
		if pages[i].Number == n {
			return &pages[i]
		}
	}
	return nil
}

// Fold keeps a text's letters and digits, without case: what two readings must share to be the same word.
func Fold(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToUpper(c)
		}
		return -1
	}, s)
}

// types counts pages whose document was given the right type.
func (r *Report) types(want, got []chart.Document) {
	at := map[int]chart.Type{}
	for _, d := range got {
		for _, p := range d.Pages {
			at[p] = d.Type
		}
	}
	for _, d := range want {
		for _, p := range d.Pages {
			r.Types.note(at[p] == d.Type)
		}
	}
}

// phi counts identifiers that any redacted box of the result touches on their page.
func (r *Report) phi(want []synth.Span, got []chart.Span) {
	boxes := map[int][]geom.Box{}
	for _, s := range got {
		if s.Redacted {
			boxes[s.Page] = append(boxes[s.Page], s.Boxes...)
		}
	}
	leak := false
	for _, s := range want {
		hit := false
		for _, b := range s.Boxes {
			c := covered(b, boxes[s.Page])
			r.PHICovered, r.PHIArea = r.PHICovered+c, r.PHIArea+b.Area()
			hit = hit || c > 0
		}
		if s.Whose == synth.Facility {
			r.PHIFacility.note(hit)
			continue
		}
		r.PHI.note(hit)
		count(r.ByKind, s.Kind).note(hit)
		leak = leak || !hit
	}
	r.LeakFree.note(!leak)
	for _, page := range boxes {
		r.RedactedArea += covered(geom.Box{X1: 1, Y1: 1}, page)
	}
}

// covered is the area of b under the boxes, each part counted once: the page is cut at every edge.
func covered(b geom.Box, boxes []geom.Box) float64 {
	var in []geom.Box
	xs := []float64{}
	for _, o := range boxes {
		if c := b.Intersect(o); !c.Empty() {
			in = append(in, c)
			xs = append(xs, c.X0, c.X1)
		}
	}
	sort.Float64s(xs)
	sum := 0.0
	for i := 1; i < len(xs); i++ {
		if xs[i] > xs[i-1] {
			sum += (xs[i] - xs[i-1]) * height(in, (xs[i]+xs[i-1])/2)
		}
	}
	return sum
}

// height is how much of the vertical line at x the boxes cover.
func height(boxes []geom.Box, x float64) float64 {
	var ys [][2]float64
	for _, b := range boxes {
		if b.X0 < x && x < b.X1 {
			ys = append(ys, [2]float64{b.Y0, b.Y1})
		}
	}
	sort.Slice(ys, func(i, j int) bool { return ys[i][0] < ys[j][0] })
	sum, end := 0.0, -1.0
	for _, y := range ys {
		if y[1] > end {
			sum += y[1] - max(y[0], end)
			end = y[1]
		}
	}
	return sum
}
