package casestore

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// carried is a field that a person has decided in a document that was still being read, with all that was said of it.
type carried struct {
	from      chart.DocumentID
	field     chart.Field
	decisions []chart.Decision
}

// carriedOf gives what a person has decided in a document.
func carriedOf(d *chart.Dossier) (out []carried) {
	for _, f := range d.Document.Fields {
		c := carried{from: d.ID, field: f}
		for _, dec := range d.Decisions {
			if dec.Field == f.ID {
				c.decisions = append(c.decisions, dec)
			}
		}
		if len(c.decisions) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// several are the fields of which a document may hold more than one.
var several = []chart.FieldName{chart.Allergy, chart.Medication, chart.Diagnosis, chart.DiagnosisCode, chart.ProcedureCode, chart.Vaccine}

// sameField reports whether two readings of a document at different times mean the same field: what stands in the same
// place, or the same value elsewhere.
func sameField(a, b chart.Field) bool {
	if a.Name != b.Name || (a.Cell == nil) != (b.Cell == nil) {
		return false
	}
	if a.Page == b.Page && a.Box.Overlaps(b.Box) {
		return true
	}
	return a.Value == b.Value && a.Cell == nil
}

// settles reports whether what a person decided on a leaves nothing to ask of b. A field of which a document has one
// only is settled wherever on the document it is read again.
func settles(a, b chart.Field) bool {
	return sameField(a, b) || a.Name == b.Name && a.Cell == nil && b.Cell == nil && !slices.Contains(several, a.Name)
}

// withCarried gives the fields of a document as it is read now: those that were there before keep their ids, and what a
// person has decided stands as it was decided, whatever later pages say.
func withCarried(fresh, before []chart.Field, decided []carried) []chart.Field {
	out := make([]chart.Field, 0, len(fresh)+len(decided))
	placed, taken := make([]bool, len(decided)), map[chart.FieldID]bool{}
	for _, f := range fresh {
		if at := slices.IndexFunc(decided, func(c carried) bool { return settles(c.field, f) }); at >= 0 {
			if !placed[at] {
				placed[at] = true
				kept := decided[at].field
				kept.Cell = f.Cell // its row may be another one among those that are read now
				out = append(out, kept)
			}
			continue
		}
		f.ID = idOf(f, before, taken)
		taken[f.ID] = true
		out = append(out, f)
	}
	for i, c := range decided {
		if !placed[i] {
			out = append(out, c.field)
		}
	}
	return withFieldIDs(out)
}

// lostCells gives the cells that no field asks about anymore: what a person decided elsewhere settled the field that stood in the
// cell's place, and the cell is as doubtful as it was.
func lostCells(doc *chart.Document, decided []carried) []chart.Field {
	if len(decided) == 0 {
		return nil
	}
	return doc.DoubtfulCells()
}

// idOf gives a field the id of the same field as it was before, never the id of another one; empty where it is new.
func idOf(f chart.Field, before []chart.Field, taken map[chart.FieldID]bool) chart.FieldID {
	for _, old := range before {
		if !taken[old.ID] && sameField(old, f) {
			return old.ID
		}
	}
	if slices.ContainsFunc(before, func(old chart.Field) bool { return old.ID == f.ID }) {
		return ""
	}
	return f.ID
}

// overlap counts the pages that two lists share.
func overlap(a, b []int) (n int) {
	for _, p := range a {
		if slices.Contains(b, p) {
			n++
		}
	}
	return n
}
