package proof

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// outline gives what a string looks like: 9 for a digit, a for a letter, everything else as it is.
func outline(s string) string {
	out := []byte(s)
	for i, c := range out {
		switch {
		case digit(c):
			out[i] = '9'
		case alnum(c), c >= 0x80:
			out[i] = 'a'
		}
	}
	return string(out)
}

// outlines are those of identifiers. A mark before or after a digit run is none of its own.
var outlines = []struct {
	kind chart.Kind
	re   *regexp.Regexp
}{
	{chart.SocialNumber, regexp.MustCompile(`(?:^|[^9])999[- .]{1,2}99[- .]{1,2}9999(?:[^9]|$)`)},
	{chart.PhoneNumber, regexp.MustCompile(`(?:^|[^9])999(?:\)[- .]{0,2}|[- .]{1,3})999[- .]{1,2}9999(?:[^9]|$)`)},
	{chart.Geographic, regexp.MustCompile(`(?:^|[^9])99999-9999(?:[^9]|$)`)},
	{chart.IPAddress, regexp.MustCompile(`(?:^|[^9.])9{1,3}\.9{1,3}\.9{1,3}\.9{1,3}(?:[^9.]|$)`)},
}

// dates are the outlines of whole dates.
var dates = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|[^9])9999[-/.]9{1,2}[-/.]9{1,2}(?:[^9]|$)`),
	regexp.MustCompile(`(?:^|[^9])9{1,2}(?:/9{1,2}/|-9{1,2}-|\.9{1,2}\.)(?:9999|99)(?:[^9]|$)`),
}

// prose looks at a string that may hold sentences.
func (p *prover) prose(where, s string) {
	rest := p.unmasked(s)
	p.look(where, rest)
	p.shapes(where, rest)
}

// named looks at the value of a column or key.
func (p *prover) named(name, s string) {
	rest := p.unmasked(s)
	p.look(name, rest)
	switch name {
	case "postal_code", "postalCode":
		p.postal(name, rest)
		return
	case "data": // of an attachment: nothing of the kind belongs into a release
		p.leave(chart.FacePhoto, name, "form")
		return
	}
	if amounts[name] && amount.MatchString(strings.TrimPrefix(rest, "'")) {
		return
	}
	if name == "code" && loinc.MatchString(rest) {
		return
	}
	p.shapes(name, rest)
}

// amounts are the columns and keys whose whole value may be an amount or the code of a procedure.
var amounts = map[string]bool{"value": true, "valueString": true, "reference_range": true, "text": true, "procedure_code": true,
	"units": true, "charge": true, "allowed": true, "paid": true, "patient_owes": true, "total_charge": true}

var (
	amount = regexp.MustCompile(`^[<>]?=?\s?-?\$?\s?\d{1,3},?\d{0,3}(?:\.\d{1,4})?(?:\s?(?:-|to)\s?\d{1,4}(?:\.\d{1,3})?)?(?:\s?[a-zA-Z%/]{1,8})?$|^(?:\d{5}|[A-Z]\d{4}|\d{4}[FTU])(?:[- ][A-Z0-9]{2}|[A-Z][A-Z0-9])?$`)
	loinc  = regexp.MustCompile(`^\d{1,5}-\d$`)
)

// number looks at a JSON number: an amount, unless it is known.
func (p *prover) number(key, s string) { p.look(key, s) }

// postal takes what of a ZIP code may stand.
func (p *prover) postal(where, s string) {
	s = strings.Trim(s, "\x00 ")
	switch {
	case s == "", p.a.Places && len(s) == 5 && onlyDigits(s), s == "000":
	case len(s) == 3 && onlyDigits(s) && !p.a.Small(s):
	default:
		p.leave(chart.Geographic, where, "outline")
	}
}

// shapes names what looks like an identifier.
func (p *prover) shapes(where, s string) {
	if strings.Contains(s, "@") {
		p.leave(chart.EmailAddress, where, "outline")
	}
	low := strings.ToLower(s)
	for _, mark := range []string{"http:", "https:", "www.", ".com", ".org", ".net", ".gov", ".edu"} {
		if strings.Contains(low, mark) {
			p.leave(chart.URL, where, "outline")
		}
	}
	if strings.ContainsAny(s, "0123456789") {
		p.figures(where, outline(s))
	}
	p.tokens(where, s)
}

func (p *prover) figures(where, shape string) {
	for _, o := range outlines {
		if o.re.MatchString(shape) {
			p.leave(o.kind, where, "outline")
		}
	}
	if !p.a.Dates && slices.ContainsFunc(dates, func(re *regexp.Regexp) bool { return re.MatchString(shape) }) {
		p.leave(chart.Date, where, "outline")
	}
}

// token is a run of letters or of digits, with what stands between it and the one before.
type token struct {
	text   string
	before string
	at     int
	number bool
}

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

func (p *prover) tokens(where, s string) {
	t := tokensOf(s)
	for i := range t {
		p.month(where, t, i)
		if t[i].number {
			p.age(where, s, t, i)
			p.digits(where, s, t, i)
		}
	}
}

var months = strings.Fields("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec")

// month finds a month beside a day or a year, a month by its full name, and a day of the week.
func (p *prover) month(where string, t []token, i int) {
	w := strings.ToLower(t[i].text)
	if p.a.Dates || t[i].number {
		return
	}
	if strings.HasSuffix(w, "day") && len(w) >= 6 && strings.Contains("monday tuesday wednesday thursday friday saturday sunday", w) {
		p.leave(chart.Date, where, "outline")
		return
	}
	if !slices.Contains(months, w) {
		return
	}
	near := func(j, gap int) bool {
		if j < 0 || j >= len(t) || !t[j].number || len(strings.Trim(t[gap].before, " ,.-")) > 0 || len(t[gap].before) > 3 {
			return false
		}
		n, err := strconv.Atoi(t[j].text)
		return err == nil && (n >= 1 && n <= 31 && len(t[j].text) <= 2 || len(t[j].text) == 4)
	}
	full := len(w) > 4 && w != "march" && w != "sept" && t[i].text[0] <= 'Z'
	if full || near(i+1, min(i+1, len(t)-1)) || near(i-1, i) {
		p.leave(chart.Date, where, "outline")
	}
}

// age finds ages over 89.
func (p *prover) age(where, s string, t []token, i int) {
	n, err := strconv.Atoi(t[i].text)
	if p.a.Ages || err != nil || n < 90 || n > 139 || len(t[i].text) > 3 {
		return
	}
	end := t[i].at + len(t[i].text)
	if n == 90 && strings.HasPrefix(s[end:], "+") {
		return
	}
	after, before := "", ""
	if i+1 < len(t) && len(strings.Trim(t[i+1].before, " -")) == 0 {
		after = strings.ToLower(t[i+1].text)
	}
	if i > 0 && len(strings.Trim(t[i].before, " :=")) == 0 {
		before = strings.ToLower(t[i-1].text)
	}
	if slices.Contains([]string{"year", "years", "yr", "yrs", "yo", "yearold"}, after) || before == "age" || before == "aged" || before == "ages" ||
		after == "y" && i+2 < len(t) && strings.EqualFold(t[i+2].text, "o") {
		p.leave(chart.AgeOver89, where, "outline")
	}
}

// measures are what makes a number an amount.
var measures = strings.Fields("mg mcg ug g kg ml l dl meq mmol unit units iu u cells copies k mm cm kcal cal calories steps lb lbs hz bpm mmhg cc ul x x10 per")

// digits judges a run of digits with the letters that touch it.
func (p *prover) digits(where, s string, t []token, i int) {
	w := t[i].text
	if len(w) < 4 {
		p.mixed(where, t, i)
		return
	}
	end := t[i].at + len(w)
	year, _ := strconv.Atoi(w)
	low := p.a.Now.Year() - 89
	if p.a.Dates {
		low = 1850
	}
	free := (t[i].at == 0 || !alnum(s[t[i].at-1])) && (end == len(s) || !alnum(s[end]))
	if len(w) == 4 && free && year >= low && year <= p.a.Now.Year()+1 {
		return
	}
	if len(w) <= 6 && i+1 < len(t) && len(strings.Trim(t[i+1].before, " ")) == 0 && slices.Contains(measures, strings.ToLower(t[i+1].text)) {
		return
	}
	if len(w) == 4 && (fraction(s, t[i].at, end)) {
		return
	}
	if p.a.Dates && len(w) == 8 {
		return
	}
	p.leave(chart.OtherID, where, "outline")
}

// fraction reports whether the digits stand behind a decimal point or beside a stroke of a strength.
func fraction(s string, i, j int) bool {
	return i > 1 && (s[i-1] == '.' || s[i-1] == '/' || s[i-1] == '-') && digit(s[i-2]) || j+1 < len(s) && (s[j] == '/' || s[j] == '-' || s[j] == '.') && digit(s[j+1])
}

// mixed finds numbers with letters among them: four digits and more in one run, but for codes of diagnoses.
func (p *prover) mixed(where string, t []token, i int) {
	if i > 0 && t[i].before == "" && t[i-1].number { // it was looked at with the run's first digits
		return
	}
	all, digits := "", 0
	from := i
	for from > 0 && t[from].before == "" {
		from--
	}
	for j := from; j < len(t) && (j == from || t[j].before == ""); j++ {
		all += t[j].text
		if t[j].number {
			digits += len(t[j].text)
		}
	}
	if digits >= 4 && len(all) > digits && !diagnosis.MatchString(all) {
		p.leave(chart.OtherID, where, "outline")
	}
}

var diagnosis = regexp.MustCompile(`^[A-TV-Z]\d[0-9AB]$|^\d{1,4}[A-Z]?$`)
