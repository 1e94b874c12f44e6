package present

import "chartproof.org/chartproof/engine/chart"

// Guide leads through the sample chart, a line at a time. It looks at what the person does and never stands in the way:
// nothing waits for it, and it ends when it is hidden. All methods are called on the UI goroutine.
type Guide struct {
	view GuideView
	on   bool
	step int
	last GuideSnapshot

	open  chart.DocumentID
	start int // fields that needed the person when the document was opened; -1: none is open yet
}

// GuideSnapshot is the line that is shown.
type GuideSnapshot struct {
	Shown    bool
	Step, Of int // from 1
	Says     Line
}

// GuideView draws the line, on the UI goroutine.
type GuideView interface{ Render(GuideSnapshot) }

// The steps, in order.
const (
	guideReading = iota
	guideOpen
	guideConfirm
	guideCorrect
	guideMissing
	guideHidden
	guideRest
	guideSign
	guideEnd
	guideSteps
)

// NewGuide makes a guide that is not shown.
func NewGuide(view GuideView) *Guide { return &Guide{view: view, start: -1} }

// On reports whether the guide is shown.
func (g *Guide) On() bool { return g.on }

// Begin starts at the first step.
func (g *Guide) Begin() {
	g.on, g.step, g.open, g.start = true, guideReading, "", -1
	g.show()
}

// Hide ends the guide.
func (g *Guide) Hide() {
	g.on = false
	g.show()
}

// Waiting tells how many documents the queue shows that can be opened.
func (g *Guide) Waiting(documents int) {
	if g.on && g.step == guideReading && documents > 0 {
		g.step = guideOpen
		g.show()
	}
}

// At tells where the person is.
func (g *Guide) At(review, queue bool) {
	switch {
	case !g.on:
	case review && g.step < guideConfirm:
		g.step = guideConfirm
	case queue && g.step == guideSign: // the document was handed on, and nothing else needs the person
		g.step = guideEnd
	}
	g.show()
}

// Progress tells how many fields of the open document still need the person, and whether it can be signed.
func (g *Guide) Progress(need, _ int, maySign bool) {
	if !g.on || g.step < guideConfirm || g.step == guideEnd {
		return
	}
	if g.start < 0 || need > g.start {
		g.start = need
	}
	switch done := g.start - need; {
	case need == 0 && maySign:
		g.step = guideSign
	default:
		g.step = max(min(guideConfirm+done, guideRest), min(g.step, guideRest))
	}
	g.show()
}

// Opened tells which document is open. Another one after the last step means that the first went on its way.
func (g *Guide) Opened(id chart.DocumentID) {
	switch {
	case !g.on || id == g.open:
	case g.open != "" && g.step == guideSign:
		g.step = guideEnd
		g.show()
	default:
		g.open, g.start = id, -1
	}
}

func (g *Guide) show() {
	snap := GuideSnapshot{}
	if g.on {
		snap = GuideSnapshot{Shown: true, Step: g.step + 1, Of: guideSteps, Says: guideSays()[g.step]}
	}
	if snap.Shown == g.last.Shown && snap.Step == g.last.Step {
		return
	}
	g.last = snap
	g.view.Render(snap)
}

func guideSays() [guideSteps]Line {
	return [guideSteps]Line{
		guideReading: Say("The sample chart is being read, on this computer. Its patient is made up. In some seconds it stands in the queue."),
		guideOpen:    Say("The queue shows what needs you. Arrows choose a document, Enter opens it."),
		guideConfirm: Say("One field at a time: its picture stands above the entry, its place is lit on the page. Where both agree, Enter confirms it and goes to the next."),
		guideCorrect: Say("Where they differ, type: the cursor stands on the doubtful character. A number takes the suggestion with that number. Then Enter."),
		guideMissing: Say("Not on this page: F3. Cannot be read: F3 twice. Not sure: Tab leaves it for later, F8 asks a colleague. Ctrl+Z takes anything back."),
		guideHidden:  Say("Boxes with two letters hide identifiers: NM is a name, DT a date. F2 shows the whole page, F6 hides a place that was missed, Shift+F6 shows one that is no identifier."),
		guideRest:    Say("Go on until no field needs you. The number stands above the fields."),
		guideSign:    Say("No field needs you any more. Ctrl+S hands the document on. Enter never signs."),
		guideEnd:     Say("That was the whole way. Ctrl+H shows who did what to a document, Ctrl+F1 explains every screen. Ctrl+O imports your first chart."),
	}
}
