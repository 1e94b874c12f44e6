//go:build e2e || walk

package e2e

import (
	"encoding/json"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/disintegration/imaging"

	"chartproof.org/chartproof/assets"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/bench"
	"chartproof.org/chartproof/engine/quality/synth"
)

// look is how somebody has set the screens up: how often the key for the next look is pressed from the desktop's own on,
// and the size of the text.
type look struct {
	name    string
	presses int
	percent int
}

// looks are those that the walk shows: the hardest alone, or all where pictures are kept.
func looks() []look {
	hardest := look{"contrast", 3, 200}
	if os.Getenv("CHARTPROOF_SHOTS") == "" {
		return []look{hardest}
	}
	return []look{{"light", 1, 100}, {"dark", 2, 100}, {"contrast", 3, 100}, {"light", 1, 200}, hardest}
}

// eyes change the look of the window by keys and keep a picture of each.
type eyes struct {
	*desk
	presses, percent int
}

// see keeps pictures of a place as everybody sees it who has set the screens up in another way. A dialog lets no look through:
// it is opened by the keys and closed by Escape each time.
func (e *eyes) see(place string, dialog ...string) {
	e.t.Helper()
	for _, l := range looks() {
		e.set(l)
		if len(dialog) > 0 {
			e.do(dialog...)
		}
		e.calm()
		e.shot(fmt.Sprintf("%s-%s-%d", place, l.name, l.percent))
		if len(dialog) > 0 {
			e.do("Escape")
		}
	}
}

// do presses keys one after the other; each changes what is on the screen.
func (e *eyes) do(keys ...string) {
	e.t.Helper()
	for _, k := range keys {
		before := e.calm()
		e.press(k)
		e.until(k+" to change the screen", 30*time.Second, func() bool { return differ(before, e.picture(), e.all()) > cursor })
	}
	e.calm()
}

// calm waits until nothing has moved for longer than a busy computer takes to draw.
func (e *eyes) calm() *image.RGBA {
	e.t.Helper()
	last, since := e.picture(), time.Now()
	e.until("the screen to come to rest", time.Minute, func() bool {
		now := e.picture()
		if differ(last, now, e.all()) > cursor {
			last, since = now, time.Now()
		}
		return time.Since(since) > 500*time.Millisecond
	})
	return last
}

func (e *eyes) set(l look) {
	e.t.Helper()
	const kinds = 4
	for ; e.presses%kinds != l.presses; e.presses++ {
		if e.presses%kinds == 0 { // the desktop's own look is the light one
			e.press("ctrl+shift+k")
			continue
		}
		e.do("ctrl+shift+k")
	}
	for ; e.percent < l.percent; e.percent += 25 {
		e.do("ctrl+shift+period")
	}
	for ; e.percent > l.percent; e.percent -= 25 {
		e.do("ctrl+shift+comma")
	}
}

// says gives what the screen says for an English text as a pattern; the readers of this test know no accents.
func (d *display) says(english string) string {
	d.t.Helper()
	text := english
	if d.language != "" {
		data, err := assets.Translations.ReadFile("i18n/" + d.language + ".json")
		if err != nil {
			d.t.Fatal(err)
		}
		var all map[string]any
		if err := json.Unmarshal(data, &all); err != nil {
			d.t.Fatal(err)
		}
		switch found := all[english].(type) {
		case string:
			text = found
		case map[string]any:
			text, _ = found["other"].(string)
		default:
			d.t.Fatalf("%s.json has no %q", d.language, english)
		}
	}
	text = regexp.MustCompile(`\{\{.*?\}\}`).ReplaceAllString(text, "@")
	text = regexp.MustCompile(`[^ -~]`).ReplaceAllString(regexp.QuoteMeta(text), ".")
	return strings.ReplaceAll(text, "@", ".{1,12}")
}

// TestTheScreensAsPeopleSetThemUp walks by keyboard through what is on the screen while charts are read, in Spanish, with the
// text at 200 % and in high contrast: every place is reached and says what it has to say. With CHARTPROOF_SHOTS it keeps
// pictures of every look, of the rest of the screens too: without pictures TestEveryScreenByKeyboard goes to those.
// CHARTPROOF_SCREEN and CHARTPROOF_LANGUAGE (en, es) choose the rest.
func TestTheScreensAsPeopleSetThemUp(t *testing.T) {
	t.Parallel()
	d := newDisplay(t)
	d.language = "es"
	if chosen := os.Getenv("CHARTPROOF_LANGUAGE"); chosen != "" {
		d.language = chosen
	}
	folder := t.TempDir()
	long, err := bench.SpeedFile(5, 16)
	if err != nil {
		t.Fatal(err)
	}
	put := func(name string, data []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	put("poor.pdf", poorFile(t))
	put("note.txt", []byte("not a chart"))
	put("broken.pdf", []byte("%PDF-1.7 and nothing else"))
	s := sit(t, d, "--import", put("long.pdf", long))
	s.setUp()
	e := &eyes{desk: s, percent: 100}
	e.shows(e.all(), e.says("Queue"), time.Minute) // keys that come earlier belong to the sign-in
	e.see("queue-begins")
	e.whileRead(folder)
	e.afterwards()
	e.settings()
	s.quit()
}

// whileRead looks at the queue, the import dialog and a document while more of the file comes.
func (e *eyes) whileRead(folder string) {
	e.t.Helper()
	head, _, _ := strings.Cut(e.says("being read; {{.N}} fields need you already"), ";")
	e.shows(e.all(), head+"; ", 5*time.Minute)
	e.press("Home") // it may be the row at hand already
	e.do("Return")
	from := time.Now()
	e.shows(e.all(), e.says("Still being read: what is there can be decided already.")[:10], time.Minute)
	e.t.Logf("open after %v", time.Since(from))
	e.see("early-review")
	e.do("ctrl+s")
	e.see("early-sign")
	e.do("Escape", "ctrl+1")
	e.see("queue-reading")
	e.see("import-home", "ctrl+o")
	e.do("ctrl+o", "shift+Tab", "ctrl+a")
	e.write(filepath.Join(folder, "none"))
	e.do("Return")
	e.shows(e.all(), e.says("There is no such file or folder."), time.Minute)
	e.shot("import-wrong")
	e.do("ctrl+a")
	e.write(folder)
	e.do("Return")
	e.shows(e.all(), e.says("{{.N}} files here"), time.Minute)
	e.do("Return", "ctrl+shift+a")
	e.shows(e.all(), e.says("{{.N}} files chosen"), time.Minute)
	e.shot("import-marked")
	e.do("ctrl+u") // one is damaged, one is here already
	e.see("queue-urgent")
}

// afterwards looks at the report and at the documents of poor pages.
func (e *eyes) afterwards() {
	e.t.Helper()
	e.set(look{"light", 1, 100})
	e.shows(e.all(), `\b`+e.says("Close")+`\b`, 10*time.Minute)
	e.see("queue-report")
	e.press("Home") // it may be the row at hand already
	e.do("Return")
	for i := range 4 {
		e.see(fmt.Sprintf("poor-%d", i+1))
		e.do("ctrl+Next")
	}
	if len(looks()) == 1 {
		return
	}
	e.see("purpose", "F4")
	e.see("ask", "F8")
	e.see("wrong", "F7")
	e.see("find", "ctrl+f")
	e.see("history", "ctrl+h")
	e.see("keys", "F1")
	e.see("about", "shift+F1")
	e.see("anything", "ctrl+k")
	e.see("release", "ctrl+3")
	e.see("people", "ctrl+4")
}

// settings goes through the parts of the settings.
func (e *eyes) settings() {
	e.t.Helper()
	e.do("ctrl+comma", "Next", "Next", "Next", "Next") // the folder of the official lists
	e.see("settings-lists")
	e.write("nowhere")
	e.do("Return")
	e.shows(e.all(), e.says("Type the whole path of a folder"), time.Minute)
	e.see("settings-wrong")
	e.do("Escape", "ctrl+l")
	e.shot("locked")
}

// poorFile is a scanned file of pages that say something about themselves: blurred, cut off at the edge, with a line that
// stands on its side in the margin, and of another patient than the rest.
func poorFile(t *testing.T) []byte {
	t.Helper()
	page := func(kind chart.Type, index int) *geom.Raster {
		c, err := synth.Generate(synth.Config{Seed: 9, Family: "a", Type: kind, Index: index})
		if err != nil {
			t.Fatal(err)
		}
		pages, _, err := c.Scan(synth.Clean300, 0)
		if err != nil {
			t.Fatal(err)
		}
		return pages[0]
	}
	lab, note := page(chart.LabReport, 0).ToGray(), page(chart.ProgressNote, 0).ToGray()
	other := page(chart.ProgressNote, 3)
	side := imaging.Rotate90(imaging.Crop(note, image.Rect(200, 600, 1400, 660)))
	back := func(m image.Image) *geom.Raster { return geom.FromImage(m, 300) }
	data, err := synth.ScannedPDF([]*geom.Raster{
		back(imaging.Blur(lab, 6)),
		back(imaging.Crop(note, image.Rect(0, 0, 1500, note.Rect.Dy()))),
		back(imaging.Paste(note, side, image.Pt(30, 900))),
		other,
	}, 80)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
