package intake

import (
	"bytes"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

const unknownMedia = "application/octet-stream"

// fileType is one type that the bytes of a file can show. check is nil for the types that are known but not taken.
type fileType struct {
	media string
	label string // how a person calls it
	check func([]byte, Limits) (pages int, ref *chart.Refusal)
}

// The types that are taken.
var (
	pdfType  = fileType{"application/pdf", "PDF", checkPDF}
	tiffType = fileType{"image/tiff", "TIFF", checkTIFF}
	jpegType = fileType{"image/jpeg", "JPEG", checkJPEG}
	pngType  = fileType{"image/png", "PNG", checkPNG}
	bmpType  = fileType{"image/bmp", "BMP", checkBMP}
	webpType = fileType{"image/webp", "WebP", checkWebP}
)

// foreign is every type that is known well enough to say that a name lies, but is not taken; unknown is the rest.
var (
	program  = fileType{media: unknownMedia, label: "a program"}
	archive  = fileType{media: unknownMedia, label: "an archive or an office document"}
	markup   = fileType{media: unknownMedia, label: "a web page or markup"}
	script   = fileType{media: unknownMedia, label: "a script or PostScript"}
	bigTIFF  = fileType{media: "image/tiff", label: "BigTIFF"}
	picture  = fileType{media: unknownMedia, label: "a picture or film of another kind"}
	database = fileType{media: unknownMedia, label: "a database"}
	text     = fileType{media: unknownMedia, label: "a text"}
	unknown  = fileType{media: unknownMedia, label: "of no known type"}
)

type magic struct {
	at     int
	prefix string
	t      *fileType
}

// leading is tried in order. BigTIFF is known, but not taken: MuPDF does not read it.
var leading = []magic{
	{0, "%PDF-", &pdfType},
	{0, "II*\x00", &tiffType},
	{0, "MM\x00*", &tiffType},
	{0, "\xff\xd8\xff", &jpegType},
	{0, "\x89PNG\r\n\x1a\n", &pngType},
	{8, "WEBPVP8", &webpType},
	{0, "II+\x00", &bigTIFF},
	{0, "MM\x00+", &bigTIFF},
	{0, "MZ", &program},
	{0, "\x7fELF", &program},
	{0, "\xcf\xfa\xed\xfe", &program},
	{0, "\xca\xfe\xba\xbe", &program},
	{0, "PK\x03\x04", &archive},
	{0, "PK\x05\x06", &archive},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &archive},
	{0, "\x1f\x8b\x08", &archive},
	{0, "7z\xbc\xaf\x27\x1c", &archive},
	{0, "Rar!\x1a\x07", &archive},
	{0, "BZh", &archive},
	{0, "\xfd7zXZ\x00", &archive},
	{0, "\x28\xb5\x2f\xfd", &archive},
	{257, "ustar", &archive},
	{0, "{\\rtf", &archive},
	{0, "GIF8", &picture},
	{4, "ftyp", &picture},
	{0, "\x00\x00\x00\x0cjP  ", &picture},
	{0, "\xff\x4f\xff\x51", &picture},
	{0, "\x97JB2", &picture},
	{128, "DICM", &picture},
	{0, "AT&TFORM", &picture},
	{0, "RIFF", &picture},
	{0, "SQLite format 3\x00", &database},
	{0, "%!PS", &script},
	{0, "#!", &script},
}

// junk is how far from the start a PDF's header may stand, as in every reader.
const junk = 1024

// sniff tells the type by the bytes alone. A file that begins as something else and holds a PDF header further on is
// what it begins as: such polyglots are made to be seen differently by different programs.
func sniff(data []byte) *fileType {
	if isBMP(data) {
		return &bmpType
	}
	for _, m := range leading {
		if len(data) >= m.at && bytes.HasPrefix(data[m.at:], []byte(m.prefix)) && (m.t != &webpType || bytes.HasPrefix(data, []byte("RIFF"))) {
			return m.t
		}
	}
	head := data[:min(len(data), junk)]
	if isMarkup(head) {
		return &markup
	}
	if bytes.Contains(data[:min(len(data), junk+len("%PDF-"))], []byte("%PDF-")) {
		return &pdfType
	}
	if isText(head) {
		return &text
	}
	return &unknown
}

func isMarkup(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	low := strings.ToLower(string(head[:min(len(head), 16)]))
	for _, p := range []string{"<!doctype", "<html", "<?xml", "<svg", "<head", "<body", "<script"} {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	return false
}

// isText reports printable ASCII of some length; a few bytes say nothing.
func isText(head []byte) bool {
	if len(head) < 16 {
		return false
	}
	for _, c := range head {
		if c != '\t' && c != '\n' && c != '\r' && (c < ' ' || c > '~') {
			return false
		}
	}
	return true
}

// extensions maps what a name may claim. An extension that is not here claims nothing: scanners write .001, .scan, .2024.
var extensions = map[string]*fileType{
	"pdf": &pdfType, "tif": &tiffType, "tiff": &tiffType, "jpg": &jpegType, "jpeg": &jpegType, "jpe": &jpegType,
	"jfif": &jpegType, "png": &pngType, "bmp": &bmpType, "dib": &bmpType, "webp": &webpType,
	"exe": &program, "dll": &program, "com": &program, "scr": &program, "msi": &program, "so": &program,
	"zip": &archive, "7z": &archive, "rar": &archive, "gz": &archive, "tar": &archive, "doc": &archive, "docx": &archive,
	"xls": &archive, "xlsx": &archive, "ppt": &archive, "pptx": &archive, "odt": &archive, "rtf": &archive,
	"htm": &markup, "html": &markup, "xml": &markup, "svg": &markup,
	"js": &script, "bat": &script, "cmd": &script, "ps1": &script, "sh": &script, "ps": &script, "vbs": &script,
	"gif": &picture, "heic": &picture, "heif": &picture, "jp2": &picture, "dcm": &picture, "mp4": &picture,
	"db": &database, "sqlite": &database, "txt": &text, "csv": &text, "md": &text,
}

// byExtension gives the type that the name claims, nil where it claims none. The last part of a path in either writing
// counts; control characters, blanks and text direction marks around the extension do not.
func byExtension(name string) *fileType {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 || strings.ContainsAny(name[dot:], `/\`) {
		return nil
	}
	ext := strings.TrimFunc(name[dot+1:], func(r rune) bool {
		return r <= ' ' || r == 0x7f || (r >= 0x200b && r <= 0x200f) || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069)
	})
	return extensions[strings.ToLower(ext)]
}
