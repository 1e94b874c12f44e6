package review

import (
	"strings"

	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// box says in the card what the redaction that is edited is, and why it is one.
func (c *card) box(snap present.ReviewSnapshot) {
	if snap.Mode != present.ModeRedact {
		return
	}
	parts := make([]string, 0, len(snap.Box.Whys))
	for i, w := range snap.Box.Whys {
		mark := "   "
		if snap.Box.Why == i+1 {
			mark = "✓ "
		}
		parts = append(parts, mark+string(rune('1'+i))+"  "+phrase.Text(w))
	}
	c.why.SetText(uikit.T("Redaction, {{.Class}}. Why:", uikit.A{"Class": snap.Box.Class.Tag()}) + "\n" + strings.Join(parts, "\n"))
	c.why.Hidden = false
	uikit.Relayout(c.body)
	uikit.Relayout(c.all)
}
