//go:build walk

package e2e

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
)

// keep puts what the screen shows into the folder that CHARTPROOF_PICTURES names, if it names one, under a name that stays. Only
// what differs from the picture that lies there is written.
func (d *display) keep(name string) {
	dir := os.Getenv("CHARTPROOF_PICTURES")
	if dir == "" {
		return
	}
	var buf bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&buf, fewColours(d.picture(), 48)); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), buf.Bytes(), 0o644); err != nil { //nolint:gosec // pictures of the manual are for everybody
		d.t.Fatal(err)
	}
}

// fewColours draws a picture with so many colours at most: those that it uses most, none too near to another, and the nearest
// of them for the rest. Screens are drawn with few colours; what is lost is the smoothness of scanned pages.
func fewColours(m *image.RGBA, most int) *image.Paletted {
	used := map[color.RGBA]int{}
	for i := 0; i < len(m.Pix); i += 4 {
		used[color.RGBA{m.Pix[i], m.Pix[i+1], m.Pix[i+2], 0xff}]++
	}
	all := make([]color.RGBA, 0, len(used))
	for c := range used {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.RGBA) int {
		return cmp.Or(used[b]-used[a], cmp.Compare(number(a), number(b)))
	})
	var palette color.Palette
	for apart := 40; len(palette) < most && apart > 0; apart /= 2 { // the great differences first
		for _, c := range all {
			if len(palette) < most && !slices.ContainsFunc(palette, func(p color.Color) bool { return distance(p.(color.RGBA), c) < apart }) {
				palette = append(palette, c)
			}
		}
	}
	out := image.NewPaletted(m.Rect, palette)
	near := map[color.RGBA]uint8{}
	for i := range out.Pix {
		c := color.RGBA{m.Pix[4*i], m.Pix[4*i+1], m.Pix[4*i+2], 0xff}
		at, known := near[c]
		if !known {
			at = uint8(palette.Index(c)) //nolint:gosec // a palette has 256 colours at most
			near[c] = at
		}
		out.Pix[i] = at
	}
	return out
}

func number(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }

// distance is how far two colours are apart, the sum over their parts.
func distance(a, b color.RGBA) int {
	abs := func(x, y uint8) int { return max(int(x), int(y)) - min(int(x), int(y)) }
	return abs(a.R, b.R) + abs(a.G, b.G) + abs(a.B, b.B)
}
