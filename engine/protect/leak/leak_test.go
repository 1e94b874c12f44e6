package leak_test

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/intake/hostile"
	"chartproof.org/chartproof/engine/protect/leak"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// planted gives the files of testdata/leaks by class.
func planted(t testing.TB) map[leak.Class][]byte {
	t.Helper()
	out := map[leak.Class][]byte{}
	paths, err := filepath.Glob("../../../testdata/leaks/*.*")
	must(t, err)
	for _, p := range paths {
		class, ext, _ := strings.Cut(filepath.Base(p), ".")
		if ext == "md" {
			continue
		}
		data, err := os.ReadFile(p)
		must(t, err)
		out[leak.Class(class)] = data
	}
	if len(out) < 50 {
		t.Fatalf("only %d planted files", len(out))
	}
	return out
}

// beside are the classes that are rightly named, too, where a file is planted for another.
var beside = map[leak.Class][]leak.Class{
	"alternate_text": {"structure_tree"}, "annotation_file": {"annotation", "attachment"}, "covered_text": {"covered_image", "font", "text"},
	"hidden_text": {"font"}, "image_thumbnail": {"exif"}, "link": {"annotation"}, "media": {"annotation"}, "object_stream": {"unused_object"},
	"off_page_text": {"font"}, "page_box": {"cropped_image"}, "pale_text": {"font"}, "text": {"font"}, "xfa": {"form"},
}

// inPixels are planted in the pixels of a file whose bytes say nothing.
var inPixels = []leak.Class{"barcode", "qr_code", "see_through", "bleed_through", "unburnt_box", "second_mention", "sticking_out"}

// inLayer are planted in the searchable words of a copy of ours: here the layer is hidden text as any other is; that it is ours, and
// what stands in it, is for package redact to tell.
var inLayer = []leak.Class{"layer_text", "layer_split", "layer_joined", "layer_reversed", "layer_pages"}

func TestPlantedFilesAreNamedAndNothingElse(t *testing.T) {
	for class, data := range planted(t) {
		want := append([]leak.Class{class}, beside[class]...)
		switch {
		case slices.Contains(inPixels, class):
			want = nil
		case slices.Contains(inLayer, class):
			want = []leak.Class{"font", "hidden_text"}
		}
		slices.Sort(want)
		if got := leak.In(data); !slices.Equal(got, want) {
			t.Errorf("%s: want %v, got %v", class, want, got)
		}
	}
}

// one is a PDF of a page with the drawing and further objects from number 5 on.
func one(page, drawing string, more ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	for i, o := range append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 99 99]>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R" + page + ">>", drawing}, more...) {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString("trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
	return []byte(b.String())
}

func stream(entries string, data []byte) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\r\n%s\nendstream", entries, len(data), data)
}

// TestNoSpellingHides writes what tells in the ways in which PDF lets it be written.
func TestNoSpellingHides(t *testing.T) {
	const say = "BT 10 10 Td (x) Tj ET"
	var z, deflated bytes.Buffer
	w := zlib.NewWriter(&z)
	_, err := w.Write([]byte(say))
	must(t, err)
	must(t, w.Close())
	a85 := make([]byte, ascii85.MaxEncodedLen(z.Len()))
	a85 = append(a85[:ascii85.Encode(a85, z.Bytes())], "~>"...)
	deflated.Write(z.Bytes())
	form := stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Matrix[1 0 0 1 5 5]", []byte(say))
	image := stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", []byte{0})
	cases := map[string]struct {
		pdf  []byte
		want leak.Class
	}{
		"plain":                 {one("", stream("", []byte(say))), leak.Text},
		"deflated":              {one("", stream("/Filter/FlateDecode", deflated.Bytes())), leak.Text},
		"filter's name escaped": {one("", stream("/Filter/Fl#61teDecode", deflated.Bytes())), leak.Text},
		"deflated, then text":   {one("", stream("/Filter[/ASCII85Decode/FlateDecode]", a85)), leak.Text},
		"in hexadecimal":        {one("", stream("/Filter/ASCIIHexDecode", []byte(hex.EncodeToString([]byte(say))+">"))), leak.Text},
		"run lengths":           {one("", stream("/Filter/RunLengthDecode", append([]byte{byte(len(say) - 1)}, say...))), leak.Text},
		"length that lies":      {one("", "<</Length 3>>stream\n"+say+"\nendstream"), leak.Text},
		"in two streams":        {one("/X 1", "[5 0 R 6 0 R]", stream("", []byte("BT 10 10 Td (x)")), stream("", []byte("Tj ET"))), leak.Text},
		"in a form":             {one("/Resources<</XObject<</F 5 0 R>>>>", stream("", []byte("/F Do")), form), leak.Text},
		"moved by ' and array":  {one("", stream("", []byte("BT 1 0 0 1 20 20 Tm [(a) -9 (b)] TJ (c) ' ET"))), leak.Text},
		"covered by an image":   {one("/Resources<</XObject<</I 5 0 R>>>>", stream("", []byte(say+" q 99 0 0 99 0 0 cm /I Do Q")), image), leak.CoveredText},
		"covered by a path":     {one("", stream("", []byte(say+" 0 0 m 50 0 l 50 50 l 0 50 l f"))), leak.CoveredText},
		"clipped image":         {one("/Resources<</XObject<</I 5 0 R>>>>", stream("", []byte("0 0 20 20 re W n 99 0 0 99 0 0 cm /I Do")), image), leak.CroppedImage},
		"clip of no text":       {one("", stream("", []byte("BT 7 Tr 10 10 Td (x) Tj ET"))), leak.HiddenText},
		"white by ink":          {one("", stream("", []byte("0 0 0 0 k "+say))), leak.PaleText},
		"property by name":      {one("/Resources<</Properties<</P 5 0 R>>>>", stream("", []byte("/Span /P BDC EMC")), "<</ActualText(x)>>"), leak.ActualText},
		"old filter":            {one("", stream("/Filter/Crypt", []byte(say))), leak.Unreadable},
		"soft mask key escaped": {one("/Resources<</XObject<</I 5 0 R>>>>", stream("", nil), strings.Replace(image, "/Width", "/S#4dask 4 0 R/Width", 1)), leak.SoftMask},
		"inherited crop box":    {bytes.Replace(one("", stream("", nil)), []byte("/MediaBox"), []byte("/CropBox[0 0 50 50]/MediaBox"), 1), leak.PageBox},
	}
	for name, c := range cases {
		if got := leak.In(c.pdf); !slices.Contains(got, c.want) {
			t.Errorf("%s: want %s, got %v", name, c.want, got)
		}
	}
	if got := leak.In(one("/Resources<</XObject<</I 5 0 R>>>>", stream("", []byte("q 99 0 0 99 0 0 cm /I Do Q")), image)); len(got) != 0 {
		t.Errorf("a page with one picture: want nothing, got %v", got)
	}
}

func TestPictures(t *testing.T) {
	const app0 = "\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
	jbig2 := "\x97JB2\r\n\x1a\n\x01\x00\x00\x00\x01" + "\x00\x00\x00\x01\x3e\x00\x01\x00\x00\x00\x02hi"
	for name, c := range map[string]struct {
		data string
		want []leak.Class
	}{
		"jpeg":                   {"\xff\xd8" + app0 + "\xff\xda\x00\x03\x01ab\xff\x00c\xff\xd9", nil},
		"jpeg without its end":   {"\xff\xd8" + app0 + "\xff\xda\x00\x03\x01ab", []leak.Class{leak.Unreadable}},
		"jpeg that is cut off":   {"\xff\xd8\xff\xe0\x00\x10JF", []leak.Class{leak.Unreadable}},
		"jpeg with more behind":  {"\xff\xd8\xff\xda\x00\x03\x01ab\xff\xd9Zebulon", []leak.Class{leak.StreamSlack}},
		"jfif with a thumbnail":  {"\xff\xd8" + strings.Replace(app0, "\x01\x00\x00\x01\x00\x01\x00\x00", "\x01\x00\x00\x01\x00\x01\x01\x01", 1) + "\xff\xd9", []leak.Class{leak.ImageThumbnail}},
		"colour profile":         {"\xff\xd8\xff\xe2\x00\x0dICC_PROFILE\xff\xd9", []leak.Class{leak.ColourProfile}},
		"several pictures":       {"\xff\xd8\xff\xe2\x00\x06MPF\x00\xff\xd9", []leak.Class{leak.SecondImage}},
		"xmp":                    {"\xff\xd8\xff\xe1\x00\x16http://ns.adobe.com/\xff\xd9", []leak.Class{leak.PartMetadata}},
		"jbig2 with a comment":   {jbig2, []leak.Class{leak.ImageComment}},
		"jpeg 2000 with a uuid":  {"\x00\x00\x00\x0cjP  \r\n\x87\n\x00\x00\x00\x0auuidhi", []leak.Class{leak.PartMetadata}},
		"jpeg 2000, a box lies":  {"\x00\x00\x00\x0cjP  \r\n\x87\n\x00\x00\x00\xffuuidhi", []leak.Class{leak.Unreadable}},
		"tiff that is cut off":   {"II*\x00\x08\x00\x00\x00", []leak.Class{leak.Unreadable}},
		"tiff of the other kind": {"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x31\x00\x02\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00", []leak.Class{leak.TIFFTag}},
		"png that is cut off":    {"\x89PNG\r\n\x1a\n\x00\x00", []leak.Class{leak.Unreadable}},
		"nothing":                {"", []leak.Class{leak.Unreadable}},
		"a text":                 {"Zebulon", []leak.Class{leak.Unreadable}},
	} {
		if got := leak.In([]byte(c.data)); !slices.Equal(got, c.want) {
			t.Errorf("%s: want %v, got %v", name, c.want, got)
		}
	}
}

// TestHostileFilesAreSurvived looks into every hostile file within bounds of time; what can be opened at all ends.
func TestHostileFilesAreSurvived(t *testing.T) {
	for _, f := range hostile.Files() {
		start := time.Now()
		leak.In(f.Data)
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%s took %v", f.ID, d)
		}
	}
}

func FuzzIn(f *testing.F) {
	for _, seed := range []string{"%PDF-\n0<", "%PDF-\n1 0 obj<</Type/Page/Contents 2 0 R>>\n2 0 obj<<>>stream\nc y v"} {
		f.Add([]byte(seed))
	}
	for _, data := range planted(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got := leak.In(data)
		if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
			t.Errorf("want each class once and in order, got %v", got)
		}
	})
}
