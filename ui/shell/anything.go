package shell

import (
	"strings"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// target is one thing to go to.
type target struct {
	title, note string
	style       uikit.Style // of the note
	run         func()
}

// goAnything finds commands and documents by words of their names; Enter goes there.
func (s *Shell) goAnything() {
	all := s.targets()
	found := all
	list := s.o.Kit.NewList(newKeyRow, func(i int, o fyne.CanvasObject) {
		if i < len(found) {
			r := o.(*fyne.Container).Layout.(*keyRow)
			r.title.SetText(found[i].title)
			r.key.Set(found[i].note, found[i].style)
			o.Refresh()
		}
	})
	run := func(i int) {
		if i >= 0 && i < len(found) {
			do := found[i].run
			s.closeOverlay()
			do()
		}
	}
	list.OnOpen = run
	entry := s.o.Kit.NewField(uikit.T("Go to"))
	show := func(text string) {
		found = match(all, text)
		list.SetLength(len(found))
		list.SetAt(min(0, len(found)-1))
		list.Refresh()
	}
	entry.Entry.OnChanged = show
	entry.Entry.OnSubmitted = func(string) { run(list.At()) }
	move := func(by int) func() { return func() { list.SetAt(min(max(list.At()+by, 0), len(found)-1)) } }
	commands := []uikit.Command{
		{ID: "anything.down", Title: uikit.T("Next"), Key: uikit.K(fyne.KeyDown), Do: move(1)},
		{ID: "anything.up", Title: uikit.T("Previous"), Key: uikit.K(fyne.KeyUp), Do: move(-1)},
	}
	s.openOverlay(uikit.NewCard(focus.Column(entry.Object(), s.o.Kit.Flat(list), nil)),
		fyne.NewSize(600, 480), commands)
	show("") // after the list has its size: before, it would scroll the first row away
	s.window.Canvas().Focus(entry.Entry)
}

// targets lists the documents that open and the commands that can run now.
func (s *Shell) targets() []target {
	var out []target
	for _, r := range s.queue.Snapshot().Rows {
		if r.Opens {
			out = append(out, target{title: phrase.Text(r.Title), note: documentNote(r),
				style: uikit.Style{Color: uikit.ColorQuiet, Align: fyne.TextAlignTrailing}, run: func() { s.openDocument(r.ID) }})
		}
	}
	for _, c := range s.commands() {
		if c.ID == "go.anything" || c.Release != nil || !c.Can() {
			continue
		}
		out = append(out, target{title: c.Title, note: c.Key.String(),
			style: uikit.Style{Mono: true, Align: fyne.TextAlignTrailing}, run: c.Do})
	}
	return out
}

func documentNote(r present.InboxRow) string {
	return strings.Join([]string{phrase.Text(r.State), phrase.Text(r.Pages), phrase.Text(r.When)}, " · ")
}

// match keeps what holds every word that was typed.
func match(all []target, typed string) []target {
	words := strings.Fields(strings.ToLower(typed))
	var out []target
	for _, t := range all {
		text, ok := strings.ToLower(t.title+" "+t.note), true
		for _, w := range words {
			ok = ok && strings.Contains(text, w)
		}
		if ok {
			out = append(out, t)
		}
	}
	return out
}
