package fields

import (
	"regexp"
	"strings"
)

var (
	phoneShape = regexp.MustCompile(`(?:\+?1[\s.\-]?)?\(?([0-9OoIlSB]{3})\)?[\s.\-/–·•]{0,4}([0-9OoIlSB]{3})[\s.\-–·•]{0,4}([0-9OoIlSB]{4})`)
	emailShape = regexp.MustCompile(`(?i)[a-z0-9._%+\-]+\s?@\s?[a-z0-9.\-]+\.(?:\s(?:com|net|org|edu|gov|us|info|co|me)\b|[a-z]{2,10})`)
	ssnShape   = regexp.MustCompile(`([0-9OoIlSB]{3})[\s.\-]{0,3}([0-9OoIlSB]{2})[\s.\-]{0,3}([0-9OoIlSB]{4})`)
	npiShape   = regexp.MustCompile(`[0-9OoIlSBZG]{10}`)
	moneyShape = regexp.MustCompile(`\(?\$?\s?([0-9OolS]{1,3}(?:,[0-9OolS]{3})+|[0-9OolS]{1,7})\s?[.,]\s?([0-9OolS]{2})\b\)?`)
	moneySplit = regexp.MustCompile(`^\$?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,7})\s*[|.]?\s*([0-9]{2})$`)
	moneyWhole = regexp.MustCompile(`\$\s?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,7})\b`)
	cptShape   = regexp.MustCompile(`\b([0-9]{5}|[A-EGHJ-MP-V][0-9]{4}|[0-9]{4}[FTU])\b`)
	sexShape   = regexp.MustCompile(`(?i)\b(female|male|femenino|masculino|mujer|hombre|f|m|x|fem|masc|non-?binary)\b`)
	monthYear  = regexp.MustCompile(`^(?:0?[1-9]|1[0-2])/(?:\d{2}|\d{4})$`)
	idShape    = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9\-/.*:]*`)
)

func phone(s string) (take, bool) {
	for _, m := range phoneShape.FindAllStringSubmatchIndex(s, 4) {
		raw := s[m[2]:m[3]] + s[m[4]:m[5]] + s[m[6]:m[7]]
		if len(onlyDigits(raw)) < 7 || !edges(s, m[0], m[1]) {
			continue
		}
		f := digitFold(raw)
		t := take{from: m[0], to: m[1], score: 1}
		good := f[0] >= '2' && f[3] >= '2' && f[1:3] != "11" && f[4:6] != "11"
		switch {
		case f != raw && good:
			t.norm, t.failed, t.suggest, t.score = "+1"+f, true, []string{"+1" + f}, 0.6
		case !good:
			t.failed, t.score = true, 0.5
		default:
			t.norm = "+1" + f
		}
		return t, true
	}
	return take{}, false
}

// edges reports whether no digit touches the stretch.
func edges(s string, from, to int) bool {
	digit := func(b byte) bool { return b >= '0' && b <= '9' }
	return !(from > 0 && digit(s[from-1])) && !(to < len(s) && digit(s[to]))
}

func email(s string) (take, bool) {
	m := emailShape.FindStringIndex(s)
	if m == nil {
		return take{}, false
	}
	return take{from: m[0], to: m[1], norm: strings.ToLower(strings.ReplaceAll(s[m[0]:m[1]], " ", "")), score: 1}, true
}

// ssn takes a social security number; area 000, 666 and 900 up, group 00 and serial 0000 were never issued.
func ssn(s string) (take, bool) {
	m := ssnShape.FindStringSubmatchIndex(s)
	if m == nil || !edges(s, m[0], m[1]) {
		return take{}, false
	}
	raw := s[m[2]:m[3]] + s[m[4]:m[5]] + s[m[6]:m[7]]
	if len(onlyDigits(raw)) < 6 {
		return take{}, false
	}
	f := digitFold(raw)
	norm := f[:3] + "-" + f[3:5] + "-" + f[5:]
	t := take{from: m[0], to: m[1], score: 1}
	good := f[:3] != "000" && f[:3] != "666" && f[0] != '9' && f[3:5] != "00" && f[5:] != "0000"
	switch {
	case !good:
		t.failed, t.score = true, 0.6
	case f != raw:
		t.norm, t.failed, t.suggest, t.score = norm, true, []string{norm}, 0.6
	default:
		t.norm = norm
	}
	return t, true
}

// npi takes ten digits; the last is the Luhn check over the prefix 80840 and the nine before (45 CFR 162.406).
func npi(s string) (take, bool) {
	m := npiShape.FindStringIndex(s)
	if m == nil || !alone(s, m[0], m[1]) {
		return take{}, false
	}
	raw := s[m[0]:m[1]]
	if len(onlyDigits(raw)) < 7 {
		return take{}, false
	}
	t := take{from: m[0], to: m[1], score: 1}
	f := digitFold(raw)
	switch {
	case raw == f && ValidNPI(f):
		t.norm = f
	case ValidNPI(f):
		t.norm, t.failed, t.suggest, t.score = f, true, []string{f}, 0.7
	default:
		t.failed, t.suggest, t.score = true, npiNear(f), 0.6
	}
	return t, true
}

// ValidNPI reports whether ten digits are a National Provider Identifier with a true check digit.
func ValidNPI(s string) bool {
	if len(s) != 10 || s[0] != '1' && s[0] != '2' {
		return false
	}
	sum := 24 // what the prefix 80840 adds
	for i := range 10 {
		d := int(s[i] - '0')
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// npiNear gives the numbers that pass and differ in one digit that readers confuse.
func npiNear(f string) []string {
	confused := map[byte]string{'0': "689", '1': "74", '2': "7", '3': "85", '4': "19", '5': "63", '6': "058", '7': "12", '8': "3609", '9': "048"}
	var out []string
	for i := range len(f) {
		for _, c := range confused[f[i]] {
			if n := f[:i] + string(c) + f[i+1:]; ValidNPI(n) && len(out) < 4 {
				out = append(out, n)
			}
		}
	}
	return out
}

// money takes an amount and gives it as a decimal.
func money(s string) (take, bool) {
	for _, m := range moneyShape.FindAllStringSubmatchIndex(s, 4) {
		raw := s[m[2]:m[3]]
		cents := s[m[4]:m[5]]
		if !hasDigit(raw) || !hasDigit(cents) && cents != "OO" && cents != "oo" || m[0] > 0 && (s[m[0]-1] >= '0' && s[m[0]-1] <= '9' || s[m[0]-1] == '/') {
			continue
		}
		t := take{from: m[0], to: m[1], score: 1}
		whole := strings.ReplaceAll(raw, ",", "")
		norm := trimZeros(digitFold(whole)) + "." + digitFold(cents)
		if digitFold(whole+cents) != whole+cents {
			t.norm, t.failed, t.suggest, t.score = norm, true, []string{norm}, 0.6
			return t, true
		}
		t.norm = norm
		return t, true
	}
	if m := moneySplit.FindStringSubmatchIndex(strings.TrimSpace(s)); m != nil && len(s) == len(strings.TrimSpace(s)) && strings.ContainsAny(s, " |") {
		return take{to: len(s), norm: trimZeros(strings.ReplaceAll(s[m[2]:m[3]], ",", "")) + "." + s[m[4]:m[5]], score: 0.8}, true
	}
	if m := moneyWhole.FindStringSubmatchIndex(s); m != nil {
		return take{from: m[0], to: m[1], norm: trimZeros(strings.ReplaceAll(s[m[2]:m[3]], ",", "")) + ".00", score: 0.8}, true
	}
	return take{}, false
}

func trimZeros(s string) string {
	if t := strings.TrimLeft(s, "0"); t != "" {
		return t
	}
	return "0"
}

func sex(s string) (take, bool) {
	m := sexShape.FindStringIndex(s)
	if m == nil {
		return take{}, false
	}
	norm := strings.ToUpper(s[m[0] : m[0]+1])
	if low := strings.ToLower(s[m[0]:m[1]]); low == "mujer" {
		norm = "F"
	} else if low == "hombre" {
		norm = "M"
	} else if strings.HasPrefix(low, "non") {
		norm = "X"
	}
	score := 1.0
	if m[0] > 12 {
		score = 0.5
	}
	return take{from: m[0], to: m[1], norm: norm, score: score}, true
}

// marked finds the box that is ticked between "M" and "F": "[x] Male [ ] Female", "☒ F".
var marked = regexp.MustCompile(`(?i)(?:\[\s?[x✓✔]\s?\]|\(\s?[xo*•✓✔]\s?\)|☒|☑|✓|✔|■|●)\s*(female|male|femenino|masculino|f\b|m\b)`)

func sexOrBox(s string) (take, bool) {
	if strings.ContainsAny(s, "[]☐☒☑✓✔■□●○()") {
		if t, ok := boxesAfter(s); ok {
			return t, t.norm != ""
		}
		if m := marked.FindStringSubmatchIndex(s); m != nil {
			return take{from: m[2], to: m[3], norm: strings.ToUpper(s[m[2] : m[2]+1]), score: 0.95}, true
		}
		if strings.ContainsAny(s, "☐□○") || strings.Contains(s, "[ ]") || strings.Contains(s, "[]") {
			return take{}, false
		}
		if t, ok := sex(s); !ok || t.norm == "X" && t.to-t.from == 1 { // the cross in a box
			return take{}, false
		}
	}
	return sex(s)
}

// optionMark is what stands before a word of choice: a box that is ticked, or one that is not.
var optionMark = regexp.MustCompile(`(?i)(\S{0,4})\s*\b(female|male|femenino|masculino)\b`)

// sexChoice reads "X Male  O Female": the option whose mark looks ticked, if only one does.
func sexChoice(s string) (take, bool) {
	var ticked []take
	all := optionMark.FindAllStringSubmatchIndex(s, 4)
	for _, m := range all {
		mark := strings.Trim(s[m[2]:m[3]], "[](){}| ")
		if len([]rune(mark)) > 2 { // a word, not a mark
			continue
		}
		if strings.ContainsAny(mark, "xX✓✔☒☑✗■●&@®") {
			ticked = append(ticked, take{from: m[4], to: m[5], norm: strings.ToUpper(s[m[4] : m[4]+1]), score: 0.8})
		}
	}
	if len(ticked) != 1 {
		return take{}, false
	}
	return ticked[0], true
}

// id takes an identifier: a word with a digit, or several short ones that are printed in groups ("XQJ 123 45 6789").
func id(s string, least int) (take, bool) {
	ts := idShape.FindAllStringIndex(s, 8)
	for i := 0; i < len(ts); i++ {
		w := strings.TrimRight(s[ts[i][0]:ts[i][1]], ".-/:*")
		if len(w) > 3 && !hasDigit(w) && w != strings.ToUpper(w) {
			return take{}, false // running text
		}
		if w == "" || w != strings.ToUpper(w) && !hasDigit(w) || !hasDigit(w) && len(w) > 4 || dateNumeric.MatchString(w) && strings.Count(w, "/") == 2 || monthYear.MatchString(w) || zipPlus.MatchString(w) {
			continue
		}
		t := take{from: ts[i][0], to: ts[i][0] + len(w), score: 1}
		for k := i + 1; k < len(ts) && strings.TrimSpace(s[t.to:ts[k][0]]) == ""; k++ {
			n := strings.TrimRight(s[ts[k][0]:ts[k][1]], ".-/:*")
			prefixed := !hasDigit(w) && k == i+1 && strings.Trim(n, "0123456789-") == "" // "GPH 4471-8822"
			if (onlyDigits(n) != n && !prefixed) || n == "" || len(n) > 6 && hasDigit(w) || t.to-t.from > 16 {
				if len(n) == 1 && n[0] >= 'A' && n[0] <= 'Z' && strings.Contains(s[t.from:t.to], " ") { // "900 44 7182 A"
					t.to = ts[k][0] + 1
					continue
				}
				break
			}
			t.to = ts[k][0] + len(n)
		}
		text := s[t.from:t.to]
		t.norm = strings.ToUpper(strings.ReplaceAll(text, " ", ""))
		if len(t.norm) < least || !hasDigit(t.norm) || !hasDigit(w) && !strings.Contains(text, " ") {
			continue
		}
		if letters := len(t.norm) - len(onlyDigits(t.norm)) - strings.Count(t.norm, "-"); letters > len(t.norm)/2+1 {
			t.score = 0.6
		}
		if t.from > 0 {
			t.score *= 0.9
		}
		return t, true
	}
	return take{}, false
}

// cpt takes every procedure code of a text.
func cpt(s string) []take {
	var out []take
	for _, m := range cptShape.FindAllStringIndex(s, -1) {
		if m[1] < len(s) && (s[m[1]] == '-' && m[1]+4 < len(s) || s[m[1]] == '.') || m[0] > 0 && strings.ContainsRune("-.$#", rune(s[m[0]-1])) {
			continue
		}
		out = append(out, take{from: m[0], to: m[1], norm: s[m[0]:m[1]], score: 1})
	}
	return out
}
