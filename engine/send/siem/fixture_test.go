package siem_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/siem"
	"chartproof.org/chartproof/engine/send/siem/rsyslog"
)

// TestMain makes the test's own program the collector that rsyslog starts.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "collect" {
		if err := collect(os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func collect(path string) error {
	f, err := siem.OpenFile(path)
	if err != nil {
		return err
	}
	c, err := siem.NewCollector(f, number)
	if err == nil {
		err = c.Serve(os.Stdin, os.Stdout, func(odd string) { fmt.Fprintln(os.Stderr, odd) })
	}
	return errors.Join(err, f.Close())
}

// format is a message of the tests; the product's stands in engine/protect/trail.
func format(e chart.AuditEntry) ([]byte, bool) {
	return fmt.Appendf(nil, `<110>1 %s %s chartproof - %s [entry@32473 n="%d"] %s`, e.At.UTC().Format("2006-01-02T15:04:05.000Z"),
		e.Device, e.Action, e.Index, strings.Repeat("x", int(e.Index%97))), e.Action == chart.ActAlert
}

// number reads the number out of a message of format.
func number(message []byte) (string, int64, bool) {
	_, rest, ok := bytes.Cut(message, []byte(` n="`))
	digits, _, closed := bytes.Cut(rest, []byte(`"`))
	n, err := strconv.ParseInt(string(digits), 10, 64)
	fields := bytes.Fields(message)
	if !ok || !closed || err != nil || len(fields) < 3 {
		return "", 0, false
	}
	return string(fields[2]), n, true
}

// spool is a trail in memory whose clock is the test's.
type spool struct {
	mu      sync.Mutex
	at      time.Time
	entries []chart.AuditEntry
	pos     siem.Position
	keep    error // what Keep answers
}

func newSpool(entries int) *spool {
	s := &spool{at: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)}
	s.grow(entries)
	return s
}

func (s *spool) grow(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.entries = append(s.entries, chart.AuditEntry{Index: int64(len(s.entries)), At: s.at, Action: chart.ActOpen, Device: "station-1"})
	}
}

func (s *spool) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at
}

func (s *spool) pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = s.at.Add(d)
}

func (s *spool) Position(context.Context) (siem.Position, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pos, nil
}

func (s *spool) Keep(_ context.Context, stands, next siem.Position) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keep != nil {
		return s.keep
	}
	if s.pos != stands {
		return chart.E(chart.Conflict, "keep position", nil)
	}
	s.pos = next
	return nil
}

func (s *spool) Entries(_ context.Context, from int64, limit int) ([]chart.AuditEntry, int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	size := int64(len(s.entries))
	if from >= size {
		return nil, size, nil
	}
	return s.entries[from:min(from+int64(limit), size)], size, nil
}

// cutter breaks a connection off once it has carried so many bytes.
type cutter struct {
	after []int64 // one a connection; 0: never
	reset bool
}

func (c *cutter) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
	if err != nil || len(c.after) == 0 {
		return conn, err
	}
	after := c.after[0]
	c.after = c.after[1:]
	if after == 0 {
		return conn, nil
	}
	return &cut{TCPConn: conn.(*net.TCPConn), left: after, reset: c.reset}, nil
}

type cut struct {
	*net.TCPConn
	left  int64
	reset bool
}

func (c *cut) Write(p []byte) (int, error) {
	if int64(len(p)) <= c.left {
		c.left -= int64(len(p))
		return c.TCPConn.Write(p)
	}
	_, err := c.TCPConn.Write(p[:c.left])
	if c.reset {
		err = errors.Join(err, c.SetLinger(0))
	}
	return int(c.left), errors.Join(err, c.Close(), net.ErrClosed)
}

func sender(s *spool, t siem.Target) *siem.Sender {
	return &siem.Sender{Spool: s, Format: format, Target: t, Now: s.now}
}

// collecting is a server whose messages a collector keeps; collected gives them.
func collecting(t *testing.T) (s *rsyslog.Server, collected func() []string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "collected")
	s = rsyslog.New(t)
	s.Program = self + " collect " + path
	return s, func() []string { return rsyslog.Lines(t, path) }
}

// tally says what of n entries is in lines: how many are missing, how many stand there more than once, and whether each one's
// first place is behind those before it.
func tally(lines []string, n int) (lost, doubled int, ordered bool) {
	seen := make([]int, n)
	last := int64(-1)
	ordered = true
	for _, l := range lines {
		_, i, ok := number([]byte(l))
		if !ok || i >= int64(n) {
			doubled++
			continue
		}
		if seen[i]++; seen[i] > 1 {
			doubled++
			continue
		}
		ordered = ordered && i > last
		last = i
	}
	for _, times := range seen {
		if times == 0 {
			lost++
		}
	}
	return lost, doubled, ordered
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
