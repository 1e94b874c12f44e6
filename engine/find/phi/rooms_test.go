package phi_test

import (
	"strings"
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

func TestNumbersThatBeginWithLettersApart(t *testing.T) {
	for _, c := range []struct{ page, whole string }{
		{"Member ID: QZS 771-40-22", "QZS 771-40-22"},
		{"Plan Prairie Advantage PPO  ID QBA 4471190", "QBA 4471190"},
		{"born 1/17/92, pt since 2018, chart QKA-118", "QKA-118"},
		{"Contract    QTC-4471    class 02", "QTC-4471"},
		{"RxBIN 610455  RxPCN QLOB  RxGrp QVHMZ", "QVHMZ"},
		{"I have my baby's band no. 0417 and seat.", "0417"},
	} {
		if got := foundOf(t, c.page); got[c.whole] == "" {
			t.Errorf("%q: want %q found as a whole, got %v", c.page, c.whole, got)
		}
	}
	if got := foundOf(t, "The PPO 4471190 and Rx 7720031 were faxed; chart reviewed"); got["PPO 4471190"] != "" || got["Rx 7720031"] != "" || got["reviewed"] != "" {
		t.Errorf("want short forms left out of numbers, got %v", got)
	}
}

func TestInitialsOfNamesInSmallLetters(t *testing.T) {
	page := "paciente: vasquez trujillo, carmela i.   edad 40 y padece de tos desde ayer por la noche y fiebre\n\n" +
		"orders    q quintanilla md     the cough is worse and she was seen here for it in the spring already"
	got := foundOf(t, page)
	for _, w := range []string{"vasquez trujillo, carmela i", "q quintanilla"} {
		found := false
		for text := range got {
			found = found || strings.Contains(text, w)
		}
		if !found {
			t.Errorf("want %q found as a whole, got %v", w, got)
		}
	}
}
