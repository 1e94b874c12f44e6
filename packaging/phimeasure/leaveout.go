package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"

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

// leaveOut fits on all batches but those of one group and measures those, for each group of letters.
func (f *fitter) leaveOut(by map[string][]stranger, groups []string, show bool) error {
	sums := make([]score, len(ways))
	for _, group := range groups {
		d, err := phi.NewWith(phi.Options{Tagger: tagger.Fit(f.without(group), 1)})
		if err != nil {
			return err
		}
		for _, batch := range strings.Split(group, "") {
			for i, way := range ways {
				r := rand.New(rand.NewPCG(7, 7))
				for k := range by[batch] {
					p := &by[batch][k]
					sums[i].stranger(p, d.Pages([]chart.Page{p.changed(r, way.mode, way.noise)}), show && i == 0)
				}
			}
		}
	}
	for i, way := range ways {
		fmt.Println(way.name)
		sums[i].print(os.Stdout)
	}
	return nil
}
