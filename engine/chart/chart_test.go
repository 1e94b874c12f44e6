package chart

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestTextNeverPrints(t *testing.T) {
	const name = "Maria Gonzalez"
	field := Field{Value: name, Readings: []Reading{{Value: name}}, Suggestions: []Text{name}}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "value", field.Value, "field", field)
	printed := []string{log.String(), fmt.Errorf("e: %v", field.Value).Error()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		printed = append(printed, fmt.Sprintf(verb, field.Value), fmt.Sprintf(verb, field), fmt.Sprintf(verb, &field))
	}
	for _, p := range printed {
		if strings.Contains(p, "Maria") || strings.Contains(strings.ToLower(p), fmt.Sprintf("%x", "Maria")) {
			t.Errorf("a value was printed: %s", p)
		}
	}
	if data, err := json.Marshal(field); err != nil || !strings.Contains(string(data), name) {
		t.Errorf("results need the value in JSON; got %s, %v", data, err)
	}
}

func TestZeroValuesAreNeverClean(t *testing.T) {
	var d Decision
	if !d.Verdict.Open() {
		t.Error("the zero Decision is not open")
	}
	var s State
	if s != StateQuarantined || s.CanGo(StateReady) || s.CanGo(StateSigned) {
		t.Error("the zero State can be signed")
	}
}

func TestNothingIsSentUnsigned(t *testing.T) {
	all := []State{StateQuarantined, StateReading, StateReview, StateSecondReview, StateAdjudication, StateReady, StateSigned,
		StateSent, StateSettled, StateRefused, StateHeld, StatePurged}
	for _, s := range all {
		if s.CanGo(StateSigned) && s != StateReady && s != StateSent {
			t.Errorf("%s goes to signed without being ready", s.Word())
		}
		if s.CanGo(StateSent) && s != StateSigned {
			t.Errorf("%s goes to sent without being signed", s.Word())
		}
		if s.CanGo(s) {
			t.Errorf("%s goes to itself", s.Word())
		}
	}
	if StatePurged.CanGo(StateReview) {
		t.Error("a purged document comes back")
	}
}

func TestKindOf(t *testing.T) {
	inner := E(Conflict, "decide", errors.New("version 3"))
	cases := []struct {
		err  error
		want ErrKind
	}{{nil, ""}, {errors.New("x"), Internal}, {inner, Conflict}, {fmt.Errorf("outer: %w", inner), Conflict},
		{E(Locked, "open", inner), Locked}}
	for _, c := range cases {
		if got := KindOf(c.err); got != c.want {
			t.Errorf("%v: want %q, got %q", c.err, c.want, got)
		}
	}
}

func TestDossierCountsWhatIsOpen(t *testing.T) {
	d := Dossier{Document: Document{Fields: []Field{{ID: "f1", NeedsReview: true}, {ID: "f2", NeedsReview: true}, {ID: "f3"}}}}
	steps := []struct {
		decide Decision
		open   int
	}{{Decision{Field: "f1", Verdict: Confirmed}, 1}, {Decision{Field: "f2", Verdict: HandedOver}, 1},
		{Decision{Field: "f2", Verdict: NotOnPage}, 0}, {Decision{Field: "f1"}, 1}}
	for i, s := range steps {
		d.Decisions = append(d.Decisions, s.decide)
		if got := d.OpenFields(); got != s.open {
			t.Errorf("after step %d: want %d open, got %d", i+1, s.open, got)
		}
	}
}
