package fuse

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"strings"
	"sync"
	"testing"

	"chartproof.org/chartproof/engine/quality"
)

// growth is what the shipped forests were grown by. More trees fit the labels' own errors.
var growth = plan{trees: 60, rate: 0.1, leaf: 4, ridge: 5, rising: []int{fA, fWeakA, fMeanA, fB, fWeakB, fMarginB, fSure}}

// folds is the number of parts that the pages are cut into: each is measured with what the others taught.
const folds = 4

func foldOf(name string) int {
	h := fnv.New32a()
	h.Write([]byte(name))
	return int(h.Sum32()>>3) % folds
}

// BenchmarkFit fits the weights to all of the evidence but pages named test-, writes them to the file that
// CHARTPROOF_WEIGHTS names, with the reliability of words beside it, and prints how they do: on each page by what the pages
// of other folds taught, on test pages by what all others taught.
func BenchmarkFit(b *testing.B) {
	pages := load(b)
	letters := letterPairs(b)
	for b.Loop() {
		models := fitted4(pages, letters)
		curves := map[string]*quality.Reliability{}
		for _, prefix := range []string{"funsd", "a-", "b-", "c-", "d-", "e-", "f-", "clean300", "noisy200", "fax", "phone", "test-"} {
			m := measure{}
			for _, e := range pages {
				if strings.HasPrefix(e.Name, prefix) || strings.HasSuffix(prefix, "0") && strings.Contains(e.Name, prefix) || (prefix == "fax" || prefix == "phone") && strings.Contains(e.Name, prefix) {
					m.add(e, models.of(e.Name))
				}
			}
			if m.pages > 0 {
				fmt.Printf("%-8s %s\n", prefix, m)
				curves[strings.TrimSuffix(prefix, "-")] = m.curve()
			}
		}
		if out := os.Getenv("CHARTPROOF_WEIGHTS"); out != "" {
			js, err := json.Marshal(models[folds])
			if err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(out, append(js, '\n'), 0o644); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(out+".md", []byte(table(curves)), 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// taught are the models of the folds, each fitted without its own pages, and the one that is fitted on all.
type taught [folds + 1]*model

func (t taught) of(name string) *model {
	if strings.HasPrefix(name, "test-") {
		return t[folds]
	}
	return t[foldOf(name)]
}

func fitted4(pages []Evidence, letters neighbours) (out taught) {
	var part [folds][situations][]sample
	for _, e := range pages {
		if !strings.HasPrefix(e.Name, "test-") {
			e.samples(&part[foldOf(e.Name)], &model{Letters: letters})
		}
	}
	var wait sync.WaitGroup
	for k := range out {
		out[k] = &model{Letters: letters}
		for s := range out[k].Forests {
			wait.Go(func() {
				var data []sample
				for i := range part {
					if i != k {
						data = append(data, part[i][s]...)
					}
				}
				out[k].Forests[s] = growth.grown(data)
			})
		}
	}
	wait.Wait()
	return out
}
