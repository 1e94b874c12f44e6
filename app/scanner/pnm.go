package scanner

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
)

// maxPixels and maxSide bound a picture: what intake takes of a page.
const (
	maxPixels = 120_000_000
	maxSide   = 65_000
)

var errPicture = errors.New("not a picture that scanimage makes")

// head is the beginning of a raw PBM, PGM or PPM picture (Netpbm formats P4, P5, P6).
type head struct {
	kind          byte
	width, height int
	most          int // the largest value of a sample
}

// readHead reads it; io.EOF where there is no further picture.
func readHead(r *bufio.Reader) (head, error) {
	var h head
	magic, err := r.ReadByte()
	if err != nil {
		return h, err //nolint:wrapcheck // io.EOF is the end of the pictures
	}
	if h.kind, err = r.ReadByte(); err != nil || magic != 'P' || h.kind < '4' || h.kind > '6' {
		return h, errPicture
	}
	fields := []*int{&h.width, &h.height, &h.most}
	if h.kind == '4' {
		h.most, fields = 1, fields[:2]
	}
	for _, f := range fields {
		if *f, err = readNumber(r); err != nil {
			return h, err
		}
	}
	switch {
	case h.width < 1 || h.height < 1 || h.most < 1 || h.most > 0xffff:
		return h, errPicture
	case h.width > maxSide || h.height > maxSide || h.width*h.height > maxPixels:
		return h, fault(present.ScanTooLarge)
	}
	return h, nil
}

// readNumber reads a number and the white space behind it; comments stand before it.
func readNumber(r *bufio.Reader) (n int, err error) {
	digits := 0
	for {
		c, err := r.ReadByte()
		switch {
		case err != nil:
			return 0, errPicture
		case c >= '0' && c <= '9' && digits < 9:
			n, digits = 10*n+int(c-'0'), digits+1
		case digits > 0 && (c == ' ' || c == '\n' || c == '\r' || c == '\t'):
			return n, nil
		case c == '#' && digits == 0:
			if _, err := r.ReadSlice('\n'); err != nil {
				return 0, errPicture
			}
		case digits > 0 || (c != ' ' && c != '\n' && c != '\r' && c != '\t'):
			return 0, errPicture
		}
	}
}

// readPicture reads the next picture; io.EOF where there is none. progress gets the share that is here.
func readPicture(r *bufio.Reader, dpi int, progress func(float64)) (*geom.Raster, error) {
	h, err := readHead(r)
	if err != nil {
		return nil, err
	}
	depth := map[byte]geom.Depth{'4': geom.Bitonal, '5': geom.Gray, '6': geom.Colour}[h.kind]
	out, err := geom.NewRaster(depth, geom.Px(h.width), geom.Px(h.height), float64(dpi))
	if err != nil {
		return nil, errPicture
	}
	bytes := 1
	if h.most > 0xff {
		bytes = 2
	}
	row := make([]byte, out.Stride()*bytes)
	for y := range h.height {
		if _, err := io.ReadFull(r, row); err != nil {
			return nil, fmt.Errorf("%w: %w", errPicture, io.ErrUnexpectedEOF)
		}
		narrow(out.Pix[y*out.Stride():(y+1)*out.Stride()], row, h)
		if y%64 == 0 {
			progress(float64(y) / float64(h.height))
		}
	}
	return out, nil
}

// narrow brings samples to eight bits.
func narrow(dst, src []byte, h head) {
	switch {
	case h.kind == '4' || h.most == 0xff:
		copy(dst, src)
	case h.most > 0xff:
		for i := range dst {
			dst[i] = byte(min(0xff, (int(src[2*i])<<8|int(src[2*i+1]))*0xff/h.most))
		}
	default:
		for i := range dst {
			dst[i] = byte(min(0xff, int(src[i])*0xff/h.most))
		}
	}
}
