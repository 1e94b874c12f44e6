package classify

import (
	"math"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Split parts the pages of one file into documents with their types. The pages come in file order.
func Split(pages []chart.Page) []chart.Document { return Builtin().Split(pages) }

// Split is Split with another model.
func (m *Model) Split(pages []chart.Page) []chart.Document {
	if len(pages) == 0 {
		return nil
	}
	x := newIndex(m)
	all := make([]seen, len(pages))
	for i := range pages {
		all[i] = x.look(&pages[i])
	}
	findFirsts(all)
	runs := gatherStrays(part(all))
	docs := make([]chart.Document, len(runs))
	for i := range runs {
		docs[i] = runs[i].document()
	}
	return docs
}

// Whole gives the document that pages are when they are one, in the order given, whatever they say of their beginnings.
func Whole(pages []chart.Page) chart.Document { return Builtin().Whole(pages) }

// Whole is Whole with another model. Pages that are all blank, or all separators, are a document of that kind.
func (m *Model) Whole(pages []chart.Page) chart.Document {
	x := newIndex(m)
	r := run{}
	blank, parting := true, true
	for i := range pages {
		v := x.look(&pages[i])
		kind, _ := decide(v.scores)
		blank, parting = blank && v.blank, parting && kind == chart.Separator && v.words < sheetWords
		v.of = 0 // the order is a person's
		r.pages = append(r.pages, v)
	}
	switch {
	case len(pages) > 0 && blank:
		r.kind = chart.Blank
	case len(pages) > 0 && parting:
		r.kind = chart.Separator
	}
	return r.document()
}

// sheetWords is what a sheet that only parts documents has fewer of.
const sheetWords = 60

// part gives the runs of pages between the beginnings of documents.
func part(all []seen) []run {
	var runs []run
	open := -1 // the run that a further page may join
	for _, v := range all {
		kind, _ := decide(v.scores)
		switch {
		case v.blank:
			runs = append(runs, run{kind: chart.Blank, pages: []seen{v}})
			continue
		case kind == chart.Separator && v.words < sheetWords:
			runs = append(runs, run{kind: chart.Separator, pages: []seen{v}})
			open = -1
			continue
		case open >= 0 && !starts(&runs[open], &v):
			runs[open].pages = append(runs[open].pages, v)
			continue
		}
		open = len(runs)
		runs = append(runs, run{pages: []seen{v}})
	}
	return runs
}

// run is the pages of one document.
type run struct {
	kind  chart.Type // set for blank pages and separators
	pages []seen
}

// sum adds the evidence of the pages, the first one counting most.
func (r *run) sum() []float64 {
	total := make([]float64, len(cues))
	for i, p := range r.pages {
		weight := 1.0
		if i > 0 {
			weight = 0.3
		}
		for k, s := range p.scores {
			total[k] += weight * s
		}
	}
	return total
}

func (r *run) document() chart.Document {
	d := chart.Document{Type: r.kind, TypeConfidence: 0.97, Fields: []chart.Field{}, Rows: []chart.Row{}}
	r.pages = r.inOrder()
	for _, p := range r.pages {
		d.Pages = append(d.Pages, p.number)
	}
	if r.kind == chart.Blank && slices.ContainsFunc(r.pages, func(v seen) bool { return v.words > 0 || v.faulty }) {
		d.TypeConfidence = chart.DoubtfulBlank
	}
	if r.kind == "" {
		d.Type, d.TypeConfidence = decide(r.sum())
	}
	return d
}

// decide gives the type with the most evidence, and other where there is too little of it or two types are level.
func decide(scores []float64) (chart.Type, chart.Confidence) {
	best, second := -1, -1
	for i, s := range scores {
		switch {
		case best < 0 || s > scores[best]:
			best, second = i, best
		case second < 0 || s > scores[second]:
			second = i
		}
	}
	top, margin := scores[best], scores[best]-scores[second]
	if top < 1.3 || top < 3.5 && margin < 0.15 {
		return chart.Other, 0.5
	}
	return cues[best].kind, chart.Confidence(0.985 / (1 + math.Exp(1.6-0.25*top-0.7*margin)))
}

// patientChange speaks for a new document where the patient is another, and against it where it is the same.
func patientChange(r *run, v *seen) float64 {
	score := 0.0
	for _, p := range r.pages {
		score = 0
		for _, pair := range [][2]string{{p.mrn, v.mrn}, {p.dob, v.dob}, {p.name, v.name}} {
			switch a, b := pair[0], pair[1]; {
			case a == "" || b == "":
			case near(a, b):
				score -= 0.5
			default:
				score += 2
			}
		}
		if score != 0 {
			break
		}
	}
	return min(4, max(-0.8, score))
}

// near allows for two misread characters, and for a middle name that one page leaves out.
func near(a, b string) bool {
	return layout.Distance(a, b, 2) <= 2 || sameNames(a, b)
}

func sameNames(a, b string) bool {
	as, bs := strings.Fields(a), strings.Fields(b)
	same := 0
	for _, x := range as {
		for _, y := range bs {
			if layout.Distance(x, y, 1) <= 1 {
				same++
				break
			}
		}
	}
	return same >= 2
}

// alike reports whether two page heads are the same running header.
func alike(a, b string) bool {
	if len(a) < 8 || len(b) < 8 {
		return false
	}
	a, b = a[:min(len(a), 60)], b[:min(len(b), 60)]
	return layout.Distance(a, b, 6) <= 6
}
