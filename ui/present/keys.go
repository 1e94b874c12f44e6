package present

import (
	"context"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// KeyTarget is a key that the screen shows: a zone by its name, or one of those below.
type KeyTarget string

// The keys that are no zone's.
const (
	MachineKey KeyTarget = "machine"
	DeviceKey  KeyTarget = "device"
	MyKey      KeyTarget = "mine"
)

// KeyRow is one key of the list.
type KeyRow struct {
	Target KeyTarget
	Name   Line
	About  Line
	Tone   Tone // Needs: it waits for somebody
}

// KeyReason is a reason that may be chosen.
type KeyReason struct {
	Is   string // machine word
	Word Line
}

// KeysSnapshot is all that the keys screen shows. It never holds a password or a key.
type KeysSnapshot struct {
	Loading   bool
	ReadOnly  Line // why nothing can be seen here
	Rows      []KeyRow
	At        int
	Facts     []Line // of the key at hand
	Does      Line   // what renewing it does
	MayRenew  bool
	NeedsCode bool        // the code of the authenticator is asked for beside the password
	Reasons   []KeyReason // empty where no reason is asked
	Reason    string
	Busy      bool
	Wrong     Line // of the password
	Says      Line // what was done
	Done      int  // goes up with each renewal, so that the password is emptied
	Problem   *Trouble
}

// KeysView draws snapshots, on the UI goroutine.
type KeysView interface{ Render(KeysSnapshot) }

// KeysPresenter runs the screen of keys. All methods are called on the UI goroutine.
type KeysPresenter struct {
	house KeysHouse
	run   Runner
	view  KeysView
	me    chart.Person
	loads uint64
	state KeyState
	snap  KeysSnapshot
}

// NewKeys makes the presenter.
func NewKeys(house KeysHouse, run Runner, view KeysView) *KeysPresenter {
	return &KeysPresenter{house: house, run: run, view: view}
}

// Open looks at the keys for the person at work.
func (p *KeysPresenter) Open(me chart.Person) {
	p.loads++
	p.me, p.state = me, KeyState{}
	p.snap = KeysSnapshot{Done: p.snap.Done + 1, Reason: keyReasons[0].Is}
	if !access.May(me, chart.ActKeyList) {
		p.snap.ReadOnly = Say("Keys are looked after by the administrator and the privacy officer.")
		p.view.Render(p.snap)
		return
	}
	p.snap.Loading = true
	p.view.Render(p.snap)
	p.reload()
}

// Close forgets what is shown.
func (p *KeysPresenter) Close() {
	p.loads++
	p.state = KeyState{}
	p.snap = KeysSnapshot{Done: p.snap.Done + 1}
	p.view.Render(p.snap)
}

func (p *KeysPresenter) reload() {
	mine := p.loads
	async(p.run, p.house.Keys, func(state KeyState, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Loading = false
		if err != nil {
			p.snap.Problem = ptr(TroubleOf(err))
		} else {
			p.state = state
		}
		p.render()
	})
}

// Select takes another key at hand.
func (p *KeysPresenter) Select(row int) {
	if row < 0 || row >= len(p.snap.Rows) || row == p.snap.At || p.snap.Busy {
		return
	}
	p.snap.At, p.snap.Says, p.snap.Wrong, p.snap.Problem = row, Line{}, Line{}, nil
	p.snap.Done++
	p.render()
}

// Choose gives the reason.
func (p *KeysPresenter) Choose(reason string) {
	if slices.ContainsFunc(keyReasons, func(r KeyReason) bool { return r.Is == reason }) {
		p.snap.Reason = reason
		p.render()
	}
}

// Renew renews the key at hand, for the reason that is chosen.
func (p *KeysPresenter) Renew(password, code string) {
	if p.snap.Busy || !p.snap.MayRenew || p.snap.At >= len(p.snap.Rows) {
		return
	}
	if password == "" {
		p.snap.Wrong = Say("Type your password.")
		p.render()
		return
	}
	if p.snap.NeedsCode && code == "" {
		p.snap.Wrong = Say("Six digits of the authenticator, or a recovery code")
		p.render()
		return
	}
	target, why := p.snap.Rows[p.snap.At].Target, p.snap.Reason
	p.snap.Busy, p.snap.Wrong, p.snap.Says, p.snap.Problem = true, Line{}, Line{}, nil
	p.render()
	mine := p.loads
	async(p.run, func(ctx context.Context) (Line, error) { return p.renew(ctx, target, why, password, code) }, func(says Line, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Busy = false
		p.snap.Done++
		switch {
		case chart.KindOf(err) == chart.NotAllowed:
			p.snap.Wrong = Say("The password did not match, or your role does not allow this.")
			if target == MyKey {
				p.snap.Wrong = Say("Password or code did not match, or your role does not allow this.")
			}
		case err != nil:
			p.snap.Problem = ptr(keyTrouble(err))
		default:
			p.snap.Says = says
		}
		p.render()
		p.reload()
	})
}

func (p *KeysPresenter) renew(ctx context.Context, target KeyTarget, why, password, code string) (Line, error) {
	switch target {
	case MachineKey:
		return Say("This computer has a new secret in its keyring. Backups made before need the one that was kept with them."),
			p.house.RotateMachine(ctx, why, password)
	case DeviceKey:
		_, err := p.house.RotateDevice(ctx, why, password)
		return Say("The trail has a new key, announced under the one before."), err
	case MyKey:
		return Say("You have a new key pair."), p.house.RotateMine(ctx, password, code)
	}
	r, err := p.house.RotateZone(ctx, chart.Zone(target), why, password)
	if r.Pending {
		return Say("Ordered. The new key is made as soon as somebody signs in who holds this zone."), err
	}
	return Count("Version {{.Version}} is in force. {{.N}} charts and imports were sealed to it, and the version before is destroyed.", r.Keys, Data{"Version": r.Version}), err
}

// keyTrouble says what went wrong with a key. Whatever stops a renewal, the old key or the new one opens everything.
func keyTrouble(err error) Trouble {
	t := TroubleOf(err)
	switch chart.KindOf(err) {
	case chart.KeyringAbsent, chart.KeyringLocked:
		t.Safe = Say("Nothing is lost: the workspace opens with the key before or the new one, whichever the keyring has.")
	case chart.Tampered:
		t.Safe = Say("Some charts do not open. The version before is kept until they are repaired, so that nothing is lost by renewing.")
	default:
		t.Safe = Say("Nothing is lost: what was begun is ended at the next sign-in.")
	}
	return t
}

func (p *KeysPresenter) render() {
	p.snap.Rows = p.rows()
	p.snap.Facts, p.snap.Does, p.snap.Reasons, p.snap.MayRenew, p.snap.NeedsCode = nil, Line{}, nil, false, false
	if p.snap.At < len(p.snap.Rows) {
		target := p.snap.Rows[p.snap.At].Target
		p.snap.Facts, p.snap.Does = p.facts(target), keyDoes(target)
		p.snap.NeedsCode = target == MyKey
		p.snap.MayRenew = target == MyKey || access.May(p.me, chart.ActKeyOrder)
		if target != MyKey {
			p.snap.Reasons = keyReasons
		}
	}
	p.view.Render(p.snap)
}

func (p *KeysPresenter) rows() (out []KeyRow) {
	if len(p.state.Zones) == 0 {
		return nil
	}
	for _, z := range p.state.Zones {
		row := KeyRow{Target: KeyTarget(z.Zone), Name: KeyZoneWord(z.Zone),
			About: Say("Version {{.Version}} since {{.Day}}", Data{"Version": z.Version, "Day": keyDay(z.Since)})}
		switch {
		case z.Ordered:
			row.About, row.Tone = Say("A new key waits for somebody who holds the zone"), Needs
		case z.Behind > 0:
			row.About, row.Tone = Count("{{.N}} charts are still to be sealed to the new key", z.Behind), Needs
		}
		out = append(out, row)
	}
	since := func(t time.Time) Line { return Say("Since {{.Day}}", Data{"Day": keyDay(t)}) }
	machine := KeyRow{Target: MachineKey, Name: Say("This computer"), About: since(p.state.Machine)}
	if p.state.Missing > 0 {
		machine.About, machine.Tone = Say("The keyring lacks a secret"), Needs
	}
	return append(out, machine, KeyRow{Target: DeviceKey, Name: Say("The trail's key"), About: since(p.state.Device)},
		KeyRow{Target: MyKey, Name: Say("Your own key pair"), About: Say("Opens the zones of your roles")})
}

func (p *KeysPresenter) facts(target KeyTarget) (out []Line) {
	switch target {
	case MachineKey:
		out = []Line{Say("The secret lies in the keyring of this computer's account and opens the workspace only together with somebody's password.")}
		if p.state.Keystore == "file" {
			out = []Line{Say("The secret lies in a key file with a passphrase, because this computer has no keyring, and opens the workspace only together with somebody's password.")}
		}
		out = append(out, Count("{{.N}} months have a secret of their own in it; shredding destroys them.", p.state.Months))
		if p.state.Missing > 0 {
			out = append(out, Count("{{.N}} months' secrets are not in the keyring: what came in then does not open. Restore the keyring, or bring the secrets back with the recovery shares.", p.state.Missing))
		}
		if p.state.Dying > 0 {
			out = append(out, Count("{{.N}} months' secrets are still to be destroyed; it is tried again at the next sign-in.", p.state.Dying))
		}
		return out
	case DeviceKey:
		return []Line{Say("It signs every entry of the trail. Keep its public part outside this computer, to check the trail with:"),
			Say("{{.Key}}", Data{"Key": p.state.AuditKey})}
	case MyKey:
		return []Line{Say("The zone keys are sealed to your own key pair, which only your password opens.")}
	}
	for _, z := range p.state.Zones {
		if KeyTarget(z.Zone) == target {
			return zoneFacts(z)
		}
	}
	return nil
}

func zoneFacts(z ZoneKey) []Line {
	out := []Line{Say("Version {{.Version}} since {{.Day}}", Data{"Version": z.Version, "Day": keyDay(z.Since)})}
	if z.Why != "" {
		out = append(out, Say("Last renewed because: {{.Why}}", Data{"Why": keyReasonWord(z.Why)}))
	}
	if len(z.Holders) > 0 {
		out = append(out, Say("Held by {{.People}}", Data{"People": strings.Join(z.Holders, ", ")}))
	} else {
		out = append(out, Say("Nobody holds it"))
	}
	if len(z.Waiting) > 0 {
		out = append(out, Say("Get it when a holder signs in: {{.People}}", Data{"People": strings.Join(z.Waiting, ", ")}))
	}
	return append(out, Count("{{.N}} charts and imports are sealed to it", z.Keys))
}

func keyDay(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }
