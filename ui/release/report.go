package release

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// report is what would leave, and the certificate of what left.
type report struct {
	s        *Screen
	obj      fyne.CanvasObject
	heading  *uikit.Paragraph
	label    *uikit.Paragraph
	facts    *uikit.Paragraph
	small    *uikit.Paragraph
	groups   *uikit.Paragraph
	left     *uikit.SectionTitle
	why      *uikit.Paragraph
	folder   *uikit.Paragraph
	password *uikit.Field
	ask      *fyne.Container
	list     *uikit.ListView
	detail   *uikit.Paragraph
	scroll   *container.Scroll // the words at the left
	shown    *present.ReleaseReport
}

func newReport(s *Screen) *report {
	quiet := uikit.Style{Color: uikit.ColorQuiet}
	r := &report{s: s, heading: uikit.NewParagraph("", uikit.Style{Size: uikit.SizeTitle, Bold: true}), label: uikit.NewParagraph("", uikit.Style{Bold: true}),
		facts: uikit.NewParagraph("", quiet), small: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDoubt, Bold: true}),
		groups: uikit.NewParagraph("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}), left: uikit.NewSectionTitle(""),
		why: uikit.NewParagraph("", uikit.Style{Size: uikit.SizeSmall}), folder: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDone}),
		detail: uikit.NewParagraph("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})}
	r.password = s.kit.NewPassword(uikit.T("Your password"))
	r.password.Entry.OnSubmitted = func(string) { s.goOn() }
	r.ask = uikit.VStack(12, uikit.NewLine(), r.password.Object(),
		container.NewHBox(s.kit.NewPrimary(uikit.T("Make the release"), uikit.Ctrl(fyne.KeyReturn), s.goOn)))
	text := uikit.VStack(12, r.heading, r.folder, r.label, r.facts, r.small, r.groups, r.left, r.why)
	r.scroll = uikit.NewScroll(text)
	leftSide := focus.Column(nil, s.kit.Flat(r.scroll), r.ask)
	r.list = s.kit.NewList(newIdentifier, r.updateRow)
	r.list.OnMove = r.showDetail
	right := focus.Column(uikit.VStack(6, uikit.NewSectionTitle(uikit.T("The eighteen identifiers: found, left"))), s.kit.Flat(r.list), r.detail)
	r.obj = uikit.Halves(0.48, leftSide, right)
	return r
}

// read moves the words at the left by most of what is seen.
func (r *report) read(by float32) {
	most := max(r.scroll.Content.MinSize().Height-r.scroll.Size().Height, 0)
	r.scroll.ScrollToOffset(fyne.NewPos(0, min(max(r.scroll.Offset.Y+by*r.scroll.Size().Height*0.8, 0), most)))
}

// wipe forgets the password.
func (r *report) wipe() { r.password.Entry.SetText("") }

func (r *report) render(snap present.ReleaseSnapshot) {
	rep := snap.Report
	if rep == nil {
		rep = &present.ReleaseReport{}
	}
	r.shown = rep
	set := func(p *uikit.Paragraph, text string) {
		p.SetText(text)
		p.Hidden = text == ""
	}
	set(r.heading, phrase.Text(present.ReleaseHeading(snap)))
	set(r.label, rep.Label)
	facts := ""
	if snap.Report != nil {
		facts = phrase.Text(present.KnowledgeSays(*rep)) + "\n" + phrase.Text(present.ReverseSays(*rep))
		if snap.Phase == present.ReleaseRehearsed {
			facts += "\n" + uikit.T("Redacted copies are made and proved when the release is made; one that cannot be proved stays here.")
		}
	}
	set(r.facts, facts)
	set(r.small, phrase.Text(present.SmallSays(*rep)))
	set(r.groups, groupsText(rep.Small))
	r.left.Set(uikit.T("Left out"))
	r.left.Hidden = len(rep.Left) == 0 && len(rep.KeptBack) == 0
	set(r.why, whyText(snap, rep))
	folder := ""
	if snap.Phase == present.ReleaseMade {
		folder = uikit.N("{{.N}} files and their signed certificate stand in {{.Folder}}", rep.Files, uikit.A{"Folder": rep.Folder})
	}
	set(r.folder, folder)
	r.ask.Hidden = snap.Phase != present.ReleaseRehearsed
	says := ""
	if snap.Field == present.ReleasePasswordField {
		says = phrase.Text(snap.Wrong)
	}
	r.password.SetNote(says, uikit.ToneWrong)
	r.list.SetLength(len(rep.Eighteen))
	if r.list.At() < 0 {
		r.list.SetAt(0)
	}
	r.list.Refresh()
	r.showDetail(r.list.At())
}

// shownGroups is how many small groups are named on the screen; all of them stand in the certificate.
const shownGroups = 8

func groupsText(small []present.SmallGroup) string {
	var out []string
	for _, g := range small[:min(len(small), shownGroups)] {
		out = append(out, uikit.N("{{.N}} people: {{.What}}", g.People, uikit.A{"What": g.What}))
	}
	if more := len(small) - shownGroups; more > 0 {
		out = append(out, uikit.N("and {{.N}} more groups in the certificate", more))
	}
	return strings.Join(out, "\n")
}

func whyText(snap present.ReleaseSnapshot, rep *present.ReleaseReport) string {
	var out []string
	for _, l := range rep.Left {
		out = append(out, uikit.T("{{.Document}}: {{.Why}}", uikit.A{"Document": phrase.Text(snap.Titles[l.Document]), "Why": l.Why}))
	}
	var kept []string
	for why, n := range rep.KeptBack {
		kept = append(kept, uikit.N("{{.N}} redacted copies: {{.Why}}", n, uikit.A{"Why": why}))
	}
	slices.Sort(kept)
	return strings.Join(append(out, kept...), "\n")
}

// identifier is one line of the eighteen.
type identifier struct{ letter, words, found, left *uikit.Text }

func (d *identifier) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(240, d.words.MinSize().Height+2)
}

func (d *identifier) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const left, gap = 16, 8
	unit := uikit.Size(uikit.SizeBody)
	x := float32(left)
	for _, c := range []struct {
		t *uikit.Text
		w float32
	}{{d.letter, 1.6 * unit}, {d.words, s.Width - 2*left - 3*gap - 8.6*unit}, {d.found, 4 * unit}, {d.left, 3 * unit}} {
		c.t.Move(fyne.NewPos(x, 1))
		c.t.Resize(fyne.NewSize(max(c.w, 0), c.t.MinSize().Height))
		x += c.w + gap
	}
}

func newIdentifier() fyne.CanvasObject {
	number := uikit.Style{Mono: true, Align: fyne.TextAlignTrailing}
	d := &identifier{letter: uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet}), words: uikit.NewText("", uikit.Style{}),
		found: uikit.NewText("", number), left: uikit.NewText("", number)}
	return container.New(d, d.letter, d.words, d.found, d.left)
}

func (r *report) updateRow(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(r.shown.Eighteen) {
		return
	}
	in, d := r.shown.Eighteen[i], o.(*fyne.Container).Layout.(*identifier)
	d.letter.SetText(in.Letter)
	d.words.SetText(in.Words)
	d.found.SetText(uikit.T("{{.N}}", uikit.A{"N": in.Found}))
	d.left.SetText(uikit.T("{{.N}}", uikit.A{"N": in.Left}))
	o.Refresh()
}

func (r *report) showDetail(i int) {
	text := ""
	if i >= 0 && i < len(r.shown.Eighteen) {
		text = r.shown.Eighteen[i].Words + ": " + r.shown.Eighteen[i].How
	}
	r.detail.SetText(text)
}
