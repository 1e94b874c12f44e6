package plots

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"math"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"chartproof.org/chartproof/assets"
	"chartproof.org/chartproof/engine/quality/kpi"
)

// The paper is A4 with room for US letter: what stands on it is no wider than both and no higher.
const (
	margin   = 16.0 // mm
	width    = 178.0
	chartH   = 46.0
	fontName = "atkinson"
)

// titles are the charts of the report with what they say.
func titles(f *kpi.Figures) []struct {
	kind        Kind
	title, says string
} {
	return []struct {
		kind        Kind
		title, says string
	}{
		{Drift, "Values corrected, by week", f.DriftSentence() + " Line: what is usual; dashed: the most that chance explains; triangles: above it, or since a rise."},
		{Errors, "Errors that were found", "The lines through the bars say between what the true shares lie, 95 % sure."},
		{Curve, "What the machine said, and what was right", fmt.Sprintf("From %d sampled values. On the dashed line the machine is as good as it says.", f.CurveOf)},
		{Speed, "Fields per hour, by week", ""},
		{Straight, "Documents nobody had to touch, by week", ""},
		{Scanners, "Values corrected, by scanner", "Triangle: more than the others, or more than it was, and not by chance."},
		{Forms, "Values corrected, by form", "Triangle: more than the others, or more than it was, and not by chance."},
	}
}

// PDF writes the report to print: text and tables as text, charts at 200 dpi. by groups the table as in kpi.Report.
func (n *Pen) PDF(w io.Writer, r *kpi.Report, by string) error {
	d := fpdf.New("P", "mm", "A4", "")
	d.SetMargins(margin, margin, margin)
	d.SetAutoPageBreak(true, margin+14)
	d.SetCatalogSort(true)
	d.SetLineWidth(0.1)
	d.SetTitle("Quality report", true)
	d.SetCreator("Chartproof", true)
	d.SetCreationDate(r.Made)
	d.SetModificationDate(r.Made)
	d.AddUTF8FontFromBytes(fontName, "", assets.FontRegular)
	d.AddUTF8FontFromBytes(fontName, "B", assets.FontBold)
	d.AliasNbPages("")
	d.SetFooterFunc(func() {
		d.SetY(-14)
		d.SetFont(fontName, "", 8)
		d.CellFormat(0, 5, fmt.Sprintf("%s · %s to %s · made %s by %s · page %d of {nb}", r.Practice, r.From, r.Until, r.Made.Format("2006-01-02 15:04"), r.By, d.PageNo()),
			"", 0, "C", false, 0, "")
	})
	d.AddPage()
	line := func(size float64, style, text string) {
		d.SetFont(fontName, style, size)
		d.MultiCell(width, size*0.5, text, "", "L", false)
		d.Ln(1.5)
	}
	line(10, "", "Quality of the work · "+r.Practice+" · "+r.From+" to "+r.Until)
	line(15, "B", r.Sentence())
	line(11, "", r.DriftSentence())
	d.Ln(2)
	figures(d, r)
	if err := n.charts(d, r, line); err != nil {
		return err
	}
	line(12, "B", "The same by "+nonempty(by))
	table(d, r.Table(by))
	if len(r.Curve) > 0 {
		line(12, "B", "Reliability")
		table(d, r.CurveTable())
	}
	if len(r.People) > 0 {
		line(12, "B", "By person")
		table(d, r.PeopleTable())
	}
	line(12, "B", "What the figures mean")
	for i, row := range r.Rows() {
		line(8.5, "", fmt.Sprintf("%d. %s: %s", i+1, row.Figure, row.Means))
	}
	return d.Output(w)
}

func nonempty(by string) string {
	if by == "" {
		return kpi.ByWeek
	}
	return by
}

// figures puts the figures into two columns, each with the number of its footnote.
func figures(d *fpdf.Fpdf, r *kpi.Report) {
	d.SetFont(fontName, "", 9.5)
	for i, row := range r.Rows() {
		d.CellFormat(92, 5.4, fmt.Sprintf("%s (%d)", row.Figure, i+1), "B", 0, "L", false, 0, "")
		d.CellFormat(36, 5.4, row.Value, "B", 0, "R", false, 0, "")
		d.CellFormat(50, 5.4, row.Of, "B", 1, "R", false, 0, "")
	}
	d.Ln(4)
}

func (n *Pen) charts(d *fpdf.Fpdf, r *kpi.Report, line func(size float64, style, text string)) error {
	const dpi, inch = 200, 25.4
	look := Look{Palette: Paper(), Width: int(math.Round(width / inch * dpi)), Height: int(math.Round(chartH / inch * dpi)), Scale: dpi / 72.0, Points: 9}
	for _, c := range titles(&r.Figures) {
		if n.chart(c.kind, &r.Figures, look) == nil {
			continue
		}
		if d.GetY() > 297-margin-14-chartH-18 {
			d.AddPage()
		}
		line(11, "B", c.title)
		if c.says != "" {
			line(9, "", c.says)
		}
		var b bytes.Buffer
		if err := png.Encode(&b, n.Draw(c.kind, &r.Figures, look)); err != nil {
			return fmt.Errorf("draw %s: %w", c.kind, err)
		}
		name := string(c.kind)
		d.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "PNG"}, &b)
		d.ImageOptions(name, margin, d.GetY(), width, chartH, false, fpdf.ImageOptions{ImageType: "PNG"}, 0, "")
		d.SetY(d.GetY() + chartH + 4)
	}
	return d.Error()
}

// table puts rows into columns of equal width; the first row is the titles, and stands again on each page.
func table(d *fpdf.Fpdf, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	first := 40.0
	rest := (width - first) / float64(max(1, len(rows[0])-1))
	for i, cells := range rows {
		style := ""
		if i == 0 {
			style = "B"
		}
		d.SetFont(fontName, style, 7.5)
		high := 1
		for j, c := range cells {
			high = max(high, len(d.SplitText(c, wide(j, first, rest))))
		}
		if d.GetY()+float64(high)*3.6 > 297-margin-14 {
			d.AddPage()
		}
		x, y := d.GetX(), d.GetY()
		for j, c := range cells {
			w := wide(j, first, rest)
			d.SetXY(x, y)
			d.MultiCell(w, 3.6, strings.TrimSpace(c), "", "L", false)
			x += w
		}
		d.SetXY(margin, y+float64(high)*3.6+0.8)
		d.Line(margin, d.GetY()-0.4, margin+width, d.GetY()-0.4)
	}
	d.Ln(4)
}

func wide(column int, first, rest float64) float64 {
	if column == 0 {
		return first
	}
	return rest
}
