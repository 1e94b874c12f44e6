package vault

import (
	"context"
	"crypto/hmac"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

const (
	freeFailures = 5 // wrong tries of one person before each further one must wait
	firstWait    = 5 * time.Second
	longestWait  = 15 * time.Minute

	freeMachine    = 20              // wrong tries over all logins before the whole computer waits
	machineForgets = 3 * time.Minute // and how long one of them counts
	longestMachine = 5 * time.Minute
)

// Backoff is in the chain of a refusal that stands only for a while.
type Backoff struct {
	Until    time.Time
	Failures int  // wrong tries that led to it
	Machine  bool // over several logins: nobody can sign in on this computer meanwhile
}

func (b *Backoff) Error() string {
	return fmt.Sprintf("too many wrong tries (%d); wait until %s UTC", b.Failures, b.Until.UTC().Format(time.TimeOnly))
}

// RetryAt is when the next try counts, for screens that say so.
func (b *Backoff) RetryAt() time.Time { return b.Until }

// Wrong is how many wrong tries led to the wait, and whether they were over several logins.
func (b *Backoff) Wrong() (n int, machine bool) { return b.Failures, b.Machine }

func wait(failures int) time.Duration { return growing(failures, freeFailures, longestWait) }

func growing(failures, free int, longest time.Duration) time.Duration {
	if failures < free {
		return 0
	}
	d := firstWait << min(failures-free, 20)
	return min(d, longest)
}

// pause is a wait from a time on. A clock that was set back does not end it, and one that was far ahead when it began does
// not make it endless: then it begins anew, as long as it was.
type pause struct {
	At  int64 `json:"at,omitempty"`  // ms
	For int64 `json:"for,omitempty"` // ms
}

func pauseOf(now time.Time, d time.Duration) pause {
	if d <= 0 {
		return pause{}
	}
	return pause{now.UnixMilli(), d.Milliseconds()}
}

func (p pause) begin() time.Time { return time.UnixMilli(p.At) }
func (p pause) end() time.Time   { return time.UnixMilli(p.At + p.For) }

// again reports whether the clock stands before the pause began, which must then begin anew.
func (p pause) again(now time.Time) bool { return p.For > 0 && now.Before(p.begin()) }

// tries is what is remembered of a person's coming and of wrong tries. It has a MAC of its own because it changes without
// the person changing.
type tries struct {
	Step     int64 `json:"step,omitempty"` // of the last authenticator code that was taken; none at or before it is taken again
	Failures int   `json:"failures,omitempty"`
	Pause    pause `json:"pause,omitzero"`
	Missed   int   `json:"missed,omitempty"`    // wrong tries since the person was here
	MissedAt int64 `json:"missed_at,omitempty"` // ms; the last of them
	LastIn   int64 `json:"last_in,omitempty"`   // ms
}

func (r *personRow) wantTriesMAC(root *Secret) ([]byte, error) {
	data, err := json.Marshal(struct {
		ID    chart.PersonID
		Tries tries
	}{r.ID, r.tries})
	if err != nil {
		return nil, chart.E(chart.Internal, "person's tries", err)
	}
	return mac(root, "person tries", data)
}

// saveTries writes tries; ok is false where somebody else wrote first.
func (r *personRow) saveTries(tx *sqlitedb.Tx, o *opened) (ok bool, err error) {
	before := r.triesMAC
	if r.triesMAC, err = r.wantTriesMAC(o.root); err != nil {
		return false, err
	}
	text, err := json.Marshal(r.tries)
	if err != nil {
		return false, chart.E(chart.Internal, "store tries", err)
	}
	n, err := tx.Change(`UPDATE person SET tries = ?, tries_mac = ? WHERE id = ? AND tries_mac = ?`, string(text), r.triesMAC,
		string(r.ID), before)
	return n == 1, err
}

// guard counts wrong tries over all logins, those that nobody has included: one guess at each of fifty logins is a guess at
// fifty passwords.
type guard struct {
	Failures  int   `json:"failures,omitempty"`
	Counted   int64 `json:"counted,omitempty"` // ms; up to when failures were forgotten
	Pause     pause `json:"pause,omitzero"`
	Strangers int   `json:"strangers,omitempty"` // tries at logins that nobody has, since somebody signed in
}

func guardMAC(root *Secret, text string) ([]byte, error) {
	return mac(root, "sign-in guard", []byte(text))
}

func readGuard(tx *sqlitedb.Tx, o *opened) (g guard, err error) {
	var text string
	var have []byte
	bad := chart.E(chart.Tampered, "read sign-in guard", errSeal)
	if err := tx.Row(`SELECT state, mac FROM sign_in_guard WHERE id = 1`, nil, &text, &have); err != nil {
		if chart.KindOf(err) == chart.NotFound {
			return g, bad
		}
		return g, err
	}
	want, err := guardMAC(o.root, text)
	if err != nil {
		return g, err
	}
	if !hmac.Equal(have, want) || json.Unmarshal([]byte(text), &g) != nil {
		return g, bad
	}
	return g, nil
}

func saveGuard(tx *sqlitedb.Tx, o *opened, g guard) error {
	text, err := json.Marshal(g)
	if err != nil {
		return chart.E(chart.Internal, "store sign-in guard", err)
	}
	m, err := guardMAC(o.root, string(text))
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO sign_in_guard (id, state, mac) VALUES (1, ?, ?)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, mac = excluded.mac`, string(text), m)
}

// fail counts one more wrong try and forgets those that are long past. It reports whether it is the first one too many.
func (g *guard) fail(now time.Time) (alarm bool) {
	past := now.Sub(time.UnixMilli(g.Counted))
	if forget := int(past / machineForgets); forget > 0 {
		g.Failures = max(0, g.Failures-forget)
		g.Counted = now.UnixMilli()
	}
	if past < 0 || g.Failures == 0 {
		g.Counted = now.UnixMilli()
	}
	g.Failures++
	g.Pause = pauseOf(now, growing(g.Failures, freeMachine, longestMachine))
	return g.Failures == freeMachine
}

const onMachine = chart.PersonID("") // the key of the guard's pause among those of people

// steady keeps when pauses began by the clock that nobody can set, as long as the program runs: setting the computer's clock
// forward does not end them.
func (v *Vault) blocked(who chart.PersonID, p pause) (until time.Time, yes bool) {
	now := v.o.Now()
	if since, ok := v.steady[who]; ok && p.For > 0 {
		past := now.Sub(since)
		if left := time.Duration(p.For)*time.Millisecond - past; past >= 0 && left > 0 {
			return now.Add(left), true
		}
	}
	return p.end(), p.For > 0 && now.Before(p.end())
}

func (v *Vault) began(who chart.PersonID, p pause) {
	if p.For == 0 {
		delete(v.steady, who)
		return
	}
	v.steady[who] = v.o.Now()
}

// mayTry refuses a try while the person, or the computer, waits. The caller holds v.attempts.
func (v *Vault) mayTry(ctx context.Context, o *opened, row *personRow) error {
	if now := v.o.Now(); row.tries.Pause.again(now) {
		row.tries.Pause.At = now.UnixMilli()
		if err := v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
			_, err := row.saveTries(tx, o)
			return err
		}); err != nil {
			return err
		}
		v.began(row.ID, row.tries.Pause)
	}
	if until, yes := v.blocked(row.ID, row.tries.Pause); yes {
		return chart.E(chart.NotAllowed, "check password", &Backoff{Until: until, Failures: row.tries.Failures})
	}
	return nil
}

// mayAnybody refuses a sign-in while the whole computer waits. The caller holds v.attempts.
func (v *Vault) mayAnybody(ctx context.Context, o *opened) error {
	var g guard
	if err := v.db.Read(ctx, func(tx *sqlitedb.Tx) (err error) {
		g, err = readGuard(tx, o)
		return err
	}); err != nil {
		return err
	}
	if now := v.o.Now(); g.Pause.again(now) {
		g.Pause.At, g.Counted = now.UnixMilli(), now.UnixMilli()
		if err := v.db.Write(ctx, func(tx *sqlitedb.Tx) error { return saveGuard(tx, o, g) }); err != nil {
			return err
		}
		v.began(onMachine, g.Pause)
	}
	if until, yes := v.blocked(onMachine, g.Pause); yes {
		return chart.E(chart.NotAllowed, "sign in", &Backoff{Until: until, Failures: g.Failures, Machine: true})
	}
	return nil
}

// failed counts a wrong try and gives what to tell the person.
func (v *Vault) failed(ctx context.Context, o *opened, row *personRow) error {
	now := v.o.Now()
	t := &row.tries
	t.Failures++
	t.Missed++
	t.MissedAt = now.UnixMilli()
	t.Pause = pauseOf(now, wait(t.Failures))
	if t.Failures >= freeFailures {
		v.mu.Lock()
		v.locked = ""
		v.mu.Unlock()
	}
	err := v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if _, err := row.saveTries(tx, o); err != nil {
			return err
		}
		return v.countFailure(tx, o, chart.AuditEntry{Action: chart.ActSignInFail, Person: row.ID,
			Detail: fmt.Sprintf("failures=%d", t.Failures)}, false)
	})
	v.began(row.ID, t.Pause)
	return errors.Join(chart.E(chart.NotAllowed, "check password", errWrong), err)
}

// countFailure counts a wrong try for the computer and writes it into the trail.
func (v *Vault) countFailure(tx *sqlitedb.Tx, o *opened, e chart.AuditEntry, stranger bool) error {
	g, err := readGuard(tx, o)
	if err != nil {
		return err
	}
	alarm := g.fail(v.o.Now())
	if stranger {
		g.Strangers++
	}
	if err := saveGuard(tx, o, g); err != nil {
		return err
	}
	tx.OnCommit(func() { v.began(onMachine, g.Pause) })
	if _, err := v.log.Append(tx, e); err != nil || !alarm {
		return err
	}
	_, err = v.log.Append(tx, chart.AuditEntry{Action: chart.ActGuard, Detail: fmt.Sprintf("failures=%d", g.Failures)})
	return err
}

// stranger is what is remembered of a login that nobody has, so that waiting does not tell which logins there are. It is not
// kept: people type their password into the wrong line.
func (v *Vault) stranger(o *opened, login string) (*tries, error) {
	m, err := mac(o.root, "stranger", []byte(login))
	if err != nil {
		return nil, err
	}
	if v.strangers == nil || len(v.strangers) >= maxStrangers {
		v.strangers = map[string]*tries{}
	}
	t := v.strangers[string(m)]
	if t == nil {
		t = &tries{}
		v.strangers[string(m)] = t
	}
	return t, nil
}

const maxStrangers = 1000
