package relay_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"io"
	"net/http"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
	"chartproof.org/chartproof/engine/send/record"
)

const (
	postR1 = "POST " + hub.PathRecords + " r1"
	postR2 = "POST " + hub.PathRecords + " r2"
)

// What the hub says of the first of two records decides what becomes of it, and whether the second is tried.
func TestWhatTheHubSaysOfARecord(t *testing.T) {
	bent := func(f func(*record.Receipt)) func(*bench) http.HandlerFunc {
		return func(b *bench) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) { b.receipt(w, r, f) }
		}
	}
	plain := func(h http.HandlerFunc) func(*bench) http.HandlerFunc {
		return func(*bench) http.HandlerFunc { return h }
	}
	for _, c := range []struct {
		name string
		says func(*bench) http.HandlerFunc
		want chart.ErrKind // of the first; "" where it is settled
		next bool          // the second is tried
	}{
		{"takes it", bent(func(*record.Receipt) {}), "", true},
		{"a receipt for another record", bent(func(r *record.Receipt) { r.Record = "r9" }), chart.Tampered, true},
		{"a receipt for another workstation", bent(func(r *record.Receipt) { r.Device = "station-2" }), chart.Tampered, true},
		{"a receipt for another body", bent(func(r *record.Receipt) { r.BodySHA256 = record.Digest(nil) }), chart.Tampered, true},
		{"a receipt of another hub", func(b *bench) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				_, key, err := ed25519.GenerateKey(nil)
				if err != nil {
					b.t.Error(err)
				}
				stranger := &bench{t: b.t, signer: record.Signer{Role: record.RoleHub, ID: b.signer.ID, Key: key}}
				stranger.take(w, r)
			}
		}, chart.Tampered, true},
		{"no receipt", plain(func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusCreated, "taken") }), chart.Tampered, true},
		{"another body under this id", plain(says(http.StatusConflict, chart.Conflict)), chart.Conflict, true},
		{"a malformed record", plain(says(http.StatusBadRequest, chart.BadInput)), chart.BadInput, true},
		{"signed by somebody else", plain(says(http.StatusUnprocessableEntity, chart.Tampered)), chart.Tampered, true},
		{"not enrolled any more", plain(says(http.StatusForbidden, chart.NotAllowed)), chart.NotAllowed, false},
		{"trouble of its own", plain(says(http.StatusInternalServerError, chart.Internal)), chart.Unreachable, false},
		{"trouble without a name", plain(says(http.StatusTeapot, "")), chart.Unreachable, false},
		{"a wall in between", plain(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusBadGateway)
			_, _ = w.Write([]byte("<html>"))
		}), chart.Unreachable, false},
		{"go somewhere else", plain(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "https://elsewhere.example/v1/records")
			w.WriteHeader(http.StatusTemporaryRedirect)
		}), chart.Unreachable, false},
		{"hangs up", plain(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }), chart.Unreachable, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, o := newBench(t), box("r1", "r2")
			first := c.says(b)
			b.record = func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get(hub.HeaderKey) == "r1" {
					first(w, r)
					return
				}
				b.take(w, r)
			}
			r := b.relay(o, &trail{})
			err := r.Once(t.Context())
			if got := kind(err); got != c.want {
				t.Errorf("want %q, got %v", c.want, err)
			}
			if _, problem := r.Status(); kind(problem) != c.want {
				t.Errorf("want the status to say %q, got %v", c.want, problem)
			}
			if (o.settled["r1"] != nil) != (c.want == "") || (o.settled["r2"] != nil) != c.next {
				t.Errorf("want the first settled %v, the second %v, got %d settled", c.want == "", c.next, len(o.settled))
			}
			var tried []string
			if c.want != "" {
				tried = []string{"r1 " + string(c.want)}
			}
			if !slices.Equal(o.tried, tried) {
				t.Errorf("want %q noted, got %q", tried, o.tried)
			}
		})
	}
}

// kind is that of the first error of several; "" for none.
func kind(err error) chart.ErrKind {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		err = joined.Unwrap()[0]
	}
	return chart.KindOf(err)
}

// The hub has taken a record and its answer is lost: the same request goes out again, and the record is settled once.
func TestALostAnswerLeadsToTheSameRequestAgain(t *testing.T) {
	b, o := newBench(t), box("r1")
	var bodies []string
	lose := true
	b.record = func(w http.ResponseWriter, r *http.Request) {
		bodies = append(bodies, r.Header.Get(hub.HeaderSequence)+" "+r.Header.Get(hub.HeaderDigest))
		if lose {
			panic(http.ErrAbortHandler)
		}
		b.take(w, r)
	}
	r := b.relay(o, &trail{})
	if err := r.Once(t.Context()); kind(err) != chart.Unreachable || len(o.settled) != 0 {
		t.Fatalf("want it not settled, got %v", err)
	}
	if at, _ := r.Status(); !at.IsZero() {
		t.Error("want the hub not seen yet")
	}
	lose = false
	must(t, r.Once(t.Context()))
	if len(bodies) < 2 || bodies[0] != bodies[len(bodies)-1] || o.settled["r1"] == nil {
		t.Errorf("want the same request again and the record settled, got %q", bodies)
	}
	if at, problem := r.Status(); !at.Equal(noon()) || problem != nil {
		t.Errorf("want the hub seen and no problem, got %v, %v", at, problem)
	}
	before := len(b.seen)
	must(t, r.Once(t.Context()))
	if again := b.seen[before:]; slices.Contains(again, postR1) {
		t.Errorf("settled: want it not sent again, got %q", again)
	}
}

func TestRecordsGoInTheirOrder(t *testing.T) {
	b, o := newBench(t), box("r1", "r2")
	must(t, b.relay(o, &trail{}).Once(t.Context()))
	if want := []string{postR1, postR2}; !slices.Equal(b.seen[:2], want) {
		t.Errorf("want %q, got %q", want, b.seen)
	}
}

// A receipt that could not be kept settles nothing: the record is sent again.
func TestAReceiptThatIsNotKeptSettlesNothing(t *testing.T) {
	b, o := newBench(t), box("r1")
	o.err = errors.New("disk full")
	r := b.relay(o, &trail{})
	if err := r.Once(t.Context()); err == nil || len(o.settled) != 0 {
		t.Fatalf("want it told and nothing settled, got %v", err)
	}
	o.err = nil
	must(t, r.Once(t.Context()))
	if o.settled["r1"] == nil {
		t.Error("want it settled the second time")
	}
}

// Whoever stops the program in the middle of a push leaves no mark of a failure on the record.
func TestStoppingIsNoFailureOfTheRecord(t *testing.T) {
	b, o := newBench(t), box("r1", "r2")
	ctx, stop := context.WithCancel(t.Context())
	b.record = func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then does the server look whether the other side is still there
		stop()
		<-r.Context().Done()
	}
	if err := b.relay(o, &trail{}).Once(ctx); err == nil {
		t.Error("want it told that it was stopped")
	}
	if len(o.tried) != 0 || slices.Contains(b.seen, postR2) {
		t.Errorf("want nothing noted and nothing more sent, got %q, %q", o.tried, b.seen)
	}
}

// Run tries again when it is woken, however long it would have paused, and ends with its context.
func TestRunIsWokenAndEnds(t *testing.T) {
	b, o := newBench(t), box("r1")
	o.asked = make(chan struct{})
	b.record = says(http.StatusServiceUnavailable, chart.Unreachable)
	r := b.relay(o, &trail{})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.Run(ctx)
	}()
	for range 5 { // their pauses would be half a minute
		<-o.asked
		r.Wake()
		r.Wake() // twice is as good as once
	}
	stop()
	for {
		select {
		case <-o.asked:
		case <-done:
			if len(o.settled) != 0 {
				t.Error("want nothing settled")
			}
			return
		}
	}
}
