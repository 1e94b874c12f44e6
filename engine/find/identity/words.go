package identity

import (
	"regexp"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// sheet is the words of a page as they are compared with what is known of a patient: running headers name him without labels.
type sheet struct {
	words []string // in capitals, letters and digits only
	lines []int    // the printed line of each, 0 unknown
	raw   []string // each with its leading zeros
	plain map[string]bool
}

func read(p *chart.Page) *sheet {
	s := &sheet{plain: map[string]bool{}}
	for _, w := range p.Words {
		for _, part := range strings.FieldsFunc(w.Text.Reveal(), func(r rune) bool { return r == ',' || r == ':' || r == ' ' }) {
			if k := strings.ToUpper(strings.Trim(part, ".;()[]#*'\"")); k != "" {
				s.words = append(s.words, strings.ReplaceAll(strings.ReplaceAll(k, "'", ""), "’", ""))
				s.lines, s.raw = append(s.lines, w.Line), append(s.raw, k)
				s.plain[number(k)] = true
			}
		}
	}
	return s
}

// confirm fills what the claim does not say with what of the patient stands on the page. It never overrides what the page says
// of itself under a label.
func (s *sheet) confirm(c *claim, patient claim) {
	if c.name.last == "" && s.names(patient.name) {
		c.name = patient.name
	}
	if c.born == "" && s.day(patient.born) {
		c.born = patient.born
	}
	for _, p := range [][2]*string{{&c.mrn, &patient.mrn}, {&c.ssn, &patient.ssn}, {&c.account, &patient.account}, {&c.member, &patient.member}} {
		if *p[0] == "" && len(*p[1]) >= 5 && s.plain[*p[1]] {
			*p[0] = *p[1]
		}
	}
}

// shows reports whether a number of the build of the patient's record number, and not his, stands on the line that names him: a
// record number whose label was not read.
func (s *sheet) shows(own, patient claim) bool {
	for _, p := range []claim{own, patient} {
		if len(p.mrn) < 5 || p.name.last == "" {
			continue
		}
		for i, w := range s.words {
			if w != words(p.name.last)[0] {
				continue
			}
			for k := range s.words {
				if s.lines[k] != 0 && s.lines[k] == s.lines[i] && !dated.MatchString(s.raw[k]) && number(s.raw[k]) != p.mrn && build(number(s.raw[k])) == build(p.mrn) {
					return true
				}
			}
		}
	}
	return false
}

// dated is a day, or what is parted like one.
var dated = regexp.MustCompile(`/|^\d{1,4}[-.]\d{1,2}[-.]\d{2,4}$`)

// build is what a number looks like: its letters and digits by kind.
func build(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '9'
		}
		return 'A'
	}, s)
}

// names reports whether the name stands on the page: given name and surname beside each other in either order, with the middle
// name or initial at most between them, and with the suffix where the patient has one. A suffix or an initial beside the name
// that is not the patient's is another person's.
func (s *sheet) names(p person) bool {
	last := words(p.last)
	if len(last) == 0 || p.first == "" {
		return false
	}
	for i := range s.words {
		if !starts(s.words[i:], last) {
			continue
		}
		end := i + len(last)
		after := s.words[end:min(len(s.words), end+4)]
		before := s.words[max(0, i-2):i]
		if p.stands(before, after) {
			return true
		}
	}
	return false
}

func starts(ws, with []string) bool {
	var flat []string
	for _, w := range ws[:min(len(ws), len(with)+1)] {
		flat = append(flat, words(w)...)
	}
	if len(flat) < len(with) {
		return false
	}
	for i := range with {
		if flat[i] != with[i] {
			return false
		}
	}
	return true
}

// stands looks for the rest of the name around the surname: "MARIA L <GONZALEZ> JR" or "<GONZALEZ> JR MARIA L".
func (p person) stands(before, after []string) bool {
	suffix := ""
	if len(after) > 0 && suffixes[after[0]] != "" {
		suffix, after = suffixes[after[0]], after[1:]
	}
	middle, found := "", false
	switch n := len(before); {
	case len(after) > 0 && after[0] == p.first:
		found = true
		if len(after) > 1 && len(after[1]) == 1 {
			middle = after[1]
		}
		if suffix == "" && len(after) > 1 {
			suffix = suffixes[after[1]]
			if suffix == "" && len(after) > 2 && middle != "" {
				suffix = suffixes[after[2]]
			}
		}
	case n > 0 && before[n-1] == p.first:
		found = true
	case n > 1 && before[n-2] == p.first && (len(before[n-1]) == 1 || before[n-1] == p.middle):
		found, middle = true, before[n-1]
	}
	if suffix == "V" && middle == "" { // an initial
		suffix = ""
	}
	return found && suffix == p.suffix && initialOf(middle, p.middle)
}

// printings are the ways in which a day of birth is printed as one word or as three.
var printings = []string{"01/02/2006", "1/2/2006", "01-02-2006", "1-2-2006", "01.02.2006", "2006-01-02", "01/02/06", "1/2/06", "01-02-06", "02-JAN-2006", "2-JAN-2006", "02JAN2006", "01022006", "20060102"}

var spoken = [][]string{{"JAN", "2", "2006"}, {"JANUARY", "2", "2006"}, {"JAN", "02", "2006"}, {"2", "JAN", "2006"}, {"02", "JAN", "2006"}, {"2", "JANUARY", "2006"}, {"01", "02", "2006"}, {"01", "02", "06"}}

// day reports whether a day stands on the page.
func (s *sheet) day(day string) bool {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return false
	}
	whole := map[string]bool{}
	for _, f := range printings {
		whole[strings.ToUpper(t.Format(goLayout(f)))] = true
	}
	for _, w := range s.words {
		if whole[w] {
			return true
		}
	}
	for _, f := range spoken {
		want := make([]string, len(f))
		for i := range f {
			want[i] = strings.ToUpper(t.Format(goLayout(f[i])))
		}
		for i := 0; i+3 <= len(s.words); i++ {
			if s.words[i] == want[0] && s.words[i+1] == want[1] && s.words[i+2] == want[2] {
				return true
			}
		}
	}
	return false
}

// goLayout writes a month's name as the time package wants it.
func goLayout(s string) string {
	return strings.NewReplacer("JANUARY", "January", "JAN", "Jan").Replace(s)
}
