package present

import (
	"reflect"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestAFaultyPageSaysWhatIsWrongAndAPoorOneAsksForANewScan(t *testing.T) {
	blurred := Say("blurred")
	for name, c := range map[string]struct {
		page chart.Page
		want Line
	}{
		"clean":         {chart.Page{Quality: 0.4}, Line{}},
		"fair":          {chart.Page{Quality: 0.8, Faults: []chart.Fault{chart.Blurred}}, blurred},
		"poor":          {chart.Page{Quality: 0.3, Faults: []chart.Fault{chart.Blurred}}, Say("{{.Fault}}; scan it again", Data{"Fault": blurred})},
		"text is lost":  {chart.Page{Quality: 0.9, Faults: []chart.Fault{chart.UnevenLight, chart.CutOff}}, Say("{{.Fault}}; scan it again", Data{"Fault": faultWord(chart.CutOff)})},
		"glare is lost": {chart.Page{Quality: 0.9, Faults: []chart.Fault{chart.Glare}}, Say("{{.Fault}}; scan it again", Data{"Fault": faultWord(chart.Glare)})},
	} {
		if got := faultLine(c.page); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
	for _, f := range chart.Faults {
		if faultWord(f).Empty() {
			t.Errorf("%s has no word", f)
		}
	}
}
