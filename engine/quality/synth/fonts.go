package synth

import (
	"embed"
	"fmt"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed fonts/*.ttf
var fontFiles embed.FS

// face names one font of the charts.
type face string

const (
	sans      face = "arimo-regular"
	sansBold  face = "arimo-bold"
	serif     face = "tinos-regular"
	serifBold face = "tinos-bold"
	serifIt   face = "tinos-italic"
	cond      face = "robotocondensed-regular"
	condBold  face = "robotocondensed-bold"
	slabBold  face = "zillaslab-semibold"
	mono      face = "courierprime-regular"
	goSans    face = "go-regular"
	goBold    face = "go-bold"
	goMono    face = "go-mono"
	hand1     face = "caveat-regular"
	hand2     face = "homemadeapple-regular"
	hand3     face = "patrickhand-regular"
	humanist  face = "carlito-regular"
	humanBold face = "carlito-bold"
	web       face = "opensans-regular"
	webBold   face = "opensans-bold"
	bookish   face = "notoserif-regular"
	bookishBd face = "notoserif-bold"
	matrix    face = "vt323-regular"
	courier   face = "cousine-regular"
	courBold  face = "cousine-bold"
	grotesk   face = "librefranklin-regular"
	grotBold  face = "librefranklin-bold"
	screen    face = "gelasio-regular"
	scrBold   face = "gelasio-bold"
	narrow    face = "barlowcondensed-regular"
	narBold   face = "barlowcondensed-bold"
	script    face = "alexbrush-regular"
	hand4     face = "cedarvillecursive-regular"
	hand5     face = "mansalva-regular"
	hand6     face = "architectsdaughter-regular"
	hand7     face = "kalam-regular"
	hand8     face = "indieflower-regular"
	hand9     face = "shadowsintolight-regular"
	hand10    face = "reeniebeanie-regular"
	hand11    face = "sueellenfrancisco-regular"
	vera      face = "dejavusans-regular"
	veraBold  face = "dejavusans-bold"
	veraMono  face = "dejavumono-regular"
	lato      face = "lato-regular"
	latoBold  face = "lato-bold"
	paper     face = "ptserif-regular"
	paperBold face = "ptserif-bold"
	hand12    face = "gloriahallelujah-regular"
)

// glyph is one outline in units of the em, y down, origin on the baseline.
type glyph struct {
	segs    sfnt.Segments
	advance float64
	bounds  rect // of the control points
}

// fontFace is one parsed font with the outlines used so far.
type fontFace struct {
	name   face
	data   []byte
	sf     *sfnt.Font
	buf    sfnt.Buffer
	units  float64
	glyphs map[rune]glyph
}

// fontBook opens fonts on demand; one belongs to one chart.
type fontBook struct{ open map[face]*fontFace }

func newFontBook() *fontBook { return &fontBook{open: map[face]*fontFace{}} }

func (b *fontBook) get(name face) *fontFace {
	if f := b.open[name]; f != nil {
		return f
	}
	data, err := fontData(name)
	if err != nil {
		panic(err) // an embedded font that does not open is a broken build
	}
	sf, err := sfnt.Parse(data)
	if err != nil {
		panic(fmt.Errorf("font %s: %w", name, err))
	}
	f := &fontFace{name: name, data: data, sf: sf, units: float64(sf.UnitsPerEm()), glyphs: map[rune]glyph{}}
	b.open[name] = f
	return f
}

func fontData(name face) ([]byte, error) {
	switch name {
	case goSans:
		return goregular.TTF, nil
	case goBold:
		return gobold.TTF, nil
	case goMono:
		return gomono.TTF, nil
	}
	return fontFiles.ReadFile("fonts/" + string(name) + ".ttf")
}

// glyph gives the outline of r; a rune that the font lacks is drawn as a question mark, which tests look for.
func (f *fontFace) glyph(r rune) glyph {
	if g, ok := f.glyphs[r]; ok {
		return g
	}
	ppem := fixed.I(int(f.units))
	gid, err := f.sf.GlyphIndex(&f.buf, r)
	if err != nil || gid == 0 {
		if r == '?' {
			return glyph{}
		}
		g := f.glyph('?')
		f.glyphs[r] = g
		return g
	}
	var g glyph
	if segs, err := f.sf.LoadGlyph(&f.buf, gid, ppem, nil); err == nil {
		g.segs = append(sfnt.Segments(nil), segs...)
	}
	if adv, err := f.sf.GlyphAdvance(&f.buf, gid, ppem, font.HintingNone); err == nil {
		g.advance = float64(adv) / 64 / f.units
	}
	for _, s := range g.segs {
		for _, p := range s.Args[:segArgs(s.Op)] {
			g.bounds = g.bounds.add(float64(p.X)/64/f.units, float64(p.Y)/64/f.units)
		}
	}
	f.glyphs[r] = g
	return g
}

func segArgs(op sfnt.SegmentOp) int {
	switch op {
	case sfnt.SegmentOpQuadTo:
		return 2
	case sfnt.SegmentOpCubeTo:
		return 3
	}
	return 1
}

// width is the advance of s at the size in points.
func (f *fontFace) width(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		w += f.glyph(r).advance
	}
	return w * size
}

// ink is where s would leave ink when drawn at x, y on the baseline.
func (f *fontFace) ink(s string, size, x, y float64) rect {
	var out rect
	for _, r := range s {
		g := f.glyph(r)
		if !g.bounds.empty() {
			b := g.bounds
			out = out.add(x+b.x0*size, y+b.y0*size).add(x+b.x1*size, y+b.y1*size)
		}
		x += g.advance * size
	}
	return out
}
