package proof

import (
	"regexp"
	"slices"
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
