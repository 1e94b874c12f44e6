package codes

import (
	"math"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/assets/medical"
)

// System names a list of codes by the URI that FHIR gives it.
type System string

// The systems.
const (
	ICD10CM System = "http://hl7.org/fhir/sid/icd-10-cm"
	CPT     System = "http://www.ama-assn.org/go/cpt"
	HCPCS   System = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
)

// Entry is one code. From and Until bound the days on which a claim may bear it, the last one included; zero is no bound known.
type Entry struct {
	System      System
	Code        string // as it is printed: E11.9
	Title       string
	Header      bool // a category or subcategory: a claim may not bear it
	Other       []string
	From, Until time.Time
	Common      bool // stands in the list that comes with the program
}

// Valid reports whether the list has the code on a day. A zero day is always covered.
func (e Entry) Valid(day time.Time) bool {
	if day.IsZero() {
		return true
	}
	return (e.From.IsZero() || !day.Before(e.From)) && (e.Until.IsZero() || !day.After(e.Until))
}

// Index is lists of codes, ready to be searched.
type Index struct {
	entries []Entry
	byCode  map[string]int32 // plain code, without the dot
	words   []string         // sorted
	posts   [][]int32        // entries by word
	phrases map[string][]phrase
	sizes   []int32            // words of each entry's title
	whole   map[string][]int32 // entries by a folded title or other word
}

// Builtin gives the codes that come with the program: common ones of ICD-10-CM and HCPCS Level II. CPT belongs to the American
// Medical Association and is not among them.
func Builtin() []Entry {
	var out []Entry
	for _, c := range medical.CommonDiagnoses() {
		out = append(out, Entry{System: ICD10CM, Code: c.Code, Title: c.Title, Header: c.Header, Other: c.Other, Common: true})
	}
	for _, c := range medical.CommonServices() {
		out = append(out, Entry{System: HCPCS, Code: c.Code, Title: c.Title, Header: c.Header, Other: c.Other, Common: true})
	}
	return out
}

// Build makes an index. Where a code stands several times the later entry counts, with the other words of all and the widest bounds.
func Build(lists ...[]Entry) *Index {
	x := &Index{byCode: map[string]int32{}, phrases: map[string][]phrase{}, whole: map[string][]int32{}}
	for _, list := range lists {
		for _, e := range list {
			x.put(e)
		}
	}
	slices.SortStableFunc(x.entries, func(a, b Entry) int { return strings.Compare(plain(a.Code), plain(b.Code)) })
	posts := map[string][]int32{}
	for i, e := range x.entries {
		x.byCode[plain(e.Code)] = int32(i)
		words := wordsOf(e.Title)
		x.sizes = append(x.sizes, int32(len(words)))
		x.whole[strings.Join(words, " ")] = append(x.whole[strings.Join(words, " ")], int32(i))
		for _, o := range e.Other {
			other := wordsOf(o)
			x.whole[strings.Join(other, " ")] = append(x.whole[strings.Join(other, " ")], int32(i))
			words = append(words, other...)
		}
		slices.Sort(words)
		for _, w := range slices.Compact(words) {
			posts[w] = append(posts[w], int32(i))
		}
	}
	for w := range posts {
		x.words = append(x.words, w)
	}
	slices.Sort(x.words)
	for _, w := range x.words {
		x.posts = append(x.posts, posts[w])
	}
	x.addPhrases()
	return x
}

func (x *Index) put(e Entry) {
	key := plain(e.Code)
	at, there := x.byCode[key]
	if !there {
		x.byCode[key] = int32(len(x.entries))
		x.entries = append(x.entries, e)
		return
	}
	old := x.entries[at]
	e.Other, e.Common = append(slices.Clone(old.Other), e.Other...), old.Common || e.Common
	if !old.From.IsZero() && old.From.Before(e.From) {
		e.From = old.From
	}
	if !old.Until.IsZero() && old.Until.After(e.Until) {
		e.Until = old.Until
	}
	x.entries[at] = e
}

// Size says how many codes there are.
func (x *Index) Size() int { return len(x.entries) }

// Has reports whether there is any code of a system.
func (x *Index) Has(s System) bool {
	return slices.ContainsFunc(x.entries, func(e Entry) bool { return e.System == s })
}

// Lookup gives a code's entry; dots and case do not count.
func (x *Index) Lookup(code string) (Entry, bool) {
	at, ok := x.byCode[plain(code)]
	if !ok {
		return Entry{}, false
	}
	return x.entries[at], true
}

// Above gives the categories that a code stands under, the widest first.
func (x *Index) Above(code string) []Entry {
	var out []Entry
	key := plain(code)
	e, ok := x.Lookup(code)
	if ok && e.System != ICD10CM {
		return nil
	}
	for n := 3; n < len(key); n++ {
		if at, ok := x.byCode[key[:n]]; ok {
			out = append(out, x.entries[at])
		}
	}
	return out
}

// Below gives the codes under a category, in the order of the list.
func (x *Index) Below(code string) []Entry {
	key := plain(code)
	from, _ := slices.BinarySearchFunc(x.entries, key, func(e Entry, k string) int { return strings.Compare(plain(e.Code), k) })
	var out []Entry
	for _, e := range x.entries[from:] {
		if !strings.HasPrefix(plain(e.Code), key) {
			break
		}
		if plain(e.Code) != key {
			out = append(out, e)
		}
	}
	return out
}

// rarity weighs a word: one that few titles hold says more.
func (x *Index) rarity(posts int) float64 {
	return math.Log(1 + float64(len(x.entries))/float64(1+posts))
}

// plain is a code without its dot, in capitals.
func plain(code string) string {
	return strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(code), ".", ""))
}

// Dotted writes a code of ICD-10-CM as it is printed: E119 is E11.9.
func Dotted(code string) string {
	if p := plain(code); len(p) > 3 {
		return p[:3] + "." + p[3:]
	}
	return plain(code)
}

// wordsOf folds a text into the words that are compared: lower case, no possessive, no plural.
func wordsOf(text string) []string {
	text = strings.NewReplacer("'s", "", "’s", "", "'", "", "’", "").Replace(text)
	out := strings.Fields(medical.Fold(text))
	for i := range out {
		out[i] = stem(out[i])
	}
	return out
}

// stem takes the plural off a word.
func stem(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return w[:len(w)-1]
	}
	return w
}

// Sided reports whether a code says no side while the codes beside it say right or left: a claim should say which.
func (x *Index) Sided(code string) bool {
	e, ok := x.Lookup(code)
	key := plain(code)
	if !ok || e.Header || len(key) < 5 || !slices.Contains(wordsOf(e.Title), "unspecified") {
		return false
	}
	stem := key[:len(key)-1]
	if strings.HasSuffix(stem, "X") || len(key) == 7 { // the seventh character says another thing
		stem = strings.TrimRight(key[:6], "X")
		stem = stem[:len(stem)-1]
	}
	for _, b := range x.Below(stem) {
		if w := wordsOf(b.Title); plain(b.Code) != key && (slices.Contains(w, "right") || slices.Contains(w, "left")) {
			return true
		}
	}
	return false
}
