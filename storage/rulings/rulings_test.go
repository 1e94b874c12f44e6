package rulings_test

import (
	"bytes"
	"context"
	"crypto/fips140"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/rulings"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

const (
	password = "a sentence as password"
	marker   = "Zzyzx-Marker"
	reason   = chart.Text("Unconscious in the waiting room, allergies of " + marker + " needed")
)

type memKeyring map[string][]byte

func (memKeyring) Kind() string { return "memory" }
func (k memKeyring) Get(_ context.Context, account string) ([]byte, error) {
	if s, ok := k[account]; ok {
		return bytes.Clone(s), nil
	}
	return nil, chart.E(chart.NotFound, "read keyring", nil)
}
func (k memKeyring) Set(_ context.Context, account string, secret []byte) error {
	k[account] = bytes.Clone(secret)
	return nil
}
func (k memKeyring) Delete(_ context.Context, account string) error {
	delete(k, account)
	return nil
}

// house is a workspace with one document, a privacy officer and a clinician.
type house struct {
	*testing.T
	dir              string
	now              time.Time
	db               *sqlitedb.DB
	log              *audit.Log
	v                *vault.Vault
	store            *rulings.Store
	officer, treater *vault.Session
}

func newHouse(t *testing.T) *house {
	h := &house{T: t, dir: t.TempDir(), now: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return h.now }
	var err error
	if h.db, err = sqlitedb.Open(t.Context(), h.dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.db.Close() })
	h.log = audit.New(h.db, clock)
	h.v = vault.New(h.db, h.log, vault.Options{Keyring: memKeyring{}, Now: clock, Iterations: 1000})
	h.store = rulings.New(h.db, h.log, clock)
	p, err := h.v.Begin(t.Context(), "Oak Street Clinic", vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: password})
	h.officer = h.confirm(p, err)
	p, err = h.v.AddPerson(t.Context(), h.officer, vault.NewPerson{Login: "bo", DisplayName: "Bo", Password: password, Roles: []chart.Role{chart.Clinician}})
	h.treater = h.confirm(p, err)
	h.exec(`INSERT INTO import (id, state, content_mac, media_type, bytes, pages, sealed_source, person, imported, changed) VALUES ('i1', 'review', x'00', 'application/pdf', 1, 1, x'00', 'p', 0, 0)`)
	h.exec(`INSERT INTO document (id, import, position, state, version, type, pages, fields, open, sealed, imported, changed) VALUES ('d1', 'i1', 1, 'review', 1, 'other', 1, 0, 0, x'00', 0, 0)`)
	return h
}

func (h *house) confirm(p *vault.Pending, err error) *vault.Session {
	h.Helper()
	h.must(err)
	h.now = h.now.Add(31 * time.Second)
	var c string
	fips140.WithoutEnforcement(func() { c, err = totp.GenerateCode(p.Secret, h.now) })
	h.must(err)
	s, err := p.Confirm(h.Context(), c)
	h.must(err)
	return s
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) exec(query string, args ...any) {
	h.Helper()
	h.must(h.db.Write(h.Context(), func(tx *sqlitedb.Tx) error { return tx.Exec(query, args...) }))
}

func (h *house) want(what string, err error, kind chart.ErrKind) {
	h.Helper()
	if got := chart.KindOf(err); got != kind {
		h.Errorf("%s: want %q, got %q (%v)", what, kind, got, err)
	}
}

func (h *house) load() rulings.Held {
	h.Helper()
	held, err := h.store.Load(h.Context(), h.treater)
	h.must(err)
	return held
}

func (h *house) trail(a chart.Action) (details []string) {
	h.Helper()
	all, err := h.log.Entries(h.Context(), audit.Filter{})
	h.must(err)
	for _, e := range all {
		if e.Action == a {
			details = append(details, e.Detail)
		}
	}
	return details
}

func (h *house) breakGlass() access.Glass {
	h.Helper()
	g, err := h.store.Break(h.Context(), h.treater, access.Glass{Document: "d1", Rules: "chart-restricted@1"}, reason, 60)
	h.must(err)
	return g
}

func TestRestrictionsStandUntilTheyEnd(t *testing.T) {
	h := newHouse(t)
	if got := h.load(); len(got.Restrictions) > 0 || got.Practice.GlassMinutes != access.DefaultGlass {
		t.Fatalf("a fresh workspace: got %+v", got)
	}
	id, err := h.store.Restrict(t.Context(), h.officer, access.Restriction{Kind: access.Part2, Document: "d1"}, marker)
	h.must(err)
	for name, r := range map[string]access.Restriction{
		"no chart": {Kind: access.Part2}, "no kind": {Document: "d1"}, "closed to nobody": {Kind: access.ClosedTo, Document: "d1"},
		"two charts": {Kind: access.Part2, Document: "d1", Import: "i1"}, "a restriction with an end": {Kind: access.Part2, Document: "d1", Until: h.now},
	} {
		_, err := h.store.Restrict(t.Context(), h.officer, r, "")
		h.want(name, err, chart.BadInput)
	}
	held := h.load()
	on := func() string {
		restrictions, _, _ := access.On(held.Restrictions, access.Chart{Document: "d1"}, "p", h.now)
		return strings.Join(restrictions, " ")
	}
	if on() != "part2" {
		t.Errorf("want it on the chart, got %q", on())
	}
	if text, err := h.store.Text(t.Context(), h.officer, id, "note"); err != nil || text != marker {
		t.Errorf("the officer's note: got %v, %v", text, err)
	}
	_, err = h.store.Text(t.Context(), h.treater, id, "note")
	h.want("the note for somebody else", err, chart.NotAllowed)
	h.must(h.store.Lift(t.Context(), h.officer, id))
	h.want("twice", h.store.Lift(t.Context(), h.officer, id), chart.BadState)
	h.want("another", h.store.Lift(t.Context(), h.officer, "x"), chart.NotFound)
	if held = h.load(); on() != "" {
		t.Errorf("it ended, got %q", on())
	}
	if got := h.trail(chart.ActRestrict); len(got) != 2 || strings.Contains(strings.Join(got, ""), "part2") {
		t.Errorf("want two entries without the kind, got %q", got)
	}
}

func TestTheGlassBreaksAndIsReviewed(t *testing.T) {
	h := newHouse(t)
	for _, poor := range []chart.Text{"", "emergency", "a b c d e f g", "aaaa aaaa aaaa aaaa", chart.Text(strings.Repeat("need it now ", 400))} {
		_, err := h.store.Break(t.Context(), h.treater, access.Glass{Document: "d1"}, poor, 60)
		h.want("a poor reason", err, chart.BadInput)
	}
	_, err := h.store.Break(t.Context(), h.treater, access.Glass{Document: "d2"}, reason, 60)
	h.want("no chart", err, chart.NotFound)
	_, err = h.store.Break(t.Context(), h.treater, access.Glass{Document: "d1"}, reason, 100000)
	h.want("for ever", err, chart.BadInput)
	g := h.breakGlass()
	if !g.Open(h.now) || g.Until.Sub(g.Opened) != time.Hour {
		t.Errorf("want it open for an hour, got %+v", g)
	}
	_, err = h.store.Break(t.Context(), h.treater, access.Glass{Document: "d1"}, reason, 60)
	h.want("twice", err, chart.BadState)
	if a := h.trail(chart.ActGlassAlarm); len(a) != 1 || len(h.trail(chart.ActGlass)) != 1 {
		t.Errorf("want an entry and an alarm, got %q", a)
	}
	h.want("review while it is open", h.store.Review(t.Context(), h.officer, g.ID, access.GlassRight, "", false), chart.BadState)
	h.want("mend another's", h.store.Mend(t.Context(), h.officer, g.ID), chart.NotAllowed)
	h.must(h.store.Mend(t.Context(), h.treater, g.ID))
	h.want("mend twice", h.store.Mend(t.Context(), h.treater, g.ID), chart.BadState)
	if h.load().Glass[0].Open(h.now) {
		t.Error("want it closed")
	}
	if text, err := h.store.Text(t.Context(), h.officer, g.ID, "reason"); err != nil || text != reason {
		t.Errorf("the reason: got %v, %v", text, err)
	}
	h.want("one's own", h.store.Review(t.Context(), h.treater, g.ID, access.GlassRight, "", false), chart.NotAllowed)
	h.want("no outcome", h.store.Review(t.Context(), h.officer, g.ID, "fine", "", false), chart.BadInput)
	h.want("wrong without a note", h.store.Review(t.Context(), h.officer, g.ID, access.GlassWrong, "bad", false), chart.BadInput)
	if late, err := h.store.Remind(t.Context(), h.officer); err != nil || late != 0 {
		t.Errorf("not late yet: got %d, %v", late, err)
	}
	h.now = h.now.Add(access.GlassReviewWithin + time.Minute)
	for range 2 {
		if late, err := h.store.Remind(t.Context(), h.officer); err != nil || late != 1 {
			t.Errorf("want one late, got %d, %v", late, err)
		}
	}
	if a := h.trail(chart.ActGlassAlarm); len(a) != 2 || a[1] != "why=review_late items=1" {
		t.Errorf("want it told once a day, got %q", a)
	}
	h.must(h.store.Review(t.Context(), h.officer, g.ID, access.GlassRight, "The allergies were needed at once.", false))
	h.want("reviewed twice", h.store.Review(t.Context(), h.officer, g.ID, access.GlassRight, "", false), chart.BadState)
	if got := h.load().Glass[0]; got.Outcome != access.GlassRight || got.Alone || got.Due(h.now) {
		t.Errorf("got %+v", got)
	}
	alone := h.breakGlass()
	h.must(h.store.Mend(t.Context(), h.treater, alone.ID))
	h.must(h.store.Review(t.Context(), h.treater, alone.ID, access.GlassRight, "", true))
	if got := h.trail(chart.ActGlassReview); !strings.HasSuffix(got[1], "by=same_person") {
		t.Errorf("want it recorded, got %q", got)
	}
}

// Whatever is done to the rows in the database is found.
func TestRowsThatWereChangedAreFound(t *testing.T) {
	for name, attack := range map[string]string{
		"a restriction is taken away": `DELETE FROM ruling WHERE kind = 'restriction'`,
		"all is taken away":           `DELETE FROM ruling`,
		"two are exchanged":           `UPDATE ruling SET id = CASE id WHEN (SELECT min(id) FROM ruling WHERE kind = 'restriction') THEN 'x' ELSE id END`,
		"a byte is changed":           `UPDATE ruling SET sealed = CAST(substr(sealed, 1, length(sealed) - 1) || x'00' AS BLOB) WHERE kind = 'glass'`,
		"one is doubled":              `INSERT INTO ruling SELECT kind, id || '2', sealed, changed FROM ruling WHERE kind = 'restriction'`,
		"its kind is changed":         `UPDATE ruling SET kind = 'patient' WHERE kind = 'restriction'`,
		"the seal is exchanged":       `UPDATE ruling_head SET mac = x'00'`,
		"the seal is taken away":      `DELETE FROM ruling_head`,
	} {
		h := newHouse(t)
		h.load()
		_, err := h.store.Restrict(t.Context(), h.officer, access.Restriction{Kind: access.Restricted, Document: "d1"}, "")
		h.must(err)
		h.breakGlass()
		h.load()
		h.exec(attack)
		_, err = h.store.Load(t.Context(), h.treater)
		h.want(name, err, chart.Tampered)
	}
	h := newHouse(t)
	_, err := h.store.Restrict(t.Context(), h.officer, access.Restriction{Kind: access.Restricted, Document: "d1"}, "")
	h.must(err)
	h.exec(`DELETE FROM ruling`)
	h.exec(`DELETE FROM ruling_head`)
	_, err = h.store.Load(t.Context(), h.treater)
	h.want("rows and seal are taken away", err, chart.Tampered)
}

func TestWhatIsTypedIsNowhereInClear(t *testing.T) {
	h := newHouse(t)
	h.breakGlass()
	_, err := h.store.Restrict(t.Context(), h.officer, access.Restriction{Kind: access.Part2, Document: "d1"}, marker+" asked for it")
	h.must(err)
	h.must(h.store.SetBundle(t.Context(), h.officer, rulings.Bundle{Envelope: []byte("rules of " + marker)}, "was=a is=b"))
	h.must(h.store.SetPractice(t.Context(), h.officer, access.DefaultPractice(), "hours=0"))
	files, err := filepath.Glob(filepath.Join(h.dir, "*"))
	h.must(err)
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			continue // a folder
		}
		for _, secret := range []string{marker, "part2"} {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s stands in %s", secret, filepath.Base(name))
			}
		}
	}
	if got := h.load(); string(got.Bundle.Envelope) != "rules of "+marker {
		t.Errorf("got %+v", got.Bundle)
	}
	if got := h.trail(chart.ActPolicyChange); !slices.Equal(got, []string{"was=a is=b text=" + rulings.TextOf(*h.load().Bundle), "hours=0"}) {
		t.Errorf("trail: got %q", got)
	}
}
