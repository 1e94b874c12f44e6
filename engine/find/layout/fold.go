package layout

import (
	"strings"
	"unicode"
)

// Fold gives the letters and digits of text as they are compared: lower case, accents and punctuation gone, and
// characters that readers confuse made one (0 o, 1 l i |, 5 s, 8 b). The number sign stays.
func Fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		if c := foldRune(r); c != 0 {
			b.WriteRune(c)
		}
	}
	return b.String()
}

func foldRune(r rune) rune {
	switch r {
	case '0', 'O', 'o', 'ó', 'Ó', 'ò', 'ö', 'Ö', 'ô':
		return 'o'
	case '1', 'l', 'I', 'i', '|', 'L', 'í', 'Í', '!', 'ï', 'î':
		return 'l'
	case '5', 's', 'S', '$':
		return 's'
	case '8', 'b', 'B':
		return 'b'
	case 'á', 'Á', 'à', 'â', 'ä', 'Ä':
		return 'a'
	case 'é', 'É', 'è', 'ê', 'ë':
		return 'e'
	case 'ú', 'Ú', 'ü', 'Ü', 'ù', 'û':
		return 'u'
	case 'ñ', 'Ñ':
		return 'n'
	case 'ç', 'Ç':
		return 'c'
	case '#', '№':
		return '#'
	}
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return unicode.ToLower(r)
	}
	return 0
}

// canon maps abbreviations of label words to the word that the lexicon uses; keys and values are folded.
var canon = foldKeys(map[string]string{
	"number": "#", "no": "#", "num": "#", "nbr": "#", "nmbr": "#", "numero": "#", "núm": "#", "nro": "#",
	"acct": "account", "pt": "patient", "pts": "patient", "patients": "patient", "pat": "patient",
	"insureds": "insured", "subscribers": "subscriber", "members": "member", "dt": "date", "dte": "date",
	"pol": "policy", "prov": "provider", "phys": "physician", "telephone": "phone", "tel": "phone", "ph": "phone",
	"svc": "service", "svcs": "service", "services": "service", "serv": "service", "grp": "group", "ident": "id",
	"identification": "id", "identifier": "id", "recd": "received", "rec": "record", "clm": "claim", "dx": "diagnosis",
	"diag": "diagnosis", "adm": "admission", "disch": "discharge", "coll": "collected", "rept": "report", "rpt": "report", "cntl": "control", "ctrl": "control", "auth": "authorization",
	"addr": "address", "sig": "sig", "signed": "signed", "nm": "name", "proc": "procedure", "px": "procedure", "meds": "medications",
	"rx": "rx", "ref": "ref", "insur": "insurance", "ins": "insurance", "qty": "quantity",
	"chg": "charge", "amt": "amount", "desc": "description", "thru": "through", "med": "medical",
})

func foldKeys(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		if f := Fold(v); f != Fold(k) {
			out[Fold(k)] = f
		}
	}
	return out
}

// plainEnds takes the possessive and the plural in brackets off a word.
var plainEnds = strings.NewReplacer("'s", "", "’s", "", "'S", "", "’S", "", "(s)", "", "(S)", "")

// foldWord folds one word of a label and writes its abbreviation out.
func foldWord(text string) string {
	if strings.ContainsAny(text, "'’(") { // few words have any: the rest is spared the search
		text = plainEnds.Replace(text)
	}
	f := Fold(text)
	if c, ok := canon[f]; ok {
		return c
	}
	if n := len(f); n > 2 && f[n-1] == '#' { // "acct#"
		if c, ok := canon[f[:n-1]]; ok {
			return c + "#"
		}
	}
	return f
}

// foldPhrase folds a phrase as the words of a page are folded.
func foldPhrase(phrase string) string {
	var b strings.Builder
	for _, w := range strings.Fields(phrase) {
		b.WriteString(foldWord(w))
	}
	return b.String()
}

// Distance is the edit distance of two folded texts, or limit+1 where it is more than limit.
func Distance(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	var buf [2][64]int
	prev, cur := buf[0][:], buf[1][:]
	if len(b)+1 > len(prev) {
		prev, cur = make([]int, len(b)+1), make([]int, len(b)+1)
	}
	for j := 0; j <= len(b); j++ {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		low := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j-1]+cost, prev[j]+1, cur[j-1]+1)
			low = min(low, cur[j])
		}
		if low > limit {
			return limit + 1
		}
		prev, cur = cur, prev
	}
	return prev[len(b)]
}
