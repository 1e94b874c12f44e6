package bench

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality"
	"chartproof.org/chartproof/engine/quality/funsd"
)

// The measures of FUNSD that package funsd defines. The goals are set for the spatial one, of words that count as read:
// marks, which are kept for a person to look at and for identifiers to be found in, are left out of the last.
const (
	funsdStrict  = "funsd strict"
	funsdJoined  = "funsd joined"
	funsdSpatial = "funsd spatial"
	funsdStood   = "funsd spatial, read"
)

// funsd measures words only: text boxes of real forms, by the set's own matching.
func (o Options) funsd(ctx context.Context) ([]Part, error) {
	pages, err := funsd.Read(o.FUNSDDir)
	if err != nil {
		return nil, fmt.Errorf("bench: %w", err)
	}
	var all, stood funsd.Tally
	run := Part{Report: quality.New()}
	for _, p := range pages {
		res, err := o.timed(ctx, &run, p.Name+".png", p.Image)
		if err != nil {
			return nil, err
		}
		var read []chart.Word
		for _, page := range res.Pages {
			read = append(read, page.Words...)
		}
		truth := p.Truth.Pages[0].Words
		trust(&run.Report.WordTrust, truth, read)
		all.Add(funsd.Match(truth, read))
		stood.Add(funsd.Match(truth, slices.DeleteFunc(read, func(w chart.Word) bool { return w.Mark })))
	}
	part := func(name string, t funsd.Tally, found, right int) Part {
		r := quality.New()
		r.Pages, r.Edits, r.Characters, r.WordTrust = len(pages), t.Edits, t.Chars, run.Report.WordTrust
		r.WordRecall, r.WordPrecision = quality.Count{Hit: found, All: t.Truth}, quality.Count{Hit: right, All: t.Read}
		return Part{Name: name, Report: r, Seconds: run.Seconds}
	}
	return []Part{part(funsdStrict, all, all.Found, all.Right), part(funsdJoined, all, all.FoundJoined, all.RightJoined),
		part(funsdSpatial, all, all.FoundSpatial, all.RightSpatial), part(funsdStood, stood, stood.FoundSpatial, stood.RightSpatial)}, nil
}

// trust notes how far the confidences of words hold, where the set says what stands there.
func trust(r *quality.Reliability, truth, read []chart.Word) {
	right := funsd.Right(truth, read)
	for i, w := range read {
		if strings.IndexFunc(w.Text.Reveal(), func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) < 0 {
			continue
		}
		if right[i] || slices.ContainsFunc(truth, func(t chart.Word) bool {
			return t.Box.Intersect(w.Box).Area() > 0.2*min(t.Box.Area(), w.Box.Area())
		}) {
			r.Note(float64(w.Confidence), right[i])
		}
	}
}
