package hostile

import (
	"bytes"
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// object is the text of a PDF object, without its number.
type object string

// stream makes a stream object; the dictionary's entries are given without the length.
func stream(dict string, data []byte) object {
	return object(fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data))
}

// document joins the objects 1, 2, 3 … with a right cross-reference table; object 1 is the catalog.
func document(objects ...object) []byte { return documentWith("", objects...) }

func documentWith(trailer string, objects ...object) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, at)
	return b.Bytes()
}

const (
	catalogue = object("<</Type/Catalog/Pages 2 0 R>>")
	onePage   = object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	helvetica = object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
)

// page is a letter page with the entries, whose contents are object 4 and, unless they say otherwise, whose font is object 5.
func page(entries string) object {
	if !strings.Contains(entries, "/Resources") {
		entries += "/Resources<</Font<</F 5 0 R>>>>"
	}
	return object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R" + entries + ">>")
}

func print() object {
	return stream("", []byte("BT /F 14 Tf 72 700 Td (Lab report) Tj 0 -30 Td (Glucose 104 mg/dL) Tj 0 -30 Td (Sodium 140 mmol/L) Tj ET"))
}

// plainPDF is a good file of one page.
func plainPDF() []byte { return document(catalogue, onePage, page(""), print(), helvetica) }

// withCatalogue is the good file with more entries in its catalog and more objects from number 6 on.
func withCatalogue(entries string, more ...object) []byte {
	c := object("<</Type/Catalog/Pages 2 0 R" + entries + ">>")
	return document(append([]object{c, onePage, page(""), print(), helvetica}, more...)...)
}

// withContents is the good file with other contents and more objects from number 6 on.
func withContents(entries string, contents object, more ...object) []byte {
	return document(append([]object{catalogue, onePage, page(entries), contents, helvetica}, more...)...)
}

func pdfs() []File {
	out := pdfTrees()
	out = append(out, pdfLoops()...)
	out = append(out, pdfBombs()...)
	return append(out, pdfActive()...)
}

// pdfTrees are page lists and page sizes.
func pdfTrees() []File {
	damaged := reasons(chart.RefusedDamaged)
	hard := reasons(chart.RefusedDamaged, chart.RefusedTimedOut, chart.RefusedOutOfMemory)
	pages := func(n int) []byte {
		var kids strings.Builder
		for range n {
			kids.WriteString("3 0 R ")
		}
		return document(catalogue, object(fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), n)), page(""), print(), helvetica)
	}
	own := func(n int) []byte {
		objects := []object{catalogue, "", "", print(), helvetica}
		var kids strings.Builder
		for i := range n {
			fmt.Fprintf(&kids, "%d 0 R ", i+6)
			objects = append(objects, page(""))
		}
		objects[1], objects[2] = object(fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), n)), page("")
		return document(objects...)
	}
	nested := []object{catalogue}
	for i := range 5000 {
		nested = append(nested, object(fmt.Sprintf("<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>", i+3, max(i+1, 2))))
	}
	nested = append(nested, "<</Type/Page/MediaBox[0 0 612 792]/Parent 5001 0 R>>")
	box := func(b string) []byte {
		return document(catalogue, onePage, object("<</Type/Page/Parent 2 0 R/MediaBox"+b+"/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"), print(), helvetica)
	}
	tooMany := append(hard, chart.RefusedTooManyPages)
	tooLarge := append(hard, chart.RefusedTooManyPixels)
	return []File{
		{ID: "pdf-20000", Name: "long.pdf", Why: "20,000 pages", Data: own(20_000), Refused: reasons(chart.RefusedTooManyPages)},
		{ID: "pdf-20000-same", Name: "long.pdf", Why: "one page, 20,000 times", Data: pages(20_000), Refused: tooMany},
		{ID: "pdf-count-lies", Name: "lies.pdf", Why: "one page, says two thousand million", Refused: tooMany, Taken: true,
			Data: document(catalogue, "<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", page(""), print(), helvetica)},
		{ID: "pdf-count-negative", Name: "lies.pdf", Why: "one page, says minus five", Refused: tooMany, Taken: true,
			Data: document(catalogue, "<</Type/Pages/Kids[3 0 R]/Count -5>>", page(""), print(), helvetica)},
		{ID: "pdf-no-pages", Name: "none.pdf", Why: "no page", Data: document(catalogue, "<</Type/Pages/Kids[]/Count 0>>"), Refused: append(damaged, chart.RefusedEmpty)},
		{ID: "pdf-no-catalog", Name: "none.pdf", Why: "the catalog is a number", Data: document("42"), Refused: append(damaged, chart.RefusedEmpty)},
		{ID: "pdf-tree-cycle", Name: "tree.pdf", Why: "the page list is its own child", Data: document(catalogue, "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2/Parent 2 0 R>>", page(""), print(), helvetica), Refused: tooMany, Taken: true},
		{ID: "pdf-tree-deep", Name: "tree.pdf", Why: "page lists nested 5,000 deep", Data: document(nested...), Refused: tooMany, Taken: true},
		{ID: "pdf-box-huge", Name: "huge.pdf", Why: "a page of 10^9 points", Data: box("[0 0 1000000000 1000000000]"), Refused: tooLarge, Taken: true},
		{ID: "pdf-box-unit", Name: "huge.pdf", Why: "a page of 14,400 points of 75,000 units", Data: bytes.Replace(box("[0 0 14400 14400]"), []byte("/Contents"), []byte("/UserUnit 75000/Contents"), 1), Refused: append(tooLarge, chart.RefusedNotSupported), Taken: true},
		{ID: "pdf-box-empty", Name: "box.pdf", Why: "a page without area", Data: box("[10 10 10 10]"), Refused: hard, Taken: true},
		{ID: "pdf-box-odd", Name: "box.pdf", Why: "a page size of words and references to itself", Data: box("[/a 3 0 R (x) 1e999]"), Refused: hard, Taken: true},
		{ID: "pdf-box-line", Name: "box.pdf", Why: "a page of 200,000 x 0.01 points", Data: box("[0 0 200000 0.01]"), Refused: tooLarge, Taken: true},
	}
}

// pdfLoops are structures that lead back to themselves or very deep.
func pdfLoops() []File {
	hard := reasons(chart.RefusedDamaged, chart.RefusedTimedOut, chart.RefusedOutOfMemory)
	good := string(plainPDF())
	startAt := func(s string) []byte { return []byte(strings.Replace(good, "trailer\n<<", "trailer\n<<"+s, 1)) }
	xref := strings.Index(good, "xref\n0 ")
	form := func(n int, inside string) object {
		return stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X %d 0 R/Y %d 0 R>>>>", n, n), []byte(inside))
	}
	fan := []object{catalogue, onePage, page("/Resources<</XObject<</X 6 0 R>>>>"), stream("", []byte("/X Do")), helvetica}
	for i := range 40 {
		fan = append(fan, form(i+7, "/X Do /X Do"))
	}
	fan = append(fan, stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", []byte("0 0 1 1 re f")))
	selfStream := "%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Length 12/Extends 1 0 R>>\nstream\n1 0 <</A 1>>\nendstream\nendobj\n" +
		"2 0 obj\n<</Type/XRef/Size 3/W[1 2 1]/Root 1 0 R/Length 12>>\nstream\n\x00\x00\x00\x00\x02\x00\x01\x00\x01\x00\x61\x00\nendstream\nendobj\nstartxref\n118\n%%EOF\n"
	return []File{
		{ID: "pdf-xref-self", Name: "loop.pdf", Why: "the earlier cross-reference table is the table itself", Data: startAt(fmt.Sprintf("/Prev %d", xref)), Refused: hard, Taken: true},
		{ID: "pdf-xref-hybrid", Name: "loop.pdf", Why: "the cross-reference stream is the table itself", Data: startAt(fmt.Sprintf("/XRefStm %d/Prev %d", xref, xref)), Refused: hard, Taken: true},
		{ID: "pdf-xref-wrong", Name: "loop.pdf", Why: "every offset of the table is wrong", Data: []byte(strings.ReplaceAll(good, " 00000 n", " 00009 n")), Refused: hard, Taken: true},
		{ID: "pdf-objstm-self", Name: "loop.pdf", Why: "an object stream that holds and extends itself", Data: []byte(selfStream), Refused: append(hard, chart.RefusedEmpty), Taken: true},
		{ID: "pdf-length-self", Name: "loop.pdf", Why: "a stream whose length is the stream", Refused: hard, Taken: true,
			Data: withContents("", "<</Length 4 0 R>>\nstream\nBT /F 14 Tf 72 700 Td (x) Tj ET\nendstream")},
		{ID: "pdf-form-self", Name: "loop.pdf", Why: "a form that draws itself", Refused: hard, Taken: true,
			Data: withContents("/Resources<</XObject<</X 6 0 R>>>>", stream("", []byte("/X Do")), form(6, "/X Do"))},
		{ID: "pdf-form-fan", Name: "fan.pdf", Why: "forms that draw two forms each, 40 deep: 10^12 drawings", Data: document(fan...), Refused: hard, Taken: true},
		{ID: "pdf-pattern-self", Name: "loop.pdf", Why: "a pattern that fills with itself", Refused: hard, Taken: true,
			Data: withContents("/Resources<</Pattern<</P 6 0 R>>>>", stream("", []byte("/Pattern cs /P scn 0 0 612 792 re f")),
				stream("/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 0.001/YStep 0.001/Resources<</Pattern<</P 6 0 R>>>>", []byte("/Pattern cs /P scn 0 0 9 9 re f")))},
		{ID: "pdf-glyph-self", Name: "loop.pdf", Why: "a glyph that is drawn with its own font", Refused: hard, Taken: true,
			Data: withContents("/Resources<</Font<</G 6 0 R>>>>", stream("", []byte("BT /G 9 Tf 72 700 Td (aaaa) Tj ET")),
				"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[9]/Encoding<</Differences[97/a]>>/CharProcs<</a 7 0 R>>/Resources<</Font<</G 6 0 R>>>>>>",
				stream("", []byte("9 0 d0 BT /G 9 Tf (aa) Tj ET")))},
		{ID: "pdf-mask-self", Name: "loop.pdf", Why: "an image that is its own soft mask", Refused: hard, Taken: true,
			Data: withContents("/Resources<</XObject<</X 6 0 R>>>>", stream("", []byte("400 0 0 400 0 0 cm /X Do")),
				stream("/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/SMask 6 0 R", []byte("\x00\x40\x80\xff")))},
		{ID: "pdf-arrays", Name: "deep.pdf", Why: "arrays nested 200,000 deep", Data: withCatalogue("/X 6 0 R", object(strings.Repeat("[", 200_000)+strings.Repeat("]", 200_000))), Refused: hard, Taken: true},
		{ID: "pdf-states", Name: "deep.pdf", Why: "a million graphics states and none taken back", Data: withContents("", stream("", bytes.Repeat([]byte("q "), 1_000_000))), Refused: hard, Taken: true},
		{ID: "pdf-outline-self", Name: "loop.pdf", Why: "a bookmark that is its own child and successor", Data: withCatalogue("/Outlines 6 0 R", "<</First 7 0 R/Last 7 0 R/Count 9>>", "<</Title(x)/Parent 6 0 R/First 7 0 R/Next 7 0 R>>"), Refused: hard, Taken: true},
		{ID: "pdf-spot-loop", Name: "loop.pdf", Why: "a colour space that is made of itself", Refused: hard, Taken: true,
			Data: withContents("/Resources<</ColorSpace<</C 6 0 R>>>>", stream("", []byte("/C cs 1 scn 0 0 99 99 re f")), "[/Indexed 6 0 R 1 <0001>]")},
	}
}

// pdfBombs are small files that become large.
func pdfBombs() []File {
	hard := reasons(chart.RefusedDamaged, chart.RefusedTimedOut, chart.RefusedOutOfMemory, chart.RefusedTooManyPixels)
	img := func(w, h int, data []byte) []byte {
		return withContents("/Resources<</XObject<</X 6 0 R>>>>", stream("", []byte("612 0 0 792 0 0 cm /X Do")),
			stream(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode", w, h), data))
	}
	return []File{
		{ID: "pdf-deflate-bomb", Name: "bomb.pdf", Why: "page contents that inflate to 1 GiB", Data: withContents("", stream("/Filter/FlateDecode", zeros(1<<30))), Refused: hard, Taken: true},
		{ID: "pdf-deflate-twice", Name: "bomb.pdf", Why: "page contents deflated twice: 4 KB become 1 GiB", Data: withContents("", stream("/Filter[/FlateDecode/FlateDecode]", deflated(zeros(1<<30)))), Refused: hard, Taken: true},
		{ID: "pdf-image-bomb", Name: "bomb.pdf", Why: "an image of 30,000 x 30,000 pixels", Data: img(30_000, 30_000, zeros(900_000_000)), Refused: hard, Taken: true},
		{ID: "pdf-image-lies", Name: "bomb.pdf", Why: "an image that claims 2,000,000 x 2,000,000 pixels", Data: img(2_000_000, 2_000_000, zeros(1000)), Refused: hard, Taken: true},
		{ID: "pdf-pixels-noise", Name: "bomb.pdf", Why: "a page full of noise: nothing to read, much to try", Data: withContents("/Resources<</XObject<</X 6 0 R>>>>", stream("", []byte("612 0 0 792 0 0 cm /X Do")),
			stream("/Type/XObject/Subtype/Image/Width 2550/Height 3300/ColorSpace/DeviceGray/BitsPerComponent 1", noise(319*3300))), Refused: hard, Taken: true},
		{ID: "pdf-strokes", Name: "slow.pdf", Why: "200,000 dashed curves", Data: withContents("", stream("/Filter/FlateDecode", deflated(bytes.Repeat([]byte("[.01] 0 d 0 0 m 600 700 1 9 612 792 c S\n"), 200_000)))), Refused: hard, Taken: true},
	}
}

// pdfActive are files that would do something, or show something else, elsewhere. They may be refused, or read as pixels.
func pdfActive() []File {
	active := reasons(chart.RefusedActiveContent)
	either := reasons(chart.RefusedActiveContent, chart.RefusedDamaged)
	form := stream("", []byte(`<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template/></xdp:xdp>`))
	return []File{
		{ID: "pdf-script", Name: "active.pdf", Why: "a script that runs on opening", Data: withCatalogue("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), Refused: active, Taken: true},
		{ID: "pdf-launch", Name: "active.pdf", Why: "starts a program on opening", Data: withCatalogue("/OpenAction<</S/Launch/F(cmd.exe)>>"), Refused: active, Taken: true},
		{ID: "pdf-address", Name: "active.pdf", Why: "calls an address on opening", Data: withCatalogue("/OpenAction<</S/URI/URI(http://tracker.invalid/)>>"), Refused: active, Taken: true},
		{ID: "pdf-attachment", Name: "active.pdf", Why: "carries a program", Data: withCatalogue("/Names<</EmbeddedFiles<</Names[(a.exe)6 0 R]>>>>", "<</Type/Filespec/F(a.exe)/EF<</F 7 0 R>>>>", stream("/Type/EmbeddedFile", []byte("MZ"))), Refused: active, Taken: true},
		{ID: "pdf-xfa", Name: "form.pdf", Why: "a form that only one vendor's viewer draws; others show a placeholder", Data: withCatalogue("/NeedsRendering true/AcroForm<</Fields[]/XFA 6 0 R>>", form), Refused: active},
		{ID: "pdf-external", Name: "active.pdf", Why: "contents that stand in another file", Data: withContents("", "<</Length 0/F(/etc/passwd)/FFilter/FlateDecode>>\nstream\n\nendstream"), Refused: either, Taken: true},
		{ID: "pdf-garbage", Name: "garbage.pdf", Why: "random bytes between header and end mark", Data: append(append([]byte("%PDF-1.7\n"), noise(50_000)...), "\n%%EOF\n"...), Refused: reasons(chart.RefusedDamaged, chart.RefusedEmpty)},
	}
}
