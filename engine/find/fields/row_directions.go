package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// Directions in a sentence say route and frequency in one: "Take 1 tablet by mouth 2 times daily."

// saidAs is the beginning of directions: a verb, or how many of what.
var saidAs = regexp.MustCompile(`(?i)^(?:sig:?\s+)?(?:(?:take|inhale|inject|apply|use|place|give|instill|chew|dissolve|insert|spray|put|tome|tomar|aplique|inyecte|inhale|swallow|swish|administer)\b|[\d./½-]+\s?(?:tab|cap|puff|spray|drop|patch|pill|ml\b|unit|pen\b|gtt))`)

// routeOf finds the route: not the one that belongs to a form ("oral tablet, 1 tab, sublingual") where another stands behind it.
func routeOf(s string) []int {
	first := routeShape.FindStringIndex(s)
	if first == nil {
		return nil
	}
	if formAfter.MatchString(s[first[1]:]) {
		if next := routeShape.FindStringIndex(s[first[1]:]); next != nil {
			first = []int{first[1] + next[0], first[1] + next[1]}
		}
	}
	for s[first[0]] == ' ' {
		first[0]++
	}
	return first
}

var formAfter = regexp.MustCompile(`(?i)^\s*(?:tab(?:let)?|cap(?:sule)?|solution|suspension|liquid|spray|powder|cream|ointment|gel|film|drops|inhaler|aerosol|pen)s?\b`)

// freqOf finds how often, the first behind at, or the first of all.
func freqOf(s string, at int) []int {
	m := freqShape.FindStringIndex(s[at:])
	if m == nil {
		if at > 0 {
			return freqOf(s, 0)
		}
		return nil
	}
	m[0], m[1] = m[0]+at, m[1]+at
	for s[m[0]] == ' ' {
		m[0]++
	}
	return m
}

// asSaid parts directions in a sentence into the route, where no column has it, and how often.
func (b *bag) asSaid() {
	i := b.at("frequency")
	if i < 0 {
		return
	}
	v := see(b.parts[i].words)
	if !saidAs.MatchString(v.text) {
		return
	}
	route, end := routeOf(v.text), 0
	if route != nil {
		end = route[1]
	}
	often := freqOf(v.text, end)
	if often == nil {
		return
	}
	b.parts[i].words = v.cut(often[0], often[1])
	if dose := doseShape.FindStringIndex(v.text); dose != nil && dose[0] < often[0] && !b.has("dose") && !b.strong() {
		b.put("dose", v.cut(dose[0], dose[1]))
	}
	if route != nil && !b.has("route") {
		said := part{"route", v.cut(route[0], route[1])}
		b.parts = append(b.parts[:i], append([]part{said}, b.parts[i:]...)...)
	}
}

// strong reports whether a strength stands behind the name.
func (b *bag) strong() bool {
	i := b.at("medication")
	return i >= 0 && doseShape.MatchString(layout.Join(b.parts[i].words))
}

// rejoined parts a row anew whose name, dose, route and frequency stand in one column, which its header cut into several.
func (b *bag) rejoined() {
	i, k := b.at("medication"), b.at("dose")
	if i < 0 || k != i+1 || doseShape.MatchString(layout.Join(b.parts[k].words)) {
		return
	}
	var all []layout.Word
	for _, cell := range []string{"medication", "dose", "route", "frequency"} {
		if n := b.at(cell); n >= 0 {
			all = append(all, b.parts[n].words...)
		}
	}
	v := see(all)
	d, ok := drugIn(v.text)
	if !ok || d.dose[1] == 0 || d.dose[0] < d.to {
		return
	}
	b.set("medication", v.cut(d.from, d.to))
	b.set("dose", v.cut(d.dose[0], d.dose[1]))
	b.set("route", v.cut(d.route[0], d.route[1]))
	b.set("frequency", v.cut(d.frequency[0], d.frequency[1]))
}

// inOrder parts dose, route and frequency anew where one column holds all three and their edges fell between the wrong words.
func (b *bag) inOrder() {
	di, ri, fi := b.at("dose"), b.at("route"), b.at("frequency")
	if di < 0 || ri < 0 && fi < 0 {
		return
	}
	var all []layout.Word
	for _, i := range []int{di, ri, fi} {
		if i >= 0 {
			all = append(all, b.parts[i].words...)
		}
	}
	v := see(all)
	m := inOneColumn.FindStringSubmatchIndex(v.text)
	if m == nil || layout.Join(b.parts[di].words) == strings.TrimSpace(v.text[m[2]:m[3]]) && ri >= 0 && layout.Join(b.parts[ri].words) == strings.TrimSpace(v.text[m[4]:m[5]]) {
		return
	}
	b.parts[di].words = v.cut(m[2], m[3])
	b.set("route", v.cut(m[4], m[5]))
	b.set("frequency", v.cut(m[6], m[7]))
}

// inOneColumn is a dose, a route and a frequency, one behind the other.
var inOneColumn = regexp.MustCompile(`^(` + doseShape.String() + `)\s*(` + routeShape.String() + `)\s*(` + freqShape.String() + `)$`)

// spread parts a dose, a route or directions that hold what the next column would where the table has none: "5 mg PO daily",
// "oral, 3 times daily".
func (b *bag) spread() {
	if i := b.at("dose"); i >= 0 && !b.has("route") && !b.has("frequency") {
		v := see(b.parts[i].words)
		dose := doseShape.FindStringIndex(v.text)
		if dose != nil && dose[1] < len(v.text) {
			rest := v.text[dose[1]:]
			route, often := routeOf(rest), freqOf(rest, 0)
			b.take("route", v, dose[1], route)
			b.take("frequency", v, dose[1], often)
			if route != nil || often != nil {
				b.parts[i].words = v.cut(0, dose[1])
			}
		}
	}
	if i := b.at("route"); i >= 0 && !b.has("frequency") {
		v := see(b.parts[i].words)
		if route, often := routeOf(v.text), freqOf(v.text, 0); route != nil && often != nil && route[1] <= often[0] {
			b.take("frequency", v, 0, often)
			b.parts[i].words = v.cut(route[0], route[1])
		}
	}
	b.routeFirst()
}

// routeFirst takes the route off the beginning of directions.
func (b *bag) routeFirst() {
	i := b.at("frequency")
	if i < 0 || b.has("route") {
		return
	}
	v := see(b.parts[i].words)
	route := routeOf(v.text)
	if route == nil || route[0] > 0 || route[1] >= len(v.text) {
		return
	}
	rest := strings.TrimLeft(v.text[route[1]:], " ,;-–")
	if rest == "" || len(v.text[route[1]:]) == len(rest) {
		return
	}
	words := v.cut(route[0], route[1])
	b.parts[i].words = v.cut(len(v.text)-len(rest), len(v.text))
	b.put("route", trimEnd(words))
}

// take puts what a shape found behind a place of a text into a cell.
func (b *bag) take(cell string, v view, from int, at []int) {
	if at != nil {
		b.put(cell, v.cut(from+at[0], from+at[1]))
	}
}
