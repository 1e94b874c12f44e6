package wire

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
	"chartproof.org/chartproof/engine/find/zones"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/pipeline"
)

var _ zones.Lists = (*phi.Detector)(nil)

// The limits of a folder of templates.
const (
	mostTemplates   = 500
	largestTemplate = 1 << 20
	sureOfFormsType = 0.99
	templatesEnding = ".json"
)

// LoadTemplates reads the templates of a folder: every file that ends in .json, in letters of any size. One that is none, and a
// folder without any, is chart.BadInput; the error tells a file's place in the folder and not its name.
func LoadTemplates(dir fs.FS) ([]zones.Template, error) {
	const op = "load form templates"
	entries, err := fs.ReadDir(dir, ".") // by name
	if err != nil {
		return nil, chart.E(chart.BadInput, op, errors.New("the folder could not be opened"))
	}
	var names []string
	for _, e := range entries {
		if strings.EqualFold(path.Ext(e.Name()), templatesEnding) {
			names = append(names, e.Name())
		}
	}
	if len(names) == 0 || len(names) > mostTemplates {
		return nil, chart.E(chart.BadInput, op, fmt.Errorf("the folder holds %d files that end in %s; it must be 1 to %d", len(names), templatesEnding, mostTemplates))
	}
	out := make([]zones.Template, 0, len(names))
	for i, name := range names {
		st, err := fs.Stat(dir, name)
		if err != nil || st.Size() > largestTemplate {
			return nil, chart.E(chart.BadInput, op, fmt.Errorf("file %d could not be read", i+1))
		}
		data, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, chart.E(chart.BadInput, op, fmt.Errorf("file %d could not be read", i+1))
		}
		t, err := zones.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("file %d: %w", i+1, err)
		}
		out = append(out, t)
	}
	return out, nil
}

// useForms makes templates hold for what is read from now on.
func (f *finder) useForms(templates []zones.Template) error {
	set, err := zones.NewSet(templates)
	if err != nil {
		return err
	}
	f.forms.Store(set)
	return nil
}

// onForms gives the match of every page that is of a form, or nearly.
func (f *finder) onForms(ctx context.Context, pages []chart.Page) (map[int]zones.Match, error) {
	set := f.forms.Load()
	if set == nil || set.Len() == 0 {
		return nil, nil
	}
	out := map[int]zones.Match{}
	for _, p := range pages {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("know forms again: %w", err)
		}
		if m, ok := set.Recognise(p); ok {
			out[p.Number] = m
		}
	}
	return out, nil
}

// pagesOf are those of the pages that a document has.
func pagesOf(doc *chart.Document, pages []chart.Page) []chart.Page {
	var out []chart.Page
	for _, p := range pages {
		if slices.Contains(doc.Pages, p.Number) {
			out = append(out, p)
		}
	}
	return out
}

// cut gives the pages without what their forms cut away.
func cut(pages []chart.Page, on map[int]zones.Match) []chart.Page {
	if len(on) == 0 {
		return pages
	}
	out := slices.Clone(pages)
	for i, p := range out {
		if m, ok := on[p.Number]; ok {
			out[i] = m.Cut(p)
		}
	}
	return out
}

// noteForms writes down which forms the document's pages are of, and takes the type of the first.
func noteForms(doc *chart.Document, on map[int]zones.Match) {
	doc.Forms = nil
	for _, n := range doc.Pages {
		m, ok := on[n]
		if !ok {
			continue
		}
		doc.Forms = append(doc.Forms, chart.FormSeen{Page: n, Name: m.Template.Name, Sure: m.Sure})
		if t := m.Template.Type; m.Sure && t != "" && len(doc.Forms) == 1 {
			doc.Type, doc.TypeConfidence = t, sureOfFormsType
		}
	}
}

// askForms sends the documents to a person of whose pages one is only nearly a form, or lies so that a zone is off it.
func askForms(docs []chart.Document, on map[int]zones.Match) {
	for i := range docs {
		d := &docs[i]
		var amiss []int
		for _, n := range d.Pages {
			if m, ok := on[n]; ok && m.Amiss() {
				amiss = append(amiss, n)
			}
		}
		if len(amiss) == 0 {
			continue
		}
		slices.Sort(amiss)
		d.Alarms = append(d.Alarms, chart.Alarm{Reason: chart.FormUnsure, Pages: amiss})
		askOf(d, chart.FormUnsure)
	}
}

// askOf puts a reason where the reviewer meets it: on the patient's name, or on the first field.
func askOf(d *chart.Document, why chart.Reason) {
	if len(d.Fields) == 0 {
		d.Fields = append(d.Fields, chart.Field{ID: "patient", Name: chart.PatientName, Reasons: []chart.Reason{chart.Missing}, Readings: []chart.Reading{}})
	}
	at := max(0, slices.IndexFunc(d.Fields, func(f chart.Field) bool { return f.Name == chart.PatientName }))
	f := &d.Fields[at]
	f.Reasons, f.NeedsReview = append(f.Reasons, why), true
}

// CutAway leaves out what forms cut away; see pipeline.Finding.
func (f finding) CutAway(pages []chart.Page, spans []chart.Span) ([]chart.Page, []chart.Span) {
	for n, m := range f.on {
		spans = m.CutSpans(n, spans)
	}
	return cut(pages, f.on), spans
}

// learnForm makes a template of a page as read: filled is what finding sees on it, of which nothing is kept.
func (f *finder) learnForm(name string, kind chart.Type, page chart.Page, drawn []zones.Zone) (zones.Template, error) {
	pages := []chart.Page{page}
	docs := f.Split(pages)
	var filled []geom.Box
	for i := range docs {
		f.extractor.Extract(&docs[i], pages)
		for _, v := range docs[i].Fields {
			filled = append(filled, v.Box)
		}
		for _, r := range docs[i].Rows {
			for _, c := range r.Cells {
				filled = append(filled, c.Box)
			}
		}
	}
	for _, s := range f.detector.Pages(pages) {
		filled = append(filled, s.Boxes...)
	}
	return zones.Learn(name, kind, page, drawn, filled, f.detector)
}

// LearnForm reads one page of a file and makes a template of it with the zones that were drawn on it, in fractions of the page
// as it came in. A file that is refused gives a *chart.Refusal.
func (h *Headless) LearnForm(ctx context.Context, name string, kind chart.Type, file string, data []byte, number int, drawn []zones.Zone) (zones.Template, error) {
	page, _, err := readPage(ctx, h.stage, file, data, number)
	if err != nil {
		return zones.Template{}, err
	}
	return h.finder.learnForm(name, kind, page, drawn)
}

// readPage reads one page of a file that belongs to no import: nothing of it is kept.
func readPage(ctx context.Context, stage *pipeline.Pipeline, name string, data []byte, number int) (page chart.Page, r *geom.Raster, err error) {
	src, refusal := stage.Check(name, data)
	if refusal != nil {
		return page, nil, refusal
	}
	if number < 1 {
		return page, nil, chart.E(chart.BadInput, "read a form", errors.New("pages count from 1"))
	}
	found := false
	count, err := stage.Reader.Read(ctx, pipeline.File{MediaType: src.MediaType, Bytes: data}, pipeline.Want{Words: true, Pixels: true, Pages: []int{number}},
		func(p pipeline.PageRead) error {
			page, r, found = p.Page, p.Raster, true
			return nil
		})
	if err == nil && !found {
		err = chart.E(chart.BadInput, "read a form", fmt.Errorf("the file has %d pages", count))
	}
	return page, r, err
}
