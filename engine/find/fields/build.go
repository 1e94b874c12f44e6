package fields

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"sort"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// names lists the fields in the order of the contract.
var names = []chart.FieldName{chart.PatientName, chart.DateOfBirth, chart.Sex, chart.MRN, chart.AccountNumber, chart.SSN, chart.Phone,
	chart.Email, chart.Address, chart.MemberID, chart.GroupNumber, chart.Payer, chart.Facility, chart.ProviderName, chart.ProviderNPI,
	chart.ReferringProvider, chart.DateOfService, chart.AdmissionDate, chart.DischargeDate, chart.CollectedDate, chart.ReportedDate,
	chart.TotalCharge, chart.ClaimNumber, chart.DenialReason, chart.SignaturePresent, chart.SignatureDate, chart.Allergy,
	chart.Medication, chart.Diagnosis, chart.DiagnosisCode, chart.ProcedureCode, chart.Vaccine}

// repeats reports whether a document may hold several values of the field.
func repeats(n chart.FieldName) bool {
	switch n {
	case chart.Allergy, chart.Medication, chart.Diagnosis, chart.DiagnosisCode, chart.ProcedureCode, chart.Vaccine:
		return true
	}
	return false
}

// least is the score below which a value is not worth a person's look.
const least = 0.28

// build turns the hits into fields.
func (r *reader) build() {
	r.readMarks()
	r.contend()
	r.lastResorts()
	r.yieldRoles()
	r.dropPast()
	r.doubtMenus()
	r.oneReferrer()
	for _, n := range names {
		hits := slices.DeleteFunc(r.found[n], unticked)
		if repeats(n) {
			for _, h := range distinct(hits) {
				r.emit(n, h, 0)
			}
		} else if h, rival, ok := best(hits); ok {
			r.emit(n, h, rival)
		}
		if r.lacks(n) && r.calls.must(n) && !r.none[n] {
			r.doc.Fields = append(r.doc.Fields, chart.Field{Name: n, Reasons: []chart.Reason{chart.Missing}, NeedsReview: true, Readings: []chart.Reading{}})
		}
	}
	r.checkTotals()
	r.checkOrder()
	r.checkAge()
	r.checkRows()
	r.checkOutside()
	r.weighRows()
	r.sight()
	for i := range r.doc.Fields {
		r.doc.Fields[i].ID = chart.FieldID(fmt.Sprintf("f%d", i+1))
	}
}

// rivals are groups of fields of which only one can be what a word says: a person is patient or clinician, a number is one
// kind of number. Dates may say several things at once.
var rivals = [][]chart.FieldName{
	{chart.PatientName, chart.ProviderName}, {chart.PatientName, chart.ReferringProvider}, {chart.Payer, chart.Facility},
	{chart.ProviderNPI, chart.ClaimNumber}, {chart.ProviderNPI, chart.MRN}, {chart.ProviderNPI, chart.MemberID}, {chart.ProviderNPI, chart.AccountNumber},
	{chart.Phone, chart.MRN}, {chart.Phone, chart.AccountNumber}, {chart.Phone, chart.SSN}, {chart.Phone, chart.MemberID},
	{chart.MemberID, chart.GroupNumber}, {chart.MemberID, chart.MRN}, {chart.MRN, chart.AccountNumber}, {chart.MemberID, chart.ClaimNumber}, {chart.Address, chart.SSN},
	{chart.DateOfBirth, chart.DateOfService}, {chart.DateOfBirth, chart.ReportedDate}, {chart.DateOfBirth, chart.CollectedDate},
}

// contend gives each word to the field that has the better claim to it, where two fields that exclude each other want it.
func (r *reader) contend() {
	for _, pair := range rivals {
		for range 2 { // the next best may be wanted by both as well
			a, _, okA := best(r.found[pair[0]])
			b, _, okB := best(r.found[pair[1]])
			if !okA || !okB || a.leaf != b.leaf || !touches(a.words, b.words) {
				break
			}
			loser, words := pair[1], a.words
			if b.score > a.score {
				loser, words = pair[0], b.words
			}
			r.found[loser] = slices.DeleteFunc(r.found[loser], func(h hit) bool { return h.leaf == a.leaf && touches(h.words, words) })
		}
	}
}

// oddity is what is left of the confidence in a field that documents of the type hardly ever have.
const oddity = 0.6

// menuSize is the number of codes that no visit has: a claim holds twelve diagnoses at most.
const menuSize = 13

// doubtMenus doubts the codes of a form that prints all that the practice does and where no box was seen marked: which of
// them hold only a person can tell.
func (r *reader) doubtMenus() {
	if r.doc.Type != chart.Superbill && r.doc.Type != chart.Other {
		return
	}
	for _, n := range []chart.FieldName{chart.DiagnosisCode, chart.Diagnosis, chart.ProcedureCode} {
		hits := slices.DeleteFunc(r.found[n], unticked)
		if len(distinct(slices.Clone(hits))) >= menuSize {
			for i := range hits {
				hits[i].score *= 0.5
			}
		}
		r.found[n] = hits
	}
}

// oneReferrer drops the provider of a letter who is its referrer, found twice.
func (r *reader) oneReferrer() {
	if r.doc.Type != chart.ReferralLetter {
		return
	}
	if who, _, ok := best(r.found[chart.ReferringProvider]); ok {
		r.found[chart.ProviderName] = slices.DeleteFunc(r.found[chart.ProviderName], func(h hit) bool { return sameNames(keyOf(h), keyOf(who)) })
	}
}

// lacks reports whether no field of that name was written.
func (r *reader) lacks(n chart.FieldName) bool {
	for i := range r.doc.Fields {
		if r.doc.Fields[i].Name == n {
			return false
		}
	}
	return true
}

// keyOf is what two hits of the same value share.
func keyOf(h hit) string {
	if h.norm != "" {
		return layout.Fold(h.norm)
	}
	return layout.Fold(h.value)
}

// best gives the hit with the highest score, where hits of one value strengthen each other, and the score of the best
// other value.
func best(hits []hit) (hit, float64, bool) {
	type group struct {
		top   hit
		score float64
		seen  sightings
	}
	var groups []group
	at := map[string]int{}
	for _, h := range hits {
		k := keyOf(h)
		i, ok := at[k]
		if !ok {
			at[k] = len(groups)
			groups = append(groups, group{h, h.score, sightings{}.and(h)})
			continue
		}
		g := &groups[i]
		g.score = max(g.score, h.score) + 0.1*min(g.score, h.score)
		g.seen = g.seen.and(h)
		if h.score > g.top.score {
			g.top = h
		}
	}
	if len(groups) == 0 {
		return hit{}, 0, false
	}
	sort.SliceStable(groups, func(a, b int) bool { return groups[a].score > groups[b].score })
	rival := 0.0
	if len(groups) > 1 {
		rival = groups[1].score
	}
	h := groups[0].top
	h.seen = groups[0].seen
	h.score = min(1, groups[0].score)
	return h, rival, h.score >= least
}

// distinct keeps each value once, in the order of the pages.
func distinct(hits []hit) []hit {
	var out []hit
	at := map[string]int{}
	for _, h := range hits {
		k := keyOf(h)
		if i, ok := at[k]; ok {
			seen := out[i].seen.and(h)
			if h.score > out[i].score {
				out[i] = h
			}
			out[i].seen = seen
			continue
		}
		if h.score < least || k == "" {
			continue
		}
		at[k] = len(out)
		h.seen = sightings{}.and(h)
		out = append(out, h)
	}
	return out
}

// emit writes one field.
func (r *reader) emit(n chart.FieldName, h hit, rival float64) {
	f := chart.Field{Name: n, Value: chart.Text(strings.TrimSpace(h.value)), Normalized: chart.Text(h.norm), Page: h.leaf.page.Number,
		Box: layout.Box(h.words).Union(h.box), Reasons: []chart.Reason{}, Readings: []chart.Reading{}}
	f.Confidence = confidence(h, rival, float64(h.leaf.least(h.words)))
	f.Evidence = r.evidence(n, h, rival)
	if f.Evidence.Odd {
		f.Confidence *= oddity
	}
	if h.failed || h.leaf.mends(h) {
		f.Reasons = append(f.Reasons, chart.FailedCheck)
	}
	for _, s := range h.suggest {
		f.Suggestions = append(f.Suggestions, chart.Text(s))
	}
	h.leaf.readings(&f, h)
	r.doc.Fields = append(r.doc.Fields, f)
}

// sightings are the places that gave one value.
type sightings struct {
	places int
	ways   uint16 // one bit each
}

func (s sightings) and(h hit) sightings {
	return sightings{s.places + 1, s.ways | 1<<h.way}
}

// evidence tells engine/find/trust what is known of a value.
func (r *reader) evidence(n chart.FieldName, h hit, rival float64) chart.Evidence {
	odds, other, _ := r.second.of(n, keyOf(h))
	return chart.Evidence{Around: odds, Other: other, Way: h.way, Fit: h.score, Rival: rival, Words: float64(h.leaf.least(h.words)),
		Sightings: max(1, h.seen.places), Ways: max(1, bits.OnesCount16(h.seen.ways)), Called: r.calls.must(n), Odd: r.calls.odd(n),
		Plausible: r.plausible(n, h.value, h.norm), Familiar: familiar(h.leaf.sheet)}
}

// mends reports whether letters were put for digits in a value.
func (l *leaf) mends(h hit) bool {
	for _, w := range h.words {
		if l.mended[w.Index] {
			return true
		}
	}
	return false
}

// confidence joins how sure the words were read with how sure the value was found. A rival that is nearly as good halves
// what is left.
func confidence(h hit, rival, words float64) chart.Confidence {
	found := 1 - math.Pow(1-min(0.995, h.score), 1.35)
	if rival > 0 && h.score > 0 {
		found *= 1 - 0.35*math.Pow(min(1, rival/h.score), 3)
	}
	c := found * words
	if h.failed {
		c *= 0.5
	}
	return chart.Confidence(min(0.999, max(0, c)))
}

// readings says which engines read the field, and where they did not agree or a character was in doubt.
func (l *leaf) readings(f *chart.Field, h hit) {
	agreed, engines := true, []chart.Engine{}
	count := map[chart.Engine]int{}
	seen := map[int]bool{}
	for _, w := range h.words {
		if seen[w.Index] {
			continue
		}
		seen[w.Index] = true
		pw := l.page.Words[w.Index]
		agreed = agreed && (pw.Agreed || len(pw.Engines) < 2)
		for _, e := range pw.Engines {
			if count[e]++; count[e] == 1 {
				engines = append(engines, e)
			}
		}
	}
	slices.Sort(engines)
	for _, e := range engines {
		if count[e] == len(seen) { // an engine that missed a word did not read the field
			f.Readings = append(f.Readings, chart.Reading{Engine: e, Value: l.as(e, f.Value, h.words), Confidence: l.least(h.words)})
		}
	}
	if !agreed {
		f.Reasons = append(f.Reasons, chart.EnginesDisagree)
	}
	f.Doubt = l.doubt(h)
}

// doubt gives the confidence of each character of the value, where the words carry it and the value is their plain text.
func (l *leaf) doubt(h hit) []chart.Confidence {
	var out []chart.Confidence
	any := false
	for i, w := range h.words {
		if i > 0 {
			out = append(out, 1)
		}
		pw := l.page.Words[w.Index]
		for k := range []rune(w.Text) {
			c := chart.Confidence(1)
			if w.From+k < len(pw.Doubt) {
				c, any = pw.Doubt[w.From+k], true
			}
			out = append(out, c)
		}
	}
	if !any || len(out) != len([]rune(h.value)) || layout.Join(h.words) != h.value {
		return nil
	}
	return out
}
