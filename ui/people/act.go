package people

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Commands are the keys of the screen.
func (s *Screen) Commands() []uikit.Command {
	menu := uikit.T("People")
	manage := func() bool { return s.snap.ReadOnly.Empty() && len(s.snap.Rows) > 0 }
	one := func(id, title string, key fyne.KeyName, act present.PeopleAct, enabled func() bool) uikit.Command {
		return uikit.Command{ID: id, Title: title, Menu: menu, Key: uikit.Ctrl(key), Enabled: enabled, Do: func() { s.do.Begin(act) }}
	}
	disable := one("people.disable", uikit.T("Disable, or let come back"), fyne.KeyD, present.ActDisable, manage)
	disable.Key.Mod |= fyne.KeyModifierShift // without it the key goes to the figures of quality
	return []uikit.Command{
		disable,
		one("people.reset", uikit.T("One-time password"), fyne.KeyR, present.ActReset, manage),
		one("people.roles", uikit.T("Other roles"), fyne.KeyE, present.ActRoles, manage),
		one("people.handover", uikit.T("Hand the work over"), fyne.KeyJ, present.ActHandWork, manage),
		one("people.password", uikit.T("My password"), fyne.KeyM, present.ActOwnPassword, nil),
		one("people.codes", uikit.T("My recovery codes"), fyne.KeyB, present.ActOwnCodes, nil),
		one("people.authenticator", uikit.T("My authenticator"), fyne.KeyT, present.ActOwnAuthenticator, nil),
	}
}

// bar is what can be done, as buttons.
func (s *Screen) bar() fyne.CanvasObject {
	var manage, own []fyne.CanvasObject
	for i, c := range s.Commands() {
		b := s.kit.NewButton(c.Title, c.Key, c.Do)
		if i < 4 {
			manage = append(manage, b)
		} else {
			own = append(own, b)
		}
	}
	s.manage = container.NewHBox(manage...)
	return uikit.VStack(4, s.manage, container.NewHBox(own...))
}

func actTitle(snap present.PeopleSnapshot) string {
	name := uikit.A{"Name": snap.Person}
	switch snap.Act {
	case present.ActDisable:
		return uikit.T("Disable {{.Name}}", name)
	case present.ActEnable:
		return uikit.T("Let {{.Name}} come back", name)
	case present.ActReset:
		return uikit.T("One-time password for {{.Name}}", name)
	case present.ActRoles:
		return uikit.T("Other roles for {{.Name}}", name)
	case present.ActHandWork:
		return uikit.T("Hand the work of {{.Name}} over", name)
	case present.ActOwnPassword:
		return uikit.T("Change my password")
	case present.ActOwnCodes:
		return uikit.T("Make my recovery codes anew")
	}
	return uikit.T("Replace my authenticator")
}

// drawAct makes the panel of what is about to be done: what it does, and the password again.
func (s *Screen) drawAct(snap present.PeopleSnapshot) {
	s.newRoles, s.to = nil, nil
	parts := []fyne.CanvasObject{uikit.NewSectionTitle(actTitle(snap)), uikit.NewParagraph(phrase.Text(present.ActSays(snap.Act)), uikit.Style{Color: uikit.ColorQuiet})}
	switch snap.Act {
	case present.ActRoles:
		for _, r := range access.Roles() {
			one := &role{title: phrase.Text(present.RoleWord(r)), is: r}
			one.button = s.kit.NewButton(one.title, uikit.Key{}, func() { s.do.ToggleNewRole(r) })
			s.newRoles = append(s.newRoles, one)
			parts = append(parts, container.NewHBox(one.button))
		}
	case present.ActHandWork:
		s.to = s.kit.NewButton("", uikit.Key{}, func() { s.do.NextTo() })
		parts = append(parts, container.NewHBox(s.to))
	}
	order := []present.GateField{present.PasswordField}
	s.act = map[present.GateField]*uikit.Field{present.PasswordField: s.kit.NewPassword(uikit.T("Your password"))}
	if snap.Act == present.ActOwnPassword {
		s.act[present.NewPasswordField] = s.kit.NewPassword(uikit.T("New password"))
		s.act[present.AgainField] = s.kit.NewPassword(uikit.T("The same password again"))
		order = append(order, present.NewPasswordField, present.AgainField)
	}
	if snap.Act.Own() {
		s.act[present.CodeField] = s.kit.NewField(uikit.T("Six digits of the authenticator, or a recovery code"))
		order = append(order, present.CodeField)
	}
	for i, f := range order {
		parts = append(parts, s.act[f].Object())
		if i+1 < len(order) {
			next := order[i+1]
			s.act[f].Entry.OnSubmitted = func(string) { s.goTo(next) }
		} else {
			s.act[f].Entry.OnSubmitted = func(string) { s.done() }
		}
	}
	s.right.Objects = []fyne.CanvasObject{uikit.VStack(8, append(parts, container.NewHBox(s.kit.NewPrimary(uikit.T("Do it"), uikit.Key{}, s.done)))...)}
}

func (s *Screen) read(f present.GateField) string {
	if field := s.act[f]; field != nil {
		return field.Entry.Text
	}
	return ""
}

// done hands on what was typed; passwords do not stay on the screen.
func (s *Screen) done() {
	t := present.ActTyped{Password: s.read(present.PasswordField), Another: s.read(present.NewPasswordField), Again: s.read(present.AgainField), Code: strings.TrimSpace(s.read(present.CodeField))}
	s.do.Do(t)
}

func (s *Screen) forgetAct() {
	for _, f := range s.act {
		f.Entry.SetText("")
	}
	s.act = nil
}

// renderAct draws what is about to be done, or what is shown once.
func (s *Screen) renderAct(snap, before present.PeopleSnapshot) {
	switch {
	case snap.Act != present.NoAct && snap.Act != before.Act:
		s.forgetAct()
		s.drawAct(snap)
		s.scroll.ScrollToTop()
	case snap.Act == present.NoAct && len(snap.Shown) > 0 && len(before.Shown) == 0:
		s.forgetAct()
		s.right.Objects = []fyne.CanvasObject{uikit.VStack(12, uikit.NewParagraph(phrase.Text(snap.ShownSays), uikit.Style{}),
			uikit.NewParagraph(strings.Join(snap.Shown, "\n"), uikit.Style{Mono: true, Align: fyne.TextAlignCenter}),
			uikit.NewParagraph(uikit.T("Esc takes it off the screen."), uikit.Style{Color: uikit.ColorQuiet}))}
		s.scroll.ScrollToTop()
	case snap.Act == present.NoAct && len(snap.Shown) == 0 && snap.Enrolling == "" && (before.Act != present.NoAct || len(before.Shown) > 0):
		s.forgetAct()
		s.right.Objects = []fyne.CanvasObject{s.form}
	}
	for _, r := range s.newRoles {
		title := r.title
		if snap.NewRoles[r.is] {
			title = "✓ " + title
		}
		r.button.SetTitle(title)
	}
	if s.to != nil {
		s.to.SetTitle(uikit.T("To {{.Name}}", uikit.A{"Name": snap.ToName}))
	}
	for f, field := range s.act {
		if snap.Field == f && !snap.Wrong.Empty() {
			field.SetNote(phrase.Text(snap.Wrong), uikit.ToneWrong)
		} else {
			field.SetNote("", uikit.ToneQuiet)
		}
	}
	s.manage.Hidden = !snap.ReadOnly.Empty()
	if !snap.ReadOnly.Empty() && snap.Act == present.NoAct && len(snap.Shown) == 0 && snap.Enrolling == "" {
		s.right.Objects = nil
	}
}
