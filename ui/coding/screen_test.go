package coding_test

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	engine "chartproof.org/chartproof/engine/review/coding"
	"chartproof.org/chartproof/ui/coding"
	"chartproof.org/chartproof/ui/pageview"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// house keeps one document that is coded.
type house struct {
	start   engine.Sheet
	changes []engine.Change
	signed  int
}

func newHouse() *house {
	return &house{start: engine.Sheet{Encounter: engine.Encounter{Type: chart.ProgressNote, Patient: "7KQ2M4T", Provider: "3XH9B0C", Service: "2026-03-14"},
		Diagnoses: []engine.Diagnosis{{ID: "d1", Code: "E11.9"}, {ID: "d2", Code: "I10"}},
		Lines:     []engine.Line{{ID: "s1", Code: "99214", Units: 1, Day: "2026-03-14", Cent: 18500}}}}
}

func (h *house) work() (present.CodingWork, error) {
	sheet, err := engine.Replay(h.start, h.changes)
	hit := func(code, title string) present.CodeHit { return present.CodeHit{Code: code, Title: title} }
	return present.CodingWork{Sheet: sheet, Pages: 2, Turns: []int{90}, Before: map[string]bool{"E119": true, "I10": true, "99214": true},
		Titles: map[string]present.CodeHit{"E119": hit("E11.9", "Type 2 diabetes mellitus without complications"), "I10": hit("I10", "Essential (primary) hypertension"),
			"J45909": hit("J45.909", "Unspecified asthma, uncomplicated")},
		Problems: engine.Problems(sheet, known{}), Lists: present.CodingLists{Codes: 402},
		Places:      map[string][]present.CodePlace{"I10": {{Page: 2, Box: geom.Box{X0: 0.1, Y0: 0.2, X1: 0.2, Y1: 0.22}}}},
		Suggestions: []present.CodeSuggestion{{CodeHit: hit("J45.909", "Unspecified asthma, uncomplicated"), Said: "Asthma", Places: []present.CodePlace{{Page: 1, Box: geom.Box{X0: 0.1, Y0: 0.5, X1: 0.3, Y1: 0.52}}}}}}, err
}

func (h *house) Coding(context.Context, chart.DocumentID) (present.CodingWork, error) {
	return h.work()
}

func (h *house) CodedPage(context.Context, chart.DocumentID, int) (*geom.Raster, error) {
	return geom.NewRaster(geom.Gray, 850, 1100, 100)
}

func (h *house) ChangeCoding(_ context.Context, _ chart.DocumentID, n int, c engine.Change) (present.CodingWork, error) {
	if n != len(h.changes) {
		return present.CodingWork{}, chart.E(chart.Conflict, "change", nil)
	}
	h.changes = append(h.changes, c)
	return h.work()
}

func (h *house) SignCoding(_ context.Context, _ chart.DocumentID, n int, password string) (present.CodingWork, error) {
	if password != "right" {
		return present.CodingWork{}, chart.E(chart.NotAllowed, "sign", nil)
	}
	h.signed++
	h.changes = append(h.changes, engine.Change{Kind: engine.Sign, Record: "r1"})
	return h.work()
}

func (h *house) FindCodes(_ context.Context, text, _ string, services bool) ([]present.CodeHit, error) {
	if text == "" || services {
		return nil, nil
	}
	return []present.CodeHit{{Code: "I48", Title: "Atrial fibrillation and flutter", Header: true},
		{Code: "I48.91", Title: "Unspecified atrial fibrillation", Above: []string{"I48 Atrial fibrillation and flutter"}}}, nil
}

func (h *house) CompareBills(context.Context, chart.DocumentID) (engine.Comparison, error) {
	return engine.Comparison{Differences: []engine.Difference{{Differs: engine.OtherUnits, Code: "99214", Day: "2026-03-14", Want: "2", Got: "1"}}}, nil
}

func (h *house) ExportDifferences(context.Context, chart.DocumentID) (string, error) {
	return "differences.csv", nil
}

type known struct{ engine.Lists }

func (known) Judge(string, time.Time) []engine.Trouble { return nil }

func open(t *testing.T, look uikit.Look, scale float32, size fyne.Size) (*house, *present.CodingPresenter, *coding.Screen, fyne.Window, *uikit.Kit) {
	t.Helper()
	test.NewTempApp(t)
	theme := uikit.NewTheme(look, scale)
	kit := uikit.NewKit(theme, uikit.NewSerial(t.Context()))
	theme.Apply(fyne.CurrentApp())
	h, s := newHouse(), coding.New(kit, func() {})
	p := present.NewCoding(h, kit.Dispatch, s, func(r *geom.Raster) any { return pageview.Build(r) })
	s.Bind(p)
	w := test.NewTempWindow(t, s.Object())
	w.SetPadded(false)
	w.Resize(size)
	kit.Keys.Attach(w.Canvas())
	kit.Keys.Set(s.Commands())
	s.SetFront(true)
	p.Open("doc-1")
	kit.Dispatch.Drain()
	return h, p, s, w, kit
}

func TestAPageThatWasScannedOnItsSideStandsUpright(t *testing.T) {
	_, p, s, _, kit := open(t, uikit.LookLight, 1, fyne.NewSize(1280, 760))
	if got := s.PageTurn(); got != 90 {
		t.Errorf("first page: want it turned by 90 degrees, got %d", got)
	}
	p.Turn(1)
	kit.Dispatch.Drain()
	if got := s.PageTurn(); got != 0 {
		t.Errorf("second page: want it as it is, got %d", got)
	}
}

func TestADocumentIsCodedByKeyboard(t *testing.T) {
	h, _, s, w, kit := open(t, uikit.LookLight, 1, fyne.NewSize(1280, 760))
	key := func(k uikit.Key) {
		t.Helper()
		if !kit.Keys.Run(k) {
			t.Fatalf("nothing answers %s", k)
		}
		kit.Dispatch.Drain()
	}
	s.Focus()
	if w.Canvas().Focused() == nil {
		t.Error("want the focus on the codes")
	}
	key(uikit.K(fyne.Key1)) // asthma
	key(uikit.Alt(fyne.KeyUp))
	key(uikit.Alt(fyne.KeyUp)) // principal
	key(uikit.K(fyne.KeyF5))
	test.Type(w.Canvas().Focused(), "afib")
	kit.Dispatch.Drain()
	key(uikit.K(fyne.KeyDown))
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	kit.Dispatch.Drain()
	got, err := engine.Replay(h.start, h.changes)
	if err != nil {
		t.Fatal(err)
	}
	codes := ""
	for _, d := range got.Diagnoses {
		codes += d.Code + " "
	}
	if codes != "J45.909 E11.9 I10 I48.91 " {
		t.Errorf("want asthma first and fibrillation last, got %s", codes)
	}
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd}) // the service
	kit.Dispatch.Drain()
	key(uikit.K(fyne.KeyA))
	key(uikit.K(fyne.KeyC))
	got, err = engine.Replay(h.start, h.changes)
	if err != nil || got.Letters(got.Lines[0]) != "AC" {
		t.Errorf("want the service for A and C, got %q, %v", got.Letters(got.Lines[0]), err)
	}
	key(uikit.Ctrl(fyne.KeyS))
	test.Type(w.Canvas().Focused(), "right")
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	kit.Dispatch.Drain()
	if h.signed != 1 {
		t.Errorf("want one addendum signed, got %d", h.signed)
	}
}

// TestPictures keeps pictures of the screen where CODING_PICTURES names a folder, and draws it in every look and size all the same.
func TestPictures(t *testing.T) {
	for _, look := range []uikit.Look{uikit.LookLight, uikit.LookDark, uikit.LookHighContrast} {
		for _, scale := range []float32{1, 2} {
			for _, size := range []fyne.Size{fyne.NewSize(1280, 760), fyne.NewSize(1920, 1040)} {
				_, p, _, w, kit := open(t, look, scale, size)
				for step, do := range map[string]func(){"sheet": func() { p.Move(1) }, "find": func() { p.Ask(present.AskDiagnosis); p.Find("afib") }} {
					do()
					kit.Dispatch.Drain()
					img := w.Canvas().Capture()
					if img.Bounds().Dx() < int(size.Width) {
						t.Errorf("%s %v: want the screen drawn, got %v", look, scale, img.Bounds())
					}
					if dir := os.Getenv("CODING_PICTURES"); dir != "" {
						f, err := os.Create(fmt.Sprintf("%s/%s-%s-%v-%v.png", dir, step, look, scale, size.Width))
						if err != nil {
							t.Fatal(err)
						}
						if err := png.Encode(f, img); err != nil {
							t.Error(err)
						}
						_ = f.Close()
					}
					p.Back()
					kit.Dispatch.Drain()
				}
			}
		}
	}
}
