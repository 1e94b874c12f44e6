package wire

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/pquerna/otp/totp"

	"chartproof.org/chartproof/app/wirehub"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// Rehearsal takes charts the whole way on a machine without anybody at its desk: a workspace of its own, a person who
// confirms every field as it was read, a hub on the loopback address, and the proof of what arrived there. It is for
// synthetic charts: nobody has looked at what it signs.
type Rehearsal struct {
	Dir     string // made here: workspace, hub, records
	Version string
	Jobs    int
	Say     io.Writer // a line a step
}

// settleLimit is how long the rehearsal waits for the hub's receipts.
const settleLimit = 2 * time.Minute

// Run goes the whole way and fails at the first step that does not hold.
func (r Rehearsal) Run(ctx context.Context, paths []string) (err error) {
	if entries, err := os.ReadDir(r.Dir); err == nil && len(entries) > 0 {
		return chart.E(chart.Conflict, "rehearse", errors.New("the folder is not empty; name a new one"))
	}
	workspace, hubDir := filepath.Join(r.Dir, "workspace"), filepath.Join(r.Dir, "hub")
	quiet := slog.New(slog.NewJSONHandler(io.Discard, nil))
	hub, err := wirehub.Start(ctx, wirehub.Options{Dir: hubDir, Addr: "127.0.0.1:0", Log: quiet})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hub.Close()) }()
	password := rand.Text() // 26 characters
	desk, err := OpenDesk(ctx, DeskOptions{Dir: workspace, Version: r.Version, Jobs: r.Jobs, Log: quiet,
		Keyring: vault.FileKeyring{Path: filepath.Join(r.Dir, "keyring"), Passphrase: password}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	if err := r.setUp(ctx, desk, hub, password); err != nil {
		return err
	}
	docs, err := r.bringIn(ctx, desk, paths)
	if err != nil {
		return err
	}
	for i, id := range docs {
		if err := r.clear(ctx, desk, id, password); err != nil {
			return fmt.Errorf("document %d: %w", i+1, err)
		}
	}
	if err := r.awaitReceipts(ctx, desk); err != nil {
		return err
	}
	return r.prove(ctx, workspace, hubDir, len(docs))
}

func (r Rehearsal) say(format string, args ...any) { fmt.Fprintf(r.Say, format+"\n", args...) }

func (r Rehearsal) setUp(ctx context.Context, desk *Desk, hub *wirehub.Hub, password string) error {
	if err := rehearser(ctx, desk, password); err != nil {
		return err
	}
	once, err := hub.NewCode(ctx)
	if err != nil {
		return err
	}
	if err := desk.Enrol(ctx, hub.URL, once); err != nil {
		return err
	}
	r.say("workspace set up, joined to the hub at %s", hub.URL)
	return nil
}

// rehearser sets a new workspace up with a person of every role and leaves that person signed in.
func rehearser(ctx context.Context, desk *Desk, password string) error {
	enrolment, err := desk.SetUp(ctx, present.SetUp{Practice: "Rehearsal", DisplayName: "Rehearsal", Login: "rehearsal", Password: password,
		Validators: chart.OneValidate}) // nobody has looked at all

	if err != nil {
		return err
	}
	code, err := totp.GenerateCode(enrolment.Secret, time.Now())
	if err != nil {
		return err
	}
	_, err = desk.ConfirmSetUp(ctx, code)
	return err
}

func (r Rehearsal) bringIn(ctx context.Context, desk *Desk, paths []string) ([]chart.DocumentID, error) {
	report, err := desk.Import(ctx, paths, false, nil)
	if err != nil {
		return nil, err
	}
	var docs []chart.DocumentID
	for i, f := range report.Files {
		if f.Refusal != nil {
			return nil, fmt.Errorf("file %d refused: %w", i+1, f.Refusal)
		}
		docs = append(docs, f.Documents...)
		r.say("file %d: %d pages, %d documents", i+1, f.Pages, len(f.Documents))
	}
	return docs, nil
}

// clear decides what needs a person as it was read, and signs.
func (r Rehearsal) clear(ctx context.Context, desk *Desk, id chart.DocumentID, password string) error {
	d, err := desk.Open(ctx, id)
	if err != nil {
		return err
	}
	needed := d.OpenFields()
	for _, f := range d.Document.Fields {
		if !d.NeedsPerson(f) {
			continue
		}
		dec := chart.Decision{Field: f.ID, Verdict: chart.Confirmed, Value: f.Value}
		if f.Value == "" {
			dec.Verdict = chart.NotOnPage
		}
		if d, err = desk.Decide(ctx, id, d.Version, dec); err != nil {
			return err
		}
	}
	if err := desk.Sign(ctx, id, d.Version, password); err != nil {
		return err
	}
	r.say("%s: %d of %d fields confirmed as read, %d identifiers redacted, signed", d.Document.Type, needed, len(d.Document.Fields), len(d.Spans))
	return nil
}

func (r Rehearsal) awaitReceipts(ctx context.Context, desk *Desk) error {
	ctx, cancel := context.WithTimeout(ctx, settleLimit)
	defer cancel()
	for {
		changed := desk.Changed()
		st, err := desk.Outbox(ctx)
		if err != nil {
			return err
		}
		if st.Waiting == 0 {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return chart.E(chart.Unreachable, "wait for receipts", errors.Join(fmt.Errorf("%d records have none", st.Waiting), st.Problem))
		}
	}
}

// prove fetches every record from the hub and verifies it and the trail.
func (r Rehearsal) prove(ctx context.Context, workspace, hubDir string, want int) error {
	admin, err := wirehub.OpenAdmin(hubDir)
	if err != nil {
		return err
	}
	kept, err := admin.Records(ctx)
	if err != nil {
		return err
	}
	if len(kept) != want {
		return chart.E(chart.Tampered, "prove", fmt.Errorf("%d records at the hub, %d documents were signed", len(kept), want))
	}
	rosterText, err := admin.Roster(ctx)
	if err != nil {
		return err
	}
	var roster record.Roster
	if err := json.Unmarshal(rosterText, &roster); err != nil {
		return err
	}
	out := filepath.Join(r.Dir, "records")
	if err := os.MkdirAll(out, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, "roster.json"), rosterText, 0o600); err != nil {
		return err
	}
	for _, k := range kept {
		data, err := admin.Record(ctx, k.Record)
		if err != nil {
			return err
		}
		v, err := record.Verify(data, &roster)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, k.Record+".json"), data, 0o600); err != nil {
			return err
		}
		r.say("record %s: settled and verified, %d resources, %d attachments", v.Record, v.Resources, v.Attachments)
	}
	rep, err := VerifyTrail(ctx, workspace, "")
	if err != nil {
		return err
	}
	if !rep.Holds {
		return chart.E(chart.Tampered, "prove", errors.New(rep.Words))
	}
	r.say("%s", rep.Words)
	return nil
}
