package casestore_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

const (
	kills     = 100
	killDir   = "CHARTPROOF_KILL_DIR"
	killTOTP  = "CHARTPROOF_KILL_TOTP"
	killRound = "CHARTPROOF_KILL_ROUND"
)

func killKeyring(dir string) vault.Keyring {
	return vault.FileKeyring{Path: filepath.Join(filepath.Dir(dir), "machine.key"), Passphrase: password, Iterations: 1000}
}

// killHouse is a workspace whose keyring outlives the process.
func killHouse(t *testing.T, dir string, round int) *house {
	return &house{t: t, dir: dir, keyring: killKeyring(dir), ticks: time.Duration(round) * time.Minute}
}

// TestKillChild is the writer that TestKill kills. It does nothing in an ordinary run.
func TestKillChild(t *testing.T) {
	dir := os.Getenv(killDir)
	if dir == "" {
		return
	}
	round, err := strconv.Atoi(os.Getenv(killRound))
	if err != nil {
		t.Fatal(err)
	}
	h := killHouse(t, dir, round)
	h.open()
	if h.s, err = h.v.SignIn(t.Context(), "ada", password, h.code(os.Getenv(killTOTP))); err != nil {
		t.Fatal(err)
	}
	h.verify()
	say("ready")
	left, err := h.cases.Unfinished(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := h.cases.SetLookPolicy(t.Context(), h.s, chart.LookPolicy{Who: chart.OneValidate, Wait: 10 * time.Minute}); err != nil {
		t.Fatal(err)
	}
	for _, u := range left {
		work(h, u.ID)
	}
	for i := 0; ; i++ {
		data := fmt.Appendf(nil, "chart %d of round %d", i, round)
		got, err := h.cases.NewImport(t.Context(), h.s, sourceOf(data), data)
		if err != nil {
			t.Fatal(err)
		}
		say("import", string(got.ID))
		work(h, got.ID)
	}
}

func say(words ...string) { fmt.Fprintln(os.Stdout, "ack "+strings.Join(words, " ")) }

// work takes an import all the way and says what was done after each step was acknowledged.
func work(h *house, id chart.ImportID) {
	ctx := h.t.Context()
	must := func(err error) {
		if err != nil {
			h.t.Fatal(err)
		}
	}
	must(h.cases.MarkReading(ctx, h.s, id))
	for n := 1; n <= 2; n++ {
		must(h.cases.AddPage(ctx, h.s, id, page(n), []byte("picture")))
		say("page", string(id), strconv.Itoa(n))
	}
	ids, err := h.cases.FinishImport(ctx, h.s, id, []casestore.DocumentDraft{draftOf(1), draftOf(2)})
	must(err)
	for _, doc := range ids {
		say("document", string(doc))
	}
	for _, doc := range ids {
		version := int64(1)
		for _, f := range []chart.FieldID{"name", "mrn"} {
			d, err := h.cases.Decide(ctx, h.s, doc, version, chart.Decision{Field: f, Verdict: chart.Corrected, Value: chart.Text("value of " + f)})
			must(err)
			version = d.Version
			say("decide", string(doc), string(f))
		}
		r := recordFor(doc)
		_, err := h.cases.Sign(ctx, h.s, doc, version, r)
		must(err)
		say("sign", string(doc), r.ID)
	}
	settle := recordFor(ids[0]).ID
	must(h.cases.MarkSent(ctx, settle))
	must(h.cases.MarkSettled(ctx, settle, casestore.Receipt{Bytes: []byte("receipt of " + settle)}))
	say("settle", string(ids[0]), settle)
}

// TestKill kills a writing process at random points and looks whether anything that it had acknowledged is lost.
func TestKill(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "workspace")
	h := killHouse(t, dir, 0)
	h.open()
	p, err := h.v.Begin(t.Context(), "Oak Street Clinic", vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	secret := p.Secret
	if h.s, err = p.Confirm(t.Context(), h.code(secret)); err != nil {
		t.Fatal(err)
	}
	h.s.Close()
	if err := h.db.Close(); err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(20261121, 451))
	var acks []string
	for round := 1; round <= kills; round++ {
		// Counted in acknowledged steps, so that a slow machine kills at as many different places as a fast one, and then
		// somewhere within a step. One in ten dies while it opens the workspace or signs in.
		at := killPoint{steps: rnd.IntN(25), after: time.Duration(rnd.IntN(8000)) * time.Microsecond}
		if rnd.IntN(10) == 0 {
			at = killPoint{steps: -1, after: time.Duration(rnd.IntN(80)) * time.Millisecond}
		}
		acks = append(acks, killOnce(t, dir, secret, round, at)...)
	}
	last := killHouse(t, dir, kills+1)
	last.open()
	t.Cleanup(func() { _ = last.db.Close() })
	if last.s, err = last.v.SignIn(t.Context(), "ada", password, last.code(secret)); err != nil {
		t.Fatal(err)
	}
	checkAcks(t, last, acks)
	checkOutbox(t, last, acks)
}

// killPoint is when a child dies: some time after so many acknowledged steps, or after its start where steps is -1.
type killPoint struct {
	steps int
	after time.Duration
}

// killOnce lets a child work and kills it.
func killOnce(t *testing.T, dir, secret string, round int, at killPoint) (acks []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestKillChild$")
	cmd.Env = append(os.Environ(), killDir+"="+dir, killTOTP+"="+secret, killRound+"="+strconv.Itoa(round))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() { _ = cmd.Process.Kill() }
	if at.steps < 0 {
		time.AfterFunc(at.after, kill)
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			break // a line cut short by the kill was not acknowledged
		} else if err != nil {
			t.Fatal(err)
		}
		ack, ok := strings.CutPrefix(strings.TrimSpace(line), "ack ")
		if !ok { // the child failed by itself
			t.Errorf("round %d: %s", round, strings.TrimSpace(line))
			continue
		}
		if len(acks) == at.steps {
			time.AfterFunc(at.after, kill)
		}
		acks = append(acks, ack)
	}
	if err := cmd.Wait(); err == nil {
		t.Errorf("round %d: want the child killed, it ended by itself", round)
	}
	return acks
}

// checkAcks looks for everything that was acknowledged.
func checkAcks(t *testing.T, h *house, acks []string) {
	t.Helper()
	count := map[string]int{}
	for _, ack := range acks {
		w := strings.Fields(ack)
		count[w[0]]++
		var err error
		switch w[0] {
		case "import":
			_, _, err = h.cases.Original(t.Context(), h.s, chart.ImportID(w[1]))
		case "page":
			n, _ := strconv.Atoi(w[2])
			_, err = h.cases.ImportPageFile(t.Context(), h.s, chart.ImportID(w[1]), n)
		case "document":
			_, err = h.cases.Load(t.Context(), h.s, chart.DocumentID(w[1]))
		case "decide":
			d := h.load(chart.DocumentID(w[1]))
			if got := d.Final(chart.FieldID(w[2])).Value; got != chart.Text("value of "+w[2]) {
				err = fmt.Errorf("the decision is lost")
			}
		case "sign":
			signed := []chart.State{chart.StateSigned, chart.StateSent, chart.StateSettled}
			if d := h.load(chart.DocumentID(w[1])); !slices.Contains(signed, d.State) {
				err = fmt.Errorf("the signature is lost, state %s", d.State.Word())
			}
			if err == nil {
				_, err = h.cases.Envelope(t.Context(), h.s, chart.DocumentID(w[1]))
			}
		case "settle":
			var receipt []byte
			if receipt, err = h.cases.ReceiptOf(t.Context(), w[2]); err == nil && string(receipt) != "receipt of "+w[2] {
				err = fmt.Errorf("the receipt is another's")
			}
		}
		if err != nil {
			t.Errorf("acknowledged %q: %v", ack, err)
		}
	}
	t.Logf("acknowledged over %d kills: %v", kills, count)
	if count["sign"] < kills/2 || count["ready"] < kills/2 {
		t.Errorf("want at least %d acknowledged signatures for the test to mean something, got %v", kills/2, count)
	}
}

// checkOutbox looks for doubles, and whether state and trail tell the same.
func checkOutbox(t *testing.T, h *house, acks []string) {
	t.Helper()
	seen := map[string]int{}
	if err := h.db.Read(t.Context(), func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT r.document FROM outbox o JOIN record r ON r.id = o.record`, nil, func(r *sqlitedb.Rows) error {
			var doc string
			err := r.Scan(&doc)
			seen[doc]++
			return err
		})
	}); err != nil {
		t.Fatal(err)
	}
	for doc, n := range seen {
		if n != 1 {
			t.Errorf("document %s is in the outbox %d times", doc, n)
		}
	}
	for _, ack := range acks {
		if w := strings.Fields(ack); w[0] == "sign" && seen[w[1]] != 1 {
			t.Errorf("%s: want it in the outbox once", ack)
		}
	}
	out, err := h.cases.Outbox(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range out {
		if _, err := h.cases.Sealed(t.Context(), o.Record); err != nil {
			t.Errorf("record %s: %v", o.Record, err)
		}
	}
	checkTrail(t, h)
}

// checkTrail compares what the trail tells with the rows, and the rows with the files.
func checkTrail(t *testing.T, h *house) {
	t.Helper()
	h.verify()
	entries, err := h.log.Entries(t.Context(), audit.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	tally := map[chart.Action]int{}
	for _, e := range entries {
		tally[e.Action]++
	}
	rows := func(query string) (n int) {
		if err := h.db.Read(t.Context(), func(tx *sqlitedb.Tx) error { return tx.Row(query, nil, &n) }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for act, query := range map[chart.Action]string{
		chart.ActImport: `SELECT count(*) FROM import`, chart.ActDecide: `SELECT count(*) FROM decision`,
		chart.ActSignRecord: `SELECT count(*) FROM record`, chart.ActSettle: `SELECT count(*) FROM outbox WHERE state = 'settled'`, chart.ActRead: `SELECT (SELECT count(*) FROM page) + (SELECT count(*) FROM document)`} {
		if got, want := tally[act], rows(query); got != want {
			t.Errorf("want as many %s in the trail as there are rows (%d), got %d", act, want, got)
		}
	}
	if got, want := rows(`SELECT count(*) FROM outbox`), rows(`SELECT count(*) FROM document WHERE state IN ('signed', 'sent', 'settled')`); got != want {
		t.Errorf("want %d signed documents in the outbox, got %d", want, got)
	}
	files, err := filepath.Glob(filepath.Join(h.dir, "pages", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	files = slices.DeleteFunc(files, func(f string) bool { return strings.HasPrefix(filepath.Base(f), ".") })
	if want := rows(`SELECT count(*) FROM blob`); len(files) != want {
		t.Errorf("want %d files, one a row, got %d", want, len(files))
	}
}
