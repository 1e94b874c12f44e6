package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// What is written tersely: a medication with a number and no unit, or with its times only; drugs in a row behind a word; codes behind
// the numbers of a list in cells of their own.

var (
	terseDrug = regexp.MustCompile(`(?i)\b([a-z][a-z\-]{3,}(?:/[a-z][a-z\-]{3,})?(?:\s(?:XR|XL|ER|SR|CD|LA|HFA|HCTZ|PM|B12|D3|[A-Z]\d{1,2}))?)\s+(?:\d+(?:\.\d+)?(?:\s?mg)?\b|(?:qhs|qam|qpm|bid|tid|qid|daily|qd|prn|weekly|nightly|q\d+h|once|twice|at bedtime|every)\b)`)
	drugRow   = regexp.MustCompile(`^(?:([A-Za-z' ]{2,30}):?\s+)?([A-Za-z][A-Za-z\-]{3,}(?:,\s*[A-Za-z][A-Za-z\-]{3,})+)\.?$`)
	forbidden = regexp.MustCompile(`(?i)\ball(?:erg|\b)|react|intoler|can'?t|cannot|avoid|adverse|\bstop|not taking|discontinu|held\b`)
	listedDx  = regexp.MustCompile(`^(?:(?i:dx|icd(?:-10)?|diag(?:nosis)?|diagnoses)\.?:?\s*)?(?:\d{1,2}|[A-L])[.):]?\s+([A-TV-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?)(?:\s+[YNUW1])?$`)
)

// readTerse takes known drugs with a number or their times, and codes in numbered cells.
func (r *reader) readTerse(l *leaf) {
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		if r.calls.listed(chart.Medication) && r.calls.wants(chart.Medication) && (!l.inTable(i) || len(r.found[chart.Medication]) == 0) {
			for _, seg := range line.Segments {
				r.terseDrugs(l, see(line.Words[seg.First:seg.Last+1]))
			}
			r.terseDrugs(l, see(line.Words))
		}
		if !r.calls.listed(chart.DiagnosisCode) {
			continue
		}
		var cells []view
		for _, seg := range line.Segments {
			if v := see(line.Words[seg.First : seg.Last+1]); listedDx.MatchString(v.text) {
				cells = append(cells, v)
			}
		}
		for _, v := range cells {
			m := listedDx.FindStringSubmatchIndex(v.text)
			if ts := icd(v.text[m[2]:m[3]], true); len(cells) > 1 && len(ts) == 1 && !ts[0].failed {
				ts[0].from, ts[0].to = m[2], m[3]
				r.add(l, chart.DiagnosisCode, v, ts[0], 0.85)
			}
		}
	}
}

// terseDrugs takes the known drugs of a line or a cell that were not found yet.
func (r *reader) terseDrugs(l *leaf, v view) {
	if forbidden.MatchString(v.text) {
		return
	}
	take := func(from, to int) {
		if first, _, _ := strings.Cut(v.text[from:to], " "); !knownDrug(strings.Split(first, "/")[0]) || r.hasDrug(l, v, from, to) {
			return
		}
		r.addItem(l, chart.Medication, item{view: v}, from, to, 0.78)
	}
	for _, m := range terseDrug.FindAllStringSubmatchIndex(v.text, 8) {
		take(m[2], m[3])
	}
	m := drugRow.FindStringSubmatchIndex(v.text)
	if m == nil {
		return
	}
	for _, p := range tokens(v.text[m[4]:m[5]]) {
		if !knownDrug(strings.Trim(p.text, ",.")) {
			return
		}
	}
	for _, p := range tokens(v.text[m[4]:m[5]]) {
		take(m[4]+p.from, m[4]+p.from+len(strings.TrimRight(p.text, ",.")))
	}
}

// hasDrug reports whether a word of a stretch belongs to a medication that was found.
func (r *reader) hasDrug(l *leaf, v view, from, to int) bool {
	at := map[int]bool{}
	for _, w := range v.cut(from, to) {
		at[w.Index] = true
	}
	for _, h := range r.found[chart.Medication] {
		for _, w := range h.words {
			if h.leaf == l && at[w.Index] {
				return true
			}
		}
	}
	return false
}
