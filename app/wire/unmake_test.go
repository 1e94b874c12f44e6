//go:build cgo

package wire

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/deid"
	"chartproof.org/chartproof/engine/protect/redact"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/ui/present"
)

// keptOrder is a release whose codes are kept.
func (r *room) keptOrder(doc chart.DocumentID) present.ReleaseOrder {
	r.t.Helper()
	return present.ReleaseOrder{Documents: []chart.DocumentID{doc}, Method: present.DateShifted, Formats: []present.ReleaseFormat{present.ReleaseCSV},
		Recipient: "State University", Board: "IRB", Protocol: "26-114", Approved: r.Now().AddDate(0, -1, 0), Expires: r.Now().AddDate(1, 0, 0),
		Folder: filepath.Join(r.t.TempDir(), "release")}
}

// since gives what the trail says of releases from an entry on.
func (r *room) since(from int64) (made, unmade, forgotten int, next int64) {
	r.t.Helper()
	all, err := r.trail.Entries(r.t.Context(), audit.Filter{From: from})
	r.must(err)
	next = from + int64(len(all))
	for _, e := range all {
		switch {
		case e.Action == chart.ActForget:
			forgotten++
		case e.Action == chart.ActDeidentify && strings.Contains(e.Detail, " unmade="):
			unmade++
		case e.Action == chart.ActDeidentify && (e.Document != "" || strings.Contains(e.Detail, " documents=")):
			made++
		}
	}
	return made, unmade, forgotten, next
}

func (r *room) codes() (n int) {
	r.t.Helper()
	r.must(r.db.Read(r.t.Context(), func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT (SELECT count(*) FROM token_release) + (SELECT count(*) FROM token)`, nil, &n)
	}))
	return n
}

// A release that ends before it is in the trail leaves neither files nor codes, whatever has ended it and however late.
func TestABrokenReleaseLeavesNothing(t *testing.T) {
	r := setUpRoom(t)
	doc := r.ready(1)
	_, _, _, from := r.since(0)
	for _, c := range []struct {
		name string
		last bool // when everything has been read
		end  func(cancel func())
	}{
		{"cancelled at once", false, func(cancel func()) { cancel() }},
		{"cancelled at the end", true, func(cancel func()) { cancel() }},
		{"locked at once", false, func(func()) { r.must(r.Lock(t.Context())) }},
		{"locked at the end", true, func(func()) { r.must(r.Lock(t.Context())) }},
	} {
		o := r.keptOrder(doc.ID)
		ctx, cancel := context.WithCancel(t.Context())
		_, err := r.Release(ctx, o, password, func(done, all int) {
			if (done == all) == c.last {
				c.end(cancel)
			}
		})
		cancel()
		if err == nil || errors.Is(err, present.ErrRemains) {
			t.Errorf("%s: want it to fail and all taken back, got %v", c.name, err)
		}
		if _, err := os.Stat(o.Folder); err == nil {
			t.Errorf("%s: want no folder left", c.name)
		}
		if n := r.codes(); n != 0 {
			t.Errorf("%s: want no codes left, got %d", c.name, n)
		}
		var made, unmade, forgotten int
		made, unmade, forgotten, from = r.since(from)
		if made != 0 || unmade != 1 || forgotten != 1 {
			t.Errorf("%s: want it told as unmade and its codes as shredded, got %d made, %d unmade, %d forgotten", c.name, made, unmade, forgotten)
		}
		if _, err := r.at("look", chart.ActDeidentify); err != nil {
			_, err := r.Unlock(t.Context(), password)
			r.must(err)
			_, _, _, from = r.since(from)
		}
	}
}

// A file that somebody else has put into the folder is not the release's to take away.
func TestAStrangersFileStays(t *testing.T) {
	r := setUpRoom(t)
	doc := r.ready(1)
	o := r.keptOrder(doc.ID)
	path := filepath.Join(o.Folder, deid.CertificateName)
	_, err := r.Release(t.Context(), o, password, func(done, all int) {
		if done == all {
			r.must(os.WriteFile(path, []byte("a stranger's"), 0o600))
		}
	})
	if err == nil {
		t.Fatal("want a release to fail where a file of that name stands")
	}
	entries, err := os.ReadDir(o.Folder)
	if err != nil || len(entries) != 1 || entries[0].Name() != deid.CertificateName {
		t.Errorf("want the stranger's file alone, got %v, %v", entries, err)
	}
}

func TestEveryFileIsTried(t *testing.T) {
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "first", "full"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := writeFresh(folder, "second", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if emptyFolder(folder, []string{"first", "second"}) == nil {
		t.Error("want it told that one could not be taken away")
	}
	if _, err := os.Stat(filepath.Join(folder, "second")); err == nil {
		t.Error("want the second taken away though the first could not be")
	}
}

func TestADocumentThatIsHeldDoesNotLeave(t *testing.T) {
	r := setUpRoom(t)
	doc := r.ready(1)
	for _, state := range []chart.State{chart.StateHeld, chart.StateSecondReview, chart.StateAdjudication, chart.StateRefused} {
		r.must(r.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
			return tx.Exec(`UPDATE document SET state = ? WHERE id = ?`, string(state), string(doc.ID))
		}))
		would, err := r.Rehearse(t.Context(), r.keptOrder(doc.ID), quiet)
		if err == nil && (would.Documents != 0 || len(would.Left) != 1) {
			t.Errorf("%s: want it left out, got %+v", state, would)
		}
	}
}

func TestAWrongPasswordIsToldFromARole(t *testing.T) {
	r := setUpRoom(t)
	o := r.keptOrder("d")
	if _, err := r.Release(t.Context(), o, "another sentence here", quiet); !errors.Is(err, present.ErrPassword) {
		t.Errorf("want the password refused, got %v", err)
	}
	clerk := r.person("clerk", chart.HIMReviewer)
	r.must(r.SignOut(t.Context()))
	r.signIn("clerk", clerk)
	if _, err := r.Release(t.Context(), o, password, quiet); errors.Is(err, present.ErrPassword) || chart.KindOf(err) != chart.NotAllowed {
		t.Errorf("want the role refused, got %v", err)
	}
}

// The build that a certificate names is the one that was started, whatever stands in its place by now.
func TestCertificatesNameTheProgramThatWasStarted(t *testing.T) {
	r := setUpRoom(t)
	if !strings.Contains(r.program, "program sha256:") {
		t.Errorf("want the program known at the start, got %q", r.program)
	}
	r.program = "the build that was started"
	doc := r.ready(1)
	ses, err := r.at("look", chart.ActDeidentify)
	r.must(err)
	signer, err := record.Throwaway()
	r.must(err)
	_, envelope, err := r.provenCopy(t.Context(), ses, doc, []record.Signer{signer})
	r.must(err)
	env, err := record.ParseEnvelope(envelope)
	r.must(err)
	var cert redact.Certificate
	r.must(json.Unmarshal(env.Payload, &cert))
	engine, err := r.deidentifier()
	r.must(err)
	if cert.Program != r.program || engine.Version != r.program {
		t.Errorf("want %q, got %q and %q", r.program, cert.Program, engine.Version)
	}
}
