package siem_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/siem"
	"chartproof.org/chartproof/engine/send/siem/rsyslog"
)

// receiver takes deliveries in this process; how says what a connection does once it is read to its end.
type receiver struct {
	target   siem.Target
	messages chan string
}

func newReceiver(t *testing.T, how func(net.Conn) error) receiver {
	t.Helper()
	pki := rsyslog.NewAuthority(t)
	certificate, key := pki.Issue(t, rsyslog.ServerName)
	pair, err := tls.X509KeyPair(certificate, key)
	must(t, err)
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12})
	must(t, err)
	r := receiver{siem.Target{Address: l.Addr().String(), ServerName: rsyslog.ServerName, CA: pki.PEM}, make(chan string, 10_000)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			r.take(conn)
			_ = errors.Join(how(conn), conn.Close())
		}
	}()
	t.Cleanup(func() {
		_ = l.Close()
		<-done
	})
	return r
}

// take reads frames by octet counting until the other side closes.
func (r receiver) take(conn net.Conn) {
	in := bufio.NewReader(conn)
	for {
		length, err := in.ReadString(' ')
		n, bad := strconv.Atoi(strings.TrimSuffix(length, " "))
		if err != nil || bad != nil {
			return
		}
		message := make([]byte, n)
		if _, err := io.ReadFull(in, message); err != nil {
			return
		}
		r.messages <- string(message)
	}
}

func well(net.Conn) error { return nil }

func TestAlertsOnly(t *testing.T) {
	r := newReceiver(t, well)
	s := newSpool(30)
	s.entries[7].Action, s.entries[29].Action = chart.ActAlert, chart.ActAlert
	r.target.AlertsOnly = true
	if n, err := sender(s, r.target).Once(t.Context()); n != 30 || err != nil {
		t.Fatalf("want 30 entries seen to, got %d, %v", n, err)
	}
	for _, want := range []int64{7, 29} {
		if _, got, _ := number([]byte(<-r.messages)); got != want {
			t.Errorf("want alert %d, got %d", want, got)
		}
	}
	if len(r.messages) != 0 {
		t.Errorf("want nothing but alerts, got %d more", len(r.messages))
	}
}

func TestTrailThatIsNotWhole(t *testing.T) {
	tests := []struct {
		name string
		harm func(*spool)
	}{
		{"shorter than what the SIEM has", func(s *spool) { s.pos.Next = 9 }},
		{"an entry is missing", func(s *spool) { s.entries = append(s.entries[:2], s.entries[3:]...) }},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			r := newReceiver(t, well)
			s := newSpool(6)
			tc.harm(s)
			out := sender(s, r.target)
			if n, err := out.Once(t.Context()); n != 0 || chart.KindOf(err) != chart.Tampered {
				t.Errorf("want %s, got %d, %v", chart.Tampered, n, err)
			}
			if len(r.messages) != 0 || out.Status().Problem != string(chart.Tampered) {
				t.Errorf("want nothing sent and the reason told, got %d, %+v", len(r.messages), out.Status())
			}
		})
	}
}

// TestCrashAfterArrival: what had arrived when the workstation died is sent again, and counted as such.
func TestCrashAfterArrival(t *testing.T) {
	r := newReceiver(t, well)
	s := newSpool(5)
	boom := errors.New("power cut")
	out := sender(s, r.target)
	out.Format = func(e chart.AuditEntry) ([]byte, bool) { return format(e) }
	if _, err := out.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.grow(5)
	crashing := &crash{spool: s, err: boom}
	out = &siem.Sender{Spool: crashing, Format: format, Target: r.target, Now: s.now}
	if _, err := out.Once(t.Context()); !errors.Is(err, boom) {
		t.Fatalf("want the crash, got %v", err)
	}
	if _, err := sender(s, r.target).Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(r.messages) != 15 || s.pos.Resent != 5 || s.pos.Next != 10 {
		t.Errorf("want 15 messages, 5 of them sent again, got %d and %+v", len(r.messages), s.pos)
	}
}

// crash is a spool that fails once something has arrived.
type crash struct {
	*spool
	err error
}

func (c *crash) Keep(ctx context.Context, stands, next siem.Position) error {
	if next.Next > stands.Next {
		return c.err
	}
	return c.spool.Keep(ctx, stands, next)
}

// TestReceiverThatDoesNotClose: who never says that it has read to the end has not.
func TestReceiverThatDoesNotClose(t *testing.T) {
	hold := make(chan struct{})
	defer close(hold)
	r := newReceiver(t, func(net.Conn) error { <-hold; return nil })
	s := newSpool(2)
	out := sender(s, r.target)
	out.Limit = 100 * time.Millisecond
	if n, err := out.Once(t.Context()); n != 0 || chart.KindOf(err) != chart.Unreachable {
		t.Errorf("want %s, got %d, %v", chart.Unreachable, n, err)
	}
}

// TestReceiverResets: it has read everything and yet ends with a reset.
func TestReceiverResets(t *testing.T) {
	r := newReceiver(t, func(c net.Conn) error { return c.(*tls.Conn).NetConn().(*net.TCPConn).SetLinger(0) })
	s := newSpool(2)
	if n, err := sender(s, r.target).Once(t.Context()); n != 0 && err == nil {
		t.Errorf("want it sent again, got %d, %v", n, err)
	}
}

// TestRunLooksForTheReceiver: where nothing happens the receiver is looked for every few minutes, with pauses that grow.
func TestRunLooksForTheReceiver(t *testing.T) {
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	nobody := siem.Target{Address: l.Addr().String(), CA: rsyslog.NewAuthority(t).PEM}
	must(t, l.Close())
	s := newSpool(0)
	out := sender(s, nobody)
	ctx, stop := context.WithCancel(t.Context())
	var pauses []time.Duration
	out.Wait = func(_ context.Context, d time.Duration) error {
		if pauses = append(pauses, d); len(pauses) == 12 {
			stop()
		}
		if st := out.Status(); !st.Again.Equal(s.now().Add(d)) || st.Err == nil {
			t.Errorf("want the next try told, got %+v", st)
		}
		s.pass(d)
		return nil
	}
	out.Run(ctx)
	if pauses[0] != time.Second || pauses[11] != 5*time.Minute {
		t.Errorf("want pauses from 1s to 5m, got %v", pauses)
	}
	if s.pos.Away.IsZero() || s.pos.Next != 0 {
		t.Errorf("want it away, got %+v", s.pos)
	}
}

func TestEndedStreamSaysNothingOfTheReceiver(t *testing.T) {
	r := newReceiver(t, well)
	s := newSpool(2)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := sender(s, r.target).Once(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("want it cancelled, got %v", err)
	}
	if !s.pos.Away.IsZero() {
		t.Errorf("want no outage, got %+v", s.pos)
	}
}

func TestTargetShowsNoKey(t *testing.T) {
	certificate, key := rsyslog.NewAuthority(t).Issue(t, "a.test")
	target := siem.Target{Address: "siem.test:6514", Certificate: certificate, Key: key}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if got := sprintf(verb, target); got != "siem.test:6514" {
			t.Errorf("%s: want the address alone, got %q", verb, got)
		}
	}
	certs, k := siem.Split(append(append([]byte("a comment\n"), key...), certificate...))
	if string(certs) != string(certificate) || string(k) != string(key) {
		t.Error("want certificate and key apart")
	}
}
