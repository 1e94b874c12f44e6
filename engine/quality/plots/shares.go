package plots

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"chartproof.org/chartproof/engine/quality/kpi"
)

// bar is one share among others.
type bar struct {
	name      string
	share     kpi.Share
	low, high float64
	stands    bool // out: it is marked
}

// mostBars is how many fit; the rest stands in the table.
const mostBars = 6

// The names of the bars of Errors, which a Look may have other words for.
const (
	NameMachine   = "machine, sampled"
	NameSecond    = "people, second look"
	NameVigilance = "people, known answers"
)

func errorsOf(f *kpi.Figures) []bar {
	var out []bar
	for _, b := range []bar{{name: NameMachine, share: f.Machine, stands: f.Promise == kpi.PromiseBroken}, {name: NameSecond, share: f.Second},
		{name: NameVigilance, share: f.Vigilance}} {
		if b.share.Of > 0 {
			b.low, b.high = b.share.Within(0.95)
			out = append(out, b)
		}
	}
	return out
}

func groupsOf(groups []kpi.Group) []bar {
	var out []bar
	for _, g := range groups {
		if g.Wrong.Of > 0 && len(out) < mostBars {
			out = append(out, bar{g.Name, g.Wrong, g.Low, g.High, g.Worse || g.Since != ""})
		}
	}
	return out
}

// shares draws shares as rows with what chance allows as a line through each. Name and numbers stand over the row, so that a
// long name costs no width.
func (n *Pen) shares(l Look, bars []bar) *plot.Plot {
	if len(bars) == 0 {
		return nil
	}
	high := 0.0
	for _, b := range bars {
		high = max(high, 100*b.share.Of1(), min(100*b.high, 300*b.share.Of1()))
	}
	p := n.sheet(l)
	p.HideY()
	top, ticks := upTo(max(high, 0.5), true, 3)
	grid := plotter.NewGrid()
	grid.Horizontal.Width = 0
	grid.Vertical.Color, grid.Vertical.Width = l.Line, 0.75
	p.Add(grid)
	p.X.Min, p.X.Max, p.X.Tick.Marker = 0, top, ticks
	p.Y.Min, p.Y.Max = -0.5, float64(len(bars))-0.5
	p.Add(rows{bars: bars, l: l, n: n, top: top})
	return p
}

// rows is the bars as gonum draws them.
type rows struct {
	bars []bar
	l    Look
	n    *Pen
	top  float64
}

// Plot is gonum's.
func (r rows) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	each := y(1) - y(0)
	thick := min(each*0.3, vg.Length(r.l.Points)*0.8)
	for i, b := range r.bars {
		at := y(float64(len(r.bars)-1-i)) - each/2 + thick/2 + each*0.04
		colour := r.l.Accent
		if b.stands {
			colour = r.l.Wrong
		}
		end := x(100 * b.share.Of1())
		c.FillPolygon(colour, []vg.Point{{X: x(0), Y: at - thick/2}, {X: end, Y: at - thick/2}, {X: end, Y: at + thick/2}, {X: x(0), Y: at + thick/2}})
		from, to := x(100*b.low), x(min(100*b.high, r.top))
		line := draw.LineStyle{Color: r.l.Text, Width: 1}
		c.StrokeLine2(line, from, at, to, at)
		c.StrokeLine2(line, from, at-thick/3, from, at+thick/3)
		c.StrokeLine2(line, to, at-thick/3, to, at+thick/3)
		name := b.name
		if w := r.l.Words[name]; w != "" {
			name = w
		}
		label := fmt.Sprintf("%s  %.1f %%  (%d / %d)", name, 100*b.share.Of1(), b.share.N, b.share.Of)
		sty := r.n.style(r.l, r.l.Text)
		sty.YAlign = draw.YBottom
		left, foot, size := x(0), at+thick/2+3, vg.Length(r.l.Points)
		if b.stands { // a triangle, beside the colour
			c.FillPolygon(colour, []vg.Point{{X: left, Y: foot + size*0.1}, {X: left + size*0.8, Y: foot + size*0.1}, {X: left + size*0.4, Y: foot + size*0.8}})
			left += size * 1.1
		}
		if left+sty.Width(label) > c.Max.X+size { // the counts stand in the table
			label = fmt.Sprintf("%s  %.1f %%", name, 100*b.share.Of1())
		}
		c.FillText(sty, vg.Point{X: left, Y: foot}, label)
	}
}
