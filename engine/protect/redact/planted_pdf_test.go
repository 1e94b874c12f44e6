package redact_test

import (
	"encoding/hex"
	"fmt"
	"slices"
	"testing"
)

// plantedPDFs are the leftovers of a PDF's structure.
func plantedPDFs(t testing.TB) []leakFile {
	jpeg := pageJPEG(t)
	file := func(class, leaks, plants string, p planter) leakFile {
		return leakFile{class, "pdf", leaks, plants, p.pdf(jpeg)}
	}
	return slices.Concat(plantedText(t, file), plantedPages(t, file), plantedCatalog(t, file), plantedFrame(t, jpeg))
}

// planting makes one file.
type planting func(class, leaks, plants string, p planter) leakFile

const helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"

func written(operators string) planter {
	return planter{drawing: operators, resources: "/Font<</F 6 0 R>>", more: []string{helvetica}}
}

func plantedText(t testing.TB, file planting) []leakFile {
	t.Helper()
	say := "BT /F 9 Tf 20 200 Td (" + plantedName + ") Tj ET "
	return []leakFile{
		file("text", "selectable text beside the picture", "a line of text in the page's drawing", written(plainDrawing+" "+say)),
		file("covered_text", "text under a drawn box: select, copy, paste", "a line of text, then a black rectangle over it", written(plainDrawing+" "+say+"0 g 10 195 150 20 re f")),
		file("hidden_text", "the OCR layer under the picture, invisible and searchable", "text in render mode 3 under the picture",
			written("BT 3 Tr /F 9 Tf 20 200 Td ("+plantedName+") Tj ET "+plainDrawing)),
		file("pale_text", "white text on white paper", "text with the fill colour white", written(plainDrawing+" 1 1 1 rg "+say)),
		file("off_page_text", "text that lies beside the page", "text at a place outside the page's box",
			written(plainDrawing+" BT /F 9 Tf 20 900 Td ("+plantedName+") Tj ET")),
		file("actual_text", "replacement text, read aloud and copied in place of what is seen", "a marked content with /ActualText, the name spelt /#41ctualText",
			planter{drawing: "/Span<</#41ctualText(" + plantedName + ")>>BDC " + plainDrawing + " EMC"}),
		file("alternate_text", "a description for those who do not see", "a structure element's /Alt", planter{
			catalog: "/StructTreeRoot 6 0 R", more: []string{"<</Type/StructTreeRoot/K 7 0 R>>", "<</Type/StructElem/S/Figure/P 6 0 R/Alt(Chart of " + plantedName + ")>>"}}),
		file("structure_tree", "the tree of tagged text keeps titles of its elements", "a structure element with a title", planter{
			catalog: "/StructTreeRoot 6 0 R", more: []string{"<</Type/StructTreeRoot/K 7 0 R>>", "<</Type/StructElem/S/H1/P 6 0 R/T(" + plantedName + ")>>"}}),
		file("tagged_text", "properties of marked content", "a text entry in the properties of an artifact",
			planter{drawing: "/Artifact<</Type/Pagination/Contents(" + plantedName + ")>>BDC " + plainDrawing + " EMC"}),
		file("font", "a subset font holds the letters that the text needed, its map says which they are", "a font that no text uses, with a /ToUnicode map of the name's letters",
			planter{resources: "/Font<</F 6 0 R>>", more: []string{"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Helvetica/ToUnicode 7 0 R>>",
				streamOf("", []byte("1 beginbfchar <01> <"+hex.EncodeToString([]byte(plantedName))+"> endbfchar"))}}),
		file("resource_name", "pictures named after the patient", "the picture's name in the page's resources", planter{
			drawing: "q 204 0 0 264 0 0 cm /Quartermaine Do Q", resources: "/XObject<</Quartermaine 5 0 R>>"}),
	}
}

func plantedPages(t testing.TB, file planting) []leakFile {
	t.Helper()
	pixels := make([]byte, 68*88)
	attached := []string{"<</Type/Filespec/F(" + plantedName + ".txt)/EF<</F 7 0 R>>>>", streamOf("/Type/EmbeddedFile", []byte(plantedName))}
	return []leakFile{
		file("covered_image", "a picture under a drawn box: take the picture out", "the picture, then a black rectangle over a part of it", planter{drawing: plainDrawing + " 0 g 20 200 90 12 re f"}),
		file("cropped_image", "a picture larger than what is shown of it", "the picture drawn larger than the page", planter{drawing: "q 204 0 0 400 0 0 cm /I Do Q"}),
		file("page_box", "a crop box that hides a part of the page", "a /CropBox smaller than the page", planter{page: "/CropBox[0 0 204 132]"}),
		file("soft_mask", "a mask that hides what still stands in the picture", "a soft mask on the picture", planter{
			image: "/Width 68/Height 88/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/SMask 6 0 R",
			more:  []string{streamOf("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", []byte{0})}}),
		file("alternate_image", "another version of the picture, for printing", "an /Alternates array with the page before redaction", planter{
			image: "/Width 68/Height 88/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Alternates[<</Image 6 0 R/DefaultForPrinting true>>]",
			more:  []string{streamOf("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", []byte{0})}}),
		file("stream_slack", "bytes behind the last row of a picture", "an uncompressed picture with a name behind its pixels", planter{
			image: "/Width 68/Height 88/ColorSpace/DeviceGray/BitsPerComponent 8", data: append(pixels, plantedName...)}),
		file("thumbnail", "the small picture of the page before redaction", "a /Thumb on the page", planter{page: "/Thumb 6 0 R",
			more: []string{streamOf("/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", []byte{0})}}),
		file("part_metadata", "metadata of a page or a picture", "a metadata stream on the picture", planter{
			image: "/Width 68/Height 88/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Metadata 6 0 R",
			more:  []string{streamOf("/Type/Metadata/Subtype/XML", []byte("<dc:title>"+plantedName+"</dc:title>"))}}),
		file("private_data", "what an editor keeps for itself to go on editing", "a /PieceInfo on the page", planter{page: "/PieceInfo<</Editor<</Private(" + plantedName + ")>>>>"}),
		file("annotation", "notes, stamps and highlights with their text", "a sticky note", planter{page: "/Annots[6 0 R]",
			more: []string{"<</Type/Annot/Subtype/Text/Rect[9 9 20 20]/Contents(" + plantedName + ")>>"}}),
		file("annotation_file", "a file pinned to the page", "a file attachment annotation", planter{page: "/Annots[8 0 R]",
			more: append(attached, "<</Type/Annot/Subtype/FileAttachment/Rect[9 9 20 20]/FS 6 0 R>>")}),
		file("link", "an address, often with a record number in it", "a link annotation to an address", planter{page: "/Annots[6 0 R]",
			more: []string{"<</Type/Annot/Subtype/Link/Rect[9 9 20 20]/A<</S/URI/URI(https://portal.invalid/chart/" + plantedNumber + ")>>>>"}}),
		file("media", "sound, film and models", "a sound on the page", planter{page: "/Annots[6 0 R]", more: []string{"<</Type/Annot/Subtype/Sound/Rect[9 9 20 20]/Sound 7 0 R>>",
			streamOf("/Type/Sound/R 8000", []byte(plantedName))}}),
		file("symbols", "JBIG2 keeps every shape of letter once, in a dictionary beside the page", "a JBIG2 picture with a symbol dictionary that no region uses", planter{
			image: "/Width 68/Height 88/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode", data: symbolDictionary()}),
	}
}

// symbolDictionary is a JBIG2 segment of that type, with its data, for page 1.
func symbolDictionary() []byte {
	data := []byte(plantedName)
	return append([]byte{0, 0, 0, 0, 0, 1, 1, 0, 0, 0, byte(len(data))}, data...)
}

func plantedCatalog(t testing.TB, file planting) []leakFile {
	t.Helper()
	attached := []string{"<</Type/Filespec/F(" + plantedName + ".txt)/EF<</F 7 0 R>>>>", streamOf("/Type/EmbeddedFile", []byte(plantedName))}
	return []leakFile{
		file("outline", "bookmarks named after patients and dates", "a bookmark", planter{catalog: "/Outlines 6 0 R",
			more: []string{"<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>", "<</Title(" + plantedName + ")/Parent 6 0 R/Dest[3 0 R/Fit]>>"}}),
		file("form", "fields with their values", "a text field with a value", planter{catalog: "/AcroForm<</Fields[6 0 R]>>",
			more: []string{"<</FT/Tx/T(patient)/V(" + plantedName + ")>>"}}),
		file("xfa", "a form's data as XML beside its fields", "an XFA packet", planter{catalog: "/AcroForm<</Fields[]/XFA 6 0 R>>",
			more: []string{streamOf("", []byte("<xfa:data><patient>"+plantedName+"</patient></xfa:data>"))}}),
		file("xmp", "the document's metadata stream", "an XMP packet with a title", planter{catalog: "/Metadata 6 0 R",
			more: []string{streamOf("/Type/Metadata/Subtype/XML", []byte("<dc:title>"+plantedName+"</dc:title>"))}}),
		file("attachment", "a file within the file", "an embedded file", planter{catalog: "/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>", more: attached}),
		file("destination", "named places", "a named destination", planter{catalog: "/Names<</Dests<</Names[(" + plantedName + ")[3 0 R/Fit]]>>>>"}),
		file("page_label", "names of pages in the viewer's list", "a page label with a prefix", planter{catalog: "/PageLabels<</Nums[0<</P(" + plantedName + ")>>]>>"}),
		file("script", "JavaScript, with what it was written for", "a document script", planter{catalog: "/Names<</JavaScript<</Names[(a)6 0 R]>>>>",
			more: []string{"<</S/JavaScript/JS(var patient = '" + plantedName + "')>>"}}),
		file("action", "something done on opening, with its target", "a program started on opening", planter{catalog: "/OpenAction<</S/Launch/F(" + plantedName + ".exe)>>"}),
		file("optional_content", "layers that are switched off", "a layer with a name, off by default", planter{
			catalog: "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>", more: []string{"<</Type/OCG/Name(" + plantedName + ")>>"}}),
		file("colour_profile", "a profile names the device, its owner, the day", "an output intent with a condition's name", planter{
			catalog: "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(" + plantedName + ")>>]"}),
		file("signature", "signer, reason and place", "a signature dictionary", planter{catalog: "/Perms<</DocMDP 6 0 R>>",
			more: []string{"<</Type/Sig/Filter/Adobe.PPKLite/Name(" + plantedName + ")/ByteRange[0 1 2 3]>>"}}),
		file("thread", "articles with titles and authors", "an article thread", planter{catalog: "/Threads[6 0 R]", more: []string{"<</I<</Title(" + plantedName + ")>>>>"}}),
		file("portfolio", "a collection of files with columns about them", "a collection with a schema", planter{catalog: "/Collection<</Schema<</a<</N(" + plantedName + ")>>>>>>"}),
		file("web_capture", "the address from which a page was fetched", "a web capture entry", planter{catalog: "/SpiderInfo<</V 1.0/C[6 0 R]>>",
			more: []string{"<</URL(https://portal.invalid/" + plantedNumber + ")>>"}}),
	}
}

// plantedFrame are the leftovers around the objects. jpeg is the page's picture.
func plantedFrame(t testing.TB, jpeg []byte) []leakFile {
	t.Helper()
	good := planter{}.pdf(jpeg)
	behind := func(s string) []byte { return append(slices.Clone(good), s...) }
	inner := "6 0 7 12 " + "<</A 7 0 R>><</Title(" + plantedName + ")>>"
	first := len("6 0 7 12 ")
	file := func(class, leaks, plants string, data []byte) leakFile {
		return leakFile{class, "pdf", leaks, plants, data}
	}
	trailer := func(entries string, more ...string) []byte { return planter{trailer: entries, more: more}.pdf(jpeg) }
	return []leakFile{
		file("info", "title, author, subject, dates", "an /Info dictionary with a title", trailer("/Info 6 0 R", "<</Title("+plantedName+")>>")),
		file("file_id", "an identifier that all versions of a file share", "an /ID in the trailer", trailer("/ID[<"+plantedNumber+"><00>]")),
		file("encryption", "what is sealed cannot be proved, and a known password opens it", "an encryption dictionary", trailer("/Encrypt 6 0 R", "<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -4>>")),
		file("revision", "the earlier version, which an incremental save keeps", "a second version of the page appended, the first still there",
			behind(objectsFrom(3, len(good), "/Prev 9", []string{"<</Type/Page/Parent 2 0 R/MediaBox[0 0 204 264]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"}))),
		file("unused_object", "objects that nothing refers to any more", "a text object that no page needs", planter{more: []string{"(" + plantedName + ")"}}.pdf(jpeg)),
		file("object_stream", "objects within a compressed stream, which no search of the bytes sees", "a title within a deflated object stream",
			planter{more: []string{streamOf(fmt.Sprintf("/Type/ObjStm/N 2/First %d/Filter/FlateDecode", first), deflate(t, inner))}}.pdf(jpeg)),
		file("comment", "bytes between the objects", "a comment line", behindHead(good)),
		file("leading_bytes", "bytes before the file begins", "a mail's header before the PDF", append([]byte("Subject: "+plantedName+"\n\n"), good...)),
		file("trailing_bytes", "bytes behind the end", "a name behind the end mark", behind(plantedName)),
	}
}

func behindHead(pdf []byte) []byte {
	const head = len("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	return slices.Insert(slices.Clone(pdf), head, []byte("% "+plantedName+"\n")...)
}
