package scanner

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"strings"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/g4"
	"chartproof.org/chartproof/ui/present"
)

// quality of JPEG: text of 6 points at 300 dpi reads as from the pixels.
const quality = 92

// pictureSide is the longer side of the picture for the screen, in pixels.
const pictureSide = 1400

// encode makes a sheet of a picture.
func encode(r *geom.Raster) (present.Sheet, error) {
	out := present.Sheet{Depth: r.Depth, Width: int(r.Width), Height: int(r.Height), Picture: smaller(r)}
	if r.Depth == geom.Bitonal {
		out.Data = g4.Encode(r)
		return out, nil
	}
	var m image.Image = r.ToGray()
	if r.Depth == geom.Colour {
		m = r.ToRGBA()
	}
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, m, &jpeg.Options{Quality: quality}); err != nil {
		return present.Sheet{}, fmt.Errorf("scan: encode: %w", err)
	}
	out.Data = buf.Bytes()
	return out, nil
}

// smaller is the picture in grey or colour, each pixel the mean of a square.
func smaller(r *geom.Raster) *geom.Raster {
	by := max(1, int(math.Ceil(float64(max(r.Width, r.Height))/pictureSide)))
	w, h, parts, depth := max(1, int(r.Width)/by), max(1, int(r.Height)/by), 1, geom.Gray
	if r.Depth == geom.Colour {
		parts, depth = 3, geom.Colour
	}
	out := &geom.Raster{Depth: depth, Width: geom.Px(w), Height: geom.Px(h), DPI: r.DPI / float64(by), Pix: make([]byte, w*h*parts)}
	for y := range h {
		for x := range w {
			for c := range parts {
				out.Pix[(y*w+x)*parts+c] = mean(r, x*by, y*by, by, c)
			}
		}
	}
	return out
}

// mean of one part of the pixels of a square.
func mean(r *geom.Raster, x0, y0, side, part int) byte {
	sum, n := 0, 0
	for y := y0; y < min(y0+side, int(r.Height)); y++ {
		row := r.Pix[y*r.Stride():]
		for x := x0; x < min(x0+side, int(r.Width)); x++ {
			switch r.Depth {
			case geom.Bitonal:
				if row[x/8]&(0x80>>(x%8)) == 0 {
					sum += 0xff
				}
			case geom.Colour:
				sum += int(row[3*x+part])
			default:
				sum += int(row[x])
			}
			n++
		}
	}
	return byte(sum / max(1, n)) //nolint:gosec // a mean of bytes
}

// File makes one PDF of the sheets, in their order: an image a page, at its size on paper. Equal sheets give equal bytes; there is no
// date in it. The device's label stands as its creator, by which charts are told apart by scanner later.
func File(sheets []present.Sheet) ([]byte, error) {
	if len(sheets) == 0 {
		return nil, errors.New("make a file: no sheets")
	}
	var f file
	f.text("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	f.object("<</Type/Catalog/Pages 2 0 R>>")
	var kids strings.Builder
	for n := range sheets {
		fmt.Fprintf(&kids, "%d 0 R ", firstPage+3*n)
	}
	f.object(fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(sheets)))
	f.object(fmt.Sprintf("<</Producer(Chartproof)/Creator(%s)>>", pdfText(sheets[0].Label)))
	for n, s := range sheets {
		if s.Width < 1 || s.Height < 1 || s.DPI < 1 || len(s.Data) == 0 {
			return nil, fmt.Errorf("make a file: sheet %d is empty", n+1)
		}
		f.page(firstPage+3*n, s)
	}
	at := f.buf.Len()
	f.text(fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(f.at)+1))
	for _, o := range f.at {
		f.text(fmt.Sprintf("%010d 00000 n \n", o))
	}
	f.text(fmt.Sprintf("trailer\n<</Size %d/Root 1 0 R/Info 3 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(f.at)+1, at))
	return f.buf.Bytes(), nil
}

// firstPage is the number of the first page's object; its drawing and its image follow.
const firstPage = 4

// file is a PDF as it grows.
type file struct {
	buf bytes.Buffer
	at  []int // where each object begins
}

func (f *file) text(s string) { f.buf.WriteString(s) }

func (f *file) object(body string) {
	f.at = append(f.at, f.buf.Len())
	f.text(fmt.Sprintf("%d 0 obj\n%s\nendobj\n", len(f.at), body))
}

func (f *file) stream(dict string, data []byte) {
	f.at = append(f.at, f.buf.Len())
	f.text(fmt.Sprintf("%d 0 obj\n<<%s/Length %d>>\nstream\n", len(f.at), dict, len(data)))
	f.buf.Write(data)
	f.text("\nendstream\nendobj\n")
}

func (f *file) page(number int, s present.Sheet) {
	w, h := 72*float64(s.Width)/float64(s.DPI), 72*float64(s.Height)/float64(s.DPI)
	f.object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Resources<</XObject<</I %d 0 R>>>>/Contents %d 0 R>>", w, h, number+2, number+1))
	f.stream("", fmt.Appendf(nil, "q %.2f 0 0 %.2f 0 0 cm /I Do Q", w, h))
	form := "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode"
	switch s.Depth {
	case geom.Bitonal:
		form = fmt.Sprintf("/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns %d/Rows %d>>", s.Width, s.Height)
	case geom.Colour:
		form = "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
	}
	f.stream(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d%s", s.Width, s.Height, form), s.Data)
}

// pdfText keeps the plain characters of a label.
func pdfText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`()\`, r) {
			return ' '
		}
		return r
	}, s)
}
