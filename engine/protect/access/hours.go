package access

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

var dayWords = []string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

// String writes hours as ParseHours reads them: "Mon-Fri 07:00-19:00". The zero Hours are "", any time.
func (h Hours) String() string {
	if len(h.Days) == 0 {
		return ""
	}
	on := [7]bool{}
	for _, d := range h.Days {
		on[d%7] = true
	}
	var parts []string
	for i := 0; i < 7; i++ { // the week begins on Monday
		from := (i + 1) % 7
		if !on[from] {
			continue
		}
		last := i
		for last+1 < 7 && on[(last+2)%7] {
			last++
		}
		word := dayWords[from]
		if last > i {
			word += "-" + dayWords[(last+1)%7]
		}
		parts, i = append(parts, word), last
	}
	return fmt.Sprintf("%s %02d:%02d-%02d:%02d", strings.Join(parts, ","), h.From/60, h.From%60, h.Until/60, h.Until%60)
}

// ParseHours reads hours as a person types them: "Mon-Fri 07:00-19:00", "Mon,Wed 8:00-12:30", "1-5 07:00-19:00" with 1 for
// Monday. Without days it is every day; nothing at all is any time, the zero Hours.
func ParseHours(text string) (h Hours, err error) {
	bad := chart.E(chart.BadInput, "read hours", errors.New("hours are like Mon-Fri 07:00-19:00"))
	fields := strings.Fields(text)
	switch len(fields) {
	case 0:
		return Hours{}, nil
	case 1:
		h.Days = []time.Weekday{0, 1, 2, 3, 4, 5, 6}
	case 2:
		if h.Days = parseDays(fields[0]); h.Days == nil {
			return Hours{}, bad
		}
	default:
		return Hours{}, bad
	}
	from, until, ok := strings.Cut(fields[len(fields)-1], "-")
	if h.From, ok = parseTime(from, ok); !ok {
		return Hours{}, bad
	}
	if h.Until, ok = parseTime(until, ok); !ok || !h.Valid() {
		return Hours{}, bad
	}
	return h, nil
}

func parseTime(s string, ok bool) (minutes int, _ bool) {
	var hour, minute int
	if n, err := fmt.Sscanf(s, "%d:%d", &hour, &minute); !ok || n != 2 || err != nil || len(s) > 5 || hour < 0 || hour > 24 || minute < 0 || minute > 59 {
		return 0, false
	}
	return hour*60 + minute, true
}

// parseDays gives the days, nil where one is none.
func parseDays(s string) (out []time.Weekday) {
	for _, part := range strings.Split(s, ",") {
		a, z, is := strings.Cut(part, "-")
		from, ok := parseDay(a)
		until := from
		if is && ok {
			until, ok = parseDay(z)
		}
		if !ok || len(out) > 7 {
			return nil
		}
		for d := from; ; d = (d + 1) % 7 {
			out = append(out, d)
			if d == until {
				break
			}
		}
	}
	if len(out) > 7 {
		return nil
	}
	return out
}

func parseDay(s string) (time.Weekday, bool) {
	for i, w := range dayWords {
		if strings.EqualFold(s, w) || s == string(rune('0'+i)) || i == 0 && s == "7" {
			return time.Weekday(i), true
		}
	}
	return 0, false
}
