package access_test

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

func TestHoursAreReadAsTheyAreWritten(t *testing.T) {
	for text, want := range map[string]string{
		"Mon-Fri 07:00-19:00": "Mon-Fri 07:00-19:00", "1-5 7:00-19:00": "Mon-Fri 07:00-19:00", "mon,wed 8:00-12:30": "Mon,Wed 08:00-12:30",
		"08:00-24:00": "Mon-Sun 08:00-24:00", "Fri-Mon 22:00-06:00": "Mon,Fri-Sun 22:00-06:00", "": "", "  ": "", "7 09:00-10:00": "Sun 09:00-10:00",
	} {
		h, err := access.ParseHours(text)
		if err != nil || h.String() != want {
			t.Errorf("%q: want %q, got %q, %v", text, want, h, err)
		}
		if again, err := access.ParseHours(h.String()); err != nil || again.String() != want {
			t.Errorf("%q, again: got %q, %v", text, again, err)
		}
	}
	for _, text := range []string{"always", "Mon-Fri", "Mon 9-17", "Mon 09:00-09:00", "Mon 25:00-26:00", "Mon 09:60-10:00", "Mun 09:00-10:00", "Mon 09:00-10:00 Tue",
		"Mon-Sun,Mon-Sun 09:00-10:00", "8 09:00-10:00", "Mon 09:00", "Mon -1:00-10:00"} {
		if h, err := access.ParseHours(text); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%q: want it refused, got %q", text, h)
		}
	}
}

func FuzzParseHours(f *testing.F) {
	f.Add("Mon-Fri 07:00-19:00")
	f.Add("1,3-4 22:00-06:00")
	f.Fuzz(func(t *testing.T, text string) {
		h, err := access.ParseHours(text)
		if err != nil || h.String() == "" {
			return
		}
		again, err := access.ParseHours(h.String())
		if err != nil || again.String() != h.String() || !h.Valid() {
			t.Errorf("%q: %q is read as %q, %v", text, h, again, err)
		}
	})
}
