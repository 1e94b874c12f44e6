package review

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// ask writes to a colleague: a question about the field, the answer to one, or the whole document.
func (d *dialogs) ask() fyne.CanvasObject {
	d.question = d.kit.NewField(uikit.T("What you write"))
	send := func(string) { d.do.handOver(d.question.Entry.Text) }
	d.question.Entry.OnSubmitted = send
	d.focus = d.question.Entry
	d.askTitle = uikit.NewParagraph("", uikit.Style{Size: uikit.SizeTitle, Bold: true})
	d.asks = uikit.NewParagraph("", uikit.Style{Color: uikit.ColorQuiet})
	return uikit.VStack(12, d.askTitle, d.asks, d.question.Object(),
		d.keys(uikit.NewKeyCap(uikit.K(fyne.KeyReturn).String(), uikit.T("send"), func() { send("") }),
			uikit.NewKeyCap(uikit.K(fyne.KeyDown).String(), uikit.T("to another"), func() { d.do.askTo(1) }),
			uikit.NewKeyCap(uikit.K(fyne.KeyF8).String(), uikit.T("whole document"), d.do.askWhole)))
}

// showAsk says what becomes of what is written.
func (d *dialogs) showAsk(a present.AskSnapshot) {
	if d.asks == nil {
		return
	}
	title, text := uikit.T("Ask a colleague"), uikit.T("The field stays open and a colleague decides. Nothing can be signed until then.")
	switch {
	case !a.Answer.Empty():
		title, text = uikit.T("Answer"), phrase.Text(a.Answer)
	case a.Whole:
		title, text = uikit.T("Hand over the whole document"), uikit.T("It goes to the front of the queue; what you had half typed is kept for you alone.")
	}
	if a.Answer.Empty() {
		text = uikit.T("To: {{.Name}}", uikit.A{"Name": phrase.Text(a.To)}) + "\n" + text
	}
	d.askTitle.SetText(title)
	d.asks.SetText(text)
	if len(d.obj.Objects) == 1 {
		uikit.Settle(d.obj)
	}
}

// release asks why something that is redacted may be seen.
func (d *dialogs) release(places int) fyne.CanvasObject {
	whys := chart.ReleaseWhys()
	d.list = d.kit.NewList(func() fyne.CanvasObject { return newChoice(false) }, func(i int, o fyne.CanvasObject) {
		o.(*choice).title.SetText(phrase.Text(present.SpanWhyWord(whys[i])))
	})
	d.list.OnOpen = func(i int) { d.do.release(whys[i]) }
	return d.listPanel(uikit.N("Why may {{.N}} places be seen?", places), len(whys), 36*float32(len(whys))+8)
}
