package phi_test

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestRoomsOfWardsAndLotsOfImplants(t *testing.T) {
	for _, c := range []struct {
		page, text string
		kind       chart.Kind
	}{
		{"RESIDENT  Orla Vintner        ROOM  C-17      ADMITTED", "C-17", chart.OtherID},
		{"RESIDENT            ROOM     SEX\nVINTNER, ORLA H     311-B    F", "311-B", chart.OtherID},
		{"Admitted to Rm 512-2 last night", "512-2", chart.OtherID},
		{"Bed: 4W-09     Diet: soft", "4W-09", chart.OtherID},
		{"Room: 318     Diet: soft", "318", chart.OtherID},
		{"IMPLANT LOG\nItem           Mfr        REF        LOT\nFemoral comp   Zantrix    551-F      Q44RTX", "Q44RTX", chart.DeviceNumber},
	} {
		if got := foundOf(t, c.page); got[c.text] != c.kind {
			t.Errorf("%q: want %s %q, got %v", c.page, c.kind, c.text, got)
		}
	}
	for _, page := range []string{"Seen in exam room 3 today", "Roomed in Rm 2 at nine", "EMERGENCY ROOM 450 charge", "VACCINE    MFR    LOT\nFluvax     QRX    AB3351C"} {
		if got := foundOf(t, page); got["3"] != "" || got["2"] != "" || got["450"] != "" || got["AB3351C"] == chart.DeviceNumber {
			t.Errorf("%q: want nothing, got %v", page, got)
		}
	}
}
