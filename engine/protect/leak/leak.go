package leak

import (
	"bytes"
	"slices"
)

// Class is a way in which a file says more than it shows.
type Class string

// The classes of leak in a file's bytes.
const (
	ActualText     Class = "actual_text"      // replacement text of marked content
	AltText        Class = "alternate_text"   // a description for those who do not see
	Action         Class = "action"           // something done on opening, with its target
	AlternateImage Class = "alternate_image"  // another version of a picture
	Annotation     Class = "annotation"       // notes, stamps, highlights with their text
	AnnotationFile Class = "annotation_file"  // a file pinned to a page
	Attachment     Class = "attachment"       // a file within the file
	ColourProfile  Class = "colour_profile"   // a profile names the device and its owner
	Comment        Class = "comment"          // bytes between the objects
	CoveredImage   Class = "covered_image"    // a picture under a drawn box
	CoveredText    Class = "covered_text"     // text under a drawn box or picture
	CroppedImage   Class = "cropped_image"    // a picture that reaches out of what is shown
	Destination    Class = "destination"      // named places
	Encryption     Class = "encryption"       // what is sealed cannot be proved
	Exif           Class = "exif"             // camera, owner, place, time
	FileID         Class = "file_id"          // an identifier kept over all versions of a file
	Font           Class = "font"             // a font with the letters that a text needed, and what they mean
	Form           Class = "form"             // fields with their values
	HiddenText     Class = "hidden_text"      // text of the invisible render mode, as OCR leaves it
	ImageComment   Class = "image_comment"    // comment of a JPEG
	ImageData      Class = "image_data"       // other application data in a picture
	ImageThumbnail Class = "image_thumbnail"  // the small picture of the page before it was redacted
	Info           Class = "info"             // title, author, dates
	IPTC           Class = "iptc"             // caption and names in a press photograph's header
	LayerHidden    Class = "optional_content" // layers that are switched off
	LeadingBytes   Class = "leading_bytes"    // bytes before the file begins
	Link           Class = "link"             // addresses, often with a record number
	Media          Class = "media"            // sound, film, models
	Metadata       Class = "xmp"              // the document's metadata stream
	ObjectStream   Class = "object_stream"    // objects within compressed streams
	OffPageText    Class = "off_page_text"    // text that lies beside the page
	Outline        Class = "outline"          // bookmarks
	PageBox        Class = "page_box"         // a crop box that hides a part of the page
	PageLabel      Class = "page_label"       // names of pages
	PaleText       Class = "pale_text"        // white text
	PartMetadata   Class = "part_metadata"    // metadata of a page or picture
	PNGText        Class = "png_text"         // text chunks
	Portfolio      Class = "portfolio"        // a collection of files
	PrivateData    Class = "private_data"     // what an editor keeps for itself
	ResourceName   Class = "resource_name"    // telling names of pictures and fonts
	Revision       Class = "revision"         // earlier versions that were appended to
	Script         Class = "script"           // JavaScript
	SecondImage    Class = "second_image"     // a picture behind the picture
	Signature      Class = "signature"        // signer, reason, place
	SoftMask       Class = "soft_mask"        // a mask that hides what still stands in the picture
	StreamSlack    Class = "stream_slack"     // bytes behind the pixels of a picture
	Structure      Class = "structure_tree"   // the tree of tagged text
	Symbols        Class = "symbols"          // JBIG2 letters, kept once and for all
	TaggedText     Class = "tagged_text"      // properties of marked content
	Text           Class = "text"             // text that nobody burnt
	Thread         Class = "thread"           // articles with titles and authors
	Thumbnail      Class = "thumbnail"        // a page's small picture
	TIFFDirectory  Class = "tiff_directory"   // more pictures than the first
	TIFFTag        Class = "tiff_tag"         // document name, description, artist, machine
	TrailingBytes  Class = "trailing_bytes"   // bytes behind the end
	UnusedObject   Class = "unused_object"    // objects that nothing refers to
	WebCapture     Class = "web_capture"      // where a page was fetched from
	XFA            Class = "xfa"              // a form's data as XML
	Unreadable     Class = "unreadable"       // a part that cannot be looked into
)

// In gives the classes of leak that the bytes of a file show, sorted, each once. Of a type that is not known it gives
// Unreadable.
func In(data []byte) []Class {
	s := set{}
	switch {
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		pdf(s, data)
	case bytes.HasPrefix(data, []byte{0xff, 0xd8}):
		jpeg(s, data)
	case bytes.HasPrefix(data, []byte(pngHead)):
		png(s, data)
	case bytes.HasPrefix(data, []byte("II*\x00")) || bytes.HasPrefix(data, []byte("MM\x00*")):
		tiff(s, data)
	case bytes.HasPrefix(data, []byte(jbig2Head)):
		jbig2(s, data)
	case bytes.HasPrefix(data, []byte(jpxHead)):
		jpx(s, data)
	default:
		s.add(Unreadable)
	}
	return s.sorted()
}

// set collects classes.
type set map[Class]bool

func (s set) add(c Class) { s[c] = true }

func (s set) sorted() []Class {
	out := make([]Class, 0, len(s))
	for c := range s {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}
