package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// bystanders are words before a clinician's name that say that he has another part in the case.
var bystanders = regexp.MustCompile(`(?i)\b(?:cc|refer\w*|to|director|copy|copies|attn|attention|consult\w*|next|appointment|follow|witness|anesth\w*|asst|assistant|resident|pharmacist|dictated)\b[^,;]{0,20}$`)

// loneClinician takes the first clinician that a page names with a credential for its provider, where nothing says who that is.
func (r *reader) loneClinician() {
	if _, _, known := best(r.found[chart.ProviderName]); known || !r.calls.must(chart.ProviderName) {
		return
	}
	referrer, _, referred := best(r.found[chart.ReferringProvider])
	for _, l := range r.leaves {
		for i := range l.sheet.Lines {
			line := &l.sheet.Lines[i]
			for _, seg := range line.Segments {
				v := see(line.Words[seg.First : seg.Last+1])
				for _, t := range namedClinicians(v.text) {
					if referred && sameNames(keyOf(hit{take: t}), keyOf(referrer)) || bystanders.MatchString(v.text[:t.from]) {
						continue
					}
					r.add(l, chart.ProviderName, v, t, 0.4)
					return
				}
			}
		}
	}
}

// namedClinicians takes the names of a text that a credential follows or the title of a doctor leads.
func namedClinicians(s string) []take {
	var out []take
	for _, m := range clinicianShape.FindAllStringIndex(s, 3) {
		t, ok := name(s[m[0]:])
		if !ok || t.score < 0.6 {
			continue
		}
		t.from, t.to = t.from+m[0], t.to+m[0]
		lead := strings.ToLower(s[m[0]:t.from])
		if behind := tokens(s[t.to:]); len(behind) > 0 && clinicians[bare(behind[0].text)] || strings.HasPrefix(lead, "dr") {
			out = append(out, t)
		}
	}
	return out
}

var clinicianShape = regexp.MustCompile(`(?:\bD[Rr]a?\.?\s+)?` + capitalised)
