package ocr

/*
#cgo CFLAGS: -O2
#cgo LDFLAGS: -ltesseract -llept
#include "bridge.h"
#include <stdlib.h>
*/
import "C"

import (
	"errors"
	"fmt"
	"image"
	"strings"
	"time"
	"unicode"
	"unsafe"

	"chartproof.org/chartproof/engine/read/fuse"
)

// Mode is how Tesseract looks for text on the page.
type Mode int

// The modes that are used. Sparse finds text in any place and is best for forms; Layout follows columns and paragraphs;
// Block takes the image for one block of text, Alone for one line.
const (
	Layout Mode = 3
	Block  Mode = 6
	Alone  Mode = 7
	Sparse Mode = 11
)

// Word is a word as one engine read it, and Span the stretch of one of its characters.
type (
	Word = fuse.Word
	Span = fuse.Span
)

// Reader is one loaded Tesseract. It is for one goroutine.
type Reader struct {
	words, turn unsafe.Pointer
	alone       *alone
}

// Open loads the English model, and the orientation model where it is there, from a tessdata folder.
func Open(tessdata string) (*Reader, error) {
	r := &Reader{words: load(tessdata, "eng", 0)}
	if r.words == nil {
		return nil, errors.New("load English Tesseract model")
	}
	if err := r.set("tessedit_do_invert", "0"); err != nil {
		r.Close()
		return nil, err
	}
	r.turn = load(tessdata, "osd", 1)
	var err error
	if r.alone, err = openAlone(tessdata); err != nil {
		r.Close()
		return nil, err
	}
	return r, r.warm()
}

func load(folder, language string, legacy C.int) unsafe.Pointer {
	cf, cl := C.CString(folder), C.CString(language)
	defer C.free(unsafe.Pointer(cf))
	defer C.free(unsafe.Pointer(cl))
	return C.cp_reader(cf, cl, legacy)
}

func (r *Reader) set(name, value string) error {
	cn, cv := C.CString(name), C.CString(value)
	defer C.free(unsafe.Pointer(cn))
	defer C.free(unsafe.Pointer(cv))
	if C.cp_set(r.words, cn, cv) == 0 {
		return fmt.Errorf("set Tesseract variable %s", name)
	}
	return nil
}

// warm makes every lazy part of Tesseract load now, while files may still be opened.
func (r *Reader) warm() error {
	g := image.NewGray(image.Rect(0, 0, 120, 60))
	for i := range g.Pix {
		g.Pix[i] = 0xff
	}
	for x := 20; x < 100; x += 12 {
		for y := 20; y < 40; y++ {
			for k := range 4 {
				g.Pix[y*g.Stride+x+k] = 0
			}
		}
	}
	if _, err := r.Words(g, 300, Sparse, 10*time.Second); err != nil {
		return fmt.Errorf("warm up Tesseract: %w", err)
	}
	if _, err := r.alone.words(g, 300); err != nil {
		return fmt.Errorf("warm up Tesseract: %w", err)
	}
	r.Orientation(g, 300)
	return nil
}

// Knows reports whether Tesseract's dictionary has a word, whatever its case and the signs around it.
func (r *Reader) Knows(word string) bool {
	word = strings.TrimFunc(word, func(c rune) bool { return !unicode.IsLetter(c) })
	if len(word) < 3 {
		return false
	}
	for _, form := range []string{word, strings.ToLower(word)} {
		c := C.CString(form)
		known := C.cp_valid(r.words, c) != 0
		C.free(unsafe.Pointer(c))
		if known {
			return true
		}
	}
	return false
}

// HasOrientation reports whether the orientation model was found.
func (r *Reader) HasOrientation() bool { return r.turn != nil }

// Words reads an upright grey page. dpi tells Tesseract how large text may be.
func (r *Reader) Words(g *image.Gray, dpi float64, mode Mode, limit time.Duration) ([]Word, error) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	if w < 3 || h < 3 {
		return nil, nil
	}
	var c C.cp_words
	C.cp_read(r.words, (*C.uchar)(unsafe.Pointer(&g.Pix[0])), C.int(w), C.int(h), C.int(g.Stride),
		C.int(max(70, dpi)), C.int(mode), C.int(limit.Milliseconds()), &c)
	defer C.cp_free_words(&c)
	if c.failed != 0 {
		return nil, errors.New("Tesseract did not finish")
	}
	symbols := unsafe.Slice(c.symbol, int(c.symbols))
	out := make([]Word, 0, int(c.words))
	for _, cw := range unsafe.Slice(c.word, int(c.words)) {
		word := Word{Text: C.GoString(cw.text), Confidence: float64(cw.confidence) / 100, Line: int(cw.line),
			Box:        image.Rect(int(cw.left), int(cw.top), int(cw.right), int(cw.bottom)),
			Dictionary: cw.dictionary != 0}
		for _, s := range symbols[cw.first : cw.first+cw.symbols] {
			word.Symbols = append(word.Symbols, float64(s.confidence)/100)
			word.Spans = append(word.Spans, Span{From: int(s.left), To: int(s.right)})
		}
		out = append(out, word)
	}
	return out, nil
}

// Orientation guesses by how many degrees clockwise the page must be turned to stand upright, and how sure that is; sure
// is 0 where nothing can be said, and above about 2 where there is enough text to tell.
func (r *Reader) Orientation(g *image.Gray, dpi float64) (degrees int, sure float64) {
	if r.turn == nil {
		return 0, 0
	}
	var deg C.int
	var conf C.float
	ok := C.cp_orientation(r.turn, (*C.uchar)(unsafe.Pointer(&g.Pix[0])), C.int(g.Rect.Dx()), C.int(g.Rect.Dy()),
		C.int(g.Stride), C.int(max(70, dpi)), &deg, &conf)
	if ok == 0 {
		return 0, 0
	}
	return int(deg), float64(conf)
}

// Close frees the models.
func (r *Reader) Close() {
	if r.words != nil {
		C.cp_reader_close(r.words)
	}
	if r.turn != nil {
		C.cp_reader_close(r.turn)
	}
	r.alone.close()
	r.words, r.turn, r.alone = nil, nil, nil
}
