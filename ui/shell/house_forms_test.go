package shell_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/pageview"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

func (h *paperHouse) Forms(context.Context) ([]present.Form, error) { return nil, nil }

func (h *paperHouse) FormSheet(context.Context, string, int) (present.FormSheet, error) {
	picture, err := geom.NewRaster(geom.Gray, 850, 1100, 100)
	return present.FormSheet{Page: chart.Page{Number: 1}, Picture: picture}, err
}

func (h *paperHouse) FormSheetOf(context.Context, chart.DocumentID, int) (present.FormSheet, error) {
	return present.FormSheet{}, nil
}

func (h *paperHouse) SaveForm(context.Context, present.Form, present.FormSheet) (string, error) {
	return "form", nil
}

func (h *paperHouse) DropForm(context.Context, string) error { return nil }

func (h *paperHouse) TryForms(context.Context, present.FormSheet) (present.FormMatch, bool, error) {
	return present.FormMatch{}, false, nil
}

func TestThePageOfAFormGoesWithTheSettings(t *testing.T) {
	b := newBench(t, newPaperHouse(true, labReport()), nil)
	b.signIn()
	b.untilShows("1 document needs you")
	b.press("Settings")
	b.untilShows("Draw on this page")
	var path, last *uikit.Entry
	for _, o := range test.LaidOutObjects(b.canvas.Content()) {
		if e, ok := o.(*uikit.Entry); ok {
			if e.Text == "1" { // the number of the page
				path = last
			}
			last = e
		}
	}
	if path == nil {
		t.Fatal("want an entry for the file")
	}
	path.SetText("/forms/desk.pdf")
	b.until("the page on the board", func() bool { // the forms may be being listed: asked again, it is taken once
		path.OnSubmitted(path.Text)
		return b.shows("Test on this page")
	})
	var page *pageview.View
	for _, o := range test.LaidOutObjects(b.canvas.Content()) {
		if v, ok := o.(*pageview.View); ok {
			page = v
		}
	}
	if page == nil {
		t.Fatal("want the page on the board")
	}
	if b.canvas.Capture(); !page.Viewport().Valid() {
		t.Fatal("want the page drawn")
	}
	b.press("Queue")
	b.untilShows("1 document needs you")
	if page.Viewport().Valid() {
		t.Error("left by a key: want no page on the board")
	}
	b.press("Settings")
	b.untilShows("Draw on this page")
}
