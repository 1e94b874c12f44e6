package passwords

import (
	_ "embed"
	"hash/fnv"
	"sort"
	"strings"
)

//go:embed common.bin
var common []byte

// Width is the bytes of one entry.
const Width = 5

// Len is the number of passwords known.
func Len() int { return len(common) / Width }

// Common reports whether the text is one of them. Two texts have the same hash about once in 10^12.
func Common(text string) bool {
	want := Hash(text)
	i := sort.Search(Len(), func(i int) bool { return at(i) >= want })
	return i < Len() && at(i) == want
}

func at(i int) (n uint64) {
	for _, b := range common[i*Width : (i+1)*Width] {
		n = n<<8 | uint64(b)
	}
	return n
}

// Hash gives the number that stands for a text.
func Hash(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(strings.ToLower(text)))
	return h.Sum64() >> (64 - 8*Width)
}
