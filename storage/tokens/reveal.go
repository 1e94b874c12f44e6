package tokens

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/deid/code"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Limits bound how often a person may ask what codes stand for, and what of it is unusual.
type Limits struct {
	PerHour, PerDay int // questions of one person
	Codes           int // different codes in an hour that raise an alarm
	Guesses         int // codes in an hour that no release has, which raise an alarm
	From, Until     int // hours of the day, local, in which people work; a question outside raises an alarm
}

// DefaultLimits are those of a practice: a question now and then is work, a list of them is not.
func DefaultLimits() Limits {
	return Limits{PerHour: 20, PerDay: 60, Codes: 10, Guesses: 3, From: 6, Until: 22}
}

func (l Limits) orDefault() Limits {
	if l == (Limits{}) {
		return DefaultLimits()
	}
	return l
}

// The outcomes of a question.
const (
	given   = "given"
	unknown = "unknown"
	refused = "refused"
)

// Revealed is what a code stands for. Alarms says why the question was unusual; empty where it was not.
type Revealed struct {
	Kind   chart.Kind
	Values []chart.Text
	Alarms []string
}

// The reasons of an alarm.
const (
	AlarmLimit   = "limit"
	AlarmMany    = "many_codes"
	AlarmGuesses = "guesses"
	AlarmHour    = "hour"
	AlarmRole    = "role"
)

// Reveal says what a code of a release stands for. It needs the privacy officer's role and a purpose that the policy knows;
// chart.NotAllowed where the role is missing or a limit is reached, chart.NotFound where the release has no such code. What
// it answers and what it refuses is in the trail when it returns.
func (s *Store) Reveal(ctx context.Context, ses *vault.Session, id, token string, purpose access.Purpose) (Revealed, error) {
	const op = "reveal code"
	if err := ses.Alive(); err != nil {
		return Revealed{}, err
	}
	if !slices.Contains(access.Purposes(), purpose) {
		return Revealed{}, chart.E(chart.BadInput, op, errors.New("a purpose is needed"))
	}
	if !access.May(ses.Person(), chart.ActTokenShow) || !ses.Holds(chart.Tokens) {
		denied := chart.E(chart.NotAllowed, op, errors.New("this needs the privacy officer"))
		return Revealed{Alarms: []string{AlarmRole}}, errors.Join(denied, s.refuse(ctx, ses, id, AlarmRole))
	}
	var out Revealed
	var answer error // of the question; the transaction commits whatever it is
	err := s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		q := question{s: s, tx: tx, ses: ses, release: id, purpose: purpose, at: s.now()}
		var err error
		out, answer, err = q.ask(token)
		return err
	})
	if err != nil {
		return Revealed{}, err
	}
	return out, answer
}

// refuse writes a refusal that never came to a question.
func (s *Store) refuse(ctx context.Context, ses *vault.Session, id, why string) error {
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := s.append(tx, ses, chart.ActTokenDeny, fmt.Sprintf("release=%q why=%s", clip(id), why)); err != nil {
			return err
		}
		return s.append(tx, ses, chart.ActTokenAlarm, "why="+why)
	})
}

// clip keeps what was typed as a release's id from filling the trail.
func clip(id string) string {
	if len(id) > 32 || !hexOnly(id) {
		return "?"
	}
	return id
}

func hexOnly(s string) bool {
	return !slices.ContainsFunc([]byte(s), func(c byte) bool { return !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f') })
}

// question is one question in its transaction.
type question struct {
	s       *Store
	tx      *sqlitedb.Tx
	ses     *vault.Session
	release string
	purpose access.Purpose
	at      time.Time
}

func (q question) ask(token string) (out Revealed, answer, err error) {
	const op = "reveal code"
	var r Release
	k, err := release(q.tx, q.ses, q.release, &r)
	if chart.KindOf(err) == chart.NotFound {
		return q.settle(Revealed{}, unknown, nil, chart.E(chart.NotFound, op, errors.New("no such release")))
	}
	if err != nil {
		return Revealed{}, nil, err
	}
	sum, err := k.MAC("code")
	if err != nil {
		return Revealed{}, nil, err
	}
	mac := sum(token)
	hour, day, err := q.asked()
	if err != nil {
		return Revealed{}, nil, err
	}
	if hour >= q.s.limits.PerHour || day >= q.s.limits.PerDay {
		return q.settle(Revealed{}, refused, mac, chart.E(chart.NotAllowed, op, errors.New("too many questions; ask again later")))
	}
	var sealed []byte
	err = q.tx.Row(`SELECT sealed FROM token WHERE release = ? AND code_mac = ?`, []any{q.release, mac}, &sealed)
	if chart.KindOf(err) == chart.NotFound {
		return q.settle(Revealed{}, unknown, mac, chart.E(chart.NotFound, op, errors.New("the release has no such code")))
	}
	if err != nil {
		return Revealed{}, nil, err
	}
	var e code.Entry
	if e, err = openEntry(k, mac, sealed); err != nil {
		return Revealed{}, nil, err
	}
	return q.settle(Revealed{Kind: e.Kind, Values: e.Values}, given, mac, nil)
}

// asked counts the person's questions of the last hour and day, whatever came of them.
func (q question) asked() (hour, day int, err error) {
	count := func(since time.Duration, into *int) error {
		return q.tx.Row(`SELECT count(*) FROM token_reveal WHERE person = ? AND at > ?`,
			[]any{string(q.ses.Person().ID), q.at.Add(-since).UnixMilli()}, into)
	}
	return hour, day, errors.Join(count(time.Hour, &hour), count(24*time.Hour, &day))
}

// settle writes the question down, with its alarms, and hands the answer on.
func (q question) settle(out Revealed, outcome string, mac []byte, answer error) (Revealed, error, error) {
	if mac == nil {
		mac = []byte{}
	}
	if err := q.tx.Exec(`INSERT INTO token_reveal (release, code_mac, person, outcome, at) VALUES (?, ?, ?, ?, ?)`,
		clip(q.release), mac, string(q.ses.Person().ID), outcome, q.at.UnixMilli()); err != nil {
		return Revealed{}, nil, err
	}
	alarms, err := q.unusual(outcome)
	if err != nil {
		return Revealed{}, nil, err
	}
	action, detail := chart.ActTokenShow, fmt.Sprintf("release=%s code=%.8x purpose=%s", clip(q.release), mac, q.purpose)
	if outcome != given {
		action, detail = chart.ActTokenDeny, detail+" why="+outcome
	} else {
		detail += " kind=" + string(out.Kind)
	}
	if err := q.s.append(q.tx, q.ses, action, detail); err != nil {
		return Revealed{}, nil, err
	}
	for _, a := range alarms {
		if err := q.s.append(q.tx, q.ses, chart.ActTokenAlarm, fmt.Sprintf("release=%s why=%s", clip(q.release), a)); err != nil {
			return Revealed{}, nil, err
		}
	}
	out.Alarms = alarms
	return out, answer, nil
}

// unusual names what is unusual of the question that was just written down.
func (q question) unusual(outcome string) ([]string, error) {
	var alarms []string
	l := q.s.limits
	if outcome == refused {
		alarms = append(alarms, AlarmLimit)
	}
	if h := q.at.Hour(); h < l.From || h >= l.Until {
		alarms = append(alarms, AlarmHour)
	}
	var codes, guesses int
	if err := q.tx.Row(`SELECT count(DISTINCT CASE outcome WHEN 'given' THEN code_mac END), count(CASE outcome WHEN 'unknown' THEN 1 END)
		FROM token_reveal WHERE person = ? AND at > ?`, []any{string(q.ses.Person().ID), q.at.Add(-time.Hour).UnixMilli()},
		&codes, &guesses); err != nil {
		return nil, err
	}
	if codes >= l.Codes {
		alarms = append(alarms, AlarmMany)
	}
	if guesses >= l.Guesses {
		alarms = append(alarms, AlarmGuesses)
	}
	return alarms, nil
}
