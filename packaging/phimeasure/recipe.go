package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"chartproof.org/chartproof/engine/find/phi/tagger"
)

// modelFile is where the product's model lies; its recipe lies beside it.
const modelFile = "engine/find/phi/tagger/model.gz"

// write writes a model and, beside it, what it is made of: who has the same pages and running text makes the same file.
func (r recipe) write(m *tagger.Model, pages []stranger, words int) error {
	var file bytes.Buffer
	if err := m.Write(&file); err != nil {
		return err
	}
	if err := os.WriteFile(modelFile, file.Bytes(), 0o644); err != nil {
		return err
	}
	count, batches := map[string]int{}, ""
	for i := range pages {
		b := batchOf(&pages[i])
		if count[b]++; count[b] == 1 {
			batches += b
		}
	}
	sum, err := sumOf(r.dirs, r.aside)
	if err != nil {
		return err
	}
	var out strings.Builder
	fmt.Fprintf(&out, "model.gz %x\n", sha256.Sum256(file.Bytes()))
	fmt.Fprintf(&out, "pages %x %d of batches %s\n", sum, len(pages), batches)
	for _, v := range visits {
		fmt.Fprintf(&out, "%s.csv %s\n%s_metadata.csv %s\n", v.name, v.notes, v.name, v.people)
	}
	fmt.Fprintf(&out, "%s %s\ncharts %d of each of the families %s\nseed %d\nwords %d\n", talk, talkSum, r.count, r.families, r.seed, words)
	return os.WriteFile(strings.TrimSuffix(modelFile, ".gz")+".txt", []byte(out.String()), 0o644)
}

// sumOf is the SHA-256 of the pages of folders that have their identifiers beside them, in the order of their names, but for the
// batches that are kept aside.
func sumOf(dirs []string, aside string) ([]byte, error) {
	h := sha256.New()
	for _, dir := range dirs {
		paths, err := filepath.Glob(filepath.Join(dir, "*.phi"))
		if err != nil {
			return nil, err
		}
		for _, p := range paths {
			if strings.Contains(aside, filepath.Base(p)[:1]) {
				continue
			}
			for _, name := range []string{strings.TrimSuffix(p, ".phi") + ".txt", p} {
				raw, err := os.ReadFile(name)
				if err != nil {
					return nil, err
				}
				fmt.Fprintf(h, "%s %d\n", filepath.Base(name), len(raw))
				h.Write(raw)
			}
		}
	}
	return h.Sum(nil), nil
}
