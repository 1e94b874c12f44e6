package wire

import (
	"context"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/storage/vault"
)

// secondLook is what compares what people say of a field, with what is known besides: checks, lists of drugs and names, doses, and
// what the other documents of the file say of the patient.
func (d *Desk) secondLook(ctx context.Context, ses *vault.Session, dossier *chart.Dossier, f chart.Field) review.Second {
	return review.Second{Check: fields.Check, Likely: fields.Likely, Like: fields.Like, DoseFits: fields.DoseFits,
		Elsewhere: d.elsewhere(ctx, ses, dossier, f.Name)}
}

// elsewhere gives what the other documents of the file say of the patient under a name, as it stands in each. A file whose other
// documents cannot be opened says nothing: nobody is kept from a look by it, and what is not known settles nothing.
func (d *Desk) elsewhere(ctx context.Context, ses *vault.Session, dossier *chart.Dossier, n chart.FieldName) map[chart.FieldName][]chart.Text {
	if n != chart.PatientName && n != chart.DateOfBirth && n != chart.MRN {
		return nil
	}
	_, file, err := d.cases.File(ctx, ses, dossier.ID)
	if err != nil {
		return nil
	}
	var out []chart.Text
	for _, other := range file {
		if other.ID == dossier.ID {
			continue
		}
		for _, f := range other.Document.Fields {
			if f.Name != n || f.Cell != nil {
				continue
			}
			if v, value := review.Stand(other, f); v == chart.Confirmed && !slices.Contains(out, value) {
				out = append(out, value)
			}
		}
	}
	return map[chart.FieldName][]chart.Text{n: out}
}
