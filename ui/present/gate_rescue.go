package present

import (
	"context"
	"errors"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/password"
)

// Rescue is what the gate shows of a recovery with shares. It never holds a word of one.
type Rescue struct {
	Offered bool
	Needs   int    // so many shares are needed; 0: not known
	Mark    string // of the set in force, as it is printed
	Have    int    // shares that were typed
	Share   int    // the one that is typed, from 1
	Line    int    // the line of it, from 1
	Says    Line   // beside the entry while it is typed
	Tone    Tone
	Emptied int  // goes up whenever the entry is to be emptied
	Hidden  bool // what is typed is shown as dots
	Done    bool // GateCodes: the workspace was recovered just now
}

// shares are what was typed from paper.
type shares struct {
	lines   []string // of the share at hand
	whole   [][]string
	numbers []int
	mark    string
	stop    func() // of the time after which all is forgotten
}

// rescueIdle is how long typed shares wait for the next key before they are forgotten.
const rescueIdle = 5 * time.Minute

// offered says whether shares may help: not where the keyring is only locked or does not answer, because what shares open is
// put into it.
func offered(st GateStatus, err error) Rescue {
	r := Rescue{Needs: st.Shares, Mark: st.Mark}
	switch chart.KindOf(err) {
	case "", chart.KeyringWrong, chart.NotFound:
		r.Offered = !st.NeedsSetUp && st.Shares > 0
	}
	return r
}

func (p *GatePresenter) rescuing() bool {
	return p.snap.Step == GateShares || p.snap.Step == GateRescuer || p.snap.Step == GateRescueEnrol
}

// Rescue begins a recovery with shares.
func (p *GatePresenter) Rescue() {
	if p.snap.Busy || !p.snap.Rescue.Offered {
		return
	}
	p.typed = shares{}
	p.shares(Line{})
}

// shares shows the entry for the first line of the next share.
func (p *GatePresenter) shares(wrong Line) {
	r := p.snap.Rescue
	r.Have, r.Share, r.Line, r.Says, r.Emptied = len(p.typed.whole), len(p.typed.whole)+1, 1, Line{}, r.Emptied+1
	p.snap = GateSnapshot{Step: GateShares, Practice: p.snap.Practice, Rescue: r, Field: ShareField, FieldSays: wrong}
	p.awake()
	p.render()
}

// awake has what was typed forgotten where nobody goes on.
func (p *GatePresenter) awake() {
	if p.typed.stop != nil {
		p.typed.stop()
	}
	p.typed.stop = p.clock.After(rescueIdle, func() { p.run.Do(p.LeaveRescue) })
}

// Words shows what is typed, or hides it.
func (p *GatePresenter) Words() {
	if p.snap.Step == GateShares {
		p.snap.Rescue.Hidden = !p.snap.Rescue.Hidden
		p.snap.Field, p.snap.FieldSays = ShareField, Line{}
		p.render()
	}
}

// Typing completes words while a line is typed, and says at once what cannot be right. A word is completed once it is the
// only one that begins so and a blank was typed after it.
func (p *GatePresenter) Typing(typed string) string {
	if p.snap.Step != GateShares || p.snap.Busy {
		return typed
	}
	p.awake()
	done, whole := p.completed(typed)
	p.snap.Field, p.snap.FieldSays = NoField, Line{}
	p.snap.Rescue.Says, p.snap.Rescue.Tone = p.says(whole, !strings.HasSuffix(typed, " ")), Quiet
	if p.wrongWord(whole) > 0 {
		p.snap.Rescue.Tone = Wrong
	}
	p.render()
	return done
}

// completed gives the line with every word that a blank follows written out.
func (p *GatePresenter) completed(typed string) (line string, words []string) {
	words = strings.Fields(typed)
	open := typed == "" || !strings.HasSuffix(typed, " ")
	for i, w := range words {
		if open && i == len(words)-1 {
			break
		}
		if found := p.house.ShareWords(strings.ToLower(w)); len(found) == 1 {
			words[i] = found[0]
		}
	}
	line = strings.Join(words, " ")
	if !open && len(words) > 0 && len(words) < ShareWordsInLine {
		line += " "
	}
	return line, words
}

// ShareWordsInLine is how many words a line of a share has; the last one checks the others.
const ShareWordsInLine = 6

// wrongWord is the number of the first word that none of the list begins like, 0 where there is none.
func (p *GatePresenter) wrongWord(words []string) int {
	for i, w := range words {
		if len(w) > 2 && len(p.house.ShareWords(strings.ToLower(w))) == 0 {
			return i + 1
		}
	}
	return 0
}

func (p *GatePresenter) says(words []string, open bool) Line {
	if n := p.wrongWord(words); n > 0 {
		return Say("Line {{.Line}}, word {{.Word}}: no word of a share begins like this.", Data{"Line": p.snap.Rescue.Line, "Word": n})
	}
	data := Data{"Typed": len(words), "Need": ShareWordsInLine}
	if !open || len(words) == 0 || p.snap.Rescue.Hidden {
		return Say("{{.Typed}} of {{.Need}} words", data)
	}
	found := p.house.ShareWords(strings.ToLower(words[len(words)-1]))
	if len(found) == 0 {
		return Say("{{.Typed}} of {{.Need}} words", data)
	}
	data["Words"] = strings.Join(found[:min(len(found), mostWords)], ", ")
	return Say("{{.Typed}} of {{.Need}} words: {{.Words}}", data)
}

// mostWords is how many words are offered for the letters that were typed.
const mostWords = 6

// ShareLine takes a line of a share; a wrong one is said and stays to be put right.
func (p *GatePresenter) ShareLine(typed string) {
	if p.snap.Step != GateShares || p.snap.Busy {
		return
	}
	p.awake()
	if err := p.house.CheckShareLine(p.snap.Rescue.Line, typed); err != nil {
		p.refuse(ShareField, shareWrong(err))
		return
	}
	p.typed.lines = append(p.typed.lines, typed)
	if p.snap.Rescue.Line < ShareLines {
		p.nextLine(p.snap.Rescue.Line + 1)
		return
	}
	p.shareTyped()
}

func (p *GatePresenter) nextLine(n int) {
	p.snap.Rescue.Line, p.snap.Rescue.Says = n, Line{}
	p.snap.Rescue.Emptied++
	p.refuse(ShareField, Line{})
}

// LineBack goes back to the line before, which is typed anew.
func (p *GatePresenter) LineBack() {
	if p.snap.Step == GateShares && !p.snap.Busy && len(p.typed.lines) > 0 {
		p.typed.lines = p.typed.lines[:len(p.typed.lines)-1]
		p.nextLine(len(p.typed.lines) + 1)
	}
}

// shareTyped checks a share whose lines hold, against those before it.
func (p *GatePresenter) shareTyped() {
	lines := p.typed.lines
	p.typed.lines = nil
	read, err := p.house.ReadShare(lines)
	if err != nil {
		p.shares(shareWrong(err))
		return
	}
	for _, n := range p.typed.numbers {
		if n == read.Number && p.typed.mark == read.Mark {
			p.shares(Say("Share {{.Card}} was typed twice.", Data{"Card": n}))
			return
		}
	}
	if known := p.typed.mark; known != "" && known != read.Mark || p.snap.Rescue.Mark != "" && p.snap.Rescue.Mark != read.Mark {
		p.shares(Say("This share is of another set. Look for the set's number at the top of the page."))
		return
	}
	p.typed.mark, p.snap.Rescue.Needs = read.Mark, read.Needs
	p.typed.whole, p.typed.numbers = append(p.typed.whole, lines), append(p.typed.numbers, read.Number)
	if len(p.typed.whole) < read.Needs {
		p.shares(Line{})
		p.snap.Rescue.Says, p.snap.Rescue.Tone = Say("Share {{.N}} reads well.", Data{"N": read.Number}), Done
		p.render()
		return
	}
	p.rescuer(NameField, Line{})
}

func (p *GatePresenter) rescuer(field GateField, says Line) {
	r := p.snap.Rescue
	r.Have, r.Says = len(p.typed.whole), Line{}
	p.snap = GateSnapshot{Step: GateRescuer, Practice: p.snap.Practice, Rescue: r, Field: field, FieldSays: says}
	p.awake()
	p.render()
}

// Rescuer opens the workspace with the shares, for a new person; nothing is changed before ConfirmRescue.
func (p *GatePresenter) Rescuer(n NewColleague, again string) {
	if p.snap.Step != GateRescuer || p.snap.Busy {
		return
	}
	p.awake()
	n.DisplayName, n.Login = strings.TrimSpace(n.DisplayName), strings.ToLower(strings.TrimSpace(n.Login))
	if f, says := checkSetUp(SetUp{Practice: "-", DisplayName: n.DisplayName, Login: n.Login, Password: n.Password}, again); f != NoField {
		p.refuse(f, says)
		return
	}
	whole, mine := p.typed.whole, p.rescues
	p.busy()
	p.run.Go(func(ctx context.Context) {
		e, err := p.house.Recover(ctx, whole, n)
		var qr [][]bool
		if err == nil {
			qr, err = QRCode(e.URI)
		}
		p.run.Do(func() {
			if mine != p.rescues { // left meanwhile
				p.house.DropRecovery()
				return
			}
			p.recovered(n, e, qr, err)
		})
	})
}

func (p *GatePresenter) recovered(n NewColleague, e Enrolment, qr [][]bool, err error) {
	switch {
	case err == nil:
		p.snap = GateSnapshot{Step: GateRescueEnrol, Practice: p.snap.Practice, Person: n.DisplayName, Enrolment: e, QR: qr, Rescue: p.snap.Rescue, Field: CodeField}
		p.awake()
		p.render()
	case !shareWrong(err).Empty(): // they do not open it together
		p.typed = shares{stop: p.typed.stop}
		p.snap.Busy = false
		p.shares(shareWrong(err))
	default:
		p.rescueFailed(err, LoginField)
	}
}

// ConfirmRescue ends the recovery with the authenticator's first code, and lets the person in.
func (p *GatePresenter) ConfirmRescue(code string) {
	if p.snap.Step != GateRescueEnrol || p.snap.Busy {
		return
	}
	p.awake()
	code, ok := cleanCode(code)
	if !ok {
		p.refuse(CodeField, Say("Six digits, as the authenticator shows them now"))
		return
	}
	p.busy()
	p.trying = true
	p.run.Go(func(ctx context.Context) {
		person, codes, err := p.house.ConfirmRecovery(ctx, code)
		p.run.Do(func() {
			switch p.trying = false; {
			case p.shut:
				p.shutOut()
			case err == nil:
				p.forgetRescue()
				p.until = time.Time{}
				p.showCodes(person, codes, Rescue{Done: true})
			case chart.KindOf(err) == chart.BadInput: // the login is somebody's
				p.house.DropRecovery()
				p.snap.Busy = false
				p.rescuer(LoginField, Say("Somebody has this login; choose another"))
			default:
				p.rescueFailed(err, CodeField)
			}
		})
	})
}

// rescueFailed says a failure; the form stays as it is.
func (p *GatePresenter) rescueFailed(err error, focus GateField) {
	p.snap.Busy, p.snap.Field = false, focus
	trouble := TroubleOf(err)
	var bad *password.Error
	switch kind := chart.KindOf(err); {
	case errors.As(err, &bad):
		p.refuse(PasswordField, FaultSays(bad.Fault))
		return
	case kind == chart.NotAllowed:
		trouble = wrongSecret(GateEnrol)
	case kind == chart.Tampered:
		trouble = Trouble{Say("What the shares open was changed outside Chartproof."), Say("Nothing was opened and nothing was changed."),
			Say("Keep the folder as it is and restore a backup: chartproofctl restore.")}
	}
	p.snap.Problem = &trouble
	p.render()
}

// LeaveRescue forgets every share and what they have opened, and goes back to the sign-in.
func (p *GatePresenter) LeaveRescue() {
	if p.trying || !p.rescuing() {
		return
	}
	p.forgetRescue()
	p.Start()
}

// forgetRescue drops what was typed from paper, and what it has opened.
func (p *GatePresenter) forgetRescue() {
	if p.typed.stop != nil {
		p.typed.stop()
	}
	if len(p.typed.whole) > 0 || len(p.typed.lines) > 0 {
		p.house.DropRecovery()
	}
	p.typed = shares{}
	p.rescues++
}
