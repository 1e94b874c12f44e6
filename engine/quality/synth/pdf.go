package synth

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image/jpeg"
	"math"
	"strings"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/g4"
)

// pdfFile writes the few objects that charts need (ISO 32000-1).
type pdfFile struct {
	buf     bytes.Buffer
	offsets []int
	reserve int
}

// next reserves an object number.
func (p *pdfFile) next() int { p.reserve++; return p.reserve }

func (p *pdfFile) object(n int, body string) {
	p.mark(n)
	fmt.Fprintf(&p.buf, "%d 0 obj\n%s\nendobj\n", n, body)
}

func (p *pdfFile) stream(n int, dict string, data []byte) {
	p.mark(n)
	fmt.Fprintf(&p.buf, "%d 0 obj\n<< %s /Length %d >>\nstream\n", n, dict, len(data))
	p.buf.Write(data)
	p.buf.WriteString("\nendstream\nendobj\n")
}

func (p *pdfFile) mark(n int) {
	for len(p.offsets) <= n {
		p.offsets = append(p.offsets, 0)
	}
	p.offsets[n] = p.buf.Len()
}

func (p *pdfFile) finish(root int) []byte {
	at := p.buf.Len()
	fmt.Fprintf(&p.buf, "xref\n0 %d\n0000000000 65535 f \n", len(p.offsets))
	for _, o := range p.offsets[1:] {
		fmt.Fprintf(&p.buf, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&p.buf, "trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(p.offsets), root, at)
	return p.buf.Bytes()
}

func newPDF() *pdfFile {
	p := &pdfFile{}
	p.buf.WriteString("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
	return p
}

// ScannedPDF writes pages as images: G4 for bitonal pages, JPEG of the given quality for others.
func ScannedPDF(pages []*geom.Raster, quality int) ([]byte, error) {
	p := newPDF()
	root, tree := p.next(), p.next()
	var kids []string
	for _, r := range pages {
		page, img, content := p.next(), p.next(), p.next()
		w, h := float64(r.Width)*72/r.DPI, float64(r.Height)*72/r.DPI
		dict, data, err := pdfImage(r, quality)
		if err != nil {
			return nil, fmt.Errorf("scanned pdf: %w", err)
		}
		p.stream(img, dict, data)
		p.stream(content, "", fmt.Appendf(nil, "q %.3f 0 0 %.3f 0 0 cm /I Do Q", w, h))
		p.object(page, fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %.3f %.3f] /Resources << /XObject << /I %d 0 R >> >> /Contents %d 0 R >>", tree, w, h, img, content))
		kids = append(kids, fmt.Sprintf("%d 0 R", page))
	}
	p.object(tree, fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " ")))
	p.object(root, fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R >>", tree))
	return p.finish(root), nil
}

func pdfImage(r *geom.Raster, quality int) (string, []byte, error) {
	dict := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d ", r.Width, r.Height)
	if r.Depth == geom.Bitonal {
		return dict + fmt.Sprintf("/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns %d /Rows %d >>", r.Width, r.Height), g4.Encode(r), nil
	}
	data, err := jpegBytes(r, quality)
	space := "/DeviceGray"
	if r.Depth == geom.Colour {
		space = "/DeviceRGB"
	}
	return dict + "/ColorSpace " + space + " /BitsPerComponent 8 /Filter /DCTDecode", data, err
}

func jpegBytes(r *geom.Raster, quality int) ([]byte, error) {
	var b bytes.Buffer
	o := &jpeg.Options{Quality: quality}
	var err error
	if r.Depth == geom.Colour {
		err = jpeg.Encode(&b, r.ToRGBA(), o)
	} else {
		err = jpeg.Encode(&b, r.ToGray(), o)
	}
	return b.Bytes(), err
}

// DigitalPDF writes the chart as a program prints it: real text in embedded fonts, lines and areas.
func (c Chart) DigitalPDF() []byte {
	p := newPDF()
	root, tree := p.next(), p.next()
	names := map[face]int{}
	var order []face
	var kids []string
	for _, l := range c.leaves {
		for _, o := range l.ops {
			if o.text != "" && names[o.font] == 0 {
				names[o.font] = p.next()
				order = append(order, o.font)
			}
		}
	}
	var fonts strings.Builder
	for i, f := range order {
		fmt.Fprintf(&fonts, "/F%d %d 0 R ", i, names[f])
		p.font(names[f], c.book.get(f), fmt.Sprintf("F%d", i))
	}
	index := map[face]int{}
	for i, f := range order {
		index[f] = i
	}
	for _, l := range c.leaves {
		page, content := p.next(), p.next()
		p.stream(content, "/Filter /FlateDecode", deflate(l.operators(index)))
		p.object(page, fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %.2f %.2f] /Resources << /Font << %s>> /XObject << %s>> >> /Contents %d 0 R >>", tree, l.w, l.h, fonts.String(), p.pictures(l), content))
		kids = append(kids, fmt.Sprintf("%d 0 R", page))
	}
	p.object(tree, fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " ")))
	p.object(root, fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R >>", tree))
	return p.finish(root)
}

// pictures writes the page's pictures and names them in their order.
func (p *pdfFile) pictures(l *leaf) string {
	var names strings.Builder
	for _, o := range l.ops {
		if o.img == nil {
			continue
		}
		n := p.next()
		p.stream(n, fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode", o.img.Rect.Dx(), o.img.Rect.Dy()), deflate(o.img.Pix))
		fmt.Fprintf(&names, "/P%d %d 0 R ", strings.Count(names.String(), "/P"), n)
	}
	return names.String()
}

func deflate(b []byte) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}

// operators writes the page's strokes as PDF content, y up.
func (l *leaf) operators(fonts map[face]int) []byte {
	var b bytes.Buffer
	pictures := 0
	for _, o := range l.ops {
		r, g, bl := float64(o.col.r)/255, float64(o.col.g)/255, float64(o.col.b)/255
		switch {
		case o.img != nil:
			fmt.Fprintf(&b, "q %.3f 0 0 %.3f %.3f %.3f cm /P%d Do Q\n", o.x1-o.x, o.y1-o.y, o.x, l.h-o.y1, pictures)
			pictures++
		case o.text != "":
			sin, cos := math.Sincos(o.angle * math.Pi / 180)
			fmt.Fprintf(&b, "%.3f %.3f %.3f rg BT /F%d %.3f Tf %.5f %.5f %.5f %.5f %.3f %.3f Tm <%x> Tj ET\n", r, g, bl, fonts[o.font], o.size, cos, sin, -sin, cos, o.x, l.h-o.y, latin1(o.text))
		case o.stroke:
			fmt.Fprintf(&b, "%.3f %.3f %.3f RG %.3f w %.3f %.3f m %.3f %.3f l S\n", r, g, bl, o.size, o.x, l.h-o.y, o.x1, l.h-o.y1)
		default:
			fmt.Fprintf(&b, "%.3f %.3f %.3f rg %.3f %.3f %.3f %.3f re f\n", r, g, bl, o.x, l.h-o.y1, o.x1-o.x, o.y1-o.y)
		}
	}
	return b.Bytes()
}

// latin1 is the text in WinAnsiEncoding, of which charts use the part that it shares with ISO 8859-1, the dash and the bullet.
func latin1(s string) []byte {
	var out []byte
	for _, r := range s {
		switch {
		case r == '•':
			r = 0x95
		case r == '–':
			r = 0x96
		case r > 255:
			r = '?'
		}
		out = append(out, byte(r))
	}
	return out
}

// font embeds a TrueType font with the widths of its Latin letters.
func (p *pdfFile) font(n int, f *fontFace, name string) {
	desc, file := p.next(), p.next()
	var widths strings.Builder
	for r := rune(32); r < 256; r++ {
		c := r
		switch r {
		case 0x95:
			c = '•'
		case 0x96:
			c = '–'
		}
		fmt.Fprintf(&widths, "%.0f ", f.glyph(c).advance*1000)
	}
	p.stream(file, fmt.Sprintf("/Filter /FlateDecode /Length1 %d", len(f.data)), deflate(f.data))
	p.object(desc, fmt.Sprintf("<< /Type /FontDescriptor /FontName /%s /Flags 32 /FontBBox [-500 -300 1500 1100] /ItalicAngle 0 /Ascent 900 /Descent -250 /CapHeight 700 /StemV 80 /FontFile2 %d 0 R >>", name, file))
	p.object(n, fmt.Sprintf("<< /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [%s] /FontDescriptor %d 0 R >>", name, widths.String(), desc))
}
