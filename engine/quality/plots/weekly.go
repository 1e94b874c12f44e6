package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"chartproof.org/chartproof/engine/quality/kpi"
)

// stroke is a line of a chart.
func stroke(l Look, strong bool) draw.LineStyle {
	if strong {
		return draw.LineStyle{Color: l.Accent, Width: 1.75}
	}
	return draw.LineStyle{Color: l.Quiet, Width: 1, Dashes: []vg.Length{4, 3}}
}

// add puts a line with marks on the chart. Points that gonum refuses (no number) are left out before.
func add(p *plot.Plot, points plotter.XYs, line draw.LineStyle, mark draw.GlyphDrawer, size vg.Length) {
	if len(points) == 0 {
		return
	}
	if line.Width > 0 {
		if drawn, err := plotter.NewLine(points); err == nil {
			drawn.LineStyle = line
			p.Add(drawn)
		}
	}
	if mark != nil {
		if marks, err := plotter.NewScatter(points); err == nil {
			marks.GlyphStyle = draw.GlyphStyle{Color: line.Color, Radius: size, Shape: mark}
			p.Add(marks)
		}
	}
}

// frame fits the axes: weeks to the right, values from 0 up.
func (n *Pen) frame(p *plot.Plot, weeks []kpi.Week, l Look, high float64, share bool) {
	top, ticks := upTo(high, share, 4)
	grid := plotter.NewGrid()
	grid.Vertical.Width = 0
	grid.Horizontal.Color, grid.Horizontal.Width = l.Line, 0.75
	p.Add(grid)
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker = 0, top, ticks
	p.X.Min, p.X.Max, p.X.Tick.Marker = -0.4, float64(len(weeks))-0.6, weeksAxis(weeks, l)
}

func (n *Pen) weekly(f *kpi.Figures, l Look, share bool, of func(kpi.Week) (float64, bool)) *plot.Plot {
	var points plotter.XYs
	high := 0.0
	for i, w := range f.ByWeek {
		if v, ok := of(w); ok && !math.IsNaN(v) && !math.IsInf(v, 0) {
			points = append(points, plotter.XY{X: float64(i), Y: v})
			high = max(high, v)
		}
	}
	if len(points) == 0 {
		return nil
	}
	p := n.sheet(l)
	n.frame(p, f.ByWeek, l, high, share)
	add(p, points, stroke(l, true), draw.CircleGlyph{}, 2.5)
	return p
}

// drift is a control chart: each week's share, what is usual, and the most that chance explains. Weeks above it, and all since a
// shift, are triangles.
func (n *Pen) drift(f *kpi.Figures, l Look) *plot.Plot {
	var line, plain, out, usual, limit plotter.XYs
	high := 0.0
	for i, w := range f.ByWeek {
		if w.Wrong.Of == 0 {
			continue
		}
		at, v := float64(i), 100*w.Wrong.Of1()
		line = append(line, plotter.XY{X: at, Y: v})
		if w.Over() || f.Shift.At >= 0 && i >= f.Shift.At {
			out = append(out, plotter.XY{X: at, Y: v})
		} else {
			plain = append(plain, plotter.XY{X: at, Y: v})
		}
		limit = append(limit, plotter.XY{X: at - 0.5, Y: 100 * w.Limit}, plotter.XY{X: at + 0.5, Y: 100 * w.Limit})
		usual = append(usual, plotter.XY{X: at - 0.5, Y: 100 * w.Usual}, plotter.XY{X: at + 0.5, Y: 100 * w.Usual})
		high = max(high, v, min(100*w.Limit, 3*v))
	}
	if len(line) == 0 {
		return nil
	}
	for _, w := range f.ByWeek { // a week of few values has a wide limit; it must not squeeze the others
		if w.Wrong.Of >= 50 {
			high = max(high, 100*w.Limit)
		}
	}
	p := n.sheet(l)
	n.frame(p, f.ByWeek, l, high, true)
	clip(limit, p.Y.Max)
	add(p, usual, draw.LineStyle{Color: l.Quiet, Width: 1}, nil, 0)
	add(p, limit, stroke(l, false), nil, 0)
	add(p, line, stroke(l, true), nil, 0)
	add(p, plain, draw.LineStyle{Color: l.Accent}, draw.CircleGlyph{}, 2.5)
	add(p, out, draw.LineStyle{Color: l.Wrong}, draw.PyramidGlyph{}, 4)
	return p
}

// clip keeps points under the top of the chart.
func clip(points plotter.XYs, top float64) {
	for i := range points {
		points[i].Y = min(points[i].Y, top)
	}
}

// curve is the reliability curve: on the dashed line the machine is as good as it says. The bars are what chance allows.
func (n *Pen) curve(f *kpi.Figures, l Look) *plot.Plot {
	if f.CurveOf == 0 {
		return nil
	}
	low := 1.0
	var points plotter.XYs
	for _, b := range f.Curve {
		low = min(low, b.Said, b.Was.Of1())
		points = append(points, plotter.XY{X: 100 * b.Said, Y: 100 * b.Was.Of1()})
	}
	from := 100 * math.Floor(20*low-0.5) / 20
	from = min(max(from, 0), 90)
	p := n.sheet(l)
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = l.Line, l.Line
	p.Add(grid)
	var ticks plot.ConstantTicks
	for i := range 3 {
		v := from + (100-from)*float64(i)/2
		ticks = append(ticks, plot.Tick{Value: v, Label: number(v, true)})
	}
	p.X.Min, p.X.Max, p.X.Tick.Marker = from, 100.5, ticks
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker = from, 100.5, ticks
	add(p, plotter.XYs{{X: from, Y: from}, {X: 100, Y: 100}}, stroke(l, false), nil, 0)
	for i, b := range f.Curve {
		sureLow, sureHigh := b.Was.Within(0.95)
		x := points[i].X
		add(p, plotter.XYs{{X: x, Y: max(from, 100*sureLow)}, {X: x, Y: 100 * sureHigh}}, draw.LineStyle{Color: l.Accent, Width: 1}, nil, 0)
	}
	add(p, points, draw.LineStyle{Color: l.Accent}, draw.CircleGlyph{}, 3)
	return p
}
