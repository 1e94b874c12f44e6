package recovery

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Recovery is what the pane asks of its presenter.
type Recovery interface {
	Make()
	Count(needs, shares int)
	Begin(password string)
	Next()
	Previous()
	Save(folder string)
	Rehearse()
	Typed(line string)
	Prove(password string)
	Cancel() bool
}

// Pane is recovery on the screen of keys.
type Pane struct {
	kit  *uikit.Kit
	do   Recovery
	snap present.RecoverySnapshot
	obj  *fyne.Container

	fault *uikit.ErrorPanel
	says  *uikit.Paragraph
	step  *fyne.Container
	entry *uikit.Field // of the step; nil: it has none
	drawn bool
}

// New makes the pane.
func New(kit *uikit.Kit) *Pane {
	p := &Pane{kit: kit, fault: uikit.NewErrorPanel(), says: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDone}), step: uikit.VStack(8)}
	p.obj = uikit.VStack(8, uikit.NewSectionTitle(uikit.T("Recovery")), p.fault.Object(), p.says, p.step)
	return p
}

// Bind gives the pane its presenter.
func (p *Pane) Bind(do Recovery) { p.do = do }

// Object is what the screen of keys shows.
func (p *Pane) Object() fyne.CanvasObject { return p.obj }

// Render draws a snapshot.
func (p *Pane) Render(snap present.RecoverySnapshot) {
	before := p.snap
	p.snap = snap
	p.obj.Hidden = snap.Hidden
	p.fault.Show(phrase.Fault(snap.Problem))
	says := snap.Says
	switch {
	case snap.Loading && says.Empty():
		says = present.Say("Looking at the recovery set …")
	case snap.Busy:
		says = present.Say("One moment …")
	}
	p.says.SetText(phrase.Text(says))
	p.says.Hidden = says.Empty()
	fresh := !p.drawn || snap.Step != before.Step || snap.Hidden != before.Hidden
	if fresh || changes(snap, before) {
		p.draw(snap, fresh)
	}
	if p.entry != nil {
		if snap.Emptied != before.Emptied {
			p.entry.Entry.SetText("")
		}
		p.entry.SetNote(phrase.Text(snap.Wrong), uikit.ToneWrong)
	}
	p.obj.Refresh()
	uikit.Settle(p.obj)
}

// changes reports whether the step shows something else than before.
func changes(a, b present.RecoverySnapshot) bool {
	return a.Step == present.RecoveryStands || a.Needs != b.Needs || a.Shares != b.Shares || a.At != b.At || a.Line != b.Line || a.More != b.More
}

func (p *Pane) draw(snap present.RecoverySnapshot, fresh bool) {
	p.drawn = true
	p.entry = nil
	var parts []fyne.CanvasObject
	switch {
	case snap.Hidden:
	case snap.Step == present.RecoveryChoose:
		parts = p.choose(snap)
	case snap.Step == present.RecoveryShow:
		parts = p.show(snap)
	case snap.Step == present.RecoveryConfirm:
		parts = p.typeLine(uikit.T("Now from paper: the last line of share {{.Share}}. The set is in force once each holder has typed it.", uikit.A{"Share": snap.At}), snap)
	case snap.Step == present.RecoveryType:
		parts = p.typeLine(rehearsing(snap), snap)
	case snap.Step == present.RecoveryProve:
		parts = p.password(uikit.T("Enough shares were typed. Your password signs the result; nothing is changed."), uikit.T("Prove that they open"), p.do.Prove)
	default:
		parts = p.stands(snap)
	}
	p.step.Objects = parts
	p.step.Refresh()
	if !fresh && snap.Step == present.RecoveryStands || snap.Hidden {
		return
	}
	if p.entry != nil {
		focus.On(p.entry.Entry)
	}
}

func rehearsing(snap present.RecoverySnapshot) string {
	if snap.More > 0 {
		return uikit.T("Share {{.Share}}: {{.N}} more needed.", uikit.A{"Share": snap.At, "N": snap.More})
	}
	return uikit.T("The holders type their shares, one after the other. Three letters of each word are enough.")
}

func quiet(text string) fyne.CanvasObject {
	return uikit.NewParagraph(text, uikit.Style{Color: uikit.ColorQuiet})
}

func (p *Pane) stands(snap present.RecoverySnapshot) (parts []fyne.CanvasObject) {
	style := uikit.Style{}
	for i, l := range snap.Facts {
		text := phrase.Text(l)
		if i == len(snap.Facts)-1 && snap.Tone == present.Needs {
			style.Color, text = uikit.ColorAccent, "● "+text
		}
		parts = append(parts, uikit.NewParagraph(text, style))
	}
	var buttons []fyne.CanvasObject
	if snap.MayRehearse && snap.Shares > 0 {
		buttons = append(buttons, p.kit.NewButton(uikit.T("Rehearse recovery"), uikit.Key{}, p.do.Rehearse))
	}
	if snap.MayMake {
		buttons = append(buttons, p.kit.NewButton(uikit.T("Make new shares"), uikit.Key{}, p.do.Make))
	}
	if len(buttons) > 0 {
		parts = append(parts, container.NewHBox(buttons...))
	}
	return parts
}

func (p *Pane) choose(snap present.RecoverySnapshot) []fyne.CanvasObject {
	count := func(label string, n int, less, more func()) fyne.CanvasObject {
		return container.NewHBox(p.kit.NewButton("−", uikit.Key{}, less), uikit.NewFixed(strconv.Itoa(n), uikit.Style{Mono: true, Bold: true}),
			p.kit.NewButton("+", uikit.Key{}, more), uikit.NewFixed(label, uikit.Style{}))
	}
	parts := []fyne.CanvasObject{
		quiet(uikit.T("Each share is for another person, who keeps it in another place. Have more shares than are needed: one may be lost.")),
		count(uikit.T("shares are made"), snap.Shares, func() { p.do.Count(0, -1) }, func() { p.do.Count(0, 1) }),
		count(uikit.T("of them open the workspace"), snap.Needs, func() { p.do.Count(-1, 0) }, func() { p.do.Count(1, 0) })}
	return append(parts, p.password(uikit.T("The shares are shown one after the other. Nothing of them is kept here."), uikit.T("Make the shares"), p.do.Begin)...)
}

func (p *Pane) password(says, button string, do func(string)) []fyne.CanvasObject {
	p.entry = p.kit.NewPassword(uikit.T("Your password"))
	entry := p.entry.Entry
	ask := func() {
		typed := entry.Text
		entry.SetText("")
		do(typed)
	}
	entry.OnSubmitted = func(string) { ask() }
	return []fyne.CanvasObject{quiet(says), p.entry.Object(),
		container.NewHBox(p.kit.NewPrimary(button, uikit.Key{}, ask), p.cancel())}
}

func (p *Pane) cancel() fyne.CanvasObject {
	return p.kit.NewButton(uikit.T("Cancel"), uikit.Key{}, func() { p.do.Cancel() })
}

func (p *Pane) show(snap present.RecoverySnapshot) []fyne.CanvasObject {
	parts := []fyne.CanvasObject{uikit.NewFixed(uikit.T("Share {{.Share}} of {{.N}}", uikit.A{"Share": snap.At, "N": snap.Shares}), uikit.Style{Bold: true}),
		quiet(uikit.T("Only its holder looks now. Write the eight lines down, or save the page, print it and destroy the file."))}
	for i, line := range snap.Words {
		parts = append(parts, uikit.NewFixed(strconv.Itoa(i+1)+"  "+line, uikit.Style{Mono: true}))
	}
	p.entry = p.kit.NewField(uikit.T("Folder for the page"))
	entry := p.entry.Entry
	save := func() { p.do.Save(entry.Text) }
	entry.OnSubmitted = func(string) { save() }
	next := uikit.T("Next share")
	if snap.At == snap.Shares {
		next = uikit.T("All are on paper")
	}
	buttons := []fyne.CanvasObject{p.kit.NewPrimary(next, uikit.Key{}, p.do.Next)}
	if snap.At > 1 {
		buttons = append(buttons, p.kit.NewButton(uikit.T("The share before"), uikit.Key{}, p.do.Previous))
	}
	return append(parts, p.entry.Object(), container.NewHBox(p.kit.NewButton(uikit.T("Save the page"), uikit.Key{}, save)),
		container.NewHBox(append(buttons, p.cancel())...))
}

func (p *Pane) typeLine(says string, snap present.RecoverySnapshot) []fyne.CanvasObject {
	p.entry = p.kit.NewField(uikit.T("Share {{.Share}}, line {{.Line}}", uikit.A{"Share": snap.At, "Line": snap.Line}))
	entry := p.entry.Entry
	entry.OnSubmitted = func(line string) { p.do.Typed(line) }
	return []fyne.CanvasObject{quiet(says), p.entry.Object(),
		container.NewHBox(p.kit.NewPrimary(uikit.T("Go on"), uikit.Key{}, func() { p.do.Typed(entry.Text) }), p.cancel())}
}
