package review

import (
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/pageview"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// pageMark is a mark as the page paints it.
func pageMark(m present.PageMark) pageview.Mark {
	kinds := [...]pageview.MarkKind{present.MarkField: pageview.Lit, present.MarkDoubt: pageview.Doubt,
		present.MarkMasked: pageview.Masked, present.MarkShown: pageview.Shown, present.MarkEdited: pageview.Edited,
		present.MarkMatch: pageview.Matched, present.MarkAdded: pageview.Added, present.MarkReleased: pageview.Released,
		present.MarkFound: pageview.Found}
	patterns := [...]pageview.Pattern{present.ClassName: pageview.SlashRight, present.ClassDate: pageview.SlashLeft,
		present.ClassNumber: pageview.Crossed, present.ClassAddress: pageview.Level, present.ClassContact: pageview.Upright}
	out := pageview.Mark{Kind: kinds[m.Kind], Box: m.Box}
	if m.Kind != present.MarkField && m.Kind != present.MarkDoubt && m.Kind != present.MarkMatch && m.Kind != present.MarkFound {
		out.Tag, out.Pattern = m.Class.Tag(), patterns[m.Class]
	}
	return out
}

// pictureScale bounds the enlargement: a line of print is shown about as large as the entry's type.
func pictureScale(b geom.Box, p *pageview.Pyramid, turn int) float64 {
	_, h := p.Size()
	if turn%180 != 0 {
		h, _ = p.Size()
		return 1.6 * float64(uikit.Size(uikit.SizeEntry)) / max(b.Width()*float64(h), 1)
	}
	return 1.6 * float64(uikit.Size(uikit.SizeEntry)) / max(b.Height()*float64(h), 1)
}
