package phi

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// lettered are the kinds of number that may begin with letters printed apart: "NS 771-40-22", "PIP 771200".
var lettered = []chart.Kind{chart.RecordNumber, chart.HealthPlanID, chart.Account, chart.OtherID, chart.LicenseNumber, chart.VehicleID, chart.DeviceNumber}

// neverPrefix are capitals that stand before numbers and are no part of them, beside labels and short forms that the lists know.
var neverPrefix = set("ppo hmo epo pos us usa apt ste rm bldg fl po box the and or of in no nr for to at by on ln st ave rd hwy rt rte am pm mo dx rx tx hx pt dr mr ms via per see ref " +
	"cpt hcpcs icd ndc drg rev qty lot exp ext ver pg part form room bed dept unit tel fax dob dos eob omb cms hcfa ub pob rfd rr sec mfr mcg mg ml iu")

// growNumbers takes in the capitals that a number begins with, printed apart from its digits.
func (s *scan) growNumbers() {
	for _, h := range s.hits {
		i := s.tokenAt(h.start)
		if i == 0 || !isDigit(s.ascii[h.start]) || s.toks[i].gap != gapSpace || !s.hitKind(i, lettered...) {
			continue
		}
		if h.layer == layerDeny && !strings.ContainsAny(string(s.ascii[h.start:h.end]), "-") && !s.is(i-2, "id", "no", "number", "#", ":") {
			continue
		}
		if s.numberPrefix(i - 1) {
			h.start = s.toks[i-1].start
			s.addHit(h)
		}
	}
}

// numberPrefix reports whether the capitals at token k may begin the number behind them.
func (s *scan) numberPrefix(k int) bool {
	t := &s.toks[k]
	if t.taken || t.kind != wordToken || t.shape != upperShape && t.shape != initShape || len(t.text) > 4 || t.entry.Clinical || neverPrefix[t.low] {
		return false
	}
	if t.gap == gapNone && k > 0 && !s.is(k-1, ":", "(", "#", "_") || credentials[t.low] || t.entry.Word > 0 && t.entry.Word < 3 && len(t.text) > 1 {
		return false
	}
	l, _ := s.labelAt(k)
	return l == nil
}
