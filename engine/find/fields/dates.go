package fields

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// take is what a grammar took out of a text: the bytes from and to, the canonical form, and how sure the shape makes it.
type take struct {
	from, to int
	norm     string
	score    float64
	failed   bool
	suggest  []string
}

// clock is what dates are measured against.
type clock struct{ now time.Time }

const digitLike = `[0-9OoQDIl|SBZ]`

var (
	months = map[string]time.Month{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
		"ene": 1, "abr": 4, "ago": 8, "set": 9, "dic": 12}
	monthWord = `(?i:(jan(?:uary)?|feb(?:ruary)?|mar(?:ch|zo)?|apr(?:il)?|may(?:o)?|jun(?:e|io)?|jul(?:y|io)?|aug(?:ust)?|sept?(?:ember|iembre)?|oct(?:ober|ubre)?|nov(?:ember|iembre)?|dec(?:ember)?|ene(?:ro)?|feb(?:rero)?|abr(?:il)?|ago(?:sto)?|set(?:iembre)?|dic(?:iembre)?))`

	dateNumeric = regexp.MustCompile(`(` + digitLike + `{1,2})\s?[/\-.]\s?(` + digitLike + `{1,2})\s?[/\-.]\s?(` + digitLike + `{4}|` + digitLike + `{2})`)
	dateISO     = regexp.MustCompile(`(` + digitLike + `{4})\s?[/\-.]\s?(` + digitLike + `{1,2})\s?[/\-.]\s?(` + digitLike + `{1,2})`)
	dateMonthUp = regexp.MustCompile(monthWord + `[\s.,\-/]*(` + digitLike + `{1,2})(?:st|nd|rd|th)?[\s.,\-/]+(?:de[l]?\s+)?(` + digitLike + `{4}|'?[0-9]{2})`)
	dateDayUp   = regexp.MustCompile(`(` + digitLike + `{1,2})(?:st|nd|rd|th|°)?[\s.\-/]*(?:of\s+|de\s+)?` + monthWord + `[\s.,\-/]*(?:de[l]?\s+)?(` + digitLike + `{4}|[0-9]{2})`)
	dateYearUp  = regexp.MustCompile(`((?:19|20)[0-9]{2})[\s\-]?` + monthWord + `[\s\-]?([0-9]{1,2})`) // 1990AUG23
	dateSpaced  = regexp.MustCompile(`^\D{0,6}([0-9]{1,2})[\s|]+([0-9]{1,2})[\s|]+([0-9]{4}|[0-9]{2})\b`)
	dateSorted  = regexp.MustCompile(`^((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])$`)
	dateShort   = regexp.MustCompile(`^(0[1-9]|1[0-2])([0-2][0-9]|3[01])([0-9]{2})(?:\s|$)`) // of institutional claims: 040126
	dateCompact = regexp.MustCompile(`^([0-9]{2})([0-9]{2})((?:19|20)[0-9]{2})$`)
)

// date takes the first date of a text, in any written form. Dates of birth are never in the future.
func (c clock) date(s string, birth bool) (take, bool) {
	best, found := take{}, false
	use := func(m []int, y, mo, d string, dayFirst bool) {
		t, ok := c.make(s, m, y, mo, d, birth, dayFirst)
		if ok && (!found || t.from < best.from || t.from == best.from && t.to > best.to) {
			best, found = t, true
		}
	}
	at := func(m []int, i int) string { return s[m[2*i]:m[2*i+1]] }
	for _, m := range dateISO.FindAllStringSubmatchIndex(s, 4) {
		use(m, at(m, 1), at(m, 2), at(m, 3), false)
	}
	for _, m := range dateNumeric.FindAllStringSubmatchIndex(s, 8) {
		use(m, at(m, 3), at(m, 1), at(m, 2), true)
	}
	for _, m := range dateMonthUp.FindAllStringSubmatchIndex(s, 8) {
		use(m, strings.TrimPrefix(at(m, 3), "'"), at(m, 1), at(m, 2), false)
	}
	for _, m := range dateDayUp.FindAllStringSubmatchIndex(s, 8) {
		use(m, at(m, 3), at(m, 2), at(m, 1), false)
	}
	for _, m := range dateYearUp.FindAllStringSubmatchIndex(s, 4) {
		use(m, at(m, 1), at(m, 2), at(m, 3), false)
	}
	if !found {
		for _, re := range []*regexp.Regexp{dateSpaced, dateCompact} {
			if m := re.FindStringSubmatchIndex(s); m != nil {
				use(m, at(m, 3), at(m, 1), at(m, 2), false)
			}
		}
		if m := dateSorted.FindStringSubmatchIndex(strings.TrimSpace(s)); !found && m != nil && len(s) == len(strings.TrimSpace(s)) {
			use(m, at(m, 1), at(m, 2), at(m, 3), false)
		}
		if m := dateShort.FindStringSubmatchIndex(s); !found && m != nil && !birth {
			use(m, at(m, 3), at(m, 1), at(m, 2), false)
			best.score *= 0.8
		}
		best.score *= 0.85
	}
	return best, found
}

// make checks one match and gives its canonical form. A date that is written with letters for digits, or does not exist,
// is taken with its check failed.
func (c clock) make(s string, m []int, y, mo, d string, birth, dayFirst bool) (take, bool) {
	if !alone(s, m[0], m[1]) {
		return take{}, false
	}
	t := take{from: m[0], to: m[1], score: 1}
	fy, fm, fd := digitFold(y), digitFold(mo), digitFold(d)
	month := months[strings.ToLower(mo[:min(3, len(mo))])]
	clean := fy == y && fd == d && (month > 0 || fm == mo)
	if !hasDigit(y + mo + d) {
		return take{}, false
	}
	year, e1 := strconv.Atoi(fy)
	day, e2 := strconv.Atoi(fd)
	if month == 0 {
		n, err := strconv.Atoi(fm)
		if err != nil {
			return take{}, false
		}
		month = time.Month(n)
	}
	if e1 != nil || e2 != nil {
		return take{}, false
	}
	if len(fy) == 2 {
		year, t.score = c.century(year, birth), 0.95
	}
	if month > 12 && day <= 12 && dayFirst { // written day first
		month, day = time.Month(day), int(month)
		t.score *= 0.9
	}
	iso := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	if !c.exists(year, month, day, birth) {
		t.failed, t.score = true, t.score*0.5
		return t, month >= 1 && month <= 31 && day >= 1 && day <= 39
	}
	if !clean {
		t.norm, t.failed, t.suggest, t.score = iso, true, []string{iso}, t.score*0.6
		return t, true
	}
	t.norm = iso
	return t, true
}

// century completes a year of two digits: the latest year that is not in the future, a few years' grace for dates that may
// lie ahead.
func (c clock) century(yy int, birth bool) int {
	limit := c.now.Year()
	if !birth {
		limit += 5
	}
	if 2000+yy <= limit {
		return 2000 + yy
	}
	return 1900 + yy
}

func (c clock) exists(y int, m time.Month, d int, birth bool) bool {
	if y < 1890 || m < 1 || m > 12 || d < 1 || d > 31 {
		return false
	}
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || t.Month() != m {
		return false
	}
	if birth {
		return !t.After(c.now.AddDate(0, 0, 1)) && t.After(c.now.AddDate(-125, 0, 0))
	}
	return t.Before(c.now.AddDate(15, 0, 0))
}

// timeAfter is the time as older hospital systems print it behind a date: "08/13/26-0615".
var timeAfter = regexp.MustCompile(`^[-/@](?:[01][0-9]|2[0-3]):?[0-5][0-9](?:[^0-9/\-]|$)`)

// alone reports whether no digit or letter touches the stretch of text.
func alone(s string, from, to int) bool {
	word := func(b byte) bool {
		return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
	}
	if from > 0 && (word(s[from-1]) || s[from-1] == '/' || s[from-1] == '-' && from > 1 && word(s[from-2])) {
		return false
	}
	if to < len(s) && word(s[to]) && s[to] != 'T' && s[to] != 't' {
		return false
	}
	if timeAfter.MatchString(s[to:]) {
		return true
	}
	return !(to+1 < len(s) && (s[to] == '/' || s[to] == '-') && s[to+1] >= '0' && s[to+1] <= '9')
}

// digitFold writes letters that are read for digits as the digits.
func digitFold(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'O', 'o', 'Q', 'D':
			return '0'
		case 'I', 'l', '|', 'i', '!':
			return '1'
		case 'S', 's':
			return '5'
		case 'B':
			return '8'
		case 'Z', 'z':
			return '2'
		case 'G':
			return '6'
		}
		return r
	}, s)
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
