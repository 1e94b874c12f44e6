package fuse

import "testing"

// BenchmarkFuse measures what the fusion of a page costs, on the evidence's pages.
func BenchmarkFuse(b *testing.B) {
	pages := load(b)
	fitted()
	i := 0
	for b.Loop() {
		e := &pages[i%len(pages)]
		Fuse(e.A, e.B, All)
		i++
	}
}
