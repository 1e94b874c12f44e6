package present

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
)

// FormsSnapshot is all that the forms' part of the settings and their drawing board show.
type FormsSnapshot struct {
	MayAdmin bool
	Busy     bool
	Rows     []FormRow
	Document bool // a document is open, of which a page can be taken
	Says     Line
	Problem  *Trouble
	Field    FormsField
	Wrong    Line

	Drawing bool // the board is in front
	Sheet   any  // the page on it, as it was prepared for the screen
	Turn    int
	Form    Form // as it is drawn
	At      int  // the zone at hand, -1 for none
	Offered chart.Type
}

// FormRow is one kept form. Asked says that the next press forgets it.
type FormRow struct {
	ID, Name string
	Says     Line
	Asked    bool
}

// FormsField names an entry of the forms.
type FormsField uint8

// The entries that can be refused.
const (
	NoFormsField FormsField = iota
	FormPathField
	FormPageField
	FormNameField
)

// FormsView draws snapshots, on the UI goroutine.
type FormsView interface{ RenderForms(FormsSnapshot) }

// FormsPresenter runs the forms of the settings. All methods are called on the UI goroutine.
type FormsPresenter struct {
	house   Forms
	run     Runner
	view    FormsView
	prepare func(*geom.Raster) any
	snap    FormsSnapshot
	sheet   FormSheet
	doc     chart.DocumentID
	loads   uint64
}

// NewForms makes the presenter; prepare makes a page ready for the screen, off the UI goroutine.
func NewForms(house Forms, run Runner, prepare func(*geom.Raster) any, view FormsView) *FormsPresenter {
	return &FormsPresenter{house: house, run: run, prepare: prepare, view: view, snap: FormsSnapshot{At: -1}}
}

// UseWord names a use.
func UseWord(u FormUse) Line {
	switch u {
	case UseRedact:
		return Say("Cover")
	case UseCrop:
		return Say("Cut away")
	}
	return Say("Capture")
}

// ZoneWord names a zone by what is done with it.
func ZoneWord(z FormZone) Line {
	if z.Use == UseCapture {
		return FieldWord(z.Field)
	}
	return UseWord(z.Use)
}

// Open shows the forms to the person at work; a page of the document, where there is one, can be drawn on.
func (p *FormsPresenter) Open(me chart.Person, doc chart.DocumentID) {
	p.sheet, p.doc = FormSheet{}, doc
	p.snap = FormsSnapshot{At: -1, MayAdmin: access.May(me, chart.ActSettings), Document: doc != "" && access.May(me, chart.ActOpen)}
	p.view.RenderForms(p.snap)
	if p.snap.MayAdmin {
		p.work(func(context.Context) error { return nil }, nil)
	}
}

// Close forgets the page and what is shown.
func (p *FormsPresenter) Close() {
	p.loads++
	p.sheet, p.doc, p.snap = FormSheet{}, "", FormsSnapshot{At: -1}
	p.view.RenderForms(p.snap)
}

// Leave goes from the board back to the settings, and reports whether it was there.
func (p *FormsPresenter) Leave() bool {
	if !p.snap.Drawing {
		return false
	}
	p.loads++
	p.sheet = FormSheet{}
	p.snap.Drawing, p.snap.Busy, p.snap.Sheet, p.snap.Form, p.snap.At = false, false, nil, Form{}, -1
	p.say(Line{})
	return true
}

// work does something off the UI goroutine and then lists the forms anew; then, where not nil, is called before that is shown.
func (p *FormsPresenter) work(do func(context.Context) error, then func()) {
	if p.snap.Busy || !p.snap.MayAdmin {
		return
	}
	p.loads++
	mine := p.loads
	p.snap.Busy = true
	p.say(Line{})
	p.run.Go(func(ctx context.Context) {
		err := do(ctx)
		var forms []Form
		var listErr error
		if err == nil {
			forms, listErr = p.house.Forms(ctx)
		}
		p.run.Do(func() {
			if mine != p.loads {
				return
			}
			p.snap.Busy = false
			if err == nil && then != nil {
				then()
			}
			if err == nil {
				err = listErr
			}
			if err != nil {
				p.snap.Problem = ptr(formTrouble(err))
			} else {
				p.snap.Rows = formRows(forms)
			}
			p.view.RenderForms(p.snap)
		})
	})
}

// formTrouble says what is wrong with a file or a form in the words of forms.
func formTrouble(err error) Trouble {
	switch chart.KindOf(err) {
	case chart.BadInput:
	case chart.BadState:
		return Trouble{Happened: Say("This workspace has as many forms as it may have."), Safe: Say("Nothing was kept."), Do: Say("Forget a form that is no longer used.")}
	default:
		return TroubleOf(err)
	}
	return Trouble{Happened: Say("This page cannot be used: the file or the page cannot be read, or too little is printed on it to know it again."),
		Safe: Say("Nothing was kept."), Do: Say("Use a page of the form with more printed labels, best one that nobody filled in.")}
}

func formRows(forms []Form) []FormRow {
	out := make([]FormRow, len(forms))
	for i, f := range forms {
		out[i] = FormRow{ID: f.ID, Name: f.Name, Says: Count("{{.N}} zones", len(f.Zones))}
		if f.Broken {
			out[i].Name, out[i].Says = f.ID, Say("This form cannot be used any more and holds up every import: forget it.")
		}
	}
	return out
}

func (p *FormsPresenter) say(l Line) {
	p.snap.Says, p.snap.Problem, p.snap.Field, p.snap.Wrong = l, nil, NoFormsField, Line{}
	p.view.RenderForms(p.snap)
}

func (p *FormsPresenter) refuse(f FormsField, l Line) {
	p.say(Line{})
	p.snap.Field, p.snap.Wrong = f, l
	p.view.RenderForms(p.snap)
}

// TakeFile puts a page of a file on the board.
func (p *FormsPresenter) TakeFile(path, page string) {
	path = strings.TrimSpace(path)
	if !filepath.IsAbs(path) {
		p.refuse(FormPathField, Say("Type the whole path of a file"))
		return
	}
	p.take(page, func(ctx context.Context, n int) (FormSheet, error) { return p.house.FormSheet(ctx, path, n) })
}

// TakeDocument puts a page of the open document on the board.
func (p *FormsPresenter) TakeDocument(page string) {
	if doc := p.doc; p.snap.Document {
		p.take(page, func(ctx context.Context, n int) (FormSheet, error) { return p.house.FormSheetOf(ctx, doc, n) })
	}
}

// take reads the page and tries the kept forms on it: one that is known comes with its zones, to be looked at or changed.
func (p *FormsPresenter) take(page string, read func(context.Context, int) (FormSheet, error)) {
	n, err := strconv.Atoi(strings.TrimSpace(page))
	if err != nil || n < 1 {
		p.refuse(FormPageField, Say("Type the number of the page, 1 for the first"))
		return
	}
	var sheet FormSheet
	var ready any
	var match FormMatch
	var known bool
	p.work(func(ctx context.Context) (err error) {
		if sheet, err = read(ctx, n); err != nil {
			return err
		}
		ready = p.prepare(sheet.Picture)
		match, known, err = p.house.TryForms(ctx, sheet)
		return err
	}, func() {
		p.sheet = sheet
		p.sheet.Picture = nil
		p.snap.Drawing, p.snap.Sheet, p.snap.Turn = true, ready, sheet.Page.Rotation
		p.snap.Form, p.snap.At, p.snap.Offered = Form{Type: sheet.Type}, -1, sheet.Type
		p.tried(match, known)
	})
}

// tried shows what the kept forms say of the page.
func (p *FormsPresenter) tried(m FormMatch, known bool) {
	share := Data{"Name": m.Name, "N": int(m.Share*100 + 0.5)}
	switch {
	case !known:
		p.snap.Says = Say("No form template knows this page. Draw its zones: N makes a zone, arrows move it, Shift with arrows resizes it.")
	case !m.Sure:
		p.snap.Says = Say("Nearly {{.Name}}: {{.N}} % of its print is here. Of such a page nothing is captured by it, its other zones are covered, and it goes to a person.", share)
	default:
		p.snap.Form, p.snap.At = m.Form, min(0, len(m.Zones)-1)
		p.snap.Offered = m.Type
		p.snap.Says = Say("This is {{.Name}}: {{.N}} % of its print is here, and its zones lie as shown.", share)
		if slices.ContainsFunc(m.Zones, func(z FormZone) bool { return z.Cut }) {
			p.snap.Says = Say("This is {{.Name}}, but a zone lies off the page, or the print around it has moved: such a page goes to a person.", share)
		}
	}
}

// Test tries the kept forms on the page at hand.
func (p *FormsPresenter) Test() {
	if !p.snap.Drawing {
		return
	}
	sheet, was := p.sheet, p.snap.Form
	var match FormMatch
	var known bool
	p.work(func(ctx context.Context) (err error) {
		match, known, err = p.house.TryForms(ctx, sheet)
		return err
	}, func() {
		p.tried(match, known)
		if !match.Sure || match.ID != was.ID { // what is being drawn stays
			p.snap.Form, p.snap.At = was, min(p.snap.At, len(was.Zones)-1)
		}
	})
}

// Save learns the form and keeps it.
func (p *FormsPresenter) Save(name string) {
	f := p.snap.Form
	f.Name = strings.TrimSpace(name)
	switch {
	case !p.snap.Drawing:
		return
	case f.Name == "":
		p.refuse(FormNameField, Say("Give the form a name"))
		return
	case len(f.Zones) == 0:
		p.say(Say("Draw a zone first: N makes one."))
		return
	}
	sheet := p.sheet
	p.work(func(ctx context.Context) (err error) {
		f.ID, err = p.house.SaveForm(ctx, f, sheet)
		return err
	}, func() {
		p.snap.Form = f
		p.snap.Says = Say("Kept. {{.Name}} is known again in every chart that is imported from now on.", Data{"Name": f.Name})
	})
}

// Drop forgets a form when it is asked the second time.
func (p *FormsPresenter) Drop(id string) {
	i := slices.IndexFunc(p.snap.Rows, func(r FormRow) bool { return r.ID == id })
	if i < 0 || p.snap.Busy {
		return
	}
	asked := p.snap.Rows[i].Asked
	p.snap.Rows = slices.Clone(p.snap.Rows)
	for k := range p.snap.Rows {
		p.snap.Rows[k].Asked = k == i && !asked
	}
	if !asked {
		p.say(Line{})
		return
	}
	p.work(func(ctx context.Context) error { return p.house.DropForm(ctx, id) }, func() {
		p.snap.Says = Say("The form is forgotten. Charts that were read with it stay as they are.")
	})
}
