//go:build walk

package e2e

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"image"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"
)

// stop is a screen of the walk: the keys that lead there from the stop before, and what it says.
type stop struct {
	place string // of ui/shell/rooms.go; empty: a part of the place, or what lies over it
	name  string // of its picture
	keys  []string
	says  string // English; what nothing but this screen says
	part  func(*desk) image.Rectangle
	do    func(*desk) // instead of keys
	after []string    // keys that leave it
}

// leg is what stops have in common: how it is begun.
type leg struct {
	name  string
	stops []stop
}

// walker goes from stop to stop.
type walker struct{ *desk }

// TestEveryScreenByKeyboard walks through every screen in one sitting, by keyboard alone. A place of ui/shell/rooms.go to which no
// stop leads fails, and so does a stop whose keys do not lead there. To put the pictures of the help and of README anew:
//
//	packaging/build && packaging/pictures
func TestEveryScreenByKeyboard(t *testing.T) {
	legs := walk()
	been := map[string]bool{}
	for _, l := range legs {
		for _, s := range l.stops {
			been[s.place] = true
		}
	}
	for _, place := range places(t) {
		if !been[place] {
			t.Errorf("no stop leads to %s: give it one in walk()", place)
		}
	}
	if t.Failed() {
		return
	}
	withScanner(t)
	d := newDisplay(t)
	d.language = os.Getenv("CHARTPROOF_LANGUAGE")
	s := sit(t, d, "--sample", chartFile(t, "sample-chart.pdf"), "--import", chartFile(t, "b-superbill-turned.pdf"), "--import", chartFile(t, "b-id.png"))
	w := walker{s}
	chosen := regexp.MustCompile(os.Getenv("CHARTPROOF_LEGS"))
	for i, l := range legs {
		if i >= always && !chosen.MatchString(l.name) {
			continue
		}
		from := time.Now()
		for _, stop := range l.stops {
			if !w.visit(t, stop) && i < always {
				return // without them there is nobody at the desk
			}
		}
		t.Logf("%s: %d screens in %v", l.name, len(l.stops), time.Since(from).Round(time.Second))
		if i == 0 {
			w.dress(os.Getenv("CHARTPROOF_LOOK"))
		}
	}
	s.quit()
}

// withScanner has the program find SANE's test device alone, which needs no hardware.
func withScanner(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"dll.conf": "test\n", "test.conf": "number_of_devices 1\ntest-picture \"Grid\"\ngeometry_max 300\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("SANE_CONFIG_DIR", dir)
}

// always is how many legs cannot be left out where CHARTPROOF_LEGS chooses legs by a pattern.
const always = 2

// dress sets the screens up as "dark 200" says; nothing leaves them as the desktop has them.
func (w walker) dress(as string) {
	w.t.Helper()
	if as == "" {
		return
	}
	l := look{}
	if _, err := fmt.Sscanf(as, "%s %d", &l.name, &l.percent); err != nil {
		w.t.Fatalf("CHARTPROOF_LOOK: %v", err)
	}
	l.presses = 1 + slices.Index([]string{"light", "dark", "contrast"}, l.name)
	e := eyes{desk: w.desk, percent: 100}
	e.set(l)
}

// visit goes to a stop, proves by what stands there that it is the one, and keeps its picture. One that fails does not keep
// the next ones from being visited.
func (w walker) visit(t *testing.T, s stop) bool {
	defer func() { w.t = t }()
	return t.Run(s.name, func(t *testing.T) {
		w.t = t
		w.stand(s)
	})
}

func (w walker) stand(s stop) {
	w.t.Helper()
	from := time.Now()
	for _, k := range s.keys {
		w.step(k)
	}
	if s.do != nil {
		s.do(w.desk)
	}
	if s.says != "" {
		part := (*desk).all
		if s.part != nil {
			part = s.part
		}
		w.finds(part(w.desk), s.says)
	}
	w.still()
	if s.name != "" {
		w.shot(s.name)
		w.keep(s.name)
	}
	w.t.Logf("%s after %v", s.name, time.Since(from).Round(100*time.Millisecond))
	for _, k := range s.after {
		w.step(k)
	}
}

// step presses a key once the screen stands still, so that none is lost in what changes, and waits until it has done something.
func (w walker) step(key string) {
	w.t.Helper()
	before := w.still()
	w.press(key)
	w.until(key+" to change the screen", 30*time.Second, func() bool { return differ(before, w.picture(), w.all()) > cursor })
}

// finds waits until a part of the screen says something, however it is written. It looks nearer every second time.
func (w walker) finds(part image.Rectangle, english string) {
	w.t.Helper()
	words := regexp.MustCompile("(?i)" + w.says(english))
	looks := 0
	w.until("the screen to say "+strconv.Quote(english), time.Minute, func() bool {
		looks++
		return words.MatchString(w.enlarged(part, 3-looks%2))
	})
}

// places reads the names of the places out of ui/shell, all of them.
func places(t *testing.T) (out []string) {
	t.Helper()
	const file = "../../ui/shell/rooms.go"
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range f.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			continue
		}
		first, ok := group.Specs[0].(*ast.ValueSpec)
		if kind, named := first.Type.(*ast.Ident); !ok || !named || kind.Name != "place" {
			continue
		}
		for _, spec := range group.Specs {
			out = append(out, spec.(*ast.ValueSpec).Names[0].Name)
		}
	}
	if !slices.Contains(out, "atInbox") {
		t.Fatalf("%s names no places", file)
	}
	return out
}

// top is the line with the name of the place.
func (s *desk) top() image.Rectangle { return image.Rect(0, 0, s.size.X, 80) }

// left and right are the halves below it, page where a chart lies, sheet the head of a dialog, bottom where the guide and the keys stand.
func (s *desk) left() image.Rectangle  { return image.Rect(0, 80, s.size.X*11/20, s.size.Y-40) }
func (s *desk) right() image.Rectangle { return image.Rect(s.size.X*2/5, 80, s.size.X, s.size.Y-40) }
func (s *desk) page() image.Rectangle  { return image.Rect(200, 70, s.size.X-380, s.size.Y*3/4) }
func (s *desk) sheet() image.Rectangle {
	return image.Rect(s.size.X/2-480, 60, s.size.X/2+480, s.size.Y/2)
}
func (s *desk) bottom() image.Rectangle { return image.Rect(0, s.size.Y-140, s.size.X, s.size.Y) }
