package review

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// oneChart is a house with one document.
type oneChart struct {
	d     *chart.Dossier
	calls []string
}

func (h *oneChart) did(s string) { h.calls = append(h.calls, s) }

func (h *oneChart) copyOf() *chart.Dossier {
	d := *h.d
	d.Decisions, d.Spans = slices.Clone(d.Decisions), slices.Clone(d.Spans)
	return &d
}

func (h *oneChart) Open(context.Context, chart.DocumentID) (*chart.Dossier, error) {
	h.did("open")
	return h.copyOf(), nil
}

func (h *oneChart) Page(_ context.Context, _ chart.DocumentID, _ int) (*geom.Raster, error) {
	return geom.NewRaster(geom.Gray, 850, 1100, 100)
}

func (h *oneChart) Decide(_ context.Context, _ chart.DocumentID, _ int64, dec chart.Decision) (*chart.Dossier, error) {
	h.did(fmt.Sprintf("decide %s %s", dec.Field, dec.Verdict))
	h.d.Decisions = append(h.d.Decisions, dec)
	h.d.Version++
	return h.copyOf(), nil
}

func (h *oneChart) Redact(_ context.Context, _ chart.DocumentID, _ int64, s chart.Span) (*chart.Dossier, error) {
	h.did("redact")
	s.ID = chart.SpanID(fmt.Sprint("s", len(h.d.Spans)))
	h.d.Spans = append(h.d.Spans, s)
	h.d.Version++
	return h.copyOf(), nil
}

func (h *oneChart) Retype(_ context.Context, _ chart.DocumentID, _ int64, t chart.Type) (*chart.Dossier, error) {
	h.did("retype " + string(t))
	h.d.Document.Type = t
	h.d.Version++
	return h.copyOf(), nil
}

func (h *oneChart) Reveal(context.Context, chart.DocumentID, present.Reveal) error {
	h.did("reveal")
	return nil
}

func (h *oneChart) Sign(_ context.Context, _ chart.DocumentID, _ int64, pw string) error {
	h.did("sign")
	if pw != "right" {
		return chart.E(chart.NotAllowed, "sign", nil)
	}
	h.d.State = chart.StateSigned
	return nil
}

func (h *oneChart) HandToSecond(context.Context, chart.DocumentID, int64) (chart.Waits, error) {
	h.did("hand")
	return chart.Waits{}, nil
}

func (h *oneChart) Renew(context.Context, chart.DocumentID) (*chart.Dossier, error) {
	return nil, chart.E(chart.NotFound, "renew", nil)
}

func (h *oneChart) Ahead(context.Context, chart.DocumentID) (int, *geom.Raster, error) {
	return 0, nil, chart.E(chart.NotFound, "ahead", nil)
}

func (h *oneChart) SaveDraft(_ context.Context, _ chart.DocumentID, f chart.FieldID, v chart.Text) error {
	h.did(fmt.Sprintf("draft %s %s", f, v.Reveal()))
	return nil
}

func (h *oneChart) Draft(context.Context, chart.DocumentID) (chart.FieldID, chart.Text, error) {
	return "", "", nil
}

func box(x, y float64) geom.Box { return geom.Box{X0: x, Y0: y, X1: x + 0.2, Y1: y + 0.02} }

func testChart() *chart.Dossier {
	return &chart.Dossier{ID: "d1", State: chart.StateReview, Document: chart.Document{Type: chart.LabReport, Pages: []int{1},
		Fields: []chart.Field{
			{ID: "allergy", Name: chart.Allergy, Value: "Penici11in", Page: 1, Box: box(.1, .3), NeedsReview: true,
				Reasons: []chart.Reason{chart.EnginesDisagree}, Suggestions: []chart.Text{"Penicillin", "Penicillamine"},
				Readings: []chart.Reading{{Value: "Penici11in"}, {Value: "Penicillin"}}},
			{ID: "mrn", Name: chart.MRN, Value: "447l829", Page: 1, Box: box(.1, .4), NeedsReview: true,
				Reasons: []chart.Reason{chart.HighRiskField}, Suggestions: []chart.Text{"4471829"}},
			{ID: "payer", Name: chart.Payer, Value: "Acme Health", Page: 1, Box: box(.1, .5)},
		}},
		Pages: []chart.Page{{Number: 1, Width: 850, Height: 1100, DPI: 100, Quality: 0.9}},
		Spans: []chart.Span{{ID: "s1", Kind: chart.RecordNumber, Page: 1, Boxes: []geom.Box{box(.1, .4)}, Redacted: true}}}
}

// bench is a screen in a test window.
type bench struct {
	t     testing.TB
	house *oneChart
	kit   *uikit.Kit
	s     *Screen
	w     fyne.Window
	mods  fyne.KeyModifier
	line  string
}

func newBench(t testing.TB, size fyne.Size, roles ...chart.Role) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	if err := uikit.LoadTranslations("en"); err != nil {
		t.Fatal(err)
	}
	th := uikit.NewTheme(uikit.LookLight, 1)
	th.Apply(app)
	if len(roles) == 0 {
		roles = []chart.Role{chart.HIMReviewer}
	}
	b := &bench{t: t, house: &oneChart{d: testChart()}, kit: uikit.NewKit(th, uikit.NewSerial(t.Context()))}
	b.kit.Animate = false
	b.kit.Keys.Modifiers = func() fyne.KeyModifier { return b.mods }
	b.s = New(b.house, b.kit, present.SystemClock{}, chart.Person{ID: "p1", Roles: roles}, nil, Hooks{Line: func(s string) { b.line = s }})
	b.kit.Keys.Set(b.s.Commands())
	b.w = test.NewTempWindow(t, b.s.Object())
	b.w.SetPadded(false)
	b.w.Resize(size)
	b.s.Open("d1")
	b.drain()
	return b
}

func (b *bench) drain() { b.kit.Dispatch.Drain() }

// press sends a key the way the driver does: to what has the focus.
func (b *bench) press(names ...fyne.KeyName) {
	b.t.Helper()
	for _, n := range names {
		f := b.w.Canvas().Focused()
		if f == nil {
			b.t.Fatalf("%s: want something focused, got nothing", n)
		}
		f.TypedKey(&fyne.KeyEvent{Name: n})
		b.drain()
	}
}

func (b *bench) typeText(s string) {
	for _, r := range s {
		b.w.Canvas().Focused().TypedRune(r)
	}
	b.drain()
}

// run runs a command by its key, as the menu does.
func (b *bench) run(k uikit.Key) {
	b.kit.Keys.Run(k)
	b.drain()
}
