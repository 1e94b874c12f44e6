//go:build e2e

package e2e_test

import (
	"context"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

const (
	killDir    = "CHARTPROOF_KILL_DIR"
	killSecret = "CHARTPROOF_KILL_SECRET"
	killRound  = "CHARTPROOF_KILL_ROUND"
	killPart   = "CHARTPROOF_KILL_PART"

	killPassword = "a sentence as password"
)

// The parts of the work in which a kill is aimed at. A child that is to die while importing imports first; any other does
// what waits first.
const (
	partStart  = "start"
	partImport = "import"
	partReview = "decide"
	partSign   = "sign"
)

// killDesk opens the workspace; every round is a minute later than the one before, so that no authenticator code comes twice.
func killDesk(ctx context.Context, dir string, round int) (*wire.Desk, func() time.Time, error) {
	now := func() time.Time { return time.Now().Add(time.Duration(round) * time.Minute) }
	d, err := wire.OpenDesk(ctx, wire.DeskOptions{Dir: filepath.Join(dir, "workspace"), Version: wire.Version,
		HubAddress: "127.0.0.1:0", Jobs: 1, Iterations: 1000, Now: now,
		Keyring: vault.FileKeyring{Path: filepath.Join(dir, "keyring"), Passphrase: killPassword, Iterations: 1000}})
	return d, now, err
}

func killSignIn(ctx context.Context, d *wire.Desk, secret string, now time.Time) error {
	code, err := totp.GenerateCode(secret, now)
	if err != nil {
		return err
	}
	_, err = d.SignIn(ctx, "ada", killPassword, code)
	return err
}

// killChart writes the chart of a round and number: two pages every third time, bytes and patient its own.
func killChart(dir string, round, n int) (string, error) {
	path := filepath.Join(dir, "charts", fmt.Sprintf("%d-%d.tif", round, n))
	var pages []*geom.Raster
	for p := range 1 + (round+n)%3/2 {
		img, err := drawn([]string{"REFERRAL", "Patient Name: Nora Quimby", "Date of Birth: 03/14/1961",
			fmt.Sprintf("MRN: %d", 48000000+round*1000+n*10+p), "Allergies: Penicillin", "Diagnosis: Hypertension I10"})
		if err != nil {
			return "", err
		}
		img.SetGray(5, 5, color.Gray{}) // page one and page two differ even where their words do not
		pages = append(pages, geom.FromGray(img, 200))
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	return path, os.WriteFile(path, synth.MultiTIFF(pages), 0o600)
}

// say writes one line in one write: what the parent has read was said after the step was finished.
func say(words ...string) { _, _ = os.Stdout.WriteString(strings.Join(words, " ") + "\n") }

// workUntilKilled imports, corrects and signs, again and again, and says what it begins and what is done.
func workUntilKilled() {
	w := &killed{dir: os.Getenv(killDir), part: os.Getenv(killPart)}
	var err error
	if w.round, err = strconv.Atoi(os.Getenv(killRound)); err == nil {
		err = w.work(context.Background())
	}
	say("failed", fmt.Sprint(err))
}

type killed struct {
	dir, part string
	round     int
	desk      *wire.Desk
	charts    int
	tokens    int
}

func (w *killed) work(ctx context.Context) error {
	say("begin", partStart)
	d, now, err := killDesk(ctx, w.dir, w.round)
	if err != nil {
		return err
	}
	w.desk = d
	if st, err := d.Gate(ctx); err != nil || st.Problem != nil {
		return fmt.Errorf("gate: %w, %w", err, st.Problem)
	}
	if err := killSignIn(ctx, d, os.Getenv(killSecret), now()); err != nil {
		return err
	}
	say("done", partStart)
	for first := true; ; first = false {
		docs, err := w.open(ctx)
		if err != nil {
			return err
		}
		if len(docs) == 0 || first && w.part == partImport {
			if err := w.bringIn(ctx); err != nil {
				return err
			}
			continue
		}
		for _, id := range docs {
			if err := w.finish(ctx, id); err != nil {
				return err
			}
		}
	}
}

func (w *killed) open(ctx context.Context) (ids []chart.DocumentID, err error) {
	list, err := w.desk.List(ctx, present.Filter{States: []chart.State{chart.StateReview, chart.StateReady}})
	for _, s := range list {
		if s.ID != "" {
			ids = append(ids, s.ID)
		}
	}
	return ids, err
}

func (w *killed) bringIn(ctx context.Context) error {
	w.charts++
	path, err := killChart(w.dir, w.round, w.charts)
	if err != nil {
		return err
	}
	say("begin", partImport, path)
	report, err := w.desk.Import(ctx, []string{path}, false, nil)
	if err != nil {
		return err
	}
	f := report.Files[0]
	if f.Refusal != nil || len(f.Documents) == 0 {
		return fmt.Errorf("import: %v, %d documents", f.Refusal, len(f.Documents))
	}
	words := []string{"done", partImport, path}
	for _, id := range f.Documents {
		words = append(words, string(id))
	}
	say(words...)
	return nil
}

// finish corrects name and number of a document, confirms the rest, and signs.
func (w *killed) finish(ctx context.Context, id chart.DocumentID) error {
	d, err := w.desk.Open(ctx, id)
	if err != nil {
		return err
	}
	for _, f := range d.Document.Fields {
		correct := f.Name == chart.PatientName || f.Name == chart.MRN
		if !correct && !d.NeedsPerson(f) || correct && d.Final(f.ID).Verdict == chart.Corrected && w.round%2 == 0 {
			continue // in even rounds what is corrected stays, in odd ones it is corrected again
		}
		dec := chart.Decision{Field: f.ID, Verdict: chart.Confirmed, Value: f.Value}
		if f.Value == "" {
			dec.Verdict = chart.NotOnPage
		}
		if correct {
			w.tokens++
			dec.Verdict, dec.Value = chart.Corrected, chart.Text(token(f.Name, w.round, w.tokens))
		}
		say("begin", partReview, string(id))
		if d, err = w.desk.Decide(ctx, id, d.Version, dec); err != nil {
			return err
		}
		say("done", partReview, string(id), string(f.ID), string(dec.Verdict), strconv.Quote(dec.Value.Reveal()))
	}
	say("begin", partSign, string(id))
	if err := w.desk.Sign(ctx, id, d.Version, killPassword); err != nil {
		return err
	}
	say("done", partSign, string(id))
	return nil
}

// token is a value that no other decision has: letters for a name, digits for a number.
func token(f chart.FieldName, round, n int) string {
	if f == chart.MRN {
		return fmt.Sprintf("77%03d%04d", round, n)
	}
	letters := []byte("aaaaaa")
	for i, v := 0, round*10000+n; i < len(letters); i, v = i+1, v/26 {
		letters[i] += byte(v % 26)
	}
	return "Nora Qu" + string(letters)
}
