package scanner

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/intake"
	"chartproof.org/chartproof/ui/present"
)

// virtual is scanimage with SANE's own test device, which needs no hardware.
func virtual(t *testing.T) Program {
	t.Helper()
	if _, err := exec.LookPath("scanimage"); err != nil {
		t.Skip("scanimage is not installed: packaging/setup test installs sane-utils")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "dll.conf"), []byte("test\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return Program{Env: []string{"SANE_CONFIG_DIR=" + dir, "TMPDIR=" + t.TempDir()}}
}

// ordered is a small sheet from a source of the device, and options of the test device.
func ordered(t *testing.T, p Program, kind present.SourceKind, d geom.Depth, more ...string) present.ScanOrder {
	t.Helper()
	devices, err := p.Devices(t.Context())
	if err != nil || len(devices) != 2 || devices[0].Name != "test:0" || !strings.Contains(devices[0].Label, "frontend-tester") {
		t.Fatalf("devices: %v, %v; want the two of the test backend", devices, err)
	}
	can, err := p.Abilities(t.Context(), devices[0].Name)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(can.Sources, func(s present.ScanSource) bool { return s.Kind == kind })
	if i < 0 || can.Modes[geom.Gray] != "Gray" || can.Modes[geom.Colour] != "Color" || can.Width != 200 || can.Height != 200 || !slices.Contains(can.Resolutions, 300) {
		t.Fatalf("abilities: %+v", can)
	}
	src := can.Sources[i]
	src.Options = append(slices.Clone(src.Options), more...)
	return present.ScanOrder{Device: devices[0].Name, Label: devices[0].Label, Source: src, Mode: can.Modes[d], DPI: 100, Width: 40, Height: 50}
}

func TestTheGlassGivesOneSheet(t *testing.T) {
	p := virtual(t)
	for _, d := range []geom.Depth{geom.Gray, geom.Colour} {
		order := ordered(t, p, present.Glass, d, "--test-picture=Color pattern")
		var got []present.Sheet
		if err := p.Scan(t.Context(), order, func(s present.Sheet) error { got = append(got, s); return nil }, func(float64) {}); err != nil {
			t.Fatal(err)
		}
		if len(got) != 1 || got[0].Depth != d || got[0].Width < 155 || got[0].Width > 160 || got[0].Height < 195 || got[0].Height > 200 {
			t.Fatalf("%d sheets, %+v; want one of 157 x 196 pixels", len(got), got[0])
		}
		dark, light := byte(0xff), byte(0)
		for _, v := range got[0].Picture.Pix {
			dark, light = min(dark, v), max(light, v)
		}
		if light-dark < 0x80 {
			t.Errorf("the picture goes from %d to %d: nothing is seen on it", dark, light)
		}
	}
}

func TestTheFeederGivesAllItsSheets(t *testing.T) {
	p := virtual(t)
	order := ordered(t, p, present.Feeder, geom.Gray)
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	var got []present.Sheet
	var seen []string
	err := p.Scan(t.Context(), order, func(s present.Sheet) error {
		got = append(got, s)
		_ = filepath.WalkDir(temp, func(path string, d os.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				seen = append(seen, path)
			}
			return nil
		})
		return nil
	}, func(float64) {})
	if err != nil || len(got) != 10 {
		t.Fatalf("%d sheets, %v; the test feeder holds ten", len(got), err)
	}
	if len(seen) > 0 {
		t.Errorf("sheets lay in files: %v", seen)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	pdf, err := File(got)
	if err != nil {
		t.Fatal(err)
	}
	if src, refusal := intake.Check("scan.pdf", pdf, intake.DefaultLimits()); refusal != nil || src.MediaType != "application/pdf" {
		t.Errorf("intake says %+v, %+v of the file", src, refusal)
	}
	if !bytes.Contains(pdf, []byte("/Creator(Noname frontend-tester)")) {
		t.Error("the file does not say from which make of scanner it came")
	}
	if again, _ := File(got); !bytes.Equal(pdf, again) {
		t.Error("equal sheets make different files")
	}
}

func TestFaultsOfTheDeviceAreToldApart(t *testing.T) {
	p := virtual(t)
	for state, want := range map[string]present.ScanFault{"DEVICE_BUSY": present.ScanBusy, "JAMMED": present.ScanJam, "NO_DOCS": present.ScanEmpty,
		"COVER_OPEN": present.ScanCover, "IO_ERROR": present.ScanFailed, "NO_MEM": present.ScanMemory, "ACCESS_DENIED": present.ScanDenied, "INVAL": present.ScanSettings} {
		order := ordered(t, p, present.Feeder, geom.Gray, "--read-return-value=SANE_STATUS_"+state)
		n := 0
		err := p.Scan(t.Context(), order, func(present.Sheet) error { n++; return nil }, func(float64) {})
		var got *present.ScanError
		if n != 0 || !errors.As(err, &got) || got.Fault != want {
			t.Errorf("%s: %d sheets, %v; want %v", state, n, err, want)
		}
	}
}

// stuck is a program that gives a sheet, says its last words and never ends by itself, as drivers do that wait for themselves.
func stuck(t *testing.T, words string) Program {
	t.Helper()
	path := filepath.Join(t.TempDir(), "scanimage")
	script := "#!/bin/sh\ntrap '' INT\nprintf 'P5\\n2 1\\n255\\n\\000\\377'\n" + words + "\nwhile :; do sleep 1; done\n"
	if err := os.WriteFile(path, []byte(script), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	return Program{Path: path}
}

func TestADriverThatNeverLetsGoLosesNothing(t *testing.T) {
	t.Parallel()
	order := present.ScanOrder{Device: "d", DPI: 300, Source: present.ScanSource{Kind: present.Feeder}}
	last := "echo 'Batch terminated, 1 page scanned' >&2"
	for name, c := range map[string]struct {
		said string
		want present.ScanFault // zero: none
	}{"all given": {last, 0}, "jam": {"echo 'scanimage: sane_read: Document feeder jammed' >&2\n" + last, present.ScanJam}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := 0
			err := stuck(t, c.said).Scan(t.Context(), order, func(present.Sheet) error { n++; return nil }, func(float64) {})
			var got *present.ScanError
			if n != 1 || (c.want == 0) != (err == nil) || err != nil && (!errors.As(err, &got) || got.Fault != c.want) {
				t.Errorf("%d sheets, %v; want the one that was given, and %v", n, err, c.want)
			}
		})
	}
}

func TestADriverThatNeverAnswersIsTold(t *testing.T) {
	t.Parallel()
	p := stuck(t, "")
	p.answer = 50 * time.Millisecond
	_, err := p.Abilities(t.Context(), "d")
	var got *present.ScanError
	if !errors.As(err, &got) || got.Fault != present.ScanGone {
		t.Errorf("got %v; want that it does not answer", err)
	}
}

func TestWhatCannotBeAskedIsTold(t *testing.T) {
	p := virtual(t)
	faultIs := func(err error, want present.ScanFault) {
		t.Helper()
		var got *present.ScanError
		if !errors.As(err, &got) || got.Fault != want {
			t.Errorf("got %v; want %v", err, want)
		}
	}
	_, err := p.Abilities(t.Context(), "nothing:0")
	faultIs(err, present.ScanGone)
	empty := Program{Env: []string{"SANE_CONFIG_DIR=" + t.TempDir()}}
	if err := os.WriteFile(filepath.Join(strings.TrimPrefix(empty.Env[0], "SANE_CONFIG_DIR="), "dll.conf"), []byte("# none\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = empty.Devices(t.Context())
	faultIs(err, present.ScanNoDevice)
	_, err = Program{Path: filepath.Join(t.TempDir(), "scanimage")}.Devices(t.Context())
	if runtime.GOOS != "windows" {
		faultIs(err, present.ScanNoTool)
	}
}

func TestAScanCanBeStopped(t *testing.T) {
	p := virtual(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	order := ordered(t, p, present.Feeder, geom.Gray, "--read-delay=yes", "--read-delay-duration=200000")
	n := 0
	err := p.Scan(ctx, order, func(present.Sheet) error { n++; stop(); return nil }, func(float64) {})
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("%d sheets, %v; want one and a cancel", n, err)
	}
	full := errors.New("no room")
	if err := p.Scan(t.Context(), order, func(present.Sheet) error { return full }, func(float64) {}); !errors.Is(err, full) {
		t.Errorf("got %v; want what the receiver said", err)
	}
}

func TestAbilitiesOfScanners(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no lists of options", err)
	}
	want := map[string]struct {
		kinds       []present.SourceKind
		depths      []geom.Depth
		resolutions []int
		width       float64
		size        bool
	}{
		"feeder.txt":  {[]present.SourceKind{present.Feeder, present.OtherSource, present.Duplex}, []geom.Depth{geom.Bitonal, geom.Gray, geom.Colour}, []int{150, 200, 240, 300, 400, 600}, 221.121, true},
		"office.txt":  {[]present.SourceKind{present.Glass, present.Feeder, present.Duplex}, []geom.Depth{geom.Bitonal, geom.Gray, geom.Colour}, []int{150, 200, 300, 400, 600}, 215.9, false},
		"network.txt": {[]present.SourceKind{present.Glass, present.Feeder, present.Duplex}, []geom.Depth{geom.Gray, geom.Colour}, []int{200, 300, 600}, 215.9, false},
		"plain.txt":   {nil, []geom.Depth{geom.Gray}, []int{75, 100}, 0, false},
	}
	for _, file := range files {
		w, ok := want[filepath.Base(file)]
		if !ok {
			t.Errorf("%s: nothing is said of it here", file)
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		can := parseAbilities(string(text))
		var kinds []present.SourceKind
		for _, s := range can.Sources {
			kinds = append(kinds, s.Kind)
		}
		if !slices.Equal(kinds, w.kinds) || !slices.Equal(can.Resolutions, w.resolutions) || can.Width != w.width || can.SheetSize != w.size || len(can.Modes) != len(w.depths) {
			t.Errorf("%s: %+v; want %+v", file, can, w)
		}
		for _, d := range w.depths {
			if can.Modes[d] == "" {
				t.Errorf("%s: no mode of %d bits in %v", file, d, can.Modes)
			}
		}
	}
}

func TestDevicesOfOneMakeAreToldApart(t *testing.T) {
	got := parseDevices("hp:0|HP|HP ScanJet 3000\nescl:1|Brother|MFC\nescl:2|Brother|MFC\nnonsense\n|a|b\n")
	want := []present.Scanner{{Name: "hp:0", Label: "HP ScanJet 3000"}, {Name: "escl:1", Label: "Brother MFC"}, {Name: "escl:2", Label: "Brother MFC (escl:2)"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestPicturesAreReadWithinLimits(t *testing.T) {
	wide := "P5\n2 1\n65535\n\x80\x00\xff\xff"
	got, err := readPicture(bufio.NewReader(strings.NewReader(wide)), 300, func(float64) {})
	if err != nil || !bytes.Equal(got.Pix, []byte{0x7f, 0xff}) {
		t.Errorf("16 bits: %v, %v", got, err)
	}
	got, err = readPicture(bufio.NewReader(strings.NewReader("P4\n# SANE data follows\n9 2\n\xff\x80\x00\x00")), 300, func(float64) {})
	if err != nil || got.Depth != geom.Bitonal || !bytes.Equal(got.Pix, []byte{0xff, 0x80, 0, 0}) {
		t.Errorf("black and white: %v, %v", got, err)
	}
	for name, text := range map[string]string{"cut off": "P5\n4 4\n255\nabc", "no picture": "GIF89a", "ascii": "P2\n1 1\n255\n0 ", "no size": "P5\n0 4\n255\n", "words": "P5\nx 4\n255\n"} {
		if _, err := readPicture(bufio.NewReader(strings.NewReader(text)), 300, func(float64) {}); !errors.Is(err, errPicture) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var large *present.ScanError
	if _, err := readPicture(bufio.NewReader(strings.NewReader("P6\n64000 64000\n255\n")), 300, func(float64) {}); !errors.As(err, &large) || large.Fault != present.ScanTooLarge {
		t.Errorf("a picture of 4 gigapixels: %v", err)
	}
}

func TestNoFileOfNothing(t *testing.T) {
	if _, err := File(nil); err == nil {
		t.Error("no sheets made a file")
	}
	if _, err := File([]present.Sheet{{Width: 1, Height: 1, DPI: 300}}); err == nil {
		t.Error("a sheet without a picture made a file")
	}
}

func FuzzPicture(f *testing.F) {
	for _, s := range []string{"P4\n9 2\n\xff\x80\x00\x00", "P5\n# c\n2 1\n65535\n\x80\x00\xff\xff", "P6\n1 1\n15\n\x0f\x01\x00", "P6\n65000 1800\n255\n", "P5\n99999999999 1\n255\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := bufio.NewReader(bytes.NewReader(data))
		if h, err := readHead(in); err == nil && h.width*h.height > 1<<22 {
			t.Skip("within the limit, and slow")
		}
		r, err := readPicture(bufio.NewReader(bytes.NewReader(data)), 300, func(float64) {})
		if err == nil && (!r.Valid() || len(r.Pix) > 6*len(data)) {
			t.Errorf("%d bytes made a picture of %d", len(data), len(r.Pix))
		}
		if errors.Is(err, io.EOF) && len(data) > 0 && !errors.Is(err, errPicture) {
			t.Error("the end of the pictures in the middle of one")
		}
	})
}

func FuzzOptions(f *testing.F) {
	f.Add("    --source Flatbed|ADF [Flatbed]\n    -x 0..215.9mm [215.9]\n    --resolution 75|300dpi [75]\n")
	f.Fuzz(func(t *testing.T, text string) {
		can := parseAbilities(text)
		if len(can.Sources) > maxChoices+1 || len(can.Resolutions) > maxChoices {
			t.Errorf("%d sources, %d resolutions", len(can.Sources), len(can.Resolutions))
		}
	})
}
