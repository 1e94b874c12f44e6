package render

/*
#include "bridge.h"
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"

	// The module brings the MuPDF library that bridge.c calls.
	_ "github.com/gen2brain/go-fitz"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// storeBytes bounds MuPDF's cache of decoded resources.
const storeBytes = 64 << 20

// Limits bound what one file may cost.
type Limits struct {
	Pages  int   // pages of a file
	Pixels int64 // pixels of one page, and of one image on it
}

// Document is an open file. It is for one goroutine.
type Document struct {
	doc    *C.cp_doc
	pinner runtime.Pinner
	image  bool // a picture file and not a PDF
	still  *geom.Raster
	pages  int
	limits Limits
}

// magic is MuPDF's name for each media type that it decodes for us.
var magic = map[string]string{
	"application/pdf": "application/pdf", "image/tiff": "image/tiff", "image/jpeg": "image/jpeg",
	"image/png": "image/png", "image/bmp": "image/bmp",
}

// Open reads the outline of a file whose media type was found from its bytes. The bytes must not change until Close.
func Open(mediaType string, data []byte, l Limits) (*Document, error) {
	if len(data) == 0 {
		return nil, refuse(chart.RefusedEmpty, "the file has no bytes")
	}
	if err := preflight(mediaType, data, l); err != nil {
		return nil, err
	}
	if mediaType == "image/webp" {
		still, err := decodeWebP(data)
		if err != nil {
			return nil, err
		}
		return &Document{still: still, pages: 1, limits: l, image: true}, nil
	}
	name, ok := magic[mediaType]
	if !ok {
		return nil, refuse(chart.RefusedNotSupported, "no decoder for this type")
	}
	d := &Document{limits: l, image: mediaType != "application/pdf"}
	d.pinner.Pin(&data[0])
	cname := C.CString(name)
	defer C.free(unsafe.Pointer(cname))
	code := C.cp_open(cname, (*C.uchar)(unsafe.Pointer(&data[0])), C.size_t(len(data)), storeBytes, &d.doc)
	if code != C.CP_OK {
		d.pinner.Unpin()
		return nil, failure(code, "open")
	}
	if err := d.count(); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

func (d *Document) count() error {
	var n C.int
	if code := C.cp_pages(d.doc, &n); code != C.CP_OK {
		return failure(code, "count pages")
	}
	d.pages = int(n)
	if d.pages < 1 {
		return refuse(chart.RefusedDamaged, "no page was found")
	}
	if d.limits.Pages > 0 && d.pages > d.limits.Pages {
		return refuse(chart.RefusedTooManyPages, fmt.Sprintf("%d pages, the limit is %d", d.pages, d.limits.Pages))
	}
	return nil
}

// Version names the library that draws.
func Version() string { return "mupdf " + C.GoString(C.cp_mupdf_version()) }

// Pages is the number of pages.
func (d *Document) Pages() int { return d.pages }

// Page draws page n, counted from 1, at the depth that holds it without loss.
func (d *Document) Page(n int) (*geom.Raster, error) {
	if n < 1 || n > d.pages {
		return nil, refuse(chart.RefusedDamaged, fmt.Sprintf("there is no page %d", n))
	}
	if d.still != nil {
		return d.still, nil
	}
	s, err := d.survey(n)
	if err != nil {
		return nil, err
	}
	p, err := s.plan(d.image, d.limits.Pixels)
	if err != nil {
		return nil, fmt.Errorf("page %d: %w", n, err)
	}
	return d.draw(n, s, p)
}

func (d *Document) survey(n int) (survey, error) {
	var c C.cp_survey
	if code := C.cp_survey_page(d.doc, C.int(n-1), &c); code != C.CP_OK {
		return survey{}, failure(code, fmt.Sprintf("page %d", n))
	}
	s := survey{bounds: rect{float64(c.x0), float64(c.y0), float64(c.x1), float64(c.y1)}, marks: int(c.marks), images: int(c.images)}
	for i := range min(int(c.images), C.CP_MAX_IMAGES) {
		m := c.image[i]
		s.image = append(s.image, placed{w: int(m.w), h: int(m.h), bits: int(m.bits), gray: m.gray != 0, mask: m.mask != 0,
			a: float64(m.a), b: float64(m.b), c: float64(m.c), d: float64(m.d), e: float64(m.e), f: float64(m.f)})
	}
	return s, nil
}

func (d *Document) draw(n int, s survey, p plan) (*geom.Raster, error) {
	depth := geom.Colour
	rgb := C.int(1)
	if p.gray {
		depth, rgb = geom.Gray, 0
	}
	r, err := geom.NewRaster(depth, geom.Px(p.width), geom.Px(p.height), p.dpi)
	if err != nil {
		return nil, refuse(chart.RefusedDamaged, fmt.Sprintf("page %d has no area", n))
	}
	before := C.cp_cut_short(d.doc)
	var errs C.int
	code := C.cp_draw(d.doc, C.int(n-1), C.float(p.sx), C.float(p.sy), C.float(p.tx), C.float(p.ty),
		C.int(p.width), C.int(p.height), rgb, (*C.uchar)(unsafe.Pointer(&r.Pix[0])), &errs)
	if code != C.CP_OK {
		return nil, failure(code, fmt.Sprintf("page %d", n))
	}
	if errs > 0 && s.marks == 0 || C.cp_cut_short(d.doc) > before {
		return nil, refuse(chart.RefusedDamaged, fmt.Sprintf("page %d is cut off or broken", n))
	}
	if p.bitonal && r.Depth == geom.Gray {
		return geom.Threshold(r.ToGray(), 0x80, r.DPI), nil
	}
	return r.Fit(), nil
}

// Close frees what the file holds.
func (d *Document) Close() {
	if d.doc != nil {
		C.cp_close(d.doc)
		d.doc = nil
		d.pinner.Unpin()
	}
	d.still = nil
}

func refuse(reason chart.RefusalReason, detail string) *chart.Refusal {
	return &chart.Refusal{Reason: reason, Detail: detail}
}

func failure(code C.int, what string) *chart.Refusal {
	switch code {
	case C.CP_NO_MEMORY:
		return refuse(chart.RefusedOutOfMemory, what)
	case C.CP_PASSWORD:
		return refuse(chart.RefusedEncrypted, "the file needs a password")
	}
	return refuse(chart.RefusedDamaged, what)
}
