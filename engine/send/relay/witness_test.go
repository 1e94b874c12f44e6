package relay_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
)

// witnessed is a hub that remembers the size of the last checkpoint: it cosigns what continues it, and says its size to who
// proves from elsewhere.
func witnessed(size int64) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var req hub.CheckpointRequest
		if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
			answer(w, http.StatusBadRequest, hub.Problem{Kind: chart.BadInput})
			return
		}
		if req.OldSize != size {
			answer(w, http.StatusConflict, hub.CheckpointResponse{Size: size})
			return
		}
		if _, err := fmt.Sscanf(string(req.Checkpoint), "size %d", &size); err != nil {
			answer(w, http.StatusBadRequest, hub.Problem{Kind: chart.BadInput})
			return
		}
		answer(w, http.StatusOK, hub.CheckpointResponse{Size: size, Cosigned: append(req.Checkpoint, fmt.Sprintf(" from %d, %d hashes", req.OldSize, len(req.Proof))...)})
	}
}

func TestTheTrailIsWitnessedFromWhereTheHubStands(t *testing.T) {
	for _, c := range []struct {
		name   string
		stands int64   // the size that the hub remembers when the relay comes
		sizes  []int64 // of the trail, one for each round
		want   []string
		proofs [][2]int64
		err    chart.ErrKind // of the last round
	}{
		{"for the first time", 0, []int64{3}, []string{"size 3 from 0, 0 hashes"}, nil, ""},
		{"as it grows", 0, []int64{3, 7, 8}, []string{"size 3 from 0, 0 hashes", "size 7 from 3, 2 hashes", "size 8 from 7, 2 hashes"}, [][2]int64{{3, 7}, {7, 8}}, ""},
		{"the program was started anew", 5, []int64{9}, []string{"size 9 from 5, 2 hashes"}, [][2]int64{{5, 9}}, ""},
		{"nothing is new to the hub, which compares all the same", 9, []int64{9}, []string{"size 9 from 9, 2 hashes"}, [][2]int64{{9, 9}}, ""},
		{"nothing is new", 0, []int64{4, 4}, []string{"size 4 from 0, 0 hashes"}, nil, ""},
		{"entries are gone here", 9, []int64{6}, nil, nil, chart.Tampered},
		{"entries went while it ran", 0, []int64{6, 4}, []string{"size 6 from 0, 0 hashes"}, nil, chart.Tampered},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, tr := newBench(t), &trail{}
			b.checkpoint = witnessed(c.stands)
			r := b.relay(box(), tr)
			var err error
			for _, tr.size = range c.sizes {
				err = r.Once(t.Context())
			}
			if chart.KindOf(err) != c.err {
				t.Errorf("want %q, got %v", c.err, err)
			}
			for i := range c.want {
				c.want[i] += " by " + b.real.Identity.WitnessPub
			}
			if !slices.Equal(tr.witnessed, c.want) || !slices.Equal(tr.proofs, c.proofs) {
				t.Errorf("want %q by %v, got %q by %v", c.want, c.proofs, tr.witnessed, tr.proofs)
			}
		})
	}
}

// A hub that says another size each time, or none that is of use, is asked twice and no more.
func TestAHubThatContradictsItselfIsTold(t *testing.T) {
	b, tr := newBench(t), &trail{size: 9}
	next := int64(2)
	b.checkpoint = func(w http.ResponseWriter, _ *http.Request) {
		next++
		answer(w, http.StatusConflict, hub.CheckpointResponse{Size: next})
	}
	if err := b.relay(box(), tr).Once(t.Context()); chart.KindOf(err) != chart.Tampered {
		t.Errorf("want tampered, got %v", err)
	}
	if len(b.seen) != 2 || len(tr.witnessed) != 0 {
		t.Errorf("want two questions and nothing kept, got %q, %q", b.seen, tr.witnessed)
	}
}

// On a quiet day the hub is asked how it is, so that the time when it last answered is true.
func TestAQuietHubIsAskedHowItIs(t *testing.T) {
	b := newBench(t)
	r := b.relay(box(), &trail{})
	must(t, r.Once(t.Context()))
	if want := []string{"GET " + hub.PathHealth}; !slices.Equal(b.seen, want) {
		t.Errorf("want %q, got %q", want, b.seen)
	}
	if at, problem := r.Status(); !at.Equal(noon()) || problem != nil {
		t.Errorf("want it seen, got %v, %v", at, problem)
	}
	b.health = says(http.StatusServiceUnavailable, chart.Unreachable)
	if err := r.Once(t.Context()); chart.KindOf(err) != chart.Unreachable {
		t.Errorf("not ready: want unreachable, got %v", err)
	}
	b.server.Close()
	if err := r.Once(t.Context()); chart.KindOf(err) != chart.Unreachable {
		t.Errorf("gone: want unreachable, got %v", err)
	}
}

// A record that is stuck does not keep the others from going, but the trail waits: what is wrong is told first.
func TestTheTrailIsNotWitnessedWhileARecordIsStuck(t *testing.T) {
	b, o, tr := newBench(t), box("r1"), &trail{size: 3}
	b.record = says(http.StatusConflict, chart.Conflict)
	if err := b.relay(o, tr).Once(t.Context()); kind(err) != chart.Conflict {
		t.Errorf("want the conflict told, got %v", err)
	}
	if slices.Contains(b.seen, "POST "+hub.PathCheckpoints) {
		t.Errorf("want no checkpoint sent, got %q", b.seen)
	}
}
