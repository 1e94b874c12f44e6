//go:build cgo

package wire

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"testing"

	"github.com/disintegration/imaging"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/engine/quality/synth"
)

// stamp is something set onto a page by hand. Lines that begin with * identify somebody.
type stamp struct {
	name   string
	lines  []string
	ink    color.NRGBA
	size   float64
	angle  float64 // counter-clockwise
	framed bool
	round  string // text around a ring, identifying
	upon   bool   // on what is printed
	top    bool   // at the head of the page
}

var (
	red    = color.NRGBA{0xc8, 0x20, 0x28, 0xff}
	blue   = color.NRGBA{0x20, 0x38, 0xb0, 0xff}
	violet = color.NRGBA{0x70, 0x28, 0xa0, 0xff}
	black  = color.NRGBA{0x18, 0x18, 0x18, 0xff}
)

var label = []string{"*GONZALEZ, MARIA L", "*DOB 03/14/1961  F  65Y", "*MRN 48213077", "*ACCT 700315882", "*OKAFOR, WALTER MD"}

func stamps() []stamp {
	received := []string{"RECEIVED", "*NOV 14 2026", "*BY J. MARSH"}
	return []stamp{
		{name: "received, -15 degrees", lines: received, ink: blue, size: 40, angle: -15, framed: true},
		{name: "received, on print", lines: received, ink: red, size: 40, angle: 5, framed: true, upon: true},
		{name: "date, 45 degrees", lines: []string{"*NOV 14 2026"}, ink: red, size: 44, angle: 45},
		{name: "round", round: "RIVERBEND FAMILY PRACTICE * (217) 555-0143 * ", lines: []string{"*NOV 14", "*2026"}, ink: blue, size: 30},
		{name: "name, -20 degrees", lines: []string{"*Jonathan Marsh, M.D.", "*NPI 1467559078"}, ink: violet, size: 34, angle: -20},
		{name: "label, 90 degrees", lines: label, ink: black, size: 30, angle: 90},
		{name: "label, 270 degrees", lines: label, ink: black, size: 30, angle: 270},
		{name: "label, 180 degrees", lines: label, ink: black, size: 30, angle: 180},
		{name: "employer's letterhead", lines: []string{"*ACME FREIGHT & LOGISTICS, INC.", "*Employee Health, 1200 Industrial Parkway", "*Springfield, IL 62704   (217) 555-0199"}, ink: blue, size: 40, top: true},
	}
}

func face(t *testing.T, ttf []byte, size float64) font.Face {
	t.Helper()
	f, err := opentype.Parse(ttf)
	if err != nil {
		t.Fatal(err)
	}
	out, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// layers draws a stamp: all of it, and what of it identifies.
func (s stamp) layers(t *testing.T) (all, secret *image.NRGBA) {
	t.Helper()
	f := face(t, gobold.TTF, s.size)
	wide, high := 0, int(1.3*s.size)*len(s.lines)+24
	for _, l := range s.lines {
		wide = max(wide, font.MeasureString(f, l).Ceil())
	}
	wide += 32
	if s.round != "" {
		wide, high = int(14*s.size), int(14*s.size)
	}
	all, secret = image.NewNRGBA(image.Rect(0, 0, wide, high)), image.NewNRGBA(image.Rect(0, 0, wide, high))
	for i, l := range s.lines {
		secretly := l[0] == '*'
		if secretly {
			l = l[1:]
		}
		y := int(1.3*s.size)*i + int(s.size) + 12
		x := (wide - font.MeasureString(f, l).Ceil()) / 2
		if s.round != "" {
			y += high/2 - int(1.3*s.size)*len(s.lines)/2 - 12
		}
		for _, into := range []*image.NRGBA{all, secret} {
			if into == all || secretly {
				d := font.Drawer{Dst: into, Src: image.NewUniform(s.ink), Face: f, Dot: fixed.P(x, y)}
				d.DrawString(l)
			}
		}
	}
	if s.framed {
		frame(all, s.ink)
	}
	if s.round != "" {
		s.ring(t, all, secret)
	}
	turn := func(i *image.NRGBA) *image.NRGBA { return imaging.Rotate(i, s.angle, color.NRGBA{}) }
	return turn(all), turn(secret)
}

func frame(i *image.NRGBA, ink color.NRGBA) {
	b := i.Bounds()
	for _, r := range []image.Rectangle{{b.Min, image.Pt(b.Max.X, 4)}, {image.Pt(0, b.Max.Y-4), b.Max}, {b.Min, image.Pt(4, b.Max.Y)}, {image.Pt(b.Max.X-4, 0), b.Max}} {
		draw.Draw(i, r, image.NewUniform(ink), image.Point{}, draw.Src)
	}
}

// ring sets text around a circle, each letter upright to its middle.
func (s stamp) ring(t *testing.T, all, secret *image.NRGBA) {
	t.Helper()
	f := face(t, gobold.TTF, s.size)
	mid, radius := float64(all.Bounds().Dx())/2, 5.4*s.size
	letters := []rune(s.round)
	for i, r := range letters {
		angle := 2 * math.Pi * float64(i) / float64(len(letters))
		cell := image.NewNRGBA(image.Rect(0, 0, int(1.6*s.size), int(1.6*s.size)))
		d := font.Drawer{Dst: cell, Src: image.NewUniform(s.ink), Face: f, Dot: fixed.P(int(0.4*s.size), int(1.2*s.size))}
		d.DrawString(string(r))
		turned := imaging.Rotate(cell, -angle*180/math.Pi, color.NRGBA{})
		at := image.Pt(int(mid+radius*math.Sin(angle)), int(mid-radius*math.Cos(angle))).Sub(turned.Bounds().Max.Div(2))
		for _, into := range []*image.NRGBA{all, secret} {
			draw.Draw(into, turned.Bounds().Add(at), turned, image.Point{}, draw.Over)
		}
	}
	for a := 0.0; a < 2*math.Pi; a += 0.001 {
		for _, r := range []float64{6.6 * s.size, 6.7 * s.size, 4.4 * s.size} {
			all.SetNRGBA(int(mid+r*math.Sin(a)), int(mid-r*math.Cos(a)), s.ink)
		}
	}
}

// letter is a page of print with room for stamps.
func letter(t *testing.T, index int) *image.NRGBA {
	t.Helper()
	c, err := synth.Generate(synth.Config{Seed: 8, Family: []string{"a", "d", "g"}[index%3], Type: chart.ReferralLetter, Index: index})
	if err != nil {
		t.Fatal(err)
	}
	r := c.Pages(200)[0]
	page := image.NewNRGBA(image.Rect(0, 0, int(r.Width), int(r.Height)+500))
	draw.Draw(page, page.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(page, r.Bounds().Add(image.Pt(0, 200)), r, image.Point{}, draw.Src)
	return page
}

// place gives where on the page a stamp goes: where least is printed, or, upon print, where most is.
func (s stamp) place(page *image.NRGBA, size image.Point) image.Point {
	if s.top {
		return image.Pt((page.Bounds().Dx()-size.X)/2, 40)
	}
	best, least := image.Point{}, math.Inf(1)
	for y := 240; y+size.Y < page.Bounds().Dy()-40; y += 60 {
		for x := 60; x+size.X < page.Bounds().Dx()-60; x += 60 {
			n := 0.0
			for dy := 0; dy < size.Y; dy += 6 {
				for dx := 0; dx < size.X; dx += 6 {
					if page.NRGBAAt(x+dx, y+dy).G < 160 {
						n++
					}
				}
			}
			if s.upon {
				n = -n
			}
			if n < least {
				best, least = image.Pt(x, y), n
			}
		}
	}
	return best
}

// covered is the share of a stamp's identifying ink that lies under redactions.
func covered(page image.Rectangle, secret *image.NRGBA, at image.Point, spans []chart.Span) float64 {
	var boxes []image.Rectangle
	for _, s := range spans {
		for _, b := range s.Boxes {
			boxes = append(boxes, b.Rect(geom.Px(page.Dx()), geom.Px(page.Dy())))
		}
	}
	in, of := 0, 0
	for y := range secret.Bounds().Dy() {
		for x := range secret.Bounds().Dx() {
			if secret.NRGBAAt(x, y).A < 128 {
				continue
			}
			of++
			for _, b := range boxes {
				if image.Pt(x, y).Add(at).In(b) {
					in++
					break
				}
			}
		}
	}
	return float64(in) / float64(max(1, of))
}

// TestStampsAndLabelsAreCovered reads pages with stamps, labels stuck sideways and letterheads through the real engines.
func TestStampsAndLabelsAreCovered(t *testing.T) {
	h, err := NewHeadless(t.Context(), HeadlessOptions{Profile: "chart", Jobs: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	sum, n := 0.0, 0
	for i, s := range stamps() {
		page := letter(t, i)
		all, secret := s.layers(t)
		at := s.place(page, all.Bounds().Size())
		draw.Draw(page, all.Bounds().Add(at), all, image.Point{}, draw.Over)
		var file bytes.Buffer
		if err := png.Encode(&file, page); err != nil {
			t.Fatal(err)
		}
		pages, err := h.stage.ReadAll(t.Context(), pipeline.File{MediaType: "image/png", Bytes: file.Bytes()}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		known, err := h.stage.Understand(t.Context(), pages)
		if err != nil {
			t.Fatal(err)
		}
		share := covered(page.Bounds(), secret, at, known.PHI)
		sum, n = sum+share, n+1
		t.Logf("%-24s %5.1f %% of its identifying ink covered", s.name, 100*share)
		if share < 0.995 {
			tellPlace(t, pages[0], at, all.Bounds().Size(), page.Bounds())
		}
	}
	mean := sum / float64(n)
	t.Logf("mean %.1f %%", 100*mean)
	if mean < 0.9 {
		t.Errorf("want nine tenths of what identifies on stamps, labels and letterheads covered, got %.1f %%", 100*mean)
	}
}

// tellPlace logs what was read where the stamp lies: these pages are made up.
func tellPlace(t *testing.T, p chart.Page, at, size image.Point, page image.Rectangle) {
	t.Helper()
	box := geom.FromRect(image.Rectangle{Min: at, Max: at.Add(size)}, geom.Px(page.Dx()), geom.Px(page.Dy()))
	for _, w := range p.Words {
		if w.Box.Overlaps(box) {
			t.Logf("    word %q mark %v %.2f %v", w.Text.Reveal(), w.Mark, w.Confidence, w.Box)
		}
	}
	for _, r := range p.Regions {
		if r.Box.Overlaps(box) {
			t.Logf("    region %s %.2f %v", r.Kind, r.Confidence, r.Box)
		}
	}
}
