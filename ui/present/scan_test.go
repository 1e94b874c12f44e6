package present_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
)

// scanHouse has a scanner of paper.
type scanHouse struct {
	devices []present.Scanner
	can     present.ScannerAbilities
	feeder  int   // sheets in the feeder
	err     error // after them
	look    error
	during  func(ctx context.Context)
	orders  []present.ScanOrder
	sealed  []int
	refused bool // KeepScan seals nothing
	sheet   []byte
	prefs   map[string]string
}

func newScanHouse() *scanHouse {
	return &scanHouse{devices: []present.Scanner{{Name: "net:1", Label: "Front desk"}, {Name: "usb:2", Label: "Back office"}}, feeder: 2, sheet: []byte{1}, prefs: map[string]string{},
		can: present.ScannerAbilities{Sources: []present.ScanSource{{Kind: present.Glass, Name: "Flatbed"}, {Kind: present.Feeder, Name: "ADF"}, {Kind: present.Duplex, Name: "ADF Duplex"}},
			Modes: map[geom.Depth]string{geom.Gray: "True Gray", geom.Colour: "Color"}, Resolutions: []int{200, 300, 600}, Width: 215.9, Height: 297}}
}

func (h *scanHouse) Scanners(context.Context) ([]present.Scanner, error) { return h.devices, h.look }
func (h *scanHouse) ScannerCan(context.Context, string) (present.ScannerAbilities, error) {
	return h.can, nil
}

func (h *scanHouse) Scan(ctx context.Context, order present.ScanOrder, sheet func(present.Sheet) error, progress func(float64)) error {
	h.orders = append(h.orders, order)
	for range h.feeder {
		progress(0.5)
		if err := sheet(present.Sheet{Depth: geom.Gray, DPI: order.DPI, Width: 10, Height: 10, Data: h.sheet}); err != nil {
			return err
		}
	}
	if h.during != nil {
		h.during(ctx)
		return context.Cause(ctx)
	}
	return h.err
}

func (h *scanHouse) ImportScan(context.Context, []present.Sheet, func(present.ImportProgress)) (present.ImportReport, error) {
	return present.ImportReport{}, errors.New("not asked here")
}

func (h *scanHouse) KeepScan(_ context.Context, sheets []present.Sheet) error {
	h.sealed = append(h.sealed, len(sheets))
	if h.refused {
		return &chart.Refusal{Reason: chart.RefusedTooLarge}
	}
	return nil
}
func (h *scanHouse) Preference(_ context.Context, key string) (string, error) {
	return h.prefs[key], nil
}
func (h *scanHouse) SetPreference(_ context.Context, key, value string) error {
	h.prefs[key] = value
	return nil
}

// scanDesk is the presenter with its house, the last snapshot, and what was taken in.
type scanDesk struct {
	*present.ScanPresenter
	house *scanHouse
	run   *serialRun
	snap  present.ScanSnapshot
	took  [][]present.Sheet
	kept  func(bool)
}

func (d *scanDesk) RenderScan(s present.ScanSnapshot) { d.snap = s }

func newScanDesk(t *testing.T, h *scanHouse) *scanDesk {
	t.Helper()
	d := &scanDesk{house: h, run: &serialRun{ctx: t.Context()}}
	d.ScanPresenter = present.NewScan(h, d.run, d, func(*geom.Raster) present.Prepared { return present.Prepared{Sheet: 1, Thumb: 2} },
		func(sheets []present.Sheet, kept func(bool)) { d.took, d.kept = append(d.took, sheets), kept })
	d.Open()
	d.run.drain()
	return d
}

func (d *scanDesk) value(t *testing.T, title string) string {
	t.Helper()
	i := slices.IndexFunc(d.snap.Choices, func(c present.ScanChoice) bool { return c.Title.Key == title })
	if i < 0 {
		t.Fatalf("no setting %q in %+v", title, d.snap.Choices)
	}
	v := d.snap.Choices[i].Value
	if n, ok := v.Data["N"]; ok && v.Key == "{{.N}} dots per inch" {
		return strings.TrimSpace(strings.Repeat("I", n.(int)/100))
	}
	return v.Key
}

func TestScanBeginsWithTheUsualAndRemembersWhatWasChosen(t *testing.T) {
	h := newScanHouse()
	d := newScanDesk(t, h)
	if d.value(t, "From") != "the feeder, front sides" || d.value(t, "Resolution") != "III" || d.value(t, "Colour") != "grey" || d.value(t, "Size of the paper") != "Letter, 8.5 x 11 in" {
		t.Errorf("it begins with %+v", d.snap.Choices)
	}
	for _, step := range []struct{ row, by int }{{1, 1}, {2, 1}, {3, -1}, {4, 1}} {
		d.SelectChoice(step.row)
		d.Step(step.by)
	}
	d.Scan()
	d.run.drain()
	o := h.orders[0]
	if o.Source.Kind != present.Duplex || o.DPI != 200 || o.Mode != "Color" || o.Width != 210 || o.Height != 297 || o.Device != "net:1" || o.Label != "Front desk" {
		t.Errorf("ordered %+v", o)
	}
	again := newScanDesk(t, h)
	if again.value(t, "From") != "the feeder, both sides" || again.value(t, "Resolution") != "II" || again.value(t, "Colour") != "colour" || again.value(t, "Size of the paper") != "A4, 210 x 297 mm" {
		t.Errorf("the next time it begins with %+v", again.snap.Choices)
	}
}

func TestScannedPagesAreTakenInAsOneFile(t *testing.T) {
	d := newScanDesk(t, newScanHouse())
	d.Scan()
	d.run.drain()
	d.Scan()
	d.run.drain()
	if len(d.snap.Sheets) != 4 || d.snap.At != 3 || d.snap.Scanning {
		t.Fatalf("two sheets were scanned twice: %+v", d.snap)
	}
	d.Select(1)
	d.Drop()
	d.Take()
	if len(d.took) != 1 || len(d.took[0]) != 3 || len(d.snap.Sheets) != 0 {
		t.Fatalf("%d files were taken in, %d pages are left", len(d.took), len(d.snap.Sheets))
	}
	d.Scan()
	d.run.drain()
	d.kept(false)
	if len(d.snap.Sheets) != 5 || d.snap.Tone != present.Wrong {
		t.Errorf("a file that was not taken: %d pages are here, want its three and the two after them", len(d.snap.Sheets))
	}
	d.Take()
	d.kept(true)
	if len(d.snap.Sheets) != 0 || d.Sealer() != nil {
		t.Error("what is in is still here")
	}
}

func TestTheLockSealsWhatWasScanned(t *testing.T) {
	h := newScanHouse()
	d := newScanDesk(t, h)
	d.Scan()
	d.run.drain()
	d.Take()
	d.Scan()
	d.run.drain()
	late := d.kept
	seal := d.Sealer()
	if seal == nil {
		t.Fatal("nothing is sealed at the lock")
	}
	if err := seal(t.Context()); err != nil || !slices.Equal(h.sealed, []int{2, 2}) {
		t.Errorf("sealed %v, %v; want what was on its way in and what lay here", h.sealed, err)
	}
	d.Close()
	late(false)
	if len(d.snap.Sheets) != 0 || d.snap.Sheet != nil {
		t.Error("pages are shown after the lock")
	}
}

func TestNoMoreIsScannedThanOneFileHolds(t *testing.T) {
	h := newScanHouse()
	h.sheet, h.feeder = make([]byte, present.MostScanned/4), 6
	d := newScanDesk(t, h)
	d.Scan()
	d.run.drain()
	if p := d.snap.Problem; len(d.snap.Sheets) != 4 || p == nil || p.Happened.Key != "As many pages are here as one file holds." {
		t.Fatalf("%d sheets, %+v; want the four that fill a file", len(d.snap.Sheets), p)
	}
	d.Scan()
	d.run.drain()
	if len(h.orders) != 1 || d.snap.Problem == nil {
		t.Errorf("%d scans were ordered while a file is full", len(h.orders))
	}
	d.Take()
	d.Scan()
	d.run.drain()
	d.kept(false) // both filefuls are here now
	d.Take()
	if len(d.took) != 2 || len(d.took[1]) != 4 || len(d.snap.Sheets) != 4 {
		t.Fatalf("%d files were taken in, %d sheets stay; want the second fileful to stay", len(d.took), len(d.snap.Sheets))
	}
	d.kept(false)
	h.refused = true
	seal := d.Sealer()
	if err := seal(t.Context()); err == nil || !slices.Equal(h.sealed, []int{4, 4}) {
		t.Errorf("sealed %v, %v; want each fileful tried and the refusal told", h.sealed, err)
	}
}

func TestAScanThatIsStopped(t *testing.T) {
	h := newScanHouse()
	d := newScanDesk(t, h)
	h.during = func(ctx context.Context) {
		d.Stop()
		<-ctx.Done()
	}
	d.Scan()
	d.run.drain()
	if d.snap.Scanning || len(d.snap.Sheets) != 2 || d.snap.Problem != nil || d.snap.Notice.Key != "Stopped. {{.N}} pages came in." {
		t.Errorf("after a stop: %+v", d.snap)
	}
}

func TestEveryFaultOfAScannerHasItsWords(t *testing.T) {
	said := map[string]present.ScanFault{}
	for f := present.ScanFailed; f <= present.ScanFull; f++ {
		h := newScanHouse()
		h.feeder, h.err = 0, &present.ScanError{Fault: f}
		d := newScanDesk(t, h)
		d.Scan()
		d.run.drain()
		p := d.snap.Problem
		if p == nil || p.Happened.Empty() || p.Safe.Empty() || p.Do.Empty() {
			t.Errorf("%v has no three lines: %+v", f, p)
			continue
		}
		if other, twice := said[p.Happened.Key]; twice {
			t.Errorf("%v says the same as %v", f, other)
		}
		said[p.Happened.Key] = f
	}
	h := newScanHouse()
	h.err = &present.ScanError{Fault: present.ScanJam}
	d := newScanDesk(t, h)
	d.Scan()
	d.run.drain()
	if p := d.snap.Problem; p == nil || p.Safe.Key != "{{.N}} pages came in before; they are here." || len(d.snap.Sheets) != 2 {
		t.Errorf("a jam after two pages: %+v", d.snap)
	}
	h = newScanHouse()
	h.look = &present.ScanError{Fault: present.ScanNoTool}
	if d := newScanDesk(t, h); d.snap.Phase != present.ScanNone || d.snap.Problem == nil {
		t.Errorf("without scanimage: %+v", d.snap)
	}
	h.look = nil
	h.devices = nil
	if d := newScanDesk(t, h); d.snap.Problem == nil || d.snap.Problem.Happened.Key != "No scanner was found." {
		t.Errorf("without a scanner: %+v", d.snap.Problem)
	}
	if present.TroubleOf(chart.E(chart.NotAllowed, "scan", nil)).Happened.Key != "Your role does not allow this." {
		t.Error("a role that may not is told as a fault of the scanner")
	}
}
