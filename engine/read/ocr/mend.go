package ocr

import (
	"image"
	"regexp"
	"strings"
)

// numeric is what a date, an amount, a phone or another number of several digits looks like when some of its zeros and
// ones were read as the letters that resemble them.
var numeric = regexp.MustCompile(`^[($]?[0-9@QOolI|]{1,4}(?:[-/.,:][0-9@QOolI|]{1,4}){1,3}[),.;:%]?$`)

// lookalikes are letters that stand for a digit inside a number. The zero of many typewriter faces has a stroke or a dot.
var lookalikes = strings.NewReplacer("@", "0", "Q", "0", "O", "0", "o", "0", "l", "1", "I", "1", "|", "1")

// misread gives the right reading of a word of medicine that comes out as no word at all, always in the same way.
func misread(text string) (string, bool) {
	switch strings.TrimRight(text, ".,;:)") {
	case "Alc", "AIc", "Aic", "HbAlc", "HbAIc", "HbAic":
		return strings.NewReplacer("Alc", "A1c", "AIc", "A1c", "Aic", "A1c").Replace(text), true
	case "V/L":
		return strings.Replace(text, "V", "U", 1), true
	case "mlU/L", "mlU/mL", "ulU/mL", "µlU/mL":
		return strings.Replace(text, "lU", "IU", 1), true
	}
	return text, false
}

// mend repairs a word whose surroundings leave only one reading: a letter inside a number that has two digits for each
// such letter at least. The repaired characters stay doubtful.
func mend(w Word) Word {
	if right, ok := misread(w.Text); ok {
		w.Text, w.Confidence = right, min(w.Confidence, 0.8)
		return w
	}
	// A letter in front may be the letter of a code: I50.9 is a diagnosis, O-2 a blood group.
	if !numeric.MatchString(w.Text) || strings.ContainsRune("OolI|", rune(w.Text[0])) {
		return w
	}
	digits, wrong := 0, 0
	for _, r := range w.Text {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case strings.ContainsRune("@QOolI|", r):
			wrong++
		}
	}
	if wrong == 0 || digits < 2*wrong || digits+wrong < 4 {
		return w
	}
	for i, r := range []rune(w.Text) {
		if strings.ContainsRune("@QOolI|", r) && i < len(w.Symbols) {
			w.Symbols[i] = min(w.Symbols[i], 0.6)
		}
	}
	w.Text = lookalikes.Replace(w.Text)
	w.Confidence = min(w.Confidence, 0.8)
	return w
}

// mendBars takes a lone upright stroke of the height of the letters beside it for the capital I, as in "I authorize";
// strokes that stand alone or reach farther are rules of a form and are dropped.
func mendBars(read []Word) []Word {
	out := read[:0:0]
	for _, w := range read {
		if strings.Trim(w.Text, "|¦_—–~‘’'`.,:;\"“”()[]{}\\ ") == "" {
			if w.Text != "|" || !startsText(w, read) {
				continue
			}
			w.Text = "I"
			w.Confidence = min(w.Confidence, 0.7)
		}
		out = append(out, w)
	}
	return out
}

// startsText reports whether a word of letters follows the stroke at a word's distance on the same line.
func startsText(bar Word, read []Word) bool {
	h := bar.Box.Dy()
	reach := image.Rect(bar.Box.Max.X+h/5, bar.Box.Min.Y, bar.Box.Max.X+h, bar.Box.Max.Y)
	for _, w := range read {
		if w.Box.Min.X >= reach.Min.X && w.Box.Min.X <= reach.Max.X && w.Confidence > 0.8 && len(letters(w.Text)) >= 2 &&
			w.Text[0] >= 'a' && w.Text[0] <= 'z' && w.Box.Overlaps(reach.Inset(-h)) && 5*h >= 4*w.Box.Dy()/2 && 2*h <= 3*w.Box.Dy() {
			return true
		}
	}
	return false
}
