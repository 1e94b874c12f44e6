package fields

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/assets/medical"
)

// What is known of the words of a stretch and of those beside it, for the model of surroundings.

var (
	codePart = regexp.MustCompile(`^(?:[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?|\d{3}\.\d{1,2})$`)
	datePart = regexp.MustCompile(`^(?:\d{1,2}[/\-.]\d{1,2}(?:[/\-.]\d{2,4})?|\d{4}-\d{2}(?:-\d{2})?|(?:19|20)\d\d)$`)
)

// classOf says what a part is by itself.
func classOf(parts []fragment, i int) string {
	t := parts[i].text
	w := bare(t)
	switch {
	case datePart.MatchString(t):
		return "date"
	case codePart.MatchString(t):
		return "code"
	case t[0] >= '0' && t[0] <= '9':
		return "number"
	case len(w) < 2:
		return "letter"
	case formShape.MatchString(t) && len(w) > 2:
		return "form"
	case whenWords[w]:
		return "when"
	case joiningWords[w]:
		return "small"
	case vaccineWords[w]:
		return "vaccine"
	case allergens[w]:
		return "allergen"
	case knownDrug(w):
		return "drug"
	case reactions[w]:
		return "reaction"
	case conditionWord(w):
		return "condition"
	}
	return commonness(w)
}

var (
	whenWords    = words("daily bid tid qid qd qhs qam qpm prn po iv im sc sq subq sl hs ac pc weekly monthly nightly bedtime morning evening oral orally mouth once twice every each hours hrs days weeks needed directed diario cada")
	joiningWords = words("and or with for to of in on at by from the a an as since due per via is are was were has had her his she he patient pt not no but if then y con de por para el la los las en")
)

// commonness says what the lists of ordinary words and of names know of a word.
func commonness(w string) string {
	lex, err := lexicon.Shared()
	if err != nil {
		return "unknown"
	}
	e := lex.Lookup(w)
	switch titles := medical.Shared().Titles(w); {
	case titles > 0 && (e.Word == 0 || e.Word > 2):
		return "of diagnoses"
	case e.Clinical:
		return "clinical"
	case e.Word > 0 && e.Word <= 2:
		return "common"
	case e.Word == 0 && e.Name() || e.Given == 1:
		return "name"
	case e.Word > 0:
		return "word"
	case titles > 0:
		return "of diagnoses"
	}
	return "unknown"
}

// lineFacts says what stands on the line as a whole.
func (v *termLine) lineFacts() []string {
	var out []string
	count := map[string]int{}
	for _, p := range v.parts {
		if v.wordIn(p) < v.own {
			count[p.class]++
		}
	}
	for _, c := range []string{"drug", "condition", "allergen", "vaccine", "reaction", "code", "date", "when", "small", "form", "name"} {
		out = append(out, "line "+c+strconv.Itoa(min(2, count[c])))
	}
	own := v.text
	if v.own < len(v.words) {
		own = v.text[:v.at[v.own]]
	}
	if doseShape.MatchString(own) {
		out = append(out, "line dose")
	}
	if forbidden.MatchString(own) {
		out = append(out, "line forbids")
	}
	if kinWord.MatchString(own) {
		out = append(out, "line kin")
	}
	if denying.MatchString(own) {
		out = append(out, "line denies")
	}
	return out
}

func (v *termLine) wordIn(p fragment) int {
	first, _ := v.within(p.from, p.to)
	return first
}

var (
	kinWord = regexp.MustCompile(`(?i)\b(?:mother|father|sister|brother|parents?|grand\w+|aunt|uncle|son|daughter|family|madre|padre|herman[oa]|abuel[oa]|fh|fhx|maternal|paternal|mgm|pgm|mgf|pgf)\b`)
	denying = regexp.MustCompile(`(?i)\b(?:denies|denied|no|not|without|negative|neg|none|niega|r/o|rule out|never|nkda)\b`)
)

// signs says what is known of a stretch by its words and by what stands right beside it.
func (v *termLine) signs(b, e int) []string {
	parts := v.parts[b : e+1]
	out := slices.Clone(v.facts)
	say := func(s string) { out = append(out, s) }
	count := map[string]int{}
	var names []string
	for _, p := range parts {
		count[p.class]++
		names = append(names, p.class)
		for _, w := range strings.Fields(medical.Fold(p.text)) {
			say("w " + w)
		}
	}
	say("words " + strconv.Itoa(len(parts)))
	say("classes " + strings.Join(names[:min(4, len(names))], " "))
	say("first " + names[0])
	say("last " + names[len(names)-1])
	for c, n := range count {
		say("all " + c + " " + strconv.FormatBool(n == len(parts)))
		say("some " + c)
	}
	if g := medical.Shared().Generic(v.text[parts[0].from:parts[len(parts)-1].to]); g != "" {
		say("drug by name")
	}
	say("opens " + v.edge(b-1) + "|" + edgeSign(parts[0].lead))
	say("closes " + edgeSign(parts[len(parts)-1].trail) + "|" + v.edge(e+1))
	say("before " + v.edge(b-1))
	say("behind " + v.edge(e+1))
	say("behind two " + v.edge(e+1) + " " + v.edge(e+2))
	if e >= 0 && v.wordOf(e) >= v.own {
		say("over lines")
	}
	if inside(parts, ",;") {
		say("mark inside")
	}
	if inside(parts, "(") {
		say("bracket inside")
	}
	if inside(parts, ":") {
		say("colon inside")
	}
	say("case " + caseOf(v.text[parts[0].from:parts[len(parts)-1].to]))
	return out
}

// inside reports whether a mark stands between the parts of a stretch.
func inside(parts []fragment, marks string) bool {
	for i, p := range parts {
		if i > 0 && strings.ContainsAny(p.lead, marks) || i < len(parts)-1 && strings.ContainsAny(p.trail, marks) {
			return true
		}
	}
	return false
}

// edge is the class of a part beside a stretch.
func (v *termLine) edge(i int) string {
	switch {
	case i < 0 || i >= len(v.parts):
		return "edge"
	case v.wordOf(i) >= v.own:
		return "next line " + v.parts[i].class
	case v.parts[i].class == "letter": // what a box is ticked with
		return "letter " + strings.ToLower(v.parts[i].text)
	}
	return v.parts[i].class
}

// edgeSign is the mark at the edge of a stretch.
func edgeSign(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return "none"
	}
	return s[:1]
}

func caseOf(s string) string {
	switch {
	case upperCase(s):
		return "upper"
	case lowerCase(s):
		return "lower"
	}
	return "mixed"
}
