package plots

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"strconv"

	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"chartproof.org/chartproof/assets"
	"chartproof.org/chartproof/engine/quality/kpi"
)

// Kind is one chart.
type Kind string

// The charts.
const (
	Speed    Kind = "speed"    // fields an hour, by week
	Straight Kind = "straight" // documents that nobody had to touch, by week
	Errors   Kind = "errors"   // of the machine and of people, with what chance allows
	Curve    Kind = "curve"    // what the machine said against what was right
	Drift    Kind = "drift"    // corrected values by week, with the limits of chance
	Scanners Kind = "scanners" // corrected values by scanner
	Forms    Kind = "forms"    // and by form
)

// Kinds lists the charts.
func Kinds() []Kind { return []Kind{Drift, Errors, Curve, Speed, Straight, Scanners, Forms} }

// Palette is the colours of a picture.
type Palette struct{ Ground, Text, Quiet, Line, Accent, Wrong color.Color }

// Paper is for print.
func Paper() Palette {
	return Palette{Ground: color.White, Text: color.Gray{0x17}, Quiet: color.Gray{0x51}, Line: color.Gray{0xd5}, Accent: color.NRGBA{0x0b, 0x6b, 0x5d, 0xff},
		Wrong: color.NRGBA{0xb3, 0x26, 0x1e, 0xff}}
}

// Look is how a picture is drawn. Width and Height are pixels, Scale is pixels to a point, Points is the size of text.
type Look struct {
	Palette
	Width, Height int
	Scale, Points float64
	Words         map[string]string // what stands for a name on the picture, where it is not the name itself
}

// face is the typeface of the product.
const face = "Atkinson Hyperlegible Next"

// Pen draws; it holds the typeface. It is safe for concurrent use.
type Pen struct{ hand text.Handler }

// NewPen reads the typeface.
func NewPen() (*Pen, error) {
	f, err := opentype.Parse(assets.FontRegular)
	if err != nil {
		return nil, fmt.Errorf("read the typeface: %w", err)
	}
	return &Pen{text.Plain{Fonts: font.NewCache(font.Collection{{Font: font.Font{Typeface: face}, Face: f}})}}, nil
}

// Draw draws a chart of figures. A chart that there is too little for is an empty ground.
func (n *Pen) Draw(k Kind, f *kpi.Figures, l Look) image.Image {
	points := func(px int) vg.Length { return vg.Length(float64(px) / l.Scale) }
	c := vgimg.NewWith(vgimg.UseWH(points(l.Width), points(l.Height)), vgimg.UseDPI(int(72*l.Scale+0.5)), vgimg.UseBackgroundColor(l.Ground))
	if p := n.chart(k, f, l); p != nil {
		left := vg.Length(2)
		if k == Errors || k == Scanners || k == Forms { // their first tick stands half outside
			left = vg.Length(1.2 * l.Points)
		}
		p.Draw(draw.Crop(draw.New(c), left, -vg.Length(1.6*l.Points), 2, -vg.Length(0.7*l.Points)))
	}
	return c.Image()
}

// Draws reports whether there is enough for a chart of figures.
func (n *Pen) Draws(k Kind, f *kpi.Figures) bool {
	return n.chart(k, f, Look{Palette: Paper(), Width: 1, Height: 1, Scale: 1, Points: 12}) != nil
}

func (n *Pen) chart(k Kind, f *kpi.Figures, l Look) *plot.Plot {
	switch k {
	case Speed:
		return n.weekly(f, l, false, func(w kpi.Week) (float64, bool) { return w.FieldsPerHour(), w.FieldsPerHour() > 0 })
	case Straight:
		return n.weekly(f, l, true, func(w kpi.Week) (float64, bool) { return 100 * w.Straight.Of1(), w.Straight.Of > 0 })
	case Errors:
		return n.shares(l, errorsOf(f))
	case Curve:
		return n.curve(f, l)
	case Drift:
		return n.drift(f, l)
	case Scanners:
		return n.shares(l, groupsOf(f.ByScanner))
	case Forms:
		return n.shares(l, groupsOf(f.ByForm))
	}
	return nil
}

// sheet is an empty chart in the product's type and the look's colours.
func (n *Pen) sheet(l Look) *plot.Plot {
	p := plot.New()
	p.TextHandler, p.BackgroundColor = n.hand, l.Ground
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Color, a.Tick.Color, a.Width, a.Tick.Width, a.Tick.Length = l.Quiet, l.Quiet, 0.75, 0.75, 3
		a.Tick.Label.Color, a.Tick.Label.Handler = l.Text, n.hand
		a.Tick.Label.Font = font.Font{Typeface: face, Size: vg.Length(l.Points)}
		a.Padding = 4
	}
	return p
}

// style is a text of the look.
func (n *Pen) style(l Look, c color.Color) text.Style {
	return text.Style{Color: c, Font: font.Font{Typeface: face, Size: vg.Length(l.Points)}, Handler: n.hand, XAlign: text.XLeft, YAlign: text.YCenter}
}

// number writes a tick.
func number(v float64, share bool) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if share {
		s += " %"
	}
	return s
}

// upTo gives ticks from 0 to something round above the highest value: few, so that they never touch.
func upTo(high float64, share bool, n int) (top float64, ticks plot.ConstantTicks) {
	if high <= 0 {
		high = 1
	}
	step := math.Pow(10, math.Floor(math.Log10(high/float64(n))))
	for _, m := range []float64{1, 2, 2.5, 5, 10, 20} {
		if m*step*float64(n) >= high {
			step *= m
			break
		}
	}
	for v := 0.0; ; v += step {
		v = math.Round(v/step) * step
		ticks = append(ticks, plot.Tick{Value: v, Label: number(math.Round(v*1e6)/1e6, share)})
		if v >= high-1e-9 {
			return v, ticks
		}
	}
}

// weeksAxis names some of the weeks by their number, the first and the last among them.
func weeksAxis(weeks []kpi.Week, l Look) plot.ConstantTicks {
	room := max(2, int(float64(l.Width)/l.Scale/(l.Points*3.2)))
	every := (len(weeks) + room - 1) / room
	var out plot.ConstantTicks
	for i := len(weeks) - 1; i >= 0; i -= max(1, every) {
		out = append(out, plot.Tick{Value: float64(i), Label: strconv.Itoa(weeks[i].Number)})
	}
	return out
}
