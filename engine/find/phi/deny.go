package phi

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

var unitNext = set(`mg mcg ug g gm grams gram kg ml l dl cc mm cm m in inch inches ft feet lb lbs pounds oz units unit u iu meq mmol mosm kcal cal
	calories k cells cfu copies iu/ml bpm mmhg hz khz mhz gy cgy rads mci msv percent % hours hrs hr h minutes min mins seconds sec days weeks months
	years steps tablets tabs capsules puffs drops doses vials refills ng pg ul cumm hpf lpf fl pmol nmol umol times pack packs beats ppm bp x
	dollars usd miles cubic per patients people rpm diopters w watts joules j`)

// labBefore are tests whose plain counts run to four digits and more.
var labBefore = set(`wbc rbc platelets platelet plt count ferritin bnp probnp ck cpk troponin b12 folate vitamin d ldh lipase amylase alt ast ggt
	alp triglycerides trig cholesterol psa hcg crp creatinine anc alc load copies dimer cd4 glucose myoglobin haptoglobin afp cea ca uop output intake
	ebl weight wt calories kcal total tsh ige igg iga igm nt at cc hep units dose by level levels was is of range fev1 fvc cfu neutrophils`)

// denyNumbers marks what no layer knew: a run of four digits and more that is no year, carries no unit and is no code.
func (s *scan) denyNumbers() {
	for i := 0; i < len(s.toks); {
		j := s.chunk(i)
		if k := s.idChunk(i, j); k > i {
			a, b := s.trimChunk(i, k)
			s.cover(a, b, chart.OtherID, chart.Check, layerDeny)
		}
		i = j
	}
}

// idChunk decides on one printed run; it gives the end of the identifier, i for none.
func (s *scan) idChunk(i, j int) int {
	a, b := s.trimChunk(i, j)
	if a >= b {
		return i
	}
	for k := a; k < b; k++ {
		if s.toks[k].taken || s.toks[k].entry.Clinical && s.toks[k].kind != wordToken {
			return i
		}
	}
	text := s.span(a, b)
	p := printed{from: a, to: b, text: text, digits: countDigits(text), letters: countLetters(text), longest: longestRun(text)}
	if p.digits < 4 || s.excused(p) {
		return i
	}
	return b
}

// printed is one run of characters that no space parts, the tokens from..to-1.
type printed struct {
	from, to        int
	text            string
	digits, letters int
	longest         int // the longest run of digits
}

// excuses are the reasons for which a printed run identifies nobody.
var excuses = []func(*scan, printed) bool{
	(*scan).moneyOrShare, (*scan).figureOrCode, (*scan).shortFigure, (*scan).withUnit, (*scan).clockTime, (*scan).testResult,
	(*scan).letteredFigure, (*scan).codeColumn, (*scan).codeByForm, (*scan).codeInBrackets, (*scan).codeInList,
}

func (s *scan) excused(p printed) bool {
	for _, excuse := range excuses {
		if excuse(s, p) {
			return true
		}
	}
	return false
}

func (s *scan) moneyOrShare(p printed) bool {
	return s.is(p.from-1, "$") || s.is(p.from, "$") || strings.Contains(p.text, "%") || s.is(p.to, "%")
}

func (s *scan) figureOrCode(p printed) bool {
	return decimal(p.text) || thousands(p.text) || icdCode(p.text) || loincCode(p.text) || clockOrRange(p.text)
}

// shortFigure reports four digits that are a year or that marks part.
func (s *scan) shortFigure(p printed) bool {
	return p.digits == 4 && p.letters == 0 && (p.longest < 4 || p.longest == 4 && yearLike(p.text))
}

func (s *scan) withUnit(p printed) bool {
	next := s.tok(p.to)
	return unitNext[next.low] && next.gap <= gapSpace && p.letters == 0 && p.digits <= 6
}

// clockTime reports four digits that a word of times stands beside: "at 1430", "0700 hours".
func (s *scan) clockTime(p printed) bool {
	if p.letters > 0 || p.digits != 4 {
		return false
	}
	if militaryTime(p.text) && s.clocks() {
		return true
	}
	return s.is(p.to, "hours", "hrs", "h", ":") || militaryTime(p.text) && s.is(p.from-1, "at", "@", "time", "hours", "vitals", "eta", "etd", "report", "note", "rn", "shift", "called",
		"around", "approximately", "since", "until", "till", "by", "from", "to", "about")
}

// clocks reports whether the text tells the time in four digits: several such, and hours of the morning among them.
func (s *scan) clocks() bool {
	if s.clock == 0 {
		s.clock = -1
		times, early, all := 0, 0, 0
		for i := range s.toks {
			t := &s.toks[i]
			if t.kind != digitToken || t.taken || len(t.text) != 4 || yearLike(t.text) {
				continue
			}
			all++
			if militaryTime(t.text) {
				times++
				if t.text[0] == '0' {
					early++
				}
			}
		}
		if times >= 3 && early > 0 || times >= 4 && 5*times >= 4*all {
			s.clock = 1
		}
	}
	return s.clock > 0
}

func (s *scan) testResult(p printed) bool {
	return p.letters == 0 && p.digits <= 6 && p.longest == p.digits && s.labValue(p.from)
}

// letteredFigure reports letters and digits as doses, units and short forms have them.
func (s *scan) letteredFigure(p printed) bool {
	if p.letters == 0 {
		return false
	}
	return p.longest < 4 && p.digits < 5 || unitTail(p.text) || p.letters > p.digits && p.longest < 4 && !strings.ContainsAny(p.text, "-")
}

// militaryTime reports four digits that a clock of 24 hours shows.
func militaryTime(t string) bool {
	return len(t) == 4 && atoi(t[:2]) < 24 && atoi(t[2:]) < 60
}

// labValue reports whether a test's name stands within two tokens before the number.
func (s *scan) labValue(a int) bool {
	for k := a - 1; k >= a-3 && k >= 0; k-- {
		t := &s.toks[k]
		if t.gap >= gapLine && k < a-1 {
			return false
		}
		if t.kind == punctToken {
			continue
		}
		if labBefore[t.low] {
			return true
		}
	}
	return false
}

// codeColumn reports a five-digit procedure code on a line that holds money or a diagnosis code.
func (s *scan) codeColumn(p printed) bool {
	if p.digits != 5 || len(p.text) != 5 && (len(p.text) != 8 || p.text[5] != '-') {
		return false
	}
	l := s.lines[s.toks[p.from].line]
	for k := l.first; k < l.last; k++ {
		if s.is(k, "$", "cpt", "icd", "units", "charge", "hcpcs") {
			return true
		}
		if k != p.from && s.toks[k].gap > gapNone && money(s.span(k, s.chunk(k))) {
			return true
		}
	}
	return false
}

// codes are forms that only codes have: procedures with a modifier, taxonomies of providers, contracts of Medicare
// plans, diagnoses with the encounter's letter, counts of pregnancies, seasons.
var codes = regexp.MustCompile(`^(?i:\d{5}-?(?:lt|rt|tc|qw|q[5-8]|2[2-7]|5[0-9]|g[opt]|95)|\d{3}[0-9a-z]\d{5}x|[hrs]\d{4}-\d{3}(?:-\d{1,3})?|[a-tv-z]\d\d[\da-z]{3}[ads]|g\d{1,2}p\d{1,4}|20\d\d-(?:20)?\d\d)$`)

// codeByForm reports what is printed as one of codes, or as the codes of dentists' services are where teeth are spoken of.
func (s *scan) codeByForm(p printed) bool {
	return codes.MatchString(p.text) || len(p.text) == 5 && p.digits == 4 && (p.text[0] == 'D' || p.text[0] == 'd') && s.dental()
}

// dental reports whether the text speaks of teeth.
func (s *scan) dental() bool {
	for i := range s.toks {
		if s.is(i, "dental", "dentist", "tooth", "teeth", "dds", "dmd", "ada", "ortho", "orthodontic", "perio", "crown") {
			return true
		}
	}
	return false
}

// codeInList reports five digits beside others behind or before a comma, as the services of a visit are listed: "97110, 97140".
func (s *scan) codeInList(p printed) bool {
	five := func(k int) bool { return s.tok(k).kind == digitToken && len(s.tok(k).text) == 5 }
	return p.digits == 5 && len(p.text) == 5 && (s.is(p.to, ",") && five(p.to+1) || s.is(p.from-1, ",") && five(p.from-2))
}

// codeInBrackets reports five digits in brackets behind the word of a service and no name: "hand, 3 views (73130)".
func (s *scan) codeInBrackets(p printed) bool {
	before := s.tok(p.from - 2)
	return p.digits == 5 && len(p.text) == 5 && s.is(p.from-1, "(") && s.is(p.to, ")") && before.kind == wordToken && (before.shape == lowerShape || before.entry.Clinical) && before.class == safeWord && !before.taken
}

func money(t string) bool {
	n := len(t)
	return n >= 4 && t[n-3] == '.' && isDigit(t[n-1]) && isDigit(t[n-2]) && isDigit(t[n-4])
}

func longestRun(t string) int {
	best, run := 0, 0
	for i := range len(t) {
		if isDigit(t[i]) {
			run++
			best = max(best, run)
		} else {
			run = 0
		}
	}
	return best
}

func yearLike(t string) bool {
	for i := 0; i+4 <= len(t); i++ {
		if n := atoi(t[i : i+4]); n >= 1900 && n <= 2100 {
			return true
		}
	}
	return false
}

// decimal reports a measured value: digits, one point, digits.
func decimal(t string) bool {
	t = strings.TrimLeft(t, "<>=~+-")
	i := strings.IndexByte(t, '.')
	return i > 0 && i <= 6 && len(t)-i <= 6 && countDigits(t) == len(t)-1
}

// thousands reports a number with commas as the thousands are printed: "150,000".
func thousands(t string) bool {
	parts := strings.Split(t, ",")
	if len(parts) < 2 || len(parts[0]) > 3 || len(parts[0]) == 0 {
		return false
	}
	for k, p := range parts {
		if countDigits(p) != len(p) && !(k == len(parts)-1 && decimal(p)) || k > 0 && len(p) < 3 {
			return false
		}
	}
	return true
}

// icdCode reports the form of a diagnosis code with its point, or a HCPCS code: a letter and four digits.
func icdCode(t string) bool {
	if len(t) == 5 && isLetter(t[0]) && countDigits(t[1:]) == 4 && strings.IndexByte("AaBbCcEeGgHhJjKkLlMmPpQqRrSsTtVv", t[0]) >= 0 {
		return true
	}
	if len(t) < 3 || len(t) > 8 || !isLetter(t[0]) || !isDigit(t[1]) {
		return false
	}
	dot := strings.IndexByte(t, '.')
	return dot == 3 && len(t) > 4
}

// loincCode checks a LOINC number: digits, a dash and a check digit (mod 10, every other digit doubled from the right).
func loincCode(t string) bool {
	n := len(t)
	if n < 4 || n > 7 || t[n-2] != '-' || !isDigit(t[n-1]) || countDigits(t) != n-1 {
		return false
	}
	sum, double := 0, true
	for i := n - 3; i >= 0; i-- {
		d := int(t[i] - '0')
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum, double = sum+d, !double
	}
	return (10-sum%10)%10 == int(t[n-1]-'0')
}

// clockOrRange reports times ("14:30:05"), ranges ("4.5-11.0", "1000-1500") and blood pressures ("120/80").
func clockOrRange(t string) bool {
	longest := longestRun(t)
	if strings.Trim(t, "0123456789.xX") == "" && strings.ContainsAny(t, "xX") && longest <= 3 {
		return true // 1.2x0.8x0.3
	}
	if strings.Contains(t, ":") && countLetters(t) <= 2 && longest <= 2 {
		return true
	}
	return pairOfFigures(t, longest)
}

// pairOfFigures reports two plain numbers with a mark between that are short, or a range.
func pairOfFigures(t string, longest int) bool {
	for _, sep := range []string{"-", "/", "x", "X"} {
		if a, b, ok := strings.Cut(t, sep); ok && a != "" && b != "" && plainNumber(a) && plainNumber(b) {
			return longest <= 3 || sep == "-" && (decimal(a) && decimal(b) || roundRange(a, b))
		}
	}
	return false
}

// roundRange reports two rising numbers of at most four digits, the first a round one: "1000-1500".
func roundRange(a, b string) bool {
	return len(a) <= 4 && len(a) == len(b) && atoi(a) > 0 && atoi(a) < atoi(b) && strings.HasSuffix(a, "0")
}

func plainNumber(t string) bool {
	return countDigits(t) == len(t) || decimal(t) || thousands(t)
}

func unitTail(t string) bool {
	k := 0
	for k < len(t) && (isDigit(t[k]) || t[k] == '.' || t[k] == ',') {
		k++
	}
	tail := strings.ToLower(strings.TrimSuffix(t[k:], "."))
	head, _, _ := strings.Cut(tail, "/")
	return k > 0 && (unitNext[head] || unitNext[tail])
}
