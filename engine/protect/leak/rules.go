package leak

import "regexp"

// keys are the entries that tell their class wherever they stand. Entries with several meanings are in look.
var keys = map[name]Class{
	"ActualText": ActualText, "Alt": AltText, "Outlines": Outline, "Annots": Annotation, "AcroForm": Form, "XFA": XFA,
	"PieceInfo": PrivateData, "EmbeddedFiles": Attachment, "AF": Attachment, "Thumb": Thumbnail, "OCProperties": LayerHidden,
	"OC": LayerHidden, "SMask": SoftMask, "Mask": SoftMask, "StructTreeRoot": Structure, "Font": Font, "ToUnicode": Font, "Dests": Destination,
	"PageLabels": PageLabel, "JavaScript": Script, "JS": Script, "OpenAction": Action, "AA": Action, "URI": Link,
	"JBIG2Globals": Symbols, "Alternates": AlternateImage, "OutputIntents": ColourProfile, "Threads": Thread, "Collection": Portfolio,
	"SpiderInfo": WebCapture, "ByteRange": Signature, "RichMediaContent": Media, "Sound": Media, "Movie": Media,
}

// shellKeys are the entries of a trailer that tell.
var shellKeys = map[name]Class{"Info": Info, "ID": FileID, "Encrypt": Encryption, "Prev": Revision, "XRefStm": Revision}

// kinds are the types and subtypes of objects that tell their class.
var kinds = map[name]Class{
	"EmbeddedFile": Attachment, "Filespec": Attachment, "FileAttachment": AnnotationFile, "Font": Font, "FontDescriptor": Font,
	"Sig": Signature, "Launch": Action, "SubmitForm": Action, "ImportData": Action, "RichMedia": Media, "Screen": Media,
	"StructElem": Structure, "OCG": LayerHidden, "OCMD": LayerHidden, "Annot": Annotation, "Bead": Thread, "3D": Media,
}

// shell looks at what is around the pages: trailers and their tables.
func (d *document) shell() {
	if d.starts > 1 {
		d.found.add(Revision)
	}
	for _, t := range d.trailer {
		for k := range t {
			if c, ok := shellKeys[k]; ok {
				d.found.add(c)
			}
		}
	}
}

// look names what one object tells.
func (d *document) look(o *object) {
	d.value(o.value, 0)
	if o.raw == nil {
		return
	}
	of := o.dict()
	switch o.codec {
	case "DCTDecode", "DCT":
		jpeg(d.found, o.body)
	case "JPXDecode":
		jpx(d.found, o.body)
	case "JBIG2Decode":
		segments(d.found, o.body)
	case "CCITTFaxDecode", "CCF":
		d.found.fax(o.body)
	case "":
		if of["Subtype"] == name("Image") {
			d.slack(of, o.body)
		}
	default:
		d.found.add(Unreadable)
	}
}

// value names what the entries of a dictionary tell, and of all that stands in it.
func (d *document) value(v any, depth int) {
	if depth > mostDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		if len(v) > 1 && v[0] == name("ICCBased") {
			d.found.add(ColourProfile)
		}
		for _, e := range v {
			d.value(e, depth+1)
		}
	case dict:
		d.entries(v)
		for _, e := range v {
			d.value(e, depth+1)
		}
	}
}

func (d *document) entries(v dict) {
	for k := range v {
		if c, ok := keys[k]; ok {
			d.found.add(c)
		}
	}
	for _, k := range []name{"Type", "Subtype", "S"} {
		if n, ok := v[k].(name); ok && kinds[n] != "" {
			d.found.add(kinds[n])
		}
	}
	if v["Metadata"] != nil {
		if v["Type"] == name("Catalog") {
			d.found.add(Metadata)
		} else {
			d.found.add(PartMetadata)
		}
	}
	if _, ok := v["E"].([]byte); ok && v["S"] != nil {
		d.found.add(ActualText)
	}
	for _, k := range []name{"XObject", "Font", "ColorSpace", "Pattern", "Properties", "ExtGState", "Shading"} {
		d.resourceNames(v, k)
	}
}

// plainName is a resource name as programs number them.
var plainName = regexp.MustCompile(`^[A-Za-z]{0,3}[0-9]{0,6}$`)

func (d *document) resourceNames(v dict, kind name) {
	for n := range d.dictOf(v[kind]) {
		if !plainName.MatchString(string(n)) {
			d.found.add(ResourceName)
		}
	}
}

// slack looks for bytes behind the last row of a picture that is not compressed, or only so that all its bytes are at hand.
func (d *document) slack(of dict, body []byte) {
	w, okW := of["Width"].(float64)
	h, okH := of["Height"].(float64)
	bits, ok := of["BitsPerComponent"].(float64)
	if of["ImageMask"] == keyword("true") {
		bits, ok = 1, true
	}
	channels := map[any]float64{name("DeviceRGB"): 3, name("DeviceCMYK"): 4, name("DeviceGray"): 1}[colourOf(of)]
	if !okW || !okH || !ok || channels == 0 || w < 1 || h < 1 || w > 1e6 || h > 1e6 || of["DecodeParms"] != nil {
		return
	}
	if rows := (w*bits*channels + 7) / 8; float64(len(body)) > float64(int64(rows))*h {
		d.found.add(StreamSlack)
	}
}

func colourOf(of dict) any {
	if of["ImageMask"] == keyword("true") {
		return name("DeviceGray")
	}
	n, _ := of["ColorSpace"].(name)
	return n
}
