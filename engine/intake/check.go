package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

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

// ReadFile reads a regular file up to the limit, so that a huge one never fills memory. Its error is a *chart.Refusal
// for a file that is too large, and a chart.BadInput for what is no regular file; it never holds the path.
func ReadFile(path string, l Limits) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, chart.E(chart.NotFound, "look at the file", withoutPath(err))
	}
	if !info.Mode().IsRegular() {
		return nil, chart.E(chart.BadInput, "look at the file", errors.New("it is not a regular file"))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, chart.E(chart.BadInput, "open the file", withoutPath(err))
	}
	defer f.Close()
	return read(f, info.Size(), l)
}

func read(r io.Reader, size int64, l Limits) ([]byte, error) {
	tooLarge := refuse(chart.RefusedTooLarge, "more than %d bytes", l.Bytes)
	if size > l.Bytes {
		return nil, tooLarge
	}
	// One byte more than the limit tells a file that grew meanwhile from one that just fits.
	data := make([]byte, 0, size+1)
	limited := io.LimitReader(r, l.Bytes+1)
	for {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := limited.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case int64(len(data)) > l.Bytes:
			return nil, tooLarge
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return nil, chart.E(chart.BadInput, "read the file", withoutPath(err))
		}
	}
}

// withoutPath strips the file's name, which may name a patient, from an error.
func withoutPath(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
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
