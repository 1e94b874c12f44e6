package signin

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Gate is what the screen asks of its presenter.
type Gate interface {
	Start()
	SetUp(s present.SetUp, again string)
	Alone(who chart.Validators)
	ConfirmSetUp(code string)
	SignIn(login, password, code string)
	Unlock(password string)
	Another()
	Renew(password, again string)
	ConfirmRenewal(code string)
	LeaveRenewal()
	CodesKept()

	Rescue()
	Typing(line string) string
	ShareLine(line string)
	LineBack()
	Words()
	Rescuer(n present.NewColleague, again string)
	ConfirmRescue(code string)
	LeaveRescue()

	Card()
	LookForCard()
	EnterByCard(pin string)
	LeaveCard()
	ConnectModule(pin string)
	WithoutModule()
}

// cardWidth fits the longest label at the largest text size of a 1280 pixel window.
const cardWidth = 440

// Screen is the gate.
type Screen struct {
	kit    *uikit.Kit
	gate   Gate
	obj    *fyne.Container
	step   present.GateStep
	drawn  bool
	fields map[present.GateField]*uikit.Field
	submit *uikit.Button
	fault  *uikit.ErrorPanel
	wait   *uikit.Paragraph

	progress, lineSays *uikit.Paragraph // of shares
	emptied            int
}

// New makes the screen; Bind gives it its presenter.
func New(kit *uikit.Kit) *Screen {
	return &Screen{kit: kit, obj: container.NewStack()}
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(gate Gate) { s.gate = gate }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// Blank takes everything off the screen; the next Render draws anew.
func (s *Screen) Blank() {
	s.drawn, s.fields, s.submit, s.fault, s.wait = false, nil, nil, nil, nil
	s.progress, s.lineSays = nil, nil
	s.obj.Objects = []fyne.CanvasObject{uikit.NewGround(uikit.ColorGround, 0, 0, container.NewCenter(
		uikit.NewFixed(uikit.T("Locked"), uikit.Style{Size: uikit.SizeTitle, Bold: true})))}
	s.obj.Refresh()
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.GateSnapshot) {
	if snap.Step == present.GateOpen {
		s.Blank() // the entries hold what was typed
		return
	}
	fresh := !s.drawn || s.step != snap.Step
	if fresh {
		s.draw(snap)
	}
	if s.fault != nil {
		s.fault.Show(phrase.Fault(snap.Problem))
	}
	for f, field := range s.fields {
		says, tone := "", uikit.ToneQuiet
		if f == snap.Field && !snap.FieldSays.Empty() {
			says, tone = phrase.Text(snap.FieldSays), uikit.ToneWrong
		} else if f == present.PasswordField && chooses(snap.Step) {
			line, t := present.PasswordSays(field.Entry.Text)
			says, tone = phrase.Text(line), phrase.Tone(t)
		}
		field.SetNote(says, tone)
	}
	s.renderShares(snap)
	s.setBusy(snap)
	if snap.Problem != nil && snap.Step != present.GateRenew {
		s.forgetSecrets(snap.Step)
	}
	uikit.Settle(s.obj) // what is said beside an entry needs room
	if snap.Step == present.GateShares && snap.Field == present.NoField {
		return // it is being typed
	}
	if !snap.Busy && (fresh || snap.Field != present.NoField) {
		s.focus(snap.Field)
	}
}

// chooses reports whether a new password is typed at the step.
func chooses(step present.GateStep) bool {
	return step == present.GateSetUp || step == present.GateRenew || step == present.GateRescuer
}

func (s *Screen) setBusy(snap present.GateSnapshot) {
	if s.submit != nil {
		if snap.Busy || snap.Wait > 0 {
			s.submit.Disable()
		} else {
			s.submit.Enable()
		}
	}
	if s.wait == nil {
		return
	}
	says := ""
	if snap.Wait > 0 {
		says = uikit.T("The next try is possible in {{.N}} s, at {{.When}}.", uikit.A{"N": int(snap.Wait.Seconds()), "When": snap.Until.Local().Format(time.TimeOnly)})
	}
	s.wait.SetText(says)
	s.wait.Hidden = says == ""
}

// forgetSecrets empties what must be typed again after a refusal.
func (s *Screen) forgetSecrets(step present.GateStep) {
	if step == present.GateSetUp || step == present.GateRescuer {
		return // the passwords were never judged
	}
	for _, f := range []present.GateField{present.PasswordField, present.CodeField, present.PINField} {
		if field := s.fields[f]; field != nil {
			field.Entry.SetText("")
		}
	}
}

func (s *Screen) focus(f present.GateField) {
	if field := s.fields[f]; field != nil {
		focus.On(field.Entry)
	} else if s.submit != nil {
		focus.On(s.submit)
	}
}

func (s *Screen) draw(snap present.GateSnapshot) {
	s.step, s.drawn = snap.Step, true
	s.fields, s.submit, s.wait = map[present.GateField]*uikit.Field{}, nil, uikit.NewParagraph("", uikit.Style{})
	s.wait.Hide()
	s.fault = uikit.NewErrorPanel()
	var parts []fyne.CanvasObject
	switch snap.Step {
	case present.GateProblem:
		parts = append(s.problem(), s.rescuePart(snap)...)
	case present.GateSetUp:
		parts = s.setUp()
	case present.GateAlone:
		parts = s.alone()
	case present.GateEnrol:
		parts = s.enrol(snap)
	case present.GateSignIn:
		parts = append(append(s.signIn(snap), s.cardPart(snap)...), s.rescuePart(snap)...)
	case present.GateLocked:
		parts = append(s.locked(snap), s.cardPart(snap)...)
	case present.GateRenew:
		parts = s.renew(snap)
	case present.GateRenewEnrol:
		parts = s.renewEnrol(snap)
	case present.GateCodes:
		parts = s.codes(snap)
	case present.GateShares:
		parts = s.shares(snap)
	case present.GateRescuer:
		parts = s.rescuer(snap)
	case present.GateCard:
		parts = s.card()
	case present.GateModule:
		parts = s.module(snap)
	case present.GateRescueEnrol:
		parts = s.rescueEnrol(snap)
	default:
		parts = []fyne.CanvasObject{uikit.NewFixed(uikit.T("Opening the workspace…"), uikit.Style{Color: uikit.ColorQuiet})}
	}
	card := uikit.NewCard(uikit.Width(cardWidth, uikit.VStack(12, parts...)))
	s.obj.Objects = []fyne.CanvasObject{uikit.NewGround(uikit.ColorGround, 0, 0,
		container.NewVScroll(container.NewCenter(container.NewPadded(card))))}
	s.obj.Refresh()
}
