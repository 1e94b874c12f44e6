package redact

import (
	"bytes"

	"chartproof.org/chartproof/engine/geom"
)

// Plan is for the tests of the geometry, which need no page.
var Plan = plan

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
		func() error { return c.pdf.page(0, pic) },
		c.pdf.end,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}
