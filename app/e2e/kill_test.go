//go:build e2e

package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/app/wirehub"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/ui/present"
)

// kills is how many processes die; between hubLeaves and hubReturns no hub answers.
const (
	kills      = 100
	ownKills   = 24
	hubLeaves  = 45
	hubReturns = 60
)

// practice is what the kill test works in, and what its dead have acknowledged.
type practice struct {
	t      *testing.T
	dir    string
	hubDir string
	hub    *wirehub.Hub
	secret string
	random *rand.Rand
	usual  map[string]time.Duration // how long a step takes, as seen so far

	imports []string            // files that an import was begun of
	docs    map[string][]string // documents of the imports that were acknowledged, by file
	decided []decided
	signed  map[chart.DocumentID]int
	hits    map[string]int // kills by the step that was under way
}

type decided struct {
	doc     chart.DocumentID
	field   chart.FieldID
	verdict chart.Verdict
	value   string
}

// TestKill kills a desk a hundred times while it imports, takes corrections and signs, with a real hub on the loopback
// address, and then looks whether anything that it had acknowledged is lost, or anything is at the hub twice.
func TestKill(t *testing.T) {
	t.Parallel()
	p := newPractice(t, false)
	start := time.Now()
	for round := 1; round <= kills; round++ {
		switch round { // the hub is away for a while, and comes back with what it had
		case hubLeaves:
			p.must(p.hub.Close())
		case hubReturns:
			p.startHub(strings.TrimPrefix(p.hub.URL, "https://"))
		}
		p.round(round)
	}
	p.tell(start, kills)
	for _, part := range []string{partImport, partReview, partSign} {
		if p.hits[part] < kills/8 {
			t.Errorf("want at least %d kills during %s, got %d", kills/8, part, p.hits[part])
		}
	}
	p.check(kills + 1)
}

// TestKillWithItsOwnHub does the same to a practice whose hub runs in the desk and dies with it.
func TestKillWithItsOwnHub(t *testing.T) {
	t.Parallel()
	p := newPractice(t, true)
	start := time.Now()
	for round := 1; round <= ownKills; round++ {
		p.round(round)
	}
	p.tell(start, ownKills)
	if len(p.signed) == 0 {
		t.Error("nothing was signed")
	}
	p.check(ownKills + 1)
}

// round kills once, every twelfth time while the desk opens, and verifies the trail that is left.
func (p *practice) round(round int) {
	p.t.Helper()
	part := []string{partImport, partReview, partSign}[round%3]
	if round%12 == 0 {
		part = partStart
	}
	p.killOne(round, part)
	if rep, err := wire.VerifyTrail(p.t.Context(), filepath.Join(p.dir, "workspace"), ""); err != nil || !rep.Holds {
		p.t.Fatalf("round %d: the trail does not hold: %s, %v", round, rep.Words, err)
	}
}

func (p *practice) tell(start time.Time, rounds int) {
	p.t.Logf("%d kills in %v, by the step under way: %v; acknowledged: %d imports, %d decisions, %d signatures",
		rounds, time.Since(start).Round(time.Second), p.hits, len(p.docs), len(p.decided), len(p.signed))
}

func newPractice(t *testing.T, ownHub bool) *practice {
	t.Helper()
	p := &practice{t: t, dir: t.TempDir(), hubDir: t.TempDir(), random: rand.New(rand.NewPCG(20261121, 4711)), hits: map[string]int{},
		docs: map[string][]string{}, signed: map[chart.DocumentID]int{},
		usual: map[string]time.Duration{partStart: time.Second, partImport: time.Second, partReview: 10 * time.Millisecond, partSign: time.Second}}
	ctx := t.Context()
	d, now, err := killDesk(ctx, p.dir, 0)
	p.must(err)
	defer func() { p.must(d.Close()) }()
	e, err := d.SetUp(ctx, present.SetUp{Practice: "Oak Street Clinic", DisplayName: "Ada", Login: "ada", Password: killPassword, Validators: chart.OneValidate})
	p.must(err)
	p.secret = e.Secret
	code, err := totp.GenerateCode(e.Secret, now())
	p.must(err)
	_, err = d.ConfirmSetUp(ctx, code)
	p.must(err)
	if ownHub {
		p.must(d.StartHub(ctx))
		return p
	}
	p.startHub("127.0.0.1:0")
	t.Cleanup(func() { _ = p.hub.Close() })
	once, err := p.hub.NewCode(ctx)
	p.must(err)
	p.must(d.Enrol(ctx, p.hub.URL, once))
	return p
}

func (p *practice) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *practice) startHub(addr string) {
	p.t.Helper()
	var err error
	p.hub, err = wirehub.Start(p.t.Context(), wirehub.Options{Dir: p.hubDir, Addr: addr, Log: slog.New(slog.DiscardHandler)})
	p.must(err)
}

// killOne lets a desk work until it is in the part that is aimed at, and kills it somewhere in it.
func (p *practice) killOne(round int, part string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), 2*time.Minute)
	defer cancel()
	exe, err := os.Executable()
	p.must(err)
	cmd := exec.CommandContext(ctx, exe)
	cmd.Env = append(os.Environ(), killDir+"="+p.dir, killSecret+"="+p.secret, killRound+"="+strconv.Itoa(round), killPart+"="+part)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	p.must(err)
	p.must(cmd.Start())
	skip := 0 // of the steps aimed at, how many pass
	if part == partReview {
		skip = p.random.IntN(4)
	}
	under, since := partStart, time.Now()
	for lines := bufio.NewReader(out); ; {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			break // half a line is no acknowledgement
		}
		p.must(err)
		words := strings.Fields(line)
		switch words[0] {
		case "begin":
			if under, since = words[1], time.Now(); under == part {
				if skip == 0 {
					time.AfterFunc(time.Duration(p.random.Float64()*1.1*float64(p.usual[part])), func() { _ = cmd.Process.Kill() })
				}
				skip--
			}
			if under == partImport {
				p.imports = append(p.imports, words[2])
			}
		case "done":
			p.usual[under] = (3*p.usual[under] + time.Since(since)) / 4
			under = "between"
			p.acknowledge(words[1:])
		default:
			p.t.Errorf("round %d, %s: %s", round, part, line)
		}
	}
	_ = cmd.Wait()
	if ctx.Err() != nil {
		p.t.Fatalf("round %d: not in %s after two minutes", round, part)
	}
	if stderr.Len() > 0 {
		p.t.Errorf("round %d: stderr: %.500s", round, stderr.String())
	}
	p.hits[under]++
}

func (p *practice) acknowledge(words []string) {
	switch words[0] {
	case partImport:
		p.docs[words[1]] = words[2:]
	case partReview:
		value, err := strconv.Unquote(strings.Join(words[4:], " "))
		p.must(err)
		p.decided = append(p.decided, decided{chart.DocumentID(words[1]), chart.FieldID(words[2]), chart.Verdict(words[3]), value})
	case partSign:
		p.signed[chart.DocumentID(words[1])]++
	}
}

// check opens the workspace for the last time and compares it, and the hub, with what was acknowledged.
func (p *practice) check(round int) {
	ctx, t := p.t.Context(), p.t
	d, now, err := killDesk(ctx, p.dir, round)
	p.must(err)
	defer func() { p.must(d.Close()) }()
	p.must(killSignIn(ctx, d, p.secret, now()))
	p.settle(ctx, d)
	p.bringInAgain(ctx, d)
	for id, n := range p.signed {
		if got := p.open(ctx, d, id).State; got != chart.StateSettled || n != 1 {
			t.Errorf("%s was acknowledged as signed %d times, its state is %s; want once and settled", id, n, got.Word())
		}
	}
	for _, dec := range p.decided {
		ok := slices.ContainsFunc(p.open(ctx, d, dec.doc).Decisions, func(have chart.Decision) bool {
			return have.Field == dec.field && have.Verdict == dec.verdict && have.Value.Reveal() == dec.value
		})
		if !ok {
			t.Errorf("the acknowledged decision %v is lost", dec)
		}
	}
	p.checkHub(ctx, d)
	rep, err := wire.VerifyTrail(ctx, filepath.Join(p.dir, "workspace"), "")
	if err != nil || !rep.Holds || !strings.Contains(rep.Words, "witnessed by the hub") {
		t.Errorf("want a witnessed trail that holds, got %s, %v", rep.Words, err)
	}
	t.Log(rep.Words)
}

func (p *practice) open(ctx context.Context, d *wire.Desk, id chart.DocumentID) *chart.Dossier {
	p.t.Helper()
	doc, err := d.Open(ctx, id)
	if err != nil {
		p.t.Fatalf("%s: %v", id, err)
	}
	return doc
}

// settle waits until every import is read and every record has its receipt.
func (p *practice) settle(ctx context.Context, d *wire.Desk) {
	p.t.Helper()
	deadline, tick := time.After(3*time.Minute), time.NewTicker(100*time.Millisecond)
	defer tick.Stop()
	for {
		list, err := d.List(ctx, present.Filter{States: []chart.State{chart.StateQuarantined, chart.StateReading}})
		p.must(err)
		out, err := d.Outbox(ctx)
		p.must(err)
		if len(list) == 0 && out.Waiting == 0 && !out.LastSeen.IsZero() {
			return
		}
		select {
		case <-d.Changed():
		case <-tick.C:
		case <-deadline:
			p.t.Fatalf("after three minutes %d imports are unread and %d records without receipt (%v)", len(list), out.Waiting, out.Problem)
		}
	}
}

// bringInAgain gives every file once more: what was acknowledged is known by its bytes, with the documents it had.
func (p *practice) bringInAgain(ctx context.Context, d *wire.Desk) {
	slices.Sort(p.imports)
	p.imports = slices.Compact(p.imports)
	report, err := d.Import(ctx, p.imports, false, nil)
	p.must(err)
	owner := map[chart.DocumentID]string{}
	for i, path := range p.imports {
		f := report.Files[i]
		if len(f.Documents) == 0 || f.Refusal != nil {
			p.t.Errorf("%s: want documents, got %+v", filepath.Base(path), f)
		}
		for n, id := range f.Documents {
			if other := owner[id]; other != "" {
				p.t.Errorf("%s belongs to %s and %s", id, other, path)
			}
			owner[id] = path
			if acked := p.docs[path]; acked != nil && (!f.Duplicate || len(acked) != len(f.Documents) || acked[n] != string(id)) {
				p.t.Errorf("%s: acknowledged with %v, now %v", filepath.Base(path), acked, f.Documents)
			}
		}
	}
	list, err := d.List(ctx, present.Filter{})
	p.must(err)
	if len(list) != len(owner) {
		p.t.Errorf("want %d documents, one of each that was brought in, got %d", len(owner), len(list))
	}
}

// checkHub looks for each settled document in exactly one record, with the corrections that stood when it was signed.
func (p *practice) checkHub(ctx context.Context, d *wire.Desk) {
	p.t.Helper()
	payloads := p.payloads(ctx, d)
	list, err := d.List(ctx, present.Filter{States: []chart.State{chart.StateSigned, chart.StateSent, chart.StateSettled}})
	p.must(err)
	if len(list) != len(payloads) {
		p.t.Errorf("want a record for each of %d signed documents, got %d records", len(list), len(payloads))
	}
	for _, s := range list {
		doc := p.open(ctx, d, s.ID)
		corrections := 0
		for _, f := range doc.Document.Fields {
			final := doc.Final(f.ID)
			if final.Verdict != chart.Corrected {
				continue
			}
			corrections++
			var in []string
			for id, payload := range payloads {
				if strings.Contains(payload, plain(final.Value.Reveal())) {
					in = append(in, id)
				}
			}
			if len(in) != 1 {
				p.t.Errorf("%s: want its %s in one record, got %v", s.ID, f.Name, in)
			}
		}
		if corrections == 0 {
			p.t.Errorf("%s was signed without a correction", s.ID)
		}
	}
}

// keeper gives what a hub has.
type keeper interface {
	Roster(ctx context.Context) ([]byte, error)
	Records(ctx context.Context) ([]hub.Kept, error)
	Record(ctx context.Context, id string) ([]byte, error)
}

// ownKeeper asks the hub that runs with the desk: its keys are sealed in the workspace.
type ownKeeper struct{ desk *wire.Desk }

func (k ownKeeper) Roster(ctx context.Context) ([]byte, error)      { return k.desk.HubRoster(ctx) }
func (k ownKeeper) Records(ctx context.Context) ([]hub.Kept, error) { return k.desk.HubRecords(ctx) }
func (k ownKeeper) Record(ctx context.Context, id string) ([]byte, error) {
	return k.desk.HubRecord(ctx, id)
}

func (p *practice) keeper(d *wire.Desk) keeper {
	p.t.Helper()
	if p.hub == nil {
		return ownKeeper{d}
	}
	admin, err := wirehub.OpenAdmin(p.hubDir)
	p.must(err)
	return admin
}

// payloads gives every record at the hub, verified, as plain text by its id.
func (p *practice) payloads(ctx context.Context, d *wire.Desk) map[string]string {
	p.t.Helper()
	admin := p.keeper(d)
	text, err := admin.Roster(ctx)
	p.must(err)
	var roster record.Roster
	p.must(json.Unmarshal(text, &roster))
	kept, err := admin.Records(ctx)
	p.must(err)
	out, places := map[string]string{}, map[string]bool{}
	for _, k := range kept {
		data, err := admin.Record(ctx, k.Record)
		p.must(err)
		if _, err := record.Verify(data, &roster); err != nil {
			p.t.Errorf("record %s: %v", k.Record, err)
		}
		var f record.File
		p.must(json.Unmarshal(data, &f))
		out[k.Record] = plain(string(f.Envelope.Payload))
		places[fmt.Sprint(k.Device, k.Sequence)] = true
	}
	if len(places) != len(kept) || len(out) != len(kept) {
		p.t.Errorf("%d records, %d ids, %d places in the sequence: something was sent twice", len(kept), len(slices.Collect(maps.Keys(out))), len(places))
	}
	return out
}

// plain is a text as values are compared: letters and digits in lower case, so that a normalised value is still found.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		}
		return -1
	}, s)
}
