package tokens_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/deid/code"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/tokens"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/storage/vault/vaulttest"
)

const (
	marker = "Zyxwvut Quarkmarker" // a patient who must not be found on the disk
)

// house is a workspace with a privacy officer and a reviewer.
type house struct {
	*vaulttest.House
	tokens *tokens.Store
	other  *vault.Session
}

func newHouse(t *testing.T) *house {
	h := &house{House: vaulttest.New(t)}
	h.tokens = tokens.New(h.DB, h.Log, h.Clock, tokens.Limits{})
	h.other = h.Add("bo", chart.HIMReviewer)
	return h
}

func (h *house) approved() tokens.Release {
	return tokens.Release{Method: "date_shifted", Recipient: "State University", Approval: code.Approval{Board: "University IRB",
		Protocol: "26-114", Approved: h.Now.AddDate(0, -1, 0), Expires: h.Now.AddDate(1, 0, 0)}}
}

func (h *house) begin() string {
	h.Helper()
	id, err := h.tokens.Begin(h.Context(), h.Officer, h.approved())
	if err != nil {
		h.Fatal(err)
	}
	return id
}

// keep puts a person into a release and gives the code.
func (h *house) keep(id string, handles ...chart.Text) code.Code {
	h.Helper()
	var b code.Book
	_, entries, err := h.tokens.Load(h.Context(), h.Officer, id)
	if err != nil {
		h.Fatal(err)
	}
	b.Restore(entries)
	c, err := b.Person(handles)
	if err != nil {
		h.Fatal(err)
	}
	if err := h.tokens.Keep(h.Context(), h.Officer, id, b.Fresh()); err != nil {
		h.Fatal(err)
	}
	return c
}

func (h *house) reveal(id, token string) (tokens.Revealed, error) {
	return h.tokens.Reveal(h.Context(), h.Officer, id, token, access.Research)
}

func (h *house) wantKind(what string, err error, want chart.ErrKind) {
	h.Helper()
	if got := chart.KindOf(err); got != want {
		h.Errorf("%s: want %q, got %q (%v)", what, want, got, err)
	}
}

func (h *house) trail(a chart.Action) (details []string) {
	h.Helper()
	all, err := h.Log.Entries(h.Context(), audit.Filter{})
	if err != nil {
		h.Fatal(err)
	}
	for _, e := range all {
		if e.Action == a {
			details = append(details, e.Detail)
		}
	}
	return details
}

func TestTheSamePersonInsideAReleaseAndAnotherInTheNext(t *testing.T) {
	h := newHouse(t)
	first, second := h.begin(), h.begin()
	a := h.keep(first, marker+"|1961-03-04", "0048213|1961-03-04")
	if again := h.keep(first, "0048213|1961-03-04"); again != a {
		t.Error("the same person has another code in the same release")
	}
	if next := h.keep(second, marker+"|1961-03-04"); next.Token == a.Token || next.Seed == a.Seed {
		t.Error("the next release has the same code")
	}
	got, err := h.reveal(first, a.Token)
	if err != nil || got.Kind != code.Person || !slices.Contains(got.Values, marker+"|1961-03-04") || len(got.Alarms) > 0 {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := h.reveal(second, a.Token); chart.KindOf(err) != chart.NotFound {
		t.Errorf("a code of another release: want not found, got %v", err)
	}
}

func TestReversibleSetsNeedAnApproval(t *testing.T) {
	h := newHouse(t)
	for name, change := range map[string]func(*tokens.Release){
		"no board":     func(r *tokens.Release) { r.Approval.Board = "" },
		"no protocol":  func(r *tokens.Release) { r.Approval.Protocol = "" },
		"no end":       func(r *tokens.Release) { r.Approval.Expires = time.Time{} },
		"ended":        func(r *tokens.Release) { r.Approval.Expires = h.Now },
		"not yet":      func(r *tokens.Release) { r.Approval.Approved = h.Now.Add(time.Hour) },
		"no recipient": func(r *tokens.Release) { r.Recipient = "" },
	} {
		r := h.approved()
		change(&r)
		if _, err := h.tokens.Begin(t.Context(), h.Officer, r); err == nil {
			t.Errorf("%s: the release was made", name)
		}
	}
	id := h.begin()
	h.Now = h.Now.AddDate(2, 0, 0)
	_, _, err := h.tokens.Load(t.Context(), h.Officer, id)
	h.wantKind("going on after the approval's end", err, chart.BadState)
}

func TestOnlyThePrivacyOfficer(t *testing.T) {
	h := newHouse(t)
	id := h.begin()
	c := h.keep(id, marker)
	_, err := h.tokens.Begin(t.Context(), h.other, h.approved())
	h.wantKind("begin", err, chart.NotAllowed)
	_, _, err = h.tokens.Load(t.Context(), h.other, id)
	h.wantKind("load", err, chart.NotAllowed)
	h.wantKind("keep", h.tokens.Keep(t.Context(), h.other, id, nil), chart.NotAllowed)
	h.wantKind("forget", h.tokens.Forget(t.Context(), h.other, id, free), chart.NotAllowed)
	got, err := h.tokens.Reveal(t.Context(), h.other, id, c.Token, access.Research)
	h.wantKind("reveal", err, chart.NotAllowed)
	if len(got.Values) > 0 || len(h.trail(chart.ActTokenDeny)) != 1 || len(h.trail(chart.ActTokenAlarm)) != 1 {
		t.Error("a refused question left no trail, or was answered")
	}
	for _, purpose := range []access.Purpose{"", "curiosity"} {
		_, err = h.tokens.Reveal(t.Context(), h.Officer, id, c.Token, purpose)
		h.wantKind("no purpose", err, chart.BadInput)
	}
	h.Officer.Close()
	_, err = h.reveal(id, c.Token)
	h.wantKind("a closed session", err, chart.Locked)
}

func TestRevealIsLimitedLoggedAndAlarmed(t *testing.T) {
	h := newHouse(t)
	id, l := h.begin(), tokens.DefaultLimits()
	c := h.keep(id, marker)
	for n := range l.PerHour {
		if got, err := h.reveal(id, c.Token); err != nil || len(got.Alarms) > 0 {
			t.Fatalf("question %d: %v, alarms %v", n+1, err, got.Alarms)
		}
	}
	got, err := h.reveal(id, c.Token)
	h.wantKind("one too many", err, chart.NotAllowed)
	if len(got.Values) > 0 || !slices.Contains(got.Alarms, tokens.AlarmLimit) {
		t.Errorf("want nothing and an alarm, got %v", got.Alarms)
	}
	h.Now = h.Now.Add(time.Hour + time.Minute)
	if _, err := h.reveal(id, c.Token); err != nil {
		t.Errorf("an hour later: %v", err)
	}
	for range 3 {
		h.Now = h.Now.Add(time.Hour + time.Minute)
		for range l.PerHour {
			_, _ = h.reveal(id, c.Token)
		}
	}
	_, err = h.reveal(id, c.Token)
	h.wantKind("too many a day", err, chart.NotAllowed)
	shown, denied := h.trail(chart.ActTokenShow), h.trail(chart.ActTokenDeny)
	if len(shown) == 0 || len(denied) < 2 || !strings.Contains(shown[0], "purpose=research") || !strings.Contains(denied[0], "why=refused") {
		t.Errorf("trail: %d shown, %d denied", len(shown), len(denied))
	}
	if r, err := h.Log.Verify(t.Context(), audit.Keys{}); err != nil || !r.OK {
		t.Errorf("the trail does not hold: %+v, %v", r, err)
	}
}

func TestWhatIsUnusualRaisesAnAlarm(t *testing.T) {
	h := newHouse(t)
	id, l := h.begin(), tokens.DefaultLimits()
	var last tokens.Revealed
	for n := range l.Codes {
		c := h.keep(id, chart.Text("person "+string(rune('a'+n))))
		var err error
		if last, err = h.reveal(id, c.Token); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Contains(last.Alarms, tokens.AlarmMany) {
		t.Errorf("%d persons in an hour: got %v", l.Codes, last.Alarms)
	}
	h.Now = h.Now.Add(2 * time.Hour)
	for range l.Guesses {
		last, _ = h.reveal(id, "PATIENT-BBBBBBBBBBBB")
	}
	if !slices.Contains(last.Alarms, tokens.AlarmGuesses) {
		t.Errorf("guessing: got %v", last.Alarms)
	}
	h.Now = time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	if last, _ = h.reveal(id, h.keep(id, marker).Token); !slices.Contains(last.Alarms, tokens.AlarmHour) {
		t.Errorf("at three in the night: got %v", last.Alarms)
	}
	if n := len(h.trail(chart.ActTokenAlarm)); n < 3 {
		t.Errorf("want alarms in the trail, got %d", n)
	}
}

func TestForgetTakesTheWayBackAway(t *testing.T) {
	h := newHouse(t)
	id := h.begin()
	c := h.keep(id, marker)
	if err := h.tokens.Forget(t.Context(), h.Officer, id, free); err != nil {
		t.Fatal(err)
	}
	_, err := h.reveal(id, c.Token)
	h.wantKind("reveal", err, chart.NotFound)
	h.wantKind("forget twice", h.tokens.Forget(t.Context(), h.Officer, id, free), chart.NotFound)
	if err := h.DB.Read(t.Context(), func(tx *sqlitedb.Tx) error {
		var n int
		if err := tx.Row(`SELECT count(*) FROM owner_key WHERE owner LIKE 'release:%'`, nil, &n); err != nil {
			return err
		}
		if n != 0 {
			t.Error("the key is still there")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestTheFolderTellsNothing(t *testing.T) {
	h := newHouse(t)
	id := h.begin()
	c := h.keep(id, marker)
	if _, err := h.reveal(id, c.Token); err != nil {
		t.Fatal(err)
	}
	if _, err := h.reveal(marker, marker); err == nil {
		t.Error("a name was taken for a code")
	}
	files, err := filepath.Glob(filepath.Join(h.Dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			continue // a folder
		}
		for _, secret := range []string{marker, c.Token, "State University", "26-114"} {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s shows something in clear", filepath.Base(f))
			}
		}
	}
}

func TestAChangedCodeDoesNotOpen(t *testing.T) {
	h := newHouse(t)
	id := h.begin()
	a, b := h.keep(id, "a|1"), h.keep(id, "b|2")
	if err := h.DB.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		var macs, seals [2][]byte
		n := 0
		if err := tx.Each(`SELECT code_mac, sealed FROM token`, nil, func(r *sqlitedb.Rows) error {
			err := r.Scan(&macs[n], &seals[n])
			n++
			return err
		}); err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE token SET sealed = ? WHERE code_mac = ?`, seals[1], macs[0]); err != nil {
			return err
		}
		return tx.Exec(`UPDATE token SET sealed = ? WHERE code_mac = ?`, seals[0], macs[1])
	}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []code.Code{a, b} {
		_, err := h.reveal(id, c.Token)
		h.wantKind("two codes exchanged in the database", err, chart.Tampered)
	}
}

// A lock in the middle of a release closes the session; its codes go all the same.
func TestTakeBackNeedsNoSession(t *testing.T) {
	h := newHouse(t)
	id := h.begin()
	h.keep(id, marker)
	h.wantKind("by somebody else", h.tokens.TakeBack(t.Context(), h.other.Person().ID, id), chart.NotAllowed)
	h.Officer.Close()
	if err := h.tokens.TakeBack(t.Context(), h.Officer.Person().ID, id); err != nil {
		t.Fatal(err)
	}
	if got := h.trail(chart.ActForget); len(got) != 1 || !strings.Contains(got[0], "release="+id) {
		t.Errorf("want it in the trail, got %q", got)
	}
	h.wantKind("twice", h.tokens.TakeBack(t.Context(), h.Officer.Person().ID, id), chart.NotFound)
}

// free lets a release go.
func free(*sqlitedb.Tx) error { return nil }
