package ocr

import (
	"errors"
	"image"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/read/fuse"
	"chartproof.org/chartproof/engine/read/preprocess"
)

// reading is one page on its way.
type reading struct {
	r     *Reader
	until time.Time
	still bool // the page is not turned
}

// result is a page read at one turn.
type result struct {
	sheet preprocess.Sheet
	read  []Word // the first engine's words
	other []Word // the second's
	// second says how much of the page the second engine was asked for, knows which words stand in the dictionary.
	second fuse.Extent
	knows  func(string) bool
	turn   int
	skew   float64
	// coarse says that the page came in too few dots for its gaps to tell words apart.
	coarse bool
}

// coarseDPI is the resolution below which a space may be a single pixel.
const coarseDPI = 150

// score counts the words of a look that tell how the page lies.
type score struct {
	good, aside, all int // surely words, surely words that stand on their side, all with a letter or a digit
}

// score counts. Text read upside down or on its side gives many words and few good ones.
func (x result) score() score {
	var s score
	for _, w := range x.read {
		n := len(letters(w.Text))
		if n == 0 {
			continue
		}
		s.all++
		switch {
		case n < 3 || w.Confidence < 0.75:
		case w.Box.Dx() > w.Box.Dy():
			s.good++
		default:
			s.aside++ // Tesseract reads some sideways text by itself; its boxes then stand upright
		}
	}
	return s
}

// convincing reports whether the reading leaves no doubt that the page stands upright.
func (s score) convincing() bool { return s.good >= 3 && s.good*4 >= s.all && s.good > 2*s.aside }

// beats reports whether a reading at another turn is so much better that the page lies that way.
func (s score) beats(was score) bool {
	return s.good >= was.good+3 && (s.good >= 2*was.good || was.aside >= was.good) && s.good > s.aside
}

// upright reads the page as it lies, and turned where that reads badly: first as the orientation model guesses, then the
// other ways. Another turn is only taken when it reads far better, so that a sparse page is not turned by a bad guess.
func (j *reading) upright(sheet preprocess.Sheet, specks preprocess.Specks) (result, error) {
	best, err := j.at(sheet, 0)
	if err != nil {
		return best, err
	}
	was := best.score()
	if !j.still && !was.convincing() && len(specks.Boxes) >= 12 {
		for _, turn := range j.guesses(sheet) {
			other, err := j.at(sheet, turn)
			if err != nil {
				return best, err
			}
			if now := other.score(); now.beats(was) {
				best, was = other, now
			}
			if best.turn != 0 && was.convincing() {
				break
			}
		}
	}
	if best.turn != 0 || best.skew != 0 {
		specks = best.sheet.Specks()
	}
	return j.again(best, specks)
}

// once looks once, for text anywhere. Where so little is read well that the page may lie another way, it is read as any other.
func (j *reading) once(sheet preprocess.Sheet, specks preprocess.Specks) (result, error) {
	x := result{sheet: sheet}
	var err error
	if x.read, err = j.look(sheet, Sparse); err != nil {
		return x, err
	}
	if s := x.score(); s.good > 0 && s.good >= s.aside || len(specks.Boxes) < 12 {
		return x, nil
	}
	return j.upright(sheet, specks)
}

// rest looks once, for text anywhere, on a page of which so much is known that how it lies is no question.
func (j *reading) rest(sheet preprocess.Sheet, _ preprocess.Specks) (result, error) {
	x := result{sheet: sheet}
	var err error
	x.read, err = j.look(sheet, Sparse)
	return x, err
}

func (j *reading) guesses(sheet preprocess.Sheet) []int {
	guess, sure := j.r.Orientation(sheet.Gray, sheet.DPI)
	out := []int{90, 270, 180}
	if sure <= 0 || guess == 0 {
		return out
	}
	turns := []int{guess}
	for _, t := range out {
		if t != guess {
			turns = append(turns, t)
		}
	}
	return turns
}

// at takes a first look, by the layout, at the sheet turned clockwise.
func (j *reading) at(sheet preprocess.Sheet, turn int) (result, error) {
	x := result{turn: turn}
	x.sheet, x.skew = sheet.Turn(turn).Level()
	var err error
	x.read, err = j.look(x.sheet, Layout)
	return x, err
}

// again looks once more, for scattered text, where the first look left ink over.
func (j *reading) again(x result, specks preprocess.Specks) (result, error) {
	sure, weak, cover := settle(x.read)
	// On a page that is all but read, Tesseract takes the paper's grain for text and spends minutes on it.
	if left := specks.Outside(cover); left < 4 || left*60 < len(specks.Boxes) {
		x.read = append(sure, weak...)
		return j.lone(x, specks)
	}
	more, err := j.look(x.sheet.Without(cover), Sparse)
	if err != nil {
		return x, err
	}
	x.read = merge(sure, weak, more)
	return j.lone(x, specks)
}

var errNoTime = errors.New("no time is left")

func (j *reading) look(s preprocess.Sheet, m Mode) ([]Word, error) {
	left := time.Until(j.until)
	if left <= 0 {
		return nil, errNoTime
	}
	return j.r.Words(s.Smooth(), s.DPI, m, left)
}

// sureEnough is the raw confidence from which a word of the first look is not looked at again.
const sureEnough = 0.6

// settle parts a first look into words that stand and words worth another look, and gives the places that are done.
func settle(read []Word) (sure, weak []Word, cover []image.Rectangle) {
	for _, w := range read {
		switch {
		case letters(w.Text) == "":
			if w.Confidence >= sureEnough && meaningful(w.Text) {
				weak = append(weak, w)
			}
		case w.Confidence >= sureEnough:
			sure = append(sure, w)
			cover = append(cover, w.Box.Inset(-2))
		default:
			weak = append(weak, w)
		}
	}
	return sure, weak, cover
}

// merge adds what a second look found: new words, and better readings of weak ones.
func merge(sure, weak, more []Word) []Word {
	const least = 0.2
	gone := make([]bool, len(weak))
	out := sure
	for _, n := range more {
		if n.Confidence < least || letters(n.Text) == "" {
			continue
		}
		keep := true
		for i, o := range weak {
			if !same(n.Box, o.Box) {
				continue
			}
			if o.Confidence >= n.Confidence {
				keep = false
			} else {
				gone[i] = true
			}
		}
		if keep {
			out = append(out, n)
		}
	}
	for i, o := range weak {
		if !gone[i] {
			out = append(out, o)
		}
	}
	return out
}

// same reports whether two boxes cover half of the smaller one.
func same(a, b image.Rectangle) bool {
	x := a.Intersect(b)
	return 2*x.Dx()*x.Dy() > min(a.Dx()*a.Dy(), b.Dx()*b.Dy())
}

// letters keeps letters and digits.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0xbf && r < 0x250 {
			return r
		}
		return -1
	}, s)
}

// meaningful tells signs that say something by themselves from pieces of rules and frames.
func meaningful(s string) bool { return strings.ContainsAny(s, "+-#%&@$*/<>=") }
