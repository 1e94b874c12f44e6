package codes

// before are the words after which nothing is a diagnosis of this patient at this time, to the end of their reach.
var before = []string{"no evidence of", "no sign of", "no history of", "no", "not", "denies", "denied", "deny", "denying", "without", "negative for",
	"absence of", "free of", "never had", "never", "rule out", "ruled out", "r o", "rules out", "unlikely", "not consistent with",
	"family history of", "family h o", "family hx of", "fh of", "fhx of", "mother", "father", "brother", "sister", "parent", "grandmother",
	"grandfather", "aunt", "uncle", "son", "daughter", "maternal", "paternal", "history of", "h o", "hx of", "hx", "status post", "s p", "prior", "previous",
	"remote", "past", "resolved", "possible", "possibly", "probable", "probably", "suspected", "suspect", "suspicion for", "suspicious for", "concern for",
	"concerning for", "question of", "questionable", "likely", "versus", "vs", "consider", "risk of", "risk for", "at risk for", "screening for", "screen for",
	"prevent", "prevention of", "prophylaxis of", "vaccination for", "allergic to", "if", "should", "watch for", "return for", "call for", "worried about", "counseled on", "educated on"}

// after are the words that do the same for what stands before them.
var after = []string{"was ruled out", "were ruled out", "ruled out", "has resolved", "resolved", "is unlikely", "unlikely", "was negative", "is negative", "negative",
	"not present", "not seen", "is absent", "absent", "excluded", "in the family", "in mother", "in father", "in brother", "in sister"}

// stops end the reach of a word of before.
var stops = map[string]bool{"but": true, "however": true, "except": true, "although": true, "though": true, "presents": true, "presenting": true, "has": true,
	"now": true, "currently": true, "today": true, "who": true, "continue": true, "continues": true, "start": true, "started": true, "shows": true, "demonstrate": true}

// mostBehind is how many words before it a word of after reaches.
const mostBehind = 6

// denied marks the tokens of a clause that say what the patient does not have, not now, or not for sure.
func denied(words []token) []bool {
	out := make([]bool, len(words))
	folded := triggers(before)
	for i := 0; i < len(words); i++ {
		n := longest(words[i:], folded)
		if n == 0 {
			continue
		}
		for j := i; j < len(words) && (j < i+n || !stops[words[j].text]); j++ {
			out[j] = true
		}
		i += n - 1
	}
	folded = triggers(after)
	for i := range words {
		if longest(words[i:], folded) > 0 {
			for j := max(0, i-mostBehind); j < i; j++ {
				out[j] = true
			}
		}
	}
	return out
}

// triggers folds the wordings as the words of a page are.
func triggers(list []string) map[string][][]string {
	out := map[string][][]string{}
	for _, t := range list {
		w := wordsOf(t)
		out[w[0]] = append(out[w[0]], w)
	}
	return out
}

// longest gives how many of the words the longest wording is that they begin with.
func longest(words []token, in map[string][][]string) int {
	n := 0
	for _, t := range in[words[0].text] {
		if len(t) <= n || len(t) > len(words) {
			continue
		}
		same := true
		for k := range t {
			same = same && words[k].text == t[k]
		}
		if same {
			n = len(t)
		}
	}
	return n
}
