package main

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/around"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/find/trust"
	"chartproof.org/chartproof/engine/quality"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// keep adds to what is kept: the samples of charts by family, and of pages set by hand by the letter that their names begin
// with, both as the finding of this build leaves them.
func (s subject) keep(dir, pages string) error {
	kept, err := s.kept()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if dir != "" {
		charts, err := load(dir)
		if err != nil {
			return err
		}
		by, err := s.families(charts)
		if err != nil {
			return err
		}
		for name, f := range by {
			kept[name+", unseen"] = f
		}
	}
	if pages != "" {
		by, err := s.strangers(pages, s.around)
		if err != nil {
			return err
		}
		maps.Copy(kept, by)
	}
	f, err := os.Create(s.unseen)
	if err != nil {
		return err
	}
	z := gzip.NewWriter(f)
	return errors.Join(json.NewEncoder(z).Encode(kept), z.Close(), f.Close())
}

// kept gives how layouts were found before any rule was written for them: what a stranger's layout does to the finding shows there
// only, for what rules were written for is found too well.
func (s subject) kept() (map[string]trust.Family, error) {
	out := map[string]trust.Family{}
	f, err := os.Open(s.unseen)
	if err != nil {
		return out, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	if err := json.NewDecoder(z).Decode(&out); err != nil {
		return nil, fmt.Errorf("read what was kept: %w", err)
	}
	return out, nil
}

// setPage is a page set by hand and the name of its file.
type setPage struct {
	name string
	typeset.Stranger
}

// setPages reads the pages of a folder.
func setPages(dir, pattern string) ([]setPage, error) {
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("no pages in the folder %q", dir)
	}
	var out []setPage
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		page, err := typeset.Read(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
		out = append(out, setPage{filepath.Base(path), page})
	}
	return out, nil
}

// strangers gives the samples of pages set by hand; what may be found or not says nothing.
func strangers(dir string, o *opinions) (map[string]trust.Family, error) {
	pages, err := setPages(dir, "?_*.txt")
	if err != nil {
		return nil, err
	}
	out := map[string]trust.Family{}
	for _, page := range pages {
		name := batchOf(page.name)
		f := out[name]
		f.Read = append(f.Read, ofPage(page.Stranger, o.without(name))...)
		out[name] = f
	}
	return out, nil
}

func ofPage(p typeset.Stranger, m *around.Model) []trust.Sample {
	pages := surely([]chart.Page{typeset.Page(1, p.Text)})
	docs := []chart.Document{{Type: p.Type, TypeConfidence: 0.99, Pages: []int{1}}}
	fields.Extractor{Now: time.Now, Around: m}.Extract(&docs[0], pages)
	var out []trust.Sample
	for i := range docs[0].Fields {
		f := &docs[0].Fields[i]
		want := p.Values[f.Name]
		if f.Value == "" || slices.Contains(want, "") {
			continue
		}
		right := slices.ContainsFunc(want, func(v string) bool {
			return quality.Same(chart.Field{Name: f.Name, Value: chart.Text(v), Normalized: chart.Text(v)}, *f)
		})
		out = append(out, trust.SampleOf(f, &docs[0], pages, right))
	}
	return out
}
