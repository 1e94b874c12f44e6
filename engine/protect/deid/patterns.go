package deid

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// pattern is a form that identifies wherever it stands. The first group that matched is taken out, or the whole. A text
// without any of the characters of needs does not have it: looking for them is a hundred times faster.
type pattern struct {
	kind  chart.Kind
	needs string
	re    *regexp.Regexp
}

const (
	needsDigit = "0123456789"
	needsMonth = "month" // one of the months' names
)

const unitWords = `mg|mcg|ug|g|kg|ml|l|dl|meq|mmol|units?|iu|u|cells|copies|k|%|mm|cm|kcal|cal|calories|steps|lb|lbs|hz|bpm|mmhg|cc`

var patterns = []pattern{
	{chart.EmailAddress, "@", regexp.MustCompile(`(?i)[a-z0-9][a-z0-9._%+-]*\s?@\s?[a-z0-9.-]+\.[a-z]{2,}`)},
	{chart.EmailAddress, "@", regexp.MustCompile(`\S*@\S*`)},
	{chart.URL, ".", regexp.MustCompile(`(?i)\b(?:https?|ftp)\s?:\s?//\S+|\bwww\s?\.\s?\S+|\b[a-z0-9-]+\.(?:com|org|net|edu|gov|info|health|us|io)\b(?:/\S*)?`)},
	{chart.IPAddress, needsDigit, regexp.MustCompile(`\b\d{1,3}(?:\.\d{1,3}){3}\b`)},
	{chart.IPAddress, ":", regexp.MustCompile(`(?i)\b(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4}\b`)},
	{chart.SocialNumber, needsDigit, regexp.MustCompile(`(?i)[\dx*#]{3}[- .]{1,2}[\dx*#]{2}[- .]{1,2}\d{4}\b`)},
	{chart.PhoneNumber, needsDigit, regexp.MustCompile(`(?:\+?1[-. ]?)?\(?\b\d{3}(?:\)[-. ]{0,2}|[-. ]{1,3})\d{3}[-. ]{1,2}\d{4}\b(?:\s?(?i:x|ext\.?)\s?\d{1,6})?`)},
	{chart.PhoneNumber, needsDigit, regexp.MustCompile(`\b\d{3}[-.]\d{4}\b`)},
	{chart.Date, needsDigit, regexp.MustCompile(`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}`)},
	{chart.Date, needsDigit, regexp.MustCompile(`\d{1,2}\s?/\s?\d{1,2}\s?/\s?(?:\d{4}|\d{2})`)},
	{chart.Date, needsDigit, regexp.MustCompile(`\d{1,2} ?- ?\d{1,2} ?- ?(?:\d{4}|\d{2})`)},
	{chart.Date, needsDigit, regexp.MustCompile(`\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})`)},
	{chart.Date, needsMonth, regexp.MustCompile(`(?i)\b\d{1,2}(?:st|nd|rd|th)?[ -]*(?:of |de )?(?:` + monthWords + `)\b\.?[ ,.-]*(?:del? )?(?:\d{4}|'?\d{2}\b)?`)},
	{chart.Date, needsMonth, regexp.MustCompile(`(?i)\b(?:` + monthWords + `)\b\.?[ ,.-]*\d{1,2}[a-z0-9]{0,2}\b(?:[ ,.-]+(?:\d{4}|'\d{2}))?`)},
	{chart.Date, needsMonth, regexp.MustCompile(`(?i)\b(?:` + monthWords + `)\b\.?[ ,.-]*(?:of |del? )?(?:\d{4}|'\d{2})\b`)},
	{chart.Date, needsMonth, regexp.MustCompile(`\b(?:January|February|April|June|July|August|September|October|November|December)\b|(?i:\b(?:in|of|since|until|by|last|this|next|early|late|mid)[ -])(March|May)\b`)},
	{chart.Date, "dD", regexp.MustCompile(`(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b`)},
	{chart.Date, needsDigit, regexp.MustCompile(`\b(?:0?[1-9]|1[0-2])[/-](?:19|20)\d{2}\b`)},
	{chart.Date, needsDigit, regexp.MustCompile(`\b(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01])\b`)},
	{chart.AgeOver89, needsDigit, regexp.MustCompile(`(?i)\b(9\d|1[0-3]\d)[- ]{0,3}(?:years?|yrs?|a.os\b|y\.?\s?[/.]?\s?o\b|y/o|year-old|yo\b|[mf]\b)`)},
	{chart.AgeOver89, needsDigit, regexp.MustCompile(`(?i)\bage[ds]?(?:\s+(?:of|is|was))?\W{0,3}(9\d|1[0-3]\d)\b`)},
	{chart.AgeOver89, "nN", regexp.MustCompile(`(?i)\b(?:(?:one )?hundred(?:[- ]and)?(?:[- ][a-z]+)?|ninet(?:y(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|ies))(?:[- ]+years?(?:[- ]+old)?)?\b|\bnonagenarian\b|\bcentenarian\b`)},
	{chart.Geographic, needsDigit, regexp.MustCompile(`\b\d{5}-\d{4}\b`)},
	{chart.Geographic, needsDigit, regexp.MustCompile(`(?i)\b\d{1,6}\s+(?:[nsew]\.?\s+)?(?:[a-z0-9]+\s+){1,3}(?:street|st|avenue|ave|road|rd|drive|lane|ln|boulevard|blvd|court|ct|way|place|pl|terrace|circle|highway|hwy|parkway|pkwy)\b\.?`)},
	{chart.Geographic, needsDigit, regexp.MustCompile(`(?i)\bp\.?\s?o\.?\s?box\s+\d+`)},
	{chart.VehicleID, needsDigit, regexp.MustCompile(`\b[A-HJ-NPR-Z0-9]{17}\b`)},
}

var monthName = regexp.MustCompile(`(?i)` + monthWords)

// bare finds runs of letters and digits that are judged by their digits.
var bare = regexp.MustCompile(`[A-Za-z0-9]+(?:[-/.][A-Za-z0-9]+)*`)

// after is what makes a number an amount.
var after = regexp.MustCompile(`(?i)^ ?(?:` + unitWords + `)(?:\b|/|$)|^ ?x?10[*^e]|^/(?:u?l|mm3|hpf|lpf|mcl)\b`)

// laterAge is an age from which somebody over 89 may be told by the year beside it.
var laterAge = []*regexp.Regexp{
	regexp.MustCompile(`(?i)\b[5-8]\d[- ]{0,3}(?:years?|yrs?|a.os\b|y\.?\s?[/.]?\s?o\b|year-old|yo\b|[mf]\b)`),
	regexp.MustCompile(`(?i)\b(?:age[ds]?|edad)(?:\s+(?:of|is|was))?\W{0,3}[5-8]\d\b`),
}

// sweepAges takes out the ages of which one, with the year of its page, would say that somebody is over 89 today.
func sweepAges(d *draft) {
	text := solid(d)
	for _, re := range laterAge {
		for _, m := range re.FindAllStringIndex(text, -1) {
			d.take(cut{start: m[0], end: m[1], kind: chart.AgeOver89, fixed: "[AGE]"})
		}
	}
}

// sweepPatterns takes out what looks like an identifier.
func sweepPatterns(d *draft, now time.Time) {
	text, cuts := solid(d), len(d.cuts)
	months := monthName.MatchString(text)
	for _, p := range patterns {
		if p.needs == needsMonth && !months || p.needs != needsMonth && !strings.ContainsAny(text, p.needs) {
			continue
		}
		if len(d.cuts) != cuts {
			text, cuts = solid(d), len(d.cuts)
		}
		for _, m := range p.re.FindAllStringSubmatchIndex(text, -1) {
			start, end := m[0], m[1]
			for g := 2; g+1 < len(m); g += 2 {
				if m[g] >= 0 {
					start, end = m[g], m[g+1]
					break
				}
			}
			// A letter that was read for a digit beside it goes with it.
			for start > 0 && alnum(text[start]) && alnum(text[start-1]) {
				start--
			}
			for end < len(text) && alnum(text[end-1]) && alnum(text[end]) {
				end++
			}
			d.take(cut{start: start, end: end, kind: p.kind})
		}
	}
	sweepNumbers(d, now)
}

// solid gives the rest with gaps that are no letters to an expression.
func solid(d *draft) string { return strings.ReplaceAll(plain(d.rest()), string(gap), "\x01") }

// sweepNumbers takes out numbers by default: what has four digits or more and is no year, amount or code of a diagnosis.
func sweepNumbers(d *draft, now time.Time) {
	text := solid(d)
	for _, m := range bare.FindAllStringIndex(text, -1) {
		w := text[m[0]:m[1]]
		if harmless(w, text[m[1]:], now) {
			continue
		}
		d.take(cut{start: m[0], end: m[1], kind: chart.OtherID})
	}
}

var (
	icdForm    = regexp.MustCompile(`^[A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?$`)
	decimal    = regexp.MustCompile(`^\d{1,3}(?:\.\d{1,4})?$`)
	strengths  = regexp.MustCompile(`^\d{1,4}(?:\.\d{1,3})?(?:[-/]\d{1,4}(?:\.\d{1,3})?){1,2}$`)
	wholeYears = regexp.MustCompile(`^\d{4}$`)
)

// harmless reports whether a run of letters and digits identifies nobody by itself, with what follows it.
func harmless(w, rest string, now time.Time) bool {
	digits := 0
	for i := range len(w) {
		if digit(w[i]) {
			digits++
		}
	}
	switch {
	case digits < 4:
		return true
	case icdForm.MatchString(w), decimal.MatchString(w):
		return true
	case wholeYears.MatchString(w):
		y, _ := strconv.Atoi(w)
		return y >= oldest(now) && y <= now.Year()+1 || y < 1850 && after.MatchString(rest)
	case strengths.MatchString(w):
		return digits <= 7 && !strings.Contains(w, "/19") && !strings.Contains(w, "/20")
	}
	return digits == len(w) && digits <= 6 && after.MatchString(rest)
}
