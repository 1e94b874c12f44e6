package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
	trails "chartproof.org/chartproof/engine/protect/trail"
	"chartproof.org/chartproof/engine/send/siem"
	spool "chartproof.org/chartproof/storage/siem"
	"chartproof.org/chartproof/ui/present"
)

// settingSIEM is the sealed setting of whom the trail is streamed to.
const settingSIEM = "siem"

// maxPEM bounds a file of certificates.
const maxPEM = 1 << 20

// streaming is the stream that runs, where one does.
type streaming struct {
	change sync.Mutex // one change of whom it goes to at a time

	mu     sync.Mutex
	sender *siem.Sender
	stop   func() // returns when it has ended
}

func (s *streaming) now() *siem.Sender {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sender
}

// message says an entry in the words of syslog, and whether it matters at once.
func message(e chart.AuditEntry) ([]byte, bool) {
	return trails.Line(e, ""), trails.GradeOf(e) <= trails.Warning
}

// target opens the sealed settings; a zero Target where there is none.
func (d *Desk) target(ctx context.Context) (t siem.Target, err error) {
	plain, err := d.vault.DeviceSetting(ctx, settingSIEM)
	if chart.KindOf(err) == chart.NotFound {
		return t, nil
	}
	if err != nil {
		return t, err
	}
	defer clear(plain)
	if json.Unmarshal(plain, &t) != nil { // the cause may quote a key
		return t, chart.E(chart.Tampered, "read the SIEM's settings", errors.New("malformed"))
	}
	return t, nil
}

func (d *Desk) sender(t siem.Target) *siem.Sender {
	return &siem.Sender{Spool: spool.New(d.db, d.trail), Format: message, Target: t, Now: d.opts.Now,
		Jitter: func(d time.Duration) time.Duration { return rand.N(d + 1) }}
}

// stream starts the stream once the device's keys are open and a receiver is set. It needs nobody signed in, and nobody waits
// for it.
func (d *Desk) stream(ctx context.Context) {
	t, err := d.target(ctx)
	if err != nil {
		d.opts.Log.ErrorContext(ctx, "the SIEM's settings cannot be read", "kind", string(chart.KindOf(err)))
	}
	if err != nil || t.Address == "" {
		return
	}
	d.siem.mu.Lock()
	defer d.siem.mu.Unlock()
	if d.siem.sender != nil {
		return
	}
	s := d.sender(t)
	life, end := context.WithCancel(d.life)
	done := make(chan struct{})
	d.siem.sender = s
	d.siem.stop = func() {
		end()
		<-done
	}
	d.run(func(context.Context) {
		defer close(done)
		s.Run(life)
	})
}

// unstream ends the stream that runs. again has it go on, to whatever receiver is set by then: a change that fails must not leave
// the trail unwatched.
func (d *Desk) unstream(ctx context.Context) (again func()) {
	d.siem.mu.Lock()
	stop := d.siem.stop
	d.siem.sender, d.siem.stop = nil, nil
	d.siem.mu.Unlock()
	if stop != nil {
		stop()
	}
	return func() {
		if stop != nil || !d.opts.Office {
			d.stream(context.WithoutCancel(ctx))
		}
	}
}

// siemAway tells since when the receiver takes nothing, and how much waits for it; the zero time where one takes it, or there
// is none. Nobody's role is asked: it says nothing of whom the trail goes to.
func (d *Desk) siemAway(ctx context.Context) (since time.Time, waiting int64, err error) {
	if d.siem.now() == nil {
		return since, 0, nil
	}
	pos, err := spool.New(d.db, d.trail).Position(ctx)
	if err != nil || pos.Away.IsZero() {
		return since, 0, err
	}
	size, err := d.trail.Size(ctx)
	return pos.Away, max(size-pos.Next, 0), err
}

// SIEM tells where the trail is streamed to and how far it has come.
func (d *Desk) SIEM(ctx context.Context) (present.SIEMStatus, error) {
	t, err := d.target(ctx)
	if err != nil || t.Address == "" {
		return present.SIEMStatus{}, err
	}
	out := present.SIEMStatus{Address: t.Address, ServerName: t.ServerName, Client: len(t.Certificate) > 0, AlertsOnly: t.AlertsOnly}
	pos, err := spool.New(d.db, d.trail).Position(ctx)
	if err != nil {
		return out, err
	}
	size, err := d.trail.Size(ctx)
	if err != nil {
		return out, err
	}
	out.Waiting, out.Arrived, out.Away, out.Resent = max(size-pos.Next, 0), pos.Arrived, pos.Away, pos.Resent
	if s := d.siem.now(); s != nil {
		st := s.Status()
		out.Again, out.Problem = st.Again, st.Err
	}
	return out, nil
}

// SetSIEM streams the trail to a receiver from now on, once that has answered as it should.
func (d *Desk) SetSIEM(ctx context.Context, o present.SIEMOrder) error {
	ses, err := d.at("set the SIEM", chart.ActSettings)
	if err != nil {
		return err
	}
	d.siem.change.Lock()
	defer d.siem.change.Unlock()
	old, err := d.target(ctx)
	if err != nil && chart.KindOf(err) != chart.Tampered { // what does not hold may be replaced
		return err
	}
	t, err := ordered(old, o)
	if err != nil {
		return err
	}
	if !o.Untested {
		if err := d.sender(t).Test(ctx); err != nil {
			return err
		}
	}
	return d.replaceSIEM(ctx, ses.Person().ID, old.Address, t, o.FromNow)
}

// replaceSIEM puts a receiver in the place of another.
func (d *Desk) replaceSIEM(ctx context.Context, by chart.PersonID, old string, t siem.Target, fromNow bool) error {
	defer d.unstream(ctx)()
	position := spool.New(d.db, d.trail)
	if t.Address != old {
		var from int64
		if fromNow {
			var err error
			if from, err = d.trail.Size(ctx); err != nil {
				return err
			}
		}
		if err := position.Begin(ctx, from); err != nil {
			return err
		}
	}
	plain, err := json.Marshal(t)
	if err != nil {
		return chart.E(chart.Internal, "set the SIEM", errors.New("the settings have no JSON"))
	}
	defer clear(plain)
	what := "all"
	if t.AlertsOnly {
		what = "alerts"
	}
	err = d.vault.SetDeviceSetting(ctx, settingSIEM, plain, chart.AuditEntry{Action: chart.ActSettings, Person: by,
		Detail: fmt.Sprintf("siem=on moved=%t sends=%s client=%t", t.Address != old, what, len(t.Certificate) > 0)})
	d.tell()
	return err
}

// StopSIEM ends the stream for good.
func (d *Desk) StopSIEM(ctx context.Context) error {
	ses, err := d.at("stop the SIEM", chart.ActSettings)
	if err != nil {
		return err
	}
	d.siem.change.Lock()
	defer d.siem.change.Unlock()
	defer d.unstream(ctx)()
	if err := d.vault.SetDeviceSetting(ctx, settingSIEM, []byte("{}"), chart.AuditEntry{Action: chart.ActSettings, Person: ses.Person().ID,
		Detail: "siem=off"}); err != nil {
		return err
	}
	d.tell()
	return spool.New(d.db, d.trail).End(ctx)
}

// ordered is the receiver that an order makes of the one before.
func ordered(t siem.Target, o present.SIEMOrder) (siem.Target, error) {
	t.Address, t.ServerName, t.AlertsOnly = o.Address, o.ServerName, o.AlertsOnly
	if o.CAFile != "" {
		file, err := pemFile(o.CAFile)
		if err != nil {
			return t, err
		}
		t.CA, _ = siem.Split(file)
	}
	if o.ClientFile != "" {
		file, err := pemFile(o.ClientFile)
		if err != nil {
			return t, err
		}
		t.Certificate, t.Key = siem.Split(file)
		clear(file)
	}
	return t, t.Check()
}

// pemFile reads a file that a person named.
func pemFile(path string) ([]byte, error) {
	bad := func(why string) error {
		return chart.E(chart.BadInput, "read a file of certificates", errors.New(why))
	}
	f, err := os.Open(path)
	if err != nil { // the cause names the file
		return nil, bad("it cannot be opened")
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPEM+1))
	if err != nil {
		return nil, bad("it cannot be read")
	}
	if len(data) > maxPEM {
		return nil, bad("it is too large")
	}
	return data, nil
}
