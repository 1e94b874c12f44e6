package fields

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	titles = words("mr mrs ms miss mx mama dr dra drs doctora doctor prof sr sra srta don doña rev hon re dn dk dq dear hello hi attn nurse sister sgt ssg sfc cpt capt ltc maj spc pfc") // DN, DK, DQ: what a provider is on a claim
	// credentials are compared without dots and hyphens.
	credentials = words("aud llpc llmsw cadc epdh cpp pharmdcpp nrp csac otr/l otrl ot/l cht dacbr emt lisw cdcr lpcc lcdc bcba gnp dvm fabpd facmg facfas facfs ccc-slp rrt-nps cgc cpnp crnp pnp cns dc lpc lcpc lmhc lmsw licsw psy ocn cde cdces rrt mt mlt ct scascp ascp rt rdms rdcs rvt atc otr otrl cccslp abpp ccd facr frcr abfm cnmt pgy pgy1 pgy2 pgy3 ld nd lac mbchb dpharm facog ccrn cen crc acnp md/phd md do np pa pac rn lpn phd facp facs facc dds dmd dpm dc fnp fnpbc fnpc arnp aprn cnp crna cnm pharmd rph od mph msn bsn dnp mba lcsw psyd lmft ma ms msw cma mbbs mbchb faap facog fcap facep pt ot dpt rdn agnp agacnp pmhnp whnp ccc slp esq")
	suffixes    = map[string]string{"jr": "JR", "sr": "SR", "ii": "II", "iii": "III", "iv": "IV", "2nd": "II", "3rd": "III", "v": "V"}
	particles   = words("de la del van von der den dos da di le los las y bin ibn al el ter ten st saint mac mc du")
	// notNames ends a name where it stands.
	notNames = words("dob age sex mrn date born male female patient exam study order phone fax address account acct id npi the was is and has with for of to at on in by from year years yo old presents seen please print signature " +
		"none unknown yes no n/a na self spouse child other see same as above insurance plan group member policy subscriber medicare medicaid page report hospital clinic center medical name first last middle initial " +
		"provider physician gender ssn visit encounter department dept time electronically signed license lic dea tel chart number street city state zip provider(s) attending relationship status information records record form history identity card license licence driver identification passport state " +
		"birthdate birthday born telephone mobile cell daytime home work email e-mail rstr corr lens hair eyes hgt wgt donor restr gender room bed ward occupation marital married single divorced widowed employer diagnosis allergies thu fri wed tue jul aug sep sept oct nov dec performing pcp attending rendering admitting hospitalist subscriber nephrologist")
)

// nickname is what a person goes by, between the given and the family name: Marguerite "Peg" Solberg.
var nickname = regexp.MustCompile(`^["“'(][\p{Lu}][\p{L}]+["”')]$`)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// token is one word of a name with its place in the text.
type token struct {
	text     string
	from, to int
}

func tokens(s string) []token {
	var out []token
	start := -1
	for i, r := range s + " " {
		switch {
		case unicode.IsSpace(r):
			if start >= 0 {
				out = append(out, token{s[start:i], start, i})
			}
			start = -1
		case start < 0:
			start = i
		}
	}
	return out
}

// nameTokens parts a text at spaces and after commas: "GONZALEZ,MARIA L".
func nameTokens(s string) []token {
	var out []token
	for _, t := range tokens(s) {
		for {
			i := strings.IndexAny(t.text, ",^") // systems part names with carets: "LEFEVRE^ODETTE^R"
			if i < 1 || i == len(t.text)-1 {
				break
			}
			out = append(out, token{t.text[:i] + ",", t.from, t.from + i + 1})
			t = token{t.text[i+1:], t.from + i + 1, t.to}
		}
		out = append(out, t)
	}
	return out
}

// orgWords are in names of organisations and headings, never in names of people.
var orgWords = words("kidney kids endocrinology gastroenterology nephrology rheumatology oncology urology neurology team hospital clinic medical center centre health healthcare associates laboratory laboratories lab labs inc llc pc pllc group practice pathology radiology physicians " +
	"care department medicine insurance plan services service urgent pharmacy university institute diagnostics imaging surgery cardiology pediatrics claims appeals report summary form notes " +
	"company corporation benefits details specimen information diabetes hypertension asthma pneumonia cough fever pain cancer disease disorder infection hyperlipidemia depression anxiety anemia arthritis syndrome failure fracture stroke vaccine vaccination immunization labcorp bioreference arup prescription refill group series employer accession requisition results test visit office date signature medicare medicaid number code codes allergies medications diagnosis history")

// orgEnds end the names of organisations.
var orgEnds = words("clinic clinics hospital hospitals center centre associates group practice physicians inc llc pc pllc laboratory laboratories pharmacy university institute clínica")

func bare(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == '.' || r == ',' || r == '-' || r == ';' || r == '(' || r == ')' || r == ':' {
			return -1
		}
		return r
	}, s))
}

// name takes a person's name from the start of a text and gives it as LAST, FIRST MIDDLE.
func name(s string) (take, bool) {
	ts := nameTokens(s)
	i := 0
	if len(ts) > 2 && ts[0].text == "I," { // "I, Wendell Tilghman, understand"
		i = 1
	}
	for i < len(ts) && i < 2 && (titles[bare(ts[i].text)] || bare(ts[i].text) == "" || boxLetter(ts[i].text)) && !nextIsEnd(ts, i) {
		i++
	}
	first := i
	var parts []token
	comma := -1
	for ; i < len(ts) && len(parts) < 7; i++ {
		t := ts[i]
		if len(parts) > 0 && nickname.MatchString(t.text) && i+1 < len(ts) && nameLike(ts[i+1].text) {
			continue
		}
		word := strings.Trim(t.text, ",.;")
		if surnameTitled(ts, i, parts) { // "Obi MD, Chidi"
			comma = len(parts)
			continue
		}
		if !nameLike(t.text) || credential(word) && (len(parts) > 0) && !ambiguousCredential(ts, i, comma, parts) {
			break
		}
		if owner, ok := strings.CutSuffix(strings.ReplaceAll(word, "’", "'"), "'s"); ok && len(parts) > 0 { // "Dr. Vikram Chowdhury's office"
			parts = append(parts, token{owner, t.from, t.from + len(owner)})
			i++
			break
		}
		parts = append(parts, token{word, t.from, t.from + len(strings.TrimRight(t.text, ",;"))})
		if sentenceStop(t.text) && i+1 < len(ts) && len(parts) > 1 { // "signed by Hope Stone. Void if altered"
			i++
			break
		}
		if strings.HasSuffix(t.text, ",") || strings.HasSuffix(t.text, ";") {
			if comma >= 0 && i+1 < len(ts) && (len(bare(ts[i+1].text)) == 1 || suffixes[bare(ts[i+1].text)] != "") { // "GONZALEZ, MARIA, L"
				continue
			}
			if comma >= 0 || i+1 < len(ts) && len(parts) > 1 && (credential(ts[i+1].text) || likeCredential(ts[i+1].text, parts)) {
				break
			}
			comma = len(parts)
		}
	}
	if comma == len(parts) {
		comma = -1
	}
	for len(parts) > 0 && comma < 0 && particles[bare(parts[len(parts)-1].text)] {
		parts = parts[:len(parts)-1]
	}
	if len(parts) < 2 || first >= len(ts) || namesOrganisation(ts[min(i, len(ts)):]) || i < len(ts) && orgEnds[bare(ts[i].text)] && parts[len(parts)-1].to == ts[i].from-1 { // "Bayview Endocrine Clinic"
		return take{}, false
	}
	for _, p := range parts {
		if orgWords[bare(p.text)] {
			return take{}, false
		}
	}
	norm, ok := canonicalName(parts, comma)
	if !ok {
		return take{}, false
	}
	return take{from: parts[0].from, to: parts[len(parts)-1].to, norm: norm, score: nameScore(parts, comma, ts, i)}, true
}

// namesOrganisation reports whether what follows makes the name of an organisation of the words before it: "La Paloma | Medical
// Group".
func namesOrganisation(rest []token) bool {
	if len(rest) < 2 || !facilityWords[bare(rest[0].text)] {
		return false
	}
	for _, t := range rest[1:min(len(rest), 4)] {
		if orgEnds[bare(t.text)] {
			return true
		}
	}
	return false
}

// surnameTitled reports whether a word is a credential between a family name and the given names, as some systems print it.
func surnameTitled(ts []token, i int, parts []token) bool {
	w := ts[i].text
	return len(parts) == 1 && i+1 < len(ts) && strings.HasSuffix(w, ",") && clinicians[bare(w)] && w == strings.ToUpper(w) && nameLike(ts[i+1].text) && !credential(ts[i+1].text)
}

// wholeName takes a name that is all of a text but for titles before it and credentials after it.
func wholeName(s string) (take, bool) {
	t, ok := name(s)
	if !ok || t.from > 4 || t.score < 0.75 {
		return take{}, false
	}
	for _, rest := range tokens(s[t.to:]) {
		if bare(rest.text) != "" && !credential(rest.text) {
			return take{}, false
		}
	}
	return t, true
}

// sentenceStop reports whether a word ends a sentence rather than being cut short: "Stone." but not "Jr." or "A."
func sentenceStop(w string) bool {
	return len(w) > 4 && strings.HasSuffix(w, ".") && strings.Count(w, ".") == 1 && w != strings.ToUpper(w) && suffixes[bare(w)] == ""
}

// boxLetter is the letter of a line of a box, "b GONZALEZ, MARIA".
func boxLetter(s string) bool { return len(s) == 1 && s[0] >= 'a' && s[0] <= 'h' }

// nextIsEnd reports whether nothing of a name follows a title.
func nextIsEnd(ts []token, i int) bool { return i+1 >= len(ts) || !nameLike(ts[i+1].text) }

// ambiguousCredential is a word that is a credential after a full name and a name or initials elsewhere ("Ma", "DO").
func ambiguousCredential(ts []token, i, comma int, parts []token) bool {
	t := strings.Trim(ts[i].text, ",.;")
	if comma == len(parts) && comma == 1 {
		return i+1 < len(ts) && nameLike(ts[i+1].text) || len(t) > 3
	}
	return len(parts) == 1 && comma < 0 && t != strings.ToUpper(t) && i+1 >= len(ts)
}

// monthName are the months that are no given name.
var monthName = words("january february march july september october november december enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre")

// nameLike reports whether a word may be part of a name.
func nameLike(text string) bool {
	w := strings.Trim(text, ",.;")
	if w == "" || notNames[strings.ToLower(w)] || monthName[strings.ToLower(w)] {
		return false
	}
	first := true
	letters := 0
	for _, r := range w {
		switch {
		case unicode.IsLetter(r):
			if first && unicode.IsLower(r) && !particles[strings.ToLower(w)] {
				return false
			}
			letters++
		case r == '\'' || r == '’' || r == '-' || r == '.':
		default:
			return false
		}
		first = false
	}
	return letters > 0 && letters <= 24
}

// nameScore is lower for what is long, has single letters only, or ends in running text.
func nameScore(parts []token, comma int, ts []token, next int) float64 {
	score := likeness(parts)
	long := 0
	for _, p := range parts {
		if len(p.text) >= 3 {
			long++
		}
	}
	if long == 0 {
		score *= 0.4
	} else if long == 1 && comma < 0 {
		score *= 0.8
	}
	if len(parts) > 4 {
		score *= 0.7
	}
	if next < len(ts) {
		if w := strings.Trim(ts[next].text, ",.;"); w != "" && unicode.IsLower([]rune(w)[0]) {
			score *= 0.6
		}
	}
	return score
}
