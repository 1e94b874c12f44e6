package hostile

import (
	"bytes"
	"compress/zlib"
	"io"
	"testing"
)

func TestZerosInflate(t *testing.T) {
	for _, n := range []int{0, 1000, 2 << 20, 5<<20 + 77} {
		r, err := zlib.NewReader(bytes.NewReader(zeros(n)))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || len(got) != n || len(bytes.Trim(got, "\x00")) != 0 {
			t.Errorf("%d: got %d bytes, %v", n, len(got), err)
		}
	}
}
