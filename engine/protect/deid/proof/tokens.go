package proof

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// token is a run of letters or of digits, with what stands between it and the one before.
type token struct {
	text   string
	before string
	at     int
	number bool
}

func (t token) end() int { return t.at + len(t.text) }

func tokensOf(s string) []token {
	var out []token
	from := 0
	for i := 0; i < len(s); {
		if !alnum(s[i]) {
			i++
			continue
		}
		j := i
		for j < len(s) && alnum(s[j]) && digit(s[j]) == digit(s[i]) {
			j++
		}
		out = append(out, token{s[i:j], s[from:i], i, digit(s[i])})
		i, from = j, j
	}
	return out
}

// line is a string in its tokens.
type line struct {
	where, text string
	t           []token
}

// low gives the token i in lower case where nothing but the characters of gap parts it from the one before; "" where there is
// none.
func (l line) low(i int, gap string) string {
	if i <= 0 || i >= len(l.t) || strings.Trim(l.t[i].before, gap) != "" {
		return ""
	}
	return strings.ToLower(l.t[i].text)
}

func (p *prover) tokens(where, s string) {
	l := line{where, s, tokensOf(s)}
	for i, t := range l.t {
		if !t.number {
			p.calendar(l, i)
			continue
		}
		p.age(l, i)
		if len(t.text) < 4 {
			p.mixed(l, i)
		} else {
			p.digits(l, i)
		}
	}
}

var (
	months = strings.Fields("january february march april may june july august september october november december enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre jan feb mar apr jun jul aug sep sept oct nov dec")
	// tells are the months whose name is no other word, so that it tells by itself.
	tells    = strings.Fields("January February April June July August September October November December")
	weekdays = strings.Fields("monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays")
)

// calendar finds a month beside a day or a year, a month by its full name, and a day of the week.
func (p *prover) calendar(l line, i int) {
	w := strings.ToLower(l.t[i].text)
	if p.a.Dates {
		return
	}
	month := slices.Contains(months, w)
	if slices.Contains(weekdays, w) || month && (slices.Contains(tells, l.t[i].text) || dayOrYear(l.low(i+1, " ,.-")) || near(l, i) || l.low(i, " ") != "" && strings.EqualFold(l.t[i-1].text, "de") && near(l, i-1)) {
		p.leave(chart.Date, l.where, "outline")
	}
}

// near reports a day or year right before the token.
func near(l line, i int) bool {
	return i > 0 && strings.Trim(l.t[i].before, " ,.-") == "" && dayOrYear(l.t[i-1].text)
}

func dayOrYear(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && (len(s) <= 2 && n >= 1 && n <= 31 || len(s) == 4)
}

// The words by which a number is an age.
var (
	ageAfter  = strings.Fields("year years yr yrs yo yearold anos")
	ageBefore = strings.Fields("age aged ages edad")
)

// age finds ages over 89, and those that tell of one.
func (p *prover) age(l line, i int) {
	n, err := strconv.Atoi(l.t[i].text)
	least := 90
	if p.a.Old {
		least = 50
	}
	if p.a.Ages || err != nil || n < least || n > 139 || len(l.t[i].text) > 3 {
		return
	}
	if n == 90 && strings.HasPrefix(l.text[l.t[i].end():], "+") {
		return
	}
	if isAge(l, i) {
		p.leave(chart.AgeOver89, l.where, "outline")
	}
}

// isAge reports whether the words beside a number make an age of it.
func isAge(l line, i int) bool {
	after := l.low(i+1, " -")
	if slices.Contains(ageAfter, after) || after == "y" && l.low(i+2, " ./") == "o" || after == "a" && l.low(i+2, "ñ\u0303") == "os" {
		return true
	}
	return i > 0 && strings.Trim(l.t[i].before, " :=") == "" && slices.Contains(ageBefore, strings.ToLower(l.t[i-1].text))
}

// measures are what makes a number an amount.
var measures = strings.Fields("mg mcg ug g kg ml l dl meq mmol unit units iu u cells copies k mm cm kcal cal calories steps lb lbs hz bpm mmhg cc ul x x10 per")

// digits judges a run of four digits and more.
func (p *prover) digits(l line, i int) {
	w, end := l.t[i].text, l.t[i].end()
	switch {
	case len(w) == 4 && (p.mayBeYear(l, i) || fraction(l.text, l.t[i].at, end)):
	case len(w) <= 6 && slices.Contains(measures, l.low(i+1, " ")):
	case p.a.Dates && len(w) == 8:
	default:
		p.leave(chart.OtherID, l.where, "outline")
	}
}

// mayBeYear reports a year that may stand: alone, and not indicative of an age over 89.
func (p *prover) mayBeYear(l line, i int) bool {
	year, _ := strconv.Atoi(l.t[i].text)
	first := p.a.Now.Year() - 89
	if p.a.Dates {
		first = 1850
	}
	at, end := l.t[i].at, l.t[i].end()
	free := (at == 0 || !alnum(l.text[at-1])) && (end == len(l.text) || !alnum(l.text[end]))
	return free && year >= first && year <= p.a.Now.Year()+1
}

// fraction reports whether the digits stand behind a decimal point or beside a stroke of a strength.
func fraction(s string, i, j int) bool {
	return i > 1 && strings.ContainsRune("./-", rune(s[i-1])) && digit(s[i-2]) || j+1 < len(s) && strings.ContainsRune("./-", rune(s[j])) && digit(s[j+1])
}

// mixed finds numbers with letters among them: four digits and more in one run, but for codes of diagnoses.
func (p *prover) mixed(l line, i int) {
	from := i
	for from > 0 && l.t[from].before == "" {
		if from--; l.t[from].number {
			return // the run was looked at with its first digits
		}
	}
	all, digits := "", 0
	for j := from; j < len(l.t) && (j == from || l.t[j].before == ""); j++ {
		all += l.t[j].text
		if l.t[j].number {
			digits += len(l.t[j].text)
		}
	}
	if digits >= 4 && len(all) > digits && !diagnosis.MatchString(all) {
		p.leave(chart.OtherID, l.where, "outline")
	}
}

var diagnosis = regexp.MustCompile(`^[A-TV-Z]\d[0-9AB]$|^\d{1,4}[A-Z]?$`)
