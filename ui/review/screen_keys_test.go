package review

import (
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// TestNoKeyDoesTwoThingsInOneState goes through every state of the screen: of the commands that share a key at most one can run.
func TestNoKeyDoesTwoThingsInOneState(t *testing.T) {
	b := newBench(t, fyne.NewSize(1280, 800))
	all := b.s.Commands()
	states := 0
	for mode := present.ModeFields; mode <= present.ModeRelease; mode++ {
		for _, with := range []func(){func() {}, func() { b.s.s.Held = true }, func() { b.s.s.Changes = make([]present.RedactChange, 2) }} {
			b.s.s.Mode, b.s.s.Held, b.s.s.Changes = mode, false, nil
			with()
			states++
			seen := map[uikit.Key]string{}
			for _, c := range all {
				for _, k := range append([]uikit.Key{c.Key}, c.More...) {
					if k.Name == "" || !c.Can() {
						continue
					}
					if other := seen[k]; other != "" {
						t.Errorf("state %d: %s does two things: %s and %s", mode, k, other, c.ID)
					}
					seen[k] = c.ID
					if clash, is := uikit.Clash(all, c.ID, k); is && clash.Can() {
						t.Errorf("the check of rebinding: want no clash of %s on %s, got %s", c.ID, k, clash.ID)
					}
				}
			}
		}
	}
	if states < 30 {
		t.Fatalf("want every state looked at, got %d", states)
	}
}

// TestFixingOneCharacterTakesThreeKeys counts the keys of the real entry: the doubtful character is selected, so it is typed
// over; Enter confirms. Confirming what was read well is one.
func TestFixingOneCharacterTakesThreeKeys(t *testing.T) {
	b := newBench(t, fyne.NewSize(1280, 800))
	b.press(fyne.KeyTab) // the MRN: a character in doubt is selected by the readings
	before := b.s.Effort().Keys
	b.s.p.GoTo("allergy")
	b.drain()
	b.typeText("l") // in place of both doubtful characters
	b.typeText("l")
	b.press(fyne.KeyReturn)
	if keys := b.s.Effort().Keys - before; keys > 3 || b.house.d.Final("allergy").Value != "Penicillin" {
		t.Errorf("two characters in one place: want three keys, got %d and %q", keys, b.house.d.Final("allergy").Value.Reveal())
	}
}

func TestTheCardShowsThePersonsOwnKeys(t *testing.T) {
	b := newBench(t, fyne.NewSize(1280, 800))
	b.s.KeysAre(uikit.Keymap{"field.missing": uikit.K(fyne.KeyF11)})
	caps := capsOf(b.s.card.foot)
	if len(caps) != 3 || caps[1].Key() != "F11" || caps[0].Key() != "Enter" {
		t.Errorf("want F11 for what is not on the page, got %d caps", len(caps))
	}
}
