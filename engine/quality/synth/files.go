package synth

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/g4"
)

// The formats of files.
const (
	PDF     = "pdf"     // scanned: one image a page
	TIFF    = "tiff"    // multi-page, G4
	JPEG    = "jpeg"    // first page, with an EXIF orientation
	PNG     = "png"     // first page
	Digital = "digital" // born-digital PDF: text and fonts
)

// Formats lists them.
var Formats = []string{PDF, TIFF, JPEG, PNG, Digital}

// Ext is the extension of a format's files.
func Ext(format string) string {
	switch format {
	case TIFF:
		return "tif"
	case JPEG:
		return "jpg"
	case Digital:
		return "pdf"
	}
	return format
}

// File makes one file of the chart with its truth. Formats of one page hold the first page only, and so does their truth.
func (c Chart) File(condition, format string, turn int) ([]byte, Truth, error) {
	if format == Digital {
		t := c.Truth
		t.Condition, t.Format = Digital, format
		return c.DigitalPDF(), t, nil
	}
	pages, t, err := c.Scan(condition, turn)
	if err != nil {
		return nil, Truth{}, err
	}
	t.Format = format
	if format == JPEG || format == PNG {
		t, pages = t.first(), pages[:1]
	}
	data, err := encode(pages, format, c.Config.rand("file").IntN(4))
	return data, t, err
}

func encode(pages []*geom.Raster, format string, orientation int) ([]byte, error) {
	switch format {
	case PDF:
		return ScannedPDF(pages, 80)
	case TIFF:
		return MultiTIFF(pages), nil
	case JPEG:
		return ExifJPEG(pages[0], []int{1, 6, 3, 8}[orientation], 82)
	case PNG:
		return pages[0].PNG()
	}
	return nil, fmt.Errorf("format %q: there are pdf, tiff, jpeg, png and digital", format)
}

// first keeps what stands on page one.
func (t Truth) first() Truth {
	out := t
	out.Pages, out.Documents, out.PHI = t.Pages[:1], nil, nil
	d := t.Documents[0]
	d.Pages, d.Fields, d.Rows = []int{1}, nil, nil
	for _, f := range t.Documents[0].Fields {
		if f.Page == 1 {
			d.Fields = append(d.Fields, f)
		}
	}
	for _, r := range t.Documents[0].Rows {
		if r.Page == 1 {
			d.Rows = append(d.Rows, r)
		}
	}
	out.Documents = append(out.Documents, d)
	for _, s := range t.PHI {
		if s.Page == 1 {
			out.PHI = append(out.PHI, s)
		}
	}
	return out
}

// WriteFile writes NAME.ext and NAME.ext.truth.json into dir and gives the file's path.
func WriteFile(dir, name string, c Chart, condition, format string, turn int) (string, error) {
	data, truth, err := c.File(condition, format, turn)
	if err != nil {
		return "", fmt.Errorf("write chart: %w", err)
	}
	path := filepath.Join(dir, name+"."+Ext(format))
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return "", fmt.Errorf("write chart: %w", err)
	}
	js, err := json.MarshalIndent(truth, "", " ")
	if err != nil {
		return "", fmt.Errorf("write truth: %w", err)
	}
	if err := os.WriteFile(path+".truth.json", append(js, '\n'), 0o644); err != nil {
		return "", fmt.Errorf("write truth: %w", err)
	}
	return path, nil
}

// ReadTruth reads a truth file.
func ReadTruth(path string) (Truth, error) {
	var t Truth
	data, err := os.ReadFile(path)
	if err != nil {
		return t, fmt.Errorf("read truth: %w", err)
	}
	if err := json.Unmarshal(data, &t); err != nil {
		return t, fmt.Errorf("read truth: %w", err)
	}
	if t.Schema != SchemaTruth {
		return t, fmt.Errorf("read truth: schema is not %s", SchemaTruth)
	}
	return t, nil
}

// ExifJPEG stores the page turned so that the EXIF orientation brings it back (TIFF 6.0 tag 274).
func ExifJPEG(r *geom.Raster, orientation, quality int) ([]byte, error) {
	back := map[int]int{1: 0, 3: 180, 6: 270, 8: 90}[orientation]
	data, err := jpegBytes(r.Rotate(back), quality)
	if err != nil {
		return nil, fmt.Errorf("jpeg: %w", err)
	}
	le := binary.LittleEndian
	tiff := []byte{'I', 'I', 42, 0, 8, 0, 0, 0}
	entry := func(tag, typ uint16, n, v uint32) {
		tiff = le.AppendUint32(le.AppendUint32(le.AppendUint16(le.AppendUint16(tiff, tag), typ), n), v)
	}
	tiff = le.AppendUint16(tiff, 4)
	entry(0x112, 3, 1, uint32(orientation))
	entry(0x11a, 5, 1, 62)
	entry(0x11b, 5, 1, 62)
	entry(0x128, 3, 1, 2)
	tiff = le.AppendUint32(tiff, 0)
	tiff = le.AppendUint32(le.AppendUint32(tiff, uint32(r.DPI)), 1)
	app := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, byte((len(app)+2)>>8), byte(len(app)+2))
	return append(append(out, app...), data[2:]...), nil
}

// MultiTIFF writes pages as one little-endian TIFF with CCITT T.6 compression; pages that are not bitonal are cut at the
// middle grey, as a scanner set to black and white does.
func MultiTIFF(pages []*geom.Raster) []byte {
	le := binary.LittleEndian
	out := []byte{'I', 'I', 42, 0, 0, 0, 0, 0}
	link := 4
	for i, r := range pages {
		if r.Depth != geom.Bitonal {
			r = geom.Threshold(r.ToGray(), 150, r.DPI)
		}
		strip := len(out)
		out = append(out, g4.Encode(r)...)
		size := len(out) - strip
		if len(out)%2 == 1 {
			out = append(out, 0)
		}
		res := len(out)
		out = le.AppendUint32(le.AppendUint32(out, uint32(r.DPI)), 1)
		le.PutUint32(out[link:], uint32(len(out)))
		tags := [][4]uint32{{254, 4, 1, 2}, {256, 4, 1, uint32(r.Width)}, {257, 4, 1, uint32(r.Height)}, {258, 3, 1, 1}, {259, 3, 1, 4}, {262, 3, 1, 0},
			{273, 4, 1, uint32(strip)}, {277, 3, 1, 1}, {278, 4, 1, uint32(r.Height)}, {279, 4, 1, uint32(size)}, {282, 5, 1, uint32(res)}, {283, 5, 1, uint32(res)}, {296, 3, 1, 2},
			{297, 3, 2, uint32(i) | uint32(len(pages))<<16}}
		out = le.AppendUint16(out, uint16(len(tags)))
		for _, t := range tags {
			out = le.AppendUint32(le.AppendUint32(le.AppendUint16(le.AppendUint16(out, uint16(t[0])), uint16(t[1])), t[2]), t[3])
		}
		link = len(out)
		out = le.AppendUint32(out, 0)
	}
	return out
}
