package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/app/wire"
)

// TestTheHubOfADesktop is asked with nobody at the desk: it runs for as long as the command.
func TestTheHubOfADesktop(t *testing.T) {
	p := newPractice(t)
	ctx := t.Context()
	d, err := wire.OpenOffice(ctx, wire.DeskOptions{Dir: p.dir, HubAddress: "127.0.0.1:0", KeyFile: wire.KeyFile{Path: p.keyFile, Passphrase: "another long sentence"}},
		wire.Visit{Login: "ada", Password: sentence, Code: p.code(0)})
	p.must(err)
	p.must(d.StartHub(ctx))
	p.must(d.CloseOffice(context.WithoutCancel(ctx)))
	roster := filepath.Join(t.TempDir(), "roster.json")
	code, _, said := ctl(t, sentence+"\n"+p.code(30*time.Second)+"\n", "hub", "roster", "--workspace", p.dir, "--login", "ada", "--key-file", p.keyFile,
		"--key-passphrase-file", p.phrase, "--out", roster)
	if code != exitDone {
		t.Fatalf("want the roster, got %d: %s", code, said)
	}
	if data, err := os.ReadFile(roster); err != nil || !strings.Contains(string(data), `"keys"`) {
		t.Errorf("want keys in the roster, got %s, %v", data, err)
	}
}

// What is missing on the command line is told before anything is opened.
func TestHubCommandsWithoutAPerson(t *testing.T) {
	for _, args := range [][]string{{"hub"}, {"hub", "records"}, {"hub", "forks", "--login", "ada"}, {"hub", "code", "--workspace", "none"}, {"hub", "record", "--login", "ada"}} {
		if code, _, said := ctl(t, "", args...); code != exitUsage {
			t.Errorf("%s: want wrong usage, got %d: %s", strings.Join(args, " "), code, said)
		}
	}
}
