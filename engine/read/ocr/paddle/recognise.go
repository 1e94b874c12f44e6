package paddle

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"image"
	"math"
	"unicode/utf8"

	onnx "github.com/yalue/onnxruntime_go"
)

const (
	lineHeight = 48   // pixels of a line as the recogniser sees it
	mostWidth  = 3200 // longer lines are squeezed: none of print is that long
	leastWidth = 48
	maxKeys    = 100000
)

// Line is a strip as read.
type Line struct {
	Strip Strip
	Chars []Char
}

// Char is one character with its probability and the stretch of the strip that it stands on, about, in pixels of the page.
type Char struct {
	Rune     rune
	P        float64
	Rival    float64 // probability of the next best, another character or none
	From, To float64
}

// alphabet says which character each class of the recogniser stands for; 0 is one that is not given out, and class 0 is
// the blank between characters.
type alphabet struct {
	runes  []rune
	plain  []int // the classes that count, but for the blank
	values []rune
}

// newAlphabet reads the list of keys, one a line. The last class is the space.
func newAlphabet(keys []byte) (alphabet, error) {
	a := alphabet{runes: []rune{0}}
	sc := bufio.NewScanner(bytes.NewReader(keys))
	for sc.Scan() {
		r, size := utf8.DecodeRune(sc.Bytes())
		if size != len(sc.Bytes()) || r == utf8.RuneError || len(a.runes) > maxKeys {
			return a, errors.New("load the recogniser's keys: a line is not one character")
		}
		a.runes = append(a.runes, latin(r))
	}
	if err := sc.Err(); err != nil || len(a.runes) < 10 {
		return a, errors.New("load the recogniser's keys: there are none")
	}
	a.runes = append(a.runes, ' ')
	for class, r := range a.runes {
		if r != 0 {
			a.plain = append(a.plain, class)
			a.values = append(a.values, r)
		}
	}
	return a, nil
}

// latin gives the plain form of a character of Latin script, 0 for any other.
func latin(r rune) rune {
	switch {
	case r > 0xff00 && r < 0xff5f:
		r -= 0xfee0 // full-width forms stand in the order of ASCII
	case r >= 0x2018 && r <= 0x2019:
		r = '\''
	case r == 0x201c || r == 0x201d:
		r = '"'
	case r == 0x2013 || r == 0x2014:
		r = '-'
	case r == 0x3001:
		r = ','
	case r == 0x3002:
		r = '.'
	case r == 0x2022 || r == 0x25cf:
		r = 0xb7
	}
	if r > 0x20 && r < 0x7f || r >= 0xa1 && r <= 0xff || r == 0x2264 || r == 0x2265 || r == 0xb5 {
		return r
	}
	return 0
}

// Recognise reads one strip of a page.
func (r *Reader) Recognise(g *image.Gray, s Strip) (Line, error) {
	line := Line{Strip: s}
	if s.Length < 1 || s.Height < 1 {
		return line, nil
	}
	width := int(math.Ceil(s.Length*lineHeight/s.Height/8)) * 8
	width = min(mostWidth, max(leastWidth, width))
	cut := s.cut(g, width, lineHeight)
	err := r.recogniser.run(onnx.NewShape(1, 3, lineHeight, int64(width)), recogniserInput(cut), func(shape onnx.Shape, p []float32) error {
		if len(shape) != 3 || int(shape[2]) != len(r.alphabet.runes) || len(p) != int(shape[1])*int(shape[2]) {
			return fmt.Errorf("recognise: an output of shape %v for %d classes", shape, len(r.alphabet.runes))
		}
		line.Chars = r.alphabet.decode(p, int(shape[1]), s.Length/float64(shape[1]))
		return nil
	})
	return line, err
}

func recogniserInput(g *image.Gray) []float32 {
	n := len(g.Pix)
	out := make([]float32, 3*n)
	for i, v := range g.Pix {
		f := (float32(v)/255 - 0.5) / 0.5
		out[i], out[n+i], out[2*n+i] = f, f, f
	}
	return out
}

// decode takes the likeliest class of each column, joins equal neighbours and drops blanks. A character's probability is
// that of its best column; column is how wide a column is on the page.
func (a alphabet) decode(p []float32, columns int, column float64) []Char {
	var out []Char
	var mass [0x2300]float32
	classes := len(a.runes)
	last := rune(0)
	for t := range columns {
		row := p[t*classes : (t+1)*classes]
		best, most, rival := rune(0), row[0], float32(0)
		for i, class := range a.plain {
			r := a.values[i]
			mass[r] += row[class]
			switch m := mass[r]; {
			case m > most && r != best:
				best, most, rival = r, m, most
			case r == best && best != 0:
				most = m
			case m > rival:
				rival = m
			}
		}
		for _, r := range a.values {
			mass[r] = 0
		}
		c := Char{best, float64(most), float64(rival), float64(t) * column, float64(t+1) * column}
		switch best {
		case 0:
		case last:
			at := &out[len(out)-1]
			if at.To = c.To; c.P > at.P {
				at.P, at.Rival = c.P, c.Rival
			}
		default:
			out = append(out, c)
		}
		last = best
	}
	return out
}
