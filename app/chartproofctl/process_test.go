package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestACopyIsNeverWithoutItsProof(t *testing.T) {
	for _, blocked := range []string{"copy.pdf", "copy.dsse"} {
		dir := t.TempDir()
		pdf, proof := filepath.Join(dir, "copy.pdf"), filepath.Join(dir, "copy.dsse")
		if err := os.Mkdir(filepath.Join(dir, blocked), 0o700); err != nil { // no file can take its place
			t.Fatal(err)
		}
		if err := writeProved(pdf, []byte("copy"), proof, []byte("proof")); err == nil {
			t.Errorf("%s cannot be written: want an error", blocked)
		}
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) != 1 {
			t.Errorf("%s cannot be written: want nothing beside it, got %v, %v", blocked, entries, err)
		}
	}
	dir := t.TempDir()
	pdf, proof := filepath.Join(dir, "copy.pdf"), filepath.Join(dir, "copy.dsse")
	if err := writeProved(pdf, []byte("copy"), proof, []byte("proof")); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{pdf: "copy", proof: "proof"} {
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("want %q, got %q, %v", want, got, err)
		}
	}
}
