package siem_test

import (
	"context"
	"net"
	"runtime"
	"testing"

	"chartproof.org/chartproof/engine/send/siem/rsyslog"
)

// killer kills the receiver when a connection has carried so many bytes, or as our side of it is closed.
type killer struct {
	server *rsyslog.Server
	after  int64 // -1: at the close; -2: then, as soon as the receiver has begun to write; 0: never
}

func (k *killer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &deadly{TCPConn: conn.(*net.TCPConn), killer: k, left: k.after}, nil
}

type deadly struct {
	*net.TCPConn
	*killer
	left int64
}

func (d *deadly) Write(p []byte) (int, error) {
	if d.left > 0 && int64(len(p)) >= d.left {
		n, err := d.TCPConn.Write(p[:d.left])
		d.server.Kill()
		d.left, d.after = 0, 0
		if err != nil {
			return n, err
		}
		m, err := d.TCPConn.Write(p[n:])
		return n + m, err
	}
	d.left = max(d.left-int64(len(p)), min(d.left, 0))
	return d.TCPConn.Write(p)
}

func (d *deadly) CloseWrite() error {
	err := d.TCPConn.CloseWrite()
	if d.left < 0 {
		for before := len(d.server.Lines()); d.left == -2 && len(d.server.Lines()) == before; {
			runtime.Gosched()
		}
		d.after = 0
		d.server.Kill()
	}
	return err
}

// TestReceiverKilled: whatever moment the receiver is killed at, what it has not written is sent again.
func TestReceiverKilled(t *testing.T) {
	server, collected := collecting(t)
	s := newSpool(0)
	k := &killer{server: server}
	out := sender(s, server.Target())
	out.Network = k
	killed := 0
	for _, after := range []int64{-1, 900, -2, -1, 5_000, -2, 17_000, -2, 33_000, -2, 66_000, -2, -1, -2, -1} {
		server.Start()
		s.grow(400)
		k.after = after
		if _, err := out.Once(t.Context()); err != nil {
			killed++
		}
		server.Kill()
	}
	k.after = 0
	server.Start()
	if _, err := out.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	total := len(s.entries)
	lost, doubled, ordered := tally(collected(), total)
	rawLost, rawDoubled, _ := tally(server.Lines(), total)
	t.Logf("%d deliveries died with rsyslogd, %d entries: lost %d, doubled %d (its own file: lost %d, doubled %d of %d sent again)",
		killed, total, lost, doubled, rawLost, rawDoubled, s.pos.Resent)
	if lost != 0 || doubled != 0 || !ordered || rawLost != 0 || int64(rawDoubled) > s.pos.Resent || killed < 5 {
		t.Errorf("want nothing lost, nothing doubled, in order (%v)", ordered)
	}
}
