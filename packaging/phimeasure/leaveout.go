package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
	"chartproof.org/chartproof/engine/find/phi/tagger"
	"chartproof.org/chartproof/engine/geom"
)

type box = geom.Box

// ways are how pages are measured.
var ways = []struct {
	name, mode string
	noise      float64
}{{"clean", "", 0}, {"lower", "lower", 0}, {"upper", "upper", 0}, {"2 %", "", 2}, {"5 %", "", 5}}

// leaveOut fits on all batches but one and measures that one, for each.
func (f *fitter) leaveOut(by map[string][]stranger, only string, show bool) error {
	sums := make([]score, len(ways))
	for _, batch := range slices.Sorted(maps.Keys(by)) {
		if only != "" && batch != "strangers "+only {
			continue
		}
		d, err := phi.NewWith(phi.Options{Tagger: tagger.Fit(f.without(batch), 1)})
		if err != nil {
			return err
		}
		for i, way := range ways {
			r := rand.New(rand.NewPCG(7, 7))
			for k := range by[batch] {
				p := &by[batch][k]
				sums[i].stranger(p, d.Pages([]chart.Page{p.changed(r, way.mode, way.noise)}), show && i == 0)
			}
		}
	}
	for i, way := range ways {
		fmt.Println(way.name)
		sums[i].print(os.Stdout)
	}
	return nil
}
