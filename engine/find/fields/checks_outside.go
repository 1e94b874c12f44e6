package fields

import (
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// What stands outside a field's own slot and says whether it is right: bar codes, check digits, lists that were loaded.

// passed notes a check that holds and would hardly hold by chance.
func passed(f *chart.Field) {
	f.Evidence.Passed++
	f.Confidence = max(f.Confidence, min(0.99, f.Confidence+0.5*(1-f.Confidence)))
}

// doubted notes a check that failed.
func doubted(f *chart.Field) {
	if !slices.Contains(f.Reasons, chart.FailedCheck) {
		f.Reasons = append(f.Reasons, chart.FailedCheck)
		f.Confidence *= 0.5
	}
}

// checkOutside holds identifiers to bar codes and codes to the lists.
func (r *reader) checkOutside() {
	bars := r.bars()
	for i := range r.doc.Fields {
		f := &r.doc.Fields[i]
		switch f.Name {
		case chart.MRN, chart.AccountNumber, chart.ClaimNumber, chart.MemberID:
			checkBars(f, bars)
		case chart.ProviderNPI:
			if f.Normalized != "" && !slices.Contains(f.Reasons, chart.FailedCheck) {
				passed(f)
			}
		case chart.DiagnosisCode:
			r.checkListed(f)
		}
	}
}

// bars gives what the document's bar codes say, parted where they part it.
func (r *reader) bars() []string {
	var out []string
	for _, l := range r.leaves {
		for _, g := range l.page.Regions {
			text := strings.ToUpper(g.Text.Reveal())
			if text == "" || len(text) > 400 {
				continue
			}
			out = append(out, plainID(text))
			out = append(out, strings.FieldsFunc(text, func(c rune) bool { return !(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z') })...)
		}
	}
	return out
}

// plainID is an identifier without what it is parted by.
func plainID(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' {
			return c
		}
		return -1
	}, strings.ToUpper(s))
}

// checkBars compares an identifier with the bar codes: the same in one of them is as good as a second reading, the same but
// for one sign says that one of the two was misread.
func checkBars(f *chart.Field, bars []string) {
	id := plainID(f.Value.Reveal())
	if len(id) < 5 {
		return
	}
	near := ""
	for _, bar := range bars {
		if bar == id || strings.TrimLeft(bar, "0") == strings.TrimLeft(id, "0") || len(id) > 6 && strings.Contains(bar, id) {
			passed(f)
			return
		}
		if len(bar) == len(id) && layout.Distance(bar, id, 1) == 1 {
			near = bar
		}
	}
	if near != "" {
		doubted(f)
		if !slices.Contains(f.Suggestions, chart.Text(near)) {
			f.Suggestions = append(f.Suggestions, chart.Text(near))
		}
	}
}

// checkListed holds a code of a diagnosis to the list that the practice loaded.
func (r *reader) checkListed(f *chart.Field) {
	if r.terms == nil || f.Normalized == "" {
		return
	}
	switch valid, listed := r.terms.DiagnosisCode(f.Normalized.Reveal()); {
	case listed && valid:
		passed(f)
	case listed:
		doubted(f)
	}
}
