package redact_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
)

// leakFile is one planted file: what leaks by it, how it came to lie there, which check must see it.
type leakFile struct {
	class, ext    string
	leaks, plants string
	data          []byte
}

// planted are the identifiers that lie in the files: of nobody.
const (
	plantedName   = "Zebulon Quartermaine"
	plantedNumber = "7391846205"
)

// planter makes a PDF as other programs write it after they have drawn their boxes: a page with the redacted picture, and a
// leftover somewhere. Objects: 1 catalog, 2 page list, 3 page, 4 drawing, 5 picture, 6 and on what is planted.
type planter struct {
	catalog, page, trailer string // further entries
	resources              string
	drawing                string // in place of the picture alone
	image                  string // the picture's dictionary, in place of the grey JPEG's
	data                   []byte // the picture's bytes, likewise
	more                   []string
}

const plainDrawing = "q 204 0 0 264 0 0 cm /I Do Q"

func (p planter) pdf(jpeg []byte) []byte {
	if p.drawing == "" {
		p.drawing = plainDrawing
	}
	if p.image == "" {
		p.image = "/Width 68/Height 88/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode"
	}
	if p.data == nil {
		p.data = jpeg
	}
	return pdfOf(p.trailer, slices.Concat([]string{
		"<</Type/Catalog/Pages 2 0 R" + p.catalog + ">>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 204 264]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>" + p.resources + ">>" + p.page + ">>",
		streamOf("", []byte(p.drawing)),
		streamOf("/Type/XObject/Subtype/Image"+p.image, p.data),
	}, p.more)...)
}

func streamOf(entries string, data []byte) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}

func pdfOf(trailer string, objects ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	b.WriteString(objectsFrom(1, b.Len(), trailer, objects))
	return []byte(b.String())
}

// objectsFrom writes numbered objects with their table, as a file has them or a revision that is appended to it.
func objectsFrom(first, at int, trailer string, objects []string) string {
	var b strings.Builder
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, at+b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", first+i, o)
	}
	start := at + b.Len()
	if first == 1 {
		fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	} else {
		fmt.Fprintf(&b, "xref\n%d %d\n", first, len(objects))
	}
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", first+len(objects), trailer, start)
	return b.String()
}

func deflate(t testing.TB, data string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, err := z.Write([]byte(data))
	must(t, err)
	must(t, z.Close())
	return b.Bytes()
}

// pageJPEG is the picture that the planted files show: a small page without an identifier, as our own copy holds it.
func pageJPEG(t testing.TB) []byte {
	t.Helper()
	var out []byte
	_, err := redact.Rebuild(letter(t, geom.Gray, 8, 3).raster, func(d []byte) []byte { out = bytes.Clone(d); return d })
	must(t, err)
	return out
}
