package present

import (
	"context"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// TrailRow is one line of a document's history.
type TrailRow struct {
	Index  int64
	When   string // day and time to the second with the zone, as logs have it
	Who    Line
	What   Line
	Detail string // the entry's machine words; ids only
}

// TrailSnapshot is all that the history screen shows.
type TrailSnapshot struct {
	Loading bool
	Rows    []TrailRow
	Problem *Trouble
}

// TrailView draws snapshots, on the UI goroutine.
type TrailView interface{ Render(TrailSnapshot) }

// TrailHouse is what the history asks of the house.
type TrailHouse interface {
	History(ctx context.Context, id chart.DocumentID) ([]chart.AuditEntry, error)
	// FieldNames gives the names of a document's fields, to those who may open it; to others none.
	FieldNames(ctx context.Context, id chart.DocumentID) map[chart.FieldID]chart.FieldName
	// Colleagues gives everybody who can sign in, to those whose role may read the trail.
	Colleagues(ctx context.Context) ([]chart.Person, error)
}

// TrailPresenter shows who did what to a document. All methods are called on the UI goroutine.
type TrailPresenter struct {
	house TrailHouse
	run   Runner
	view  TrailView
	me    chart.Person
	names map[chart.PersonID]string
	known map[chart.FieldID]chart.FieldName
	loads uint64
	snap  TrailSnapshot
}

// NewTrail makes the presenter for the person at work.
func NewTrail(house TrailHouse, run Runner, view TrailView, me chart.Person) *TrailPresenter {
	return &TrailPresenter{house: house, run: run, view: view, me: me}
}

// Open reads the history of the document.
func (p *TrailPresenter) Open(id chart.DocumentID) {
	p.loads++
	mine := p.loads
	p.show(TrailSnapshot{Loading: true})
	p.run.Go(func(ctx context.Context) {
		entries, err := p.house.History(ctx, id)
		people, _ := p.house.Colleagues(ctx) // without their names the trail is still the trail
		known := p.house.FieldNames(ctx, id)
		p.run.Do(func() {
			p.known = known
			p.names = map[chart.PersonID]string{}
			for _, who := range people {
				p.names[who.ID] = who.DisplayName
			}
			switch {
			case mine != p.loads:
			case err != nil:
				p.show(TrailSnapshot{Problem: ptr(TroubleOf(err))})
			default:
				p.show(TrailSnapshot{Rows: p.rows(entries)})
			}
		})
	})
}

// Close forgets what is shown.
func (p *TrailPresenter) Close() {
	p.loads++
	p.known = nil
	p.show(TrailSnapshot{})
}

func (p *TrailPresenter) show(s TrailSnapshot) {
	p.snap = s
	p.view.Render(s)
}

// rows gives the entries newest first.
func (p *TrailPresenter) rows(entries []chart.AuditEntry) []TrailRow {
	rows := make([]TrailRow, 0, len(entries))
	for i := len(entries) - 1; i >= 0; i-- {
		rows = append(rows, p.row(entries[i]))
	}
	return rows
}

func (p *TrailPresenter) row(e chart.AuditEntry) TrailRow {
	return TrailRow{Index: e.Index, When: logTime(e.At), Who: p.who(e), What: p.what(e), Detail: detailOf(e)}
}

// what says the action with the field that it was about, where its name may be known, and what came of it.
func (p *TrailPresenter) what(e chart.AuditEntry) Line {
	what := ActionWord(e.Action)
	if e.Action == chart.ActTrailRead && slices.Contains(strings.Fields(e.Detail), "about=history") {
		what = Say("looked at the history of the document")
	}
	if name, ok := p.known[e.Field]; ok {
		what = Say("{{.What}}: {{.Field}}", Data{"What": what, "Field": FieldWord(name)})
	}
	if came, ok := outcome(e); ok {
		what = Say("{{.What}}: {{.Outcome}}", Data{"What": what, "Outcome": came})
	}
	return what
}

func (p *TrailPresenter) who(e chart.AuditEntry) Line {
	switch e.Person {
	case "":
		return Say("this computer")
	case p.me.ID:
		return Say("you")
	}
	if name := p.names[e.Person]; name != "" {
		return Say("{{.Name}}", Data{"Name": name})
	}
	return Say("colleague {{.ID}}", Data{"ID": short(string(e.Person))})
}

// detailOf adds the field to the machine words.
func detailOf(e chart.AuditEntry) string {
	if e.Field == "" {
		return e.Detail
	}
	return strings.TrimSpace("field " + short(string(e.Field)) + " " + e.Detail)
}

// short keeps an id readable; eight characters tell the people of a practice apart.
func short(id string) string {
	if len(id) > 8 {
		return id[:8]
	}
	return id
}

// ActionWord says an action of the trail in words.
func ActionWord(a chart.Action) Line {
	if l, ok := actionWords[a]; ok {
		return l
	}
	return Say("{{.Action}}", Data{"Action": string(a)})
}

var actionWords = map[chart.Action]Line{
	chart.ActSetup: Say("set the workspace up"), chart.ActSealRows: Say("sealed the rows as they stand"), chart.ActSignIn: Say("signed in"),
	chart.ActSignInFail: Say("failed to sign in"), chart.ActLock: Say("locked"), chart.ActUnlock: Say("unlocked"),
	chart.ActSignOut: Say("signed out"), chart.ActImport: Say("imported the file"),
	chart.ActRefuse: Say("did not take the file"), chart.ActRead: Say("read the pages"),
	chart.ActOpen: Say("opened the document"), chart.ActOpenTogether: Say("looked at a field of it beside those of other charts"), chart.ActDecide: Say("decided on a field"),
	chart.ActUndo: Say("took a decision back"), chart.ActReveal: Say("revealed a masked value"),
	chart.ActRevealDeny: Say("was refused the reveal of a masked value"), chart.ActRevealTell: Say("revealed unusually many masked values"),
	chart.ActRedact: Say("added a redaction"), chart.ActReshape: Say("changed a redaction"),
	chart.ActRelease: Say("released a redaction"), chart.ActRetype: Say("changed the document type"), chart.ActRearrange: Say("laid the pages anew"),
	chart.ActHandOver: Say("handed the document over"), chart.ActSignRecord: Say("signed the record"),
	chart.ActSend: Say("sent the record"), chart.ActSettle: Say("got the hub's signed receipt"),
	chart.ActExport: Say("exported"), chart.ActEnrol: Say("enrolled with the hub"),
	chart.ActHubStart: Say("started the hub"), chart.ActPersonAdd: Say("added a person"), chart.ActGrantTell: Say("gave keys to a new login"),
	chart.ActSettings: Say("changed a setting"), chart.ActDeidentify: Say("made a de-identified release"),
	chart.ActForget: Say("shredded the codes of a release"), chart.ActTokenShow: Say("revealed a code of a release"),
	chart.ActTokenDeny: Say("was refused the reveal of a code"), chart.ActTokenAlarm: Say("revealed unusually many codes"),
	chart.ActState: Say("changed the state of the document"), chart.ActPassword: Say("changed a password"),
	chart.ActPersonDisable: Say("disabled a person"), chart.ActPersonEnable: Say("let a disabled person come back"),
	chart.ActPersonReset: Say("made a one-time password for a person"), chart.ActPersonRoles: Say("gave a person other roles"),
	chart.ActPersonHandOver: Say("handed a colleague's work over"), chart.ActAuthenticator: Say("set another authenticator up"),
	chart.ActCodes: Say("made recovery codes"), chart.ActCodeUsed: Say("came in by a recovery code"),
	chart.ActCodesFew: Say("has few recovery codes left"), chart.ActGuard: Say("wrong tries at several logins: the computer waits"),
	chart.ActPeopleRules: Say("changed the rules of passwords"),
	chart.ActKeyChange:   Say("changed this computer's signing key"), chart.ActKeyUsed: Say("began to sign with the new key"),
	chart.ActTrailRead: Say("looked at the trail"), chart.ActTrailGive: Say("exported the trail"), chart.ActAlert: Say("raised an alert"),
	chart.ActAlertDone: Say("acknowledged an alert"), chart.ActRules: Say("changed the alert rules"), chart.ActDenied: Say("was refused"),
	chart.ActSecondAsk: Say("handed the document to the second look"), chart.ActSecondSign: Say("looked again, blind"),
	chart.ActSecondTake: Say("took it back to the first pass"), chart.ActSecondShow: Say("was shown the two values"),
	chart.ActValidators:     Say("changed who validates"),
	chart.ActStreamAway:     Say("raised the alarm that the log server is away"),
	chart.ActStreamBack:     Say("reached the log server again"),
	chart.ActKeyOrder:       Say("ordered a new key for a zone"),
	chart.ActKeyRotate:      Say("changed a key"),
	chart.ActKeyRevoke:      Say("took zone keys from a person"),
	chart.ActKeyEpoch:       Say("made or destroyed a month's secret"),
	chart.ActKeyShred:       Say("destroyed keys for good"),
	chart.ActKeyList:        Say("looked at the keys"),
	chart.ActRecoverySet:    Say("made recovery shares"),
	chart.ActRecoveryTry:    Say("rehearsed the recovery"),
	chart.ActRecovered:      Say("opened the workspace with recovery shares"),
	chart.ActCard:           Say("changed a person's smart card"),
	chart.ActCode:           Say("changed the coding"),
	chart.ActCodeSign:       Say("signed an addendum"),
	chart.ActCodeCompare:    Say("compared bills with payers' statements"),
	chart.ActCodeExport:     Say("exported the differences of bills"),
	chart.ActKeeping:        Say("looked at retention and disposal"),
	chart.ActRetention:      Say("changed the retention schedule"),
	chart.ActHold:           Say("set a legal hold"),
	chart.ActHoldAsk:        Say("asked to release a legal hold"),
	chart.ActHoldRelease:    Say("released a legal hold"),
	chart.ActDispose:        Say("ordered a disposal"),
	chart.ActDisposeApprove: Say("approved a disposal"),
	chart.ActDisposeCancel:  Say("cancelled a disposal"),
	chart.ActPurge:          Say("shredded the chart or a part of it"),
	chart.ActDisposed:       Say("certified a disposal"),
	chart.ActProof:          Say("typed the password again"),
	chart.ActPolicyChange:   Say("changed the access rules"),
	chart.ActPolicyRefuse:   Say("did not take access rules that do not hold"),
	chart.ActPolicyLook:     Say("looked at the access rules"),
	chart.ActRestrict:       Say("recorded or ended a patient's wish"),
	chart.ActWatched:        Say("opened a chart that is watched"),
	chart.ActGlass:          Say("opened the chart in an emergency"),
	chart.ActGlassEnd:       Say("ended the emergency access"),
	chart.ActGlassAlarm:     Say("raised the alarm of an emergency access"),
	chart.ActGlassReview:    Say("reviewed an emergency access"),
	chart.ActRevealMany:     Say("looked at more masked values than the work needs"),
	chart.ActQuality:        Say("looked at the figures of the practice"),
	chart.ActQualityPeople:  Say("looked at the figures of every person"),
	chart.ActQualityGive:    Say("exported figures"),
	chart.ActBlocked:        Say("held an export back"),
	chart.ActVigilance:      Say("answered a field with a known answer"),
	chart.ActBackup:         Say("made a backup"),
	chart.ActBackupSetUp:    Say("changed how backups are made"),
	chart.ActBackupCheck:    Say("verified the whole workspace"),
	chart.ActRestore:        Say("restored the workspace from a backup"),
	chart.ActRestoreRehear:  Say("rehearsed the restoring of a backup"),
	chart.ActRepair:         Say("set damaged parts aside"),
	chart.ActDamage:         Say("raised the alarm that the workspace does not hold"),
}
