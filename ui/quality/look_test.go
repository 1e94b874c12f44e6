package quality_test

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/kpi"
	"chartproof.org/chartproof/engine/quality/plots"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/quality"
	"chartproof.org/chartproof/ui/stage"
	"chartproof.org/chartproof/ui/uikit"
)

// noon is the time of the tests.
var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

type stopped struct{}

func (stopped) Now() time.Time                     { return noon }
func (stopped) After(time.Duration, func()) func() { return func() {} }

// house gives the figures of a quarter in which one scanner became worse.
type house struct {
	stage.Asked
	days []kpi.Day
	err  error
}

func (h *house) Quality(_ context.Context, ask present.QualityAsk, progress func(done, all int)) (kpi.Report, error) {
	h.Did("quality", ask.First.Format(kpi.DateForm), ask.People)
	if progress != nil {
		progress(31, 91)
	}
	return kpi.Report{Figures: kpi.Sum(h.days, 0.995), From: ask.First.Format(kpi.DateForm), Until: ask.Last.Format(kpi.DateForm), Practice: "Oak Street Clinic", Made: noon,
		Names: map[chart.PersonID]string{"p1": "Ada Reyes", "p2": "Ben Ortiz"}, Everybody: ask.People}, h.err
}

func (h *house) SaveQuality(_ context.Context, folder, format string, ask present.QualityAsk, by string) (string, error) {
	h.Did("save", folder, format, by, ask.People)
	return "quality." + format, h.err
}

func quarter() []kpi.Day {
	var days []kpi.Day
	monday := time.Date(2026, 8, 24, 0, 0, 0, 0, time.UTC)
	for w := range 13 {
		for d := range 5 {
			day := kpi.Day{Date: monday.AddDate(0, 0, 7*w+d).Format(kpi.DateForm), People: map[chart.PersonID]*kpi.Work{
				"p1": {Decided: 180 + (w*7+d*13)%40, Active: int64(2 * time.Hour / time.Millisecond), Signed: 12, Pages: 24, Shown: 2, Missed: (w + d) % 9 / 8},
				"p2": {Decided: (w + d) % 2, Active: 60000}}}
			for i := range 20 {
				s := kpi.Signed{Form: []string{"lab_report", "progress_note", "eob", "referral_letter"}[(i+w)%4], From: []string{"Fujitsu, 300 dpi", "TIFF, 204 dpi", "PDF"}[i%3],
					Pages: 2, Fields: 19, Touched: 3 + (i+w+d)%3, Took: int64(i+1) * int64(25*time.Minute/time.Millisecond)}
				if (i+d)%5 == 0 {
					s.Touched = 0
				} else if (i*7+w*3+d)%17 == 0 || w >= 9 && i%3 == 1 {
					s.Corrected = 1
				}
				if i == 4 {
					s.Looks = []kpi.Look{{First: "p1", Looked: 4, Differs: (w + d) % 11 / 10}}
				}
				day.Signed = append(day.Signed, s)
			}
			for i := range 7 {
				state := chart.SampleRight
				if i == 3 && d == 2 && w%5 == 0 {
					state = chart.SampleWrong
				}
				day.Samples = append(day.Samples, kpi.Sample{Key: fmt.Sprint(w, d, i), Said: 930 + 11*i, Known: true, State: state})
			}
			days = append(days, day)
		}
	}
	return days
}

// bench is the screen with its presenter on a stage.
type bench struct {
	*stage.Stage
	h *house
	s *quality.Screen
	p *present.QualityPresenter
}

func newBench(t *testing.T, scale float32, size fyne.Size) *bench {
	t.Helper()
	b := &bench{Stage: stage.New(t, scale), h: &house{days: quarter()}}
	pen, err := plots.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	b.s = quality.New(b.Kit, pen, func() { b.p.Back() })
	b.p = present.NewQuality(b.h, b.Kit.Dispatch, stopped{}, b.s)
	b.s.Bind(b.p)
	b.s.SetFront(true)
	b.Show(b.s.Object(), size)
	b.Kit.Keys.Set(b.s.Commands())
	return b
}

// manager opens the screen as an administrator.
func (b *bench) manager() {
	b.p.Open(chart.Person{ID: "p1", DisplayName: "Ada Reyes", Roles: []chart.Role{chart.Administrator}})
	b.Kit.Dispatch.Drain()
}

// TestEveryPictureIsDrawnInEveryLook draws the screen in every look and size; with LOOKS set to a folder it keeps the pictures.
func TestEveryPictureIsDrawnInEveryLook(t *testing.T) {
	for _, look := range []uikit.Look{uikit.LookLight, uikit.LookDark, uikit.LookHighContrast} {
		for _, size := range []fyne.Size{{Width: 1280, Height: 740}, {Width: 1920, Height: 1020}} {
			for _, scale := range []float32{1, 2} {
				if os.Getenv("LOOKS") == "" && (size.Width > 1280 || look == uikit.LookDark) {
					continue // nobody looks
				}
				b := newBench(t, scale, size)
				b.Kit.Theme.SetLook(look)
				b.Kit.Theme.Apply(fyne.CurrentApp())
				b.manager()
				b.s.Focus()
				b.keep(fmt.Sprintf("%s-%v-%v", look, size.Width, scale))
				b.Key(fyne.KeyF2)
				b.keep(fmt.Sprintf("%s-%v-%v-table", look, size.Width, scale))
			}
		}
	}
}

// keep lets the pictures be drawn and looks at the window.
func (b *bench) keep(name string) {
	b.T.Helper()
	b.Window.Canvas().Capture()
	b.Kit.Dispatch.Drain()
	img := b.Window.Canvas().Capture()
	dir := os.Getenv("LOOKS")
	if dir == "" {
		return
	}
	out, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		b.T.Fatal(err)
	}
	if err := png.Encode(out, img); err != nil {
		b.T.Fatal(err)
	}
	if err := out.Close(); err != nil {
		b.T.Fatal(err)
	}
}
