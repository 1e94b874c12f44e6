package codes

import (
	"regexp"
	"slices"
	"strings"
)

// phrase is one wording that means a code.
type phrase struct {
	entry int32
	words []string // sorted, each once
	size  int      // words as they are written: how far apart they may stand
	other bool     // of the other words, which are exact
}

var (
	bracketed = regexp.MustCompile(`\s*(?:\([^)]*\)|\[[^\]]*\])`)
	// filling says that nothing is said: a text that leaves it out means the code all the same.
	filling = regexp.MustCompile(`(?i),?\s*\b(?:not elsewhere classified|not otherwise specified|unspecified(?: (?:as to [a-z ]+|organism|severity|type|site|side|eye|ear|limb|shoulder|hip|elbow|foot))?|without complications?|uncomplicated|initial encounter(?: for [a-z ]+)?|site not specified|other|not intractable|without status (?:epilepticus|migrainosus)|without [a-z]+ dependence)\b`)
	apart   = regexp.MustCompile(`[,;]\s*$|^\s*[,;]`)
)

// core leaves of a title what somebody would write.
func core(title string) string {
	short := bracketed.ReplaceAllString(title, "")
	short = filling.ReplaceAllString(short, "")
	return apart.ReplaceAllString(strings.TrimSpace(short), "")
}

// empty are words that tell no code from another.
var empty = map[string]bool{"of": true, "the": true, "a": true, "an": true, "and": true, "or": true, "in": true, "to": true, "due": true, "with": true,
	"for": true, "by": true, "on": true, "at": true, "is": true, "disease": false}

// addPhrases files every wording of the codes that a claim may bear under its rarest word.
func (x *Index) addPhrases() {
	for i, e := range x.entries {
		if e.Header || e.System != ICD10CM {
			continue
		}
		x.addPhrase(int32(i), core(e.Title), false)
		for _, o := range e.Other {
			x.addPhrase(int32(i), o, true)
		}
	}
}

func (x *Index) addPhrase(at int32, text string, other bool) {
	all := wordsOf(text)
	p := phrase{entry: at, size: len(all), other: other}
	for _, w := range all {
		if !empty[w] && !slices.Contains(p.words, w) {
			p.words = append(p.words, w)
		}
	}
	if len(p.words) == 0 || len(p.words) > 12 || len(p.words) == 1 && len(p.words[0]) < 2 {
		return
	}
	slices.Sort(p.words)
	rarest := p.words[0]
	for _, w := range p.words[1:] {
		if x.held(w) < x.held(rarest) {
			rarest = w
		}
	}
	x.phrases[rarest] = append(x.phrases[rarest], p)
}

// held gives in how many titles a word stands.
func (x *Index) held(w string) int {
	at, ok := slices.BinarySearch(x.words, w)
	if !ok {
		return 0
	}
	return len(x.posts[at])
}
