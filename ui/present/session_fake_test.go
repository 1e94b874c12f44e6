package present_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

// serialRun queues everything; the test drains it in order on its own goroutine.
type serialRun struct {
	mu    sync.Mutex
	queue []func()
	ctx   context.Context
}

func (r *serialRun) Do(f func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.queue = append(r.queue, f)
}

func (r *serialRun) Go(work func(context.Context)) { r.Do(func() { work(r.ctx) }) }

func (r *serialRun) drain() {
	for {
		r.mu.Lock()
		if len(r.queue) == 0 {
			r.mu.Unlock()
			return
		}
		f := r.queue[0]
		r.queue = r.queue[1:]
		r.mu.Unlock()
		f()
	}
}

func newRun() *serialRun { return &serialRun{ctx: context.Background()} }

// handClock moves only when the test moves it.
type handClock struct {
	now    time.Time
	timers []*handTimer
}

type handTimer struct {
	at   time.Time
	f    func()
	dead bool
}

func newClock() *handClock { return &handClock{now: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)} }

func (c *handClock) Now() time.Time { return c.now }

func (c *handClock) After(d time.Duration, f func()) func() {
	t := &handTimer{at: c.now.Add(d), f: f}
	c.timers = append(c.timers, t)
	return func() { t.dead = true }
}

// advance fires what is due, in order, and lets run work in between.
func (c *handClock) advance(d time.Duration, run *serialRun) {
	end := c.now.Add(d)
	for {
		var next *handTimer
		for _, t := range c.timers {
			if !t.dead && !t.at.After(end) && (next == nil || t.at.Before(next.at)) {
				next = t
			}
		}
		if next == nil {
			break
		}
		c.now, next.dead = next.at, true
		next.f()
		run.drain()
	}
	c.now = end
}

// deskHouse is a house of cards: each test sets what it needs.
type deskHouse struct {
	kept     []present.KeptImport // imports of before
	policy   chart.Policy
	measured chart.Measured
	calls    []string

	enrolment present.Enrolment // of a renewal
	codes     []string

	waits bool // for a security module

	status   present.GateStatus
	err      error // of the next call that can fail
	person   chart.Person
	list     []chart.Summary
	listErr  error
	changes  func() <-chan struct{}
	outbox   present.OutboxStatus
	report   present.ImportReport
	during   func(ctx context.Context, progress func(present.ImportProgress)) error
	prefs    map[string]string
	watched  string
	watching present.Watching
	history  []chart.AuditEntry
	lists    present.CodeLists
	setUp    present.SetUp
	looks    chart.LookPolicy
	signed   []chart.DocumentID         // sheets
	fails    map[chart.DocumentID]error // when they are signed
}

func (h *deskHouse) did(call string) error {
	h.calls = append(h.calls, call)
	err := h.err
	h.err = nil
	return err
}

func (h *deskHouse) Gate(context.Context) (present.GateStatus, error) {
	return h.status, h.did("gate")
}

func (h *deskHouse) SetUp(_ context.Context, s present.SetUp) (present.Enrolment, error) {
	h.setUp = s
	return present.Enrolment{Secret: "JBSWY3DPEHPK3PXP", URI: "otpauth://totp/Chartproof:" + s.Login}, h.did("setup " + s.Login)
}

func (h *deskHouse) ConfirmSetUp(_ context.Context, code string) (chart.Person, error) {
	return h.person, h.did("confirm " + code)
}

func (h *deskHouse) RenewPassword(context.Context, string) (present.Enrolment, error) {
	return h.enrolment, h.did("renew")
}

func (h *deskHouse) ConfirmRenewal(_ context.Context, code string) (chart.Person, error) {
	return h.person, h.did("confirm renewal " + code)
}

func (h *deskHouse) DropRenewal() { _ = h.did("drop renewal") }

func (h *deskHouse) FreshCodes() []string {
	codes := h.codes
	h.codes = nil
	return codes
}

func (h *deskHouse) SignIn(_ context.Context, login, _, code string) (chart.Person, error) {
	return h.person, h.did("sign in " + login + " " + code)
}

func (h *deskHouse) Lock(context.Context) error { return h.did("lock") }

func (h *deskHouse) Unlock(context.Context, string) (chart.Person, error) {
	return h.person, h.did("unlock")
}

func (h *deskHouse) SignOut(context.Context) error { return h.did("sign out") }

func (h *deskHouse) ImportScan(ctx context.Context, sheets []present.Sheet, progress func(present.ImportProgress)) (present.ImportReport, error) {
	h.calls = append(h.calls, "import scan of "+strconv.Itoa(len(sheets)))
	return h.report, nil
}

func (h *deskHouse) Import(ctx context.Context, paths []string, urgent bool, progress func(present.ImportProgress)) (present.ImportReport, error) {
	h.calls = append(h.calls, map[bool]string{false: "import", true: "import urgent"}[urgent])
	if h.during != nil {
		return h.report, h.during(ctx, progress)
	}
	return h.report, nil
}

func (h *deskHouse) SignSheet(_ context.Context, id chart.DocumentID, password string) error {
	switch {
	case password != "right":
		return chart.E(chart.NotAllowed, "sign", nil)
	case h.fails[id] != nil:
		return h.fails[id]
	}
	h.signed = append(h.signed, id)
	return nil
}

func (h *deskHouse) SetUrgent(_ context.Context, id chart.DocumentID, urgent bool) error {
	return h.did(fmt.Sprintf("urgent %s %v", id, urgent))
}

func (h *deskHouse) WatchedFolder(context.Context) (string, error) { return h.watched, nil }

func (h *deskHouse) Watching(context.Context) (present.Watching, error) { return h.watching, nil }

func (h *deskHouse) SetWatchedFolder(_ context.Context, path string) error {
	if err := h.did("watch " + path); err != nil {
		return err
	}
	h.watched = path
	return nil
}

func (h *deskHouse) List(_ context.Context, f present.Filter) ([]chart.Summary, error) {
	if h.listErr != nil {
		return nil, h.listErr
	}
	if f.Search == "" {
		return h.list, nil
	}
	var out []chart.Summary
	for _, s := range h.list {
		if string(s.Type) == f.Search {
			out = append(out, s)
		}
	}
	return out, nil
}

func (h *deskHouse) Changed() <-chan struct{} {
	if h.changes == nil {
		return nil
	}
	return h.changes()
}

func (h *deskHouse) Outbox(context.Context) (present.OutboxStatus, error) { return h.outbox, nil }

func (h *deskHouse) StartHub(context.Context) error { return h.did("start hub") }

func (h *deskHouse) Enrol(_ context.Context, url, code string) error {
	return h.did("enrol " + url + " " + code)
}

func (h *deskHouse) Preference(_ context.Context, key string) (string, error) {
	return h.prefs[key], nil
}

func (h *deskHouse) SetPreference(_ context.Context, key, value string) error {
	if err := h.did("prefer " + key + "=" + value); err != nil {
		return err
	}
	h.prefs[key] = value
	return nil
}

func (h *deskHouse) Policy(context.Context) (chart.Policy, error) {
	if h.policy == (chart.Policy{}) {
		return chart.DefaultPolicy(), nil
	}
	return h.policy, nil
}

func (h *deskHouse) LookPolicy(context.Context) (chart.LookPolicy, error) {
	if h.looks == (chart.LookPolicy{}) {
		return chart.DefaultLookPolicy(), nil
	}
	return h.looks, nil
}

func (h *deskHouse) SetLookPolicy(_ context.Context, p chart.LookPolicy) error {
	err := h.did(fmt.Sprintf("validators %s %s", p.Who, p.Wait))
	if err == nil {
		h.looks = p
	}
	return err
}

func (h *deskHouse) Lookers(context.Context) (int, error) { return 1, nil }

func (h *deskHouse) CodeLists(context.Context) (present.CodeLists, error) { return h.lists, nil }

func (h *deskHouse) SetCodeLists(_ context.Context, folder string) error {
	if err := h.did("code lists " + folder); err != nil {
		return err
	}
	h.lists = present.CodeLists{Folder: folder, Drugs: 2, Codes: 3}
	return nil
}

func (h *deskHouse) SetPolicy(_ context.Context, p chart.Policy) error {
	if err := h.did(fmt.Sprintf("policy %g %g", p.Accuracy, p.Sample)); err != nil {
		return err
	}
	h.policy = p
	return nil
}

func (h *deskHouse) Asked(accuracy float64) float64 { return 100 * (accuracy - 0.99) }

func (h *deskHouse) Measured(context.Context) (chart.Measured, error) { return h.measured, nil }

func (h *deskHouse) Colleagues(context.Context) ([]chart.Person, error) {
	return []chart.Person{{ID: "p1", DisplayName: "Ana Reyes"}, {ID: "p2", DisplayName: "Ben Ortiz"}}, nil
}

func (h *deskHouse) FieldNames(context.Context, chart.DocumentID) map[chart.FieldID]chart.FieldName {
	return map[chart.FieldID]chart.FieldName{"f8": "mrn"}
}

func (h *deskHouse) History(context.Context, chart.DocumentID) ([]chart.AuditEntry, error) {
	return h.history, h.did("history")
}

// slowDown is a refusal that asks for patience.
type slowDown struct {
	error
	wait time.Duration
}

func (s slowDown) RetryAt() time.Time { return newClock().now.Add(s.wait) }
func (s slowDown) Unwrap() error      { return s.error }

func (h *deskHouse) Recover(_ context.Context, shares [][]string, n present.NewColleague) (present.Enrolment, error) {
	return present.Enrolment{Secret: "JBSWY3DPEHPK3PXP", URI: "otpauth://totp/Chartproof:" + n.Login}, h.did(fmt.Sprintf("recover %d %s", len(shares), n.Login))
}

func (h *deskHouse) ConfirmRecovery(_ context.Context, code string) (chart.Person, []string, error) {
	return h.person, []string{"AAAA-BBBB"}, h.did("confirm recovery " + code)
}

func (h *deskHouse) DropRecovery() { _ = h.did("drop recovery") }

func (h *deskHouse) CheckShareLine(line int, typed string) error {
	if len(strings.Fields(typed)) != 6 {
		return &mistake{what: "few_words", line: line}
	}
	return nil
}

// ReadShare takes the number of the share from its first word.
func (h *deskHouse) ReadShare(lines []string) (present.ShareRead, error) {
	mark := "3F2A-91BC"
	if strings.HasPrefix(lines[0], "zebra") {
		mark = "0000-0000"
	}
	return present.ShareRead{Number: int(lines[0][0]), Needs: 2, Mark: mark}, nil
}

func (h *deskHouse) ShareWords(begin string) (out []string) {
	for _, w := range []string{"able", "acid", "garden", "garlic", "zebra"} {
		if len(begin) > 1 && strings.HasPrefix(w, begin) {
			out = append(out, w)
		}
	}
	return out
}

func (h *deskHouse) PutNote(_ context.Context, n chart.Note) error {
	return h.did("note " + string(n.Kind) + " " + string(n.Document) + " to " + string(n.To))
}

func (h *deskHouse) Peers(context.Context) ([]chart.Person, error) {
	return []chart.Person{{ID: "me"}, {ID: "ben"}}, nil
}

func (h *deskHouse) LastImports(_ context.Context, most int) ([]present.KeptImport, error) {
	return h.kept[:min(most, len(h.kept))], nil
}

func (h *deskHouse) CardThere(context.Context) error { return h.did("look for card") }

func (h *deskHouse) EnterByCard(_ context.Context, pin string) (chart.Person, error) {
	return h.person, h.did("card " + pin)
}

func (h *deskHouse) ModuleWaits(context.Context) (bool, error) { return h.waits, nil }

func (h *deskHouse) ConnectGuard(_ context.Context, pin string) error { return h.did("module " + pin) }
