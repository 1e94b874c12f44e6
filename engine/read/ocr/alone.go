package ocr

import (
	"bytes"
	"fmt"
	"image"
	"strconv"
	"strings"

	"github.com/otiai10/gosseract/v2"
)

// alone reads short words that stand by themselves, cut out of the page. It goes through gosseract, which gives words with
// boxes and confidence. Whole pages go through the bridge: a page needs the confidence and place of every character out of
// the same recognition, and gosseract would recognise it once more for those.
type alone struct{ client *gosseract.Client }

// openAlone loads a model of its own. Nothing may be set afterwards that would make gosseract load it again: by then no
// file can be opened.
func openAlone(tessdata string) (*alone, error) {
	a := &alone{client: gosseract.NewClient()}
	if err := a.client.SetTessdataPrefix(tessdata); err != nil {
		return nil, fmt.Errorf("load English Tesseract model: %w", err)
	}
	if err := a.client.SetLanguage("eng"); err != nil {
		return nil, fmt.Errorf("load English Tesseract model: %w", err)
	}
	for name, value := range map[gosseract.SettableVariable]string{
		"tessedit_pageseg_mode": strconv.Itoa(int(Alone)), "tessedit_do_invert": "0", "debug_file": "/dev/null"} {
		if err := a.client.SetVariable(name, value); err != nil {
			return nil, fmt.Errorf("set Tesseract variable %s: %w", name, err)
		}
	}
	return a, nil
}

// words reads a cutting. Every character gets the confidence of its word.
func (a *alone) words(g *image.Gray, dpi float64) ([]Word, error) {
	if err := a.client.SetVariable("user_defined_dpi", strconv.Itoa(int(max(70, dpi)))); err != nil {
		return nil, fmt.Errorf("set Tesseract variable: %w", err)
	}
	if err := a.client.SetImageFromBytes(pgm(g)); err != nil {
		return nil, fmt.Errorf("hand a cutting to Tesseract: %w", err)
	}
	boxes, err := a.client.GetBoundingBoxes(gosseract.RIL_WORD)
	if err != nil {
		return nil, fmt.Errorf("read a cutting: %w", err)
	}
	var out []Word
	for _, b := range boxes {
		text := strings.TrimSpace(b.Word)
		if text == "" {
			continue
		}
		w := Word{Text: text, Confidence: b.Confidence / 100, Box: b.Box, Line: 1}
		n := len([]rune(text))
		for i := range n {
			w.Symbols = append(w.Symbols, w.Confidence)
			w.Spans = append(w.Spans, Span{From: b.Box.Min.X + i*b.Box.Dx()/n, To: b.Box.Min.X + (i+1)*b.Box.Dx()/n})
		}
		out = append(out, w)
	}
	return out, nil
}

// close frees the model.
func (a *alone) close() {
	if a != nil {
		_ = a.client.Close()
	}
}

// pgm is the raw form that Leptonica reads without a codec: a JPEG or PNG would meet MuPDF's libraries in place of its own.
func pgm(g *image.Gray) []byte {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	var b bytes.Buffer
	fmt.Fprintf(&b, "P5\n%d %d\n255\n", w, h)
	for y := range h {
		o := g.PixOffset(g.Rect.Min.X, g.Rect.Min.Y+y)
		b.Write(g.Pix[o : o+w])
	}
	return b.Bytes()
}
