package siem_test

import (
	"context"
	"crypto/tls"
	"net"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/siem"
	"chartproof.org/chartproof/engine/send/siem/rsyslog"
)

func TestEverythingArrivesOnceAndInOrder(t *testing.T) {
	server := rsyslog.New(t)
	server.Start()
	s := newSpool(1234)
	n, err := sender(s, server.Target()).Once(t.Context())
	must(t, err)
	if lost, doubled, ordered := tally(server.Lines(), 1234); n != 1234 || lost != 0 || doubled != 0 || !ordered {
		t.Errorf("want 1234 sent, 0 lost, 0 doubled, in order; got %d, %d, %d, %v", n, lost, doubled, ordered)
	}
	want, _ := format(s.entries[96])
	if got := server.Lines()[96]; got != string(want) {
		t.Errorf("want the message as it was sent, %q; got %q", want, got)
	}
}

// TestAway72Hours is the acceptance: 72 hours by the clock without a receiver while people work, then a receiver that is killed and
// started again while it catches up, and connections that are cut in the middle.
func TestAway72Hours(t *testing.T) {
	const hours = 72
	server, collected := collecting(t)
	s := newSpool(10)
	server.Start()
	network := &cutter{reset: true}
	out := sender(s, server.Target())
	out.Network = network
	_, err := out.Once(t.Context())
	must(t, err)
	server.Stop()

	away := s.now()
	tries := 0
	ctx, stop := context.WithCancel(t.Context())
	out.Wait = func(_ context.Context, d time.Duration) error { // the sender's own pauses make the time pass
		tries++
		before := s.now()
		s.pass(d)
		s.grow(int(s.now().Sub(away)/time.Minute) - int(before.Sub(away)/time.Minute)) // an entry a minute
		if s.now().Sub(away) >= hours*time.Hour {
			stop()
			return context.Canceled
		}
		return nil
	}
	out.Run(ctx)
	st := out.Status()
	if !st.Away.Equal(away) && st.Away.Sub(away) > time.Minute || st.Err == nil || !st.Told || st.Waiting < hours*60-60 {
		t.Errorf("want it told that the SIEM is away since %s with %d waiting, got %+v", away, hours*60, st)
	}
	if tries > hours*12*3 {
		t.Errorf("want pauses that grow, got %d tries in %d hours", tries, hours)
	}

	total := len(s.entries)
	network.after = []int64{3_000, 40_000, 70_001, 0, 90_000, 0, 12_345}
	out.Wait = func(context.Context, time.Duration) error {
		s.pass(time.Second)
		return nil
	}
	for round := 0; ; round++ {
		switch round {
		case 0, 5:
			server.Start()
		case 3:
			go server.Kill()
		}
		_, err = out.Once(t.Context())
		if err == nil && round > 5 {
			break
		}
		if round == 3 {
			server.Wait()
		}
		if round > 50 {
			t.Fatalf("it does not arrive: %v", err)
		}
		s.pass(time.Minute)
	}
	lost, doubled, ordered := tally(collected(), total)
	rawLost, rawDoubled, _ := tally(server.Lines(), total)
	resent := out.Status().Resent
	t.Logf("%d h away, %d entries, %d tries: lost %d, doubled %d (rsyslog's own file, which keeps no book: lost %d, doubled %d of %d sent again)",
		hours, total, tries, lost, doubled, rawLost, rawDoubled, resent)
	if lost != 0 || doubled != 0 || !ordered || rawLost != 0 || int64(rawDoubled) > resent {
		t.Errorf("want nothing lost, nothing doubled, in order (%v)", ordered)
	}
	if st := out.Status(); !st.Away.IsZero() || st.Told || st.Waiting != 0 || st.Err != nil {
		t.Errorf("want all well again, got %+v", st)
	}
}

func TestRefuses(t *testing.T) {
	server := rsyslog.New(t)
	server.Start()
	good, stranger := server.Target(), rsyslog.NewAuthority(t)
	tests := []struct {
		name string
		bend func(*siem.Target)
		want chart.ErrKind
	}{
		{"another authority", func(x *siem.Target) { x.CA = stranger.PEM }, chart.Tampered},
		{"another server's name", func(x *siem.Target) { x.ServerName = "siem.elsewhere.test" }, chart.Tampered},
		{"no server name, and the address is not in the certificate", func(x *siem.Target) { x.ServerName = "" }, chart.Tampered},
		{"no client certificate", func(x *siem.Target) { x.Certificate, x.Key = nil, nil }, chart.Unreachable},
		{"a stranger's client certificate", func(x *siem.Target) { x.Certificate, x.Key = stranger.Issue(t, rsyslog.ClientName) }, chart.Unreachable},
		{"another client's name", func(x *siem.Target) { x.Certificate, x.Key = server.Authority().Issue(t, "somebody.test") }, chart.Unreachable},
		{"no port", func(x *siem.Target) { x.Address = "127.0.0.1" }, chart.BadInput},
		{"no authority", func(x *siem.Target) { x.CA = nil }, chart.BadInput},
		{"half a client certificate", func(x *siem.Target) { x.Key = nil }, chart.BadInput},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			s, target := newSpool(3), good
			tc.bend(&target)
			out := sender(s, target)
			if n, err := out.Once(t.Context()); n != 0 || chart.KindOf(err) != tc.want {
				t.Errorf("want %s, got %d sent and %v", tc.want, n, err)
			}
			if err := out.Test(t.Context()); err == nil {
				t.Error("want the test of the connection to fail too")
			}
			if s.pos.Next != 0 || s.pos.Away.IsZero() || s.pos.Problem == "" {
				t.Errorf("want nothing passed over and the reason kept, got %+v", s.pos)
			}
		})
	}
	if lines := server.Lines(); len(lines) != 0 {
		t.Errorf("want nothing at the server, got %q", lines)
	}
}

// TestNoOldTLS: a server that speaks TLS 1.1 at most, or none, gets nothing.
func TestNoOldTLS(t *testing.T) {
	pki := rsyslog.NewAuthority(t)
	certificate, key := pki.Issue(t, rsyslog.ServerName)
	pair, err := tls.X509KeyPair(certificate, key)
	must(t, err)
	for name, c := range map[string]*tls.Config{
		"TLS 1.1": {Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11},
		"no TLS":  nil,
	} {
		t.Run(name, func(t *testing.T) {
			l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
			must(t, err)
			defer l.Close()
			got := make(chan []byte, 1)
			go func() {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				defer conn.Close()
				if c != nil {
					conn = tls.Server(conn, c)
				}
				buf := make([]byte, 4096)
				n, _ := conn.Read(buf)
				if c == nil {
					_, _ = conn.Write([]byte("220 speak\r\n"))
					buf, n = buf[:0], 0 // a greeting of TLS is no message
				}
				got <- buf[:n]
			}()
			target := siem.Target{Address: l.Addr().String(), ServerName: rsyslog.ServerName, CA: pki.PEM}
			if _, err := sender(newSpool(1), target).Once(t.Context()); chart.KindOf(err) != chart.Unreachable && chart.KindOf(err) != chart.NotAllowed {
				t.Errorf("want it refused, got %v", err)
			}
			if read := <-got; len(read) != 0 {
				t.Errorf("want nothing told, got %q", read)
			}
		})
	}
}
