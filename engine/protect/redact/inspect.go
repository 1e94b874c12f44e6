package redact

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"golang.org/x/image/ccitt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/g4"
	"chartproof.org/chartproof/engine/protect/leak"
)

// Ways in which a residual is found, beside "box" and "reread" of Residual and "pixels" of Report.Check.
const howStructure = "structure"

// errForm says that the file is not in the form that Write makes.
var errForm = errors.New("the file is not in the one form that is allowed")

// Inspect reads a redacted file as strictly as can be: every byte must be what Write would have written for the sizes
// and images found, each image must hold its pixels and nothing more. It gives no residual only for such a file; for any
// other it says "structure" and beside it the classes of leak that can be named. The error is for a file that cannot be looked at at all; it is never nil together with a doubt.
func Inspect(pdf []byte) ([]chart.Residual, error) {
	if len(pdf) == 0 {
		return nil, chart.E(chart.BadInput, "inspect", errors.New("the file is empty"))
	}
	s := strict{rest: pdf, total: len(pdf)}
	page, err := s.file()
	if err == nil {
		return nil, nil
	}
	found := []chart.Residual{{Page: page, Kind: chart.OtherID, How: howStructure}}
	for _, c := range leak.In(withoutOwn(pdf)) {
		found = append(found, chart.Residual{Kind: chart.OtherID, How: string(c)})
	}
	return found, nil
}

// strict reads a file front to back. Nothing is skipped.
type strict struct {
	rest     []byte
	total    int
	offsets  []int64
	pictures []picture
	layers   []layer
}

func (s *strict) at() int64 { return int64(s.total - len(s.rest)) }

func (s *strict) want(text string) error {
	if !bytes.HasPrefix(s.rest, []byte(text)) {
		return errForm
	}
	s.rest = s.rest[len(text):]
	return nil
}

func (s *strict) object(text string) error {
	s.offsets = append(s.offsets, s.at())
	return s.want(text)
}

var (
	listForm    = regexp.MustCompile(`^2 0 obj\n<</Type/Pages/Kids\[[0-9 R]*\]/Count ([1-9]\d{0,6})>>\n`)
	pageForm    = regexp.MustCompile(`^\d+ 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox\[0 0 (\d{1,8}(?:\.\d{1,2})?) (\d{1,8}(?:\.\d{1,2})?)\]/`)
	drawingForm = regexp.MustCompile(`^\d+ 0 obj\n<</Length ([1-9]\d{0,7})>>\nstream\n`)
	imageForm   = regexp.MustCompile(`^\d+ 0 obj\n<</Type/XObject/Subtype/Image/Width ([1-9]\d{0,5})/Height ([1-9]\d{0,5})/ColorSpace/Device(Gray|RGB)/BitsPerComponent ([18])/[^>]{1,80}(?:>>)?/Length ([1-9]\d{0,9})>>\n`)
)

// file reads the whole file; on an error it tells the page it came to, 0 outside the pages.
func (s *strict) file() (page int, err error) {
	if err := s.want(fileHead); err != nil {
		return 0, err
	}
	if err := s.object(catalog); err != nil {
		return 0, err
	}
	m := listForm.FindSubmatch(s.rest)
	if m == nil {
		return 0, errForm
	}
	pages := number(m[1])
	if pages > s.total/100 { // no page is that small; keeps the comparison text in bounds
		return 0, errForm
	}
	if err := s.object(pageList(pages)); err != nil {
		return 0, err
	}
	for n := range pages {
		if err := s.page(n); err != nil {
			return n + 1, err
		}
	}
	if err := s.want(tail(s.offsets, s.at())); err != nil {
		return 0, err
	}
	if len(s.rest) != 0 {
		return 0, errForm
	}
	return 0, nil
}

func number(b []byte) int {
	n, _ := strconv.Atoi(string(b)) // digits only, by the expressions above
	return n
}

func (s *strict) page(n int) error {
	m := pageForm.FindSubmatch(s.rest)
	if m == nil {
		return errForm
	}
	w, h := string(m[1]), string(m[2])
	if err := s.drawing(n, w, h); err != nil {
		return err
	}
	if m = imageForm.FindSubmatch(s.rest); m == nil {
		return errForm
	}
	p := picture{width: number(m[1]), height: number(m[2]), depth: geom.Gray}
	switch {
	case string(m[4]) == "1":
		p.depth = geom.Bitonal
	case string(m[3]) == "RGB":
		p.depth = geom.Colour
	}
	head := len(m[0]) + len(streamHead)
	size := number(m[5])
	if size > len(s.rest)-head {
		return errForm
	}
	p.data = s.rest[head : head+size]
	if err := s.object(imageText(n, p) + streamHead); err != nil {
		return err
	}
	if err := imageHoldsOnlyPixels(p); err != nil {
		return err
	}
	s.pictures = append(s.pictures, p)
	s.rest = s.rest[size:]
	return s.want(streamEnd)
}

// drawing reads the page and what is drawn on it: the picture and, where the page names its font, the searchable layer.
func (s *strict) drawing(n int, w, h string) error {
	layered := bytes.HasPrefix(s.rest, []byte(pageText(n, w, h, true)))
	if err := s.object(pageText(n, w, h, layered)); err != nil {
		return err
	}
	m := drawingForm.FindSubmatch(s.rest)
	if m == nil {
		return errForm
	}
	size := number(m[1])
	if size > len(s.rest)-len(m[0]) {
		return errForm
	}
	drawing := s.rest[len(m[0]):][:size]
	l, err := readLayer(drawing, w, h)
	if err != nil || len(l.runs) > 0 != layered {
		return errForm
	}
	s.layers = append(s.layers, l)
	return s.object(drawingText(n, string(drawing)))
}

func imageHoldsOnlyPixels(p picture) error {
	if int64(p.width)*int64(p.height) > 200_000_000 {
		return errForm
	}
	if p.depth == geom.Bitonal {
		return faxIsExact(p)
	}
	return jpegIsPlain(p)
}

// decodeFax gives the pixels of a bitonal picture, by a decoder that is not ours.
func decodeFax(p picture) (*geom.Raster, error) {
	r := &geom.Raster{Depth: geom.Bitonal, Width: geom.Px(p.width), Height: geom.Px(p.height), DPI: p.dpi}
	rd := ccitt.NewReader(bytes.NewReader(p.data), ccitt.MSB, ccitt.Group4, p.width, p.height, &ccitt.Options{Invert: true})
	r.Pix = make([]byte, r.Stride()*p.height)
	if _, err := io.ReadFull(rd, r.Pix); err != nil {
		return nil, fmt.Errorf("decode fax: %w", err)
	}
	return r, nil
}

// faxIsExact decodes the image and encodes it again: any byte that does not come from pixels shows.
func faxIsExact(p picture) error {
	r, err := decodeFax(p)
	if err != nil || !bytes.Equal(g4.Encode(r), p.data) {
		return errForm
	}
	return nil
}

// jpegIsPlain walks the segments: tables, one baseline frame of the right size, one scan, the end, and nothing else: no
// application data, no comment, no second image, no byte after the end.
func jpegIsPlain(p picture) error {
	d := p.data
	if len(d) < 4 || d[0] != 0xff || d[1] != 0xd8 {
		return errForm
	}
	for d, framed := d[2:], false; ; {
		if len(d) < 4 || d[0] != 0xff {
			return errForm
		}
		marker, size := d[1], int(binary.BigEndian.Uint16(d[2:]))
		if size < 2 || size+2 > len(d) {
			return errForm
		}
		seg := d[4 : size+2]
		d = d[size+2:]
		switch {
		case marker == 0xdb || marker == 0xc4:
		case marker == 0xc0 && !framed && frameIs(seg, p):
			framed = true
		case marker == 0xda && framed:
			return scanEnds(d)
		default:
			return errForm
		}
	}
}

// frameIs reports a frame header of the picture's own size and number of channels.
func frameIs(seg []byte, p picture) bool {
	channels := byte(1)
	if p.depth == geom.Colour {
		channels = 3
	}
	return len(seg) >= 6 && int(binary.BigEndian.Uint16(seg[1:])) == p.height && int(binary.BigEndian.Uint16(seg[3:])) == p.width && seg[5] == channels
}

// scanEnds checks that the coded pixels run up to the end mark, which is the last thing in the stream.
func scanEnds(d []byte) error {
	if len(d) < 2 || d[len(d)-2] != 0xff || d[len(d)-1] != 0xd9 {
		return errForm
	}
	for d = d[:len(d)-2]; ; {
		i := bytes.IndexByte(d, 0xff)
		if i < 0 {
			return nil
		}
		if i+1 >= len(d) || d[i+1] != 0 {
			return errForm
		}
		d = d[i+2:]
	}
}
