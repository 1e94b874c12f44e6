package phi_test

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

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

func TestTelephonesWithADigitLost(t *testing.T) {
	for _, c := range []struct{ page, whole string }{
		{"Spoke with the desk, (541) 555-014. Pillbox filled", "(541) 555-014"},
		{"Spoke with the desk, (541) 55-0144 today", "(541) 55-0144"},
		{"Spoke with the desk, (541) 555-01444 today", "(541) 555-01444"},
	} {
		if got := foundOf(t, c.page); got[c.whole] != chart.PhoneNumber {
			t.Errorf("%q: want the telephone number %q, got %v", c.page, c.whole, got)
		}
	}
	if got := foundOf(t, "Ranges (110) 120-13 and (12) 140-15 were seen"); len(got) != 0 {
		t.Errorf("want figures left alone, got %v", got)
	}
}
