package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality"
	"chartproof.org/chartproof/engine/quality/synth"
)

// clock steps one second a reading.
func clock() func() time.Time {
	n := 0
	return func() time.Time { n++; return time.Unix(int64(n), 0) }
}

// oracle answers with the truth of the bench's own charts: it knows which chart has which bytes.
func oracle(t *testing.T, seed uint64) Process {
	t.Helper()
	known := map[string]chart.Result{}
	for _, cond := range append(append([]string(nil), synth.Conditions...), synth.Digital) {
		c, err := synth.Generate(synth.Config{Seed: seed, Family: "a", Type: synth.Types[0]})
		if err != nil {
			t.Fatal(err)
		}
		format := synth.PDF
		if cond == synth.Digital {
			format = synth.Digital
		}
		data, truth, err := c.File(cond, format, 0)
		if err != nil {
			t.Fatal(err)
		}
		res := chart.Result{Documents: truth.Documents, Pages: truth.Pages}
		for _, s := range truth.PHI {
			res.PHI = append(res.PHI, s.Span)
		}
		known[string(data)] = res
	}
	return func(_ context.Context, name string, data []byte) (chart.Result, error) {
		if res, ok := known[string(data)]; ok || name == "speed.pdf" {
			return res, nil
		}
		return chart.Result{}, errors.New("a file that the oracle does not know")
	}
}

func TestRunMeasuresAPerfectEngineAsPerfect(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	ticks := 0
	rep, err := Run(context.Background(), Options{Process: oracle(t, 5), Now: clock(), Out: dir, Print: &out, Seed: 5, Families: []string{"a"}, Count: 1, SpeedPages: 1,
		Progress: func(done, all int) { ticks += all }})
	if err != nil {
		t.Fatal(err)
	}
	if len(rep.Parts) != 5 || ticks != 25 {
		t.Fatalf("%d parts, %d ticks", len(rep.Parts), ticks)
	}
	for _, p := range rep.Parts {
		if p.Report.WordRecall.Ratio() != 1 || p.Report.Fields.Ratio() != 1 || p.Report.LeakFree.Ratio() != 1 || p.PagesPerMinute() != 60 {
			t.Errorf("%s: words %v fields %v leak-free %v speed %v", p.Name, p.Report.WordRecall, p.Report.Fields, p.Report.LeakFree, p.PagesPerMinute())
		}
	}
	if len(rep.Speeds) != 1 || rep.Speeds[0].PagesPerMinute() != 60 {
		t.Errorf("speeds %+v", rep.Speeds)
	}
	if !strings.Contains(out.String(), "a clean300") || !strings.Contains(out.String(), "chartproof") {
		t.Errorf("printed %s", out.String())
	}
	js, err := os.ReadFile(filepath.Join(dir, "bench.json"))
	if err != nil {
		t.Fatal(err)
	}
	var back Report
	if err := json.Unmarshal(js, &back); err != nil || len(back.Parts) != 5 {
		t.Errorf("bench.json: %v, %d parts", err, len(back.Parts))
	}
}

func TestRunListsSilentErrors(t *testing.T) {
	var out bytes.Buffer
	blind := func(context.Context, string, []byte) (chart.Result, error) { return chart.Result{}, nil }
	rep, err := Run(context.Background(), Options{Process: blind, Now: clock(), Print: &out, Families: []string{"a"}, Count: 1, SpeedPages: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(rep.Parts[0].Report.Silent) == 0 || !strings.Contains(out.String(), "wrong and not sent to a person: a-intake_form-clean300-0000.pdf patient_name") {
		t.Errorf("silent errors are not listed:\n%s", out.String())
	}
}

// TestFUNSDIsMatchedAsItsPackageDefines reads "6/21/90" where the set has three words.
func TestFUNSDIsMatchedAsItsPackageDefines(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []string{"annotations", "images"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var img bytes.Buffer
	if err := png.Encode(&img, image.NewGray(image.Rect(0, 0, 100, 100))); err != nil {
		t.Fatal(err)
	}
	form := `{"form":[{"words":[{"box":[10,10,20,20],"text":"6/"},{"box":[20,10,30,20],"text":"21/"},{"box":[30,10,40,20],"text":"90"},{"box":[60,10,90,20],"text":"Ada"}]}]}`
	for name, data := range map[string][]byte{"annotations/x.json": []byte(form), "images/x.png": img.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	read := chart.Result{Pages: []chart.Page{{Number: 1, Words: []chart.Word{
		{Text: "6/21/90", Box: geom.Box{X0: .1, Y0: .1, X1: .4, Y1: .2}}, {Text: "ADA", Box: geom.Box{X0: .6, Y0: .1, X1: .9, Y1: .2}}}}}}
	o := Options{FUNSDDir: dir, Now: clock(), Process: func(context.Context, string, []byte) (chart.Result, error) { return read, nil }}
	parts, err := o.funsd(context.Background())
	if err != nil || len(parts) != 4 {
		t.Fatalf("%v, %d parts", err, len(parts))
	}
	if got, want := parts[0].Report.WordRecall, (quality.Count{Hit: 1, All: 4}); got != want {
		t.Errorf("strictly %+v, want %+v", got, want)
	}
	if got, want := parts[1].Report.WordRecall, (quality.Count{Hit: 4, All: 4}); got != want {
		t.Errorf("joined %+v, want %+v", got, want)
	}
	if got, want := parts[2].Report.WordRecall, (quality.Count{Hit: 4, All: 4}); got != want {
		t.Errorf("by place %+v, want %+v", got, want)
	}
}

func TestRunStopsOnAnError(t *testing.T) {
	broken := errors.New("broken")
	_, err := Run(context.Background(), Options{Process: func(context.Context, string, []byte) (chart.Result, error) { return chart.Result{}, broken }, Families: []string{"a"}, Count: 1})
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

func TestPeerThatIsNotThere(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	blind := func(context.Context, string, []byte) (chart.Result, error) { return chart.Result{}, nil }
	o := Options{Process: blind, Now: clock(), Peers: true, SpeedPages: 1}
	speeds, _, err := o.speeds(context.Background())
	if err != nil || len(speeds) != 2 || !strings.Contains(speeds[1].line(), "not measured: ocrmypdf is not installed") {
		t.Errorf("%v %+v", err, speeds)
	}
}

func TestSpeedFileHasItsPages(t *testing.T) {
	data, err := SpeedFile(1, 3)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(data, []byte("/Type /Page ")); n != 3 {
		t.Errorf("%d pages", n)
	}
}

func TestRunIsComparedWithItsBaseline(t *testing.T) {
	dir := t.TempDir()
	run := func(baseline string) string {
		var out strings.Builder
		_, err := Run(context.Background(), Options{Process: oracle(t, 3), Seed: 3, Families: []string{"a"}, Conditions: []string{"clean300"}, Count: 1,
			SpeedPages: 1, Now: clock(), Out: dir, Print: &out, Baseline: baseline})
		if err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if got := run(filepath.Join(dir, "none.json")); strings.Contains(got, "against the baseline") {
		t.Errorf("compared with a baseline that is not there:\n%s", got)
	}
	if got := run(filepath.Join(dir, "bench.json")); !strings.Contains(got, "field F1") || !strings.Contains(got, "+0.0000") {
		t.Errorf("the same run differs from itself, or was not compared:\n%s", got)
	}
}
