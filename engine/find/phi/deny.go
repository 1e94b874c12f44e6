package phi

import (
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
	digits, letters := countDigits(text), countLetters(text)
	longest := longestRun(text)
	if digits < 4 || !s.identifies(a, b, text, digits, letters, longest) {
		return i
	}
	return b
}

func (s *scan) identifies(a, b int, text string, digits, letters, longest int) bool {
	money := s.is(a-1, "$") || s.is(a, "$")
	switch {
	case money || strings.Contains(text, "%") || s.is(b, "%"):
		return false
	case decimal(text) || thousands(text) || icdCode(text) || loincCode(text) || clockOrRange(text):
		return false
	case digits == 4 && letters == 0 && (longest == 4 && yearLike(text) || longest < 4):
		return false
	case unitNext[s.tok(b).low] && s.tok(b).gap <= gapSpace && letters == 0 && digits <= 6:
		return false
	case letters == 0 && digits == 4 && (s.is(b, "hours", "hrs", "h", ":") || s.is(a-1, "at", "@", "time", "hours", "vitals", "eta", "etd", "report", "note", "rn", "shift", "called", "around", "approximately", "since", "until", "till", "by", "from", "to", "about") && militaryTime(text)):
		return false
	case letters == 0 && digits <= 6 && longest == digits && s.labValue(a):
		return false
	case letters > 0 && longest < 4 && digits < 5:
		return false
	case letters > 0 && unitTail(text):
		return false
	case letters > digits && longest < 4 && !strings.ContainsAny(text, "-"):
		return false
	}
	return s.notCodeColumn(a, b, text, digits)
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

// notCodeColumn excuses five-digit procedure codes on a line that holds money or a diagnosis code.
func (s *scan) notCodeColumn(a, b int, text string, digits int) bool {
	if digits != 5 || len(text) != 5 && !(len(text) == 8 && text[5] == '-') {
		return true
	}
	l := s.lines[s.toks[a].line]
	for k := l.first; k < l.last; k++ {
		if s.is(k, "$", "cpt", "icd", "units", "charge", "hcpcs") {
			return false
		}
		if k != a && s.toks[k].gap > gapNone {
			if t := s.span(k, s.chunk(k)); money(t) {
				return false
			}
		}
	}
	return true
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
	if strings.Trim(t, "0123456789.xX") == "" && strings.ContainsAny(t, "xX") && longestRun(t) <= 3 {
		return true // 1.2x0.8x0.3
	}
	if strings.Contains(t, ":") && countLetters(t) <= 2 && longestRun(t) <= 2 {
		return true
	}
	for _, sep := range []string{"-", "/", "x", "X"} {
		if a, b, ok := strings.Cut(t, sep); ok && a != "" && b != "" && plainNumber(a) && plainNumber(b) {
			return longestRun(t) <= 3 || sep == "-" && (decimal(a) && decimal(b) || len(a) <= 4 && len(b) <= 4 && len(a) == len(b) && atoi(a) > 0 && atoi(a) < atoi(b) && strings.HasSuffix(a, "0"))
		}
	}
	return false
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
