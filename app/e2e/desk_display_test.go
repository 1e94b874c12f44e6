//go:build e2e || walk

package e2e

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// display is an X server of its own with a window manager, seen from outside: keys go in as a person's do, and pictures
// come out of the memory that the server shows.
type display struct {
	t     *testing.T
	name  string // ":71"
	frame string // the file in which the server keeps its pixels
	size  image.Point
	shots int

	language string // of the desktop; empty: English
}

// windowManager makes every window fill the screen without a border, so that pictures are the window and nothing else.
const windowManager = `<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
 <focus><focusNew>yes</focusNew></focus>
 <applications><application class="*"><decor>no</decor><focus>yes</focus><maximized>yes</maximized></application></applications>
</openbox_config>
`

// newDisplay starts server and window manager; both end with the test. CHARTPROOF_SCREEN gives another size than 1280x800.
func newDisplay(t *testing.T) *display {
	t.Helper()
	width, height := 1280, 800
	if size := os.Getenv("CHARTPROOF_SCREEN"); size != "" {
		if _, err := fmt.Sscanf(size, "%dx%d", &width, &height); err != nil {
			t.Fatalf("CHARTPROOF_SCREEN: %v", err)
		}
	}
	dir := t.TempDir()
	d := &display{t: t, frame: filepath.Join(dir, "Xvfb_screen0"), size: image.Pt(width, height)}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-dpi", "96",
		"-fbdir", dir, "-nolisten", "tcp", "-noreset")
	server.ExtraFiles = []*os.File{w}
	begin(t, server, nil)
	w.Close()
	if err := r.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb gives no display: %v", err)
	}
	d.name = ":" + strings.TrimSpace(line)
	rc := filepath.Join(dir, "openbox.xml")
	if err := os.WriteFile(rc, []byte(windowManager), 0o600); err != nil {
		t.Fatal(err)
	}
	manager := exec.Command("openbox", "--config-file", rc)
	manager.Env = d.env()
	begin(t, manager, nil)
	d.xdotool("mousemove", strconv.Itoa(width-1), strconv.Itoa(height-1)) // out of the pictures
	return d
}

// env is the environment of a program that shows itself here, drawn without a graphics card.
func (d *display) env() []string {
	var out []string
	for _, e := range os.Environ() {
		if name, _, _ := strings.Cut(e, "="); name != "DISPLAY" && name != "WAYLAND_DISPLAY" && name != "XAUTHORITY" {
			out = append(out, e)
		}
	}
	if os.Getenv("FYNE_THEME") == "" {
		out = append(out, "FYNE_THEME=light") // as DESK draws it, and easier to read
	}
	locale := "C.UTF-8"
	if d.language != "" {
		locale = d.language + "_US.UTF-8"
	}
	return append(out, "DISPLAY="+d.name, "LIBGL_ALWAYS_SOFTWARE=1", "FYNE_SCALE=1", "LANG=en_US.UTF-8", "LC_ALL="+locale)
}

// begin starts a process that ends with the test at the latest. What it says on stderr goes to the writer and is shown
// when the test fails.
func begin(t *testing.T, cmd *exec.Cmd, said *bytes.Buffer) *process {
	t.Helper()
	p := &process{cmd: cmd, done: make(chan struct{}), said: said}
	if p.said == nil {
		p.said = &bytes.Buffer{}
	}
	cmd.Stderr = p.said
	cmd.WaitDelay = 5 * time.Second // a child of its own may hold stderr
	if err := cmd.Start(); err != nil {
		t.Fatalf("%s: %v; packaging/setup test installs it", filepath.Base(cmd.Path), err)
	}
	go func() {
		p.err = cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(func() {
		p.end()
		if t.Failed() {
			t.Logf("%s said: %s", filepath.Base(cmd.Path), tail(p.said.String(), 3000))
		}
	})
	return p
}

// process is a started command; said may be read once done is closed.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
	err  error
	said *bytes.Buffer
}

// end asks the process to end, and makes it.
func (p *process) end() {
	select {
	case <-p.done:
		return
	default:
	}
	_ = p.cmd.Process.Signal(os.Interrupt)
	select {
	case <-p.done:
	case <-time.After(10 * time.Second):
		_ = p.cmd.Process.Kill()
		<-p.done
	}
}

func tail(s string, n int) string {
	if len(s) > n {
		return "…" + s[len(s)-n:]
	}
	return s
}

// picture is what the screen shows now, out of the server's memory (an XWD dump): it costs a millisecond.
func (d *display) picture() *image.RGBA {
	d.t.Helper()
	img, err := d.dump()
	if err != nil {
		d.t.Fatalf("picture of the screen: %v", err)
	}
	return img
}

func (d *display) dump() (*image.RGBA, error) {
	data, err := os.ReadFile(d.frame)
	if err != nil {
		return nil, err
	}
	if len(data) < 100 {
		return nil, errors.New("the dump has no head")
	}
	word := func(i int) int { return int(binary.BigEndian.Uint32(data[4*i:])) }
	head, width, height, bits, stride, colours := word(0), word(4), word(5), word(11), word(12), word(19)
	pixels := head + 12*colours
	if bits != 32 || stride < 4*width || len(data) < pixels+stride*height {
		return nil, fmt.Errorf("a dump of %d bits, %d x %d, %d bytes", bits, width, height, len(data))
	}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		from, to := data[pixels+y*stride:], img.Pix[y*img.Stride:]
		for x := range width {
			to[4*x], to[4*x+1], to[4*x+2], to[4*x+3] = from[4*x+2], from[4*x+1], from[4*x], 0xff
		}
	}
	return img, nil
}

// xdotool does what a person's hands do.
func (d *display) xdotool(args ...string) string {
	d.t.Helper()
	cmd := exec.Command("xdotool", args...)
	cmd.Env = d.env()
	out, err := cmd.CombinedOutput()
	if err != nil {
		d.t.Fatalf("xdotool %s: %v: %s", args[0], err, out)
	}
	return string(out)
}

func (d *display) press(keys ...string) { d.t.Helper(); d.xdotool(append([]string{"key"}, keys...)...) }

// write types a text; Enter is not part of it.
func (d *display) write(text string) {
	d.t.Helper()
	d.xdotool("type", "--delay", "12", "--", text)
}

// window waits until the program's window stands and has the keyboard.
func (d *display) window() {
	d.t.Helper()
	d.until("the window to stand", time.Minute, func() bool {
		cmd := exec.Command("xdotool", "getactivewindow", "getwindowname")
		cmd.Env = d.env()
		out, err := cmd.Output()
		return err == nil && strings.TrimSpace(string(out)) == "Chartproof"
	})
}

// until asks again and again, and fails with a picture when the time is over.
func (d *display) until(what string, within time.Duration, holds func() bool) {
	d.t.Helper()
	for end := time.Now().Add(within); !holds(); time.Sleep(30 * time.Millisecond) {
		if time.Now().After(end) {
			d.shot("failed")
			d.t.Fatalf("waited %v for %s; the screen reads:\n%s", within, what, d.read(d.all()))
		}
	}
}

func (d *display) all() image.Rectangle { return image.Rectangle{Max: d.size} }

// still waits until the screen stands still. A blinking cursor is no movement.
func (d *display) still() *image.RGBA {
	d.t.Helper()
	last, since := d.picture(), time.Now()
	d.until("the screen to stand still", 30*time.Second, func() bool {
		now := d.picture()
		if differ(last, now, d.all()) > cursor {
			last, since = now, time.Now()
		}
		return time.Since(since) > 150*time.Millisecond
	})
	return last
}

// cursor is how many pixels a blinking cursor changes at most.
const cursor = 120

// differ counts the pixels that are not the same.
func differ(a, b *image.RGBA, r image.Rectangle) int { return differBy(0, a, b, r) }

// differStrongly counts the pixels of which a colour changed by more than the watermark can change it: that one tells the
// time, and with every minute it is another one.
func differStrongly(a, b *image.RGBA, r image.Rectangle) int { return differBy(80, a, b, r) }

// differBy counts the pixels of which a colour differs by more than so many of 255 steps.
func differBy(steps int, a, b *image.RGBA, r image.Rectangle) int {
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		from, to := a.PixOffset(r.Min.X, y), a.PixOffset(r.Max.X, y)
		if bytes.Equal(a.Pix[from:to], b.Pix[from:to]) {
			continue
		}
		for i := from; i < to; i += 4 {
			for c := range 3 {
				if d := int(a.Pix[i+c]) - int(b.Pix[i+c]); max(d, -d) > steps {
					n++
					break
				}
			}
		}
	}
	return n
}

// colours counts the colours of a part of the picture, up to a limit.
func colours(img *image.RGBA, r image.Rectangle, limit int) int {
	seen := map[color.RGBA]bool{}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if seen[img.RGBAAt(x, y)] = true; len(seen) >= limit {
				return limit
			}
		}
	}
	return len(seen)
}

// read gives the words of a part of the screen, a line each. Letters of a screen are small for a reader of paper, so
// they are enlarged.
func (d *display) read(r image.Rectangle) string {
	d.t.Helper()
	return d.enlarged(r, 3)
}

// enlarged reads letters so many times as large. Twice is enough for most and takes half the time.
func (d *display) enlarged(r image.Rectangle, times int) string {
	d.t.Helper()
	from := d.picture()
	big := image.NewGray(image.Rect(0, 0, r.Dx()*times, r.Dy()*times))
	for y := range big.Rect.Dy() {
		for x := range big.Rect.Dx() {
			big.Set(x, y, from.RGBAAt(r.Min.X+x/times, r.Min.Y+y/times))
		}
	}
	var in bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.NoCompression}).Encode(&in, big); err != nil {
		d.t.Fatal(err)
	}
	cmd := exec.Command("tesseract", "-", "-", "--dpi", strconv.Itoa(96*times), "--psm", "11")
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.Stdin = &in
	out, err := cmd.Output()
	if err != nil {
		d.t.Fatalf("read the screen: %v", err)
	}
	return strings.Join(strings.FieldsFunc(string(out), func(r rune) bool { return r == '\n' || r == '\f' }), "\n")
}

// shot keeps a picture in the folder that CHARTPROOF_SHOTS names, if it names one.
func (d *display) shot(name string) {
	dir := os.Getenv("CHARTPROOF_SHOTS")
	if dir == "" {
		return
	}
	d.shots++
	img, err := d.dump()
	if err != nil {
		d.t.Logf("no picture: %v", err)
		return
	}
	var buf bytes.Buffer
	if err = png.Encode(&buf, img); err == nil {
		err = os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d-%s.png", d.shots, name)), buf.Bytes(), 0o600)
	}
	if err != nil {
		d.t.Logf("no picture: %v", err)
	}
}

// part cuts a picture out.
func part(img *image.RGBA, r image.Rectangle) *image.RGBA {
	out := image.NewRGBA(image.Rectangle{Max: r.Size()})
	draw.Draw(out, out.Rect, img, r.Min, draw.Src)
	return out
}
