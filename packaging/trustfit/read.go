package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/read/worker"
)

// kept is a chart as it was read, beside its truth.
type kept struct {
	Family    string           `json:"family"`
	Condition string           `json:"condition"`
	Pages     []chart.Page     `json:"pages"`
	Truth     []chart.Document `json:"truth"`
}

// read makes charts, reads them, and keeps one file a chart; a chart that is kept already is not read again.
func read(ctx context.Context, families, conditions []string, count int, seed uint64, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	pool, err := worker.Start(ctx, worker.Options{Jobs: runtime.NumCPU()})
	if err != nil {
		return err
	}
	defer pool.Close()
	for i := range count {
		for j, fam := range families {
			for k, cond := range conditions {
				name := filepath.Join(dir, fmt.Sprintf("%s-%s-%03d.json", fam, cond, i))
				if _, err := os.Stat(name); err == nil {
					continue
				}
				c := synth.Config{Seed: seed, Family: fam, Type: synth.Types[(i+5*j+4*k)%len(synth.Types)], Index: i}
				err := readOne(ctx, pool, c, cond, name)
				if refusal := (*chart.Refusal)(nil); errors.As(err, &refusal) {
					fmt.Fprintf(os.Stderr, "\n%s %s %d is left out: %s\n", fam, cond, i, refusal.Reason)
				} else if err != nil {
					return fmt.Errorf("%s %s %d: %w", fam, cond, i, err)
				}
			}
		}
		fmt.Fprintf(os.Stderr, "\r%d of %d", i+1, count)
	}
	return nil
}

func readOne(ctx context.Context, pool *worker.Pool, c synth.Config, condition, name string) error {
	made, err := synth.Generate(c)
	if err != nil {
		return err
	}
	data, truth, err := made.File(condition, synth.PDF, 0)
	if err != nil {
		return err
	}
	k := kept{Family: c.Family, Condition: condition, Truth: truth.Documents}
	_, err = pool.Read(ctx, worker.File{MediaType: "application/pdf", Bytes: data}, worker.Want{Words: true}, func(p worker.PageRead) error {
		k.Pages = append(k.Pages, p.Page)
		return nil
	})
	if err != nil {
		return err
	}
	sort.Slice(k.Pages, func(i, j int) bool { return k.Pages[i].Number < k.Pages[j].Number })
	js, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return os.WriteFile(name, js, 0o644)
}

// load gives the charts of a folder.
func load(dir string) ([]kept, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no charts in the folder %q: run trustfit read first", strings.TrimSpace(dir))
	}
	sort.Strings(names)
	out := make([]kept, len(names))
	for i, name := range names {
		js, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(js, &out[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
	}
	return out, nil
}
