package inbox

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// reportHeight keeps the queue in sight below a long report.
const reportHeight = 180

// report tells what became of an import; the files that were not taken come with the reason and what to do.
type report struct {
	obj   *uikit.Surface
	says  *uikit.Text
	fault *uikit.ErrorPanel
	files *fyne.Container
	box   fyne.CanvasObject // the files, as far as there is room
}

func newReport(kit *uikit.Kit, closeIt func()) *report {
	r := &report{says: uikit.NewText("", uikit.Style{Bold: true}), fault: uikit.NewErrorPanel(), files: uikit.VStack(8)}
	r.box = container.New(&atMost{r.files, reportHeight}, kit.Flat(container.NewVScroll(r.files)))
	head := focus.Row(nil, r.says, kit.NewButton(uikit.T("Close"), uikit.K(fyne.KeyEscape), closeIt))
	r.obj = uikit.NewCard(uikit.VStack(8, head, r.fault.Object(), r.box))
	r.obj.Hide()
	return r
}

func (r *report) show(snap *present.ReportSnapshot) {
	r.obj.Hidden = snap == nil
	r.files.Objects = nil // the names of files are kept no longer than they are shown
	if snap == nil {
		r.says.SetText("")
		return
	}
	says := phrase.Text(snap.Says)
	if refused := phrase.Text(snap.Refused); refused != "" {
		says += " · " + refused
	}
	r.says.SetText(says)
	r.fault.Show(phrase.Fault(snap.Problem))
	for _, f := range snap.Files {
		if f.Refused != nil {
			r.files.Add(reportRow(f))
		}
	}
	for _, f := range snap.Files {
		if f.Refused == nil && f.Tone == present.Quiet {
			r.files.Add(reportRow(f))
		}
	}
	if len(r.files.Objects) == 0 {
		r.box.Hide()
	} else {
		r.box.Show()
	}
	r.obj.Refresh()
}

// atMost gives what scrolls the height of its content up to a limit.
type atMost struct {
	content fyne.CanvasObject
	limit   float32
}

func (l *atMost) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, min(l.content.MinSize().Height, l.limit))
}

func (l *atMost) Layout(objs []fyne.CanvasObject, s fyne.Size) { objs[0].Resize(s) }

func reportRow(f present.ReportRow) fyne.CanvasObject {
	says := phrase.Text(f.Says)
	if f.Refused != nil {
		says += " " + phrase.Text(f.Refused.Do)
	}
	name := f.Name
	if f.Nameless {
		name = uikit.T("A file whose name is not shown")
	}
	return uikit.VStack(2, uikit.NewText(name, uikit.Style{}),
		uikit.NewParagraph(says, uikit.Style{Size: uikit.SizeSmall, Color: stateColour(f.Tone)}))
}
