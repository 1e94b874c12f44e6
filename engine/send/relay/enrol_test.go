package relay_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
	"chartproof.org/chartproof/engine/send/relay"
)

func TestAddress(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"hub.example:8443", "https://hub.example:8443"},
		{"https://hub.example/", "https://hub.example"},
		{" https://hub.example ", "https://hub.example"},
		{"https://[::1]:8443", "https://[::1]:8443"},
		{"http://hub.example", ""}, {"https://", ""}, {"", ""}, {"https://ana:secret@hub.example", ""},
		{"https://hub.example/v1", ""}, {"https://hub.example?code=1", ""}, {"https://hub .example", ""}, {"ftp://hub.example", ""},
	} {
		got, err := relay.Address(c.typed)
		if got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%q: want %q, got %q, %v", c.typed, c.want, got, err)
		}
		if err != nil && (chart.KindOf(err) != chart.BadInput || strings.Contains(err.Error(), "secret")) {
			t.Errorf("%q: want bad input and nothing of what was typed, got %v", c.typed, err)
		}
	}
}

func TestEnrol(t *testing.T) {
	b := newBench(t)
	e, err := relay.Enrol(t.Context(), b.server.URL, strings.ToLower(b.code()), b.device)
	must(t, err)
	id := b.real.Identity
	if e.URL != b.server.URL || !slices.Equal(e.CA, id.CACert) || !slices.Equal(e.SealingKey, id.SealingPub) || e.WitnessKey != id.WitnessPub {
		t.Errorf("want what the hub is known by, got %+v", e)
	}
	o := box("r1")
	r, err := relay.New(b.device.ID, e, b.device.TLS, o, &trail{}, quiet(), noon)
	must(t, err)
	if err := r.Once(t.Context()); err != nil || o.settled["r1"] == nil {
		t.Errorf("want a record settled with what the enrolment gave, got %v", err)
	}
}

func TestEnrolIsRefused(t *testing.T) {
	other := newBench(t)
	for _, c := range []struct {
		name    string
		address func(b *bench) string
		code    func(b *bench) string
		want    chart.ErrKind
		reached bool // the hub saw a request
	}{
		{"no address", func(*bench) string { return "http://hub.example" }, (*bench).code, chart.BadInput, false},
		{"half a code", nil, func(b *bench) string { return b.code()[:19] }, chart.BadInput, false},
		{"the code of another hub", nil, func(*bench) string { return other.code() }, chart.NotAllowed, false},
		{"a code that was made up", nil, func(b *bench) string { return "0000" + b.code()[4:] }, chart.NotAllowed, true},
		{"nobody there", func(*bench) string { return "https://127.0.0.1:1" }, (*bench).code, chart.Unreachable, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t)
			address := b.server.URL
			if c.address != nil {
				address = c.address(b)
			}
			e, err := relay.Enrol(t.Context(), address, c.code(b), b.device)
			if chart.KindOf(err) != c.want || e.URL != "" {
				t.Errorf("want %s and no enrolment, got %v, %+v", c.want, err, e)
			}
			if (len(b.seen) > 0) != c.reached {
				t.Errorf("reached the hub: want %v, got %v", c.reached, b.seen)
			}
		})
	}
}

// Who sits between hub and workstation and answers in the hub's place is found out by its authority.
func TestAnAnswerOfAnotherHubEnrolsNobody(t *testing.T) {
	b, other := newBench(t), newBench(t)
	b.server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusCreated, hub.EnrolResponse{CA: other.real.Identity.CACert, ReceiptKey: "x"})
	})
	e, err := relay.Enrol(t.Context(), b.server.URL, b.code(), b.device)
	if chart.KindOf(err) != chart.Tampered || e.URL != "" {
		t.Errorf("want it found out, got %v, %+v", err, e)
	}
}

// An enrolled workstation knows its hub by the authority alone: another one at the same address gets nothing.
func TestAnotherHubAtTheSameAddressGetsNothing(t *testing.T) {
	b, other := newBench(t), newBench(t)
	e := b.enrol()
	e.URL = other.server.URL
	o := box("r1")
	r, err := relay.New(b.device.ID, e, b.device.TLS, o, &trail{}, quiet(), noon)
	must(t, err)
	if err := r.Once(t.Context()); chart.KindOf(err) != chart.Unreachable {
		t.Errorf("want it not reached, got %v", err)
	}
	if len(other.seen) != 0 || len(o.settled) != 0 {
		t.Errorf("want nothing sent and nothing settled, got %v, %v", other.seen, o.settled)
	}
}

func TestADamagedEnrolmentIsTold(t *testing.T) {
	b := newBench(t)
	e := b.enrol()
	e.CA = e.CA[:len(e.CA)/2]
	if _, err := relay.New(b.device.ID, e, b.device.TLS, box(), &trail{}, quiet(), noon); chart.KindOf(err) != chart.Tampered {
		t.Errorf("want tampered, got %v", err)
	}
}
