//go:build cgo

package wire

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
)

func TestSample(t *testing.T) {
	docs := func() []chart.Document {
		var out []chart.Document
		for p := range 200 {
			d := chart.Document{Pages: []int{p + 1}}
			for f := range 20 {
				d.Fields = append(d.Fields, chart.Field{ID: chart.FieldID(fmt.Sprintf("f%d", f+1)), Name: chart.Sex, Value: "F"})
			}
			out = append(out, d)
		}
		return out
	}
	drawn := func(share float64, draw drawing) (ids []string) {
		all := docs()
		sample(all, "import", share, draw)
		for _, d := range all {
			for _, f := range d.Fields {
				if slices.Contains(f.Reasons, chart.Sampled) {
					ids = append(ids, fmt.Sprint(d.Pages, f.ID))
				}
			}
		}
		return ids
	}
	one, other := newDrawing(), newDrawing()
	first := drawn(0.05, one)
	if n := len(first); n < 130 || n > 270 {
		t.Errorf("want about 200 of 4000, got %d", n)
	}
	if !slices.Equal(first, drawn(0.05, one)) {
		t.Error("want the same fields drawn again under the same key")
	}
	if slices.Equal(first, drawn(0.05, other)) {
		t.Error("want other fields under another key")
	}
	if n := len(drawn(0, one)); n != 0 {
		t.Errorf("want none where no sample is asked for, got %d", n)
	}
	failing := func([]byte) ([]byte, error) { return nil, errors.New("no key") }
	if n := len(drawn(0.05, failing)); n != 4000 {
		t.Errorf("want all looked at where the draw fails, got %d", n)
	}
}

// TestPolicy keeps a policy over a new start, and counts what a person found in the sample.
func TestPolicy(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	if p, err := r.Policy(ctx); err != nil || p != chart.DefaultPolicy() {
		t.Fatalf("want the default in a fresh workspace, got %+v, %v", p, err)
	}
	wantKind(t, "a policy that there is not", r.SetPolicy(ctx, chart.Policy{Accuracy: 0.5, Sample: 0.02}), chart.BadInput)
	wantKind(t, "a policy as a preference", r.SetPreference(ctx, "policy_sample", "0"), chart.NotAllowed)
	strict := chart.Policy{Accuracy: 0.999, Sample: 0.1}
	r.must(r.SetPolicy(ctx, strict))
	if least := r.finder.profile.Load().Fields[chart.Phone]; least < 0.9 {
		t.Errorf("want the thresholds to follow at once, got %v", least)
	}
	r.close()
	r.open()
	r.signIn("ada", r.secret)
	if p, err := r.Policy(ctx); err != nil || p != strict || r.share() != strict.Sample {
		t.Errorf("want the policy kept, got %+v with a share of %v, %v", p, r.share(), err)
	}
	r.Desk.policy.Sample = 1 // every field that no rule sends
	r.finder.aim(chart.Policy{Accuracy: 0.99})
	d := r.bringIn(1)
	var ids []chart.FieldID
	for _, f := range d.Document.Fields {
		if slices.Contains(f.Reasons, chart.Sampled) {
			ids = append(ids, f.ID)
		}
	}
	if len(ids) == 0 {
		t.Fatal("want a field of the sample")
	}
	say := func(v chart.Verdict) {
		var err error
		d, err = r.Decide(ctx, d.ID, d.Version, chart.Decision{Field: ids[0], Verdict: v, Value: "other"})
		r.must(err)
	}
	for _, c := range []struct {
		verdict     chart.Verdict
		seen, wrong int
	}{{chart.Confirmed, 1, 0}, {chart.Corrected, 1, 1}, {chart.CantRead, 0, 0}, {chart.NotOnPage, 1, 1}} {
		say(c.verdict)
		for what, m := range map[string]func() (chart.Measured, error){
			"desk":  func() (chart.Measured, error) { return r.Measured(ctx) },
			"trail": func() (chart.Measured, error) { return MeasureSample(ctx, r.dir) },
		} {
			if got, err := m(); err != nil || got.Seen != c.seen || got.Wrong != c.wrong {
				t.Errorf("%s after %s: want %d of %d wrong, got %+v, %v", what, c.verdict, c.wrong, c.seen, got, err)
			}
		}
	}
	entries, err := r.trail.Entries(ctx, audit.Filter{})
	r.must(err)
	if !slices.ContainsFunc(entries, func(e chart.AuditEntry) bool {
		return e.Action == chart.ActSettings && strings.Contains(e.Detail, "target_accuracy=0.999") && strings.Contains(e.Detail, "was_accuracy=0.995")
	}) {
		t.Error("want the change of the policy in the trail")
	}
}
