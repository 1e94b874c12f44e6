package present

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// RuleRow is one rule that holds.
type RuleRow struct {
	ID      string
	Says    string // in the words of the rule's file
	Forbids bool
	Own     bool // the practice's
}

// GlassLine is one use of break-glass in the list.
type GlassLine struct {
	ID             string
	Title, Says    Line
	Waits, Late    bool
	Document       chart.DocumentID
	Reason, Review chart.Text
}

// RestrictionLine is one restriction or consent in the list.
type RestrictionLine struct {
	ID          string
	Title, Says Line
	Note        chart.Text
}

// RulesField is an entry of the screen of rules that must change.
type RulesField uint8

// The entries.
const (
	NoRulesField RulesField = iota
	HoursField
	MinutesField
	RulesPasswordField
	NoteField
	WhoField
)

// RulesSnapshot is all that the screen of rules shows. It never holds a password.
type RulesSnapshot struct {
	Loading  bool
	ReadOnly Line
	Facts    []Line // versions, signature, duties
	Refused  Line   // the practice's own rules do not hold
	Rows     []RuleRow

	MayConfigure bool
	Hours        map[chart.Role]string
	Separate     bool
	Minutes      string

	MayReview    bool
	Glass        []GlassLine
	At           int // the one at hand, -1: none
	Waits        Line
	Restrictions []RestrictionLine
	RAt          int
	Document     bool // there is a document at hand that can be restricted
	Kind         access.Kind
	Whose        Whose

	Busy    bool
	Field   RulesField
	Role    chart.Role // whose hours are wrong
	Wrong   Line
	Says    Line
	Done    int // goes up with what was done, so that entries are emptied
	Read    int // goes up with what was read, so that entries show it
	Problem *Trouble
}

// RulesView draws snapshots, on the UI goroutine.
type RulesView interface{ Render(RulesSnapshot) }

// RulesPresenter runs the screen of rules. All methods are called on the UI goroutine.
type RulesPresenter struct {
	house    RulesHouse
	run      Runner
	clock    Clock
	view     RulesView
	me       chart.Person
	document chart.DocumentID
	glass    []GlassRow
	loads    uint64
	snap     RulesSnapshot
}

// NewRules makes the presenter.
func NewRules(house RulesHouse, run Runner, clock Clock, view RulesView) *RulesPresenter {
	return &RulesPresenter{house: house, run: run, clock: clock, view: view}
}

// Open shows the rules to the person at work, with the document at hand.
func (p *RulesPresenter) Open(me chart.Person, at chart.DocumentID) {
	p.loads++
	p.me, p.document = me, at
	p.snap = RulesSnapshot{Done: p.snap.Done + 1, Read: p.snap.Read, At: -1, RAt: -1, Kind: access.Restricted, Document: at != "",
		MayConfigure: access.May(me, chart.ActPolicyChange), MayReview: access.May(me, chart.ActGlassReview)}
	if !access.May(me, chart.ActPolicyLook) {
		p.snap.ReadOnly = Say("Rules are shown to administrators, the privacy officer and auditors.")
		p.render()
		return
	}
	p.snap.Loading = true
	p.render()
	p.reload()
}

// Close forgets what is shown.
func (p *RulesPresenter) Close() {
	p.loads++
	p.me, p.glass = chart.Person{}, nil
	p.snap = RulesSnapshot{Done: p.snap.Done + 1, Read: p.snap.Read + 1, At: -1, RAt: -1}
	p.render()
}

// rulesLoaded is what one look gives.
type rulesLoaded struct {
	state        RulesState
	glass        []GlassRow
	restrictions []RestrictionRow
}

func (p *RulesPresenter) reload() {
	mine, review := p.loads, p.snap.MayReview
	async(p.run, func(ctx context.Context) (out rulesLoaded, err error) {
		if out.state, err = p.house.Rules(ctx); err != nil || !review {
			return out, err
		}
		if out.glass, err = p.house.GlassItems(ctx); err != nil {
			return out, err
		}
		out.restrictions, err = p.house.Restrictions(ctx)
		return out, err
	}, func(out rulesLoaded, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Loading, p.snap.Busy = false, false
		if err != nil {
			p.snap.Problem = ptr(TroubleOf(err))
			p.render()
			return
		}
		p.show(out)
		p.snap.Read++
		p.render()
	})
}

func (p *RulesPresenter) show(out rulesLoaded) {
	s := out.state
	p.snap.Facts = []Line{Say("Rules of the release: version {{.Version}}", Data{"Version": s.Release})}
	p.snap.Refused = Line{}
	switch {
	case s.Refused:
		p.snap.Refused = Say("The practice's own rules do not hold: their signature or hash does not, or this release does not know what they name. No chart is opened until they are signed anew or taken away. Find out who changed them.")
	case s.Own:
		p.snap.Facts = append(p.snap.Facts, Say("With the practice's own: version {{.Version}}, signed by {{.Name}} on {{.Day}}",
			Data{"Version": s.Version, "Name": s.SignedBy, "Day": s.SignedAt.Local().Format("2006-01-02 15:04")}))
	default:
		p.snap.Facts = append(p.snap.Facts, Say("The practice has no rules of its own"))
	}
	if len(s.Joined) > 0 && !s.Practice.Separate {
		p.snap.Facts = append(p.snap.Facts, Say("Duties are joined: {{.Names}} administers and uses charts", Data{"Names": strings.Join(s.Joined, ", ")}))
	}
	if s.Alone {
		p.snap.Facts = append(p.snap.Facts, Say("Nobody else reviews: what you open in an emergency you review yourself, and the trail says so"))
	}
	p.snap.Rows = nil
	for _, r := range s.Rules {
		p.snap.Rows = append(p.snap.Rows, RuleRow{ID: r.ID, Says: r.Says, Forbids: r.Forbids, Own: r.Own})
	}
	p.snap.Hours = map[chart.Role]string{}
	for _, r := range access.Roles() {
		p.snap.Hours[r] = s.Practice.Hours[r].String()
	}
	p.snap.Separate, p.snap.Minutes = s.Practice.Separate, strconv.Itoa(s.Practice.GlassMinutes)
	p.showGlass(out.glass)
	p.showRestrictions(out.restrictions)
}

func (p *RulesPresenter) showGlass(rows []GlassRow) {
	p.glass, p.snap.Glass = rows, nil
	now, waits, late := p.clock.Now(), 0, 0
	for _, g := range rows {
		line := GlassLine{ID: g.ID, Document: g.Document, Reason: g.Reason, Review: g.Note, Waits: g.Reviewed.IsZero(), Late: g.Due(now),
			Title: Say("{{.Name}}, {{.Day}}", Data{"Name": g.PersonName, "Day": g.Opened.Local().Format("2006-01-02 15:04")})}
		switch {
		case line.Late:
			line.Says = Say("Waits for a review for over 72 hours")
			late++
		case g.Open(now):
			line.Says = Say("The chart is open by it until {{.Time}}", Data{"Time": g.Until.Local().Format("15:04")})
		case line.Waits:
			line.Says = OutcomeWord("")
		case g.Alone:
			line.Says = Say("{{.Outcome}}; reviewed by the same person", Data{"Outcome": OutcomeWord(g.Outcome)})
		default:
			line.Says = Say("{{.Outcome}}; reviewed by {{.Name}}", Data{"Outcome": OutcomeWord(g.Outcome), "Name": g.ReviewerName})
		}
		if line.Waits {
			waits++
		}
		p.snap.Glass = append(p.snap.Glass, line)
	}
	p.snap.Waits = Say("Nothing waits for a review.")
	if waits > 0 {
		p.snap.Waits = Count("{{.N}} wait for your review, {{.Late}} of them late", waits, Data{"Late": late})
	}
	if p.snap.At >= len(rows) {
		p.snap.At = -1
	}
}

func (p *RulesPresenter) showRestrictions(rows []RestrictionRow) {
	p.snap.Restrictions = nil
	for _, r := range rows {
		whose := OfDocument
		switch {
		case r.Import != "":
			whose = OfImport
		case len(r.Patient) > 0:
			whose = OfPatient
		}
		line := RestrictionLine{ID: r.ID, Note: r.Note, Title: KindWord(r.Kind),
			Says: Say("{{.Whose}}; {{.Name}}, {{.Day}}", Data{"Whose": WhoseWord(whose), "Name": r.ByName, "Day": r.Made.Local().Format("2006-01-02")})}
		if r.Kind == access.ClosedTo {
			line.Title = Say("Closed to {{.Name}}", Data{"Name": r.PersonName})
		}
		p.snap.Restrictions = append(p.snap.Restrictions, line)
	}
	if p.snap.RAt >= len(rows) {
		p.snap.RAt = -1
	}
}

// Select takes an item of the list of emergencies at hand.
func (p *RulesPresenter) Select(i int) {
	if i >= 0 && i < len(p.snap.Glass) && i != p.snap.At {
		p.snap.At, p.snap.Field, p.snap.Wrong, p.snap.Says = i, NoRulesField, Line{}, Line{}
		p.render()
	}
}

// SelectRestriction takes a restriction at hand.
func (p *RulesPresenter) SelectRestriction(i int) {
	if i >= 0 && i < len(p.snap.Restrictions) && i != p.snap.RAt {
		p.snap.RAt = i
		p.render()
	}
}

// ToggleSeparate keeps the duties apart, or joins them; it holds once it is kept.
func (p *RulesPresenter) ToggleSeparate() {
	p.snap.Separate = !p.snap.Separate
	p.render()
}

// Keep has hours, duties and minutes hold, after the password.
func (p *RulesPresenter) Keep(hours map[chart.Role]string, minutes, password string) {
	if p.snap.Busy || !p.snap.MayConfigure {
		return
	}
	set := access.Practice{Hours: map[chart.Role]access.Hours{}, Separate: p.snap.Separate}
	for _, r := range access.Roles() {
		h, err := access.ParseHours(hours[r])
		if err != nil {
			p.snap.Role = r
			p.refuse(HoursField, Say("Hours are like Mon-Fri 07:00-19:00; nothing is any time."))
			return
		}
		if len(h.Days) > 0 {
			set.Hours[r] = h
		}
	}
	n, err := strconv.Atoi(strings.TrimSpace(minutes))
	if set.GlassMinutes = n; err != nil || !set.Valid() {
		p.refuse(MinutesField, Say("A number of minutes from 5 to 480"))
		return
	}
	if password == "" {
		p.refuse(RulesPasswordField, Say("Type your password: rules change only with it."))
		return
	}
	p.do(Say("It holds from now on."), RulesPasswordField, func(ctx context.Context) error { return p.house.SetPractice(ctx, set, password) })
}

// Review closes the item at hand.
func (p *RulesPresenter) Review(outcome access.GlassOutcome, note string) {
	if p.snap.Busy || p.snap.At < 0 || !p.snap.Glass[p.snap.At].Waits {
		return
	}
	if g := p.glass[p.snap.At]; g.Open(p.clock.Now()) {
		p.refuse(NoteField, Say("The chart is still open by it; review it when that has ended."))
		return
	}
	if outcome != access.GlassRight && !access.Reason(chart.Text(note)) {
		p.refuse(NoteField, Say("Say in a few words what was not appropriate."))
		return
	}
	id := p.snap.Glass[p.snap.At].ID
	p.do(Say("It is reviewed."), NoRulesField, func(ctx context.Context) error { return p.house.ReviewGlass(ctx, id, outcome, chart.Text(note)) })
}

// ChooseKind says what is to be recorded, ChooseWhose of what.
func (p *RulesPresenter) ChooseKind(k access.Kind) {
	if slices.Contains(access.Kinds(), k) {
		p.snap.Kind = k
		p.render()
	}
}

// ChooseWhose says how far it reaches.
func (p *RulesPresenter) ChooseWhose(w Whose) {
	p.snap.Whose = w
	p.render()
}

// Record records the chosen restriction or consent of the document at hand.
func (p *RulesPresenter) Record(login, note string) {
	switch {
	case p.snap.Busy || !p.snap.MayReview || p.document == "":
		return
	case p.snap.Kind == access.ClosedTo && strings.TrimSpace(login) == "":
		p.refuse(WhoField, Say("Type the login name of the person to whom it is closed."))
		return
	}
	n := NewRestriction{Kind: p.snap.Kind, Document: p.document, Whose: p.snap.Whose, Note: chart.Text(strings.TrimSpace(note))}
	if n.Kind == access.ClosedTo {
		n.Login = login
	}
	p.do(Say("It stands from now on."), WhoField, func(ctx context.Context) error { return p.house.Restrict(ctx, n) })
}

// Lift ends the restriction at hand.
func (p *RulesPresenter) Lift() {
	if p.snap.Busy || p.snap.RAt < 0 {
		return
	}
	id := p.snap.Restrictions[p.snap.RAt].ID
	p.do(Say("It has ended."), NoRulesField, func(ctx context.Context) error { return p.house.Lift(ctx, id) })
}

// do runs a change and shows what stands then. field is the entry that a refusal is about.
func (p *RulesPresenter) do(says Line, field RulesField, change func(context.Context) error) {
	p.snap.Busy, p.snap.Field, p.snap.Wrong, p.snap.Says, p.snap.Problem = true, NoRulesField, Line{}, Line{}, nil
	p.render()
	mine := p.loads
	async(p.run, func(ctx context.Context) (bool, error) { return true, change(ctx) }, func(_ bool, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Busy = false
		switch kind := chart.KindOf(err); {
		case kind == chart.NotAllowed && isPassword(err):
			p.refuse(RulesPasswordField, Say("The password did not match."))
		case kind == chart.BadInput && field == WhoField:
			p.refuse(WhoField, Say("Nobody has this login, or the document names no patient."))
		case err != nil:
			p.snap.Problem = ptr(TroubleOf(err))
			p.render()
		default:
			p.snap.Says, p.snap.Done, p.snap.At, p.snap.RAt = says, p.snap.Done+1, -1, -1
			p.render()
			p.reload()
		}
	})
}

func (p *RulesPresenter) refuse(f RulesField, says Line) {
	p.snap.Field, p.snap.Wrong, p.snap.Says, p.snap.Problem = f, says, Line{}, nil
	p.render()
}

func (p *RulesPresenter) render() { p.view.Render(p.snap) }
