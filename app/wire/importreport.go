package wire

import (
	"context"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// keepReport keeps what became of the files of an import. That it could not be kept undoes nothing that was taken.
func (d *Desk) keepReport(ctx context.Context, ses *vault.Session, files []present.ImportedFile) {
	if len(files) == 0 {
		return
	}
	fates := make([]casestore.FileFate, len(files))
	for i, f := range files {
		fates[i] = casestore.FileFate{Name: chart.Text(f.Name), Import: f.Import, Duplicate: f.Duplicate, Refusal: f.Refusal}
	}
	if err := d.cases.KeepReport(context.WithoutCancel(ctx), ses, fates); err != nil {
		d.opts.Log.WarnContext(ctx, "import report not kept", "kind", string(chart.KindOf(err)))
	}
}

// LastImports gives the last imports, the newest first, with what became of each file as it stands now. A file with a
// chart that is closed to the person has no name.
func (d *Desk) LastImports(ctx context.Context, most int) ([]present.KeptImport, error) {
	ses, err := d.at("look at the last imports", chart.ActImport)
	if err != nil {
		return nil, err
	}
	kept, err := d.cases.Reports(ctx, ses, most)
	if err != nil {
		return nil, err
	}
	if err := d.looked(ctx, ses, chart.ActImport, "last_imports", nil); err != nil {
		return nil, err
	}
	out := make([]present.KeptImport, len(kept))
	for i, k := range kept {
		out[i] = present.KeptImport{ID: k.ID, Person: k.Person, At: k.At}
		for _, f := range k.Files {
			if slices.ContainsFunc(f.Documents, func(id chart.DocumentID) bool { return !d.findable(ses, id) }) {
				f.Name, f.Documents = "", nil
			}
			out[i].Report.Files = append(out[i].Report.Files, present.ImportedFile{Name: f.Name.Reveal(), Import: f.Import, Pages: f.Pages,
				Documents: f.Documents, Duplicate: f.Duplicate, Refusal: f.Refusal, Filed: f.Filed, Blank: f.Blank, Separators: f.Separator, Added: f.Added,
				Waits:      f.State == chart.StateQuarantined || f.State == chart.StateReading,
				Unbalanced: !f.Balanced()})
		}
	}
	return out, nil
}
