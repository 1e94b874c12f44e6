package review

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/uikit"
)

// decidingKey is a key under the card.
type decidingKey struct {
	key  uikit.Key
	word string
	do   func(actions) func()
}

// deciding are the keys under the card, as the person has them.
func deciding(m uikit.Keymap) []decidingKey {
	return []decidingKey{
		{m.Of("field.confirm", uikit.K(fyne.KeyReturn)), uikit.T("confirm"), func(a actions) func() { return a.confirm }},
		{m.Of("field.missing", uikit.K(fyne.KeyF3)), uikit.T("not on this page"), func(a actions) func() { return a.mark }},
		{m.Of("field.ask", uikit.K(fyne.KeyF8)), uikit.T("ask"), func(a actions) func() { return a.ask }},
	}
}

// KeysAre shows the person's own keys under the card.
func (s *Screen) KeysAre(m uikit.Keymap) {
	for _, foot := range []*fyne.Container{s.card.foot, s.pinned.foot} {
		for i, cap := range capsOf(foot) {
			if all := deciding(m); i < len(all) {
				cap.Set(all[i].key.String(), all[i].word)
			}
		}
		uikit.Settle(foot)
	}
}

// capsOf are the key caps in a container, in their order.
func capsOf(o fyne.CanvasObject) (out []*uikit.KeyCap) {
	switch o := o.(type) {
	case *uikit.KeyCap:
		out = append(out, o)
	case *uikit.Surface:
		out = capsOf(o.Content())
	case *fyne.Container:
		for _, child := range o.Objects {
			out = append(out, capsOf(child)...)
		}
	}
	return out
}
