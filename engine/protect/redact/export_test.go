package redact

import (
	"bytes"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Plan is for the tests of the geometry, which need no page.
var Plan = plan

// Meaning is what the legend says of a kind.
func Meaning(k chart.Kind) string {
	return legendOf([]CertifiedPage{{Boxes: []CertifiedBox{{Label: label(k)}}}})[label(k)]
}

// Rebuild makes a file of one page whose image bytes were changed before they were written, with all lengths right.
func Rebuild(r *geom.Raster, spoil func([]byte) []byte) ([]byte, error) {
	var b bytes.Buffer
	c := copier{pdf: pdfWriter{w: &b}, pages: 1}
	pic := picture{depth: r.Depth, width: int(r.Width), height: int(r.Height), dpi: 60}
	if _, err := (aim{level: 3}).encode(&pic, r); err != nil {
		return nil, err
	}
	pic.data = spoil(pic.data)
	for _, step := range []func() error{
		func() error { return c.pdf.begin(1) },
		func() error { return c.pdf.page(0, pic, layer{}) },
		c.pdf.end,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// Lettered makes a file in our own form whose searchable layers hold lines that nobody looked at, a page for each list.
func Lettered(r *geom.Raster, sheets ...[]string) ([]byte, error) {
	var b bytes.Buffer
	w := pdfWriter{w: &b}
	pic := picture{depth: r.Depth, width: int(r.Width), height: int(r.Height), dpi: r.DPI}
	if _, err := (aim{level: 3}).encode(&pic, r); err != nil {
		return nil, err
	}
	if err := w.begin(len(sheets)); err != nil {
		return nil, err
	}
	for n, lines := range sheets {
		l := layer{cols: 80}
		for i, line := range lines {
			l.runs = append(l.runs, run{row: 3 * i, text: line})
		}
		if err := w.page(n, pic, l); err != nil {
			return nil, err
		}
	}
	err := w.end()
	return b.Bytes(), err
}
