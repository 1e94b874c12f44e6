package deid

import (
	"regexp"
	"strings"
)

// states are the postal abbreviations of the states, the district and the territories.
const states = " AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP "

var placeForm = regexp.MustCompile(`(?:^|[,\n])?\s*([A-Za-z][A-Za-z .'-]*)?,?\s+([A-Za-z]{2})\.?,?\s+(\d{5})(?:-?\d{4})?\W*$`)

// place is what of an address may be of use.
type place struct{ city, state, zip string }

// parsePlace reads the end of an address: city, state, ZIP code. What is no state or no code in use is empty.
func (e *Engine) parsePlace(s string) place {
	s = strings.ReplaceAll(s, "\n", ", ")
	m := placeForm.FindStringSubmatch(s)
	if m == nil {
		return place{}
	}
	p := place{state: strings.ToUpper(m[2])}
	if !strings.Contains(states, " "+p.state+" ") {
		return place{}
	}
	if e.Words.ZIP(m[3]) {
		p.zip = m[3]
	}
	// The words before the state may begin with a street that no comma parts from the city: only a city of the lists counts.
	words := strings.Fields(strings.Trim(m[1], " ,.-"))
	for i := range words {
		if name := strings.Join(words[i:], " "); e.Words.Place(strings.ToLower(name)) != 0 {
			p.city = name
			break
		}
	}
	return p
}

// zip3 gives what Safe Harbor leaves of a ZIP code: three digits where their areas hold more than 20,000 people, else 000.
func (e *Engine) zip3(zip string) string {
	if len(zip) != 5 {
		return ""
	}
	prefix := zip[:3]
	if e.ZIP3.Small(prefix) {
		return "000"
	}
	return prefix
}
