package redact_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
)

func sample(t testing.TB) []byte {
	t.Helper()
	src := pages{letter(t, geom.Bitonal, 24, 0).raster, letter(t, geom.Gray, 24, 3).raster, letter(t, geom.Colour, 24, 3).raster}
	pdf, _ := write(t, src, nil, redact.Options{})
	return pdf
}

func residuals(t testing.TB, pdf []byte) []chart.Residual {
	t.Helper()
	res, err := redact.Inspect(pdf)
	must(t, err)
	return res
}

func TestInspectTakesWhatWriteMakes(t *testing.T) {
	if res := residuals(t, sample(t)); len(res) != 0 {
		t.Errorf("got %v, want nothing", res)
	}
	if _, err := redact.Inspect(nil); err == nil {
		t.Error("an empty file: no error")
	}
}

// TestInspectFindsEveryLeftover plants one leftover a case, as it stands in files of other programs.
func TestInspectFindsEveryLeftover(t *testing.T) {
	good := string(sample(t))
	swap := func(from, to string) string { return strings.Replace(good, from, to, 1) }
	revision := "\n9 0 obj\n<<>>\nendobj\nxref\n9 1\n0000000000 00000 n \ntrailer\n<</Size 12/Root 1 0 R/Prev 4>>\nstartxref\n9\n%%EOF\n"
	cases := map[string]struct{ pdf, how string }{
		"text in the drawing":    {swap("/I Do Q", "/I Do BT /F 9 Tf (x) Tj ET Q"), "text"},
		"font":                   {swap("/XObject<<", "/Font<</F 9 0 R>>/XObject<<"), "font"},
		"info":                   {swap("/Root 1 0 R", "/Root 1 0 R/Info 9 0 R"), "info"},
		"xmp":                    {swap("/Type/Catalog", "/Type/Catalog/Metadata 9 0 R"), "xmp"},
		"id":                     {swap("/Root 1 0 R", "/Root 1 0 R/ID[<00><00>]"), "file_id"},
		"annotation":             {swap("/Type/Page/", "/Type/Page/Annots[9 0 R]/"), "annotation"},
		"attachment":             {swap("/Type/Catalog", "/Type/Catalog/Names<</EmbeddedFiles 9 0 R>>"), "attachment"},
		"outline":                {swap("/Type/Catalog", "/Type/Catalog/Outlines 9 0 R"), "outline"},
		"script":                 {swap("/Type/Catalog", "/Type/Catalog/OpenAction<</S/JavaScript/JS(x)>>"), "script"},
		"form":                   {swap("/Type/Catalog", "/Type/Catalog/AcroForm 9 0 R"), "form"},
		"optional content":       {swap("/Type/Catalog", "/Type/Catalog/OCProperties 9 0 R"), "optional_content"},
		"page labels":            {swap("/Type/Catalog", "/Type/Catalog/PageLabels 9 0 R"), "page_label"},
		"thumbnail":              {swap("/Type/Page/", "/Type/Page/Thumb 9 0 R/"), "thumbnail"},
		"soft mask":              {swap("/BitsPerComponent 8", "/SMask 9 0 R/BitsPerComponent 8"), "soft_mask"},
		"structure tree":         {swap("/Type/Catalog", "/Type/Catalog/StructTreeRoot 9 0 R"), "structure_tree"},
		"piece info":             {swap("/Type/Page/", "/Type/Page/PieceInfo 9 0 R/"), "private_data"},
		"crop box":               {swap("/Resources", "/CropBox[0 0 9 9]/Resources"), "page_box"},
		"page turned":            {swap("/Resources", "/Rotate 90/Resources"), ""},
		"revision":               {good + revision, "revision"},
		"byte after the end":     {good + "\n", ""},
		"file after the end":     {good + "PK\x03\x04", "trailing_bytes"},
		"byte before the start":  {" " + good, "leading_bytes"},
		"comment in the header":  {swap("%\xe2", "%Maria Gonzalez\n%\xe2"), "comment"},
		"comment between":        {swap("endobj\n3 0", "endobj\n% Gonzalez\n3 0"), "comment"},
		"object that none needs": {swap("xref\n0", "12 0 obj\n(Gonzalez)\nendobj\nxref\n0"), "unused_object"},
		"stream longer":          {swap("\nendstream", "Gonzalez\nendstream"), ""},
		"name in a dictionary":   {swap("/Type/XObject", "/Name/Gonzalez/Type/XObject"), ""},
		"name in the fax form":   {swap("/K -1", "/Gonzalez 1/K -1"), ""},
		"wrong offset":           {swap("0000000015 00000 n", "0000000016 00000 n"), ""},
		"page dropped":           {swap("/Count 3", "/Count 2"), ""},
		"truncated":              {good[:len(good)-7], ""},
		"half":                   {good[:len(good)/2], ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if c.pdf == good {
				t.Fatal("nothing was planted")
			}
			res := residuals(t, []byte(c.pdf))
			if len(res) == 0 || res[0].How != "structure" {
				t.Fatalf("got %v, want a residual of the structure", res)
			}
			for _, r := range res {
				if r.How == c.how {
					return
				}
			}
			if c.how != "" {
				t.Errorf("got %v, want %q among them", res, c.how)
			}
		})
	}
}

// TestInspectLooksIntoImages hides bytes in an image stream and mends every length, so that only the image betrays it.
func TestInspectLooksIntoImages(t *testing.T) {
	fax := letter(t, geom.Bitonal, 60, 0).raster
	scan := letter(t, geom.Gray, 60, 3).raster
	cases := map[string]struct {
		raster *geom.Raster
		spoil  func([]byte) []byte
	}{
		"fax, bytes after the end":     {fax, func(d []byte) []byte { return append(d, "Gonzalez"...) }},
		"fax, other pixels":            {fax, func(d []byte) []byte { return append([]byte{}, d[:len(d)-9]...) }},
		"jpeg, comment":                {scan, func(d []byte) []byte { return insert(d, 2, "\xff\xfe\x00\x0aGonzalez") }},
		"jpeg, exif":                   {scan, func(d []byte) []byte { return insert(d, 2, "\xff\xe1\x00\x08Exif\x00\x00") }},
		"jpeg, bytes after the end":    {scan, func(d []byte) []byte { return append(d, "Gonzalez"...) }},
		"jpeg, second image":           {scan, func(d []byte) []byte { return append(d, d...) }},
		"jpeg, no end":                 {scan, func(d []byte) []byte { return d[:len(d)-2] }},
		"jpeg, marker in the pixels":   {scan, func(d []byte) []byte { return insert(d, len(d)-40, "\xff\xfe\x00\x0aGonzalez") }},
		"jpeg, of another size":        {scan, func(d []byte) []byte { d[bytes.Index(d, []byte{0xff, 0xc0})+6]--; return d }},
		"jpeg, end mark in the middle": {scan, func(d []byte) []byte { return insert(d, len(d)-40, "\xff\xd9") }},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			pdf, err := redact.Rebuild(c.raster, func(d []byte) []byte { return d })
			must(t, err)
			if res := residuals(t, pdf); len(res) != 0 {
				t.Fatalf("unspoilt: %v", res)
			}
			pdf, err = redact.Rebuild(c.raster, c.spoil)
			must(t, err)
			if res := residuals(t, pdf); len(res) == 0 || res[0].Page != 1 {
				t.Errorf("got %v, want a residual on page 1", res)
			}
		})
	}
}

func insert(d []byte, at int, s string) []byte {
	return append(append(append([]byte{}, d[:at]...), s...), d[at:]...)
}

func TestNothingButTheExactBytes(t *testing.T) {
	good := sample(t)
	for i := 0; i < len(good); i += 1 + i%7 {
		bad := bytes.Clone(good)
		bad[i] ^= 0x20
		if inPixels(good, i) {
			continue // other pixels are another page, no leftover
		}
		if res := residuals(t, bad); len(res) == 0 {
			t.Fatalf("byte %d of %d changed and taken", i, len(good))
		}
	}
}

func inPixels(pdf []byte, i int) bool {
	open := bytes.LastIndex(pdf[:i], []byte(">>\nstream\n"))
	return open >= 0 && !bytes.Contains(pdf[open:i], []byte("endstream")) && !bytes.HasPrefix(pdf[open+10:], []byte("q "))
}

func FuzzInspect(f *testing.F) {
	f.Add(sample(f))
	read := readSheet(1, "Glucose (104) \\ mg/dL", "Señor")
	layered, _ := write(f, pages{paper(f)}, nil, redact.Options{Read: []chart.Page{read}})
	f.Add(layered)
	f.Fuzz(func(t *testing.T, pdf []byte) {
		res, err := redact.Inspect(pdf)
		if (err == nil) == (len(pdf) == 0) {
			t.Errorf("%d bytes: %v", len(pdf), err)
		}
		if err == nil && len(res) == 0 && bytes.Contains(pdf, []byte("/Annots")) {
			t.Error("an annotation was taken")
		}
		for _, page := range layersOf(pdf) {
			for _, w := range page {
				if strings.ContainsAny(w, " \x00\n") || w == "" {
					t.Errorf("a word %q", w)
				}
			}
		}
	})
}

func layersOf(pdf []byte) [][]string {
	pages, _ := redact.Layer(pdf) // a file in another form has none
	return pages
}

// TestKeep writes the sample where a person asks for it, to be opened by hand in other viewers.
func TestKeep(t *testing.T) {
	dir := os.Getenv("REDACT_KEEP")
	if dir == "" {
		dir = t.TempDir()
	}
	for name, d := range depths {
		p := letter(t, d, 200, 4)
		pdf, _ := write(t, pages{p.raster, p.raster}, p.spans(1), redact.Options{Labels: true})
		must(t, os.WriteFile(dir+"/"+name+".pdf", pdf, 0o600))
	}
}
