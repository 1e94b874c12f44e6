package wire

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/codelists"
	"chartproof.org/chartproof/ui/present"
)

// codeListFolder is the setting that names the folder of the official lists.
const codeListFolder = "find.code_lists"

// CodeLists says what was loaded of the official lists.
func (d *Desk) CodeLists(ctx context.Context) (present.CodeLists, error) {
	dir, err := d.cases.Preference(ctx, codeListFolder)
	if err != nil || dir == "" {
		return present.CodeLists{}, err
	}
	out := present.CodeLists{Folder: dir}
	if l := d.finder.terms.Load(); l != nil {
		out.Drugs, out.Codes = l.Size()
	}
	return out, nil
}

// SetCodeLists loads the official lists of a folder, for all that is read from now on; an empty one goes back to the
// built-in lists. Where a list is not what it seems, nothing changes.
func (d *Desk) SetCodeLists(ctx context.Context, dir string) error {
	const op = "load code lists"
	ses, err := d.at(op, chart.ActSettings)
	if err != nil {
		return err
	}
	lists, err := loadCodeLists(dir)
	if err != nil {
		return err
	}
	if err := d.cases.SetPreference(ctx, ses, codeListFolder, dir); err != nil {
		return err
	}
	d.finder.terms.Store(lists)
	return nil
}

func loadCodeLists(dir string) (*codelists.Lists, error) {
	const op = "load code lists"
	if dir == "" {
		return nil, nil
	}
	if st, err := os.Stat(dir); err != nil || !st.IsDir() || !filepath.IsAbs(dir) {
		return nil, chart.E(chart.BadInput, op, errors.New("there is no such folder"))
	}
	return codelists.Load(os.DirFS(dir), codelists.Limits{})
}

// reloadCodeLists takes the lists up again when the workspace opens. Lists that are gone or changed leave the built-in
// ones, and the settings show that none are loaded.
func (d *Desk) reloadCodeLists(ctx context.Context) {
	dir, err := d.cases.Preference(ctx, codeListFolder)
	if err != nil || dir == "" {
		return
	}
	lists, err := loadCodeLists(dir)
	if err != nil {
		d.opts.Log.WarnContext(ctx, "code lists not loaded", "kind", string(chart.KindOf(err)))
		return
	}
	d.finder.terms.Store(lists)
}
