package ocr

import (
	"image"
	"testing"

	"chartproof.org/chartproof/engine/read/preprocess"
)

// TestWhatIsReadIsNotLone: a sign that was read surely is not read a second time; a stroke that was hardly read is.
func TestWhatIsReadIsNotLone(t *testing.T) {
	at := image.Rect(100, 100, 118, 120)
	specks := preprocess.Specks{Boxes: []image.Rectangle{at}, Height: 20}
	cases := []struct {
		name string
		read []Word
		lone int
	}{
		{"nothing read", nil, 1},
		{"a letter", []Word{{Text: "H", Confidence: 0.3, Box: at}}, 0},
		{"a sure sign", []Word{{Text: "%", Confidence: 0.9, Box: at}}, 0},
		{"an unsure sign", []Word{{Text: "%", Confidence: 0.3, Box: at}}, 1},
		{"a sure bar", []Word{{Text: "|", Confidence: 0.9, Box: at}}, 1},
		{"a word elsewhere", []Word{{Text: "Glucose", Confidence: 0.9, Box: at.Add(image.Pt(200, 0))}}, 1},
	}
	for _, c := range cases {
		if got := loneGroups(specks, c.read); len(got) != c.lone {
			t.Errorf("%s: want %d, got %v", c.name, c.lone, got)
		}
	}
}
