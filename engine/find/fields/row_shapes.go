package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// shape is what a stretch of words in a row looks like by itself, whatever its column says.
type shape int

const (
	wording   shape = iota // words that are nothing else
	figure                 // a number, with a comparison sign or not
	outcome                // a result in words: negative, trace, not detected
	flagMark               // H, L, critical
	unitName               // mg/dL
	interval               // 70-99, <200, > OR = 60
	amountDue              // money
	calendar               // a date
	service                // a CPT or HCPCS code
	lotNumber
	bodySite
)

// piece is a stretch of words of one shape; from and to index them, to excluded.
type piece struct {
	shape    shape
	from, to int
}

var (
	unitShape  = regexp.MustCompile(`(?i)^(?:m?g|mcg|ug|µg|μg|ng|pg|g|mmol|umol|µmol|nmol|pmol|mol|mosm|meq|m?iu|u|miu|uiu|µiu|ku|eu|au|k|m|x\s?10[\^*e]?\d|10[\^*e]\d|x10|cells|thous(?:and)?s?|thou|mil(?:l(?:ion)?)?|fl|pg|%|secs?(?:onds)?|ratio|mm|copies|index|units?|score|titer|cfu|gm|mgs?)(?:/(?:d?l|ml|ul|µl|μl|hr?|min(?:/1\.73)?.*|mm3|mm|cumm|g|kg|l|hpf|lpf|24h|24hr|mol|mcl|mg|100ml))?(?:\s?creat\.?)?$|^%$|^/(?:hpf|lpf|ul|µl|cmm)$|^mm/hr?$|^mL/min.*$|^x10[e^*]?\d?/[uµ]l$`)
	rangeShape = regexp.MustCompile(`(?i)^[(\[]?(?:ref:?\s?)?(?:[<>≤≥]\s?=?\s?(?:or\s?=?\s?)?\d[\d.,]*|(?:up to|under|over|less than|greater than)\s\d[\d.,]*|\d[\d.,]*\s?(?:-|–|—|to)\s?\d[\d.,]*)[)\]]?$`)
	valueShape = regexp.MustCompile(`^[<>≤≥]?=?\d(?:[\d.,]*\d)?[*HL+]?$|^[1-4]\+$|^1:\d+$`)
	flagShape  = regexp.MustCompile(`^(?:H|L|HH|LL|A|AA|C|N|High|Low|HIGH|LOW|Abnormal|ABNORMAL|ABN|Abn|Normal|NORMAL|Critical|CRITICAL|CRIT|Crit|HI|LO|Hi|Lo|\((?i:high|low|abnormal|normal|critical|h|l)\)|\*+|↑+|↓+|\([HLA]\)|\[[HLA]\]|\*?[HLA]\*|\*[HLA])$`)
	wordValue  = regexp.MustCompile(`(?i)^(?:negative|positive|non-?reactive|reactive|detected|trace|clear|cloudy|hazy|yellow|amber|straw|normal|none|not|neg|pos|few|moderate|many|rare|small|large|nonreactive|see|pending|immune|equivocal)$`)
	lotShape   = regexp.MustCompile(`^(?:[A-Z]{1,3}\d{3,6}[A-Z]{0,2}|\d{3,6}[A-Z]{1,3}\d{0,3}|[A-Z]\d{2}[A-Z]\d{2,}|[A-Z0-9]{5,8})$`)
	wholeMoney = regexp.MustCompile(`^[(\-]?\$?\s?(?:\d{1,3}(?:,\d{3})+|\d{1,6})[.]\d{2}[)\-]?$|^\$\d{1,6}$`)
	zipPlus    = regexp.MustCompile(`^\d{5}-\d{4}$`)
	serviceFit = regexp.MustCompile(`^[(\[]?(?:\d{5}|[A-EGHJ-MP-V]\d{4}|\d{4}[FTU])(?:-[A-Z0-9]{2})?[)\]]?[,:;.]?$`)
)

// labPieces parts the words of a laboratory's row, the longest stretch first.
func labPieces(ws []layout.Word) []piece {
	var out []piece
	for i := 0; i < len(ws); {
		sh, n := labPiece(ws, i)
		if k := len(out) - 1; sh == wording && k >= 0 && out[k].shape == wording {
			out[k].to = i + n
		} else {
			out = append(out, piece{sh, i, i + n})
		}
		i += n
	}
	return out
}

func labPiece(ws []layout.Word, i int) (shape, int) {
	for n := min(5, len(ws)-i); n > 0 && opensRange(ws[i].Text); n-- {
		if s := layout.Join(ws[i : i+n]); rangeShape.MatchString(s) && !zipPlus.MatchString(s) {
			return interval, n
		}
	}
	t := ws[i].Text
	if n := unitAt(ws[i:]); n > 0 {
		return unitName, n
	}
	switch {
	case valueShape.MatchString(t):
		return figure, 1
	case flagShape.MatchString(t):
		return flagMark, 1
	case wordValue.MatchString(t):
		n := 1
		for i+n < len(ws) && n < 3 && (wordValue.MatchString(ws[i+n].Text) || strings.EqualFold(ws[i+n].Text, "seen") || strings.EqualFold(ws[i+n].Text, "note")) {
			n++
		}
		return outcome, n
	}
	return wording, 1
}

// opensRange is a cheap look at the first word of what may be a range.
func opensRange(t string) bool {
	switch c := t[0] | 0x20; {
	case t[0] >= '0' && t[0] <= '9', strings.IndexByte("([<>", t[0]) >= 0, t[0] >= 0x80:
		return true
	default:
		return (c == 'u' || c == 'o' || c == 'l' || c == 'g' || c == 'r') && len(t) <= 7
	}
}

// unitAt gives how many of the first words are one unit: "mg/dL", "mL/min/1.73 m2", "x10E3/uL", "10 3/uL".
func unitAt(ws []layout.Word) int {
	t := ws[0].Text
	if !unitShape.MatchString(strings.Trim(t, "()[]")) {
		return 0
	}
	low := strings.ToLower(t)
	if len(ws) > 1 {
		next := strings.ToLower(ws[1].Text)
		if strings.HasPrefix(low, "ml/min") && (next == "m2" || next == "sq" || strings.HasPrefix(next, "1.73")) {
			return 2
		}
		if (strings.HasPrefix(next, "/") && len(next) > 2 || next == "creat" || next == "creat.") && !strings.Contains(low, "/") {
			return 2
		}
	}
	return 1
}

// moneyAt gives how many of the first words are one amount: "$12.00", "$ 12.00", "165 00" where dollars and cents stand in
// columns of a form.
func moneyAt(ws []layout.Word) int {
	if wholeMoney.MatchString(ws[0].Text) {
		return 1
	}
	if ws[0].Text == "$" && len(ws) > 1 && (wholeMoney.MatchString(ws[1].Text) || allDigits(ws[1].Text)) {
		return 2
	}
	return 0
}

func allDigits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}
