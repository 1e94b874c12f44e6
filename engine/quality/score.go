package quality

import (
	"fmt"
	"maps"
	"slices"
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
	FieldsGiven   Count                      `json:"fields_given"`   // values of the result, and those that the truth has
	ByField       map[chart.FieldName]*Count `json:"by_field"`
	ByType        map[chart.Type]*Match      `json:"by_type"`
	Unseen        Count                      `json:"unseen"`       // fields of the result that nobody is asked about, and those that are right
	SentPrinted   Count                      `json:"sent_printed"` // printed fields found right, high risk aside: sent to a person
	WordTrust     Reliability                `json:"word_trust"`
	FieldTrust    Reliability                `json:"field_trust"`
	Splits        Count                      `json:"splits"` // files whose pages were grouped and ordered into documents exactly
	Cells         Count                      `json:"cells"`
	CellsUnseen   Count                      `json:"cells_unseen"` // cells of the result that nobody is asked about, and those that are right
	CellsSent     Count                      `json:"cells_sent"`   // right cells of the result: sent to a person
	CellTrust     Reliability                `json:"cell_trust"`
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

// Match counts what should have been found and what was given.
type Match struct {
	Wanted Count `json:"wanted"`
	Given  Count `json:"given"`
}

// F1 is the harmonic mean of recall and precision.
func (m Match) F1() float64 {
	r, p := m.Wanted.Ratio(), m.Given.Ratio()
	if r+p == 0 {
		return 0
	}
	return 2 * r * p / (r + p)
}

// New gives an empty report.
func New() Report {
	return Report{ByField: map[chart.FieldName]*Count{}, ByKind: map[chart.Kind]*Count{}, ByType: map[chart.Type]*Match{}}
}

// F1 is that of the fields' exact values.
func (r Report) F1() float64 { return Match{r.Fields, r.FieldsGiven}.F1() }

// Extra is the number of values that the truth has not.
func (r Report) Extra() int { return r.FieldsGiven.All - r.FieldsGiven.Hit }

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
		{&r.FieldsPrinted, &o.FieldsPrinted}, {&r.FieldsGiven, &o.FieldsGiven}, {&r.Unseen, &o.Unseen}, {&r.SentPrinted, &o.SentPrinted}, {&r.Splits, &o.Splits},
		{&r.Cells, &o.Cells}, {&r.CellsUnseen, &o.CellsUnseen}, {&r.CellsSent, &o.CellsSent}, {&r.ToReview, &o.ToReview}, {&r.PHI, &o.PHI}, {&r.PHIFacility, &o.PHIFacility}, {&r.LeakFree, &o.LeakFree}} {
		p[0].add(*p[1])
	}
	r.Edits, r.Characters = r.Edits+o.Edits, r.Characters+o.Characters
	r.WordTrust.add(o.WordTrust)
	r.FieldTrust.add(o.FieldTrust)
	r.CellTrust.add(o.CellTrust)
	r.PHICovered, r.PHIArea, r.RedactedArea = r.PHICovered+o.PHICovered, r.PHIArea+o.PHIArea, r.RedactedArea+o.RedactedArea
	for k, c := range o.ByField {
		count(r.ByField, k).add(*c)
	}
	for k, m := range o.ByType {
		to := match(r.ByType, k)
		to.Wanted.add(m.Wanted)
		to.Given.add(m.Given)
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

func match[K comparable](m map[K]*Match, k K) *Match {
	if m[k] == nil {
		m[k] = &Match{}
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
	r.splits(truth.Documents, res.Documents)
	r.fields(truth.Documents, res.Documents)
	r.cells(truth.Documents, res.Documents)
	r.givenCells(truth.Documents, res.Documents)
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

// splits notes whether the documents of a file hold the same pages in the same order as the truth's; blank pages and
// separators may stand with either neighbour or by themselves.
func (r *Report) splits(want, got []chart.Document) {
	if len(want) == 0 {
		return
	}
	between := map[int]bool{}
	for _, d := range want {
		if d.Type == chart.Blank || d.Type == chart.Separator {
			for _, p := range d.Pages {
				between[p] = true
			}
		}
	}
	groups := func(docs []chart.Document) map[string]bool {
		out := map[string]bool{}
		for _, d := range docs {
			pages := slices.DeleteFunc(slices.Clone(d.Pages), func(p int) bool { return between[p] })
			if len(pages) > 0 {
				out[fmt.Sprint(pages)] = true
			}
		}
		return out
	}
	r.Splits.note(maps.Equal(groups(want), groups(got)))
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
