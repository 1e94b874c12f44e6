package synth

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var update = flag.Bool("update", false, "write testdata/charts anew")

const sampleDir = "../../../testdata/charts"

// The committed samples must be what the generator makes today: their truth is compared, because image encoders of
// another Go release may give other bytes for the same picture.
func TestCommittedSamples(t *testing.T) {
	t.Parallel()
	if *update {
		if err := os.MkdirAll(sampleDir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := WriteSamples(sampleDir); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range Samples() {
		c := generate(t, s.Config)
		data, truth, err := c.File(s.Condition, s.Format, s.Turn)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(sampleDir, s.Name+"."+Ext(s.Format))
		st, err := os.Stat(path)
		if err != nil || st.Size() < int64(len(data))/2 || st.Size() > int64(len(data))*2 {
			t.Errorf("%s is not the generator's file (run go test ./engine/quality/synth -run Samples -update)", s.Name)
			continue
		}
		want, err := ReadTruth(path + ".truth.json")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(plain(t, want), plain(t, truth), cmpopts.EquateApprox(0, 2e-4)); diff != "" {
			t.Errorf("%s: its truth is not the generator's (run with -update)", s.Name)
		}
	}
}

// plain is the truth as JSON sees it.
func plain(t *testing.T, v Truth) any {
	t.Helper()
	js, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(js, &out); err != nil {
		t.Fatal(err)
	}
	return out
}
