package redact

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/geom"
)

// The file that Write makes, byte by byte. Inspect builds the same strings and compares: change both or neither.
const (
	fileHead   = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
	catalog    = "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
	streamHead = "stream\n"
	streamEnd  = "\nendstream\nendobj\n"
	firstPage  = 3 // the page number n (from 0) is object firstPage+3n, its drawing the next, its image the one after
)

// picture is one encoded page.
type picture struct {
	depth         geom.Depth
	width, height int
	dpi           float64
	data          []byte
}

func pageObject(n int) int { return firstPage + 3*n }

// pageList is the page list, whose length is known before the first page is.
func pageList(pages int) string {
	var b strings.Builder
	b.WriteString("2 0 obj\n<</Type/Pages/Kids[")
	for n := range pages {
		if n > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%d 0 R", pageObject(n))
	}
	fmt.Fprintf(&b, "]/Count %d>>\nendobj\n", pages)
	return b.String()
}

// points is a length on paper in 1/72 inch with two decimals, as text.
func points(px int, dpi float64) string {
	return strconv.FormatFloat(math.Round(float64(px)*7200/dpi)/100, 'f', -1, 64)
}

// pageText is the page; one with a searchable layer names the layer's font.
func pageText(n int, width, height string, layered bool) string {
	o, font := pageObject(n), ""
	if layered {
		font = layerFont
	}
	return fmt.Sprintf("%d 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s %s]/Resources<</XObject<</I %d 0 R>>%s>>/Contents %d 0 R>>\nendobj\n",
		o, width, height, o+2, font, o+1)
}

func drawingText(n int, drawing string) string {
	return drawingHead(n, len(drawing)) + drawing + streamEnd
}

func drawingHead(n, length int) string {
	return fmt.Sprintf("%d 0 obj\n<</Length %d>>\nstream\n", pageObject(n)+1, length)
}

func imageText(n int, p picture) string {
	form := "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode"
	switch p.depth {
	case geom.Bitonal:
		form = fmt.Sprintf("/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns %d/Rows %d>>",
			p.width, p.height)
	case geom.Colour:
		form = "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
	}
	return fmt.Sprintf("%d 0 obj\n<</Type/XObject/Subtype/Image/Width %d/Height %d%s/Length %d>>\n",
		pageObject(n)+2, p.width, p.height, form, len(p.data))
}

// tail is the cross-reference table of the objects at the offsets (objects 1, 2, 3 …) and the end of the file.
func tail(offsets []int64, at int64) string {
	var b strings.Builder
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, at)
	return b.String()
}

// pdfWriter writes the file front to back.
type pdfWriter struct {
	w       io.Writer
	at      int64
	offsets []int64
}

func (p *pdfWriter) put(parts ...string) error {
	for _, s := range parts {
		n, err := io.WriteString(p.w, s)
		p.at += int64(n)
		if err != nil {
			return fmt.Errorf("write pdf: %w", err)
		}
	}
	return nil
}

// object writes one object whose text begins at the current place.
func (p *pdfWriter) object(parts ...string) error {
	p.offsets = append(p.offsets, p.at)
	return p.put(parts...)
}

func (p *pdfWriter) begin(pages int) error {
	if err := p.put(fileHead); err != nil {
		return err
	}
	if err := p.object(catalog); err != nil {
		return err
	}
	return p.object(pageList(pages))
}

func (p *pdfWriter) page(n int, pic picture, l layer) error {
	w, h := points(pic.width, pic.dpi), points(pic.height, pic.dpi)
	if err := p.object(pageText(n, w, h, len(l.runs) > 0)); err != nil {
		return err
	}
	if err := p.object(drawingText(n, content(w, h, l))); err != nil {
		return err
	}
	if err := p.object(imageText(n, pic), streamHead); err != nil {
		return err
	}
	c, err := p.w.Write(pic.data)
	p.at += int64(c)
	if err != nil {
		return fmt.Errorf("write pdf: %w", err)
	}
	return p.put(streamEnd)
}

func (p *pdfWriter) end() error { return p.put(tail(p.offsets, p.at)) }
