package bench

import (
	"context"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality"
	"chartproof.org/chartproof/engine/quality/funsd"
)

// The three measures of FUNSD that package funsd defines. The goals are set for the last one.
const (
	funsdStrict  = "funsd strict"
	funsdJoined  = "funsd joined"
	funsdSpatial = "funsd spatial, the goal's"
)

// funsd measures words only: text boxes of real forms, by the set's own matching.
func (o Options) funsd(ctx context.Context) ([]Part, error) {
	pages, err := funsd.Read(o.FUNSDDir)
	if err != nil {
		return nil, fmt.Errorf("bench: %w", err)
	}
	var all funsd.Tally
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
		all.Add(funsd.Match(p.Truth.Pages[0].Words, read))
	}
	part := func(name string, found, right int) Part {
		r := quality.New()
		r.Pages, r.Edits, r.Characters = len(pages), all.Edits, all.Chars
		r.WordRecall, r.WordPrecision = quality.Count{Hit: found, All: all.Truth}, quality.Count{Hit: right, All: all.Read}
		return Part{Name: name, Report: r, Seconds: run.Seconds}
	}
	return []Part{part(funsdStrict, all.Found, all.Right), part(funsdJoined, all.FoundJoined, all.RightJoined),
		part(funsdSpatial, all.FoundSpatial, all.RightSpatial)}, nil
}
