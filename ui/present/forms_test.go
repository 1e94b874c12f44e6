package present_test

import (
	"context"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
)

// formsHouse keeps forms in memory.
type formsHouse struct {
	forms []present.Form
	match present.FormMatch
	known bool
	err   error
	calls []string
}

func (h *formsHouse) Forms(context.Context) ([]present.Form, error) { return h.forms, nil }

func (h *formsHouse) FormSheet(_ context.Context, path string, _ int) (present.FormSheet, error) {
	h.calls = append(h.calls, "file "+path)
	return present.FormSheet{Type: chart.IntakeForm, Page: chart.Page{Number: 1}}, h.err
}

func (h *formsHouse) FormSheetOf(_ context.Context, id chart.DocumentID, _ int) (present.FormSheet, error) {
	h.calls = append(h.calls, "document "+string(id))
	return present.FormSheet{Page: chart.Page{Number: 1, Rotation: 90}}, h.err
}

func (h *formsHouse) SaveForm(_ context.Context, f present.Form, _ present.FormSheet) (string, error) {
	if h.err != nil {
		return "", h.err
	}
	f.ID = "f1"
	h.forms = append(h.forms, f)
	return f.ID, nil
}

func (h *formsHouse) DropForm(_ context.Context, id string) error {
	h.calls = append(h.calls, "drop "+id)
	h.forms = nil
	return nil
}

func (h *formsHouse) TryForms(context.Context, present.FormSheet) (present.FormMatch, bool, error) {
	return h.match, h.known, nil
}

type formsView struct{ snap present.FormsSnapshot }

func (v *formsView) RenderForms(s present.FormsSnapshot) { v.snap = s }

func openForms(h *formsHouse, me chart.Person, doc chart.DocumentID) (*present.FormsPresenter, *serialRun, *formsView) {
	run, view := newRun(), &formsView{}
	p := present.NewForms(h, run, func(*geom.Raster) any { return "prepared" }, view)
	p.Open(me, doc)
	run.drain()
	return p, run, view
}

func TestAFormIsDrawnAndKept(t *testing.T) {
	h := &formsHouse{}
	p, run, view := openForms(h, admin, "")
	p.TakeFile("forms/desk.pdf", "1")
	if view.snap.Field != present.FormPathField || view.snap.Drawing {
		t.Error("want a path that is not whole refused")
	}
	p.TakeFile("/forms/desk.pdf", "none")
	if view.snap.Field != present.FormPageField {
		t.Error("want a page that is no number refused")
	}
	p.TakeFile(" /forms/desk.pdf ", "1")
	run.drain()
	if !view.snap.Drawing || view.snap.Sheet != "prepared" || view.snap.Form.Type != chart.IntakeForm || view.snap.At != -1 {
		t.Fatalf("want the page on the board, got %+v", view.snap)
	}
	p.Save("Front desk")
	if len(h.forms) != 0 || view.snap.Says.Empty() {
		t.Error("want a form without zones not kept")
	}
	p.Add(geom.Point{X: 0.98, Y: 0.5})
	p.SetUse(present.UseCapture)
	p.SetField(chart.MRN)
	p.Point(geom.Point{X: 0.2, Y: 0.2}) // nothing is there: a new one
	p.MoveZone(10, 0, false)
	p.MoveZone(0, 50, true)
	p.Save(" ")
	if view.snap.Field != present.FormNameField {
		t.Error("want a form without a name refused")
	}
	p.Save(" Front desk ")
	run.drain()
	if len(h.forms) != 1 || h.forms[0].Name != "Front desk" || view.snap.Form.ID != "f1" || len(view.snap.Rows) != 1 {
		t.Fatalf("want the form kept, got %+v", h.forms)
	}
	first, second := h.forms[0].Zones[0], h.forms[0].Zones[1]
	if first.Field != chart.MRN || first.Box.X1 > 1 || second.Use != present.UseRedact || second.Box.Height() < 0.1 || second.Box.X0 < 0.06 {
		t.Errorf("want the zones as drawn and on the page, got %+v %+v", first, second)
	}
	if !p.Leave() || p.Leave() || view.snap.Drawing || view.snap.Sheet != nil {
		t.Error("want the board left once, and its page forgotten")
	}
}

func TestAPageThatIsKnownBringsItsZones(t *testing.T) {
	known := present.FormMatch{Form: present.Form{ID: "f1", Name: "Front desk", Zones: []present.FormZone{{Box: geom.Box{X1: 0.5, Y1: 0.5}, Use: present.UseCrop}}}, Sure: true, Share: 0.9}
	nearly, cut := known, known
	nearly.Sure, nearly.Zones = false, nil
	cut.Zones = []present.FormZone{{Box: geom.Box{X1: 0.5, Y1: 0.5}, Use: present.UseCrop, Cut: true}}
	for _, c := range []struct {
		name  string
		match present.FormMatch
		known bool
		says  string
		zones int
	}{
		{"known", known, true, "This is {{.Name}}: {{.N}} %", 1},
		{"nearly", nearly, true, "Nearly {{.Name}}", 0},
		{"cut", cut, true, "or the print around it has moved", 1},
		{"none", present.FormMatch{}, false, "No form template knows this page", 0},
	} {
		h := &formsHouse{match: c.match, known: c.known}
		p, run, view := openForms(h, chart.Person{ID: "p1", Roles: []chart.Role{chart.Administrator, chart.HIMReviewer}}, "d1")
		p.TakeDocument("1")
		run.drain()
		if !strings.Contains(view.snap.Says.Key, c.says) || len(view.snap.Form.Zones) != c.zones {
			t.Errorf("%s: want %q and %d zones, got %q and %d", c.name, c.says, c.zones, view.snap.Says.Key, len(view.snap.Form.Zones))
		}
		p.Test()
		run.drain()
		if !strings.Contains(view.snap.Says.Key, c.says) {
			t.Errorf("%s, tested: want %q, got %q", c.name, c.says, view.snap.Says.Key)
		}
	}
}

func TestAFormIsForgottenAtTheSecondPress(t *testing.T) {
	h := &formsHouse{forms: []present.Form{{ID: "f1", Name: "Front desk"}}}
	p, run, view := openForms(h, admin, "")
	p.Drop("f1")
	run.drain()
	if len(h.calls) != 0 || !view.snap.Rows[0].Asked {
		t.Errorf("first press: want to be asked, got %v", h.calls)
	}
	p.Drop("f1")
	run.drain()
	if len(h.calls) != 1 || len(view.snap.Rows) != 0 || view.snap.Says.Empty() {
		t.Errorf("second press: want it forgotten, got %v", h.calls)
	}
}

func TestFormsThatFail(t *testing.T) {
	h := &formsHouse{err: chart.E(chart.BadInput, "read a form", nil)}
	p, run, view := openForms(h, admin, "")
	p.TakeFile("/forms/desk.pdf", "1")
	run.drain()
	if view.snap.Problem == nil || view.snap.Drawing || view.snap.Busy {
		t.Errorf("want the reason and no board, got %+v", view.snap)
	}
	p, run, view = openForms(&formsHouse{}, chart.Person{ID: "p2", Roles: []chart.Role{chart.HIMReviewer}}, "d1")
	p.TakeFile("/forms/desk.pdf", "1")
	run.drain()
	if view.snap.MayAdmin || view.snap.Drawing {
		t.Error("want forms for the administrator alone")
	}
}

func TestABrokenFormCanBeForgotten(t *testing.T) {
	h := &formsHouse{forms: []present.Form{{ID: "f7", Broken: true}}}
	_, _, view := openForms(h, admin, "")
	if rows := view.snap.Rows; len(rows) != 1 || rows[0].Name != "f7" || !strings.Contains(rows[0].Says.Key, "cannot be used any more") {
		t.Errorf("want it listed by its id, got %+v", rows)
	}
	if says := present.TroubleOf(chart.E(chart.BadState, "read", present.ErrBrokenForm)); !strings.Contains(says.Do.Key, "forget the form") {
		t.Errorf("want an import say what to do, got %q", says.Do.Key)
	}
}

func TestOneFormTooMany(t *testing.T) {
	h := &formsHouse{}
	p, run, view := openForms(h, admin, "")
	p.TakeFile("/forms/desk.pdf", "1")
	run.drain()
	p.Add(geom.Point{X: 0.5, Y: 0.5})
	h.err = chart.E(chart.BadState, "keep", nil)
	p.Save("Front desk")
	run.drain()
	if view.snap.Problem == nil || !strings.Contains(view.snap.Problem.Happened.Key, "as many forms") {
		t.Errorf("want the limit told, got %+v", view.snap.Problem)
	}
}
