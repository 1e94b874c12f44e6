package main

import (
	"encoding/json"
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

func TestTheTableThatComesWithTheRelease(t *testing.T) {
	code, stdout, stderr := ctl(t, "", "retention", "table", "--built-in", "--state", "tx")
	if code != exitDone || !strings.Contains(stdout, "us-tx-practice") || strings.Contains(stdout, "us-ca-practice") || !strings.Contains(stdout, "45 CFR 164.316(b)(2)(i)") {
		t.Errorf("exit %d, %s", code, stdout)
	}
	if !strings.Contains(stderr, "check with counsel") {
		t.Errorf("want it said that the table is no advice, got %s", stderr)
	}
	code, stdout, _ = ctl(t, "", "retention", "table", "--built-in", "--json")
	var rules []present.RetentionRule
	if err := json.Unmarshal([]byte(stdout), &rules); code != exitDone || err != nil || len(rules) < 100 {
		t.Errorf("exit %d, %d rules, %v", code, len(rules), err)
	}
}

func TestRetentionUsage(t *testing.T) {
	who := []string{"--workspace", "x", "--login", "ada"}
	for name, args := range map[string][]string{
		"nobody":                 {"retention", "preview"},
		"nothing to hold":        append([]string{"retention", "hold", "--matter", "m"}, who...),
		"two things to hold":     append([]string{"retention", "hold", "--matter", "m", "--everything", "--document", "d"}, who...),
		"nothing to do":          append([]string{"retention", "dispose"}, who...),
		"order and approve":      append([]string{"retention", "dispose", "--order", "a", "--approve", "b"}, who...),
		"a provider that is not": append([]string{"retention", "practice", "--state", "TX", "--provider", "vet"}, who...),
	} {
		if code, _, stderr := ctl(t, "", args...); code != exitUsage {
			t.Errorf("%s: want exit %d, got %d: %s", name, exitUsage, code, stderr)
		}
	}
	junk := filepath.Join(t.TempDir(), "junk")
	if err := os.WriteFile(junk, []byte("Maria Gonzalez"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := ctl(t, "", "retention", "certificates", "--check", junk)
	if code != exitSomeFailed || !strings.Contains(stderr, "does not hold") || strings.Contains(stderr, "Gonzalez") {
		t.Errorf("a certificate that is none: exit %d, %s", code, stderr)
	}
}

// TestRetentionFromTheCommandLine sets the practice and looks at a preview. A code works once, so each sign-in takes another one.
func TestRetentionFromTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	const password = "a sentence as password"
	for name, text := range map[string]string{"password": password + "\n", "phrase": "another sentence\n"} {
		if err := os.WriteFile(in(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	desk, err := wire.OpenDesk(t.Context(), wire.DeskOptions{Dir: in("workspace"), Version: "test", Office: true, Iterations: 1000,
		KeyFile: wire.KeyFile{Path: in("key"), Passphrase: "another sentence"}})
	if err != nil {
		t.Fatal(err)
	}
	enrolled, err := desk.SetUp(t.Context(), present.SetUp{Practice: "Oak Street Clinic", DisplayName: "Ada", Login: "ada", Password: password, Validators: chart.OneValidate})
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	shows := func(halfMinutes int) string {
		c, err := totp.GenerateCode(enrolled.Secret, begun.Add(time.Duration(30*halfMinutes)*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if _, err := desk.ConfirmSetUp(t.Context(), shows(-1)); err != nil {
		t.Fatal(err)
	}
	if err := desk.Close(); err != nil {
		t.Fatal(err)
	}
	as := func(code string, args ...string) []string {
		return append(append([]string{"retention"}, args...), "--workspace", in("workspace"), "--login", "ada", "--password-file", in("password"), "--code", code,
			"--key-file", in("key"), "--key-passphrase-file", in("phrase"))
	}
	if code, _, stderr := ctl(t, "", as(shows(0), "practice", "--state", "tx", "--provider", "practice", "--no-program", "medicare")...); code != exitDone {
		t.Fatalf("practice: exit %d, %s", code, stderr)
	}
	code, _, stderr := ctl(t, "", as(shows(1), "preview")...)
	if code != exitDone || !strings.Contains(stderr, "0 may go, 0 are kept") {
		t.Errorf("preview: exit %d, %s", code, stderr)
	}
	if code, stdout, _ := ctl(t, "", "audit", "verify", "--workspace", in("workspace")); code != exitDone {
		t.Errorf("the trail: exit %d, %s", code, stdout)
	}
}
