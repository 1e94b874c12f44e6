package shell_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
)

// Fyne asks the menu for a key before the dialog in front: the queue's Ctrl+U must not swallow the dialog's.
func TestADialogHasItsKeysBeforeTheMenu(t *testing.T) {
	b := newBench(t, newPaperHouse(true, labReport()), nil)
	b.signIn()
	b.untilShows("1 document needs you")
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "scan.pdf"), []byte("%PDF"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.shell.Drop([]fyne.URI{storage.NewFileURI(folder)})
	b.untilShows("scan.pdf")
	b.key(fyne.KeySpace)
	b.untilShows("1 file chosen")
	b.press("Urgent, or not any more") // Ctrl+U, as the menu is told of it
	b.until("the file read first", func() bool { return b.house.called("import first") })
	if b.shows("File or folder") || b.house.docs[0].Urgent {
		t.Error("want the dialog gone and the queue's own document left as it is")
	}
}

// A window grows to what its content needs at least, over the edge of the screen if it must.
func TestLargeTextNeedsNoLargeWindow(t *testing.T) {
	b := newBench(t, newPaperHouse(true, labReport()), nil)
	b.signIn()
	b.untilShows("1 document needs you")
	for range 4 {
		b.press("Larger text")
	}
	fits := func(place string) {
		t.Helper()
		if need := b.shell.Window().Content().MinSize(); need.Width > 1024 || need.Height > 640 {
			t.Errorf("%s at 200 %%: want it to fit 1024x640, needs %v", place, need)
		}
	}
	fits("queue")
	b.key(fyne.KeyReturn)
	b.untilShows("Maria Gonzalez")
	fits("review")
	b.press("Settings")
	b.untilShows("APPEARANCE")
	fits("settings")
}
