package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/find/around"
)

// Where the name of a house ends is often said by nothing but the house: "Larkspur Primary Care - Bozeman" is one clinic, "Forest Glen
// Hospital OR" a hospital and a room of it. Both are put before the model of surroundings.

var (
	// houseBox is the number of a box of a claim form, printed before what stands in it.
	houseBox = regexp.MustCompile(`^\|?(?:FL)?\d{1,2}[A-Da-d]?\.?$`)
	// houseTail is what may stand behind a name and be no part of it: a department, a town, a number, a remark.
	houseTail = regexp.MustCompile(`(?i)(?:,?\s+(?:radiology|imaging|laboratory|lab|pathology|emergency(?:\s+(?:dep(?:artmen)?t\.?|room))?|ed|er|or|pet|icu|ob|pharmacy|adm|dept\.?|unit|claims|appeals)|,\s+[\p{L}. ]+?(?:,?\s+[a-z]{2})?(?:\s+\d{5})?|\s+[-/|]\s.*|\s+#?\s?\S*\d\S*|\s+\([^)]*\)?)$`)
)

// otherBounds adds the spots of a house's name that ends elsewhere: before what may be no part of it, or behind what organisation took for
// none. on is the last word of a spot so far; the last of all is given back.
func otherBounds(out []around.Spot, v view, t take, line, k, on int) ([]around.Spot, int) {
	last := on
	add := func(to int) {
		first, at := v.within(t.from, to)
		if text := v.text[t.from:to]; first >= 0 && len(strings.Fields(text)) > 0 && len(text) > 3 && k+at != on {
			out = append(out, around.Spot{Kind: around.House, Line: line, First: k + first, Last: k + at, Words: v.words[first : at+1], Value: text})
			last = max(last, k+at)
		}
	}
	if m := houseTail.FindStringIndex(v.text[t.from:t.to]); m != nil && m[0] > 0 {
		add(t.from + m[0])
	}
	if whole := strings.TrimRight(v.text, " ,:;|"); len(whole) > t.to && len(strings.Fields(whole[t.from:])) <= 8 && !strings.ContainsAny(whole[t.to:], ":@") && digits(whole[t.to:]) <= 3 {
		add(len(whole))
	}
	return out, last
}

// digits counts the digits of a text.
func digits(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}
