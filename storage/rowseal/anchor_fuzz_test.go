package rowseal

import (
	"bytes"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

// FuzzAnchor: an anchor that was kept elsewhere is read whole or told as harm; its trail is text that is not trusted.
func FuzzAnchor(f *testing.F) {
	whole, err := Anchor{Head: bytes.Repeat([]byte{7}, sumBytes), Trail: []byte("device\n1\nAAAA\n")}.Bytes()
	if err != nil {
		f.Fatal(err)
	}
	if _, err := ParseAnchor(whole); err != nil {
		f.Fatalf("the seed: %v", err)
	}
	f.Add(whole)
	f.Add(bytes.Repeat([]byte(" "), 17<<10))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := ParseAnchor(data)
		if err != nil {
			if chart.KindOf(err) != chart.Tampered {
				t.Errorf("want %s, got %v", chart.Tampered, err)
			}
			return
		}
		_, _ = a.Checkpoint()
		again, err := a.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if back, err := ParseAnchor(again); err != nil || !bytes.Equal(back.Head, a.Head) || !bytes.Equal(back.Trail, a.Trail) {
			t.Errorf("what was read does not come back: %+v, %v", back, err)
		}
	})
}
