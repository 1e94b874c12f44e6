package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
)

// Limits bound what is taken in.
type Limits struct {
	Bytes  int64 // of the file
	Pages  int   // of the file
	Pixels int64 // of one page
}

// DefaultLimits are 512 MiB a file, 2,000 pages, 120 million pixels a page (A3 at 600 dpi has 70 million).
func DefaultLimits() Limits {
	return Limits{Bytes: 512 << 20, Pages: 2000, Pixels: 120_000_000}
}

// maxSide is the longest side of a page in pixels, whatever the area: 1.6 m at 1,000 dpi. Readers keep coordinates in 16
// bits.
const maxSide = 65_000

// Check looks at a file. The source is filled as far as it is known even where the file is refused: SHA-256 and size
// always, the media type where the bytes show one ("application/octet-stream" otherwise). Pages is 0 where only a decoder
// can count them (PDF). The name may be anything; only its extension counts, and only against the bytes.
func Check(name string, data []byte, l Limits) (chart.Source, *chart.Refusal) {
	sum := sha256.Sum256(data)
	src := chart.Source{
		SHA256:    hex.EncodeToString(sum[:]),
		MediaType: unknownMedia,
		Bytes:     int64(len(data)),
	}
	if len(data) == 0 {
		return src, refuse(chart.RefusedEmpty, "the file has no bytes")
	}
	if int64(len(data)) > l.Bytes {
		return src, refuse(chart.RefusedTooLarge, "%d bytes, at most %d are taken", len(data), l.Bytes)
	}
	have, want := sniff(data), byExtension(name)
	src.MediaType = have.media
	honest := have == &unknown || have == &bigTIFF && want == &tiffType
	if want != nil && want != have && !honest {
		return src, refuse(chart.RefusedTypeMismatch, "the name says %s, the bytes are %s", want.label, have.label)
	}
	if have.check == nil {
		return src, refuse(chart.RefusedNotSupported, "the bytes are %s", have.label)
	}
	pages, ref := have.check(data, l)
	src.Pages = pages
	if ref == nil && pages > l.Pages {
		ref = refuse(chart.RefusedTooManyPages, "at least %d pages, at most %d are taken", pages, l.Pages)
	}
	return src, ref
}

func refuse(reason chart.RefusalReason, format string, args ...any) *chart.Refusal {
	return &chart.Refusal{Reason: reason, Detail: fmt.Sprintf(format, args...)}
}

func damaged(format string, args ...any) *chart.Refusal {
	return refuse(chart.RefusedDamaged, format, args...)
}

// checkSize refuses pages without area and pages that would not fit into memory.
func checkSize(width, height uint64, l Limits) *chart.Refusal {
	switch {
	case width == 0 || height == 0:
		return damaged("a page of %d x %d pixels", width, height)
	case width > maxSide || height > maxSide || width*height > uint64(l.Pixels):
		return refuse(chart.RefusedTooManyPixels, "a page of %d x %d pixels, at most %d are taken", width, height, l.Pixels)
	}
	return nil
}
