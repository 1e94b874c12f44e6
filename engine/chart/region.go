package chart

import "chartproof.org/chartproof/engine/geom"

// RegionKind names what a part of a page shows that is not printed text.
type RegionKind string

// The kinds of regions.
const (
	RegionSignature   RegionKind = "signature"
	RegionBarcode     RegionKind = "barcode"
	RegionPhoto       RegionKind = "photo"
	RegionTickFilled  RegionKind = "tick_filled"
	RegionTickEmpty   RegionKind = "tick_empty"
	RegionHandwriting RegionKind = "handwriting"
	RegionUnread      RegionKind = "unread" // ink like print that no reader made a word of
	RegionStamp       RegionKind = "stamp"  // a block of print that does not stand level and that no reader could read
)

// RegionKinds lists every kind of region.
var RegionKinds = []RegionKind{RegionSignature, RegionBarcode, RegionPhoto, RegionTickFilled, RegionTickEmpty,
	RegionHandwriting, RegionUnread, RegionStamp}

// Region is a part of a page found by its pixels, boxed on the page as it came in. Confidence is how sure the finder is
// of the kind; nothing is released because it is low.
type Region struct {
	Kind       RegionKind `json:"kind"`
	Box        geom.Box   `json:"box"`
	Confidence Confidence `json:"confidence"`
	// Text is what a bar code says; empty where it does not decode, and for every other kind.
	Text Text `json:"text,omitempty"`
	// Symbology names the bar code where it decodes: code_128, qr_code, pdf_417 …
	Symbology string `json:"symbology,omitempty"`
}
