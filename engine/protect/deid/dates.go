package deid

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// day is a date as written; what is not written is 0.
type day struct{ year, month, day int }

func (d day) whole() bool { return d.year > 0 && d.month > 0 && d.day > 0 }

func (d day) time() time.Time {
	return time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
}

// valid refuses the 31st of April.
func (d day) valid() bool {
	if d.month < 0 || d.month > 12 || d.day < 0 || d.day > 31 {
		return false
	}
	return !d.whole() || d.time().Day() == d.day
}

const monthWords = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre`

// The forms in which dates are written, with the places of year, month and day.
var dateForms = []struct {
	re      *regexp.Regexp
	y, m, d int
}{
	{regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?$`), 1, 2, 3},
	{regexp.MustCompile(`^(\d{1,2})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{4}|\d{2})(?:[ ,].*)?$`), 3, 1, 2},
	{regexp.MustCompile(`^(` + monthWords + `)\.?[ -]*(\d{1,2})(?:st|nd|rd|th)?[ ,.-]+(\d{4}|'?\d{2})$`), 3, 1, 2},
	{regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?[ -]*(?:of |de )?(` + monthWords + `)\.?[ ,.-]*(?:del? )?(\d{4}|'?\d{2})$`), 3, 2, 1},
	{regexp.MustCompile(`^(` + monthWords + `)\.?[ ,.-]+(\d{4})$`), 2, 1, 0},
	{regexp.MustCompile(`^(\d{1,2})[-/](\d{4})$`), 2, 1, 0},
	{regexp.MustCompile(`^(\d{4})$`), 1, 0, 0},
}

// parseDay reads a date. Two digits of a year are of the hundred years that end with the year now.
func parseDay(s string, now int) (day, bool) {
	s = strings.ToLower(strings.Trim(strings.Join(strings.Fields(s), " "), " .,;:()[]"))
	for _, f := range dateForms {
		m := f.re.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		d := day{year: number(m[f.y], now)}
		if f.m > 0 {
			d.month = month(m[f.m])
		}
		if f.d > 0 {
			d.day, _ = strconv.Atoi(m[f.d])
		}
		if d.valid() && (f.m == 0 || d.month > 0) && (f.d == 0 || d.day > 0) {
			return d, true
		}
	}
	return day{}, false
}

func number(s string, now int) int {
	s = strings.TrimPrefix(s, "'")
	n, _ := strconv.Atoi(s)
	if len(s) == 2 {
		if n += now / 100 * 100; n > now {
			n -= 100
		}
	}
	return n
}

func month(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	if i := strings.Index("enefebmarabrmayjunjulagosepoctnovdic", s[:3]); i >= 0 {
		return i/3 + 1
	}
	return strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", s[:3])/3 + 1
}

// oldest is the first year that is not indicative of an age over 89 (45 CFR 164.514(b)(2)(i)(C)), whenever in the year now
// somebody was born.
func oldest(now time.Time) int { return now.Year() - 89 }

// yearOf gives the year that may stand, or "".
func yearOf(d day, now time.Time) string {
	if d.year < oldest(now) || d.year > now.Year()+1 {
		return ""
	}
	return strconv.Itoa(d.year)
}

// shift moves a whole date.
func shift(d day, days int) string { return d.time().AddDate(0, 0, days).Format(time.DateOnly) }

func (d day) iso() string { return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day) }
