package fields

import (
	"regexp"
	"sort"
	"strings"
	"sync"
)

// Codes of ICD-10-CM: a letter, a digit, a digit or letter, then up to four characters after a dot.

var (
	icdDotted = regexp.MustCompile(`\b([A-TV-Za-tv-z][0-9OIlS][0-9A-ZOIl])\s?\.\s?([0-9A-Za-z]{1,4})\b`)
	icdPlain  = regexp.MustCompile(`\b([A-TV-Z][0-9][0-9A-Z])([0-9A-Z]{0,4})\b`)
	icdMisled = regexp.MustCompile(`(?:^|[\s(\[,;:])([1l|!£€][0-9OIl][0-9A-Z])(?:\s?\.\s?([0-9A-Z]{1,4}))?(?:[\s)\],;:.]|$)`)
)

// complete are categories that have no finer codes and often end a sentence.
var complete = map[string]bool{"I10": true, "B20": true, "N19": true}

// codeLetter letters the codes of a claim: "A. I10  B. E11.9".
var codeLetter = regexp.MustCompile(`(?:^|\s)[A-L]\.\s*$`)

// notICD have the shape of a code and are none where the dot is missing.
var notICD = map[string]bool{"A1C": true, "B12": true, "H1N1": true, "K2": true, "T3": true, "T4": true, "C3": true, "G6PD": true, "D10": true}

// icd takes every ICD-10 code of a text; plain allows codes without their dot. A code whose first letter was read as
// another sign ("148.91" for I48.91) is taken with its check failed; its canonical form is given only where a single code
// can have been printed.
func icd(s string, plain bool) []take {
	var out []take
	for _, m := range icdDotted.FindAllStringSubmatchIndex(s, -1) {
		category, rest := s[m[2]:m[3]], s[m[4]:m[5]]
		if !hasDigit(category[1:]) || m[4]-m[3] > 1 && (complete[category] || onlyDigits(rest) != rest) { // "BID. He", "I10. 3 months"
			continue
		}
		if lowerCase(category) && !icdCategory(strings.ToUpper(category)) {
			continue
		}
		out = append(out, codeOf(m[0], m[1], strings.ToUpper(category), strings.ToUpper(rest), 1))
	}
	if plain {
		out = append(out, undotted(s)...)
	}
	return inOrder(append(out, misread(s, plain)...))
}

// undotted takes the codes without a dot.
func undotted(s string) []take {
	var out []take
	for _, m := range icdPlain.FindAllStringSubmatchIndex(s, -1) {
		if notICD[s[m[0]:m[1]]] || m[1] < len(s) && s[m[1]] == '.' && dotGoesOn(s[m[1]+1:]) || m[0] > 0 && (s[m[0]-1] == '.' || s[m[0]-1] == '-') {
			continue
		}
		if m[5]-m[4] == 4 && strings.IndexByte(sevenLong, s[m[2]]) < 0 { // an account number
			continue
		}
		out = append(out, codeOf(m[0], m[1], s[m[2]:m[3]], s[m[4]:m[5]], 0.8))
	}
	return out
}

// sevenLong are the letters of the categories that have codes of seven characters.
const sevenLong = "CEGHMORSTVWXYcehgmorstvwxy"

// dotGoesOn reports whether what follows a dot is the rest of the code, with a space read into it or not.
func dotGoesOn(rest string) bool {
	if rest == "" {
		return false
	}
	if rest[0] == ' ' {
		return len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9'
	}
	return true
}

func inOrder(ts []take) []take {
	sort.SliceStable(ts, func(a, b int) bool { return ts[a].from < ts[b].from })
	return ts
}

// codeOf makes a take of a code's two parts. Letters read for its digits are put right with the check failed; so is kept a
// code of a category that ICD-10-CM does not have.
func codeOf(from, to int, category, rest string, score float64) take {
	t := take{from: from, to: to, score: score}
	fixed := category[:1] + digitFold(category[1:2]) + category[2:]
	if last := category[2]; last == 'O' || last == 'I' {
		fixed = fixed[:2] + digitFold(category[2:])
	}
	t.norm = fixed
	if rest != "" {
		t.norm += "." + rest
	}
	switch {
	case fixed != category:
		t.failed, t.suggest, t.score = true, []string{t.norm}, 0.6*score
	case !icdCategory(fixed):
		t.failed, t.score = true, 0.7*score
	}
	return t
}

// misread takes the codes whose leading letter was read as a stroke or a sign. Without a dot it must begin what is printed.
func misread(s string, plain bool) []take {
	var out []take
	for _, m := range icdMisled.FindAllStringSubmatchIndex(s, -1) {
		lead, rest, end := s[m[2]:m[3]], "", m[3]
		if m[4] >= 0 {
			rest, end = s[m[4]:m[5]], m[5]
		}
		tail := digitFold(lead[len(lead)-2:len(lead)-1]) + lead[len(lead)-1:]
		bracketed := m[2] > 0 && strings.IndexByte("([", s[m[2]-1]) >= 0 && end < len(s) && strings.IndexByte(")]", s[end]) >= 0
		if !bracketed && !codePlace(s, m[2], end, rest, tail, plain) {
			continue
		}
		t := take{from: m[2], to: end, score: 0.55, failed: true, suggest: byWords(meant(lead[0], tail, rest), s)}
		switch len(t.suggest) {
		case 0:
			continue
		case 1:
			t.norm = t.suggest[0]
		}
		out = append(out, t)
	}
	return out
}

// meant gives the codes that a stroke or a sign before digits can have been.
func meant(sign byte, tail, rest string) []string {
	letters := "IL"
	if sign == 0xC2 || sign == 0xE2 { // £, €
		letters = "E"
	}
	var out []string
	for _, c := range letters {
		code := string(c) + tail
		if !icdCategory(code) || rest == "" && !complete[code] {
			continue
		}
		if rest != "" {
			code += "." + rest
		}
		out = append(out, code)
	}
	return out
}

// byWords leaves one of two codes where the words beside it tell: I50 is of the heart, L50 of the skin.
func byWords(codes []string, s string) []string {
	if len(codes) < 2 {
		return codes
	}
	switch heart, skin := circulatory.MatchString(s), ofSkin.MatchString(s); {
	case heart && !skin:
		return codes[:1]
	case skin && !heart:
		return codes[1:]
	}
	return codes
}

// codePlace reports whether a number stands where only a code can: first before its diagnosis, behind the letter that a
// claim gives it, last in a slot, or behind the one diagnosis that it can mean. Without its dot only 110 is taken: I10 has none.
func codePlace(s string, from, to int, rest, tail string, plain bool) bool {
	if rest == "" && tail != "10" {
		return false
	}
	first := strings.TrimSpace(s[:from]) == ""
	switch {
	case first && diagnosisFollows(s[to:]), plain && codeLetter.MatchString(s[:from]):
		return true
	}
	last := strings.Trim(s[to:], " .,;)") == ""
	if rest != "" && diagnosisFollows(s[to:]) && conditionLike(clauseOf(s[to:])) { // one of several on a line
		return true
	}
	return rest != "" && plain && last || last && rest == "" && bloodPressure.MatchString(s[:from])
}

// clauseOf gives the first words of a text.
func clauseOf(s string) string {
	f := strings.Fields(s)
	return strings.Join(f[:min(4, len(f))], " ")
}

// bloodPressure ends a text that the code I10 follows.
var bloodPressure = regexp.MustCompile(`(?i)hypertension[\s,;:–—-]*$`)

var (
	circulatory = regexp.MustCompile(`(?i)hypertens|hypotens|heart|cardi|coronary|atri|fibrillat|infarct|angina|stroke|isch|embol|thromb|arter|aort|vein|venous|varic|vascul|valv|mitral`)
	ofSkin      = regexp.MustCompile(`(?i)dermat|eczema|psoria|urticar|acne|cellulit|skin|ulcer|kerat|rash|prurit|hair|nail|rosacea|vitiligo|pemphig|abscess|lichen`)
)

// diagnosisFollows reports whether a text goes on with a word of letters that is no unit: "110 Essential hypertension".
func diagnosisFollows(s string) bool {
	s = strings.TrimLeft(s, " .:-–|")
	n := 0
	for n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z') {
		n++
	}
	return n >= 4 && s[0] >= 'A' && s[0] <= 'Z'
}

// icdRanges lists the categories of ICD-10-CM by their letter (CDC/NCHS, public domain); those that end in a letter stand
// by themselves.
var icdRanges = map[byte]string{
	'A': "00-09 15-28 30-44 46 48-60 63-71 74-75 77-99",
	'B': "00-10 15-20 25-27 30 33-60 64-83 85-92 94-97 99",
	'C': "00-26 30-34 37-41 43-58 60-86 88 90-96 4A 7A 7B",
	'D': "00-07 09-53 55-78 80-84 86 89 3A",
	'E': "00-11 13 15-16 20-36 40-46 50-56 58-61 63-68 70-80 83-89",
	'F': "01-25 28-34 39-45 48 50-55 59-60 63-66 68-73 78-82 84 88-91 93-95 98-99",
	'G': "00-14 20-26 30-32 35-37 40 43-47 50-65 70-73 80-83 89-99",
	'H': "00-05 10-11 15-22 25-28 30-36 40 42-44 46-57 59-62 65-75 80-83 90-95",
	'I': "00-02 05-13 15-16 20-28 30-52 60-63 65-83 85-89 95-99 1A 5A",
	'J': "00-06 09-18 20-22 30-47 60-70 80-86 90-96 98-99 4A",
	'K': "00-06 08-09 11-14 20-31 35-38 40-46 50-52 55-68 70-77 80-83 85-87 90-92 94-95",
	'L': "00-05 08 10-14 20-30 40-45 49-60 62-68 70-76 80-95 97-99",
	'M': "00-02 04-08 10-27 30-36 40-43 45-51 53-54 60-63 65-67 70-72 75-77 79-97 99 1A",
	'N': "00-08 10-23 25-37 39-53 60-65 70-77 80-99",
	'O': "00-16 20-26 28-36 40-48 60-77 80 82 85-92 94 98-99 9A",
	'P': "00-05 07-15 19-29 35-39 50-61 70-72 74-78 80-84 90-96 99",
	'Q': "00-07 10-18 20-28 30-45 50-56 60-93 95-99",
	'R': "00-23 25-27 29-36 39-50 52-65 68-76 78-99",
	'S': "00-99",
	'T': "07 14-28 30-34 36-71 73-88",
	'V': "00-99", 'W': "00-99", 'X': "00-99", 'Y': "00-99",
	'Z': "00-04 08-09 11-23 28-34 36-49 51-53 55-60 62-99 1A 3A",
}

// icdCategories holds every category of icdRanges.
var icdCategories = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for letter, list := range icdRanges {
		for _, part := range strings.Fields(list) {
			from, to, isRange := strings.Cut(part, "-")
			if !isRange {
				out[string(letter)+part] = true
				continue
			}
			for n := 10*int(from[0]-'0') + int(from[1]-'0'); n <= 10*int(to[0]-'0')+int(to[1]-'0'); n++ {
				out[string(letter)+string(rune('0'+n/10))+string(rune('0'+n%10))] = true
			}
		}
	}
	return out
})

// icdCategory reports whether three characters are a category of ICD-10-CM.
func icdCategory(code string) bool { return icdCategories()[code] }
