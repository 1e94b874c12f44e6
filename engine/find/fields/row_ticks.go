package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// tickText reports whether a word is the print of a mark in a box.
func tickText(s string) bool {
	switch strings.Trim(s, "[]()") {
	case "X", "x", "✓", "✔", "☒", "☑", "☐", "□", "■", "v", "V", "":
		return true
	}
	return false
}

// ticked says whether the box before a word, or the word itself, is marked; known is false where the page shows no box there.
func (l *leaf) ticked(w layout.Word) (on, known bool) {
	if tickText(w.Text) {
		return !strings.ContainsAny(w.Text, "☐□") && strings.Trim(w.Text, "[]() ") != "", true
	}
	near := 0.06
	for _, g := range l.page.Regions {
		if g.Kind != chart.RegionTickFilled && g.Kind != chart.RegionTickEmpty {
			continue
		}
		mid := (w.Box.Y0 + w.Box.Y1) / 2
		gap := w.Box.X0 - g.Box.X1
		if mid < g.Box.Y0-0.004 || mid > g.Box.Y1+0.004 || gap < -0.01 || gap > near {
			continue
		}
		near, on, known = gap, g.Kind == chart.RegionTickFilled, true
	}
	return on, known
}
