package codes

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// token is one word of a page as it is compared, and where it stands.
type token struct {
	text       string
	page, word int
}

// weight says how much a part of a page counts.
type weight float64

// The parts of a page.
const (
	nothing  weight = 0   // of a relative, past, or a list of what was asked
	passing  weight = 0.5 // the story
	listed   weight = 0.8 // problems that are known
	assessed weight = 1   // the assessment
)

// clause is words that say something together.
type clause struct {
	words []token
	part  weight
}

// heads are how the parts of a note begin. A line that begins with one begins a part.
var heads = []struct {
	begins *regexp.Regexp
	part   weight
}{
	{regexp.MustCompile(`^(?:family (?:medical )?h(?:istory|x)|fh|fhx)\b`), nothing},
	{regexp.MustCompile(`^(?:social h(?:istory|x)|past surgical h(?:istory|x)|surgical h(?:istory|x)|review of systems|ros|allerg(?:y|ies)|medications?|current medications?|meds|immunizations?|vital signs|vitals|physical exam(?:ination)?|exam|objective|labs?|results?|findings|technique|comparison|specimens?|gross description|microscopic description|procedures?|follow ?up|instructions?|education|disposition|plan)\b`), nothing},
	{regexp.MustCompile(`^(?:past (?:medical )?h(?:istory|x)|pmh|pmhx|problem list|problems|active problems|chronic problems|medical history)\b`), listed},
	{regexp.MustCompile(`^(?:assessment(?: and plan)?|a p|a and p|impression|(?:[a-z]+ )?diagnos[ie]s|dx|(?:clinical )?indications?|reason for (?:visit|referral|study|exam|admission|the visit)|principal problem|conditions?|problem|discharge diagnos[ie]s|clinical (?:history|information))\b`), assessed},
	{regexp.MustCompile(`^(?:chief complaint|cc|history of (?:the )?present illness|hpi|subjective|interval history|hospital course|brief course|narrative|history)\b`), passing},
}

var (
	ends    = regexp.MustCompile(`[.;!?]["')]*$`)
	numbers = regexp.MustCompile(`^(?:\(?\d{1,2}[.):]|[-•*·–—▪◦])$`)
)

// clausesOf cuts what was read of pages into clauses. A line goes on in the next where that begins in lower case.
func clausesOf(pages []chart.Page) []clause {
	c := cutter{part: passing}
	for p := range pages {
		c.line = -1
		for w := range pages[p].Words {
			c.take(p, w, pages[p].Words)
		}
		c.end()
	}
	return c.out
}

type cutter struct {
	out  []clause
	now  []token
	part weight
	line int
}

func (c *cutter) end() {
	if len(c.now) > 0 {
		c.out = append(c.out, clause{c.now, c.part})
	}
	c.now = nil
}

func (c *cutter) take(p, w int, words []chart.Word) {
	word := words[w]
	if word.Mark {
		return
	}
	text := word.Text.Reveal()
	if word.Line != c.line || w == 0 {
		c.line = word.Line
		first := text[:min(1, len(text))]
		if first == "" || strings.ToLower(first) != first || strings.ToUpper(first) == first || numbers.MatchString(text) {
			c.end()
		}
		c.head(words[w:])
	}
	if numbers.MatchString(text) {
		c.end()
		return
	}
	for _, part := range wordsOf(text) {
		c.now = append(c.now, token{part, p, w})
	}
	if ends.MatchString(text) && !strings.Contains(strings.Trim(text, ".;!?\"')"), ".") || strings.HasSuffix(text, ":") {
		c.end()
	}
}

// head sees whether a line begins a part of the note.
func (c *cutter) head(words []chart.Word) {
	var b strings.Builder
	for i := 0; i < min(5, len(words)) && words[i].Line == words[0].Line; i++ {
		b.WriteString(words[i].Text.Reveal() + " ")
	}
	line := strings.Join(strings.FieldsFunc(strings.ToLower(b.String()), func(r rune) bool { return r < 'a' || r > 'z' }), " ")
	for _, h := range heads {
		if h.begins.MatchString(line) {
			c.end()
			c.part = h.part
			return
		}
	}
}
