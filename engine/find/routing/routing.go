package routing

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// Profile says how sure the machine must be before nobody needs to look.
type Profile struct {
	Name string
	// Threshold is the least confidence of a field that passes unseen; Fields holds stricter or laxer ones.
	Threshold chart.Confidence
	Fields    map[chart.FieldName]chart.Confidence
	// Floor is below every threshold that a practice can choose.
	Floor chart.Confidence
	// Cell is the least confidence of a cell of a table that passes unseen; Cells holds stricter or laxer ones by its name.
	Cell  chart.Confidence
	Cells map[chart.FieldName]chart.Confidence
	// OneEngine is the least confidence of a field that only one engine read.
	OneEngine chart.Confidence
	// HighRiskAlways sends name, date of birth, MRN and allergy to a person whatever the confidence.
	HighRiskAlways bool
}

// DefaultProfile names the profile of everyday charts.
const DefaultProfile = "chart"

// Profiles lists the profiles by name, the default first. Confidences are probabilities (engine/find/trust). The thresholds
// here hold where nothing is known of how far they can be believed; Aimed puts in those that follow from a practice's policy.
func Profiles() []Profile {
	return []Profile{
		{Name: DefaultProfile, Threshold: 0.96, Floor: 0.6, Cell: 0.90, OneEngine: 0.92, HighRiskAlways: true},
		{Name: "strict", Threshold: 0.98, Floor: 0.98, Cell: 0.98, OneEngine: 1.01, HighRiskAlways: true},
	}
}

// Named gives the profile of that name; ok is false for an unknown name, and the profile is then the strictest.
func Named(name string) (p Profile, ok bool) {
	all := Profiles()
	for _, p := range all {
		if p.Name == name {
			return p, true
		}
	}
	return all[len(all)-1], false
}

// order is the order in which reasons are listed.
var order = []chart.Reason{chart.LowConfidence, chart.EnginesDisagree, chart.OneEngineOnly, chart.FailedCheck, chart.HighRiskField,
	chart.Handwriting, chart.Illegible, chart.Missing, chart.Sampled, chart.AnotherPatient, chart.PatientUnmatched,
	chart.FormUnsure, chart.ScannedTwice}

// Route sets NeedsReview and completes Reasons of every field of the document.
func Route(doc *chart.Document, p Profile) {
	for i := range doc.Fields {
		f := &doc.Fields[i]
		f.Reasons = ordered(append(reasons(f, doc, p), f.Reasons...))
		f.NeedsReview = len(f.Reasons) > 0
	}
	for i := range doc.Rows {
		routeRow(&doc.Rows[i], p)
		askTwins(doc, &doc.Rows[i])
	}
}

// askTwins sends the fields that repeat a cell in doubt: what is not sure in a table is not sure beside it, and a person is asked
// there.
func askTwins(doc *chart.Document, row *chart.Row) {
	for i := range row.Cells {
		c := &row.Cells[i]
		if len(c.Reasons) == 0 {
			continue
		}
		if f := doc.Twin(row, c); f != nil {
			f.Reasons, f.NeedsReview = ordered(append(f.Reasons, c.Reasons...)), true
		}
	}
}

// routeRow notes the cells below the threshold, and gives the row the reasons of all its cells.
func routeRow(row *chart.Row, p Profile) {
	all := row.Reasons
	for i := range row.Cells {
		c := &row.Cells[i]
		least := p.Cell
		if t, ok := p.Cells[chart.FieldName(c.Name)]; ok {
			least = t
		}
		if c.Confidence < least || !(c.Confidence >= 0 && c.Confidence <= 1) {
			c.Reasons = append(c.Reasons, chart.LowConfidence)
			if c.Evidence.Disagreed { // alone it is weighed with the rest; beside a doubt it says what to look at
				c.Reasons = append(c.Reasons, chart.EnginesDisagree)
			}
		}
		if len(c.Reasons) > 0 {
			c.Reasons = ordered(c.Reasons)
			all = append(all, c.Reasons...)
		}
	}
	if len(all) > 0 {
		row.Reasons = ordered(all)
	}
}

// reasons gives what the profile adds to the reasons that the field brings along.
func reasons(f *chart.Field, doc *chart.Document, p Profile) []chart.Reason {
	if f.Value == "" {
		return []chart.Reason{chart.Missing}
	}
	var out []chart.Reason
	if p.HighRiskAlways && f.Name.HighRisk() {
		out = append(out, chart.HighRiskField)
	}
	least := p.Threshold
	if t, ok := p.Fields[f.Name]; ok {
		least = t
	}
	// A field found in a document whose type is a guess was looked for with the wrong list.
	if f.Confidence < least || !(f.Confidence >= 0 && f.Confidence <= 1) || doc.TypeConfidence < chart.DoubtfulType {
		out = append(out, chart.LowConfidence)
	}
	if engines(f) == 1 && f.Confidence < p.OneEngine {
		out = append(out, chart.OneEngineOnly)
	}
	return out
}

// engines counts the engines that read the field; 0 where nothing is known of them.
func engines(f *chart.Field) int {
	var seen []chart.Engine
	for _, r := range f.Readings {
		if r.Value != "" && !slices.Contains(seen, r.Engine) {
			seen = append(seen, r.Engine)
		}
	}
	return len(seen)
}

// ordered lists each reason once, in the order of the contract; unknown reasons keep their place at the end.
func ordered(in []chart.Reason) []chart.Reason {
	out := make([]chart.Reason, 0, len(in))
	for _, r := range order {
		if slices.Contains(in, r) {
			out = append(out, r)
		}
	}
	for _, r := range in {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}
