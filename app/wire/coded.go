package wire

import (
	"context"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
)

// coders are those who see tokens and never the values.
const coders = "coders"

// coder is whoever has no other role than to code: what such a person sees decides what goes into zone structured.
var coder = chart.Person{Roles: []chart.Role{chart.Coder}}

// seesCoded reports whether the person at the desk gets documents without identifiers: the roles open the zones structured and
// redacted, and not the one in which documents are worked on.
func seesCoded(ses *vault.Session) bool {
	return !ses.Holds(chart.Working) && ses.Holds(chart.Structured) && ses.Holds(chart.RedactedZ)
}

// coded makes what a coder may see of a document that is signed: the fields of the table in access in clear, tokens for the
// others, and where the redactions are. A clinical value in which an identifier of the document stands is a token too.
func (d *Desk) coded(ctx context.Context, ses *vault.Session, dossier *chart.Dossier, shown []chart.Page) (*casestore.Coded, error) {
	token, err := d.cases.Tokens(ctx, ses, coders)
	if err != nil {
		return nil, err
	}
	place := func(page int) int { return slices.Index(dossier.Document.Pages, page) + 1 }
	c := &casestore.Coded{Document: chart.Document{Type: dossier.Document.Type}, Tokens: map[chart.FieldID]string{}}
	for i := range dossier.Document.Pages {
		c.Document.Pages = append(c.Document.Pages, i+1)
	}
	for i, p := range dossier.Pages {
		c.Pages = append(c.Pages, chart.Page{Number: i + 1, Width: p.Width, Height: p.Height, DPI: p.DPI, Rotation: p.Rotation, Quality: p.Quality})
	}
	for _, s := range dossier.Spans {
		if n := place(s.Page); n > 0 && s.Redacted {
			c.Spans = append(c.Spans, chart.Span{ID: s.ID, Kind: s.Kind, Page: n, Boxes: s.Boxes, Redacted: true})
		}
	}
	for _, f := range dossier.Document.Fields {
		value := current(dossier, f)
		out := chart.Field{ID: f.ID, Name: f.Name, Page: place(f.Page), Box: f.Box, Cell: f.Cell}
		switch form := oneForm(f.Name, value); {
		case form == "":
		case access.Sees(coder, f.Name) && !namesSomebody(dossier, f.Name, value):
			out.Value = chart.Text(value)
		default:
			c.Tokens[f.ID] = token(string(f.Name), form)
		}
		c.Document.Fields = append(c.Document.Fields, out)
	}
	d.codersOwn(dossier, c, token, place, shown)
	return c, nil
}

// codersOwn adds what is only for coding: tables, who treated, and the words that the redacted pages still show.
func (d *Desk) codersOwn(dossier *chart.Dossier, c *casestore.Coded, token func(...string) string, place func(int) int, shown []chart.Page) {
	c.Providers = map[chart.FieldID]string{}
	for _, f := range dossier.Document.Fields {
		if form := oneForm(f.Name, current(dossier, f)); form != "" && (f.Name == chart.ProviderName || f.Name == chart.ProviderNPI) {
			c.Providers[f.ID] = token(string(f.Name), form)
		}
	}
	for _, r := range review.Rows(dossier) {
		out := chart.Row{Table: r.Table, Page: place(r.Page)}
		for _, cell := range r.Cells {
			name := chart.FieldName(cell.Name)
			if access.Sees(coder, name) && !namesSomebody(dossier, name, cell.Value.Reveal()) {
				out.Cells = append(out.Cells, chart.Cell{Name: cell.Name, Value: cell.Value, Box: cell.Box})
			}
		}
		c.Rows = append(c.Rows, out)
	}
	for _, p := range shown {
		out := chart.Page{Number: p.Number, Width: p.Width, Height: p.Height}
		for _, w := range p.Words {
			if !w.Mark && !namesSomebody(dossier, chart.Diagnosis, w.Text.Reveal()) {
				out.Words = append(out.Words, chart.Word{Text: w.Text, Box: w.Box, Line: w.Line})
			}
		}
		c.Shown = append(c.Shown, out)
	}
}

// codedPage renders a page of the redacted copy.
func (d *Desk) codedPage(ctx context.Context, ses *vault.Session, id chart.DocumentID, number int) (*geom.Raster, error) {
	data, err := d.cases.RedactedPDF(ctx, ses, id)
	if err != nil {
		return nil, err
	}
	src := pipeline.Rendered(d.readers, pipeline.File{MediaType: "application/pdf", Bytes: data}, []int{number})
	src.Expect([]int{1})
	return src.Page(ctx, 1)
}
