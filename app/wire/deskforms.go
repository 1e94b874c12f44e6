package wire

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/zones"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

var _ present.Forms = (*Desk)(nil)

// kept is a template with its place in the workspace. A broken one does not keep the rules of templates any more, because a field
// or a type that it names is gone.
type kept struct {
	id     string
	broken bool
	zones.Template
}

// keptForms gives the templates of the workspace.
func (d *Desk) keptForms(ctx context.Context, ses *vault.Session) ([]kept, error) {
	forms, err := d.cases.Forms(ctx, ses)
	if err != nil {
		return nil, err
	}
	out := make([]kept, len(forms))
	for i, f := range forms {
		out[i].id = f.ID
		out[i].Template, err = zones.Parse(f.Template)
		out[i].broken = err != nil
	}
	return out, nil
}

// readForms makes the templates of the workspace hold for what is understood next. A broken one is an error: what it covers would
// be left open.
func (d *Desk) readForms(ctx context.Context, ses *vault.Session) error {
	forms, err := d.keptForms(ctx, ses)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(forms, func(f kept) bool { return f.broken }) {
		return chart.E(chart.BadState, "read form templates", present.ErrBrokenForm)
	}
	return d.finder.useForms(templatesOf(forms))
}

func templatesOf(forms []kept) []zones.Template {
	out := make([]zones.Template, len(forms))
	for i, f := range forms {
		out[i] = f.Template
	}
	return out
}

// Forms lists the templates of the workspace.
func (d *Desk) Forms(ctx context.Context) ([]present.Form, error) {
	ses, err := d.at("list forms", chart.ActSettings)
	if err != nil {
		return nil, err
	}
	forms, err := d.keptForms(ctx, ses)
	out := make([]present.Form, len(forms))
	for i, f := range forms {
		out[i] = present.Form{ID: f.id, Broken: f.broken, Name: f.Name, Type: f.Type, Zones: make([]present.FormZone, len(f.Zones))}
		for k, z := range f.Zones {
			out[i].Zones[k] = present.FormZone{Use: present.FormUse(z.Use), Field: z.Field}
		}
	}
	return out, err
}

// FormSheet reads a page of a file. Whoever may do it opens no chart, and the file may be one: the look stands in the trail, with
// what the file's bytes are known by.
func (d *Desk) FormSheet(ctx context.Context, path string, page int) (present.FormSheet, error) {
	ses, err := d.at("read a form", chart.ActSettings)
	if err != nil {
		return present.FormSheet{}, err
	}
	data, err := readFile(path)
	if err != nil {
		return present.FormSheet{}, chart.E(chart.BadInput, "read a form", errors.New("the file could not be opened"))
	}
	out, raster, err := readPage(ctx, d.stage, filepath.Base(path), data, page)
	var refusal *chart.Refusal
	if errors.As(err, &refusal) {
		err = chart.E(chart.BadInput, "read a form", refusal)
	}
	if err != nil {
		return present.FormSheet{}, err
	}
	look := chart.AuditEntry{Action: chart.ActOpen, Detail: fmt.Sprintf("form_file=%x page=%d", sha256.Sum256(data), page)}
	if err := d.cases.Trail(ctx, ses, look); err != nil {
		return present.FormSheet{}, err
	}
	return present.FormSheet{Page: out, Picture: raster, Type: d.typeOf(out)}, nil
}

// typeOf is the kind of document of a page by itself, empty where that is a guess.
func (d *Desk) typeOf(page chart.Page) chart.Type {
	docs := d.finder.Split([]chart.Page{page})
	if len(docs) == 0 || docs[0].TypeConfidence < chart.DoubtfulType {
		return ""
	}
	return docs[0].Type
}

// FormSheetOf gives a page of a document. The look stands in the trail as any other.
func (d *Desk) FormSheetOf(ctx context.Context, id chart.DocumentID, page int) (present.FormSheet, error) {
	if _, err := d.at("read a form", chart.ActSettings); err != nil {
		return present.FormSheet{}, err
	}
	dossier, err := d.Open(ctx, id)
	if err != nil {
		return present.FormSheet{}, err
	}
	if page < 1 || page > len(dossier.Pages) {
		return present.FormSheet{}, chart.E(chart.BadInput, "read a form", errors.New("the document has no such page"))
	}
	out := dossier.Pages[page-1]
	raster, err := d.Page(ctx, id, out.Number)
	return present.FormSheet{Page: out, Picture: raster, Type: dossier.Document.Type}, err
}

// SaveForm learns a form from a page and keeps it.
func (d *Desk) SaveForm(ctx context.Context, f present.Form, from present.FormSheet) (string, error) {
	const op = "keep a form"
	ses, err := d.at(op, chart.ActSettings)
	if err != nil {
		return "", err
	}
	drawn := make([]zones.Zone, len(f.Zones))
	for i, z := range f.Zones {
		drawn[i] = zones.Zone{Box: z.Box, Use: zones.Use(z.Use), Field: z.Field}
	}
	t, err := d.finder.learnForm(f.Name, f.Type, from.Page, drawn)
	if err != nil {
		return "", err
	}
	data, err := json.Marshal(t)
	if err != nil {
		return "", chart.E(chart.Internal, op, errors.New("a template has no JSON"))
	}
	return d.cases.PutForm(ctx, ses, casestore.Form{ID: f.ID, Template: data}, len(drawn))
}

// DropForm forgets a form.
func (d *Desk) DropForm(ctx context.Context, id string) error {
	ses, err := d.at("forget a form", chart.ActSettings)
	if err != nil {
		return err
	}
	return d.cases.DropForm(ctx, ses, id)
}

// TryForms gives the form that a page is of, with its zones as they lie on it.
func (d *Desk) TryForms(ctx context.Context, sheet present.FormSheet) (present.FormMatch, bool, error) {
	ses, err := d.at("try forms", chart.ActSettings)
	if err != nil {
		return present.FormMatch{}, false, err
	}
	forms, err := d.keptForms(ctx, ses)
	if err != nil {
		return present.FormMatch{}, false, err
	}
	forms = slices.DeleteFunc(forms, func(f kept) bool { return f.broken })
	set, err := zones.NewSet(templatesOf(forms))
	if err != nil {
		return present.FormMatch{}, false, err
	}
	m, ok := set.Recognise(sheet.Page)
	if !ok {
		return present.FormMatch{}, false, nil
	}
	out := present.FormMatch{Form: present.Form{Name: m.Template.Name, Type: m.Template.Type}, Sure: m.Sure, Share: m.Share}
	out.ID = forms[m.Index].id
	for _, z := range m.Zones {
		out.Zones = append(out.Zones, present.FormZone{Box: z.Drawn, Use: present.FormUse(z.Use), Field: z.Field, Cut: z.Cut || z.Loose})
	}
	return out, true, nil
}
