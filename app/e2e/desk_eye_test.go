//go:build e2e

package e2e

import (
	"bytes"
	"encoding/binary"
	"image"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Which change of the screen counts.
const (
	first = iota
	last
)

// eye watches a part of the screen in the server's own memory. It reads those pixels and no others and converts nothing:
// looking must not take the processor from what is looked at.
type eye struct {
	t      *testing.T
	screen []byte
	rows   []span
	was    []byte
}

// span is one row of the part, from and to in bytes of the screen.
type span struct{ from, to int }

// look opens an eye on a part of the screen as it stands.
func (s *desk) look(r image.Rectangle) *eye {
	s.t.Helper()
	f, err := os.Open(s.frame)
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		s.t.Fatal(err)
	}
	screen, err := unix.Mmap(int(f.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		s.t.Fatal(err)
	}
	e := &eye{t: s.t, screen: screen}
	s.t.Cleanup(func() { _ = unix.Munmap(screen) })
	word := func(i int) int { return int(binary.BigEndian.Uint32(screen[4*i:])) }
	pixels, stride := word(0)+12*word(19), word(12)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		at := pixels + y*stride
		e.rows = append(e.rows, span{at + 4*r.Min.X, at + 4*r.Max.X})
	}
	e.remember()
	return e
}

func (e *eye) remember() {
	e.was = e.was[:0]
	for _, r := range e.rows {
		e.was = append(e.was, e.screen[r.from:r.to]...)
	}
}

// other counts the pixels that are not as they were.
func (e *eye) other() int {
	n, at := 0, 0
	for _, r := range e.rows {
		now, was := e.screen[r.from:r.to], e.was[at:at+r.to-r.from]
		at += r.to - r.from
		if bytes.Equal(now, was) {
			continue
		}
		for i := 0; i+4 <= len(now); i += 4 {
			if !bytes.Equal(now[i:i+3], was[i:i+3]) {
				n++
			}
		}
	}
	return n
}

// rest waits until the part stands still. A blinking cursor is no movement.
func (e *eye) rest() {
	e.t.Helper()
	e.remember()
	since := time.Now()
	for end := since.Add(30 * time.Second); time.Since(since) < 150*time.Millisecond; time.Sleep(5 * time.Millisecond) {
		if e.other() > cursor {
			e.remember()
			since = time.Now()
		}
		if time.Now().After(end) {
			e.t.Fatal("waited 30 s for the part of the screen to stand still")
		}
	}
	e.remember()
}

// changes gives when the part changed for the first and for the last time before it stood still.
func (e *eye) changes(from time.Time) [2]time.Duration {
	return e.watch(from, 200*time.Millisecond, 3*time.Second)
}

// watch does so with quiet for how long standing still means done, and patience for how long it looks at all.
func (e *eye) watch(from time.Time, quiet, patience time.Duration) (took [2]time.Duration) {
	for ; ; time.Sleep(time.Millisecond) {
		other := e.other()
		at := time.Since(from)
		if other > cursor {
			if took[first] == 0 {
				took[first] = at
			}
			took[last] = at
			e.remember()
		}
		if (took[last] > 0 && at-took[last] > quiet) || at > patience {
			return took
		}
	}
}

// hand gives a function that presses a key through a tool that stands ready: starting a tool for each key would be measured
// with it.
func (s *desk) hand() func(key string) {
	s.t.Helper()
	cmd := exec.Command("xdotool", "-")
	cmd.Env = s.env()
	in, err := cmd.StdinPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err = cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	press := func(key string) {
		if _, err := io.WriteString(in, "key --delay 0 "+key+"\n"); err != nil {
			s.t.Fatalf("xdotool: %v", err)
		}
	}
	press("Shift_L") // it is there once its first key was pressed
	s.still()
	return press
}
