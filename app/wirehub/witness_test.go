package wirehub

import (
	"context"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

// joined is a workstation whose trail a real hub has witnessed.
func joined(t *testing.T) *station {
	t.Helper()
	h := start(t, t.TempDir())
	t.Cleanup(func() { h.Close() })
	s := newStation(t, "dev-1")
	join(t, h, s)
	if err := s.relay(t).Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *station) sees(t *testing.T, size string) {
	t.Helper()
	if lines := strings.Split(string(s.trail.witnessed), "\n"); len(lines) < 2 || lines[1] != size {
		t.Errorf("want %s entries witnessed, got %q", size, s.trail.witnessed)
	}
}

// TestANewKeyIsFollowed: two keys later, without anybody's hand, through the signatures of the keys before.
func TestANewKeyIsFollowed(t *testing.T) {
	s := joined(t)
	r := s.relay(t)
	s.trail.grow(2)
	s.trail.rotate(t, chart.ActKeyChange)
	s.trail.rotate(t, chart.ActKeyChange)
	if err := r.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.sees(t, "9")
	s.trail.grow(1)
	if err := s.relay(t).Once(t.Context()); err != nil { // a program that was started anew
		t.Fatal(err)
	}
	s.sees(t, "10")
}

func TestAKeyThatWasNotHandedOverIsRefused(t *testing.T) {
	for name, c := range map[string]func(s *station){
		"no announcement": func(s *station) {
			s.trail.rotate(t, chart.ActKeyChange)
			s.trail.steps = nil
		},
		"announced by another action": func(s *station) { s.trail.rotate(t, chart.ActSettings) },
		"signed by the new key alone": func(s *station) {
			old := s.trail.key
			s.trail.rotate(t, chart.ActKeyChange)
			step := s.trail.steps[old]
			step.Checkpoint, step.Size, _ = s.trail.Checkpoint(context.Background())
			s.trail.steps[old] = step
		},
		"an announcement of another key": func(s *station) {
			old := s.trail.key
			s.trail.rotate(t, chart.ActKeyChange)
			step := s.trail.steps[old]
			step.Entry = []byte(strings.Replace(string(step.Entry), "key=", "key=x", 1))
			s.trail.steps[old] = step
		},
		"in a log that is not the one witnessed": func(s *station) {
			s.trail.hashes, s.trail.size = nil, 0
			s.trail.add([]byte("another entry"))
			s.trail.grow(4)
			s.trail.rotate(t, chart.ActKeyChange)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := joined(t)
			c(s)
			for range 2 { // it stays refused
				if err := s.relay(t).Once(t.Context()); chart.KindOf(unjoin(err)) != chart.Tampered {
					t.Errorf("want tampered, got %v", err)
				}
			}
			s.sees(t, "3")
		})
	}
}
