package coding

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/uikit"
)

// row is a line of a list: what it is by, the code, the title, and below what there is to say.
type row struct{ mark, code, title, note *uikit.Text }

func newRow() fyne.CanvasObject {
	r := &row{mark: uikit.NewText("", uikit.Style{Bold: true}), code: uikit.NewText("", uikit.Style{Mono: true}),
		title: uikit.NewText("", uikit.Style{}), note: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})}
	return container.New(r, r.mark, r.code, r.title, r.note)
}

func (r *row) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, r.title.MinSize().Height+r.note.MinSize().Height+6)
}

func (r *row) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	unit := uikit.Size(uikit.SizeBody)
	h := r.title.MinSize().Height
	x := float32(12)
	for _, part := range []struct {
		text  *uikit.Text
		width float32
	}{{r.mark, 2 * unit}, {r.code, 6 * unit}, {r.title, max(0, s.Width-x-8*unit-8)}} {
		part.text.Move(fyne.NewPos(x, 2))
		part.text.Resize(fyne.NewSize(part.width, h))
		x += part.width
	}
	left := 12 + 8*unit
	r.note.Move(fyne.NewPos(left, h+4))
	r.note.Resize(fyne.NewSize(max(0, s.Width-left-8), r.note.MinSize().Height))
}

func rowIn(o fyne.CanvasObject) *row { return o.(*fyne.Container).Layout.(*row) }

func (s *Screen) updateRow(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Rows) {
		return
	}
	in, r := s.snap.Rows[i], rowIn(o)
	r.mark.SetText(in.Mark)
	r.code.SetText(in.Code)
	r.title.SetText(in.Title)
	var notes []string
	if i == 0 && !in.Service {
		notes = append(notes, uikit.T("principal"))
	}
	if in.New {
		notes = append(notes, uikit.T("new"))
	}
	for _, text := range []string{phrase.Text(in.More), phrase.Text(in.Note)} {
		if text != "" {
			notes = append(notes, text)
		}
	}
	color := uikit.ColorQuiet
	if !in.Note.Empty() {
		color = uikit.ColorDoubt
	}
	r.note.Set(strings.Join(notes, " · "), uikit.Style{Size: uikit.SizeSmall, Color: color})
	o.Refresh()
}

func (s *Screen) updateHit(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Hits) {
		return
	}
	in, r := s.snap.Hits[i], rowIn(o)
	r.mark.SetText("")
	r.code.SetText(in.Code)
	r.title.SetText(in.Title)
	var notes []string
	if in.Header {
		notes = append(notes, uikit.T("category, choose below it"))
	}
	if in.Late {
		notes = append(notes, uikit.T("not of the day of service"))
	}
	if in.Sides {
		notes = append(notes, uikit.T("no side said"))
	}
	notes = append(notes, in.Above...)
	r.note.Set(strings.Join(notes, " › "), uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})
	o.Refresh()
}

func (s *Screen) updateDiffer(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Differences) {
		return
	}
	in, r := s.snap.Differences[i], rowIn(o)
	r.mark.SetText("")
	r.code.SetText(in.Code)
	r.title.SetText(phrase.Text(in.Says))
	r.note.Set(strings.TrimSpace(in.Day+"  "+in.Amount), uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})
	o.Refresh()
}
