package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Codes of what was done, outside of tables: announced by their list's name, in brackets behind the words, in a row of their own
// kind, at the head of a line.

const procedureCode = `(?:[0-9]{5}|[A-CEGHJ-MP-V][0-9]{4}|D[0-9]{4})`

var (
	procedureList = regexp.MustCompile(`(?i:\b(?:cpt|hcpcs|cdt|proc(?:edure)?s?|billing|billed|codes?)(?:[ /](?:cpt|hcpcs|codes?))?)\s*[:#]?\s*(?:\[[xX]\]\s*)?((?:` + procedureCode + `\b(?:-[0-9A-Z]{2}\b)?(?:\s*\([^)]{0,20}\))?(?:\s*[,;/&+]\s*|\s+and\s+|\s*$)?)+)`)
	procedureOnly = regexp.MustCompile(`\b` + procedureCode + `\b`)
	bracketedCode = regexp.MustCompile(`\((` + procedureCode + `)\)`)
	dentalCode    = regexp.MustCompile(`\bD[0-9]{4}\b`)
	codeRow       = regexp.MustCompile(`\b[0-9]{5}(?:, ?[0-9]{5})+\b`)
	codeFirst     = regexp.MustCompile(`^(` + procedureCode + `)\s+[A-Z][A-Za-z]`)
	codeLast      = regexp.MustCompile(`(?i:^(?:procedures?|operation|service)\b).*,\s(` + procedureCode + `)\.?$`)
)

// readProcedures takes the codes of procedures that stand outside of tables.
func (r *reader) readProcedures(l *leaf) {
	if !r.calls.wants(chart.ProcedureCode) || r.doc.Type == chart.InsuranceCard || r.doc.Type == chart.IDCard || r.doc.Type == chart.FaxCover {
		return
	}
	var above *layout.Word // the code on the line before
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		v := see(line.Words)
		var found []take
		for _, m := range procedureList.FindAllStringSubmatchIndex(v.text, 4) {
			for _, c := range procedureOnly.FindAllStringIndex(v.text[m[2]:m[3]], -1) {
				found = append(found, coded(v.text, m[2]+c[0], m[2]+c[1]))
			}
		}
		for _, m := range bracketedCode.FindAllStringSubmatchIndex(v.text, 6) {
			if i < 3 { // the number of who is at the head of a page
				break
			}
			found = append(found, coded(v.text, m[2], m[3]))
		}
		found = append(found, r.rowCodes(line, v, above)...)
		above = nil
		for _, t := range found {
			if !zipBefore(v.text, t.from) {
				r.add(l, chart.ProcedureCode, v, t, 0.72)
				above = &v.cut(t.from, t.to)[0]
			}
		}
	}
}

// rowCodes takes codes that a line has by its shape: dental ones, several in a row, one at its head or under that of the line before.
func (r *reader) rowCodes(line *layout.Line, v view, above *layout.Word) []take {
	var out []take
	switch r.doc.Type {
	case chart.ClaimForm, chart.EOB, chart.DenialLetter, chart.Superbill:
		for _, m := range dentalCode.FindAllStringIndex(v.text, 6) {
			out = append(out, coded(v.text, m[0], m[1]))
		}
		if m := codeFirst.FindStringSubmatchIndex(v.text); m != nil && v.text[0] > '9' && r.doc.Type != chart.Superbill {
			out = append(out, coded(v.text, m[2], m[3]))
		}
	}
	for _, m := range codeRow.FindAllStringIndex(v.text, 2) {
		for _, c := range procedureOnly.FindAllStringIndex(v.text[m[0]:m[1]], -1) {
			out = append(out, coded(v.text, m[0]+c[0], m[0]+c[1]))
		}
	}
	if m := codeLast.FindStringSubmatchIndex(v.text); m != nil {
		out = append(out, coded(v.text, m[2], m[3]))
	}
	if first := line.Words[0]; above != nil && procedureOnly.FindString(first.Text) == first.Text && flushLeft(first, *above) {
		out = append(out, coded(v.text, 0, len(first.Text)))
	}
	return out
}

// flushLeft reports whether two words begin at one edge.
func flushLeft(a, b layout.Word) bool { return a.Rect.X0-b.Rect.X0 < 2 && b.Rect.X0-a.Rect.X0 < 2 }

func coded(s string, from, to int) take {
	return take{from: from, to: to, norm: strings.ToUpper(s[from:to]), score: 1}
}
