package inbox

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

func (a *asked) Enter(row int)     { a.Did("enter", row) }
func (a *asked) Toggle(row int)    { a.Did("toggle", row) }
func (a *asked) MarkAll()          { a.Did("mark all") }
func (a *asked) Typed(path string) { a.Did("typed", path) }
func (a *asked) Import()           { a.Did("import") }
func (a *asked) ImportUrgent()     { a.Did("import first") }

func (st *desk) dialog(snap present.ChooseSnapshot) *Choose {
	c := NewChoose(st.Kit, func() { st.asked.Did("cancelled") })
	c.Bind(&st.asked)
	st.Kit.Keys.Set(c.Commands())
	st.Show(c.Object(), fyne.NewSize(720, 560))
	c.FocusList()
	c.Render(snap)
	return c
}

func folder() present.ChooseSnapshot {
	return present.ChooseSnapshot{Folder: "/scans", Says: present.Count("{{.N}} files here", 2), Rows: []present.ChooseRow{
		{Name: "..", Folder: true}, {Name: "older", Folder: true}, {Name: "a.pdf", Marked: true}, {Name: "b.tif"}}}
}

func TestTheImportDialogSaysWhatIsTheCase(t *testing.T) {
	for name, c := range map[string]struct {
		snap present.ChooseSnapshot
		says []string
	}{
		"loading": {present.ChooseSnapshot{Folder: "/scans", Loading: true}, []string{"/scans", "Looking into the folder…"}},
		"files":   {folder(), []string{"/scans", "2 files here", "older/", "a.pdf", "✓", "b.tif", "Import first", "Ctrl U", "Space marks a file", "!Looking"}},
		"wrong":   {present.ChooseSnapshot{Folder: "/scans", Wrong: true, Says: present.Say("There is no such file or folder.")}, []string{"There is no such file or folder."}},
	} {
		t.Run(name, func(t *testing.T) {
			st := newDesk(t, 1)
			st.dialog(c.snap)
			st.Says(c.says...)
		})
	}
}

func TestTheImportDialogIsLedByKeys(t *testing.T) {
	st := newDesk(t, 1)
	c := st.dialog(folder())
	if c.list.At() != 2 {
		t.Errorf("want the first file at hand, got row %d", c.list.At())
	}
	for _, k := range []struct {
		key  fyne.KeyName
		want string
	}{{fyne.KeySpace, "toggle 2"}, {fyne.KeyReturn, "enter 2"}} {
		if st.Key(k.key); st.asked.Last() != k.want {
			t.Errorf("%s: want %q, got %q", k.key, k.want, st.asked.Last())
		}
	}
	for key, want := range map[uikit.Key]string{
		uikit.Ctrl(fyne.KeyI): "import", uikit.Ctrl(fyne.KeyU): "import first",
		{Name: fyne.KeyA, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}: "mark all",
	} {
		if st.Kit.Keys.Run(key); st.asked.Last() != want {
			t.Errorf("%s: want %q, got %q", key, want, st.asked.Last())
		}
	}
	st.Window.Canvas().FocusPrevious()
	if st.Focused() != fyne.Focusable(c.path.Entry) {
		t.Fatal("Shift+Tab from the files: want the path")
	}
	said := len(st.asked.Asked)
	test.Type(c.path.Entry, " ")
	if st.Kit.Keys.Run(uikit.K(fyne.KeySpace)); len(st.asked.Asked) != said {
		t.Errorf("a space in the path marked a file: %q", st.asked.Last())
	}
	c.path.Entry.SetText("/scans/new")
	if st.Key(fyne.KeyReturn); st.asked.Last() != "typed /scans/new" {
		t.Errorf("Enter in a typed path: got %q", st.asked.Last())
	}
	c.path.Entry.SetText("/scans")
	if st.Key(fyne.KeyReturn); st.Focused() != fyne.Focusable(c.list) {
		t.Error("Enter in the path as it was: want the files to have the keys")
	}
	st.Press("Import first")
	st.Press("Cancel")
	if st.asked.Last() != "cancelled" || st.asked.Asked[len(st.asked.Asked)-2] != "import first" {
		t.Errorf("want both buttons pressed, got %v", st.asked)
	}
}

// The line below the path comes and goes; the files make room for it at any size of text.
func TestNothingLiesOverTheFiles(t *testing.T) {
	for _, scale := range []float32{1, 2} {
		st := newDesk(t, scale)
		c := st.dialog(present.ChooseSnapshot{Folder: "/scans"})
		c.Render(folder())
		d := fyne.CurrentApp().Driver()
		field := d.AbsolutePositionForObject(c.path.Object()).Y + c.path.Object().Size().Height
		if files := d.AbsolutePositionForObject(c.list).Y; files < field {
			t.Errorf("at %v: the path ends at %v, the files begin at %v", scale, field, files)
		}
		st.Says("2 files here", "b.tif", "!…")
	}
}
