package pagefile

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"

	"chartproof.org/chartproof/engine/geom"
)

// DecodePart reads the part of a stored page that a box touches, nil where it touches none. Of a page in bands only those under the
// box are decoded: a line of a scan costs a seventh of the page.
func DecodePart(data []byte, b geom.Box) (*geom.Raster, error) {
	r, codec, bands, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("decode part of a page: %w", err)
	}
	rect := b.Rect(r.Width, r.Height)
	if rect.Empty() {
		return nil, nil
	}
	rows := &geom.Raster{Depth: r.Depth, Width: r.Width, DPI: r.DPI}
	first := rect.Min.Y
	switch codec {
	case codecZstd:
		if err := inflate(r, bands); err != nil {
			return nil, fmt.Errorf("decode part of a page: %w", err)
		}
		rows.Pix, rows.Height = r.Pix[rect.Min.Y*r.Stride():rect.Max.Y*r.Stride()], geom.Px(rect.Dy())
	case codecJPEG:
		from, to := rect.Min.Y/bandRows, (rect.Max.Y+bandRows-1)/bandRows
		if r.Depth == geom.Bitonal || len(bands) != (int(r.Height)+bandRows-1)/bandRows {
			return nil, fmt.Errorf("decode part of a page: %w", errFormat)
		}
		first = from * bandRows
		rows.Height = geom.Px(min(to*bandRows, int(r.Height)) - first)
		rows.Pix = make([]byte, r.Stride()*int(rows.Height))
		for i := from; i < to; i++ {
			if err := decodeBand(rows.Pix[(i-from)*bandRows*r.Stride():], bands[i], r, i); err != nil {
				return nil, fmt.Errorf("decode part of a page: %w", err)
			}
		}
	default:
		return nil, fmt.Errorf("decode part of a page: %w", errFormat)
	}
	return rows.Crop(geom.FromRect(rect.Sub(image.Pt(0, first)), rows.Width, rows.Height)), nil
}

// decodeBand decodes the i-th band of a page into its rows.
func decodeBand(dst, band []byte, r *geom.Raster, i int) error {
	c, err := jpeg.DecodeConfig(bytes.NewReader(band))
	if err != nil || c.Width != int(r.Width) || c.Height != min(bandRows, int(r.Height)-i*bandRows) {
		return errFormat
	}
	if (c.ColorModel == color.GrayModel) != (r.Depth == geom.Gray) {
		return errFormat
	}
	m, err := jpeg.Decode(bytes.NewReader(band))
	if err != nil {
		return errFormat
	}
	return unpack(dst, m, int(r.Width))
}
