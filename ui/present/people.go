package present

import (
	"context"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// NewColleague is somebody who is to sign in, with a password that the person has typed.
type NewColleague struct {
	DisplayName, Login, Password string
	Roles                        []chart.Role
}

// PeopleHouse adds people; administrators may.
type PeopleHouse interface {
	// People gives everybody who can sign in.
	People(ctx context.Context) ([]chart.Person, error)
	// AddPerson begins; nothing is kept before ConfirmPerson has seen a right code of the new person's authenticator.
	AddPerson(ctx context.Context, n NewColleague) (Enrolment, error)
	ConfirmPerson(ctx context.Context, code string) (chart.Person, error)
	// DropPerson forgets whom AddPerson began to add, with the password that was typed.
	DropPerson()
}

// PersonRow is one of the people.
type PersonRow struct {
	Name, Login string
	Roles       []Line
	State       Line
	Off         bool // cannot sign in
}

// PeopleSnapshot is all that the screen of people shows. It never holds a password.
type PeopleSnapshot struct {
	Loading   bool
	ReadOnly  Line
	Rows      []PersonRow
	Roles     map[chart.Role]bool // of the person to be added
	Enrolling string              // whose authenticator is set up; empty: nobody's
	Enrolment Enrolment
	QR        [][]bool
	Busy      bool
	Field     GateField
	Wrong     Line
	Says      Line // who was added
	Added     int  // goes up with each, so that the form is emptied
	Problem   *Trouble

	At        int       // the row at hand
	Act       PeopleAct // what is about to be done
	Person    string    // with whom
	NewRoles  map[chart.Role]bool
	To        int // row of the colleague who gets the work
	ToName    string
	Shown     []string // a one-time password or recovery codes, shown this once
	ShownSays Line
	OwnEnrol  bool // the authenticator that is set up is one's own
}

// PeopleView draws snapshots, on the UI goroutine.
type PeopleView interface{ Render(PeopleSnapshot) }

// PeoplePresenter runs the screen of people. All methods are called on the UI goroutine.
type PeoplePresenter struct {
	house PeopleOffice
	run   Runner
	view  PeopleView
	loads uint64
	snap  PeopleSnapshot
	me    chart.Person
	all   []Colleague
	roles map[chart.Role]bool // of the person at hand, as they are to be
}

// NewPeople makes the presenter.
func NewPeople(house PeopleOffice, run Runner, view PeopleView) *PeoplePresenter {
	return &PeoplePresenter{house: house, run: run, view: view}
}

// Open lists the people for the person at work.
func (p *PeoplePresenter) Open(me chart.Person) {
	p.drop()
	p.me, p.all = me, nil
	p.snap = PeopleSnapshot{Added: p.snap.Added, Roles: map[chart.Role]bool{}}
	if !access.May(me, chart.ActPersonAdd) {
		p.snap.ReadOnly = Say("People are added by the administrator.")
		p.render()
		return
	}
	p.snap.Loading = true
	p.render()
	p.reload()
}

// Close forgets what is shown, and who was to be added.
func (p *PeoplePresenter) Close() {
	p.drop()
	p.all, p.me = nil, chart.Person{}
	p.snap = PeopleSnapshot{Added: p.snap.Added + 1}
	p.render()
}

// drop makes what is on its way too late, and forgets who was to be added.
func (p *PeoplePresenter) drop() {
	p.loads++
	switch {
	case p.snap.Enrolling != "" && p.snap.OwnEnrol:
		p.house.DropAuthenticator()
	case p.snap.Enrolling != "":
		p.house.DropPerson()
	}
}

func (p *PeoplePresenter) reload() {
	mine := p.loads
	async(p.run, p.house.Roster, func(all []Colleague, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Loading, p.snap.Rows = false, nil
		if err != nil {
			p.snap.Problem = ptr(TroubleOf(err))
		}
		p.all, p.snap.At = all, min(p.snap.At, max(0, len(all)-1))
		for _, c := range all {
			who := c.Person
			row := PersonRow{Name: who.DisplayName, Login: who.Login, State: colleagueState(c), Off: c.Disabled}
			for _, r := range who.Roles {
				row.Roles = append(row.Roles, RoleWord(r))
			}
			p.snap.Rows = append(p.snap.Rows, row)
		}
		p.render()
	})
}

// ToggleRole gives the new person a role, or takes it back.
func (p *PeoplePresenter) ToggleRole(r chart.Role) {
	roles := map[chart.Role]bool{}
	for _, have := range access.Roles() {
		roles[have] = p.snap.Roles[have] != (have == r)
	}
	p.snap.Roles = roles
	if p.snap.Field == RolesField {
		p.snap.Field, p.snap.Wrong = NoField, Line{}
	}
	p.render()
}

// Add begins to add a person: the new person sits here and has typed a password of their own.
func (p *PeoplePresenter) Add(n NewColleague, again string) {
	if p.snap.Busy || p.snap.Enrolling != "" || p.snap.Act != NoAct || !p.snap.ReadOnly.Empty() {
		return
	}
	n.DisplayName, n.Login = strings.TrimSpace(n.DisplayName), strings.ToLower(strings.TrimSpace(n.Login))
	for _, r := range access.Roles() {
		if p.snap.Roles[r] {
			n.Roles = append(n.Roles, r)
		}
	}
	if field, says := p.check(n, again); field != NoField {
		p.refuse(field, says)
		return
	}
	p.begin()
	mine := p.loads
	async(p.run, func(ctx context.Context) (PeopleSnapshot, error) {
		e, err := p.house.AddPerson(ctx, n)
		if err != nil {
			return PeopleSnapshot{}, err
		}
		code, err := QRCode(e.URI)
		return PeopleSnapshot{Enrolling: n.DisplayName, Enrolment: e, QR: code}, err
	}, func(s PeopleSnapshot, err error) {
		if mine != p.loads {
			if p.snap.Enrolling == "" && !p.snap.Busy {
				p.house.DropPerson() // left meanwhile
			}
			return
		}
		if p.snap.Busy = false; err != nil {
			p.failed(err)
			return
		}
		p.snap.Enrolling, p.snap.Enrolment, p.snap.QR, p.snap.Field = s.Enrolling, s.Enrolment, s.QR, CodeField
		p.render()
	})
}

func (p *PeoplePresenter) check(n NewColleague, again string) (GateField, Line) {
	field, says := checkSetUp(SetUp{Practice: "-", DisplayName: n.DisplayName, Login: n.Login, Password: n.Password}, again)
	switch {
	case field == NameField:
		return NameField, Say("Type the name as colleagues know it")
	case field == LoginField:
		return field, says
	case slices.ContainsFunc(p.snap.Rows, func(r PersonRow) bool { return r.Login == n.Login }):
		return LoginField, Say("This login name is taken.")
	case len(n.Roles) == 0:
		return RolesField, Say("Choose at least one role.")
	}
	return field, says
}

// Confirm ends it with the first code of the new person's authenticator.
func (p *PeoplePresenter) Confirm(code string) {
	if p.snap.Busy || p.snap.Enrolling == "" {
		return
	}
	code, ok := cleanCode(code)
	if !ok {
		p.refuse(CodeField, Say("Six digits, as the authenticator shows them now"))
		return
	}
	p.begin()
	mine, own, me := p.loads, p.snap.OwnEnrol, p.me
	async(p.run, func(ctx context.Context) (chart.Person, error) {
		if own {
			return me, p.house.ConfirmAuthenticator(ctx, code)
		}
		return p.house.ConfirmPerson(ctx, code)
	}, func(who chart.Person, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Busy = false
		switch {
		case chart.KindOf(err) == chart.NotAllowed:
			p.refuse(CodeField, Say("The code did not match."))
		case err != nil:
			p.failed(err)
		case own:
			p.snap.Enrolling, p.snap.Enrolment, p.snap.QR, p.snap.OwnEnrol = "", Enrolment{}, nil, false
			p.snap.Says = Say("The new authenticator is the one that counts.")
			p.render()
		default:
			p.snap = PeopleSnapshot{At: p.snap.At, Shown: p.house.FreshCodes(), ShownSays: Say("Recovery codes of {{.Name}}, each for one sign-in without the authenticator. They are shown this one time: write them down now.", Data{"Name": who.DisplayName}), Rows: p.snap.Rows, Roles: map[chart.Role]bool{}, Added: p.snap.Added + 1,
				Says: Say("{{.Name}} can sign in now.", Data{"Name": who.DisplayName})}
			p.render()
			p.reload()
		}
	})
}

// Back leaves the authenticator's step; the person is not added. It reports whether there was one.
func (p *PeoplePresenter) Back() bool {
	if len(p.snap.Shown) > 0 {
		p.snap.Shown, p.snap.ShownSays = nil, Line{}
		p.render()
		return true
	}
	if p.snap.Enrolling == "" && p.snap.Act == NoAct {
		return false
	}
	p.drop()
	p.snap.Enrolling, p.snap.Enrolment, p.snap.QR, p.snap.Busy, p.snap.OwnEnrol, p.snap.Act = "", Enrolment{}, nil, false, false, NoAct
	p.snap.Added++
	p.snap.Field, p.snap.Wrong, p.snap.Problem = NoField, Line{}, nil
	p.render()
	return true
}

func (p *PeoplePresenter) begin() {
	p.snap.Busy, p.snap.Field, p.snap.Wrong, p.snap.Problem, p.snap.Says = true, NoField, Line{}, nil, Line{}
	p.render()
}

func (p *PeoplePresenter) refuse(f GateField, says Line) {
	p.snap.Field, p.snap.Wrong, p.snap.Problem, p.snap.Says = f, says, nil, Line{}
	p.render()
}

func (p *PeoplePresenter) failed(err error) {
	p.snap.Problem = ptr(TroubleOf(err))
	p.render()
}

func (p *PeoplePresenter) render() { p.view.Render(p.snap) }

// RoleWord names a role.
func RoleWord(r chart.Role) Line {
	switch r {
	case chart.ScanTechnician:
		return Say("Scan technician")
	case chart.HIMReviewer:
		return Say("Reviewer")
	case chart.Coder:
		return Say("Coder")
	case chart.Clinician:
		return Say("Clinician")
	case chart.PrivacyOfficer:
		return Say("Privacy officer")
	case chart.Auditor:
		return Say("Auditor")
	case chart.Administrator:
		return Say("Administrator")
	}
	return Say("{{.Role}}", Data{"Role": string(r)})
}

// RoleSays says what a role does and sees.
func RoleSays(r chart.Role) Line {
	switch r {
	case chart.ScanTechnician:
		return Say("imports charts and sees none of them")
	case chart.HIMReviewer:
		return Say("decides on fields, redacts and signs")
	case chart.Coder:
		return Say("sees clinical fields and redacted pages of signed documents, and tokens for identifiers")
	case chart.Clinician:
		return Say("decides on fields, allergies and handwriting above all")
	case chart.PrivacyOfficer:
		return Say("sees everything masked, makes de-identified releases, reads the trail")
	case chart.Auditor:
		return Say("reads the trail and no chart")
	case chart.Administrator:
		return Say("adds people, changes the settings, opens no chart")
	}
	return Line{}
}
