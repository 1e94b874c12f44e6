package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

const sentence = "a sentence as password"

// practice is a workspace with a key file, a privacy officer and what the commands are told.
type practice struct {
	t       *testing.T
	dir     string
	secret  string // of ada's authenticator
	now     time.Time
	keyFile string
	phrase  string
}

func newPractice(t *testing.T) *practice {
	t.Helper()
	dir := t.TempDir()
	p := &practice{t: t, dir: filepath.Join(dir, "workspace"), keyFile: filepath.Join(dir, "keys.json"), phrase: filepath.Join(dir, "phrase"), now: time.Now()}
	p.must(os.WriteFile(p.phrase, []byte("another long sentence\n"), 0o600))
	d, err := wire.OpenDesk(t.Context(), wire.DeskOptions{Dir: p.dir, Office: true, Iterations: 1000,
		KeyFile: wire.KeyFile{Path: p.keyFile, Passphrase: "another long sentence"}})
	p.must(err)
	e, err := d.SetUp(t.Context(), present.SetUp{Practice: "Oak Street Clinic", DisplayName: "Ada", Login: "ada", Password: sentence, Validators: chart.OneValidate})
	p.must(err)
	p.secret = e.Secret
	code, err := totp.GenerateCode(e.Secret, time.Now().Add(-30*time.Second))
	p.must(err)
	_, err = d.ConfirmSetUp(t.Context(), code)
	p.must(err)
	p.must(d.CloseOffice(context.WithoutCancel(t.Context())))
	return p
}

func (p *practice) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// code is one that was not used yet: the window has three.
func (p *practice) code(drift time.Duration) string {
	p.t.Helper()
	code, err := totp.GenerateCode(p.secret, time.Now().Add(drift))
	p.must(err)
	return code
}

func (p *practice) keys(in string, command string, args ...string) (int, string, string) {
	p.t.Helper()
	return ctl(p.t, in, append([]string{"keys", command, "--workspace", p.dir, "--key-file", p.keyFile, "--key-passphrase-file", p.phrase}, args...)...)
}

var shareLine = regexp.MustCompile(`(?m)^    (\d   [a-z ]+)$`)

// TestRecoveryByCommand makes shares, rehearses them, loses the keyring and recovers, all as a script would. Shares go by pipe:
// what split prints is read before it asks, so they are confirmed in a second set that is known.
func TestRecoveryByCommand(t *testing.T) {
	p := newPractice(t)
	typed := p.split()
	files := make([]string, len(typed))
	for i, lines := range typed {
		files[i] = filepath.Join(t.TempDir(), "share.txt")
		p.must(os.WriteFile(files[i], []byte(strings.Join(lines, "\n")), 0o600))
	}
	statement := filepath.Join(t.TempDir(), "rehearsal.json")
	code, out, errs := p.keys(sentence+"\n"+p.code(30*time.Second)+"\n", "rehearse", "--login", "ada", "--share", files[0], "--share", files[2], "--out", statement)
	if code != exitDone || !strings.Contains(out, "6 zone keys") {
		t.Fatalf("rehearse: exit %d, %s%s", code, out, errs)
	}
	code, out, errs = ctl(t, "", "keys", "rehearsal", statement)
	var said struct {
		Statement wire.RehearsalStatement
		Signers   []any
	}
	if code != exitDone || json.Unmarshal([]byte(out), &said) != nil || said.Statement.Zones != 6 || len(said.Signers) != 2 {
		t.Errorf("rehearsal: exit %d, %s%s", code, out, errs)
	}
	p.must(os.Remove(p.keyFile))
	if code, _, errs = p.keys("", "recover", "--login", "grace", "--name", "Grace", "--share", files[0]); code != exitUsage && code != exitSomeFailed {
		t.Errorf("recover with one share and no password: exit %d, %s", code, errs)
	}
	code, _, errs = p.keys(strings.Join([]string{sentence, sentence, "000000"}, "\n")+"\n", "recover", "--login", "grace", "--name", "Grace",
		"--share", files[1], "--share", files[2])
	if code != exitSomeFailed || !strings.Contains(errs, "nothing was changed") {
		t.Errorf("a wrong code: exit %d, %s", code, errs)
	}
	if _, err := os.Stat(p.keyFile); err == nil {
		t.Error("a wrong code: want no key file")
	}
	wrong := append([]string{"able acorn"}, typed[1][1:]...)
	code, _, errs = p.keys(strings.Join(wrong, "\n")+"\n", "recover", "--login", "grace", "--name", "Grace")
	if code != exitSomeFailed || !strings.Contains(errs, "share 1: ") || !strings.Contains(errs, "line 1") || strings.Contains(errs, "acorn") {
		t.Errorf("a line that was typed wrong: exit %d, %s", code, errs)
	}
	p.recovers(typed)
}

// split makes a set and gives the lines of its shares. It is two runs of a program in one: the first asks, the second answers.
func (p *practice) split() (typed [][]string) {
	p.t.Helper()
	d, err := wire.OpenOffice(p.t.Context(), wire.DeskOptions{Dir: p.dir, KeyFile: wire.KeyFile{Path: p.keyFile, Passphrase: "another long sentence"}},
		wire.Visit{Login: "ada", Password: sentence, Code: p.code(0)})
	p.must(err)
	made, err := d.MakeRecoverySet(p.t.Context(), sentence, 2, 3)
	p.must(err)
	var last []string
	for _, s := range made {
		found := shareLine.FindAllStringSubmatch(s.Text, -1)
		if len(found) != wire.ShareLines {
			p.t.Fatalf("the page of share %d has %d lines", s.Number, len(found))
		}
		var lines []string
		for _, f := range found {
			lines = append(lines, f[1])
		}
		typed, last = append(typed, lines), append(last, lines[wire.ShareLines-1])
	}
	p.must(d.ConfirmRecoverySet(p.t.Context(), last))
	p.must(d.CloseOffice(context.WithoutCancel(p.t.Context())))
	return typed
}

// answering is standard input that knows the authenticator's code as soon as the secret was printed.
type answering struct {
	before string
	code   func() string
	asked  bool
}

func (a *answering) Read(b []byte) (int, error) {
	if a.before != "" {
		n := copy(b, a.before)
		a.before = a.before[n:]
		return n, nil
	}
	if !a.asked {
		a.asked = true
		return copy(b, a.code()+"\n"), nil
	}
	return 0, os.ErrClosed
}

func (p *practice) recovers(typed [][]string) {
	p.t.Helper()
	var out, errs strings.Builder
	secret := regexp.MustCompile(`(?m)^  ([A-Z2-7]{32})$`)
	in := &answering{before: strings.Join(append(append([]string{}, typed[0]...), typed[1]...), "\n") + "\n" + sentence + "\n" + sentence + "\n",
		code: func() string {
			m := secret.FindStringSubmatch(out.String())
			if m == nil {
				p.t.Fatalf("no secret was printed: %s", out.String())
			}
			code, err := totp.GenerateCode(m[1], time.Now())
			p.must(err)
			return code
		}}
	code := run(p.t.Context(), []string{"keys", "recover", "--workspace", p.dir, "--key-file", p.keyFile, "--key-passphrase-file", p.phrase,
		"--login", "grace", "--name", "Grace"}, streams{in: in, out: &out, err: &errs})
	if code != exitDone || !strings.Contains(errs.String(), "grace can sign in") {
		p.t.Fatalf("recover: exit %d, %s%s", code, out.String(), errs.String())
	}
	for _, secret := range append(typed[0], sentence) {
		if strings.Contains(out.String()+errs.String(), secret) {
			p.t.Error("recover prints what was typed")
		}
	}
	if strings.Contains(errs.String(), "1 more needed") == false {
		p.t.Errorf("want to be told how many more are needed: %s", errs.String())
	}
}

func TestSplitByCommandIsInForceOnlyOnceItWasTypedBack(t *testing.T) {
	p := newPractice(t)
	pages := t.TempDir()
	code, out, errs := p.keys(sentence+"\n"+p.code(0)+"\nable able able able able able\n", "split", "--login", "ada", "--pdf", pages)
	if code != exitSomeFailed || !strings.Contains(errs, "not in force") {
		t.Errorf("a wrong line: exit %d, %s", code, errs)
	}
	if n := len(shareLine.FindAllString(out, -1)); n != 3*wire.ShareLines {
		t.Errorf("want three shares of eight lines, got %d lines", n)
	}
	files, err := filepath.Glob(filepath.Join(pages, "*.pdf"))
	if err != nil || len(files) != 3 {
		t.Errorf("want three pages, got %v (%v)", files, err)
	}
	for _, args := range [][]string{{"--needs", "1"}, {"--needs", "4"}, {"--shares", "16"}} {
		if code, _, _ := p.keys("", "split", append(args, "--login", "ada")...); code != exitUsage {
			t.Errorf("%v: want wrong usage, got exit %d", args, code)
		}
	}
}
