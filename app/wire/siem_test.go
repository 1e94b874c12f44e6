package wire

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	trails "chartproof.org/chartproof/engine/protect/trail"
	"chartproof.org/chartproof/engine/send/siem"
	"chartproof.org/chartproof/engine/send/siem/rsyslog"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/ui/present"
)

// orderFor gives the order of an administrator for a server, with the files that they were handed.
func orderFor(t *testing.T, server *rsyslog.Server) present.SIEMOrder {
	t.Helper()
	target := server.Target()
	dir := t.TempDir()
	o := present.SIEMOrder{Address: target.Address, ServerName: target.ServerName, CAFile: filepath.Join(dir, "ca.pem"), ClientFile: filepath.Join(dir, "client.pem")}
	for path, data := range map[string][]byte{o.CAFile: target.CA, o.ClientFile: append(bytes.Clone(target.Key), target.Certificate...)} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

// arrived reports whether every entry of the trail stands at the server, once and in order.
func (a *archive) arrived(server *rsyslog.Server) bool {
	a.Helper()
	all, err := a.trail.Entries(a.Context(), audit.Filter{})
	a.must(err)
	lines := server.Lines()
	if len(lines) != len(all) {
		return false
	}
	for i, e := range all {
		if lines[i] != string(trails.Line(e, "")) {
			return false
		}
	}
	return true
}

func TestSIEMIsSetStreamedToAndStopped(t *testing.T) {
	server := rsyslog.New(t)
	a := newArchive(t, false)
	a.as("root")
	o := orderFor(t, server)
	if err := a.SetSIEM(t.Context(), o); chart.KindOf(err) != chart.Unreachable {
		t.Fatalf("want a receiver that is not there not kept, got %v", err)
	}
	if st, err := a.SIEM(t.Context()); err != nil || st.Address != "" {
		t.Errorf("want none, got %+v, %v", st, err)
	}
	server.Start()
	a.must(a.SetSIEM(t.Context(), o))
	a.stream(t.Context())
	a.until("everything is at the server, and known to be", func() bool {
		st, err := a.SIEM(t.Context())
		a.must(err)
		return st.Waiting == 0
	})
	if !a.arrived(server) {
		t.Error("want every entry at the server, once and in order")
	}
	st, err := a.SIEM(t.Context())
	a.must(err)
	if st.Address != o.Address || !st.Client || st.Waiting != 0 || !st.Away.IsZero() || st.Arrived.IsZero() || st.Problem != nil {
		t.Errorf("want all well, got %+v", st)
	}
	server.Kill()
	a.must(a.SignOut(t.Context()))
	a.until("it is away", func() bool {
		st, err := a.SIEM(t.Context())
		a.must(err)
		return !st.Away.IsZero() && st.Waiting > 0 && chart.KindOf(st.Problem) == chart.Unreachable
	})
	if out, err := a.Outbox(t.Context()); err != nil || out.SIEMAway.IsZero() || out.SIEMWaiting == 0 {
		t.Errorf("want the status bar to know, got %+v, %v", out, err)
	}
	a.as("root")
	o.CAFile, o.ClientFile, o.AlertsOnly, o.Untested = "", "", true, true // files stay
	a.must(a.SetSIEM(t.Context(), o))
	// What is no alert is passed over without the server, so nothing may wait any more; where it was shows in what had arrived.
	if st, err := a.SIEM(t.Context()); err != nil || !st.AlertsOnly || !st.Client || st.Arrived.IsZero() {
		t.Errorf("want the same receiver, alerts only, from where it was, got %+v, %v", st, err)
	}
	a.must(a.StopSIEM(t.Context()))
	if st, err := a.SIEM(t.Context()); err != nil || st.Address != "" || a.siem.now() != nil {
		t.Errorf("want none, got %+v, %v", st, err)
	}
}

// A change of the receiver that fails leaves the trail streaming as before.
func TestSIEMStreamsOnWhereAChangeFails(t *testing.T) {
	server := rsyslog.New(t)
	a := newArchive(t, false)
	a.as("root")
	o := orderFor(t, server)
	o.Untested = true
	a.must(a.SetSIEM(t.Context(), o))
	a.stream(t.Context())
	gone, end := context.WithCancel(t.Context())
	end()
	target, err := a.target(t.Context())
	a.must(err)
	for what, change := range map[string]func() error{
		"replaced": func() error { return a.replaceSIEM(gone, "", "another.example:6514", target, true) },
		"stopped":  func() error { return a.StopSIEM(gone) },
	} {
		if change() == nil {
			t.Fatalf("%s: want it to fail", what)
		}
		if a.siem.now() == nil {
			t.Errorf("%s, and failed: want the stream to go on", what)
		}
	}
}

func TestSIEMIsTheAdministrators(t *testing.T) {
	a := newArchive(t, false)
	for _, login := range []string{"pia", "audi"} {
		a.as(login)
		if err := a.SetSIEM(t.Context(), present.SIEMOrder{Address: "siem.test:6514", Untested: true}); chart.KindOf(err) != chart.NotAllowed {
			t.Errorf("%s sets: want %s, got %v", login, chart.NotAllowed, err)
		}
		if err := a.StopSIEM(t.Context()); chart.KindOf(err) != chart.NotAllowed {
			t.Errorf("%s stops: want %s, got %v", login, chart.NotAllowed, err)
		}
	}
}

func TestSIEMOrdersThatAreRefused(t *testing.T) {
	a := newArchive(t, false)
	a.as("root")
	good := orderFor(t, rsyslog.New(t))
	good.Untested = true
	huge := filepath.Join(t.TempDir(), "huge")
	a.must(os.WriteFile(huge, make([]byte, maxPEM+1), 0o600))
	for name, bend := range map[string]func(*present.SIEMOrder){
		"no port":           func(o *present.SIEMOrder) { o.Address = "siem.test" },
		"no authority":      func(o *present.SIEMOrder) { o.CAFile = "" },
		"no such file":      func(o *present.SIEMOrder) { o.CAFile = filepath.Join(t.TempDir(), "secret-name") },
		"too large":         func(o *present.SIEMOrder) { o.CAFile = huge },
		"key without a use": func(o *present.SIEMOrder) { o.ClientFile = o.CAFile },
	} {
		o := good
		bend(&o)
		err := a.SetSIEM(t.Context(), o)
		if chart.KindOf(err) != chart.BadInput || strings.Contains(err.Error(), "secret-name") {
			t.Errorf("%s: want %s that names no file, got %v", name, chart.BadInput, err)
		}
	}
	if st, err := a.SIEM(t.Context()); err != nil || st.Address != "" {
		t.Errorf("want nothing kept, got %+v, %v", st, err)
	}
}

// TestSIEMKeyIsSealed: neither the client's key nor the address stands in the workspace's folder.
func TestSIEMKeyIsSealed(t *testing.T) {
	a := newArchive(t, false)
	a.as("root")
	o := orderFor(t, rsyslog.New(t))
	o.Address, o.Untested = "siem.of.this.practice.test:6514", true
	a.must(a.SetSIEM(t.Context(), o))
	pem, err := os.ReadFile(o.ClientFile)
	a.must(err)
	_, key := siem.Split(pem)
	secret := strings.Split(string(key), "\n")[1][:40]
	a.must(a.Close())
	looked := 0
	a.must(filepath.WalkDir(filepath.Join(a.dir, "workspace"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		looked++
		for _, planted := range []string{secret, "siem.of.this.practice"} {
			if bytes.Contains(data, []byte(planted)) {
				t.Errorf("%s holds %q", filepath.Base(path), planted)
			}
		}
		return err
	}))
	if looked == 0 {
		t.Error("want files looked into")
	}
	a.open()
}

func TestStreamWithoutAPerson(t *testing.T) {
	server := rsyslog.New(t)
	server.Start()
	a := newArchive(t, false)
	a.as("root")
	opts := a.opts
	dir := opts.Dir
	if st, err := StreamStateOf(t.Context(), dir); err != nil || st.Streams {
		t.Errorf("want no stream, got %+v, %v", st, err)
	}
	a.must(a.SetSIEM(t.Context(), orderFor(t, server)))
	a.must(a.Close())
	st, err := StreamStateOf(t.Context(), dir)
	if err != nil || !st.Streams || st.Waiting == 0 || st.Next != 0 {
		t.Errorf("want everything waiting, got %+v, %v", st, err)
	}
	n, err := StreamTrail(t.Context(), opts, true)
	if err != nil || n != st.Waiting {
		t.Errorf("want %d arrived, got %d, %v", st.Waiting, n, err)
	}
	if st, err = StreamStateOf(t.Context(), dir); err != nil || st.Waiting != 0 || st.Arrived.IsZero() {
		t.Errorf("want nothing waiting, got %+v, %v", st, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := StreamTrail(ctx, opts, false); err == nil {
		t.Error("want a stream that was ended before it began to say so")
	}
	a.open()
	if !a.arrived(server) {
		t.Error("want every entry at the server, once and in order")
	}
}

// until waits for what another goroutine does.
func (a *archive) until(what string, holds func() bool) {
	a.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for range 3000 {
		if holds() {
			return
		}
		<-tick.C
	}
	a.Fatalf("it never came to pass that %s", what)
}
