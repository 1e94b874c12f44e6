package ocr

import (
	"image"
	"time"

	"chartproof.org/chartproof/engine/read/fuse"
	"chartproof.org/chartproof/engine/read/ocr/paddle"
	"chartproof.org/chartproof/engine/read/preprocess"
)

// second reads a sheet with the second engine.
type second struct {
	*paddle.Reader
	until time.Time
	still bool // the page is not turned
}

// hardPage is the share of words that the first engine doubts from which the second one reads the whole page: on such a
// page the first finds lines badly as well, and its boxes are no help.
const hardPage = 0.15

// add reads a sheet that the first engine read and turned: all of it where it is hard, else what the first one doubts and
// what it left over.
func (s second) add(x *result, specks preprocess.Specks) error {
	if doubtedShare(x.read) > hardPage {
		x.second = fuse.All
		found, err := s.words(x.sheet.Gray)
		x.other = x.cleaned(found)
		return err
	}
	x.second = fuse.Doubted
	found, err := s.doubted(x, specks)
	x.other = x.cleaned(found)
	return err
}

// doubtedShare is the share of words with letters that the first engine is not sure of, digits aside.
func doubtedShare(read []Word) float64 {
	n, low := 0, 0
	for _, w := range read {
		if letters(w.Text) == "" {
			continue
		}
		n++
		if w.Confidence < fuse.SureOfWord {
			low++
		}
	}
	if n == 0 {
		return 1
	}
	return float64(low) / float64(n)
}

// leastTurn is how much surer a page must read at another turn to be taken to lie that way.
const leastTurn = 0.1

// upright reads a sheet as it lies, and turned where that reads badly.
func (s second) upright(sheet preprocess.Sheet) (result, error) {
	best, sure, err := s.at(sheet, 0)
	if err != nil || s.still || sure > 0.8 {
		return best, err
	}
	for _, turn := range []int{90, 270, 180} {
		other, now, err := s.at(sheet, turn)
		if err != nil {
			return best, err
		}
		if now > sure+leastTurn {
			best, sure = other, now
		}
	}
	return best, nil
}

// at reads the sheet turned clockwise; sure is the mean confidence of its characters. A page on its side gives few lines,
// each of them upright, and is not sure.
func (s second) at(sheet preprocess.Sheet, turn int) (x result, sure float64, err error) {
	x = result{turn: turn}
	x.sheet, x.skew = sheet.Turn(turn).Level()
	if x.other, err = s.words(x.sheet.Gray); err != nil {
		return x, 0, err
	}
	sum, n := 0.0, 0.0
	for _, w := range x.other {
		for _, c := range w.Symbols {
			sum += c
			n++
		}
	}
	return x, sum / max(n, 20), nil
}

// words finds the lines of a sheet and reads all of them.
func (s second) words(g *image.Gray) ([]Word, error) {
	strips, err := s.Detect(g)
	if err != nil {
		return nil, err
	}
	return s.recognise(g, strips)
}

// recognise reads strips of a sheet.
func (s second) recognise(g *image.Gray, strips []paddle.Strip) ([]Word, error) {
	var out []Word
	for _, strip := range strips {
		if time.Until(s.until) <= 0 {
			return nil, errNoTime
		}
		line, err := s.Recognise(g, strip)
		if err != nil {
			return nil, err
		}
		out = append(out, lineWords(g, line)...)
	}
	return out, nil
}

// lineWords parts a line at its spaces.
func lineWords(g *image.Gray, l paddle.Line) []Word {
	ends := charEnds(l.Chars, l.Strip.Length)
	var out []Word
	for from := 0; from < len(l.Chars); {
		if l.Chars[from].Rune == ' ' {
			from++
			continue
		}
		to := from
		for to < len(l.Chars) && l.Chars[to].Rune != ' ' {
			to++
		}
		out = append(out, lineWord(l, ends, from, to, g.Rect))
		from = to
	}
	return out
}

// charEnds gives where each character begins and ends. The recogniser tells where it was sure of a character, which is
// somewhere on it: the border between two characters is put in the middle between these places, and no character is wider
// than the usual distance between two.
func charEnds(chars []paddle.Char, length float64) [][2]float64 {
	out := make([][2]float64, len(chars))
	if len(chars) == 0 {
		return out
	}
	usual := length / float64(len(chars))
	for i, c := range chars {
		at := (c.From + c.To) / 2
		from, to := at-usual*0.75, at+usual*0.75
		if i > 0 {
			from = max(from, (at+(chars[i-1].From+chars[i-1].To)/2)/2)
		}
		if i+1 < len(chars) {
			to = min(to, (at+(chars[i+1].From+chars[i+1].To)/2)/2)
		}
		out[i] = [2]float64{max(0, from), min(length, to)}
	}
	return out
}

func lineWord(l paddle.Line, ends [][2]float64, from, to int, bounds image.Rectangle) Word {
	w := Word{Box: l.Strip.Box(ends[from][0], ends[to-1][1]).Intersect(bounds), Confidence: 1}
	for i := from; i < to; i++ {
		w.Text += string(l.Chars[i].Rune)
		w.Symbols, w.Rivals = append(w.Symbols, l.Chars[i].P), append(w.Rivals, l.Chars[i].Rival)
		w.Confidence = min(w.Confidence, l.Chars[i].P)
		b := l.Strip.Box(ends[i][0], ends[i][1])
		w.Spans = append(w.Spans, Span{From: b.Min.X, To: b.Max.X})
	}
	return w
}
