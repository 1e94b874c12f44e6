//go:build cgo

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

// clinicAt makes a workspace with ada in it and gives what a command line needs to come in, each time by a recovery code.
func clinicAt(t *testing.T) (as func(args ...string) []string) {
	t.Helper()
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	const password = "a sentence as password"
	for name, text := range map[string]string{"password": password, "phrase": "another sentence"} {
		if err := os.WriteFile(in(name), []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	desk, err := wire.OpenDesk(t.Context(), wire.DeskOptions{Dir: in("workspace"), Version: "test", Iterations: 1000, Office: true,
		KeyFile: wire.KeyFile{Path: in("key"), Passphrase: "another sentence"}})
	if err != nil {
		t.Fatal(err)
	}
	e, err := desk.SetUp(t.Context(), present.SetUp{Practice: "Oak Street Clinic", DisplayName: "Ada", Login: "ada", Password: password, Validators: chart.OneValidate})
	if err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCode(e.Secret, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := desk.ConfirmSetUp(t.Context(), code); err != nil {
		t.Fatal(err)
	}
	codes := desk.FreshCodes()
	if err := desk.CloseOffice(t.Context()); err != nil {
		t.Fatal(err)
	}
	return func(args ...string) []string {
		args = append(args, "--workspace", in("workspace"), "--login", "ada", "--password-file", in("password"), "--code", codes[0],
			"--key-file", in("key"), "--key-passphrase-file", in("phrase"))
		codes = codes[1:]
		return args
	}
}

// users runs a command; lines are what would be typed.
func users(t *testing.T, args []string, lines ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, streams{in: strings.NewReader(strings.Join(lines, "\n") + "\n"), out: &out, err: &errs})
	return code, out.String(), errs.String()
}

func TestUsersOfAWorkspace(t *testing.T) {
	as := clinicAt(t)
	code, stdout, stderr := users(t, as("users", "list"))
	if code != exitDone || !strings.Contains(stdout, "ada") || !strings.Contains(stdout, "active") {
		t.Fatalf("list: exit %d, %q, %q", code, stdout, stderr)
	}
	code, _, stderr = users(t, as("users", "add", "--name", "Cora", "--new-login", "cora", "--roles", "coder"), "password12345678", "000000")
	if code != exitSomeFailed || !strings.Contains(stderr, "many people choose") || strings.Contains(stderr, "password1234") {
		t.Errorf("a common password: exit %d, %q", code, stderr)
	}
	code, _, stderr = users(t, as("users", "disable", "ada"))
	if code != exitSomeFailed {
		t.Errorf("oneself: exit %d, %q", code, stderr)
	}
	code, _, stderr = users(t, as("users", "reset", "nobody"))
	if code != exitUsage {
		t.Errorf("nobody: want wrong usage, exit %d, %q", code, stderr)
	}
	code, stdout, stderr = users(t, as("users", "rules", "--few-codes", "2"))
	if code != exitDone || !strings.Contains(stdout, "alarm is raised: 2") {
		t.Errorf("rules: exit %d, %q, %q", code, stdout, stderr)
	}
	code, _, stderr = users(t, as("users", "rules", "--breached-file", filepath.Join(t.TempDir(), "none")))
	if code != exitEnvironment {
		t.Errorf("a list that is not there: want exit %d, got %d, %q", exitEnvironment, code, stderr)
	}
	code, stdout, _ = users(t, as("users", "verify"))
	if code != exitDone || !strings.Contains(stdout, "register") {
		t.Errorf("verify: exit %d, %q", code, stdout)
	}
	args := as("users", "codes")
	next := as()[7] // the code that the command asks for once more
	code, stdout, stderr = users(t, args, next)
	if code != exitDone || len(strings.Fields(stdout)) != 10 {
		t.Errorf("codes: exit %d, %d of them, %q", code, len(strings.Fields(stdout)), stderr)
	}
	if code, _, _ := users(t, []string{"users", "list"}); code != exitUsage {
		t.Errorf("without a workspace: want wrong usage, got %d", code)
	}
}
