package shell

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/ui/uikit"
)

// Every command stands in the menu with its key, and no key does two things in one place.
func TestCommandTable(t *testing.T) {
	app := test.NewTempApp(t)
	kit := uikit.NewKit(uikit.NewTheme(uikit.LookLight, 1), uikit.NewSerial(t.Context()))
	s := New(Options{App: app, Kit: kit, Folders: Disk{}})
	for _, at := range []place{atGate, atInbox, atTrail, atSettings, atRelease, atPeople, atKeys, atBackup} {
		s.at = at
		seen := map[uikit.Key]string{}
		for _, c := range s.commands() {
			if c.ID == "" || c.Title == "" || c.Menu == "" || c.Key.Name == "" || c.Do == nil {
				t.Errorf("place %d, command %q: want title, menu, key and action, got %+v", at, c.ID, c)
			}
			for _, k := range append([]uikit.Key{c.Key}, c.More...) {
				if other, ok := seen[k]; ok {
					t.Errorf("place %d: %s does both %s and %s", at, k, other, c.ID)
				}
				seen[k] = c.ID
			}
		}
	}
}
